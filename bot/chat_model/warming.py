"""Settings in; a chat model that Ollama has in memory, having read what is the same for every question, in the background.

A cold model of four billion parameters takes longer to load and read than a reader should wait, and Ollama stops loading when
whoever asked goes away: so a question alone would never get it loaded. Harmless where there is no Ollama, or no need of one.
"""

import threading
from contextlib import closing, suppress
from typing import Any

from bot.errors import WriterFailed
from bot.settings import BotSettings

PATIENCE = 300.0
"""Seconds that loading may take; nobody waits for it."""
_ANYTHING: dict[str, Any] = {"type": "object"}
_begun: dict[tuple[str, str], threading.Thread] = {}
_lock = threading.Lock()


def warm_up(settings: BotSettings) -> threading.Thread | None:
    """Begin to load the chat model and return at once: the thread that does so, also one begun before; None when quotes are asked for."""
    if settings.writer == "quote":
        return None
    key = (settings.ollama_url, settings.chat_model)
    with _lock:
        thread = _begun.get(key)
        if thread is None or not thread.is_alive():
            # A daemon: the process need not wait for a model that nobody will ask any more.
            thread = _begun[key] = threading.Thread(target=_load, args=(settings,), name="warming", daemon=True)
            thread.start()
    return thread


def _load(settings: BotSettings) -> None:
    # Imported here: the frameworks behind it take seconds, and the page must not wait for them.
    from bot.chat_model.model import Model
    from bot.chat_model.pointing import instructions

    with suppress(WriterFailed):
        model = Model(settings, silence=PATIENCE, deadline=PATIENCE)
        # One token is no whole reply: it ends in a failure that means nothing here.
        with closing(model.stream(instructions(), "-", _ANYTHING, most_tokens=1)) as pieces:
            for _ in pieces:
                pass
