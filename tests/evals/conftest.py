"""One good reply to one case, for tests that plant a fault in it."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from evals.score import Scorecard, score

ANSWER = "Ja. Het dringende advies blijft om geen losgeld te betalen. Betaling biedt geen garantie dat criminelen systemen herstellen."
QUESTION = "Klopt het dat hackers een miljoen euro losgeld eisen van Odido? Staat u nog achter het advies?"
QUOTE = "Betaling biedt geen garantie dat criminelen systemen herstellen."

CASE: dict[str, Any] = {
    "id": "one",
    "kind": "answered",
    "question": "Helpt betalen?",
    "expect": {
        "status": ["answered"],
        "sources_any": ["2026Z1/3"],
        "facts": [["geen garantie"]],
        "forbidden": ["miljoen"],
        "about": [["betalen", "straat"]],
        "not_about": ["minimumloon"],
        "tells_of": "content",
    },
    "note": "Antwoord 3.",
}
REPLY: dict[str, Any] = {
    "status": "answered",
    "asked": "Helpt betalen?",
    "understood": "Helpt betalen?",
    "sentences": [
        {
            "text": QUOTE,
            "verdict": "literal",
            "citations": [{"source": "2026Z1/3", "quote": QUOTE, "start": ANSWER.index(QUOTE), "end": ANSWER.index(QUOTE) + len(QUOTE)}],
        }
    ],
    "sources": [
        {
            "id": "2026Z1/3",
            "document": "2026Z1",
            "numbers": [3, 5],
            "subject": None,
            "answered_by": [],
            "answered_on": None,
            "origin": "brief.txt",
            "url": None,
            "question": QUESTION,
            "answer": ANSWER,
        },
        {
            "id": "2026Z1/4",
            "document": "2026Z1",
            "numbers": [4],
            "subject": None,
            "answered_by": [],
            "answered_on": None,
            "origin": "brief.txt",
            "url": None,
            "question": "Wanneer komt de wet?",
            "answer": "De wet komt volgend jaar.",
        },
    ],
    "notices": [],
    "withheld": [],
    "writer": {"name": "quote", "model": None},
    "store": {"generation": "g1", "documents": 1, "from": None, "to": None},
    "timings": {"search": 1.0, "first_sentence": 2.0, "total": 3.0},
}


@pytest.fixture
def reply() -> dict[str, Any]:
    """A good reply, to plant a fault in."""
    return deepcopy(REPLY)


@pytest.fixture
def case() -> dict[str, Any]:
    """The case it replies to."""
    return deepcopy(CASE)


@pytest.fixture
def scored(tmp_path: Path) -> Callable[..., Scorecard]:
    """Return a function that saves cases and rows as a run does, and scores the folder."""

    def save_and_score(cases: list[dict[str, Any]], rows: list[dict[str, Any]]) -> Scorecard:
        for name, values in (("cases.jsonl", cases), ("replies.jsonl", rows)):
            (tmp_path / name).write_text("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values), encoding="utf-8")
        return score(tmp_path)

    return save_and_score
