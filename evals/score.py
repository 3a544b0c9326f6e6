"""A run's folder in, its numbers out; needs no model and no store, because every reply carries its sources' answers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals import cases, replies
from evals.metrics import TRIALS, WORSE_WHEN_TRUE, Outcome, abbreviations, status_right
from evals.statistics import Metric, percentile, share

PROMISES = ("citation_valid", "quote_fidelity", "sentence_cited", "unsupported_shown", "premise_leaked", "personal_data_leaked")
"""What Kamerantwoord promises of every reply: one breach fails a run."""
ERROR, MISSING = "error", "missing"
_TIMES = ("first_sentence", "total")
_QUANTILES = {"p50": 0.5, "p95": 0.95}


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """The numbers of one run."""

    metrics: Mapping[str, Metric]
    kinds: Mapping[str, Metric]
    """Status right, by kind of case."""
    confusion: Mapping[str, Mapping[str, int]]
    """Expected status → got → cases. A case with more than one acceptable status stands under the one it got, else under its first."""
    failed: Mapping[str, tuple[str, ...]]
    """Metric → ids of the cases that did not do well on it."""
    errors: int
    """Cases that broke; they count as wrong."""
    missing: int
    """Cases the run never came to; they count as wrong."""

    @property
    def broken(self) -> tuple[str, ...]:
        """The promises that were not kept."""
        return tuple(name for name in PROMISES if name in self.failed)

    @property
    def exit_code(self) -> int:
        """1 when a promise was broken, else 3 when a case broke or is missing, else 0."""
        if self.broken:
            return 1
        return 3 if self.errors or self.missing else 0

    def as_json(self) -> dict[str, Any]:
        """Return the numbers as `eval score --json` gives them."""
        return asdict(self) | {"broken": list(self.broken)}


def score(folder: Path) -> Scorecard:
    """Score the replies of a run; raise CaseInvalid or RunUnreadable when the folder does not hold one."""
    rows = replies.load(folder)
    asked = cases.load(folder / replies.CASES)
    short = abbreviations(rows.values())
    return card([Outcome(case=case, row=rows.get(case.id), abbreviations=short) for case in asked])


def card(outcomes: Iterable[Outcome]) -> Scorecard:
    """Return the numbers of outcomes, empty ones included."""
    outcomes = list(outcomes)
    trials = {name: [(outcome.case.id, list(trial(outcome))) for outcome in outcomes] for name, trial in TRIALS.items()}
    metrics = {name: share([value for _, values in found for value in values]) for name, found in trials.items()}
    failed = {name: _failed(name, found) for name, found in trials.items() if name != "withheld"}
    got = Counter(_got(outcome) for outcome in outcomes)
    return Scorecard(
        metrics=metrics | _times(outcomes),
        kinds=_kinds(outcomes),
        confusion=_confusion(outcomes),
        failed={name: ids for name, ids in failed.items() if ids},
        errors=got[ERROR],
        missing=got[MISSING],
    )


def _failed(name: str, found: Iterable[tuple[str, list[bool]]]) -> tuple[str, ...]:
    bad = name in WORSE_WHEN_TRUE
    return tuple(case for case, values in found if bad in values)


def _times(outcomes: list[Outcome]) -> dict[str, Metric]:
    """Milliseconds of the replies that have the time in question; 'of' counts all cases."""
    measured = {name: [getattr(o.reply.timings, name) if o.reply else None for o in outcomes] for name in _TIMES}
    return {f"{name}_{label}": percentile(measured[name], q) for name in _TIMES for label, q in _QUANTILES.items()}


def _kinds(outcomes: list[Outcome]) -> dict[str, Metric]:
    by_kind: dict[str, list[bool]] = {}
    for outcome in outcomes:
        by_kind.setdefault(outcome.case.kind, []).extend(status_right(outcome))
    return {kind: share(trials) for kind, trials in by_kind.items()}


def _confusion(outcomes: list[Outcome]) -> dict[str, dict[str, int]]:
    table: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        got, accepted = _got(outcome), [status.value for status in outcome.case.expect.status]
        table.setdefault(got if got in accepted else accepted[0], Counter())[got] += 1
    return {expected: dict(counts) for expected, counts in table.items()}


def _got(outcome: Outcome) -> str:
    if outcome.reply:
        return outcome.reply.status.value
    return ERROR if outcome.row else MISSING
