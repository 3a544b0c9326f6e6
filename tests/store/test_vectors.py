import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from store.chroma_server import Server
from store.embed import Vector
from store.errors import StoreDamaged, StoreUnwritable
from store.vectors import Place, Vectors, fill, remove
from tests.store.chroma_process import EMBEDDED

IDS = [f"doc/{n}" for n in range(30)]


def some_vectors(n: int = len(IDS), *, seed: int = 0) -> Vector:
    found = np.random.default_rng(seed).normal(size=(n, 16)).astype(np.float32)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


def written(place: Place, ids: list[str], vectors: Vector) -> None:
    opened = Vectors(place, create=True)
    opened.add(ids, vectors)
    opened.close()


@pytest.fixture
def place(tmp_path: Path, vectors_at: str | None) -> Iterator[Place]:
    """A collection of its own, embedded and on a real server: what holds for one holds for the other."""
    server = Server(url=vectors_at) if vectors_at else None
    found = Place(folder=tmp_path / "chroma", server=server, collection=f"kamerantwoord-{secrets.token_hex(6)}")
    yield found
    remove(found)


@pytest.mark.parametrize("n", [1, 2, 30])
def test_what_was_written_is_there_after_reopening(place: Place, n: int) -> None:
    vectors = some_vectors(n)
    written(place, IDS[:n], vectors)
    opened = Vectors(place)
    assert sorted(opened.ids()) == sorted(IDS[:n])
    stored = opened.of(IDS[:n])
    np.testing.assert_allclose([stored[id] for id in IDS[:n]], vectors, atol=1e-6)


def test_the_nearest_come_first_with_their_cosine(place: Place) -> None:
    vectors = some_vectors()
    written(place, IDS, vectors)
    found = Vectors(place).nearest(vectors[7], 30)
    expected = vectors @ vectors[7]
    assert [id for id, _ in found] == [IDS[row] for row in np.argsort(-expected)]
    np.testing.assert_allclose([similarity for _, similarity in found], np.sort(expected)[::-1], atol=1e-5)


def test_equally_near_ones_come_in_the_order_of_their_ids(place: Place) -> None:
    same = np.repeat(some_vectors(1), 6, axis=0)
    written(place, ["d", "b", "f", "a", "c", "e"], same)
    assert [id for id, _ in Vectors(place).nearest(same[0], 6)] == list("abcdef")


def test_an_empty_collection_opens_and_finds_nothing(place: Place) -> None:
    written(place, [], np.zeros((0, 16), dtype=np.float32))
    opened = Vectors(place)
    assert opened.nearest(some_vectors(1)[0], 5) == []
    assert opened.of(["doc/1"]) == {}
    assert list(opened.ids()) == []


def test_an_id_written_twice_has_its_last_vector(place: Place) -> None:
    opened = Vectors(place, create=True)
    opened.add(["doc/1"], some_vectors(1, seed=1))
    opened.add(["doc/1"], some_vectors(1, seed=2))
    np.testing.assert_allclose(opened.of(["doc/1"])["doc/1"], some_vectors(1, seed=2)[0], atol=1e-6)
    assert list(opened.ids()) == ["doc/1"]


@EMBEDDED
def test_reading_leaves_the_index_files_as_they_were(place: Place) -> None:
    vectors = some_vectors()
    written(place, IDS, vectors)

    def contents() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in place.folder.glob("*/*")}

    before = contents()
    opened = Vectors(place)
    opened.nearest(vectors[0], 5)
    opened.of(IDS)
    opened.close()
    assert contents() == before
    assert "index_metadata.pickle" in before


@EMBEDDED
@pytest.mark.parametrize("at_once", [5, 7, 100])
@pytest.mark.parametrize("n", [2, 3, 13, 14, 15, 29, 30])
def test_with_the_last_vector_the_index_is_whole_on_disk_and_no_reader_writes_to_it(place: Place, n: int, at_once: int) -> None:
    vectors, told = some_vectors(n), []
    fill(place, IDS[:n], vectors.astype(np.float16), lambda done, of: told.append((done, of)), at_once=at_once)
    before = {path.name: path.read_bytes() for path in place.folder.glob("*/*")}
    with closing(Vectors(place)) as opened:
        found = [nearest[0][0] for nearest in opened.nearest_each(vectors, 1)]
    assert found == IDS[:n]
    assert {path.name: path.read_bytes() for path in place.folder.glob("*/*")} == before
    assert all(id.encode() in before["index_metadata.pickle"] for id in IDS[:n])
    assert told[-1] == (n, n)


