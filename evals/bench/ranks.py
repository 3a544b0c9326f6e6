"""Questions, their right answers and ways to rank in, numbers with their 95 % interval out; knows nothing about stores."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evals.bench.rankings import Ranking, Way
from evals.statistics import Metric, percentile, share

DEPTHS = (1, 5, 10, 20)
_LETTERS = 5
_NDCG = 10
_RESAMPLES = 2000


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question with the answers that are right, by the ids under which they are cited."""

    question: str
    right: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one way made of one question."""

    rank: int
    """Place of the first right answer, from 1; 0 when it is not among those looked at."""
    letter: bool
    """Whether the first five letters hold one with a right answer."""
    milliseconds: float


def outcomes(ways: Mapping[str, Way], asked: Sequence[Asked], clock: Callable[[], float]) -> dict[str, list[Outcome]]:
    """Ask every question of every way, question by question, so that a busy moment of the machine meets all ways alike.

    `clock` gives seconds.
    """
    found: dict[str, list[Outcome]] = {name: [] for name in ways}
    for way in ways.values():
        # What is loaded at the first question is no part of any.
        way(asked[0].question)
    for each in asked:
        for name, way in ways.items():
            started = clock()
            ranking = way(each.question)
            found[name].append(_outcome(ranking, each.right, (clock() - started) * 1000))
    return found


def measured(outcomes: Sequence[Outcome]) -> dict[str, Metric]:
    """Return recall at each depth, letter@5, MRR, nDCG@10 (one right answer is enough) and milliseconds a question."""
    ranks = [outcome.rank for outcome in outcomes]
    metrics = {f"recall@{depth}": share([0 < rank <= depth for rank in ranks]) for depth in DEPTHS}
    metrics["MRR"] = mean([1 / rank if rank else 0.0 for rank in ranks])
    metrics[f"nDCG@{_NDCG}"] = mean([1 / math.log2(rank + 1) if 0 < rank <= _NDCG else 0.0 for rank in ranks])
    metrics[f"letter@{_LETTERS}"] = share([outcome.letter for outcome in outcomes])
    times = [outcome.milliseconds for outcome in outcomes]
    return metrics | {"ms p50": percentile(times, 0.5), "ms p95": percentile(times, 0.95)}


def mean(values: Sequence[float]) -> Metric:
    """Return the mean of values with its percentile bootstrap interval (Efron 1979), the same for the same values."""
    if not values:
        return Metric(value=None, low=None, high=None, n=0, of=0)
    known = np.array(values)
    picked = np.random.default_rng(0).integers(0, len(known), (_RESAMPLES, len(known)))
    low, high = np.quantile(known[picked].mean(axis=1), (0.025, 0.975))
    return Metric(value=float(known.mean()), low=float(low), high=float(high), n=len(known), of=len(known))


def _outcome(ranking: Ranking, right: frozenset[str], milliseconds: float) -> Outcome:
    rank = next((rank for rank, place in enumerate(ranking, 1) if right & set(place)), 0)
    # A place that stands for several letters counts as one: the reader sees one answer and the names of the others.
    letters = list(dict.fromkeys(tuple(_letter(source) for source in place) for place in ranking))[:_LETTERS]
    wanted = {_letter(source) for source in right}
    return Outcome(rank=rank, letter=any(wanted & set(place) for place in letters), milliseconds=milliseconds)


def _letter(source: str) -> str:
    return source.rpartition("/")[0]
