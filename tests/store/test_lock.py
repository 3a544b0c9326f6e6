"""One writer, named to whoever comes second; and what dead ones left behind."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from store.build import build
from store.errors import StoreLocked
from store.layout import Layout
from store.lock import writing
from store.settings import StoreSettings

HOLD = """
import sys, time
from pathlib import Path
from store.layout import Layout
from store.lock import writing
with writing(Layout(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""
"""A process that holds the lock until it is killed."""


def holding(store: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(store)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_is_told_who_holds_the_lock_and_since_when(letters: Path, settings: StoreSettings) -> None:
    process = holding(settings.store)
    try:
        with pytest.raises(StoreLocked, match=rf"process {process.pid} on {socket.gethostname()}, since \d{{4}}-.*wait until it is done"):
            build([letters], settings)
    finally:
        process.kill()
        process.communicate()


def test_the_lock_of_a_killed_process_is_free_at_once(letters: Path, settings: StoreSettings) -> None:
    process = holding(settings.store)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert (settings.store / "lock.holder").exists()
    assert build([letters], settings).documents == 2
    assert not (settings.store / "lock.holder").exists()


@pytest.mark.parametrize(
    "left",
    [
        pytest.param(f"process {os.getpid()} on {socket.gethostname()}", id="its number is another's by now"),
        pytest.param("process 1 on elders.example", id="another machine"),
        pytest.param("process 999999999 on x", id="no such process"),
        pytest.param("\x00", id="half written"),
    ],
)
def test_a_file_that_names_a_holder_holds_nothing(letters: Path, settings: StoreSettings, left: str) -> None:
    settings.store.mkdir()
    (settings.store / "lock.holder").write_text(left)
    assert build([letters], settings).documents == 2


def test_a_dead_process_is_never_named_as_the_holder(settings: StoreSettings) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    with writing(Layout(settings.store)):
        (settings.store / "lock.holder").write_text(f"process {gone.pid} on {socket.gethostname()}, since then\n")
        with pytest.raises(StoreLocked, match="not yet said which"), writing(Layout(settings.store)):
            pass
