"""Passage ids and vectors ↔ Chroma, embedded in a folder or on a server.

One collection a generation, written once and only read afterwards: never a writer and a reader on one embedded path.
Scores are cosine similarities in [-1, 1], higher is nearer.
"""

import hashlib
import socket
import sqlite3
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from store.chroma import explained, open_chroma
from store.chroma_server import Server
from store.embed import Vector
from store.errors import StoreDamaged
from store.strays import Strays

_HNSW = {"space": "cosine", "max_neighbors": 24, "ef_construction": 128, "ef_search": 32, "batch_size": 2}
"""More links than Chroma's defaults, so that hardly a passage is out of reach; measured in `evals/LOG.md`. Whoever asks for more
neighbours than `ef_search` has a wider search: readers always do."""
_LEAST = 2
"""Lowest threshold Chroma takes. What is added goes to the index's files only when so many are waiting, and what then still waits,
each reader that opens the folder would put into the index anew, and write to it: so the last one added must reach the threshold."""
_ROUND = 100_000
"""Vectors that wait for the index's files together, and up to twice as many: at each writing all ids are written again."""
WIDE = 256
"""Neighbours among which the nearest are looked for."""

_DATABASE = "chroma.sqlite3"
_TOLD = (
    "SELECT embedding_id, seq_id FROM embeddings ORDER BY embedding_id",
    "SELECT seq_id, operation, id, vector FROM embeddings_queue ORDER BY seq_id",
)
_BATCH = 5000
_ASKED = 500
"""Vectors asked about at once."""
_SENT = 8 << 20
"""Bytes of vectors sent to a server at once, before they are packed: what stands in front of it may refuse more."""
_WRITTEN = 24
"""Bytes of one number in a question to a server, where it is written in digits."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the vectors of one generation live."""

    folder: Path
    """Of the embedded Chroma; not used when there is a server."""
    server: Server | None = None
    """None for the embedded Chroma."""
    collection: str
    strays: Path | None = None
    """File of the vectors that the collection holds but does not find."""

    @property
    def at(self) -> Path | Server:
        """The Chroma that has the collection."""
        return self.server or self.folder


