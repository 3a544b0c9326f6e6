"""Bags of terms ↔ a BM25 index on disk; knows neither where terms come from nor what the ids name."""

import json
import logging
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import overload

import bm25s
import numpy as np
from numpy.typing import NDArray

from store.errors import StoreDamaged

_IDS = "ids.json"
# bm25s asks for its debug messages to be shown wherever a program shows any.
logging.getLogger("bm25s").setLevel(logging.WARNING)


class Terms:
    """A BM25 index, opened; its arrays stay on disk and are mapped into memory."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder; raise StoreDamaged when it cannot be read."""
        try:
            self.ids: tuple[str, ...] = tuple(json.loads((folder / _IDS).read_text(encoding="utf-8")))
            self._index = bm25s.BM25.load(folder, mmap=True, show_progress=False, verbosity=0) if _indexed(folder) else None
        except (OSError, ValueError, KeyError) as error:
            raise StoreDamaged(f"The term index in {folder} cannot be read ({error}): run `uv run kamerantwoord build`.") from error
        self._row = {id: row for row, id in enumerate(self.ids)}

    def scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """Return the BM25 score of every id, in the order of `ids`; 0 for those that hold none of the terms."""
        if self._index is not None:
            known = self._index.get_tokens_ids(sorted(set(terms)))
            if known:
                return np.asarray(self._index.get_scores_from_ids(known), dtype=np.float32)
        return np.zeros(len(self.ids), dtype=np.float32)

    def sizes(self) -> dict[str, int]:
        """Return how many different terms each id has in the index."""
        if self._index is None:
            return dict.fromkeys(self.ids, 0)
        counted = np.bincount(self._index.scores["indices"], minlength=len(self.ids))
        return dict(zip(self.ids, counted.tolist(), strict=True))

    def row(self, id: str) -> int:
        """Return the place of an id in `ids` and `scores`; raise KeyError when it is not there."""
        return self._row[id]


class Bags:
    """Bags of terms being collected: numbers instead of words, four bytes a term, so that the terms of many letters fit in memory."""

    def __init__(self) -> None:
        """Start with none."""
        self._numbers: dict[str, int] = {}
        self._terms = array("i")
        self._ids: list[str] = []
        self._ends: list[int] = [0]
        self._letters: list[tuple[str, int]] = []

    def add(self, id: str, terms: Sequence[str]) -> None:
        """Add the bag of one id."""
        numbers = self._numbers
        self._terms.extend([numbers.setdefault(term, len(numbers)) for term in terms])
        self._ids.append(id)
        self._ends.append(len(self._terms))

    def close_letter(self, id: str) -> None:
        """Say that the bags since the last letter are those of one letter."""
        self._letters.append((id, len(self._ids)))

    def write(self, folder: Path) -> None:
        """Index the bags under their ids and save the index in a new folder; the same bags give the same bytes."""
        _write(folder, self._ids, self._numbers, _Slices(self._terms, self._ends))

    def write_letters(self, folder: Path) -> None:
        """The same for the bags of whole letters."""
        ends = [0, *(self._ends[until] for _, until in self._letters)]
        _write(folder, [id for id, _ in self._letters], self._numbers, _Slices(self._terms, ends))


class _Slices(Sequence[list[int]]):
    """Stretches of one long array, each made into a list only while it is looked at."""

    def __init__(self, terms: "array[int]", ends: Sequence[int]) -> None:
        self._terms = terms
        self._ends = ends

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, index: int) -> list[int]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[list[int]]: ...
    def __getitem__(self, index: int | slice) -> list[int] | Sequence[list[int]]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        at = index % len(self)
        return self._terms[self._ends[at] : self._ends[at + 1]].tolist()


def write(folder: Path, bags: Mapping[str, Sequence[str]]) -> None:
    """Index bags of terms under their ids and save the index in a new folder; the same bags give the same bytes."""
    made = Bags()
    for id, terms in bags.items():
        made.add(id, terms)
    made.write(folder)


def _write(folder: Path, ids: Sequence[str], vocabulary: Mapping[str, int], bags: _Slices) -> None:
    folder.mkdir(parents=True)
    (folder / _IDS).write_text(json.dumps(ids, ensure_ascii=False), encoding="utf-8")
    if not vocabulary:
        return
    index = bm25s.BM25()
    index.index(SimpleNamespace(ids=bags, vocab=dict(vocabulary)), create_empty_token=False, show_progress=False)
    index.save(folder, show_progress=False)


def _indexed(folder: Path) -> bool:
    # Without a single term there is nothing to index: the folder then holds only the ids.
    return (folder / "params.index.json").exists() or any(folder.glob("*.npy"))
