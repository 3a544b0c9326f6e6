"""Misspelt words of a question give way to those of the letters; right ones never."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.embed import HashEmbedder
from store.lexicon import Lexicon, write
from store.records import Answer, Document, Question
from store.wording.spelling import corrected

TEXT = """
De werkgever betaalt losgeld na een aanval met gijzelsoftware. Cybercriminelen vallen ziekenhuizen aan. Haarlem heeft een ziekenhuis.
De bewindvoerder kan inloggen. Vrijwilligers van de brandweer oefenen. António Guterres was in Rusland. De wapenfabrikant exporteert.
De minister heeft uitgelegd wat de regering doet aan marktwerking. Het bureau is gesloten. De visies verschillen. Coördinatie van de
financiën en de patiënten. De huisvesting, de vergunningverlening en de bouwvergunning. Ook gebeurt dit.
"""


def lexicon_of(folder: Path, *texts: str) -> Lexicon:
    answers = tuple(Answer(numbers=(number,), text=text) for number, text in enumerate(texts, 1))
    asked = (Question(number=1, text="Kent u dit?"),)
    write(folder, [Document(id="a", kind="answer", origin="a.txt", questions=asked, answers=answers)], HashEmbedder().passages)
    return Lexicon(folder)


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return lexicon_of(tmp_path_factory.mktemp("spelling") / "lexicon", TEXT)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("losgelt", "losgeld"),
        ("gijzelsofware", "gijzelsoftware"),
        ("cybercrimnelen", "cybercriminelen"),
        ("ziekenhuys", "ziekenhuis"),
        ("ziekehnuis", "ziekenhuis"),
        ("werkgeever", "werkgever"),
        ("bewindvoeder", "bewindvoerder"),
        ("vrijwiligers", "vrijwilligers"),
        ("koordinatie", "coördinatie"),
        ("finansien", "financiën"),
        ("pasienten", "patiënten"),
        ("regring", "regering"),
        ("financien", "financiën"),
        ("Coordinatie", "Coördinatie"),
        ("uitgeleged", "uitgelegd"),
        ("huisvezting", "huisvesting"),
        ("vergunnningverlening", "vergunningverlening"),
        ("vergunnigverlenning", "vergunningverlening"),
    ],
)
def test_a_misspelt_word_gives_way_to_the_word_of_the_letters(lexicon: Lexicon, typed: str, meant: str) -> None:
    assert corrected(f"Wat vindt de minister van {typed}?", lexicon) == f"Wat vindt de minister van {meant}?"


@pytest.mark.parametrize(
    "typed",
    [
        "Heerlen",
        "heerlen",
        "Vitens",
        "vitens",
        "gebeurd",
        "patiënten",
        "coördinatie",
        "appen",
        "ziekenhuisje",
        "NCTV",
        "ABPO",
        "polen",
        "wapenbezitter",
        "bouwvergunningen",
        "xkcd",
        "deepfake",
        "Исландия",
        "2024Z17972",
    ],
)
def test_a_right_word_that_no_letter_uses_stays(lexicon: Lexicon, typed: str) -> None:
    assert corrected(f"Wat vindt de minister van {typed}?", lexicon) == f"Wat vindt de minister van {typed}?"


def test_a_name_gives_way_only_to_what_sounds_the_same(lexicon: Lexicon) -> None:
    assert corrected("Is Gutteres daar, of Guterras?", lexicon) == "Is Guterres daar, of Guterras?"


def test_all_but_the_misspelt_word_stays_as_typed(lexicon: Lexicon) -> None:
    assert corrected("  Hé, WAT kost losgelt\n(in 2024)?", lexicon) == "  Hé, WAT kost losgeld\n(in 2024)?"


@pytest.mark.parametrize("question", ["What does the regring do about losgelt?", "How are patienten in the ziekenhuys doing?"])
def test_an_english_question_stays(lexicon: Lexicon, question: str) -> None:
    assert corrected(question, lexicon) == question


def test_correcting_twice_changes_nothing_more(lexicon: Lexicon) -> None:
    once = corrected("de regring heeft uitgeleged wat cybercrimnelen aan losgelt kregen", lexicon)
    assert corrected(once, lexicon) == once


def test_the_more_common_of_two_words_is_meant(tmp_path: Path) -> None:
    lexicon = lexicon_of(tmp_path / "lexicon", "De brandweer rukt uit.", *["De grondwater stand."] * 3, "Het grandwater proeft.")
    assert corrected("grxndwater", lexicon) == "grondwater"


def test_an_error_that_stands_in_a_few_of_very_many_letters_is_one(tmp_path: Path) -> None:
    few, many = (lexicon_of(tmp_path / str(n), "De regring.", *["De regering."] * n) for n in (500, 1500))
    assert corrected("wat doet de regring", few) == "wat doet de regring"
    assert corrected("wat doet de regring", many) == "wat doet de regering"


def test_a_store_without_words_corrects_nothing(tmp_path: Path) -> None:
    assert corrected("wat doet de regring", lexicon_of(tmp_path / "lexicon")) == "wat doet de regring"


@given(question=st.text(max_size=60))
def test_any_text_comes_back_with_as_many_words(lexicon: Lexicon, question: str) -> None:
    assert len(corrected(question, lexicon).split()) == len(question.split())
