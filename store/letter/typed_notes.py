"""Footnotes typed by hand in, each with its label, its text and the pattern of its mark out; knows nothing about questions.

They stand at the end of a letter, of its questions, or of one question or answer: '1) text', '(1) text', '[1] text', '[^1]: text',
'1 text', '¹ text', '* text', or 'X Noot', '1' and the text on lines of their own, as the site of publications has them. A line of dashes
or 'Bron:', 'Noten' may stand above them. A list looks the same: only marks in the text before them make them notes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MOST = 40
"""Lines that may start the notes of a text, from its end."""
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_AFTER_TEXT = r"(?<=[^\s(\[\d])[^\S\n]?"
_DIGITS = (
    rf"{_AFTER_TEXT}(?:(?<!\d){{0}}\)|\[\s?{{0}}\s?\])(?!\w)"
    r"|(?:(?<=[.?!»”’›\"])|(?<=[^\W\d_A-Z][^\W\d_A-Z][^\W\d_A-Z])|(?<=[.?!»”’›]{0},\s)|(?<=[.?!»”’›],\s)){0}(?=$|[\s.,;:?!)])"
    r"|(?<=[?!»”’])[^\S\n]{0}(?=[^\S\n]*(?:\n|$))"
)
_LINE = r"(?m:^[^\S\n]*)"
_RULE = re.compile(
    r"(?:(?:^|(?<=\n))[^\S\n]*(?:[_=*–—-]{3,}|(?:Bron(?:nen)?|(?:Voet|Eind)?noten|(?:Voet|Eind)?noot|Verwijzingen|Referenties)\s*:?)[^\S\n]*\n\s*)+\Z",
    re.IGNORECASE,
)
_LONGEST_RULE = 120
_TO_THE_TOP = re.compile(r"\n\s*Naar\s+boven\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class _Form:
    """A way to type notes: patterns with '{0}' for the label."""

    note: str
    mark: str
    sign: str = "digits"
    """What a label is made of: 'digits', 'superscripts' or 'stars'."""
    inline: bool = False
    """Whether a note may follow the one before it on the same line."""

    def label(self, number: int) -> str:
        if self.sign == "stars":
            return "*" * number
        return str(number) if self.sign == "digits" else "".join(_SUPERSCRIPTS[int(digit)] for digit in str(number))

    def note_of(self, number: int, *, first: bool = False) -> re.Pattern[str]:
        line = "" if self.inline and not first else _LINE
        return re.compile(line + self.note.replace("{0}", re.escape(self.label(number))))

    def mark_of(self, number: int) -> re.Pattern[str]:
        return re.compile(self.mark.replace("{0}", re.escape(self.label(number))))


_FORMS = (
    _Form(note=r"(?:X\s+)?Noot[^\S\n]*\n\s*{0}[^\S\n]*\n\s*", mark=_DIGITS),
    _Form(note=r"\[\^{0}\]:[^\S\n]*", mark=r"(?<=\S)[^\S\n]?\[\^{0}\]"),
    _Form(note=r"\[{0}\]:?\s*", mark=_DIGITS, inline=True),
    _Form(note=r"\({0}\)\s*", mark=r"(?<=\S)[^\S\n]?\({0}\)(?=\s*(?:[?.,;:!]|\n|$))|(?<=[.?!»”’])[^\S\n]?\({0}\)(?=\s)"),
    _Form(note=r"{0}\)\s*", mark=_DIGITS),
    _Form(note=r"{0}\s+(?=[A-Z«“‘]|https?:|www\.)", mark=_DIGITS),
    _Form(
        note=r"{0}[^\S\n]*(?=\S)",
        mark=rf"(?<=\S)(?<!\d)(?<!\bm)(?<!\b[ckdm]m)(?<!\bCO)[^\S\n]?{{0}}(?![{_SUPERSCRIPTS}])",
        sign="superscripts",
    ),
    _Form(note=r"{0}(?!\*)\)?[^\S\n]*(?=\w|[«“‘(])", mark=r"(?<=[^\s*])[^\S\n]?{0}(?!\*)\)?(?=\s|[?.,;:!]|$)", sign="stars"),
)
_OWN = re.compile(
    rf"{_LINE}(?:(?:X\s+)?Noot[^\S\n]*\n\s*)?[\[(]?\^?(?:(?P<number>\d{{1,3}})(?=[\])\s])|(?P<raised>[{_SUPERSCRIPTS}]+)|(?P<stars>\*{{1,3}}))"
)


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A footnote typed by hand."""

    label: str
    start: int
    """Where its text starts and ends."""
    end: int
    begin: int
    """Where its label starts, or what stands above the notes; equal to `start` when it has neither."""
    mark: re.Pattern[str]
    """What its mark in running text looks like."""


