"""The writer that needs no model says what the evidence chose, and nothing else."""

from dataclasses import replace

from bot.drafts import Draft, Proposal
from bot.records import Status
from bot.write import QuoteWriter
from tests.bot.writing import QUESTION, evidence


def test_quotes_are_what_was_chosen_in_its_order_and_unshortened() -> None:
    chosen = replace(evidence(), chosen=("s3", "s1"), status=Status.RELATED)
    assert list(QuoteWriter().write(QUESTION, chosen)) == [Proposal(status=Status.RELATED), Draft(token="s3"), Draft(token="s1")]


def test_nothing_chosen_is_nothing_said() -> None:
    nothing = replace(evidence(()), chosen=(), status=Status.NO_SOURCE)
    assert list(QuoteWriter().write(QUESTION, nothing)) == [Proposal(status=Status.NO_SOURCE)]


def test_quotes_name_no_model() -> None:
    assert (QuoteWriter.name.name, QuoteWriter.name.model) == ("quote", None)
