"""A question and its Hits in, why each was found out: the words that met, the sentence nearest to the question, the pointer that led there.

Only what search itself goes by is told: a word meets another through its stem, or through a stretch that both have. Knows no terminal.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from store.analyse import folded, terms
from store.embedding.embedder import Vector
from store.errors import SourceUnknown
from store.generation import Generation
from store.records import Hit, Passage

Where = Literal["question", "answer"]
How = Literal["same", "stem", "part"]
"""The very word, another form of it ('hackers', 'gehackt'), or a word that has a stretch of it ('schade', 'schadevergoeding')."""

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
_SHARED = 0.6
"""Of the 4-grams of the shorter of two stems, those that the other must have as well."""
_SMALL = frozenset(
    "de het een en of van te dat die dit deze voor met aan bij uit naar om door tot tegen tussen in op over onder per als dan want "
    "maar ook al nu nog wel niet geen zo zijn is was waren ben bent wordt worden werd werden heeft hebben hebt had hadden kan kunnen kon "
    "konden moet moeten mag mogen zal zullen zou zouden gaat gaan wil willen doet doen hij zij ze wij we ik je jij jullie u uw mijn ons "
    "onze hun hem haar er daar hier toch eigenlijk wat welke welk wie waar waarom wanneer hoe hoeveel the and to for from with by at on "
    "about are be do does did they their it its what which who when why how can could should would will has have not a an this that".split()
)
"""Words that say nothing about a subject: search weighs them, next to nothing, and showing them would hide the others."""
_BEST: tuple[How, ...] = ("same", "stem", "part")


@dataclass(frozen=True, kw_only=True)
class Matched:
    """A word of the question that met a word of a hit."""

    asked: str
    """As it stands in the question."""
    found: str
    """As it first stands in the text."""
    where: Where
    how: How
    at: tuple[tuple[int, int], ...]
    """Where else it stands too: offsets in that text of the passage, end exclusive."""


@dataclass(frozen=True, kw_only=True)
class Explained:
    """Why one Hit was found."""

    matched: tuple[Matched, ...]
    """In the order of the question's words, for each the nearest forms first; empty when only meaning led here."""
    sentence: str | None
    """The sentence of the whole answer that lies nearest to the question, literally; None when it has none."""
    nearness: float | None
    """Its cosine with the question, of the store's embedder, in [-1, 1]."""
    pointer: str | None
    """The words of the answer named by `via` that point here; None for a hit that was found directly."""


def explain(generation: Generation, question: str, hits: Sequence[Hit]) -> list[Explained]:
    """Return for each hit of a search why it was found; `question` as it was asked."""
    asked = _telling(question)
    vector = generation.embedder.query(question) if hits else None
    return [_explained(generation, asked, vector, hit) for hit in hits]


@dataclass(frozen=True)
class _Word:
    """A word of a text, with what search knows it by."""

    written: str
    start: int
    end: int
    known: str
    """In lower case, without accents."""
    stem: str
    grams: frozenset[str]

    def met_by(self, found: "_Word") -> How | None:
        """Return how another word meets this one, None when it does not."""
        if self.known == found.known:
            return "same"
        if self.stem == found.stem:
            return "stem"
        shorter = min(len(self.grams), len(found.grams))
        return "part" if shorter and len(self.grams & found.grams) >= _SHARED * shorter else None


_Forms = list[tuple[_Word, ...]]
"""The different words of a text, each with all its places."""


def _explained(generation: Generation, asked: Sequence[_Word], question: Vector | None, hit: Hit) -> Explained:
    sentence, nearness = _nearest(generation, hit.passage.source, question)
    return Explained(
        matched=tuple(_matched(asked, hit.passage)),
        sentence=sentence,
        nearness=nearness,
        pointer=_pointer(generation, hit),
    )


def _telling(question: str) -> list[_Word]:
    """Return the different words of a question that say something about its subject."""
    return [word for word, *_ in _forms(question) if word.known not in _SMALL]


def _matched(asked: Sequence[_Word], passage: Passage) -> Iterator[Matched]:
    texts: tuple[tuple[Where, _Forms], ...] = (("question", _forms(passage.question)), ("answer", _forms(passage.answer)))
    for word in asked:
        met = (_met(word, where, same) for where, forms in texts for same in forms)
        yield from sorted((each for each in met if each), key=lambda each: _BEST.index(each.how))


def _met(asked: _Word, where: Where, same: Sequence[_Word]) -> Matched | None:
    how = asked.met_by(same[0])
    if how is None:
        return None
    at = tuple((word.start, word.end) for word in same)
    return Matched(asked=asked.written, found=same[0].written, where=where, how=how, at=at)


def _forms(text: str) -> _Forms:
    forms: dict[str, list[_Word]] = {}
    for match in _WORD.finditer(text):
        # A single letter is no term.
        if terms_of := terms(match.group()):
            stem, *grams = terms_of
            word = _Word(match.group(), match.start(), match.end(), folded(match.group()), stem, frozenset(grams))
            forms.setdefault(word.known, []).append(word)
    return [tuple(same) for same in forms.values()]


def _nearest(generation: Generation, source: str, question: Vector | None) -> tuple[str, float] | tuple[None, None]:
    _, answer = generation.catalogue.source(source)
    sentences = generation.catalogue.sentences(source)
    if question is None or not sentences:
        return None, None
    nearness = [round(float(vector @ question), 6) for _, vector in sentences]
    span, _ = sentences[nearness.index(max(nearness))]
    return answer.text[span.start : span.end], max(nearness)


def _pointer(generation: Generation, hit: Hit) -> str | None:
    if hit.via is None:
        return None
    _, answer = generation.catalogue.source(hit.via)
    for verwijzing in answer.verwijzingen:
        for number in verwijzing.numbers:
            try:
                document, target = generation.catalogue.source(f"{verwijzing.document}/{number}")
            except SourceUnknown:
                continue
            if document.source_of(target) == hit.passage.source:
                return verwijzing.text
    return None
