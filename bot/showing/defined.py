"""The text of an answer in, the terms it explains itself out, with the words that say what they mean. Knows no store and no reply.

Only what is unmistakable: an abbreviation that the words beside it spell ('Autoriteit Persoonsgegevens (AP)'), and the forms in which
letters define ('Onder X wordt verstaan …', 'X (ook wel Y genoemd)'). One that is explained in two ways is left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from store.wording.introduced import introduced, is_spelled

_STRAIGHT = str.maketrans("‘’‚‛“”„‟\N{NO-BREAK SPACE}", "''''\"\"\"\" ")
"""Character for character, so that offsets stay."""
_OPEN = r"\s*\(\s*(?:hierna:?\s+)?(?:ook\s+)?(?:de\s+|het\s+)?[\"']?"
_CLOSE = r"[\"']?\s*\)"
_REVERSED = re.compile(r"(?<![\w-])([A-Z][\w&]*[A-Z]\w*)\s+\(([^()\d]{5,90})\)")
_HEREAFTER = re.compile(r",?\s+(?:hierna(?:\s+te\s+noemen)?|afgekort(?:\s+(?:tot|als))?):?\s+(?:de\s+|het\s+)?[\"']?([A-Z][\w&]*[A-Z]\w*)")
_BEFORE = 90
"""Characters before 'hierna' in which the long form begins."""
_TERM = r"[\"']?([^\W\d_][\w-]*(?:\s+[\w-]+){0,3}?)[\"']?"
_MEANING = r"([^.;()]{10,240})"
_DEFINITIONS = (
    re.compile(rf"\b[Oo]nder\s+(?:een\s+|de\s+|het\s+|'t\s+)?{_TERM}\s+(?:wordt|worden)\s+(?:hier\s+)?verstaan:?\s+{_MEANING}"),
    re.compile(rf"\b[Mm]et\s+(?:een\s+|de\s+|het\s+)?{_TERM}\s+(?:wordt|worden)\s+bedoeld:?\s+{_MEANING}"),
)
_ALSO_CALLED = re.compile(
    r"\b(?:de|het|een|van|met|door|via|over|tegen|zogeheten|zogenoemde)\s+([^\W\d_][\w-]{3,}(?:\s+[^\W\d_][\w-]{3,})?)"
    r"(?:\s*\(|,\s+)ook\s+wel\s+[\"']?([^\W\d_][\w-]+(?:\s+[\w-]+){0,2}?)[\"']?\s+(?:genoemd|geheten)\b\)?"
)
_JOINS = frozenset("en of dan als die dat ook".split())
_MOST_WORDS = 9


@dataclass(frozen=True, kw_only=True)
class Defined:
    """A term and what the text says it means."""

    term: str
    meaning: str
    """Literally in `text[start:end]`, but for white space."""
    start: int
    """Of the stretch that introduces it: 'Autoriteit Persoonsgegevens (AP)'."""
    end: int
    short: bool
    """Whether it is an abbreviation."""


@lru_cache(maxsize=1024)
def defined(text: str) -> tuple[Defined, ...]:
    """Return the terms a text explains, in the order it does; none that it explains in two ways. Remembered: letters come back."""
    flat = text.translate(_STRAIGHT)
    found = sorted((one for one in (*_abbreviations(flat, text), *_definitions(flat, text))), key=lambda one: one.start)
    return tuple(_sure(found))


def stands_in(term: str, text: str) -> tuple[int, int] | None:
    """Return where a term stands in a text as a word of its own, or as the first part of 'AP-onderzoek'; None when it does not."""
    flags = re.NOFLAG if any(letter.isupper() for letter in term[1:]) else re.IGNORECASE
    match = re.search(rf"(?<![\w-]){re.escape(term)}(?!\w)", text, flags)
    return match.span() if match else None


def _sure(found: Iterable[Defined]) -> list[Defined]:
    """Return the first of each term, without those that mean two things."""
    kept: dict[str, Defined] = {}
    twice: set[str] = set()
    for one in found:
        if kept.setdefault(one.term, one).meaning.lower() != one.meaning.lower():
            twice.add(one.term)
    return [one for term, one in kept.items() if term not in twice]


def _abbreviations(flat: str, text: str) -> Iterator[Defined]:
    for short, long in introduced(" ".join(flat.split())).items():
        pattern = r"\s+".join(map(re.escape, long.split())) + _OPEN + re.escape(short) + _CLOSE
        match = re.search(rf"(?<!\w){pattern}", flat)
        if match and is_spelled(short, long):
            yield _defined(text, short, (match.start(), match.start() + _length(flat, match.start(), long)), match.span())
    for match in _REVERSED.finditer(flat):
        if is_spelled(match[1], match[2]):
            yield _defined(text, match[1], match.span(2), match.span())
    for match in _HEREAFTER.finditer(flat):
        start = _spelling(flat, match.start(), match[1])
        if start is not None:
            yield _defined(text, match[1], (start, match.start()), (start, match.end()))


def _definitions(flat: str, text: str) -> Iterator[Defined]:
    for pattern in _DEFINITIONS:
        for match in pattern.finditer(flat):
            if not _JOINS & set(match[1].lower().split()):
                yield _defined(text, match[1], match.span(2), match.span(), short=False)
    for match in _ALSO_CALLED.finditer(flat):
        if not _JOINS & set(match[1].lower().split()):
            yield _defined(text, match[2], match.span(1), match.span(), short=False)


def _defined(text: str, term: str, meaning: tuple[int, int], place: tuple[int, int], *, short: bool = True) -> Defined:
    said = " ".join(text[slice(*meaning)].split()).rstrip(" ,:")
    return Defined(term=" ".join(term.split()), meaning=said, start=place[0], end=place[1], short=short)


def _length(flat: str, start: int, long: str) -> int:
    """Return how many characters a long form takes, whose words may be parted by more than one space."""
    match = re.compile(r"\s+".join(map(re.escape, long.split()))).match(flat, start)
    return len(match[0]) if match else len(long)


def _spelling(flat: str, end: int, short: str) -> int | None:
    """Return where the words begin, of the last before a place, that spell an abbreviation; None when none do."""
    words = list(re.compile(r"[\w'-]+").finditer(flat, max(0, end - _BEFORE), end))[-_MOST_WORDS:]
    for word in reversed(words):
        if is_spelled(short, flat[word.start() : end]):
            return word.start()
    return None
