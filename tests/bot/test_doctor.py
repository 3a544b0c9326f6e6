"""What the doctor says of a machine that lacks something, and of one that lacks nothing."""

import json
import os
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.doctor import Check, examine, pull
from bot.errors import WriterFailed
from bot.serving.port import listen
from bot.settings import BotSettings
from tests.bot.test_cli import kamerantwoord
from tests.ollama_server import OllamaServer
from tests.store.front_door import Door

NOBODY = "127.0.0.1:9"
"""Where no Ollama answers."""


def examined(settings: BotSettings, **changed: object) -> dict[str, Check]:
    """Return the checks by name, of settings with some of them changed."""
    return {check.name: check for check in examine(settings.model_copy(update=changed))}


def test_a_machine_without_ollama_can_answer_with_quotes(settings: BotSettings) -> None:
    checks = examined(settings, ollama_host=NOBODY, port=0)
    assert {name for name, check in checks.items() if not check.ok} == {"ollama", "chat_model"}
    assert not checks["ollama"].needed
    assert "ollama serve" in (checks["ollama"].mend or "")
    assert all(check.mend is None for check in checks.values() if check.ok)


def test_a_writer_that_must_be_ollama_needs_it(settings: BotSettings) -> None:
    checks = examined(settings, ollama_host=NOBODY, writer="ollama")
    assert checks["ollama"].needed
    assert checks["chat_model"].needed


def test_an_ollama_without_the_model_is_told_how_to_get_it(settings: BotSettings) -> None:
    with OllamaServer() as ollama:
        checks = examined(settings, ollama_host=ollama.url, chat_model="nergens:1b")
    assert checks["ollama"].ok
    assert not checks["chat_model"].ok
    assert "doctor --pull" in (checks["chat_model"].mend or "")


def test_a_missing_and_a_damaged_store_are_told_how_to_mend(settings: BotSettings, tmp_path: Path) -> None:
    assert "kamerantwoord build" in (examined(settings, store=tmp_path / "none")["store"].mend or "")
    shutil.copytree(settings.store, tmp_path / "hurt")
    for catalogue in (tmp_path / "hurt").rglob("catalogue*"):
        catalogue.write_bytes(b"not what was built")
    hurt = examined(settings, store=tmp_path / "hurt")["store"]
    assert not hurt.ok
    assert "kamerantwoord build" in (hurt.mend or "")


def test_a_chroma_server_is_looked_at_when_there_is_one(settings: BotSettings) -> None:
    assert "chroma" not in examined(settings)
    told = {"heartbeat": b'{"nanosecond heartbeat": 1}', "version": b'"1.0.0"', "default_database": b'{"name": "default_database"}'}
    with Door(lambda handler, _: (200, {}, told[handler.path.rpartition("/")[2]])) as door:
        found = examined(settings, chroma_url=door.url)["chroma"]
    assert (found.ok, found.found, found.mend) == (True, f"1.0.0 at {door.url}", None)
    away = examined(settings, chroma_url="http://127.0.0.1:9")["chroma"]
    assert (away.ok, away.needed) == (False, True)
    assert "KAMERANTWOORD_CHROMA_URL" in (away.mend or "")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(settings: BotSettings, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    disk = examined(settings, store=tmp_path / "store")["disk"]
    tmp_path.chmod(0o700)
    assert not disk.ok
    assert "KAMERANTWOORD_STORE" in (disk.mend or "")


def test_a_port_in_use_stops_the_chat_only(settings: BotSettings) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = examined(settings, port=taken.getsockname()[1])["port"]
    assert (port.ok, port.needed) == (False, False)
    assert "--port" in (port.mend or "")


def test_pulling_without_ollama_says_how_to_start_it(settings: BotSettings) -> None:
    with pytest.raises(WriterFailed, match="ollama serve"):
        pull(settings.model_copy(update={"ollama_host": NOBODY}), Console(stderr=True))


class _Puller(BaseHTTPRequestHandler):
    """Answers /api/pull as Ollama does: a JSON line for each step, errors as a line too."""

    def do_POST(self) -> None:
        wanted = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["model"]
        fetched = [{"status": "pulling manifest"}, {"status": "pulling a1", "total": 10, "completed": 10}, {"status": "success"}]
        steps = fetched if wanted == "gemma3:4b" else [{"error": "pull model manifest: file does not exist"}]
        self.send_response(200)
        self.end_headers()
        self.wfile.write("".join(f"{json.dumps(step)}\n" for step in steps).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def puller() -> Iterator[str]:
    """The address of an Ollama that has one model to fetch."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Puller) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_pulling_shows_how_far_it_is(settings: BotSettings, puller: str) -> None:
    said = StringIO()
    pull(settings.model_copy(update={"ollama_host": puller}), Console(file=said, force_terminal=True, width=120))
    assert "gemma3:4b: success" in said.getvalue()


def test_a_model_that_does_not_exist_is_named(settings: BotSettings, puller: str) -> None:
    with pytest.raises(WriterFailed, match=r"'nergens:1b'.*file does not exist"):
        pull(settings.model_copy(update={"ollama_host": puller, "chat_model": "nergens:1b"}), Console(file=StringIO()))


def test_the_command_gives_the_checks_and_an_exit_code(settings: BotSettings, tmp_path: Path) -> None:
    whole = kamerantwoord(tmp_path, "doctor", "--json", "--store", str(settings.store), "--embedder", "hash", OLLAMA_HOST=NOBODY)
    assert whole.returncode == 0
    checks = json.loads(whole.stdout)["checks"]
    assert [list(check) for check in checks] == [["name", "ok", "found", "mend"]] * 7
    bare = kamerantwoord(tmp_path, "doctor", "--embedder", "hash", OLLAMA_HOST=NOBODY)
    assert bare.returncode == 1
    assert "WRONG   store:" in bare.stdout
