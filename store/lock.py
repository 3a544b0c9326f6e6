"""Whose turn it is to write to the store: one process at a time, and what a disk that cannot be written is called.

The system holds the lock and frees it when its holder dies, on whatever machine: nothing has to be taken over. The file beside it only
tells people who it is, and decides nothing: it may be left by a killed process, whose number may be another's by now.
"""

import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from store.errors import StoreLocked, StoreUnwritable
from store.layout import Layout

_UNNAMED = "it has not yet said which"
_NAMED = re.compile(r"process (?P<process>\d{1,9}) on (?P<host>[^,\s]+)")


@contextmanager
def writing(layout: Layout) -> Iterator[None]:
    """Hold the writer's lock; raise StoreLocked naming who holds it. The system frees it when its holder dies."""
    holder = layout.root / "lock.holder"
    try:
        (layout.root / "generations").mkdir(parents=True, exist_ok=True)
        lock = FileLock(layout.root / "lock")
        lock.acquire(timeout=0)
    except Timeout:
        raise StoreLocked(
            f"Another process ({_holder(holder)}) is building the store in {layout.root}: wait until it is done, or stop it, and try again."
        ) from None
    except (OSError, NotImplementedError) as error:
        raise unwritable(layout.root, error) from error
    try:
        with _unwritable_explained(layout.root):
            since = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
            holder.write_text(f"process {os.getpid()} on {socket.gethostname()}, since {since}\n", encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()


def unwritable(root: Path, error: Exception) -> StoreUnwritable:
    """Return the error that says that the store's folder cannot be written, and what to do."""
    return StoreUnwritable(
        f"The store in {root} cannot be written ({error}): see that the disk has room and that you may write there, "
        "or name another folder with KAMERANTWOORD_STORE. What was there is untouched."
    )


@contextmanager
def _unwritable_explained(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unwritable(root, error) from error


def _holder(path: Path) -> str:
    """Return who holds the lock, by what they wrote; what a killed process left is not believed."""
    try:
        said = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return _UNNAMED
    named = _NAMED.match(said)
    if not named or (named["host"] == socket.gethostname() and not _lives(int(named["process"]))):
        return _UNNAMED
    return said


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        # It lives, and is another user's.
        return True
    return True
