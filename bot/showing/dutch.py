"""Days and words in, as a Dutch sentence has them out: '8 april 2026', 'a, b en c'. Knows nothing of letters."""

from collections.abc import Iterable
from datetime import date

from bot.prompt import label, labels

_OF_DAYS = "page"


def in_dutch(day: date | None) -> str:
    """Return a date as '8 april 2026'; for none, that the letter names none."""
    if day is None:
        return label(_OF_DAYS, "when_unknown")
    return f"{day.day} {labels(_OF_DAYS)['months'].split()[day.month - 1]} {day.year}"


def listed(words: Iterable[str]) -> str:
    """Return words as an enumeration: 'a, b en c'."""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} {label(_OF_DAYS, 'and')} {last}" if first else last
