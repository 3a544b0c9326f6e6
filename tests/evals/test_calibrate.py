"""Cases asked of the bundled letters, and judgements fitted to what was seen of them."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.judging.calibration import calibration
from bot.records import Status
from bot.settings import BotSettings
from evals.calibrate import confusion, fitted, report, status_of, written
from evals.cases import Case, Expect, load
from evals.crowding import crowded
from evals.fitted import Trial, fit
from evals.observed import Asking, Observed, observe, remembering
from store.build import build
from store.library import Library

CASES = Path(__file__).parents[2] / "evals" / "cases"


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Asking:
    """A third of the cases on the bundled letters, and two on letters that are not there."""
    settings = BotSettings.load(store=tmp_path_factory.mktemp("asked") / "store", embedder="e5")
    build([], settings)
    elsewhere = [
        Case(
            id=f"elsewhere-{number}",
            kind="answered",
            question=question,
            expect=Expect(status=(Status.ANSWERED,), sources_any=(f"brug-{number}.txt/1",)),
            note="Van een brief die er niet is.",
        )
        for number, question in enumerate(("Wie schildert de brug?", "Wanneer gaat de veerpont weer varen?"), 1)
    ]
    return Asking(
        name="bundled",
        generation=remembering([Library(settings).current()])[0],
        cases=(*load(CASES / "bundled.jsonl")[::3], *load(CASES / "tuning.jsonl")[::3], *elsewhere),
        unread=False,
    )


@pytest.fixture(scope="module")
def seen(asking: Asking) -> list[Observed]:
    return list(observe(asking))


def test_a_case_is_about_the_store_when_the_store_has_its_letter(seen: list[Observed]) -> None:
    about = {one.case.id: one.about for one in seen}
    assert about["elsewhere-1"] is False
    assert about["answered-01"] is True
    assert {one.expected for one in seen if one.case.id.startswith("elsewhere")} == {Status.NO_SOURCE}
    assert all(one.expected in (None, one.case.expect.status[0]) for one in seen if one.about)


def test_what_asks_for_more_than_one_judgement_is_left_out(seen: list[Observed]) -> None:
    assert not {"personal_data", "injection", "partly"} & {one.case.kind for one in seen}
    assert not any(one.case.history for one in seen)


def test_a_fit_finds_the_sign_that_tells(seen: list[Observed]) -> None:
    chance = np.random.default_rng(1)
    trials = [
        Trial(observed=seen[0], signs={"tells": float(right) + chance.normal() / 4, "noise": chance.normal()}, right=right)
        for right in [True, False] * 100
    ]
    weights = fit(trials).weights
    assert weights["tells"] > 4 > 1 > abs(weights["noise"])


def test_the_judgements_fit_what_they_were_fitted_to(seen: list[Observed], asking: Asking) -> None:
    final = fitted(seen, calibration().sentence)
    told = [one for one in seen if one.expected is not None]
    assert sum(status_of(one, final) is one.expected for one in told) > 0.7 * len(told)
    made = json.loads(written(final, seen, [asking]))
    assert made["made"]["observations"] == {"bundled": len(seen)}
    assert set(made["judgements"]) == {"sentence", "subject", "carries", "declines"}
    assert made["thresholds"] == {"subject": 0.5, "carries": 0.6, "declines": 0.4}


def test_in_a_store_of_many_more_answers_what_is_near_by_chance_is_nearer(seen: list[Observed], asking: Asking) -> None:
    some = seen[:10]
    for before, after in zip(some, crowded(asking.generation, some, 2_000), strict=True):
        assert after.size == 2_000
        assert len(after.answers) == len(before.answers)
        assert sum(answer.stands_out for answer in after.answers) >= sum(answer.stands_out for answer in before.answers)


def test_the_report_counts_every_case_once(seen: list[Observed], asking: Asking) -> None:
    parted = [replace(one, letter=f"letter-{place % 3}") for place, one in enumerate(seen)]
    found = report(parted, crowded(asking.generation, parted[:40], 2_000), calibration())
    told = sum(one.expected is not None for one in seen)
    assert found.statuses["bundled"].total() == told
    assert f"of {told} right" in confusion(found.statuses)
    assert [one.name for one in found.reliabilities] == ["subject", "carries", "declines"]
