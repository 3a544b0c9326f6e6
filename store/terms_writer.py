"""Bags of terms in, a BM25 index on disk out, for `terms.py` to open; the same bags give the same bytes.

The weights are Lucene's, as bm25s has them by default (k1 1.5, b 0.75; Kamphuis et al. 2020, 'Which BM25 Do You Mean?'). Own code, because
bm25s reads its whole vocabulary into a dictionary at every start and takes 3 nanoseconds for each bag that holds a term at every question.
"""

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from store.names import digests, write_names

_K1, _B = 1.5, 0.75
_COMMON = 4
"""A term that more than a fourth of the bags hold has a weight for each bag."""
_AT_ONCE = 1 << 24


class Bags:
    """Bags of terms being collected: a number and a count for each different term, so that the terms of many letters fit in memory."""

    def __init__(self) -> None:
        """Start with none."""
        self._numbers: dict[str, int] = {}
        self._terms = array("i")
        self._counts = array("i")
        self.ids: list[str] = []
        self._ends = array("q", [0])
        self._lengths = array("i")
        self._letters: list[str] = []
        self._letter_ends = array("q", [0])

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, id: str, terms: Sequence[str]) -> None:
        """Add the bag of one id."""
        numbers = self._numbers
        counted = Counter(terms)
        self._terms.extend([numbers.setdefault(term, len(numbers)) for term in counted])
        self._counts.extend(counted.values())
        self._lengths.append(len(terms))
        self.ids.append(id)
        self._ends.append(len(self._terms))

    def close_letter(self, id: str) -> None:
        """Say that the bags since the last letter are those of one letter; there may be none."""
        self._letters.append(id)
        self._letter_ends.append(len(self.ids))

    def write(self, folder: Path) -> None:
        """Index the bags under their ids and save the index in a new folder; raise ValueError when two have the same id."""
        folder.mkdir(parents=True)
        write_names(folder, "ids", self.ids)
        write_names(folder, "letters", self._letters)
        np.save(folder / "letter_sizes.npy", np.diff(np.array(self._letter_ends)).astype(np.int32))
        known = digests(self._numbers)
        order = np.argsort(known, kind="stable")
        np.save(folder / "terms.npy", known[order])
        number = np.empty(len(order), dtype=np.int32)
        number[order] = np.arange(len(order), dtype=np.int32)
        for name, values in _index(self, number).items():
            np.save(folder / f"{name}.npy", values)

    def arrays(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64], NDArray[np.float64]]:
        """Return the numbers of the terms of all bags, how often each stands there, where the bags end, and how long each is."""
        terms, counts = (np.frombuffer(part, dtype=np.int32) if part else np.zeros(0, np.int32) for part in (self._terms, self._counts))
        return terms, counts, np.frombuffer(self._ends, dtype=np.int64), np.array(self._lengths, dtype=np.float64)


def write(folder: Path, bags: Mapping[str, Sequence[str]]) -> None:
    """Index bags of terms, each a letter of its own, and save the index in a new folder; the same bags give the same bytes."""
    made = Bags()
    for id, terms in bags.items():
        made.add(id, terms)
        made.close_letter(id)
    made.write(folder)


def _index(bags: Bags, number: NDArray[np.int32]) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of an index; `number`: the place in the index of each term, in the order they were met."""
    terms, counts, ends, lengths = bags.arrays()
    n, holding = len(bags), _holding(terms, number)
    common = holding * _COMMON > n
    place = np.where(common, np.cumsum(common) - 1, -1).astype(np.int32)
    starts = np.concatenate([[0], np.cumsum(np.where(common, 0, holding))])
    rarity = np.log(1 + (n - holding + 0.5) / (holding + 0.5))
    rows, weights = np.empty(starts[-1], dtype=np.int32), np.empty(starts[-1], dtype=np.float32)
    by_row = np.zeros((int(common.sum()), n), dtype=np.float32)
    free = starts[:-1].copy()
    norms = _K1 * (1 - _B + _B * lengths / (lengths.mean() if lengths.any() else 1.0))
    for row in range(n):
        stretch = slice(ends[row], ends[row + 1])
        held, often = number[terms[stretch]], counts[stretch]
        weight = rarity[held] * (often / (norms[row] + often))
        is_common = common[held]
        by_row[place[held[is_common]], row] = weight[is_common]
        seldom = held[~is_common]
        at = free[seldom]
        rows[at], weights[at] = row, weight[~is_common]
        free[seldom] += 1
    return {"starts": starts, "rows": rows, "weights": weights, "common": by_row, "place": place}


def _holding(terms: NDArray[np.int32], number: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return how many bags hold each term, in the order of the index."""
    found = np.zeros(len(number), dtype=np.int64)
    for start in range(0, len(terms), _AT_ONCE):
        found[number] += np.bincount(terms[start : start + _AT_ONCE], minlength=len(number))
    return found
