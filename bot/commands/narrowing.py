"""The options that narrow a search, as typed in; what the reader wants of filters out."""

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from store.errors import InputError

if TYPE_CHECKING:
    from bot.filtering import Filtering

Since = Annotated[
    str | None, typer.Option("--since", help="Only letters from this day on: 2024-03-31, 2024-03 or 2024.", show_default=False)
]
Until = Annotated[str | None, typer.Option("--until", help="Only letters up to and including this day.", show_default=False)]
Ministry = Annotated[str | None, typer.Option("--ministry", help="Only answers of this ministry, by any of its names.", show_default=False)]
Party = Annotated[str | None, typer.Option("--party", help="Only answers to members of this party.", show_default=False)]
OfDocument = Annotated[
    str | None, typer.Option("--document", help="Only this letter: zaaknummer, aanhangselnummer or id.", show_default=False)
]
NoFilters = Annotated[bool, typer.Option("--no-filters", help="Read no filters from the words of the question.")]


def filtering_of(no_filters: bool, *, since: str | None, until: str | None, **names: str | None) -> "Filtering":
    """Return what options say; raise InputError for what is no day, or for a period that ends before it begins."""
    from bot.filtering import Filtering
    from bot.intake import filters_of

    given = filters_of(since=_day("--since", since, last=False), until=_day("--until", until, last=True), **names)
    return Filtering(given=given, from_question=not no_filters)


def _day(option: str, said: str | None, *, last: bool) -> str | None:
    """Return a day as '2024-03-31' for that day, a month or a year: its first day or its last."""
    if said is None:
        return None
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", said.strip(), re.ASCII)
    try:
        year, month, day = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
        month = month or (12 if last else 1)
        return date(year, month, day or (monthrange(year, month)[1] if last else 1)).isoformat()
    except ValueError:
        raise InputError(f"{option} {said!r} is no day: write it as 2024-03-31, 2024-03 or 2024.") from None
