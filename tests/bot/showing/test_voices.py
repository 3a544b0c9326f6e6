"""Whose words a sentence is, and to what question, where a reply quotes more than one letter."""

import json
from dataclasses import replace
from datetime import date

import pytest

from bot.judging.alike import differ_on_it, say_the_same
from bot.records import Citation, Sentence, Source
from bot.showing.voices import difference, members_question, voices
from store.records import Bewindspersoon
from tests.bot.faking import FakeBot, quoted, source

HARBOUR, FINANCE = "minister van Havens", "minister van Geld"


def letter(name: str, day: date | None, answer: str, *roles: str) -> Source:
    base = source(FakeBot().second, 5)
    persons = tuple(Bewindspersoon(name=None, role=role, mede_namens=number > 0) for number, role in enumerate(roles))
    return replace(base, id=f"{name}/1", document=name, numbers=(1,), answered_on=day, answered_by=persons, answer=answer)


def said(*sources: Source) -> tuple[Sentence, ...]:
    return tuple(quoted(one, one.answer) for one in sources)


A = letter("A", date(2025, 3, 3), "De pont krijgt 40.000 euro per jaar.", HARBOUR)
B = letter("B", date(2025, 4, 8), "De pont krijgt 55.000 euro per jaar.", FINANCE, HARBOUR)


def test_one_letter_needs_no_telling_apart() -> None:
    other = replace(A, id="A/2", answer="De pont vaart elke dag.")
    assert voices(said(A, other), (A, other)) == ()
    assert voices((), (A, B)) == ()


def test_each_letter_is_told_apart_by_who_and_when_and_how_it_stands_to_the_first() -> None:
    first, second = voices(said(A, B), (B, A))
    assert first.text == "Antwoord van de minister van Havens, 3 maart 2025"
    assert second.text == "Later antwoord van de minister van Geld, mede namens de minister van Havens, 8 april 2025"
    assert (first.documents, first.sentences, second.documents, second.sentences) == (("A",), (0,), ("B",), (1,))
    assert [voice.text.split(" van ")[0] for voice in voices(said(B, A), (A, B))] == ["Antwoord", "Eerder antwoord"]


def test_a_day_that_is_not_known_is_not_guessed() -> None:
    undated = replace(B, answered_on=None, answered_by=())
    assert [voice.text for voice in voices(said(undated, A), (A, undated))] == [
        "Antwoord van de regering, zonder datum",
        "Antwoord van de minister van Havens, 3 maart 2025",
    ]


def test_letters_of_one_day_are_not_told_to_follow_each_other() -> None:
    same_day = replace(B, answered_on=A.answered_on)
    assert voices(said(A, same_day), (A, same_day))[1].text.startswith("Ander antwoord van de minister van Geld, mede namens")


def test_a_letter_that_comes_back_is_not_a_later_one() -> None:
    again = replace(A, id="A/2", answer="De pont vaart elke dag.")
    first, second, third = voices(said(A, B, again), (A, B, again))
    assert third.text == first.text != second.text


def test_sentences_of_one_letter_that_stand_together_have_one_voice() -> None:
    more = replace(A, id="A/2", answer="De pont vaart elke dag.")
    assert [voice.sentences for voice in voices(said(A, more, B), (A, more, B))] == [(0, 1), (2,)]


def test_what_two_letters_say_has_both_with_their_days() -> None:
    twin = replace(B, answer=A.answer)
    both = Sentence(
        text=A.answer,
        verdict="literal",
        citations=tuple(Citation(source=one.id, quote=A.answer, start=0, end=len(A.answer)) for one in (twin, A)),
    )
    (voice,) = voices((both,), (A, twin))
    assert voice.documents == ("B", "A")
    assert voice.text == (
        "Hetzelfde antwoord in 2 brieven, van de minister van Havens op 3 maart 2025 en de minister van Geld, mede namens de minister van "
        "Havens op 8 april 2025"
    )


def test_letters_that_say_different_things_are_told_to_with_the_newest_day() -> None:
    notice = difference(said(B, A), (A, B))
    assert notice is not None
    assert (notice.code, notice.text.endswith("Het nieuwste is van 8 april 2026.")) == ("letters_differ", False)
    assert notice.text.endswith("Het nieuwste is van 8 april 2025.")


@pytest.mark.parametrize(
    "other",
    [
        replace(B, document="A"),
        replace(B, answer="Het Rijk bouwt in 2030 een brug bij het dorp."),
        replace(B, answer=A.answer),
        replace(B, answered_on=A.answered_on),
    ],
    ids=["same letter", "something else", "same words", "same day"],
)
def test_what_does_not_differ_or_is_no_later_letter_is_not_told_to(other: Source) -> None:
    assert difference(said(A, other), (A, other)) is None


def test_a_difference_with_a_letter_without_a_day_is_told_without_guessing_which_is_newer() -> None:
    undated = replace(B, answered_on=None)
    notice = difference(said(A, undated), (A, undated))
    assert notice is not None
    assert "nieuwste" not in notice.text


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("De pont krijgt 40 euro.", "De pont krijgt 50 euro.", True),
        ("De pont vaart in de winter.", "De pont vaart niet in de winter.", True),
        ("De pont mag in de winter varen.", "De pont moet in de winter varen.", True),
        ("De brug gaat in maart open.", "De brug gaat in mei open.", True),
        ("De brug gaat open.", "De brug gaat open.", False),
        ("De brug gaat in 2026 open.", "De brug gaat open.", False),
        ("Ingrijpen kan door een boete op te leggen.", "Bijvoorbeeld door een boete op te leggen.", False),
        ("Een brug is duur in het dorp en wordt niet gebouwd.", "Een brug in het dorp is voor schippers een lang gekoesterde wens.", False),
        ("De brug gaat spoedig open.", "De brug gaat binnenkort open.", False),
        ("De brug is niet open.", "Het veer vaart in de zomer langs het dorp.", False),
        ("", "", False),
    ],
)
def test_a_number_a_denial_or_what_is_allowed_makes_another_message(one: str, other: str, differ: bool) -> None:
    assert differ_on_it(one, other) is differ_on_it(other, one) is differ


def test_two_messages_that_differ_in_one_number_share_most_of_their_words() -> None:
    assert say_the_same(A.answer, B.answer)
    assert differ_on_it(A.answer, B.answer)


def test_a_bare_answer_and_what_points_at_the_question_carry_the_members_words() -> None:
    known = replace(A, answer="Ja. Dit duurt tot mei. De pont vaart elke dag.", question="Klopt het dat de pont stilligt?")
    sources = {known.id: known}
    shown = [members_question(quoted(known, text), sources) for text in ("Ja.", "Dit duurt tot mei.", "De pont vaart elke dag.")]
    assert shown == [known.question, "", ""]
    first = replace(known, answer="Dit duurt tot mei.")
    assert members_question(quoted(first, first.answer), {first.id: first}) == first.question
    assert members_question(quoted(first, first.answer), {}) == ""


def test_the_words_of_a_voice_are_no_part_of_a_quotation() -> None:
    sentences = said(A, B)
    texts = json.dumps([sentence.text for sentence in sentences])
    assert not any(voice.text in texts for voice in voices(sentences, (A, B)))
