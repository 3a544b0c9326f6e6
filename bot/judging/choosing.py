"""The sentences that earn a reply its status in; the few that are shown, what they must not be shown without, and their order out.

Few sentences that say different things: the best, and what comes near it. What limits one in the next breath ('Maar …') comes along, and
what another letter says otherwise ('niet 10 maar 12 procent'). Knows no writer and no model.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from bot.judging.alike import differ_on_it, say_the_same
from bot.judging.answerability import Judged, of_another
from bot.judging.leaning import support, takes_back
from bot.judging.signs import Pick
from bot.records import Status

MOST_SHOWN = {Status.ANSWERED: 4, Status.DECLINED: 2, Status.RELATED: 2}
_MOST_OF_ONE = 2
"""Sentences of one answer; where it is unsure which answer is meant, two answers tell more than four sentences of one."""
_NEARLY_AS_GOOD = 0.05
"""Share of the best sentence's chance to be the one that answers from which a next one is shown beside it."""
_MUCH_FARTHER = 2.0
"""Standard deviations by which a next sentence may be farther from the question than the best one."""


def choose(judged: Judged, picks: Sequence[Pick]) -> list[Pick]:
    """Return the sentences to show, best first; `picks` are all that were found, among which another letter may say it otherwise."""
    chosen = _few(judged)
    if judged.status is Status.RELATED:
        return chosen
    otherwise = [pick for pick in picks if any(_differ(pick, one) for one in chosen)]
    chosen += [pick for number, pick in enumerate(otherwise) if not _is_among(pick, [*chosen, *otherwise[:number]])]
    return [*chosen, *(limit for pick in chosen if (limit := _limit(pick)) and not _is_among(limit, chosen))]


def supports(picks: Sequence[Pick]) -> list[Pick]:
    """Return the sentences that the picks lean on and that are not among them."""
    known = {_place(pick) for pick in picks}
    found: list[Pick] = []
    for pick in picks:
        for index in carrying(pick):
            if (pick.answer.source, index) not in known:
                known.add((pick.answer.source, index))
                found.append(replace(pick, index=index, fits=0.0))
    return found


def carrying(pick: Pick) -> Iterator[int]:
    """Yield the place of the sentence that one leans on, of the one that leans on, and so on.

    One that leans on what is quoted of another leans on the sentence that brings it in, and says whose words it has.
    """
    texts = [sentence.text for sentence in pick.answer.sentences]
    index = support(texts, pick.index)
    while index is not None:
        while index and of_another(pick.answer, index):
            index -= 1
        if of_another(pick.answer, index):
            return
        yield index
        index = support(texts, index)


def by_letter(shown: Sequence[Pick], picks: Sequence[Pick]) -> Callable[[str, int], tuple[float, int, int, int]]:
    """Return what sentences (source, offset) are ordered by: as their letters are, the letter of the best first.

    Where letters say different things about the same, the earliest letter comes first, as it happened.
    """
    letters = list(dict.fromkeys(pick.answer.document.id for pick in picks))
    sources = list(dict.fromkeys(pick.answer.source for pick in picks))
    letter_of = {pick.answer.source: letters.index(pick.answer.document.id) for pick in picks}
    days = {pick.answer.source: _day(pick) for pick in picks if any(_differ(one, other) for one, other in combinations(shown, 2))}
    return lambda source, start: (days.get(source, 0), letter_of[source], sources.index(source), start)


def _few(judged: Judged) -> list[Pick]:
    chosen: list[Pick] = []
    for pick in judged.earned_by:
        if len(chosen) == MOST_SHOWN.get(judged.status, 0):
            break
        if chosen and pick.fits < _NEARLY_AS_GOOD * chosen[0].fits:
            break
        if chosen and pick.sentence.near < chosen[0].sentence.near - _MUCH_FARTHER:
            continue
        if sum(pick.answer.source == other.answer.source for other in chosen) == _MOST_OF_ONE:
            continue
        if not any(say_the_same(pick.sentence.text, other.sentence.text) and not _differ(pick, other) for other in chosen):
            chosen.append(pick)
    return chosen


def _differ(one: Pick, other: Pick) -> bool:
    """Whether two letters say different things about the same."""
    return one.answer.document.id != other.answer.document.id and differ_on_it(one.sentence.text, other.sentence.text)


def _is_among(pick: Pick, chosen: Sequence[Pick]) -> bool:
    """Whether it is shown already, or says the same as what is shown of its own letter."""
    return any(
        _place(pick) == _place(one)
        or (pick.answer.document.id == one.answer.document.id and say_the_same(pick.sentence.text, one.sentence.text))
        for one in chosen
    )


def _limit(pick: Pick) -> Pick | None:
    """Return the next sentence of the paragraph when it takes back what this one says."""
    if pick.index + 1 >= len(pick.answer.sentences):
        return None
    if of_another(pick.answer, pick.index + 1):
        return None
    this, following = pick.sentence, pick.answer.sentences[pick.index + 1]
    between = pick.answer.answer.text[this.span.end : following.span.start]
    return replace(pick, index=pick.index + 1, fits=0.0) if takes_back(following.text) and between.count("\n") < 2 else None


def _place(pick: Pick) -> tuple[str, int]:
    return pick.answer.source, pick.index


def _day(pick: Pick) -> float:
    """The day of a letter as a number; one without a date comes last."""
    day = pick.answer.document.answered_on
    return (day or date.max).toordinal()
