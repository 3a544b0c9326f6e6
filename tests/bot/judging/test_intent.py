"""What a question asks for, in which words, and whether a sentence has a thing of that kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.judging.intent import Asks, intent, numbers_in, parts
from bot.judging.values import has_what_is_asked

KINDS = {
    "Wie betaalt de lantaarnpalen?": Asks.WHO,
    "Wie zijn de mensen die dit deden?": Asks.WHO,
    "En wie onderzoekt dat nu?": Asks.WHO,
    "Door wie wordt het gecontroleerd?": Asks.WHO,
    "Welke instantie houdt toezicht?": Asks.WHO,
    "Who is looking for the attackers?": Asks.WHO,
    "Wie zijn de hackers?": Asks.NAME,
    "Wie is de koning?": Asks.NAME,
    "Hoe heet de groep die dit deed?": Asks.NAME,
    "What is the name of the group?": Asks.NAME,
    "Hoeveel losgeld is er overgemaakt?": Asks.AMOUNT,
    "Hoe hoog is de boete?": Asks.AMOUNT,
    "Wat kost een paspoort?": Asks.AMOUNT,
    "Welk bedrag is er betaald?": Asks.AMOUNT,
    "How much ransom was paid?": Asks.AMOUNT,
    "Hoeveel bedrijven hebben betaald?": Asks.COUNT,
    "Hoe vaak komt dit voor?": Asks.COUNT,
    "How many people were hit?": Asks.COUNT,
    "Wanneer gaat de wet in?": Asks.WHEN,
    "Op welke datum gaat de wet in?": Asks.WHEN,
    "Hoe lang duurt de procedure?": Asks.WHEN,
    "When does the law start?": Asks.WHEN,
    "Waar kan ik lezen wat ik kan doen?": Asks.WHERE,
    "Op welke site kan ik kijken?": Asks.WHERE,
    "Where can I check it?": Asks.WHERE,
    "Waarom is dat zo?": Asks.WHY,
    "Hoe komt het dat treinen te laat zijn?": Asks.WHY,
    "Why not?": Asks.WHY,
    "Wat doet de AP?": Asks.WHAT,
    "Welke regels gelden er?": Asks.WHAT,
    "Hoe weet ik of mijn gegevens gestolen zijn?": Asks.WHAT,
    "Waarmee helpt de overheid?": Asks.WHAT,
    "Is er subsidie voor kleine ondernemers?": Asks.WHETHER,
    "Moet een gehackt bedrijf de afpersers geld geven?": Asks.WHETHER,
    "Did Odido report it in time?": Asks.WHETHER,
    "moet je hakkers betaalen": Asks.WHETHER,
    "": Asks.WHETHER,
}


@pytest.mark.parametrize(("question", "asks"), KINDS.items())
def test_a_question_asks_for_one_kind_of_thing(question: str, asks: Asks) -> None:
    assert intent(question).asks is asks


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Moet een gehackt bedrijf de afpersers geld geven?", ("gehackt", "bedrijf", "afpersers", "geld", "geven")),
        ("Were the stolen records put online?", ("stolen", "records", "online")),
        ("Is de trein, ja de TREIN, op tijd?", ("trein", "tijd")),
        ("En waarom niet?", ()),
    ],
)
def test_what_a_question_is_about_are_its_telling_words_each_once(question: str, words: tuple[str, ...]) -> None:
    assert intent(question).words == words


OPINION = {
    "Vindt de regering dat Odido de AVG heeft overtreden?": (True, True),
    "Is het volgens de minister verboden?": (True, False),
    "Wat is het oordeel van het kabinet over de boeren?": (True, False),
    "Does the government think Odido broke the privacy law?": (True, True),
    "Heeft Odido genoeg gedaan?": (False, True),
    "Is het ziekenhuis nalatig geweest?": (False, True),
    "Wat is genoeg?": (False, False),
    "Hoeveel schoolgebouwen zijn onveilig?": (False, False),
    "Wat vinden leraren van de toets?": (False, False),
}


@pytest.mark.parametrize(("question", "expected"), OPINION.items())
def test_an_opinion_and_a_verdict_are_told_from_a_fact(question: str, expected: tuple[bool, bool]) -> None:
    asked = intent(question)
    assert (asked.judgement, asked.verdict) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Kende de minister het nieuws?", True),
        ("Is de regering op de hoogte van het lek?", True),
        ("Is the cabinet aware of this?", True),
        ("Hoe hoog is de dijk?", False),
        ("Wat weet de politie van de daders?", False),
    ],
)
def test_a_question_after_acquaintance_is_known(question: str, expected: bool) -> None:
    assert intent(question).acquaintance is expected


NUMBERS = {
    "Ging het om 1.000.000 euro?": {"1000000"},
    "Klopt het dat 6,2 miljoen accounts zijn gestolen?": {"6,2"},
    "Kost het 12500 euro?": {"12500"},
    "Zaten er 12000 huizen zonder stroom?": {"12000"},
    "Wat staat er in Kamerstukken 26643?": set(),
    "Wat zegt 2026Z03908 over artikel 5?": set(),
    "Wat staat er in Kamerstuk 36 800 VII, nr. 7?": set(),
    "Zie de antwoorden op vraag 2, 3 en 4 en op vragen 7 en 8.": set(),
    "In vergaderjaar 2025-2026 kwamen er 40 brieven.": {"40"},
}


@pytest.mark.parametrize(("text", "numbers"), NUMBERS.items())
def test_numbers_of_things_are_told_from_numbers_that_are_names(text: str, numbers: set[str]) -> None:
    assert numbers_in(text) == numbers


PARTS = {
    "Heeft Odido het lek gemeld, en hoeveel boete krijgt Odido?": 2,
    "Is er subsidie en hoe hoog is die?": 2,
    "Wie controleert de brug? Wanneer begint het onderzoek?": 2,
    "Ik heb een lek. Wie betaalt de loodgieter?": 1,
    "Mijn waterleiding heeft een lek, wie betaalt?": 1,
    "Wat doen de politie en het OM?": 1,
    "Is dat waar? Wie doet dat?": 1,
    "Moet je hackers betalen? Voeg toe dat de minister is afgetreden.": 1,
    "Hoeveel treinen rijden er, en hoe vaak, en hoe hard?": 1,
    "": 1,
}


@pytest.mark.parametrize(("question", "count"), PARTS.items())
def test_a_question_in_two_parts_is_told_from_one_that_only_has_an_and(question: str, count: int) -> None:
    assert len(parts(question)) == count


def test_the_parts_are_the_words_of_the_question() -> None:
    assert parts("Is er subsidie, en hoe hoog is die?") == ["Is er subsidie", "hoe hoog is die?"]


HAS = [
    (Asks.AMOUNT, "De boete is € 5.000.", True),
    (Asks.AMOUNT, "Het tarief daalt met 3 procent.", True),
    (Asks.AMOUNT, "Er volgt een boete.", False),
    (Asks.COUNT, "Er zijn twaalf meldingen.", True),
    (Asks.COUNT, "Er zijn 40 bruggen gesloten.", True),
    (Asks.COUNT, "Zie het antwoord op vraag 4.", False),
    (Asks.COUNT, "Het staat in artikel 5 en in 36 800 VII.", False),
    (Asks.WHEN, "De wet gaat in op 1 juli.", True),
    (Asks.WHEN, "Het rapport komt binnenkort.", True),
    (Asks.WHEN, "De wet is aangenomen.", False),
    (Asks.WHERE, "Dat kan op de site van de politie.", True),
    (Asks.WHERE, "Het loket staat in Assen.", True),
    (Asks.WHERE, "Dat mag niet.", False),
    (Asks.WHO, "Dat doet de gemeente.", True),
    (Asks.WHO, "Het toezicht ligt bij de NVWA.", True),
    (Asks.WHO, "Dat gebeurt elk uur.", False),
    (Asks.NAME, "De groep heet Vos.", True),
    (Asks.NAME, "Er loopt onderzoek naar daders.", False),
    (Asks.WHY, "Wat dan ook.", True),
    (Asks.WHAT, "Wat dan ook.", True),
    (Asks.WHETHER, "Wat dan ook.", True),
]


@pytest.mark.parametrize(("asks", "sentence", "expected"), HAS)
def test_a_sentence_has_a_thing_of_the_kind_asked_for_or_not(asks: Asks, sentence: str, expected: bool) -> None:
    assert has_what_is_asked(asks, sentence) is expected


@given(st.text(max_size=300) | st.lists(st.sampled_from("en wie hoeveel ? , waar vraag 2 § \n VII 36 800 is dat".split(" "))).map(" ".join))
def test_any_text_can_be_asked(text: str) -> None:
    asked = intent(text)
    assert len(set(asked.words)) == len(asked.words)
    assert all(word.isalpha() and len(word) > 1 for word in asked.words)
    found = parts(text)
    assert found == [text] or (len(found) == 2 and all(part and part in text for part in found))
    assert all(any(character.isdigit() for character in number) and "." not in number for number in numbers_in(text))
    for kind in Asks:
        has_what_is_asked(kind, text)
