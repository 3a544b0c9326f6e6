"""A process that serves, for tests: started, asked for its address, stopped, and what it said."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = re.compile(r"connects to (?:\('127\.0\.0\.1', \d+\)|127\.0\.0\.1|localhost|/\S+|None)")
"""What a process may connect to: this machine."""


@dataclass(frozen=True, kw_only=True)
class Serving:
    """A process that serves."""

    process: subprocess.Popen[str]
    base: str
    said: Path
    """Its standard error."""

    def strangers(self) -> list[str]:
        """Return the connections it made to anywhere but this machine."""
        lines = [line for line in self.said.read_text(encoding="utf-8").splitlines() if line.startswith("connects to ")]
        return [line for line in lines if not LOOPBACK.fullmatch(line)]


@contextmanager
def serving(arguments: Sequence[str], folder: Path, **environment: str) -> Iterator[Serving]:
    """Run `python …` until it prints an address, yield it, and interrupt it; it must then stop by itself."""
    said = folder / "stderr.txt"
    with said.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=surroundings(folder, **environment),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            yield Serving(process=process, base=_address(process, said), said=said)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
            finally:
                assert process.stdout
                process.stdout.close()


def surroundings(folder: Path, **environment: str) -> Mapping[str, str]:
    """Return an environment in which everything that a process might write lands in a folder, and no setting of ours is set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KAMERANTWOORD_", "OLLAMA_", "GRADIO_", "HF_"))}
    return {**kept, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1", **environment}


def _address(process: subprocess.Popen[str], said: Path) -> str:
    assert process.stdout
    for line in process.stdout:
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise AssertionError(f"it did not start:\n{said.read_text()}")
