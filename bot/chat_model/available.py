"""Settings in; whether Ollama is there and has the chat model, out. Knows Ollama's list of models, nothing about writing."""

import time
from dataclasses import dataclass

import httpx

from bot.errors import WriterFailed, WriterFailure
from bot.settings import BotSettings
from store.bounded import Bounded
from store.embedding.ollama_names import same_model

PATIENCE = 1.5
"""Seconds to say what models it has; Ollama does so at once, also while a model is busy."""
FRESH = 5.0
"""Seconds that an answer is good for, so that each reply does not ask again."""

_asked: dict[tuple[str, str], tuple[float, "Availability"]] = {}


@dataclass(frozen=True, kw_only=True)
class Availability:
    """Whether a chat model can be used, and what to do when it cannot."""

    code: WriterFailure | None
    """None when it can; else 'ollama_unreachable', 'ollama_error', 'model_missing' or 'model_remote'."""
    message: str
    """What was found and what to do."""
    models: tuple[str, ...] = ()
    """What Ollama has, as it names them; empty when it was not reached."""

    @property
    def ok(self) -> bool:
        """Whether the model can be used."""
        return self.code is None

    def require(self) -> None:
        """Raise WriterFailed unless the model can be used."""
        if self.code is not None:
            raise WriterFailed(self.code, self.message)


def available(settings: BotSettings) -> Availability:
    """Return whether Ollama answers and has the chat model; at most FRESH seconds old, and found within about PATIENCE."""
    key = (settings.ollama_url, settings.chat_model)
    at, found = _asked.get(key, (-FRESH, None))
    if found is None or time.monotonic() - at > FRESH:
        found = _look(*key)
        _asked[key] = (time.monotonic(), found)
    return found


def _look(url: str, model: str) -> Availability:
    try:
        with httpx.Client(transport=Bounded(deadline=PATIENCE), timeout=PATIENCE) as client:
            response = client.get(f"{url}/api/tags")
            listed = response.json()["models"] if response.status_code == 200 else None
    except (httpx.HTTPError, httpx.InvalidURL, OSError):
        return Availability(code="ollama_unreachable", message=f"Ollama does not answer at {url}. Start it: ollama serve.")
    except (ValueError, KeyError, TypeError):
        listed = None
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        return Availability(code="ollama_error", message=f"What answers at {url} is not Ollama. Set OLLAMA_HOST to Ollama's address.")
    return _judge(model, listed)


def _judge(model: str, listed: list[dict[str, object]]) -> Availability:
    models = tuple(str(entry.get("name") or entry.get("model") or "") for entry in listed)
    entry = next((entry for entry, name in zip(listed, models, strict=True) if same_model(name, model)), None)
    if entry is None:
        return Availability(code="model_missing", message=f"Ollama does not have '{model}'. Get it: ollama pull {model}.", models=models)
    if entry.get("remote_host"):
        mend = "Questions stay on this machine: choose a model that runs here."
        return Availability(code="model_remote", message=f"'{model}' runs on {entry['remote_host']}. {mend}", models=models)
    return Availability(code=None, message=f"Ollama has '{model}'.", models=models)
