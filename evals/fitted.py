"""What was observed in; the judgements that fit it best, and how they judge letters they were not fitted on, out.

Each is a logistic regression on a handful of signs (scikit-learn, a little L2). A letter's cases are fitted or judged together, never both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from bot.judging.calibration import Judgement, Signs
from bot.judging.signs import of_carrying, of_declining, of_subject
from bot.records import Status
from evals.observed import Observed

Floats = NDArray[np.float64]

ABOUT_SHARE = 0.8
"""Of the questions to a store, those that are about something in it: each store's cases are weighed so."""
_SOFT, _SENTENCE_SOFT = 0.5, 3.0
"""scikit-learn's C, and the like for sentences: the smaller, the nearer the weights stay to zero."""
SHIPPED, _SHIPPED_COUNTS = "bundled", 3.0
"""Name of the store of the letters that come with the product, and how many times what is seen of it counts."""
FOLDS = 8
"""Parts of the letters, each judged by a fit on the others."""


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
            weight=_counts(seen) * per_store * share[bool(seen.about)] / counts[seen.store, bool(seen.about)],
        )
        for seen in asked
    ]


def carrying_trials(observations: Iterable[Observed]) -> list[Trial]:
    """Return whether the best sentence carries the answer, for questions that are answered or only related."""
    return [
        Trial(
            observed=seen,
            signs=of_carrying(seen.asked, seen.picks[0]),
            right=seen.case.expect.status[0] is Status.ANSWERED,
            weight=_counts(seen),
        )
        for seen in observations
        if seen.about and seen.held and seen.picks and _first(seen) in (Status.ANSWERED, Status.RELATED)
    ]


def declining_trials(observations: Iterable[Observed]) -> list[Trial]:
    """Return whether the best voorbehoud is the reply, for questions that find one."""
    return [
        Trial(
            observed=seen,
            signs=of_declining(seen.asked, seen.reserved, seen.picks[0]),
            right=seen.case.expect.status[0] is Status.DECLINED and seen.is_right(seen.reserved.answer),
            weight=_counts(seen),
        )
        for seen in observations
        if seen.about and seen.held and seen.reserved and _first(seen) is not None
    ]


def fit(trials: Sequence[Trial]) -> Judgement:
    """Return the judgement that fits the trials best; the signs are standardised for it, the weights are per unit of a sign.

    Where all trials went one way no sign tells anything.
    """
    names, table = _table([trial.signs for trial in trials])
    true = sum(trial.right for trial in trials)
    if true in (0, len(trials)):
        return Judgement(intercept=round(float(np.log((true + 0.5) / (len(trials) - true + 0.5))), 3), weights=dict.fromkeys(names, 0.0))
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
    """Return what makes the right sentences most probable among all that were found: a conditional logit (McFadden 1974)."""
    questions = [question for seen in observations if (question := _question(seen)) is not None]
    names = questions[0].names
    spread = np.concatenate([question.table for question in questions]).std(axis=0)
    spread[spread == 0] = 1.0

    def loss(weights: Floats) -> tuple[float, Floats]:
        value, slope = float(weights @ weights) / (2 * _SENTENCE_SOFT), weights / _SENTENCE_SOFT
        for question in questions:
            table = question.table / spread
            score = table @ weights
            chance = np.exp(score - score.max())
            chance /= chance.sum()
            right = chance * question.right
            value -= question.weight * float(np.log(right.sum() + 1e-12))
            slope = slope - question.weight * ((right / (right.sum() + 1e-12) - chance) @ table)
        return value, slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x / spread
    return Judgement(intercept=0.0, weights={name: round(float(weight), 3) for name, weight in zip(names, found, strict=True)})


def folds(observations: Iterable[Observed]) -> dict[str, int]:
    """Return a fold for each letter; the cases of one letter are in one."""
    return {letter: place % FOLDS for place, letter in enumerate(sorted({seen.letter for seen in observations}))}


def across_letters(trials: Sequence[Trial]) -> Floats:
    """Return the probability of each trial by a judgement that was fitted without its letter."""
    fold_of = folds(trial.observed for trial in trials)
    probabilities = np.zeros(len(trials))
    for fold in range(FOLDS):
        judgement = fit([trial for trial in trials if fold_of[trial.observed.letter] != fold])
        for place, trial in enumerate(trials):
            if fold_of[trial.observed.letter] == fold:
                probabilities[place] = judgement.probability(trial.signs)
    return probabilities


def _counts(seen: Observed) -> float:
    return _SHIPPED_COUNTS if seen.store == SHIPPED else 1.0


def _first(seen: Observed) -> Status | None:
    """Return the status that is meant; None where another of the judged ones is acceptable too."""
    judged = {Status.ANSWERED, Status.RELATED, Status.DECLINED} & set(seen.case.expect.status)
    return seen.case.expect.status[0] if len(judged) == 1 else None


@dataclass(frozen=True, kw_only=True)
class _Question:
    """The sentences found for a question, one a row."""

    names: list[str]
    table: Floats
    right: NDArray[np.bool_]
    weight: float


def _question(seen: Observed) -> _Question | None:
    """Return the sentences of an answered question; None where none is right."""
    if not seen.about or not seen.sentences or seen.case.expect.status[0] is not Status.ANSWERED:
        return None
    right = np.array([seen.says_it(answer, index) for answer, index, _ in seen.sentences])
    if not right.any():
        right = np.array([seen.is_right(answer) for answer, _, _ in seen.sentences])
    names, table = _table([signs for _, _, signs in seen.sentences])
    return _Question(names=names, table=table, right=right, weight=_counts(seen)) if right.any() else None


def _table(signs: Sequence[Signs]) -> tuple[list[str], Floats]:
    names = list(signs[0])
    return names, np.array([[row[name] for name in names] for row in signs], dtype=np.float64)
