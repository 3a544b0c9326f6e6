"""Own sentences in the manner of several ministries: which decline, which lean on another, and what a member asks for form's sake."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.judging.voorbehoud import (
    Reserves,
    asks_acquaintance,
    asks_procedure,
    declines,
    declines_for_another,
    only_yes_or_no,
    voorbehoud,
)

DECLINED = [
    "Het is niet aan het kabinet om dit te beoordelen.",
    "Het is niet aan mij om over het rooster van een school te oordelen.",
    "Dit is niet aan mij als bewindspersoon.",
    "Over individuele gevallen doe ik geen uitspraken.",
    "Over lopende aanbestedingen doet het ministerie in het openbaar geen mededelingen.",
    "Daarover kan ik geen mededelingen doen.",
    "Daar kan ik geen uitspraak over doen.",
    "Ik kan daar nu niets over zeggen.",
    "Ik kan niet vooruitlopen op de uitkomst van het onderzoek naar de brug.",
    "Ik loop niet vooruit op de besluitvorming over de kustlijn.",
    "Op de uitkomst van het overleg met de huisartsen wil ik niet vooruitlopen.",
    "De zaak is onder de rechter.",
    "Ik ga daar niet nader op in.",
    "Ik treed daarom niet in de beoordeling van de rechter.",
    "Het past mij niet in het oordeel van de inspectie te treden.",
    "Het ministerie heeft geen zicht op het aantal leegstaande scholen.",
    "Over het aantal lege plekken zijn geen cijfers beschikbaar.",
    "Het is mij niet bekend hoeveel boeren zijn gestopt.",
    "Hoeveel huishoudens dit betreft, is niet bekend.",
    "De aantallen worden door de vervoerders niet geregistreerd.",
    "Of de maatregel werkt, is nu nog niet te zeggen.",
    "Er zijn nog geen resultaten van de proef met de wijkverpleging.",
    "Het is aan de inspectie om te beoordelen of het gebouw veilig is.",
    "Het is aan de rechter om dit te bepalen.",
    "De vraag of de boer schade heeft, is aan de commissie.",
    "De beoordeling van het bezwaar ligt bij de gemeente.",
    "De NVWA heeft laten weten geen mededelingen te doen over lopende onderzoeken.",
]
NOT_DECLINED = [
    "Het is aan de gemeente om vergunningen te verlenen.",
    "Het is aan de gemeenteraad om het parkeertarief vast te leggen.",
    "De provincie is verantwoordelijk voor het onderhoud van de brug.",
    "De afweging ligt bij de bewoners, maar het advies blijft om niet te zwemmen.",
    "Er is geen sprake van een tekort aan medicijnen.",
    "Ik heb geen signalen dat huurders te veel betalen.",
    "Ik zie geen aanleiding om de regels voor drones aan te passen.",
    "Het onderzoek naar de dijk is in maart afgerond.",
    "De regels gaan niet in op 1 januari.",
    "De wet zal dit jaar niet in werking treden.",
    "Het kabinet wil vooruitlopen op Europese regels.",
    "De gemeente beoordeelt de aanvraag binnen acht weken.",
    "Het oordeel van de rechter is helder.",
    "Er is geen geld beschikbaar voor een tweede spoor.",
    "Scholen mogen geen informatie over leerlingen geven aan derden.",
    "Wie zijn huis isoleert, kan niets verkeerd doen.",
    "Ik ben bekend met het bericht.",
    "Ja.",
    "",
]


@pytest.mark.parametrize("sentence", DECLINED)
def test_a_reservation_is_known_by_its_form(sentence: str) -> None:
    assert declines(sentence)


@pytest.mark.parametrize("sentence", NOT_DECLINED)
def test_competence_and_a_plain_no_are_answers(sentence: str) -> None:
    assert not declines(sentence)


@pytest.mark.parametrize(
    ("sentence", "reserves", "about"),
    [
        (
            "Zonder iets te willen zeggen over de oorzaak van de brand, is het duidelijk dat daken gekeurd moeten worden.",
            Reserves.SILENT,
            "Zonder iets te willen zeggen over de oorzaak van de brand",
        ),
        ("Hoeveel huishoudens dit betreft, is niet bekend.", Reserves.UNKNOWN, "Hoeveel huishoudens dit betreft, is niet bekend."),
        (
            "Het is aan de inspectie om te beoordelen of het gebouw veilig is.",
            Reserves.LEFT_TO_ANOTHER,
            "Het is aan de inspectie om te beoordelen of het gebouw veilig is.",
        ),
    ],
)
def test_a_reservation_is_told_by_why_and_by_what_it_is_about(sentence: str, reserves: Reserves, about: str) -> None:
    found = voorbehoud(sentence)
    assert found is not None
    assert (found.reserves, found.about) == (reserves, about)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Daar kan ik geen uitspraken over doen.", True),
        ("Het ministerie heeft hier geen inzicht in.", True),
        ("De dienst doet geen uitspraken over de vulgraden van gasopslagen.", False),
    ],
)
def test_a_reservation_that_says_nothing_of_its_own_points_back_to_what_was_asked(sentence: str, expected: bool) -> None:
    found = voorbehoud(sentence)
    assert found is not None
    assert found.points_back is expected


def test_a_line_end_inside_a_reservation_hides_nothing() -> None:
    assert declines("Het is niet aan\nhet   kabinet om dit te beoordelen.")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("De NVWA heeft laten weten geen mededelingen te doen over lopende onderzoeken.", True),
        ("De Autoriteit Consument geeft aan geen zicht te hebben op de prijzen.", True),
        ("Het Openbaar Ministerie doet geen mededelingen over verdachten.", True),
        ("Het is niet aan het kabinet om dit te beoordelen.", False),
        ("Ik heb laten weten dat ik geen oordeel heb.", False),
    ],
)
def test_a_reservation_of_a_named_body_is_not_the_governments(sentence: str, expected: bool) -> None:
    assert declines_for_another(sentence) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Ja.", True), ("ja", True), (" Nee! ", True), ("Neen.", True), ("Ja, zie vraag 2.", False), ("Januari", False), ("", False)],
)
def test_a_bare_yes_or_no_is_known(text: str, expected: bool) -> None:
    assert only_yes_or_no(text) is expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Bent u bekend met het bericht dat de pont niet vaart?", True),
        ("Kent u het bericht ‘Veerpont ligt stil’?", True),
        ("Heeft u kennisgenomen van het rapport over de wolf?", True),
        ("Bent u bereid de pont te laten varen?", False),
        ("Kende de gemeente het plan?", False),
    ],
)
def test_a_member_who_asks_whether_it_is_known_asks_no_more(question: str, expected: bool) -> None:
    assert asks_acquaintance(question) is expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Kunt u deze vragen afzonderlijk en binnen drie weken beantwoorden?", True),
        ("Wilt u bovenstaande vragen één voor één\nbeantwoorden voor het debat?", True),
        ("Kunt u vragen van huurders sneller beantwoorden?", False),
    ],
)
def test_a_member_who_asks_for_the_form_of_the_answers_is_known(question: str, expected: bool) -> None:
    assert asks_procedure(question) is expected


_WORDS = "niet geen aan de het is rechter vraag oordeel De AP heeft laten weten gaat doe op in kan niets zeggen Ja . ,".split()


@given(st.text(max_size=400) | st.lists(st.sampled_from(_WORDS), max_size=80).map(" ".join))
def test_any_text_may_be_read_and_white_space_says_nothing(text: str) -> None:
    spread = "\n  ".join(text.split())
    assert declines(text) == declines(spread)
    declines_for_another(text)


@pytest.mark.parametrize("word", ["niet ", "geen ", "is aan de ", "De AP ", "kan niets ", "oordeel is ", "a"])
def test_a_sentence_without_end_costs_little(word: str) -> None:
    began = time.perf_counter()
    for read in (declines, declines_for_another, asks_procedure):
        read(word * 4_000)
    assert time.perf_counter() - began < 2
