"""Several processes and one Chroma server: readers while one builds, builds that are killed, stores that share it, a server that dies."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from store.build import build
from store.check import check
from store.errors import VectorsUnavailable
from store.layout import Layout
from store.library import Library
from store.search import search
from store.settings import StoreSettings
from tests.store.chroma_process import COLLECTIONS, ChromaProcess, collections, count

QUESTION = "Wie betaalt de verlichting langs het fietspad?"

BUILD = """
import sys
from pathlib import Path
from store.build import build
from store.settings import StoreSettings
print(build([Path(sys.argv[1])], StoreSettings.load(), rebuild=True).generation, flush=True)
"""

READ = """
import sys, time
from pathlib import Path
from store.library import Library
from store.search import search
from store.settings import StoreSettings
library = Library(StoreSettings.load())
generations, deadline = set(), time.monotonic() + 120
while time.monotonic() < deadline and not Path(sys.argv[1]).exists():
    generation = library.current()
    generations.add(generation.id)
    # All that is found is of one build: it counts its letters, and each has its vector.
    assert len(list(generation.vectors.ids())) == generation.catalogue.counts.passages, generation.id
    hits = search(generation, "Wie betaalt de verlichting langs het fietspad?", 3)
    assert hits[0].passage.source == "2024Z00001/2", hits
    if len(generations) == 1:
        print("reading", flush=True)
print(len(generations), flush=True)
"""
"""A reader that checks what it finds until a file appears, and then says how many generations it has seen."""


@pytest.fixture
def vectors_at(chroma_server: str) -> str:
    """On the server only: what is embedded has its own tests of processes."""
    return chroma_server


@pytest.fixture
def settings(tmp_path: Path, vectors_at: str) -> StoreSettings:
    return StoreSettings(store=tmp_path / "store", embedder="hash", chroma_url=vectors_at)


def start(program: str, settings: StoreSettings, *arguments: Path) -> "subprocess.Popen[str]":
    named = {"STORE": str(settings.store), "EMBEDDER": "hash", "CHROMA_URL": str(settings.chroma_url)}
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        env=os.environ | {f"KAMERANTWOORD_{name}": value for name, value in named.items()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.fixture
def readers(letters: Path, settings: StoreSettings, tmp_path: Path) -> Iterator[list["subprocess.Popen[str]"]]:
    """Three processes that read what was built until there is a file 'stop'."""
    build([letters], settings)
    started = [start(READ, settings, tmp_path / "stop") for _ in range(3)]
    try:
        for reader in started:
            assert reader.stdout is not None
            assert reader.stdout.readline() == "reading\n", reader.communicate()[1]
        yield started
    finally:
        for reader in started:
            if reader.poll() is None:
                reader.kill()
            reader.communicate()


def more_letters(folder: Path, n: int, year: int = 2023) -> None:
    for number in range(n):
        (folder / f"extra-{year}-{number:03}.txt").write_text(
            f"Vragen over dijk {number}\n({year}Z{number:05}, ingezonden 1 mei 2023)\n\n"
            f"Vraag 1\nHoe hoog is dijk {number}?\n\nAntwoord op vraag 1\nDijk {number} is {number} meter hoog.\n"
        )


def names(*ids: str) -> set[str]:
    return {f"kamerantwoord-{id}" for id in ids}


def mine(settings: StoreSettings) -> set[str]:
    """The collections of the generations that a store has."""
    return names(*(paths.id for paths in Layout(settings.store).generations()))


def test_readers_in_other_processes_see_whole_builds_only_while_one_builds(
    letters: Path, settings: StoreSettings, tmp_path: Path, readers: list["subprocess.Popen[str]"]
) -> None:
    for n in range(4):
        more_letters(letters, 15, 2020 + n)
        assert build([letters], settings).documents == 2 + 15 * (n + 1)
        time.sleep(0.5)
    (tmp_path / "stop").touch()
    seen = []
    for reader in readers:
        output, errors = reader.communicate(timeout=60)
        assert reader.returncode == 0, errors
        seen.append(int(output.split()[-1]))
    assert min(seen) >= 2
    assert max(seen) >= 3


def killed_when(process: "subprocess.Popen[str]", url: str, before: set[str], least: int) -> str | None:
    """Kill a build once its collection has so many vectors; return the collection's name, None when the build was done sooner."""
    while process.poll() is None:
        for name, id in collections(url).items():
            if name not in before and count(url, id) >= least:
                os.killpg(process.pid, signal.SIGKILL)
                return name
        time.sleep(0.002)
    return None


