"""A question and the conversation so far in; what the page shows next out, frame by frame. Knows nothing of Gradio or of HTTP.

A Talk is frozen and belongs to one visitor: nothing here is shared, so nobody sees another's questions.
"""

import logging
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Protocol

from bot.events import Checked, Event, Found, Noticed, Replied, Working
from bot.explanation.explainer import WORDS, Explaining
from bot.explanation.turn import is_explainable
from bot.filtering import READ_FILTERS, Filtering, left_after
from bot.prompt import label
from bot.records import Filter, Notice, Reply, Sentence, Source, Status, Turn
from bot.showing import markup
from bot.showing.filter_view import FILTERS, chips, described
from bot.showing.view import FILE, View, status_text, underway, viewed
from store.errors import InputError, StoreError, StoreMissing

MAX_EXCHANGES = 20
"""Questions with their replies that stay on the page and go along as history."""
_NO_TURN = {Status.REFUSED_INPUT, Status.REFUSED_PERSONAL_DATA, Status.FAILED}
_log = logging.getLogger("kamerantwoord")


class Answering(Protocol):
    """What answers questions: the Bot."""

    def stream(self, question: str, history: Sequence[Turn] = (), filtering: Filtering = READ_FILTERS) -> Generator[Event, None, None]:
        """Yield events, the last of them Replied; closing the generator cancels."""

    @property
    def explainer(self) -> Explaining:
        """What explains its quotes."""


@dataclass(frozen=True, kw_only=True)
class Open:
    """The exchange that is being written."""

    asked: str
    """'' until the screen let the question through: what it refuses is shown nowhere."""
    view: View
    removed: str = ""
    """The filter without which it is asked again, in words."""


@dataclass(frozen=True, kw_only=True)
class Narrow:
    """A finished exchange that searched fewer letters than all, and so can be asked again without a filter."""

    number: int
    question: str
    history: tuple[Turn, ...]
    filters: tuple[Filter, ...]


@dataclass(frozen=True, kw_only=True)
class Explainable:
    """A finished exchange whose quotes a model can explain."""

    number: int
    turns: tuple[Turn, ...]
    """Those up to it; it is the last of them."""


@dataclass(frozen=True, kw_only=True)
class _Ask:
    """What is asked, leaning on what, in which letters."""

    question: str
    history: tuple[Turn, ...]
    filtering: Filtering = READ_FILTERS
    removed: str = ""
    again: bool = False
    """Whether a button asks it: what stands typed in the box stays there."""


@dataclass(frozen=True, kw_only=True)
class Talk:
    """One visitor's conversation."""

    done: tuple[str, ...] = ()
    """HTML of the finished exchanges, oldest first."""
    turns: tuple[Turn, ...] = ()
    """What a follow-up question may lean on, oldest first."""
    number: int = 0
    """Of the last exchange; goes on counting when old ones fall off."""
    open: Open | None = None
    narrow: tuple[Narrow, ...] = ()
    """Exchanges whose filters can be taken away, oldest first."""
    explainable: tuple[Explainable, ...] = ()
    """Exchanges whose quotes can be explained, oldest first."""

    def html(self) -> str:
        """Return the conversation as the page shows it."""
        last = [self._section(self.open)] if self.open else []
        return markup.conversation([*self.done, *last]) if self.number else ""

    def finished(self) -> "Talk":
        """Return it with the open exchange closed."""
        if self.open is None:
            return self
        return replace(self, done=(*self.done, self._section(self.open))[-MAX_EXCHANGES:], open=None)

    def _section(self, open: Open) -> str:
        return markup.exchange(self.number, open.asked, open.view, open.removed)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What the page shows at one moment."""

    talk: Talk
    announced: str
    """What a screen reader reads aloud; '' for nothing new."""
    busy: bool
    """Whether more is to come."""
    begins: bool = False
    """Whether it is the first of its question: the box may be emptied, now and never later."""


def answered(bot: Answering, question: str, talk: Talk) -> Iterator[Frame]:
    """Yield the frames of one question; the last is not busy. Whatever goes wrong is told kindly, and never raised."""
    yield from _asked(bot, _Ask(question=question, history=talk.turns), talk)


def answered_without(bot: Answering, talk: Talk, number: object, kind: object) -> Iterator[Frame]:
    """Yield the frames of an exchange's question asked again without one of its filters; none when it has no such filter (any more)."""
    for narrow in talk.narrow:
        for chip in chips(narrow.filters):
            if narrow.number == number and kind in chip.kinds:
                filtering = left_after(narrow.filters, chip.kinds)
                ask = _Ask(question=narrow.question, history=narrow.history, filtering=filtering, removed=chip.text)
                yield from _asked(bot, ask, talk)


