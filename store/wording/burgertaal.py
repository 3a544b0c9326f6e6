"""A word in, the words that citizens and ministers use for the same thing out; the groups stand in `burgertaal.txt`."""

from functools import cache
from pathlib import Path
from typing import Protocol

from store.analyse import stems, words

_FILE = Path(__file__).with_name("burgertaal.txt")
_MOST_ADDED = 3
"""Words that are added for one of a question."""
_COMMONER = 3
"""How many times as many answers must have a word for it to be added: a word that the letters use themselves needs no other."""


class Counting(Protocol):
    """What knows in how many answers a word stands: the lexicon of a store."""

    def passages_with(self, word: str) -> int:
        """Return the number; 0 for a word that no letter uses."""


def same_meaning(stem: str) -> frozenset[str]:
    """Return the stems that stand in a group with this one, itself included; empty when it stands in none."""
    return frozenset([stem, *map(_stem, _groups()[stem])]) if stem in _groups() else frozenset()


def other_words(word: str) -> tuple[str, ...]:
    """Return the words of other stems that stand in a group with a word; none when it stands in none."""
    return _groups().get(_stem(word), ())


def in_the_letters_words(question: str, lexicon: Counting) -> str:
    """Return the words by which the letters call what a question calls otherwise, the commonest first; '' when they use its own."""
    added = (other for word in dict.fromkeys(words(question)) for other in _commoner(word, lexicon))
    return " ".join(dict.fromkeys(added))


def _commoner(word: str, lexicon: Counting) -> list[str]:
    least = _COMMONER * lexicon.passages_with(word)
    counted = [(lexicon.passages_with(other), other) for other in other_words(word)]
    return [other for count, other in sorted(counted, reverse=True) if count > least][:_MOST_ADDED]


def _stem(word: str) -> str:
    return (stems(word) or [word])[0]


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    """Return for a stem the words of other stems that stand in its groups, as they are written."""
    groups: dict[str, dict[str, None]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            group = {word: _stem(word) for word in map(str.strip, line.split(","))}
            for stem in group.values():
                groups.setdefault(stem, {}).update(dict.fromkeys(word for word, other in group.items() if other != stem))
    return {stem: tuple(others) for stem, others in groups.items()}
