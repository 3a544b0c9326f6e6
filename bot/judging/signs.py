"""A question's intent and its weighed answers in, the signs out by which `calibration` judges them.

Signs of a maximum grow with the store: among more answers one lies nearer by chance. Hence `size`, by which that is taken off again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from bot.judging.calibration import Signs
from bot.judging.intent import Asks, Intent
from bot.judging.relevance import WeighedAnswer, WeighedSentence
from bot.judging.voorbehoud import Reserves

_VALUES = frozenset({Asks.AMOUNT, Asks.PERCENTAGE, Asks.COUNT, Asks.NUMBER})
_NAMES = frozenset({Asks.NAME, Asks.WHICH})
_MANY_WORDS = 6
_FOREMOST = 4
"""Answers, best first, whose words count as what was found."""
_FEW = 3
_VARIED = 1_200
"""Answers from which more of them hardly bring nearer what a question is not about; seen with drawn vectors (`evals/crowding.py`)."""


@dataclass(frozen=True, kw_only=True)
class Pick:
    """A sentence of a weighed answer."""

    answer: WeighedAnswer
    index: int
    score: float
    """How well it fits the question; only comparable within one question."""
    fits: float
    """How probably it is the one that answers, among all the sentences found, if one of them does."""

    @property
    def sentence(self) -> WeighedSentence:
        """The sentence itself."""
        return self.answer.sentences[self.index]


def of_sentence(answer: WeighedAnswer, sentence: WeighedSentence, found: float) -> Signs:
    """Return what speaks for a sentence; `found` is the score of its answer's hit, in standard deviations among the hits."""
    return {
        "has_what_is_asked": float(sentence.has_what_is_asked),
        "near": sentence.near,
        "carried": sentence.carried,
        "carried_in_place": sentence.carried_in_place,
        "carried_by_question": answer.carried_by_question,
        "nearest_of_answer": float(sentence.near == max(other.near for other in answer.sentences)),
        "stands_out": answer.stands_out,
        "found": found,
    }


def of_subject(answers: Sequence[WeighedAnswer], size: int) -> Signs:
    """Return what speaks for answers, best first, being about the subject; `size` is how many answers the store has."""
    standing = sorted((answer.stands_out for answer in answers), reverse=True)[:_FEW]
    nearest = max(answers, key=lambda answer: answer.stands_out)
    return {
        "three_stand_out": sum(standing) / len(standing),
        "nearest": max((sentence.near for answer in answers for sentence in answer.sentences), default=0.0),
        "asked_by_nearest": nearest.carried_by_question,
        "carried_by_one": max(answer.carried for answer in answers[:_FOREMOST]),
        "size": sqrt(2 * log(min(max(2, size), _VARIED))),
    }


def of_carrying(asked: Intent, pick: Pick) -> Signs:
    """Return what speaks for a sentence carrying the answer."""
    return {
        "asks_value": float(asked.asks in _VALUES),
        "asks_name": float(asked.asks in _NAMES),
        "asks_who_or_where": float(asked.asks in (Asks.WHO, Asks.WHERE)),
        "has_what_is_asked": float(pick.sentence.has_what_is_asked),
        "carried_beside": pick.sentence.carried_beside,
        "carried_in_place": pick.sentence.carried_in_place,
        "weakest": pick.answer.weakest,
        "words": min(len(asked.words), _MANY_WORDS) / _MANY_WORDS,
    }


def of_declining(asked: Intent, reservation: Pick, best: Pick) -> Signs:
    """Return what speaks for a voorbehoud being the reply, beside the best sentence of all."""
    sentence, judges = reservation.sentence, asked.judgement or asked.verdict
    left = sentence.reserves is Reserves.LEFT_TO_ANOTHER
    return {
        "behind": best.score - reservation.score,
        "judgement_left": float(left and judges),
        "other_left": float(left and not judges),
        "unknown": float(sentence.reserves is Reserves.UNKNOWN),
        "asks_who_or_where": float(asked.asks in (Asks.WHO, Asks.WHERE)),
        "carried_by_reserved": sentence.carried_by_reserved * (not left),
        "carried_by_question": reservation.answer.carried_by_question,
        "alone": 1 / len(reservation.answer.sentences),
        "opens": float(reservation.index == 0),
    }
