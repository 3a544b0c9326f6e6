"""A request to explain and the turn before it in; that turn's reply with its quotes explained out, as events. Knows no page and no HTTP."""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace

from bot.events import Checked, Event, Found, Noticed, Replied, Working
from bot.explanation.explainer import WORDS, Explaining, Explanations, with_explanations
from bot.explanation.explaining import LEAST_WORDS, Explained
from bot.prompt import label
from bot.records import Notice, Place, Reply, Sentence, Status, Turn, places_of
from bot.screen import Refused
from store.errors import KamerantwoordError


def is_explainable(reply: Reply) -> bool:
    """Return whether a reply has quotes that are worth explaining, and none is explained yet."""
    is_plain = all(len(one.citations[0].quote.split()) < LEAST_WORDS for one in reply.sentences)
    return bool(reply.sentences) and not is_plain and all(one.verdict != "reworded" for one in reply.sentences) and not reply.unexplained


def nothing_to_explain() -> Refused:
    """Return how a request is refused that has no earlier reply to explain."""
    return Refused(status=Status.REFUSED_INPUT, notice=Notice(code="nothing_to_explain", text=label(WORDS, "nothing")))


def explained_turn(asked: str, turn: Turn, last: Reply, explainer: Explaining) -> Generator[Event, None, None]:
    """Yield the quotes of the last turn, the explanation of each right behind it, and the whole reply; closing stops the model.

    `last` is what the turn's question is answered with now, in quotes: it gives status and sources. A turn that says which sentences it
    showed has those explained. Its reply must have sentences.
    """
    shown = _shown(turn, last, explainer)
    yield Found(sources=last.sources)
    explanations = yield from _explained(shown, explainer)
    yield Noticed(notice=explanations.notice)
    sources = {source.id: source for source in (*last.sources, *explanations.sources)}
    whole = with_explanations(replace(last, asked=asked, sentences=shown, sources=tuple(sources.values())), explanations)
    yield Replied(reply=whole)


def _shown(turn: Turn, last: Reply, explainer: Explaining) -> tuple[Sentence, ...]:
    """The sentences that the turn showed; those its question has now when it does not say, or when the store has them no more."""
    if not turn.sentences or set(turn.sentences) == set(places_of(last.sentences)):
        return last.sentences
    try:
        return explainer.quotes(turn.sentences)
    except KamerantwoordError:
        return last.sentences


def _explained(shown: Sequence[Sentence], explainer: Explaining) -> Generator[Event, None, Explanations]:
    """Each sentence just before it is explained, and each explanation as soon as there is one."""
    waiting, places = list(shown), places_of(shown)
    number = 0
    yield from _until(waiting, places[:1])
    with closing(explainer.explain(places)) as events:
        for event in events:
            if isinstance(event, Working):
                yield event
            elif isinstance(event, Explained):
                number += 1
                if event.explanation is not None:
                    yield Checked(sentence=event.explanation)
                yield from _until(waiting, places[: number + 1])
            else:
                yield from (Checked(sentence=sentence) for sentence in waiting)
                return event
    raise AssertionError("what was explained ends with what came of it")


def _until(waiting: list[Sentence], places: Sequence[Place]) -> Generator[Event, None, None]:
    """The sentences up to the one that holds the last of some places."""
    while waiting and set(places_of(waiting[:1])) & set(places):
        yield Checked(sentence=waiting.pop(0))
