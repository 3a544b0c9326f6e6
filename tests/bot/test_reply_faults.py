"""Whatever the model, Ollama or the store does, a reader has a reply or is told plainly, soon, and the log holds no question."""

import json
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from bot import api
from bot.chat_model.model import CONTEXT, Model
from bot.events import Checked, Replied
from bot.pipeline import Bot
from bot.prompt import label
from bot.records import Reply, Status
from bot.settings import BotSettings
from bot.showing.view import FILE
from bot.talk import Talk, answered
from store.build import build
from store.errors import StoreDamaged, VectorsUnavailable
from store.generation import Generation
from store.library import Library
from tests.bot import test_ollama_faults as played
from tests.bot.faults import faults, quoted
from tests.ollama_server import MODEL, Chat, OllamaServer
from tests.store.chroma_process import ChromaProcess

RANSOM = "Moet een gehackt bedrijf de afpersers geld geven?"
SMALL = "smollm2:135m"
SILENCE, DEADLINE = 0.5, 1.5
READ = 20
"""Pieces of a story that are read before its reader leaves."""
IN_TIME = 30.0
"""Seconds; a busy machine embeds slowly."""


def asking(store: Path, url: str, model: str = MODEL, **bounds: float) -> BotSettings:
    bounds = {"chat_silence": SILENCE, "chat_deadline": DEADLINE} | bounds
    return BotSettings.load(store=store, embedder="e5", writer="ollama", OLLAMA_HOST=url, chat_model=model, **bounds)


@pytest.mark.parametrize(
    "name",
    "slow_first_token stall trickle blanks cut engine_killed not_json_lines server_error busy prompt_too_long endless_text half_json "
    "prose a_list unknown_token".split(),
)
def test_a_fault_of_the_model_leaves_the_quotes_a_notice_and_a_line_in_the_log(
    name: str, library: Library, letters: BotSettings, quoting: Bot, generation: Generation, caplog: pytest.LogCaptureFixture
) -> None:
    script, code = played.FAULTS[name]
    with OllamaServer(script) as server:
        bot = Bot(library, asking(letters.store, server.url))
        began = time.monotonic()
        reply = bot.reply(RANSOM)
    assert time.monotonic() - began < IN_TIME
    assert reply.status is Status.ANSWERED
    assert [notice.code for notice in reply.notices] == [code]
    assert quoted(reply) >= quoted(quoting.reply(RANSOM))
    assert faults(reply, generation) == []
    (record,) = [record for record in caplog.records if record.name == "kamerantwoord"]
    assert f"({code})" in record.getMessage()
    assert "afpersers" not in caplog.text


def test_quotes_are_shown_when_a_model_has_been_silent_long_enough(library: Library, letters: BotSettings) -> None:
    with OllamaServer(lambda chat: chat.wait()) as server:
        events = Bot(library, asking(letters.store, server.url, chat_deadline=60)).stream(RANSOM)
        next(events)
        began = time.monotonic()
        assert any(isinstance(event, Checked) for event in events)
    assert SILENCE <= time.monotonic() - began < SILENCE + 5


def test_quotes_come_after_twenty_seconds_of_silence_unless_told_otherwise() -> None:
    settings = BotSettings.load()
    assert (settings.chat_silence, settings.chat_deadline) == (20, 120)


def test_a_model_that_points_at_the_same_and_the_wrong_is_stopped_when_nothing_can_be_added(library: Library, letters: BotSettings) -> None:
    """It goes on for ever, and would have to be waited for."""

    def script(chat: Chat) -> None:
        tokens = server.chats[-1]["format"]["properties"]["items"]["items"]["properties"]["s"]["enum"]
        chat.piece('{"items":[' + ",".join(json.dumps({"s": token, "text": "Betalen mag altijd."}) for token in tokens) + ",")
        while True:
            chat.piece('{"s":"' + tokens[0] + '"},')
            time.sleep(0.01)

    with OllamaServer(script) as server:
        bot = Bot(library, asking(letters.store, server.url, chat_silence=5, chat_deadline=5))
        reply = bot.reply(RANSOM)
        assert server.left.wait(5)
    assert reply.notices == ()
    assert "Betalen mag altijd." in {withheld.text for withheld in reply.withheld}


# --- a real Ollama ------------------------------------------------------------------------------------------------------------


