"""Letters in, a new generation on disk out, written aside and proven whole; knows nothing about which generation serves.

One letter is in memory at a time; of all of them only their words' numbers, for the term indexes.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from store import lexicon, usual
from store.analyse import ANALYSER, terms
from store.cache import VectorCache
from store.catalogue import Catalogue, Counts
from store.catalogue_writer import Entry, Writer, citable, sentence_texts
from store.check import findings, not_found, problems_of
from store.embed import Embedder, Vector
from store.errors import StoreDamaged
from store.gather import Gathered
from store.generation import FORMAT, Manifest, open_generation, place, read_manifest, seals, where
from store.layout import GenerationPaths, sync
from store.passages import passages, text_to_find
from store.settings import StoreSettings
from store.strays import write_strays
from store.terms import Bags
from store.vectors import Place, Vectors, journal

Progress = Callable[[str, int, int], None]
"""Told what is being done ('read', 'words', 'embed', 'write', 'check'), how much of it is done, and of how much."""
_PART = 5000
"""Vectors that wait in memory before they go to Chroma."""


def make(
    new: GenerationPaths, gathered: Gathered, inputs: str, settings: StoreSettings, embedder: Embedder, cache: VectorCache, tell: Progress
) -> Manifest:
    """Make a generation and return its manifest; raise StoreDamaged when it is not whole, StoreUnwritable or EmbedderUnavailable."""
    new.folder.mkdir(parents=True)
    asked = lexicon.write(
        new.lexicon, gathered.unreferred(), lambda texts: cache.vectors(embedder, texts), lambda done, of: tell("words", done, of)
    )
    tell("embed", 0, len(gathered))
    bags, mean = _write(new, place(new, settings), _entries(gathered, embedder, cache, tell), embedder.dimension)
    usual.write(new.usual, embedder, asked, mean)
    tell("write", 0, 2)
    bags.write(new.terms)
    tell("write", 1, 2)
    del bags
    counts, digest = _contents(new)
    manifest = Manifest(
        format=FORMAT,
        generation=new.id,
        made_at=datetime.now(UTC),
        embedder=embedder.id,
        analyser=ANALYSER,
        vectors=where(settings),
        inputs=inputs,
        texts=cache.reused + cache.embedded,
        flagged=gathered.flagged,
        counts=counts,
        catalogue=digest,
        files={},
    )
    _seal(new, settings, manifest)
    tell("write", 2, 2)
    tell("check", 0, 1)
    _verify(new, settings, embedder)
    tell("check", 1, 1)
    return read_manifest(new)


def _entries(gathered: Gathered, embedder: Embedder, cache: VectorCache, tell: Progress) -> Iterator[Entry]:
    for number, document in enumerate(gathered.documents(), 1):
        parts = passages(replace(document, answers=citable(document)))
        yield Entry(
            document=document,
            passages=parts,
            passage_vectors=cache.vectors(embedder, [text_to_find(part) for part in parts]),
            sentence_vectors=cache.vectors(embedder, sentence_texts(document)),
        )
        tell("embed", number, len(gathered))


def _write(new: GenerationPaths, to: Place, entries: Iterator[Entry], dimension: int) -> tuple[Bags, Vector]:
    """Write the catalogue and the vectors, and return the terms of all passages and the mean (d,) of their vectors."""
    bags, mean = Bags(), np.zeros(dimension)
    vectors = _Incoming(to)
    try:
        with Writer(new.catalogue) as writer:
            for entry in entries:
                writer.add(entry)
                vectors.add([part.id for part in entry.passages], entry.passage_vectors)
                mean += entry.passage_vectors.sum(axis=0)
                for part in entry.passages:
                    bags.add(part.id, terms(text_to_find(part)))
                bags.close_letter(entry.document.id)
        vectors.finish()
    finally:
        # Closed and opened again before it is checked: what is checked is what readers will find.
        vectors.close()
    return bags, (mean / max(1, len(bags))).astype(np.float32)


class _Incoming:
    """Vectors on their way to Chroma, sent in parts that are never a single one."""

    def __init__(self, to: Place) -> None:
        self._opened = Vectors(to, create=True)
        self._ids: list[str] = []
        self._vectors: list[Vector] = []

    def add(self, ids: list[str], vectors: Vector) -> None:
        self._ids += ids
        self._vectors.append(vectors)
        if len(self._ids) >= 2 * _PART:
            self._send(_PART)

    def finish(self) -> None:
        self._send(len(self._ids))

    def close(self) -> None:
        self._opened.close()

    def _send(self, n: int) -> None:
        if n:
            waiting = np.concatenate(self._vectors)
            self._opened.add(self._ids[:n], waiting[:n])
            self._ids, self._vectors = self._ids[n:], [waiting[n:]]


def _contents(new: GenerationPaths) -> tuple[Counts, str]:
    """How much the catalogue holds, and its digest."""
    made = Catalogue(new.catalogue)
    try:
        return made.counts, made.digest()
    finally:
        made.close()


def _seal(new: GenerationPaths, settings: StoreSettings, manifest: Manifest) -> None:
    """Write the manifest, with a seal on each file, as the last thing."""
    sealed = manifest.model_copy(update={"files": seals(new), "journal": journal(place(new, settings))})
    new.manifest.write_text(sealed.model_dump_json(indent=2) + "\n", encoding="utf-8")
    sync(new.folder)


def _verify(new: GenerationPaths, settings: StoreSettings, embedder: Embedder) -> None:
    """Raise StoreDamaged when a new generation is not whole; the vectors that Chroma does not lead to are put beside it."""
    generation = open_generation(new, settings, embedder)
    try:
        found = findings(generation)
        lost = found.pop("vector_not_found", [])
        vectors = generation.vectors.of(lost)
    finally:
        generation.close()
    if lost and not found:
        write_strays(new.strays, list(vectors), np.array(list(vectors.values())))
        _seal(new, settings, generation.manifest)
        generation = open_generation(new, settings, embedder)
        try:
            found = {"vector_not_found": left} if (left := not_found(generation, lost)) else {}
        finally:
            generation.close()
    if found:
        reasons = "; ".join(problem.message for problem in problems_of(found))
        raise StoreDamaged(f"The new build is not whole, so the earlier one stays ({reasons}): run `uv run kamerantwoord build` again.")
