"""A question in, ranked Hits out: vectors, terms, the whole letter's context and the best sentence fused, verwijzingen followed.

Every candidate gets a score by each of the first three ways; as z-scores over the candidates they are added, each with its weight.
Of the best candidates the sentences are read as well: one sentence may answer in the middle of a long answer about something else.
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

WEIGHTS: Mapping[str, float] = {"vectors": 2.0, "terms": 1.0, "context": 0.2, "sentences": 1.0}
"""How much a way counts, per standard deviation above the mean of the candidates; measured in `evals/LOG.md`."""

_HUBNESS = 0.5
"""How much of a passage's nearness to questions at large is taken off: some passages lie near every question and would stand in every
answer's way (hubness; the idea of CSLS, Conneau et al. 2018, section 2.3)."""

_CANDIDATES = 200
"""By vectors and by terms each: what neither ranks that high is not looked at."""

_READ = 30
"""Best candidates of which the sentences are read."""

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
    similarities: Scores
    """Cosine of question and passage."""
    fused: Scores

    def order(self) -> list[int]:
        """Rows, best first; ties by id."""
        return sorted(range(len(self.ids)), key=lambda row: (-self.fused[row], self.ids[row]))

    def hit(self, row: int, passage: Passage) -> Hit:
        ranks = {way: _rank(scores, row) for way, scores in self.ways.items() if way == "vectors" or scores[row] > 0}
        return Hit(passage=passage, score=float(self.fused[row]), similarity=float(self.similarities[row]), ranks=ranks)


def _candidates(generation: Generation, question: str) -> _Candidates:
    vector = generation.embedder.query(question)
    asked = terms(question)
    by_terms = generation.terms.scores(asked)
    ids = sorted({id for id, _ in generation.vectors.nearest(vector, _CANDIDATES)} | set(_best(generation.terms.ids, by_terms)))
    vectors = generation.vectors.of(ids)
    letters = dict(zip(generation.letters.ids, generation.letters.scores(asked).tolist(), strict=True))
    near = np.array([vectors[id] for id in ids], dtype=np.float32).reshape(-1, len(vector))
    similarities = (near @ vector).astype(np.float64)
    ways = {
        "vectors": similarities - _HUBNESS * _usual(near, generation.lexicon.asked),
        "terms": np.array([float(by_terms[generation.terms.row(id)]) for id in ids]),
        "context": np.array([letters[id.rpartition("/")[0]] for id in ids]),
    }
    fused = sum((WEIGHTS[way] * _standardised(scores) for way, scores in ways.items()), start=np.zeros(len(ids)))
    ways["sentences"] = _read_sentences(generation.catalogue, vector, ids, fused)
    # Rounded, so that the order does not hang on the last bit of a sum.
    return _Candidates(question=vector, ids=ids, ways=ways, similarities=similarities, fused=np.round(fused, 9))


def _read_sentences(catalogue: Catalogue, question: Vector, ids: Sequence[str], fused: Scores) -> Scores:
    """Return the nearness of the best sentence of each of the best candidates, 0 for the others; a near one lifts its candidate in `fused`.

    None is lowered by it: 'Ja.' and 'Zie vraag 2' lie near no question and may be the answer.
    """
    best = np.argsort(-np.round(fused, 9), kind="stable")[:_READ]
    nearness = np.zeros(len(ids))
    for row in best:
        vectors = catalogue.sentence_vectors(ids[row].partition("#")[0])
        nearness[row] = float((vectors @ question).max()) if len(vectors) else 0.0
    fused[best] += WEIGHTS["sentences"] * np.maximum(_standardised(nearness[best]), 0.0)
    return nearness


def _usual(near: Vector, asked: Vector) -> Scores:
    """Return how near each passage lies to members' questions at large."""
    return (near @ asked.mean(axis=0)).astype(np.float64) if len(asked) else np.zeros(len(near))


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
