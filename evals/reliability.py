"""Probabilities and what came true in; how far they can be relied on, out: a table and a drawing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from evals.statistics import Metric, share

Floats = NDArray[np.float64]
_BINS = 10
_SIDE, _EDGE = 260, 44


@dataclass(frozen=True, kw_only=True)
class Bin:
    """The trials whose probability lies in one tenth."""

    said: float
    """Their mean probability."""
    seen: Metric
    """How many came true, with the interval."""
    trials: int


@dataclass(frozen=True, kw_only=True)
class Reliability:
    """How far the probabilities of one judgement can be relied on."""

    name: str
    trials: int
    came_true: int
    brier: float
    """Mean squared error; 0.25 is what a coin gets."""
    ece: float
    """Expected calibration error: by how much said and seen differ, over tenths, each weighed by its trials (Naeini et al. 2015)."""
    log_loss: float
    auc: float | None
    """How often a trial that came true was given more than one that did not; None when all went the same way."""
    bins: tuple[Bin, ...]
    """Without the empty ones."""


def reliability(name: str, said: Floats, seen: Sequence[bool], weights: Floats | None = None) -> Reliability:
    """Return how far probabilities can be relied on, given what came true; weighed, where trials stand for more or fewer than one."""
    true = np.array(seen, dtype=np.float64)
    weight = np.ones(len(true)) if weights is None else weights
    tenth = np.minimum((said * _BINS).astype(int), _BINS - 1)
    held = [tenth == place for place in range(_BINS) if (tenth == place).any()]
    safe = np.clip(said, 1e-6, 1 - 1e-6)
    return Reliability(
        name=name,
        trials=len(true),
        came_true=int(true.sum()),
        brier=float(np.average((said - true) ** 2, weights=weight)),
        ece=sum(abs(float(np.average((said - true)[inside], weights=weight[inside]) * weight[inside].sum())) for inside in held)
        / float(weight.sum()),
        log_loss=float(-np.average(true * np.log(safe) + (1 - true) * np.log(1 - safe), weights=weight)),
        auc=float(roc_auc_score(true, said)) if 0 < true.sum() < len(true) else None,
        bins=tuple(_bin(said[inside], true[inside], weight[inside]) for inside in held),
    )


def _bin(said: Floats, true: Floats, weight: Floats) -> Bin:
    """Weighed trials are worth fewer: the square of their sum over the sum of their squares (Kish 1965)."""
    worth = max(1, round(float(weight.sum() ** 2 / (weight**2).sum())))
    came_true = round(worth * float(np.average(true, weights=weight)))
    return Bin(
        said=float(np.average(said, weights=weight)),
        seen=share([place < came_true for place in range(worth)]),
        trials=len(true),
    )


def table(found: Sequence[Reliability]) -> str:
    """Return the numbers as Markdown, then the tenths of each."""
    lines = ["| judgement | trials | came true | Brier | ECE | log loss | AUC |", "|---|---|---|---|---|---|---|"]
    for one in found:
        auc = "–" if one.auc is None else f"{one.auc:.3f}"
        lines.append(f"| {one.name} | {one.trials} | {one.came_true} | {one.brier:.3f} | {one.ece:.3f} | {one.log_loss:.3f} | {auc} |")
    for one in found:
        lines += ["", f"**{one.name}**", "", "| said | seen | 95 % | trials |", "|---|---|---|---|"]
        lines += [
            f"| {b.said:.2f} | {b.seen.value or 0:.2f} | {b.seen.low or 0:.2f}–{b.seen.high or 0:.2f} | {b.trials} |" for b in one.bins
        ]
    return "\n".join(lines) + "\n"


def drawing(found: Sequence[Reliability]) -> str:
    """Return an SVG: for each judgement what was said against what was seen, with intervals; on the diagonal they agree."""
    step = _SIDE + 2 * _EDGE
    parts = [part for place, one in enumerate(found) for part in _panel(one, place * step + _EDGE)]
    size = f'width="{len(found) * step}" height="{step + 10}"'
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11">', *parts, "</svg>"]) + "\n"


def _panel(one: Reliability, left: float) -> Iterator[str]:
    top, bottom = _EDGE, _EDGE + _SIDE

    def x(value: float) -> float:
        return round(left + value * _SIDE, 1)

    def y(value: float) -> float:
        return round(bottom - value * _SIDE, 1)

    yield f'<rect x="{left}" y="{top}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#999"/>'
    yield f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="#bbb" stroke-dasharray="4"/>'
    yield f'<text x="{left}" y="{top - 22}" font-weight="bold">{escape(one.name)}</text>'
    yield f'<text x="{left}" y="{top - 8}">{one.trials} trials, Brier {one.brier:.3f}, ECE {one.ece:.3f}</text>'
    for value in (0.0, 0.5, 1.0):
        yield f'<text x="{x(value)}" y="{bottom + 15}" text-anchor="middle">{value:.1f}</text>'
        yield f'<text x="{left - 6}" y="{y(value) + 4}" text-anchor="end">{value:.1f}</text>'
    yield f'<text x="{x(0.5)}" y="{bottom + 32}" text-anchor="middle">said</text>'
    yield f'<text x="{left - 28}" y="{y(0.5)}" transform="rotate(-90 {left - 28} {y(0.5)})" text-anchor="middle">seen</text>'
    for found in one.bins:
        low, high, seen = found.seen.low or 0.0, found.seen.high or 0.0, found.seen.value or 0.0
        yield f'<line x1="{x(found.said)}" y1="{y(low)}" x2="{x(found.said)}" y2="{y(high)}" stroke="#0b57a4"/>'
        yield f'<circle cx="{x(found.said)}" cy="{y(seen)}" r="{2 + min(8.0, found.trials**0.5 / 2):.1f}" fill="#0b57a4"/>'
