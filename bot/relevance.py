"""A question and Hits in, each answer and each of its sentences weighed out: how near in meaning, and which words it carries.

Nearness is what is above the nearness to questions in general, so that a sentence that fits every question fits none. A word is
carried by its stem, a compound around it, a word of the same meaning, a near spelling, or a near vector. Knows no status.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from store.analyse import stems, words
from store.burgertaal import same_meaning
from store.embed import Vector
from store.generation import Generation
from store.records import Answer, Document, Hit
from store.sentences import Span

Floats = NDArray[np.float64]

NEARNESS, CARRIED_BY_ANSWER, CARRIED_BY_PAIR, CARRIED_BY_SENTENCE = 0.9, 1.0, 2.5, 3.0
"""Weights, of nearness per standard deviation; set on the own cases (evals/LOG.md), rounded so as not to be tuned to them."""
_FAINT, _CLEAR = 2.6, 5.0
"""Standard deviations above the mean word at which a word's vector begins to count, and counts whole."""
_SAME_MEANING, _INSIDE, _SPELLING = 0.75, 0.8, 0.35
"""How much a word of a group carries; a word inside a compound; and from which overlap of 4-grams a near spelling counts."""


@dataclass(frozen=True, kw_only=True)
class WeighedSentence:
    """A sentence of an answer, weighed for one question."""

    span: Span
    text: str
    near: float
    """Standard deviations nearer than to questions in general."""
    carried: float
    """Share of the question's words that it carries, rare words counting more, in [0, 1]."""


@dataclass(frozen=True, kw_only=True)
class WeighedAnswer:
    """An answer that was found, weighed for one question."""

    source: str
    document: Document
    answer: Answer
    hit: Hit
    near: float
    """Of question and answer together."""
    carried: float
    """By the member's question and the answer together, in [0, 1]."""
    carried_by_question: float
    carried_by_answer: float
    uncarried: tuple[str, ...]
    """Words of the question that neither carries."""
    uncarried_share: float
    """Share of the question that these words make, rare words counting more."""
    sentences: tuple[WeighedSentence, ...]

    @property
    def score(self) -> float:
        """How well the answer fits; only comparable within one question."""
        nearest = max((s.near for s in self.sentences), default=0.0)
        carried = max((s.carried for s in self.sentences), default=0.0)
        whole = CARRIED_BY_PAIR * self.carried + CARRIED_BY_ANSWER * self.carried_by_answer + CARRIED_BY_SENTENCE * carried
        return NEARNESS * (self.near + nearest) + whole


def weigh(generation: Generation, question: str, asked: Sequence[str], hits: Iterable[Hit]) -> list[WeighedAnswer]:
    """Weigh the answers of the hits, best first, ties by source; `asked` are the words that say what the question is about."""
    found = [(hit, *generation.catalogue.source(hit.passage.source)) for hit in hits]
    texts = [text for _, document, answer in found for text in (document.question_text(answer), answer.text)]
    carrier = _Carrier(generation, asked, texts)
    near = _Nearness(generation, question)
    weighed = [_weighed(generation, carrier, near, hit, document, answer) for hit, document, answer in found]
    return sorted(weighed, key=lambda answer: (-round(answer.score, 6), answer.source))


def _weighed(generation: Generation, carrier: "_Carrier", near: "_Nearness", hit: Hit, document: Document, answer: Answer) -> WeighedAnswer:
    question = document.question_text(answer)
    by_question, by_answer = carrier.strengths(question), carrier.strengths(answer.text)
    both = np.maximum(by_question, by_answer)
    sentences = tuple(
        WeighedSentence(
            span=span,
            text=(text := answer.text[span.start : span.end]),
            near=near.of(vector),
            carried=carrier.share(carrier.strengths(text)),
        )
        for span, vector in generation.catalogue.sentences(hit.passage.source)
    )
    return WeighedAnswer(
        source=hit.passage.source,
        document=document,
        answer=answer,
        hit=hit,
        near=near.of(generation.vectors.of([hit.passage.id])[hit.passage.id]),
        carried=carrier.share(both),
        carried_by_question=carrier.share(by_question),
        carried_by_answer=carrier.share(by_answer),
        uncarried=tuple(word for word, strength in zip(carrier.asked, both, strict=True) if strength < _SPELLING),
        uncarried_share=carrier.share((both < _SPELLING).astype(np.float64)),
        sentences=sentences,
    )


