"""Bags of terms ↔ a BM25 index on disk; knows neither where terms come from nor what the ids name."""

import json
import logging
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

import bm25s
import numpy as np
from numpy.typing import NDArray

from store.errors import StoreDamaged

_IDS = "ids.json"
_LETTERS = "letters.json"
"""Each letter, and after how many bags it ends: the bags of a letter stand together."""
# bm25s asks for its debug messages to be shown wherever a program shows any.
logging.getLogger("bm25s").setLevel(logging.WARNING)


class Terms:
    """A BM25 index, opened; its arrays stay on disk and are mapped into memory."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder; raise StoreDamaged when it cannot be read."""
        try:
            self.ids: tuple[str, ...] = tuple(json.loads((folder / _IDS).read_text(encoding="utf-8")))
            self._index = bm25s.BM25.load(folder, mmap=True, show_progress=False, verbosity=0) if _indexed(folder) else None
            letters = json.loads((folder / _LETTERS).read_text(encoding="utf-8"))
            self.letters: tuple[str, ...] = tuple(letter for letter, _ in letters)
            ends = np.array([0, *(end for _, end in letters)], dtype=np.int64)
            self.letter_sizes: NDArray[np.int64] = ends[1:] - ends[:-1]
            """How many ids each letter has, in the order of `letters`."""
            self.letter_of: NDArray[np.int64] = np.repeat(np.arange(len(letters)), self.letter_sizes)
            """Which of the `letters` each id belongs to, in the order of `ids`."""
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StoreDamaged(f"The term index in {folder} cannot be read ({error}): run `uv run kamerantwoord build`.") from error
        if len(self.letter_of) != len(self.ids):
            raise StoreDamaged(f"The term index in {folder} is not whole: run `uv run kamerantwoord build`.")
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

    def letter(self, id: str) -> str:
        """Return the letter of an id; raise KeyError when the id is not there."""
        return self.letters[int(self.letter_of[self._row[id]])]

    def row(self, id: str) -> int:
        """Return the place of an id in `ids` and `scores`; raise KeyError when it is not there."""
        return self._row[id]


@dataclass(frozen=True)
class _Slices:
    """Stretches of one long array, each a bag of terms; in the shape that bm25s indexes."""

    terms: NDArray[np.int32]
    ends: Sequence[int]
    vocab: dict[str, int]

    @property
    def ids(self) -> Self:
        """The bags, as bm25s asks for them."""
        return self

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __iter__(self) -> Iterator[NDArray[np.int32]]:
        return (self.terms[start:end] for start, end in pairwise(self.ends))


class _Index(bm25s.BM25):  # type: ignore[misc]
    """bm25s with the step replaced that it says may be: its own takes three times the memory, and Python's numbers for each term."""

    def build_index_from_ids(self, unique_token_ids: Sequence[int], corpus_token_ids: _Slices, **_: object) -> dict[str, Any]:
        """Return the scores by term; Lucene's BM25, as bm25s has it by default."""
        bags = corpus_token_ids
        holding = np.zeros(len(unique_token_ids), dtype=np.int64)
        for bag in bags:
            holding[np.unique(bag)] += 1
        rarity = np.log(1 + (len(bags) - holding + 0.5) / (holding + 0.5)).astype(np.float32)
        starts = np.concatenate([[0], np.cumsum(holding)])
        data, indices = np.empty(starts[-1], dtype=np.float32), np.empty(starts[-1], dtype=np.int32)
        free, mean = starts[:-1].copy(), np.diff(bags.ends).mean()
        for row, bag in enumerate(bags):
            terms, counts = np.unique(bag, return_counts=True)
            at = free[terms]
            data[at] = rarity[terms] * (counts / (self.k1 * (1 - self.b + self.b * len(bag) / mean) + counts))
            indices[at] = row
            free[terms] += 1
        # Numbers of 32 bits, as its other way of indexing gives, while they are enough.
        indptr = starts.astype(np.int32 if starts[-1] < 2**31 else np.int64)
        self.nonoccurrence_array = None
        return {"data": data, "indices": indices, "indptr": indptr, "num_docs": len(bags)}


class Bags:
    """Bags of terms being collected: numbers instead of words, four bytes a term, so that the terms of many letters fit in memory."""

    def __init__(self) -> None:
        """Start with none."""
        self._numbers: dict[str, int] = {}
        self._terms = array("i")
        self._ids: list[str] = []
        self._ends: list[int] = [0]
        self._letters: list[tuple[str, int]] = []

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, id: str, terms: Sequence[str]) -> None:
        """Add the bag of one id."""
        numbers = self._numbers
        self._terms.extend([numbers.setdefault(term, len(numbers)) for term in terms])
        self._ids.append(id)
        self._ends.append(len(self._terms))

    def close_letter(self, id: str) -> None:
        """Say that the bags since the last letter are those of one letter; there may be none."""
        self._letters.append((id, len(self._ids)))

    def write(self, folder: Path) -> None:
        """Index the bags under their ids and save the index in a new folder; the same bags give the same bytes."""
        folder.mkdir(parents=True)
        (folder / _IDS).write_text(json.dumps(self._ids, ensure_ascii=False), encoding="utf-8")
        (folder / _LETTERS).write_text(json.dumps(self._letters), encoding="utf-8")
        if self._terms:
            index = _Index()
            bags = _Slices(np.frombuffer(self._terms, dtype=np.int32), self._ends, self._numbers)
            index.index(bags, create_empty_token=False, show_progress=False)
            index.save(folder, show_progress=False)


def write(folder: Path, bags: Mapping[str, Sequence[str]]) -> None:
    """Index bags of terms, each a letter of its own, and save the index in a new folder; the same bags give the same bytes."""
    made = Bags()
    for id, terms in bags.items():
        made.add(id, terms)
        made.close_letter(id.rpartition("/")[0])
    made.write(folder)


def _indexed(folder: Path) -> bool:
    # Without a single term there is nothing to index: the folder then holds only ids and letters.
    return (folder / "params.index.json").exists() or any(folder.glob("*.npy"))
