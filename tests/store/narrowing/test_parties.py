"""Parties as letters and readers write them."""

import pytest

from store.narrowing.parties import TABLE, called, names, parties


@pytest.mark.parametrize(
    ("written", "meant", "shown"),
    [
        ("PVV", {"PVV"}, "PVV"),
        ("partij van de arbeid", {"PvdA"}, "PvdA"),
        ("GroenLinks-PvdA", {"GroenLinks", "PvdA"}, "GroenLinks-PvdA"),
        ("PvdA/GroenLinks", {"GroenLinks", "PvdA"}, "GroenLinks-PvdA"),
        ("GL-PvdA", {"GroenLinks", "PvdA"}, "GroenLinks-PvdA"),
        ("Nieuw Sociaal Contract (NSC)", {"NSC"}, "NSC"),
        ("D’66", {"D66"}, "D66"),
        ("Christen-Democratisch Appèl", {"CDA"}, "CDA"),
        ("Groep Van Haga", {"groep van haga"}, "Groep Van Haga"),
        ("Bontes/Van Klaveren", {"bontes/van klaveren"}, "Bontes/Van Klaveren"),
        ("", set(), ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_party_is_known_by_all_its_names(written: str, meant: set[str], shown: str) -> None:
    assert (parties(written), called(written)) == (meant, shown)


def test_no_name_is_of_two_parties() -> None:
    assert len(names()) == sum(len(listed.split("|")) for listed in TABLE.values())
    assert all(parties(party) == {party} for party in TABLE)
