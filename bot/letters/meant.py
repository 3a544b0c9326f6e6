"""A question about letters, the turns before it and its filters in; the letters that are meant out, and how many more there are.

A letter is meant by its number, by its subject, by what the last turn showed ('deze vragen'), or by the filters alone. Where nothing
says which, none is meant: never a guess. Knows no words of a reply.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.filtering import Narrowed
from bot.following.topic import topic
from bot.judging.answerability import on_subject
from bot.judging.intent import intent
from bot.judging.relevance import WeighedAnswer, weigh
from bot.letters.about import LetterQuestion, about_letters
from bot.letters.vocabulary import About
from bot.records import Turn
from store.errors import SourceUnknown
from store.generation import Generation
from store.records import Document
from store.search import search

PAGE = 5
"""Letters told of at once."""
_LOOKED_AT = 60
"""Answers that are weighed to find the letters on a subject."""
_LAST = 5
_ON_SUBJECT = 0.4
"""Probability from which a letter is on a subject; lower than that for an answer, since a letter too many in a list misleads nobody."""
_LISTS = frozenset((About.LIST, About.MORE, About.COUNT))

_ARTICLE = re.compile(r"^(?:de|het|een|the|an?)\s+(?=\w)", re.IGNORECASE)
"""'de politie' and 'politie' are one subject."""

Scope = Literal["topic", "letters", "filters", "all", "unclear", "outside", "gone"]


@dataclass(frozen=True, kw_only=True)
class Meant:
    """A letter that is meant."""

    document: Document
    sources: tuple[str, ...]
    """Those of its answers that are meant, best first; empty when it is the letter as a whole."""


@dataclass(frozen=True, kw_only=True)
class Letters:
    """The letters that are meant."""

    scope: Scope
    """What says which: a subject, the letters themselves, filters, the whole collection; or why there are none."""
    shown: tuple[Meant, ...] = ()
    """Those to tell of now, newest first; of one turn, as they were shown."""
    count: int = 0
    """How many there are in all."""
    at_least: bool = False
    """Whether there may be more than were counted."""
    left: int = 0
    """How many come after those shown."""
    topic: str = ""


def letters_meant(generation: Generation, asked: LetterQuestion, history: Sequence[Turn], narrowed: Narrowed, page: int) -> Letters:
    """Return the letters a question is about; `page` counts those shown already, for a list that goes on."""
    if about := _ARTICLE.sub("", _subject(asked, history)):
        return _on_subject(generation, about, narrowed, page)
    if {*asked.about} == {About.RANGE}:
        return Letters(scope="all")
    if not _LISTS & {*asked.about}:
        return _pointed_at(generation, asked, history, narrowed)
    return _all(generation, narrowed, page)


def _subject(asked: LetterQuestion, history: Sequence[Turn]) -> str:
    """Return the subject that is named; of 'hierover', that of the last turn with one."""
    if asked.topic or not (asked.points and _LISTS & {*asked.about}):
        return asked.topic
    for turn in reversed(history):
        earlier, understood = about_letters(turn.question), turn.understood or turn.question
        words = earlier.topic if earlier else understood.rstrip("?.! ")
        if topic(words):
            return words
    return ""


def _on_subject(generation: Generation, about: str, narrowed: Narrowed, page: int) -> Letters:
    hits = search(generation, about, _LOOKED_AT, among=narrowed.among)
    kept = [hit for hit in hits if narrowed.among is None or hit.passage.document in narrowed.among]
    answers: dict[str, list[WeighedAnswer]] = {}
    for answer in weigh(generation, about, intent(about), kept):
        answers.setdefault(answer.document.id, []).append(answer)
    size = generation.manifest.counts.answers
    found = [
        Meant(document=some[0].document, sources=(some[0].source,)) for some in answers.values() if on_subject(some, size) >= _ON_SUBJECT
    ]
    direct = [hit.passage.document for hit in kept if hit.via is None]
    # Where the last of those looked at are of other letters, all that come near were seen.
    cut = len(direct) >= _LOOKED_AT and bool({one.document.id for one in found} & {*direct[-_LAST:]})
    return _page("topic", sorted(found, key=_newest_first), page, topic=about, at_least=cut)


def _pointed_at(generation: Generation, asked: LetterQuestion, history: Sequence[Turn], narrowed: Narrowed) -> Letters:
    """Return the letters that the question's own filters name, else those of the last turn that had any."""
    if any(one.kind == "document" for one in narrowed.filters):
        return _of_filters(generation, narrowed, "letters")
    if not asked.points and any(one.words for one in narrowed.filters):
        return _of_filters(generation, narrowed, "filters")
    turn = next((turn for turn in reversed(history) if turn.cited or turn.sources), None)
    if turn is None:
        return _of_filters(generation, narrowed, "filters") if narrowed.among is not None else Letters(scope="unclear")
    # Without word of what was quoted: the first source is the best.
    letters = list(_held(generation, turn.cited or turn.sources[:1]))
    if not letters:
        return Letters(scope="gone")
    inside = [one for one in letters if narrowed.among is None or one.document.id in narrowed.among]
    return _page("letters", inside, 0) if inside else Letters(scope="outside")


def _held(generation: Generation, sources: Iterable[str]) -> Iterable[Meant]:
    """Yield the letters of the sources that the store still has, in their order, each once."""
    found: dict[str, list[str]] = {}
    for source in sources:
        try:
            document, answer = generation.catalogue.source(source)
        except SourceUnknown:
            continue
        found.setdefault(document.id, []).append(document.source_of(answer))
    for id, answers in found.items():
        yield Meant(document=generation.catalogue.document(id), sources=tuple(dict.fromkeys(answers)))


def _all(generation: Generation, narrowed: Narrowed, page: int) -> Letters:
    if narrowed.among is not None:
        return _of_filters(generation, narrowed, "filters", page)
    count = generation.catalogue.counts.documents
    return _latest(generation, "all", None, count, page)


def _of_filters(generation: Generation, narrowed: Narrowed, scope: Scope, page: int = 0) -> Letters:
    among = narrowed.among or frozenset()
    return _latest(generation, scope, among, len(among), page)


def _latest(generation: Generation, scope: Scope, among: frozenset[str] | None, count: int, page: int) -> Letters:
    ids = generation.catalogue.latest(PAGE, skip=page * PAGE, among=among)
    shown = tuple(Meant(document=generation.catalogue.document(id), sources=()) for id in ids)
    return Letters(scope=scope, shown=shown, count=count, left=max(0, count - page * PAGE - len(shown)))


def _page(scope: Scope, found: Sequence[Meant], page: int, *, topic: str = "", at_least: bool = False) -> Letters:
    shown = tuple(found[page * PAGE : (page + 1) * PAGE])
    left = max(0, len(found) - page * PAGE - len(shown))
    return Letters(scope=scope, shown=shown, count=len(found), left=left, topic=topic, at_least=at_least)


def _newest_first(meant: Meant) -> tuple[int, str]:
    document = meant.document
    day = document.answered_on or document.asked_on
    return (-day.toordinal() if day else 0, document.id)
