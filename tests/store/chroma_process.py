"""A real Chroma server of our own, in a process that can be killed and started again on the same folder and port."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

EVERYWHERE = pytest.mark.usefixtures("vectors_at")
"""Runs a module's tests twice: with vectors embedded, and with vectors on a real server."""
EMBEDDED = pytest.mark.parametrize("vectors_at", ["embedded"], indirect=True)
"""… but not one that is about the files of the embedded Chroma, which a server keeps to itself."""
COLLECTIONS = "/api/v2/tenants/default_tenant/databases/default_database/collections"


class ChromaProcess:
    """`chroma run` on loopback: the server that people run, started and killed for real."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        program = Path(sys.executable).with_name("chroma")
        command = [program, "run", "--path", self._folder / "data", "--host", "127.0.0.1", "--port", str(self.port)]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        until = time.monotonic() + 60
        while True:
            try:
                httpx.get(f"{self.url}/api/v2/heartbeat", timeout=1, trust_env=False)
                return
            except httpx.TransportError:
                assert self._process.poll() is None, (self._folder / "log").read_text()
                assert time.monotonic() < until
                time.sleep(0.05)

    def kill(self) -> None:
        """Kill it; a second time does nothing."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def collections(url: str) -> dict[str, str]:
    """Return the ids of all collections of a server, by name."""
    listed = httpx.get(f"{url}{COLLECTIONS}", trust_env=False, timeout=10).json()
    return {collection["name"]: collection["id"] for collection in listed}


def count(url: str, id: str) -> int:
    """Return how many vectors a collection of a server has."""
    return int(httpx.get(f"{url}{COLLECTIONS}/{id}/count", trust_env=False, timeout=10).json())
