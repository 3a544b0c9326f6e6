"""Files in, a new generation of the store out: read ─▶ parse ─▶ refer ─▶ passages ─▶ embed ─▶ write aside ─▶ check ─▶ switch.

Until the switch the earlier generation serves, whatever happens; what a killed build left behind, the next one clears away.
When nothing changed there is nothing to build.
"""

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from store.analyse import ANALYSER
from store.cache import VectorCache
from store.catalogue import Catalogue
from store.check import unharmed
from store.chroma import server_version
from store.chroma_server import server_of
from store.embed import Embedder, open_embedder
from store.errors import StoreError
from store.gather import Duplicate, Gathered, gather
from store.generation import FORMAT, Manifest, place, read_manifest, where
from store.layout import Layout, delete, new_id
from store.letters import Letters
from store.lock import unwritable, writing
from store.make import Progress, make
from store.record_json import DOCUMENT
from store.records import Unreadable
from store.settings import StoreSettings
from store.vectors import remove

BUNDLED = Path(__file__).resolve().parent / "corpus"


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a build made, and what it left out."""

    generation: str
    """The one that serves now: the earlier one when nothing changed."""
    documents: int
    answers: int
    passages: int
    flagged: int
    """Documents with at least one flag."""
    unreadable: tuple[Unreadable, ...]
    duplicates: tuple[Duplicate, ...]
    """Files whose letter another file holds as well, and better."""
    reused: int
    """Texts whose vector was known from an earlier build."""
    embedded: int
    """Texts whose vector was computed now."""
    seconds: float
    unchanged: bool = False
    """Whether the earlier generation serves on, because it was made of just this."""


def build(
    paths: Sequence[Path],
    settings: StoreSettings,
    *,
    rebuild: bool = False,
    progress: Progress | None = None,
    reading: Callable[[str], None] | None = None,
) -> Built:
    """Build the store from files and folders (none: the bundled letters) and switch to it; `rebuild` also when nothing changed.

    `reading` is told which file is being read. Raise DocumentUnreadable when nothing could be read, StoreLocked, StoreUnwritable,
    EmbedderUnavailable or VectorsUnavailable; the earlier generation then still serves.
    """
    started = time.monotonic()
    tell = progress or _silent
    layout = Layout(settings.store)
    embedder = open_embedder(settings)
    if server := server_of(settings):
        # Hours of reading and embedding should not come before it turns out to be away.
        server_version(server)
    with writing(layout), _disk_trouble_explained(layout):
        _clear_away(layout, settings)
        try:
            with Letters(layout.letters) as kept, VectorCache(layout.cache) as cache:
                gathered = _gathered(paths or [BUNDLED], kept, tell, reading or _silent)
                inputs = _inputs(gathered, settings, embedder)
                serving = None if rebuild else _unchanged(layout, settings, embedder, inputs)
                new = layout.generation(new_id())
                manifest = serving or make(new, gathered, inputs, settings, embedder, cache, tell)
                if not serving or _holds_withdrawn(layout, serving):
                    layout.switch(manifest.generation)
                    kept.forget_unused()
                    cache.forget_unused()
        finally:
            # Also after a failure: a disk that is full must not stay full.
            _clear_away(layout, settings)
    return _built(manifest, gathered, cache.embedded, started, unchanged=serving is not None)


def _built(manifest: Manifest, gathered: Gathered, embedded: int, started: float, *, unchanged: bool) -> Built:
    return Built(
        generation=manifest.generation,
        documents=manifest.counts.documents,
        answers=manifest.counts.answers,
        passages=manifest.counts.passages,
        flagged=manifest.flagged,
        unreadable=gathered.unreadable,
        duplicates=gathered.duplicates,
        reused=manifest.texts - embedded,
        embedded=embedded,
        seconds=round(time.monotonic() - started, 3),
        unchanged=unchanged,
    )


def _gathered(paths: Sequence[Path], kept: Letters, tell: Progress, reading: Callable[[str], None]) -> Gathered:
    def told(done: int, of: int, path: str) -> None:
        reading(path)
        tell("read", done, of)

    try:
        return gather(paths, kept, told)
    except sqlite3.OperationalError:
        # A full or read-only disk, which reading all again would not mend.
        raise
    except sqlite3.DatabaseError:
        kept.start_anew()
        return gather(paths, kept, told)


def _inputs(gathered: Gathered, settings: StoreSettings, embedder: Embedder) -> str:
    """Return a digest of all that a generation is made of, so that the same is not built twice."""
    made_by = "\n".join((gathered.fingerprint(), embedder.id, ANALYSER, where(settings), str(settings.chroma_url), str(FORMAT)))
    return hashlib.sha256(made_by.encode()).hexdigest()


def _unchanged(layout: Layout, settings: StoreSettings, embedder: Embedder, inputs: str) -> Manifest | None:
    """Return what serves now when it was made of the same and is still what was verified; None when there is something to build."""
    try:
        paths = layout.generation(layout.current())
        manifest = read_manifest(paths)
        return manifest if manifest.inputs == inputs and unharmed(paths, settings, embedder) else None
    except StoreError:
        # Missing, damaged, or made by something else: exactly what a build is for.
        return None


def _holds_withdrawn(layout: Layout, serving: Manifest) -> bool:
    """Say whether the generation before the one that serves holds a text that is no longer in it: that one may then go too."""
    held: dict[str, set[bytes]] = {}
    for paths in layout.generations():
        catalogue = Catalogue(paths.catalogue)
        held[paths.id] = {hashlib.sha256(DOCUMENT.dump_json(document)).digest() for document in catalogue.documents()}
        catalogue.close()
    return any(documents - held[serving.generation] for documents in held.values())


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


def _silent(*_: object) -> None:
    """Tell nobody."""
