"""The whole way with a real Ollama and a small model that copies, misplaces and invents; and with an Ollama that goes away."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.events import Checked, Replied
from bot.pipeline import Bot
from bot.records import Reply, Status
from bot.settings import BotSettings
from store.generation import Generation
from store.library import Library
from tests.bot.faults import faults, quoted
from tests.ollama_server import Chat, OllamaServer, Script, saying

MODEL = "smollm2:135m"
RANSOM = "Moet een gehackt bedrijf de afpersers geld geven?"
QUESTIONS = (
    RANSOM,
    "Vindt de regering dat Odido de AVG heeft overtreden?",
    "Hoeveel losgeld is er overgemaakt?",
    "Hoe weet ik of criminelen mijn gegevens hebben?",
    "Were the stolen records put online?",
)
WHILE_IT_READS = 1.0
"""Seconds after which Ollama is killed: it has the request, and needs longer for the reply."""
IN_TIME = 30.0
"""Seconds from the end of Ollama to the end of the reply; a busy machine embeds slowly."""


def writing(letters: BotSettings, url: str, model: str = MODEL, writer: str = "ollama") -> BotSettings:
    return BotSettings.load(store=letters.store, embedder="e5", writer=writer, OLLAMA_HOST=url, chat_model=model)


def replied(script: Script, library: Library, letters: BotSettings, writer: str = "ollama") -> Reply:
    with OllamaServer(script) as server:
        return Bot(library, writing(letters, server.url, "gemma3:4b", writer)).reply(RANSOM)


def test_a_model_that_points_well_is_named_as_the_writer(
    library: Library, letters: BotSettings, quoting: Bot, generation: Generation
) -> None:
    reply = replied(saying('{"status":"answered","items":[{"s":"s2"},{"s":"s1"}]}'), library, letters)
    assert (reply.writer.name, reply.writer.model) == ("ollama", "gemma3:4b")
    assert (reply.withheld, reply.notices) == ((), ())
    assert faults(reply, generation) == []
    assert quoted(reply) >= quoted(quoting.reply(RANSOM))


def test_auto_asks_a_model_that_is_there(library: Library, letters: BotSettings) -> None:
    assert replied(saying('{"status":"answered","items":[{"s":"s1"}]}'), library, letters, "auto").writer.name == "ollama"


def test_auto_quotes_without_a_word_where_no_ollama_is(library: Library, letters: BotSettings) -> None:
    with OllamaServer() as server:
        gone = server.url
    reply = Bot(library, writing(letters, gone, writer="auto")).reply(RANSOM)
    assert (reply.status, reply.writer.name, reply.notices) == (Status.ANSWERED, "quote", ())


def test_an_ollama_that_was_asked_for_and_is_not_there_is_told(library: Library, letters: BotSettings, quoting: Bot) -> None:
    with OllamaServer() as server:
        gone = server.url
    reply = Bot(library, writing(letters, gone)).reply(RANSOM)
    assert [notice.code for notice in reply.notices] == ["ollama_unreachable"]
    assert quoted(reply) == quoted(quoting.reply(RANSOM))


def test_no_model_is_asked_when_nothing_was_found_or_the_question_was_refused(library: Library, letters: BotSettings) -> None:
    with OllamaServer(saying("{}")) as server:
        bot = Bot(library, writing(letters, server.url, "gemma3:4b"))
        assert bot.reply("Wordt het morgen mooi weer?").status is Status.NO_SOURCE
        assert bot.reply("Is mijn BSN 111222333 gelekt?").status is Status.REFUSED_PERSONAL_DATA
        assert server.paths == []


def test_a_stream_that_is_cut_ends_in_quotes_and_a_notice(library: Library, letters: BotSettings, quoting: Bot) -> None:
    def script(chat: Chat) -> None:
        chat.piece('{"status":"answered","items":[{"s":"s1"},{"s":')
        chat.cut()

    reply = replied(script, library, letters)
    assert [notice.code for notice in reply.notices] == ["broken_stream"]
    assert quoted(reply) == quoted(quoting.reply(RANSOM))


def test_a_reader_who_leaves_stops_the_model(library: Library, letters: BotSettings) -> None:
    def script(chat: Chat) -> None:
        chat.piece('{"status":"answered","items":[{"s":"s1"},{')
        while True:
            chat.piece(" ")
            time.sleep(0.01)

    with OllamaServer(script) as server:
        events = Bot(library, writing(letters, server.url, "gemma3:4b")).stream(RANSOM)
        assert any(isinstance(event, Checked) for event in (next(events), next(events)))
        events.close()
        assert server.left.wait(5)


@pytest.mark.ollama
@pytest.mark.parametrize("question", QUESTIONS)
def test_whatever_a_small_model_says_each_sentence_is_the_governments(
    question: str, real_ollama: str, library: Library, letters: BotSettings, quoting: Bot, generation: Generation
) -> None:
    reply, quotes = Bot(library, writing(letters, real_ollama)).reply(question), quoting.reply(question)
    assert faults(reply, generation) == []
    assert reply.status is quotes.status
    assert quoted(quotes) <= quoted(reply)
    # A wording may be right for one sentence and withheld for another, under whose token a small model wrote it.
    shown = {(sentence.text, citation.quote) for sentence in reply.sentences for citation in sentence.citations}
    assert all(withheld.findings for withheld in reply.withheld)
    assert shown.isdisjoint((withheld.text, finding.evidence) for withheld in reply.withheld for finding in withheld.findings)


@pytest.mark.ollama
def test_what_a_small_model_gets_wrong_is_withheld(real_ollama: str, library: Library, letters: BotSettings) -> None:
    bot = Bot(library, writing(letters, real_ollama))
    assert any(bot.reply(question).withheld for question in QUESTIONS[:3])


@pytest.mark.ollama
def test_a_real_ollama_killed_in_the_middle_of_a_reply_leaves_quotes_and_a_notice(
    run_ollama: Callable[[], Any], library: Library, letters: BotSettings, quoting: Bot, generation: Generation
) -> None:
    with run_ollama() as (url, kill):
        events = Bot(library, writing(letters, url)).stream(RANSOM)
        next(events)  # what was found: from here on the model is asked
        began = time.monotonic()
        threading.Timer(WHILE_IT_READS, kill).start()
        *_, last = events
    assert time.monotonic() - began < IN_TIME
    assert isinstance(last, Replied)
    assert last.reply.status is Status.ANSWERED
    assert {notice.code for notice in last.reply.notices} <= {"broken_stream", "ollama_unreachable"}
    assert len(last.reply.notices) == 1
    assert quoted(last.reply) >= quoted(quoting.reply(RANSOM))
    assert faults(last.reply, generation) == []