class _Nearness:
    """How near texts lie to one question, above how near they lie to the questions that members asked."""

    def __init__(self, generation: Generation, question: str) -> None:
        self._question: Vector = generation.embedder.query(question)
        self._asked = generation.lexicon.asked
        self._spread = float((self._asked @ self._asked.T).std()) or 1.0 if len(self._asked) else 1.0

    def of(self, vector: Vector) -> float:
        """Return the nearness of one text, in standard deviations."""
        usual = float(np.mean(self._asked @ vector)) if len(self._asked) else 0.0
        return (float(self._question @ vector) - usual) / self._spread


class _Carrier:
    """Which words of one question the words of texts carry, and how well."""

    def __init__(self, generation: Generation, asked: Sequence[str], texts: Iterable[str]) -> None:
        self.asked = tuple(asked)
        self._weights = np.array([_rarity(generation, word) for word in self.asked], dtype=np.float64)
        self._known, vectors = generation.lexicon.vectors(sorted({word for text in texts for word in words(text)}))
        self._row = {word: row for row, word in enumerate(self._known)}
        self._strength = self._strengths(generation, vectors)

    def strengths(self, text: str) -> Floats:
        """Return how well each word of the question is carried by a text, in [0, 1]."""
        rows = sorted({self._row[word] for word in words(text) if word in self._row})
        return self._strength[:, rows].max(axis=1) if rows and self.asked else np.zeros(len(self.asked))

    def share(self, strengths: Floats) -> float:
        """Return the share of the question that these strengths make, rare words counting more."""
        total = float(self._weights.sum())
        return float((strengths * self._weights).sum()) / total if total else 0.0

    def _strengths(self, generation: Generation, vectors: Vector) -> Floats:
        if not self.asked or not self._known:
            return np.zeros((len(self.asked), len(self._known)))
        forms = [_form(word) for word in self._known]
        by_form = np.array([[_by_form(_form(word), known) for known in forms] for word in self.asked])
        nearness = np.stack([generation.embedder.query(word) for word in self.asked]) @ vectors.T
        spread = nearness.std(axis=1, keepdims=True)
        above = (nearness - nearness.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1.0)
        by_vector = _SAME_MEANING * np.clip((above - _FAINT) / (_CLEAR - _FAINT), 0.0, 1.0)
        return np.where(by_form < 0, -by_form, np.maximum(by_form, by_vector))


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


def _by_form(asked: _Form, known: _Form) -> float:
    """Return how well a word of a letter carries a word of the question, by stem, group, compound or near spelling.

    Negative: no better than this, whatever the vectors say.
    """
    if asked.stem == known.stem:
        return 1.0
    best = _SAME_MEANING if known.stem in same_meaning(asked.stem) else 0.0
    if len(asked.stem) >= 4 and asked.stem in known.word:
        return max(best, _INSIDE)
    if len(known.stem) >= 5 and known.stem in asked.word:
        # The other way round, 'schade' is only a part of what 'schadevergoeding' asks for, however near their vectors.
        return -max(best, _INSIDE * len(known.stem) / len(asked.word))
    overlap = len(asked.grams & known.grams) / len(asked.grams | known.grams)
    return max(best, min(1.0, 1.4 * overlap)) if overlap > _SPELLING else best


def _rarity(generation: Generation, word: str) -> float:
    """Return how much a word of the question counts: rare words more (the idf of BM25, always above zero)."""
    holding = generation.lexicon.passages_with(word)
    return log(1 + (generation.manifest.counts.answers + 0.5) / (holding + 0.5))
