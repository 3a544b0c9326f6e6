"""A question's intent and its weighed answers in; the status they allow, and the sentences that earn it, out.

Being about the subject is not being an answer. The rules ask what is asked for: a sentence of the right kind (an amount, an actor,
a date), and the words of the question carried. Where the government leaves a judgement to another, it declines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp

from bot.intent import Asks, Intent, gives_verdict, numbers_in
from bot.records import Status
from bot.relevance import WeighedAnswer, WeighedSentence
from bot.values import has_what_is_asked
from bot.voorbehoud import asks_acquaintance, asks_procedure, declines, declines_for_another, only_yes_or_no

SHOWS_ITS_KIND = frozenset({Asks.AMOUNT, Asks.COUNT, Asks.WHEN, Asks.NAME})
"""What is asked for here has a form of its own: without an amount, no answer to 'hoeveel geld'."""
_KIND_BONUS, _FROM_ANSWER = 1.5, 0.35
_MANY_WORDS = 8
_ANSWERS = 0.7
"""Probability from which a sentence answers."""
_WHO_CARRIES = 0.1
"""Share of the words below which an actor in a sentence is not the one who does what is asked."""
_ALIKE = 0.5
"""Share of the words from which a member's question asks much the same."""
_STRONG = 0.8
"""Probability from which a sentence answers even where a voorbehoud stands beside it."""
_NEARLY_THE_MOST = 0.8
_CARRIES_MOST = 0.55


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
    A logistic fit on 346 own questions to two stores, rounded: 26 of them wrong at 0.6 (evals/LOG.md).
    """
    top = answers[:4]
    carried = max((answer.carried for answer in top), default=0.0)
    nearest = max((sentence.near for answer in answers for sentence in answer.sentences), default=-3.0)
    uncarried = min((answer.uncarried_share for answer in top), default=1.0)
    return _logistic(0.95 * standing_out + 3.5 * carried + 1.3 * nearest - 1.8 * uncarried - 3.6)


def bears(intent: Intent, pick: Pick) -> float:
    """Return how probably a sentence answers the question, in [0, 1]; 0 where the kind or a number of what is asked is not in it.

    A logistic fit on the 294 of those questions that are about the subject, rounded: 45 of them wrong at 0.7.
    """
    sentence, answer = pick.sentence, pick.answer
    of_the_kind = has_what_is_asked(intent.asks, sentence.text)
    shows = intent.asks in SHOWS_ITS_KIND
    if intent.name and intent.name.lower() not in answer.answer.text.lower():
        return 0.0
    if intent.asks is Asks.WHO and sentence.carried < _WHO_CARRIES:
        return 0.0
    if (shows and not of_the_kind) or (intent.asks is Asks.WHETHER and not intent.numbers <= numbers_in(sentence.text)):
        return 0.0
    length = min(len(intent.words), _MANY_WORDS) / _MANY_WORDS
    words = 2.4 * sentence.carried - 2.1 * answer.uncarried_share + 3.0 * length
    return _logistic(2.2 * of_the_kind + words + 0.45 * sentence.near - 1.8 * shows - 2.2)


def _logistic(value: float) -> float:
    return 1 / (1 + exp(-value))


def judge(intent: Intent, answers: Sequence[WeighedAnswer]) -> Judged:
    """Return the status of a question that is about the subject of the answers, which are best first."""
    substantial = [answer for answer in answers if _is_substantial(answer, intent)]
    picks = sorted(picks_of(intent, substantial), key=lambda pick: -pick.fits)
    if intent.acquaintance and (knows := _acquainted(answers)):
        return Judged(status=Status.ANSWERED, earned_by=(knows,))
    # The fit was made on the sentence that fits best; the others follow it.
    own = [pick for pick in picks if not (intent.judgement and _reserves_for_another(pick))]
    bearing = [pick for pick in own if bears(intent, pick) >= _ANSWERS] if own and bears(intent, own[0]) >= _ANSWERS else []
    reserved = _reservation(intent, substantial, picks, bearing)
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


def _reservation(intent: Intent, answers: Sequence[WeighedAnswer], picks: Sequence[Pick], bearing: Sequence[Pick]) -> Pick | None:
    """Return the voorbehoud that is about what was asked, None when there is none.

    Who decides is answered by 'dat is aan de toezichthouder'; what the government thinks is declined by it.
    """
    if intent.asks in (Asks.WHO, Asks.WHERE, *SHOWS_ITS_KIND):
        return None
    best = bearing[0] if bearing else None
    if best is not None and declines(best.sentence.text):
        return best
    found = max(
        _near_reservations(intent, answers, picks), key=lambda pick: (_opens_with(pick), pick.answer.carried, pick.fits), default=None
    )
    if found is None or best is None or (intent.judgement and _opens_with(found) and found.answer.source == best.answer.source):
        return found
    if intent.verdict and not gives_verdict(best.sentence.text):
        return found
    says_it_itself = bears(intent, best) >= _STRONG and best.sentence.carried >= _CARRIES_MOST
    return None if says_it_itself else found


def _near_reservations(intent: Intent, answers: Sequence[WeighedAnswer], picks: Sequence[Pick]) -> list[Pick]:
    """Return the reservations that stand near what is asked; nearer is wanted when no opinion or verdict is asked for."""
    reservations = [pick for pick in picks if declines(pick.sentence.text)]
    if intent.judgement or intent.verdict:
        most = max((answer.carried for answer in answers), default=0.0)
        own = [pick for pick in reservations if not (intent.judgement and _reserves_for_another(pick))]
        return [pick for pick in own if pick.answer.carried >= _NEARLY_THE_MOST * most]
    top = picks[0] if picks else None
    return [
        pick
        for pick in reservations
        if top and pick.answer.source == top.answer.source and (_opens_alike(pick) or pick.fits >= _NEARLY_THE_MOST * top.fits)
    ]


def _reserves_for_another(pick: Pick) -> bool:
    """Whether a sentence tells that a named body will not say: no opinion of the government, and none that it declines to give."""
    return declines(pick.sentence.text) and declines_for_another(pick.sentence.text)


def _opens_alike(pick: Pick) -> bool:
    """Whether a sentence opens the answer to a question that asked much the same."""
    return _opens_with(pick) and pick.answer.carried_by_question >= _ALIKE


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
