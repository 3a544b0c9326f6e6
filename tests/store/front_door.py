"""What stands in front of a Chroma server: a small reverse proxy with TLS and a token, as Caddy or nginx would be."""

import http.client
import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import urlsplit

import trustme

Answer = tuple[int, dict[str, str], bytes]
"""Status, headers, body."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.seen.append((self.path, dict(self.headers), len(body)))
        status, headers, said = self.server.answer(self, body)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST = do_DELETE = _answer  # noqa: N815 (the names http.server calls)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    answer: Callable[[BaseHTTPRequestHandler, bytes], Answer]
    seen: list[tuple[str, dict[str, str], int]]


class Door:
    """An HTTP server on loopback that answers what it is told to; with a certificate it speaks TLS."""

    def __init__(self, answer: Callable[[BaseHTTPRequestHandler, bytes], Answer], certificate: trustme.LeafCert | None = None) -> None:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.answer, self._server.seen = answer, []
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            certificate.configure_cert(context)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port: int = self._server.server_address[1]
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def seen(self) -> list[tuple[str, dict[str, str], int]]:
        """Path, headers and length of each request that came."""
        return self._server.seen

    def __enter__(self) -> "Door":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def always(status: int, body: bytes = b"", **headers: str) -> Callable[[BaseHTTPRequestHandler, bytes], Answer]:
    """Answer the same to everything."""
    return lambda _handler, _body: (status, headers, body)


def chroma_behind(
    url: str, *, token: str | None = None, header: str = "Authorization", most: int = 1 << 30
) -> Callable[[BaseHTTPRequestHandler, bytes], Answer]:
    """Pass requests for /chroma on to a Chroma server, when they carry the token and are not larger than `most` bytes."""
    upstream = urlsplit(url)

    def answer(handler: BaseHTTPRequestHandler, body: bytes) -> Answer:
        if token is not None and handler.headers.get(header) != (f"Bearer {token}" if header == "Authorization" else token):
            # It repeats what it was sent, as some error pages do.
            return 401, {}, f"<html>No entry with {handler.headers.get(header)}</html>".encode()
        if len(body) > most:
            return 413, {}, b"<html>Request Entity Too Large</html>"
        if not handler.path.startswith("/chroma/"):
            return 404, {}, b"<html>Not Found</html>"
        connection = http.client.HTTPConnection(upstream.hostname or "", upstream.port, timeout=60)
        try:
            connection.request(handler.command, handler.path.removeprefix("/chroma"), body, {"Content-Type": "application/json"})
            got = connection.getresponse()
            return got.status, {"Content-Type": got.headers.get("Content-Type", "")}, got.read()
        finally:
            connection.close()

    return answer
