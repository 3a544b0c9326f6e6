"""Words that name a period, and its days."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.narrowing.periods import DATED, PERIOD, Period, period
from store.wording.flat import flat

TODAY = date(2026, 11, 22)
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
DAYS = st.dates(date(1994, 1, 1), date(2039, 12, 31))


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("in 2024", "2024-01-01", "2024-12-31"),
        ("uit het jaar 2024", "2024-01-01", "2024-12-31"),
        ("Sinds maart 2025", "2025-03-01", None),
        ("van na maart 2025", "2025-04-01", None),
        ("vanaf 3 mrt 2025", "2025-03-03", None),
        ("vóór 2020", None, "2019-12-31"),
        ("tot maart 2020", None, "2020-02-29"),
        ("tot en met maart 2020", None, "2020-03-31"),
        ("tussen 2019 en 2021", "2019-01-01", "2021-12-31"),
        ("tussen maart en juni 2024", "2024-03-01", "2024-06-30"),
        ("van 2019 t/m 2021", "2019-01-01", "2021-12-31"),
        ("van 2019 tot 2021", "2019-01-01", "2020-12-31"),
        ("in 2023 en 2024", "2023-01-01", "2024-12-31"),
        ("van 8 april 2026", "2026-04-08", "2026-04-08"),
        ("op 8-4-2026", "2026-04-08", "2026-04-08"),
        ("uit vergaderjaar 2024-2025", "2024-09-17", "2025-09-15"),
        ("vorig jaar", "2025-01-01", "2025-12-31"),
        ("sinds vorig jaar", "2025-01-01", None),
        ("dit jaar", "2026-01-01", "2026-12-31"),
        ("vorige maand", "2026-10-01", "2026-10-31"),
        ("van vorige week", "2026-11-09", "2026-11-15"),
        ("gisteren", "2026-11-21", "2026-11-21"),
        ("in de afgelopen twee jaar", "2024-11-22", "2026-11-22"),
        ("de laatste 6 maanden", "2026-05-22", "2026-11-22"),
        ("since March 2025", "2025-03-01", None),
        ("in the last two years", "2024-11-22", "2026-11-22"),
    ],
)
def test_words_name_a_period(words: str, since: str | None, until: str | None) -> None:
    expected = Period(since=date.fromisoformat(since) if since else None, until=date.fromisoformat(until) if until else None)
    assert period(words, TODAY) == expected
    assert re.fullmatch(PERIOD, flat(words))
    assert DATED.search(flat(words))


@pytest.mark.parametrize(
    "words",
    ["in maart", "op 31 februari 2024", "in 2024-2025", "in 2024Z12345", "uit 1648", "in 2.024", "tussen 2021 en 2019", "in 2020 en 2024",
     "van begin 2024", "in 20241", "2024", ""],
)  # fmt: skip
def test_words_that_name_no_period_or_none_that_exists_are_not_one(words: str) -> None:
    assert period(words, TODAY) is None


def test_a_year_ago_on_a_leap_day_is_a_day_that_exists() -> None:
    assert period("afgelopen jaar", date(2024, 2, 29)) == Period(since=date(2023, 2, 28), until=date(2024, 2, 29))


@given(DAYS, DAYS)
def test_two_days_written_out_are_the_days_meant(one: date, other: date) -> None:
    first, last = sorted((one, other))
    said = [f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in (first, last)]
    assert period(f"tussen {said[0]} en {said[1]}", TODAY) == Period(since=first, until=last)
    assert period(f"na {said[0]}", TODAY) == Period(since=first + timedelta(1))
    assert period(f"tot {said[0]}", TODAY) == Period(until=first - timedelta(1))
    assert period(f"op {first.day}-{first.month}-{first.year}", TODAY) == Period(since=first, until=first)


@given(st.text(max_size=40), DAYS)
def test_no_text_is_too_strange_to_read(text: str, today: date) -> None:
    found = period(text, today)
    assert found is None or (found.since or date.min) <= (found.until or date.max)


@given(st.text(max_size=40))
def test_a_text_made_flat_keeps_its_length(text: str) -> None:
    assert len(flat(text)) == len(text)
    assert flat(flat(text)) == flat(text)
