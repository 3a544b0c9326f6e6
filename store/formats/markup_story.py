"""A tree of marked-up text and the role of each of its elements in, its lines out, with an empty line after each paragraph and table.

Knows no vocabulary and no letters.

The tree is walked element by element, without recursion, so that nesting costs nothing.
"""

import re
from enum import Enum, auto
from typing import Protocol

from lxml import etree

from store.formats import manuscript
from store.formats.manuscript import Line
from store.formats.xmltree import Element

_WHITE = re.compile("[ \t\r\n\f]+")


class Role(Enum):
    """What an element does to the text in it."""

    BLOCK = auto()
    """Stands on lines of its own."""
    INLINE = auto()
    WORD = auto()
    """Inline, and not glued to the word before it: parts of a name."""
    BREAK = auto()
    ITEM_NUMBER = auto()
    """Stands on the line of the block that follows it."""
    AS_TYPED = auto()
    """A block whose line ends and spaces count."""
    TABLE = auto()
    ROW = auto()
    CELL = auto()
    NOTE = auto()
    """A footnote; in a running line it is also its own reference."""
    NOTE_NUMBER = auto()
    """The number in a note."""
    REFERENCE = auto()
    """Refers to a note that stands elsewhere."""
    FURNITURE = auto()
    """A block that is no part of the letter."""
    OUT = auto()
    """No reader sees it."""


class Vocabulary(Protocol):
    """Says what the elements of one kind of document mean."""

    def role(self, element: Element) -> Role:
        """Return the role of an element; asked once, at its start."""
        ...

    def label(self, element: Element) -> str:
        """Return the label of a note or reference, or what a piece of furniture is."""
        ...

    def before(self, element: Element) -> str:
        """Return what a reader sees before an element's text though the file does not say it: the number of a list item; '' mostly."""
        ...


class Story:
    """Walks one tree; `lines` is what it holds."""

    def __init__(self, root: Element, vocabulary: Vocabulary) -> None:
        """Walk a tree from its root."""
        self._vocabulary = vocabulary
        self._flows: list[list[Line]] = [[]]
        self._line = Line()
        self._held: list[Line] = []
        """The lines that were being written where notes and tables began in them."""
        self._numbered = False
        self._tables: list[list[list[list[Line]]]] = []
        self._notes: list[str | None] = []
        """For each open note the number printed in it; None when its reference has printed it."""
        self._furniture: list[str] = []
        self._typed = 0
        self._walk(root)
        self._end_line()
        self.lines = self._flows[0]

    def _walk(self, root: Element) -> None:
        roles: list[Role] = []
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if not isinstance(element.tag, str):
                # The name of a character that only a DTD explains: '&naam;'.
                self._write(element.text + (element.tail or "") if event == "start" else "")
            elif event == "start":
                roles.append(self._vocabulary.role(element))
                if roles[-1] in (Role.OUT, Role.REFERENCE, Role.NOTE_NUMBER):
                    self._whole(roles[-1], element)
                    walker.skip_subtree()
                else:
                    self._start(roles[-1], element)
                    self._write(element.text)
            else:
                self._end(roles.pop(), element)
                if element is not root:
                    self._write(element.tail)

    def _whole(self, role: Role, element: Element) -> None:
        """Take an element whose inner elements say nothing."""
        text = " ".join("".join(element.itertext()).split())
        if role is Role.REFERENCE:
            self._line.mark("reference", text, self._vocabulary.label(element))
            self._numbered = False
        elif role is Role.NOTE_NUMBER and self._notes:
            if self._notes[-1] is not None:
                self._notes[-1] += text
        elif role is Role.NOTE_NUMBER:
            self._line.mark("furniture", text, "note number")

    def _start(self, role: Role, element: Element) -> None:
        if role is Role.WORD and (self._line.last.isalnum() or self._line.last == "."):
            self._line.write(" ")
        elif role is Role.BREAK:
            self._line.write("\n")
        elif role is Role.NOTE:
            self._start_note(element)
        elif role not in (Role.INLINE, Role.WORD, Role.ITEM_NUMBER) and not (role is Role.BLOCK and self._numbered):
            self._end_line()
        if role is Role.FURNITURE:
            self._furniture.append(self._vocabulary.label(element))
        elif role is Role.AS_TYPED:
            self._typed += 1
        elif role is Role.TABLE:
            self._tables.append([])
        elif role is Role.ROW and self._tables:
            self._tables[-1].append([])
        elif role is Role.CELL:
            self._flows.append([])
        before = self._vocabulary.before(element)
        if before and role is Role.NOTE:
            self._notes[-1] = before.strip()
        elif before:
            self._line.write(before)
            self._numbered = before.endswith(" ") and role is Role.BLOCK and not before.strip().isalpha()

    def _end(self, role: Role, element: Element) -> None:
        if role is Role.ITEM_NUMBER:
            self._line.write(" ")
            self._numbered = True
        elif role is Role.NOTE:
            self._end_note(element)
        elif role in (Role.BLOCK, Role.FURNITURE, Role.AS_TYPED, Role.TABLE, Role.ROW, Role.CELL):
            self._end_line()
        if role is Role.FURNITURE:
            self._furniture.pop()
        elif role is Role.AS_TYPED:
            self._typed -= 1
        elif role is Role.TABLE:
            self._flows[-1] += [*manuscript.table(self._tables.pop()), Line()]
        elif role is Role.CELL:
            lines = self._flows.pop()
            if self._tables and self._tables[-1]:
                self._tables[-1][-1].append(lines)
            else:
                self._flows[-1] += lines

    def _start_note(self, element: Element) -> None:
        label = self._vocabulary.label(element)
        runs_on = bool(self._line.text.strip())
        if runs_on:
            self._line.mark("reference", label, label)
        self._held.append(self._line)
        self._line = Line()
        self._flows.append([])
        self._notes.append(None if runs_on else "")

    def _end_note(self, element: Element) -> None:
        self._end_line()
        note = manuscript.note(self._flows.pop(), self._vocabulary.label(element), self._notes.pop() or "")
        self._line = self._held.pop()
        if self._line.text.strip():
            self._line.notes.append(note)
        else:
            self._flows[-1] += [note, Line()]

    def _write(self, text: str | None) -> None:
        if not text:
            return
        if not self._typed:
            text = _WHITE.sub(" ", text)
            if self._line.last in ("", " ", "\n"):
                text = text.removeprefix(" ")
        self._line.write(text)
        if text.strip():
            self._numbered = False

    def _end_line(self) -> None:
        line, self._line, self._numbered = self._line, Line(), False
        if line:
            # What the file says is a paragraph is shown to be one, by an empty line after it.
            self._flows[-1] += [manuscript.furniture(line, self._furniture[-1]) if self._furniture else line, Line()]
