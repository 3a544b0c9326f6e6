"""The nouns of a reply: frozen records that the steps of the pipeline pass on, and that `bot/wire.py` writes as JSON. Knows no step.

Offsets count Unicode characters, end exclusive; `source.answer[start:end] == quote` for every citation. Times are milliseconds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from store.records import Bewindspersoon

if TYPE_CHECKING:
    from store.filters import Kind


MOST_PLACES = 12
"""Sentences that one request may have explained; a reply shows fewer."""


class Status(StrEnum):
    """What kind of reply it is: the spine of page, API, log and evals."""

    ANSWERED = "answered"
    ANSWERED_PARTLY = "answered_partly"
    RELATED = "related"
    DECLINED = "declined"
    NO_SOURCE = "no_source"
    REFUSED_PERSONAL_DATA = "refused_personal_data"
    REFUSED_INPUT = "refused_input"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A stretch of an answer of the store."""

    source: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Turn:
    """An earlier question and what it led to, oldest first in a history."""

    question: str
    understood: str
    """The question as it stood on its own."""
    sources: tuple[str, ...] = ()
    """Ids of the answers that were found, best first."""
    cited: tuple[str, ...] = ()
    """Those of them that the reply quoted or was about; empty when that is not known."""
    sentences: tuple[Place, ...] = ()
    """Where the quotes stand that the reply showed; empty when that is not known."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """An answer as shown to the reader: who answered, when, to which question, in which words."""

    id: str
    document: str
    numbers: tuple[int, ...]
    subject: str | None
    answered_by: tuple[Bewindspersoon, ...]
    answered_on: date | None
    origin: str
    url: str | None
    question: str
    """The member's words, never to be shown as the government's."""
    answer: str
    """The government's literal words."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Why a sentence is not supported: both spans, in words."""

    kind: str
    """'number', 'amount', 'date', 'name', 'negation', 'modality', 'hedge', 'time_limit', 'condition', 'restriction',
    'attribution', 'speaker', 'subject_lost', 'order', 'word_added', 'not_found'; of a writer's choice: 'status', 'beside_the_question';
    of an explanation: 'form', 'meaning' (its check found a difference), 'control' (its check cannot tell it from a falsified twin)."""
    claim: str
    """The words of the claim it is about; '' when something was left out."""
    evidence: str
    """The words of the evidence it is about; '' when something was added."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the gate says of one claim against one answer."""

    verdict: Literal["literal", "shortened", "unsupported"]
    quote: str
    """The literal words of the answer that carry the claim; '' when unsupported and nothing comes near."""
    start: int
    end: int
    score: float
    """Graded support in [0, 1], for evals; the verdict does not depend on it."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A Source and the exact span of it that carries a sentence."""

    source: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence the reader is shown; it has at least one citation."""

    text: str
    verdict: Literal["literal", "shortened", "reworded"]
    citations: tuple[Citation, ...]


def places_of(sentences: Iterable[Sentence]) -> tuple[Place, ...]:
    """Return where the quotes of a reply stand, each once, in order, at most MOST_PLACES; not those of explanations.

    Of a sentence that several letters say, the place in the first.
    """
    cited = (sentence.citations[0] for sentence in sentences if sentence.verdict != "reworded")
    return tuple(dict.fromkeys(Place(source=one.source, start=one.start, end=one.end) for one in cited))[:MOST_PLACES]


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something the reader must know about this reply."""

    code: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """A draft the gate refused: for logs and evals, never for a reader."""

    text: str
    source: str | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class WriterName:
    """Who wrote the reply."""

    name: Literal["quote", "ollama"]
    model: str | None = None


@dataclass(frozen=True, kw_only=True)
class StoreRange:
    """What the store held when the reply was made."""

    generation: str
    documents: int
    first: date | None
    """Date of the earliest letter; 'from' in JSON."""
    last: date | None
    """Date of the latest letter; 'to' in JSON."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Something that narrowed what was searched; always shown to the reader, who can take it away."""

    kind: "Kind"
    """'since', 'until', 'ministry', 'party' or 'document'."""
    value: str
    """A day as '2024-12-31', a ministry's or a party's name, or a letter's number."""
    words: str | None
    """The words of the question it was read from; None when it was given apart."""


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word of a sentence of the reply that a letter explains: 'AP'."""

    term: str
    meaning: str
    """The letter's own words, but for white space: 'Autoriteit Persoonsgegevens'."""
    source: str
    """The answer that explains it."""
    start: int
    """Where that answer introduces it: `answer[start:end]` has the term and the meaning."""
    end: int


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What Kamerantwoord says to one question."""

    status: Status
    asked: str
    """The question as asked; '' when it was refused for personal data, so that it is kept nowhere."""
    understood: str
    """The question as it stands on its own, after the earlier turns; '' likewise."""
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    notices: tuple[Notice, ...]
    withheld: tuple[Withheld, ...]
    writer: WriterName
    store: StoreRange
    timings: Mapping[str, float | None]
    """'search', 'first_sentence' and 'total', in milliseconds; None for what did not happen."""
    filters: tuple[Filter, ...] = ()
    """What narrowed the search, in the order since, until, ministry, party, document."""
    terms: tuple[Term, ...] = ()
    """Words of the sentences that a letter explains, in the order they occur."""
    about: Literal["content", "letters", "kamerantwoord"] = "content"
    """What was asked about: something in the letters, the letters themselves, or Kamerantwoord. Only the first has sentences."""

    unexplained: tuple[Place, ...] = ()
    """The quotes for which an explanation was asked and no reliable one was made."""

    def turn(self) -> Turn:
        """Return it as a turn that a next question may lean on."""
        quoted = dict.fromkeys(citation.source for sentence in self.sentences for citation in sentence.citations)
        found = tuple(source.id for source in self.sources)
        cited = found if self.about == "letters" else tuple(quoted)
        return Turn(question=self.asked, understood=self.understood, sources=found, cited=cited, sentences=places_of(self.sentences))
