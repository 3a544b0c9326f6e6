"""The bytes of a .docx in, the XML trees of the parts a letter is written in out; bounded in size, knows nothing of paragraphs."""

import io
import lzma
import posixpath
import struct
import zipfile
import zlib

from store.errors import DocumentUnreadable
from store.formats.xmltree import Element, attribute, children, parsed

MAX_FILES = 5_000
MAX_DECLARED = 400_000_000
"""All parts together, in bytes as they say of themselves; pictures count."""
MAX_XML = 20_000_000
"""The parts that are read, together, in bytes; the XML of a long letter is some 2 MB."""
MAX_RATIO = 250
"""Of a part's size to its compressed size; the XML of letters compresses 10 to 40 times."""
_SMALL = 1_000_000
"""Parts below this size in bytes may have any ratio."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP_TROUBLE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, KeyError, IndexError,
    RuntimeError, OverflowError, MemoryError,
)  # fmt: skip


class Package:
    """The parts of one .docx, read when asked for."""

    def __init__(self, name: str, data: bytes) -> None:
        """Open a file's bytes; DocumentUnreadable when it is no .docx, is locked with a password, or expands beyond measure."""
        self._name = name
        self._read = 0
        _refuse_other_formats(name, data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _ZIP_TROUBLE as error:
            raise self._damaged(error) from error
        self._refuse_bombs()
        self.main = self._main()
        """Path of the part that holds the letter."""

    def part(self, path: str) -> Element:
        """Return the root of a part, None when the package has no such part; DocumentUnreadable when it is damaged or too large."""
        try:
            info = self._zip.getinfo(path)
        except KeyError:
            return None
        try:
            with self._zip.open(info) as file:
                data = file.read(MAX_XML - self._read + 1)
        except _ZIP_TROUBLE as error:
            raise self._damaged(error) from error
        self._read += len(data)
        if self._read > MAX_XML:
            raise self._too_large()
        return parsed(f"{self._name} ({path})", data)

    def related(self, kind: str) -> dict[str, str]:
        """Return relation id → path of the parts of one kind ('footnotes', 'header') that the letter is related to."""
        return self._relations(self.main, kind)

    def _relations(self, source: str, kind: str) -> dict[str, str]:
        folder, file = posixpath.split(source)
        found = {}
        for relation in children(self.part(posixpath.join(folder, "_rels", f"{file}.rels")), "Relationship"):
            target = attribute(relation, "Target") or ""
            if (attribute(relation, "Type") or "").endswith(f"/{kind}") and attribute(relation, "TargetMode") != "External":
                found[attribute(relation, "Id") or ""] = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return found

    def _main(self) -> str:
        candidates = [*self._relations("", "officeDocument").values(), "word/document.xml"]
        names = set(self._zip.namelist())
        main = next((path for path in candidates if path in names), None)
        if main is None:
            raise DocumentUnreadable(f"{self._name} is a zip file without a Word letter in it; open it in Word and save it as .docx.")
        return main

    def _refuse_bombs(self) -> None:
        parts = self._zip.infolist()
        if len(parts) > MAX_FILES or sum(part.file_size for part in parts) > MAX_DECLARED:
            raise self._too_large()
        for part in parts:
            if part.file_size > _SMALL and part.file_size > MAX_RATIO * part.compress_size:
                raise self._too_large()
            if part.flag_bits & 1:
                raise _locked(self._name)

    def _damaged(self, error: BaseException) -> DocumentUnreadable:
        return DocumentUnreadable(
            f"{self._name} is damaged and cannot be opened as .docx ({error}); get it again from where it came from, "
            "or open it in Word, let Word mend it, and save it."
        )

    def _too_large(self) -> DocumentUnreadable:
        return DocumentUnreadable(
            f"{self._name} expands to far more than a letter can hold; if it is a letter, save its text as .txt and give that file."
        )


def _refuse_other_formats(name: str, data: bytes) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise _locked(name)
        raise DocumentUnreadable(f"{name} is in the old Word format (.doc); open it in Word or LibreOffice and save it as .docx.")
    if not data.strip():
        raise DocumentUnreadable(f"{name} is empty; give a file with a letter in it.")
    if data.lstrip().startswith(b"{\\rtf"):
        raise DocumentUnreadable(f"{name} is in Rich Text Format, not .docx; open it in Word or LibreOffice and save it as .docx.")


def _locked(name: str) -> DocumentUnreadable:
    return DocumentUnreadable(f"{name} is locked with a password; open it in Word, take the password off, and save it.")
