"""A question's intent and its weighed answers in; the status they allow, and the sentences that earn it, out.

Being about the subject is not being an answer. How probable it is that a sentence carries the answer, or that the government declines
to give one, is fitted (`calibration`); what is fitted are sums of `signs`, and the thresholds follow from what each mistake costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.gate.quoted import is_quoted
from bot.judging.calibration import Calibration, Judgement, Signs, calibration
from bot.judging.intent import Asks, Intent, numbers_in
from bot.judging.relevance import WeighedAnswer
from bot.judging.signs import Pick, of_carrying, of_declining, of_sentence, of_subject
from bot.judging.voorbehoud import Reserves, asks_acquaintance, asks_procedure, declines_for_another, only_points, only_yes_or_no
from bot.records import Status

_WHO_CARRIES = 0.1
"""Share of the words below which an actor in a sentence is not the one who does what is asked."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What the found answers allow."""

    status: Status
    earned_by: tuple[Pick, ...]
    """Sentences that earn the status, best first; empty for no_source."""


def on_subject(answers: Sequence[WeighedAnswer], size: int, by: Calibration | None = None) -> float:
    """Return how probably the found answers are about the subject of the question, in (0, 1); `size` is of the store, in answers."""
    return (by or calibration()).subject.probability(of_subject(answers, size)) if answers else 0.0


def bears(asked: Intent, pick: Pick, by: Calibration | None = None) -> float:
    """Return how probably a sentence answers the question, in [0, 1]; 0 where a name or a number of what is asked is not in it."""
    sentence, answer = pick.sentence, pick.answer
    if asked.name and asked.name.lower() not in answer.answer.text.lower():
        return 0.0
    if asked.asks is Asks.WHO and sentence.carried < _WHO_CARRIES:
        return 0.0
    if asked.asks is Asks.WHETHER and not asked.numbers <= numbers_in(sentence.text):
        return 0.0
    return (by or calibration()).carries.probability(of_carrying(asked, pick))


def judge(asked: Intent, answers: Sequence[WeighedAnswer], by: Calibration | None = None) -> Judged:
    """Return the status of a question that is about the subject of the answers, which are best first; `by` the last fit if not given."""
    return decide(asked, answers, picks_of(asked, answers, by), by or calibration())


def decide(asked: Intent, answers: Sequence[WeighedAnswer], picks: Sequence[Pick], by: Calibration) -> Judged:
    """Return the same for sentences that are ordered already."""
    if asked.acquaintance and (knows := _acquainted(answers)):
        return Judged(status=Status.ANSWERED, earned_by=(knows,))
    reserved = reservation(asked, picks, by)
    if reserved and declining(asked, reserved, picks[0], by) >= by.thresholds["declines"]:
        return Judged(status=Status.DECLINED, earned_by=(reserved,))
    # The fit was made on the sentence that fits best; the others follow it.
    own = [pick for pick in picks if not (asked.judgement and _reserves_for_another(pick))]
    least = by.thresholds["carries"]
    if own and bears(asked, own[0], by) >= least:
        return Judged(status=Status.ANSWERED, earned_by=tuple(pick for pick in own if bears(asked, pick, by) >= least))
    return Judged(status=Status.RELATED, earned_by=tuple(picks))


def picks_of(asked: Intent, answers: Sequence[WeighedAnswer], by: Calibration | None = None) -> list[Pick]:
    """Return every sentence that says something of itself, best first: no bare 'Ja.', no mere pointer to another answer, no quotation."""
    return ordered(sentences_of(asked, answers), (by or calibration()).sentence)


def sentences_of(asked: Intent, answers: Sequence[WeighedAnswer]) -> list[tuple[WeighedAnswer, int, Signs]]:
    """Return those sentences, in no order: their answers, their places in them, and what speaks for each."""
    found = np.array([answer.hit.score for answer in answers])
    mean, spread = (float(found.mean()), float(found.std()) or 1.0) if answers else (0.0, 1.0)
    return [
        (answer, index, of_sentence(answer, sentence, (answer.hit.score - mean) / spread))
        for answer in answers
        if _is_substantial(answer, asked)
        for index, sentence in enumerate(answer.sentences)
        if not (only_yes_or_no(sentence.text) or only_points(answer.answer, sentence.span) or of_another(answer, index))
    ]


def of_another(answer: WeighedAnswer, index: int) -> bool:
    """Return whether a sentence stands within what the answer quotes of another: no word of the government, which may well deny it."""
    return is_quoted(answer.answer.text, answer.sentences[index].span)


def ordered(sentences: Sequence[tuple[WeighedAnswer, int, Signs]], by: Judgement) -> list[Pick]:
    """Return sentences best first, ties by place."""
    if not sentences:
        return []
    scores = np.array([by.score(signs) for _, _, signs in sentences])
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    picks = [
        Pick(answer=answer, index=index, score=float(score), fits=float(chance))
        for (answer, index, _), score, chance in zip(sentences, scores, chances, strict=True)
    ]
    return sorted(picks, key=lambda pick: (-round(pick.score, 9), pick.answer.source, pick.index))


def reservation(asked: Intent, picks: Sequence[Pick], by: Calibration | None = None) -> Pick | None:
    """Return the voorbehoud that is the reply most probably, None without one.

    Where an opinion is asked for, that of a named body is none; 'Wie bepaalt dat?' is answered by who does.
    """
    answers_who = Reserves.LEFT_TO_ANOTHER if asked.asks is Asks.WHO else None
    found = [
        pick
        for pick in picks
        if pick.sentence.reserves not in (None, answers_who) and not (asked.judgement and _reserves_for_another(pick))
    ]
    return max(found, key=lambda pick: declining(asked, pick, picks[0], by), default=None)


def declining(asked: Intent, reserved: Pick, best: Pick, by: Calibration | None = None) -> float:
    """Return how probably a voorbehoud is the reply, in (0, 1)."""
    return (by or calibration()).declines.probability(of_declining(asked, reserved, best))


def _reserves_for_another(pick: Pick) -> bool:
    """Whether a sentence tells that a named body will not say: no opinion of the government, and none that it declines to give."""
    return pick.sentence.reserves is not None and declines_for_another(pick.sentence.text)


def _is_substantial(answer: WeighedAnswer, asked: Intent) -> bool:
    question = answer.document.question_text(answer.answer)
    return asked.acquaintance or (not asks_procedure(question) and not (asks_acquaintance(question) and len(answer.answer.text) < 60))


def _acquainted(answers: Sequence[WeighedAnswer]) -> Pick | None:
    known = [a for a in answers if asks_acquaintance(a.document.question_text(a.answer)) and a.sentences and not of_another(a, 0)]
    best = max(known, key=lambda answer: (answer.carried_by_question, answer.near), default=None)
    return Pick(answer=best, index=0, score=best.score, fits=1.0) if best else None
