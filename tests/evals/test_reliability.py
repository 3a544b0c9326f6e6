"""How far probabilities can be relied on: the numbers, the table and the drawing."""

import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.reliability import drawing, reliability, table


def test_what_came_true_as_often_as_was_said_is_calibrated() -> None:
    found = reliability("rain", np.array([0.25] * 4 + [0.75] * 4), [True, False, False, False, True, True, True, False])
    assert found.ece == pytest.approx(0.0)
    assert found.brier == pytest.approx(0.1875)
    assert found.auc == pytest.approx(0.75)
    assert [(one.said, one.seen.value, one.seen.of) for one in found.bins] == [(0.25, 0.25, 4), (0.75, 0.75, 4)]


def test_what_is_said_too_boldly_shows() -> None:
    found = reliability("rain", np.array([0.9] * 10), [True] * 5 + [False] * 5)
    assert found.ece == pytest.approx(0.4)
    assert found.auc is not None


def test_trials_that_stand_for_more_count_for_more() -> None:
    said, seen = np.array([0.8, 0.8]), [True, False]
    assert reliability("rain", said, seen).ece == pytest.approx(0.3)
    assert reliability("rain", said, seen, np.array([4.0, 1.0])).ece == pytest.approx(0.0)


def test_without_both_outcomes_nothing_is_ranked() -> None:
    found = reliability("rain", np.array([0.9, 0.2]), [True, True])
    assert found.auc is None
    assert "–" in table([found])


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_every_trial_is_in_one_tenth_and_no_number_leaves_its_range(trials: list[tuple[float, bool]]) -> None:
    found = reliability("any", np.array([said for said, _ in trials]), [seen for _, seen in trials])
    assert sum(one.trials for one in found.bins) == len(trials)
    assert 0 <= found.ece <= 1
    assert 0 <= found.brier <= 1
    ElementTree.fromstring(drawing([found]))


def test_the_table_and_the_drawing_name_each_judgement() -> None:
    found = [reliability(name, np.array([0.1, 0.9]), [False, True]) for name in ("subject", "carries")]
    for text in (table(found), drawing(found)):
        assert "subject" in text
        assert "carries" in text
