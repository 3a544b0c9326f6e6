"""The API and the page as one app, and the server that serves it; knows nothing of questions.

No request is logged: neither addresses of visitors nor what they ask.
"""

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import uvicorn
from fastapi import FastAPI
from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Scope

from bot import api, page
from bot.guard import Guard
from bot.prompt import label
from bot.talk import Answering
from bot.view import FILE, searched
from store.errors import KamerantwoordError, StoreMissing
from store.library import Library

_GRACE = 2
"""Seconds that replies under way get when the server stops."""


class _Rest(Mount):
    """What is not the API's: the page. Without this, a wrong method on an API route would be answered by the page."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] == "http" and (scope["path"] == "/v1" or scope["path"].startswith("/v1/")):
            return Match.NONE, {}
        return super().matches(scope)


def create(bot: Answering, library: Library) -> ASGIApp:
    """Return the whole app: the API, the page, and the guard around them."""
    app = api.create(bot, library)
    page.add_files(app)
    fenced, inner = page.create(bot, lambda: _standing(library))
    app.router.routes.append(_Rest("/", app=fenced))
    app.router.lifespan_context = _lifespan(inner)
    return Guard(app)


def serve(app: ASGIApp, listener: socket.socket, ready: Callable[[], None] | None = None) -> None:
    """Serve until interrupted; `ready` is called when the first request can be answered."""
    config = uvicorn.Config(
        app, access_log=False, log_level="warning", server_header=False, timeout_graceful_shutdown=_GRACE, ws="none", lifespan="on"
    )
    _Server(config, ready or (lambda: None)).run(sockets=[listener])


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.should_exit:
            self._ready()


def _lifespan(inner: FastAPI) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with inner.router.lifespan_context(inner):
            yield

    return lifespan


def _standing(library: Library) -> str:
    try:
        return searched(api.store_range(library))
    except StoreMissing:
        return label(FILE, "trouble_store_missing")
    except KamerantwoordError:
        return label(FILE, "trouble_store")
