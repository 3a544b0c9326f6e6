import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from store.cache import VectorCache
from store.embed import HashEmbedder, Vector
from store.errors import EmbedderUnavailable


class Counted(HashEmbedder):
    """The hash embedder, remembering what it was asked; it breaks down after a number of texts when told to."""

    def __init__(self, id: str = "counted", *, breaks_after: int | None = None) -> None:
        super().__init__()
        self.id = id
        self.asked: list[str] = []
        self._breaks_after = breaks_after

    def passages(self, texts: Sequence[str]) -> Vector:
        if self._breaks_after is not None and len(self.asked) >= self._breaks_after:
            raise EmbedderUnavailable("away")
        self.asked += texts
        return super().passages(texts)


def test_each_text_is_embedded_once_and_its_vector_is_the_embedders(tmp_path: Path) -> None:
    embedder = Counted()
    texts = ["a fiets", "b lamp", "a fiets", ""]
    with VectorCache(tmp_path / "new" / "cache.sqlite") as cache:
        np.testing.assert_array_equal(cache.vectors(embedder, texts), HashEmbedder().passages(texts))
        assert (cache.embedded, cache.reused) == (3, 0)
    with VectorCache(tmp_path / "new" / "cache.sqlite") as cache:
        np.testing.assert_array_equal(cache.vectors(embedder, texts[::-1]), HashEmbedder().passages(texts[::-1]))
        assert (cache.embedded, cache.reused) == (0, 3)
    assert sorted(embedder.asked) == sorted(set(texts))


def test_no_texts_have_no_vectors(tmp_path: Path) -> None:
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        assert cache.vectors(Counted(), []).shape == (0, 256)


def test_the_vectors_of_two_embedders_are_never_mixed(tmp_path: Path) -> None:
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        cache.vectors(Counted("one"), ["fiets"])
        other = Counted("other")
        cache.vectors(other, ["fiets"])
    assert other.asked == ["fiets"]


def test_what_was_embedded_before_a_breakdown_is_kept(tmp_path: Path) -> None:
    texts = [f"tekst {n}" for n in range(200)]
    with VectorCache(tmp_path / "cache.sqlite") as cache, pytest.raises(EmbedderUnavailable):
        cache.vectors(Counted(breaks_after=128), texts)
    embedder = Counted()
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        cache.vectors(embedder, texts)
    assert embedder.asked == texts[128:]


def test_what_two_builds_did_not_use_is_forgotten(tmp_path: Path) -> None:
    for used in (["fiets", "lamp"], ["lamp"], ["lamp"]):
        with VectorCache(tmp_path / "cache.sqlite") as cache:
            cache.vectors(Counted(), used)
            cache.forget_unused()
    embedder = Counted()
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        cache.vectors(embedder, ["fiets", "lamp"])
    assert embedder.asked == ["fiets"]


@pytest.mark.parametrize("blob", [b"", b"\0" * 1024, b"\xff" * 1024, b"\0" * 7], ids=["empty", "zero", "nan", "odd"])
def test_a_vector_that_is_none_is_made_again(tmp_path: Path, blob: bytes) -> None:
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        cache.vectors(Counted(), ["fiets"])
    connection = sqlite3.connect(tmp_path / "cache.sqlite")
    with connection:
        connection.execute("UPDATE vectors SET vector = ?", (blob,))
    connection.close()
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        np.testing.assert_array_equal(cache.vectors(Counted(), ["fiets"]), HashEmbedder().passages(["fiets"]))
        assert cache.embedded == 1


def test_a_file_damaged_anywhere_is_started_anew(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    texts = [f"tekst {n}" for n in range(40)]
    with VectorCache(path) as cache:
        cache.vectors(Counted(), texts)
    whole = path.read_bytes()
    for start in range(0, len(whole), 4096):
        path.write_bytes(whole[:start] + b"\xaa" * 4096 + whole[start + 4096 :])
        with VectorCache(path) as cache:
            np.testing.assert_array_equal(cache.vectors(Counted(), texts), HashEmbedder().passages(texts))


def test_no_text_is_kept(tmp_path: Path) -> None:
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        cache.vectors(Counted(), ["een ingetrokken geheim"])
    assert all(b"geheim" not in path.read_bytes() for path in tmp_path.iterdir())
