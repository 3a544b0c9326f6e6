"""Real servers for tests, on a free port: the API in a thread of this process, the whole app with its page in a process of its own.

Gradio leaves event loops open, which would fail tests in this process; and only in its own can every connection be seen.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from bot import api
from bot.serving.guard import Guard
from bot.serving.port import address, listen
from bot.serving.server import config
from bot.settings import BotSettings
from bot.talk import Answering
from store.build import build
from store.library import Library


def built(folder: Path) -> BotSettings:
    """Build a store of the bundled letters without weights, and return settings that name it."""
    settings = BotSettings.load(store=folder, embedder="hash", writer="quote")
    build([], settings)
    return settings


@contextmanager
def served(bot: Answering, settings: BotSettings) -> Iterator[str]:
    """Serve the API over a bot and a store, and yield its address."""
    with listen("127.0.0.1", 0) as listener:
        running = uvicorn.Server(config(Guard(api.create(bot, Library(settings)))))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            _wait_until(running)
            yield address(listener)
        finally:
            running.should_exit = True
            thread.join(20)
            assert not thread.is_alive(), "the server did not stop"


def _wait_until(running: uvicorn.Server) -> None:
    end = time.monotonic() + 60
    while not running.started:
        assert time.monotonic() < end, "the server did not start"
        time.sleep(0.02)
