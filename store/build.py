"""Files in, a new generation of the store out: read ─▶ parse ─▶ refer ─▶ passages ─▶ embed ─▶ write aside ─▶ check ─▶ switch.

Until the switch the earlier generation serves, whatever happens; what a killed build left behind, the next one clears away.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from store import lexicon, terms
from store.analyse import ANALYSER
from store.analyse import terms as terms_of
from store.cache import VectorCache
from store.catalogue import Catalogue
from store.catalogue_writer import Entry, Writer, citable, sentence_texts
from store.check import problems
from store.embed import Embedder, Vector, open_embedder
from store.errors import StoreDamaged
from store.gather import gather
from store.generation import FORMAT, Manifest, open_generation, place, seals, where
from store.layout import GenerationPaths, Layout, delete, new_id, sync
from store.lock import unwritable, writing
from store.passages import passages, text_to_find
from store.records import Document, Unreadable
from store.settings import StoreSettings
from store.vectors import Place, Vectors, remove

BUNDLED = Path(__file__).resolve().parent / "corpus"

Progress = Callable[[str, int, int], None]
"""Told what is being done ('read', 'embed', 'write', 'check'), how much of it is done, and of how much."""


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a build made, and what it left out."""

    generation: str
    documents: int
    answers: int
    passages: int
    flagged: int
    """Documents with at least one flag."""
    unreadable: tuple[Unreadable, ...]
    reused: int
    """Texts whose vector was known from an earlier build."""
    embedded: int
    """Texts whose vector was computed now."""
    seconds: float


def build(paths: Sequence[Path], settings: StoreSettings, *, progress: Progress | None = None) -> Built:
    """Build the store from files and folders (none: the bundled letters) and switch to it.

    Raise DocumentUnreadable when nothing could be read, StoreLocked, StoreUnwritable, EmbedderUnavailable or VectorsUnavailable;
    the earlier generation then still serves.
    """
    started = time.monotonic()
    tell = progress or _silent
    documents, unreadable = gather(paths or [BUNDLED], lambda done, of: tell("read", done, of))
    layout = Layout(settings.store)
    embedder = open_embedder(settings)
    with writing(layout), _disk_trouble_explained(layout):
        _clear_away(layout, settings)
        try:
            with VectorCache(layout.cache) as cache:
                new = layout.generation(new_id())
                new.folder.mkdir(parents=True)
                tell("embed", 0, len(documents))
                lexicon.write(new.lexicon, documents, lambda texts: cache.vectors(embedder, texts))
                manifest = _write(new, settings, embedder, _entries(documents, embedder, cache, tell), tell)
                _verify(new, settings, embedder, tell)
                layout.switch(new.id)
                cache.forget_unused()
        finally:
            # Also after a failure: a disk that is full must not stay full.
            _clear_away(layout, settings)
    return Built(
        generation=new.id,
        documents=manifest.counts.documents,
        answers=manifest.counts.answers,
        passages=manifest.counts.passages,
        flagged=sum(bool(document.flags) for document in documents),
        unreadable=unreadable,
        reused=cache.reused,
        embedded=cache.embedded,
        seconds=round(time.monotonic() - started, 3),
    )


def _entries(documents: Sequence[Document], embedder: Embedder, cache: VectorCache, tell: Progress) -> Iterator[Entry]:
    for number, document in enumerate(documents, 1):
        parts = passages(replace(document, answers=citable(document)))
        yield Entry(
            document=document,
            passages=parts,
            passage_vectors=cache.vectors(embedder, [text_to_find(part) for part in parts]),
            sentence_vectors=cache.vectors(embedder, sentence_texts(document)),
        )
        tell("embed", number, len(documents))


def _write(new: GenerationPaths, settings: StoreSettings, embedder: Embedder, entries: Iterator[Entry], tell: Progress) -> Manifest:
    vectors: list[Vector] = []
    bags: dict[str, list[str]] = {}
    letters: dict[str, list[str]] = {}
    with Writer(new.catalogue) as writer:
        for entry in entries:
            writer.add(entry)
            vectors.append(entry.passage_vectors)
            own = {part.id: terms_of(text_to_find(part)) for part in entry.passages}
            bags.update(own)
            letters[entry.document.id] = [term for bag in own.values() for term in bag]
    tell("write", 0, 1)
    terms.write(new.terms, bags)
    terms.write(new.letters, letters)
    _write_vectors(place(new, settings), list(bags), np.concatenate(vectors))
    manifest = _sealed(new, settings, embedder)
    tell("write", 1, 1)
    return manifest


def _write_vectors(to: Place, ids: Sequence[str], vectors: Vector) -> None:
    opened = Vectors(to, create=True)
    try:
        opened.add(ids, vectors)
    finally:
        # Closed and opened again before it is checked: what is checked is what readers will find.
        opened.close()


def _sealed(new: GenerationPaths, settings: StoreSettings, embedder: Embedder) -> Manifest:
    made = Catalogue(new.catalogue)
    manifest = Manifest(
        format=FORMAT,
        generation=new.id,
        made_at=datetime.now(UTC),
        embedder=embedder.id,
        analyser=ANALYSER,
        vectors=where(settings),
        counts=made.counts,
        catalogue=made.digest(),
        files=seals(new),
    )
    made.close()
    new.manifest.write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
    sync(new.folder)
    return manifest


def _verify(new: GenerationPaths, settings: StoreSettings, embedder: Embedder, tell: Progress) -> None:
    tell("check", 0, 1)
    generation = open_generation(new, settings, embedder)
    try:
        found = problems(generation)
    finally:
        generation.close()
    if found:
        reasons = "; ".join(problem.message for problem in found)
        raise StoreDamaged(f"The new build is not whole, so the earlier one stays ({reasons}): run `uv run kamerantwoord build` again.")
    tell("check", 1, 1)


def _clear_away(layout: Layout, settings: StoreSettings) -> None:
    for paths in layout.superfluous():
        remove(place(paths, settings))
        delete(paths)


@contextmanager
def _disk_trouble_explained(layout: Layout) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise unwritable(layout.root, error) from error


def _silent(_step: str, _done: int, _of: int) -> None:
    """Tell nobody."""
