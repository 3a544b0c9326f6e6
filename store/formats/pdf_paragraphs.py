"""The pages of a PDF in, its paragraphs out, each a line with its marks; a paragraph that runs over a page is whole.

Where a paragraph ends is told by distance, indent, type, list marks, and by a line that ends although the next word had still fitted.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from store.formats import manuscript
from store.formats.pdf_layout import LIST_MARK, Column
from store.formats.pdf_lines import Line
from store.formats.pdf_notes import Note, Page, references
from store.lines import joined
from store.raw import Mark

_HEADING = re.compile(
    r"\W*(?-i:V(?:ra(?:ag|gen)|RA(?:AG|GEN))|A(?:ntwoord(?:en)?|NTWOORD(?:EN)?))\b"
    r"(?:\W*(?:(?:vra(?:ag|gen)|op|de|het|bij|deel|en|t/m|tot|met|nrs?|sub)\b|\d{1,3}[a-z]?\b))*\W*",
    re.IGNORECASE,
)
"""Nothing but the words and numbers of a heading over a question or an answer; a wrapped line 'vraag 2.' does not open with a capital."""
_NARROW = 14
"""A column of fewer times the size of its type is a letterhead's, of short lines that are not broken: addresses, dates."""
_HEADS = ("running head", "letterhead")
_ENDED = re.compile(r"[.?!:;…»”’\"')\]\d]$")
_OPENS = re.compile(r"[«“‘\"'(\[]*(?:[A-ZÀ-Þ]|\d)")
_BULLET = re.compile(r"[•·▪‣◦■□➢✓✔*\uf000-\uf0ff] ")


@dataclass(kw_only=True)
class _Paragraph:
    """A paragraph while its lines are joined."""

    lines: list[Line]
    column: Column
    text: manuscript.Line


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What all pages share."""

    known: AbstractSet[str]
    """The document's own words."""
    labels: AbstractSet[str]
    """Of all its notes."""
    leading: Mapping[float, float]
    """Usual distance between lines for each size of type."""


def leading_of(pages: Sequence[Page]) -> dict[float, float]:
    """Measure the usual distance between lines of each size of type."""
    steps: dict[float, Counter[float]] = {}
    for column in (column for page in pages for column in page.columns):
        for (above, *_), (below, *_) in pairwise(column.rows):
            step = round(above.base - below.base, 1)
            if 0 < step < 3 * below.size and abs(above.size - below.size) < 0.5:
                steps.setdefault(round(below.size), Counter())[step] += 1
    return {size: counts.most_common(1)[0][0] for size, counts in steps.items()}


def paragraphs(pages: Sequence[Page], furniture: Sequence[Mapping[Line, str]], paper: Paper) -> Iterator[manuscript.Line]:
    """Yield the paragraphs of all pages in order; what stood in the middle of one on paper comes after it."""
    current: _Paragraph | None = None
    waiting: list[manuscript.Line] = []
    for page, extras in zip(pages, furniture, strict=True):
        waiting += [_extra(line, label) for line, label in extras.items() if label in _HEADS]
        for column in page.columns:
            for row in column.rows:
                if current and _goes_on(current, row, column, paper):
                    _join(current, row[0], column, paper)
                else:
                    yield from [current.text, *waiting] if current else waiting
                    waiting = []
                    current = _begun(row, column, paper)
                waiting += [_note(note, paper) for note in page.inside.get(row[0], ())]
        waiting += [_note(note, paper) for note in page.notes]
        waiting += [_extra(line, label) for line, label in extras.items() if label not in _HEADS]
    yield from [current.text, *waiting] if current else waiting


def _extra(line: Line, label: str) -> manuscript.Line:
    return manuscript.furniture(manuscript.Line(line.text), label)


def _note(note: Note, paper: Paper) -> manuscript.Line:
    text = ""
    for line in note.lines:
        text = joined(text, line.text, paper.known)
    return manuscript.note([manuscript.Line(text)], note.label, note.printed)


