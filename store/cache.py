"""Texts and vectors ↔ a file of vectors already computed, shared by all builds; it may be lost at any time, it then starts empty.

The key is the embedder's id and the SHA-256 of the text: no text is kept here. Each batch is committed: a killed build loses at most one.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

import numpy as np

from store.embedding.embedder import Embedder, Vector, batches

_SHAPE = 2
"""Goes up when the tables change; a cache of another shape starts empty."""
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS vectors (embedder TEXT NOT NULL, digest BLOB NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (embedder, digest));
CREATE TABLE IF NOT EXISTS uses (
    embedder TEXT NOT NULL, digest BLOB NOT NULL, build INTEGER NOT NULL, PRIMARY KEY (embedder, digest)
) WITHOUT ROWID;
PRAGMA user_version = {_SHAPE};
"""
_ASKED = 500
"""Vectors asked for in one query."""
_UNMARKED = 20_000
"""Uses that are written together; those of a killed build need not be known, since it forgets nothing."""
_MARK = "INSERT OR REPLACE INTO uses VALUES (?, ?, ?)"
_KNOWN = "SELECT digest, vector FROM vectors WHERE embedder = ? AND digest IN ({})"


class VectorCache:
    """The vectors of texts, each computed once; `reused` and `embedded` count this build's different texts."""

    def __init__(self, path: Path) -> None:
        """Open the cache, or start an empty one where it is missing or damaged."""
        self._path = path
        self._used: list[tuple[str, bytes, int]] = []
        self.reused = 0
        self.embedded = 0
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._open()
        except sqlite3.DatabaseError as error:
            self._start_anew(error)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def vectors(self, embedder: Embedder, texts: Sequence[str]) -> Vector:
        """Return the vectors (n, d) of texts to be found, computing only those not known yet."""
        wanted = {_digest(text): text for text in texts}
        found = self._known_or_none(embedder, list(wanted))
        self.reused += len(found)
        self.embedded += len(wanted) - len(found)
        self._compute(embedder, wanted, found, embedder.passages)
        return _stacked(found, [_digest(text) for text in texts], embedder)

    def questions(self, embedder: Embedder, texts: Sequence[str]) -> Vector:
        """Return the vectors (n, d) of texts as questions, in the same way; they are no texts of the letters, and are not counted."""
        keys = [_digest(f"question\n{text}") for text in texts]
        wanted = dict(zip(keys, texts, strict=True))
        found = self._known_or_none(embedder, list(wanted))
        self._compute(embedder, wanted, found, embedder.queries)
        return _stacked(found, keys, embedder)

    def _known_or_none(self, embedder: Embedder, keys: Sequence[bytes]) -> dict[bytes, Vector]:
        try:
            return self._known(embedder, keys)
        except sqlite3.DatabaseError as error:
            self._start_anew(error)
            return {}

    def _compute(
        self, embedder: Embedder, wanted: Mapping[bytes, str], found: dict[bytes, Vector], compute: Callable[[Sequence[str]], Vector]
    ) -> None:
        """Add to `found` what is wanted and not in it, and keep it batch by batch."""
        missing = [key for key in wanted if key not in found]
        for part in batches([wanted[key] for key in missing]):
            batch = missing[part]
            made = compute([wanted[key] for key in batch])
            self._keep(embedder, batch, made)
            found.update(zip(batch, made, strict=True))

    def forget_unused(self) -> None:
        """Drop the vectors that neither this build nor the one before used: withdrawn texts leave no trace."""
        self._mark_used()
        with self._connection:
            self._connection.execute("DELETE FROM uses WHERE build < ?", (self._build - 1,))
            self._connection.execute(
                "DELETE FROM vectors WHERE NOT EXISTS "
                "(SELECT 1 FROM uses WHERE uses.embedder = vectors.embedder AND uses.digest = vectors.digest)"
            )

    def _open(self) -> None:
        self._connection = sqlite3.connect(self._path)
        try:
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            (shape,) = self._connection.execute("PRAGMA user_version").fetchone()
            if shape != _SHAPE:
                self._connection.executescript("DROP TABLE IF EXISTS vectors; DROP TABLE IF EXISTS uses;")
            self._connection.executescript(_SCHEMA)
            (latest,) = self._connection.execute("SELECT coalesce(max(build), 0) FROM uses").fetchone()
            self._build = int(latest) + 1
        except BaseException:
            self._connection.close()
            raise

    def _start_anew(self, error: sqlite3.DatabaseError) -> None:
        if isinstance(error, sqlite3.OperationalError):
            # A full or read-only disk, which a new file would not mend.
            raise error
        self._connection.close()
        self._used = []
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        self._open()

    def _known(self, embedder: Embedder, keys: Sequence[bytes]) -> dict[bytes, Vector]:
        known: dict[bytes, Vector] = {}
        for start in range(0, len(keys), _ASKED):
            batch = keys[start : start + _ASKED]
            query = _KNOWN.format(",".join("?" * len(batch)))
            for digest, blob in self._connection.execute(query, (embedder.id, *batch)):
                vector = _sound(blob, embedder.dimension)
                if vector is not None:
                    known[digest] = vector
        self._used += ((embedder.id, key, self._build) for key in known)
        if len(self._used) > _UNMARKED:
            self._mark_used()
        return known

    def _keep(self, embedder: Embedder, keys: Sequence[bytes], vectors: Vector) -> None:
        rows = [(embedder.id, key, vector.astype("<f4").tobytes()) for key, vector in zip(keys, vectors, strict=True)]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)
            self._connection.executemany(_MARK, [(embedder.id, key, self._build) for key in keys])

    def _mark_used(self) -> None:
        with self._connection:
            self._connection.executemany(_MARK, self._used)
        self._used = []


def _stacked(vectors: Mapping[bytes, Vector], keys: Sequence[bytes], embedder: Embedder) -> Vector:
    return np.array([vectors[key] for key in keys], dtype=np.float32).reshape(-1, embedder.dimension)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _sound(blob: bytes, dimension: int) -> Vector | None:
    """The vector in a blob, or None when it is not one of unit length."""
    if len(blob) != 4 * dimension:
        return None
    vector = np.frombuffer(blob, dtype="<f4").astype(np.float32)
    return vector if abs(float(np.linalg.norm(vector)) - 1.0) < 1e-3 else None
