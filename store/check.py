"""A generation in, what is not whole about it out; the build uses it before it switches, `kamerantwoord check` afterwards.

Whole means: catalogue, Chroma and BM25 hold the same passages, each passage finds itself in both, and all is what the manifest says.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from store.analyse import terms
from store.embed import open_embedder
from store.errors import StoreDamaged, StoreError, StoreMismatch
from store.generation import Generation, open_generation, read_manifest, seals
from store.layout import GenerationPaths, Layout
from store.passages import text_to_find
from store.settings import StoreSettings

_REBUILD = "uv run kamerantwoord build"
# Vectors are kept in half precision in the catalogue: two of unit length that are the same differ by less than this in cosine.
_SAME = 2e-3
_NEIGHBOURS = 10
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
class Checked:
    """What a check found."""

    generation: str | None
    """None when it could not be said which one serves."""
    problems: tuple[Problem, ...]
    flags: dict[str, int]
    """How often each flag stands on a Document."""

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
        flags = Counter(flag.code for document in generation.catalogue.documents() for flag in document.flags)
        return Checked(generation=id, problems=problems(generation), flags=dict(sorted(flags.items())))
    except StoreDamaged as error:
        return Checked(generation=id, problems=(_problem_of(error),), flags={})
    finally:
        generation.close()


def problems(generation: Generation) -> tuple[Problem, ...]:
    """Return everything that is not whole about an opened generation; raise StoreDamaged when a part cannot be read to the end."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, subject in (*_catalogue_problems(generation), *_vector_problems(generation), *_term_problems(generation)):
        found[code].append(subject)
    return tuple(_problem(code, subjects) for code, subjects in found.items())


def _changed_files(paths: GenerationPaths) -> list[str]:
    expected, found = read_manifest(paths).files, seals(paths)
    return [name for name in sorted(expected.keys() | found.keys()) if expected.get(name) != found.get(name)]


def _catalogue_problems(generation: Generation) -> Iterator[tuple[str, str]]:
    if generation.catalogue.digest() != generation.manifest.catalogue:
        yield "catalogue_changed", "its digest differs"
    if generation.catalogue.counts != generation.manifest.counts:
        yield "counts_wrong", f"{generation.catalogue.counts} instead of {generation.manifest.counts}"


def _vector_problems(generation: Generation) -> Iterator[tuple[str, str]]:
    expected = dict(generation.catalogue.passage_vectors())
    stored = generation.vectors.of(list(expected))
    for id in sorted(set(generation.vectors.ids()) - expected.keys()):
        yield "vector_unknown", id
    for id, vector in expected.items():
        if id not in stored:
            yield "vector_missing", id
        elif stored[id].shape != vector.shape or float(stored[id] @ vector) < 1 - _SAME:
            yield "vector_wrong", id
        elif not _finds(id, generation.vectors.nearest(vector, _NEIGHBOURS)):
            yield "vector_not_found", id


def _finds(id: str, nearest: list[tuple[str, float]]) -> bool:
    # Texts that are the same to the letter ('Zie het antwoord op vraag 2.') are equally near, and may fill all places.
    best = nearest[0][1] if nearest else 0.0
    ties = [other for other, similarity in nearest if similarity > best - _SAME]
    return best > 1 - _SAME and (id in ties or len(ties) == _NEIGHBOURS)


def _term_problems(generation: Generation) -> Iterator[tuple[str, str]]:
    sizes = generation.terms.sizes()
    documents = set(generation.letters.ids)
    for passage in generation.catalogue.passages():
        size = sizes.pop(passage.id, None)
        if size is None:
            yield "terms_missing", passage.id
        elif size != len(set(terms(text_to_find(passage)))):
            yield "terms_wrong", passage.id
        if passage.document not in documents:
            yield "terms_missing", passage.document
    for id in sizes:
        yield "terms_unknown", id


_SAYS = {
    "catalogue_changed": "the catalogue is not the one that was built",
    "counts_wrong": "the catalogue holds another number than the manifest says",
    "file_changed": "files of the indexes are missing or not as they were built",
    "vector_missing": "passages without a vector in Chroma",
    "vector_unknown": "vectors in Chroma that belong to no passage",
    "vector_wrong": "passages with another vector in Chroma than they were given",
    "vector_not_found": "passages that their own vector does not find",
    "terms_missing": "passages or letters that are not in the term index",
    "terms_unknown": "entries of the term index that belong to no passage",
    "terms_wrong": "passages whose terms are not those of their text",
}


def _problem(code: str, subjects: list[str]) -> Problem:
    more = f" and {len(subjects) - _NAMED} more" if len(subjects) > _NAMED else ""
    return Problem(code=code, message=f"{_SAYS[code]}: {', '.join(subjects[:_NAMED])}{more}", mend=_REBUILD)


def _problem_of(error: StoreError) -> Problem:
    return Problem(code="mismatch" if isinstance(error, StoreMismatch) else "damaged", message=str(error), mend=_REBUILD)
