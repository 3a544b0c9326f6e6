"""A question and the turns before it in; events, and in the end one Reply, out. Calls the steps in their order:

    screen ─▶ (letters_told) ─▶ follow_up ─▶ filters ─▶ search ─▶ evidence ─▶ write ─▶ verify ─▶ Reply

Nothing a reader asks is kept or logged here. Knows no web, no page and no framework.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from time import perf_counter

from bot.chat_model.repair import Repairing
from bot.checking import Checking
from bot.drafts import Evidence
from bot.errors import WriterFailed, log_failure
from bot.events import Checked, Event, Found, Noticed, Replied
from bot.explanation.asked import asks_for_explanation
from bot.explanation.explainer import Explainer
from bot.explanation.explaining import Prose
from bot.explanation.turn import explained_turn, nothing_to_explain
from bot.filtering import READ_FILTERS, Filtering, narrowed
from bot.finding import look_up
from bot.finishing import finished
from bot.follow_up import stand_alone
from bot.following.recalled import Recalled
from bot.following.rewriting import Rewriter
from bot.letters.about import on_content
from bot.letters.told import Told, tell
from bot.prompt import fill, label
from bot.records import Notice, Reply, Status, StoreRange, Turn, WriterName
from bot.screen import Refused, screen, screen_history
from bot.screening.asked import asked_of_the_government
from bot.settings import BotSettings
from bot.write import QuoteWriter, Writer
from store.generation import Generation
from store.library import Library


class Bot:
    """Answers questions out of one store; it keeps nothing of a visitor, so one serves all."""

    def __init__(
        self,
        library: Library,
        settings: BotSettings,
        writer: Writer | None = None,
        today: Callable[[], date] = date.today,
        prose: Prose | None = None,
    ) -> None:
        """`writer` takes the place of the one that the settings name, `prose` of the model that explains; `today` says what 'vorig jaar'
        counts back from.
        """
        self._library, self._settings, self._writer, self._today = library, settings, writer, today
        self.explainer = Explainer(library, settings, prose)
        self._rewriter = Rewriter(settings)

    def reply(self, question: str, history: Sequence[Turn] = (), filtering: Filtering = READ_FILTERS) -> Reply:
        """Return the whole reply at once; raise StoreError when the store cannot be used."""
        for event in self.stream(question, history, filtering):
            if isinstance(event, Replied):
                return event.reply
        raise AssertionError("a stream ends with a reply")

    def stream(self, question: str, history: Sequence[Turn] = (), filtering: Filtering = READ_FILTERS) -> Generator[Event, None, None]:
        """Yield what happens as it happens, the whole reply last; closing the iterator stops the model."""
        clock = _Clock()
        generation = self._library.current()
        screened = screen(question, lambda: generation.catalogue.people)
        for notice in screened.notices:
            yield Noticed(notice=notice)
        if isinstance(screened, Refused):
            yield Replied(reply=_refusal(screened, generation, clock))
            return
        turns = screen_history(history, lambda: generation.catalogue.people)
        with closing(self._answer(screened.question, turns, filtering, generation, clock)) as events:
            for event in events:
                yield _beneath(screened.notices, event)

    def _answer(
        self, question: str, turns: Sequence[Turn], filtering: Filtering, generation: Generation, clock: "_Clock"
    ) -> Generator[Event, None, None]:
        """Yield the events of a question that the screen let through."""
        if asks_for_explanation(question):
            yield from self._explained(question, on_content(turns), generation, clock)
            return
        asked, question = question, asked_of_the_government(question)
        if told := tell(generation, question, turns, filtering, self._today()):
            yield from _told(told, asked, generation, clock)
            return
        turns = on_content(turns)
        recalled = Recalled(generation, turns)
        understood = self._rewriter.rewritten(question, stand_alone(question, turns, recalled.strays), turns, recalled.subjects)
        search = narrowed(understood, filtering, generation.catalogue, self._today())
        found = look_up(generation, search)
        evidence = found.evidence
        clock.mark("search")
        yield Found(sources=evidence.sources, understood=understood)
        checking = Checking(evidence, generation)
        missing = Notice(code="missing", text=fill("missing", part=evidence.missing)) if evidence.missing else None
        notices = [notice for notice in (missing, found.notice) if notice]
        for notice in notices:
            yield Noticed(notice=notice)
        writer = self._writer or self._chosen_writer(evidence)
        for event in _written(writer, understood, evidence, checking):
            if isinstance(event, Noticed):
                notices.append(event.notice)
                if not checking.sentences:
                    # The model failed before it showed anything: all that follows is quotes.
                    writer = QuoteWriter()
            else:
                clock.mark("first_sentence")
            yield event
        reply = _reply(asked, understood, evidence, checking, notices, writer.name, generation, clock)
        whole = finished(replace(reply, filters=search.filters), generation)
        for notice in whole.notices[len(notices) :]:
            yield Noticed(notice=notice)
        yield Replied(reply=whole)

    def _explained(self, question: str, turns: Sequence[Turn], generation: Generation, clock: "_Clock") -> Generator[Event, None, None]:
        """Yield the last reply again, its quotes explained; a refusal when there is none."""
        quoting = Bot(self._library, self._settings, QuoteWriter(), self._today)
        last = quoting.reply(turns[-1].understood, turns[:-1]) if turns else None
        if last is None or not last.sentences:
            refused = nothing_to_explain()
            yield Noticed(notice=refused.notice)
            yield Replied(reply=_refusal(refused, generation, clock))
            return
        clock.mark("search")
        with closing(explained_turn(question, turns[-1], last, self.explainer)) as events:
            for event in events:
                if isinstance(event, Checked):
                    clock.mark("first_sentence")
                yield Replied(reply=replace(event.reply, timings=clock.timings())) if isinstance(event, Replied) else event

    def _chosen_writer(self, evidence: Evidence) -> Writer:
        """Return the writer of the settings; `auto` is Ollama when it answers and has the model, else quotes."""
        if self._settings.writer == "quote" or not evidence.chosen:
            return QuoteWriter()
        from bot.chat_model.available import available
        from bot.chat_model.writer import OllamaWriter

        if self._settings.writer == "auto" and not available(self._settings).ok:
            return QuoteWriter()
        return OllamaWriter(self._settings)


def _written(writer: Writer, question: str, evidence: Evidence, checking: Checking) -> Iterator[Checked | Noticed]:
    """Yield each sentence that passed, first the writer's, then what the evidence chose and the writer left out.

    In the end, when all is shown, the writer is told what the gate refused; what it then makes of it is in the whole reply only.
    """
    try:
        yield from checking.drafts(writer.write(question, evidence))
    except WriterFailed as failure:
        log_failure(failure)
        yield Noticed(notice=Notice(code=failure.code, text=label("writer_failed", failure.code)))
        yield from checking.drafts(QuoteWriter().write(question, checking.left_out()))
        return
    yield from checking.drafts(QuoteWriter().write(question, checking.left_out()))
    if checking.refused and isinstance(writer, Repairing):
        checking.amend(writer.again(checking.refused))


def _told(told: Told, asked: str, generation: Generation, clock: "_Clock") -> Iterator[Event]:
    """Yield what is told of the letters themselves, or of Kamerantwoord: it has no sentences, and no writer wrote it."""
    clock.mark("search")
    yield from (Noticed(notice=notice) for notice in told.notices)
    reply = Reply(
        status=told.status,
        asked=asked,
        understood=told.understood,
        sentences=(),
        sources=told.sources,
        notices=told.notices,
        withheld=(),
        writer=QuoteWriter.name,
        store=_range(generation),
        timings=clock.timings(),
        filters=told.filters,
        about="letters" if told.on_letters else "kamerantwoord",
    )
    yield Replied(reply=reply)


def _reply(
    asked: str,
    understood: str,
    evidence: Evidence,
    checking: Checking,
    notices: Sequence[Notice],
    writer: WriterName,
    generation: Generation,
    clock: "_Clock",
) -> Reply:
    status = evidence.status if checking.sentences or not evidence.chosen else Status.FAILED
    return Reply(
        status=status,
        asked=asked,
        understood=understood,
        sentences=checking.sentences,
        sources=evidence.sources,
        notices=tuple(notices),
        withheld=checking.withheld,
        writer=writer,
        store=_range(generation),
        timings=clock.timings(),
    )


def _beneath(notices: tuple[Notice, ...], event: Event) -> Event:
    """Return an event of a reply above which something stands already: where somebody in need can turn."""
    if notices and isinstance(event, Replied):
        return Replied(reply=replace(event.reply, notices=(*notices, *event.reply.notices)))
    return event


def _refusal(refused: Refused, generation: Generation, clock: "_Clock") -> Reply:
    """Return the reply to a question that was refused; the question is nowhere in it."""
    return Reply(
        status=refused.status,
        asked="",
        understood="",
        sentences=(),
        sources=(),
        notices=refused.notices,
        withheld=(),
        writer=QuoteWriter.name,
        store=_range(generation),
        timings=clock.timings(),
    )


def _range(generation: Generation) -> StoreRange:
    catalogue = generation.catalogue
    return StoreRange(generation=generation.id, documents=catalogue.counts.documents, first=catalogue.first, last=catalogue.last)


class _Clock:
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
