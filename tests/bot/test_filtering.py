"""Filters of a question and filters given: which hold, what is looked for, what the reader is told."""

from datetime import date

import pytest

from bot.filtering import Filtering, left_after, narrowed
from bot.records import Filter
from bot.settings import BotSettings
from bot.showing.filter_view import chips, described
from store.catalogue import Catalogue
from store.filters import Filters
from store.library import Library

TODAY = date(2026, 11, 22)
FIRST, SECOND = "2026Z03908", "doc-410a341f5c"
SAID = "Wat zei de minister van Justitie in 2026 over losgeld?"


@pytest.fixture(scope="module")
def catalogue(settings: BotSettings) -> Catalogue:
    """The two bundled letters: of 27 February 2026, asked by GroenLinks-PvdA, and of 8 April 2026."""
    return Library(settings).current().catalogue


def values(filters: tuple[Filter, ...]) -> dict[str, str]:
    return {one.kind: one.value for one in filters}


def test_what_a_question_says_narrows_it_and_is_shown_with_its_words(catalogue: Catalogue) -> None:
    found = narrowed(SAID, Filtering(), catalogue, TODAY)
    assert values(found.filters) == {"since": "2026-01-01", "until": "2026-12-31", "ministry": "Justitie en Veiligheid"}
    assert [one.words for one in found.filters] == ["in 2026", "in 2026", "minister van Justitie"]
    assert (found.sought, found.among) == ("Wat zei de minister over losgeld?", {FIRST, SECOND})
    assert (found.has_topic, found.notice) == (True, None)


def test_a_question_is_taken_as_it_is_when_its_filters_are_not_wanted(catalogue: Catalogue) -> None:
    found = narrowed(SAID, Filtering(from_question=False), catalogue, TODAY)
    assert (found.filters, found.among, found.sought) == ((), None, SAID)


def test_a_filter_given_stands_before_the_one_in_the_question(catalogue: Catalogue) -> None:
    given = Filters(until=date(2026, 3, 1), party="GL-PvdA")
    found = narrowed(SAID, Filtering(given=given), catalogue, TODAY)
    assert values(found.filters) == {"until": "2026-03-01", "ministry": "Justitie en Veiligheid", "party": "GL-PvdA"}
    assert [one.words for one in found.filters] == [None, "minister van Justitie", None]
    assert found.among == {FIRST}
    assert "in 2026" in found.sought


def test_a_filter_taken_away_leaves_the_others_and_its_words_are_looked_for_again(catalogue: Catalogue) -> None:
    filters = narrowed(SAID, Filtering(), catalogue, TODAY).filters
    again = narrowed(SAID, left_after(filters, ("since", "until")), catalogue, TODAY)
    assert values(again.filters) == {"ministry": "Justitie en Veiligheid"}
    assert again.sought == "Wat zei de minister in 2026 over losgeld?"
    last = narrowed(SAID, left_after(again.filters, ("ministry",)), catalogue, TODAY)
    assert (last.filters, last.sought) == ((), SAID)


def test_a_letter_that_is_not_there_is_said_to_be_missing(catalogue: Catalogue) -> None:
    found = narrowed("Wat staat er in zaak 2025Z00001 over losgeld?", Filtering(), catalogue, TODAY)
    assert (found.among, found.notice and found.notice.code) == (frozenset(), "document_unknown")
    assert found.notice
    assert "2025Z00001 zit niet in deze verzameling" in found.notice.text


def test_filters_that_leave_no_letter_say_so(catalogue: Catalogue) -> None:
    found = narrowed("Wat zei de minister van Defensie in 1999 over losgeld?", Filtering(), catalogue, TODAY)
    assert found.notice
    assert found.notice.code == "filters_empty"
    assert "brieven uit 1999 en ministerie van Defensie" in found.notice.text


@pytest.mark.parametrize(
    ("question", "has_topic"),
    [
        ("Welke antwoorden gaf de minister in 2026?", False),
        ("Wat staat er in zaak 2026Z03908?", False),
        ("2026Z03908", False),
        ("Laat alle vragen van GroenLinks-PvdA zien", False),
        ("Welke antwoorden gaf de minister in 2026 over losgeld?", True),
        ("Waarom?", True),
    ],
)
def test_a_question_that_names_letters_and_no_subject_is_known_for_it(catalogue: Catalogue, question: str, has_topic: bool) -> None:
    assert narrowed(question, Filtering(), catalogue, TODAY).has_topic is has_topic


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ({"since": "2024-01-01", "until": "2024-12-31"}, "brieven uit 2024"),
        ({"since": "2026-04-08", "until": "2026-04-08"}, "brieven van 8 april 2026"),
        ({"since": "2024-03-01", "until": "2024-03-31"}, "brieven van 1 maart 2024 tot en met 31 maart 2024"),
        ({"since": "2025-03-01"}, "brieven vanaf 1 maart 2025"),
        ({"until": "2019-12-31"}, "brieven tot en met 31 december 2019"),
    ],
)
def test_a_period_is_one_thing_to_take_away(days: dict[str, str], text: str) -> None:
    filters = tuple(Filter(kind=kind, value=value, words=None) for kind, value in days.items())  # type: ignore[arg-type]
    (chip,) = chips(filters)
    assert (chip.kinds, chip.text) == (tuple(days), text)


def test_filters_are_named_in_one_sentence() -> None:
    names = (("ministry", "Defensie"), ("party", "PVV"), ("document", FIRST))
    filters = tuple(Filter(kind=kind, value=value, words=None) for kind, value in names)  # type: ignore[arg-type]
    assert described(filters) == f"ministerie van Defensie, vragen van PVV en brief {FIRST}"
