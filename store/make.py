"""Letters in, a new generation on disk out, written aside and proven whole; knows nothing about which generation serves.

One letter is in memory at a time; of all of them only their words' numbers, for the term indexes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

import numpy as np

from store import lexicon, usual
from store.analyse import ANALYSER, terms
from store.catalogue import Catalogue
from store.catalogue_writer import Entry, Writer, citable, sentence_texts
from store.check import problems_of
from store.counts import Counts
from store.embed import Embedder, Vector
from store.errors import StoreDamaged
from store.findings import findings, not_found
from store.generation import FORMAT, Manifest, open_generation, place, read_manifest, seals, where
from store.layout import GenerationPaths, sync
from store.passages import passages, text_to_find
from store.records import Document
from store.settings import StoreSettings
from store.strays import write_strays
from store.terms_writer import Bags
from store.vector_file import Half, VectorWriter, mapped
from store.vectors import fill, journal

Progress = Callable[[str, int, int], None]
"""Told what is being done ('read', 'words', 'embed', 'write', 'check'), how much of it is done, and of how much."""


class Letters(Protocol):
    """The letters of a build."""

    flagged: int
    """Documents with at least one flag; known when all were given."""

    def __len__(self) -> int: ...

    def unreferred(self) -> Iterator[Document]:
        """Yield the Documents without their verwijzingen, one at a time."""

    def documents(self) -> Iterator[Document]:
        """Yield the Documents with their verwijzingen, one at a time."""


class Known(Protocol):
    """The vectors of texts, each computed once."""

    reused: int
    embedded: int

    def vectors(self, embedder: Embedder, texts: Sequence[str]) -> Vector:
        """Return the vectors (n, d) of texts to be found."""

    def questions(self, embedder: Embedder, texts: Sequence[str]) -> Vector:
        """Return the vectors (n, d) of texts as questions."""


def make(
    new: GenerationPaths, gathered: Letters, inputs: str, settings: StoreSettings, embedder: Embedder, cache: Known, tell: Progress
) -> Manifest:
    """Make a generation and return its manifest; raise StoreDamaged when it is not whole, StoreUnwritable or EmbedderUnavailable."""
    new.folder.mkdir(parents=True)
    asked = lexicon.write(
        new.lexicon, gathered.unreferred(), lambda texts: cache.vectors(embedder, texts), lambda done, of: tell("words", done, of)
    )
    tell("embed", 0, len(gathered))
    bags = _write(new, _entries(gathered, embedder, cache, tell))
    tell("write", 0, len(bags))
    bags.write(new.terms)
    ids = bags.ids
    # Here and not while reading: Chroma and the terms of all letters need not be in memory together.
    del bags
    vectors = mapped(new.vectors, embedder.dimension)
    usual.write(new.usual, lambda texts: cache.questions(embedder, texts), asked, _mean(vectors))
    # Chroma gets them once it is known how many there are.
    fill(place(new, settings), ids, vectors, lambda done, of: tell("write", done, of))
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
    tell("check", 0, 1)
    _verify(new, settings, embedder)
    tell("check", 1, 1)
    return read_manifest(new)


def _entries(gathered: Letters, embedder: Embedder, cache: Known, tell: Progress) -> Iterator[Entry]:
    for number, document in enumerate(gathered.documents(), 1):
        parts = passages(replace(document, answers=citable(document)))
        yield Entry(
            document=document,
            passages=parts,
            passage_vectors=cache.vectors(embedder, [text_to_find(part) for part in parts]),
            sentence_vectors=cache.vectors(embedder, sentence_texts(document)),
        )
        tell("embed", number, len(gathered))


def _write(new: GenerationPaths, entries: Iterator[Entry]) -> Bags:
    """Write the catalogue and the vectors by row, and return the terms of all passages."""
    bags, vectors = Bags(), VectorWriter(new.vectors)
    try:
        with Writer(new.catalogue) as writer:
            for entry in entries:
                writer.add(entry)
                vectors.add(entry.passage_vectors)
                for part in entry.passages:
                    bags.add(part.id, terms(text_to_find(part)))
                bags.close_letter(entry.document.id)
    finally:
        vectors.close()
    return bags


def _mean(vectors: Half) -> Vector:
    return vectors.mean(axis=0, dtype=np.float64).astype(np.float32) if len(vectors) else np.zeros(vectors.shape[1], dtype=np.float32)


def _contents(new: GenerationPaths) -> tuple[Counts, str]:
    """How much the catalogue holds, and its digest."""
    made = Catalogue(new.catalogue)
    try:
        return made.counted(), made.digest()
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