def explained(bot: Answering, talk: Talk, number: object) -> Iterator[Frame]:
    """Yield the frames of an exchange said again in plain words, as if the reader asked for it; none when it cannot be (any more)."""
    for one in talk.explainable:
        if one.number == number:
            yield from _asked(bot, _Ask(question=label(WORDS, "button"), history=one.turns, again=True), talk)


def answered_instead(bot: Answering, question: str, talk: Talk) -> Iterator[Frame]:
    """Yield the frames of a question that says what the reader meant: it is asked as it is, whatever went before."""
    yield from _asked(bot, _Ask(question=question, history=(), again=True), talk)


def _asked(bot: Answering, ask: _Ask, talk: Talk) -> Iterator[Frame]:
    talk = replace(talk.finished(), number=talk.number + 1)
    try:
        yield from _frames(bot, ask, talk)
    except Exception as error:
        text = _trouble(error)
        view = replace(_nothing(status_text(Status.FAILED)), status=Status.FAILED, notices=(Notice(code="trouble", text=text),))
        yield _last(replace(talk, open=Open(asked="", view=view)), text)


def stopped(talk: Talk) -> Frame:
    """Return the frame after the reader stopped a reply: what passed the gate stays, and says that it is not all."""
    if talk.open is None:
        return Frame(talk=talk, announced="", busy=False)
    text = label(FILE, "stopped")
    view = replace(talk.open.view, heading=text)
    return _last(replace(talk, open=replace(talk.open, view=view)), text)


def _frames(bot: Answering, ask: _Ask, talk: Talk) -> Iterator[Frame]:
    heading = label(FILE, "searching")
    # What stands typed in the box stays there when an earlier question is asked again.
    yield replace(_busy(talk, Open(asked="", view=_nothing(heading)), heading), begins=not (ask.removed or ask.again))
    asked = understood = ""
    sources: tuple[Source, ...] = ()
    sentences: list[Sentence] = []
    notices: list[Notice] = []
    with closing(bot.stream(ask.question, ask.history, ask.filtering)) as stream:
        for event in stream:
            said = ""
            match event:
                case Found():
                    # What was searched for, the screen let through.
                    asked, sources = ask.question, event.sources
                    understood = event.understood if event.understood != " ".join(asked.split()) else ""
                    said = heading = _found(len(sources))
                case Checked():
                    sentences.append(event.sentence)
                case Working():
                    working = label(WORDS, "working", number=event.number, count=event.count)
                    said, heading = working if working != heading else "", working
                case Noticed():
                    notices.append(event.notice)
                case Replied():
                    yield _replied(talk, ask, event.reply, is_explainable(event.reply) and bot.explainer.ready())
                    return
            view = underway(heading, sentences, sources, notices, understood)
            yield _busy(talk, Open(asked=asked, view=view, removed=ask.removed), said)


def _busy(talk: Talk, open: Open, said: str) -> Frame:
    return Frame(talk=replace(talk, open=open), announced=said, busy=True)


def _replied(talk: Talk, ask: _Ask, reply: Reply, explainable: bool) -> Frame:
    view = replace(viewed(reply), explainable=explainable)
    turns, narrow, explained = talk.turns, talk.narrow, talk.explainable
    if reply.filters:
        again = Narrow(number=talk.number, question=ask.question, history=ask.history, filters=reply.filters)
        narrow = (*narrow, again)[-MAX_EXCHANGES:]
    if reply.status not in _NO_TURN:
        turns = (*turns, reply.turn())[-MAX_EXCHANGES:]
    if explainable:
        explained = (*explained, Explainable(number=talk.number, turns=turns))[-MAX_EXCHANGES:]
    searched = [label(FILTERS, "shown", filters=described(reply.filters))] if reply.filters else []
    said = " ".join([label(FILE, "done_announced", status=view.heading), *(notice.text for notice in view.notices), *searched])
    open = Open(asked=reply.asked, view=view, removed=ask.removed)
    return _last(replace(talk, turns=turns, narrow=narrow, explainable=explained, open=open), said)


def _last(talk: Talk, said: str) -> Frame:
    return Frame(talk=talk.finished(), announced=said, busy=False)


def _nothing(heading: str) -> View:
    return underway(heading, (), (), ())


def _found(count: int) -> str:
    return label(FILE, "found_one") if count == 1 else label(FILE, "found_more", count=count)


def _trouble(error: Exception) -> str:
    # Its kind only: the text of an error may hold what was asked.
    _log.error("unexpected %s while answering", type(error).__name__)
    kinds = {StoreMissing: "trouble_store_missing", StoreError: "trouble_store", InputError: "trouble_input"}
    return label(FILE, next((name for kind, name in kinds.items() if isinstance(error, kind)), "trouble"))
