"""A letter's text in, its footnotes' marks and texts out, as the letter has them: in the notation of text exports, or typed at its end.

The notation is that of common exports of Word: '[footnoteRef:1]' where the mark stood and '[1:  text]' at the end of the paragraph, with
'[bookmark: …]' and '[image: …]' anywhere. Knows nothing about questions.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.raw import Mark

_EXPORT_MARK = re.compile(r"\[(?:bookmark|image|commentRef|comment):[^\[\]]*\]", re.IGNORECASE)
_REFERENCE = re.compile(r"\[(?:footnoteRef|endnoteRef):\s*([^\[\]\s]{1,8})\s*\]", re.IGNORECASE)
_DEFINITION = re.compile(r"\[\s*([0-9]{1,3}|[ivxlc]{1,6}|\*{1,3}):")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+")
"""Soft hyphens and zero-width characters of an export: a reader sees nothing of them, and a quote must be what is seen."""
_FORMS = (("[1]", r"\[{0}\]\s*"), ("1)", r"(?m:^[^\S\n]*){0}\)\s*"), ("1", r"(?m:^[^\S\n]*){0}\s+(?=[A-Z«“‘])"))


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A footnote typed by hand at the end of a letter."""

    label: str
    start: int
    """Where its text starts and ends."""
    end: int
    begin: int
    """Where its label starts; equal to `start` when it has none."""


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


def typed_mark(label: str) -> re.Pattern[str]:
    """Return the pattern of a typed mark in running text: 'losgeld? 1)', 'gedrag2)', 'geraakt[1]', 'politie?1'; not of '(zie 1)'."""
    return re.compile(rf"(?<=[^\s(\[\d])[^\S\n]?(?:(?<!\d){label}\)|\[{label}\])(?!\w)|(?<=[.?!»”’]){label}(?=\s|$)")


def typed_notes(text: str, start: int, end: int, body: str) -> tuple[Typed, ...]:
    """Return the footnotes typed between `start` and `end` of a text, from '1' on, when `body`, the text before them, has their marks.

    They run to `end`. Labelled ones are '1) text', '[1] text' or '1 Text'; without labels there are as many lines as marks, after a gap.
    """
    for match in re.finditer(r"(?m)^[^\S\n]*(?=\[1\]|1\)|1\s+[A-Z«“‘])", text[start:end]):
        notes = _counted(text, start + match.end(), end)
        marked = f"{body}{text[start : start + match.start()]}"
        if notes and any(typed_mark(note.label).search(marked) for note in notes):
            return notes
    return _unlabelled(text, start, end, body)


def _counted(text: str, at: int, end: int) -> tuple[Typed, ...]:
    """Return notes that count up from 1; '[3]' may follow the note before it without a line's end."""
    form = next(form for sign, form in _FORMS if text.startswith(sign, at))
    found: list[re.Match[str]] = []
    first = re.compile(form.format(1)).match(text, at, end)
    while first:
        found.append(first)
        first = re.compile(form.format(len(found) + 1)).search(text, first.end(), end)
    ends = [match.start() for match in found[1:]] + [end]
    return tuple(
        Typed(label=str(number), begin=match.start(), start=match.end(), end=last)
        for number, (match, last) in enumerate(zip(found, ends, strict=True), 1)
    )


def _unlabelled(text: str, start: int, end: int, body: str) -> tuple[Typed, ...]:
    """Return the lines after the last gap of two blank lines, when the letter has exactly as many marks, in order, and no text for them."""
    gap = list(re.finditer(r"\n[^\S\n]*\n[^\S\n]*\n\s*", text[start:end].rstrip()))
    if not gap:
        return ()
    at = start + gap[-1].end()
    lines = [match.span() for match in re.finditer(r"\S[^\n]*", text[at:end])]
    if not lines or marks_in_order(body + text[start:at]) != len(lines):
        return ()
    return tuple(Typed(label=str(number), begin=at + a, start=at + a, end=at + b) for number, (a, b) in enumerate(lines, 1))


def marks_in_order(body: str) -> int:
    """Return how many typed marks a text has: 1), 2), 3) in this order, each once."""
    at = count = 0
    while match := typed_mark(str(count + 1)).search(body, at):
        at, count = match.end(), count + 1
    return count


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
