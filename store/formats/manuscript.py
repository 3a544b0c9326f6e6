"""Lines with their marks in, one RawText out; shared by the formats that know a document's structure; knows no format itself."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from store.errors import DocumentUnreadable
from store.raw import Mark, RawText


class Line:
    """A paragraph, or a row of a table, while it is being written."""

    def __init__(self, text: str = "", marks: Iterable[Mark] = (), notes: Iterable["Line"] = ()) -> None:
        """Begin a line with text, with marks whose offsets count from its start, and with the notes it refers to."""
        self._parts = [text] if text else []
        self.length = len(text)
        self.marks = list(marks)
        self.notes = list(notes)
        """They come out as lines of their own after it."""

    def __bool__(self) -> bool:
        """Tell whether anything is printed on the line or below it."""
        return bool(self.text.strip() or self.marks or self.notes)

    @property
    def text(self) -> str:
        """Return what is written; a '\\n' in it is a line break the writer typed."""
        # A paragraph may come in a hundred thousand pieces, which are joined once.
        self._parts = ["".join(self._parts)]
        return self._parts[0]

    @property
    def last(self) -> str:
        """Return the last character, '' when nothing is written."""
        return self._parts[-1][-1:] if self._parts else ""

    def write(self, text: str) -> None:
        """Append text."""
        if text:
            self._parts.append(text)
            self.length += len(text)

    def mark(self, kind: Literal["reference", "note", "furniture"], text: str, label: str) -> None:
        """Append text under a mark; '' gives a mark of zero width."""
        start = self.length
        self.write(text)
        self.marks.append(Mark(kind=kind, start=start, end=self.length, label=label))

    def append(self, other: "Line", separator: str = "") -> None:
        """Append another line, with its marks and notes."""
        self.write(separator)
        self.marks += [_moved(mark, self.length) for mark in other.marks]
        self.write(other.text)
        self.notes += other.notes


def flat(lines: Iterable[Line], separator: str) -> Line:
    """Return lines as one line without line breaks; lines without text leave no separator."""
    whole = Line()
    for line in lines:
        whole.append(Line(line.text.replace("\n", " "), line.marks, line.notes), separator if whole.length and line.text.strip() else "")
    return whole


def note(lines: Sequence[Line], label: str, printed: str = "") -> Line:
    """Return the line of a note: its number where it is `printed`, as furniture, then its paragraphs under one mark.

    A note without text is a mark of zero width.
    """
    line = Line()
    if printed:
        line.mark("furniture", f"{printed} ", "note number")
    text = " ".join(" ".join(line.text for line in lines).split())
    line.mark("note", text, label)
    return line


def furniture(line: Line, label: str) -> Line:
    """Return a line of which nothing is the letter's own text; a line without text, or known as furniture before, as it is."""
    if not line.text.strip() or any(m.kind == "furniture" and not m.start and m.end == len(line.text) for m in line.marks):
        return line
    return Line(line.text, [Mark(kind="furniture", start=0, end=line.length, label=label)], line.notes)


def table(rows: Sequence[Sequence[Sequence[Line]]]) -> list[Line]:
    """Return the lines of a table of rows of cells of lines: tabs between cells.

    A row with one filled cell is lay-out: its lines stand by themselves. After a cell of several lines the next begins a line of
    its own, so that a heading in a cell is never in the middle of a line. Notes come after the table, unless all of it is lay-out.
    """
    lines = [line for row in rows for line in _row([[line for line in cell if line] for cell in row])]
    if lines and any(sum(map(_filled, row)) > 1 for row in rows):
        notes = [note for line in lines for note in line.notes]
        for line in lines:
            line.notes = []
        lines[-1].notes = notes
    return lines


def raw_text(origin: str, lines: Iterable[Line]) -> RawText:
    """Put lines and their notes under each other; DocumentUnreadable when there is no text among them."""
    text: list[str] = []
    marks: list[Mark] = []
    at = 0
    for line in _with_notes(lines):
        marks += sorted((_moved(mark, at) for mark in line.marks), key=lambda mark: (mark.start, mark.end))
        text.append(line.text)
        at += len(line.text) + 1
    whole = "\n".join(text)
    if not whole.strip():
        raise DocumentUnreadable(f"{origin} holds no text (only pictures, perhaps); give a file with the letter as text.")
    return RawText(origin=origin, text=whole, marks=tuple(marks))


def _with_notes(lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        yield line
        yield from line.notes


def _row(cells: Sequence[Sequence[Line]]) -> list[Line]:
    if sum(map(bool, cells)) <= 1:
        return [line for cell in cells for line in cell]
    cells = cells[: max(n for n, cell in enumerate(cells, start=1) if cell)]
    lines = [flat(cells[0], " ")] if len(cells[0]) < 2 else list(cells[0])
    for before, cell in pairwise(cells):
        if len(before) > 1:
            lines.append(Line())
        for number, line in enumerate(cell or [Line()]):
            if number:
                lines.append(Line())
            lines[-1].append(flat([line], " "), "\t" if not number and len(before) < 2 else "")
    return lines


def _filled(cell: Sequence[Line]) -> bool:
    return any(cell)


def _moved(mark: Mark, by: int) -> Mark:
    return replace(mark, start=mark.start + by, end=mark.end + by)
