"""Groups of words that mean the same: each finds the others of its group, and the file holds no line that does nothing."""

from pathlib import Path

import pytest

import store.wording.burgertaal
from store.analyse import stems
from store.wording.burgertaal import in_the_letters_words, same_meaning

LINES = Path(store.wording.burgertaal.__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
GROUPS = [line for line in LINES if line and not line.startswith("#")]


def stem(word: str) -> str:
    (found,) = stems(word)
    return found


@pytest.mark.parametrize(
    ("citizens", "ministers"),
    [
        ("boef", "cybercrimineel"),
        ("jatten", "ontvreemd"),
        ("afkoopsom", "losgeld"),
        ("ransom", "losgeld"),
        ("waakhond", "toezichthouder"),
        ("police", "politie"),
        ("baas", "werkgever"),
    ],
)
def test_the_words_of_citizens_find_those_of_ministers_and_back(citizens: str, ministers: str) -> None:
    assert stem(ministers) in same_meaning(stem(citizens))
    assert stem(citizens) in same_meaning(stem(ministers))


@pytest.mark.parametrize(("one", "other"), [("politie", "losgeld"), ("waakhond", "boef"), ("privacy", "betalen")])
def test_words_of_different_things_do_not_meet(one: str, other: str) -> None:
    assert stem(other) not in same_meaning(stem(one))


@pytest.mark.parametrize("unknown", ["appeltaart", "", "xyzzy"])
def test_a_word_of_no_group_has_no_other(unknown: str) -> None:
    assert same_meaning(unknown) == frozenset()


@pytest.mark.parametrize("line", GROUPS)
def test_every_word_of_a_group_finds_all_the_others(line: str) -> None:
    group = frozenset(stems(line))
    assert len(group) > 1, "one stem alone says nothing"
    assert all(group <= same_meaning(member) for member in group)


def test_a_word_in_two_groups_has_the_words_of_both() -> None:
    both = same_meaning(stem("persoonsgegevens"))
    assert {stem("info"), stem("klantdata"), stem("avg")} <= both


def test_no_group_stands_twice() -> None:
    assert len({frozenset(stems(line)) for line in GROUPS}) == len(GROUPS)


class Counting:
    """A lexicon that knows in how many answers a few words stand."""

    def __init__(self, **passages: int) -> None:
        self._passages = passages

    def passages_with(self, word: str) -> int:
        return self._passages.get(word, 0)


def test_a_question_gets_the_words_that_the_letters_use_for_what_it_calls_otherwise() -> None:
    assert in_the_letters_words("Wat kost de huisbaas?", Counting(verhuurder=12, eigenaar=1, huurder=40)) == "verhuurder"


def test_a_word_that_the_letters_use_themselves_gets_no_other() -> None:
    assert in_the_letters_words("Wat kost de huisbaas?", Counting(huisbaas=6, verhuurder=12)) == ""


def test_a_word_that_no_letter_uses_is_not_added() -> None:
    assert in_the_letters_words("Wat kost de huisbaas?", Counting()) == ""
