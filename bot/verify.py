"""The gate: a claim and the answer it is said to rest on in, a verdict with the words that carry it out.

Deterministic; no model, no store. The minister's words may be repeated or shortened, never rewritten: what is not one of the two is
unsupported, with typed findings that name the words on both sides.
"""

from collections.abc import Mapping

from bot.gate.folded import hides_something
from bot.gate.literal import find_literal
from bot.records import Finding, Verdict


def introduced(text: str) -> dict[str, str]:
    """Return the abbreviations a text introduces, short form to long form: 'Autoriteit Persoonsgegevens (AP)'."""
    return {}


def verify(claim: str, answer: str, *, abbreviations: Mapping[str, str] | None = None) -> Verdict:
    """Judge one claim against the literal text of one answer.

    `abbreviations` are those the whole letter introduces, short to long; None reads them from the answer. `answer[start:end] == quote`
    always holds. Never raises, whatever the texts.
    """
    if not hides_something(claim) and (span := find_literal(claim, answer)):
        return Verdict(verdict="literal", quote=answer[span.start : span.end], start=span.start, end=span.end, score=1.0)
    finding = Finding(kind="not_found", claim=claim, evidence="")
    return Verdict(verdict="unsupported", quote="", start=0, end=0, score=0.0, findings=(finding,))
