"""Two Documents in, whether they are one letter out: under another name, or in another format, with what each extraction does to it.

Compared on letters only: case, spaces, hyphens, punctuation and the figures of footnote marks differ between a .docx and a .pdf.
An answer, its deferral and a later 'nader' answer share numbers and questions and are not the same letter.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import zip_longest

from store.records import Document

_NO_LETTER = re.compile(r"[\W\d_]+")
_NUMBER = re.compile(r"\d[\d.,]*\d")
_SHINGLE = 12
"""Letters compared at a time."""
_ALIKE = 0.85
"""Share of the stretches of letters that two extractions of one letter have in common, when they bear the same number …"""
_VERY_ALIKE = 0.95
"""… and when no number says that they are the same."""
_ENOUGH = 200
"""Letters below which only equal texts are the same letter."""
_PREFIX = 80


class Text:
    """What is compared of a Document: its questions and answers as letters only, and the numbers in them."""

    def __init__(self, document: Document) -> None:
        """Take a Document; nothing is computed until it is compared."""
        self.document = document

    @cached_property
    def questions(self) -> str:
        """The letters of all questions."""
        return letters("".join(question.text for question in self.document.questions))

    @cached_property
    def answers(self) -> str:
        """The letters of all answers."""
        return letters("".join(answer.text for answer in self.document.answers))

    @cached_property
    def figures(self) -> Counter[str]:
        """Numbers of three figures and more: shorter ones are often footnote marks."""
        found = (re.sub(r"\D", "", match[0]) for text in _texts(self.document) for match in _NUMBER.finditer(text))
        return Counter(number for number in found if len(number) > 2)

    @cached_property
    def digest(self) -> str:
        """What two Documents with the same text share; 64 hexadecimal digits."""
        numbers = " ".join(sorted(self.figures.elements()))
        return hashlib.sha256(f"{self.document.kind}\n{self.questions}\n{self.answers}\n{numbers}".encode()).hexdigest()

    def keys(self) -> Iterator[int]:
        """Yield small keys; two Documents that may be the same letter share at least one."""
        document = self.document
        for name in {document.id, document.zaaknummer, *document.zaaknummers, document.aanhangselnummer} - {None}:
            yield _key(f"number {name}")
        yield _key(self.digest)
        for text in _texts(document)[:6]:
            begin = letters(text)[:_PREFIX]
            if len(begin) > _PREFIX // 2:
                yield _key(f"begin {begin}")


def _texts(document: Document) -> list[str]:
    """The texts of questions and answers, in turn: the first ones of each stand near the beginning."""
    both = zip_longest((question.text for question in document.questions), (answer.text for answer in document.answers), fillvalue="")
    return [text for pair in both for text in pair]


def letters(text: str) -> str:
    """Return the letters of a text, in lower case and without accents; nothing else of it."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKD", text).casefold())


def same_letter(one: Text, other: Text, *, same_format: bool) -> bool:
    """Say whether two Documents are one letter.

    Files of one format are extracted alike, so that any other letter or number between them is meant; formats differ a little.
    """
    a, b = one.document, other.document
    if a.kind != b.kind or _at_odds(set(_zaaknummers(a)), set(_zaaknummers(b))):
        return False
    shared = bool(set(_zaaknummers(a)) & set(_zaaknummers(b))) or bool(a.aanhangselnummer and a.aanhangselnummer == b.aanhangselnummer)
    if not shared and (_differ(a.aanhangselnummer, b.aanhangselnummer) or _differ(a.answered_on, b.answered_on)):
        return False
    if one.digest == other.digest:
        return True
    if same_format or min(len(one.questions + one.answers), len(other.questions + other.answers)) < _ENOUGH:
        return False
    least = _ALIKE if shared else _VERY_ALIKE
    apart = sum(((one.figures - other.figures) + (other.figures - one.figures)).values())
    return (
        apart <= 2 + sum(one.figures.values()) // 10
        and _likeness(one.answers, other.answers) >= least
        and (not one.questions or not other.questions or _likeness(one.questions, other.questions) >= least)
    )


def _zaaknummers(document: Document) -> tuple[str, ...]:
    return document.zaaknummers or ((document.zaaknummer,) if document.zaaknummer else ())


def _at_odds(one: set[str], other: set[str]) -> bool:
    return bool(one and other and not one & other)


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _likeness(one: str, other: str) -> float:
    """Share of the stretches of two texts that both have, in [0, 1]; 1 for two that are empty."""
    a, b = ({text[at : at + _SHINGLE] for at in range(max(1, len(text) - _SHINGLE + 1))} for text in (one, other))
    return len(a & b) / len(a | b)


def _key(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")
