"""A file in, its raw text with its origin out; knows formats and encodings, nothing about letters."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from store.errors import DocumentUnreadable
from store.raw import RawText as RawText

SUFFIXES = frozenset({".txt"})
MAX_BYTES = 20_000_000
"""The largest real letter is far below 1 MB of text; more is not a letter."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def find(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield files, and the readable files of folders (all levels, sorted by name); a path that is named is yielded as it is."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
        else:
            yield path


def read(path: Path) -> RawText:
    """Read one file; raise DocumentUnreadable saying why and what to do."""
    if path.suffix.lower() not in SUFFIXES:
        raise DocumentUnreadable(f"{path} is not of a format that can be read; give a {', '.join(sorted(SUFFIXES))} file.")
    raw = _bytes(path)
    if b"\0" in raw and not raw.startswith(_UTF_16):
        raise DocumentUnreadable(f"{path} is not text but binary; export the letter as text and give that file.")
    text = _decoded(path, raw).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise DocumentUnreadable(f"{path} is empty; give a file with a letter in it.")
    return RawText(origin=path.name, text=text)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DocumentUnreadable(
                f"{path} is larger than {MAX_BYTES // 1_000_000} MB, too large for a letter; split it or leave it out."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise DocumentUnreadable(f"{path} does not exist; check the name.") from None
    except OSError as error:
        raise DocumentUnreadable(f"{path} cannot be read ({error.strerror}); check that it is a file you may read.") from error


def _decoded(path: Path, raw: bytes) -> str:
    """Decode by byte order mark, else as UTF-8, else as Windows-1252: the encodings Dutch letters are exported in."""
    for encoding in ("utf-16",) if raw.startswith(_UTF_16) else ("utf-8-sig", "windows-1252"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    raise DocumentUnreadable(f"{path} is not text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8 text and give that file.")
