"""An answer in, the stretches it puts in quotation marks out: words of another, that are never the government's own.

Only what stands in them as whole sentences matters: 'een “hoog risico” datalek' is the government's sentence.
"""

import re
from functools import lru_cache

from store.sentences import Span

_LONGEST = 2000
_MARKED = re.compile(
    rf"“[^“”]{{1,{_LONGEST}}}”|„[^„“”]{{1,{_LONGEST}}}[“”]|«[^«»]{{1,{_LONGEST}}}»|»[^«»]{{1,{_LONGEST}}}«"
    rf'|(?<!\w)"(?=\S)[^"]{{1,{_LONGEST}}}(?<=\S)"(?!\w)'
    rf"|(?<!\w)‘(?=\S)(?:[^‘’]|’(?=\w)){{1,{_LONGEST}}}’(?!\w)"
)


@lru_cache(maxsize=64)
def quotations(answer: str) -> tuple[Span, ...]:
    """Return what an answer quotes, marks included, in order; none when the marks stand around the whole answer."""
    found = (Span(match.start(), match.end()) for match in _MARKED.finditer(answer))
    return tuple(span for span in found if _has_words(answer, 0, span.start) or _has_words(answer, span.end, len(answer)))


def is_quoted(answer: str, span: Span) -> bool:
    """Return whether all words of a span of an answer stand in quotation marks: another said them."""
    return any(
        not _has_words(answer, span.start, max(span.start, quote.start)) and not _has_words(answer, min(span.end, quote.end), span.end)
        for quote in quotations(answer)
        if quote.start < span.end and span.start < quote.end
    )


def _has_words(answer: str, start: int, end: int) -> bool:
    return any(character.isalnum() for character in answer[start:end])
