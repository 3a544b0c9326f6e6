"""Which questions are about the letters themselves, and which only look like it. One hijacked question is worse than three missed."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.letters.about import about_letters, on_content
from bot.letters.dutch import DUTCH
from bot.letters.english import ENGLISH
from bot.letters.vocabulary import About, Vocabulary
from bot.records import Turn

CASES = Path(__file__).resolve().parents[3] / "evals" / "cases"
CONTENT = ("bundled", "tuning", "dev", "answerable", "find", "find_english", "pairs", "follow_up", "follow_up_dev", "input", "injection")
"""Files of questions that are all about something in the letters."""


def asked(name: str) -> list[str]:
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [question for case in map(json.loads, lines) for question in (*case.get("history", ()), case["question"])]


@pytest.mark.parametrize("name", CONTENT)
def test_no_question_of_the_cases_on_content_is_taken(name: str) -> None:
    questions = asked(name)
    assert len(questions) >= 30
    assert [question for question in questions if about_letters(question)] == []


@pytest.mark.parametrize(("file", "taken"), [("about_letters.txt", True), ("about_content.txt", False)])
def test_ways_of_asking_written_before_the_words_were_looked_at_are_told_apart(file: str, taken: bool) -> None:
    questions = Path(__file__).with_name(file).read_text(encoding="utf-8").splitlines()
    assert len(questions) >= 150
    assert [question for question in questions if (about_letters(question) is not None) != taken] == []


@pytest.mark.parametrize(
    ("question", "about", "topic"),
    [
        ("Wie stelde deze vragen?", [About.ASKERS], ""),
        ("Kunt u mij vertellen door wie deze Kamervragen zijn gesteld?", [About.ASKERS], ""),
        ("Welk Kamerlid stelde vragen over de brug bij Zaltdijk?", [About.ASKERS], "de brug bij Zaltdijk"),
        ("Welke vragen zijn er over de brug gesteld?", [About.LIST], "de brug"),
        ("Welke partij vroeg dit?", [About.PARTIES], ""),
        ("Welke minister antwoordde?", [About.ANSWERED_BY], ""),
        ("Wie zegt dat?", [About.ANSWERED_BY], ""),
        ("Wanneer is dit beantwoord?", [About.ANSWERED_ON], ""),
        ("Uit welk jaar is deze informatie?", [About.ANSWERED_ON], ""),
        ("Op welke dag werden de vragen ingediend?", [About.ASKED_ON], ""),
        ("Hoe lang deed de minister over het antwoord?", [About.DURATION], ""),
        ("Wie stelde deze vragen, en wanneer?", [About.ASKERS, About.ASKED_ON], ""),
        ("Wie stelde de vragen over de brug en wie antwoordde?", [About.ASKERS, About.ANSWERED_BY], "de brug"),
        ("Hoeveel vragen staan er in deze brief?", [About.QUESTIONS], ""),
        ("Waar gaat deze brief over?", [About.SUBJECT], ""),
        ("Wat is het zaaknummer?", [About.NUMBER], ""),
        ("Waar staat dat?", [About.WHERE], ""),
        ("In welke brief staat dat?", [About.WHERE], ""),
        ("Hoe weet u dat?", [About.HOW_KNOWN], ""),
        ("Waar komt deze informatie vandaan?", [About.HOW_KNOWN], ""),
        ("Laat alle brieven over huiselijk geweld zien", [About.LIST], "huiselijk geweld"),
        ("Over welke onderwerpen kan ik vragen stellen?", [About.LIST], ""),
        ("Hoeveel brieven hebben jullie?", [About.COUNT], ""),
        ("Tot wanneer loopt de verzameling?", [About.RANGE], ""),
        ("Bedankt! Hoeveel brieven zijn er, en van wanneer is de oudste brief?", [About.COUNT, About.RANGE], ""),
        ("Bent u een AI?", [About.SELF], ""),
        ("Wordt mijn vraag bewaard?", [About.PRIVACY], ""),
        ("Van wie is deze website?", [About.OWNER], ""),
        ("Who asked these questions?", [About.ASKERS], ""),
        ("Which letters do you have about ransom?", [About.LIST], "ransom"),
        ("Do you know when this was answered?", [About.ANSWERED_ON], ""),
    ],
)
def test_what_is_asked_of_letters_is_read_with_its_subject(question: str, about: list[About], topic: str) -> None:
    found = about_letters(question)
    assert found is not None
    assert (list(found.about), found.topic) == (about, topic)


@pytest.mark.parametrize(
    "question",
    [
        "Welke minister gaat over telecom?",
        "Wie is de minister van Justitie?",
        "Wie controleert dat?",
        "Wie vroeg om losgeld?",
        "Wie heeft de AP gevraagd om onderzoek te doen?",
        "Wie beantwoordt vragen van klanten over het lek?",
        "Wanneer moet een lek gemeld worden?",
        "Wanneer is de reactie van de AP klaar?",
        "Wanneer was dat?",
        "Hoe lang duurde het?",
        "Hoe oud is de wet?",
        "Hoeveel brieven stuurde Odido?",
        "Hoeveel vragen kreeg de politie?",
        "Welke documenten zijn er over mij gelekt?",
        "Welke brieven zijn er over klanten verstuurd?",
        "Heeft de minister vragen gesteld aan Odido?",
        "Wat is de bron van het lek?",
        "Waar staat dat in de wet?",
        "Waar kan ik dat controleren?",
        "Hoe weet de minister dat?",
        "Hoe weet ik dat?",
        "Weet de minister dat zeker?",
        "Waarop baseert de minister dat?",
        "Klopt dat?",
        "Hoe werkt dat?",
        "Wat kan ik doen?",
        "Wat gebeurt er met mijn gegevens?",
        "Kan ik Odido vertrouwen?",
        "Bent u het eens met de minister?",
        "Van wie is die website?",
        "Hoe werkt die site?",
        "Wat staat er in deze brief?",
        "Wie stelde deze vragen en waarom is er betaald?",
        "Which minister is responsible for telecom?",
        "Who reported the breach?",
        "En wanneer?",
        "",
        "?!",
    ],
)
def test_what_only_looks_like_it_is_left_to_the_letters(question: str) -> None:
    assert about_letters(question) is None


def test_a_long_story_is_no_question_about_letters() -> None:
    assert about_letters("wie stelde deze vragen en " * 40) is None


def test_a_short_question_goes_on_about_what_was_asked_of_a_letter_before() -> None:
    who_asked, who_answered = about_letters("Wie stelde deze vragen?"), about_letters("Welke minister antwoordde?")
    told = [about_letters(question, after=who_asked) for question in ("En wanneer?", "En welke partij was dat?", "En waarom?")]
    assert [one and one.about for one in told] == [(About.ASKED_ON,), (About.PARTIES,), None]
    after = about_letters("En wanneer?", after=who_answered)
    assert after is not None
    assert after.about == (About.ANSWERED_ON,)


def test_a_question_on_content_leans_on_no_turn_that_only_asked_after_a_letter() -> None:
    turns = [Turn(question=question, understood=question) for question in ("Mag het?", "Wie stelde deze vragen?", "En wanneer?")]
    about_bridge = Turn(question="Wie stelde vragen over de brug?", understood="Wie stelde vragen over de brug?")
    assert on_content([*turns, about_bridge]) == (turns[0], about_bridge)


@pytest.mark.parametrize("vocabulary", [DUTCH, ENGLISH], ids=["dutch", "english"])
def test_every_kind_that_a_rule_names_has_words_or_is_known_besides_them(vocabulary: Vocabulary) -> None:
    beside = {"topic", "filter", "again", "again_asked", "again_answered"}
    named = {kind for rule in vocabulary.rules for need in (*rule.needs, rule.may) for kind in need}
    assert named - set(vocabulary.words) <= beside


@pytest.mark.parametrize("vocabulary", [DUTCH, ENGLISH], ids=["dutch", "english"])
def test_no_kind_of_words_is_unused(vocabulary: Vocabulary) -> None:
    used = {kind for rule in vocabulary.rules for need in (*rule.needs, rule.may) for kind in need}
    assert set(vocabulary.words) - used == {"more"}


WORDS = sorted({word for words in DUTCH.words.values() for word in words})


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), st.integers(0, 8))
def test_one_word_from_outside_leaves_any_question_to_the_letters(words: list[str], place: int) -> None:
    stranger = [*words[:place], "waterschap", *words[place:]]
    found = about_letters(" ".join(stranger))
    assert found is None or "waterschap" in found.topic


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = about_letters(text)
    assert found is None or found.about
