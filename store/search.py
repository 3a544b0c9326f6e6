"""A question in, ranked Hits out: vectors, terms and the whole letter's context fused, verwijzingen followed.

Every candidate gets a score by each of the three ways; as z-scores over the candidates they are added, each with its weight.
Knows nothing about what a reply is made of.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from store.analyse import terms
from store.catalogue import Catalogue
from store.embed import Vector
from store.errors import SourceUnknown
from store.generation import Generation
from store.records import Hit, Passage

WEIGHTS: Mapping[str, float] = {"vectors": 1.0, "terms": 1.0, "context": 0.6}
"""How much a way counts, per standard deviation above the mean of the candidates."""

_CANDIDATES = 200
"""By vectors and by terms each: what neither ranks that high is not looked at."""

_FOLLOWED = 5
"""Of an answer that points to more ('zie de antwoorden op de voorgaande vragen'), those nearest to the question."""

Scores = NDArray[np.float64]
"""One score a candidate, higher is better, in the order of the candidates."""


def search(generation: Generation, question: str, limit: int = 20) -> list[Hit]:
    """Return the answers that fit a question best, best first, ties by id; each answer once, its best passage.

    At most `limit` answers are found directly; an answer that one of them points to follows its pointer, with `via`.
    A way that has nothing to say (no word in common) is absent from a Hit's ranks.
    """
    candidates = _candidates(generation, question)
    if not candidates.ids or limit < 1:
        return []
    found: dict[str, Hit] = {}
    for row in candidates.order():
        hit = candidates.hit(row, generation.catalogue.passage(candidates.ids[row]))
        # Parts of one answer fold into the first, which is the best.
        found.setdefault(hit.passage.source, hit)
        if len(found) == limit:
            break
    return list(_with_targets(generation, list(found.values()), candidates))


@dataclass(frozen=True, kw_only=True)
class _Candidates:
    """Passages that may answer, with their score by each way."""

    question: Vector
    ids: list[str]
    ways: dict[str, Scores]
    fused: Scores

    def order(self) -> list[int]:
        """Rows, best first; ties by id."""
        return sorted(range(len(self.ids)), key=lambda row: (-self.fused[row], self.ids[row]))

    def hit(self, row: int, passage: Passage) -> Hit:
        ranks = {way: _rank(scores, row) for way, scores in self.ways.items() if way == "vectors" or scores[row] > 0}
        return Hit(passage=passage, score=float(self.fused[row]), similarity=float(self.ways["vectors"][row]), ranks=ranks)


def _candidates(generation: Generation, question: str) -> _Candidates:
    vector = generation.embedder.query(question)
    asked = terms(question)
    by_terms = generation.terms.scores(asked)
    ids = sorted({id for id, _ in generation.vectors.nearest(vector, _CANDIDATES)} | set(_best(generation.terms.ids, by_terms)))
    vectors = generation.vectors.of(ids)
    letters = dict(zip(generation.letters.ids, generation.letters.scores(asked).tolist(), strict=True))
    ways = {
        "vectors": np.array([float(vectors[id] @ vector) for id in ids]),
        "terms": np.array([float(by_terms[generation.terms.row(id)]) for id in ids]),
        "context": np.array([letters[id.rpartition("/")[0]] for id in ids]),
    }
    fused = sum((WEIGHTS[way] * _standardised(scores) for way, scores in ways.items()), start=np.zeros(len(ids)))
    # Rounded, so that the order does not hang on the last bit of a sum.
    return _Candidates(question=vector, ids=ids, ways=ways, fused=np.round(fused, 9))


def _best(ids: Sequence[str], scores: NDArray[np.float32]) -> list[str]:
    rows = np.argsort(-scores, kind="stable")[:_CANDIDATES]
    return [ids[row] for row in rows if scores[row] > 0]


def _standardised(scores: Scores) -> Scores:
    spread = float(scores.std()) if len(scores) else 0.0
    return np.zeros(len(scores)) if spread < 1e-9 else (scores - scores.mean()) / spread


def _rank(scores: Scores, row: int) -> int:
    return int((scores > scores[row]).sum()) + 1


def _with_targets(generation: Generation, hits: list[Hit], candidates: _Candidates) -> Iterator[Hit]:
    """Yield the hits, each followed by the answers it points to, and those by theirs; none of them twice."""
    known = {hit.passage.source for hit in hits}
    for hit in hits:
        waiting = [hit]
        while waiting:
            pointer = waiting.pop(0)
            yield pointer
            sources = [source for source in _pointed_at(generation.catalogue, pointer.passage.source) if source not in known]
            targets = [target for source in sources if (target := _target(generation, source, candidates)) is not None]
            nearest = sorted(targets, key=lambda target: -target.similarity)[:_FOLLOWED]
            waiting[:0] = [replace(target, via=pointer.passage.source) for target in targets if target in nearest]
            known.update(target.passage.source for target in nearest)


def _pointed_at(catalogue: Catalogue, source: str) -> list[str]:
    """Return the sources that an answer points to and that are in the store, in the order it names them."""
    _, answer = catalogue.source(source)
    found: dict[str, None] = {}
    for verwijzing in answer.verwijzingen:
        for number in verwijzing.numbers:
            try:
                document, target = catalogue.source(f"{verwijzing.document}/{number}")
            except SourceUnknown:
                continue
            found[document.source_of(target)] = None
    found.pop(source, None)
    return list(found)


def _target(generation: Generation, source: str, candidates: _Candidates) -> Hit | None:
    """Return the best passage of an answer that was pointed to; None when it has no text."""
    rows = [row for row in candidates.order() if candidates.ids[row].partition("#")[0] == source]
    if rows:
        return candidates.hit(rows[0], generation.catalogue.passage(candidates.ids[rows[0]]))
    parts = generation.catalogue.passages_of(source)
    vectors = generation.vectors.of([part.id for part in parts])
    nearest = max(parts, key=lambda part: float(vectors[part.id] @ candidates.question), default=None)
    if nearest is None:
        return None
    # No way found it, so it scores below all that was found.
    return Hit(passage=nearest, score=float(candidates.fused.min()), similarity=float(vectors[nearest.id] @ candidates.question))
