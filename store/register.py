"""Which letters there are and by which names others call them: Documents in, ids out; knows nothing of their texts.

What is kept of a Document is small, so that a build of many letters stays flat in memory.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from store.records import Document, Kind

_WEIGHTS: Mapping[Kind, int] = {"answer": 2, "deferral": 1, "questions": 1, "other": 0}


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """What is remembered of a Document."""

    id: str
    weight: int
    """An answer is meant before a notice of delay about the same questions."""
    numbers: frozenset[int]


class Register:
    """Which Documents there are, by every name others may use for them, and which numbers each answers."""

    def __init__(self) -> None:
        """Start with no Document."""
        self._by_name: dict[str, list[_Entry]] = {}

    def add(self, document: Document) -> None:
        """Remember a Document under its id, zaaknummers and aanhangselnummer."""
        numbers = frozenset(number for answer in document.answers for number in answer.numbers)
        entry = _Entry(id=document.id, weight=_WEIGHTS[document.kind], numbers=numbers)
        for name in {document.id, document.zaaknummer, *document.zaaknummers, document.aanhangselnummer} - {None}:
            self._by_name.setdefault(str(name), []).append(entry)

    def id_of(self, name: str) -> str | None:
        """Return the id of the Document that a name means; None when none or more than one has it."""
        entry = self._entry(name)
        return entry.id if entry else None

    def lacks(self, name: str, numbers: Sequence[int]) -> bool:
        """Say whether a known Document with answers answers not all of these numbers; False for what is not known."""
        entry = self._entry(name)
        return bool(entry and entry.numbers and not entry.numbers.issuperset(numbers))

    def _entry(self, name: str) -> _Entry | None:
        entries = self._by_name.get(name, [])
        best = [entry for entry in entries if entry.weight == max(other.weight for other in entries)]
        own = [entry for entry in best if entry.id == name] or best
        return own[-1] if len({entry.id for entry in own}) == 1 else None
