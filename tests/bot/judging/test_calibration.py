"""The judgements as fitted: what the file holds, what a sum of signs says, and that every sign is one that the product makes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.judging.answerability import picks_of, sentences_of
from bot.judging.calibration import FILE, Judgement, calibration
from bot.judging.intent import intent
from bot.judging.relevance import weigh
from bot.judging.signs import of_carrying, of_declining, of_subject
from evals.meanings import MEANINGS
from store.generation import Generation
from store.search import search

HALF = Judgement(intercept=-1.0, weights={"near": 2.0, "carried": -1.0})


def test_a_sum_of_signs_is_a_probability_that_rises_with_what_speaks_for_it() -> None:
    assert HALF.probability({"near": 1.0, "carried": 1.0}) == pytest.approx(0.5)
    assert HALF.probability({"near": 2.0, "carried": 1.0}) > 0.5 > HALF.probability({"near": 1.0, "carried": 2.0})


def test_a_sign_that_is_missing_is_an_error_and_no_zero() -> None:
    with pytest.raises(KeyError, match="carried"):
        HALF.probability({"near": 1.0})


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_no_signs_are_too_strong_to_be_a_probability(near: float, carried: float) -> None:
    assert 0.0 <= HALF.probability({"near": near, "carried": carried}) <= 1.0


def test_the_file_tells_what_every_weight_means_and_on_what_it_was_fitted() -> None:
    read = FILE.read_text(encoding="utf-8")
    fitted = calibration()
    for name in ("sentence", "subject", "carries", "declines"):
        for sign in getattr(fitted, name).weights:
            assert MEANINGS[sign] in read
        assert MEANINGS[name] in read
    assert '"cases"' in read
    assert '"costs"' in read
    assert set(fitted.thresholds) == {"subject", "carries", "declines"}
    assert all(0.0 < threshold < 1.0 for threshold in fitted.thresholds.values())


def test_every_sign_that_is_weighed_is_one_that_the_product_makes(generation: Generation) -> None:
    question = "Moet een gehackt bedrijf de afpersers geld geven?"
    asked, fitted = intent(question), calibration()
    answers = weigh(generation, question, asked, search(generation, question, 12))
    best = picks_of(asked, answers)[0]
    made = {
        "sentence": sentences_of(asked, answers)[0][2],
        "subject": of_subject(answers, 23),
        "carries": of_carrying(asked, best),
        "declines": of_declining(asked, best, best),
    }
    for name, signs in made.items():
        assert set(getattr(fitted, name).weights) == set(signs)


def test_the_weights_that_stand_for_a_reason_have_its_direction() -> None:
    """A fit on new cases may move a weight; one that turned round would say that more words carried speak against an answer."""
    fitted = calibration()
    assert fitted.carries.weights["carried_beside"] > 0 > fitted.carries.weights["asks_name"]
    assert fitted.subject.weights["three_stand_out"] > 0 > fitted.subject.weights["size"]
    assert fitted.declines.weights["judgement_left"] > 0 > fitted.declines.weights["behind"]
