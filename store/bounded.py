"""HTTP to one server that may be slow, hung or hostile: bounded in time and in bytes, past no proxy and after no redirect.

httpx bounds the silence between two pieces only; a server that sends a byte now and then would hold us for ever.
"""

import time
from collections.abc import Callable, Iterator

import httpx

MOST_BYTES = 4_000_000
"""Of one response; a reply of 800 tokens, one line each, is about 200,000, and 32 vectors of 4,096 numbers are 1,700,000."""


class Endless(httpx.TransportError):
    """The server sent more than MOST_BYTES."""


class Bounded(httpx.BaseTransport):
    """A transport whose responses end, one way or another, within `deadline` seconds and the silence that the client allows.

    Without a deadline the silence that a request allows is also what it may take in all: for an answer that comes in one piece.
    With `silence` what counts as a sign of life is what `heard` is called for, and not any byte.

    Given to a client as its transport it also keeps httpx from the proxies in the environment.
    """

    def __init__(self, *, deadline: float | None = None, silence: float | None = None) -> None:
        self._deadline = deadline
        self._silence = silence
        self._heard = time.monotonic()
        self._inner = httpx.HTTPTransport(trust_env=True)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request; raise httpx.ReadTimeout or Endless while the response is read beyond its bounds."""
        self._heard = time.monotonic()
        until = self._heard + (self._deadline or request.extensions["timeout"]["read"])
        response = self._inner.handle_request(request)
        assert isinstance(response.stream, httpx.SyncByteStream)
        return httpx.Response(
            status_code=response.status_code,
            headers=response.headers,
            stream=_BoundedStream(response.stream, lambda: self._too_late(until)),
            extensions=response.extensions,
        )

    def heard(self) -> None:
        """Let the silence begin anew: something came that is of use."""
        self._heard = time.monotonic()

    def _too_late(self, until: float) -> bool:
        now = time.monotonic()
        return now > until or (self._silence is not None and now > self._heard + self._silence)

    def close(self) -> None:
        """Close the connections, also those a response is still being read from."""
        self._inner.close()


class _BoundedStream(httpx.SyncByteStream):
    def __init__(self, inner: httpx.SyncByteStream, too_late: Callable[[], bool]) -> None:
        self._inner, self._too_late = inner, too_late

    def __iter__(self) -> Iterator[bytes]:
        received = 0
        for piece in self._inner:
            received += len(piece)
            if received > MOST_BYTES:
                raise Endless("too many bytes")
            if self._too_late():
                raise httpx.ReadTimeout("not done in time")
            yield piece

    def close(self) -> None:
        self._inner.close()