def test_a_narrow_search_finds_no_more_than_a_wide_one(place: Place) -> None:
    vectors = some_vectors()
    written(place, IDS, vectors)
    with closing(Vectors(place)) as opened:
        narrow, wide = (opened.nearest_each(vectors, 3, wide=wide) for wide in (3, 30))
    assert all(one[0] == other[0] for one, other in zip(narrow, wide, strict=True))


@EMBEDDED
def test_a_folder_is_let_go_of_when_nobody_holds_it(place: Place) -> None:
    from chromadb.api.shared_system_client import SharedSystemClient

    written(place, IDS, some_vectors())
    one, other = Vectors(place), Vectors(place)
    assert str(place.folder) in SharedSystemClient._identifier_to_system
    one.close()
    assert len(other.nearest(some_vectors(1)[0], 3)) == 3
    del other
    assert str(place.folder) not in SharedSystemClient._identifier_to_system


def test_what_another_process_wrote_is_found(place: Place) -> None:
    program = (
        "import numpy as np; from pathlib import PosixPath; from store.chroma_server import Server; "
        "from store.vectors import Place, Vectors; "
        f"opened = Vectors({place!r}, create=True); opened.add(['a', 'b'], np.eye(2, dtype=np.float32)); opened.close()"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
    assert Vectors(place).nearest(np.array([0.0, 1.0], dtype=np.float32), 1) == [("b", 1.0)]


def test_a_missing_collection_is_damage(place: Place) -> None:
    with pytest.raises(StoreDamaged, match="kamerantwoord build"):
        Vectors(place)


@EMBEDDED
@pytest.mark.parametrize("content", [b"", b"no database at all" * 500], ids=["empty", "garbage"])
def test_a_database_that_is_none_is_damage(place: Place, content: bytes) -> None:
    written(place, IDS, some_vectors())
    (place.folder / "chroma.sqlite3").write_bytes(content)
    with pytest.raises(StoreDamaged, match="kamerantwoord build"):
        Vectors(place)


def test_a_folder_that_cannot_be_made_is_unwritable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnwritable, match="disk has room"):
        Vectors(Place(folder=tmp_path / "file" / "chroma", collection="kamerantwoord-test"), create=True)


def test_asking_for_more_than_there_is_gives_all_there_is(place: Place) -> None:
    vectors = some_vectors()
    written(place, IDS, vectors)
    assert len(Vectors(place).nearest(vectors[0], 1_000_000)) == len(IDS)
    assert Vectors(place).nearest(vectors[0], 0) == []


def test_a_server_keeps_generations_apart_and_forgets_what_is_removed(chroma_server: str, tmp_path: Path) -> None:
    server = Server(url=chroma_server)
    first, second = (Place(folder=tmp_path, server=server, collection=f"kamerantwoord-{name}") for name in ("first", "second"))
    written(first, IDS, some_vectors())
    written(second, IDS[:3], some_vectors(3))
    assert sorted(Vectors(second).ids()) == IDS[:3]
    remove(first)
    remove(first)
    assert sorted(Vectors(second).ids()) == IDS[:3]
    with pytest.raises(StoreDamaged, match="kamerantwoord build"):
        Vectors(first)


def test_only_who_made_a_collection_removes_it(chroma_server: str, tmp_path: Path) -> None:
    """A store that was copied names the same collections as the one it was copied from, which may still serve them."""
    server = Server(url=chroma_server)
    here, there, moved = (tmp_path / name / "chroma" for name in ("here", "there", "moved"))
    for folder in (here, there):
        folder.parent.mkdir()
    made = Place(folder=here, server=server, collection="kamerantwoord-copied")
    written(made, IDS, some_vectors())
    remove(Place(folder=there, server=server, collection="kamerantwoord-copied"))
    assert sorted(Vectors(made).ids()) == sorted(IDS)
    here.parent.rename(moved.parent)
    remove(Place(folder=moved, server=server, collection="kamerantwoord-copied"))
    with pytest.raises(StoreDamaged, match="does not have the vectors"):
        Vectors(made)


@EMBEDDED
def test_nothing_but_the_server_is_called(place: Place) -> None:
    """A process whose every connection is refused builds and searches the embedded store all the same."""
    program = (
        "import socket, sys\n"
        "def refuse(*_): sys.exit('called out')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "import numpy as np; from pathlib import Path; from store.vectors import Place, Vectors\n"
        f"place = Place(folder=Path({str(place.folder)!r}), collection='kamerantwoord-test')\n"
        "Vectors(place, create=True).add(['a'], np.eye(1, 2, dtype=np.float32))\n"
        "print(Vectors(place).nearest(np.array([1.0, 0.0], dtype=np.float32), 1))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[('a', 1.0)]"
