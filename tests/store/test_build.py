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
from tests.store.chroma_process import EMBEDDED, EVERYWHERE

pytestmark = EVERYWHERE


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
    assert (built.documents, built.unreadable) == (2, ())
    (duplicate,) = built.duplicates
    assert (Path(duplicate.path).name, Path(duplicate.same_as).name) == ("fiets.txt", "fiets-2.txt")


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


@EMBEDDED
def test_a_chroma_server_keeps_the_vectors_of_the_last_two_builds(letters: Path, settings: StoreSettings, chroma_server: str) -> None:
    remote = settings.model_copy(update={"chroma_url": chroma_server})
    built = [build([letters], remote, rebuild=True).generation for _ in range(3)]
    assert check(remote).problems == ()
    assert search(Library(remote).current(), "Wie betaalt de lantaarnpalen langs een fietspad?", 1)[0].passage.source == "2024Z00001/2"
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


def test_a_damaged_cache_costs_time_only(letters: Path, settings: StoreSettings) -> None:
    first = build([letters], settings)
    Layout(settings.store).cache.write_bytes(b"no database" * 1000)
    Layout(settings.store).letters.write_bytes(b"no database" * 1000)
    again = build([letters], settings, rebuild=True)
    assert again.embedded == first.embedded
    assert check(settings).whole


def test_progress_is_told_from_reading_to_checking(letters: Path, settings: StoreSettings) -> None:
    told: list[tuple[str, int, int]] = []
    build([letters], settings, progress=lambda step, done, of: told.append((step, done, of)))
    assert list(dict.fromkeys(step for step, _, _ in told)) == ["read", "words", "embed", "write", "check"]
    assert ("read", 2, 2) in told
    assert [done for step, done, of in told if step == "words"][-1] == next(of for step, _, of in told if step == "words") > 20
    assert ("embed", 2, 2) in told
