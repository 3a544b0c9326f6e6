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
    if one == other:
        return len(_words(one)) >= _WORDS_ENOUGH
    mine, its = _counted(one), _counted(other)
    length = max(mine.total(), its.total())
    if min(mine.total(), its.total()) < max(_WORDS_ENOUGH, (1 - _MAY_DIFFER) * length):
        return False
    differing = (mine - its) + (its - mine)
    return differing.total() <= 2 * _MAY_DIFFER * length and not any(_DECISIVE.fullmatch(word) for word in differing)


@lru_cache(maxsize=512)
def _counted(text: str) -> Counter[str]:
    return Counter(_words(text))


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))
