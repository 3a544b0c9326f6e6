"""When a question leans on the one before it, and what it then borrows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.follow_up import LONGEST_TOPIC, leans, stand_alone
from bot.records import Turn

FIRST = "Moet een gehackt bedrijf de afpersers losgeld betalen?"
HISTORY = (Turn(question=FIRST, understood=FIRST),)


@pytest.mark.parametrize(
    "question",
    [
        "En als het toch gebeurt?",
        "Wie controleert dat dan?",
        "Sinds wanneer is dat zo?",
        "En in Amsterdam?",
        "Waarom niet?",
        "Is het verplicht?",
        "Geldt dat ook voor Ziggo?",
        "Geldt het ook voor Ziggo?",
        "Hoe kan ik dat zelf controleren?",
        "Heeft de politie dat gemeld bij de toezichthouder?",
        "Wat doen ze eraan?",
        "Moeten ze dat melden?",
        "Wie controleert die bedrijven?",
        "Kunt u dat uitleggen in gewone taal?",
        "Wat vindt het kabinet daarvan?",
        "Hoeveel?",
        "Wie dan?",
        "Wat doet de politie dan?",
        "Hoe zit dat in andere landen?",
        "En de AP?",
        "Maar wat kost het?",
        "Is daar al onderzoek naar gedaan?",
        "Welke straf staat daarop?",
        "Wat kan ik er zelf tegen doen?",
        "Is dat advies bindend?",
        "Zijn die gegevens al gepubliceerd?",
        "Sinds wanneer geldt deze regel?",
        "Why not?",
        "Who checks that?",
    ],
)
def test_a_question_that_leans_borrows_the_topic_and_keeps_its_own_words(question: str) -> None:
    understood = stand_alone(question, HISTORY)
    assert understood.startswith(f"{question} (")
    assert {"gehackt", "bedrijf", "afpersers", "losgeld"} <= set(understood.removeprefix(question).strip(" ()").split())


@pytest.mark.parametrize(
    "question",
    [
        "Wordt het morgen mooi weer?",
        "Wat is phishing?",
        "Zijn er meer dan tien telecombedrijven gehackt?",
        "Gaat het regenen?",
        "Hoe hoog is het minimumloon dit jaar?",
        "Wie is de minister van Justitie?",
        "Klopt het dat Odido het datalek op tijd heeft gemeld?",
        "Wat krijgen mensen die slachtoffer zijn van een datalek?",
        "Moeten bedrijven die gehackt zijn aangifte doen?",
        "Wie zegt dat Odido nalatig was?",
        "Wat doet de overheid om ervoor te zorgen dat bedrijven hun gegevens beveiligen?",
        "Hoe weten klanten of ze getroffen zijn?",
        "Vindt de regering dat Odido de AVG heeft overtreden?",
        "Hoe weet ik of criminelen mijn gegevens hebben?",
        "Hoeveel losgeld is er overgemaakt?",
        "Wat doet de Autoriteit Persoonsgegevens?",
        "Komt er een wettelijk verbod op losgeld?",
        "En moet een gehackt bedrijf de afpersers geld geven?",
        "Were the stolen records put online?",
    ],
)
def test_a_question_with_a_subject_of_its_own_stays_as_it_is(question: str) -> None:
    assert stand_alone(question, HISTORY) == question


@pytest.mark.parametrize("question", [FIRST, "En als het toch gebeurt?", "Waarom niet?"])
def test_a_first_question_stays_as_it_is(question: str) -> None:
    assert stand_alone(question, ()) == question


def test_a_subject_is_remembered_over_turns_that_have_none() -> None:
    turns: list[Turn] = list(HISTORY)
    for question in ("En als het toch gebeurt?", "Waarom niet?", "Wie controleert dat dan?"):
        turns.append(Turn(question=question, understood=stand_alone(question, turns)))
    assert turns[-1].understood == "Wie controleert dat dan? (gehackt bedrijf afpersers losgeld betalen)"


def test_a_general_word_is_not_enough_to_stand_on_but_is_carried_along() -> None:
    first = Turn(question="", understood="Komt er een verbod op losgeld?")
    assert stand_alone("Is het verplicht?", [first]) == "Is het verplicht? (verbod losgeld)"


def test_a_new_subject_replaces_the_old_one() -> None:
    history = (*HISTORY, Turn(question="Wat is phishing?", understood="Wat is phishing?"))
    assert stand_alone("En wie controleert dat?", history) == "En wie controleert dat? (phishing)"


def test_a_turn_without_a_subject_is_looked_past() -> None:
    history = (*HISTORY, Turn(question="Hoezo dan?", understood=""))
    assert "losgeld" in stand_alone("Waarom niet?", history)


@given(st.lists(st.text(st.sampled_from("abcde "), min_size=1, max_size=80).map(lambda text: f"En {text}?"), max_size=12))
def test_what_is_borrowed_never_grows_with_the_conversation(questions: list[str]) -> None:
    turns: list[Turn] = list(HISTORY)
    for question in questions:
        understood = stand_alone(question, turns)
        assert understood.startswith(question)
        assert len(understood.removeprefix(question).split()) <= LONGEST_TOPIC
        turns.append(Turn(question=question, understood=understood))


@given(st.text(max_size=200))
def test_any_text_is_judged_without_failing(text: str) -> None:
    understood = stand_alone(text, HISTORY)
    assert (understood != text) <= leans(text)
