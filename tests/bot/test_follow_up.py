"""When a question leans on the turns before it, and what it is then understood as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.follow_up import LONGEST_TOPIC, parted, stand_alone
from bot.following.dependence import leans
from bot.following.ellipsis import put_in_place
from bot.following.topic import topic
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
    asked, borrowed = parted(stand_alone(question, HISTORY))
    assert asked == question
    assert {"gehackt", "bedrijf", "afpersers", "losgeld"} <= set(topic(borrowed))


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
    assert turns[-1].understood == "Wie controleert dat dan? Over: gehackt bedrijf, afpersers losgeld betalen"


def test_a_general_word_is_not_enough_to_stand_on_but_is_carried_along() -> None:
    first = Turn(question="", understood="Komt er een verbod op losgeld?")
    assert stand_alone("Is het verplicht?", [first]) == "Is het verplicht? Over: verbod op losgeld"


def test_a_new_subject_replaces_the_old_one() -> None:
    history = (*HISTORY, Turn(question="Wat is phishing?", understood="Wat is phishing?"))
    assert stand_alone("En wie controleert dat?", history) == "En wie controleert dat? Over: phishing"


def test_a_turn_without_a_subject_is_looked_past() -> None:
    history = (*HISTORY, Turn(question="Hoezo dan?", understood=""))
    assert "losgeld" in stand_alone("Waarom niet?", history)


def asked_in(*questions: str) -> list[Turn]:
    """The turns that a conversation of these questions makes."""
    turns: list[Turn] = []
    for question in questions:
        turns.append(Turn(question=question, understood=stand_alone(question, turns)))
    return turns


@pytest.mark.parametrize(
    ("earlier", "question", "understood"),
    [
        ("Wat vindt de AP van het datalek?", "En het kabinet?", "Wat vindt het kabinet van het datalek?"),
        ("Gaat het bureau in Wolvega dicht?", "En in Joure?", "Gaat het bureau in Joure dicht?"),
        ("Hoeveel incidenten waren er in 2023?", "En in 2024?", "Hoeveel incidenten waren er in 2024?"),
        ("Moeten bedrijven dit melden?", "En gemeenten?", "Moeten gemeenten dit melden?"),
        ("Kost het geld om 0900-8844 te bellen?", "En 112?", "Kost het geld om 112 te bellen?"),
        ("Wat doet de overheid tegen phishing?", "Ik bedoel de gemeente.", "Wat doet de gemeente tegen phishing?"),
        ("Wat doet de overheid tegen phishing?", "Nee, de gemeente.", "Wat doet de gemeente tegen phishing?"),
        ("Wat doet de AP?", "Ik bedoel niet de AP maar de RDI", "Wat doet de RDI?"),
        ("Wie houdt toezicht op Odido?", "Ik bedoel de privacy.", "Wie houdt toezicht op Odido? Over: de privacy"),
        ("Wat doet de overheid tegen phishing?", "Nee, ik bedoel: hoeveel kost dat?", "Hoeveel kost dat? Over: overheid, phishing"),
        ("Wat vindt het kabinet van de oorlog in Gaza?", "En Frankrijk?", "En Frankrijk? Over: kabinet, oorlog in Gaza"),
        ("Moet een gehackt bedrijf betalen?", "En een gemeente?", "En een gemeente? Over: gehackt bedrijf, betalen"),
        ("Komt er een verbod op losgeld?", "Dank u wel. En waarom niet?", "En waarom niet? Over: verbod op losgeld"),
        ("Komt er een verbod op losgeld?", "waarom niet", "waarom niet? Over: verbod op losgeld"),
        ("Should a hacked company pay ransom?", "Why not?", "Why not? About: hacked company, pay ransom"),
        ("Wat zegt minister Van Weel over losgeld?", "Waarom?", "Waarom? Over: minister, Van Weel over losgeld"),
        ("Welke brief ging in 2024 over losgeld?", "Waarom?", "Waarom? Over: brief, in 2024 over losgeld"),
        ("Is fietsen zonder licht verboden?", "Zijn er uitzonderingen?", "Zijn er uitzonderingen? Over: fietsen zonder licht verboden"),
        ("Komt er een wet?", "Waarom niet?", "Waarom niet? Over: wet"),
        ("Komt er een verbod op losgeld?", "Waarom niet? Over: verbod op vuurwerk", "Waarom niet? Over: verbod op vuurwerk"),
    ],
)
def test_a_follow_up_is_understood_as_a_reader_would_say_it(earlier: str, question: str, understood: str) -> None:
    assert stand_alone(question, asked_in(earlier)) == understood


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("Iets anders: hoe krijg ik een paspoort?", "Hoe krijg ik een paspoort?"),
        ("Andere vraag. Wie betaalt de brandweer?", "Wie betaalt de brandweer?"),
        ("Bedankt! Wat is phishing?", "Wat is phishing?"),
        ("Dank u wel!", "Dank u wel!"),
        ("Iets anders", "Iets anders"),
    ],
)
def test_another_subject_and_a_thank_you_borrow_nothing(question: str, understood: str) -> None:
    assert stand_alone(question, HISTORY) == understood


def test_one_part_after_another_is_put_in_the_same_place() -> None:
    assert asked_in("Gaat het bureau in Wolvega dicht?", "En in Joure?", "En in Sneek?")[-1].understood == "Gaat het bureau in Sneek dicht?"


def test_a_return_to_an_earlier_subject_skips_what_came_between() -> None:
    turns = asked_in("Komt er een verbod op losgeld?", "Hoe hoog is het minimumloon?")
    assert stand_alone("En dat losgeld, wie betaalt dat?", turns) == "En dat losgeld, wie betaalt dat? Over: verbod"


@pytest.mark.parametrize(
    ("question", "may_leave"),
    [
        ("En hoe zit het met de kippen?", True),
        ("Hoe zit het met de kippen?", True),
        ("En krijgt de brandweer minder geld?", True),
        ("En als het misgaat?", False),
        ("En in Amsterdam?", False),
        ("En de klanten?", False),
        ("Maar wie betaalt dat dan?", False),
    ],
)
def test_only_a_question_that_asks_something_whole_may_leave_the_subject(question: str, may_leave: bool) -> None:
    assert (stand_alone(question, HISTORY, strays=lambda asked: True) == question) is may_leave


@given(st.lists(st.text(st.sampled_from("abcde "), min_size=1, max_size=80).map(lambda text: f"En {text}?"), max_size=12))
def test_what_is_borrowed_never_grows_with_the_conversation(questions: list[str]) -> None:
    turns: list[Turn] = list(HISTORY)
    for question in questions:
        understood = stand_alone(question, turns)
        asked, borrowed = parted(understood)
        assert len(topic(borrowed)) <= LONGEST_TOPIC
        assert len(asked) <= len(question)
        turns.append(Turn(question=question, understood=understood))


@given(st.text(max_size=120), st.text(max_size=40))
def test_any_two_texts_are_put_together_without_failing(earlier: str, instead: str) -> None:
    whole = put_in_place(earlier, instead)
    assert whole is None or whole != earlier


@given(st.text(max_size=200))
def test_any_text_is_judged_without_failing(text: str) -> None:
    asked, borrowed = parted(stand_alone(text, HISTORY))
    assert bool(borrowed) <= (leans(asked) or leans(text))
