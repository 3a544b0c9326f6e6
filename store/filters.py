"""What a search is narrowed to in, ids of letters out; and a question in, what it says to narrow the search to, out.

The words are found by `filter_words`; what they stand for is decided here. Knows nothing of ranking, replies or how a filter is shown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from store.catalogue import Catalogue
from store.narrowing import filter_words, ministries, parties
from store.narrowing.periods import Period, period

Kind = Literal["since", "until", "ministry", "party", "document"]


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the letters of a search must be; None for what does not matter."""

    since: date | None = None
    """First day of the letter's own date: of the answer, else of the questions."""
    until: date | None = None
    """Last day, included."""
    ministry: str | None = None
    """One of those who answered, or on whose behalf, was of it: a name of now or of then, an office or an abbreviation."""
    party: str | None = None
    """One of those who asked was of it, or of a joint group it is in."""
    document: str | None = None
    """Id of a Document, zaaknummer or aanhangselnummer."""

    def __bool__(self) -> bool:
        """Say whether anything is left out by it."""
        return bool(self.named())

    def named(self) -> dict[Kind, str]:
        """Return the filters there are, kind → value as text."""
        kinds: tuple[Kind, ...] = ("since", "until", "ministry", "party", "document")
        values = {kind: getattr(self, kind) for kind in kinds}
        return {kind: value.isoformat() if isinstance(value, date) else value for kind, value in values.items() if value is not None}


NO_FILTERS = Filters()
assert {field.name for field in fields(Filters)} == set(Kind.__args__)  # type: ignore[attr-defined]


def documents(catalogue: Catalogue, filters: Filters) -> frozenset[str] | None:
    """Return the ids of the letters that meet all of the filters; None when there are none, so that all letters count.

    A letter that does not say when it was written, who answered or who asked meets no filter on that.
    """
    found: list[frozenset[str]] = []
    if filters.since or filters.until:
        found.append(catalogue.dated(filters.since, filters.until))
    if filters.ministry is not None:
        wanted = ministries.ministries(filters.ministry)
        found.append(catalogue.answered_by([role for role in catalogue.roles if ministries.ministries(role) & wanted]))
    if filters.party is not None:
        asked = parties.parties(filters.party)
        found.append(catalogue.asked_by([party for party in catalogue.parties if parties.parties(party) & asked]))
    if filters.document is not None:
        found.append(catalogue.numbered(filters.document))
    return frozenset.intersection(*found) if found else None


def from_question(question: str, catalogue: Catalogue, today: date) -> tuple[Filters, Mapping[Kind, str]]:
    """Return what a question unmistakably narrows itself to, and for each kind the literal words it was read from."""
    roles, known = catalogue.roles, catalogue.parties
    ministry, party = filter_words.ministry(question, roles), filter_words.party(question, known)
    document, when = filter_words.document(question), filter_words.letters_of(question, roles, known)
    days = (when and period(when.value, today)) or Period()
    filters = Filters(
        since=days.since,
        until=days.until,
        ministry=ministries.called(ministry.value) if ministry else None,
        party=parties.called(party.value) if party else None,
        document=document.value if document else None,
    )
    said = {"since": when, "until": when, "ministry": ministry, "party": party, "document": document}
    return filters, {kind: question[one.start : one.end] for kind in filters.named() if (one := said[kind])}


_OFFICE = re.compile(r"\b(?:minister|staatssecretaris|bewindspersoon|state\s+secretary|(?:kamer)?vragen|questions)\b", re.IGNORECASE)
_HANGING = re.compile(r"\s+(?:in|uit|van|bij|over|van de|in de|in het|uit de|of|from)\s*$", re.IGNORECASE)


def without(question: str, words: Mapping[Kind, str]) -> str:
    """Return a question without the words that became filters: no answer repeats them. 'De minister', 'vragen' and all else stays."""
    if not words:
        return question
    rest = question
    for kind, said in words.items():
        before, found, after = rest.partition(said)
        if not found:
            continue
        if kind in ("ministry", "party"):
            kept = _OFFICE.match(said)
            rest = f"{before}{kept[0]}{after}" if kept else rest
        else:
            rest = (_HANGING.sub("", before) if kind == "document" else before.rstrip()) + after
    return " ".join(re.sub(r"\s+(?=[?.,!])", "", rest).split()) if any(char.isalpha() for char in rest) else question
