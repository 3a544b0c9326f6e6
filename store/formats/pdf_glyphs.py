"""A page of a PDF in, its printed characters out, with place and type; the only file that reads PDFium's pages.

Distances are in points. Each character is in the frame in which it stands upright: x runs along its line, y upwards.
"""

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_LIGATURES = {f"{code:c}": unicodedata.normalize("NFKC", f"{code:c}") for code in range(0xFB00, 0xFB07)}
_HYPHEN = "\x02", "\ufffe", "\u00ad"
"""How PDFium writes a hyphen at the end of a line, and a soft hyphen, which is printed only there."""
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


def glyphs_of(textpage: Any) -> Iterator[Glyph]:
    """Yield the characters of one of pypdfium2's text pages, in the order in which they were drawn."""
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
    if text and unicodedata.category(text) in ("Cc", "Cf") and not text.isspace():
        return ""
    return _LIGATURES.get(text, text)


def _style(pdfium: Any, textpage: Any, index: int) -> tuple[float, bool, int]:
    """Return size, boldness and quarter turns of the type of a character."""
    matrix, name, flags = pdfium.FS_MATRIX(), ctypes.create_string_buffer(120), ctypes.c_int()
    pdfium.FPDFText_GetMatrix(textpage, index, matrix)
    pdfium.FPDFText_GetFontInfo(textpage, index, name, 120, flags)
    size = pdfium.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
    bold = b"bold" in name.value.lower() or pdfium.FPDFText_GetFontWeight(textpage, index) > _BOLD
    return size if 0 < size < 10_000 else 1.0, bold, round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
