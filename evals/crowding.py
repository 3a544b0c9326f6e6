"""Observations of a store in, the same as if the store had many more answers out, by vectors drawn to be like its passages.

Drawn from a normal distribution with the mean and covariance of the real passage vectors, to unit length. One that lies nearer the
question than an answer that was found takes its place, with the words, and the distance to its nearest sentence, of the farthest answer
found: a passage that is near by chance. Only the judgement of the subject can be asked of such a store; texts to quote it has none.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bot.judging.relevance import WeighedAnswer
from evals.observed import Observed
from store.generation import Generation

_SEED = 1
_AT_ONCE = 20_000


def crowded(generation: Generation, observations: Sequence[Observed], size: int) -> list[Observed]:
    """Return the observations as they would be in a store of `size` answers."""
    background = generation.lexicon.background
    usual = background.mean(axis=0)
    questions = np.stack([generation.embedder.query(seen.case.question) for seen in observations])
    similarities = _nearest_drawn(generation, questions, size)
    nearest = (similarities - (questions @ usual)[:, None]) / (questions @ background.T).std(axis=1, keepdims=True)
    asked = generation.lexicon.asked
    ratios = (questions @ background.T).std(axis=1) / (asked @ asked.T).std()
    return [_among(seen, drawn.tolist(), size, float(ratio)) for seen, drawn, ratio in zip(observations, nearest, ratios, strict=True)]


def _nearest_drawn(generation: Generation, questions: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """Return the similarities of the twelve nearest drawn vectors to each question (questions, 12)."""
    real = np.stack([vector for _, vector in generation.catalogue.passage_vectors()]).astype(np.float32)
    chance = np.random.default_rng(_SEED)
    mean, root = real.mean(axis=0), np.linalg.cholesky(np.cov(real, rowvar=False) + 1e-8 * np.eye(real.shape[1])).astype(np.float32)
    nearest = np.full((len(questions), 12), -np.inf, dtype=np.float32)
    for start in range(0, size - len(real), _AT_ONCE):
        drawn = mean + chance.standard_normal((min(_AT_ONCE, size - len(real) - start), real.shape[1]), dtype=np.float32) @ root.T
        drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
        both = np.concatenate([nearest, questions @ drawn.T], axis=1)
        nearest = -np.partition(-both, 11, axis=1)[:, :12]
    return -np.sort(-nearest, axis=1)


def _among(seen: Observed, drawn: Sequence[float], size: int, ratio: float) -> Observed:
    answers = sorted(seen.answers, key=lambda answer: -answer.stands_out)
    if not answers:
        return replace(seen, size=size, store=f"{seen.store}, {size:,} drawn")
    farthest = answers[-1]
    strangers = [_stranger(farthest, standing, ratio) for standing in drawn if standing > farthest.stands_out]
    kept = sorted([*answers, *strangers], key=lambda answer: -answer.stands_out)[: len(answers)]
    return replace(seen, answers=tuple(kept), size=size, store=f"{seen.store}, {size:,} drawn")


def _stranger(like: WeighedAnswer, standing: float, ratio: float) -> WeighedAnswer:
    """Return an answer nearer than another; `ratio` turns deviations of the background into deviations of members' questions."""
    shift = (standing - like.stands_out) * ratio
    sentences = tuple(replace(sentence, near=sentence.near + shift) for sentence in like.sentences)
    return replace(like, source="drawn/1", stands_out=standing, near=like.near + shift, sentences=sentences)
