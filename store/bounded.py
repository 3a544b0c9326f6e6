"""HTTP to one server that may be slow, hung or hostile: bounded in time and in bytes, past no proxy and after no redirect.

httpx bounds the silence between two pieces only; a server that sends a byte now and then would hold us for ever.
"""

import time
from collections.abc import Iterator

import httpx

MOST_BYTES = 4_000_000
"""Of one response; a reply of 800 tokens, one line each, is about 200,000, and 32 vectors of 4,096 numbers are 1,700,000."""


class Endless(httpx.TransportError):
    """The server sent more than MOST_BYTES."""


class Bounded(httpx.BaseTransport):
    """A transport whose responses end, one way or another, within `deadline` seconds and the silence that the client allows.

    Without a deadline the silence that a request allows is also what it may take in all: for an answer that comes in one piece.

    Given to a client as its transport it also keeps httpx from the proxies in the environment.
    """

    def __init__(self, *, deadline: float | None = None) -> None:
        self._deadline = deadline
        self._inner = httpx.HTTPTransport(trust_env=True)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request; raise httpx.ReadTimeout or Endless while the response is read beyond its bounds."""
        until = time.monotonic() + (self._deadline or request.extensions["timeout"]["read"])
        response = self._inner.handle_request(request)
        assert isinstance(response.stream, httpx.SyncByteStream)
        return httpx.Response(
            status_code=response.status_code,
            headers=response.headers,
            stream=_BoundedStream(response.stream, until),
            extensions=response.extensions,
        )

    def close(self) -> None:
        """Close the connections, also those a response is still being read from."""
        self._inner.close()


class _BoundedStream(httpx.SyncByteStream):
    def __init__(self, inner: httpx.SyncByteStream, until: float) -> None:
        self._inner, self._until = inner, until

    def __iter__(self) -> Iterator[bytes]:
        received = 0
        for piece in self._inner:
            received += len(piece)
            if received > MOST_BYTES:
                raise Endless("too many bytes")
            if time.monotonic() > self._until:
                raise httpx.ReadTimeout("not done in time")
            yield piece

    def close(self) -> None:
        self._inner.close()
