"""A question with its short and long forms both: only those that letters introduce, only where nothing else can be meant."""

import pytest

from store.embed import HashEmbedder
from store.lexicon import Lexicon, write
from store.records import Answer, Document, Question
from store.wording.abbreviations import expanded

LETTERS = (
    "De Autoriteit Persoonsgegevens (AP) en het Openbaar Ministerie (OM) zijn om advies gevraagd.",
    "De Verklaring Omtrent het Gedrag (VOG) is nodig; het Uitvoeringsinstituut Werknemers Verzekeringen (UWV) betaalt om de maand.",
    "De geestelijke gezondheidszorg (GGZ) groeit. In de ggz wachten velen; de ggz is vol.",
    "De Educatieve Maatregel Alcohol (EMA) is streng. De Sociale Adviesraad (SLA) wacht. De Sociale Landelijke Afspraak (SLA) geldt.",
    "Het Europees Medicijn Agentschap (EMA) keurt. De Cyberbeveiligingswet (Cbw) en de werkkostenregeling (WKR) gelden.",
    "De Stichting Lokale Akkers (SLA) verbouwt. De Tijdelijke Werk Organisatie (TWO) begint.",
    "De Beheer Unie (BU) zwijgt. De Europa (EU) is één woord.",
    "De Bond Uit (BU) spreekt. Het Centraal Orgaan (CO) telt.",
    "De Buiten Uitlaat (BU) rookt. Het Comité Oost (CO) telt.",
)


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    folder = tmp_path_factory.mktemp("lexicon") / "new"
    write(folder, [letter(number, text) for number, text in enumerate(LETTERS)], HashEmbedder().passages)
    return Lexicon(folder)


def letter(number: int, text: str) -> Document:
    asked, answered = Question(number=1, text="Kent u dit?"), Answer(numbers=(1,), text=text)
    return Document(id=str(number), kind="answer", origin=f"{number}.txt", questions=(asked,), answers=(answered,))


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Wat doet de AP?", "Wat doet de AP (Autoriteit Persoonsgegevens)?"),
        ("wat doet de ap", "wat doet de ap (Autoriteit Persoonsgegevens)"),
        ("Wat doet de autoriteit persoonsgegevens?", "Wat doet de autoriteit persoonsgegevens (AP)?"),
        ("Krijg ik een AP-boete?", "Krijg ik een AP-boete (Autoriteit Persoonsgegevens)?"),
        ("Hoeveel VOG's zijn er?", "Hoeveel VOG's (Verklaring Omtrent het Gedrag) zijn er?"),
        ("Hoeveel vog’s zijn er?", "Hoeveel vog’s (Verklaring Omtrent het Gedrag) zijn er?"),
        ("hoelang wacht ik in de ggz", "hoelang wacht ik in de ggz (geestelijke gezondheidszorg)"),
        ("Geldt de CBW al?", "Geldt de CBW (Cyberbeveiligingswet) al?"),
        ("Wat is de werkkostenregeling?", "Wat is de werkkostenregeling (WKR)?"),
        ("Klaagt het OM mij aan?", "Klaagt het OM (Openbaar Ministerie) mij aan?"),
        ("What does the AP do?", "What does the AP (Autoriteit Persoonsgegevens) do?"),
        ("Wie is het CO?", "Wie is het CO (Centraal Orgaan, Comité Oost)?"),
    ],
)
def test_the_other_form_is_added_behind(lexicon: Lexicon, question: str, read: str) -> None:
    assert expanded(question, lexicon) == read


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("Vraagt iemand om geduld?", "letters use 'om' as a word"),
        ("Om welke reden?", "a capital at the start is no short form"),
        ("Mag ik sla verbouwen?", "people use 'sla' as a word"),
        ("What do these two laws say?", "'two' is English"),
        ("WAT MOET IK NU OM GELD VRAGEN", "all is in capitals, so no word is marked by them"),
        ("Doet de AP (Autoriteit Persoonsgegevens) iets?", "both are there"),
        ("Wat is BU?", "three meanings are about as common"),
        ("Wie is de XYZ?", "no letter introduces it"),
        ("Is dit een europese zaak?", "a long form of one short word is a word"),
        ("", "nothing is asked"),
    ],
)
def test_a_question_without_an_unmistakable_form_stays(lexicon: Lexicon, question: str, why: str) -> None:
    assert expanded(question, lexicon) == question, why


def test_expanding_twice_adds_nothing(lexicon: Lexicon) -> None:
    once = expanded("Wat doen AP, OM en UWV met de werkkostenregeling?", lexicon)
    assert expanded(once, lexicon) == once
