"""A BM25 index on disk, opened: terms in, the score of every id out; knows neither where terms come from nor what the ids name.

`terms_writer.py` makes it. Terms that stand in many bags have their weight for every bag in a row, the others a list of the bags that
hold them: a question of thirty terms is scored in what it takes to add a few rows. All files are mapped into memory, none is read whole.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from store.errors import StoreDamaged
from store.names import Names, digests, mapped_array

Rows = NDArray[np.int64]
"""Places of ids in `Terms.ids`."""

_BLOCK = 64
"""Scores of which only the highest is looked at first."""


class Terms:
    """A BM25 index, opened."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder; raise StoreDamaged when it cannot be read."""
        try:
            self.ids = Names(folder, "ids")
            self.letters = Names(folder, "letters")
            self.letter_sizes: Rows = np.load(folder / "letter_sizes.npy").astype(np.int64)
            """How many ids each letter has, in the order of `letters`; the ids of a letter stand together."""
            self.letter_starts: Rows = np.cumsum(self.letter_sizes) - self.letter_sizes
            """Where the ids of each letter begin."""
            self._terms, self._starts, self._rows, self._weights, self._common, self._place = (
                mapped_array(folder / f"{name}.npy") for name in ("terms", "starts", "rows", "weights", "common", "place")
            )
            self.letter_of: NDArray[np.int32] = np.repeat(np.arange(len(self.letters), dtype=np.int32), self.letter_sizes)
            """Which of the `letters` each id belongs to, in the order of `ids`."""
        except (OSError, ValueError, EOFError) as error:
            raise StoreDamaged(f"The term index in {folder} cannot be read ({error}): run `uv run kamerantwoord build`.") from error
        if not self._is_whole():
            raise StoreDamaged(f"The term index in {folder} is not whole: run `uv run kamerantwoord build`.")

    def scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """Return the BM25 score of every id, in the order of `ids`; 0 for those that hold none of the terms."""
        found = np.zeros(len(self.ids), dtype=np.float32)
        asked = np.unique(digests(set(terms)))
        at = np.searchsorted(self._terms, asked)
        at = at[at < len(self._terms)]
        for term in at[np.isin(self._terms[at], asked)].tolist():
            if self._place[term] >= 0:
                found += self._common[self._place[term]]
            else:
                stretch = slice(self._starts[term], self._starts[term + 1])
                np.add.at(found, self._rows[stretch], self._weights[stretch])
        return found

    def sizes(self) -> NDArray[np.int64]:
        """Return how many different terms each id has in the index, in the order of `ids`."""
        found = np.bincount(self._rows, minlength=len(self.ids)).astype(np.int64)
        for row in self._common:
            found += row > 0
        return found

    def letter(self, row: int) -> str:
        """Return the letter of the id in a row."""
        return self.letters[int(self.letter_of[row])]

    def row(self, id: str) -> int:
        """Return the place of an id in `ids` and `scores`; raise KeyError when it is not there."""
        return int(self.ids.rows([id])[0])

    def _is_whole(self) -> bool:
        n, terms = len(self.ids), len(self._terms)
        return (
            len(self.letter_sizes) == len(self.letters)
            and len(self.letter_of) == n == self._common.shape[1]
            and len(self._place) == terms == len(self._starts) - 1
            and len(self._rows) == len(self._weights) == self._starts[-1]
        )


def highest(scores: NDArray[np.float32], limit: int) -> Rows:
    """Return the rows of the highest scores above zero, at most `limit`, highest first, of equal ones the first rows first."""
    rows = np.flatnonzero(scores >= _least(scores, limit))
    rows = rows[scores[rows] > 0]
    return rows[np.argsort(-scores[rows], kind="stable")[:limit]]


def _least(scores: NDArray[np.float32], limit: int) -> float:
    """Return a score that at least `limit` others reach, if there are so many: the lowest of the best blocks' best."""
    blocks = len(scores) // _BLOCK
    best = scores[: blocks * _BLOCK].reshape(_BLOCK, blocks).max(axis=0) if blocks >= 2 * limit else scores
    return float(np.partition(best, len(best) - limit)[len(best) - limit]) if 0 < limit < len(best) else 0.0
