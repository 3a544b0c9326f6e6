"""A reply whose sentences all passed in, the reply as it is given out: every letter that says the same is cited, terms are explained.

Knows the gate and the store; nothing here adds a sentence or changes one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.evidence import source_of
from bot.gate.quoted import is_quoted
from bot.judging.alike import say_the_same
from bot.judging.leaning import leans
from bot.records import Citation, Reply, Sentence, Source, Term
from bot.showing.terms import explained
from bot.showing.voices import difference
from bot.verify import verify
from store.generation import Generation
from store.sentences import sentences

_ENOUGH = 6
"""Words from which a sentence says the same wherever it stands: 'Ja.' does not."""


def finished(reply: Reply, generation: Generation) -> Reply:
    """Return the reply with what follows from its sentences: more citations, terms, and that letters say different things."""
    said = tuple(_cited(sentence, reply.sources) for sentence in reply.sentences)
    terms = explained(said, reply.sources, generation)
    notice = difference(said, reply.sources)
    return replace(
        reply,
        sentences=said,
        sources=(*reply.sources, *_explaining(terms, reply.sources, generation)),
        notices=(*reply.notices, notice) if notice else reply.notices,
        terms=terms,
    )


def _cited(sentence: Sentence, sources: Iterable[Source]) -> Sentence:
    """Return a sentence with a citation of every other letter that has these words too."""
    if len(sentence.text.split()) < _ENOUGH or leans(sentence.text) or sentence.verdict == "reworded":
        return sentence
    letters = {citation.source.rpartition("/")[0] for citation in sentence.citations}
    found: dict[str, Citation] = {}
    for other in (source for source in sources if source.document not in letters):
        for citation in _repeating(sentence, other):
            found.setdefault(other.document, citation)
    return replace(sentence, citations=(*sentence.citations, *found.values())) if found else sentence


def _repeating(sentence: Sentence, source: Source) -> Iterator[Citation]:
    """Yield the sentences of an answer that carry a sentence by the gate's own rule; one shown as literal is literally there too."""
    enough = ("literal",) if sentence.verdict == "literal" else ("literal", "shortened")
    for span in sentences(source.answer):
        quote = source.answer[span.start : span.end]
        if not say_the_same(sentence.text, quote) or is_quoted(source.answer, span):
            continue
        if verify(sentence.text, quote).verdict in enough:
            yield Citation(source=source.id, quote=quote, start=span.start, end=span.end)


def _explaining(terms: Iterable[Term], sources: Iterable[Source], generation: Generation) -> Iterator[Source]:
    """Yield the answers that explain a term and that the reply does not show yet."""
    known = {source.id for source in sources}
    for id in dict.fromkeys(term.source for term in terms):
        if id not in known:
            yield source_of(*generation.catalogue.source(id))
