"""A server that speaks Ollama's protocol and does what a test tells it: a real socket, so that faults are real faults.

What makes it a good fake: it streams JSON lines in chunked encoding as Ollama does, with Ollama's own fields and error texts
(read off Ollama 0.17), it can break off, stall or go on for ever, and it remembers what it was asked and when the client left.
"""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

Script = Callable[["Chat"], None]
Embeds = Callable[[dict[str, Any]], tuple[int, object] | Iterator[bytes] | None]
"""The body of a call of /api/embed → status and body of the answer, or its bytes one by one; None breaks the connection off."""
MODEL = "gemma3:4b"


class Chat:
    """One call of /api/chat, for a script to answer."""

    def __init__(self, handler: BaseHTTPRequestHandler, server: "OllamaServer") -> None:
        self._handler, self._server = handler, server
        self._begun = False

    def wait(self, event: threading.Event | None = None) -> None:
        """Do nothing until the event, or until the server is closed."""
        while not self._server.closing.is_set() and not (event and event.wait(0.01)):
            self._server.closing.wait(0.01)

    def refuse(self, status: int, error: str) -> None:
        """Answer with an error, as Ollama does before it streams."""
        _send_json(self._handler, status, {"error": error})

    def redirect(self, url: str) -> None:
        """Send the client elsewhere."""
        self._handler.send_response(307)
        self._handler.send_header("Location", url)
        self._handler.send_header("Content-Length", "0")
        self._handler.end_headers()

    def raw(self, data: bytes) -> None:
        """Send bytes as one chunk of the stream."""
        if not self._begun:
            self._begun = True
            self._handler.send_response(200)
            self._handler.send_header("Content-Type", "application/x-ndjson")
            self._handler.send_header("Transfer-Encoding", "chunked")
            self._handler.end_headers()
        self._handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self._handler.wfile.flush()

    def line(self, value: object) -> None:
        """Send one JSON line."""
        self.raw(json.dumps(value).encode() + b"\n")

    def piece(self, text: str) -> None:
        """Send the next piece of what the model writes."""
        self.line({"model": MODEL, "message": {"role": "assistant", "content": text}, "done": False})

    def done(self, reason: str = "stop", prompt_tokens: int = 812) -> None:
        """Send Ollama's last line and end the stream."""
        end = {"done": True, "done_reason": reason, "prompt_eval_count": prompt_tokens, "eval_count": 40}
        self.line({"model": MODEL, "message": {"role": "assistant", "content": ""}, **end})
        self.end()

    def end(self) -> None:
        """End the stream the way HTTP ends one, whatever was or was not said."""
        self._handler.wfile.write(b"0\r\n\r\n")

    def cut(self) -> None:
        """Break the connection in the middle of the stream."""
        self._handler.connection.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that was killed."""


class OllamaServer:
    """The server, running while its `with` block does."""

    def __init__(
        self,
        script: Script | None = None,
        *,
        models: Sequence[Mapping[str, Any]] = ({"name": MODEL},),
        embeds: Embeds | None = None,
        port: int = 0,
    ) -> None:
        self.script = script
        self.embeds = embeds
        self.models = models
        self.chats: list[dict[str, Any]] = []
        """The bodies of the calls of /api/chat."""
        self.embedded: list[dict[str, Any]] = []
        """The bodies of the calls of /api/embed."""
        self.paths: list[str] = []
        """Every path that was called, in order."""
        self.left = threading.Event()
        """Set when the client closed the connection before the script was done."""
        self.closing = threading.Event()
        self._http = _Server(("127.0.0.1", port), self._handler())
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.paths.append(self.path)
                known = {"/api/tags": {"models": list(server.models)}, "/api/version": {"version": "0.17.4"}}
                _send_json(self, *((200, known[self.path]) if self.path in known else (404, {"error": "404 page not found"})))

            def do_POST(self) -> None:
                server.paths.append(self.path)
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if self.path == "/api/embed" and server.embeds is not None:
                    return self.embed(body, server.embeds)
                if self.path != "/api/chat" or server.script is None:
                    return _send_json(self, 404, {"error": "404 page not found"})
                server.chats.append(body)
                self.close_connection = True
                try:
                    server.script(Chat(self, server))
                except (BrokenPipeError, ConnectionResetError):
                    server.left.set()

            def embed(self, body: dict[str, Any], embeds: Embeds) -> None:
                server.embedded.append(body)
                answer = embeds(body)
                with suppress(BrokenPipeError, ConnectionResetError):
                    if isinstance(answer, tuple):
                        return _send_json(self, *answer)
                    self.close_connection = True
                    if answer is None:
                        return self.connection.close()
                    self.send_response(200)
                    self.end_headers()
                    for piece in answer:
                        self.wfile.write(piece)
                return None

            def log_message(self, format: str, *args: object) -> None:
                """Keep the tests' output clean."""

        return Handler


def saying(text: str, **end: Any) -> Script:
    """Return a script for a model that writes a text, in small pieces as models do."""

    def script(chat: Chat) -> None:
        for piece in _pieces(text):
            chat.piece(piece)
        chat.done(**end)

    return script


def _pieces(text: str) -> Iterator[str]:
    return (text[at : at + 3] for at in range(0, len(text), 3))


def _send_json(handler: BaseHTTPRequestHandler, status: int, value: object) -> None:
    data = json.dumps(value).encode()
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)
