"""A store and its settings in; the explanations of quotes in plain Dutch, with what a reader is told of them, out.

What page, API, command line and conversation share: whether there is a model, which quotes it explains, how the outcome is said.
"""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.errors import WriterFailed, log_failure
from bot.events import Working
from bot.explanation.explaining import BUDGET, Explained, Prose, explained
from bot.explanation.quoted import Quoted, quoted
from bot.prompt import label
from bot.records import MOST_PLACES, Citation, Notice, Place, Reply, Sentence, Source, Withheld, WriterName
from bot.settings import BotSettings
from store.errors import InputError
from store.library import Library

WORDS = "explain_words"


@dataclass(frozen=True, kw_only=True)
class Explanations:
    """What came of it."""

    outcomes: tuple[Explained, ...]
    """One for each quote, in order; those that were not come to are not there."""
    sources: tuple[Source, ...]
    notice: Notice
    writer: WriterName

    @property
    def unexplained(self) -> tuple[Place, ...]:
        """The quotes that were tried and have no reliable explanation."""
        without = (outcome.citation for outcome in self.outcomes if outcome.tried and outcome.explanation is None)
        return tuple(Place(source=one.source, start=one.start, end=one.end) for one in without)

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """What the model wrote and no reader is shown."""
        return tuple(outcome.withheld for outcome in self.outcomes if outcome.withheld)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Each quote, with its explanation behind it when there is one."""
        return beneath([_literal(one.citation) for one in self.outcomes], self.outcomes)


ExplainEvent = Working | Explained | Explanations


class Explaining(Protocol):
    """What explains quotes: the Explainer, or a fake."""

    def ready(self) -> bool:
        """Return whether there is a model to explain with."""

    def quotes(self, places: Sequence[Place]) -> tuple[Sentence, ...]:
        """Return what stands at some places."""

    def explain(self, places: Sequence[Place]) -> Generator[ExplainEvent, None, None]:
        """Yield what happens, Explanations last; closing the generator stops the model."""


class Explainer:
    """Explains quotes of one store; keeps nothing of a visitor, so one serves all."""

    def __init__(self, library: Library, settings: BotSettings, prose: Prose | None = None, *, budget: float = BUDGET) -> None:
        """`prose` takes the place of the chat model of the settings; `budget` is in seconds, for all quotes of one request."""
        self._library, self._settings, self._prose, self._budget = library, settings, prose, budget

    def ready(self) -> bool:
        """Return whether there is a model to explain with."""
        if self._prose is not None:
            return True
        if self._settings.writer == "quote":
            return False
        from bot.chat_model.available import available

        return available(self._settings).ok

    def quotes(self, places: Sequence[Place]) -> tuple[Sentence, ...]:
        """Return what stands at some places, as the literal sentences they are in; raise as `explain` does."""
        return tuple(_literal(quote.citation) for quote in quoted(self._library.current(), places))

    def explanations(self, places: Sequence[Place]) -> Explanations:
        """Return what `explain` comes to, at once."""
        *_, last = self.explain(places)
        assert isinstance(last, Explanations)
        return last

    def explain(self, places: Sequence[Place]) -> Generator[ExplainEvent, None, None]:
        """Yield what happens, and last what came of it; closing the generator stops the model.

        Raise SourceUnknown for an answer that the store does not have, InputError for too many places or one outside its answer.
        """
        if len(places) > MOST_PLACES:
            raise InputError(f"{len(places)} sentences are too many to explain at once: name at most {MOST_PLACES}.")
        quotes = quoted(self._library.current(), places)
        outcomes: list[Explained] = []
        logged: WriterFailed | None = None
        ready = self.ready()
        if ready:
            for event in explained(quotes, self._model(), budget=self._budget):
                if isinstance(event, Explained):
                    outcomes.append(event)
                    if event.failure is not None and event.failure is not logged:
                        log_failure(logged := event.failure)
                yield event
        else:
            outcomes = [Explained(citation=quote.citation, explanation=None, tried=False) for quote in quotes]
        yield self._explanations(quotes, outcomes, ready=ready)

    def _model(self) -> Prose:
        if self._prose is not None:
            return self._prose
        from bot.chat_model.model import Model

        return Model(self._settings)

    def _explanations(self, quotes: Sequence[Quoted], outcomes: Sequence[Explained], *, ready: bool) -> Explanations:
        model = self._prose.name if self._prose else self._settings.chat_model
        return Explanations(
            outcomes=tuple(outcomes),
            sources=tuple({quote.source.id: quote.source for quote in quotes}.values()),
            notice=notice_of(outcomes, model) if ready else no_model(),
            writer=WriterName(name="ollama", model=model) if ready else WriterName(name="quote"),
        )


def no_model() -> Notice:
    """Return what a reader is told when nothing can be explained."""
    return Notice(code="explain_no_model", text=label(WORDS, "no_model"))


def notice_of(outcomes: Sequence[Explained], model: str) -> Notice:
    """Return what a reader is told of all explanations together."""
    tried = [outcome for outcome in outcomes if outcome.tried]
    made = sum(outcome.explanation is not None for outcome in tried)
    failure = next((outcome.failure for outcome in outcomes if outcome.failure), None)
    if failure is not None:
        return Notice(code=f"explain_{failure.code}", text=label(WORDS, f"failed_{failure.code}"))
    if not tried:
        return Notice(code="nothing_to_explain", text=label(WORDS, "nothing_hard"))
    if not made:
        return Notice(code="not_explained", text=label(WORDS, "made_none", model=model))
    if made < len(tried):
        return Notice(code="explained_partly", text=label(WORDS, "made_some", made=made, count=len(tried), model=model))
    return Notice(code="explained", text=label(WORDS, "made_all", model=model))


def beneath(sentences: Iterable[Sentence], outcomes: Sequence[Explained]) -> tuple[Sentence, ...]:
    """Return sentences with the explanation of each quote right behind the first one that it carries."""
    left = [outcome.explanation for outcome in outcomes if outcome.explanation]
    shown: list[Sentence] = []
    for sentence in sentences:
        shown.append(sentence)
        fitting = [one for one in left if any(_touch(one.citations[0], citation) for citation in sentence.citations)]
        shown += fitting
        left = [one for one in left if one not in fitting]
    return tuple(shown)


def with_explanations(reply: Reply, explanations: Explanations) -> Reply:
    """Return a reply with its quotes explained, and what was withheld."""
    return replace(
        reply,
        sentences=beneath(reply.sentences, explanations.outcomes),
        notices=(*reply.notices, explanations.notice),
        withheld=(*reply.withheld, *explanations.withheld),
        unexplained=explanations.unexplained,
    )


def _touch(one: Citation, other: Citation) -> bool:
    return one.source == other.source and one.start < other.end and other.start < one.end


def _literal(citation: Citation) -> Sentence:
    return Sentence(text=citation.quote, verdict="literal", citations=(citation,))
