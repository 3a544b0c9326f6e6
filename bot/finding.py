"""A narrowed question in, Evidence out, with what a reader must know of its filters. Knows no writer and no reply."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from bot.evidence import combined, gather
from bot.filter_view import FILTERS, described
from bot.filtering import Filtering, Narrowed, narrowed
from bot.follow_up import stand_alone
from bot.intent import parts
from bot.prompt import label
from bot.records import Evidence, Notice, Status, Turn
from store.generation import Generation
from store.records import Hit
from store.search import search as ranked

HITS = 12
"""Answers that are found directly and weighed, besides those they point to."""
_NOTHING = Evidence(status=Status.NO_SOURCE, candidates=(), chosen=(), sources=())
_UNANSWERED = (Status.NO_SOURCE, Status.RELATED)


@dataclass(frozen=True, kw_only=True)
class LookedUp:
    """What was found, and what to tell of the filters."""

    evidence: Evidence
    notice: Notice | None = None


def look_up(generation: Generation, understood: str, search: Narrowed) -> LookedUp:
    """Return the evidence for a question; what its filters hide is not shown, but that they hide something is told."""
    if search.notice is not None:
        return LookedUp(evidence=_NOTHING, notice=search.notice)
    if not search.has_topic:
        return _without_topic(generation, search)
    evidence = _gathered(generation, search.sought, search.among)
    if search.among is None or evidence.status not in _UNANSWERED:
        return LookedUp(evidence=evidence)
    return LookedUp(evidence=evidence, notice=_hidden(generation, understood, search, evidence.status))


def hits_for(generation: Generation, question: str, limit: int, filtering: Filtering, today: date) -> tuple[list[Hit], Narrowed]:
    """Return at most `limit` hits for a question, best first, and what they were narrowed to."""
    search = narrowed(question, filtering, generation.catalogue, today)
    hits = [] if search.notice else found_in(generation, search.sought, limit, search.among)
    return hits[:limit], search


def found_in(generation: Generation, question: str, limit: int, among: Collection[str] | None) -> list[Hit]:
    """Return the hits in the letters that count, best first; a pointer out of them is not followed: a filter is hard."""
    hits = ranked(generation, question, limit, among=among)
    return hits if among is None else [hit for hit in hits if hit.passage.document in among]


def _gathered(generation: Generation, question: str, among: Collection[str] | None) -> Evidence:
    """Return the evidence for a question; one that asks two things is looked up as two, the second standing on the first."""
    asked = parts(question)
    first = Turn(question=asked[0], understood=asked[0])
    alone = [asked[0], *(stand_alone(part, [first]) for part in asked[1:])]
    found = [gather(generation, part, found_in(generation, part, HITS, among)) for part in alone]
    return found[0] if len(found) == 1 else combined(asked, found)


def _hidden(generation: Generation, understood: str, search: Narrowed, status: Status) -> Notice | None:
    """Return what to tell where the filters leave nothing that answers: whether there is more without them."""
    wider = _gathered(generation, understood, None).status
    if wider not in _UNANSWERED or (wider is Status.RELATED and status is Status.NO_SOURCE):
        return Notice(code="filters_hide", text=label(FILTERS, "filters_hide", filters=described(search.filters)))
    if status is Status.NO_SOURCE:
        return Notice(code="filters_nothing", text=label(FILTERS, "filters_nothing", filters=described(search.filters)))
    return None


def _without_topic(generation: Generation, search: Narrowed) -> LookedUp:
    """Return sentences on a letter's own subject when one letter is asked for; else ask for a subject."""
    letters = search.among or frozenset()
    only = generation.catalogue.document(next(iter(letters))) if len(letters) == 1 else None
    about = only and (only.subject or next((question.text for question in only.questions if question.text), None))
    if only and about:
        evidence = _gathered(generation, about, letters)
        if evidence.chosen:
            notice = Notice(code="whole_document", text=label(FILTERS, "whole_document"))
            return LookedUp(evidence=replace(evidence, status=Status.RELATED, missing=None), notice=notice)
    count = "one" if len(letters) == 1 else "more"
    text = label(FILTERS, f"filters_no_topic_{count}", count=len(letters), filters=described(search.filters))
    return LookedUp(evidence=_NOTHING, notice=Notice(code="filters_no_topic", text=text))
