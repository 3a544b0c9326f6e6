"""The two bundled letters to the last footnote, and small letters for each way in which a letter can be odd."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.build import BUNDLED
from store.parse import parse, parse_accounted
from store.proof import losses
from store.raw import RawText
from store.read import read
from store.records import Asker, Bewindspersoon, Document


def letter(text: str) -> Document:
    return parse(RawText(origin="brief.txt", text=text))


@pytest.fixture(scope="module")
def ransom() -> Document:
    return parse(read(BUNDLED / "2026Z03908-losgeld-na-datalek-odido.txt"))


@pytest.fixture(scope="module")
def attack() -> Document:
    return parse(read(BUNDLED / "2026-04-08-cyberaanval-odido.txt"))


def test_the_letter_of_27_february_has_nine_questions_and_nine_answers(ransom: Document) -> None:
    assert [q.number for q in ransom.questions] == list(range(1, 10))
    assert [a.numbers for a in ransom.answers] == [(n,) for n in range(1, 10)]
    assert ransom.flags == ()


def test_the_letter_of_27_february_says_who_asked_and_who_answered(ransom: Document) -> None:
    assert ransom.id == ransom.zaaknummer == "2026Z03908"
    assert ransom.kind == "answer"
    assert ransom.askers == (Asker(name="Kathmann", party="GroenLinks-PvdA"), Asker(name="Mutluer", party="GroenLinks-PvdA"))
    assert ransom.asked_on == date(2026, 2, 27)
    assert ransom.answered_on is None
    assert ransom.answered_by == (
        Bewindspersoon(name="D.M. van Weel", role="minister van Justitie en Veiligheid"),
        Bewindspersoon(name="W.J.M. Aerdts", role="staatssecretaris van Economische Zaken, Digitale Economie en Soevereiniteit"),
    )
    assert ransom.subject == "het bericht ‘Hackers persen Odido af na datalek en eisen een miljoen euro losgeld’"


def test_the_letter_of_8_april_has_fourteen_of_each_and_says_what_it_does_not_know(attack: Document) -> None:
    assert [q.number for q in attack.questions] == list(range(1, 15))
    assert [a.numbers for a in attack.answers] == [(n,) for n in range(1, 15)]
    assert attack.id.startswith("doc-")
    assert (attack.zaaknummer, attack.subject, attack.askers, attack.asked_on) == (None, None, (), None)
    assert attack.answered_on == date(2026, 4, 8)
    assert attack.answered_by == (
        Bewindspersoon(name="Van Bruggen", role="staatssecretaris (Justitie en Veiligheid)"),
        Bewindspersoon(name=None, role="staatssecretaris van Economische Zaken en Klimaat"),
    )
    assert attack.see_also == ("ah-tk-20252026-1305",)


def test_every_footnote_stands_where_its_mark_stood(ransom: Document, attack: Document) -> None:
    notes = [
        (text.text[: note.at].split()[-1], note.label, note.text)
        for document in (ransom, attack)
        for text in (*document.questions, *document.answers)
        for note in text.footnotes
    ]
    assert [note[:2] for note in notes] == [
        ("losgeld’?", "1"),
        ("bekend.", "1"),
        ("controleren", "2"),
        ("criminelen?", "1"),
        ("gepubliceerd.", "2"),
        ("gaan.", "3"),
        ("gaan.", "4"),
        ("toezegging", "5"),
        ("boetes.", "6"),
    ]
    assert [text for *_, text in notes[:2]] == ["Nu.nl, 24 februari 2026", "CSBN 2021"]
    assert all(text for *_, text in notes[:-1])


def test_the_empty_footnote_is_flagged_and_nothing_else_is(attack: Document) -> None:
    assert [(flag.code, flag.numbers) for flag in attack.flags] == [("footnote_empty", (13,))]
    assert attack.flags[0].line is not None


def test_no_mark_and_no_letterhead_is_left_in_any_text(ransom: Document, attack: Document) -> None:
    texts = [text.text for document in (ransom, attack) for text in (*document.questions, *document.answers)]
    assert len(texts) == 46
    for text in texts:
        assert not re.search(r"\[(?:bookmark|footnoteRef|endnoteRef|image|\d+:)|\b1\)|In antwoord op uw brief|Aerdts|ontvangen  8", text)
        assert text == text.strip()
        assert "  " not in text
        assert "\xa0" not in text


def test_paragraphs_are_separated_by_a_blank_line(attack: Document) -> None:
    answer = attack.answer_to(10)
    assert answer is not None
    paragraphs = answer.text.split("\n\n")
    assert [paragraph.split()[0] for paragraph in paragraphs] == ["De", "Ook", "Mensen"]
    assert "\n" not in paragraphs[0]


def test_the_same_letter_without_a_number_keeps_its_id_under_another_export() -> None:
    text = "Vraag 1\nWat?\nAntwoord op vraag 1\nDat."
    assert letter(text).id == letter("[bookmark: _Hlk1]" + text.replace("\n", "\n\n") + "\n").id
    assert letter(text).id != letter(text + " En meer.").id


def test_a_joint_answer_belongs_to_every_question_it_answers() -> None:
    document = letter("Vraag 1\nA?\nVraag 2\nB?\nVraag 3\nC?\nAntwoord op vragen 1 en 3\nJa.\nAntwoord 2\nNee.")
    assert [a.numbers for a in document.answers] == [(1, 3), (2,)]
    assert document.question_text(document.answers[0]) == "A?\n\nC?"
    assert document.answer_to(3) == document.answers[0]
    assert document.flags == ()


def test_a_joint_question_heading_keeps_its_text_in_one_place() -> None:
    document = letter("Vraag 1 en 2\nA? B?\nAntwoord 1 en 2\nJa.")
    assert [(q.number, q.text) for q in document.questions] == [(1, "A? B?"), (2, "")]
    assert document.question_text(document.answers[0]) == "A? B?"


def test_numbered_questions_with_a_bare_answer_are_read_and_lists_inside_answers_are_not_questions() -> None:
    document = letter("1. Wat doet u?\nAntwoord:\nDrie dingen:\n1. dit\n3. dat\n2. Hoe lang nog?\nAntwoord:\nEen jaar.")
    assert [q.text for q in document.questions] == ["Wat doet u?", "Hoe lang nog?"]
    assert [a.text for a in document.answers] == ["Drie dingen:\n\n1. dit\n\n3. dat", "Een jaar."]


def test_a_lost_answer_heading_is_flagged_and_never_merged() -> None:
    document = letter("Vraag 1\nA?\nAntwoord 1\nJa.\nVraag 2\nB?\n\nHet antwoord zonder kop.\nVraag 3\nC?\nAntwoord 3\nNee.")
    assert [a.text for a in document.answers] == ["Ja.", "Nee."]
    assert [(flag.code, flag.numbers) for flag in document.flags] == [("answer_missing", (2,))]


@pytest.mark.parametrize(
    ("text", "code", "numbers"),
    [
        ("Vraag 1\nA?\nAntwoord 1\nJa.\nAntwoord 2\nNee.", "question_missing", (2,)),
        ("Vraag 1\nA?\nAntwoord 1\nJa.\nAntwoord 1\nNee.", "number_repeated", (1,)),
        ("Vraag 1\nA?\nAntwoord 1\nJa.\nVraag 3\nC?\nAntwoord 3\nNee.", "number_skipped", (2,)),
        ("Vraag 1\nA?\nAntwoord 1\n \nVraag 2\nB?\nAntwoord 2\nNee.", "answer_empty", (1,)),
        ("Vraag 1\nA?\nAntwoord 1\nJa.[footnoteRef:9] [9: ]", "footnote_empty", (1,)),
    ],
)
def test_what_does_not_hold_is_flagged(text: str, code: str, numbers: tuple[int, ...]) -> None:
    assert (code, numbers) in [(flag.code, flag.numbers) for flag in letter(text).flags]


def test_a_bracket_inside_a_footnote_does_not_end_it() -> None:
    document = letter("Vraag 1\nA?\nAntwoord 1\nZie dit[footnoteRef:2] stuk.[2: Kamerstuk [36 800] nr. 7]")
    (note,) = document.answers[0].footnotes
    assert (note.text, note.at) == ("Kamerstuk [36 800] nr. 7", len("Zie dit"))
    assert document.answers[0].text == "Zie dit stuk."


def test_what_no_reader_sees_is_not_in_a_text() -> None:
    document = letter("Vraag 1\nA?\nAntwoord 1\nDe be\u00adslissing\u200b is ge\u2060nomen.")
    assert document.answers[0].text == "De beslissing is genomen."


def test_a_list_at_the_end_of_the_last_answer_is_not_taken_for_footnotes() -> None:
    document = letter("Vraag 1\nA?\nAntwoord 1\nTwee dingen:\n1) dit\n2) dat")
    assert document.answers[0].text == "Twee dingen:\n\n1) dit\n\n2) dat"


def test_a_deferral_and_a_list_of_questions_are_named_so() -> None:
    questions = "Vraag 1\nA?\nVraag 2\nB?"
    assert letter(questions).kind == "questions"
    assert letter(f"Mededeling van minister X (Y) (ontvangen 1 mei 2026)\n{questions}").kind == "deferral"
    assert letter("Geachte voorzitter, hierbij.").kind == "other"


def test_an_exported_note_and_a_typed_note_with_one_number_are_two_notes() -> None:
    document = letter("Vraag 1\nBericht? 1)\nAntwoord 1\nJa.[footnoteRef:1] [1:  CSBN 2021]\n\n1) Nu.nl, 24 februari 2026")
    assert [note.text for note in document.questions[0].footnotes] == ["Nu.nl, 24 februari 2026"]
    assert [note.text for note in document.answers[0].footnotes] == ["CSBN 2021"]
    assert document.flags == ()


def test_notes_whose_labels_an_export_lost_are_told_by_their_number_and_place() -> None:
    text = "Vraag 1\nBericht? 1)\nAntwoord 1\nJa, gedrag2).\n\n\nArgos, 27 september\nBureau Beke, 2022"
    assert [n.text for n in letter(text).questions[0].footnotes] == ["Argos, 27 september"]
    assert [(n.text, n.at) for n in letter(text).answers[0].footnotes] == [("Bureau Beke, 2022", len("Ja, gedrag"))]
    one_too_many = letter(f"{text}\nEn nog een regel")
    assert one_too_many.questions[0].footnotes == ()
    assert "En nog een regel" in one_too_many.answers[0].text


def test_two_typed_notes_on_one_line_are_two_notes() -> None:
    document = letter("Vraag 1\nA[1], b [2]?\nAntwoord 1\nJa.\n\n[1] https://a.nl/x[2] https://b.nl")
    assert [note.text for note in document.questions[0].footnotes] == ["https://a.nl/x", "https://b.nl"]
    assert document.questions[0].text == "A, b?"


PAGE = """Tweede Kamer der Staten-Generaal
Vergaderjaar 2024–2025 Aanhangsel van de Handelingen
594
Vragen van het lid Jansen (X) aan de Minister van Y over ziekenhuizen (ingezonden 30 oktober 2024).
Antwoord van Minister Agema (Y) (ontvangen 19 november 2024).
Vraag 1
Bent u op de hoogte van het bericht over de ziekenhuizen in het land en het
bijbehorende onderzoek?
1
Antwoord 1
Ja. Het kabinet heeft daarvan kennisgenomen en is daarover in gesprek met de transforma-
tiepartners en de betrokken wet-
en regelgevers in het hele land, die over de uitvoering in de
1NOS, 29 oktober 2024
ah-tk-20242025-594
ISSN 0921 - 7398’s-Gravenhage 2024Tweede Kamer, vergaderjaar 2024–2025, Aanhangsel 1
regio gaan. Dat is in de brief van 4 november van vorig jaar aan de Kamer
2 uitgebreid toegelicht, met de redenen daarvoor in het bijgevoegde overzicht.
Vraag 2
Wat doet u?
Antwoord 2
Niets.
2Kamerstuk 25 242, nr. 686
Tweede Kamer, vergaderjaar 2024–2025, Aanhangsel 2
"""


def test_pages_that_others_extracted_are_read_across_their_feet() -> None:
    document = letter(PAGE)
    assert document.answers[0].text == (
        "Ja. Het kabinet heeft daarvan kennisgenomen en is daarover in gesprek met de transformatiepartners en de betrokken "
        "wet- en regelgevers in het hele land, die over de uitvoering in de regio gaan. Dat is in de brief van 4 november van vorig jaar "
        "aan de Kamer uitgebreid toegelicht, met de redenen daarvoor in het bijgevoegde overzicht."
    )
    (note,) = document.answers[0].footnotes
    assert (note.label, note.text, document.answers[0].text[: note.at].split()[-1]) == ("2", "Kamerstuk 25 242, nr. 686", "Kamer")
    assert [(n.text, n.at) for n in document.questions[0].footnotes] == [("NOS, 29 oktober 2024", len(document.questions[0].text))]
    assert document.flags == ()


def test_the_published_form_of_before_2010_has_its_questions_first_and_bare_numbers() -> None:
    document = letter(
        "Vragen van het lid Jansen (PvdA) aan de minister van Justitie over het bericht. (Ingezonden 3 maart 1999)\n"
        "1\nKent u het bericht?1\n2\nIs het waar?\n3\nZo ja, wat gaat u doen?\n1 NRC Handelsblad, 1 maart 1999\n"
        "Antwoord\nAntwoord van minister Korthals (Justitie). (Ontvangen 22 maart 1999)\n1\nJa.\n2 en 3\nNee, want:\n1. geld\n2. tijd"
    )
    assert [(q.number, q.text) for q in document.questions] == [
        (1, "Kent u het bericht?"),
        (2, "Is het waar?"),
        (3, "Zo ja, wat gaat u doen?"),
    ]
    assert [(a.numbers, a.text) for a in document.answers] == [((1,), "Ja."), ((2, 3), "Nee, want:\n\n1. geld\n\n2. tijd")]
    assert [n.text for n in document.questions[0].footnotes] == ["NRC Handelsblad, 1 maart 1999"]
    assert (document.asked_on, document.answered_on) == (date(1999, 3, 3), date(1999, 3, 22))
    assert document.flags == ()


@pytest.mark.parametrize(
    ("text", "questions", "answers"),
    [
        ("Vraag 1: A?\nAntwoord 1: B.", ["A?"], ["B."]),
        ("Vraag 1 Wat?\nAntwoord 1 Dat. Vraag 2 volgt.\nVraag 2 Hoe?\nAntwoord 2 Zo.", ["Wat?", "Hoe?"], ["Dat. Vraag 2 volgt.", "Zo."]),
        ("1\nA?\nAntwoord\nB.\n2\nC?\nAntwoord\nD.", ["A?", "C?"], ["B.", "D."]),
        ("1. A?\nAntwoord:\nWant:\n1. b\n2. c\n2. D?\nAntwoord:\nE.", ["A?", "D?"], ["Want:\n\n1. b\n\n2. c", "E."]),
        ("1. A?\nAntwoord:\n1. b\n2. c", ["A?"], ["1. b\n\n2. c"]),
        ("Vraag 1a\nA?\nVraag 1b\nB?\nAntwoord 1a\nC.\nAntwoord 1b\nD.", ["A?\n\nB?"], ["C.\n\nD."]),
        ("Vraag 1\nA b?\nVraag 2\nC d?\nVraag 1\nA b?\nAntwoord 1\nE.\nVraag 2\nC d?\nAntwoord 2\nF.", ["A b?", "C d?"], ["E.", "F."]),
        ("Vraag 1 en 2\nA?\nB?\nAntwoord 1 en 2\nC.", ["A?", "B?"], ["C."]),
        ("Vraag 1\nA?\nAntwoord 1\nJaar\tAantal\n2023\t12", ["A?"], ["Jaar\tAantal\n\n2023\t12"]),
        ("Beantwoording vragen 1 t/m 2\nVraag 1\nA?\nAntwoord\nB.\nVraag 2\nC?\nAntwoord\nD.", ["A?", "C?"], ["B.", "D."]),
    ],
)
def test_every_way_of_numbering_gives_its_questions_and_answers(text: str, questions: list[str], answers: list[str]) -> None:
    document = letter(text)
    assert [q.text for q in document.questions] == questions
    assert [a.text for a in document.answers] == answers
    assert document.flags == ()


def test_text_under_a_lost_heading_is_in_the_flag_and_nowhere_else() -> None:
    lost_answer = letter("Vraag 1\nA?\nAntwoord 1\nJa.\nVraag 2\nB?\n\nHet antwoord zonder kop.\nVraag 3\nC?\nAntwoord 3\nNee.")
    assert lost_answer.questions[1].text == "B?"
    assert "Het antwoord zonder kop." in lost_answer.flags[0].message
    lost_question = letter("Vraag 1\nA?\nAntwoord 1\nJa.\n\nWat gaat u doen?\n\nAntwoord 2\nNiets.")
    assert [a.text for a in lost_question.answers] == ["Ja.", "Niets."]
    assert "Wat gaat u doen?" in lost_question.flags[0].message


def test_what_a_publication_adds_is_a_remark_and_no_answer() -> None:
    document = letter("Vraag 1\nA?\nAntwoord 1\nJa.\nToelichting:\nDeze vragen dienen ter aanvulling.")
    assert document.answers[0].text == "Ja."
    assert document.remarks == ("Deze vragen dienen ter aanvulling.",)


def test_a_letter_of_delay_without_questions_is_a_deferral() -> None:
    document = letter(
        "Hierbij deel ik u mede dat de vragen van het lid X (SP) niet binnen de gebruikelijke termijn kunnen worden beantwoord."
    )
    assert (document.kind, document.flags) == ("deferral", ())


def test_questions_without_answers_are_flagged_only_where_answers_are_announced() -> None:
    questions = "Vraag 1\nA?\nVraag 2\nB?"
    assert letter(f"Vragen van het lid X (SP) over Z (ingezonden 1 mei 2024)\n{questions}").flags == ()
    answered = letter(f"Antwoorden van de minister van Z op vragen van het lid X (SP)\n{questions}")
    assert [(flag.code, flag.numbers) for flag in answered.flags] == [("answer_missing", (1,)), ("answer_missing", (2,))]


PIECES = [
    *[
        "Vraag 1",
        "Vraag 2",
        "Vraag 3a",
        "Vraag 4 en 5",
        "Antwoord 1",
        "Antwoord op vraag 2",
        "Antwoord op vragen 3 en 4",
        "Antwoord",
        "Antwoord:",
    ],
    *["Antwoord van Minister A (B) (ontvangen 3 mei 2024)", "1. Deelt u dat?", "2. Wat vindt u?", "1", "2", "2 en 3", "Ja.", "Is dat zo?1"],
    *[
        "Een zin die door-",
        "loopt op de regel",
        "wet-",
        "en regelgeving",
        "a\tb\tc",
        "tekst [footnoteRef:1] hier [1:  Nu.nl [x] 3]",
        "[1:",
        "]",
    ],
    *["[footnoteRef:2]", "[2: ]", "[3: zonder verwijzing]", "1) Nu.nl", "2) AD", "[1] https://x.nl", "Bericht? 1)", "1NOS, 3 mei 2024"],
    *[
        "Tweede Kamer, vergaderjaar 2024–2025, Aanhangsel 2",
        "ah-tk-20242025-583",
        "Toelichting:",
        "Mededeling",
        "Bijlage",
        "Pagina 2 van 5",
    ],
    *["De Minister van Justitie en Veiligheid,", "D.M. van Weel", "", "  ", "- streepje", "\u00ad\u200bzacht", "Datum 7 november 2023"],
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("\n".join).filter(str.strip))
def test_whatever_the_order_of_lines_every_character_is_in_exactly_one_place(text: str) -> None:
    document, account = parse_accounted(RawText(origin="brief.txt", text=text))
    assert list(losses(document, account)) == []


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300).filter(str.strip))
def test_any_text_at_all_is_accounted_for(text: str) -> None:
    document, account = parse_accounted(RawText(origin="brief.txt", text=text))
    assert list(losses(document, account)) == []


@pytest.mark.parametrize("name", sorted(path.name for path in BUNDLED.glob("*.txt")))
def test_the_bundled_letters_lose_nothing(name: str) -> None:
    document, account = parse_accounted(read(BUNDLED / name))
    assert list(losses(document, account)) == []
    assert account.characters()["answer 1"] > 0
