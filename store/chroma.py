"""Chroma opened, embedded in a folder or on a server, with its collections by name; what it raises becomes the store's errors here.

The only file that imports chromadb. It calls nobody but the server that is named: no telemetry, no settings of
Chroma's own from the environment or a `.env` file. Knows nothing about what is in the collections.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import httpx

from store.chroma_server import Refused, Server, connect, trouble, version
from store.errors import StoreDamaged, StoreError, StoreUnwritable, VectorsUnavailable

if TYPE_CHECKING:
    from chromadb.api import ServerAPI
    from chromadb.api.models.Collection import Collection

# Chroma looks up and creates its shared system without a lock of its own. Reentrant: whoever opens one may, while memory is
# tidied in between, be made to close another that nobody holds any more.
_opening = threading.RLock()


@dataclass(frozen=True, kw_only=True)
class Chroma:
    """An opened Chroma, which may be shared between threads."""

    api: "ServerAPI"
    tenant: str
    database: str
    release: Callable[[], None]

    def create(self, name: str, hnsw: Mapping[str, Any], maker: Mapping[str, str] | None) -> "Collection":
        """Make an empty collection with the parameters of its index, and with what tells its maker; raise what Chroma raises."""
        return self._collection(
            self.api.create_collection(
                name,
                configuration=cast(Any, {"hnsw": hnsw}),
                metadata=dict(maker) if maker else None,
                tenant=self.tenant,
                database=self.database,
            )
        )

    def collection(self, name: str) -> "Collection":
        """Return a collection; raise what Chroma raises."""
        return self._collection(self.api.get_collection(name, tenant=self.tenant, database=self.database))

    def delete(self, name: str) -> None:
        """Delete a collection; raise what Chroma raises."""
        self.api.delete_collection(name, tenant=self.tenant, database=self.database)

    def close(self) -> None:
        """Let go of the folder or the connections; once."""
        self.release()

    def _collection(self, model: Any) -> "Collection":
        from chromadb.api.models.Collection import Collection

        return Collection(client=self.api, model=model, embedding_function=None)


def open_chroma(at: Path | Server, *, writing: bool = False) -> Chroma:
    """Open the Chroma in a folder or on a server; raise StoreDamaged, StoreUnwritable or VectorsUnavailable."""
    with explained(at, writing=writing):
        return _remote(at) if isinstance(at, Server) else _embedded(at)


def server_version(server: Server) -> str:
    """Return which Chroma a server runs, after asking all that reading needs; raise VectorsUnavailable saying what is wrong."""
    with explained(server), connect(server) as connections:
        return version(server, connections)


def is_missing(error: BaseException | None) -> bool:
    """Say whether what Chroma raised is that there is no such collection."""
    from chromadb.errors import NotFoundError

    return isinstance(error, NotFoundError)


def _embedded(folder: Path) -> Chroma:
    import chromadb

    with _opening:
        client = cast(Any, chromadb.PersistentClient(path=str(folder), settings=_settings()))

    def release() -> None:
        with _opening:
            client.close()

    return Chroma(api=client._server, tenant=client.tenant, database=client.database, release=release)


def _remote(server: Server) -> Chroma:
    # Chroma's own client would go through proxies of the environment, wait for ever, keep the token in its headers, and open the
    # same connections twice.
    connections = connect(server)
    try:
        version(server, connections)
        return Chroma(api=_api(server, connections), tenant=server.tenant, database=server.database, release=connections.close)
    except BaseException:
        connections.close()
        raise


def _api(server: Server, connections: httpx.Client) -> "ServerAPI":
    from chromadb.api import ServerAPI
    from chromadb.config import System

    address = httpx.URL(server.url)
    settings = _settings(
        chroma_api_impl="chromadb.api.fastapi.FastAPI",
        chroma_server_host=server.url,
        chroma_server_http_port=address.port or 0,
        chroma_server_ssl_enabled=address.scheme == "https",
    )
    api = cast(Any, System(settings)).instance(ServerAPI)
    api._session.close()
    api._session = connections
    return cast("ServerAPI", api)


def _settings(**known: Any) -> Any:
    from chromadb.config import Settings

    silent: dict[str, Any] = {
        "_env_file": None,
        "anonymized_telemetry": False,
        "chroma_otel_collection_endpoint": "",
        "chroma_client_auth_provider": None,
    }
    return Settings(**silent, **known)


class explained:  # noqa: N801 (reads as a statement)
    """Turn what Chroma and the way to it raise into the store's errors, saying what to do."""

    def __init__(self, at: Path | Server, *, writing: bool = False) -> None:
        self._at = at
        self._writing = writing

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if not isinstance(error, Exception) or isinstance(error, StoreError):
            return
        if isinstance(self._at, Server):
            raise _of_server(self._at, error, writing=self._writing) from error
        if self._writing:
            raise StoreUnwritable(
                f"Chroma cannot write the vectors to {self._at} ({error}): "
                "see that the disk has room and may be written, then run `uv run kamerantwoord build` again."
            ) from error
        raise StoreDamaged(f"Chroma cannot read the vectors in {self._at} ({error}): run `uv run kamerantwoord build`.") from error


def _of_server(server: Server, error: Exception, *, writing: bool) -> StoreError:
    said = error.said if isinstance(error, Refused) else trouble(server, error) if isinstance(error, httpx.HTTPError | OSError) else None
    if said:
        return VectorsUnavailable(f"The Chroma server at {server.url} {said}")
    if is_missing(error):
        return StoreDamaged(
            f"The Chroma server at {server.url} does not have the vectors of this store ({error}): "
            "run `uv run kamerantwoord build`, or correct KAMERANTWOORD_CHROMA_URL."
        )
    if writing:
        return StoreUnwritable(
            f"The Chroma server at {server.url} cannot write the vectors ({error}): "
            "see that its disk has room and may be written, then run `uv run kamerantwoord build` again."
        )
    return VectorsUnavailable(f"The Chroma server at {server.url} does not give the vectors ({error}): see what its log says.")
