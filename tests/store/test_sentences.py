"""Where Dutch sentences end, and that no character is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.sentences import sentences

CASES = [
    ("Dat is zo. Dit niet.", ["Dat is zo.", "Dit niet."]),
    ("De heer D.M. van Weel zei dat. Ja!", ["De heer D.M. van Weel zei dat.", "Ja!"]),
    ("Zie nr. 7 van art. 5 (o.a. AVG). Is dat zo? Nee.", ["Zie nr. 7 van art. 5 (o.a. AVG).", "Is dat zo?", "Nee."]),
    ("Circa 6,2 miljoen accounts, ca. 10 mln. Euro telt.", ["Circa 6,2 miljoen accounts, ca. 10 mln. Euro telt."]),
    ("Het kost € 1.000. En Veiliginternetten.nl helpt.", ["Het kost € 1.000.", "En Veiliginternetten.nl helpt."]),
    ("Hij zei: ‘Dat wel.’ Zij niet.", ["Hij zei: ‘Dat wel.’", "Zij niet."]),
    ("Zaken als auto's e.d. Dan niet.", ["Zaken als auto's e.d.", "Dan niet."]),
    ("Eerste alinea zonder punt\n\nTweede alinea", ["Eerste alinea zonder punt", "Tweede alinea"]),
    ("Namelijk:\n- een\n- twee", ["Namelijk:", "- een", "- twee"]),
    ("1. Ja. 2. Nee.", ["1. Ja.", "2. Nee."]),
    ("", []),
    (" \n ", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences_end_where_a_reader_says_they_do(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in sentences(text)] == expected


@given(st.text(alphabet="Aa Bb.?!,;:()'’\n-1290€ ", max_size=200))
def test_every_visible_character_is_in_exactly_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    covered = "".join(text[span.start : span.end] for span in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] for span in spans)
