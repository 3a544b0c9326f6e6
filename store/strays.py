"""Vectors that Chroma holds but does not find ↔ a file beside it; they are compared one by one, so that no passage is out of reach."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from store.embed import Vector
from store.errors import StoreDamaged


class Strays:
    """Vectors that the index holds but does not lead to, compared one by one.

    HNSW keeps for each vector links to others; one that lies near none of its neighbours' neighbours may have no link to it left.
    """

    def __init__(self, path: Path | None) -> None:
        """Open the file of strays, which need not be there; raise StoreDamaged."""
        self._ids: list[str] = []
        self._vectors: Vector = np.zeros((0, 0), dtype=np.float32)
        if path is None or not path.is_file():
            return
        try:
            with np.load(path) as stored:
                self._ids, self._vectors = stored["ids"].tolist(), stored["vectors"].astype(np.float32)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise StoreDamaged(f"The vectors in {path} cannot be read ({error}): run `uv run kamerantwoord build`.") from error

    def near(self, vector: Vector, least: float) -> dict[str, float]:
        """Return the strays whose cosine similarity to a vector is at least so much, with that similarity, by id."""
        if not self._ids:
            return {}
        similarities = self._vectors @ vector
        return {self._ids[row]: float(similarities[row]) for row in np.flatnonzero(similarities >= least)}


def write_strays(path: Path, ids: Sequence[str], vectors: Vector) -> None:
    """Write down the vectors (n, d) that an index holds but does not find, for those who open it from now on."""
    np.savez(path, ids=np.array(ids), vectors=vectors.astype(np.float32))
