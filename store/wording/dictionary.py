"""A word in, how often people at large write it out; for Dutch and English, as far as the word lists of pyspellchecker go.

Letters use words that a list does not have, and lists have words that no letter uses: a question's word that either knows is no error.
The lists stay packed text that is searched by halving: sets of their words would take ten times the memory and half a second.
"""

import gzip
import re
from bisect import bisect_left
from functools import cache
from importlib import resources
from typing import Literal

from store.analyse import folded

Language = Literal["nl", "en"]

_LISTED = 50
"""What pyspellchecker gives to words that were added by hand; those that films use have more."""
_ACCENTED = re.compile(r'"([^"]*[^\x00-\x7f"][^"]*)": (\d+)')
_LINE = re.compile(r'"([^"]*)": (\d+)')


def is_word(word: str, language: Language) -> bool:
    """Return whether a word, in lower case, with its accents or without them, is one of a language."""
    return _list(language).frequency(word) > 0


def is_everyday(word: str, language: Language) -> bool:
    """Return whether a word is one that people say, not one that is only listed."""
    return _list(language).frequency(word) > _LISTED


def said(word: str) -> int:
    """Return how often a Dutch word, in lower case, is said in the films whose subtitles were counted; 0 when it is not listed."""
    return _list("nl").frequency(word)


class _List:
    """One line a word, sorted by word: '"aanbod": 1234,'."""

    def __init__(self, language: Language) -> None:
        packed = resources.files("spellchecker").joinpath(f"resources/{language}.json.gz").read_bytes()
        self._text = gzip.decompress(packed).decode("utf-8")
        self._unaccented = {folded(word): int(count) for word, count in _ACCENTED.findall(self._text)}

    def frequency(self, word: str) -> int:
        at = bisect_left(range(len(self._text)), word, key=lambda place: self._entry(place)[0])
        listed, count = self._entry(at)
        return count if listed == word else self._unaccented.get(word, 0)

    def _entry(self, place: int) -> tuple[str, int]:
        """The first whole entry from a place on; beyond the last one a word that comes after all others."""
        entry = _LINE.match(self._text, self._text.find("\n", place) + 1)
        return (entry[1], int(entry[2])) if entry else (chr(0x10FFFF), 0)


@cache
def _list(language: Language) -> _List:
    return _List(language)
