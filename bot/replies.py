"""What came of one question in, its Reply out: with what the store held, and how long it took. Knows no search, no model and no page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from bot.events import Event, Replied
from bot.letters.told import Told
from bot.records import Filter, Notice, Reply, Status, StoreRange
from bot.screen import Refused
from bot.write import QuoteWriter
from bot.writing import Writing
from store.generation import Generation


class Clock:
    """Milliseconds since the question came, by what happened first at that time."""

    def __init__(self) -> None:
        self._start = perf_counter()
        self._marks: dict[str, float] = {}

    def mark(self, name: str) -> None:
        """Note that something happened, the first time it does."""
        self._marks.setdefault(name, self._now())

    def timings(self) -> dict[str, float | None]:
        """Return the marks and the total; None for what did not happen."""
        return {"search": self._marks.get("search"), "first_sentence": self._marks.get("first_sentence"), "total": self._now()}

    def _now(self) -> float:
        return round((perf_counter() - self._start) * 1000, 1)


@dataclass(frozen=True, kw_only=True)
class Replies:
    """Makes the reply to one question, whichever of these it comes to."""

    clock: Clock
    generation: Generation

    def written(self, asked: str, writing: Writing, filters: Sequence[Filter]) -> Reply:
        """Return the reply of quotes, or of nothing found; FAILED when sentences were chosen and none could be shown."""
        evidence, checking = writing.evidence, writing.checking
        return replace(
            self._wordless(evidence.status if checking.sentences or not evidence.chosen else Status.FAILED, writing.notices),
            asked=asked,
            understood=writing.question,
            sentences=checking.sentences,
            sources=evidence.sources,
            withheld=checking.withheld,
            writer=writing.name,
            filters=tuple(filters),
        )

    def told(self, asked: str, told: Told) -> Reply:
        """Return what is told of the letters themselves, or of Kamerantwoord: it has no sentences, and no writer wrote it."""
        return replace(
            self._wordless(told.status, told.notices),
            asked=asked,
            understood=told.understood,
            sources=told.sources,
            filters=told.filters,
            about="letters" if told.on_letters else "kamerantwoord",
        )

    def refused(self, refused: Refused) -> Reply:
        """Return the reply to a question that was refused; the question is nowhere in it."""
        return self._wordless(refused.status, refused.notices)

    def _wordless(self, status: Status, notices: Sequence[Notice]) -> Reply:
        return Reply(
            status=status,
            asked="",
            understood="",
            sentences=(),
            sources=(),
            notices=tuple(notices),
            withheld=(),
            writer=QuoteWriter.name,
            store=_range(self.generation),
            timings=self.clock.timings(),
        )


def beneath(notices: tuple[Notice, ...], event: Event) -> Event:
    """Return an event of a reply above which something stands already: where somebody in need can turn."""
    if notices and isinstance(event, Replied):
        return Replied(reply=replace(event.reply, notices=(*notices, *event.reply.notices)))
    return event


def _range(generation: Generation) -> StoreRange:
    catalogue = generation.catalogue
    return StoreRange(generation=generation.id, documents=catalogue.counts.documents, first=catalogue.first, last=catalogue.last)
