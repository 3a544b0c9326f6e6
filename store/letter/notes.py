"""A letter's text in, its footnotes' marks and texts out, where it has them in the notation of text exports.

The notation is that of common exports of Word: '[footnoteRef:1]' where the mark stood and '[1:  text]' at the end of the paragraph, with
'[bookmark: …]' and '[image: …]' anywhere. Knows nothing about questions.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from store.raw import Mark

_EXPORT_MARK = re.compile(r"\[(?:bookmark|image|commentRef|comment):[^\[\]]*\]", re.IGNORECASE)
_REFERENCE = re.compile(r"\[(?:footnoteRef|endnoteRef):\s*([^\[\]\s]{1,8})\s*\]", re.IGNORECASE)
_DEFINITION = re.compile(r"\[\s*([0-9]{1,3}|[ivxlc]{1,6}|\*{1,3}):")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
"""Soft hyphens, zero-width, direction, control and tag characters: a reader sees nothing of them, and a quote must be what is seen."""


def invisible(text: str) -> Iterator[Mark]:
    """Yield the characters that a reader does not see."""
    for match in _INVISIBLE.finditer(text):
        yield Mark(kind="furniture", start=match.start(), end=match.end(), label="invisible character")


def notation(text: str) -> Iterator[Mark]:
    """Yield what the notation of text exports says, in the order in which it must be taken: marks of Word first, then notes."""
    for match in _EXPORT_MARK.finditer(text):
        yield Mark(kind="furniture", start=match.start(), end=match.end(), label="export mark")
    wanted: dict[str, int] = {}
    for match in _REFERENCE.finditer(text):
        wanted.setdefault(match[1], match.end())
        yield Mark(kind="reference", start=match.start(), end=match.end(), label=match[1])
    closings = _closings(text) if wanted else {}
    at = 0
    while wanted and (definition := _DEFINITION.search(text, at)):
        at = definition.end()
        referred = 0 <= wanted.get(definition[1], -1) <= definition.start()
        end = closings.get(definition.start(), -1) if referred else -1
        if end < 0:
            continue
        yield Mark(kind="furniture", start=definition.start(), end=definition.end(), label="footnote mark")
        yield Mark(kind="note", start=definition.end(), end=end, label=definition[1])
        yield Mark(kind="furniture", start=end, end=end + 1, label="footnote mark")
        at = end + 1


def _closings(text: str) -> dict[int, int]:
    """Return where each bracket closes, by where it opens; a bracket does not reach over a blank line."""
    closings: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"[\[\]]|\n[^\S\n]*\n", text):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] == "]" and opened:
            closings[opened.pop()] = match.start()
        elif match[0] != "]":
            opened = []
    return closings


def pair(references: Sequence[Mark], notes: Sequence[Mark]) -> dict[int, int]:
    """Return index of reference → index of its note: the nearest of its label that follows, else the nearest before; each note once."""
    left: dict[str, list[int]] = {}
    for at in sorted(range(len(notes)), key=lambda at: notes[at].start):
        left.setdefault(notes[at].label, []).append(at)
    paired: dict[int, int] = {}
    for index, reference in enumerate(references):
        if same := left.get(reference.label):
            following = bisect_left(same, reference.end, key=lambda at: notes[at].start)
            paired[index] = same.pop(min(following, len(same) - 1))
    return paired
