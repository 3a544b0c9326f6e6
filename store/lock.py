"""Whose turn it is to write to the store: one process at a time, and what a disk that cannot be written is called."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from store.errors import StoreLocked, StoreUnwritable
from store.layout import Layout


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
            holder.write_text(f"process {os.getpid()} on {socket.gethostname()}\n", encoding="utf-8")
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
    try:
        return path.read_text(encoding="utf-8").strip() or "not yet named"
    except OSError:
        return "not yet named"
