"""What was observed in; the judgements that fit it best, and how they judge letters they were not fitted on, out.

Each is a logistic regression on a handful of signs (scikit-learn, a little L2). A letter's cases are fitted or judged together, never both.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from bot.calibration import Judgement, Signs
from bot.records import Status
from bot.signs import Pick, of_carrying, of_declining, of_sentence, of_subject
from evals.observed import Observed

Floats = NDArray[np.float64]

ABOUT_SHARE = 0.8
"""Of the questions to a store, those that are about something in it: each store's cases are weighed so."""
_SOFT = 0.5
"""scikit-learn's C: the smaller, the nearer the weights stay to zero."""
_RIVALS = 12
"""Best other sentences that the right one is compared with."""


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One judgement of one observation."""

    observed: Observed
    signs: Signs
    right: bool
    weight: float = 1.0


def subject_trials(observations: Iterable[Observed]) -> list[Trial]:
    """Return whether what was found is about the subject, every store weighed alike, in the same shares."""
    asked = [seen for seen in observations if seen.about is not None and seen.answers]
    counts: dict[tuple[str, bool], int] = {}
    for seen in asked:
        counts[seen.store, bool(seen.about)] = counts.get((seen.store, bool(seen.about)), 0) + 1
    share = {True: ABOUT_SHARE, False: 1 - ABOUT_SHARE}
    per_store = len(asked) / len({seen.store for seen in asked})
    return [
        Trial(
            observed=seen,
            signs=of_subject(seen.answers, seen.size),
            right=bool(seen.about),
            weight=per_store * share[bool(seen.about)] / counts[seen.store, bool(seen.about)],
        )
        for seen in asked
    ]


def carrying_trials(observations: Iterable[Observed]) -> list[Trial]:
    """Return whether the best sentence carries the answer, for questions that are answered or only related."""
    return [
        Trial(observed=seen, signs=of_carrying(seen.asked, seen.picks[0]), right=seen.case.expect.status[0] is Status.ANSWERED)
        for seen in observations
        if seen.about and seen.picks and _first(seen) in (Status.ANSWERED, Status.RELATED)
    ]


def declining_trials(observations: Iterable[Observed]) -> list[Trial]:
    """Return whether the best voorbehoud is the reply, for questions that find one."""
    return [
        Trial(
            observed=seen,
            signs=of_declining(seen.asked, seen.reserved, seen.picks[0]),
            right=seen.case.expect.status[0] is Status.DECLINED and seen.is_right(seen.reserved),
        )
        for seen in observations
        if seen.about and seen.reserved and _first(seen) is not None
    ]


def fit(trials: Sequence[Trial]) -> Judgement:
    """Return the judgement that fits the trials best; the signs are standardised for it, the weights are per unit of a sign."""
    names, table = _table([trial.signs for trial in trials])
    mean, spread = table.mean(axis=0), table.std(axis=0)
    spread[spread == 0] = 1.0
    model = LogisticRegression(C=_SOFT, max_iter=1000)
    model.fit((table - mean) / spread, [trial.right for trial in trials], sample_weight=[trial.weight for trial in trials])
    weights = model.coef_[0] / spread
    return Judgement(
        intercept=round(float(model.intercept_[0] - weights @ mean), 3),
        weights={name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)},
    )


def fit_sentence(observations: Iterable[Observed]) -> Judgement:
    """Return how sentences are best ordered: each pair of a right sentence and a rival is a trial (RankNet's loss, Burges et al. 2005)."""
    names: list[str] = []
    pairs: list[Floats] = []
    weights: list[float] = []
    for seen in observations:
        right, rivals = _right_and_rivals(seen)
        if not right or not rivals:
            continue
        names, table = _table([_signs(seen, pick) for pick in [*right, *rivals]])
        differences = (table[: len(right), None] - table[None, len(right) :]).reshape(-1, len(names))
        pairs.extend(differences)
        weights.extend([1 / len(differences)] * len(differences))
    both = np.concatenate([np.array(pairs), -np.array(pairs)])
    spread = both.std(axis=0)
    model = LogisticRegression(C=_SOFT, fit_intercept=False, max_iter=1000)
    model.fit(both / spread, [1] * len(pairs) + [0] * len(pairs), sample_weight=weights * 2)
    return Judgement(intercept=0.0, weights=dict(zip(names, (model.coef_[0] / spread).round(3).tolist(), strict=True)))


def across_letters(trials: Sequence[Trial], make: Callable[[Sequence[Trial]], Judgement] = fit) -> Floats:
    """Return the probability of each trial by a judgement that was fitted without its letter."""
    letters = np.array([trial.observed.letter for trial in trials])
    probabilities = np.zeros(len(trials))
    for letter in sorted(set(letters)):
        judgement = make([trial for trial in trials if trial.observed.letter != letter])
        for row in np.flatnonzero(letters == letter).tolist():
            probabilities[row] = judgement.probability(trials[row].signs)
    return probabilities


def _first(seen: Observed) -> Status | None:
    """Return the status that is meant; None where another of the judged ones is acceptable too."""
    judged = {Status.ANSWERED, Status.RELATED, Status.DECLINED} & set(seen.case.expect.status)
    return seen.case.expect.status[0] if len(judged) == 1 else None


def _right_and_rivals(seen: Observed) -> tuple[list[Pick], list[Pick]]:
    if not seen.about or seen.case.expect.status[0] not in (Status.ANSWERED, Status.DECLINED):
        return [], []
    right = [pick for pick in seen.picks if seen.says_it(pick)] or [pick for pick in seen.picks if seen.is_right(pick)]
    return right[:3], [pick for pick in seen.picks if not seen.is_right(pick)][:_RIVALS]


def _signs(seen: Observed, pick: Pick) -> Signs:
    found = np.array([answer.hit.score for answer in seen.answers])
    return of_sentence(pick.answer, pick.sentence, (pick.answer.hit.score - float(found.mean())) / (float(found.std()) or 1.0))


def _table(signs: Sequence[Signs]) -> tuple[list[str], Floats]:
    names = list(signs[0])
    return names, np.array([[row[name] for name in names] for row in signs], dtype=np.float64)
