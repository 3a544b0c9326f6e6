"""What came of reading each file ↔ a file on disk, by the digest of the file's bytes and of the program that read it.

It is at once the spool of a build, which holds no more than one letter in memory, and what makes an unchanged letter free.
It may be lost at any time: it then starts empty. Letters that are withdrawn leave it with the second build after.
"""

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Self, cast

from store.recognise import Format, suffix_of
from store.record_json import DOCUMENT
from store.records import Document

_SCHEMA = """
CREATE TABLE IF NOT EXISTS letters (
    key BLOB PRIMARY KEY, parser TEXT NOT NULL, origin TEXT NOT NULL, format TEXT, document TEXT, reason TEXT, digest BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS uses (key BLOB PRIMARY KEY, build INTEGER NOT NULL) WITHOUT ROWID;
"""
_LIBRARIES = ("charset-normalizer", "lxml", "pypdfium2")
_BATCH = 50
"""Letters that a killed build may have to read again."""


@cache
def parser_version() -> str:
    """Return what names the program that reads letters: a digest of its source and the versions of the libraries it reads with."""
    found = hashlib.sha256()
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*.py")):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    for library in _LIBRARIES:
        try:
            found.update(f"{library} {version(library)}\n".encode())
        except PackageNotFoundError:
            found.update(f"{library} absent\n".encode())
    return found.hexdigest()[:16]


def key_of(origin: str, data: bytes) -> bytes:
    """Return the key of a file: its bytes, and the suffix that helps to tell its format."""
    return hashlib.sha256(suffix_of(origin).encode("utf-8", "replace") + b"\0" + data).digest()


class Letters:
    """The letters read before and in this build; raises sqlite3.Error when the disk is full or cannot be written."""

    def __init__(self, path: Path) -> None:
        """Open the letters read before, or start with none where the file is missing or damaged."""
        self._path = path
        self._unsaved = 0
        self._used: set[bytes] = set()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._open()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self.start_anew()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._connection.commit()
        finally:
            self._connection.close()

    def known(self, key: bytes) -> bool:
        """Say whether a file was read before, by the program as it is now; from now on this build uses it."""
        query = "SELECT 1 FROM letters WHERE key = ? AND parser = ?"
        found = self._connection.execute(query, (key, parser_version())).fetchone() is not None
        if found:
            self._used.add(key)
        return found

    def keep(self, key: bytes, origin: str, outcome: dict[str, Any]) -> None:
        """Write down what `reader.outcome` says of a file."""
        content = (origin, outcome.get("format"), outcome.get("document"), outcome.get("reason"))
        row = (key, parser_version(), *content, _digest(content))
        self._connection.execute("INSERT OR REPLACE INTO letters VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        self._used.add(key)
        self._unsaved += 1
        if self._unsaved >= _BATCH:
            self._connection.commit()
            self._unsaved = 0

    def read(self, key: bytes, origin: str) -> tuple[Format, Document] | str:
        """Return the format and the Document of a file that is known, or why it is unreadable; `origin` is its name in this build.

        Raise sqlite3.DatabaseError when it is not what was written down.
        """
        query = "SELECT origin, format, document, reason, digest FROM letters WHERE key = ?"
        *content, digest = self._connection.execute(query, (key,)).fetchone() or (None, None)
        if not content[1:] or digest != _digest(content):
            raise sqlite3.DatabaseError(f"a letter in {self._path} is not as it was written")
        before, format, document, reason = content
        if document is None:
            return str(reason).replace(str(before), origin)
        return cast(Format, format), replace(DOCUMENT.validate_json(document), origin=origin)

    def forget_unused(self) -> None:
        """Drop the letters that neither this build nor the one before used."""
        with self._connection:
            (latest,) = self._connection.execute("SELECT coalesce(max(build), 0) FROM uses").fetchone()
            self._connection.executemany("INSERT OR REPLACE INTO uses VALUES (?, ?)", [(key, latest + 1) for key in self._used])
            self._connection.execute("DELETE FROM uses WHERE build < ?", (latest,))
            self._connection.execute("DELETE FROM letters WHERE key NOT IN (SELECT key FROM uses)")
        # What was deleted must not stay legible in the journal.
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _open(self) -> None:
        self._connection = sqlite3.connect(self._path)
        try:
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.execute("PRAGMA secure_delete=ON")
            self._connection.executescript(_SCHEMA)
        except BaseException:
            self._connection.close()
            raise

    def start_anew(self) -> None:
        """Throw away what is damaged and begin with no letters."""
        self._connection.close()
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        self._open()


def _digest(content: Sequence[object]) -> bytes:
    return hashlib.sha256(repr(tuple(content)).encode("utf-8", "surrogatepass")).digest()
