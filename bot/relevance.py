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

from bot.intent import Intent
from bot.values import has_what_is_asked, shows_in_a_form, values
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
_ASIDE = 0.35
"""How much a word of the run-up to a question counts, beside one of the question."""
_AROUND = 70
"""Characters on either side of an amount, a day or a name within which words tell what it is of."""


@dataclass(frozen=True, kw_only=True)
class WeighedSentence:
    """A sentence of an answer, weighed for one question."""

    span: Span
    text: str
    near: float
    """Standard deviations nearer than to questions in general."""
    carried: float
    """Share of the question's words that it carries, rare words counting more, in [0, 1]."""
    carried_in_place: float
    """The same, with the sentence before it."""
    has_what_is_asked: bool
    """Whether it names a thing of the kind asked for that the question does not name; true for kinds without a form."""
    carried_beside: float
    """Share of the question's words that stand beside such a thing; for kinds without a form, `carried`."""


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
    weakest: float
    """How well they carry the word that they carry worst, in [0, 1]."""
    sentences: tuple[WeighedSentence, ...]

    @property
    def score(self) -> float:
        """How well the answer fits; only comparable within one question."""
        nearest = max((s.near for s in self.sentences), default=0.0)
        carried = max((s.carried for s in self.sentences), default=0.0)
        whole = CARRIED_BY_PAIR * self.carried + CARRIED_BY_ANSWER * self.carried_by_answer + CARRIED_BY_SENTENCE * carried
        return NEARNESS * (self.near + nearest) + whole


def weigh(generation: Generation, question: str, asked: Intent, hits: Iterable[Hit], vector: Vector | None = None) -> list[WeighedAnswer]:
    """Weigh the answers of the hits, best first, ties by source; `vector` is that of the question, computed here when it is not given."""
    found = [(hit, *generation.catalogue.source(hit.passage.source)) for hit in hits]
    texts = [text for _, document, answer in found for text in (document.question_text(answer), answer.text)]
    scales = _Scales(
        question=question,
        asked=asked,
        carrier=_Carrier(generation, asked, texts),
        near=_Nearness(generation, generation.embedder.query(question) if vector is None else vector),
    )
    vectors = generation.catalogue.vectors_of([hit.passage.id for hit, *_ in found])
    weighed = [_weighed(generation, scales, *one, vector) for one, vector in zip(found, vectors, strict=True)]
    return sorted(weighed, key=lambda answer: (-round(answer.score, 6), answer.source))


@dataclass(frozen=True, kw_only=True)
class _Scales:
    """What weighs texts for one question."""

    question: str
    asked: Intent
    carrier: "_Carrier"
    near: "_Nearness"

    def sentence(self, span: Span, text: str, before: str, vector: Vector) -> WeighedSentence:
        strengths = self.carrier.strengths(text)
        return WeighedSentence(
            span=span,
            text=text,
            near=self.near.of(vector),
            carried=self.carrier.share(strengths),
            carried_in_place=self.carrier.share(np.maximum(strengths, self.carrier.strengths(before))),
            has_what_is_asked=has_what_is_asked(self.asked.asks, text, self.question),
            carried_beside=self._beside(text, before, strengths),
        )

    def _beside(self, text: str, before: str, strengths: Floats) -> float:
        """Return the share that is carried beside the thing asked for; a thing that opens a sentence stands beside the one before it."""
        if not shows_in_a_form(self.asked.asks):
            return self.carrier.share(strengths)
        around = [
            before[len(before) + min(0, span.start - _AROUND) :] * (span.start < _AROUND)
            + text[max(0, span.start - _AROUND) : span.end + _AROUND]
            for span in values(self.asked.asks, text, self.question)
        ]
        return max((self.carrier.share(self.carrier.strengths(words_beside)) for words_beside in around), default=0.0)


def _weighed(generation: Generation, scales: _Scales, hit: Hit, document: Document, answer: Answer, vector: Vector) -> WeighedAnswer:
    carrier, question = scales.carrier, document.question_text(answer)
    by_question, by_answer = carrier.strengths(question), carrier.strengths(answer.text)
    both = np.maximum(by_question, by_answer)
    spans = generation.catalogue.sentences(hit.passage.source)
    texts = ["", *(answer.text[span.start : span.end] for span, _ in spans)]
    return WeighedAnswer(
        source=hit.passage.source,
        document=document,
        answer=answer,
        hit=hit,
        near=scales.near.of(vector),
        carried=carrier.share(both),
        carried_by_question=carrier.share(by_question),
        carried_by_answer=carrier.share(by_answer),
        uncarried=tuple(word for word, strength in zip(carrier.asked, both, strict=True) if strength < _SPELLING),
        uncarried_share=carrier.share((both < _SPELLING).astype(np.float64)),
        weakest=float(both.min()) if len(both) else 0.0,
        sentences=tuple(
            scales.sentence(span, text, before, found) for (span, found), before, text in zip(spans, texts, texts[1:], strict=False)
        ),
    )


class _Nearness:
    """How near texts lie to one question, above how near they lie to the questions that members asked."""

    def __init__(self, generation: Generation, question: Vector) -> None:
        self._question = question
        self._asked = generation.lexicon.asked
        self._usual = self._asked.mean(axis=0) if len(self._asked) else np.zeros(len(question), dtype=np.float32)
        self._spread = float((self._asked @ self._asked.T).std()) or 1.0 if len(self._asked) else 1.0

    def of(self, vector: Vector) -> float:
        """Return the nearness of one text, in standard deviations."""
        return float((self._question - self._usual) @ vector) / self._spread


class _Carrier:
    """Which words of one question the words of texts carry, and how well."""

    def __init__(self, generation: Generation, asked: Intent, texts: Iterable[str]) -> None:
        self.asked = asked.words
        weights = [_rarity(generation, word) * (_ASIDE if word in asked.aside else 1.0) for word in self.asked]
        self._weights = np.array(weights, dtype=np.float64)
        self._total = float(self._weights.sum())
        self._known, vectors = generation.lexicon.vectors(sorted({word for text in texts for word in words(text)}))
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
    return max(best, min(1.0, 1.4 * overlap)) if overlap > _SPELLING else best


def _rarity(generation: Generation, word: str) -> float:
    """Return how much a word of the question counts: rare words more (the idf of BM25, always above zero)."""
    holding = generation.lexicon.passages_with(word)
    return log(1 + (generation.manifest.counts.answers + 0.5) / (holding + 0.5))
