"""Filters in, what a reader is shown of them out: one chip for each that can be taken away. Knows nothing of HTML or of terminals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.prompt import label
from bot.records import Filter
from bot.showing.dutch import in_dutch, listed
from store.filters import Kind

FILTERS = "filters"


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A filter as shown; the two days of a period are one."""

    kinds: tuple[Kind, ...]
    text: str
    """'brieven uit 2024'"""
    words: str | None
    """The words of the question it was read from."""


def chips(filters: Sequence[Filter]) -> tuple[Chip, ...]:
    """Return a chip for each filter a reader can take away."""
    days = [one for one in filters if one.kind in ("since", "until")]
    others = [one for one in filters if one not in days]
    found = [Chip(kinds=(one.kind,), text=label(FILTERS, one.kind, **{one.kind: one.value}), words=one.words) for one in others]
    return (*([_of_period(days)] if days else []), *found)


def described(filters: Sequence[Filter]) -> str:
    """Return filters as words in a sentence: 'brieven uit 2024 en ministerie van Defensie'."""
    return listed(chip.text for chip in chips(filters))


def _of_period(days: Sequence[Filter]) -> Chip:
    values = {one.kind: date.fromisoformat(one.value) for one in days}
    kinds = tuple(values)
    return Chip(kinds=kinds, text=_period(values.get("since"), values.get("until")), words=days[0].words)


def _period(since: date | None, until: date | None) -> str:
    if since is None or until is None:
        return label(FILTERS, "until", until=in_dutch(until)) if since is None else label(FILTERS, "since", since=in_dutch(since))
    if since == until:
        return label(FILTERS, "day", day=in_dutch(since))
    if since == date(since.year, 1, 1) and until + timedelta(1) == date(since.year + 1, 1, 1):
        return label(FILTERS, "year", year=since.year)
    return label(FILTERS, "between", since=in_dutch(since), until=in_dutch(until))
