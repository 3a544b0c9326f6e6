"""The columns of all pages in, the footnotes at their feet out, each whole; and which raised marks in running text refer to one.

A note is set in smaller type and opens with its label, raised or not. It knows nothing of letters.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise

from store.formats.pdf_layout import Column
from store.formats.pdf_lines import Line

Row = tuple[Line, ...]

_SMALL = 0.93
_LABEL = re.compile(r"\(?(\d{1,3}|[*†‡§]{1,3}|[ivxlc]{1,6}|[a-z])\)?")
_TYPED_LABEL = re.compile(r"(\d{1,3}|[*†‡§]{1,3}|[ivx]{1,5}(?=\)))(?:\)(?= )|(?= +[^\Wa-z\d_]| +[«“‘\"'(]| +(?:https?:|www)))")
_ORDINAL = re.compile(r"(?:e|de|ste|er|ère|o|a|th|st|nd|rd|TM|SM)")
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kcdmhµ]?m|[kK]g/m|CO|NO|H)$")


@dataclass(kw_only=True)
class Note:
    """A footnote while its lines are gathered."""

    label: str
    printed: str
    """The label as it stands before the text: '1', '1)'."""
    lines: list[Line]


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page without its notes."""

    columns: tuple[Column, ...]
    notes: tuple[Note, ...]
    """Those that begin at the foot of this page or of one of its columns."""
    inside: Mapping[Line, tuple[Note, ...]]
    """Those that stand in the middle of a column, by the first line of the row above them."""


def without_notes(pages: Sequence[Sequence[Column]], body: float) -> list[Page]:
    """Take the notes out of the columns of every page; a note that runs on at the foot of the next page is one note."""
    made: list[Page] = []
    last: Note | None = None
    for page in pages:
        columns: list[Column] = []
        notes: list[Note] = []
        inside: dict[Line, tuple[Note, ...]] = {}
        for column in page:
            rows, found = _split(column, body, last if not notes else notes[-1])
            for note, above in found:
                if rows and above and above is not rows[-1]:
                    inside[above[0]] = (*inside.get(above[0], ()), note)
                else:
                    notes.append(note)
            if rows:
                columns.append(replace(column, rows=tuple(rows)))
        # only the last note of the page just before can run on
        last = notes[-1] if notes else None
        made.append(Page(columns=tuple(columns), notes=tuple(notes), inside=inside))
    return made


def _split(column: Column, body: float, open_note: Note | None) -> tuple[list[Row], list[tuple[Note, Row | None]]]:
    """Return the rows that are no notes, and each note with the row above it; the rest of a note from the page before is added to it."""
    rows = column.rows
    kept: list[Row] = []
    notes: list[tuple[Note, Row | None]] = []
    foot = _foot(rows, body)
    runs_on = open_note if _runs_on(rows, foot, open_note, body) else None
    current: Note | None = None
    for index, row in enumerate(rows):
        first_rest = runs_on is not None and index == foot
        current = runs_on if first_rest else current
        if started := _started(row, body, index >= foot > 0):
            current = started
            notes.append((started, kept[-1] if kept else None))
        elif current and (first_rest or _belongs(row, rows[index - 1], body)):
            current.lines.append(_flat(row))
        else:
            current = None
            kept.append(row)
    return kept, notes


def _foot(rows: Sequence[Row], body: float) -> int:
    """Return the index of the first of the rows in small type that end a column."""
    foot = len(rows)
    while foot and _is_small(rows[foot - 1], body):
        foot -= 1
    return foot


def _is_small(row: Row, body: float) -> bool:
    return all(line.size < _SMALL * body for line in row)


def _started(row: Row, body: float, at_foot: bool) -> Note | None:
    line = _flat(row)
    if not _is_small(row, body):
        return None
    end = line.raised[0][1] if line.raised and line.raised[0][0] == 0 else 0
    label = _LABEL.fullmatch(line.text[:end]) or (_TYPED_LABEL.match(line.text) if at_foot else None)
    if not label or len(line.text) == label.end():
        return None
    end = label.end()
    rest = line.text[end:].lstrip()
    lost = len(line.text) - len(rest)
    raised = tuple((a - lost, b - lost) for a, b in line.raised if a >= lost)
    opened = replace(line, text=rest, raised=raised, left=line.second_word if rest != line.text[end:] else line.left)
    return Note(label=_plain(label[1]), printed=line.text[:end], lines=[opened])


def _belongs(row: Row, above: Row, body: float) -> bool:
    return _is_small(row, body) and len(row) == 1 and above[0].base - row[0].base < 1.8 * row[0].size


def _runs_on(rows: Sequence[Row], foot: int, note: Note | None, body: float) -> bool:
    """Tell whether the small type at the foot of a column opens with the rest of the last note of the page before."""
    if note is None or foot == len(rows) or _started(rows[foot], body, True) or len(rows[foot]) > 1:
        return False
    line, last = rows[foot][0], note.lines[-1]
    alike = abs(line.size - last.size) < 0.05 * body and last.page == line.page - 1 and not line.bold
    apart = foot == 0 or rows[foot - 1][0].base - line.base > 1.5 * line.size
    ended = last.text.endswith((".", "!", "?", ")")) and not line.text[:1].islower()
    return alike and apart and not ended and _is_unbroken(rows[foot:], body)


def _is_unbroken(rows: Sequence[Row], body: float) -> bool:
    """Tell whether rows follow each other closely until the next note begins or the column ends."""
    for above, below in pairwise(rows):
        if _started(below, body, True):
            return True
        if not _belongs(below, above, body):
            return False
    return True


def _flat(row: Row) -> Line:
    if len(row) == 1:
        return row[0]
    return replace(row[0], text="\t".join(line.text for line in row), right=row[-1].right)


def references(line: Line, labels: AbstractSet[str]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and label of the raised marks of a line that refer to a note; `labels` are those of all notes."""
    for start, end in line.raised:
        before = line.text[:start]
        if _ORDINAL.fullmatch(line.text[start:end]) and before[-1:].isdigit():
            continue
        for mark in re.finditer(r"\d{1,3}|[*†‡§]{1,3}|[^\W\d_]{1,6}", line.text[start:end]):
            label = _plain(mark[0])
            power = _UNIT.search(before) or (before[-1:].isdigit() and label not in labels)
            if not power and (label in labels or label.isdigit()):
                yield start + mark.start(), start + mark.end(), label


def _plain(label: str) -> str:
    return unicodedata.normalize("NFKC", label)
