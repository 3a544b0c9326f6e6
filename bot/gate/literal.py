"""A claim and an answer in, the span of the answer that the claim repeats out; knows sentences, nothing about their meaning.

Only whole sentences count. A fragment, however literal, may have lost its 'niet', its 'zolang' or who said it: that is a shortening,
and must be proven as one.
"""

import re

from bot.gate.folded import Folded, fold
from store.sentences import Span, sentences

_CLOSERS = " .\"'"
# A bullet or quote mark; the '-' of '-5%' is none.
_OPENER = re.compile(r"(?:[ \"'•*]|-(?!\d))*")


def find_literal(claim: str, answer: str) -> Span | None:
    """Return the span of the one or more consecutive whole sentences of an answer that a claim repeats, None when it does not."""
    wanted = _bare(fold(claim))
    if not any(character.isalnum() for character in wanted):
        return None
    folded = fold(answer)
    spans = [span for span in sentences(answer) if any(c.isalnum() for c in answer[span.start : span.end])]
    starts, ends = _edges(folded, spans)
    for number, start in enumerate(starts):
        if start is not None and folded.text.startswith(wanted, start):
            last = ends.get(start + len(wanted))
            if last is not None:
                return Span(spans[number].start, spans[last].end)
    return None


def _bare(folded: Folded) -> str:
    """The text without what may stand around a quoted sentence: quote marks, a bullet, the full stop."""
    return folded.text[_lead(folded.text) :].rstrip(_CLOSERS)


def _lead(text: str) -> int:
    opener = _OPENER.match(text)
    return opener.end() if opener else 0


def _edges(folded: Folded, spans: list[Span]) -> tuple[list[int | None], dict[int, int]]:
    """Where each sentence starts in the plain text (None when nothing of it is left), and which sentence ends at an offset of it."""
    starts: list[int | None] = []
    ends: dict[int, int] = {}
    position = 0
    for number, span in enumerate(spans):
        while position < len(folded.at) and folded.at[position] < span.start:
            position += 1
        start = position
        while position < len(folded.at) and folded.at[position] < span.end:
            position += 1
        raw = folded.text[start:position]
        lead = _lead(raw)
        bare = raw[lead:].rstrip(_CLOSERS)
        starts.append(start + lead if bare else None)
        if bare:
            ends[start + len(raw.rstrip(_CLOSERS))] = number
    return starts, ends
