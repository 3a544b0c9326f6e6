"""Texts in, vectors of a model that Ollama serves out, each family reading what it was trained to read before a question or a text.

Its id names the model by Ollama's digest, so that another model under the same name is never compared with a store of the earlier one.
No text is ever cut off: one too long for the model is the mean of its halves.
"""

import threading
import time
from collections.abc import Sequence
from contextlib import suppress

import numpy as np

from store.embedding.embedder import Vector, batches, clean, unit
from store.embedding.ollama_calls import BUILDER, GLANCE, READER, OllamaCalls, Patience, Unfit
from store.embedding.ollama_names import prefixes, runs_elsewhere
from store.errors import EmbedderUnavailable, StoreMismatch

FRESH = 60.0
"""Seconds for which Ollama is trusted to have the same model still, so that a question costs one call."""


class OllamaEmbedder:
    """An embedding model that Ollama serves; may be shared between threads."""

    def __init__(
        self,
        model: str,
        url: str,
        *,
        digest: str | None = None,
        reader: Patience = READER,
        builder: Patience = BUILDER,
        fresh: float = FRESH,
    ) -> None:
        """Name a model, without calling anyone; with a digest no other model under that name will do."""
        self._model, self._url = model, url
        self._reader, self._builder, self._fresh = reader, builder, fresh
        self._prefixes = prefixes(model)
        self._calls = OllamaCalls(model, url)
        self._lock = threading.Lock()
        self._digest = digest
        self._looked: float | None = None
        self._dimension: int | None = None

    @property
    def id(self) -> str:
        """The model, its digest and its prefixes; asks Ollama the first time, unless a digest was given."""
        if self._digest is None and self._looked is None:
            self._look(self._builder)
        return self.name

    @property
    def name(self) -> str:
        """The id, without the digest while that is not known."""
        return f"ollama:{self._model}{f'@{self._digest}' if self._digest else ''}#{self._prefixes.mark}"

    @property
    def dimension(self) -> int:
        """Length of a vector; asks Ollama the first time."""
        if self._dimension is None:
            self.query("lengte")
        assert self._dimension is not None
        return self._dimension

    def matching(self, made_by: str) -> "OllamaEmbedder | None":
        """Return an embedder that holds on to the model of an id; None when that was another, StoreMismatch when Ollama has another now."""
        if self._looked is not None and made_by == self.name:
            return self
        named, _, digest = made_by.partition("#")[0].partition("@")
        if (named, made_by.partition("#")[2]) != (f"ollama:{self._model}", self._prefixes.mark):
            return None
        held = OllamaEmbedder(self._model, self._url, digest=digest or None, reader=self._reader, builder=self._builder, fresh=self._fresh)
        # When Ollama is away letters can still be shown; the first question asks again.
        with suppress(EmbedderUnavailable):
            held._look(GLANCE)
        return held

    def query(self, text: str) -> Vector:
        """Return the vector of a question."""
        return np.asarray(self._embed([text], self._prefixes.query, self._reader)[0])

    def passages(self, texts: Sequence[str]) -> Vector:
        """Return the vectors of texts, asked for in batches."""
        return self._in_batches(texts, self._prefixes.text)

    def queries(self, texts: Sequence[str]) -> Vector:
        """Return the vectors of questions, asked for in batches."""
        return self._in_batches(texts, self._prefixes.query)

    def _in_batches(self, texts: Sequence[str], prefix: str) -> Vector:
        found = [self._embed(texts[part], prefix, self._builder) for part in batches(texts)]
        return np.concatenate(found) if found else np.zeros((0, self.dimension), dtype=np.float32)

    def _embed(self, texts: Sequence[str], prefix: str, patience: Patience) -> Vector:
        if self._looked is None or time.monotonic() - self._looked > self._fresh:
            self._look(patience)
        cleaned = [clean(text) for text in texts]
        try:
            return self._vectors(cleaned, prefix, patience)
        except Unfit:
            return np.array([self._in_halves(text, prefix, patience) for text in cleaned], dtype=np.float32)

    def _in_halves(self, text: str, prefix: str, patience: Patience) -> Vector:
        try:
            return np.asarray(self._vectors([text], prefix, patience)[0])
        except Unfit as error:
            if len(text) < 2:
                raise EmbedderUnavailable(
                    f"Ollama's {self._model!r} cannot embed {text!r} ({error}): choose another model with KAMERANTWOORD_EMBEDDER."
                ) from error
            middle = text.rfind(" ", 0, len(text) // 2) + 1 or len(text) // 2
            return unit(self._in_halves(text[:middle], prefix, patience) + self._in_halves(text[middle:], prefix, patience))

    def _vectors(self, texts: Sequence[str], prefix: str, patience: Patience) -> Vector:
        # Ollama's engine refuses a text of nothing at all.
        found = self._calls.embed([f"{prefix}{text}" or " " for text in texts], patience)
        vectors = self._checked(found, len(texts))
        if self._dimension not in (None, vectors.shape[1]):
            raise EmbedderUnavailable(
                f"Ollama's {self._model!r} gave vectors of {self._dimension} numbers first and of {vectors.shape[1]} now: "
                "another model came in its place; run the command again."
            )
        self._dimension = vectors.shape[1]
        return vectors

    def _checked(self, found: object, expected: int) -> Vector:
        """Return the vectors brought to unit length; raise EmbedderUnavailable when they are not vectors."""
        try:
            vectors = np.array(found, dtype=np.float32)
        except (ValueError, TypeError, OverflowError):
            vectors = np.zeros((0, 0), dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True) if vectors.ndim == 2 else np.zeros((0, 1), dtype=np.float32)
        if len(lengths) != expected or not np.isfinite(lengths).all() or not lengths.all():
            raise EmbedderUnavailable(
                f"Ollama returned no usable vectors for {self._model!r} ({expected} lists of numbers were asked for): "
                "update Ollama, or choose another with KAMERANTWOORD_EMBEDDER."
            )
        return np.asarray(vectors / lengths, dtype=np.float32)

    def _look(self, patience: Patience) -> None:
        """See which model Ollama has under the name; raise StoreMismatch when it is another than before, EmbedderUnavailable."""
        listed = (None if runs_elsewhere(self._model) else self._calls.listed(patience)) or {}
        elsewhere = "Ollama's cloud" if runs_elsewhere(self._model) else listed.get("remote_host")
        if elsewhere:
            raise EmbedderUnavailable(
                f"{self._model!r} runs elsewhere ({elsewhere}), and questions stay on this machine: "
                "choose a model that runs here with KAMERANTWOORD_EMBEDDER."
            )
        digest = str(listed.get("digest") or "").removeprefix("sha256:")[:12] or None
        with self._lock:
            if digest and self._digest and digest != self._digest:
                raise StoreMismatch(
                    f"Ollama has another model under the name {self._model!r} now ({digest}, it was {self._digest}), and their vectors "
                    "cannot be compared: run `uv run kamerantwoord build`."
                )
            if self._looked is None:
                # What is not known at first stays unknown: an id never changes.
                self._digest = self._digest or digest
            self._looked = time.monotonic()
