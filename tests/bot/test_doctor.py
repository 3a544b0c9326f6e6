"""What the doctor says of a machine that lacks something, and of one that lacks nothing."""

import json
import os
import shutil
from pathlib import Path

import pytest
from rich.console import Console

from bot.doctor import Check, examine, pull
from bot.errors import WriterFailed
from bot.port import listen
from bot.settings import BotSettings
from tests.bot.ollama_server import OllamaServer
from tests.bot.test_cli import kamerantwoord

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


def test_the_command_gives_the_checks_and_an_exit_code(settings: BotSettings, tmp_path: Path) -> None:
    whole = kamerantwoord(tmp_path, "doctor", "--json", "--store", str(settings.store), "--embedder", "hash", OLLAMA_HOST=NOBODY)
    assert whole.returncode == 0
    checks = json.loads(whole.stdout)["checks"]
    assert [list(check) for check in checks] == [["name", "ok", "found", "mend"]] * 7
    bare = kamerantwoord(tmp_path, "doctor", "--embedder", "hash", OLLAMA_HOST=NOBODY)
    assert bare.returncode == 1
    assert "WRONG   store:" in bare.stdout
