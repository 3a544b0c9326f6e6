"""A generation in, what is not whole about it out; the build uses it before it switches, `kamerantwoord check` afterwards.

Whole means: catalogue, Chroma and BM25 hold the same passages, each passage finds itself in both, and all is what the manifest says.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from store.catalogue import Catalogue
from store.embed import Embedder, open_embedder
from store.errors import StoreDamaged, StoreError, StoreMismatch
from store.findings import catalogue_problems, findings
from store.generation import Generation, open_generation, place, read_manifest, refuse_mismatch, seals
from store.layout import GenerationPaths, Layout
from store.records import Flag
from store.settings import StoreSettings
from store.vectors import journal

_REBUILD = "uv run kamerantwoord build"
_NAMED = 5


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One way in which the store is not whole."""

    code: str
    """'vector_missing', 'vector_unknown', 'vector_wrong', 'vector_not_found', 'terms_missing', 'terms_unknown', 'terms_wrong',
    'catalogue_changed', 'counts_wrong', 'file_changed', 'damaged' or 'mismatch'."""
    message: str
    mend: str
    """The command that mends it."""


@dataclass(frozen=True, kw_only=True)
class FlaggedLetter:
    """A letter in which something does not hold."""

    document: str
    origin: str
    """Name of the file it was read from; the lines of its flags are those of the file's text."""
    flags: tuple[Flag, ...]


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a check found."""

    generation: str | None
    """None when it could not be said which one serves."""
    problems: tuple[Problem, ...]
    flags: dict[str, int]
    """How often each flag stands on a Document."""
    letters: tuple[FlaggedLetter, ...] = ()
    """Those with flags, in the order of the store."""

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(settings: StoreSettings) -> Checked:
    """Check the generation that serves; raise StoreMissing when there is none, VectorsUnavailable when the server is away."""
    layout = Layout(settings.store)
    id = None
    try:
        id = layout.current()
        changed = _changed_files(layout.generation(id))
        if changed:
            # Not opened: a vector index with other bytes can crash the process inside Chroma.
            return Checked(generation=id, problems=(_problem("file_changed", changed),), flags={})
        generation = open_generation(layout.generation(id), settings, open_embedder(settings))
    except (StoreDamaged, StoreMismatch) as error:
        return Checked(generation=id, problems=(_problem_of(error),), flags={})
    try:
        letters = tuple(_flagged(generation.catalogue))
        flags = Counter(flag.code for letter in letters for flag in letter.flags)
        return Checked(generation=id, problems=problems(generation), flags=dict(sorted(flags.items())), letters=letters)
    except StoreDamaged as error:
        return Checked(generation=id, problems=(_problem_of(error),), flags={})
    finally:
        generation.close()


def problems(generation: Generation) -> tuple[Problem, ...]:
    """Return everything that is not whole about an opened generation; raise StoreDamaged when a part cannot be read to the end."""
    return problems_of(findings(generation))


def problems_of(found: Mapping[str, list[str]]) -> tuple[Problem, ...]:
    """Return what findings mean, in words."""
    return tuple(_problem(code, subjects) for code, subjects in found.items())


def unharmed(paths: GenerationPaths, settings: StoreSettings, embedder: Embedder) -> bool:
    """Say whether a generation is still what was verified when it was built, at a fraction of what verifying costs; raise StoreError.

    All that is indexed is under a seal, all texts under a digest, and so is what Chroma was told. Where that cannot be had, or differs,
    everything is verified anew.
    """
    manifest = read_manifest(paths)
    refuse_mismatch(manifest, settings, embedder)
    if _changed_files(paths):
        return False
    if manifest.journal is not None and journal(place(paths, settings)) == manifest.journal:
        with closing(Catalogue(paths.catalogue)) as catalogue:
            return not any(catalogue_problems(catalogue, manifest))
    with closing(open_generation(paths, settings, embedder)) as generation:
        return not findings(generation)


def _flagged(catalogue: Catalogue) -> Iterator[FlaggedLetter]:
    for document in catalogue.documents():
        if document.flags:
            yield FlaggedLetter(document=document.id, origin=document.origin, flags=document.flags)


def _changed_files(paths: GenerationPaths) -> list[str]:
    expected, found = read_manifest(paths).files, seals(paths)
    return [name for name in sorted(expected.keys() | found.keys()) if expected.get(name) != found.get(name)]


_SAYS = {
    "catalogue_changed": "the catalogue is not the one that was built",
    "counts_wrong": "the catalogue holds another number than the manifest says",
    "file_changed": "files of the indexes are missing or not as they were built",
    "vector_missing": "passages without a vector in Chroma",
    "vector_unknown": "vectors in Chroma that belong to no passage",
    "vector_wrong": "passages with another vector than they were given, in Chroma or by row",
    "vector_not_found": "passages that their own vector does not find",
    "terms_missing": "passages that are not in the term index",
    "terms_unknown": "entries of the term index that belong to no passage",
    "terms_wrong": "passages whose terms or letter are not theirs in the term index",
}


def _problem(code: str, subjects: list[str]) -> Problem:
    more = f" and {len(subjects) - _NAMED} more" if len(subjects) > _NAMED else ""
    return Problem(code=code, message=f"{_SAYS[code]}: {', '.join(subjects[:_NAMED])}{more}", mend=_REBUILD)


def _problem_of(error: StoreError) -> Problem:
    return Problem(code="mismatch" if isinstance(error, StoreMismatch) else "damaged", message=str(error), mend=_REBUILD)
