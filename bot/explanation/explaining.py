"""Places in answers of the store in; for each quote an explanation in plain Dutch, or none, out. The only file where words are a model's.

A model writes the explanation and may not be believed. So nothing is shown unless no veto fires (`bot/explanation/vetoes.py`) and the
model, in calls of their own, finds that the explanation says what the quote says and that falsified twins of it
(`bot/explanation/twins.py`) do not: a model that says yes to everything, or to anything, is caught by the twins. When in doubt there is
none. The quotes are the store's: no caller brings words of his own as the government's. Knows no page and no HTTP; keeps nothing.
"""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import from_json

from bot.errors import WriterFailed
from bot.events import Working
from bot.explanation.quoted import Quoted
from bot.explanation.twins import twins
from bot.explanation.vetoes import vetoes
from bot.prompt import fill
from bot.records import Citation, Finding, Sentence, Withheld

BUDGET = 180.0
"""Seconds for all explanations of one request; what is not done by then is left out."""
_EXPLANATION, _CHECK = 240, 160
"""Tokens the model may write: three short sentences; the words that differ and a verdict."""
_MARKS = str.maketrans("«»", "“”")
_BEAT = 0.3
"""Seconds between two signs that it goes on: at each of them whoever reads can stop it."""
LEAST_WORDS = 6
"""A quote of fewer words has nothing to explain."""
_ITS_OWN = frozenset({"bad_json", "bad_schema", "truncated", "endless"})
"""Failures of one call, after which the next sentence is tried; after any other the model is not asked again."""


class Prose(Protocol):
    """What writes: `bot.chat_model.model.Model`, or a fake."""

    name: str

    def stream(self, system: str, user: str, schema: dict[str, Any], *, most_tokens: int = ...) -> Generator[str, None, None]:
        """Yield the pieces of a JSON value; raise WriterFailed."""


@dataclass(frozen=True, kw_only=True)
class Explained:
    """Event: a quote is done with."""

    citation: Citation
    explanation: Sentence | None
    """None when there is no reliable one, or nothing to explain."""
    tried: bool = True
    """False when the quote is too short to need one."""
    withheld: Withheld | None = None
    failure: WriterFailed | None = None
    """What the model did wrong, when it wrote nothing that can be judged."""


class _Explanation(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, strict=True)
    explanation: str


class _Judged(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, strict=True)
    part: str
    verdict: Literal["same", "different"]


_Shape = TypeVar("_Shape", bound=BaseModel)


def explained(
    quotes: Sequence[Quoted], prose: Prose, *, budget: float = BUDGET, clock: Callable[[], float] = time.monotonic
) -> Generator[Working | Explained, None, None]:
    """Yield what is going on, and one Explained for each quote, in order; closing the generator stops the model.

    `budget` is in seconds. What the model does wrong is in Explained, never raised.
    """
    until = clock() + budget
    gone: WriterFailed | None = None
    for number, quote in enumerate(quotes, 1):
        if len(quote.text.split()) < LEAST_WORDS:
            yield Explained(citation=quote.citation, explanation=None, tried=False)
            continue
        if gone is not None:
            yield Explained(citation=quote.citation, explanation=None, failure=gone)
            continue
        writing = _Writing(quote, prose, Working(number=number, count=len(quotes)), until, clock)
        try:
            outcome = yield from writing.outcome()
        except WriterFailed as failure:
            gone = None if failure.code in _ITS_OWN else failure
            outcome = Explained(citation=quote.citation, explanation=None, failure=failure)
        yield outcome


class _Writing:
    """The explanation of one quote, from the first call to the last."""

    def __init__(self, quote: Quoted, prose: Prose, working: Working, until: float, clock: Callable[[], float]) -> None:
        self._quote, self._prose, self._working, self._until, self._clock = quote, prose, working, until, clock

    def outcome(self) -> Generator[Working, None, Explained]:
        """Return the explanation, or why there is none."""
        schema = _schema({"explanation": {"type": "string"}})
        value = yield from self._asked("explain", fill("explain_quote", **self._shown()), schema, _Explanation, _EXPLANATION)
        text = " ".join(value.explanation.split())
        citation = self._quote.citation
        findings = yield from self._against(text)
        if findings:
            return Explained(
                citation=citation, explanation=None, withheld=Withheld(text=text, source=citation.source, findings=tuple(findings))
            )
        return Explained(citation=citation, explanation=Sentence(text=text, verdict="reworded", citations=(citation,)))

    def _against(self, text: str) -> Generator[Working, None, Sequence[Finding]]:
        """What speaks against an explanation: a veto, the model itself, or that the model cannot tell it from a false one."""
        quote = self._quote
        if found := vetoes(text, quote.text, abbreviations=quote.abbreviations, speakers=quote.offices):
            return found
        false = twins(text)
        if not false:
            return [Finding(kind="control", claim=text, evidence="")]
        judged = yield from self._judged(text)
        if judged.verdict != "same" or judged.part.strip():
            return [Finding(kind="meaning", claim=judged.part, evidence=quote.text)]
        for twin in false:
            if (yield from self._judged(twin)).verdict != "different":
                return [Finding(kind="control", claim=twin, evidence="")]
        return []

    def _judged(self, text: str) -> Generator[Working, None, _Judged]:
        properties = {"part": {"type": "string"}, "verdict": {"type": "string", "enum": ["same", "different"]}}
        user = fill("explain_check_pair", **self._shown(), explanation=text.translate(_MARKS))
        return (yield from self._asked("explain_check", user, _schema(properties), _Judged, _CHECK))

    def _shown(self) -> dict[str, str]:
        # What stands between marks must not close them.
        return {"notes": self._quote.notes(), "quote": self._quote.text.translate(_MARKS)}

    def _asked(
        self, prompt: str, user: str, schema: dict[str, Any], shape: type[_Shape], most_tokens: int
    ) -> Generator[Working, None, _Shape]:
        """Return what the model fills a schema with; raise WriterFailed, also when time is up."""
        text, beat = "", self._clock()
        yield self._working
        with closing(self._prose.stream(fill(prompt), user, schema, most_tokens=most_tokens)) as pieces:
            for piece in pieces:
                text += piece
                now = self._clock()
                if now > self._until:
                    raise WriterFailed("timeout", f"'{self._prose.name}' was not done in time; a smaller chat model is faster.")
                if now - beat >= _BEAT:
                    beat = now
                    yield self._working
        return _read(text, shape)


def _schema(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _read(text: str, shape: type[_Shape]) -> _Shape:
    # The messages of both errors hold what the model wrote.
    try:
        value = from_json(text)
    except ValueError:
        raise WriterFailed("bad_json", "The model wrote something that is no JSON; try another chat model.") from None
    try:
        return shape.model_validate(value)
    except ValidationError:
        raise WriterFailed("bad_schema", "The model's reply is not what was asked for; try another chat model.") from None
