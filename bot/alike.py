"""Two sentences in, whether they say the same out, or the same but for what decides it; knows words, not meaning.

Of two letters that repeat each other one is heard. A number, a denial or a 'mag' that differs makes another message, however alike the
rest is: then both are heard, and the reader must see which is the later one.
"""

import re

_SHARED = 0.6
"""Share of the shorter one's words that the longer one has too, from which they say the same."""
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’-][^\W_]+)*")
_NUMBERS = (
    "één twee drie vier vijf zes zeven acht negen tien elf twaalf twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd"
    " duizend miljoen miljard helft derde kwart januari februari maart april mei juni juli augustus september oktober november december"
)
_MEANS = (
    "niet geen nooit niemand niets nergens noch zonder wel alleen uitsluitend kan kunnen kon mag mogen mocht moet moeten moest hoeft hoeven"
    " zal zullen wil willen meer minder hoger lager alle sommige enkele meeste"
)
_DECIDES = frozenset(f"{_MEANS} {_NUMBERS}".split())
_SMALL = frozenset("de het een van in op te dat die en is zijn aan voor met door er om bij als uit ook".split())


def say_the_same(one: str, other: str) -> bool:
    """Say whether two sentences share most of their words."""
    mine, its = set(one.lower().split()), set(other.lower().split())
    return len(mine & its) >= _SHARED * min(len(mine), len(its))


def differ_on_it(one: str, other: str) -> bool:
    """Say whether two sentences are about the same in nearly the same words, and differ in a number, a denial or what may or must be."""
    mine, its = _words(one), _words(other)
    decided = {word for word in mine ^ its if word in _DECIDES or word[0].isdigit()}
    if not decided:
        return False
    content, its_content = mine - _SMALL - decided, its - _SMALL - decided
    return bool(content) and len(content & its_content) >= _SHARED * max(len(content), len(its_content))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
