"""Trials or times in, a number with its 95 % interval out; undefined is None, never NaN, never 0 or 1 for lack of trials."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

Z = 1.96


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A number and how sure it is."""

    value: float | None
    """A share in [0, 1], or milliseconds; None when there was nothing to measure."""
    low: float | None
    high: float | None
    n: int
    """How many of `of` it is about; for times, how many were measured."""
    of: int


def share(trials: Sequence[bool]) -> Metric:
    """Return the share of trials that are true with its Wilson interval (Wilson 1927, without continuity correction)."""
    n, of = sum(trials), len(trials)
    if of == 0:
        return Metric(value=None, low=None, high=None, n=0, of=0)
    value = n / of
    centre = (value + Z * Z / (2 * of)) / (1 + Z * Z / of)
    half = Z * math.sqrt(value * (1 - value) / of + Z * Z / (4 * of * of)) / (1 + Z * Z / of)
    # At 0 and 1 the formula gives these bounds but for rounding.
    low, high = (0.0 if n == 0 else centre - half), (1.0 if n == of else centre + half)
    return Metric(value=value, low=low, high=high, n=n, of=of)


def percentile(times: Sequence[float | None], q: float) -> Metric:
    """Return the q-th quantile (0 < q < 1, nearest rank) of the times that are there, between order statistics around it.

    A bound is None where the times are too few to have one.
    """
    known = sorted(time for time in times if time is not None)
    n, of = len(known), len(times)
    if n == 0:
        return Metric(value=None, low=None, high=None, n=0, of=of)
    spread = Z * math.sqrt(n * q * (1 - q))
    low, high = math.floor(n * q - spread), math.ceil(n * q + spread) + 1
    return Metric(
        value=known[math.ceil(n * q) - 1],
        low=known[low - 1] if low >= 1 else None,
        high=known[high - 1] if high <= n else None,
        n=n,
        of=of,
    )
