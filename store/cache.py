"""Texts and vectors ↔ a file of vectors already computed, shared by all builds; it may be lost at any time, it then starts empty.

The key is the embedder's id and the SHA-256 of the text: no text is kept here. Each batch is committed: a killed build loses at most one.
"""

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

import numpy as np

from store.embed import Embedder, Vector

_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (
    embedder TEXT NOT NULL, digest BLOB NOT NULL, build INTEGER NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (embedder, digest)
) WITHOUT ROWID
"""
_BATCH = 64


class VectorCache:
    """The vectors of texts, each computed once; `reused` and `embedded` count this build's different texts."""

    def __init__(self, path: Path) -> None:
        """Open the cache, or start an empty one where it is missing or damaged."""
        self.reused = 0
        self.embedded = 0
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._open(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            for leftover in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
                leftover.unlink(missing_ok=True)
            self._open(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def vectors(self, embedder: Embedder, texts: Sequence[str], *, done: Callable[[int], None] | None = None) -> Vector:
        """Return the vectors (n, d) of texts to be found, computing only those not known yet.

        `done` is told after each batch how many of the different texts have a vector.
        """
        found = self._known(embedder, {digest(text): text for text in texts})
        missing = {digest(text): text for text in texts if digest(text) not in found}
        self.reused += len(found)
        keys = list(missing)
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            made = embedder.passages([missing[key] for key in batch])
            self._keep(embedder, batch, made)
            found.update(zip(batch, made, strict=True))
            self.embedded += len(batch)
            if done is not None:
                done(len(found))
        rows = [found[digest(text)] for text in texts]
        return np.array(rows, dtype=np.float32) if rows else np.zeros((0, embedder.dimension), dtype=np.float32)

    def forget_unused(self) -> None:
        """Drop the vectors that neither this build nor the one before used: withdrawn texts leave no trace."""
        with self._connection:
            self._connection.execute("DELETE FROM vectors WHERE build < ?", (self._build - 1,))

    def _open(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        try:
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute(_SCHEMA)
            (latest,) = self._connection.execute("SELECT coalesce(max(build), 0) FROM vectors").fetchone()
            self._build = int(latest) + 1
        except BaseException:
            self._connection.close()
            raise

    def _known(self, embedder: Embedder, wanted: dict[bytes, str]) -> dict[bytes, Vector]:
        known: dict[bytes, Vector] = {}
        with self._connection:
            for key in wanted:
                row = self._connection.execute(
                    "SELECT vector FROM vectors WHERE embedder = ? AND digest = ?", (embedder.id, key)
                ).fetchone()
                vector = None if row is None else _sound(row[0], embedder.dimension)
                if vector is not None:
                    known[key] = vector
                    self._connection.execute(
                        "UPDATE vectors SET build = ? WHERE embedder = ? AND digest = ?", (self._build, embedder.id, key)
                    )
        return known

    def _keep(self, embedder: Embedder, keys: Sequence[bytes], vectors: Vector) -> None:
        rows = [(embedder.id, key, self._build, vector.astype("<f4").tobytes()) for key, vector in zip(keys, vectors, strict=True)]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", rows)


def digest(text: str) -> bytes:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _sound(blob: bytes, dimension: int) -> Vector | None:
    """The vector in a blob, or None when it is not one of unit length."""
    with contextlib.suppress(ValueError):
        vector = np.frombuffer(blob, dtype="<f4")
        if vector.shape == (dimension,) and abs(float(np.linalg.norm(vector)) - 1.0) < 1e-3:
            return vector.astype(np.float32)
    return None
