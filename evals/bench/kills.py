"""Builds killed at random moments while others read: `uv run python -m evals.bench.kills [--kills N] [--seed N]`; exit code 1 on any harm.

Each build changes one letter and is ended by SIGKILL. Readers in processes of their own search all the while and follow every switch.
"""

import argparse
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from store.build import build
from store.check import check
from store.layout import Layout
from store.library import Library
from store.search import search
from store.settings import StoreSettings

_LETTERS = 30
_READERS = 2
_CHECKED_EVERY = 20
_PROCESSES = multiprocessing.get_context("forkserver")


@dataclass(frozen=True, kw_only=True)
class Endured:
    """What a run of kills found."""

    kills: int
    """Builds that were ended before they were done."""
    finished: int
    """Builds that were done before their moment came."""
    switches: int
    searches: int
    """Questions that readers asked and were answered."""
    generations_seen: int
    """By the reader that saw most."""
    harm: tuple[str, ...]
    """Everything that was not as it should be."""
    seconds: float


def endure(folder: Path, kills: int, seed: int) -> Endured:
    """Kill builds of a store in a folder until that many are killed; say what readers and checks saw."""
    started = time.monotonic()
    _PROCESSES.set_forkserver_preload(["store.build", "chromadb"])
    settings = StoreSettings(store=folder / "store", embedder="hash", chroma_url=None)
    chance = random.Random(seed)
    harm: list[str] = []
    for number in range(_LETTERS):
        _write(folder, number, 0)
    build([folder / "letters"], settings)
    # The first one waits for the processes' own imports.
    took = min(_time_of_one(folder, settings) for _ in range(2))
    killed = finished = switches = 0
    with _readers(settings, folder) as said:
        while killed < kills:
            before = Layout(settings.store).current()
            _write(folder, chance.randrange(_LETTERS), killed + finished + 1)
            begun = time.monotonic()
            ended = _killed_after(chance.uniform(0, 1.3 * took), folder, settings)
            # Others may have been using the machine when it was timed.
            took = took if ended else min(took, time.monotonic() - begun)
            killed += ended
            finished += not ended
            switches += Layout(settings.store).current() != before
            if (killed + finished) % _CHECKED_EVERY == 0:
                harm += [problem.message for problem in check(settings).problems]
        seen = said()
    harm += [message for _, _, message in seen if message]
    harm += _left_behind(folder, settings)
    return Endured(
        kills=killed,
        finished=finished,
        switches=switches,
        searches=sum(searches for searches, _, _ in seen),
        generations_seen=max(generations for _, generations, _ in seen),
        harm=tuple(harm),
        seconds=round(time.monotonic() - started, 1),
    )


def _write(folder: Path, number: int, version: int) -> None:
    text = (
        f"Vragen van het lid Jansen (Fietspartij) over dijk {number}\n(2023Z{number:05}, ingezonden 1 mei 2023)\n\n"
        f"Vraag 1\nHoe hoog is dijk nummer {number} in de polder?\n\nAntwoord op vraag 1\nDijk nummer {number} is {version} meter hoog.\n"
    )
    # Every fourth is a page, so that builds have readers of their own that may outlive them.
    page = number % 4 == 0
    path = folder / "letters" / f"dijk-{number:03}.{'html' if page else 'txt'}"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"<p>{line}</p>\n" for line in text.split("\n") if line)
    aside = path.with_suffix(".new")
    aside.write_text(f"<!DOCTYPE html><html><body>{lines}</body></html>" if page else text, encoding="utf-8")
    aside.replace(path)


def _started(folder: Path, settings: StoreSettings) -> BaseProcess:
    process = _PROCESSES.Process(target=build, args=([folder / "letters"], settings))
    process.start()
    return process


def _time_of_one(folder: Path, settings: StoreSettings) -> float:
    _write(folder, 0, time.monotonic_ns())
    started = time.monotonic()
    _started(folder, settings).join()
    return time.monotonic() - started


def _killed_after(seconds: float, folder: Path, settings: StoreSettings) -> bool:
    """Start a build and kill it; False when it was done before."""
    process = _started(folder, settings)
    process.join(seconds)
    if process.exitcode is None and process.pid:
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    return process.exitcode != 0


@contextmanager
def _readers(settings: StoreSettings, folder: Path) -> Iterator[Callable[[], list[tuple[int, int, str]]]]:
    """Run readers; yields a function that ends them and returns for each (searches, generations seen, what was wrong)."""
    stop = folder / "stop"
    notes = [folder / f"reader-{number}.json" for number in range(_READERS)]
    readers = [_PROCESSES.Process(target=_read, args=(settings, stop, seed, note)) for seed, note in enumerate(notes)]
    for reader in readers:
        reader.start()

    def said() -> list[tuple[int, int, str]]:
        stop.touch()
        for reader in readers:
            reader.join()
        return [tuple(json.loads(note.read_text(encoding="utf-8"))) if note.exists() else (0, 0, "a reader died") for note in notes]

    try:
        yield said
    finally:
        stop.touch()
        for reader in readers:
            reader.join(10)


def _read(settings: StoreSettings, stop: Path, seed: int, note: Path) -> None:
    chance = random.Random(seed)
    library = Library(settings)
    searches, generations, wrong = 0, set(), ""
    try:
        while not stop.exists():
            generation = library.current()
            generations.add(generation.id)
            number = chance.randrange(_LETTERS)
            hit = search(generation, f"Hoe hoog is dijk nummer {number} in de polder?", 1)[0]
            document, answer = generation.catalogue.source(f"2023Z{number:05}/1")
            whole = hit.passage.answer in {each.answers[0].text for each in generation.catalogue.documents()}
            if not whole or not answer.text.startswith(f"Dijk nummer {number} is ") or generation.catalogue.counts.documents != _LETTERS:
                wrong = f"half a store: {document.id}, {answer.text!r}, {generation.catalogue.counts}"
            searches += 1
            # Readers are people: they leave the builds some of the machine.
            time.sleep(0.02)
    except Exception as error:
        wrong = f"{type(error).__name__}: {error}"
    note.write_text(json.dumps((searches, len(generations), wrong)), encoding="utf-8")


def _left_behind(folder: Path, settings: StoreSettings) -> Iterator[str]:
    """Say what one more build does not put right."""
    build([folder / "letters"], settings, rebuild=True)
    checked = check(settings)
    yield from (problem.message for problem in checked.problems)
    layout = Layout(settings.store)
    if len(layout.generations()) != 2:
        yield f"{len(layout.generations())} generations instead of 2"
    if (names := sorted(path.name for path in settings.store.iterdir())) != ["cache", "current", "generations", "lock"]:
        yield f"left in the store: {names}"
    for document in Library(settings).current().catalogue.documents():
        path = next((folder / "letters").glob(f"dijk-{int(document.id[5:]):03}.*"))
        if document.answers[0].text not in path.read_text(encoding="utf-8"):
            yield f"{document.id} is not what {path.name} says"


def main() -> int:
    """Run and print the findings as JSON; return 1 when there is any harm."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        endured = endure(Path(folder), chosen.kills, chosen.seed)
    print(json.dumps(asdict(endured), indent=2))
    return 1 if endured.harm else 0


if __name__ == "__main__":
    sys.exit(main())
