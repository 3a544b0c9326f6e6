"""Why a claim is refused: each kind of finding occurs, names the words on both sides, and all that differs is told."""

import pytest

from bot.verify import verify

FOUND = {
    "number": ("De politie heeft 20 meldingen onderzocht.", "De politie heeft 25 meldingen onderzocht.", "25", "20"),
    "amount": ("De schade bedraagt € 5 miljoen.", "De schade bedraagt € 6 miljoen.", "€ 6 miljoen", "€ 5 miljoen"),
    "date": ("Het besluit is op 8 april 2026 genomen.", "Het besluit is op 8 mei 2026 genomen.", "mei", "april"),
    "name": ("De minister heeft Odido gewaarschuwd.", "De minister heeft KPN gewaarschuwd.", "KPN", "Odido"),
    "negation": ("De minister ziet geen aanleiding voor een verbod.", "De minister ziet aanleiding voor een verbod.", "", "geen"),
    "modality": ("De gemeente kan de schade vergoeden.", "De gemeente moet de schade vergoeden.", "moet", "kan"),
    "hedge": ("De meeste scholen zijn veilig.", "Alle scholen zijn veilig.", "Alle", "meeste"),
    "time_limit": ("Op dit moment zijn er geen signalen.", "Er zijn geen signalen.", "", "Op dit moment"),
    "condition": ("De AP geeft informatie, mits de rechter het vraagt.", "De AP geeft informatie.", "", "mits de rechter het vraagt"),
    "restriction": ("Alleen de rechter geeft informatie.", "De rechter geeft informatie.", "", "Alleen"),
    "attribution": ("Volgens Odido zijn de klanten gewaarschuwd.", "De klanten zijn gewaarschuwd.", "", "Volgens Odido"),
    "speaker": ("Volgens de AP is het lek gedicht.", "Volgens de RDI is het lek gedicht.", "RDI", "AP"),
    "subject_lost": ("De politie en het OM onderzoeken de aanval.", "Onderzoeken de aanval.", "", "De politie en het OM"),
    "order": (
        "De AP heeft Odido gewaarschuwd.", "Odido heeft de AP gewaarschuwd.",
        "Odido heeft de AP gewaarschuwd", "De AP heeft Odido gewaarschuwd",
    ),
    "word_added": ("De AP heeft Odido gewaarschuwd.", "De AP heeft Odido streng gewaarschuwd.", "streng", ""),
    "not_found": ("De AP heeft Odido gewaarschuwd.", "Morgen regent het.", "Morgen regent het.", ""),
}  # fmt: skip
MORE = {
    "day": ("Het besluit is op 8 april genomen.", "Het besluit is op 9 april genomen.", ("date", "9", "8")),
    "year": ("Het besluit is in 2024 genomen.", "Het besluit is in 2025 genomen.", ("date", "2025", "2024")),
    "negation_added": ("De minister ziet aanleiding.", "De minister ziet geen aanleiding.", ("negation", "geen", "")),
    "condition_in_front": (
        "Indien de rechter het vraagt, geeft de AP informatie.", "De AP geeft informatie.",
        ("condition", "", "Indien de rechter het vraagt"),
    ),
    "who_said_it_up_to_dat": (
        "Odido heeft laten weten dat klanten zijn gewaarschuwd.", "Klanten zijn gewaarschuwd.",
        ("attribution", "", "Odido heeft laten weten dat"),
    ),
    "another_did_it": ("De AP heeft de klanten gewaarschuwd.", "Odido heeft de klanten gewaarschuwd.", ("speaker", "Odido", "De AP")),
    "place_left_out": ("De AP beboet bedrijven in Utrecht.", "De AP beboet bedrijven.", ("restriction", "", "in Utrecht")),
    "sign": ("De groei bedraagt -5%.", "De groei bedraagt 5%.", ("number", "5%", "-5%")),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "answer", "claim", "ours", "theirs"), [(kind, *row) for kind, row in FOUND.items()], ids=FOUND)
def test_each_kind_of_fault_is_found_and_names_the_words_on_both_sides(kind: str, answer: str, claim: str, ours: str, theirs: str) -> None:
    verdict = verify(claim, answer)
    assert verdict.verdict == "unsupported"
    assert (kind, ours, theirs) in {(finding.kind, finding.claim, finding.evidence) for finding in verdict.findings}


@pytest.mark.parametrize(("answer", "claim", "expected"), MORE.values(), ids=MORE)
def test_a_finding_names_what_a_reader_would_point_at(answer: str, claim: str, expected: tuple[str, str, str]) -> None:
    assert expected in {(finding.kind, finding.claim, finding.evidence) for finding in verify(claim, answer).findings}


def test_every_fault_of_a_claim_is_listed() -> None:
    answer = (
        "Volgens de AP moeten op 8 april 2026 in Utrecht ten minste 20 scholen de schade van € 5 miljoen niet vergoeden, "
        "zolang de rechter geen uitspraak doet."
    )
    claim = "Op 9 april 2026 vergoeden in Zeeland 25 scholen de schade van € 6 miljoen."
    found = {(finding.kind, finding.claim, finding.evidence) for finding in verify(claim, answer).findings}
    assert found >= {
        ("attribution", "", "Volgens de AP"),
        ("modality", "", "moeten"),
        ("date", "9", "8"),
        ("name", "Zeeland", "Utrecht"),
        ("hedge", "", "minste"),
        ("number", "25", "20"),
        ("amount", "€ 6 miljoen", "€ 5 miljoen"),
        ("negation", "", "niet"),
        ("condition", "", "zolang de rechter geen uitspraak doet"),
    }


def test_what_is_the_same_on_both_sides_makes_no_finding() -> None:
    verdict = verify(
        "De minister moet op 8 april 2026 niet alleen Odido streng waarschuwen.",
        "De minister moet op 8 april 2026 niet alleen Odido waarschuwen.",
    )
    assert [(finding.kind, finding.claim) for finding in verdict.findings] == [("word_added", "streng")]
