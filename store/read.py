"""Paths in, files to read out, and a file's raw text; knows folders, archives and which format is whose, nothing about letters."""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from store.archives import MAX_BYTES, MAX_DEPTH, Member, members, nested
from store.errors import DocumentUnreadable
from store.raw import RawText as RawText
from store.recognise import DOCUMENTS, SUFFIXES, Format, recognise, suffix_of
from store.records import Unreadable

_MODULES: dict[Format, str] = {"docx": "word", "xml": "markup", "html": "markup", "pdf": "pdf", "txt": "text"}
_UNPACK = "is an archive; `kamerantwoord build` reads what is in it, or unpack it and give one letter"


@dataclass(frozen=True, kw_only=True)
class LetterFile:
    """A file that may hold a letter; it lies in a folder or in an archive."""

    path: str
    """As shown to people: 'brieven/2024.zip/brief.docx'."""
    origin: str
    """Its name, with that of its archive: '2024.zip/brief.docx'."""
    load: Callable[[], bytes]
    """Gives its bytes, as long as the next file has not been asked for; raises DocumentUnreadable."""


def find(paths: Sequence[Path]) -> Iterator[LetterFile | Unreadable]:
    """Yield what there is to read under paths, sorted by name: files, files in folders at all levels, members of archives.

    What plainly is no letter (pictures, data) is passed over in a folder; what may be one but cannot be read is yielded as Unreadable.
    A path that is named is yielded whatever it is.
    """
    for path in paths:
        if path.is_dir():
            closed: list[OSError] = []
            for inside in _walk(path, closed):
                if _is_wanted(inside.name):
                    yield from _found(inside)
            yield from (Unreadable(path=_shown(str(error.filename)), reason=_unopened(error.filename, error)) for error in closed)
        else:
            yield from _found(path)


def read(path: Path) -> RawText:
    """Read one file; raise DocumentUnreadable saying why and what to do."""
    return read_data(path.name, _load(path))[1]


def read_data(origin: str, data: bytes) -> tuple[Format, RawText]:
    """Read a file's bytes as what they are; raise DocumentUnreadable saying why and what to do."""
    format = recognise(origin, data)
    if format == "zip":
        raise DocumentUnreadable(f"{origin} {_UNPACK}.")
    # Imported when the first file of its format comes: their libraries take long to load.
    reader = import_module(f"store.formats.{_MODULES[format]}")
    return format, cast(RawText, reader.read(origin, data))


def _walk(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    """Yield the files under a folder, sorted; a link that leads back into it is followed once. Folders that do not open go to `closed`."""
    seen: set[tuple[int, int]] = set()
    for here, folders, files in os.walk(folder, followlinks=True, onerror=closed.append):
        entry = Path(here).stat()
        if (entry.st_dev, entry.st_ino) in seen:
            folders.clear()
            continue
        seen.add((entry.st_dev, entry.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here) / name for name in sorted(files))


def _is_wanted(name: str) -> bool:
    """Whether a file in a folder or archive may hold a letter: hidden files, Word's lock files and a Mac's leftovers do not."""
    last = name.rpartition("/")[2]
    return not last.startswith((".", "~$")) and "__MACOSX/" not in name and suffix_of(last) in SUFFIXES.keys() | DOCUMENTS


def _found(path: Path) -> Iterator[LetterFile | Unreadable]:
    shown, origin = _shown(str(path)), _shown(path.name)
    if not (suffix_of(path.name) == ".zip" and path.is_file() and _is_archive(path)):
        yield LetterFile(path=shown, origin=origin, load=lambda: _load(path))
        return
    try:
        with path.open("rb") as file:
            yield from _members(shown, origin, members(origin, file), 1)
    except (DocumentUnreadable, OSError) as error:
        yield Unreadable(path=shown, reason=_unopened(shown, error) if isinstance(error, OSError) else str(error))


def _is_archive(path: Path) -> bool:
    """Whether a file named .zip is to be opened as one; it may be a document, which is packed in the same way."""
    try:
        return path.stat().st_size > MAX_BYTES or recognise(path.name, path.read_bytes()) == "zip"
    except OSError:
        return False
    except DocumentUnreadable:
        # Opening it tells what is wrong with an archive; reading it, what is wrong with anything else.
        with path.open("rb") as file:
            return file.read(2) == b"PK"


def _members(path: str, origin: str, inside: Iterator[Member], depth: int) -> Iterator[LetterFile | Unreadable]:
    for member in inside:
        if not (_is_wanted(member.name) or member.leads_out):
            continue
        name = _shown(member.name)
        at = f"{path}/{name}"
        if member.refused:
            yield Unreadable(path=at, reason=f"{name} is left out: {member.refused}.")
        elif suffix_of(name) == ".zip":
            yield from _nested(at, f"{origin}/{name}", member, depth + 1)
        else:
            yield LetterFile(path=at, origin=f"{origin}/{name}", load=member.load)


def _nested(path: str, origin: str, member: Member, depth: int) -> Iterator[LetterFile | Unreadable]:
    try:
        data = member.load()
        if recognise(origin, data) != "zip":
            yield LetterFile(path=path, origin=origin, load=lambda: data)
        elif depth > MAX_DEPTH:
            raise DocumentUnreadable(f"{origin} is an archive in an archive in an archive; unpack it and give what is in it.")
        else:
            yield from _members(path, origin, members(origin, nested(data)), depth)
    except DocumentUnreadable as error:
        yield Unreadable(path=path, reason=str(error))


def _load(path: Path) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise DocumentUnreadable(f"{path} is not a file; check that it is a file you may read.")
        if about.st_size > MAX_BYTES:
            raise DocumentUnreadable(
                f"{path} is larger than {MAX_BYTES // 1_000_000} MB, too large for a letter; split it or leave it out."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise DocumentUnreadable(f"{path} does not exist; check the name.") from None
    except OSError as error:
        raise DocumentUnreadable(_unopened(path, error)) from error


def _unopened(path: object, error: OSError) -> str:
    return f"{path} cannot be read ({error.strerror}); check that it is a file you may read."


def _shown(name: str) -> str:
    """A name as text: one that is not text in the system's encoding has marks where it is not."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
