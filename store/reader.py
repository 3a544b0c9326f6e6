"""A process that reads letters for `workers.py`: names and bytes come in on standard input, Documents go out on standard output.

Run as `python -m store.reader`. What goes wrong with a file is told; what kills this process costs that file only.
A frame is its length in 8 bytes and its content.
"""

import json
import os
import struct
import sys
import threading
from contextlib import suppress
from typing import IO, Any

from store.errors import DocumentUnreadable
from store.parse import parse
from store.read import read_data
from store.record_json import DOCUMENT

MEMORY = 2_000_000_000
"""Bytes of address space a reader may have; the libraries of the formats take 0.5 GB of it."""
_LENGTH = struct.Struct("<Q")


def outcome(origin: str, data: bytes) -> dict[str, Any]:
    """Read and parse one file; return its `format` and `document` (JSON), or the `reason` it is unreadable. Raises nothing."""
    try:
        format, raw = read_data(origin, data)
        return {"format": format, "document": DOCUMENT.dump_json(parse(raw)).decode()}
    except DocumentUnreadable as error:
        return {"reason": str(error)}
    except MemoryError:
        return {"reason": f"{origin} takes more memory to read than a letter may; leave it out, or give it as text."}
    except Exception as error:
        # A fault of ours or of a library on one strange file must not cost the others.
        return {"reason": f"{origin} cannot be read ({type(error).__name__}: {error}); save it anew as .docx or text, or leave it out."}


def send(to: IO[bytes], content: bytes) -> None:
    """Write one frame."""
    to.write(_LENGTH.pack(len(content)))
    to.write(content)
    to.flush()


def receive(source: IO[bytes]) -> bytes | None:
    """Read one frame; None when the other side is gone."""
    head = source.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    content = source.read(length)
    return content if len(content) == length else None


def main() -> None:
    """Answer until whoever asks is gone."""
    _bound_memory()
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What a library prints must not come between the answers.
    os.dup2(2, 1)
    waiting: list[bytes] = []
    come = threading.Semaphore(0)

    def listen() -> None:
        # In a thread, so that this process ends with the one it works for, even in the middle of an endless file.
        while (content := receive(asked)) is not None:
            waiting.append(content)
            come.release()
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        come.acquire()
        name, _, data = waiting.pop(0).partition(b"\0")
        send(answers, json.dumps(outcome(name.decode("utf-8"), data)).encode())


def _bound_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main()
