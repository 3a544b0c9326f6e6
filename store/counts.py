"""How much a catalogue holds, and the questions in SQL that count it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How much a catalogue holds."""

    documents: int
    answers: int
    passages: int
    sentences: int


def counted(number: Callable[[str], int]) -> Counts:
    """Count what a catalogue holds; `number` gives the number that a query selects."""
    return Counts(
        documents=number("SELECT count(*) FROM documents"),
        answers=number("SELECT coalesce(sum(json_array_length(json, '$.answers')), 0) FROM documents"),
        passages=number("SELECT count(*) FROM passages"),
        sentences=number("SELECT count(*) FROM sentences"),
    )
