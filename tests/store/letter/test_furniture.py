"""What of a letter is no part of question, answer, footnote or metadata, and what must never be taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.letter.furniture import furniture

LETTER = """> Retouradres Postbus 1 2500 AA Den Haag
Aan de voorzitter van de Tweede Kamer der Staten-Generaal
Datum\t7 november 2023
Onderwerp\tBeantwoording Kamervragen over lampen
Directie Wegen
Lampstraat 12
2511 DP  Den Haag
www.voorbeeld.nl/wegen
Contactpersoon
J. Ambtenaar
T 070 123 45 67

Ons kenmerk
4975504
Bijlage(n)
1
Projectnaam
Beantwoording van vragen

Bij beantwoording de datum en ons kenmerk vermelden.
Pagina 1 van 2

Geachte voorzitter,

In antwoord op uw brief van 3 oktober 2023, nr. 2023Z00001, zend ik u
de antwoorden.

Hoogachtend,

De Staatssecretaris van Wegen,
Water en Wind,


A.B. Smit

Antwoorden van de Staatssecretaris van Wegen op de vragen van het lid Jansen (P) over lampen
""".split("\n")


def kinds(lines: list[str], first: int | None = None) -> list[tuple[str, str]]:
    """The furniture of lines, as (what it is, the line)."""
    found = furniture(lines, len(lines) if first is None else first)
    return [(found[index], lines[index].strip()) for index in sorted(found)]


def test_letterhead_cover_note_and_signature_are_told_apart() -> None:
    found = kinds(LETTER)
    assert [line for kind, line in found if kind == "cover note"] == [
        "Geachte voorzitter,",
        "In antwoord op uw brief van 3 oktober 2023, nr. 2023Z00001, zend ik u",
        "de antwoorden.",
    ]
    assert [line for kind, line in found if kind == "signature"] == [
        "Hoogachtend,",
        "De Staatssecretaris van Wegen,",
        "Water en Wind,",
        "A.B. Smit",
    ]
    assert [line for kind, line in found if kind == "page number"] == ["Pagina 1 van 2"]
    assert [line for kind, line in found if kind == "letterhead"][-3:] == [
        "Projectnaam",
        "Beantwoording van vragen",
        "Bij beantwoording de datum en ons kenmerk vermelden.",
    ]


def test_all_of_a_letter_is_furniture_but_date_subject_and_title() -> None:
    taken = {line for _, line in kinds(LETTER)}
    assert [line.split()[0] for line in LETTER if line.strip() and line.strip() not in taken] == ["Datum", "Onderwerp", "Antwoorden"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Tweede Kamer, vergaderjaar 2024–2025, Aanhangsel 2", "running foot"),
        ("Tweede Kamer, vergaderjaar 1998-1999, Aanhangsel", "running foot"),
        ("ISSN 0921 - 7398’s-Gravenhage 2024Tweede Kamer, vergaderjaar 2024–2025, Aanhangsel 1", "running foot"),
        ("’s-Gravenhage 2024 Tweede Kamer, vergaderjaar 2024–2025, Vragen", "running foot"),
        ("ISSN 0921 - 7398", "running foot"),
        ("ah-tk-20242025-594", "running foot"),
        ("ah-1251487", "running foot"),
        ("kv-tk-2024Z18561", "running foot"),
        ("kst-36410-VI-12", "running foot"),
        ("KVR31234", "running foot"),
        ("0708tkkvr1234", "running foot"),
        ("Tweede Kamer der Staten-Generaal2", "running head"),
        ("Vergaderjaar 2024–2025 Aanhangsel van de Handelingen", "running head"),
        ("Pagina 2 van 5", "page number"),
        ("Pagina | 3", "page number"),
        ("- 3 -", "page number"),
    ],
)
def test_heads_feet_and_numbers_of_pages_are_furniture_between_answers(line: str, kind: str) -> None:
    lines = ["Vraag 1", "Wat?", "Antwoord 1", "Dit is", line, "het antwoord."]
    assert furniture(lines, 0) == {4: kind}


@pytest.mark.parametrize(
    "line",
    [
        "De Minister van Wegen",
        "Geachte voorzitter, zo begon de brief.",
        "Hierbij bied ik u de cijfers aan.",
        "Zie Tweede Kamer, vergaderjaar 2024–2025, Aanhangsel 2 voor de cijfers.",
        "Tweede Kamer",
        "2",
        "12 3",
        "www.voorbeeld.nl/wegen",
        "Ministerie van Wegen, Water en Wind",
        "2511 DP  Den Haag",
        "Contactpersoon",
        "Bijlage 2",
        "J. Ambtenaar",
        "Zie ah-tk-20242025-594.",
        "Hoogachtend, schreef het lid.",
    ],
)
def test_what_an_answer_may_say_is_never_furniture(line: str) -> None:
    lines = ["Vraag 1", "Wat?", "Antwoord 1", "Dit is", line, "het antwoord.", "Vraag 2", "En?", "Antwoord 2", "Ja.", line]
    assert furniture(lines, 0) == {}


def test_a_signature_under_the_last_answer_is_furniture_and_one_between_answers_is_not() -> None:
    signature = ["Hoogachtend,", "", "De Minister van Wegen,", "", "drs. A.B. Smit"]
    last = ["Vraag 1", "Wat?", "Antwoord 1", "Ja.", "", *signature]
    assert furniture(last, 0) == {5: "signature", 7: "signature", 9: "signature"}
    assert furniture([*last, "Vraag 2", "En?"], 0) == {}


def test_the_head_of_a_published_page_keeps_its_metadata() -> None:
    lines = [
        "Tweede Kamer der Staten-Generaal",
        "2",
        "Vergaderjaar 2024–2025 Aanhangsel van de Handelingen",
        "Vragen gesteld door de leden der Kamer, met de daarop door de",
        "regering gegeven antwoorden",
        "594",
        "Vragen van het lid Jansen (P) aan",
        "de Minister van Wegen over het bezoek van ambtenaren van het",
        "Ministerie van Wegen, Water en Wind",
        "Directie Lampen",
        "aan lampen (ingezonden 3 mei 2024).",
        "Antwoord van Minister Smit (Wegen) (ontvangen 9 mei 2024).",
    ]
    assert furniture(lines, len(lines)) == {0: "running head", 1: "running head", 3: "title", 4: "title"}


_LINES = [*LETTER, "Vraag 1", "Antwoord 1", "Dit is het antwoord.", "ah-tk-20242025-594", "2", "De Minister van Wegen,", "A.B. Smit"]


@given(st.lists(st.sampled_from(_LINES), max_size=20), st.integers(min_value=0, max_value=20))
def test_in_any_order_only_lines_with_text_are_furniture_and_no_heading_is(lines: list[str], first: int) -> None:
    found = furniture(lines, min(first, len(lines)))
    assert set(found.values()) <= {"running head", "running foot", "page number", "letterhead", "cover note", "signature", "title"}
    assert all(lines[index].strip() for index in found)
    assert not any(lines[index] in {"Vraag 1", "Antwoord 1", "Dit is het antwoord."} for index in found if index >= first)
