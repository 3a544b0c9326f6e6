"""Lines are joined as Dutch spells: the hyphen of a broken word goes, the word's own hyphen stays, and no letter is ever lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.lines import joined, keeps_hyphen, words

JOINED = {
    "broken word": ("de transforma-", "tiemiddelen in", "de transformatiemiddelen in"),
    "plain line": ("de minister", "van Financiën", "de minister van Financiën"),
    "suspended compound": ("de wet-", "en regelgeving", "de wet- en regelgeving"),
    "suspended with of": ("een land-", "of tuinbouwer", "een land- of tuinbouwer"),
    "suspended with en/of": ("een zorg-", "en/of welzijnsinstelling", "een zorg- en/of welzijnsinstelling"),
    "suspended with als": ("zowel land-", "als tuinbouw", "zowel land- als tuinbouw"),
    "abbreviation": ("de EU-", "lidstaten", "de EU-lidstaten"),
    "mixed abbreviation": ("de PvdA-", "fractie", "de PvdA-fractie"),
    "abbreviation without vowel": ("een zzp-", "contract", "een zzp-contract"),
    "abbreviation in lower case": ("de mbo-", "opleiding", "de mbo-opleiding"),
    "name": ("in Noord-", "Holland", "in Noord-Holland"),
    "years": ("in 2024-", "2025 is", "in 2024-2025 is"),
    "years with dash": ("periode 2023–", "2027 is", "periode 2023–2027 is"),
    "age": ("een 18-", "jarige", "een 18-jarige"),
    "letter": ("per e-", "mail", "per e-mail"),
    "not this": ("de niet-", "ingezetenen", "de niet-ingezetenen"),
    "niettemin": ("Niet-", "temin is", "Niettemin is"),
    "rank": ("de directeur-", "generaal", "de directeur-generaal"),
    "premier": ("de minister-", "president", "de minister-president"),
    "vowels that clash": ("de data-", "analyse", "de data-analyse"),
    "vowels of one word": ("financi-", "eel", "financieel"),
    "diaeresis": ("de ide-", "eën", "de ideeën"),
    "last part of a compound": ("de IZA-doelstel-", "lingen", "de IZA-doelstellingen"),
    "soft hyphen": ("de transforma\u00ad", "tiemiddelen", "de transformatiemiddelen"),
    "dash between words": ("het plan –", "dat er ligt", "het plan – dat er ligt"),
    "spaced hyphen": ("het plan -", "dat er ligt", "het plan - dat er ligt"),
    "stroke": ("bekostiging en/", "of financiering", "bekostiging en/of financiering"),
    "address at a stroke": ("zie https://nos.nl/artikel/", "2542490-meer", "zie https://nos.nl/artikel/2542490-meer"),
    "address at its own hyphen": ("https://nos.nl/1-meer-zieken-", "huizen", "https://nos.nl/1-meer-zieken-huizen"),
    "address without joint": ("https://nos.nl/artikel/254", "2490-meer-zieken", "https://nos.nl/artikel/2542490-meer-zieken"),
    "address that ends": ("zie https://nos.nl/artikel", "voor meer", "zie https://nos.nl/artikel voor meer"),
    "address before a sentence": ("zie https://nos.nl/", "De minister", "zie https://nos.nl/ De minister"),
    "nothing before": ("", "De minister", "De minister"),
    "nothing after": ("De minister ", " ", "De minister"),
}


@pytest.mark.parametrize(("before", "after", "whole"), JOINED.values(), ids=JOINED)
def test_lines_are_joined_as_dutch_is_spelled(before: str, after: str, whole: str) -> None:
    assert joined(before, after, frozenset()) == whole


def test_the_letters_own_words_decide_where_they_hold_the_word_whole() -> None:
    assert joined("bij bel-", "minuten", frozenset()) == "bij belminuten"
    assert joined("bij bel-", "minuten", words("De bel-minuten tellen.")) == "bij bel-minuten"
    assert joined("de niet-", "noodgevallen", words("de niet-noodgevallen")) == "de niet-noodgevallen"
    assert joined("de niet-", "noodgevallen", words("de nietnoodgevallen")) == "de nietnoodgevallen"
    assert joined("in Soe-", "dan wel", words("In Soedan is")) == "in Soe- dan wel"
    assert joined("de mili-", "eus", words("Milieus en milieu")) == "de milieus"


def test_a_word_that_the_letter_spells_both_ways_is_spelled_as_dutch_does() -> None:
    assert keeps_hyphen("de data-", "analyse", words("data-analyse of dataanalyse"))
    assert not keeps_hyphen("de zorg-", "verlener", words("zorg-verlener of zorgverlener"))


def test_words_leave_out_the_halves_of_words_broken_over_lines() -> None:
    assert words("De transforma-\ntiemiddelen, de EU-lidstaten") == {"de", "tiemiddelen", "eu-lidstaten"}


@given(st.text(), st.text())
def test_nothing_but_hyphens_and_white_space_changes(before: str, after: str) -> None:
    assert _letters(joined(before, after, frozenset())) == _letters(before + after)


@given(st.text("aeb-E5 /.,\u00ad–w", max_size=12), st.text("aenofE5 -/.,\u00ad", max_size=12), st.sets(st.text("aeb-n", max_size=5)))
def test_at_most_the_one_hyphen_at_the_break_goes(before: str, after: str, known: set[str]) -> None:
    whole = joined(before, after, known)
    gone = (before + after).replace("\u00ad", "").count("-") - whole.replace("\u00ad", "").count("-")
    assert gone in (0, 1)
    assert whole.strip().endswith(after.strip())
    if gone:
        assert not keeps_hyphen(before, after, known)


def _letters(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010\u2011-]", "", text)
