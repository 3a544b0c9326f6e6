"""A question and the conversation so far in; what the page shows next out, frame by frame. Knows nothing of Gradio or of HTTP.

A Talk is frozen and belongs to one visitor: nothing here is shared, so nobody sees another's questions.
"""

import logging
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Protocol

from bot import markup
from bot.prompt import label
from bot.records import Checked, Event, Found, Notice, Noticed, Replied, Reply, Sentence, Source, Status, Turn
from bot.view import FILE, View, status_text, underway, viewed
from store.errors import InputError, StoreError, StoreMissing

MAX_EXCHANGES = 20
"""Questions with their replies that stay on the page and go along as history."""
_NO_TURN = {Status.REFUSED_INPUT, Status.REFUSED_PERSONAL_DATA, Status.FAILED}
_log = logging.getLogger("kamerantwoord")


class Answering(Protocol):
    """What answers questions: the Bot."""

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Generator[Event, None, None]:
        """Yield events, the last of them Replied; closing the generator cancels."""


@dataclass(frozen=True, kw_only=True)
class Open:
    """The exchange that is being written."""

    asked: str
    """'' until the screen let the question through: what it refuses is shown nowhere."""
    view: View


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

    def html(self) -> str:
        """Return the conversation as the page shows it."""
        last = [markup.exchange(self.number, self.open.asked, self.open.view)] if self.open else []
        return markup.conversation([*self.done, *last]) if self.number else ""

    def finished(self) -> "Talk":
        """Return it with the open exchange closed."""
        if self.open is None:
            return self
        section = markup.exchange(self.number, self.open.asked, self.open.view)
        return replace(self, done=(*self.done, section)[-MAX_EXCHANGES:], open=None)


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
    talk = replace(talk.finished(), number=talk.number + 1)
    try:
        yield from _frames(bot, question, talk)
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


def _frames(bot: Answering, question: str, talk: Talk) -> Iterator[Frame]:
    heading = label(FILE, "searching")
    yield replace(_busy(talk, "", _nothing(heading), heading), begins=True)
    asked = ""
    sources: tuple[Source, ...] = ()
    sentences: list[Sentence] = []
    notices: list[Notice] = []
    with closing(bot.stream(question, talk.turns)) as stream:
        for event in stream:
            said = ""
            match event:
                case Found():
                    # What was searched for, the screen let through.
                    asked, sources = question, event.sources
                    said = heading = _found(len(sources))
                case Checked():
                    sentences.append(event.sentence)
                case Noticed():
                    notices.append(event.notice)
                case Replied():
                    yield _replied(talk, event.reply)
                    return
            yield _busy(talk, asked, underway(heading, sentences, sources, notices), said)


def _busy(talk: Talk, asked: str, view: View, said: str) -> Frame:
    return Frame(talk=replace(talk, open=Open(asked=asked, view=view)), announced=said, busy=True)


def _replied(talk: Talk, reply: Reply) -> Frame:
    view = viewed(reply)
    turns = talk.turns
    if reply.status not in _NO_TURN:
        turn = Turn(question=reply.asked, understood=reply.understood, sources=tuple(source.id for source in reply.sources))
        turns = (*turns, turn)[-MAX_EXCHANGES:]
    said = " ".join([label(FILE, "done_announced", status=view.heading), *(notice.text for notice in view.notices)])
    return _last(replace(talk, turns=turns, open=Open(asked=reply.asked, view=view)), said)


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
