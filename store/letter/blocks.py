"""The lines of a letter in, its blocks out: what stands before the first question, each question, each answer, and remarks.

Knows nothing about footnotes, and not which lines are headings: `numbering` says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from store.letter.numbering import headings_of


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a letter's text, with claimed characters as spaces."""

    text: str
    start: int
    """Offset of the line in the letter's text."""

    @property
    def end(self) -> int:
        """Offset of the line's end."""
        return self.start + len(self.text)


@dataclass(frozen=True, kw_only=True)
class Block:
    """A heading with the text under it."""

    of: Literal["head", "question", "answer", "remark"]
    numbers: tuple[int, ...] = ()
    part: bool = False
    """Whether the heading is of a sub-question, '3a'."""
    line: int = 0
    """1-based line of the heading."""
    start: int
    """Offset of the heading, of the text under it, and of its end."""
    body: int
    end: int


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text."""
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Line(text=line, start=at))
        at += len(line) + 1
    return lines


def cut(lines: Sequence[Line]) -> list[Block]:
    """Cut a letter at its headings; the first block is its head, which may be empty. Every character is in one block."""
    taken = sorted(headings_of([line.text for line in lines]).items())
    blocks = [Block(of="head", start=0, body=0, end=lines[taken[0][0]].start if taken else lines[-1].end)]
    ends = [*(lines[index].start for index, _ in taken), lines[-1].end][1:]
    for (index, found), end in zip(taken, ends, strict=True):
        line = lines[index]
        of: Literal["head", "question", "answer", "remark"] = found.of if found.of in ("question", "answer", "remark") else "head"
        body = line.start if of == "head" else line.start + len(line.text.rstrip()) - len(found.rest)
        blocks.append(Block(of=of, numbers=found.numbers, part=found.part, line=index + 1, start=line.start, body=body, end=end))
    return blocks
