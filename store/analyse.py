"""Dutch text in, terms for BM25 out: stems, and character 4-grams of stems; index and query share it.

Dutch writes compounds in one word: the 4-grams let 'gijzelsoftwareaanval' meet 'aanval'. Knows nothing about letters or indexes.
"""

import re
import threading
import unicodedata
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import chain

import Stemmer

_STEMMER = "dutch"
"""Kraaij-Pohlmann: also strips prefixes (gehackt, hackers → hack), which the older 'dutch_porter' does not."""

_GRAM = 4

ANALYSER = f"dutch-1/{_STEMMER}/pystemmer-{version('pystemmer')}/{_GRAM}-grams"
"""Names what made the terms; a store built by another analyser is refused."""

_LAST_ACCENT = 0x20000
"""No mark that combines with a letter has a higher number."""
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_SPLIT = re.compile(r"z\s\d")
_SPLIT_ZAAKNUMMER = re.compile(r"\b(\d{4}z)\s(?=\d{4,6}\b)")


class _Stemmers(threading.local):
    """One stemmer a thread: a PyStemmer object is not made to be shared."""

    def __init__(self) -> None:
        self.dutch = Stemmer.Stemmer(_STEMMER)


_stemmers = _Stemmers()


def terms(text: str) -> list[str]:
    """Return the terms of a text: each word's stem, followed by the 4-grams of that stem, which start with '~'.

    Lower-case, accents folded; numbers and case numbers are kept whole and unstemmed ('1.000' becomes '1000').
    """
    return list(chain.from_iterable(map(terms_of, tokens(text))))


def stems(text: str) -> list[str]:
    """Return the stem of each word of a text, in order; single letters are left out."""
    return [terms_of(word)[0] for word in tokens(text)]


def words(text: str) -> list[str]:
    """Return the words of a text as written but folded, in order; no numbers, no single letters."""
    return [word for word in _WORD.findall(folded(text)) if len(word) > 1 and word.isalpha()]


def folded(text: str) -> str:
    """Return a text in lower case without accents, a zaaknummer that was split ('2024Z 17972') made whole."""
    # Each step looks only where there may be something to do: this is most of what a build and a search do with words.
    plain = _NOT_ASCII.sub(lambda found: found[0].translate(_accents()), unicodedata.normalize("NFKD", text)).lower()
    return _SPLIT_ZAAKNUMMER.sub(r"\1", plain) if _SPLIT.search(plain) else plain


def tokens(text: str) -> list[str]:
    """Return the words and numbers of a text as written but folded, in order; no single letters."""
    return [word for word in _WORD.findall(folded(text)) if len(word) > 1 or word.isdigit()]


@lru_cache(maxsize=100_000)
def terms_of(word: str) -> tuple[str, ...]:
    """Return the terms of one token; remembered, since nine of ten words of a letter stood in another one."""
    if not word.isalpha():
        return (_number(word),)
    stem = _stemmers.dutch.stemWord(word)
    grams = (f"~{stem[i : i + _GRAM]}" for i in range(len(stem) - _GRAM + 1)) if stem.isalpha() else ()
    return (stem, *grams)


@cache
def _accents() -> dict[int, None]:
    """Every mark that combines with the letter before it, to be taken out."""
    return {code: None for code in range(_LAST_ACCENT) if unicodedata.combining(chr(code))}


def _number(word: str) -> str:
    return word.replace(".", "") if _THOUSANDS.fullmatch(word) else word
