"""The gate: a claim and the answer it is said to rest on in, a verdict with the words that carry it out.

Deterministic; no model, no store. The minister's words may be repeated or shortened, never rewritten: what is not one of the two is
unsupported, with typed findings that name the words on both sides.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.gate.abbreviations import introduced, long_forms
from bot.gate.folded import hides_something
from bot.gate.literal import find_literal
from bot.gate.quoted import is_quoted
from bot.gate.reasons import content, coverage, findings, score
from bot.gate.shorten import shortens
from bot.gate.tokens import Words, read
from bot.records import Finding, Verdict
from store.sentences import Span, sentences

__all__ = ["introduced", "verify"]

_NEAR = 0.5
"""Share of a claim's content words from which a sentence counts as near: it can take the claim's place."""
_TRIED = 3
_LONGEST = 400
"""Words of a claim that are looked up; a longer one is no sentence, and must not cost more."""


@dataclass(frozen=True, slots=True)
class _Near:
    """A sentence of the answer, and the share of the claim's content words it has."""

    span: Span
    words: Words
    covered: float


def verify(claim: str, answer: str, *, abbreviations: Mapping[str, str] | None = None) -> Verdict:
    """Judge one claim against the literal text of one answer.

    `abbreviations` are those the whole letter introduces, short to long; None reads them from the answer. `answer[start:end] == quote`
    always holds. Never raises, whatever the texts.
    """
    hidden = hides_something(claim)
    if not hidden and (span := find_literal(claim, answer)) and not is_quoted(answer, span):
        return _verdict("literal", answer, span, 1.0)
    forms = long_forms(introduced(answer) if abbreviations is None else abbreviations)
    words = read(claim, forms)
    nearest = _nearest(words, answer, forms)
    if not hidden:
        for near in nearest:
            if not is_quoted(answer, near.span) and shortens(words, near.words):
                return _verdict("shortened", answer, near.span, 1.0)
    return _refused(claim, words, nearest, answer, hidden)


def _verdict(kind: str, answer: str, span: Span, value: float, why: tuple[Finding, ...] = ()) -> Verdict:
    return Verdict(verdict=kind, quote=answer[span.start : span.end], start=span.start, end=span.end, score=value, findings=why)  # type: ignore[arg-type]


def _nearest(words: Words, answer: str, forms: Mapping[tuple[str, ...], str]) -> list[_Near]:
    """The sentences with most of the claim's content words, best first; none without any."""
    wanted = content(words.words[:_LONGEST])
    found = []
    for span in sentences(answer):
        sentence = read(answer[span.start : span.end], forms)
        if covered := coverage(wanted, frozenset(word.key for word in sentence.words)):
            found.append(_Near(span, sentence, covered))
    return sorted(found, key=lambda near: -near.covered)[:_TRIED]


def _refused(claim: str, words: Words, nearest: list[_Near], answer: str, hidden: bool) -> Verdict:
    best = nearest[0] if nearest and nearest[0].covered >= _NEAR else None
    if hidden:
        why: tuple[Finding, ...] = (Finding(kind="word_added", claim=claim, evidence=""),)
    elif best is None:
        why = (Finding(kind="not_found", claim=claim, evidence=""),)
    elif is_quoted(answer, best.span):
        why = (Finding(kind="speaker", claim=claim, evidence=answer[best.span.start : best.span.end]),)
    else:
        why = findings(words, best.words)
    value = score(nearest[0].covered if nearest else 0.0, why)
    return _verdict("unsupported", answer, best.span if best else Span(0, 0), value, why)
