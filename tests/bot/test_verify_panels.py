"""The panels of `evals/panels`, written by hand before the code: what an editor would let pass, and what would mislead."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.records import Verdict
from bot.verify import introduced, verify

ROOT = Path(__file__).parents[2]
# The share of good shortenings that must pass. Those of `dev` are of letters and an author the gate was not written with.
# The blind ones were written to find what it refuses, before its author read it or knew what it would say; they are harder on purpose.
LEAST_PASSED = {"gate": 0.97, "gate-other-ministries": 0.95, "dev": 0.77, "mending": 0.87, "bundled-blind": 0.8, "dev-blind": 0.5}
PANELS = tuple(LEAST_PASSED)


@cache
def _rows(panel: str) -> tuple[dict[str, Any], ...]:
    lines = (ROOT / "evals" / "panels" / f"{panel}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def _abbreviations(letter: str | None) -> dict[str, str] | None:
    return introduced((ROOT / "store" / "corpus" / f"{letter}.txt").read_text(encoding="utf-8")) if letter else None


def _judged(row: dict[str, Any]) -> Verdict:
    return verify(row["claim"], row["evidence"], abbreviations=_abbreviations(row.get("letter")))


@pytest.mark.parametrize("panel", PANELS)
def test_no_claim_that_misleads_is_accepted(panel: str) -> None:
    wrong = [row["claim"] for row in _rows(panel) if row["expected"] == "unsupported" and _judged(row).verdict != "unsupported"]
    assert wrong == []


@pytest.mark.parametrize("panel", PANELS)
def test_nearly_every_good_shortening_is_accepted(panel: str) -> None:
    good = [row for row in _rows(panel) if row["expected"] == "shortened"]
    refused = [row["claim"] for row in good if _judged(row).verdict != "shortened"]
    assert len(refused) <= (1 - LEAST_PASSED[panel]) * len(good), refused


@pytest.mark.parametrize("panel", PANELS)
def test_every_quotation_is_literal(panel: str) -> None:
    assert [row["claim"] for row in _rows(panel) if row["expected"] == "literal" and _judged(row).verdict != "literal"] == []


@pytest.mark.parametrize("panel", PANELS)
def test_the_confusion_table_is_printed_and_complete(panel: str) -> None:
    table = Counter((row["expected"], _judged(row).verdict) for row in _rows(panel))
    print(f"\n{panel}: " + ", ".join(f"{expected} → {got}: {n}" for (expected, got), n in sorted(table.items())))
    assert sum(table.values()) == len(_rows(panel))


@pytest.mark.parametrize("panel", PANELS)
def test_every_verdict_quotes_exactly_and_stays_in_range(panel: str) -> None:
    for row in _rows(panel):
        verdict = _judged(row)
        assert row["evidence"][verdict.start : verdict.end] == verdict.quote
        assert 0.0 <= verdict.score <= 1.0
        assert (verdict.verdict == "unsupported") == bool(verdict.findings)


def test_the_panel_is_as_broad_as_it_claims() -> None:
    counts = Counter(row["expected"] for row in _rows("gate"))
    kinds = {row["kind"] for row in _rows("gate") if row["expected"] == "unsupported"}
    assert counts["shortened"] >= 80
    assert counts["literal"] >= 30
    assert sum(row["kind"] == "free" for row in _rows("gate")) >= 40
    assert kinds >= {"negation", "hedge", "condition", "attribution", "restriction", "time_limit", "modality", "name", "spliced", "number"}


def test_the_blind_panel_is_as_broad_as_it_claims() -> None:
    counts = Counter("free" if row["kind"] == "free" else row["expected"] for row in _rows("bundled-blind"))
    assert counts["shortened"] >= 120
    assert counts["unsupported"] >= 20
    assert counts["free"] >= 30
    others = {row["claim"] for row in _rows("gate")}
    assert not others & {row["claim"] for row in _rows("bundled-blind") if row["round"] == 1}


def test_the_panel_of_real_letters_is_as_broad_as_it_claims() -> None:
    rows = _rows("dev")
    false = {"wrong", "half_true", "plausible", "premise", "merged", "other_answer", "actors_swapped", "consequence"}
    kinds = Counter(row["kind"] for row in rows if row["expected"] == "unsupported" and row["kind"] not in false)
    assert sum(row["expected"] == "shortened" for row in rows) >= 90
    assert kinds.total() >= 80
    assert set(kinds) >= {
        *("number", "amount", "date", "name", "negation", "modality", "quantifier_or_hedge", "time_limit", "condition"),
        *("restriction", "attribution", "speaker", "subject_lost", "order_changed", "word_added", "hidden_text"),
    }
    assert sum(row["kind"] in false for row in rows) >= 110
    assert all(row["held"] == (number % 3 == 0) for number, row in enumerate(rows, 1))


@pytest.mark.parametrize("row", [row for row in _rows("dev") if row["kind"] == "hidden_text"], ids=lambda row: str(row["note"]))
def test_text_that_hides_something_is_never_literal(row: dict[str, Any]) -> None:
    assert _judged(row).verdict == "unsupported"


def test_the_gate_gives_the_same_verdict_again() -> None:
    for row in _rows("gate"):
        assert _judged(row) == _judged(row)
