"""Builds killed at random moments, with readers: a short run of `evals.bench.kills`, whose long one is 200 kills."""

import os
from pathlib import Path

from evals.bench.kills import endure

KILLS = int(os.environ.get("KAMERANTWOORD_TEST_KILLS", "25"))


def test_no_reader_sees_an_error_or_half_a_store_while_builds_are_killed(tmp_path: Path) -> None:
    endured = endure(tmp_path, KILLS, seed=7)
    assert endured.harm == ()
    assert endured.kills == KILLS
    assert endured.searches > KILLS
