"""A question and the turns before it in; events, and in the end one Reply, out. Calls the steps in their order:

    screen ─▶ (explain | tell of letters) ─▶ follow_up ─▶ filters ─▶ search ─▶ evidence ─▶ write ─▶ verify ─▶ finish ─▶ Reply

Nothing a reader asks is kept or logged here. Knows no web, no page and no framework.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date

from bot.drafts import Evidence
from bot.events import Checked, Event, Found, Noticed, Replied
from bot.explanation.asked import asks_for_explanation
from bot.explanation.explainer import Explainer
from bot.explanation.explaining import Prose
from bot.explanation.turn import explained_turn, nothing_to_explain
from bot.filtering import READ_FILTERS, Filtering, Narrowed, narrowed
from bot.finding import LookedUp, look_up
from bot.finishing import finished
from bot.follow_up import stand_alone
from bot.following.recalled import Recalled
from bot.following.rewriting import Rewriter
from bot.following.topic import topic
from bot.letters.about import on_content
from bot.letters.told import tell
from bot.prompt import fill
from bot.records import Notice, Reply, Turn
from bot.replies import Clock, Replies, beneath
from bot.screen import Refused, no_subject, screen, screen_history
from bot.screening.asked import asked_of_the_government
from bot.settings import BotSettings
from bot.write import QuoteWriter, Writer
from bot.writing import Writing
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
        # The clock first: a store that was replaced is opened while the reader waits.
        replies = Replies(clock=Clock(), generation=self._library.current())
        screened = screen(question, lambda: replies.generation.catalogue.people)
        for notice in screened.notices:
            yield Noticed(notice=notice)
        if isinstance(screened, Refused):
            yield Replied(reply=replies.refused(screened))
            return
        turns = screen_history(history, lambda: replies.generation.catalogue.people)
        with closing(self._answer(screened.question, turns, filtering, replies)) as events:
            for event in events:
                yield beneath(screened.notices, event)

    def _answer(self, asked: str, turns: Sequence[Turn], filtering: Filtering, replies: Replies) -> Generator[Event, None, None]:
        """Yield the events of a question that the screen let through: one of three kinds."""
        if asks_for_explanation(asked):
            yield from self._explained(asked, on_content(turns), replies)
            return
        question = asked_of_the_government(asked)
        if told := tell(replies.generation, question, turns, filtering, self._today()):
            replies.clock.mark("search")
            yield from (Noticed(notice=notice) for notice in told.notices)
            yield Replied(reply=replies.told(asked, told))
            return
        turns = on_content(turns)
        if not turns and not topic(question):
            yield from _refused(no_subject(), replies)
            return
        understood = self._understood(question, turns, replies.generation)
        search = narrowed(understood, filtering, replies.generation.catalogue, self._today())
        yield from self._quoted(asked, understood, search, replies)

    def _explained(self, asked: str, turns: Sequence[Turn], replies: Replies) -> Iterator[Event]:
        """Yield the last reply again, its quotes explained; a refusal when there is none."""
        quoting = Bot(self._library, self._settings, QuoteWriter(), self._today)
        # An explanation is not explained again: what is explained is the reply before it.
        turns = [turn for turn in turns if not asks_for_explanation(turn.question)]
        last = quoting.reply(turns[-1].understood, turns[:-1]) if turns else None
        if last is None or not last.sentences:
            yield from _refused(nothing_to_explain(), replies)
            return
        replies.clock.mark("search")
        with closing(explained_turn(asked, turns[-1], last, self.explainer)) as events:
            for event in events:
                if isinstance(event, Checked):
                    replies.clock.mark("first_sentence")
                yield Replied(reply=replace(event.reply, timings=replies.clock.timings())) if isinstance(event, Replied) else event

    def _understood(self, question: str, turns: Sequence[Turn], generation: Generation) -> str:
        """Return the question as it stands on its own, after the turns before it."""
        recalled = Recalled(generation, turns)
        return self._rewriter.rewritten(question, stand_alone(question, turns, recalled.strays), turns, recalled.subjects)

    def _quoted(self, asked: str, understood: str, search: Narrowed, replies: Replies) -> Iterator[Event]:
        """Yield what the letters say: the answers found, each sentence as it passes, the whole."""
        found = look_up(replies.generation, search)
        replies.clock.mark("search")
        yield Found(sources=found.evidence.sources, understood=understood)
        writing = Writing(understood, found.evidence, _beforehand(found), replies.generation)
        yield from (Noticed(notice=notice) for notice in writing.notices)
        for event in writing.sentences(self._writer or self._chosen_writer(found.evidence)):
            if isinstance(event, Checked):
                replies.clock.mark("first_sentence")
            yield event
        whole = finished(replies.written(asked, writing, search.filters), replies.generation)
        yield from (Noticed(notice=notice) for notice in whole.notices[len(writing.notices) :])
        yield Replied(reply=whole)

    def _chosen_writer(self, evidence: Evidence) -> Writer:
        """Return the writer of the settings; `auto` is Ollama when it answers and has the model, else quotes."""
        if self._settings.writer == "quote" or not evidence.chosen:
            return QuoteWriter()
        from bot.chat_model.available import available
        from bot.chat_model.writer import OllamaWriter

        if self._settings.writer == "auto" and not available(self._settings).ok:
            return QuoteWriter()
        return OllamaWriter(self._settings)


def _refused(refused: Refused, replies: Replies) -> Iterator[Event]:
    yield Noticed(notice=refused.notice)
    yield Replied(reply=replies.refused(refused))


def _beforehand(found: LookedUp) -> tuple[Notice, ...]:
    """Return what a reader must know before anything is written: what of the question is not answered, what its filters hide."""
    missing = found.evidence.missing
    unanswered = Notice(code="missing", text=fill("missing", part=missing)) if missing else None
    return tuple(notice for notice in (unanswered, found.notice) if notice)
