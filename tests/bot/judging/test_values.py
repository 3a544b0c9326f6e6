"""Where a sentence names the kind of thing that is asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.judging.intent import Asks
from bot.judging.values import shows_in_a_form, values

NAMED = [
    (Asks.NUMBER, "Bel 0800-1234 of 112.", "Welk nummer moet ik bellen?", ["0800-1234", "112"]),
    (Asks.COUNT, "Op 3 mei 2021 waren er 40 bruggen dicht.", "Hoeveel bruggen zijn er dicht?", ["40"]),
    (Asks.COUNT, "Van de 12 bruggen zijn er 3 dicht.", "Hoeveel van de 12 bruggen zijn dicht?", ["3"]),
    (Asks.COUNT, "Zie het antwoord op vraag 4.", "Hoeveel bruggen zijn er dicht?", []),
    (Asks.PERCENTAGE, "Het aantal daalde met 64% in 2024.", "Met hoeveel procent daalde het?", ["64%"]),
    (Asks.AMOUNT, "De brug kost € 4 miljoen.", "Hoeveel kost de brug?", ["€ 4"]),
    (Asks.WHEN, "De brug gaat op 3 mei 2021 open.", "Wanneer gaat de brug open?", ["3 mei 2021"]),
    (Asks.WHEN, "De brug ging in 2021 open.", "Ging de brug in 2021 open, en wanneer weer dicht?", []),
    (Asks.NAME, "De brug heet de Jansbrug naar J. Jansen.", "Hoe heet de brug?", ["Jansbrug", "J. Jansen"]),
    (Asks.WHICH, "De bouwer van de Jansbrug is Vos.", "Welk bedrijf bouwde de Jansbrug?", ["Vos"]),
    (Asks.WHO, "De gemeente betaalt.", "Wie betaalt de brug?", ["gemeente"]),
]


@pytest.mark.parametrize(("asks", "sentence", "question", "expected"), NAMED)
def test_a_thing_of_the_kind_asked_for_is_found_where_it_stands(asks: Asks, sentence: str, question: str, expected: list[str]) -> None:
    assert [sentence[span.start : span.end] for span in values(asks, sentence, question)] == expected


def test_a_reason_has_no_form() -> None:
    assert not shows_in_a_form(Asks.WHY)
    assert values(Asks.WHY, "Omdat de brug oud is.", "Waarom is de brug dicht?") == []


@given(st.text(max_size=200), st.sampled_from(list(Asks)))
def test_what_is_found_lies_in_the_sentence(sentence: str, asks: Asks) -> None:
    for span in values(asks, sentence, ""):
        assert 0 <= span.start < span.end <= len(sentence)
