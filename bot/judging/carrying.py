"""A question's words and texts in, how well each text carries each word out.

A word is carried by its stem, a compound around it, a word of the same meaning, a near spelling, or a near vector; rare words count
more. Knows no answers and no status.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from bot.judging.intent import FUNCTION_WORDS, Intent
from store.analyse import stems, words
from store.embed import Vector
from store.generation import Generation
from store.wording.burgertaal import other_words, same_meaning
from store.wording.dictionary import said

Floats = NDArray[np.float64]

_FAINT, _CLEAR = 2.6, 5.0
"""Standard deviations above the mean word at which a word's vector begins to count, and counts whole."""
_SAME_MEANING, _INSIDE = 0.75, 0.8
"""How much a word of a group carries, and a word inside a compound."""
CARRIED = 0.35
"""Strength from which a word counts as carried; overlap of 4-grams from which a near spelling does."""
_ASIDE = 0.35
"""How much a word of the run-up to a question counts, beside one of the question."""
_SAID_IN_ALL, _HARDLY_EVER = 2e8, 50
"""Words in the subtitles that the word list was counted in, about; times that a word is taken to be said that is not listed."""
_COMMON, _RARE, _LEAST = 6.0, 12.0, 0.15
"""Logarithms of one in so many words, at which a word tells nothing of itself ('helemaal') and all; what the commonest still tells."""


class Carrier:
    """Which words of one question the words of texts carry, and how well."""

    def __init__(self, generation: Generation, asked: Intent, texts: Iterable[str]) -> None:
        self.asked = asked.words
        weights = [_rarity(generation, word) * (_ASIDE if word in asked.aside else 1.0) for word in self.asked]
        self._weights = np.array(weights, dtype=np.float64)
        self._total = float(self._weights.sum())
        self._known, vectors = generation.lexicon.vectors(sorted({word for text in texts for word in words(text)} - FUNCTION_WORDS))
        self._row = {word: row for row, word in enumerate(self._known)}
        self._strength = self._strengths(generation, vectors)

    def strengths(self, text: str) -> Floats:
        """Return how well each word of the question is carried by a text, in [0, 1]."""
        rows = [row for word in set(words(text)) if (row := self._row.get(word)) is not None]
        return self._strength[:, rows].max(axis=1) if rows and self.asked else np.zeros(len(self.asked))

    def share(self, strengths: Floats) -> float:
        """Return the share of the question that these strengths make, rare words counting more."""
        return float(strengths @ self._weights) / self._total if self._total else 0.0

    def _strengths(self, generation: Generation, vectors: Vector) -> Floats:
        if not self.asked or not self._known:
            return np.zeros((len(self.asked), len(self._known)))
        forms = [_form(word) for word in self._known]
        by_form = np.array([_by_form(_form(word), forms) for word in self.asked])
        nearness = _word_vectors(generation, self.asked) @ vectors.T
        spread = nearness.std(axis=1, keepdims=True)
        above = (nearness - nearness.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1.0)
        by_vector = _SAME_MEANING * np.clip((above - _FAINT) / (_CLEAR - _FAINT), 0.0, 1.0)
        return np.where(by_form < 0, -by_form, np.maximum(by_form, by_vector))


def _word_vectors(generation: Generation, asked: Sequence[str]) -> Vector:
    """Return the vectors (n, d) of a question's words: the letters' own where they use them, so that few need computing."""
    known, vectors = generation.lexicon.vectors(asked)
    found = dict(zip(known, vectors, strict=True))
    return np.stack([found[word] if word in found else generation.embedder.query(word) for word in asked])


@dataclass(frozen=True, slots=True)
class _Form:
    """A word with what its spelling is compared by."""

    word: str
    stem: str
    grams: frozenset[str]


@lru_cache(maxsize=50_000)
def _form(word: str) -> _Form:
    """Return a word's form; the same words come back in question after question."""
    stem = (stems(word) or [word])[0]
    edged = f"^{stem}$"
    return _Form(word, stem, frozenset(edged[i : i + 4] for i in range(len(edged) - 3)) or frozenset({edged}))


def _by_form(asked: _Form, forms: Sequence[_Form]) -> list[float]:
    """Return how well each word of the letters carries a word of the question, by stem, group, compound or near spelling.

    Negative: no better than this, whatever the vectors say.
    """
    group = same_meaning(asked.stem)
    return [_strength_by_form(asked, known, group) for known in forms]


def _strength_by_form(asked: _Form, known: _Form, group: frozenset[str]) -> float:
    if asked.stem == known.stem:
        return 1.0
    best = _SAME_MEANING if known.stem in group else 0.0
    if len(asked.stem) >= 4 and asked.stem in known.word:
        return max(best, _INSIDE)
    if len(known.stem) >= 5 and known.stem in asked.word:
        # The other way round, 'schade' is only a part of what 'schadevergoeding' asks for, however near their vectors.
        return -max(best, _INSIDE * len(known.stem) / len(asked.word))
    if asked.grams.isdisjoint(known.grams):
        return best
    overlap = len(asked.grams & known.grams) / len(asked.grams | known.grams)
    return max(best, min(1.0, 1.4 * overlap)) if overlap > CARRIED else best


def _rarity(generation: Generation, word: str) -> float:
    """Return how much a word of the question counts: rare words more (the idf of BM25, always above zero).

    To a small store every word that it does not have is rare: 'straks' as much as 'paspoort'. So what everybody says counts less, and
    less still where no letter says it; and what the letters say in another word ('gehackt', 'aangevallen') is not as rare as that.
    """
    in_other_words = max((generation.lexicon.passages_with(other) for other in other_words(word)), default=0)
    holding = max(generation.lexicon.passages_with(word), in_other_words / 2)
    rarity = log(1 + (generation.manifest.counts.answers + 0.5) / (holding + 0.5))
    return rarity * (sqrt(_telling(word)) if holding else _telling(word))


@lru_cache(maxsize=10_000)
def _telling(word: str) -> float:
    """Return how much a word tells by itself, from _LEAST for the commonest to 1 for what is hardly ever said."""
    rarity = log(_SAID_IN_ALL / max(_HARDLY_EVER, said(word)))
    return min(1.0, max(_LEAST, (rarity - _COMMON) / (_RARE - _COMMON)))
