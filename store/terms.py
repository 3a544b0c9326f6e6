"""Bags of terms ↔ a BM25 index on disk; knows neither where terms come from nor what the ids name."""

import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

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


def write(folder: Path, bags: Mapping[str, Sequence[str]]) -> None:
    """Index bags of terms under their ids and save the index in a new folder; the same bags give the same bytes."""
    folder.mkdir(parents=True)
    (folder / _IDS).write_text(json.dumps(list(bags), ensure_ascii=False), encoding="utf-8")
    vocabulary = {term: number for number, term in enumerate(sorted({term for bag in bags.values() for term in bag}))}
    if not vocabulary:
        return
    index = bm25s.BM25()
    index.index(([[vocabulary[term] for term in bag] for bag in bags.values()], vocabulary), create_empty_token=False, show_progress=False)
    index.save(folder, show_progress=False)


def _indexed(folder: Path) -> bool:
    # Without a single term there is nothing to index: the folder then holds only the ids.
    return (folder / "params.index.json").exists() or any(folder.glob("*.npy"))
