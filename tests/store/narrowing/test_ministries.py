"""Offices as thirty years of letters write them, and the ministry each is of today."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.narrowing.ministries import TABLE, called, ministries

JUSTICE, FINANCE, HEALTH = "Justitie en Veiligheid", "Financiën", "Volksgezondheid, Welzijn en Sport"
ECONOMY, CLIMATE, FARMING = "Economische Zaken", "Klimaat en Groene Groei", "Landbouw, Visserij, Voedselzekerheid en Natuur"
WATER, HOUSING = "Infrastructuur en Waterstaat", "Volkshuisvesting en Ruimtelijke Ordening"


@pytest.mark.parametrize(
    ("office", "of"),
    [
        ("minister van Justitie", {JUSTICE}),
        ("minister van Veiligheid en Justitie", {JUSTICE}),
        ("staatssecretaris (Justitie en Veiligheid)", {JUSTICE}),
        ("minister voor Rechtsbescherming", {JUSTICE}),
        ("JenV", {JUSTICE}),
        ("V&J", {JUSTICE}),
        ("staatssecretaris (Financiën – Fiscaliteit en Belastingdienst)", {FINANCE}),
        ("minister van FINANCIEN", {FINANCE}),
        ("minister voor Langdurige Zorg en Sport", {HEALTH}),
        ("VWS", {HEALTH}),
        ("minister vanBuitenlandse Zaken", {"Buitenlandse Zaken"}),
        ("minister voor Buitenlandse Handel en Ontwikkelingshulp", {"Buitenlandse Zaken"}),
        ("minister-president, minister van Algemene Zaken", {"Algemene Zaken"}),
        ("minister-president", {"Algemene Zaken"}),
        ("minister van Economische Zaken, Landbouw en Innovatie", {ECONOMY, FARMING}),
        ("minister van Economische Zaken en Klimaat", {ECONOMY, CLIMATE}),
        ("EZK", {ECONOMY, CLIMATE}),
        ("staatssecretaris van Economische Zaken, Digitale Economie en Soevereiniteit", {ECONOMY}),
        ("minister van Verkeer en Waterstaat", {WATER}),
        ("minister van Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer", {HOUSING, WATER}),
        ("Minister of Justice", {JUSTICE}),
        ("minister van Wegen", {"wegen"}),
        ("minister", set()),
        ("minister van", set()),
        ("", set()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_an_office_is_of_the_ministry_that_does_its_work_today(office: str, of: set[str]) -> None:
    assert ministries(office) == of


def test_every_name_and_abbreviation_of_the_table_leads_to_its_ministry() -> None:
    for one in TABLE:
        for name in (one.name, *one.short.split("|"), *one.marks.split("|"), *one.english.split("|")):
            assert one.name in ministries(name), name


def test_a_ministry_is_called_by_its_name_of_today_when_there_is_one() -> None:
    assert called("minister van Justitie") == called("VenJ") == JUSTICE
    assert called("Minister van Economische Zaken en Klimaat") == "Economische Zaken en Klimaat"
    assert called("minister van Wegen") == "Wegen"


@given(st.text(max_size=60))
def test_any_text_is_of_some_ministries_or_of_none(text: str) -> None:
    found = ministries(text)
    assert all(found)
    assert len(found & {one.name for one in TABLE}) in (0, len(found))
