"""What is a word at large, in Dutch and English."""

import gzip
import json
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.wording.dictionary import Language, is_everyday, is_word


@pytest.mark.parametrize("word", ["fiets", "gebeurt", "patiënten", "patienten", "'s", "zürich"])
def test_dutch_words_are_known_with_their_accents_and_without(word: str) -> None:
    assert is_word(word, "nl")


@pytest.mark.parametrize("word", ["", "fiest", "gebuert", "fie ts", "fiet", "\U0010ffff"])
def test_what_is_no_word_is_not_known(word: str) -> None:
    assert not is_word(word, "nl")


def test_english_words_are_known_apart() -> None:
    assert is_word("hydrogen", "en")
    assert not is_word("hydrogen", "nl")


def test_what_people_say_is_told_from_what_is_only_listed() -> None:
    assert is_everyday("sla", "nl")
    assert is_word("uwv", "nl")
    assert not is_everyday("uwv", "nl")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_word_of_the_list_is_found(language: Language) -> None:
    packed = resources.files("spellchecker").joinpath(f"resources/{language}.json.gz").read_bytes()
    words = sorted(json.loads(gzip.decompress(packed)))
    sample = [words[0], *words[:: len(words) // 500], words[-1]]
    assert [word for word in sample if not is_word(word, language)] == []


@given(st.text(max_size=12))
def test_no_text_breaks_the_search(text: str) -> None:
    assert is_word(text, "nl") in (True, False)
