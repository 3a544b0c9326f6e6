import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from store.build import BUNDLED, build
from store.cache import VectorCache
from store.check import check
from store.embed import HashEmbedder
from store.errors import DocumentUnreadable, EmbedderUnavailable, StoreMismatch, StoreUnwritable, VectorsUnavailable
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


def test_the_bundled_letters_are_built_when_nothing_is_named(settings: StoreSettings) -> None:
    built = build([], settings)
    assert (built.documents, built.answers, built.unreadable) == (2, 23, ())
    assert built.passages >= 23
    assert {document.origin for document in Library(settings).current().catalogue.documents()} == {path.name for path in BUNDLED.iterdir()}


def test_a_build_says_what_it_made(letters: Path, settings: StoreSettings) -> None:
    built = build([letters], settings)
    assert (built.documents, built.answers, built.passages) == (2, 5, 5)
    assert built.generation == Library(settings).current().id
    assert built.embedded > 0
    assert check(settings).problems == ()


def test_building_again_embeds_nothing_anew(letters: Path, settings: StoreSettings) -> None:
    first = build([letters], settings)
    second = build([letters], settings)
    assert (second.embedded, second.reused) == (0, first.embedded + first.reused)


def test_only_a_text_that_changed_is_embedded_anew(letters: Path, settings: StoreSettings) -> None:
    build([letters], settings)
    text = (letters / "fiets.txt").read_text()
    (letters / "fiets.txt").write_text(text.replace("Het rijk plaatst daar geen lantaarnpalen.", "Het rijk plaatst daar geen masten."))
    built = build([letters], settings)
    # The passage, its sentence, and the one word that no letter had before.
    assert built.embedded == 3


def test_a_withdrawn_document_is_gone_everywhere_after_two_builds(letters: Path, settings: StoreSettings) -> None:
    build([letters], settings)
    (letters / "stroom.txt").unlink()
    build([letters], settings)
    generation = Library(settings).current()
    assert {hit.passage.document for hit in search(generation, "vergoeding zonder stroom", 50)} == {"2024Z00001"}
    build([letters], settings)
    assert not any(b"netbeheerder" in path.read_bytes() for path in settings.store.rglob("*") if path.is_file())
    with VectorCache(Layout(settings.store).cache) as cache:
        cache.vectors(HashEmbedder(), ["De netbeheerder meldt dat 12.000 huishoudens vier uur lang geen stroom hadden."])
        assert cache.embedded == 1


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_built(letters: Path, settings: StoreSettings) -> None:
    (letters / "leeg.txt").write_text("")
    (letters / "binair.txt").write_bytes(bytes(range(256)) * 20)
    (letters / "brief.txt").write_text("Geachte voorzitter,\n\nHierbij een brief zonder vragen.\n")
    built = build([letters, letters / "weg.txt"], settings)
    assert built.documents == 2
    reasons = {Path(left_out.path).name: left_out.reason for left_out in built.unreadable}
    assert set(reasons) == {"leeg.txt", "binair.txt", "brief.txt", "weg.txt"}
    assert "without answers" in reasons["brief.txt"]
    assert "does not exist" in reasons["weg.txt"]


def test_the_same_document_twice_is_kept_once_and_told(letters: Path, settings: StoreSettings) -> None:
    (letters / "fiets-2.txt").write_text((letters / "fiets.txt").read_text())
    built = build([letters], settings)
    assert built.documents == 2
    (left_out,) = built.unreadable
    assert "2024Z00001" in left_out.reason
    assert Path(left_out.path).name == "fiets.txt"


def test_when_nothing_can_be_read_the_earlier_store_stays(letters: Path, settings: StoreSettings, tmp_path: Path) -> None:
    before = build([letters], settings)
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "empty", tmp_path / "weg.txt"):
        with pytest.raises(DocumentUnreadable, match="nothing was built"):
            build([path], settings)
    assert Library(settings).current().id == before.generation


def test_an_embedder_that_is_away_leaves_the_earlier_store_and_nothing_beside_it(letters: Path, settings: StoreSettings) -> None:
    before = build([letters], settings)
    away = settings.model_copy(update={"embedder": "ollama:embeddinggemma", "ollama_host": "127.0.0.1:9"})
    with pytest.raises(EmbedderUnavailable, match="ollama serve"):
        build([letters], away)
    assert Library(settings).current().id == before.generation
    assert [paths.id for paths in Layout(settings.store).generations()] == [before.generation]


def test_a_chroma_server_that_is_away_leaves_the_earlier_store(letters: Path, settings: StoreSettings) -> None:
    before = build([letters], settings)
    with pytest.raises((VectorsUnavailable, StoreUnwritable), match=r"127\.0\.0\.1:9"):
        build([letters], settings.model_copy(update={"chroma_url": "http://127.0.0.1:9"}))
    assert Library(settings).current().id == before.generation


def test_a_chroma_server_keeps_the_vectors_of_the_last_two_builds(letters: Path, settings: StoreSettings, chroma_server: str) -> None:
    remote = settings.model_copy(update={"chroma_url": chroma_server})
    built = [build([letters], remote).generation for _ in range(3)]
    assert check(remote).problems == ()
    assert search(Library(remote).current(), "Wie betaalt de lantaarnpalen?", 1)[0].passage.source == "2024Z00001/2"
    listed = httpx.get(f"{chroma_server}/api/v2/tenants/default_tenant/databases/default_database/collections").json()
    names = {collection["name"] for collection in listed}
    assert {f"kamerantwoord-{id}" for id in built} & names == {f"kamerantwoord-{id}" for id in built[1:]}
    assert not list(settings.store.glob("generations/*/chroma"))
    with pytest.raises(StoreMismatch, match="uv run kamerantwoord build"):
        Library(settings).current()


def test_a_store_folder_that_is_a_file_is_unwritable(letters: Path, settings: StoreSettings) -> None:
    settings.store.write_text("in the way")
    with pytest.raises(StoreUnwritable, match="KAMERANTWOORD_STORE"):
        build([letters], settings)
    assert settings.store.read_text() == "in the way"


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


def test_a_damaged_cache_costs_time_only(letters: Path, settings: StoreSettings) -> None:
    first = build([letters], settings)
    Layout(settings.store).cache.write_bytes(b"no database" * 1000)
    again = build([letters], settings)
    assert again.embedded == first.embedded
    assert check(settings).whole


def test_progress_is_told_from_reading_to_checking(letters: Path, settings: StoreSettings) -> None:
    told: list[tuple[str, int, int]] = []
    build([letters], settings, progress=lambda step, done, of: told.append((step, done, of)))
    assert list(dict.fromkeys(step for step, _, _ in told)) == ["read", "embed", "write", "check"]
    assert ("read", 2, 2) in told
    assert ("embed", 2, 2) in told


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
            build([letters], settings)
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
