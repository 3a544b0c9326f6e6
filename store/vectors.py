"""Passage ids and vectors ↔ Chroma, embedded in a folder or on a server; the only file that imports chromadb.

One collection a generation, written once and only read afterwards: never a writer and a reader on one embedded path.
Scores are cosine similarities in [-1, 1], higher is nearer.
"""

import hashlib
import sqlite3
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, urlsplit

import httpx
import numpy as np

from store.embed import Vector
from store.errors import StoreDamaged, StoreUnwritable, VectorsUnavailable
from store.strays import Strays

if TYPE_CHECKING:
    from chromadb.api.client import Client

_HNSW = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 256, "batch_size": 2, "sync_threshold": 2}
"""More links and a wider search than Chroma's defaults, so that no passage is out of reach; every batch goes to the index's files at
once, because below the default threshold of 1000 each reader that opens the folder would start the index anew and write to it."""

_DATABASE = "chroma.sqlite3"
_TOLD = (
    "SELECT embedding_id, seq_id FROM embeddings ORDER BY embedding_id",
    "SELECT seq_id, operation, id, vector FROM embeddings_queue ORDER BY seq_id",
)
_BATCH = 5000
_ASKED = 500
"""Vectors asked about at once."""
_PATIENCE = 60.0
"""Seconds that a Chroma server may take for one request."""

