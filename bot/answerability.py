"""A question's intent and its weighed answers in; the status they allow, and the sentences that earn it, out.

Being about the subject is not being an answer. The rules ask what is asked for: a sentence of the right kind (an amount, an actor,
a date), and the words of the question carried. Where the government leaves a judgement to another, it declines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp

from bot.intent import Asks, Intent, has_what_is_asked, numbers_in
from bot.records import Status
from bot.relevance import WeighedAnswer, WeighedSentence
from bot.voorbehoud import asks_acquaintance, asks_procedure, declines, only_yes_or_no

MOST_UNCARRIED = {Asks.WHETHER: 0.22, Asks.NAME: 0.22, Asks.WHY: 0.36}
"""Share of a question's words that an answer may leave uncarried; a yes or no must be about exactly what is asked."""
_MOST_UNCARRIED, _FOR_ENGLISH = 0.55, 0.4
_BEARS = 0.15
"""A sentence that carries less of the question than this does not answer it on its own."""
_ALIKE = 0.6
"""A member's question that carries this much of the reader's asked much the same."""
_KIND_BONUS, _FROM_ANSWER = 1.5, 0.35


@dataclass(frozen=True, kw_only=True)
class Pick:
    """A sentence of a weighed answer."""

    answer: WeighedAnswer
    index: int
    fits: float
    """How well it fits the question; only comparable within one question."""

    @property
    def sentence(self) -> WeighedSentence:
        """The sentence itself."""
        return self.answer.sentences[self.index]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What the found answers allow."""

    status: Status
    earned_by: tuple[Pick, ...]
    """Sentences that earn the status, best first; empty for no_source."""


def on_subject(answers: Sequence[WeighedAnswer], standing_out: float) -> float:
    """Return how probably the found answers are about the subject of the question, in (0, 1).

    `standing_out` is by how many standard deviations the nearest answer is nearer than the background (`store/background.txt`).
    A logistic fit on the own cases: see evals/LOG.md.
    """
    top = answers[:4]
    carried = max((answer.carried for answer in top), default=0.0)
    nearest = max((sentence.near for answer in top for sentence in answer.sentences), default=-3.0)
    return 1 / (1 + exp(-(1.15 * standing_out + 4.5 * carried + 0.45 * nearest - 7.0)))


def judge(intent: Intent, answers: Sequence[WeighedAnswer]) -> Judged:
    """Return the status of a question that is about the subject of the answers, which are best first."""
    substantial = [answer for answer in answers if _is_substantial(answer, intent)]
    picks = sorted(picks_of(intent, substantial), key=lambda pick: -pick.fits)
    if intent.acquaintance and (knows := _acquainted(answers)):
        return Judged(status=Status.ANSWERED, earned_by=(knows,))
    bearing = [pick for pick in picks if bears(intent, pick)]
    reserved = _reservation(intent, picks, bearing)
    if reserved:
        return Judged(status=Status.DECLINED, earned_by=(reserved,))
    if bearing:
        return Judged(status=Status.ANSWERED, earned_by=tuple(bearing))
    return Judged(status=Status.RELATED, earned_by=tuple(picks))


def picks_of(intent: Intent, answers: Sequence[WeighedAnswer]) -> Iterator[Pick]:
    """Yield every sentence that says something of itself: no bare 'Ja.', no mere pointer to another answer."""
    for answer in answers:
        for index, sentence in enumerate(answer.sentences):
            if not (only_yes_or_no(sentence.text) or _only_points(answer, sentence)):
                bonus = _KIND_BONUS * has_what_is_asked(intent.asks, sentence.text)
                fits = bonus + 0.9 * sentence.near + 3.0 * sentence.carried + _FROM_ANSWER * answer.score
                yield Pick(answer=answer, index=index, fits=fits)


def bears(intent: Intent, pick: Pick) -> bool:
    """Say whether a sentence carries what is asked: the kind of thing, the numbers, and enough of the words."""
    sentence, answer = pick.sentence, pick.answer
    if not has_what_is_asked(intent.asks, sentence.text) or not intent.numbers <= numbers_in(sentence.text):
        return False
    most = MOST_UNCARRIED.get(intent.asks, _MOST_UNCARRIED) + _FOR_ENGLISH * intent.english
    return answer.uncarried_share <= most and (sentence.carried >= _BEARS or answer.carried_by_question >= _ALIKE)


def _reservation(intent: Intent, picks: Sequence[Pick], bearing: Sequence[Pick]) -> Pick | None:
    """Return the voorbehoud that is about what was asked, None when there is none.

    Who decides is answered by 'dat is aan de toezichthouder'; what the government thinks is declined by it.
    """
    if intent.asks in (Asks.WHO, Asks.WHERE):
        return None
    reservations = [pick for pick in picks if declines(pick.sentence.text)]
    if intent.judgement:
        return max(reservations, key=lambda pick: (pick.answer.carried, pick.fits), default=None)
    best = bearing[0] if bearing else None
    if best is not None and declines(best.sentence.text):
        return best
    if best is not None and best.sentence.carried >= _ALIKE:
        return None
    same_answer = [pick for pick in reservations if picks and pick.answer.source == picks[0].answer.source and _opens_with(pick)]
    return same_answer[0] if same_answer and same_answer[0].answer.carried_by_question >= _ALIKE else None


def _opens_with(pick: Pick) -> bool:
    """Whether nothing but a pointer or a yes or no comes before this sentence in its answer."""
    return all(only_yes_or_no(s.text) or _only_points(pick.answer, s) for s in pick.answer.sentences[: pick.index])


def _is_substantial(answer: WeighedAnswer, intent: Intent) -> bool:
    question = answer.document.question_text(answer.answer)
    return intent.acquaintance or (not asks_procedure(question) and not (asks_acquaintance(question) and len(answer.answer.text) < 60))


def _acquainted(answers: Sequence[WeighedAnswer]) -> Pick | None:
    known = [a for a in answers if asks_acquaintance(a.document.question_text(a.answer)) and a.sentences]
    best = max(known, key=lambda answer: (answer.carried_by_question, answer.near), default=None)
    return Pick(answer=best, index=0, fits=best.score) if best else None


def _only_points(answer: WeighedAnswer, sentence: WeighedSentence) -> bool:
    """Whether a sentence is no more than 'Zie het antwoord op vraag 2.'"""
    inside = [v for v in answer.answer.verwijzingen if sentence.span.start <= v.start < sentence.span.end]
    return bool(inside) and len(sentence.text) - sum(len(v.text) for v in inside) < 20
