"""Stretches of a raw text in, a clean text out of which every character knows where it stood; knows lines and paragraphs, not letters."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from store.lines import joined

_ENDS = re.compile(r"[.?!:;…][\"'’”»)\]]*$")
_LONG = 40
"""Characters from which a line may be one that the page's edge broke off."""
_BROKEN = 0.12
_PAIRS = 0.25
"""Extracted pages have .17 or more of their long lines broken off, and .4 or more of all lines long and followed by one; exports .08."""
_ITEM = re.compile(r"(?:[-–•·*o▪]|\d{1,2}[.)]|[a-z][.)])\s")
_GLUED = ".,;:)"
"""Signs that stand against the word before them, also when a raised digit stood between."""
_TABLE_GAP = re.compile(r"(?<=\S)[^\S\n\t]*\t\s*(?=\S)")


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A place where a footnote is referred to."""

    label: str
    mark: int
    """Offset of the mark in the raw text."""
    start: int
    """Offset in the raw text from which the mark counts as read; that of the mark, unless it stood in a heading."""


@dataclass(frozen=True, kw_only=True)
class Traced:
    """A clean text: spaces folded, lines joined to paragraphs, a blank line between paragraphs."""

    text: str
    offsets: tuple[int, ...]
    """For each character the offset in the raw text where it stood; -1 for white space that was put in."""
    references: tuple[tuple[Reference, int], ...] = ()
    """Each reference with the offset in `text` where it stood."""

    def part(self, start: int, end: int) -> "Traced":
        """Return a stretch of it, without the white space around it."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        inside = tuple((ref, at - start) for ref, at in self.references if start <= at <= end)
        return Traced(text=self.text[start:end], offsets=self.offsets[start:end], references=inside)

    def followed_by(self, other: "Traced") -> "Traced":
        """Return both texts, a blank line between them when neither is empty."""
        if not self.text or not other.text:
            return other if not self.text else self
        shift = len(self.text) + 2
        return Traced(
            text=f"{self.text}\n\n{other.text}",
            offsets=(*self.offsets, -1, -1, *other.offsets),
            references=(*self.references, *((ref, at + shift) for ref, at in other.references)),
        )

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """Yield where each paragraph starts and ends."""
        for match in re.finditer(r"(?:(?!\n\n).)+", self.text, re.DOTALL):
            yield match.span()


def wrapped(lines: Sequence[str]) -> bool:
    """Say whether lines are those of a printed page: many long ones, a good part of which break off in the middle of a sentence."""
    stripped = [line.strip() for line in lines]
    pairs = [(line, after) for line, after in pairwise(stripped) if len(line) >= _LONG and after]
    broken = sum(after[0].islower() and not _ENDS.search(line) for line, after in pairs)
    return broken >= 2 and broken >= _BROKEN * len(pairs) and len(pairs) >= _PAIRS * sum(map(bool, stripped))


class _Writing:
    """The clean text while it is written: characters with where they stood, and references."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.offsets: list[int] = []
        self.references: list[tuple[Reference, int]] = []

    def put(self, characters: str, offsets: Iterable[int]) -> None:
        self.text += characters
        self.offsets += offsets

    def gap(self, white: str) -> None:
        self.put(white, [-1] * len(white))

    def drop_last(self) -> None:
        self.text.pop()
        self.offsets.pop()

    def refer(self, reference: Reference) -> None:
        self.references.append((reference, len(self.text)))

    def tail(self, length: int = 80) -> str:
        return "".join(self.text[-length:])


def compose(
    raw: str, stretches: Iterable[tuple[int, int]], references: Sequence[Reference], known: Set[str] = frozenset(), *, page: bool = False
) -> Traced:
    """Write stretches of a raw text as clean paragraphs.

    `known` are the letter's own words (`lines.words`). With `page` the lines are those of a printed page, which end where the page does:
    a paragraph then ends with a sentence, else each line is a paragraph, unless it goes on in lower case.
    """
    writing = _Writing()
    broken = True
    for line in _lines(raw, stretches, references):
        marked = any(reference for _, _, reference in line)
        while line and not line[0][0].strip():
            # A mark before a line's first word belongs to the line above it: raised digits slip down in extracted texts.
            if reference := line.pop(0)[2]:
                writing.refer(reference)
        if not line:
            broken = broken or not marked
            continue
        _go_on(writing, "".join(character for character, _, _ in line).strip(), known, broken=broken, page=page)
        _write_line(writing, line)
        broken = False
    return _finished(writing)


def _lines(
    raw: str, stretches: Iterable[tuple[int, int]], references: Sequence[Reference]
) -> Iterator[list[tuple[str, int, Reference | None]]]:
    """Yield lines of (character, offset, None), with ('', offset, reference) where a reference stood."""
    waiting = sorted(references, key=lambda reference: reference.start)
    line: list[tuple[str, int, Reference | None]] = []
    for start, end in stretches:
        for offset in range(start, end):
            while waiting and waiting[0].start <= offset:
                line.append(("", offset, waiting.pop(0)))
            if raw[offset] == "\n":
                yield line
                line = []
            else:
                line.append((raw[offset], offset, None))
    line += [("", reference.start, reference) for reference in waiting]
    yield line


def _go_on(writing: _Writing, line: str, known: Set[str], *, broken: bool, page: bool) -> None:
    """Write what stands between the text so far and a line: nothing, a space or a blank line; a hyphen of the page goes."""
    if not writing.text:
        return
    before = writing.tail()
    if not _same_paragraph(before, line, broken=broken, page=page):
        writing.gap("\n\n")
        return
    if line[0] in _GLUED:
        return
    head = line[:80]
    together = joined(before, head, known)
    if together.startswith(before):
        writing.gap(together[len(before) : len(together) - len(head)])
    else:
        writing.drop_last()


def _same_paragraph(before: str, line: str, *, broken: bool, page: bool) -> bool:
    if _ITEM.match(line) and not before.endswith("-"):
        return False
    if page:
        return line[0] in _GLUED or not _ENDS.search(before)
    hyphen = before.endswith("-") and before[-2:-1].isalpha()
    return not broken and line[0].islower() and (before[-1].isalnum() or before[-1] == "," or hyphen)


def _write_line(writing: _Writing, line: list[tuple[str, int, Reference | None]]) -> None:
    """Write a line with its white space folded; a tab between the cells of a table stays."""
    text = "".join(character for character, _, _ in line)
    table = bool(_TABLE_GAP.search(text)) and not _ITEM.match(text.strip())
    white = ""
    begun = False
    for character, offset, reference in line:
        if reference:
            writing.refer(reference)
        elif character.isspace():
            white += character
        else:
            if white and begun:
                writing.put("\t" if table and "\t" in white else " ", [-1])
            begun, white = True, ""
            writing.put(character, [offset])


def _finished(writing: _Writing) -> Traced:
    return Traced(text="".join(writing.text), offsets=tuple(writing.offsets), references=tuple(writing.references))
