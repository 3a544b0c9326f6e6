"""What the head of a letter says of itself, in the forms of thirty years and many ministries."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.letter.head import read_head
from store.letter.places import kind_hint
from store.records import Asker, Bewindspersoon, Head

PUBLISHED = """Tweede Kamer der Staten-Generaal
2
Vergaderjaar 2011–2012 Aanhangsel van de Handelingen
Vragen gesteld door de leden der Kamer, met de daarop door de
regering gegeven antwoorden
1205
Vragen van de leden Van der Molen, Özer (beiden Fietspartij) en ’t Zand (Lichtpartij) aan
de Ministers van Wegen en Water en voor Licht over het bericht «Straat zonder
lamp» (ingezonden 3 januari 2012).
Nader antwoord van Minister De Wit-Van Dam (Wegen, Water en Wind), mede
namens de Staatssecretarissen van Licht en van Donker (ontvangen 1 februari 2012).
Zie ook Aanhangsel Handelingen, vergaderjaar 2011–2012, nr. 1100."""

LETTER = """> Retouradres Postbus 1 2500 AA Den Haag
Datum\t7 november 2023
Onderwerp\tBeantwoording Kamervragen over lampen
Directie Wegen
Contactpersoon
J. Ambtenaar
beleidsmedewerker
Ons kenmerk
2023Z99999-A / 2070899999
Uw kenmerk
2023Z00001

Geachte voorzitter,

Hierbij zend ik u, mede namens de Minister voor Licht, de antwoorden op de vragen van de leden
Van der Molen (Fietspartij) en Bakker over een artikel van 1 oktober 2023 in de krant (ingezonden op 3 oktober 2023 met kenmerk 2023Z00001).

De Staatssecretaris van Wegen,
Water en Wind,


