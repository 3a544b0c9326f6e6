import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from store.build import build
from store.errors import StoreDamaged, StoreMismatch, StoreMissing
from store.layout import Layout
from store.library import Library
from store.search import search
from store.settings import StoreSettings
from tests.store.chroma_process import EVERYWHERE

pytestmark = EVERYWHERE


def test_a_library_without_a_store_says_how_to_build_one_and_opens_it_once_it_is_there(letters: Path, settings: StoreSettings) -> None:
    library = Library(settings)
    with pytest.raises(StoreMissing, match="uv run kamerantwoord build"):
        library.current()
    built = build([letters], settings)
    assert library.current().id == built.generation


def test_the_same_generation_is_opened_once(letters: Path, settings: StoreSettings) -> None:
    build([letters], settings)
    library = Library(settings)
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: library.current(), range(40)))
    assert all(generation is opened[0] for generation in opened)


def test_a_new_build_is_noticed_and_the_old_one_stays_usable_for_who_holds_it(letters: Path, settings: StoreSettings) -> None:
    build([letters], settings)
    library = Library(settings)
    old = library.current()
    (letters / "stroom.txt").unlink()
    build([letters], settings)
    assert library.current().catalogue.counts.documents == 1
    assert {hit.passage.document for hit in search(old, "stroom")} == {"2024Z00001", "2024Z00002"}
    assert {hit.passage.document for hit in search(library.current(), "stroom")} == {"2024Z00001"}


def test_readers_in_threads_are_answered_while_builds_switch(letters: Path, settings: StoreSettings) -> None:
    build([letters], settings)
    library = Library(settings)
    done = threading.Event()

    def answers() -> Iterator[str]:
        while not done.is_set():
            yield search(library.current(), "Wie betaalt de verlichting langs het fietspad?", 1)[0].passage.source

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(lambda: list(answers())) for _ in range(4)]
        for _ in range(5):
            build([letters], settings, rebuild=True)
        done.set()
        found = [reader.result() for reader in readers]
    assert all(len(sources) > 5 for sources in found)
    assert {source for sources in found for source in sources} == {"2024Z00001/2"}


def test_a_store_rebuilt_with_another_embedder_is_refused_with_the_command(letters: Path, settings: StoreSettings) -> None:
    build([letters], settings)
    other = settings.model_copy(update={"embedder": "ollama:bestaatniet"})
    with pytest.raises(StoreMismatch, match="uv run kamerantwoord build"):
        Library(other).current()


def test_damage_is_told_and_mended_by_a_build(letters: Path, settings: StoreSettings) -> None:
    built = build([letters], settings)
    Layout(settings.store).generation(built.generation).catalogue.write_bytes(b"")
    library = Library(settings)
    with pytest.raises(StoreDamaged, match="uv run kamerantwoord build"):
        library.current()
    build([letters], settings)
    assert library.current().catalogue.counts.documents == 2
