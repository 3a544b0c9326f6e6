"""A page of a PDF in, its printed lines out, upright and in the order they were drawn; the only file that speaks to PDFium.

Distances are in points, y grows upwards, and all are in the frame in which most of the page's text stands upright.
It knows nothing of columns, paragraphs or letters.
"""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Any

APART = 1.2
"""A gap this many times the size of the type, or wider, ends a line: what follows is another column or cell."""
_RAISED, _SMALLER = 0.12, 0.86
"""How far above its line, and how much smaller than it, type is that was raised on purpose; in sizes of the line's type."""
_LIGATURES = {f"{code:c}": unicodedata.normalize("NFKC", f"{code:c}") for code in range(0xFB00, 0xFB07)}
_ACCENTS = {"´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˇ": "\u030c", "˜": "\u0303", "ˆ": "\u0302", "¸": "\u0327", "˘": "\u0306"}
_HYPHEN = "\x02", "\ufffe"
"""How PDFium writes a hyphen at the end of a line."""
_BOLD = 600


@dataclass(frozen=True, kw_only=True, slots=True)
class Glyph:
    """One printed character."""

    text: str
    left: float
    right: float
    base: float
    """Height of the base line it stands on."""
    size: float
    bold: bool
    spaced: bool
    """White space stands before it."""
    apart: bool
    """PDFium sees some distance before it."""
    turn: int
    """Quarter turns that it is drawn at, 0 for upright."""


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


def lines_of(textpage: Any, page: int) -> list[Line]:
    """Read the lines of one of pypdfium2's text pages."""
    runs: list[list[Glyph]] = []
    for glyph in _without_doubles(_glyphs(textpage)):
        if runs and _goes_on(runs[-1][-1], glyph, APART):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    upright = Counter(glyph.turn for run in runs for glyph in run).most_common(1)
    return [_line(page, order, _accented(run), run[0].turn != upright[0][0]) for order, run in enumerate(_mended(runs))]


def _glyphs(textpage: Any) -> Iterator[Glyph]:
    import pypdfium2.raw as pdfium

    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    styles: dict[int, tuple[float, bool, int]] = {}
    spaced = apart = True
    for index in range(textpage.count_chars()):
        text = _character(pdfium.FPDFText_GetUnicode(textpage, index))
        drawn = pdfium.FPDFText_GetTextObject(textpage, index)
        if text.isspace() or not text or not drawn:
            apart = apart or text.isspace()
            spaced = spaced or (text.isspace() and not pdfium.FPDFText_IsGenerated(textpage, index))
            continue
        key = ctypes.addressof(drawn.contents)
        if key not in styles:
            styles[key] = _style(pdfium, textpage, index)
        size, bold, turn = styles[key]
        pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        left, right, base = (
            (box.left, box.right, y.value),
            (box.bottom, box.top, -x.value),
            (-box.right, -box.left, -y.value),
            (-box.top, -box.bottom, x.value),
        )[turn]
        yield Glyph(text=text, left=left, right=right, base=base, size=size, bold=bold, spaced=spaced, apart=apart, turn=turn)
        spaced = apart = False


def _character(code: int) -> str:
    text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    if text in _HYPHEN:
        return "-"
    if text == "\u00ad" or (text and unicodedata.category(text) in ("Cc", "Cf") and not text.isspace()):
        return "-" if text == "\u00ad" else ""
    return _LIGATURES.get(text, text)


def _style(pdfium: Any, textpage: Any, index: int) -> tuple[float, bool, int]:
    """Return size, boldness and quarter turns of the type of a character."""
    matrix, name, flags = pdfium.FS_MATRIX(), ctypes.create_string_buffer(120), ctypes.c_int()
    pdfium.FPDFText_GetMatrix(textpage, index, matrix)
    pdfium.FPDFText_GetFontInfo(textpage, index, name, 120, flags)
    size = pdfium.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
    bold = b"bold" in name.value.lower() or pdfium.FPDFText_GetFontWeight(textpage, index) > _BOLD
    return size if 0 < size < 10_000 else 1.0, bold, round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4


def _without_doubles(glyphs: Iterator[Glyph]) -> Iterator[Glyph]:
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
    ends: dict[int, list[int]] = {}
    whole: dict[int, list[Glyph]] = {}
    for order in sorted(range(len(runs)), key=lambda order: runs[order][0].left):
        run, bucket = runs[order], round(runs[order][0].base / 4)
        before = (start for near in range(bucket - 2, bucket + 3) for start in ends.get(near, ()))
        start = next((start for start in before if _goes_on(whole[start][-1], run[0], APART / 2)), order)
        if start == order:
            whole[order] = list(run)
        else:
            gap = run[0].left - whole[start][-1].right
            whole[start] += [replace(run[0], spaced=gap > 0.15 * run[0].size, apart=False), *run[1:]]
            for starts in ends.values():
                if start in starts:
                    starts.remove(start)
        ends.setdefault(round(run[-1].base / 4), []).append(start)
    return [whole[order] for order in sorted(whole)]


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
        is_raised = glyph.size < _SMALLER * size and glyph.base > base + _RAISED * size
        # what PDFium sees as a distance before a raised mark, or behind it, may be none
        apart = glyph.apart and not is_raised and glyph.text not in ".,;:?!)»”’"
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
