"""What an answer explains itself, and what only looks like it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.showing.defined import defined, stands_in

EXPLAINED = [
    ("De Dienst Veren en Bruggen (DVB) keurt de pont.", "DVB", "Dienst Veren en Bruggen"),
    ("De Dienst  Veren\nen Bruggen (hierna: de DVB) keurt.", "DVB", "Dienst Veren en Bruggen"),
    ("De ‘Dienst Veren en Bruggen’ (‘DVB’) keurt.", None, None),
    ("De DVB (Dienst Veren en Bruggen) keurt de pont.", "DVB", "Dienst Veren en Bruggen"),
    ("De Dienst Veren en Bruggen, hierna te noemen DVB, keurt.", "DVB", "Dienst Veren en Bruggen"),
    ("De Waterwet (Ww) geldt.", "Ww", "Waterwet"),
    ("Onder een veerpont wordt verstaan een boot die volgens een dienstregeling oversteekt.", "veerpont", None),
    ("Met liggeld wordt bedoeld: het bedrag dat een schipper per nacht betaalt.", "liggeld", None),
    ("Het gebruik van gijzelsoftware (ook wel ransomware genoemd) neemt toe.", "ransomware", "gijzelsoftware"),
    ("De pont (bij Rozendam) vaart.", None, None),
    ("Minister De Boer (VVD) antwoordde.", None, None),
    ("Het lid Jansen van het CDA (zie vraag 2) vroeg dat.", None, None),
    ("De Dienst Veren en Bruggen (DVB) keurt. De Directie Vaarwegen Binnenland (DVB) ook.", None, None),
    ("Hieronder wordt verstaan wat er staat.", None, None),
    ("Onder het dek en de mast wordt verstaan dat het veilig is.", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("text", "term", "meaning"), EXPLAINED)
def test_only_what_is_unmistakable_is_explained(text: str, term: str | None, meaning: str | None) -> None:
    found = defined(text)
    assert [one.term for one in found] == ([term] if term else [])
    if meaning:
        assert found[0].meaning == meaning


def test_a_definition_is_told_in_its_own_words() -> None:
    (one,) = defined("Ja. Onder een veerpont wordt verstaan een boot die oversteekt. Dat is alles.")
    assert (one.meaning, one.short) == ("een boot die oversteekt", False)


_PIECES = (
    "De AP (AP) (hierna: Autoriteit Persoonsgegevens DVB Dienst Veren en Bruggen onder wordt verstaan ook wel genoemd ) \n ’ . , x".split(
        " "
    )
)


@given(st.text(max_size=200) | st.lists(st.sampled_from(_PIECES), max_size=50).map(" ".join))
def test_whatever_the_text_what_is_explained_stands_where_it_is_said_to(text: str) -> None:
    for one in defined(text):
        stretch = " ".join(text[one.start : one.end].split())
        assert one.meaning
        assert one.meaning in stretch
        assert one.term in stretch


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("AP", "De AP keurt.", (3, 5)),
        ("AP", "Een AP-onderzoek loopt.", (4, 6)),
        ("AP", "De ap keurt, de APK ook, en de X-AP.", None),
        ("ransomware", "Ransomware neemt toe.", (0, 10)),
        ("a.b", "aXb", None),
    ],
)
def test_a_term_is_found_as_a_word_of_its_own(term: str, text: str, expected: tuple[int, int] | None) -> None:
    assert stands_in(term, text) == expected


@pytest.mark.parametrize("piece", ["Aa ", "(AB) ", "A (", "onder een x ", "hierna ", "ook wel ", "Een Twee Drie, hierna: "])
def test_a_text_without_end_costs_little(piece: str) -> None:
    began = time.perf_counter()
    defined(piece * 3_000)
    assert time.perf_counter() - began < 2