def _begun(row: Sequence[Line], column: Column, paper: Paper) -> _Paragraph:
    text = manuscript.Line()
    for cell in row:
        text.append(_marked(cell, paper), "\t" if text else "")
    return _Paragraph(lines=[row[0] if len(row) == 1 else row[-1]], column=column, text=text)


def _marked(line: Line, paper: Paper) -> manuscript.Line:
    marks = [Mark(kind="reference", start=start, end=end, label=label) for start, end, label in references(line, paper.labels)]
    return manuscript.Line(line.text, marks)


def _join(paragraph: _Paragraph, line: Line, column: Column, paper: Paper) -> None:
    whole = joined(paragraph.text.text, line.text, paper.known)
    at = len(whole) - len(line.text)
    marks = [
        *paragraph.text.marks,
        *(Mark(kind=m.kind, start=m.start + at, end=m.end + at, label=m.label) for m in _marked(line, paper).marks),
    ]
    paragraph.text = manuscript.Line(whole, marks)
    paragraph.lines.append(line)
    paragraph.column = column


def _goes_on(paragraph: _Paragraph, row: Sequence[Line], column: Column, paper: Paper) -> bool:
    """Tell whether a row is the next line of a paragraph."""
    last, line = paragraph.lines[-1], row[0]
    if len(row) > 1:
        return False
    if "\t" in paragraph.text.text:
        return _continues_cell(last, line, paper)
    if (
        abs(last.size - line.size) > 0.08 * line.size
        or last.bold != line.bold
        or _HEADING.fullmatch(line.text)
        or _HEADING.fullmatch(last.text)
    ):
        return False
    if paragraph.column is column and not _is_near(last, line, paper):
        return False
    if _opens_item(last, line, paragraph.column):
        return False
    return not _ended_early(last, line, paragraph.column) and _stands_under(paragraph, line, column)


def _is_near(last: Line, line: Line, paper: Paper) -> bool:
    usual = paper.leading.get(round(line.size), 1.2 * line.size)
    return 0 < last.base - line.base < 1.25 * usual


def _continues_cell(last: Line, line: Line, paper: Paper) -> bool:
    """Tell whether a line goes on in the last cell of a row: 'Betreft' and a subject of two lines."""
    return last.page == line.page and abs(last.left - line.left) < 2 and abs(last.size - line.size) < 0.5 and _is_near(last, line, paper)


def _opens_item(last: Line, line: Line, column: Column) -> bool:
    if _BULLET.match(line.text):
        return True
    mark = LIST_MARK.match(line.text)
    if not mark or mark.end() == len(line.text):
        return False
    ended, room = bool(_ENDED.search(last.text)) or last.text.endswith(","), _slack(last, line, column) > 0
    hangs = line.second_word - line.left - line.first_word > 0.6 * line.size
    if mark[0].isdigit():
        return hangs and (ended or room)
    return ended or (room and (hangs or mark[0][-1] in ".):"))


def _slack(last: Line, line: Line, column: Column) -> float:
    """Return how much room the last line had left after the first word of the next."""
    return column.right - last.right - line.first_word - 0.3 * line.size


def _ended_early(last: Line, line: Line, column: Column) -> bool:
    if last.text.endswith(("-", "/", "\u00ad")):
        return False
    slack = _slack(last, line, column)
    if slack > 0.4 * (column.right - column.left) or (last.text.endswith((":", ";")) and slack > 0.5 * line.size):
        return True
    opens = bool(_OPENS.match(line.text))
    if opens and column.right - column.left < _NARROW * line.size:
        return True
    return opens and slack > (0.5 * line.size if _ENDED.search(last.text) else 0.2 * (column.right - column.left))


def _stands_under(paragraph: _Paragraph, line: Line, column: Column) -> bool:
    """Tell whether a line's left edge is where the next line of the paragraph would have it."""
    first, last = paragraph.lines[0], paragraph.lines[-1]
    indent = line.left - (column.left - paragraph.column.left) - last.left
    edge = 0.8 * line.size
    if abs(indent) < edge:
        return True
    if len(paragraph.lines) > 1:
        return False
    hanging = abs(line.left - first.second_word) < 2 or not _OPENS.match(line.text)
    return hanging if indent > 0 else indent > -5 * line.size
