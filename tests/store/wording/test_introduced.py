"""Which short forms a text introduces, and what it says they stand for."""

import pytest

from store.wording.introduced import introduced, is_spelled


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("aan de Autoriteit Persoonsgegevens (AP) en Rijksinspectie Digitale Infrastructuur (RDI)", {"AP", "RDI"}),
        ("de implementatie van de Cyberbeveiligingswet (Cbw) een impuls", {"Cbw"}),
        ("het ministerie van Onderwijs, Cultuur en Wetenschap (OCW)", {"OCW"}),
        ("De Nederlandse Zorgautoriteit (NZa) heeft", {"NZa"}),
        ("richtsnoeren van het Europees Comité voor gegevensbescherming (EDPB)", {"EDPB"}),
        ("kader (Telecommunicatiewet, Wbni en AVG) biedt", set()),
        ("de leden Kathmann en Mutluer (beiden GroenLinks-PvdA)", set()),
    ],
)
def test_introduced_reads_the_abbreviations_of_a_text(text: str, found: set[str]) -> None:
    assert set(introduced(text)) == found


def test_a_short_form_with_two_meanings_in_one_text_is_left_out() -> None:
    text = "De Educatieve Maatregel Alcohol (EMA) en het Europees Medicijnen Agentschap (EMA), en het Openbaar Ministerie (OM)."
    assert introduced(text) == {"OM": "Openbaar Ministerie"}


@pytest.mark.parametrize(
    ("short", "long", "spelled"),
    [
        ("AP", "Autoriteit Persoonsgegevens", True),
        ("VNG", "Vereniging van Nederlandse Gemeenten", True),
        ("WKR", "werkkostenregeling", True),
        ("EDPB", "Europees Comité voor gegevensbescherming", False),
        ("DENK", "Kamerlid Van Baarle", False),
    ],
)
def test_words_spell_a_short_form_when_they_give_its_letters_in_order(short: str, long: str, spelled: bool) -> None:
    assert is_spelled(short, long) is spelled
