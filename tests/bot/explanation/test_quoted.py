"""Which places of an answer may stand as a quote: whole sentences of the government, none of somebody it quotes."""

import pytest

from bot.explanation.quoted import _widened
from bot.records import Place
from store.errors import InputError

TEXT = "Het rapport zegt: “De dijk is oud. De minister loog. De dijk moet dicht.” Dit beeld herken ik niet."


def place(words: str) -> Place:
    start = TEXT.index(words)
    return Place(source="d/1", start=start, end=start + len(words))


def test_a_place_is_widened_to_the_sentence_it_is_in() -> None:
    start, end = _widened(TEXT, place("beeld herken"))
    assert TEXT[start:end] == "Dit beeld herken ik niet."


@pytest.mark.parametrize("words", ["minister loog", "De dijk moet", "De minister loog. De dijk moet dicht."])
def test_what_an_answer_quotes_of_another_is_no_quote_of_the_government(words: str) -> None:
    with pytest.raises(InputError, match="only quotes another"):
        _widened(TEXT, place(words))