def typed_notes(text: str, start: int, end: int) -> tuple[Typed, ...]:
    """Return the footnotes typed between `start` and `end` of a text, when the text before them has their marks; they run to `end`.

    Those of a whole letter count from 1, with marks anywhere before them. Those of one stretch have their marks in it and any numbers.
    Without labels they are the last lines after a gap, when the letter has as many marks.
    """
    top = _TO_THE_TOP.search(text, start, end)
    end = top.start() if top else end
    for at, form, number in _candidates(text, start, end):
        notes = _counted(text, at, end, form, number) if number == 1 else ()
        if notes and any(note.mark.search(text, 0, notes[0].begin) for note in notes):
            return notes
    return own_notes(text, start, end) or _unlabelled(text, start, end)


def own_notes(text: str, start: int, end: int) -> tuple[Typed, ...]:
    """Return the footnotes at the end of a stretch that has all their marks itself, each mark after the end of a sentence or a quote."""
    for at, form, number in _candidates(text, start, end):
        notes = _counted(text, at, end, form, number)
        if notes and all(_stands_after_a_sign(text, start, notes[0].begin, note) for note in notes):
            return notes
    return ()


def _stands_after_a_sign(text: str, start: int, end: int, note: Typed) -> bool:
    return any(
        text[start : match.start()].rstrip()[-1:] in "?.!»”’'\"" for match in note.mark.finditer(text, start, end) if match.start() > start
    )


def _candidates(text: str, start: int, end: int) -> Iterator[tuple[int, _Form, int]]:
    """Yield where notes may begin, how they are typed, and from which number they count."""
    for match in list(_OWN.finditer(text, start, end))[-_MOST:]:
        if match["number"]:
            sign, number = "digits", int(match["number"])
        elif match["stars"]:
            sign, number = "stars", len(match["stars"])
        else:
            sign, number = "superscripts", int("".join(str(_SUPERSCRIPTS.index(digit)) for digit in match["raised"]))
        for form in _FORMS:
            if form.sign == sign and form.note_of(number, first=True).match(text, match.start(), end):
                yield match.start(), form, number
                break


def _counted(text: str, at: int, end: int, form: _Form, number: int) -> tuple[Typed, ...]:
    """Return notes that count up from a number."""
    found: list[re.Match[str]] = []
    first = form.note_of(number, first=True).match(text, at, end)
    while first:
        found.append(first)
        first = form.note_of(number + len(found)).search(text, first.end(), end)
    ends = [match.start() for match in found[1:]] + [end]
    above = _RULE.search(text, max(0, at - _LONGEST_RULE), at)
    return tuple(
        Typed(
            label="*" * (number + index) if form.sign == "stars" else str(number + index),
            begin=above.start() if above and not index else match.start(),
            start=match.end(),
            end=last,
            mark=form.mark_of(number + index),
        )
        for index, (match, last) in enumerate(zip(found, ends, strict=True))
    )


def _unlabelled(text: str, start: int, end: int) -> tuple[Typed, ...]:
    """Return the lines after the last gap of two blank lines, when the letter has exactly as many marks, in order, and no text for them."""
    gap = list(re.finditer(r"\n[^\S\n]*\n[^\S\n]*\n\s*", text[start:end].rstrip()))
    if not gap:
        return ()
    at = start + gap[-1].end()
    lines = [match.span() for match in re.finditer(r"\S[^\n]*", text[at:end])]
    if not lines or _marks_in_order(text[:at]) != len(lines):
        return ()
    return tuple(
        Typed(label=str(number), begin=at + a, start=at + a, end=at + b, mark=_typed_mark(number)) for number, (a, b) in enumerate(lines, 1)
    )


def _typed_mark(number: int) -> re.Pattern[str]:
    """Return the pattern of a typed mark in running text: 'losgeld? 1)', 'gedrag2)', 'geraakt[1]', 'politie?1'; not of '(zie 1)'."""
    return re.compile(rf"{_AFTER_TEXT}(?:(?<!\d){number}\)|\[{number}\])(?!\w)|(?<=[.?!»”’]){number}(?=\s|$)")


def _marks_in_order(body: str) -> int:
    """Return how many typed marks a text has: 1), 2), 3) in this order, each once."""
    at = count = 0
    while match := _typed_mark(count + 1).search(body, at):
        at, count = match.end(), count + 1
    return count