@pytest.mark.parametrize("least", [0, 100], ids=["collection-made", "vectors-written"])
def test_a_build_killed_in_the_middle_leaves_the_earlier_serving_and_the_next_removes_its_collection(
    letters: Path, settings: StoreSettings, vectors_at: str, least: int
) -> None:
    before = build([letters], settings)
    more_letters(letters, 120)
    others = set(collections(vectors_at))
    process = start(BUILD, settings, letters)
    orphan = killed_when(process, vectors_at, others, least)
    _, errors = process.communicate()
    assert orphan, errors
    assert process.returncode == -signal.SIGKILL
    serving = Library(settings).current()
    assert serving.id == before.generation
    assert search(serving, QUESTION, 1)[0].passage.source == "2024Z00001/2"
    assert orphan in collections(vectors_at)
    after = build([letters], settings)
    assert orphan not in collections(vectors_at)
    assert mine(settings) == names(before.generation, after.generation) <= set(collections(vectors_at))
    assert check(settings).problems == ()


def test_two_stores_on_one_server_leave_each_other_alone(letters: Path, settings: StoreSettings, tmp_path: Path, vectors_at: str) -> None:
    other = settings.model_copy(update={"store": tmp_path / "other"})
    for n in range(3):
        more_letters(letters, 2, 2020 + n)
        build([letters], settings)
        build([letters / "fiets.txt"], other, rebuild=True)
    assert mine(settings) | mine(other) <= set(collections(vectors_at))
    assert check(settings).problems == check(other).problems == ()
    assert search(Library(settings).current(), "Hoe hoog is dijk 1?", 1)[0].passage.document.endswith("Z00001")
    assert {hit.passage.document for hit in search(Library(other).current(), QUESTION, 5)} == {"2024Z00001"}


def test_a_copy_of_a_store_that_builds_leaves_what_the_original_serves(
    letters: Path, settings: StoreSettings, tmp_path: Path, vectors_at: str
) -> None:
    """A copy names the collections that it was copied with; it may not delete them when it has no use for them any more."""
    build([letters], settings)
    copy = settings.model_copy(update={"store": tmp_path / "copy"})
    shutil.copytree(settings.store, copy.store)
    assert search(Library(copy).current(), QUESTION, 1)[0].passage.source == "2024Z00001/2"
    for _ in range(3):
        build([letters], copy, rebuild=True)
    assert mine(settings).isdisjoint(mine(copy))
    assert mine(settings) <= set(collections(vectors_at))
    assert check(settings).problems == check(copy).problems == ()


def test_a_store_that_was_moved_still_clears_away_what_it_made(
    letters: Path, settings: StoreSettings, tmp_path: Path, vectors_at: str
) -> None:
    build([letters], settings)
    made = mine(settings)
    moved = settings.model_copy(update={"store": tmp_path / "moved"})
    settings.store.rename(moved.store)
    for _ in range(2):
        build([letters], moved, rebuild=True)
    assert made.isdisjoint(collections(vectors_at))


def test_a_collection_that_the_server_lost_is_found_and_mended_by_a_build(letters: Path, settings: StoreSettings, vectors_at: str) -> None:
    built = build([letters], settings)
    httpx.delete(f"{vectors_at}{COLLECTIONS}/kamerantwoord-{built.generation}", trust_env=False).raise_for_status()
    (problem,) = check(settings).problems
    assert (problem.code, "does not have the vectors" in problem.message) == ("damaged", True)
    assert build([letters], settings).embedded == 0
    assert check(settings).problems == ()


def test_a_server_killed_in_the_middle_of_a_build_costs_that_build_only(letters: Path, settings: StoreSettings, tmp_path: Path) -> None:
    server = ChromaProcess(tmp_path)
    try:
        own = settings.model_copy(update={"chroma_url": server.url})
        before = build([letters], own)
        more_letters(letters, 120)
        process = start(BUILD, own, letters)
        others = names(before.generation)
        while process.poll() is None and not _begun(server.url, others):
            time.sleep(0.002)
        server.kill()
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 1
        assert "VectorsUnavailable: The Chroma server at" in errors
        with pytest.raises(VectorsUnavailable, match="start it"):
            build([letters], own)
        server.start()
        assert Library(own).current().id == before.generation
        after = build([letters], own)
        assert set(collections(server.url)) == names(before.generation, after.generation)
        assert check(own).problems == ()
    finally:
        server.kill()


def _begun(url: str, others: set[str]) -> bool:
    try:
        return any(count(url, id) >= 100 for name, id in collections(url).items() if name not in others)
    except httpx.HTTPError:
        return False
