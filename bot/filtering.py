"""A question and the filters a reader gave in; the letters that count, what is looked for in them, and what the reader is told, out.

Filters are hard: a reader who asks what the minister of Justice said in 2024 and is shown another minister's words of 2019 was answered
wrongly, whatever stands above it. So nothing outside the filters is ever shown; where they leave nothing that answers, the reply says
so, and whether there is an answer without them. What was read from the question is our reading, so each filter is shown and removable.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.following.topic import topic
from bot.prompt import label
from bot.records import Filter, Notice
from bot.showing.filter_view import FILTERS, described
from store.catalogue import Catalogue
from store.filters import NO_FILTERS, Filters, Kind, documents, from_question, without

_NO_TOPIC = frozenset(
    """
    antwoord antwoorden antwoordde antwoordden beantwoord beantwoording brief brieven kamerbrief kamerbrieven kamervragen vragen vraag zaak
    zaaknummer document aanhangsel minister ministers staatssecretaris bewindspersoon kabinet regering gaf gaven gegeven schreef schreven
    geschreven stuurde stuurden staat stond staan inhoud onderwerp lees lezen toon laat alle welke kamerlid kamerleden lid leden stelde
    stelden gesteld vroeg zaken handelingen vergaderjaar answers letters letter minister say said write questions show
    """.split()
)
"""Words that ask for letters and not for anything in them."""


@dataclass(frozen=True, kw_only=True)
class Filtering:
    """What a reader wants of filters."""

    given: Filters = NO_FILTERS
    """Those given apart from the question; they stand before what is read from it."""
    from_question: bool = True
    """Whether the question itself may narrow the search."""


READ_FILTERS = Filtering()
"""What a question says of itself, and nothing else."""


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """A search with its filters."""

    filters: tuple[Filter, ...]
    among: frozenset[str] | None
    """Ids of the letters that count; None for all."""
    sought: str
    """The question without the words that became filters."""
    has_topic: bool
    """Whether anything is left to look for."""
    notice: Notice | None
    """Why no letter is left, when none is."""


def narrowed(question: str, filtering: Filtering, catalogue: Catalogue, today: date) -> Narrowed:
    """Return what a question with its filters searches; words of the question explain a filter where they say the same."""
    read, words = from_question(question, catalogue, today)
    filters = _together(filtering.given, read) if filtering.from_question else filtering.given
    values = filters.named()
    said = {kind: text for kind, text in words.items() if values.get(kind) == read.named()[kind]}
    shown = tuple(Filter(kind=kind, value=value, words=said.get(kind)) for kind, value in values.items())
    among = documents(catalogue, filters)
    sought = without(question, said)
    return Narrowed(
        filters=shown,
        among=among,
        sought=sought,
        has_topic=among is None or any(word.casefold() not in _NO_TOPIC for word in topic(_without_values(sought, said))),
        notice=_left_nothing(shown, filters) if among is not None and not among else None,
    )


def _together(given: Filters, read: Filters) -> Filters:
    """Return the filters given, with those read of which nothing was given; a period is one thing."""
    if given.since or given.until:
        read = replace(read, since=None, until=None)
    return Filters(
        since=given.since or read.since,
        until=given.until or read.until,
        ministry=given.ministry or read.ministry,
        party=given.party or read.party,
        document=given.document or read.document,
    )


def _without_values(sought: str, said: Mapping[Kind, str]) -> str:
    """Return what is sought without words that stayed though they are a filter's: all of '2026Z03908'."""
    for words in said.values():
        sought = sought.replace(words, " ")
    return sought


def _left_nothing(shown: tuple[Filter, ...], filters: Filters) -> Notice:
    if filters.document is not None and len(shown) == 1:
        return Notice(code="document_unknown", text=label(FILTERS, "document_unknown", document=filters.document))
    return Notice(code="filters_empty", text=label(FILTERS, "filters_empty", filters=described(shown)))


def left_after(filters: Sequence[Filter], removed: Collection[Kind]) -> Filtering:
    """Return what asks again without some filters: the others as they were, and nothing read anew."""
    values = {one.kind: one.value for one in filters if one.kind not in removed}
    days = {kind: date.fromisoformat(values[kind]) for kind in ("since", "until") if kind in values}
    names = {kind: values.get(kind) for kind in ("ministry", "party", "document")}
    given = Filters(since=days.get("since"), until=days.get("until"), **names)
    return Filtering(given=given, from_question=False)
