"""A generation in, what is not whole about it out, by the code of the problem and the ids concerned: catalogue, Chroma and BM25 compared.

Every passage is looked at and asked for; knows nothing about what the codes mean to a person (`check.py`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from store.analyse import terms
from store.catalogue import Catalogue
from store.embed import Vector
from store.generation import Generation, Manifest
from store.passages import text_to_find
from store.vectors import Vectors

# Vectors are kept in half precision in the catalogue: two of unit length that are the same differ by less than this in cosine.
_SAME = 2e-3
_NEIGHBOURS = 10
_WIDTHS = (32, 256)
"""How wide to search for a passage: nearly all are found at a fifth of the cost."""
_BATCH = 1000


def not_found(generation: Generation, ids: Sequence[str]) -> list[str]:
    """Return those of the ids whose vector does not find itself; raise StoreDamaged."""
    return _not_found(generation.vectors, generation.vectors.of(ids))


def findings(generation: Generation) -> dict[str, list[str]]:
    """Return for each code of a problem what it is about: ids of passages or letters; raise StoreDamaged."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, subject in (
        *catalogue_problems(generation.catalogue, generation.manifest),
        *_vector_problems(generation),
        *_term_problems(generation),
    ):
        found[code].append(subject)
    return dict(found)


def catalogue_problems(catalogue: Catalogue, manifest: Manifest) -> Iterator[tuple[str, str]]:
    """Yield what a catalogue holds other than its manifest says, with the code of the problem; reads all of it."""
    if catalogue.digest() != manifest.catalogue:
        yield "catalogue_changed", "its digest differs"
    if (counts := catalogue.counted()) != manifest.counts:
        yield "counts_wrong", f"{counts} instead of {manifest.counts}"


def _vector_problems(generation: Generation) -> Iterator[tuple[str, str]]:
    unknown = set(generation.vectors.ids())
    expected = generation.catalogue.passage_vectors()
    while batch := dict(islice(expected, _BATCH)):
        unknown -= batch.keys()
        yield from _problems_of(generation, batch)
    for id in sorted(unknown):
        yield "vector_unknown", id


def _problems_of(generation: Generation, expected: Mapping[str, Vector]) -> Iterator[tuple[str, str]]:
    stored, by_row = generation.vectors.of(list(expected)), _by_row(generation, expected)
    right = {}
    for id, vector in expected.items():
        if id not in stored:
            yield "vector_missing", id
        elif stored[id].shape != vector.shape or float(stored[id] @ vector) < 1 - _SAME or not np.array_equal(by_row[id], vector):
            yield "vector_wrong", id
        else:
            right[id] = vector
    yield from (("vector_not_found", id) for id in _not_found(generation.vectors, right))


def _by_row(generation: Generation, ids: Collection[str]) -> dict[str, Vector]:
    """Return the vector in the row of each id; an empty one where there is no such row, and for all when the term index lacks one."""
    stored, none = generation.passage_vectors, np.zeros(0, dtype=np.float32)
    try:
        rows = generation.terms.ids.rows(ids).tolist()
    except KeyError:
        return dict.fromkeys(ids, none)
    return {id: stored[row].astype(np.float32) if row < len(stored) else none for id, row in zip(ids, rows, strict=True)}


def _not_found(vectors: Vectors, expected: Mapping[str, Vector]) -> list[str]:
    """Return the ids whose vector does not find itself; what a narrow search finds, the wide one of readers does."""
    lost = dict(expected)
    for wide in _WIDTHS:
        if lost:
            nearest = vectors.nearest_each(np.array(list(lost.values())), _NEIGHBOURS, wide=wide)
            lost = {id: vector for (id, vector), found in zip(lost.items(), nearest, strict=True) if not _finds(id, found)}
    return list(lost)


def _finds(id: str, nearest: list[tuple[str, float]]) -> bool:
    # Texts that are the same to the letter ('Zie het antwoord op vraag 2.') are equally near, and may fill all places.
    best = nearest[0][1] if nearest else 0.0
    ties = [other for other, similarity in nearest if similarity > best - _SAME]
    return best > 1 - _SAME and (id in ties or len(ties) == _NEIGHBOURS)


def _term_problems(generation: Generation) -> Iterator[tuple[str, str]]:
    sizes = generation.terms.sizes()
    unknown = np.ones(len(sizes), dtype=bool)
    for passage in generation.catalogue.passages():
        try:
            row = generation.terms.row(passage.id)
        except KeyError:
            yield "terms_missing", passage.id
            continue
        unknown[row] = False
        if sizes[row] != len(set(terms(text_to_find(passage)))) or generation.terms.letter(row) != passage.document:
            yield "terms_wrong", passage.id
    for row in np.flatnonzero(unknown).tolist():
        yield "terms_unknown", generation.terms.ids[row]
