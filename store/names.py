"""A long list of different ids ↔ files that are mapped into memory: row ↔ id without reading them all.

A million ids as text with a dictionary take a second and 200 MB of every process that opens them; so they take neither.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray


class Names(Sequence[str]):
    """The ids in their order, opened; raises OSError or ValueError when the files are not whole."""

    def __init__(self, folder: Path, name: str) -> None:
        """Open what `write_names` made."""
        text, ends, self._digests, self._order = (
            mapped_array(folder / f"{name}.{part}.npy") for part in ("text", "ends", "digests", "order")
        )
        if not len(ends) - 1 == len(self._digests) == len(self._order) or ends[-1] != len(text):
            raise ValueError(f"{name} is not whole")
        # Views: one element of an array takes ten times as long.
        self._text, self._ends = memoryview(text.data), memoryview(ends.data)

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, row: int) -> str: ...

    @overload
    def __getitem__(self, row: slice) -> list[str]: ...

    def __getitem__(self, row: int | slice) -> str | list[str]:
        if isinstance(row, slice):
            return self.of(range(*row.indices(len(self))))
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        row %= len(self)
        return str(self._text[self._ends[row] : self._ends[row + 1]], "utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return (self[row] for row in range(len(self)))

    def of(self, rows: Iterable[int]) -> list[str]:
        """Return the ids at some places, each at least 0: many at once."""
        text, ends = self._text, self._ends
        return [str(text[ends[row] : ends[row + 1]], "utf-8", "surrogatepass") for row in rows]

    def rows(self, ids: Iterable[str]) -> NDArray[np.int64]:
        """Return the places of ids; raise KeyError for one that is not there."""
        wanted = list(ids)
        at, known = self._looked_up(wanted)
        if not known.all():
            raise KeyError(wanted[int(np.argmin(known))])
        return np.asarray(self._order[at], dtype=np.int64)

    def known_rows(self, ids: Iterable[str]) -> NDArray[np.int64]:
        """Return the places of those of the ids that are there."""
        at, known = self._looked_up(ids)
        return np.asarray(self._order[at[known]], dtype=np.int64)

    def _looked_up(self, ids: Iterable[str]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        asked = digests(ids)
        at = np.searchsorted(self._digests, asked)
        known = at < len(self._digests)
        known[known] = self._digests[at[known]] == asked[known]
        return at, known


def write_names(folder: Path, name: str, ids: Sequence[str]) -> None:
    """Write ids, no two the same; raise ValueError when two are."""
    texts = [id.encode("utf-8", "surrogatepass") for id in ids]
    found = digests(ids)
    order = np.argsort(found, kind="stable")
    if (found[order][1:] == found[order][:-1]).any():
        raise ValueError(f"{name}: an id stands there twice")
    np.save(folder / f"{name}.text.npy", np.frombuffer(b"".join(texts), dtype=np.uint8))
    np.save(folder / f"{name}.ends.npy", np.cumsum([0, *map(len, texts)], dtype=np.int64))
    np.save(folder / f"{name}.digests.npy", found[order])
    np.save(folder / f"{name}.order.npy", order.astype(np.int32))


def mapped_array(path: Path) -> NDArray[Any]:
    """Return the array in a file, mapped into memory; as a plain array, since each slice of a `memmap` takes longer."""
    return np.asarray(np.load(path, mmap_mode="r"))


def digests(texts: Iterable[str]) -> NDArray[np.uint64]:
    """Return 64 bits that stand for each text; two of a million share theirs once in 30 million times."""
    joined = b"".join(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest() for text in texts)
    return np.frombuffer(joined, dtype="<u8").astype(np.uint64)
