"""The two bundled letters to the last footnote, and small letters for each way in which a letter can be odd."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.build import BUNDLED
from store.parse import parse
from store.read import RawText, read
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


@given(
    st.lists(
        st.sampled_from(["Vraag 1", "Vraag 2", "Antwoord 1", "Antwoord op vraag 2", "Antwoord:", "3. Wat?", "tekst hier", "1) noot", ""]),
        max_size=14,
    )
)
def test_no_order_of_lines_breaks_the_parser_and_no_word_of_a_text_is_lost(lines: list[str]) -> None:
    document = letter("\n".join(["Vraag 1", *lines]))
    kept = " ".join(
        [t.text for t in (*document.questions, *document.answers)]
        + [n.text for t in (*document.questions, *document.answers) for n in t.footnotes]
    )
    assert kept.count("hier") == lines.count("tekst hier")
