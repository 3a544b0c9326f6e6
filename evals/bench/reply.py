"""How long a reader waits, and how much of that is ours: replies of both writers against the bare model on the same prompt.

    uv run python -m evals.bench.reply [--store DIR] [--chat-model NAME] [--questions FILE] [--many N] [--json]

Each question is put to the bare model (one HTTP call, nothing of ours between) and to the bot with that model, in turns who comes
first, and to the bot with quotes. Before each Ollama reads what every question begins with and nothing else, so that its prefix
cache gives both the same start. The bare model has its first sentence when the item that points at it is whole; the bot when it is
proven and shown. The gate is timed apart, on every claim of the panels.
"""

import argparse
import json
import os
import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import httpx
import numpy as np
from rich.console import Console
from rich.table import Table

from bot.chat_model.available import available
from bot.chat_model.model import CONTEXT, KEEP_ALIVE
from bot.chat_model.pointing import Pointed, Task, instructions, task
from bot.chat_model.writer import MOST_WRITTEN, OllamaWriter
from bot.drafts import Draft
from bot.events import Checked, Found
from bot.filtering import READ_FILTERS, narrowed
from bot.finding import look_up
from bot.pipeline import Bot
from bot.settings import BotSettings
from bot.verify import verify
from bot.write import QuoteWriter
from store.library import Library

_EVALS = Path(__file__).resolve().parents[1]
_PATIENCE = 600.0
"""Seconds for one call of the bare model; how long it takes is what is measured."""


@dataclass(frozen=True, kw_only=True)
class Waited:
    """One reply, in milliseconds from when its writer could begin; the search before it is told apart."""

    first: float
    total: float
    searched: float = 0.0
    prompt_tokens: int = 0
    written_tokens: int = 0


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question, answered three ways."""

    question: str
    sentences: int
    """Offered to the model."""
    bare: Waited
    ollama: Waited
    quote: Waited


def measure(settings: BotSettings, questions: Sequence[str], many: int) -> Iterator[Asked]:
    """Yield what was measured of the first `many` questions that have an answer to show; raise WriterFailed without the model."""
    available(settings).require()
    library = Library(settings)
    generation = library.current()
    list(Bot(library, settings, QuoteWriter()).stream(questions[0]))  # loads what is loaded once
    list(Bot(library, settings, OllamaWriter(settings)).stream(questions[0]))
    for question in questions:
        evidence = look_up(generation, narrowed(question, READ_FILTERS, generation.catalogue, date.today())).evidence
        asked = task(question, evidence)
        if not evidence.chosen or many < 1:
            continue
        many -= 1
        ways: dict[str, Callable[[], Waited]] = {
            "bare": partial(_bare, settings, asked),
            "ollama": partial(_waited, Bot(library, settings, OllamaWriter(settings)), question),
        }
        waited = {}
        for name in sorted(ways, reverse=many % 2 == 0):
            _begin_alike(settings)
            waited[name] = ways[name]()
        quote = _waited(Bot(library, settings, QuoteWriter()), question)
        yield Asked(question=question, sentences=len(asked.tokens), quote=quote, **waited)


def gate_times(panels: Sequence[Path]) -> list[float]:
    """Return the milliseconds that the gate took for each claim of the panels."""
    rows = [json.loads(line) for path in panels for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    pairs = [(row["claim"], row["evidence"]) for row in rows if {"claim", "evidence"} <= row.keys()]
    for claim, evidence in pairs[:20]:
        verify(claim, evidence)
    times = []
    for claim, evidence in pairs:
        began = perf_counter()
        verify(claim, evidence)
        times.append(_since(began))
    return times


def _waited(bot: Bot, question: str) -> Waited:
    """Milliseconds of one reply as its reader sees it, from what was found on."""
    asked = began = perf_counter()
    first, searched = 0.0, 0.0
    for event in bot.stream(question):
        if isinstance(event, Found):
            began, searched = perf_counter(), _since(asked)
        if isinstance(event, Checked):
            first = first or _since(began)
    return Waited(first=first, total=_since(began), searched=searched)


def _bare(settings: BotSettings, asked: Task) -> Waited:
    """Milliseconds of one call with the bot's own prompt and options, read line by line."""
    began = perf_counter()
    pieces: list[tuple[float, str]] = []
    last: dict[str, Any] = {}
    with httpx.stream("POST", f"{settings.ollama_url}/api/chat", json=_body(settings, asked), timeout=_PATIENCE, trust_env=False) as lines:
        for line in lines.iter_lines():
            last = json.loads(line)
            pieces.append((_since(began), last["message"]["content"]))
    total = _since(began)
    pointed = Pointed(asked.tokens)
    first = next((at for at, piece in pieces for part in pointed.feed(piece) if isinstance(part, Draft)), total)
    return Waited(first=first, total=total, prompt_tokens=last["prompt_eval_count"], written_tokens=last["eval_count"])


