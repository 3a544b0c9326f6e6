"""What others send us (a request, a line of a file), checked by pydantic before it becomes a record.

Errors name the place and what is wrong with it, never the value: a question may hold personal data.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.filtering import Filtering
from bot.records import MOST_PLACES, Place, Turn
from store.errors import InputError
from store.filters import Filters

MAX_TURNS = 50
"""Earlier turns one request may carry; a follow-up question never leans on more."""
MAX_HITS = 50

_TEXT = 64 * 1024
# The screen refuses a question over 2,000 characters with a reply; this bound only keeps nonsense out.
Text = Annotated[str, Field(max_length=_TEXT)]
_Name = Annotated[str, Field(min_length=1, max_length=200)]


class _Incoming(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, str_strip_whitespace=False)


_Model = TypeVar("_Model", bound=_Incoming)


class PlaceIn(_Incoming):
    """A stretch of an answer of the store; a reply's citation is one. Its words are looked up, never taken from here."""

    source: Annotated[str, Field(max_length=200)]
    start: int
    end: int
    quote: Text | None = None

    def place(self) -> Place:
        """Return it as a record."""
        return Place(source=self.source, start=self.start, end=self.end)


class ExplainIn(_Incoming):
    """Body of `POST /v1/explanations`."""

    sentences: list[PlaceIn] = Field(min_length=1, max_length=MOST_PLACES)

    def places(self) -> tuple[Place, ...]:
        """Return what is to be explained, in order."""
        return tuple(one.place() for one in self.sentences)


class TurnIn(_Incoming):
    """An earlier question and what it led to."""

    question: Text
    understood: Text | None = None
    sources: list[Annotated[str, Field(max_length=200)]] = Field(default_factory=list, max_length=100)
    cited: list[Annotated[str, Field(max_length=200)]] = Field(default_factory=list, max_length=100)
    sentences: list[PlaceIn] = Field(default_factory=list, max_length=MOST_PLACES)

    def turn(self) -> Turn:
        """Return it as a record; a question that was not rewritten stands on its own."""
        understood = self.understood or self.question
        places = tuple(one.place() for one in self.sentences)
        return Turn(question=self.question, understood=understood, sources=tuple(self.sources), cited=tuple(self.cited), sentences=places)


class FiltersIn(_Incoming):
    """What a search is narrowed to; a field left out, or null, leaves nothing out."""

    since: date | None = None
    until: date | None = None
    ministry: _Name | None = None
    party: _Name | None = None
    document: _Name | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError("'since' is after 'until': no letter was written then")
        return self

    def filters(self) -> Filters:
        """Return them as a record."""
        return Filters(since=self.since, until=self.until, ministry=self.ministry, party=self.party, document=self.document)


class _Filtered(_Incoming):
    """A body that may narrow what is searched."""

    filters: FiltersIn = Field(default_factory=FiltersIn)
    filters_from_question: bool = True

    def filtering(self) -> Filtering:
        """Return what the reader wants of filters."""
        return Filtering(given=self.filters.filters(), from_question=self.filters_from_question)


class AskIn(_Filtered):
    """Body of `POST /v1/replies`."""

    question: Text
    history: list[TurnIn] = Field(default_factory=list, max_length=MAX_TURNS)

    def turns(self) -> tuple[Turn, ...]:
        """Return the earlier turns, oldest first."""
        return tuple(turn.turn() for turn in self.history)


class SearchIn(_Filtered):
    """Body of `POST /v1/searches`."""

    question: Text
    limit: int = Field(default=10, ge=1, le=MAX_HITS)


class ClaimIn(_Incoming):
    """A line of `verify --batch`: a claim, and where its evidence is."""

    claim: Text
    source: str | None = None
    evidence: str | None = None

    @model_validator(mode="after")
    def _one_evidence(self) -> Self:
        if (self.source is None) == (self.evidence is None):
            raise ValueError("give either 'source' (an id such as 2026Z03908/3) or 'evidence' (the literal answer text)")
        return self


def read_history(lines: Iterable[str]) -> tuple[Turn, ...]:
    """Return the turns of a history file, oldest first; raise InputError naming the line that is wrong."""
    return tuple(_parsed(TurnIn, line, number).turn() for number, line in _numbered(lines))


def read_claims(lines: Iterable[str]) -> Iterator[tuple[int, ClaimIn | InputError]]:
    """Yield the claims of a batch with their line number, in order, as the lines come; for a wrong line the error that names it."""
    for number, line in _numbered(lines):
        try:
            yield number, _parsed(ClaimIn, line, number)
        except InputError as error:
            yield number, error


def filters_of(**given: str | None) -> Filters:
    """Return the filters that flags give, days as '2024-03-31'; raise InputError naming the one that is wrong."""
    try:
        return FiltersIn.model_validate(given).filters()
    except ValidationError as error:
        raise InputError(explain(error)) from None


def claim_of(claim: str, source: str | None, evidence: str | None) -> ClaimIn:
    """Return one claim; raise InputError when it does not have exactly one kind of evidence."""
    try:
        return ClaimIn(claim=claim, source=source, evidence=evidence)
    except ValidationError as error:
        raise InputError(explain(error)) from None


def _numbered(lines: Iterable[str]) -> Iterable[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _parsed(model: type[_Model], line: str, number: int) -> _Model:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        raise InputError(f"line {number}: {explain(error)}") from None


def explain(error: ValidationError) -> str:
    """Return the first thing that is wrong, without the value it is about."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    what = first["msg"].removeprefix("Value error, ")
    return f"{place}: {what}" if place else what
