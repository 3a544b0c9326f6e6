"""What a writer is, and the one that needs no model; evidence in, a proposed status and drafts out.

A writer points at sentences; what it wants to leave out of one is for the gate to judge. `bot/chat_model/writer.py` has the other one.
"""

from collections.abc import Iterator
from typing import Protocol

from bot.drafts import Draft, Evidence, Proposal
from bot.records import WriterName


class Writer(Protocol):
    """Turns evidence into draft sentences."""

    @property
    def name(self) -> WriterName:
        """Who writes, as the reply says it."""

    def write(self, question: str, evidence: Evidence) -> Iterator[Proposal | Draft]:
        """Yield a Proposal and Drafts, in the order to show them; raise WriterFailed when the model fails."""


class QuoteWriter:
    """Shows the sentences that the evidence chose, literally and in the order of their letters: the floor of quality."""

    name = WriterName(name="quote")

    def write(self, question: str, evidence: Evidence) -> Iterator[Proposal | Draft]:
        """Yield the status of the evidence, then its chosen sentences."""
        yield Proposal(status=evidence.status)
        for token in evidence.chosen:
            yield Draft(token=token)
