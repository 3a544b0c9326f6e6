"""Words that name a period in, its first and last day out: 'uit 2024', 'sinds maart 2025', 'tussen 2019 en 2021', 'vorig jaar'.

Dutch, and the plainest English. Knows nothing of what happened in a period, nor whether a letter is meant.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from store.wording.flat import flat

_MONTHS = (
    "januari|january|jan, februari|february|feb, maart|march|mrt, april|apr, mei|may, juni|june|jun, juli|july|jul, augustus|august|aug, "
    "september|sept|sep, oktober|october|okt|oct, november|nov, december|dec"
).split(", ")
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_COUNTS = "een|one twee|two drie|three vier|four vijf|five zes|six zeven|seven acht|eight negen|nine tien|ten"
_COUNT_OF = {name: number for number, names in enumerate(_COUNTS.split(), 1) for name in names.split("|")}

_MONTH = rf"(?:{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))})\b\.?"
_YEAR = r"(?:19[89]\d|20[0-4]\d)(?![\dz]|[.,]\d|\s?[-–/]\s?\d)"
"""From 1980 on: earlier years and numbers of things are no dates of letters."""
_DAY = r"\d{1,2}(?:e|ste|de|st|nd|rd|th)?"
_SESSION = r"(?:het\s+)?(?:vergaderjaar|parlementaire\s+jaar)\s+(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)(?!\d)"
_RELATIVE = (
    r"vorige?\s+(?:jaar|maand|week)|dit\s+jaar|deze\s+(?:maand|week)|gisteren|vandaag|last\s+(?:year|month|week)|this\s+(?:year|month|week)"
    r"|yesterday|today"
)
_MOMENT = (
    rf"(?:{_DAY}\s+{_MONTH}\s+{_YEAR}|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:19|20)\d\d(?!\d)|(?:19|20)\d\d-\d\d-\d\d(?!\d)"
    rf"|{_MONTH}\s+(?:van\s+|of\s+)?{_YEAR}|{_SESSION}|(?:het\s+jaar\s+|the\s+year\s+)?{_YEAR}|{_RELATIVE})"
)
_HALF = rf"(?:{_MOMENT}|(?:{_DAY}\s+)?{_MONTH})"
"""The first of two: 'tussen maart en juni 2024' says the year once."""
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(_COUNT_OF)})"
_UNIT = r"(?:jaar|jaren|maand(?:en)?|we(?:ek|ken)|dagen|years?|months?|weeks?|days)"

# Each form has groups under its own number; all but `a`, `b`, `n` and `unit` are told apart by which of them matched.
_FORMS = {
    "between": rf"(?:van\s+)?(?:tussen|between)\s+(?P<a>{_HALF})\s+(?:en|and)\s+(?P<b>{_MOMENT})",
    "through": rf"(?:van|uit|in|from)\s+(?P<a>{_HALF})\s*(?:tot\s+en\s+met|t/m|through|[-–])\s*(?P<b>{_MOMENT})",
    "up_to": rf"(?:van|from)\s+(?P<a>{_HALF})\s+(?:tot|to|until)\s+(?P<b>{_MOMENT})",
    "both": rf"(?:uit|in|van|from)\s+(?P<a>{_YEAR})\s+(?:en|and)\s+(?P<b>{_YEAR})",
    "since": rf"(?:van\s+)?(?:sinds|vanaf|since)\s+(?P<a>{_MOMENT})",
    "after": rf"(?:van\s+|from\s+)?(?:na|after|later\s+dan)\s+(?P<a>{_MOMENT})",
    "before": rf"(?:van\s+|from\s+)?(?:voor|before|eerder\s+dan|ouder\s+dan|tot(?!\s+en\s+met)|until)\s+(?P<a>{_MOMENT})",
    "until": rf"(?:tot\s+en\s+met|t/m|up\s+to)\s+(?P<a>{_MOMENT})",
    "past": r"(?:(?:in|uit|van|over|from|during)\s+)?(?:(?:de|het|the)\s+)?(?:afgelopen|laatste|voorbije|past|last)\s+"
    rf"(?:(?P<n>{_COUNT})\s+)?(?P<unit>{_UNIT})\b",
    "in": rf"(?:(?:in|uit|van|op|d\.d\.|from|of|on)\s+)(?P<a>{_MOMENT})",
    "bare": rf"(?P<a>{_RELATIVE})",
}
_PATTERNS = {name: re.compile(form) for name, form in _FORMS.items()}
PERIOD = (
    "(?:" + "|".join(re.sub(r"\(\?P<\w+>", "(?:", form) for form in _FORMS.values()) + rf")(?![\w-])(?!\s*(?:,|en|of|and|or)\s*{_MOMENT})"
)
"""Pattern without groups of the words of a period with the preposition before it, in a text made flat."""

DATED = re.compile(r"\d{4}|jaar|jaren|maand|week|weken|dagen|gisteren|vandaag|year|month|days|yesterday|today")
"""What is in every text made flat that names a period: quick to look for."""


@dataclass(frozen=True, kw_only=True)
class Period:
    """Two days and all between them, both included; None is without end."""

    since: date | None = None
    until: date | None = None


def period(words: str, today: date) -> Period | None:
    """Return the period that words name; None when they name none, or one that does not exist ('31 februari 2024')."""
    plain = " ".join(flat(words).split())
    for name, pattern in _PATTERNS.items():
        if match := pattern.fullmatch(plain):
            found = _past(match, today) if name == "past" else _between(name, match.groupdict(), today)
            return found if found and (found.since or date.min) <= (found.until or date.max) else None
    return None


def _between(form: str, said: dict[str, str | None], today: date) -> Period | None:
    a, b = said["a"] or "", said.get("b")
    last = _moment(b, today) if b else None
    first = _moment(a if last is None or re.search(rf"\d{{4}}|{_RELATIVE}", a) else f"{a} {last[0].year}", today)
    if first is None or (b and last is None):
        return None
    if last is not None:
        if form == "both" and last[0].year - first[0].year != 1:
            return None
        return Period(since=first[0], until=last[0] - timedelta(1) if form == "up_to" else last[1])
    day = timedelta(1)
    return {
        "since": Period(since=first[0]),
        "after": Period(since=first[1] + day),
        "before": Period(until=first[0] - day),
        "until": Period(until=first[1]),
    }.get(form, Period(since=first[0], until=first[1]))


def _past(match: re.Match[str], today: date) -> Period | None:
    """Read 'de afgelopen twee jaar': up to today, counted back."""
    said = match["n"] or "1"
    count = int(said) if said.isdecimal() else _COUNT_OF[said]
    unit = match["unit"]
    if unit.startswith(("d", "w")):
        return Period(since=today - timedelta(count * (7 if unit.startswith("w") else 1)), until=today)
    months = count * (12 if unit.startswith(("j", "y")) else 1)
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return Period(since=date(year, month + 1, min(today.day, monthrange(year, month + 1)[1])), until=today)


def _moment(words: str, today: date) -> tuple[date, date] | None:
    """Return the first and the last day of a moment; None for one that does not exist."""
    said = words.strip()
    if re.fullmatch(_RELATIVE, said):
        return _relative(said, today)
    numbers = [int(number) for number in re.findall(r"\d+", said)]
    month = next((_NUMBER_OF[name] for name in re.findall(r"[a-z]+", said) if name in _NUMBER_OF), None)
    try:
        if re.match(_SESSION, said):
            return _opening(numbers[0]), _opening(numbers[0] + 1) - timedelta(1)
        if len(numbers) == 3:
            year, middle, day = numbers if numbers[0] > 31 else reversed(numbers)
            return (date(year, middle, day),) * 2
        if month and len(numbers) == 2:
            return (date(numbers[1], month, numbers[0]),) * 2
        if month:
            return date(numbers[-1], month, 1), date(numbers[-1], month, monthrange(numbers[-1], month)[1])
        return date(numbers[-1], 1, 1), date(numbers[-1], 12, 31)
    except (ValueError, IndexError):
        return None


def _relative(said: str, today: date) -> tuple[date, date]:
    if said in ("vandaag", "today", "gisteren", "yesterday"):
        day = today - timedelta(said in ("gisteren", "yesterday"))
        return day, day
    back = said.startswith(("vorig", "last"))
    if said.endswith("week"):
        monday = today - timedelta(today.weekday() + 7 * back)
        return monday, monday + timedelta(6)
    if said.endswith(("jaar", "year")):
        return date(today.year - back, 1, 1), date(today.year - back, 12, 31)
    last = today.replace(day=1) - timedelta(1) if back else today
    return last.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])


def _opening(year: int) -> date:
    """Return the day on which a parliamentary year begins: the third Tuesday of September (Grondwet, artikel 65)."""
    first = date(year, 9, 1)
    return first + timedelta((1 - first.weekday()) % 7 + 14)
