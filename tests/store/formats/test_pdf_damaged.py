"""Damaged and hostile PDFs give their text or a refusal, soon, and nothing else."""

import random
import time
import zlib

import pytest
from fpdf import FPDF

from store.errors import DocumentUnreadable
from store.formats.pdf import MAX_LINES, MAX_STREAM, read


def _letter() -> bytes:
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_font("Helvetica", "", 9)
    for page in range(2):
        pdf.add_page()
        for line in range(8):
            pdf.text(60, 60 + 11 * line, f"Regel {line} van bladzijde {page} over fietspaden in de polder.")
    return bytes(pdf.output())


def _damaged(data: bytes, seed: int) -> bytes:
    """Cut a file off, flip bytes in it, take a piece out of it or put one in twice."""
    chance = random.Random(seed)
    at = chance.randrange(len(data))
    if seed % 4 == 0:
        return data[:at]
    if seed % 4 == 1:
        flipped = bytearray(data)
        for _ in range(chance.choice([1, 10, 100])):
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
        return bytes(flipped)
    piece = chance.randrange(1, 500)
    return data[:at] + data[at + piece :] if seed % 4 == 2 else data[: at + piece] + data[at:]


def test_damaged_pdfs_are_read_or_refused_within_ten_seconds() -> None:
    letter = _letter()
    texts, refusals = [], []
    for seed in range(400):
        started = time.monotonic()
        try:
            texts.append(read("brief.pdf", _damaged(letter, seed)).text)
        except DocumentUnreadable as error:
            refusals.append(str(error))
        assert time.monotonic() - started < 10
    assert len(texts) > 20
    assert len(refusals) > 20
    assert all(text.strip() for text in texts)
    assert all("; " in refusal for refusal in refusals), "a refusal says what to do"


def test_a_stream_that_breaks_off_is_refused_and_no_text_is_lost_silently() -> None:
    letter = bytearray(_letter())
    at = letter.index(b"stream\n", letter.index(b"/FlateDecode")) + 60
    letter[at] ^= 0xFF
    with pytest.raises(DocumentUnreadable, match="cannot be unpacked"):
        read("brief.pdf", bytes(letter))


def _pdf(*objects: bytes) -> bytes:
    """Write a PDF of numbered objects, the first of them its catalogue."""
    data = b"%PDF-1.5\n"
    for number, body in enumerate(objects, 1):
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    return data + b"trailer\n<</Size %d/Root 1 0 R>>\n%%%%EOF" % (len(objects) + 1)


def _page(content: bytes, filters: bytes = b"/Filter/FlateDecode") -> bytes:
    return _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<<%b/Length %d>>stream\n%b\nendstream" % (filters, len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


_SPACES = zlib.compress(b" " * (MAX_STREAM * 5), 9)
_SCATTERED = b"".join(b"BT /F 4 Tf %d %d Td (ab) Tj ET " % (i * 37 % 590, i * 53 % 840) for i in range(2 * MAX_LINES))
_HOSTILE = {
    "bomb": (_page(_SPACES), "unpacks to"),
    "bomb in a bomb": (_page(zlib.compress(_SPACES, 9), b"/Filter[/FlateDecode/FlateDecode]"), "unpacks to"),
    "endless text": (
        _page(zlib.compress(b"BT /F 9 Tf 50 700 Td " + b"(aaaaaaaaa aaaaaaaaaa) Tj 0 -10 Td " * 40_000 + b"ET")),
        "characters",
    ),
    "scattered text": (_page(zlib.compress(_SCATTERED)), "places"),
    "pages of pages": (_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 3>>"), "damaged"),
    "more pages than there are": (_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 99999999>>"), "pages|damaged"),
    "one page a hundred thousand times": (
        _pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%b]/Count 100000>>" % (b"3 0 R " * 100_000),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        ),
        "pages",
    ),
    "deep arrays": (_pdf(b"<</Type/Catalog/Pages 2 0 R/X %b%b>>" % (b"[" * 100_000, b"]" * 100_000)), "damaged"),
}


@pytest.mark.parametrize(("data", "reason"), _HOSTILE.values(), ids=_HOSTILE)
def test_hostile_pdfs_are_refused_soon_with_a_reason(data: bytes, reason: str) -> None:
    started = time.monotonic()
    with pytest.raises(DocumentUnreadable, match=reason):
        read("brief.pdf", data)
    assert time.monotonic() - started < 10
