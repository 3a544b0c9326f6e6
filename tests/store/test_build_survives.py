"""A build that is killed, runs out of disk, or has company: in processes of their own, with real signals and limits."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from store.build import build
from store.check import check
from store.layout import Layout
from store.library import Library
from store.search import search
from store.settings import StoreSettings

BUILD = """
import sys
from pathlib import Path
from store.build import build
from store.settings import StoreSettings
print(build([Path(sys.argv[1])], StoreSettings(store=Path(sys.argv[2]), embedder="hash", chroma_url=None)).generation, flush=True)
"""
"""A build in a process of its own."""

READ = """
import sys, time
from pathlib import Path
from store.library import Library
from store.search import search
from store.settings import StoreSettings
library = Library(StoreSettings(store=Path(sys.argv[1]), embedder="hash", chroma_url=None))
generations, deadline = set(), time.monotonic() + 60
while time.monotonic() < deadline and not Path(sys.argv[2]).exists():
    generation = library.current()
    generations.add(generation.id)
    hits = search(generation, "Wie betaalt de verlichting langs het fietspad?", 3)
    assert hits[0].passage.source == "2024Z00001/2", hits
    assert generation.catalogue.source("2024Z00001/2")[1].text.startswith("De wegbeheerder")
    if len(generations) == 1:
        print("reading", flush=True)
print(len(generations), flush=True)
"""
"""A reader that checks every answer until a file appears, and then says how many generations it has seen."""


def start(letters: Path, settings: StoreSettings) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", BUILD, str(letters), str(settings.store)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def more_letters(folder: Path, n: int) -> None:
    for number in range(n):
        (folder / f"extra-{number:03}.txt").write_text(
            f"Vragen over dijk {number}\n(2023Z{number:05}, ingezonden 1 mei 2023)\n\n"
            f"Vraag 1\nHoe hoog is dijk {number}?\n\nAntwoord op vraag 1\nDijk {number} is {number} meter hoog.\n"
        )


@pytest.mark.parametrize("most", [2_000, 20_000, 120_000, 190_000], ids=lambda most: f"{most}-bytes")
def test_a_disk_that_is_full_loses_nothing(letters: Path, settings: StoreSettings, most: int) -> None:
    """No file may grow beyond a few bytes in the building process: what it sees is what a full disk shows."""
    before = build([letters], settings)
    limit = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))\n"
        "import sys\nfrom store.errors import StoreUnwritable\ntry:\n"
    )
    program = (
        limit
        + "".join(f"    {line}\n" for line in BUILD.splitlines())
        + "except StoreUnwritable as error:\n    sys.exit(f'told: {error}')\n"
    )
    more_letters(letters, 30)
    command = [sys.executable, "-c", program, str(letters), str(settings.store)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("told: "), done.stderr
    assert "has room" in done.stderr
    assert Library(settings).current().id == before.generation
    assert [paths.id for paths in Layout(settings.store).generations()] == [before.generation]
    assert build([letters], settings).documents == 32


def after(seconds: float) -> Callable[[StoreSettings], bool]:
    """True so long after the build took the lock; before that it is only a process that imports."""
    begun: list[float] = []

    def reached(settings: StoreSettings) -> bool:
        if not begun and (settings.store / "lock.holder").exists():
            begun.append(time.monotonic())
        return bool(begun) and time.monotonic() >= begun[0] + seconds

    return reached


def when(pattern: str, n: int = 1) -> Callable[[StoreSettings], bool]:
    """True once as many files fit a pattern under the store; generations of the first build count too."""
    return lambda settings: len(list(settings.store.glob(pattern))) >= n


MOMENTS = {
    **{f"after-{seconds}-s": lambda seconds=seconds: after(seconds) for seconds in (0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0, 1.3, 1.6)},
    "folder-made": lambda: when("generations/*", 2),
    "lock-held": lambda: when("lock.holder"),
    "lexicon-begun": lambda: when("generations/*/lexicon", 2),
    "catalogue-begun": lambda: when("generations/*/catalogue.sqlite", 2),
    "catalogue-journal": lambda: when("generations/*/catalogue.sqlite-journal"),
    "terms-begun": lambda: when("generations/*/terms/passages", 2),
    "letters-begun": lambda: when("generations/*/terms/letters", 2),
    "chroma-begun": lambda: when("generations/*/chroma", 2),
    "chroma-index": lambda: when("generations/*/chroma/*/*", 10),
    "manifest-written": lambda: when("generations/*/manifest.json", 2),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_build_killed_at_any_moment_costs_nothing_but_itself(letters: Path, settings: StoreSettings, moment: str) -> None:
    """Twenty moments, by time and by what lies on disk; a build of 60 letters that is done sooner than its moment proves nothing less."""
    before = build([letters], settings)
    more_letters(letters, 60)
    process = start(letters, settings)
    reached = MOMENTS[moment]()
    while process.poll() is None and not reached(settings):
        time.sleep(0.001)
    os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
    _, errors = process.communicate()
    assert process.returncode in (0, -signal.SIGKILL), errors
    serving = Library(settings).current()
    # Killed after the switch, it is the new one that serves.
    assert serving.id == before.generation or serving.catalogue.counts.documents == 62
    assert search(serving, "Wie betaalt de verlichting langs het fietspad?", 1)[0].passage.source == "2024Z00001/2"
    assert check(settings).problems == ()
    built = build([letters], settings)
    assert built.documents == 62
    assert check(settings).problems == ()
    assert len(Layout(settings.store).generations()) == 2
    assert sorted(path.name for path in settings.store.iterdir()) == ["cache", "current", "generations", "lock"]


def test_readers_in_other_processes_are_answered_while_builds_go_on(letters: Path, settings: StoreSettings, tmp_path: Path) -> None:
    build([letters], settings)
    stop = tmp_path / "stop"
    command = [sys.executable, "-c", READ, str(settings.store), str(stop)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    try:
        for reader in readers:
            assert reader.stdout is not None
            assert reader.stdout.readline() == "reading\n"
        for _ in range(4):
            build([letters], settings, rebuild=True)
            time.sleep(0.3)
        stop.touch()
        for reader in readers:
            output, errors = reader.communicate(timeout=60)
            assert reader.returncode == 0, errors
            assert int(output.split()[-1]) >= 3
    finally:
        for reader in readers:
            if reader.poll() is None:
                reader.kill()
                reader.wait()


def test_two_builds_at_once_are_one_build_and_one_refusal(letters: Path, settings: StoreSettings) -> None:
    more_letters(letters, 40)
    first = start(letters, settings)
    while first.poll() is None and not (settings.store / "lock.holder").exists():
        time.sleep(0.001)
    second = start(letters, settings)
    output, errors = second.communicate(timeout=60)
    first_output, first_errors = first.communicate(timeout=60)
    assert first.returncode == 0, first_errors
    # On a slow machine the second may come when the first is done.
    assert second.returncode == 0 or f"process {first.pid} on" in errors
    assert Library(settings).current().id in first_output + output
