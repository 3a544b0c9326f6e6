"""A file's name and bytes in, the format it really is out; knows how formats begin, nothing about what is in them.

The bytes decide and the name only helps: a PDF named .txt is read as a PDF, a .docx named .zip as a .docx.
"""

import io
import zipfile
from typing import Literal

from store.archives import refuse_long_list
from store.errors import DocumentUnreadable

Format = Literal["docx", "xml", "html", "pdf", "txt", "zip"]
FORMATS: tuple[Format, ...] = ("docx", "xml", "html", "pdf", "txt", "zip")
"""Of the same letter in two formats the one that stands first here is the better source."""

SUFFIXES: dict[str, Format] = {".docx": "docx", ".xml": "xml", ".html": "html", ".htm": "html", ".pdf": "pdf", ".txt": "txt", ".zip": "zip"}
DOCUMENTS = frozenset(".doc .docm .dot .dotx .rtf .odt .ott .fodt .wpd .wps .pages .epub .eml .msg .tar .gz .tgz .bz2 .xz .7z .rar".split())
"""Suffixes of files that may well hold a letter, but not in a form that can be read: they are told, not passed over."""

_MARKUP = (b"<?xml", b"<!doctype", b"<html", b"<officiele-publicatie")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# How files begin that hold no text to read, and what to do about each.
_REFUSED = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "is an old Word file (.doc) or locked with a password; save it as .docx without one and give that file",
    ),
    (b"{\\rtf", "is a rich text file (.rtf); save it as .docx and give that file"),
    (b"\x89PNG", "is a picture; give the letter as text, .docx or .pdf with text"),
    (b"\xff\xd8\xff", "is a picture; give the letter as text, .docx or .pdf with text"),
    (b"II*\0", "is a picture; give the letter as text, .docx or .pdf with text"),
    (b"MM\0*", "is a picture; give the letter as text, .docx or .pdf with text"),
    (b"\x1f\x8b", "is a packed file (.gz); unpack it and give what is in it"),
    (b"7z\xbc\xaf\x27\x1c", "is a packed file (.7z); unpack it and give what is in it"),
    (b"Rar!\x1a\x07", "is a packed file (.rar); unpack it and give what is in it"),
)
_PACKAGES = (
    ("mimetype", "is an OpenDocument or e-book file; save it as .docx and give that file"),
    ("xl/workbook.xml", "is a spreadsheet; give the letter as .docx, .pdf or text"),
    ("ppt/presentation.xml", "is a presentation; give the letter as .docx, .pdf or text"),
)


def recognise(name: str, data: bytes) -> Format:
    """Return the format of a file's bytes; raise DocumentUnreadable, saying what to do, when it is none that can be read."""
    if not data.strip(b"\0 \t\r\n"):
        raise DocumentUnreadable(f"{name} is empty; give a file with a letter in it.")
    suffix = suffix_of(name)
    for begin, reason in _REFUSED:
        if data.startswith(begin):
            raise DocumentUnreadable(f"{name} {reason}.")
    if data.startswith((b"PK\3\4", b"PK\5\6")):
        return _package(name, suffix, data)
    if _is_pdf(data, suffix):
        return "pdf"
    if suffix in DOCUMENTS:
        raise DocumentUnreadable(
            f"{name} is a {suffix} file, a format that cannot be read; save it as .docx or .pdf, or unpack it, and give that."
        )
    if suffix not in SUFFIXES:
        raise DocumentUnreadable(f"{name} is not of a format that can be read; give a {', '.join(sorted(SUFFIXES))} file.")
    if suffix in (".zip", ".docx", ".pdf") and b"\0" in data[:4096]:
        raise DocumentUnreadable(f"{name} is damaged: it does not begin as a {suffix} file does; get it again and give that file.")
    return _written(SUFFIXES[suffix], data)


def suffix_of(name: str) -> str:
    """Return the suffix of a name, in lower case, with its dot; '' when it has none."""
    stem, dot, suffix = name.rpartition("/")[2].rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def _package(name: str, suffix: str, data: bytes) -> Format:
    refuse_long_list(name, io.BytesIO(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        if suffix == ".docx":
            return "docx"
        raise DocumentUnreadable(f"{name} is a damaged archive; get it again, or unpack what is still in it.") from None
    if "word/document.xml" in names or (suffix == ".docx" and "[Content_Types].xml" in names):
        return "docx"
    for part, reason in _PACKAGES:
        if part in names:
            raise DocumentUnreadable(f"{name} {reason}.")
    return "zip"


def _is_pdf(data: bytes, suffix: str) -> bool:
    # Scanners and mail programs put a few bytes before the header, and readers allow for a kilobyte.
    at = data[:1024].find(b"%PDF-")
    return at >= 0 and (suffix == ".pdf" or not data[:at].strip())


def _written(by_name: Format, data: bytes) -> Format:
    begin = data[:400]
    for mark in _MARKS:
        begin = begin.removeprefix(mark)
    begin = begin.replace(b"\0", b"").lstrip().lower()
    if not begin.startswith(_MARKUP):
        # Nothing but text where a package was promised: an export under the wrong name.
        return by_name if by_name in ("xml", "html", "pdf") else "txt"
    if by_name in ("xml", "html"):
        return by_name
    return "html" if b"<!doctype html" in begin or b"<html" in begin else "xml"
