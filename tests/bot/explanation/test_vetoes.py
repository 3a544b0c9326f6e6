"""What an explanation in other words may never change, add or lose: the panel of quotes with explanations, and the rules one by one."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.explanation.twins import twins
from bot.explanation.vetoes import vetoes

PANEL = Path(__file__).parents[3] / "evals" / "panels" / "explanations.jsonl"
# What the vetoes alone do, before the model's own check; more of the panel may be caught or let through, never less.
LEAST_CAUGHT, LEAST_PASSED = 0.98, 0.78
QUOTE = "De AP heeft laten weten dat Odido het datalek tijdig heeft gemeld bij de AP."
WORDS = st.sampled_from(f"{QUOTE} niet geen moet mag als tenzij alle € 2 miljoen 12% (AP) « ‘ \u200b \n <zin> ? Ja.".split(" "))


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in PANEL.read_text(encoding="utf-8").splitlines())


def _refused(row: dict[str, Any]) -> bool:
    return bool(vetoes(row["explanation"], row["quote"], speakers=row["speakers"]))


def test_the_panel_is_as_broad_as_it_claims() -> None:
    kinds = Counter(row["kind"] for row in _rows())
    assert kinds["faithful"] >= 30
    assert kinds.total() - kinds["faithful"] >= 60
    assert set(kinds) >= {
        *("number", "amount", "date", "name", "negation", "negation_moved", "modality", "quantifier", "hedge", "condition", "time_limit"),
        *("restriction", "attribution", "speaker", "actors_swapped", "added", "lost_part", "direction", "free"),
    }
    assert all(row["held"] == (number % 3 == 0) for number, row in enumerate(_rows(), 1))


def test_the_vetoes_alone_catch_nearly_every_explanation_that_misleads() -> None:
    missed = [(row["kind"], row["explanation"]) for row in _rows() if row["expected"] == "unfaithful" and not _refused(row)]
    assert len(missed) <= (1 - LEAST_CAUGHT) * sum(row["expected"] == "unfaithful" for row in _rows()), missed


def test_most_faithful_explanations_pass_the_vetoes() -> None:
    refused = [row["explanation"] for row in _rows() if row["expected"] == "faithful" and _refused(row)]
    assert len(refused) <= (1 - LEAST_PASSED) * sum(row["expected"] == "faithful" for row in _rows()), refused


def test_the_table_is_printed_and_complete() -> None:
    table = Counter((row["expected"], row["held"], "refused" if _refused(row) else "passed") for row in _rows())
    print("\n" + ", ".join(f"{expected}{' (held)' if held else ''} → {got}: {n}" for (expected, held, got), n in sorted(table.items())))
    assert sum(table.values()) == len(_rows())


@pytest.mark.parametrize(
    ("quote", "good", "bad", "kind"),
    [
        ("Gemeenten krijgen € 2 miljoen.", "De gemeenten krijgen 2 miljoen euro.", "De gemeenten krijgen € 2 miljard.", "amount"),
        ("Het onderzoek duurt drie maanden.", "Het onderzoek duurt 3 maanden lang.", "Het onderzoek duurt 3 jaar lang.", "number"),
        ("Indien dat nodig is, komt er een wet.", "Als dat nodig is, komt er een wet.", "Er komt een wet, dat is nodig.", "condition"),
        ("Scholen dienen dat te melden.", "Scholen moeten dat melden.", "Scholen mogen dat melden.", "modality"),
        ("Het is verboden te roken.", "Roken mag niet.", "Roken is te doen.", "negation"),
        ("Thans loopt een onderzoek.", "Er loopt nu een onderzoek.", "Er loopt een onderzoek.", "time_limit"),
        ("De meeste scholen doen mee.", "Het merendeel van de scholen doet mee.", "Alle scholen doen mee.", "hedge"),
        ("Volgens de NZa stijgen de kosten.", "De NZa zegt dat de kosten stijgen.", "De NZa ziet de kosten stijgen.", "attribution"),
        ("Dit geldt uitsluitend voor studenten.", "Dit geldt alleen voor studenten.", "Dit geldt ook voor studenten.", "restriction"),
        ("De politie meldt dit aan de rechter.", "De politie zegt dit tegen de rechter.", "De rechter meldt dit de politie.", "order"),
        ("Odido meldde het aan de AP.", "Odido zei het tegen de AP.", "Ziggo zei het tegen de AP.", "name"),
        ("Er loopt een onderzoek.", "Er is een onderzoek bezig.", "Er was een onderzoek bezig.", "time_limit"),
        ("De premie stijgt volgend jaar.", "De premie wordt volgend jaar hoger.", "De premie wordt volgend jaar lager.", "hedge"),
        ("Wij achten dit onwenselijk.", "Wij vinden dit niet wenselijk.", "Wij vinden dit wenselijk.", "negation"),
        ("De regels gelden tot 1 mei.", "Tot 1 mei gelden de regels.", "Tot 1 juni gelden de regels.", "date"),
        ("Dit is niet voor jong, maar voor oud.", "Dit geldt niet voor jong, maar voor oud.", "Dit geldt niet voor oud.", "negation"),
        ("De AP meldt dat het lek dicht is.", "De AP zegt dat het lek dicht is.", "De AP zegt iets. Het lek is dicht.", "attribution"),
        ("Het kabinet steunt dit plan.", "De regering steunt dit plan.", "De regering steunt dit plannerig kommerk.", "word_added"),
        ("Het kabinet steunt dit plan.", "De regering steunt dit plan.", "De regering steunt dit plan, omdat het moet.", "word_added"),
    ],
)  # fmt: skip
def test_a_plainer_word_passes_and_another_meaning_does_not(quote: str, good: str, bad: str, kind: str) -> None:
    assert vetoes(good, quote) == ()
    assert kind in {finding.kind for finding in vetoes(bad, quote)}


@pytest.mark.parametrize(
    ("explanation", "why"),
    [
        ("", "empty"),
        ("  … ", "empty"),
        (QUOTE, "copied"),
        ("Odido heeft het datalek <b>op tijd</b> gemeld.", "markup"),
        ("Odido meldde het. Zie https://voorbeeld.nl", "markup"),
        ("Odido heeft het data\u200blek op tijd gemeld.", "hidden"),
        ("Оdido heeft het datalek op tijd gemeld.", "language"),
        ("The AP has said that Odido reported the data breach to them in time.", "language"),
        ("Volgens de AP heeft Odido het datalek op tijd gemeld bij de AP? ", "question"),
        ("Odido heeft het gemeld. " * 20, "long"),
    ],
    ids=lambda value: value if value.isalpha() else "text",
)
def test_what_is_no_plain_text_of_its_own_is_refused_for_its_form(explanation: str, why: str) -> None:
    assert [(finding.kind, finding.evidence or "copied") for finding in vetoes(explanation, QUOTE)][:1] == [("form", why)]


def test_i_may_be_the_minister_only_when_the_minister_speaks() -> None:
    quote, explanation = (
        "Ik vind het vreselijk dat deze incidenten hebben plaatsgevonden.",
        "De minister vindt het vreselijk dat dit is gebeurd.",
    )
    assert vetoes(explanation, quote, speakers=["minister"]) == ()
    assert {finding.kind for finding in vetoes(explanation, quote)} == {"name", "speaker"}


def test_an_abbreviation_of_the_letter_is_its_long_form() -> None:
    long = "De Autoriteit Persoonsgegevens zegt dat Odido het datalek op tijd heeft gemeld bij de Autoriteit Persoonsgegevens."
    assert vetoes(long, QUOTE, abbreviations={"AP": "Autoriteit Persoonsgegevens"}) == ()
    assert "name" in {finding.kind for finding in vetoes(long, QUOTE)}


@pytest.mark.parametrize("row", [row for row in _rows() if row["expected"] == "faithful"], ids=lambda row: str(row["explanation"])[:30])
def test_a_falsified_twin_of_a_faithful_explanation_says_something_else(row: dict[str, Any]) -> None:
    made = twins(row["explanation"])
    assert len(made) == 2
    assert all(twin != row["explanation"] and vetoes(twin, row["explanation"], speakers=row["speakers"]) for twin in made)


def test_what_says_nothing_that_can_be_denied_has_no_twin() -> None:
    assert twins("Goedemorgen allemaal.") == ()


@given(st.lists(WORDS, max_size=30).map(" ".join), st.lists(WORDS, max_size=30).map(" ".join))
def test_whatever_the_texts_no_veto_is_an_exception(explanation: str, quote: str) -> None:
    for finding in vetoes(explanation, quote):
        assert finding.kind
    for twin in twins(explanation):
        assert twin != explanation


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_at_all_is_judged(explanation: str, quote: str) -> None:
    assert isinstance(vetoes(explanation, quote), tuple)
