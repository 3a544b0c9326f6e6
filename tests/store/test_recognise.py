"""What a file is: by how it begins, whatever it is called."""

import io
import zipfile

import pytest

from store.errors import DocumentUnreadable
from store.recognise import recognise


def package(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "format"),
    [
        ("brief.txt", b"Vraag 1", "txt"),
        ("BRIEF.TXT", "Vraag 1".encode("utf-16"), "txt"),
        ("brief.txt", b"%PDF-1.4\n\0\1", "pdf"),
        ("brief.pdf", b"\r\nmail\r\n%PDF-1.4", "pdf"),
        ("brief.txt", b"Een %PDF-1.4 bestand", "txt"),
        ("brief.zip", package("[Content_Types].xml", "word/document.xml"), "docx"),
        ("brief.txt", package("[Content_Types].xml", "word/document.xml"), "docx"),
        ("brief.docx", package("een.txt"), "zip"),
        ("brieven.zip", package("een.txt"), "zip"),
        ("brief.docx", b"Vraag 1\nplatte tekst", "txt"),
        ("brief.html", b"<p>Vraag 1", "html"),
        ("brief.xml", b"\xef\xbb\xbf<?xml version='1.0'?><kamervragen/>", "xml"),
        ("brief.txt", b"<?xml version='1.0'?><kamervragen/>", "xml"),
        ("brief.txt", b"<!DOCTYPE html><p>Vraag 1", "html"),
        ("brief.txt", b"<onbekend> is de naam", "txt"),
    ],
)
def test_a_file_is_what_it_begins_as(name: str, data: bytes, format: str) -> None:
    assert recognise(name, data) == format


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("brief.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".docx"),
        ("brief.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".docx"),
        ("brief.txt", b"{\\rtf1 Vraag 1}", ".docx"),
        ("brief.odt", package("mimetype", "content.xml"), "OpenDocument"),
        ("brief.doc", b"platte tekst", ".doc file"),
        ("scan.pdf", b"\x89PNG\r\n", "picture"),
        ("cijfers.zip", package("[Content_Types].xml", "xl/workbook.xml"), "spreadsheet"),
        ("leeg.txt", b" \n\0", "empty"),
        ("brief.pdf", b"\0\1\2\3 kapot", "damaged"),
        ("brief.zip", b"PK\3\4 afgebroken", "damaged archive"),
        ("brief.md", b"Vraag 1", "format"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(name: str, data: bytes, says: str) -> None:
    with pytest.raises(DocumentUnreadable) as refused:
        recognise(name, data)
    assert says in str(refused.value)
    assert name in str(refused.value)
