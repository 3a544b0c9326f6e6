"""A PDF's bytes in, its raw text out: paragraphs in reading order, with footnotes and furniture marked by where they stand on paper.

Knows nothing about letters. PDFium is chosen in docs/decisions/0009-pdf-library.md; a page is a row of stages: glyphs and lines,
furniture, columns, notes, paragraphs.
"""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Lock
from typing import Any

from store.errors import DocumentUnreadable
from store.formats import manuscript
from store.formats.pdf_furniture import furniture_of
from store.formats.pdf_glyphs import glyphs_of
from store.formats.pdf_layout import Column, columns_of
from store.formats.pdf_lines import Line, lines_of
from store.formats.pdf_notes import without_notes
from store.formats.pdf_paragraphs import Paper, leading_of, paragraphs
from store.lines import words
from store.raw import RawText

MAX_PAGES = 400
"""The longest real letters have some eighty pages."""
MAX_CHARACTERS = 600_000
MAX_LINES = 5_000
"""Pieces of lines on a page; a page full of a table in small type has some 1,500."""
MAX_STREAM = 4_000_000
"""Bytes that a stream may unpack to unless it is a picture or a font; a printed page takes some 30,000."""
MAX_UNPACKED = 300_000_000
"""Bytes that all streams of a file may unpack to."""
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PACKED = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\b")
_PICTURE_OR_FONT = re.compile(rb"/Image\b|/Length1\b|/FontFile|/Type1C\b|/CIDFontType0C\b|/OpenType\b|/XRef\b")
_PACKED_TWICE = re.compile(rb"/(?:FlateDecode|Fl)\s*/(?:FlateDecode|Fl)\b")
_ENCRYPTED = 4
"""PDFium's error code for a file that asks for a password."""
_pdfium_is_busy = Lock()
"""PDFium may be used by one thread at a time."""


def read(name: str, data: bytes) -> RawText:
    """Read a PDF; DocumentUnreadable says what is wrong with it and what to do."""
    if b"%PDF-" not in data[:1024]:
        raise DocumentUnreadable(f"{name} is not a PDF, whatever its name says; give the PDF itself, or the letter as text.")
    _refuse_bombs(name, data)
    with _pdfium_is_busy:
        pages = _pages(name, data)
    body = _body_size(pages)
    if body is None:
        raise DocumentUnreadable(
            f"{name} has no text, only pictures (a scan); give the letter as text, or recognise its text first (ocrmypdf --language nld)."
        )
    return manuscript.raw_text(name, _story(pages, body))


def _refuse_bombs(name: str, data: bytes) -> None:
    """Unpack every stream once, piece by piece, before PDFium does it whole: that may take all memory there is.

    PDFium says nothing of a stream that breaks off: text would be lost silently, so that is refused as well.
    """
    total = 0
    for match in _STREAM.finditer(data):
        described = data[max(0, match.start() - 1000) : match.start()].rpartition(b" obj")[2]
        if not _PACKED.search(described):
            continue
        large, twice, size = _PICTURE_OR_FONT.search(described), _PACKED_TWICE.search(described), 0
        try:
            for piece in _unpacked(data, match.end()):
                size += piece
                if twice or total + size > MAX_UNPACKED or (size > MAX_STREAM and not large):
                    raise DocumentUnreadable(f"{name} unpacks to far more than a letter can be; leave it out, or print it to a new PDF.")
        except zlib.error as error:
            if not large and b"/Encrypt" not in data:
                raise DocumentUnreadable(f"{name} is damaged, part of it cannot be unpacked; fetch it again.") from error
        total += size


def _unpacked(data: bytes, start: int) -> Iterator[int]:
    """Yield the sizes of the pieces that a compressed stream unpacks to, a megabyte at most at a time; zlib.error when it is damaged."""
    unpack, packed = zlib.decompressobj(), b""
    while not unpack.eof:
        if not packed:
            packed, start = data[start : start + 65_536], start + 65_536
        if not packed:
            raise zlib.error("the stream breaks off")
        yield len(unpack.decompress(packed, 1_000_000))
        packed = unpack.unconsumed_tail


def _pages(name: str, data: bytes) -> list[list[Line]]:
    """Read the lines of every page, within bounds."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _ENCRYPTED:
            raise DocumentUnreadable(f"{name} is locked with a password; save it without one and give that file.") from None
        raise DocumentUnreadable(f"{name} is damaged and cannot be opened as a PDF; fetch it again, or print it to a new PDF.") from error
    try:
        return _lines(name, document)
    finally:
        document.close()


def _lines(name: str, document: Any) -> list[list[Line]]:
    import pypdfium2

    if not 0 < len(document) <= MAX_PAGES:
        problem = f"has {len(document)} pages, more than the {MAX_PAGES} of any letter" if len(document) else "has no pages"
        raise DocumentUnreadable(f"{name} {problem}; give the letter alone.")
    pages: list[list[Line]] = []
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            textpage = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise DocumentUnreadable(f"Page {number + 1} of {name} is damaged; fetch the file again, or print it to a new PDF.") from error
        characters += textpage.count_chars()
        if characters > MAX_CHARACTERS:
            raise DocumentUnreadable(f"{name} has more than {MAX_CHARACTERS:,} characters, too much for a letter; give the letter alone.")
        lines = lines_of(glyphs_of(textpage), number)
        if len(lines) > MAX_LINES:
            raise DocumentUnreadable(f"Page {number + 1} of {name} has text in {len(lines):,} places, too many for a letter; leave it out.")
        pages.append(lines)
        textpage.close()
        page.close()
    return pages


def _body_size(pages: Sequence[Sequence[Line]]) -> float | None:
    """Return the size of most of the type, None when there is none."""
    sizes: Counter[float] = Counter()
    for line in (line for page in pages for line in page):
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else None


def _story(pages: Sequence[Sequence[Line]], body: float) -> Iterator[manuscript.Line]:
    furniture = furniture_of(pages, body)
    known = words("\n".join(line.text for page in pages for line in page))
    columns = [columns_of([line for line in page if line not in furniture], known) for page in pages]
    cleared = without_notes(_widened(columns), body)
    paper = Paper(
        known=known,
        labels={note.label for page in cleared for note in page.notes},
        leading=leading_of(cleared),
    )
    return paragraphs(cleared, [{line: furniture[line] for line in page if line in furniture} for page in pages], paper)


def _widened(pages: Sequence[Sequence[Column]]) -> list[list[Column]]:
    """Give columns that begin at one place on several pages the right edge of the widest: a page may end before a full line."""
    edges: dict[int, float] = defaultdict(float)
    for column in (column for page in pages for column in page):
        key = round(column.left / 8)
        edges[key] = max(edges[key], column.right)
    return [[replace(column, right=edges[round(column.left / 8)]) for column in page] for page in pages]
