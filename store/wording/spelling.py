"""A question in, the question out with its misspelt words as the letters write them; the result is read by terms and embedder.

A word that letters use, or that is a word at large, or that is made of such words, stays: a name that is in no letter must not become
another one. What is left gives way to the nearest word of the letters, by ear first and by letters second.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from store.analyse import folded, stems
from store.lexicon import Lexicon
from store.wording.dictionary import is_word
from store.wording.language import is_english

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4
"""Letters of a word that may be an error; shorter ones have too many neighbours."""
_LONG = 8
"""Letters of a word that may hold two errors."""
_ERRORS = 2
_COMMONER = 1000
"""Times as many passages that must use a word for one that letters do use to be an error for it."""
_PART = 4
"""Letters of each part of a compound."""
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("eau", "o"),
        ("ei|ij|ey|y", "y"),
        ("au|ou", "W"),
        ("ph|v", "f"),
        ("th|dt|d$", "t"),
        ("qu", "kw"),
        ("x", "ks"),
        ("ch", "g"),
        ("c(?=[eiy])|z", "s"),
        ("c", "k"),
        ("ie", "i"),
        (r"(.)\1+", r"\1"),
    )
)
"""Spellings that sound the same in Dutch."""


def corrected(question: str, lexicon: Lexicon) -> str:
    """Return a question in which each misspelt word gave way to the word of the letters that is meant; the same when it is English.

    A word without its accents gets them.
    """
    if is_english(question):
        return question

    def right(match: re.Match[str]) -> str:
        is_name = match.start() > 0 and match[0][0].isupper()
        meant = _meant(match[0], is_name, lexicon) or (match[0].lower() if match[0].isascii() else "")
        written = lexicon.written(meant)
        if written in (match[0].lower(), ""):
            return match[0]
        return written.capitalize() if match[0][0].isupper() else written

    return _WORD.sub(right, question)


def _meant(written: str, is_name: bool, lexicon: Lexicon) -> str | None:
    """The word of the letters that is meant; None for a word that is right, or that resembles none enough."""
    word = folded(written)
    if len(word) < _SHORTEST or written.isupper() or not word.isascii() or is_word(word, "nl") or is_word(word, "en"):
        return None
    # In a hundred thousand letters common errors stand too: 'regring' in ten, 'regering' in nearly all.
    least = lexicon.passages_with(word) * _COMMONER + 1
    near = sorted(_near(word, least, lexicon), key=lambda each: each.rank)
    allowed = 0 if is_name or len(word) == _SHORTEST else 1 if len(word) < _LONG else 2
    best = next((each for each in near if each.heard <= allowed and each.letters <= max(allowed, 2 * (not each.heard))), None)
    if best is None or (best.letters > 1 and best.word[0] != word[0]):
        return None
    if best.heard and (_is_inflected(word, near) or ((best.letters > 1 or len(word) < _LONG) and _is_compound(word, lexicon))):
        return None
    return best.word


@dataclass(frozen=True, kw_only=True)
class _Near:
    """A word of the letters that resembles a word."""

    word: str
    letters: int
    """Letters to add, leave out, change or swap."""
    heard: int
    """The same, of how both sound."""
    rank: float
    """Lowest for what is most likely meant."""


def _near(word: str, least: int, lexicon: Lexicon) -> Iterator[_Near]:
    """Yield the words that resemble a word and stand in at least so many passages."""
    sound = _sound(word)
    near = process.extract(word, lexicon.resembling(word, _ERRORS, least), scorer=OSA.distance, score_cutoff=_ERRORS, limit=None)
    for other, letters, _ in near:
        heard = OSA.distance(sound, _sound(other))
        # People rather leave a letter out than add one, and swap two rather than change one; a first letter is seldom wrong.
        rank = letters + heard + (other[0] != word[0]) + 0.5 * (len(other) < len(word)) - 0.5 * (sorted(other) == sorted(word))
        rank -= 0.3 * math.log10(lexicon.passages_with(other))
        yield _Near(word=other, letters=letters, heard=heard, rank=rank)


def _is_known(word: str, lexicon: Lexicon) -> bool:
    return lexicon.passages_with(word) > 0 or is_word(word, "nl") or is_word(word, "en")


def _is_inflected(word: str, near: Sequence[_Near]) -> bool:
    stem = stems(word)
    return any(stems(each.word) == stem for each in near)


def _is_compound(word: str, lexicon: Lexicon) -> bool:
    """Whether two known words make it, perhaps with an s between them."""
    for at in range(_PART, len(word) - _PART + 1):
        if _is_known(word[at:], lexicon):
            firsts = {word[:at], word[:at].removesuffix("s")}
            if any(len(first) >= _PART and _is_known(first, lexicon) for first in firsts):
                return True
    return False


def _sound(word: str) -> str:
    for spelling, sound in _SOUNDS:
        word = spelling.sub(sound, word)
    return word
