"""What answers point to, in every form that real answers use."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.build import BUNDLED
from store.parse import parse
from store.read import read
from store.records import Answer, Document, Footnote, Question, Verwijzing
from store.refer import Register, refer, referred


def letter(*answers: str | Answer, id: str = "2024Z00001", **fields: object) -> Document:
    """A letter with an answer to each of its questions; `fields` are those of a Document."""
    made = tuple(a if isinstance(a, Answer) else Answer(numbers=(n,), text=a) for n, a in enumerate(answers, 1))
    questions = tuple(Question(number=number, text="?") for answer in made for number in answer.numbers)
    document = Document(id=id, kind="answer", origin="brief.txt", questions=questions, answers=made)
    return replace(document, **fields)  # type: ignore[arg-type]


def pointers_of(*answers: str | Answer, at: int = -1, **fields: object) -> list[Verwijzing]:
    """What the answer at an index points to, in a letter that stands alone."""
    (document,) = refer([letter(*answers, **fields)])
    return list(document.answers[at].verwijzingen)


def test_the_bundled_letters_point_where_they_say() -> None:
    documents = refer([parse(read(path)) for path in sorted(BUNDLED.glob("*.txt"))])
    found = {(d.id[:4], a.numbers[0]): v.numbers for d in documents for a in d.answers for v in a.verwijzingen}
    assert found == {
        ("2026", 5): (1, 2, 3, 4),
        ("2026", 7): (2,),
        ("doc-", 7): (4,),
        ("doc-", 8): (3,),
        ("doc-", 9): (8,),
        ("doc-", 11): (8,),
        ("doc-", 14): (2,),
    }
    assert all(v.document == d.id for d in documents for a in d.answers for v in a.verwijzingen)


@pytest.mark.parametrize(
    ("answer", "numbers"),
    [
        ("Zie het antwoord op vraag 2.", (2,)),
        ("Zie mijn antwoord bij vraag 1", (1,)),
        ("Zie antwoord vraag 2", (2,)),
        ("Zie hetantwoord opvraag 2.", (2,)),
        ("Ja, zie antwoord 2.", (2,)),
        ("Zie antwoord 2", (2,)),
        ("Ik verwijs u naar mijn antwoord op vraag 1 en 2.", (1, 2)),
        ("Zie de antwoorden op de vragen 1, 2, en 5.", (1, 2, 5)),
        ("Zie de antwoorden op vragen 1 t/m 5.", (1, 2, 4, 5)),
        ("Zie de antwoorden op de vragen 1 tot en met 2.", (1, 2)),
        ("Zie het antwoord op vraag 1 en vraag 5.", (1, 5)),
        ("Zie het antwoord op vraag 1 & 5.", (1, 5)),
        ("Zie antwoord vraag 1, 2 4 en 5.", (1, 2, 4, 5)),
        ("Zie het antwoord op vraag 2a.", (2,)),
        ("Zie het antwoord op vraag 2 b.", (2,)),
        ("Zie het antwoord op deelvraag 2(c).", (2,)),
        ("Zie antwoord vorige vraag", (2,)),
        ("Zie het vorige antwoord.", (2,)),
        ("Zie bovenstaand antwoord.", (2,)),
        ("Zoals bij de vorige vraag is toegelicht, kan dat.", (2,)),
        ("Zie het antwoord hierboven.", (2,)),
        ("Zie hierboven.", (2,)),
        ("Ja, zie boven.", (2,)),
        ("Idem.", (2,)),
        ("Zie de antwoorden op de voorgaande vragen.", (1, 2)),
        ("In de beantwoording van bovenstaande vragen staat het.", (1, 2)),
        ("Zie de antwoorden op de vorige twee vragen.", (1, 2)),
        ("Zie mijn voorgaande antwoorden.", (1, 2)),
        ("Zie ook het hierop volgende antwoord.", (4,)),
        ("Zie hieronder.", (4,)),
        ("Zie het antwoord hieronder.", (4,)),
        ("Zie het antwoord op de volgende vraag.", (4,)),
        ("Zie de antwoorden op de volgende vragen.", (4, 5)),
        ("Zie beantwoording vraag 2 voor antwoord 3, 4 en 5.", (2,)),
        ("Voor het antwoord op vraag 4 verwijs ik u naar het antwoord op vraag 2.", (2,)),
        ("Zie vraag 1.", (1,)),
        ("Zie onder 2.", (2,)),
        ("Zie 1 en 2.", (1, 2)),
        ("Zoals bij vraag 2 aangegeven is dat zo.", (2,)),
        ("Zoals aangegeven bij vraag 1 is dat zo.", (1,)),
        ("Zoals in vraag 2 is toegelicht is dat zo.", (2,)),
        ("Zoals onder 2 aangegeven is dat zo.", (2,)),
        ("Dat staat in de beantwoording van vraag 2.", (2,)),
        ("Ik verwijs u graag naar vraag 2.", (2,)),
        ("Ik beantwoord deze vraag in samenhang met vraag 5.", (5,)),
        ("Zie mijn antwoord op de eerste vraag.", (1,)),
        ("Zie de antwoorden op de eerste en tweede vraag.", (1, 2)),
        ("Zie de antwoorden op de eerste twee vragen.", (1, 2)),
        ("Zie het antwoord op vraag twee.", (2,)),
        ("Zie de antwoorden op vraag één en twee.", (1, 2)),
        ("Zie antwoord op vraag 2, 15 gemeenten doen mee.", (2,)),
        ("Het antwoord dat ik heb gegeven op vraag 2 geldt nog.", (2,)),
    ],
)
def test_a_pointer_names_the_numbers_it_means(answer: str, numbers: tuple[int, ...]) -> None:
    (verwijzing,) = pointers_of("Ja.", "Nee.", answer, "Nee.", "Nee.", at=2)
    assert (verwijzing.document, verwijzing.numbers, verwijzing.name) == ("2024Z00001", numbers, None)


@pytest.mark.parametrize(
    "answer",
    [
        "Zie bijlage 2.",
        "Zie de bijlage bij deze brief.",
        "De vraag of dat zo is, is aan de rechter.",
        "Vraag 2 was een goede.",
        "U vraagt naar vraag 2.",
        "De in vraag 1 genoemde signalen ken ik, zoals genoemd in vraag 1.",
        "In 2 van de 3 gevallen.",
        "Onder 18 jaar mag dat niet.",
        "Zie het antwoord op vraag 2.",  # its own number: an answer that points to itself points nowhere
        "Het antwoord op de eerste vraag is nee.",
        "Daarop is het volgende antwoord gegeven.",
        "In een antwoord op 3 brieven.",
        "Ik heb de volgende vragen gesteld.",
        "Zoals hierboven gezegd kan dat.",
    ],
)
def test_what_is_no_pointer_is_left_alone(answer: str) -> None:
    assert pointers_of("Ja.", answer) == []


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ("Zie Kamerstuk 26 643, nr. 1234.", "kst-26643-1234"),
        ("Zie Kamerstukken II 2024/25, 30 821, nr. 240.", "kst-30821-240"),
        ("Zie 26 643, nr. 12.", "kst-26643-12"),
        ("Zie Kamerstuk 35 925 XII, nr. 24.", "kst-35925-XII-24"),
        ("Zie Kamerstuk 21 501-20, nr. 1518.", "kst-21501-20-1518"),
        ("Zie Kamerstuk 36 471-64.", "kst-36471-64"),
        ("Zie Kamerstukken I 2020/21, 35526, nr. G.", "kst-35526-G"),
        ("Zie de Kamerbrief van 26 juni 2023.", "kamerbrief 2023-06-26"),
        ("Zie de Kamerbrief over de energierekening van 20 september jl.", "kamerbrief 2023-09-20"),
        ("Dat staat in de brief aan uw Kamer van 3 mei 2011.", "kamerbrief 2011-05-03"),
        ("Zoals ik uw Kamer meldde in mijn brief van 3 mei 2011 kan dat.", "kamerbrief 2011-05-03"),
        ("Zie Aanhangsel van de Handelingen, vergaderjaar 2023–2024, nr. 12.", "ah-tk-20232024-12"),
        ("Zie Aanhangsel Handelingen II 2005/06, nr. 1305.", "ah-tk-20052006-1305"),
        ("Zie Aanhangsel Handelingen nr. 1001, vergaderjaar 1998–1999.", "ah-tk-19981999-1001"),
        ("Zie mijn antwoorden op de vragen van het lid Y (2023Z 01234).", "2023Z01234"),
    ],
)
def test_a_publication_is_a_named_reference(answer: str, name: str) -> None:
    (verwijzing,) = pointers_of(answer, answered_on=date(2023, 11, 1))
    assert (verwijzing.name, verwijzing.document, verwijzing.numbers) == (name, None, ())


@pytest.mark.parametrize(
    "answer", ["Zie de Kamerbrief van 31 juni 2023.", "Zie de Kamerbrief van 29 juni.", "Zie Aanhangsel 2001-2005, nr. 3."]
)
def test_a_publication_that_cannot_be_named_for_certain_is_not_named(answer: str) -> None:
    assert pointers_of(answer) == []


def test_each_number_of_a_list_of_publications_is_a_reference_of_its_own() -> None:
    found = pointers_of("De Kamer is geïnformeerd (Kamerstuk 28 286, nrs. 1216 en 1237).")
    assert [(v.name, v.text) for v in found] == [("kst-28286-1216", "Kamerstuk 28 286, nrs. 1216"), ("kst-28286-1237", "1237")]


def test_a_letter_that_names_itself_points_nowhere() -> None:
    assert pointers_of("Uw vragen met kenmerk 2024Z00001 en 2024Z00009.", zaaknummers=("2024Z00001", "2024Z00009")) == []


def test_a_pointer_to_another_letter_is_not_taken_for_one_inside_this_letter() -> None:
    (one,) = pointers_of("Zie het antwoord op vraag 2 van het lid Jansen, Aanhangsel van de Handelingen, vergaderjaar 2023-2024, nr. 12.")
    assert (one.document, one.numbers, one.name) == (None, (2,), "ah-tk-20232024-12")
    (other,) = pointers_of("Zie het antwoord op vraag 1 van het lid De Vries.")
    assert (other.document, other.numbers, other.name) == (None, (1,), None)
    (before,) = pointers_of("Dat staat in Aanhangsel Handelingen 2023-2024, nr. 12, antwoord op vraag 3.", at=0)[1:]
    assert (before.numbers, before.name) == ((3,), "ah-tk-20232024-12")


def test_the_other_letter_may_be_named_in_a_footnote() -> None:
    text = "Zie het antwoord op vraag 2 van het lid Jansen."
    note = Footnote(label="1", text="Aanhangsel Handelingen, vergaderjaar 2023–2024, nr. 12", at=len(text))
    (verwijzing,) = pointers_of(Answer(numbers=(1,), text=text, footnotes=(note,)))
    assert (verwijzing.numbers, verwijzing.name) == ((2,), "ah-tk-20232024-12")
    text = "Zie mijn antwoorden op de schriftelijke vragen van het lid Jansen van 6 juli jl."
    (whole,) = pointers_of(Answer(numbers=(1,), text=text, footnotes=(replace(note, at=len(text)),)))
    assert (whole.text, whole.numbers, whole.name) == ("Zie mijn antwoorden op de schriftelijke vragen", (), "ah-tk-20232024-12")
    assert pointers_of(text) == []


def test_another_letter_of_the_store_is_found_by_any_of_its_names() -> None:
    other = letter("Ja.", "Nee.", id="2023Z01234", zaaknummer="2023Z01234", aanhangselnummer="ah-tk-20232024-12")
    one = letter("Zie Aanhangsel Handelingen 2023-2024, nr. 12.", "Zie het antwoord op vraag 2 van het lid Jansen (2023Z01234).")
    found = [v for answer in refer([one, other])[0].answers for v in answer.verwijzingen]
    assert [(v.document, v.numbers, v.name) for v in found] == [("2023Z01234", (), "ah-tk-20232024-12"), ("2023Z01234", (2,), "2023Z01234")]


def test_a_name_that_two_letters_have_is_resolved_to_neither() -> None:
    twins = [letter("Ja.", id=id, zaaknummers=("2023Z01234",)) for id in ("doc-a", "doc-b")]
    one = letter("Zie mijn antwoord op de vragen van het lid Jansen (2023Z01234).")
    assert refer([one, *twins])[0].answers[0].verwijzingen[0].document is None


def test_an_answer_is_meant_before_a_notice_of_delay_about_the_same_questions() -> None:
    deferral = letter(id="ah-tk-20232024-11", kind="deferral", zaaknummers=("2023Z01234",))
    answer = letter("Ja.", id="ah-tk-20232024-12", zaaknummers=("2023Z01234",))
    one = letter("Zie mijn antwoord op de vragen van het lid Jansen (2023Z01234).")
    assert refer([one, deferral, answer])[0].answers[0].verwijzingen[0].document == "ah-tk-20232024-12"


def test_a_pointer_to_a_number_that_does_not_exist_is_flagged() -> None:
    (document,) = refer([letter("Zie het antwoord op vraag 7.")])
    assert [(flag.code, flag.numbers) for flag in document.flags] == [("verwijzing_unknown", (1,))]


def test_a_number_that_the_other_letter_does_not_have_is_flagged_and_an_unknown_letter_is_not() -> None:
    other = letter("Ja.", id="2023Z01234")
    one, two = letter("Zie het antwoord op vraag 2 van het lid Jansen (2023Z01234)."), letter("Zie het antwoord op vraag 1 (2023Z01234).")
    assert [(flag.code, flag.numbers) for flag in refer([one, other])[0].flags] == [("verwijzing_unknown", (1,))]
    assert refer([two, other])[0].flags == refer([one])[0].flags == ()


def test_answers_that_only_point_to_each_other_are_flagged_once() -> None:
    (document,) = refer([letter("Ja.", "Zie het antwoord op vraag 4.", "Nee.", "Zie vraag 2.")])
    assert [(flag.code, flag.numbers) for flag in document.flags] == [("verwijzing_cycle", (2, 4))]


def test_answers_that_point_to_each_other_and_say_something_are_no_circle() -> None:
    (document,) = refer([letter("Het kabinet doet dat, omdat het moet. Zie ook het antwoord op vraag 2.", "Zie het antwoord op vraag 1.")])
    assert document.flags == ()


_WORDS = """Zie zie het antwoord op vraag vragen 1 2 3a 14, en t/m - vorige volgende voorgaande . van lid Jansen Kamerstuk 26 643, nr.
Aanhangsel Handelingen 2023-2024 Kamerbrief 31 juni 2023 jl. 2023Z01234 Idem. hierboven voor eerste twee ( ) ; «x» \n\n""".split(" ")


@given(st.lists(st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join), min_size=1, max_size=5))
def test_whatever_an_answer_says_its_pointers_are_its_own_words_in_order(texts: list[str]) -> None:
    register = Register()
    document = letter(*texts)
    register.add(document)
    found = referred(document, register)
    for answer in found.answers:
        spans = [(v.start, v.end) for v in answer.verwijzingen]
        assert all(answer.text[v.start : v.end] == v.text != "" for v in answer.verwijzingen)
        assert spans == sorted(spans)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))
        assert all(set(v.numbers).isdisjoint(answer.numbers) for v in answer.verwijzingen if v.document == document.id)
    assert [answer.text for answer in found.answers] == texts