# Chroma looks up and creates its shared system without a lock of its own. Reentrant: whoever opens one may, while memory is
# tidied in between, be made to close another that nobody holds any more.
_opening = threading.RLock()


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the vectors of one generation live."""

    folder: Path
    """Of the embedded Chroma; not used when there is a server."""
    url: str | None
    """Of a Chroma server; None for the embedded one."""
    collection: str
    strays: Path | None = None
    """File of the vectors that the collection holds but does not find."""


class Vectors:
    """The vectors of one generation, opened."""

    def __init__(self, place: Place, *, create: bool = False) -> None:
        """Open the collection, or make an empty one; raise StoreDamaged, StoreUnwritable or VectorsUnavailable."""
        self._place = place
        client = _client(place, writing=create)
        # Chroma keeps an opened folder in a global; it is let go when nobody holds this object any more.
        self._finalizer = weakref.finalize(self, _close, client)
        with _translated(self._place, writing=create):
            if create:
                self._collection = client.create_collection(
                    place.collection, configuration=cast(Any, {"hnsw": _HNSW}), embedding_function=None
                )
            else:
                self._collection = client.get_collection(place.collection, embedding_function=None)
            self._batch = min(_BATCH, client.get_max_batch_size())
        self._strays = Strays(None if create else place.strays)

    def add(self, ids: Sequence[str], vectors: Vector) -> None:
        """Write vectors (n, d) under their ids; an id that is there is replaced."""
        with _translated(self._place, writing=True):
            # Of even size: a batch of one would stay below the lowest threshold Chroma takes.
            for rows in np.array_split(np.arange(len(ids)), -(-len(ids) // self._batch) or 1):
                if len(rows):
                    self._collection.upsert(ids=[ids[row] for row in rows], embeddings=cast(Any, vectors[rows]))

    def nearest(self, vector: Vector, limit: int) -> list[tuple[str, float]]:
        """Return the ids nearest to a vector with their cosine similarity, nearest first, ties by id."""
        return self.nearest_each(vector[np.newaxis], limit)[0]

    def nearest_each(self, vectors: Vector, limit: int) -> list[list[tuple[str, float]]]:
        """Return for each of vectors (n, d) what `nearest` returns; faster than one by one."""
        found: list[list[tuple[str, float]]] = []
        with _translated(self._place):
            limit = min(limit, self._collection.count())
            for start in range(0, len(vectors), _ASKED):
                asked = vectors[start : start + _ASKED]
                if limit < 1:
                    found += [[] for _ in asked]
                    continue
                answer = self._collection.query(query_embeddings=cast(Any, asked), n_results=limit, include=["distances"])
                rows = zip(asked, answer["ids"], answer["distances"] or [], strict=True)
                found += [self._ranked(vector, ids, distances, limit) for vector, ids, distances in rows]
        return found

    def _ranked(self, vector: Vector, ids: Sequence[str], distances: Sequence[float], limit: int) -> list[tuple[str, float]]:
        # Chroma returns a cosine distance, which is 1 - similarity.
        pairs = {id: 1.0 - float(distance) for id, distance in zip(ids, distances, strict=True)} | self._strays.similarities(vector)
        return sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]

    def of(self, ids: Sequence[str]) -> dict[str, Vector]:
        """Return the vectors of ids, without those that are not there."""
        vectors: dict[str, Vector] = {}
        with _translated(self._place):
            for start in range(0, len(ids), self._batch):
                found = self._collection.get(ids=list(ids[start : start + self._batch]), include=["embeddings"])
                vectors.update(zip(found["ids"], np.asarray(found["embeddings"], dtype=np.float32), strict=True))
        return vectors

    def ids(self) -> Iterator[str]:
        """Yield every id there is, in no particular order."""
        offset = 0
        while True:
            with _translated(self._place):
                found = self._collection.get(limit=self._batch, offset=offset, include=[])["ids"]
            yield from found
            offset += len(found)
            if len(found) < self._batch:
                return

    def close(self) -> None:
        """Let go of the folder or the connection; a second call does nothing."""
        self._finalizer()


def journal(place: Place) -> str | None:
    """Return a digest of what Chroma was told for an embedded place, without opening it as Chroma does; None when that cannot be had.

    Chroma's own file changes by being opened; these two tables change when vectors do.
    """
    found = hashlib.sha256()
    try:
        if place.url is not None:
            return None
        with closing(sqlite3.connect(f"file:{quote(str((place.folder / _DATABASE).absolute()))}?mode=ro", uri=True)) as connection:
            for query in _TOLD:
                for row in connection.execute(query):
                    found.update(repr(row).encode())
    except sqlite3.Error:
        return None
    return found.hexdigest()


def remove(place: Place) -> None:
    """Delete the collection on a server; an embedded one goes with its folder. One that is not there is fine."""
    if place.url is None:
        return
    from chromadb.errors import NotFoundError

    client = _client(place, writing=True)
    try:
        with _translated(place, writing=True):
            client.delete_collection(place.collection)
    except StoreUnwritable as error:
        if not isinstance(error.__cause__, NotFoundError):
            raise
    finally:
        _close(client)


def _client(place: Place, *, writing: bool) -> "Client":
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    with _opening, _translated(place, writing=writing):
        if place.url is None:
            return cast("Client", chromadb.PersistentClient(path=str(place.folder), settings=settings))
        address = urlsplit(place.url)
        secure = address.scheme == "https"
        port = address.port or (443 if secure else 80)
        # Asked first with a time limit: Chroma's own client waits for ever, and again for each request unless told otherwise.
        httpx.get(f"{place.url.rstrip('/')}/api/v2/heartbeat", timeout=_PATIENCE).raise_for_status()
        client = cast("Client", chromadb.HttpClient(host=address.hostname or "", port=port, ssl=secure, settings=settings))
        for session in _sessions(client):
            session.timeout = httpx.Timeout(_PATIENCE)
        return client


def _close(client: "Client") -> None:
    with _opening:
        sessions = _sessions(client)
        client.close()
        for session in sessions:
            session.close()


def _sessions(client: "Client") -> list[httpx.Client]:
    """The HTTP connections of a client of a server, which Chroma neither bounds in time nor closes; none when it is embedded."""
    servers = (client._server, cast(Any, client._admin_client)._server)
    return [server._session for server in servers if hasattr(server, "_session")]


class _translated:  # noqa: N801 (reads as a statement)
    """Turn what Chroma raises into the store's errors, saying what to do."""

    def __init__(self, place: Place, *, writing: bool = False) -> None:
        self._place = place
        self._writing = writing

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is None or not isinstance(error, Exception):
            return
        if self._place.url is not None and not self._writing:
            raise VectorsUnavailable(
                f"The Chroma server at {self._place.url} does not give the vectors ({error}): start it, or correct "
                "KAMERANTWOORD_CHROMA_URL; when it has lost them, run `uv run kamerantwoord build`."
            ) from error
        if self._writing:
            raise StoreUnwritable(
                f"Chroma cannot write the vectors to {self._place.url or self._place.folder} ({error}): "
                "see that the disk has room and may be written, then run `uv run kamerantwoord build` again."
            ) from error
        raise StoreDamaged(
            f"Chroma cannot read the vectors in {self._place.folder} ({error}): run `uv run kamerantwoord build`."
        ) from error
