"""Settings in; what is installed, what is missing and what mends it, out. Changes nothing, except that `pull` fetches a model."""

import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from bot.chat_model.available import PATIENCE, available
from bot.errors import WriterFailed
from bot.serving.port import PortTaken, listen
from bot.settings import BotSettings
from store.errors import KamerantwoordError

_LEAST_FREE = 1 << 30
"""Bytes of disk below which a build may not fit."""
_PYTHON = (3, 11)


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    found: str
    mend: str | None
    """What to run or to set; None when nothing is wrong."""
    needed: bool = True
    """Whether questions cannot be answered without it."""


def examine(settings: BotSettings) -> tuple[Check, ...]:
    """Look at everything that answering needs, in the order a person would mend it."""
    vectors = (_chroma,) if settings.chroma_url else ()
    checks: tuple[Callable[[BotSettings], Check], ...] = (_python, _disk, _embedder, *vectors, _store, _ollama, _chat_model, _port)
    return tuple(check(settings) for check in checks)


def pull(settings: BotSettings, console: Console) -> None:
    """Let Ollama fetch the chat model, with a bar on the console; raise WriterFailed saying what to do."""
    from ollama import Client, ResponseError

    url, model = settings.ollama_url, settings.chat_model
    # A transport of our own: no proxy of the environment comes between us and Ollama.
    client = Client(host=url, transport=httpx.HTTPTransport(), timeout=httpx.Timeout(None, connect=5.0))
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    try:
        with Progress(*columns, console=console) as bar:
            task = bar.add_task(model, total=None)
            for step in client.pull(model, stream=True):
                bar.update(task, description=f"{model}: {step.status}", completed=step.completed or 0, total=step.total)
    except ResponseError as error:
        raise WriterFailed("ollama_error", f"Ollama cannot fetch '{model}': {error.error}. Check its name and the connection.") from error
    except (httpx.HTTPError, ConnectionError) as error:
        raise WriterFailed("ollama_unreachable", f"Ollama does not answer at {url}. Start it: ollama serve.") from error


def _python(_: BotSettings) -> Check:
    ok = sys.version_info >= _PYTHON
    return Check(name="python", ok=ok, found=platform.python_version(), mend=None if ok else "Install Python 3.11 or newer.")


def _disk(settings: BotSettings) -> Check:
    folder = next(path for path in (settings.store, *settings.store.absolute().parents) if path.exists())
    free = shutil.disk_usage(folder).free
    if not _writable(folder):
        return Check(name="disk", ok=False, found=f"{folder} cannot be written", mend="Choose another folder with KAMERANTWOORD_STORE.")
    ok = free >= _LEAST_FREE
    mend = None if ok else "Make room, or choose another disk with KAMERANTWOORD_STORE."
    return Check(name="disk", ok=ok, found=f"{settings.store}: {free / 1e9:.1f} GB free", mend=mend)


def _embedder(settings: BotSettings) -> Check:
    from store.embed import open_embedder

    try:
        embedder = open_embedder(settings)
        length = len(embedder.query("Wie houdt toezicht?"))
    except KamerantwoordError as error:
        return Check(name="embedder", ok=False, found=settings.embedder, mend=str(error))
    return Check(name="embedder", ok=True, found=f"{embedder.id}, {length} dimensions", mend=None)


def _chroma(settings: BotSettings) -> Check:
    from store.chroma import server_version
    from store.chroma_server import server_of

    server = server_of(settings)
    try:
        found = f"{server_version(server)} at {server.url}" if server else "embedded"
    except KamerantwoordError as error:
        return Check(name="chroma", ok=False, found=str(settings.chroma_url), mend=str(error))
    return Check(name="chroma", ok=True, found=found, mend=None)


def _store(settings: BotSettings) -> Check:
    from store.check import check

    try:
        checked = check(settings)
    except KamerantwoordError as error:
        return Check(name="store", ok=False, found=str(settings.store), mend=str(error))
    if checked.problems:
        return Check(name="store", ok=False, found=checked.problems[0].message, mend=checked.problems[0].mend)
    return Check(name="store", ok=True, found=f"{settings.store}, generation {checked.generation}, whole", mend=None)


def _ollama(settings: BotSettings) -> Check:
    url = settings.ollama_url
    try:
        with httpx.Client(trust_env=False, timeout=PATIENCE) as client:
            found = f"{client.get(f'{url}/api/version').json()['version']} at {url}"
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError):
        mend = "Start it (ollama serve), or set OLLAMA_HOST. Without it, answers are literal quotes."
        return Check(name="ollama", ok=False, found=f"no answer at {url}", mend=mend, needed=settings.writer == "ollama")
    return Check(name="ollama", ok=True, found=found, mend=None)


def _chat_model(settings: BotSettings) -> Check:
    found = available(settings)
    # A model cannot be fetched by an Ollama that is not there: its own check says how to start it.
    mend = f"Run: kamerantwoord doctor --pull. Ollama has now: {', '.join(found.models) or 'no model'}."
    if found.ok or found.code == "ollama_unreachable":
        mend = "" if found.ok else "Start Ollama first."
    return Check(name="chat_model", ok=found.ok, found=found.message, mend=mend or None, needed=settings.writer == "ollama")


def _port(settings: BotSettings) -> Check:
    try:
        listen(settings.host, settings.port).close()
    except PortTaken as error:
        return Check(name="port", ok=False, found=f"{settings.host}:{settings.port} is in use", mend=str(error), needed=False)
    return Check(name="port", ok=True, found=f"{settings.host}:{settings.port} is free", mend=None, needed=False)


def _writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
