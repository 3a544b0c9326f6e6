"""The chat model is loaded in the background: with what every question begins with, once, and without harm where it cannot be."""

import threading
import time

import pytest

from bot.chat_model.model import CONTEXT
from bot.chat_model.pointing import instructions
from bot.chat_model.warming import warm_up
from bot.chat_model.writer import OllamaWriter
from bot.errors import WriterFailed
from bot.settings import BotSettings
from tests.bot.writing import QUESTION, SILENCE, evidence
from tests.ollama_server import MODEL, Chat, OllamaServer, saying

SOON = 60.0
"""Seconds; the first to load imports the frameworks, and a busy machine takes its time."""


def settings(url: str, writer: str = "auto") -> BotSettings:
    return BotSettings.load(OLLAMA_HOST=url, chat_model=MODEL, writer=writer)


def warmed(settings: BotSettings) -> None:
    thread = warm_up(settings)
    assert thread is not None
    thread.join(SOON)
    assert not thread.is_alive()


def test_a_model_is_loaded_as_it_will_be_used_and_reads_what_every_question_begins_with() -> None:
    with OllamaServer(saying("{", reason="length")) as server:
        warmed(settings(server.url))
    (body,) = server.chats
    assert body["messages"][0] == {"role": "system", "content": instructions()}
    assert (body["options"]["num_ctx"], body["options"]["num_predict"]) == (CONTEXT, 1)


def test_it_is_begun_once_however_often_it_is_asked_for() -> None:
    go = threading.Event()

    def script(chat: Chat) -> None:
        chat.wait(go)
        saying("{")(chat)

    with OllamaServer(script) as server:
        first, second = warm_up(settings(server.url)), warm_up(settings(server.url))
        assert first is second is not None
        go.set()
        first.join(SOON)
        assert not first.is_alive()
        assert len(server.chats) == 1
        warmed(settings(server.url))
        assert len(server.chats) == 2


def test_without_an_ollama_or_a_need_of_one_nothing_happens() -> None:
    with OllamaServer(saying("{")) as server:
        gone = server.url
        assert warm_up(settings(server.url, "quote")) is None
        assert server.paths == []
    warmed(settings(gone))


@pytest.mark.parametrize("script", [lambda chat: chat.refuse(500, "no room"), lambda chat: chat.cut(), lambda chat: chat.raw(b"no\n")])
def test_a_model_that_cannot_be_loaded_does_no_harm(script: object) -> None:
    with OllamaServer(script) as server:  # type: ignore[arg-type]
        warmed(settings(server.url))
        assert len(server.chats) == 1


def test_a_model_that_was_too_slow_goes_on_loading_for_the_next_question() -> None:
    go = threading.Event()

    def script(chat: Chat) -> None:
        chat.wait(go)
        saying("{}")(chat)

    with OllamaServer(script) as server:
        slow = OllamaWriter(settings(server.url), silence=SILENCE, deadline=30)
        with pytest.raises(WriterFailed):
            list(slow.write(QUESTION, evidence()))
        until = time.monotonic() + SOON
        while len(server.chats) < 2 and time.monotonic() < until:
            time.sleep(0.01)
        go.set()
    assert [body["options"]["num_predict"] for body in server.chats][1:] == [1]
