"""The lines of printed pages, as others extracted them from a PDF, in; the footnotes at the pages' feet, with where they belong, out.

Such a text has lost what is raised: a mark is a digit after a sentence ('bezuiniging?1') or on a line of its own, a note is a line that
starts with its number ('1NOS, 29 oktober 2024'). Notes count up through a publication, and that is what tells them from other digits.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from store.letter.blocks import Line
from store.raw import Mark

_MOST_LINES = 40
"""Lines of notes at the foot of one page."""


def page_notes(text: str, lines: Sequence[Line], page_ends: Sequence[int]) -> Iterator[Mark]:
    """Yield notes and references of a text whose pages end at the lines `page_ends` (indexes of the first line of each foot)."""
    number = 1
    at = 0
    for begin, end in pairwise([0, *page_ends]):
        page = [line for line in lines[begin:end] if line.text.strip()]
        starts = _notes_of(page, number)
        if not starts:
            continue
        body_end = page[starts[0]].start
        for index, following in pairwise([*starts, len(page)]):
            line, label = page[index], str(number)
            label_at = line.start + line.text.index(label)
            yield Mark(kind="furniture", start=label_at, end=label_at + len(label), label="footnote mark")
            yield Mark(kind="note", start=label_at + len(label), end=page[following - 1].end, label=label)
            if (found := _reference(text, label, at, body_end)) is not None:
                yield found
                at = found.end
            number += 1


def _notes_of(page: Sequence[Line], number: int) -> list[int]:
    """Return the lines of a page that start its notes, when from one of them on the notes count up from `number`."""
    for first in range(max(0, len(page) - _MOST_LINES), len(page)):
        if not _starts_note(page[first].text, number):
            continue
        starts = [first]
        for index in range(first + 1, len(page)):
            if _starts_note(page[index].text, number + len(starts)):
                starts.append(index)
        return starts
    return []


def _starts_note(line: str, number: int) -> bool:
    """Say whether a line starts with a note's number: text follows at once, or it is a year; '19 september' is no note 1."""
    rest = re.fullmatch(rf"\s*{number}(?P<rest>\S.*)", line)
    return bool(rest and re.match(r"(?:19|20)\d\d\b|https?:|[^\W\d_a-z]|[«“‘\"'(]|[a-z]\w+[.:/]", rest["rest"]))


def _reference(text: str, label: str, begin: int, end: int) -> Mark | None:
    """Return where a raised number stood: glued to a word or alone on a line, else at the start of a line that goes on after it."""
    glued = rf"(?:(?<=[.?!,;:»”’\")\]])|(?<=[^\W\d_A-Z][^\W\d_A-Z][^\W\d_A-Z])){label}(?=$|[\s.,;:?!)])"
    alone = rf"(?:(?<=\n)|(?<=\n\d\s)|(?<=\n\d\d\s)){label}(?=\)?\s*\n|\s\d{{1,2}}\s*\n)"
    before_a_sentence = rf"(?<=[.?!:»”]\n){label}(?=\s+[A-Z(«])"
    inside_a_sentence = rf"(?<=[^.?!:;\n]\n){label}(?=\)?[.,;:)]?\s)"
    for form in (rf"{glued}|{alone}", f"{before_a_sentence}|{inside_a_sentence}"):
        if found := re.compile(form, re.MULTILINE).search(text, begin, end):
            return Mark(kind="reference", start=found.start(), end=found.end() + (text[found.end() : found.end() + 1] == ")"), label=label)
    return None
