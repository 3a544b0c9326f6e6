"""The API and the page as one app. Knows which paths are whose, nothing of questions or of sockets."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Scope

from bot import api, page
from bot.prompt import label
from bot.serving.guard import Guard
from bot.showing.view import FILE, searched
from bot.talk import Answering
from store.errors import KamerantwoordError, StoreMissing
from store.library import Library


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
