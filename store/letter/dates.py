"""Dates as Dutch letters write them: '7 november 2023', '7-11-2023', '26 juni jl.'; knows nothing about what happened on them."""

import re
from datetime import date

_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")
_MONTH = "|".join(_MONTHS)

DATE = rf"(?<!\d)\d{{1,2}}(?:\s*(?:{_MONTH})\s*\d{{4}}|\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?\d{{4}})(?!\d)"
"""Pattern without groups of a date with its year; white space may be missing where a file glued its words."""

LAST = rf"(?<!\d)\d{{1,2}}\s+(?:{_MONTH})(?:\s+\d{{4}})?,?\s+(?:jl|jongstleden|l\.l)\b\.?"
"""Pattern without groups of a day of the past year: '26 juni jl.'."""

ENDS_DATED = re.compile(r"\d{4}\s*\)\s*\.?\s*$")
"""The head of published questions and answers, over several lines, ends with a date: '(ingezonden 3 mei 2024).'"""

_WRITTEN = re.compile(rf"(\d{{1,2}})\s*({_MONTH})\s*(\d{{4}})?", re.IGNORECASE)
_NUMERIC = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})")


def read_date(words: str, written_on: date | None = None) -> date | None:
    """Return the date that words name, None for one that does not exist.

    A day without a year is the last one up to `written_on`; None when that is not known.
    """
    if match := _NUMERIC.search(words):
        return _existing(int(match[3]), int(match[2]), int(match[1]))
    if not (match := _WRITTEN.search(words)):
        return None
    day, month = int(match[1]), _MONTHS.index(match[2].lower()) + 1
    if match[3]:
        return _existing(int(match[3]), month, day)
    if written_on is None:
        return None
    past = [found for year in (written_on.year, written_on.year - 1) if (found := _existing(year, month, day)) and found <= written_on]
    return past[0] if past else None


def vergaderjaar(first: str, second: str) -> str | None:
    """Return a parliamentary year as '2024-2025' from '2024' and '2025', '25' or, for both, two digits; None when it is not one year."""
    begin = int(first) if len(first) == 4 else int(first) + (1900 if int(first) >= 50 else 2000)
    end = begin + 1
    return f"{begin}-{end}" if str(end).endswith(second) else None


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
