import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.fold import same_words

ANSWER = (
    "De Autoriteit Persoonsgegevens houdt toezicht op de naleving van de privacyregels. Het is aan de toezichthouder om te "
    "bepalen of er in dit geval aanleiding is voor een onderzoek, en daar treed ik niet in."
)
SAME = {
    "to the letter": ANSWER,
    "other case, spaces and quotes": ANSWER.replace(" de ", "  DE ").replace(".", " ."),
    "one word changed that decides nothing": ANSWER.replace("aanleiding is", "reden is"),
    "a glued word": ANSWER.replace("te bepalen", "tebepalen"),
}
OTHER = {
    "a denial more": ANSWER.replace("er in dit geval", "er in dit geval niet"),
    "a denial less": ANSWER.replace("treed ik niet in", "treed ik in"),
    "another year": ANSWER + " Dat was in 2023 zo.",
    "half of it": ANSWER[: len(ANSWER) // 2],
    "another norm": ANSWER.replace("Het is aan de toezichthouder om te", "De toezichthouder moet"),
    "another order of nothing": "Over de bruggen van Zwolle heeft uw Kamer in het voorjaar een brief ontvangen van mijn ambtsvoorganger.",
}


@pytest.mark.parametrize("name", SAME)
def test_what_a_letter_repeats_from_another_is_the_same(name: str) -> None:
    assert same_words(ANSWER, SAME[name])


@pytest.mark.parametrize("name", OTHER)
def test_an_answer_that_says_something_else_is_another(name: str) -> None:
    assert not same_words(ANSWER, OTHER[name])


@pytest.mark.parametrize("answer", ["", "Ja.", "Zie het antwoord op vraag 2.", "Nee, dat is niet zo."])
def test_a_short_answer_means_what_was_asked_and_is_never_the_same(answer: str) -> None:
    assert not same_words(answer, answer)


def test_an_amount_that_differs_makes_another_answer() -> None:
    text = "Voor de aanpak van de achterstanden bij de uitvoering is dit jaar {} euro vrijgemaakt uit de algemene middelen van het Rijk."
    assert same_words(text.format("12 miljoen"), text.format("12 miljoen"))
    assert not same_words(text.format("12 miljoen"), text.format("13 miljoen"))


@given(st.text(max_size=300), st.text(max_size=300))
def test_either_may_be_named_first(one: str, other: str) -> None:
    assert same_words(one, other) == same_words(other, one)
