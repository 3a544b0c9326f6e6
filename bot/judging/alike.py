"""Two sentences in, whether they say the same out, or the same but for what decides it; knows words, not meaning.

Of two letters that repeat each other one is heard. Another number, a denial or a 'moet' for a 'mag' makes another message, however alike
the rest is: then both are heard, and the reader must see which is the later one.
"""

import re
from functools import lru_cache

_SHARED = 0.6
"""Share of the shorter one's words that the longer one has too, from which they say the same."""
_NEARLY_ALL = 0.8
"""Share of the words from which a 'niet' in one of two sentences denies what the other says."""
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’-][^\W_]+)*")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DENIALS = _set("niet geen nooit niemand niets nergens noch zonder")
_EITHER = (
    _set(
        "één twee drie vier vijf zes zeven acht negen tien elf twaalf twintig dertig veertig vijftig zestig zeventig tachtig negentig"
        " honderd duizend miljoen miljard helft derde kwart januari februari maart april mei juni juli augustus september oktober november"
        " december"
    ),
    _set("kan kunnen kon mag mogen mocht moet moeten moest hoeft hoeven zal zullen wil willen"),
    _set("meer minder hoger lager eerder later"),
    _set("alle sommige enkele meeste iedere elke"),
)
"""Kinds of words of which two messages about the same have one each, and not the same."""
_SMALL = _set("de het een van in op te dat die en is zijn aan voor met door er om bij als uit ook wel")


def say_the_same(one: str, other: str) -> bool:
    """Say whether two sentences share most of their words."""
    mine, its = _spaced(one), _spaced(other)
    return len(mine & its) >= _SHARED * min(len(mine), len(its))


def differ_on_it(one: str, other: str) -> bool:
    """Say whether two sentences are about the same in nearly the same words, and differ in a number, a denial or what may or must be."""
    mine, its = _words(one), _words(other)
    swapped, denied = _swapped(mine - its, its - mine), (mine ^ its) & _DENIALS
    if not (swapped or denied):
        return False
    content, its_content = mine - _SMALL - _DENIALS - swapped, its - _SMALL - _DENIALS - swapped
    least = _SHARED if swapped else _NEARLY_ALL
    return bool(content & its_content) and len(content & its_content) >= least * max(len(content), len(its_content))


def _swapped(mine: frozenset[str], its: frozenset[str]) -> frozenset[str]:
    """Return the words of which each has another: a number for a number, 'moet' for 'mag'."""
    numbers = [frozenset(word for word in words if word[0].isdigit()) for words in (mine, its)]
    kinds = [numbers, *([mine & kind, its & kind] for kind in _EITHER)]
    return frozenset().union(*(a | b for a, b in kinds if a and b))


@lru_cache(maxsize=2048)
def _spaced(text: str) -> frozenset[str]:
    return frozenset(text.lower().split())


@lru_cache(maxsize=2048)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))
