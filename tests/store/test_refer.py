"""What answers point to, in every form that real answers use."""

import pytest

from store.build import BUNDLED
from store.parse import parse
from store.read import RawText, find, read
from store.records import Document
from store.refer import refer


def referred(*answers: str) -> Document:
    text = "".join(f"Vraag {n}\nVraag {n}?\nAntwoord {n}\n{answer}\n" for n, answer in enumerate(answers, 1))
    return refer([parse(RawText(origin="brief.txt", text=f"(2024Z00001, ingezonden 1 mei 2024)\n{text}"))])[0]


def test_the_bundled_letters_point_where_they_say() -> None:
    documents = refer([parse(read(path)) for path in find([BUNDLED])])
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
        ("Ja, zie antwoord 2.", (2,)),
        ("Ik verwijs u naar mijn antwoord op vraag 1 en 2.", (1, 2)),
        ("Zie antwoord vorige vraag", (2,)),
        ("Zie de antwoorden op de voorgaande vragen.", (1, 2)),
        ("Zie ook het hierop volgende antwoord.", (4,)),
        ("Zie beantwoording vraag 2 voor antwoord 3.", (2,)),
        ("Zie vraag 1.", (1,)),
    ],
)
def test_a_pointer_names_the_numbers_it_means(answer: str, numbers: tuple[int, ...]) -> None:
    document = referred("Ja.", "Nee.", answer, "Nee.")
    (verwijzing,) = document.answers[2].verwijzingen
    assert (verwijzing.document, verwijzing.numbers) == ("2024Z00001", numbers)
    assert document.answers[2].text[verwijzing.start : verwijzing.end] == verwijzing.text


@pytest.mark.parametrize(
    "answer", ["Zie bijlage 2.", "De vraag of dat zo is, is aan de rechter.", "Vraag 2 was een goede.", "In 2 van de 3 gevallen."]
)
def test_what_is_no_pointer_is_left_alone(answer: str) -> None:
    assert referred("Ja.", answer).answers[1].verwijzingen == ()


def test_a_pointer_to_another_letter_is_not_taken_for_one_inside_this_letter() -> None:
    one, other = referred(
        "Zie het antwoord op vraag 2 van het lid Jansen, Aanhangsel van de Handelingen, vergaderjaar 2023-2024, nr. 12.",
        "Zie het antwoord op vraag 1 van het lid De Vries.",
    ).answers
    assert [(v.document, v.numbers, v.name) for v in one.verwijzingen] == [(None, (2,), "ah-tk-20232024-12")]
    assert [(v.document, v.numbers, v.name) for v in other.verwijzingen] == [(None, (1,), None)]


def test_a_pointer_to_a_number_that_does_not_exist_is_flagged() -> None:
    document = referred("Zie het antwoord op vraag 7.")
    assert [(flag.code, flag.numbers) for flag in document.flags] == [("verwijzing_unknown", (1,))]
