"""A .zip archive in, its members out, one at a time and never on disk; what is not safe to read is refused with a reason.

Bounded: the number of members, the size each declares and really has, the sum of sizes, how much they shrink, and archives in archives.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from store.errors import DocumentUnreadable

MAX_BYTES = 50_000_000
"""Of one file, packed or not: the largest real letter is a few MB; more is not a letter."""
MAX_MEMBERS = 50_000
MAX_TOTAL = 4_000_000_000
"""Bytes that all members of one archive may have together."""
MAX_RATIO = 200
"""How much smaller a member may have been packed; text shrinks about ten times, a bomb a thousand."""
MAX_DEPTH = 2
"""An archive may hold archives; those may hold none."""
_DIRECTORY = 20_000_000
"""Bytes of an archive's list of members, before it is read into memory."""
_SMALL = 1_000_000
"""Bytes below which a ratio says nothing."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """One file in an archive."""

    name: str
    """As the archive names it, with '/' between folders."""
    load: Callable[[], bytes]
    """Gives its bytes, while its archive is open; raises DocumentUnreadable."""
    refused: str | None = None
    """Why it is not to be loaded."""
    leads_out: bool = False
    """Whether its name means a place outside the archive: told whatever the file is."""


def members(name: str, file: BinaryIO) -> Iterator[Member]:
    """Yield the files of an archive in its own order; raise DocumentUnreadable when it is none or too large as a whole."""
    refuse_long_list(name, file)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DocumentUnreadable(f"{name} is a damaged archive ({error}); get it again, or unpack what is still in it.") from error
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > MAX_MEMBERS:
            raise DocumentUnreadable(f"{name} holds {len(infos)} files, more than {MAX_MEMBERS}; give it in parts.")
        seen: set[str] = set()
        total = 0
        for info in infos:
            total += info.file_size
            shown = info.filename.replace("\\", "/")
            refused = _refused(info, shown, seen, total)
            seen.add(shown)
            yield Member(name=shown, refused=refused, leads_out=_leads_out(shown), load=lambda info=info: _load(archive, info))  # type: ignore[misc]


def nested(data: bytes) -> BinaryIO:
    """Return an archive that lay in another as a file."""
    return io.BytesIO(data)


def _refused(info: zipfile.ZipInfo, name: str, seen: set[str], total: int) -> str | None:
    if _leads_out(name):
        return "its name has '..' in it or begins at the root of a disk, so it leads out of the archive; pack it anew"
    if name in seen:
        return "an earlier file in the archive has the same name; only the first is read"
    if info.flag_bits & 0x1:
        return "it is locked with a password; unpack the archive and give the file"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link, not a file; give the file it leads to"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "it is packed in an unusual way; unpack the archive and give the file"
    if info.file_size > MAX_BYTES:
        return f"it is larger than {MAX_BYTES // 1_000_000} MB unpacked, too large for a letter"
    if info.file_size > _SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        return f"it is packed more than {MAX_RATIO} times smaller than it is, as no letter is"
    if total > MAX_TOTAL:
        return f"the archive holds more than {MAX_TOTAL // 1_000_000_000} GB; give it in parts"
    return None


def _leads_out(name: str) -> bool:
    return ".." in PurePosixPath(name).parts or name.startswith("/") or name[1:2] == ":"


def _load(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(info) as file:
            # What a member declares may be a lie: it is never read beyond what a letter can be.
            data = file.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise DocumentUnreadable(f"{info.filename} is damaged inside its archive ({error}); get the archive again.") from error
    if len(data) > MAX_BYTES:
        raise DocumentUnreadable(
            f"{info.filename} is larger than {MAX_BYTES // 1_000_000} MB unpacked, too large for a letter; leave it out."
        )
    return data


def refuse_long_list(name: str, file: BinaryIO) -> None:
    """Raise when an archive's list of members is too long to be read into memory, by what its last bytes say."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 70_000))
    tail = file.read()
    at = tail.rfind(b"PK\5\6")
    lengths = [struct.unpack_from("<L", tail, at + 12)[0]] if 0 <= at <= len(tail) - 22 else []
    large = tail.rfind(b"PK\6\6")
    if 0 <= large <= len(tail) - 56:
        lengths = [length for length in lengths if length != 0xFFFFFFFF] + [struct.unpack_from("<Q", tail, large + 40)[0]]
    file.seek(0)
    if lengths and max(lengths) > _DIRECTORY:
        raise DocumentUnreadable(f"{name} holds more than {MAX_MEMBERS} files; give it in parts.")
