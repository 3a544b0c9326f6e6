"""Answers become passages: stable ids, exact offsets, long ones in parts of whole sentences."""

from hypothesis import given
from hypothesis import strategies as st

from store.parse import parse
from store.passages import LONGEST, passages, text_to_find
from store.raw import RawText
from store.records import Document


def document(answer: str) -> Document:
    return parse(
        RawText(
            origin="brief.txt", text=f"(2024Z00001, ingezonden 1 mei 2024)\nVraag 1\nA?\nVraag 2\nB?\nAntwoord op vragen 1 en 2\n{answer}"
        )
    )


def test_a_passage_is_an_answer_with_all_its_questions() -> None:
    (passage,) = passages(document("Ja."))
    assert (passage.id, passage.source, passage.numbers) == ("2024Z00001/1", "2024Z00001/1", (1, 2))
    assert text_to_find(passage) == "A?\n\nB?\nJa."


def test_an_empty_answer_is_no_passage() -> None:
    assert passages(document("")) == ()


@given(st.lists(st.integers(1, 900), min_size=1, max_size=12))
def test_the_parts_of_a_long_answer_are_its_text_at_their_offsets(lengths: list[int]) -> None:
    letter = document(" ".join(f"W{'o' * length}." for length in lengths))
    text = letter.answers[0].text
    parts = passages(letter)
    assert all(text[part.start : part.start + len(part.answer)] == part.answer for part in parts)
    assert "".join("".join(part.answer.split()) for part in parts) == "".join(text.split())
    assert all(len(part.answer) <= max(LONGEST, max(lengths) + 2) for part in parts)
    assert [part.id for part in parts] == ["2024Z00001/1", *(f"2024Z00001/1#{n}" for n in range(2, len(parts) + 1))]
