"""Every way in which the model, Ollama or the line to it fails: provoked on real sockets, told by name, in bounded time."""

import time
from collections.abc import Callable
from typing import Any, get_args

import pytest

from bot.chat_model.model import CONTEXT
from bot.drafts import Draft
from bot.errors import WriterFailed, WriterFailure
from bot.prompt import label, labels
from store.bounded import MOST_BYTES
from tests.bot.writing import GOOD, IN_TIME, QUESTION, evidence, writer, written
from tests.ollama_server import Chat, OllamaServer, Script, saying


@pytest.fixture(scope="module", autouse=True)
def _llama_index_is_loaded() -> None:
    """Its import takes seconds, which is no part of what is measured here."""
    import llama_index.llms.ollama  # noqa: F401


def error_line(chat: Chat) -> None:
    chat.piece('{"items":[{"s":"s1"},')
    chat.line({"error": "an error was encountered while running the model: unexpected EOF"})
    chat.end()


def cut(chat: Chat) -> None:
    chat.piece('{"status":"answered",')
    chat.cut()


def ended_early(chat: Chat) -> None:
    chat.piece(GOOD)
    chat.end()


def stall(chat: Chat) -> None:
    chat.piece('{"status":"answered",')
    chat.wait()


def trickle(chat: Chat) -> None:
    chat.piece('{"status":"answered",')
    while True:
        chat.raw(b" ")
        time.sleep(0.05)


def blanks(chat: Chat) -> None:
    chat.piece('{"items":[{"s":"s1"},')
    while True:
        chat.piece(" \n")
        time.sleep(0.05)


def endless_line(chat: Chat) -> None:
    while True:
        chat.raw(b"x" * (MOST_BYTES // 8))


def endless_text(chat: Chat) -> None:
    chat.piece('{"status":"answered","items":[{"s":"s1","text":"')
    while True:
        chat.piece("Ja. " * 20_000)


FAULTS: dict[str, tuple[Script, WriterFailure]] = {
    "model_unknown": (lambda chat: chat.refuse(404, "model 'gemma3:4b' not found"), "model_missing"),
    "server_error": (lambda chat: chat.refuse(500, "llama runner process has terminated"), "ollama_error"),
    "busy": (lambda chat: chat.refuse(503, "server busy, please try again. maximum pending requests exceeded"), "busy"),
    "prompt_too_long": (lambda chat: chat.refuse(400, "the input length exceeds the context length"), "truncated"),
    "bad_request": (lambda chat: chat.refuse(400, "invalid format"), "ollama_error"),
    "slow_first_token": (lambda chat: chat.wait(), "timeout"),
    "stall": (stall, "timeout"),
    "trickle": (trickle, "timeout"),
    "cut": (cut, "broken_stream"),
    "cut_at_once": (lambda chat: chat.cut(), "broken_stream"),
    "engine_killed": (error_line, "broken_stream"),
    "ended_without_done": (ended_early, "broken_stream"),
    "not_json_lines": (lambda chat: chat.raw(b"<html>502 Bad Gateway</html>\n"), "broken_stream"),
    "json_of_another_kind": (lambda chat: chat.line([1, 2]), "broken_stream"),
    "line_without_message": (lambda chat: chat.line({"done": False}), "broken_stream"),
    "not_utf8": (lambda chat: chat.raw(b'{"message": "\xff\xfe"}\n'), "broken_stream"),
    "blanks": (blanks, "timeout"),
    "endless_line": (endless_line, "endless"),
    "endless_text": (endless_text, "endless"),
    "prompt_filled_the_context": (saying(GOOD, prompt_tokens=CONTEXT), "truncated"),
    "reply_cut_off": (saying(GOOD[:-9], reason="length"), "endless"),
    "half_json": (saying(GOOD[:-9]), "bad_json"),
    "prose": (saying("Nee, het advies is om niet te betalen."), "bad_json"),
    "more_after_the_json": (saying(GOOD + " Ja."), "bad_json"),
    "nothing_at_all": (saying(""), "bad_json"),
    "a_list": (saying('["s1"]'), "bad_schema"),
    "no_status": (saying('{"items":[{"s":"s1"}]}'), "bad_schema"),
    "no_items": (saying('{"status":"answered"}'), "bad_schema"),
    "items_no_list": (saying('{"status":"answered","items":"s1"}'), "bad_schema"),
    "unknown_status": (saying('{"status":"zeker","items":[]}'), "bad_schema"),
    "status_not_its_own": (saying('{"status":"refused_input","items":[]}'), "bad_schema"),
    "unknown_token": (saying('{"status":"answered","items":[{"s":"s99"}]}'), "bad_schema"),
    "token_no_text": (saying('{"status":"answered","items":[{"s":["s1"]}]}'), "bad_schema"),
    "item_no_object": (saying('{"status":"answered","items":["s1"]}'), "bad_schema"),
    "text_no_text": (saying('{"status":"answered","items":[{"s":"s1","text":7}]}'), "bad_schema"),
}


@pytest.mark.parametrize(("script", "code"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_told_by_its_name_and_in_time(script: Script, code: str) -> None:
    began = time.monotonic()
    with pytest.raises(WriterFailed) as caught:
        written(script)
    error = caught.value
    assert error.code == code
    assert time.monotonic() - began < IN_TIME
    assert "afpersers" not in str(error)
    assert label("writer_failed", error.code)


def test_every_failure_has_words_for_the_reader() -> None:
    assert set(labels("writer_failed")) == set(get_args(WriterFailure))


def test_what_was_complete_before_the_fault_was_given() -> None:
    with OllamaServer(error_line) as server:
        parts = writer(server.url).write(QUESTION, evidence())
        assert next(parts) == Draft(token="s1")
        with pytest.raises(WriterFailed):
            next(parts)


@pytest.mark.ollama
def test_a_real_ollama_killed_while_it_writes_is_a_failure_in_time(run_ollama: Callable[[], Any]) -> None:
    with run_ollama() as (url, kill):
        parts = writer(url, "smollm2:135m", silence=120, deadline=180).write(QUESTION, evidence())
        assert isinstance(next(parts), Draft)
        kill()
        began = time.monotonic()
        with pytest.raises(WriterFailed) as caught:
            list(parts)
        assert caught.value.code == "broken_stream"
        assert time.monotonic() - began < IN_TIME
