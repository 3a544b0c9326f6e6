"""A question in, ranked Hits out: the candidates in their order, those that say the same folded, verwijzingen followed.

How well a passage fits is decided in `candidates`. Knows nothing about what a reply is made of.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

import numpy as np

from store.candidates import Candidates, candidates
from store.catalogue import Catalogue
from store.errors import SourceUnknown
from store.fold import same_words
from store.generation import Generation
from store.passages import source_of
from store.records import Hit, Passage

_AT_ONCE = 32
"""Passages fetched together."""
_FOLLOWED = 5
"""Of an answer that points to more ('zie de antwoorden op de voorgaande vragen'), those nearest to the question."""


def search(generation: Generation, question: str, limit: int = 20, *, among: Collection[str] | None = None) -> list[Hit]:
    """Return the answers that fit a question best, best first, of equal ones the latest; each answer once, its best passage.

    At most `limit` answers are found directly; an answer that one of them points to follows its pointer, with `via`. Answers of several
    letters in the same words are one Hit, of the latest letter, with the others in `also`. `among`: ids of the Documents that count.
    """
    found = candidates(generation, question, among)
    return list(_with_targets(generation, _found(generation.catalogue, found, limit), found))


def _found(catalogue: Catalogue, found: Candidates, limit: int) -> list[Hit]:
    """Return the best `limit` answers; the parts of one fold into the first, which is the best."""
    hits: list[Hit] = []
    known: set[str] = set()
    for row, passage in _passages(catalogue, found) if limit > 0 else ():
        hit = found.hit(row, passage)
        if hit.passage.source in known:
            continue
        known.add(hit.passage.source)
        twin = next((place for place, other in enumerate(hits) if same_words(other.passage.answer, hit.passage.answer)), None)
        if twin is not None:
            hits[twin] = _folded(catalogue, hits[twin], hit)
        elif len(hits) == limit:
            break
        else:
            hits.append(hit)
    return hits


def _passages(catalogue: Catalogue, found: Candidates) -> Iterator[tuple[int, Passage]]:
    """Yield the candidates' rows in their order, each with its passage."""
    rows = _latest_first(catalogue, found)
    for start in range(0, len(rows), _AT_ONCE):
        together = rows[start : start + _AT_ONCE]
        yield from zip(together, catalogue.passages_named([found.ids[row] for row in together]), strict=True)


def _latest_first(catalogue: Catalogue, found: Candidates) -> list[int]:
    """Return the candidates' rows in their order, those that fit equally well by the day of their letter, the latest first."""
    equal = Counter(found.fused.tolist())
    if len(equal) == len(found.ids):
        return found.order
    days = {row: _day(catalogue, found.ids[row]) for row, score in enumerate(found.fused.tolist()) if equal[score] > 1}
    by_day = sorted(found.order, key=lambda row: days.get(row, ""), reverse=True)
    return sorted(by_day, key=lambda row: -found.fused[row])


def _folded(catalogue: Catalogue, hit: Hit, other: Hit) -> Hit:
    """Return one Hit for two that say the same: of the later letter, at the better one's place."""
    shown, hidden = (other, hit) if _day(catalogue, other.passage.id) > _day(catalogue, hit.passage.id) else (hit, other)
    return replace(shown, score=hit.score, ranks=hit.ranks, also=(*hit.also, hidden.passage.source))


def _day(catalogue: Catalogue, passage: str) -> str:
    """Return the day of a passage's letter, '' when it names none."""
    document = catalogue.document(passage.rpartition("/")[0])
    day = document.answered_on or document.asked_on
    return day.isoformat() if day else ""


def _with_targets(generation: Generation, hits: list[Hit], found: Candidates) -> Iterator[Hit]:
    """Yield the hits, each followed by the answers it points to, and those by theirs; none of them twice."""
    known = {source for hit in hits for source in (hit.passage.source, *hit.also)}
    for hit in hits:
        waiting = [hit]
        while waiting:
            pointer = waiting.pop(0)
            yield pointer
            sources = [source for source in _pointed_at(generation.catalogue, pointer.passage.source) if source not in known]
            targets = [target for source in sources if (target := _target(generation, source, found)) is not None]
            nearest = sorted(targets, key=lambda target: -target.similarity)[:_FOLLOWED]
            waiting[:0] = [replace(target, via=pointer.passage.source) for target in targets if target in nearest]
            known.update(target.passage.source for target in nearest)


def _pointed_at(catalogue: Catalogue, source: str) -> list[str]:
    """Return the sources that an answer points to and that are in the store, in the order it names them."""
    found: dict[str, None] = {}
    for id, number in catalogue.pointers(source):
        try:
            document, target = catalogue.source(f"{id}/{number}")
        except SourceUnknown:
            continue
        found[document.source_of(target)] = None
    found.pop(source, None)
    return list(found)


def _target(generation: Generation, source: str, found: Candidates) -> Hit | None:
    """Return the best passage of an answer that was pointed to; None when it has no text."""
    rows = [row for row in found.order if source_of(found.ids[row]) == source]
    if rows:
        return found.hit(rows[0], generation.catalogue.passage(found.ids[rows[0]]))
    parts = generation.catalogue.passages_of(source)
    if not parts:
        return None
    vectors = generation.passage_vectors[generation.terms.ids.rows(part.id for part in parts)].astype(np.float32)
    similarities = (vectors @ found.question).tolist()
    best = similarities.index(max(similarities))
    # No way found it, so it scores below all that was found.
    return Hit(passage=parts[best], score=float(found.fused.min()), similarity=similarities[best])
