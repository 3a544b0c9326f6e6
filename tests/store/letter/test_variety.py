"""Ways in which ministries, the Kamer's site and thirty years of printing write the same letter, and lines that only look like them."""

import time

import pytest

from store.parse import parse_accounted
from store.proof import losses
from store.raw import RawText
from store.records import Document


def letter(text: str) -> Document:
    document, account = parse_accounted(RawText(origin="brief.txt", text=text))
    assert list(losses(document, account)) == []
    return document


def said(document: Document) -> dict[str, str]:
    questions = {f"Q{question.number}": question.text for question in document.questions}
    answers = {f"A{','.join(map(str, answer.numbers))}": answer.text.replace("\n\n", " / ") for answer in document.answers}
    return questions | answers


WAYS = {
    "one bare answer to all that wait": (
        "Vraag 1\nA?\nAntwoord\nJa\nVraag 2\nB?\nVraag 3\nC?\nAntwoord\nBeide.",
        {"Q1": "A?", "A1": "Ja", "Q2": "B?", "Q3": "C?", "A2,3": "Beide."},
    ),
    "nothing numbered": ("Vraag:\nA?\nAntwoord:\nJa.\n\nVraag:\nB?\nAntwoord:\nNee.", {"Q1": "A?", "A1": "Ja.", "Q2": "B?", "A2": "Nee."}),
    "misspelt headings": (
        "Vraag 1\nA?\nAntword op vraag 1\nJa.\nVrag 2\nB?\nAnwoord op vraag 2\nNee.",
        {"Q1": "A?", "A1": "Ja.", "Q2": "B?", "A2": "Nee."},
    ),
    "bold headings": (
        "**1.**\nA?\n\n**Antwoord**\nJa.\n\n**2.**\nB?\n\n**Antwoord**\nNee.",
        {"Q1": "A?", "A1": "Ja.", "Q2": "B?", "A2": "Nee."},
    ),
    "joint bare numbers": (
        "1\nA?\n\nAntwoord vraag 1\nJa.\n\n2 en 3\nB?\nC?\n\nAntwoord vragen 2 en 3\nNee.",
        {"Q1": "A?", "A1": "Ja.", "Q2": "B?", "Q3": "C?", "A2,3": "Nee."},
    ),
    "questions repeated after 'Antwoorden'": (
        "Vraag 1\nA?\nVraag 2\nB?\n\nAntwoorden\n\nVraag 1\nA?\nAntwoord op vraag 1\nJa.\nVraag 2\nB?\nAntwoord op vraag 2\nNee.",
        {"Q1": "A?", "A1": "Ja.", "Q2": "B?", "A2": "Nee."},
    ),
    "a sentence that begins as the next heading": (
        "Vraag 1\nA?\nAntwoord 1\nJa.\nVraag 2 Is dat zo? Dat stond er.\nVraag 2\nB?\nAntwoord 2\nNee.",
        {"Q1": "A?", "A1": "Ja. / Vraag 2 Is dat zo? Dat stond er.", "Q2": "B?", "A2": "Nee."},
    ),
    "who answered under 'Antwoord'": (
        "Vraag\nA?\n\nAntwoord\nAntwoord van minister Pronk (Milieu).\n(Ontvangen 3 juli 2001)\nJa.",
        {"Q1": "A?", "A1": "Ja."},
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_letter_is_read_in_whichever_way_it_is_written(way: str) -> None:
    text, expected = WAYS[way]
    document = letter(text)
    assert said(document) == expected
    assert document.flags == ()


def test_a_bare_answer_is_not_that_of_a_question_with_more_than_a_question_under_it() -> None:
    document = letter("Vraag 1\nA?\nAntwoord\nJa.\nVraag 2\nB?\nDat is al geregeld.\nVraag 3\nC?\nAntwoord\nNee.")
    assert [answer.numbers for answer in document.answers] == [(1,), (3,)]
    assert [(flag.code, flag.numbers) for flag in document.flags] == [("answer_missing", (2,))]


def test_the_head_of_a_second_set_of_questions_is_no_part_of_the_answer_above_it() -> None:
    head = "Vragen van het lid {} over dijken (ingezonden 3 mei 2024)"
    document = letter(
        f"{head.format('Jansen (VVD)')}\nVraag 1\nA?\nAntwoord 1\nJa.\n\n{head.format('Bos (SP)')}\nVraag 1\nB?\nAntwoord 1\nNee."
    )
    assert [answer.text for answer in document.answers] == ["Ja.", "Nee."]
    assert [(asker.name, asker.party) for asker in document.askers] == [("Jansen", "VVD"), ("Bos", "SP")]
    assert [flag.code for flag in document.flags] == ["number_repeated"]


def test_bare_numbers_under_the_head_of_questions_are_questions() -> None:
    head = (
        "2070811110\nVragen van het lid Vendrik (GroenLinks) aan de minister van Economische Zaken over zon. (Ingezonden 1 februari 2008)"
    )
    document = letter(f"{head}\n\n1\nA?\n2\nB?")
    assert (document.kind, document.zaaknummer, said(document)) == ("questions", "2070811110", {"Q1": "A?", "Q2": "B?"})


NOTES = {
    "1)": ("‘Brand’? 1)", "1) Nu.nl, 3 mei"),
    "[1]": ("‘Brand’ [1]?", "[1] Nu.nl, 3 mei"),
    "(1)": ("‘Brand’ (1)?", "(1) Nu.nl, 3 mei"),
    "[^1]": ("‘Brand’?[^1]", "[^1]: Nu.nl, 3 mei"),
    "raised": ("‘Brand’?¹", "¹ Nu.nl, 3 mei"),
    "a star": ("‘Brand’?*", "* Nu.nl, 3 mei"),
    "under a rule": ("‘Brand’?1", "______\n1 Nu.nl, 3 mei"),
    "under a rule and a word": ("‘Brand’?1", "------\nNoten:\n1 Nu.nl, 3 mei"),
    "under 'Bron:'": ("‘Brand’? 1)", "Bron:\n1) Nu.nl, 3 mei"),
    "of the site of publications": ("‘Brand’?1", "X Noot\n1\n\nNu.nl, 3 mei\n\nNaar boven"),
    "a spaced mark at the line's end": ("‘Brand’? 1", "1 Nu.nl, 3 mei"),
}


@pytest.mark.parametrize("way", NOTES)
def test_a_typed_note_is_found_at_the_end_and_its_mark_in_the_question(way: str) -> None:
    mark, note = NOTES[way]
    document = letter(f"Vraag 1\nKent u {mark}\n\nAntwoord 1\nJa, 10 m² groot.\n\n{note}")
    question, answer = document.questions[0], document.answers[0]
    assert "".join(question.text.split()) == "Kentu‘Brand’?"
    assert [note.text for note in question.footnotes] == ["Nu.nl, 3 mei"]
    assert (answer.text, answer.footnotes, document.flags) == ("Ja, 10 m² groot.", (), ())


def test_notes_under_each_question_are_its_own_and_a_list_in_the_last_answer_is_none() -> None:
    document = letter(
        "Vraag 1\nA ‘B’? 1)\n1) Nu.nl\n\nAntwoord 1\nJa.\n\nVraag 2\nC ‘D’? 2)\n2) AD\n\nAntwoord 2\nTwee:\n1) bellen;\n2) mailen."
    )
    assert [[note.text for note in question.footnotes] for question in document.questions] == [["Nu.nl"], ["AD"]]
    assert said(document)["A2"] == "Twee: / 1) bellen; / 2) mailen."


@pytest.mark.parametrize("items", ["Wij doen wat onder 1) en 2) staat.\n1) Bellen.\n2) Mailen.", "Drie:\n* bellen;\n* mailen."])
def test_a_list_in_an_answer_is_no_note(items: str) -> None:
    document = letter(f"Vraag 1\nA?\nAntwoord 1\n{items}\nVraag 2\nB?\nAntwoord 2\nJa.")
    assert said(document)["A1"] == items.replace("\n", " / ")


HOSTILE = {
    "bare pairs": "".join(f"Vraag {number % 999}\nA?\nAntwoord\n" for number in range(4000)),
    "bare questions": "Vraag\n" * 10_000 + "Antwoord\n",
    "heads of sets": ("Vraag 1\nA?\n" + "Vragen van het lid X (Y) over\n" * 5000) * 2,
    "notes": "Vraag 1\nA? 1)\n" + "1) a\n" * 10_000,
    "stars": "Vraag 1\nA?*\n" + "* a\n" * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_letter_of_nothing_but_headings_or_notes_is_read_in_seconds(name: str) -> None:
    begun = time.monotonic()
    parse_accounted(RawText(origin="brief.txt", text=HOSTILE[name]))
    assert time.monotonic() - begun < 10