drs. É. van den Brink-Ümit"""


def head(text: str, everything: str | None = None) -> Head:
    return read_head(text.split("\n"), everything or text)


def test_a_published_head_is_read_whole() -> None:
    found = head(PUBLISHED)
    assert found.aanhangselnummer == "ah-tk-20112012-1205"
    assert (found.vergaderjaar, found.asked_on, found.answered_on) == ("2011-2012", date(2012, 1, 3), date(2012, 2, 1))
    assert found.subject == "het bericht «Straat zonder lamp»"
    assert [(a.name, a.party) for a in found.askers] == [
        ("Van der Molen", "Fietspartij"),
        ("Özer", "Fietspartij"),
        ("’t Zand", "Lichtpartij"),
    ]
    assert [(m.name, m.role, m.mede_namens) for m in found.answered_by] == [
        ("De Wit-Van Dam", "minister (Wegen, Water en Wind)", False),
        (None, "staatssecretaris van Licht", True),
        (None, "staatssecretaris van Donker", True),
    ]
    assert found.see_also == ("ah-tk-20112012-1100",)


def test_a_letter_is_read_whole_and_its_civil_servant_is_nobody() -> None:
    found = head(LETTER)
    assert found.zaaknummers == ("2023Z00001",)
    assert (found.asked_on, found.answered_on) == (date(2023, 10, 3), date(2023, 11, 7))
    assert found.subject == "lampen"
    assert found.askers == (Asker(name="Van der Molen", party="Fietspartij"), Asker(name="Bakker"))
    assert [(m.name, m.role, m.mede_namens) for m in found.answered_by] == [
        ("É. van den Brink-Ümit", "staatssecretaris van Wegen, Water en Wind", False),
        (None, "minister voor Licht", True),
    ]


@pytest.mark.parametrize("text", [PUBLISHED, LETTER], ids=["published", "letter"])
def test_each_field_that_is_known_names_the_words_it_was_read_from(text: str) -> None:
    found = head(text)
    known = {name for name in Head.__dataclass_fields__ if name != "read_from" and getattr(found, name)}
    assert set(found.read_from) == known
    folded = " ".join(text.split())
    assert all(words in folded for words in found.read_from.values())


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Antwoord van minister X (A), mede namens de staatssecretaris van B, (ontvangen 8 april 2026)",
            [("X", "minister (A)"), (None, "staatssecretaris van B")],
        ),
        (
            "Antwoord van Minister X (A) en\nantwoord van Staatssecretaris Y (B) (ontvangen 8 april 2026)",
            [("X", "minister (A)"), ("Y", "staatssecretaris (B)")],
        ),
        ("Antwoord van de heer X, minister van A (ontvangen 8 april 2026)", [("X", "minister van A")]),
        (
            "Mededeling van de staatssecretaris van A en B, T. Struik (ontvangen 8 april 2026)",
            [("T. Struik", "staatssecretaris van A en B")],
        ),
        (
            "Aanvullend antwoord van minister-president X (Algemene Zaken) (ontvangen 8 april 2026)",
            [("X", "minister-president (Algemene Zaken)")],
        ),
        (
            "Antwoord van de minister-president, minister van Algemene Zaken (ontvangen 8 april 2026)",
            [(None, "minister-president, minister van Algemene Zaken")],
        ),
        ("Antwoord van minister Donker (Licht). (Ontvangen 3 mei 1999)", [("Donker", "minister (Licht)")]),
        ("Antwoord van de Ministers van A en van B (ontvangen 3 mei 1999)", [(None, "minister van A"), (None, "minister van B")]),
        (
            "De Minister van Wegen\tDe Minister van Licht\nen Water,\ten Donker,\n\nA.B. Smit\tC. de Wit",
            [("A.B. Smit", "minister van Wegen en Water"), ("C. de Wit", "minister van Licht en Donker")],
        ),
        ("Hugo de Wit\nMinister van Wegen, Water en Wind", [("Hugo de Wit", "minister van Wegen, Water en Wind")]),
        ("DE MINISTER VAN WEGEN,\n\nmr. drs. G. Smit", [("G. Smit", "minister van WEGEN")]),
        ("Antwoorden van de Minister van A op de vragen van het lid Jansen (P) over lampen", [(None, "minister van A")]),
        ("De minister van Wegen opent vandaag een weg.\nJan de Wit", []),
        ("Contactpersoon\nJ. Ambtenaar\nplv. directeur", []),
    ],
)
def test_who_answered_is_read_in_every_form(text: str, people: list[tuple[str | None, str]]) -> None:
    assert [(person.name, person.role) for person in head(text).answered_by] == people


@pytest.mark.parametrize(
    ("text", "askers"),
    [
        ("Vragen van het lid Jansen (PvdA) aan de minister van A over B", [("Jansen", "PvdA")]),
        ("Nadere vragen van de leden X, Y (beiden CDA) en Z (D66) over B", [("X", "CDA"), ("Y", "CDA"), ("Z", "D66")]),
        ("Vragen van de leden De Roon en Van den Hil over B", [("De Roon", None), ("Van den Hil", None)]),
        ("Vragen van het lid Faber – Van de Klashorst (PVV) over B", [("Faber – Van de Klashorst", "PVV")]),
        (
            "Vragen van de leden Bikker-Van den Hil (CU) en DaniëlleJansen (NSC) over B",
            [("Bikker-Van den Hil", "CU"), ("DaniëlleJansen", "NSC")],
        ),
        ("Onderwerp: Antwoorden op Kamervragen lid In ’t Veld (D66) over B", [("In ’t Veld", "D66")]),
        ("Vragen van de heer Jansen (SP) over B", [("Jansen", "SP")]),
        (
            "Vragen van het lid Jansen (A) over B (2024Z00001)\nVragen van het lid Smit (C) over D (2024Z00002)",
            [("Jansen", "A"), ("Smit", "C")],
        ),
        ("Vragen van het lid Jansen (A) over de vragen van het lid Smit (C) over D", [("Jansen", "A")]),
        ("Vragen van het lid Jansen (ingezonden 3 mei 2011)", [("Jansen", None)]),
        ("Vragen gesteld door de leden der Kamer, met de daarop door de regering gegeven antwoorden", []),
        ("Onderwerp\tUitvoering van de motie van het lid Jansen (P)", []),
        ("Contactpersoon\nmr. J. Jansen (P)", []),
        (
            "Hierbij zend ik u de antwoorden op de vragen van het lid Jansen (A) over B\n\nAntwoorden op vragen van het lid Jansen over B",
            [("Jansen", "A")],
        ),
        ("Vragen van het lid Jansen (A) aan\nde Minister van B over de eerdere\nvragen van het lid Smit (C)", [("Jansen", "A")]),
    ],
)
def test_who_asked_is_read_in_every_form(text: str, askers: list[tuple[str, str | None]]) -> None:
    assert [(asker.name, asker.party) for asker in head(text).askers] == askers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2024Z 17972", ("2024Z17972",)),
        ("(2024Z00001 en 2024Z00002, ingezonden 3 mei 2024)", ("2024Z00001", "2024Z00002")),
        (
            "In antwoord op uw brief van 3 mei 2024, nrs. 2024Z00001, 2024Z00002 en 2024Z00003, deel ik u mede",
            ("2024Z00001", "2024Z00002", "2024Z00003"),
        ),
        ("Uw kenmerk 2023Z16994\nOns kenmerk 2070812345", ("2023Z16994",)),
        ("Vragen van het lid X (P) over zijn vragen 2024Z00001 (2024Z00009, ingezonden 3 mei 2024)", ("2024Z00009",)),
        ("Vragen van het lid X (P) over Y (ingezonden 3 mei 2004)\n2030412340", ("2030412340",)),
        ("In antwoord op uw brief van 3 mei 2008, kenmerk 2070812340, deel ik u mede", ("2070812340",)),
        ("Ons kenmerk 2070812340", ()),
        ("Bel 2070812340 of mail", ()),
        ("Ons kenmerk\n2024D00001", ()),
    ],
)
def test_a_letter_knows_the_numbers_of_the_questions_it_answers(text: str, numbers: tuple[str, ...]) -> None:
    found = head(text)
    assert found.zaaknummers == numbers
    assert found.zaaknummer == (numbers[0] if numbers else None)


@pytest.mark.parametrize(
    ("text", "foot", "number"),
    [
        ("Vergaderjaar 2024–2025 Aanhangsel van de Handelingen\n594\nVragen van het lid X (P) over Y", "", "ah-tk-20242025-594"),
        (
            "Vergaderjaar 2024–2025 Aanhangsel van de Handelingen\n595\nVragen van het lid X (P) over Y",
            "ah-tk-20242025-594",
            "ah-tk-20242025-594",
        ),
        ("Tweede Kamer der Staten-Generaal\n2\nVragen van het lid X (P) over Y\nVergaderjaar 2024-2025", "", None),
        ("Vragen van het lid X (P) over Y", "ah-1251487", "ah-1251487"),
        ("Vragen van het lid X (P) over Y", "1 Zie zoek.officielebekendmakingen.nl/ah-tk-20202021-12.html", None),
        ("AH 617\nAntwoord van minister X (Y) (ontvangen 20 november 2024)", "", "ah-tk-20242025-617"),
        ("AH 617\nAntwoord van minister X (Y) (ontvangen 15 september 2024)", "", None),
        ("AH 617", "", None),
        ("Aanhangsel van de Handelingen, vergaderjaar 1998-1999, nr. 594", "", "ah-tk-19981999-594"),
        ("Zie ook Aanhangsel Handelingen, vergaderjaar 1998-1999, nr. 594", "", None),
        ("594\nVragen van het lid X (P) over Y", "Tweede Kamer, vergaderjaar 1998-1999, Aanhangsel 1", "ah-tk-19981999-594"),
    ],
)
def test_a_publication_knows_its_number_and_takes_no_other(text: str, foot: str, number: str | None) -> None:
    assert head(text, f"{text}\nVraag 1\nWat?\n{foot}\n").aanhangselnummer == number


def test_a_publication_of_questions_alone_takes_its_number_from_its_code() -> None:
    assert head("Vragen van het lid X (P) over Y", "Vraag 1\nWat?\nkv-tk-2024Z18561\n").zaaknummer == "2024Z18561"


@pytest.mark.parametrize(
    ("text", "asked", "answered"),
    [
        ("Datum: 7-11-2023", None, date(2023, 11, 7)),
        ("DATUM\n7 november 2023", None, date(2023, 11, 7)),
        ("Den Haag, 7 november 2023", None, date(2023, 11, 7)),
        ("’s-Gravenhage, 7 november 1998", None, date(1998, 11, 7)),
        ("Datum 31 november 2023", None, None),
        ("In antwoord op uw brief van 10 oktober 2023, nr. 2023Z16994", date(2023, 10, 10), None),
        ("Vragen van het lid X (P) over een artikel van 1 mei 2023 in de krant", None, None),
        ("Vragen over X (ingezonden 31 juni 2023). In antwoord op uw brief van 10 oktober 2023", None, None),
        ("Antwoord van minister X (Y) (ontvangen 3 mei 2023)\nDatum 9 mei 2023", None, date(2023, 5, 3)),
        ("(Ingezonden 3 mei 1999)\nIn antwoord op uw brief van 4 mei 1999", date(1999, 5, 3), None),
    ],
)
def test_a_day_is_read_from_the_most_certain_place_or_not_at_all(text: str, asked: date | None, answered: date | None) -> None:
    found = head(text)
    assert (found.asked_on, found.answered_on) == (asked, answered)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Onderwerp\nKamervragen over lampen langs\nhet fietspad\n\nGeachte voorzitter", "lampen langs het fietspad"),
        ("Betreft: verlichting van fietspaden", "verlichting van fietspaden"),
        ("Hierbij zend ik u de antwoorden op de vragen van het lid X (P) inzake lampen die mij op 3 mei zijn gesteld", "lampen"),
        (
            "In antwoord op uw brief deel ik u mee dat de vragen van het lid X (P) over lampen worden beantwoord zoals in de bijlage.",
            "lampen",
        ),
        ("Geachte voorzitter, ik denk over lampen na.", None),
        (
            "Vragen van het lid Jansen (A) over het\nMinisterie van Wegen\n(ingezonden 3 mei 2024).\nDirectie Lampen",
            "het Ministerie van Wegen",
        ),
        (
            "Vragen van het lid Jansen (A) aan\nde Minister van B\nover lampen, wat de weg\nbetreft (ingezonden 3 mei 2024)",
            "lampen, wat de weg betreft",
        ),
    ],
)
def test_the_subject_is_what_the_questions_are_about(text: str, subject: str | None) -> None:
    assert head(text).subject == subject


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mededeling van minister X (Y) (ontvangen 3 mei 2024)", "deferral"),
        ("Onderwerp\tUitstel beantwoording Kamervragen over lampen", "deferral"),
        ("Nader antwoord van minister X (Y) (ontvangen 3 mei 2024)", "answer"),
        ("In antwoord op uw brief van 3 mei 2024", "answer"),
        ("Onderwerp\nKamervragen van het lid X (P)\n\nHierbij zend ik u de antwoorden op de vragen van het lid X (P)", "answer"),
        ("Vragen van het lid X (P) over Y (ingezonden 3 mei 2024)", "questions"),
        ("Verslag van een vergadering", None),
    ],
)
def test_a_head_may_say_what_kind_of_letter_it_is(text: str, kind: str | None) -> None:
    assert kind_hint(text.split("\n")) == kind


def test_nothing_is_known_of_an_empty_head() -> None:
    assert head("") == Head()


_LINES = [
    *PUBLISHED.split("\n"),
    *LETTER.split("\n"),
    "",
    "Datum",
    "mede namens de minister van A,",
    "2024Z 00001",
    "AH 12",
    "ah-tk-20112012-12",
]


@given(st.lists(st.sampled_from(_LINES), max_size=14))
def test_in_any_order_of_lines_whatever_is_known_stands_literally_in_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = read_head(lines, text)
    folded = " ".join(text.split())
    assert all(words in folded for words in found.read_from.values())
    assert all(word in folded for asker in found.askers for word in asker.name.split())
    assert Asker(name="Ambtenaar") not in found.askers
    assert all(isinstance(person, Bewindspersoon) and person.role for person in found.answered_by)
