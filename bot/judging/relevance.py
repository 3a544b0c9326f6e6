"""A question and Hits in, each answer and each of its sentences weighed out: how near in meaning, and which words it carries.

Nearness is what is above the nearness to questions in general, so that a sentence that fits every question fits none. How far an
answer stands out is by how much it is nearer than sentences on anything else that government does. Knows no status.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from bot.judging.carrying import CARRIED, Carrier, Floats
from bot.judging.intent import Intent
from bot.judging.values import has_what_is_asked, shows_in_a_form, states_a_norm, values
from bot.judging.voorbehoud import Reserves, Voorbehoud, voorbehoud
from store.embed import Vector
from store.generation import Generation
from store.records import Answer, Document, Hit
from store.sentences import Span

NEARNESS, CARRIED_BY_ANSWER, CARRIED_BY_PAIR, CARRIED_BY_SENTENCE = 0.9, 1.0, 2.5, 3.0
"""Weights, of nearness per standard deviation; set on the own cases (evals/LOG.md), rounded so as not to be tuned to them."""
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
    """Whether it names a thing of the kind asked for that the question does not name, or a norm where that is asked; else true."""
    carried_beside: float
    """Share of the question's words that stand beside such a thing; for kinds without a form, `carried`."""
    reserves: Reserves | None
    """Why it does not say something, when it is a voorbehoud."""
    carried_by_reserved: float
    """Share of the question's words in what it does not say, with the member's question that it points back to; 0 without a voorbehoud."""


@dataclass(frozen=True, kw_only=True)
class WeighedAnswer:
    """An answer that was found, weighed for one question."""

    source: str
    document: Document
    answer: Answer
    hit: Hit
    near: float
    """Of question and answer together."""
    stands_out: float
    """Of the passage: standard deviations nearer than the background (`store/background.txt`)."""
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


def weigh(generation: Generation, question: str, asked: Intent, hits: Iterable[Hit]) -> list[WeighedAnswer]:
    """Weigh the answers of the hits, best first, ties by source."""
    found = [(hit, *generation.catalogue.source(hit.passage.source)) for hit in hits]
    texts = [text for _, document, answer in found for text in (document.question_text(answer), answer.text)]
    scales = _Scales(
        question=question,
        asked=asked,
        carrier=Carrier(generation, asked, texts),
        near=_Nearness(generation, generation.embedder.query(question)),
    )
    vectors = generation.catalogue.vectors_of([hit.passage.id for hit, *_ in found])
    weighed = [_weighed(generation, scales, *one, vector) for one, vector in zip(found, vectors, strict=True)]
    return sorted(weighed, key=lambda answer: (-round(answer.score, 6), answer.source))


@dataclass(frozen=True, kw_only=True)
class _Scales:
    """What weighs texts for one question."""

    question: str
    asked: Intent
    carrier: Carrier
    near: "_Nearness"

    def sentence(self, span: Span, text: str, before: str, vector: Vector, by_question: Floats) -> WeighedSentence:
        """Return a sentence weighed; `before` is the sentence before it in its answer, '' for the first."""
        strengths = self.carrier.strengths(text)
        reserved = voorbehoud(text)
        return WeighedSentence(
            span=span,
            text=text,
            near=self.near.of(vector),
            carried=self.carrier.share(strengths),
            carried_in_place=self.carrier.share(np.maximum(strengths, self.carrier.strengths(before))),
            has_what_is_asked=states_a_norm(text) if self.asked.norm else has_what_is_asked(self.asked.asks, text, self.question),
            carried_beside=self._beside(text, before, strengths),
            reserves=reserved.reserves if reserved else None,
            carried_by_reserved=self._reserved(reserved, by_question) if reserved else 0.0,
        )

    def _reserved(self, reserved: Voorbehoud, by_question: Floats) -> float:
        strengths = self.carrier.strengths(reserved.about)
        return self.carrier.share(np.maximum(strengths, by_question) if reserved.points_back else strengths)

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
        stands_out=scales.near.above_background(vector),
        carried=carrier.share(both),
        carried_by_question=carrier.share(by_question),
        carried_by_answer=carrier.share(by_answer),
        uncarried=tuple(word for word, strength in zip(carrier.asked, both, strict=True) if strength < CARRIED),
        uncarried_share=carrier.share((both < CARRIED).astype(np.float64)),
        weakest=float(both.min()) if len(both) else 0.0,
        sentences=tuple(
            scales.sentence(span, text, before, found, by_question)
            for (span, found), before, text in zip(spans, texts, texts[1:], strict=False)
        ),
    )


class _Nearness:
    """How near texts lie to one question, above how near they lie to the questions that members asked."""

    def __init__(self, generation: Generation, question: Vector) -> None:
        self._question = question
        self._asked = generation.lexicon.asked
        self._usual = self._asked.mean(axis=0) if len(self._asked) else np.zeros(len(question), dtype=np.float32)
        self._spread = float((self._asked @ self._asked.T).std()) or 1.0 if len(self._asked) else 1.0
        background = generation.lexicon.background @ question
        self._background, self._background_spread = float(background.mean()), float(background.std()) or 1.0

    def of(self, vector: Vector) -> float:
        """Return the nearness of one text, in standard deviations."""
        return float((self._question - self._usual) @ vector) / self._spread

    def above_background(self, vector: Vector) -> float:
        """Return how much nearer one text is than sentences on anything else, in standard deviations of theirs."""
        return (float(self._question @ vector) - self._background) / self._background_spread
