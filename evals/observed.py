"""Cases and a store in; what the product itself saw of each, and what would have been right, out.

A case of letters that are not in the store is about nothing in it. What is open by reading (several statuses are acceptable, or the
store has letters of a like subject, or many that nobody read for the case) is observed, and is right or wrong for no judgement.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from bot.finding import HITS
from bot.judging.answerability import ordered, reservation, sentences_of
from bot.judging.calibration import Judgement, Signs, calibration
from bot.judging.intent import Intent, intent
from bot.judging.relevance import WeighedAnswer, weigh
from bot.judging.signs import Pick
from bot.records import Status
from evals.cases import Case
from evals.matching import names, says
from evals.replies import Source
from store.embedding.embedder import Embedder, Fixed, Vector
from store.generation import Generation
from store.records import Answer, Document
from store.search import search

LIKE = Path(__file__).parent / "cases" / "like.json"
"""Letters that are about a like subject, a list each."""
_LEFT_OUT = frozenset({"personal_data", "injection", "follow_up", "partly", "look_alike"})
"""Kinds of cases that ask for more than one judgement."""
_TUNED_ON = "odido"
_GROUPS = 8


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Cases to ask of a store."""

    name: str
    generation: Generation
    cases: tuple[Case, ...]
    unread: bool
    """Whether the store has letters that nobody read for these cases: only what no government answers is then about nothing."""


@dataclass(frozen=True, kw_only=True)
class Observed:
    """One case asked of one store."""

    case: Case
    store: str
    size: int
    """Answers in the store."""
    letter: str
    """The letter it is about, by file or id: cases of one letter are fitted or tested together."""
    about: bool | None
    """Whether anything in the store is about its subject; None where that is open."""
    held: bool
    """Whether the store has an answer that the case names; true when it names none. A letter may have lost the heading of one."""
    asked: Intent
    answers: tuple[WeighedAnswer, ...]

    sentence: Judgement
    """By which the sentences are ordered."""

    @cached_property
    def sentences(self) -> list[tuple[WeighedAnswer, int, Signs]]:
        """The sentences found, in no order, with what speaks for each."""
        return sentences_of(self.asked, self.answers)

    @cached_property
    def picks(self) -> list[Pick]:
        """The sentences found, best first."""
        return ordered(self.sentences, self.sentence)

    @cached_property
    def reserved(self) -> Pick | None:
        """The best voorbehoud."""
        return reservation(self.asked, self.picks)

    @property
    def expected(self) -> Status | None:
        """The one status that is right; None where more than one is, or the store decides otherwise than the case."""
        if self.about is None or len(self.case.expect.status) > 1 or (self.about and not self.held):
            return None
        return self.case.expect.status[0] if self.about else Status.NO_SOURCE

    def is_right(self, answer: WeighedAnswer) -> bool:
        """Say whether an answer is one that the case names."""
        return any(names(reference, _source(answer.document, answer.answer)) for reference in self.case.expect.sources_any)

    def says_it(self, answer: WeighedAnswer, index: int) -> bool:
        """Say whether a sentence of such an answer has one of the facts that the case asks for, when it asks for any."""
        facts = [fact for group in self.case.expect.facts for fact in group]
        return self.is_right(answer) and (not facts or any(says(answer.sentences[index].text, fact) for fact in facts))


def observe(asking: Asking) -> Iterator[Observed]:
    """Yield what is seen of each case, through the product's own search and scales."""
    generation, like = asking.generation, [frozenset(group) for group in json.loads(LIKE.read_text(encoding="utf-8"))]
    sources = [_source(document, answer) for document in generation.catalogue.documents() for answer in document.answers]
    held = frozenset(name for document in generation.catalogue.documents() for name in (document.id, document.origin))
    for case in asking.cases:
        if case.history or case.kind in _LEFT_OUT:
            continue
        asked, hits = intent(case.question), search(generation, case.question, HITS)
        yield Observed(
            case=case,
            store=asking.name,
            size=generation.manifest.counts.answers,
            letter=_letter(case),
            about=_about(case, held, like, asking.unread),
            held=not case.expect.sources_any or any(names(reference, one) for reference in case.expect.sources_any for one in sources),
            asked=asked,
            answers=tuple(weigh(generation, case.question, asked, hits)),
            sentence=calibration().sentence,
        )


class Remembering(Fixed):
    """An embedder that remembers its questions: several stores are asked the same."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder, self._known = embedder, dict[str, Vector]()
        self.id, self.dimension = embedder.id, embedder.dimension

    def query(self, text: str) -> Vector:
        """Return the vector of a question."""
        if text not in self._known:
            self._known[text] = self._embedder.query(text)
        return self._known[text]

    def passages(self, texts: Sequence[str]) -> Vector:
        """Return the vectors of texts."""
        return self._embedder.passages(texts)


def remembering(generations: Sequence[Generation]) -> list[Generation]:
    """Return the generations with one embedder that remembers."""
    shared = Remembering(generations[0].embedder)
    return [replace(generation, embedder=shared) for generation in generations]


def _letters(case: Case) -> list[str]:
    return [reference.partition("/")[0] for reference in case.expect.sources_any]


def _letter(case: Case) -> str:
    if case.expect.status[0] is Status.NO_SOURCE:
        return f"none-{sum(map(ord, case.question)) % _GROUPS}"
    # The cases on the bundled letters that are not answered name no letter; both letters are about one leak.
    named = _letters(case)
    return named[0] if named and "." in named[0] and not named[0].startswith("2026-04-08") else _TUNED_ON


def _about(case: Case, held: frozenset[str], like: Sequence[frozenset[str]], unread: bool) -> bool | None:
    if Status.NO_SOURCE in case.expect.status:
        everyday = case.note.startswith(("Alledaags", "Over een ander land"))
        return None if len(case.expect.status) > 1 or (unread and not everyday) else False
    named = _letters(case) or ["2026Z03908"]
    if any(letter in held for letter in named):
        return True
    near = {other for group in like if group & set(named) for other in group}
    return None if unread or near & held else False


def _source(document: Document, answer: Answer) -> Source:
    return Source(
        id=document.source_of(answer), document=document.id, numbers=answer.numbers, origin=document.origin, question="", answer=answer.text
    )
