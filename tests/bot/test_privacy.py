"""What a reader asks stays on this machine and is written nowhere: the real chat, watched from the outside."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.bot.processes import Serving, serving

SECRET = "zeldzaamwoordje"
BSN = "111222333"
QUESTIONS = (f"Houdt de RDI toezicht op de {SECRET} zorgplicht?", f"Staat mijn BSN {BSN} op straat?", f"{SECRET} " * 500)
_WATCHED = """
import sys
def tell(event, details):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        print(f"connects to {details[1] if event == 'socket.connect' else details[0]}", file=sys.stderr, flush=True)
sys.addaudithook(tell)
from bot.__main__ import main
main()
"""
"""The command, telling on standard error what it connects to; watched before anything is imported."""


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[Serving]:
    """The real chat with the writer that people have, and no Ollama at its address."""
    flags = ["--port", "0", "--store", str(tmp_path / "store"), "--embedder", "hash", "--writer", "auto"]
    with serving(["-c", _WATCHED, "chat", *flags], tmp_path, OLLAMA_HOST="127.0.0.1:9", PYTHONDONTWRITEBYTECODE="1") as started:
        yield started


def ask_on_the_page(client: httpx.Client, question: str) -> str:
    """Send a question the way the page does, and return all that comes back."""
    config = client.get("/config").json()
    event = next(dependency for dependency in config["dependencies"] if len(dependency["inputs"]) == 2)
    asked = {"data": [question, None], "fn_index": event["id"], "trigger_id": None, "session_hash": "visitor", "event_data": None}
    client.post("/gradio_api/queue/join", json=asked).raise_for_status()
    with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": "visitor"}) as told:
        return "".join(told.iter_text())


def written(folder: Path) -> dict[Path, bytes]:
    """Return every file under a folder."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_asked_leaves_this_machine_or_reaches_a_disk(chat: Serving, tmp_path: Path) -> None:
    with httpx.Client(base_url=chat.base, timeout=60) as client:
        replies = [client.post("/v1/replies", json={"question": question}) for question in QUESTIONS]
        assert [reply.json()["status"] for reply in replies][1:] == ["refused_personal_data", "refused_input"]
        assert all(BSN not in reply.text for reply in replies)
        assert client.post("/v1/replies", json={"question": 5, SECRET: SECRET}).status_code == 422
        pages = [ask_on_the_page(client, question) for question in QUESTIONS]
        assert "process_completed" in pages[0]
        assert SECRET in pages[0]
        assert BSN not in pages[1]
    assert chat.strangers() == []
    assert "connects to" in chat.said.read_text(encoding="utf-8")
    kept = written(tmp_path)
    assert chat.said in kept
    assert [path for path, content in kept.items() if SECRET.encode() in content or BSN.encode() in content] == []


def test_the_pages_settings_call_nobody(chat: Serving) -> None:
    config = json.dumps(httpx.get(f"{chat.base}/config").json())
    assert '"analytics_enabled": false' in config
    assert "fonts.googleapis" not in config
    assert "fonts.googleapis" not in httpx.get(f"{chat.base}/theme.css").text
