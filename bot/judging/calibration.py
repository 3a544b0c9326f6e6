"""Signs in, a probability out: logistic functions whose weights `evals/calibrate.py` fitted and wrote to `calibration.json`.

That file says of every sign what it means, and on which cases the weights were fitted. Knows nothing of questions or answers.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

FILE = Path(__file__).with_name("calibration.json")
Signs = Mapping[str, float]
"""What speaks for or against something, by name."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """A weighed sum of signs."""

    intercept: float
    weights: Signs

    def score(self, signs: Signs) -> float:
        """Return the weighed sum; raise KeyError for a sign that is missing."""
        return self.intercept + sum(weight * signs[name] for name, weight in self.weights.items())

    def probability(self, signs: Signs) -> float:
        """Return the sum as a probability, in (0, 1)."""
        return 1 / (1 + exp(-max(-500.0, min(500.0, self.score(signs)))))


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """The judgements, and from which probability each is acted on."""

    sentence: Judgement
    """How well a sentence answers: only comparable within one question."""
    subject: Judgement
    """Whether what was found is about the subject of the question."""
    carries: Judgement
    """Whether the best sentence carries the answer."""
    declines: Judgement
    """Whether the best voorbehoud is the government's reply."""
    thresholds: Signs
    """By judgement; they follow from the costs that `evals/calibrate.py` states."""


@cache
def calibration() -> Calibration:
    """Return the judgements as fitted last."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    judgements = {
        name: Judgement(intercept=fitted["intercept"], weights={sign: entry["weight"] for sign, entry in fitted["signs"].items()})
        for name, fitted in read["judgements"].items()
    }
    return Calibration(**judgements, thresholds=read["thresholds"])
