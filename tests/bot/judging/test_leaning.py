"""Which sentences of an answer say too little without another, and without which."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.judging.leaning import leans, leans_on_question, support, takes_back

LEANS = [
    "Dit is niet aan mij als bewindspersoon.",
    "Daarom wordt de brug in de zomer gesloten.",
    "Zij krijgen daarvoor een vergoeding.",
    "Ook dit vraagt tijd.",
    "De provincie houdt hier toezicht op.",
    "Onder die zorgplicht moeten zij maatregelen nemen.",
    "Het gaat om kleine scholen.",
    "In dat geval vervalt de vergunning.",
    "Op basis van dit overzicht kiest de gemeente een plek.",
    "Naar aanleiding van deze metingen is de brug gesloten.",
    "Gelet op het voorgaande zie ik geen reden voor een verbod.",
    "De gemeente overlegt hierover met de bewoners.",
    "De provincie heeft dit opnieuw gevraagd.",
    "Het is niet aan het kabinet om dit te beoordelen.",
    "De eigenaar is dan belasting verschuldigd.",
    "Ook kunnen zij een loket bezoeken.",
    "Indien de gemeenten dit vragen, denkt het ministerie mee.",
    "Zolang die regel geldt, blijft de dijk dicht.",
    "Het maakt duidelijk dat de dijk moet worden versterkt.",
    "En trekt daarmee nieuwe bezoekers aan.",
    "Maar de brug blijft dicht.",
    "Desondanks gaat de pont varen.",
    "Anders vervalt het recht op een vergoeding.",
    "Dergelijke boten mogen niet varen.",
    "Een van die boten is gezonken.",
    "Toen is besloten om de brug te sluiten.",
    "Daarbij speelt de veiligheid een rol.",
]
STANDS = [
    "De provincie betaalt de verlichting.",
    "Het kabinet houdt toezicht op de havens.",
    "Dijken worden elke twaalf jaar gekeurd.",
    "Zijn huis staat leeg.",
    "Het gat in de dijk is gedicht.",
    "Dit kabinet bouwt geen nieuwe bruggen.",
    "Dit jaar gaan drie bruggen open.",
    "Dat de brug dicht is, vind ik vervelend.",
    "Dat Nederland veel bruggen heeft, is bekend.",
    "Zij die een boot hebben, betalen liggeld.",
    "Daarnaast onderzoekt de provincie de dijken.",
    "De gemeente is daarvan op de hoogte dat de brug dicht is.",
    "Bewoners die een boot hebben, mogen deze aanleggen.",
    "Als een boot zinkt, moet de eigenaar deze bergen.",
    "Er varen meer boten dan vorig jaar.",
    "Zo snel mogelijk gaat de brug weer open.",
    "Hierbij bied ik u het rapport aan.",
    "Het is belangrijk dat de brug weer open gaat.",
    "Daarbij wil ik benadrukken dat de brug veilig is.",
    "",
    "...",
]


@pytest.mark.parametrize("sentence", LEANS)
def test_a_sentence_that_points_back_leans(sentence: str) -> None:
    assert leans(sentence)


@pytest.mark.parametrize("sentence", STANDS)
def test_a_sentence_of_its_own_stands(sentence: str) -> None:
    assert not leans(sentence)


BRIDGE, IT = "De brug is gesloten.", "Dit duurt tot mei."
LISTED = ["Drie groepen mogen varen:", "- de politie;", "- de brandweer;", "- de veerman.", "Deze regel geldt tot mei."]


@pytest.mark.parametrize(
    ("sentences", "index", "expected"),
    [
        ([BRIDGE, IT], 1, 0),
        ([BRIDGE, IT], 0, None),
        ([IT, BRIDGE], 0, None),
        (["Ja.", IT], 1, 0),
        ([BRIDGE, "Zie het antwoord op vraag 3.", IT], 2, None),
        (LISTED, 1, 0),
        (LISTED, 3, 0),
        (LISTED, 4, 0),
        (["- de politie;", "- de veerman."], 1, None),
    ],
)
def test_a_sentence_leans_on_the_one_before_it_and_an_item_on_what_introduces_it(
    sentences: list[str], index: int, expected: int | None
) -> None:
    assert support(sentences, index) == expected


@pytest.mark.parametrize(
    ("sentences", "index", "expected"),
    [
        (["Ja."], 0, True),
        ([IT], 0, True),
        ([BRIDGE, IT], 1, False),
        (["Ja.", IT], 1, False),
        (["Zie het antwoord op vraag 3.", IT], 1, True),
        ([BRIDGE], 0, False),
    ],
)
def test_what_has_nothing_before_it_to_point_to_leans_on_the_question(sentences: list[str], index: int, expected: bool) -> None:
    assert leans_on_question(sentences, index) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Maar de pont vaart niet in de winter.", True),
        ("De provincie is echter niet van plan om te betalen.", True),
        ("Dat geldt niet voor roeiboten.", True),
        ("Hierop is één uitzondering.", True),
        ("Maar ook roeiboten mogen varen.", False),
        ("De pont vaart ook in de winter.", False),
        ("", False),
    ],
)
def test_a_sentence_that_limits_the_one_before_it_takes_back(sentence: str, expected: bool) -> None:
    assert takes_back(sentence) is expected


_WORDS = "dit Dat deze die daarvan hier zij het Het dan is gaat om dat in op als en , : Maar - Ja. brug".split()


@given(st.text(max_size=300) | st.lists(st.sampled_from(_WORDS), max_size=60).map(" ".join))
def test_any_text_may_be_read_and_white_space_says_nothing(text: str) -> None:
    assert leans(text) == leans("\n  ".join(text.split()))
    takes_back(text)


@given(st.lists(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=8).map(" ".join), min_size=1, max_size=8), st.data())
def test_a_support_stands_before_what_it_carries(sentences: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(sentences) - 1))
    found = support(sentences, index)
    assert found is None or 0 <= found < index


@pytest.mark.parametrize("word", ["dit ", "maar ", "a", "het gaat ", "- ", "echter"])
def test_a_sentence_without_end_costs_little(word: str) -> None:
    began = time.perf_counter()
    for read in (leans, takes_back):
        read(word * 20_000)
    support([word * 5_000] * 3, 2)
    assert time.perf_counter() - began < 1