def _begin_alike(settings: BotSettings) -> None:
    """Let Ollama read what every question begins with, and forget the rest."""
    body = _body(settings, Task(system=instructions(), user="-", tokens=("s1",)), most=1) | {"stream": False}
    httpx.post(f"{settings.ollama_url}/api/chat", json=body, timeout=_PATIENCE, trust_env=False).raise_for_status()


def _body(settings: BotSettings, asked: Task, most: int = MOST_WRITTEN) -> dict[str, Any]:
    return {
        "model": settings.chat_model,
        "messages": [{"role": "system", "content": asked.system}, {"role": "user", "content": asked.user}],
        "format": asked.schema,
        "think": False,
        "keep_alive": KEEP_ALIVE,
        "options": {"temperature": 0.0, "num_ctx": CONTEXT, "num_predict": most, "seed": 0},
    }


def _since(began: float) -> float:
    return (perf_counter() - began) * 1000


def summed(found: Sequence[Asked], gate: Sequence[float]) -> dict[str, Any]:
    """Return the numbers of a run; times in milliseconds."""
    ways = {way: [getattr(asked, way) for asked in found] for way in ("bare", "ollama", "quote")}
    return {
        "questions": len(found),
        "first": {way: _spread([waited.first for waited in each]) for way, each in ways.items()},
        "total": {way: _spread([waited.total for waited in each]) for way, each in ways.items()},
        "ratio_of_first": _spread([asked.ollama.first / asked.bare.first for asked in found]),
        "ratio_of_total": _spread([asked.ollama.total / asked.bare.total for asked in found]),
        "search": _spread([asked.quote.searched for asked in found]),
        "prompt_tokens": _spread([asked.bare.prompt_tokens for asked in found]),
        "written_tokens": _spread([asked.bare.written_tokens for asked in found]),
        "offered": _spread([asked.sentences for asked in found]),
        "gate": {"claims": len(gate), **_spread(gate)},
    }


def _spread(values: Sequence[float]) -> dict[str, float]:
    points = {"p50": 50, "p90": 90, "p99": 99, "most": 100}
    return {name: round(float(np.percentile(values, point)), 3) for name, point in points.items()}


def _table(numbers: dict[str, Any]) -> Table:
    table = Table("", "p50", "p90", "p99", "most", box=None)
    for name, value in numbers.items():
        for row, spread in value.items() if name in ("first", "total") else ((None, value),):
            if isinstance(spread, dict):
                table.add_row(f"{name} {row}" if row else name, *(f"{spread[point]:g}" for point in ("p50", "p90", "p99", "most")))
    return table


def _questions(path: Path) -> list[str]:
    return [json.loads(line)["question"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    """Measure and print a table, or JSON."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--store", help="folder of the store")
    options.add_argument("--chat-model", help="a model that Ollama has")
    options.add_argument("--questions", type=Path, default=_EVALS / "cases" / "bundled.jsonl", help="JSON lines of cases")
    options.add_argument("--many", type=int, default=20, help="questions asked")
    options.add_argument("--json", action="store_true", help="one JSON value on standard output, the table on standard error")
    given = options.parse_args()
    settings = BotSettings.load(store=given.store, chat_model=given.chat_model, chat_silence=_PATIENCE, chat_deadline=_PATIENCE)
    found = list(measure(settings, _questions(given.questions), given.many))
    gate = gate_times(sorted((_EVALS / "panels").glob("*.jsonl")))
    machine = {"processor": platform.machine(), "cores": os.cpu_count(), "model": settings.chat_model}
    numbers = summed(found, gate)
    Console(stderr=given.json).print(_table(numbers))
    if given.json:
        print(json.dumps({"machine": machine, **numbers, "replies": [asdict(asked) for asked in found]}, ensure_ascii=False))


if __name__ == "__main__":
    main()
