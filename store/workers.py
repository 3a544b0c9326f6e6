"""Files' bytes in, what came of reading them out, in order; in processes of their own, so that a hostile file costs only itself.

Each file is bounded in time and memory. Knows nothing about formats or letters. A process of its own and not a pool of `multiprocessing`:
that runs the caller's own script again in each worker, and one worker killed at a bad moment can lock the queue they share.
"""

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, Self, TypeVar

from store.reader import outcome, receive, send
from store.recognise import suffix_of

SECONDS = 20.0
"""Time one file may take: the longest real letter takes about one second."""
_HERE = 100
"""Small texts read in this process before others are started: a few letters are done sooner than a process begins."""
_SMALL = 100_000
"""Bytes of a text that is read here."""
_AHEAD = 4
"""Files read ahead for each worker."""
_Label = TypeVar("_Label")


class Workers:
    """Reads files in two or more processes, started when the first file needs them; ends them with the `with` block."""

    def __init__(self, *, seconds: float = SECONDS, processes: int | None = None) -> None:
        """Say how long one file may take; start nothing yet."""
        self._seconds = seconds
        self._processes = processes or max(1, min(4, os.cpu_count() or 1))
        self._own = threading.local()
        self._started: list[_Worker] = []
        self._read_here = 0

    def __enter__(self) -> Self:
        self._threads = ThreadPoolExecutor(self._processes, thread_name_prefix="reading")
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._started:
            worker.stop()
        self._threads.shutdown(cancel_futures=True)

    def outcomes(self, files: Iterable[tuple[_Label, str, bytes | None]]) -> Iterator[tuple[_Label, dict[str, Any] | None]]:
        """Yield for each (label, origin, bytes) the label and what `reader.outcome` says of it, in order; None for bytes that are None."""
        waiting: deque[tuple[_Label, Future[dict[str, Any] | None]]] = deque()
        for label, origin, data in files:
            waiting.append((label, self._begin(origin, data)))
            while waiting and (waiting[0][1].done() or len(waiting) > _AHEAD * self._processes):
                first, future = waiting.popleft()
                yield first, future.result()
        for label, future in waiting:
            yield label, future.result()

    def _begin(self, origin: str, data: bytes | None) -> "Future[dict[str, Any] | None]":
        done: Future[dict[str, Any] | None] = Future()
        if data is None:
            done.set_result(None)
        elif self._read_here < _HERE and len(data) < _SMALL and suffix_of(origin) == ".txt" and not data.startswith((b"%PDF", b"PK", b"<")):
            self._read_here += 1
            done.set_result(outcome(origin, data))
        else:
            return self._threads.submit(self._elsewhere, origin, data)
        return done

    def _elsewhere(self, origin: str, data: bytes) -> dict[str, Any]:
        if not hasattr(self._own, "worker"):
            self._own.worker = _Worker()
            self._started.append(self._own.worker)
        worker: _Worker = self._own.worker
        return worker.outcome(origin, data, self._seconds)


class _Worker:
    """One process that reads, started anew when a file killed it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def outcome(self, origin: str, data: bytes, seconds: float) -> dict[str, Any]:
        """Return what `reader.outcome` says of a file, or that it took too long or killed the process."""
        process = self._process if self._process and self._process.poll() is None else self._start()
        assert process.stdin
        assert process.stdout
        too_long = threading.Event()

        def end() -> None:
            too_long.set()
            process.kill()

        timer = threading.Timer(seconds, end)
        timer.start()
        answer = None
        try:
            send(process.stdin, origin.encode("utf-8", "replace") + b"\0" + data)
            answer = receive(process.stdout)
        except OSError:
            # It died while it was being told: the same as dying without an answer.
            pass
        finally:
            timer.cancel()
        if answer is not None:
            found: dict[str, Any] = json.loads(answer)
            return found
        self.stop()
        died = "takes longer than" if too_long.is_set() else "makes the program that reads it fail within"
        return {"reason": f"{origin} {died} {seconds:.0f} s; save it anew as .docx or text, or leave it out."}

    def stop(self) -> None:
        """End the process, if there is one."""
        if self._process:
            self._process.kill()
            for pipe in (self._process.stdin, self._process.stdout):
                with suppress(OSError):
                    pipe.close() if pipe else None
            self._process.wait()

    def _start(self) -> "subprocess.Popen[bytes]":
        self.stop()
        root = str(Path(__file__).resolve().parents[1])
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from store.reader import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])},
        )
        return self._process