@pytest.mark.ollama
def test_a_frozen_ollama_costs_the_silence_and_no_more(
    run_ollama: Callable[..., Any], library: Library, letters: BotSettings, quoting: Bot, generation: Generation
) -> None:
    with run_ollama() as (url, kill):
        bot = Bot(library, asking(letters.store, url, SMALL, chat_silence=3, chat_deadline=60))
        events = bot.stream(RANSOM)
        next(events)  # what was found: from here on the model is asked
        began = time.monotonic()
        threading.Timer(0.5, kill, [signal.SIGSTOP]).start()
        *_, last = events
        assert time.monotonic() - began < IN_TIME
        assert isinstance(last, Replied)
        assert {notice.code for notice in last.reply.notices} <= {"timeout", "ollama_unreachable"}
        assert len(last.reply.notices) == 1
        assert quoted(last.reply) >= quoted(quoting.reply(RANSOM))
        assert faults(last.reply, generation) == []
        kill(signal.SIGCONT)


@pytest.mark.ollama
def test_several_readers_at_an_ollama_that_queues_one_all_get_a_reply(
    run_ollama: Callable[..., Any], library: Library, letters: BotSettings, generation: Generation
) -> None:
    with run_ollama(OLLAMA_MAX_QUEUE="1", OLLAMA_NUM_PARALLEL="1") as (url, _):
        bot = Bot(library, asking(letters.store, url, SMALL, chat_silence=4, chat_deadline=20))
        with ThreadPoolExecutor(4) as readers:
            began = time.monotonic()
            replies: list[Reply] = list(readers.map(bot.reply, [RANSOM] * 4))
    assert time.monotonic() - began < 4 * IN_TIME
    for reply in replies:
        assert reply.status is Status.ANSWERED
        assert {notice.code for notice in reply.notices} <= {"busy", "timeout", "endless"}
        assert faults(reply, generation) == []


@pytest.mark.ollama
def test_a_real_model_stops_when_its_reader_leaves(run_ollama: Callable[..., Any]) -> None:
    with run_ollama() as (url, _):
        model = Model(BotSettings.load(OLLAMA_HOST=url, chat_model=SMALL), silence=60, deadline=120)
        schema = {"type": "object", "properties": {"text": {"type": "string", "minLength": 1500}}, "required": ["text"]}
        pieces = model.stream("You write.", "Write a long story.", schema, most_tokens=2000)
        next(pieces)
        began = time.monotonic()
        for _ in range(READ):
            next(pieces)
        a_token = (time.monotonic() - began) / READ
        pieces.close()
        # Ollama serves one at a time: were it still writing the story, a word would have to wait for hundreds of tokens.
        began = time.monotonic()
        body = {"model": SMALL, "messages": [{"role": "user", "content": "Hi"}], "stream": False}
        # With the context it was loaded with: for another it would be loaded anew.
        httpx.post(
            f"{url}/api/chat", json=body | {"options": {"num_predict": 1, "num_ctx": CONTEXT}}, timeout=60, trust_env=False
        ).raise_for_status()
        assert time.monotonic() - began < 200 * a_token


# --- the store ----------------------------------------------------------------------------------------------------------------


def told_on_the_page(bot: Bot) -> str:
    *_, last = answered(bot, RANSOM, Talk())
    assert not last.busy
    return last.talk.html()


def told_by_the_api(bot: Bot, library: Library, accept: str) -> tuple[int, str]:
    with TestClient(api.create(bot, library), raise_server_exceptions=False) as client:
        response = client.post("/v1/replies", json={"question": RANSOM}, headers={"Accept": accept})
    return response.status_code, response.text


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_a_chroma_server_that_died_is_told_on_the_page_and_by_the_api(accept: str, tmp_path: Path) -> None:
    server = ChromaProcess(tmp_path)
    try:
        settings = BotSettings.load(store=tmp_path / "store", embedder="hash", writer="quote", chroma_url=server.url)
        build([], settings)
        library = Library(settings)
        bot = Bot(library, settings)
        bot.reply(RANSOM)
        server.kill()
        with pytest.raises(VectorsUnavailable, match="KAMERANTWOORD_CHROMA_URL"):
            bot.reply(RANSOM)
        assert label(FILE, "trouble_store") in told_on_the_page(bot)
        status, text = told_by_the_api(bot, library, accept)
        assert (status, json.loads(text)["status"]) == (503, 503)
        assert "afpersers" not in text
        server.start()
        assert bot.reply(RANSOM).status is not Status.FAILED
    finally:
        server.kill()


def test_a_catalogue_that_was_overwritten_while_it_was_open_is_told(tmp_path: Path) -> None:
    settings = BotSettings.load(store=tmp_path / "store", embedder="hash", writer="quote")
    build([], settings)
    library = Library(settings)
    bot = Bot(library, settings)
    library.current()
    (catalogue,) = settings.store.rglob("catalogue.sqlite")
    size = catalogue.stat().st_size
    with catalogue.open("r+b") as file:
        file.write(b"x" * size)
    with pytest.raises(StoreDamaged, match="kamerantwoord build"):
        bot.reply(RANSOM)
    assert label(FILE, "trouble_store") in told_on_the_page(bot)
    assert told_by_the_api(bot, library, "application/json")[0] == 503
