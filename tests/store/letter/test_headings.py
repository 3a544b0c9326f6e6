"""Every heading form that was counted on real letters, and lines that only look like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.letter.headings import heading, numbers_in

HEADINGS = [
    ("Vraag 1", "question", (1,), ""),
    ("Vraag 8 ", "question", (8,), ""),
    ("vraag 3:", "question", (3,), ""),
    ("Vraag 4, 5, 7 en 8", "question", (4, 5, 7, 8), ""),
    ("Antwoord 1", "answer", (1,), ""),
    ("Antwoord op vraag 3", "answer", (3,), ""),
    ("Antwoord op de vraag 4", "answer", (4,), ""),
    ("Antwoord op vragen 2 en 3", "answer", (2, 3), ""),
    ("Antwoord op de vragen 2, 3, en 4:", "answer", (2, 3, 4), ""),
    ("Antwoorden op vraag 1,2,3,4 en 5", "answer", (1, 2, 3, 4, 5), ""),
    ("Antwoord 1, 2 3 en 4", "answer", (1, 2, 3, 4), ""),
    ("Antwoord vragen 1-3", "answer", (1, 2, 3), ""),
    ("Antwoord 3 t/m 5", "answer", (3, 4, 5), ""),
    ("Antwoord op vragen 6 tot en met 8.", "answer", (6, 7, 8), ""),
    ("Antwoord vraag 2:", "answer", (2,), ""),
    ("Antwoord:", "answer", (), ""),
    ("Antwoord", "answer", (), ""),
    ("Antwoord 3: Ja.", "answer", (3,), "Ja."),
    ("3. Welk beleid wordt gehanteerd?", "numbered", (3,), "Welk beleid wordt gehanteerd?"),
    ("3", "numbered", (3,), ""),
    ("2 en 3", "numbered", (2, 3), ""),
    ("VRAAG 7", "question", (7,), ""),
    ("Vraag (3)", "question", (3,), ""),
    ("Vraag 12 en 13.", "question", (12, 13), ""),
    ("Subvraag 2a", "question", (2,), ""),
    ("Vraag 1: Bent u bekend met het bericht?", "question", (1,), "Bent u bekend met het bericht?"),
    ("Antwoord op vraag 3a en 3b", "answer", (3,), ""),
    ("Antwoord op vraag 1 en vraag 2", "answer", (1, 2), ""),
    ("Antwoord op vraag 1 (minister van Defensie):", "answer", (1,), ""),
    ("Antwoord van de minister van Defensie op vraag 3", "answer", (3,), ""),
    ("Nader antwoord op vraag 2", "answer", (2,), ""),
    ("Beantwoording vragen 1 tot en met 5", "answer", (1, 2, 3, 4, 5), ""),
    ("Antwoord 6 – Ja", "answer", (6,), "Ja"),
    ("Antwoord. Ja.", "answer", (), "Ja."),
    ("Antwoord van Minister Agema (Volksgezondheid)", "answers", (), ""),
    ("Nader antwoord van staatssecretaris Rijkers", "answers", (), ""),
    ("Mededeling", "remark", (), ""),
    ("Vraag", "question", (), ""),
    ("Vraag: Kent u het bericht?", "question", (), "Kent u het bericht?"),
    ("Vragen van het lid Jansen (VVD) over dijken", "set", (), ""),
    ("Antwoord 3 -", "answer", (3,), ""),
    ("Antwoord opvraag 3", "answer", (3,), ""),
    ("Antwoordop vraag3", "answer", (3,), ""),
    ("**Vraag 1**", "question", (1,), ""),
    ("**Antwoord 1:** Ja.", "answer", (1,), "Ja."),
    ("### Antwoord op vraag 2", "answer", (2,), ""),
    ("**3.** Deelt u dit?", "numbered", (3,), "Deelt u dit?"),
    ("• Vraag 3", "question", (3,), ""),
    ("Toelichting:", "remark", (), ""),
    ("Bijlage 2", "remark", (), ""),
]
OTHER_LINES = [
    "Antwoord op de vraag van het lid Jansen",
    "Antwoorden van de minister van Justitie en Veiligheid",
    "Toelichting op het beleid",
    "Zie antwoord op vraag 3",
    "Vraag 3 gaat over geld",
    "19 september 2024 in The Guardian",
    "Antwoord ja.",
    "Vraag is of dat kan.",
    "36 800 VII, nr. 7",
    "Ja.",
    "",
]


@pytest.mark.parametrize(("line", "of", "numbers", "rest"), HEADINGS, ids=[line for line, *_ in HEADINGS])
def test_a_heading_says_what_it_is_of_and_which_numbers(line: str, of: str, numbers: tuple[int, ...], rest: str) -> None:
    found = heading(line)
    assert found is not None
    assert (found.of, found.numbers, found.rest) == (of, numbers, rest)


@pytest.mark.parametrize("line", OTHER_LINES)
def test_any_other_line_is_no_heading(line: str) -> None:
    assert heading(line) is None


MISSPELT = [
    ("Antword op vraag 3", "answer", (3,)),
    ("Anwoord vragen 2 en 3:", "answer", (2, 3)),
    ("Antwooord op vraag 3", "answer", (3,)),
    ("Anwtoord 3", "answer", (3,)),
    ("Antwoord op vaag 3", "answer", (3,)),
    ("Vrag 7", "question", (7,)),
    ("Vraaag 7.", "question", (7,)),
]


@pytest.mark.parametrize(("line", "of", "numbers"), MISSPELT, ids=[line for line, *_ in MISSPELT])
def test_a_misspelt_heading_is_one_that_is_not_certain(line: str, of: str, numbers: tuple[int, ...]) -> None:
    found = heading(line)
    assert found is not None
    assert (found.of, found.numbers, found.certain) == (of, numbers, False)


@pytest.mark.parametrize("line", ["Artikel 3", "Andere 4", "Punt 2", "Anwoord op vraag 3 krijgt u niet", "Antwoord op vlaag 3 en verder"])
def test_what_is_further_from_a_heading_is_none(line: str) -> None:
    assert heading(line) is None


def test_a_heading_with_text_and_no_sign_between_is_not_certain() -> None:
    loose, strict = heading("Vraag 2 Deelt u de mening?"), heading("Vraag 2: Deelt u de mening?")
    assert loose is not None
    assert strict is not None
    assert (loose.numbers, loose.rest) == (strict.numbers, strict.rest) == ((2,), "Deelt u de mening?")
    assert (loose.certain, strict.certain) == (False, True)


@pytest.mark.parametrize("line", ["Vraag 1 " + "1 en 2, " * 5000, "Antwoord 1 " + "1 " * 20000, "1, " * 50000 + "x", "1" * 100000])
def test_an_endless_line_of_numbers_costs_no_time_and_is_no_heading(line: str) -> None:
    # Without a bound this takes minutes: the test's own time limit is what would tell.
    assert heading(line) is None


@given(st.lists(st.integers(1, 99), min_size=1, max_size=8, unique=True))
def test_a_list_of_numbers_reads_back_in_its_order(numbers: list[int]) -> None:
    written = " en ".join([", ".join(map(str, numbers[:-1]))] * bool(numbers[:-1]) + [str(numbers[-1])])
    assert numbers_in(written) == tuple(numbers)


@given(st.text(max_size=80))
def test_no_line_breaks_the_reader_of_headings(line: str) -> None:
    found = heading(line)
    assert found is None or all(0 <= number < 1000 for number in found.numbers)


def test_an_absurd_range_names_its_ends() -> None:
    assert numbers_in("1-999") == (1, 999)
