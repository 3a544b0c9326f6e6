"""Where the parts of the store lie on disk, and which generation is the current one.

    STORE/current                     names the generation that serves, and the one before it; replaced in one atomic rename
    STORE/generations/<id>/chroma/    the vectors, unless a Chroma server has them
    STORE/generations/<id>/terms/     the BM25 indexes
    STORE/generations/<id>/vectors.f16  the passages' vectors again, in half precision, by row
    STORE/generations/<id>/lexicon/   the words and their vectors
    STORE/generations/<id>/strays.npz  vectors that Chroma has but does not find, when there are any
    STORE/generations/<id>/catalogue.sqlite
    STORE/generations/<id>/manifest.json   written last: a folder without one was never finished
    STORE/cache/letters.sqlite        letters read before
    STORE/cache/vectors.sqlite        vectors of texts seen before
    STORE/lock, STORE/lock.holder     held by the one process that builds

Knows nothing about what is in the parts.
"""

import os
import re
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from store.errors import StoreDamaged, StoreMissing

_ID = re.compile(r"\d{8}T\d{6}-[0-9a-f]{6}")


@dataclass(frozen=True)
class GenerationPaths:
    """The parts of one generation."""

    folder: Path

    @property
    def id(self) -> str:
        """The generation's name."""
        return self.folder.name

    @property
    def chroma(self) -> Path:
        """Folder of the embedded Chroma."""
        return self.folder / "chroma"

    @property
    def strays(self) -> Path:
        """File of the vectors that Chroma does not find; absent when there are none."""
        return self.folder / "strays.npz"

    @property
    def terms(self) -> Path:
        """Folder of the BM25 index over passages."""
        return self.folder / "terms"

    @property
    def vectors(self) -> Path:
        """File of the passages' vectors, in the order of the BM25 index."""
        return self.folder / "vectors.f16"

    @property
    def usual(self) -> Path:
        """File of what questions share and what passages share."""
        return self.folder / "usual.npz"

    @property
    def lexicon(self) -> Path:
        """Folder of the words and their vectors."""
        return self.folder / "lexicon"

    @property
    def catalogue(self) -> Path:
        """File of the catalogue."""
        return self.folder / "catalogue.sqlite"

    @property
    def manifest(self) -> Path:
        """File that says what the generation holds."""
        return self.folder / "manifest.json"


@dataclass(frozen=True)
class Layout:
    """The store's folder."""

    root: Path

    @property
    def cache(self) -> Path:
        """File of the vectors computed before."""
        return self.root / "cache" / "vectors.sqlite"

    @property
    def letters(self) -> Path:
        """File of the letters read before."""
        return self.root / "cache" / "letters.sqlite"

    def generation(self, id: str) -> GenerationPaths:
        """Return the paths of a generation, which need not exist."""
        return GenerationPaths(self.root / "generations" / id)

    def generations(self) -> list[GenerationPaths]:
        """Return every generation's folder there is, finished or not, oldest first."""
        folder = self.root / "generations"
        names = sorted(path.name for path in folder.iterdir() if _ID.fullmatch(path.name)) if folder.is_dir() else []
        return [self.generation(name) for name in names]

    def current(self) -> str:
        """Return the id of the generation that serves; raise StoreMissing, or StoreDamaged when `current` names none."""
        try:
            id = (self.root / "current").read_text(encoding="utf-8").partition("\n")[0].strip()
        except (FileNotFoundError, NotADirectoryError):
            raise StoreMissing(f"There is no store in {self.root} yet: run `uv run kamerantwoord build`.") from None
        except (OSError, UnicodeDecodeError) as error:
            raise StoreDamaged(f"{self.root / 'current'} cannot be read ({error}): run `uv run kamerantwoord build`.") from error
        if not _ID.fullmatch(id) or not self.generation(id).manifest.is_file():
            raise StoreDamaged(
                f"{self.root / 'current'} names {id[:60]!r}, which is not a finished build: run `uv run kamerantwoord build`."
            )
        return id

    def switch(self, id: str) -> None:
        """Make a generation the one that serves, in one rename that a power cut cannot split."""
        before = ""
        with suppress(StoreMissing, StoreDamaged):
            before = self.current()
        aside = self.root / "current.new"
        with aside.open("w", encoding="utf-8") as file:
            file.write(f"{id}\n{before}\n")
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self.root / "current")
        _sync_folder(self.root)

    def superfluous(self) -> list[GenerationPaths]:
        """Return what may go: builds that were never finished, and all but the current generation and the one before it."""
        try:
            self.current()
        except (StoreMissing, StoreDamaged):
            # Without a current one nothing is known to be good: only the unfinished may go.
            return [paths for paths in self.generations() if not paths.manifest.is_file()]
        kept = (self.root / "current").read_text(encoding="utf-8").split()
        return [paths for paths in self.generations() if paths.id not in kept]


def new_id() -> str:
    """Return a new generation's name: the time in UTC, and something that tells two builds of one second apart."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


def delete(paths: GenerationPaths) -> None:
    """Delete a generation's folder, its manifest first: half deleted, it counts as unfinished."""
    paths.manifest.unlink(missing_ok=True)
    shutil.rmtree(paths.folder)


def sync(folder: Path) -> None:
    """Wait until all that lies under a folder is on disk."""
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            _sync_folder(path)
        else:
            with path.open("rb") as file:
                os.fsync(file.fileno())
    _sync_folder(folder)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