class Vectors:
    """The vectors of one generation, opened."""

    def __init__(self, place: Place, *, create: bool = False, threshold: int = _LEAST) -> None:
        """Open the collection, or make an empty one; raise StoreDamaged, StoreUnwritable or VectorsUnavailable.

        A new one puts what is added into its files whenever as many as `threshold` are waiting.
        """
        self._at = place.at
        chroma = open_chroma(place.at, writing=create)
        # Chroma keeps an opened folder in a global; it is let go when nobody holds this object any more.
        self._finalizer = weakref.finalize(self, chroma.close)
        maker = _maker(place) if create and place.server else None
        with explained(place.at, writing=create):
            self._batch = min(_BATCH, chroma.api.get_max_batch_size())
            self._collection = (
                chroma.create(place.collection, _HNSW | {"sync_threshold": threshold}, maker)
                if create
                else chroma.collection(place.collection)
            )
        self._strays = Strays(None if create else place.strays)

    def add(self, ids: Sequence[str], vectors: Vector) -> None:
        """Write vectors (n, d) under their ids; an id that is there is replaced."""
        batch = max(2, min(self._batch, _SENT // (vectors.shape[1] * vectors.itemsize)))
        with explained(self._at, writing=True):
            # Of even size: a batch of one would stay below the lowest threshold Chroma takes.
            for rows in np.array_split(np.arange(len(ids)), -(-len(ids) // batch) or 1):
                if len(rows):
                    self._collection.upsert(ids=[ids[row] for row in rows], embeddings=cast(Any, vectors[rows]))

    def nearest(self, vector: Vector, limit: int) -> list[tuple[str, float]]:
        """Return the ids nearest to a vector with their cosine similarity, nearest first, ties by id."""
        return self.nearest_each(vector[np.newaxis], limit)[0]

    def nearest_each(self, vectors: Vector, limit: int, *, wide: int = WIDE) -> list[list[tuple[str, float]]]:
        """Return for each of vectors (n, d) what `nearest` returns; faster than one by one.

        A search less `wide` is faster and finds less; what it finds, the wide one finds.
        """
        found: list[list[tuple[str, float]]] = []
        if limit < 1:
            return [[] for _ in vectors]
        with explained(self._at):
            most = max(1, min(_ASKED, _SENT // (_WRITTEN * vectors.shape[1])))
            for start in range(0, len(vectors), most):
                asked = vectors[start : start + most]
                answer = self._collection.query(query_embeddings=cast(Any, asked), n_results=max(limit, wide), include=["distances"])
                rows = zip(asked, answer["ids"], answer["distances"] or [], strict=True)
                found += [self._ranked(vector, ids, distances, limit) for vector, ids, distances in rows]
        return found

    def _ranked(self, vector: Vector, ids: Sequence[str], distances: Sequence[float], limit: int) -> list[tuple[str, float]]:
        # Chroma returns a cosine distance, which is 1 - similarity.
        pairs = {id: 1.0 - float(distance) for id, distance in zip(ids, distances, strict=True)}
        worst = list(pairs.values())[limit - 1] if len(pairs) >= limit else -1.0
        pairs |= self._strays.near(vector, worst)
        return sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]

    def of(self, ids: Sequence[str]) -> dict[str, Vector]:
        """Return the vectors of ids, without those that are not there."""
        vectors: dict[str, Vector] = {}
        with explained(self._at):
            for start in range(0, len(ids), self._batch):
                found = self._collection.get(ids=list(ids[start : start + self._batch]), include=["embeddings"])
                vectors.update(zip(found["ids"], np.asarray(found["embeddings"], dtype=np.float32), strict=True))
        return vectors

    def ids(self) -> Iterator[str]:
        """Yield every id there is, in no particular order."""
        offset = 0
        while True:
            with explained(self._at):
                found = self._collection.get(limit=self._batch, offset=offset, include=[])["ids"]
            yield from found
            offset += len(found)
            if len(found) < self._batch:
                return

    def close(self) -> None:
        """Let go of the folder or the connection; a second call does nothing."""
        self._finalizer()


def fill(
    place: Place, ids: Sequence[str], vectors: NDArray[np.floating[Any]], tell: Callable[[int, int], None], *, at_once: int = _ROUND
) -> None:
    """Make the collection of all vectors (n, d) under their ids; with the last of them its index is whole on disk.

    `tell` is told how many are in, and of how many; the files are written after each `at_once` or more.
    Raise StoreUnwritable or VectorsUnavailable.
    """
    rounds = np.array_split(np.arange(len(ids)), max(1, len(ids) // at_once))
    opened = Vectors(place, create=True, threshold=max(_LEAST, len(rounds[-1])))
    try:
        for rows in rounds:
            # Chroma takes no more than some thousands at once; the threshold is reached by the last of a round.
            for part in np.array_split(rows, -(-len(rows) // _BATCH) or 1):
                if len(part):
                    opened.add(ids[part[0] : part[-1] + 1], vectors[part[0] : part[-1] + 1].astype(np.float32))
                    tell(int(part[-1]) + 1, len(ids))
    finally:
        # Closed and opened again before it is checked: what is checked is what readers will find.
        opened.close()


def journal(place: Place) -> str | None:
    """Return a digest of what Chroma was told for an embedded place, without opening it as Chroma does; None when that cannot be had.

    Chroma's own file changes by being opened; these two tables change when vectors do.
    """
    found = hashlib.sha256()
    try:
        if place.server:
            return None
        with closing(sqlite3.connect(f"file:{quote(str((place.folder / _DATABASE).absolute()))}?mode=ro", uri=True)) as connection:
            for query in _TOLD:
                for row in connection.execute(query):
                    found.update(repr(row).encode())
    except sqlite3.Error:
        return None
    return found.hexdigest()


def remove(place: Place) -> None:
    """Delete the collection on a server; an embedded one goes with its folder.

    One that is not there is fine. One that another store made stays: this store is a copy, and that one may serve it.
    """
    if place.server is None:
        return
    here = _maker(place).items()
    chroma = open_chroma(place.server, writing=True)
    try:
        with suppress(StoreDamaged), explained(place.server, writing=True):
            made_by = chroma.collection(place.collection).metadata
            if not made_by or here & made_by.items():
                chroma.delete(place.collection)
    finally:
        chroma.close()


def _maker(place: Place) -> dict[str, str]:
    """What tells a generation from its copy in another folder, on another disk or machine: one of these stays when it is moved."""
    folder = place.folder.parent
    path = f"{socket.gethostname()}:{folder.absolute()}"
    return {"folder": str(folder.stat().st_ino), "path": hashlib.sha256(path.encode()).hexdigest()[:16]}
