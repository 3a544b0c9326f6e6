"""ASGI middleware around everything we serve: bounded bodies, quiet failures, headers that keep a browser with us.

Knows nothing of any route's meaning. `Guard` is for the whole app. `Fence` is for the page: it lets through only those of Gradio's
routes that the page needs (others upload files, fetch from other hosts or write a visitor's state to disk), and mends its HTML.
"""

import logging
import re
import secrets
from collections.abc import Sequence
from functools import partial
from http import HTTPStatus

from fastapi import HTTPException
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.serving.problems import problem

MAX_BODY = 256 * 1024
API_VERSION = "1.0.0"
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval' {nonce}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)  # Gradio turns its templates into functions, hence unsafe-eval; its inline scripts run only with this response's nonce.
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "API-Version": API_VERSION,
}
_log = logging.getLogger("kamerantwoord")


class Guard:
    """Refuses a body over MAX_BODY bytes, adds the headers to every response, and logs of a failure its kind only."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _add_headers(message, scope)
            await send(message)

        try:
            await self.app(scope, _bounded(receive), guarded)
        except Exception as error:
            # Not its text and no traceback: they may hold what was asked.
            _log.error("unexpected %s while answering a request", type(error).__name__)
            if not started:
                await problem(500, "Something went wrong here. Try again, or run: kamerantwoord doctor")(scope, receive, guarded)


class Fence:
    """Lets through only the given paths (regular expressions), and rewrites the page's HTML."""

    def __init__(self, app: ASGIApp, *, allowed: Sequence[str], head: str, no_script: str, language: str) -> None:
        """`head` is HTML for the page's head; `no_script` HTML for those whose browser runs no scripts."""
        self.app = app
        self.allowed = re.compile("|".join(allowed))
        self.mend = partial(mended, head=head, no_script=no_script, language=language)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not self.allowed.fullmatch(scope["path"]):
            await problem(404)(scope, receive, send)
        elif scope["path"] == "/":
            await self._page(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        status, body = 200, b""

        async def collect(message: Message) -> None:
            nonlocal status, body
            status = message.get("status", status)
            body += message.get("body", b"")

        # Without Accept-Encoding the page comes as plain text; without a query no saved state is loaded into it.
        headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app({**scope, "headers": headers, "query_string": b""}, receive, collect)
        scope["nonce"] = secrets.token_urlsafe(16)
        html = self.mend(body.decode(), nonce=scope["nonce"])
        await Response(html, status_code=status, media_type="text/html", headers={"Cache-Control": "no-store"})(scope, receive, send)


def mended(html: str, *, head: str, no_script: str, language: str, nonce: str) -> str:
    """Return Gradio's page in our language, without its name and its links to elsewhere, each script with the nonce."""
    html = re.sub(r'(<html\b[^>]*?\blang=)"[^"]*"', rf'\1"{language}"', html, count=1)
    html = re.sub(r'\s*<meta\b[^>]*\b(?:property="og:|name="twitter:)[^>]*>', "", html)
    html = re.sub(r'\s*<link rel="manifest"[^>]*>', "", html)
    html = html.replace("<script", f'<script nonce="{nonce}"')
    return html.replace("</head>", f"{head}</head>", 1).replace("</body>", f"<noscript>{no_script}</noscript></body>", 1)


def _add_headers(message: Message, scope: Scope) -> None:
    headers = MutableHeaders(scope=message)
    headers.update(_HEADERS)
    nonce = scope.get("nonce")
    headers["Content-Security-Policy"] = _POLICY.format(nonce=f"'nonce-{nonce}'" if nonce else "")
    # Gradio lets other local origins read its answers; nothing of ours needs that.
    for name in {name for name in headers if name.startswith("access-control-")}:
        del headers[name]


def _bounded(receive: Receive) -> Receive:
    read = 0

    async def bounded() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > MAX_BODY:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A request may hold at most {MAX_BODY} bytes.")
        return message

    return bounded
