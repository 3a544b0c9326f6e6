"""Vectors in half precision ↔ a file of rows that is mapped into memory: any few of a million are there at once."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from store.embed import Vector
from store.errors import StoreDamaged

Half = NDArray[np.float16]


class VectorWriter:
    """A new file of vectors being written; raises OSError."""

    def __init__(self, path: Path) -> None:
        """Start with none."""
        self._file = path.open("wb")

    def add(self, vectors: Vector) -> None:
        """Write vectors (n, d) after those that are there."""
        self._file.write(vectors.astype("<f2").tobytes())

    def close(self) -> None:
        """Finish the file; a second call does nothing."""
        self._file.close()


def mapped(path: Path, dimension: int) -> Half:
    """Return the vectors (n, d) of a file; raise StoreDamaged."""
    try:
        if path.stat().st_size == 0:
            return np.zeros((0, dimension), dtype=np.float16)
        return np.asarray(np.memmap(path, dtype="<f2", mode="r")).reshape(-1, dimension)
    except (OSError, ValueError) as error:
        raise StoreDamaged(f"The vectors in {path} cannot be read ({error}): run `uv run kamerantwoord build`.") from error
