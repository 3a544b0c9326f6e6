"""An app and a socket in, a running server out. No request is logged: neither who asks nor what."""

import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

_GRACE = 2
"""Seconds that replies under way get when the server stops."""


def config(app: ASGIApp) -> uvicorn.Config:
    """Return how the app is served: no request is logged."""
    return uvicorn.Config(
        app, access_log=False, log_level="warning", server_header=False, timeout_graceful_shutdown=_GRACE, ws="none", lifespan="on"
    )


def serve(app: ASGIApp, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until interrupted; `ready` is called when the first request can be answered."""
    _Server(config(app), ready).run(sockets=[listener])


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.should_exit:
            self._ready()
