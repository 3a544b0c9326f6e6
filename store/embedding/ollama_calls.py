"""One model of one Ollama: texts or a question about it in, Ollama's own answer out; every fault becomes an error that says what to do.

A fault that may pass (a broken connection, a busy server, an engine that restarts) is waited out with growing pauses; a wrong answer never.
Only the configured address is called: past no proxy and after no redirect. Knows nothing about prefixes, batches or unit length.
"""

import logging
import os
import threading
import time
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from store.embedding.ollama_names import same_model
from store.errors import EmbedderUnavailable

if TYPE_CHECKING:
    import httpx

_log = logging.getLogger("kamerantwoord")

CONNECT = 5.0
"""Seconds to get a connection."""
KEEP_ALIVE = "30m"
"""How long Ollama keeps the model in memory for the next question."""
_TOO_LONG = ("context length", "context size", "physical batch size", "too large to process")
"""What Ollama's engines say of a text that is too long."""
_CRASHED = ("EOF", "connection reset", "connection refused", "no longer running", "unexpected server status", "terminated")
"""What Ollama says, with status 400 or 500, when its engine died; it starts another one for the next request."""
_NO_NUMBER = ("NaN", "Inf values")
_PASSING = frozenset({429, 500, 502, 503, 504})
_WORTH_TELLING = 1.0
"""Seconds that a person who watches a build wonders about."""
_LONG = 2_000
"""Characters of a text that an engine may die of: some die of one that exceeds their batch (github.com/ollama/ollama/issues/16582)."""


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How long Ollama is waited for."""

    silence: float
    """Seconds for one answer."""
    pauses: tuple[float, ...]
    """Seconds between one try and the next; after the last one it is an error."""
    whole: float
    """Seconds after which no other try is made."""


READER = Patience(silence=120.0, pauses=(0.2, 0.5, 1.0), whole=60.0)
"""Somebody waits for a reply; a cold model may take a minute to load."""
BUILDER = Patience(silence=600.0, pauses=(1.0, 2.0, 4.0, 8.0, 16.0, 32.0), whole=1_800.0)
"""A long list is embedded, and what is done is kept."""
GLANCE = Patience(silence=2.0, pauses=(), whole=0.0)
"""Nice to know, but not needed now."""


class Unfit(Exception):
    """A text that the model cannot take at this length."""


class Refused(EmbedderUnavailable):
    """Ollama answered, but not with what was asked for."""


class _Passing(Exception):
    """A fault that may be gone at the next try; its text says what happened and what to do."""


class _Crash(_Passing):
    """The engine died; when it does so again, of the texts."""


class OllamaCalls:
    """The calls that embedding needs; may be shared between threads."""

    def __init__(self, model: str, url: str) -> None:
        """Remember whom to call, without calling."""
        self._model, self._url = model, url
        self._lock = threading.Lock()
        self._opened: httpx.Client | None = None
        self._answered = False

    def embed(self, texts: Sequence[str], patience: Patience) -> Any:
        """Return what Ollama gives as vectors, unchecked; raise Unfit or EmbedderUnavailable.

        Ollama is told to refuse a text that is too long: of itself it would cut it off without a word.
        """
        body = {"model": self._model, "input": list(texts), "truncate": False, "keep_alive": KEEP_ALIVE}
        answer = self._patiently("POST", "/api/embed", body, patience, longest=max(map(len, texts)))
        if "embeddings" not in answer:
            raise self._not_ollama()
        return answer["embeddings"]

    def listed(self, patience: Patience) -> dict[str, Any] | None:
        """Return what Ollama says of the model, such as its digest; None when it does not say; raise EmbedderUnavailable when away."""
        try:
            models = self._patiently("GET", "/api/tags", None, patience, longest=0).get("models")
        except Refused:
            # A balancer may let through nothing but what embeds.
            return None
        entries = [entry for entry in models if isinstance(entry, dict)] if isinstance(models, list) else []
        return next((entry for entry in entries if same_model(str(entry.get("name") or entry.get("model")), self._model)), None)

    def _patiently(self, method: str, path: str, body: object, patience: Patience, *, longest: int) -> dict[str, Any]:
        until = time.monotonic() + patience.whole
        for tries, pause in enumerate((*patience.pauses, None), 1):
            try:
                return self._once(method, path, body, patience.silence)
            except _Passing as fault:
                if isinstance(fault, _Crash) and longest > _LONG and tries > 1:
                    raise Unfit(str(fault)) from fault
                if pause is None or time.monotonic() + pause > until:
                    raise EmbedderUnavailable(str(fault)) from fault
                if pause >= _WORTH_TELLING:
                    _log.warning("%s Trying again in %.0f seconds.", fault, pause)
                time.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _once(self, method: str, path: str, body: object, silence: float) -> dict[str, Any]:
        import httpx

        try:
            response = self._client().request(
                method, self._url + path, json=body, timeout=httpx.Timeout(silence, connect=min(silence, CONNECT))
            )
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            # One that answered before may be starting again.
            raise (_Passing if self._answered else EmbedderUnavailable)(self._away(error)) from error
        except (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError) as error:
            raise _Passing(self._away(error)) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise EmbedderUnavailable(self._away(error)) from error
        self._answered = True
        if response.status_code != 200:
            raise self._fault(response.status_code, _error_of(response))
        answer = _json_of(response)
        if not isinstance(answer, dict):
            raise self._not_ollama()
        return answer

    def _fault(self, status: int, error: str) -> Exception:
        model = self._model
        if any(words in error for words in (*_TOO_LONG, *_NO_NUMBER)):
            return Unfit(error)
        if status == 404:
            missing = Refused(f"Ollama has no model {model!r}: get it with `ollama pull {model}`.")
            return missing if "model" in error else self._not_ollama()
        message = f"Ollama could not embed with {model!r}: {error or f'status {status}'}. "
        if status in (400, 500) and any(words in error for words in _CRASHED):
            return _Crash(f"{message}Its engine died; Ollama's own log says why. Run the command again, what was embedded is kept.")
        if status in _PASSING:
            return _Passing(f"{message}Try again when it is less busy, what was embedded is kept; Ollama's own log says more.")
        return Refused(f"{message}Is it an embedding model? `ollama show {model}` tells.")

    def _away(self, error: Exception) -> str:
        return (
            f"Ollama does not answer at {self._url} ({str(error) or type(error).__name__}): start it with `ollama serve`, "
            "or set OLLAMA_HOST to where it runs."
        )

    def _not_ollama(self) -> Refused:
        return Refused(f"What answers at {self._url} does not speak as Ollama does: set OLLAMA_HOST to Ollama's address, or update it.")

    def _client(self) -> "httpx.Client":
        import httpx

        from store.bounded import Bounded

        with self._lock:
            if self._opened is None:
                self._opened = httpx.Client(transport=Bounded(), follow_redirects=False, headers=_headers())
                weakref.finalize(self, self._opened.close)
            return self._opened


def _headers() -> dict[str, str]:
    # As Ollama's own client does, for an Ollama behind a door.
    key = os.environ.get("OLLAMA_API_KEY")
    return {"Authorization": f"Bearer {key}"} if key else {}


def _error_of(response: "httpx.Response") -> str:
    answer = _json_of(response)
    return str(answer.get("error", "")) if isinstance(answer, dict) else response.text[:200]


def _json_of(response: "httpx.Response") -> object:
    try:
        return response.json()
    except ValueError:
        return None
