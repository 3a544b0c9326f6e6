"""Numbers with their intervals, and what there is to say when there is nothing to measure."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.statistics import Metric, percentile, share

NOTHING = Metric(value=None, low=None, high=None, n=0, of=0)


@pytest.mark.parametrize(
    ("trials", "value", "low", "high"),
    [
        ([True] * 10, 1.0, 0.722, 1.0),
        ([False] * 10, 0.0, 0.0, 0.278),
        ([True] * 5 + [False] * 5, 0.5, 0.237, 0.763),
        ([True] * 81 + [False] * 182, 0.308, 0.255, 0.366),  # Newcombe 1998, table I: 0.2553–0.3662
    ],
)
def test_a_share_carries_its_wilson_interval(trials: list[bool], value: float, low: float, high: float) -> None:
    metric = share(trials)
    assert (metric.value, metric.low, metric.high) == (
        pytest.approx(value, abs=5e-4),
        pytest.approx(low, abs=5e-4),
        pytest.approx(high, abs=5e-4),
    )
    assert (metric.n, metric.of) == (sum(trials), len(trials))


def test_nothing_measured_is_undefined_and_neither_good_nor_bad() -> None:
    assert share([]) == NOTHING
    assert percentile([], 0.5) == NOTHING
    assert percentile([None, None], 0.95) == Metric(value=None, low=None, high=None, n=0, of=2)


@given(st.lists(st.booleans(), min_size=1))
def test_an_interval_holds_its_value_within_0_and_1(trials: list[bool]) -> None:
    metric = share(trials)
    bounds = (0.0, metric.low, metric.value, metric.high, 1.0)
    known = [bound for bound in bounds if bound is not None]
    assert len(known) == len(bounds)
    assert known == sorted(known)


@given(st.lists(st.none() | st.floats(min_value=0, max_value=1e6)), st.sampled_from([0.5, 0.95]))
def test_a_quantile_is_one_of_the_times_between_its_bounds_and_never_nan(times: list[float | None], q: float) -> None:
    metric = percentile(times, q)
    known = [time for time in times if time is not None]
    assert (metric.n, metric.of) == (len(known), len(times))
    assert (metric.value is None) == (not known)
    for bound in (metric.low, metric.high):
        assert bound is None or (bound in known and not math.isnan(bound))
    if metric.value is not None:
        assert metric.value in known
        assert sum(time <= metric.value for time in known) >= q * len(known)
        assert metric.low is None or metric.low <= metric.value
        assert metric.high is None or metric.high >= metric.value


def test_a_quantile_of_few_times_has_no_bound_on_the_side_it_lacks() -> None:
    assert percentile([1.0, 2.0, 3.0], 0.95).high is None
    assert percentile([float(n) for n in range(1, 101)], 0.5) == Metric(value=50.0, low=40.0, high=61.0, n=100, of=100)
