"""What several tests share: a real Ollama, where the machine has one."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest

START = 30.0
"""Seconds that Ollama may take to start."""

# The shell reads from a pipe that ends with the test run, however that ends, and then takes Ollama and its engine along.
_SERVE = '("$0" serve </dev/null; kill -9 0) & read -r _; kill -9 0'

RunOllama = Callable[..., AbstractContextManager[tuple[str, Callable[..., None]]]]


@pytest.fixture(scope="session")
def run_ollama(tmp_path_factory: pytest.TempPathFactory) -> RunOllama:
    """A context manager that runs a real Ollama of its own, with settings of its environment: gives its URL, and a function that
    kills it with its engine, or sends both another signal."""
    folder = os.environ.get("KAMERANTWOORD_TEST_OLLAMA")
    if not folder:
        pytest.skip("KAMERANTWOORD_TEST_OLLAMA names no folder with bin/ollama and models/")
    program = Path(folder) / "bin" / "ollama"
    if not program.is_file():
        pytest.fail(f"KAMERANTWOORD_TEST_OLLAMA is {folder}, but {program} does not exist")

    @contextmanager
    def run(**environment: str) -> Iterator[tuple[str, Callable[..., None]]]:
        address = f"127.0.0.1:{_free_port()}"
        home = tmp_path_factory.mktemp("ollama")
        settings = {"OLLAMA_HOST": address, "OLLAMA_MODELS": f"{folder}/models", "HOME": str(home)}
        with (home / "log").open("wb") as log:
            # A session of its own, so that all of it can be killed at once.
            process = subprocess.Popen(
                ["sh", "-c", _SERVE, program],
                env=os.environ | settings | environment,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

            def kill(sent: signal.Signals = signal.SIGKILL) -> None:
                if process.poll() is None:
                    os.killpg(process.pid, sent)
                if sent is signal.SIGKILL:
                    process.communicate()

            try:
                _wait_for(f"http://{address}/api/version", process, home / "log")
                yield f"http://{address}", kill
            finally:
                kill()

    return run


@pytest.fixture(scope="session")
def real_ollama(run_ollama: RunOllama) -> Iterator[str]:
    """The URL of a real Ollama that has smollm2:135m; one for all tests."""
    with run_ollama() as (url, _):
        yield url


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START
    while process.poll() is None and time.monotonic() < until:
        try:
            if httpx.get(url, trust_env=False, timeout=1).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise RuntimeError(f"Ollama did not start:\n{log.read_text(errors='replace')[-2000:]}")
