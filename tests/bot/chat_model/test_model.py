"""A whole JSON value from a chat model: held against its schema, bounded, and what fails is logged without a word of what was asked."""

import logging
import time
from typing import Any

import pytest

from bot.chat_model.model import Model
from bot.errors import WriterFailed
from bot.settings import BotSettings
from tests.bot.writing import IN_TIME
from tests.ollama_server import MODEL, Chat, OllamaServer, Script, saying

SCHEMA = {
    "type": "object",
    "properties": {"ja": {"type": "boolean"}, "wie": {"type": "string", "enum": ["AP", "RDI"]}},
    "required": ["ja"],
    "additionalProperties": False,
}
SECRET = "afpersers"


def model(url: str, **bounds: float) -> Model:
    return Model(BotSettings.load(OLLAMA_HOST=url, chat_model=MODEL), **({"silence": 0.4, "deadline": 1.2} | bounds))


def filled(script: Script) -> Any:
    with OllamaServer(script) as server:
        return model(server.url).filled("Jij vult in.", f"Wie let op de {SECRET}?", SCHEMA)


@pytest.fixture(scope="module", autouse=True)
def _llama_index_is_loaded() -> None:
    """Its import takes seconds, which is no part of what is measured here."""
    import llama_index.llms.ollama  # noqa: F401


def test_the_whole_value_comes_parsed() -> None:
    assert filled(saying(' {"ja": true,\n "wie": "AP"}')) == {"ja": True, "wie": "AP"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"ja":', "bad_json"),
        ("Ja.", "bad_json"),
        ("", "bad_json"),
        ('{"ja": "ja"}', "bad_schema"),
        ('{"wie": "AP"}', "bad_schema"),
        ('{"ja": true, "wie": "ACM"}', "bad_schema"),
        ('{"ja": true, "meer": 1}', "bad_schema"),
        ("[]", "bad_schema"),
        ("null", "bad_schema"),
    ],
)
def test_what_is_not_asked_for_is_refused_by_name_and_logged_without_the_question(
    text: str, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="kamerantwoord")
    with pytest.raises(WriterFailed) as caught:
        filled(saying(text))
    assert caught.value.code == code
    (record,) = [record for record in caplog.records if record.name == "kamerantwoord"]
    assert code in record.getMessage()
    assert SECRET not in caplog.text
    assert "Ja." not in str(caught.value)


def blank_for_ever(chat: Chat) -> None:
    while True:
        chat.piece(" " * 8)
        time.sleep(0.02)


def slow_but_alive(chat: Chat) -> None:
    for piece in ('{"ja"', ":", " ", "tr", "ue", "}"):
        chat.piece(piece)
        time.sleep(0.25)
    chat.done()


def test_white_space_is_no_sign_of_life() -> None:
    began = time.monotonic()
    with OllamaServer(blank_for_ever) as server, pytest.raises(WriterFailed) as caught:
        model(server.url, deadline=60).filled("a", "b", SCHEMA)
    assert caught.value.code == "timeout"
    assert time.monotonic() - began < IN_TIME


def test_a_slow_model_that_goes_on_is_heard_to_the_end() -> None:
    with OllamaServer(slow_but_alive) as server:
        assert model(server.url, silence=1.0, deadline=60).filled("a", "b", SCHEMA) == {"ja": True}


def test_the_settings_bound_it() -> None:
    with OllamaServer(lambda chat: chat.wait()) as server:
        settings = BotSettings.load(OLLAMA_HOST=server.url, chat_model=MODEL, chat_silence=0.3)
        began = time.monotonic()
        with pytest.raises(WriterFailed):
            Model(settings).filled("a", "b", SCHEMA)
    assert 0.3 <= time.monotonic() - began < IN_TIME
