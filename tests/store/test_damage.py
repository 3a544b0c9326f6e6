"""More than a thousand damaged files: each is read or refused, in time, and what is read loses nothing and hides nothing."""

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from store.errors import DocumentUnreadable
from store.parse import parse_accounted
from store.proof import losses
from store.raw import RawText
from store.read import read_data
from tests.store.damaging import damaged, originals

SECONDS = 10


@contextmanager
def within(seconds: int, name: str) -> Iterator[None]:
    """Fail when the block hangs; a bound on time, not a measurement."""

    def hang(*_: object) -> None:
        pytest.fail(f"{name} took more than {seconds} s")

    before = signal.signal(signal.SIGALRM, hang)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def read_or_refuse(name: str, data: bytes) -> RawText | None:
    """Return the raw text; None when the file is refused with a reason that names it."""
    try:
        return read_data(name, data)[1]
    except DocumentUnreadable as error:
        if name not in str(error):
            raise
        return None


@pytest.mark.parametrize("name", sorted(originals()))
def test_every_whole_letter_is_read_without_a_loss(name: str) -> None:
    _, raw = read_data(name, originals()[name])
    document, account = parse_accounted(raw)
    assert list(losses(document, account)) == []
    assert [answer.numbers for answer in document.answers][:3] == [(1,), (2,), (3,)]


def test_a_thousand_damaged_files_are_read_or_refused_and_nothing_is_lost() -> None:
    seen: Counter[str] = Counter()
    for name, data in damaged(1200):
        with within(SECONDS, name):
            raw = read_or_refuse(name, data)
            if not raw:
                seen["refused"] += 1
                continue
            document, account = parse_accounted(raw)
            assert list(losses(document, account)) == [], name
            numbers = {number for answer in document.answers for number in answer.numbers}
            flagged = {number for flag in document.flags for number in flag.numbers}
            if document.kind == "answer":
                asked = {question.number for question in document.questions}
                assert asked ^ numbers <= flagged, f"{name}: a number without its other half and without a flag"
            seen[document.kind] += 1
    assert seen["answer"] > 500
    assert seen["refused"] > 50
