"""Which words are written with accents, by what most texts do."""

import pytest

from store.wording.accents import Accents


def usual(counts: dict[str, int], *texts: str) -> dict[str, str]:
    accents = Accents()
    for text in texts:
        accents.add(text)
    return accents.usual(counts)


def test_a_word_that_most_texts_accent_is_accented() -> None:
    assert usual({"financien": 3}, "de financiën", "Financiën, ja: financiën") == {"financien": "financiën"}


@pytest.mark.parametrize(("texts", "why"), [(("één",), "rarely"), (("één", "een", "één"), "in half of the texts")])
def test_a_word_that_is_not_mostly_accented_is_not(texts: tuple[str, ...], why: str) -> None:
    assert usual({"een": 4}, *texts) == {}, why


def test_of_two_accents_the_usual_one_counts() -> None:
    assert usual({"curacao": 4}, "Curaçao", "curaçao", "curaçao", "Curacáo") == {"curacao": "curaçao"}


def test_a_letter_that_is_no_accent_is_left_alone() -> None:
    assert usual({"straße": 1}, "Straße") == {}
