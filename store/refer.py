"""Documents in, the same Documents with their verwijzingen out: 'Zie het antwoord op vraag 2' becomes numbers in a Document.

Knows how answers point; a pointer to a Document that is not named by an id is kept with `document=None`, never guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from store.headings import NUMBERS, numbers_in
from store.records import Answer, Document, Flag, Verwijzing

_TO = r"(?:op|bij|van|onder|aan)?\s*(?:de\s+|mijn\s+|uw\s+)?"
_NUMBERED = re.compile(
    rf"(?:\bzie\s+(?:ook\s+)?)?(?:\b(?:het|de|mijn|ons|onze)\s+)?\b(?:antwoord(?:en)?|beantwoording)\s+{_TO}(?:(?:sub)?(?:vraag|vragen)\s+)?(?P<numbers>{NUMBERS})\b",
    re.IGNORECASE,
)
_QUESTION_ONLY = re.compile(rf"\bzie\s+(?:ook\s+)?(?:onder\s+)?(?:vraag|vragen)\s+(?P<numbers>{NUMBERS})\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?:\bzie\s+(?:ook\s+)?)?(?:\b(?:het|de|mijn)\s+)?(?:"
    r"\bantwoord(?:en)?\s+(?:op\s+)?(?:de\s+)?(?P<all>voorgaande|bovenstaande|voorafgaande|eerdere|vorige)\s+vragen"
    r"|\b(?P<all2>voorgaande|bovenstaande|voorafgaande)\s+antwoorden"
    r"|\bantwoord\s+(?:op\s+)?(?:de\s+)?(?P<one>vorige|voorgaande|bovenstaande|voorafgaande)\s+vraag"
    r"|\b(?P<one2>vorige|voorgaande|bovenstaande|voorafgaande)\s+antwoord"
    r"|\b(?:hierop\s+|hierna\s+)?(?P<next>volgende)\s+antwoord|\bantwoord\s+(?:op\s+)?(?:de\s+)?(?P<next2>volgende)\s+vraag)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"[\s,)]*(?:van\s+(?:het\s+lid|de\s+leden)|uit\s+de|in\s+(?:mijn|onze|de)\s+(?:brief|beantwoording)|\(?\s*(?:zaaknummer|Aanhangsel|Kamerstuk))",
    re.IGNORECASE,
)
_NAMED_ID = re.compile(r"\b((?:19|20)\d\d[ZD])\s?(\d{5})\b|Aanhangsel[^.]{0,60}?(\d{4})\s*[-–]\s*(\d{4}),?\s+nr\.?\s*(\d+)")
_LOOK_AHEAD = 160
"""Characters after a pointer in which the other Document it means is named."""


def refer(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Return the Documents with the verwijzingen of every answer; a pointer to a number that does not exist is flagged."""
    return tuple(_referred(document) for document in documents)


def _referred(document: Document) -> Document:
    known = {number for answer in document.answers for number in answer.numbers}
    answers = tuple(replace(answer, verwijzingen=tuple(_verwijzingen(document, answer, known))) for answer in document.answers)
    flags = tuple(
        Flag(
            code="verwijzing_unknown", numbers=answer.numbers, message=f"The answer points to {v.text!r}, which this letter does not have."
        )
        for answer in answers
        for v in answer.verwijzingen
        if v.document == document.id and not known.issuperset(v.numbers)
    )
    return replace(document, answers=answers, flags=document.flags + flags)


def _verwijzingen(document: Document, answer: Answer, known: set[int]) -> list[Verwijzing]:
    found = [(m, numbers_in(m["numbers"])) for p in (_NUMBERED, _QUESTION_ONLY) for m in p.finditer(answer.text)]
    found += [(m, _relative(m, answer, known)) for m in _RELATIVE.finditer(answer.text)]
    verwijzingen = []
    for match, numbers in sorted(found, key=lambda pair: pair[0].start()):
        target = _target(document.id, answer.text, match.end())
        others = tuple(n for n in numbers if target != document.id or n not in answer.numbers)
        if others:
            verwijzingen.append(Verwijzing(text=match[0], document=target, numbers=others, start=match.start(), end=match.end()))
    return verwijzingen


def _relative(match: re.Match[str], answer: Answer, known: set[int]) -> tuple[int, ...]:
    """Return the numbers that 'voorgaande', 'vorige' and 'volgende' mean from where this answer stands."""
    before = sorted(n for n in known if n < answer.numbers[0])
    if match["all"] or match["all2"]:
        return tuple(before)
    if match["one"] or match["one2"]:
        return tuple(before[-1:])
    return tuple(sorted(n for n in known if n > answer.numbers[-1])[:1])


def _target(own: str, text: str, end: int) -> str | None:
    """Return the Document a pointer that ends at `end` means: this one, unless the words after it name another."""
    if not _ELSEWHERE.match(text, end):
        return own
    named = _NAMED_ID.search(text, end, end + _LOOK_AHEAD)
    if not named:
        return None
    return named[1] + named[2] if named[1] else f"ah-tk-{named[3]}{named[4]}-{named[5]}"
