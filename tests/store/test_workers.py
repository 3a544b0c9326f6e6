"""Files that take for ever, eat memory or kill who reads them: in real processes, with real signals."""

import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.workers import Workers

LETTER = b"Vraag 1\nKent u dit?\n\nAntwoord op vraag 1\nJa.\n"
LARGE = LETTER + b"Ja, dat is zo. " * 10_000
"""Too large to be read in this process."""


def children() -> list[int]:
    """The processes that this one started, from any of its threads."""
    return [int(pid) for path in Path("/proc/self/task").glob("*/children") for pid in path.read_text().split()]


def test_outcomes_come_in_the_order_of_the_files_with_their_labels() -> None:
    files = [(number, f"{number}.txt", LARGE if number % 3 == 0 else None if number % 3 == 1 else LETTER) for number in range(12)]
    with Workers() as workers:
        outcomes = list(workers.outcomes(files))
    assert [label for label, _ in outcomes] == list(range(12))
    assert [outcome is None for _, outcome in outcomes] == [data is None for _, _, data in files]
    assert all(outcome["format"] == "txt" for _, outcome in outcomes if outcome)


def test_a_few_small_texts_start_no_process() -> None:
    before = children()
    with Workers() as workers:
        for _ in workers.outcomes((number, "brief.txt", LETTER) for number in range(20)):
            assert children() == before


def test_a_file_that_takes_too_long_is_told_and_the_next_is_read() -> None:
    started = time.monotonic()
    with Workers(seconds=0.05, processes=1) as workers:
        outcomes = dict(workers.outcomes([("slow", "traag.txt", LARGE * 20)]))
    assert outcomes["slow"] is not None
    assert "takes longer than" in outcomes["slow"]["reason"]
    assert time.monotonic() - started < 10
    with Workers(processes=1) as workers:
        assert "document" in (dict(workers.outcomes([("next", "goed.txt", LARGE)]))["next"] or {})


def test_a_reader_that_dies_costs_the_file_it_read_only() -> None:
    if not Path("/proc/self/task").exists():
        pytest.skip("needs /proc")
    before, killed = children(), []

    def files() -> Iterator[tuple[str, str, bytes]]:
        yield "first", "een.txt", LARGE
        for number in range(30):
            time.sleep(0.02)
            mine = [pid for pid in children() if b"store.reader" in Path(f"/proc/{pid}/cmdline").read_bytes()]
            if number == 10 and mine:
                os.kill(mine[0], signal.SIGKILL)
                killed.append(mine[0])
            yield str(number), f"{number}.txt", LARGE

    with Workers(processes=2) as workers:
        outcomes = [outcome for _, outcome in workers.outcomes(files())]
    assert killed
    assert len(outcomes) == 31
    assert sum("reason" in (outcome or {}) for outcome in outcomes) <= 1
    assert children() == before


def test_a_bomb_inside_a_document_is_refused_within_time_and_memory() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w>" + b"0" * 300_000_000)
    started = time.monotonic()
    with Workers() as workers:
        ((_, outcome),) = workers.outcomes([("bomb", "bom.docx", packed.getvalue())])
    assert outcome is not None
    assert "reason" in outcome
    assert time.monotonic() - started < 30


def test_a_reader_does_not_outlive_the_process_it_reads_for() -> None:
    if not Path("/proc/self/task").exists():
        pytest.skip("needs /proc")
    program = (
        "import pathlib, time\nfrom store.workers import Workers\n"
        "with Workers(processes=1) as workers:\n"
        f"    list(workers.outcomes([('one', 'een.html', {LETTER!r})]))\n"
        "    print(*[pid for path in pathlib.Path('/proc/self/task').glob('*/children') for pid in path.read_text().split()], flush=True)\n"
        "    time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    (reader,) = process.stdout.readline().split()
    process.kill()
    process.communicate()
    until = time.monotonic() + 10
    while Path(f"/proc/{reader}/cmdline").exists() and b"reader" in Path(f"/proc/{reader}/cmdline").read_bytes():
        assert time.monotonic() < until
        time.sleep(0.05)
