"""What the gate refused is asked for once more, with what was wrong; the reader has the literal sentence meanwhile, and keeps it."""

import json
import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from bot.chat_model.pointing import instructions
from bot.chat_model.repair import asked_again
from bot.checking import Refused
from bot.events import Checked, Replied
from bot.pipeline import Bot
from bot.records import Finding, Reply, Sentence
from bot.settings import BotSettings
from store.generation import Generation
from store.library import Library
from tests.bot.faults import faults
from tests.ollama_server import MODEL, Chat, OllamaServer, saying

QUESTION = "Aan wie is de uiteindelijke afweging om losgeld te betalen?"
LITERAL = (
    "De uiteindelijke afweging ligt bij de getroffen organisatie, "
    "maar het dringende advies van de overheid blijft om geen losgeld te betalen."
)
WRONG = "De uiteindelijke afweging ligt bij de overheid."
SHORT = "De uiteindelijke afweging ligt bij de getroffen organisatie."
IN_TIME = 20.0
"""Seconds; a busy machine embeds slowly."""


def token_in(body: dict[str, Any]) -> str:
    """The token under which a prompt offers the sentence."""
    lines = body["messages"][1]["content"].splitlines()
    return str(next(line.partition(":")[0] for line in lines if LITERAL in line))


def pointing(text: str | None) -> Callable[[str], str]:
    return lambda token: json.dumps({"items": [{"s": token, "text": text}], "status": "answered"})


@pytest.fixture
def asked(library: Library, letters: BotSettings) -> Callable[..., tuple[Reply, list[Sentence], Sequence[dict[str, Any]]]]:
    """Ask a bot whose model first writes one wording, and then does as told: the reply, what was shown, and what the model was asked."""

    def ask(first: str | None, then: Callable[[Chat, str], None]) -> tuple[Reply, list[Sentence], Sequence[dict[str, Any]]]:
        def script(chat: Chat) -> None:
            token = token_in(server.chats[-1])
            if len(server.chats) == 1:
                return saying(pointing(first)(token))(chat)
            return then(chat, token)

        with OllamaServer(script) as server:
            settings = BotSettings.load(
                store=letters.store, embedder="e5", writer="ollama", OLLAMA_HOST=server.url, chat_model=MODEL, chat_silence=0.6
            )
            *events, last = Bot(library, settings).stream(QUESTION)
        assert isinstance(last, Replied)
        return last.reply, [event.sentence for event in events if isinstance(event, Checked)], server.chats

    return ask


Asked = Callable[..., tuple[Reply, list[Sentence], Sequence[dict[str, Any]]]]


def shown_for(reply: Reply) -> Sentence:
    """The sentence that stands on the quote."""
    return next(sentence for sentence in reply.sentences if sentence.citations[0].quote == LITERAL)


def again(text: str) -> Callable[[Chat, str], None]:
    return lambda chat, token: saying(json.dumps({"items": [{"s": token, "text": text}]}))(chat)


def test_a_second_wording_that_passes_takes_the_place_of_the_quote_in_the_whole_reply(asked: Asked, generation: Generation) -> None:
    reply, streamed, chats = asked(WRONG, again(SHORT))
    assert LITERAL in {sentence.text for sentence in streamed}
    assert (shown_for(reply).text, shown_for(reply).verdict) == (SHORT, "shortened")
    assert faults(reply, generation) == []
    assert WRONG in {withheld.text for withheld in reply.withheld}
    assert len(chats) == 2
    assert len(reply.sentences) == len(streamed)


def test_the_model_is_told_what_was_wrong_with_which_sentence_under_the_same_instructions(asked: Asked) -> None:
    _, _, (_, body) = asked(WRONG, again(SHORT))
    system, user = (message["content"] for message in body["messages"])
    assert system == instructions()
    assert LITERAL in user
    assert WRONG in user
    assert "Fout: " in user
    item = body["format"]["properties"]["items"]["items"]
    assert item["required"] == ["s", "text"]
    assert len(item["properties"]["s"]["enum"]) == 1


@pytest.mark.parametrize("second", [WRONG, "Ja.", "", LITERAL, "Het advies is om te betalen."])
def test_after_a_second_failure_the_quote_stays_and_nothing_more_is_asked(second: str, asked: Asked, generation: Generation) -> None:
    reply, streamed, chats = asked(WRONG, again(second))
    assert shown_for(reply).text == LITERAL
    assert [sentence.text for sentence in reply.sentences] == [sentence.text for sentence in streamed]
    assert len(chats) == 2
    assert faults(reply, generation) == []


FAULTS: dict[str, Callable[[Chat, str], None]] = {
    "refused": lambda chat, token: chat.refuse(500, "no"),
    "silent": lambda chat, token: chat.wait(),
    "cut": lambda chat, token: chat.cut(),
    "half": lambda chat, token: saying('{"items":[{"s":')(chat),
    "another_token": lambda chat, token: saying('{"items":[{"s":"s99","text":"Ja."}]}')(chat),
    "no_items": lambda chat, token: saying("{}")(chat),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_model_that_fails_the_second_time_costs_the_reader_nothing(
    fault: Callable[[Chat, str], None], asked: Asked, caplog: pytest.LogCaptureFixture
) -> None:
    began = time.monotonic()
    reply, _, _ = asked(WRONG, fault)
    assert time.monotonic() - began < IN_TIME
    assert shown_for(reply).text == LITERAL
    assert (reply.notices, reply.writer.name) == ((), "ollama")
    assert "the chat model failed" in caplog.text
    assert "afweging" not in caplog.text


def test_what_passes_at_once_is_not_asked_again(asked: Asked) -> None:
    reply, _, chats = asked(SHORT, again(SHORT))
    assert shown_for(reply).text == SHORT
    assert len(chats) == 1


@pytest.mark.parametrize(
    ("finding", "told"),
    [
        (Finding(kind="negation", claim="", evidence="geen"), 'een ontkenning (niet, geen) is weggelaten: "geen"'),
        (Finding(kind="word_added", claim="altijd", evidence=""), 'een woord staat niet in de zin: "altijd"'),
        (Finding(kind="amount", claim="€ 5", evidence="€ 6"), 'een bedrag is veranderd: "€ 5" in plaats van "€ 6"'),
        (Finding(kind="not_found", claim="Iets heel anders.", evidence=""), "dit is een andere zin"),
        (Finding(kind="order", claim="", evidence=""), "dit is een andere zin"),
    ],
    ids=lambda value: value.kind if isinstance(value, Finding) else "",
)
def test_a_finding_is_told_in_plain_dutch(finding: Finding, told: str) -> None:
    text, _ = asked_again([Refused(token="s1", sentence="Er is geen losgeld.", text="Er is losgeld.", findings=(finding,))])
    assert told in text
