"""Dutch text in, the spans of its sentences out; knows punctuation and abbreviations, nothing about letters.

Own code because offsets must be exact: pysbd (the library for it) moves them when it rewrites text, and splits 'nr. 7'.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

# Abbreviations that are followed by more of the same sentence. Those that may end one ('e.d.', 'etc.', 'jl.') split before a capital.
_GO_ON = frozenset(
    "aanh afd afl alg amb art bijl bijv blz bv ca cf ds dhr dr drs fig gem h.m hr incl excl ing ir jhr jkvr jr kst "
    "mej mevr mgr mln mld mr mrs nr nrs o.a o.m o.b.v o.g.v o.l.v i.v.m m.b.t m.i.v n.a.v t.a.v t.b.v t.g.v t.o.v "
    "i.c i.h.b i.p.v i.s.m i.h.k.v i.g.v d.d d.m.v d.w.z dd e.v ev m.a.w m.n m.u.v mw p pag par plm prof resp sr st stb stcrt "
    "t.w u.a v.a vgl vh vnl w.o zgn z.g.n".split()
)
_END = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s|$)""")
_OPENS = re.compile(r"""\s+["'“‘«„(\[]*(?=[A-ZÀ-ÖØ-Þ0-9])|\s*$|\s*\n""")
_BREAK = re.compile(r"\n[^\S\n]*\n\s*|\n(?=[^\S\n]*(?:[-–•*o]\s|\(?[0-9a-z][.)]\s))")
_INITIAL = re.compile(r"(?:^|[\s(.])[A-Z]$")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: offsets in characters, end exclusive."""

    start: int
    end: int


def sentences(text: str) -> list[Span]:
    """Return the spans of the sentences of a text, in order, without the white space around them.

    Every non-space character of the text lies in exactly one span. A blank line and the start of a list item end a sentence.
    """
    return list(_spans(text))


@lru_cache(maxsize=256)
def _spans(text: str) -> tuple[Span, ...]:
    """The spans of a text; remembered, since a build comes to each answer several times."""
    spans: list[Span] = []
    start = 0
    for end in [*(m.start() for m in _BREAK.finditer(text)), len(text)]:
        spans += _split(text, start, end)
        start = end
    return tuple(spans)


def _split(text: str, start: int, end: int) -> list[Span]:
    spans = []
    begin = start
    for match in _END.finditer(text, start, end):
        if _ends_here(text, begin, match, end):
            spans.append(_trimmed(text, begin, match.end()))
            begin = match.end()
    spans.append(_trimmed(text, begin, end))
    return [span for span in spans if span.start < span.end]


def _ends_here(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    if not _OPENS.match(text, match.end(), end):
        return False
    if not match.group().startswith("."):
        return True
    before = text[begin : match.start()]
    word = before.rsplit(None, 1)[-1].lstrip("(['\"‘“").lower() if before.strip() else ""
    if word in _GO_ON:
        return False
    if _INITIAL.search(before):
        # 'D.M. van Weel', 'lid P. de Vries': an initial, unless it closes a word like 'bijlage A.'
        return bool(re.search(r"\b(?:bijlage|categorie|deel|optie|vitamine|type)\s+[A-Z]$", before, re.I))
    # '1. Ja' and '12. Nee' number an item, they are not a sentence of their own.
    return not re.fullmatch(r"\s*\(?\d{1,3}", before)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
