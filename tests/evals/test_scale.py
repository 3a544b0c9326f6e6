"""The bench of scale on a few hundred passages: that it measures, and that its letters are like real ones."""

from pathlib import Path

import numpy as np

from evals.bench.multiplied import Multiplied
from evals.bench.scale import measure
from store.analyse import terms
from store.passages import passages, text_to_find


def test_each_size_is_built_by_the_product_and_asked_in_another_process(tmp_path: Path) -> None:
    measured = measure(tmp_path, 300)
    assert 250 < measured["passages"] < 350
    assert measured["build"]["counts"]["sentences"] > measured["passages"]
    assert {"catalogue.sqlite", "chroma", "terms", "vectors.f16"} <= measured["build"]["disk"].keys()
    times = measured["search"]["milliseconds"]
    assert times["search"]["p95"] >= times["search"]["p50"] > times["chroma"]["p50"] > times["embed"]["p50"] > 0
    assert measured["search"]["ratios"]["wall"]["target"] > 0


def test_the_same_number_gives_the_same_letter() -> None:
    first, second = (list(Multiplied(n=12).documents()) for _ in range(2))
    assert first == second
    assert len({document.answers for document in first}) == 12


def test_made_letters_have_about_the_words_and_terms_of_real_ones() -> None:
    made = [passage for document in Multiplied(n=60).documents() for passage in passages(document)]
    words = np.mean([len(text_to_find(passage).split()) for passage in made])
    different = np.mean([len(set(terms(text_to_find(passage)))) for passage in made])
    # On real letters 114 and 235 are measured.
    assert 90 < words < 150
    assert 200 < different < 400
