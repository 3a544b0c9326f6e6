"""A store in, the ways to rank its answers for a question out: search, each of its ways alone, and plain alternatives beside it."""

import numpy as np

from evals.bench.plain import by_llamaindex, by_passage_vectors, by_plain_words
from evals.bench.rankings import DEPTH, Ranking, Way, answers
from store.candidates import candidates
from store.embedding.embedder import Embedder
from store.generation import Generation
from store.search import search


def ways(generation: Generation, embedder: Embedder) -> dict[str, Way]:
    """Return every way by its name; `embedder` may remember the vectors of texts."""
    return {
        "search": lambda question: _searched(generation, question),
        "vectors": lambda question: _by_one(generation, question, "vectors"),
        "terms": lambda question: _by_one(generation, question, "terms"),
        "context": lambda question: _by_one(generation, question, "context"),
        "sentences": _by_sentences(generation),
        "BM25 plain": by_plain_words(generation),
        "embedder alone": lambda question: by_passage_vectors(generation, question),
        "VectorStoreIndex": by_llamaindex(generation, embedder),
    }


def _searched(generation: Generation, question: str) -> Ranking:
    hits = [hit for hit in search(generation, question, DEPTH) if hit.via is None]
    return [(hit.passage.source, *hit.also) for hit in hits]


def _by_one(generation: Generation, question: str, way: str) -> Ranking:
    """Rank the candidates of search by one of its ways; those that tie by id."""
    found = candidates(generation, question)
    scores = found.ways[way]
    rows = sorted(range(len(found.ids)), key=lambda row: (-scores[row], found.ids[row]))
    return answers(found.ids[row] for row in rows)


def _by_sentences(generation: Generation) -> Way:
    """Rank all answers by their best sentence; search itself reads those of its best candidates only."""
    sources = sorted({passage.source for passage in generation.catalogue.passages()})
    read = [generation.catalogue.sentence_vectors(source) for source in sources]
    owners = np.repeat(np.arange(len(sources)), [len(vectors) for vectors in read])
    vectors = np.concatenate([each for each in read if len(each)])

    def ranking(question: str) -> Ranking:
        best = np.full(len(sources), -1.0)
        np.maximum.at(best, owners, vectors @ generation.embedder.query(question))
        return [(sources[row],) for row in np.argsort(-best, kind="stable")[:DEPTH]]

    return ranking
