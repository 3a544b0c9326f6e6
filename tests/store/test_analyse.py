import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.analyse import ANALYSER, stems, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("gehackt", "hacken", id="participle"),
        pytest.param("bedrijven", "bedrijf", id="plural"),
        pytest.param("lekken", "lek", id="doubled-consonant"),
        pytest.param("CREËREN", "creeren", id="accent-and-case"),
        pytest.param("e\u0301e\u0301n", "één", id="combining-accents"),
        pytest.param("1.000.000", "1000000", id="thousands"),
        pytest.param("zaak 2024Z 17972", "zaak 2024z17972", id="split-case-number"),
        pytest.param("AVG-boete", "avg boete", id="hyphen"),
    ],
)
def test_two_ways_to_write_a_word_share_their_stem(one: str, other: str) -> None:
    assert stems(one) == stems(other)


def test_a_number_with_a_comma_is_one_term() -> None:
    assert terms("6,2 miljoen")[0] == "6,2"


def test_a_case_number_is_kept_whole_and_has_no_grams() -> None:
    assert terms("2026Z03908") == ["2026z03908"]


def test_a_compound_shares_grams_with_its_parts() -> None:
    assert {term for term in terms("gijzelsoftwareaanval") if term.startswith("~")} > set(terms("software")[1:])


def test_a_short_word_has_a_stem_and_no_gram() -> None:
    assert terms("lek") == ["lek"]


def test_letters_of_one_and_signs_are_no_terms() -> None:
    assert terms("a – ! ? … €") == []


@given(st.text(max_size=200))
def test_any_text_has_terms_without_white_space_and_the_same_each_time(text: str) -> None:
    found = terms(text)
    assert found == terms(text)
    assert all(term and not any(c.isspace() for c in term) for term in found)


def test_threads_do_not_disturb_each_other() -> None:
    words = [f"gehackte bedrijven nummer {n}" for n in range(200)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(terms, words)) == [terms(text) for text in words]


def test_another_process_finds_the_same_terms() -> None:
    text = "De gegevens van gehackte bedrijven (2026Z03908) zijn gelekt."
    program = f"from store.analyse import *; print(ANALYSER, terms({text!r}))"
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert output.strip() == f"{ANALYSER} {terms(text)}"
