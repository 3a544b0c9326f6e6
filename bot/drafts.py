"""What a writer is given and what it proposes: frozen records between the evidence, the writers and the gate.

Offsets count Unicode characters, end exclusive; `answer[start:end] == text` for every candidate. Knows no model and no gate.
"""

from dataclasses import dataclass

from bot.records import Source, Status


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A sentence of an answer that a writer may point at."""

    token: str
    """'s1', 's2', …: what the model says instead of the sentence."""
    source: str
    text: str
    """Literally `answer[start:end]` of the source."""
    start: int
    end: int
    relevance: float
    """How well it carries what is asked, in [0, 1]; the order of candidates does not depend on it alone."""
    leans_on: str | None = None
    """Token of the sentence that this one points back to ('dit', 'daarom') and must not be shown without."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What was found for a question, and what that allows a reply to be."""

    status: Status
    """The status the evidence supports: answered, answered_partly, related, declined or no_source."""
    candidates: tuple[Candidate, ...]
    """Best first; empty when nothing was found."""
    chosen: tuple[str, ...]
    """Tokens of the sentences that answer the question, in the order to show them: the QuoteWriter's choice."""
    sources: tuple[Source, ...]
    """The answers the candidates come from, best first; behind them those of other letters that say the same in the same words."""
    missing: str | None = None
    """For answered_partly: what of the question is not answered."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A sentence a writer proposes: a pointed-at candidate, and the wording it wants."""

    token: str
    text: str | None = None
    """A shortened wording; None for the literal sentence."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """The status a writer proposes; the pipeline overrules it where the evidence contradicts."""

    status: Status
