"""Characters are claimed once: who comes first keeps them, and what is left can be asked for."""

from hypothesis import given
from hypothesis import strategies as st

from store.account import NOWHERE, Account

CLAIMS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from("abc")), max_size=12)


def test_who_claims_first_keeps_what_he_has() -> None:
    account = Account("een twee drie")
    account.claim(4, 8, "first")
    account.claim(0, 13, "second")
    assert [(s.start, s.end, s.place) for s in account.stretches()] == [(0, 4, "second"), (4, 8, "first"), (8, 13, "second")]
    assert account.characters() == {"second": 7, "first": 4}


def test_masked_text_keeps_lines_and_offsets() -> None:
    account = Account("kop\ntekst")
    account.claim(0, 5, "x")
    assert account.masked() == "   \n ekst"


def test_single_characters_take_the_white_space_between_them_and_nothing_else() -> None:
    account = Account("a b-c d")
    account.claim_each([0, 2, 4, 6], "text")
    assert account.characters() == {"text": 4, NOWHERE: 1}


@given(st.text(alphabet="ab \n", min_size=1, max_size=40), CLAIMS)
def test_every_character_that_is_no_space_is_in_exactly_one_stretch(text: str, claims: list[tuple[int, int, str]]) -> None:
    account = Account(text)
    for start, end, place in claims:
        account.claim(min(start, len(text)), min(end, len(text)), place)
    offsets = [offset for stretch in account.stretches() for offset in range(stretch.start, stretch.end)]
    assert len(offsets) == len(set(offsets))
    assert {offset for offset, character in enumerate(text) if not character.isspace()} <= set(offsets)
