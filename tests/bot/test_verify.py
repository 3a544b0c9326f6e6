"""What the gate takes for a quotation, what it never does, and that its spans are exact."""

import json
from pathlib import Path

import pytest

from bot.verify import introduced, verify

ANSWER = (
    "Ja. De AP heeft laten weten dat Odido het datalek tijdig heeft gemeld bij de AP. Zolang dat niet vaststaat, doet het kabinet\n"
    "geen uitspraak over de risico’s voor persoons-\ngegevens – hoe groot ook.\n\n"
    "Volgens de politie is circa 10 procent van de € 6,2 miljoen “veilig”.[3]"
)


@pytest.mark.parametrize(
    "claim",
    [
        "Ja.",
        "Ja",
        "De AP heeft laten weten dat Odido het datalek tijdig heeft gemeld bij de AP",
        "De AP heeft  laten weten dat Odido het datalek\ntijdig heeft gemeld bij de AP.",
        "Zolang dat niet vaststaat, doet het kabinet geen uitspraak over de risico's voor persoonsgegevens - hoe groot ook.",
        'Volgens de politie is circa 10 procent van de € 6,2 miljoen "veilig".',
        "Ja. De AP heeft laten weten dat Odido het datalek tijdig heeft gemeld bij de AP.",
        "“Volgens de politie is circa 10 procent van de € 6,2 miljoen ‘veilig’.”".replace("‘", "“").replace("’", "”"),
    ],
)
def test_whole_sentences_are_literal_whatever_their_typography(claim: str) -> None:
    verdict = verify(claim, ANSWER)
    assert verdict.verdict == "literal"
    assert verdict.score == 1.0
    assert ANSWER[verdict.start : verdict.end] == verdict.quote != ""


@pytest.mark.parametrize(
    "claim",
    [
        "Odido het datalek tijdig heeft gemeld bij de AP.",
        "Odido het datalek tijdig heeft gemeld",
        "vaststaat, doet het kabinet geen uitspraak over de risico’s voor persoonsgegevens – hoe groot ook.",
        "Doet het kabinet geen uitspraak over de risico's voor persoonsgegevens.",
        "is circa 10 procent van de € 6,2 miljoen “veilig”.",
        "De AP heeft laten weten dat Odido het datalek tijdig",
        "Ja. Zolang dat niet vaststaat, doet het kabinet geen uitspraak.",
    ],
)
def test_a_fragment_is_not_literal_because_it_may_have_lost_what_governs_it(claim: str) -> None:
    assert verify(claim, ANSWER).verdict == "unsupported"


@pytest.mark.parametrize("claim", ["", "   ", "…", "?!", "\n", "[3]", "\u200b"])
def test_nothing_said_is_never_supported(claim: str) -> None:
    verdict = verify(claim, ANSWER)
    assert (verdict.verdict, verdict.quote, verdict.start, verdict.end) == ("unsupported", "", 0, 0)
    assert verdict.findings


@pytest.mark.parametrize("hidden", ["\u200b", "\u00ad", "\u202e", "\u2066", "\x00", "\ufeff"])
def test_a_claim_that_hides_a_character_is_refused_though_its_words_are_there(hidden: str) -> None:
    verdict = verify(f"Ja{hidden}.", ANSWER)
    assert verdict.verdict == "unsupported"


@pytest.mark.parametrize(("own", "alike"), [("A", "\u0410"), ("e", "\u0435"), ("o", "\uff4f"), ("a", "a\u0336"), ("i", "\u0456")])
def test_look_alike_letters_are_other_letters(own: str, alike: str) -> None:
    sentence = "De AP heeft laten weten dat Odido het datalek tijdig heeft gemeld bij de AP."
    assert verify(sentence.replace(own, alike, 1), ANSWER).verdict == "unsupported"


def test_a_mark_of_its_own_in_the_claim_is_refused() -> None:
    assert verify("De AP heeft laten weten dat Odido het datalek tijdig ✗ heeft gemeld.", ANSWER).verdict == "unsupported"
    assert verify("De AP heeft laten weten dat Odido het datalek tijdig heeft gemeld?", ANSWER).verdict == "unsupported"


def test_a_refused_claim_brings_the_nearest_sentence_and_says_what_differs() -> None:
    verdict = verify("Odido heeft het datalek tijdig gemeld bij de AP.", ANSWER)
    assert verdict.quote == "De AP heeft laten weten dat Odido het datalek tijdig heeft gemeld bij de AP."
    assert 0.0 < verdict.score < 1.0
    assert any(finding.evidence for finding in verdict.findings)


def test_a_claim_about_something_else_brings_no_quote() -> None:
    verdict = verify("Morgen wordt het mooi weer in Groningen.", ANSWER)
    assert (verdict.quote, verdict.start, verdict.end, verdict.score) == ("", 0, 0, 0.0)
    assert verdict.findings[0].kind == "not_found"


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("Volgens de politie is circa 20 procent van de € 6,2 miljoen veilig.", "number"),
        ("Volgens de politie is circa 10 procent van de € 6,3 miljoen veilig.", "amount"),
        ("Volgens de politie is 10 procent van de € 6,2 miljoen veilig.", "hedge"),
        ("Circa 10 procent van de € 6,2 miljoen is veilig.", "attribution"),
        ("Zolang dat vaststaat, doet het kabinet geen uitspraak over de risico’s voor persoonsgegevens.", "negation"),
        ("Het kabinet doet geen uitspraak over de risico’s voor persoonsgegevens.", "condition"),
        ("De AP heeft laten weten dat Odido het datalek volledig en tijdig heeft gemeld bij de AP.", "hedge"),
        ("De AP heeft laten weten dat Odido het datalek keurig tijdig heeft gemeld bij de AP.", "word_added"),
    ],
)
def test_a_finding_names_the_kind_of_difference(claim: str, kind: str) -> None:
    verdict = verify(claim, ANSWER)
    assert verdict.verdict == "unsupported"
    assert kind in {finding.kind for finding in verdict.findings}


def test_numbers_are_compared_by_value_and_unit() -> None:
    answer = "De kosten bedragen daarnaast 6,2 miljoen euro, ofwel 10 procent van het totaal."
    assert verify("De kosten bedragen € 6.200.000, ofwel 10% van het totaal.", answer).verdict == "shortened"
    assert verify("De kosten bedragen € 6.200.000, ofwel 10 procentpunt van het totaal.", answer).verdict == "unsupported"
    assert verify("De kosten bedragen 6.200.000, ofwel 10% van het totaal.", answer).verdict == "unsupported"


def test_abbreviations_come_from_the_whole_letter_when_given() -> None:
    answer = "De Rijksinspectie Digitale Infrastructuur houdt hier bovendien toezicht op."
    assert verify("De RDI houdt hier toezicht op.", answer).verdict == "unsupported"
    known = {"RDI": "Rijksinspectie Digitale Infrastructuur"}
    assert verify("De RDI houdt hier toezicht op.", answer, abbreviations=known).verdict == "shortened"
    assert verify("De AP houdt hier toezicht op.", answer, abbreviations=known).verdict == "unsupported"


def test_introduced_gives_the_long_form_as_it_stands() -> None:
    letter = Path(__file__).parents[2] / "store" / "corpus" / "2026-04-08-cyberaanval-odido.txt"
    found = introduced(letter.read_text(encoding="utf-8"))
    assert found["AP"] == "Autoriteit Persoonsgegevens"
    assert found["NCSC"] == "Nationaal Cyber Security Centrum"
    assert json.dumps(found)  # plain strings, ready for the wire
