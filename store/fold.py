"""Two answers in, whether they say the same in the same words out: what letters repeat from each other is shown once.

A number or a denial that differs makes another answer, however alike the rest is. Knows nothing about letters or search.
"""

import re
from collections import Counter
from functools import lru_cache

from store.analyse import folded

_WORDS_ENOUGH = 12
"""Shorter answers ('Ja.', 'Zie het antwoord op vraag 2.') mean what was asked: two of them are not the same."""
_MAY_DIFFER = 0.05
"""Share of the words by which two extractions or a changed phrase may differ."""
_WORD = re.compile(r"\w+")
_DECISIVE = re.compile(
    r"\d.*|niet|geen|nooit|niemand|nergens|zonder|wel|alleen|kan|kunnen|mag|mogen|moet|moeten|zal|zullen|meer|minder|voor|na|tot|vanaf"
)


def same_words(one: str, other: str) -> bool:
    """Say whether two answers are the same, but for a few words that decide nothing."""
    (mine, my_length), (its, its_length) = _counted(one), _counted(other)
    if one == other:
        return my_length >= _WORDS_ENOUGH
    length = max(my_length, its_length)
    if min(my_length, its_length) < max(_WORDS_ENOUGH, (1 - _MAY_DIFFER) * length):
        return False
    if len(mine.keys() ^ its.keys()) > 2 * _MAY_DIFFER * length:
        # So nearly all differ, and it is seen at once.
        return False
    differing = (mine - its) + (its - mine)
    return differing.total() <= 2 * _MAY_DIFFER * length and not any(_DECISIVE.fullmatch(word) for word in differing)


@lru_cache(maxsize=512)
def _counted(text: str) -> tuple[Counter[str], int]:
    """The words of a text with how often each stands there, and how many there are in all."""
    words = _WORD.findall(folded(text))
    return Counter(words), len(words)
