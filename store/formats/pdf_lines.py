"""The printed characters of a page in, its printed lines out, in the order they were drawn; knows nothing of columns or paragraphs."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from statistics import fmean

from store.formats.pdf_glyphs import Glyph

APART = 1.2
"""A gap this many times the size of the type, or wider, ends a line: what follows is another column or cell."""
_RAISED, _SMALLER = 0.12, 0.86
"""How far above its line, and how much smaller than it, type is that was raised on purpose; in sizes of the line's type."""
_SUPERSCRIPTS = frozenset("¹²³⁰⁴⁵⁶⁷⁸⁹")
_CLOSING = frozenset(".,;:?!)»”’")
_ACCENTS = {"´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˇ": "\u030c", "˜": "\u0303", "ˆ": "\u0302", "¸": "\u0327", "˘": "\u0306"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """Characters that stand side by side on one base line: a printed line, or the part of it in one column or cell."""

    page: int
    """0-based."""
    order: int
    """Its place in the order in which the page was drawn."""
    text: str
    left: float
    right: float
    base: float
    size: float
    """Of most of its type."""
    bold: bool
    """All of its letters are."""
    raised: tuple[tuple[int, int], ...]
    """Offsets in `text`, start and end, of type that is smaller and stands higher."""
    first_word: float
    """Width of its first word."""
    second_word: float
    """Left edge of its second word; its own left edge when it has one word."""
    turned: bool
    """It stands at an angle to most of its page."""


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """Put the characters of a page together to lines."""
    runs: list[list[Glyph]] = []
    for glyph in _without_doubles(glyphs):
        if runs and _goes_on(runs[-1][-1], glyph, APART):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    upright = Counter(glyph.turn for run in runs for glyph in run).most_common(1)
    return [_line(page, order, _accented(run), run[0].turn != upright[0][0]) for order, run in enumerate(_mended(runs))]


def _without_doubles(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Leave out type that is drawn twice on one spot to look bold or to cast a shadow."""
    seen: set[tuple[str, int, int]] = set()
    for glyph in glyphs:
        spot = glyph.text, round(glyph.left * 2), round(glyph.base * 2)
        if spot not in seen:
            seen.add(spot)
            yield glyph


def _goes_on(last: Glyph, glyph: Glyph, apart: float) -> bool:
    size = max(last.size, glyph.size)
    steps = 0.15 if min(last.size, glyph.size) > _SMALLER * size else 0.65
    near = -0.65 * size < glyph.left - last.right < apart * size
    return last.turn == glyph.turn and near and abs(glyph.base - last.base) < steps * size


def _mended(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """Tie runs that touch on one line but were not drawn one after the other, such as a bold word that was drawn last."""
    whole: dict[int, list[Glyph]] = {}
    ends: dict[tuple[int, int], set[int]] = {}
    for order in sorted(range(len(runs)), key=lambda order: runs[order][0].left):
        run = runs[order]
        start = next((start for start in _ending_near(run[0], ends) if _goes_on(whole[start][-1], run[0], APART / 2)), order)
        if start == order:
            whole[order] = list(run)
        else:
            last = whole[start][-1]
            ends[_spot(last)].discard(start)
            apart = run[0].left - last.right > 0.15 * run[0].size
            whole[start] += [replace(run[0], spaced=apart, apart=False), *run[1:]]
        ends.setdefault(_spot(run[-1]), set()).add(start)
    return [whole[order] for order in sorted(whole)]


def _spot(glyph: Glyph) -> tuple[int, int]:
    """Return the square of eight points in which a character ends."""
    return round(glyph.right / 8), round(glyph.base / 8)


def _ending_near(glyph: Glyph, ends: Mapping[tuple[int, int], AbstractSet[int]]) -> Iterator[int]:
    reach = min(glyph.size, 40.0)
    for column in range(round((glyph.left - reach) / 8), round((glyph.left + reach) / 8) + 1):
        for row in range(round(glyph.base / 8) - 1, round(glyph.base / 8) + 2):
            yield from ends.get((column, row), ())


def _accented(run: list[Glyph]) -> list[Glyph]:
    """Put an accent that was drawn over a letter, before or after it, on that letter: 'c' and '´' make 'ć'."""
    made: list[Glyph] = []
    for glyph in run:
        last = made[-1] if made else None
        over = last is not None and min(last.right, glyph.right) - max(last.left, glyph.left) > 0.5 * min(
            glyph.right - glyph.left, last.right - last.left
        )
        if last and over and glyph.text in _ACCENTS and last.text.isalpha():
            made[-1] = replace(last, text=unicodedata.normalize("NFC", last.text + _ACCENTS[glyph.text]))
        elif last and over and last.text in _ACCENTS and glyph.text.isalpha():
            made[-1] = replace(glyph, text=unicodedata.normalize("NFC", glyph.text + _ACCENTS[last.text]), spaced=last.spaced)
        else:
            made.append(glyph)
    return made


def _line(page: int, order: int, run: list[Glyph], turned: bool) -> Line:
    size = Counter(round(glyph.size, 1) for glyph in run).most_common(1)[0][0]
    base = fmean(glyph.base for glyph in run if round(glyph.size, 1) == size)
    text, raised, first_right, second_left = "", [], run[-1].right, run[0].left
    for last, glyph in zip([run[0], *run], run, strict=False):
        is_raised = glyph.text in _SUPERSCRIPTS or (glyph.size < _SMALLER * size and glyph.base > base + _RAISED * size)
        # what PDFium sees as a distance before a raised mark, or behind it, may be none
        apart = glyph.apart and not is_raised and glyph.text not in _CLOSING
        if text and (glyph.spaced or apart or glyph.left - last.right > 0.15 * size):
            if " " not in text:
                first_right, second_left = last.right, glyph.left
            text += " "
        if is_raised:
            raised.append((len(text), len(text) + len(glyph.text)))
        text += glyph.text
    return Line(
        page=page,
        order=order,
        text=text,
        left=run[0].left,
        right=run[-1].right,
        base=base,
        size=size,
        bold=all(glyph.bold for glyph in run if glyph.text.isalpha()) and any(glyph.bold for glyph in run),
        raised=tuple(_run_together(raised)),
        first_word=first_right - run[0].left,
        second_word=second_left,
        turned=turned,
    )


def _run_together(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start, end = spans[0] if spans else (0, 0)
    for span in spans[1:]:
        if span[0] != end:
            yield start, end
            start = span[0]
        end = span[1]
    if spans:
        yield start, end
