"""A question in; when it is about the letters themselves, about the collection or about Kamerantwoord, what is told of them out.

Nothing here comes from a model: it is what the catalogue holds, with the letters' own words. It stands in notices, since a sentence of a
reply is always a minister's. Knows no page and no writer.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.evidence import source_of
from bot.filtering import Filtering, Narrowed, narrowed
from bot.letters.about import LetterQuestion
from bot.letters.facts import Teller
from bot.letters.filters import ForLetters, wanted_of
from bot.letters.meant import Letters, Meant, letters_meant
from bot.letters.speech import DUTCH, ENGLISH
from bot.letters.vocabulary import About
from bot.records import Filter, Notice, Source, Status, Turn
from bot.showing.filter_view import described
from store.generation import Generation

METADATA, SERVICE, LEFT, WHICH = "letter_metadata", "kamerantwoord", "letters_left", "which_letter"
"""Codes of the notices: what letters say of themselves, what Kamerantwoord is, how to see more letters, which letter is not clear."""
MOST_SOURCES = 12
_SERVICE = frozenset((About.SELF, About.OWNER, About.PRIVACY))
_COUNTED = frozenset((About.COUNT, About.RANGE))


@dataclass(frozen=True, kw_only=True)
class Told:
    """The makings of a reply about letters or about Kamerantwoord."""

    status: Status
    understood: str
    notices: tuple[Notice, ...]
    sources: tuple[Source, ...] = ()
    filters: tuple[Filter, ...] = ()
    on_letters: bool = True
    """False when it is about Kamerantwoord."""


def tell(generation: Generation, question: str, history: Sequence[Turn], filtering: Filtering, today: date) -> Told | None:
    """Return what there is to tell; None for a question about what stands in the letters. `today` is what 'vorig jaar' counts from."""
    wanted = wanted_of(question, [turn.question for turn in history], generation.catalogue, today)
    if wanted is None:
        return None
    if _SERVICE & {*wanted.asked.about}:
        return _of_service(generation, wanted.asked, question)
    search = _narrowed(wanted, filtering, generation, today)
    return _Telling(generation=generation, asked=wanted.asked, search=search).told(question, history, wanted.page)


def _narrowed(wanted: ForLetters, filtering: Filtering, generation: Generation, today: date) -> Narrowed:
    """Return what narrows the letters; words that were put elsewhere to be read are shown as the reader wrote them."""
    search = narrowed(wanted.text, filtering, generation.catalogue, today)
    moved = " … ".join(wanted.moved)
    shown = (replace(one, words=moved) if one.words and moved else one for one in search.filters)
    return replace(search, filters=tuple(shown))


def _of_service(generation: Generation, asked: LetterQuestion, question: str) -> Told:
    teller = _teller(asked)
    texts = [teller.say(about) for about in asked.about if about in _SERVICE]
    if About.SELF in asked.about:
        texts.append(_held(generation, teller))
    notices = tuple(Notice(code=SERVICE, text=text) for text in texts)
    return Told(status=Status.ANSWERED, understood=question, notices=notices, on_letters=False)


@dataclass(frozen=True, kw_only=True)
class _Telling:
    """One question about letters, being answered."""

    generation: Generation
    asked: LetterQuestion
    search: Narrowed

    def told(self, question: str, history: Sequence[Turn], page: int) -> Told:
        """Return what the letters meant say to it; `page` counts from 0, for a reader who asks for the others."""
        if self.search.notice:
            return Told(status=Status.NO_SOURCE, understood=question, notices=(self.search.notice,), filters=self.search.filters)
        letters = letters_meant(self.generation, self.asked, history, self.search, page)
        status, notices = self._said(letters, page)
        return Told(
            status=status,
            understood=self._understood(question, letters),
            notices=tuple(notices),
            sources=self._sources(letters.shown),
            filters=self.search.filters,
        )

    def _understood(self, question: str, letters: Letters) -> str:
        """Return the question with the letter it is about behind it, where the last turn says which: so it means the same asked alone."""
        if letters.scope != "letters" or self.search.filters or len(letters.shown) != 1:
            return question
        return f"{question} ({_teller(self.asked).say('letter', id=letters.shown[0].document.id)})"

    def _said(self, letters: Letters, page: int) -> tuple[Status, list[Notice]]:
        if About.LIST in self.asked.about:
            return _status(letters), list(self._listed(letters, page))
        counted = [about for about in self.asked.about if about in _COUNTED]
        if not counted and letters.scope == "unclear" and {*self.asked.about} <= {About.QUESTIONS}:
            counted = [About.COUNT]
        if counted:
            texts = [text for about in counted for text in (self._count(letters) if about is About.COUNT else [self._range()])]
            return _status(letters), [Notice(code=METADATA, text=text) for text in texts]
        return self._facts(letters)

    def _facts(self, letters: Letters) -> tuple[Status, list[Notice]]:
        """Return what each letter says to what is asked, and the status that it makes."""
        teller, about = _teller(self.asked), self.asked.about
        notices = [Notice(code=METADATA, text=teller.say("how_known"))] if About.HOW_KNOWN in about else []
        if not letters.shown:
            return (Status.ANSWERED, notices) if notices else (Status.NO_SOURCE, [Notice(code=WHICH, text=self._why_none(letters))])
        told = [teller.told(meant, about) for meant in letters.shown]
        if letters.count > 1 and letters.scope in ("topic", "filters"):
            notices += [Notice(code=METADATA, text=text) for text in self._amount("list", letters)]
        notices += [Notice(code=METADATA, text=text) for text, _, _ in told]
        notices += self._rest(letters, "facts_rest")
        if any(whole for _, _, whole in told):
            return Status.ANSWERED, notices
        return (Status.ANSWERED_PARTLY if any(some for _, some, _ in told) else Status.RELATED), notices

    def _why_none(self, letters: Letters) -> str:
        teller = _teller(self.asked)
        if letters.scope == "topic":
            return teller.say("list_topic_none", topic=letters.topic)
        if letters.scope == "outside":
            return teller.say("out_of_filters", filters=described(self.search.filters))
        return teller.say("gone" if letters.scope == "gone" else "which_letter")

    def _listed(self, letters: Letters, page: int) -> Iterator[Notice]:
        """Yield how many letters there are, each of those shown, and how to see the others."""
        teller = _teller(self.asked)
        if page == 0:
            yield from (Notice(code=METADATA, text=text) for text in self._amount("list", letters))
        yield from (Notice(code=METADATA, text=teller.entry(meant.document)) for meant in letters.shown)
        if page and not letters.left:
            yield Notice(code=LEFT, text=teller.say("list_end"))
        yield from self._rest(letters, "list_rest")

    def _rest(self, letters: Letters, name: str) -> list[Notice]:
        return [Notice(code=LEFT, text=_teller(self.asked).say(name, count=letters.left))] if letters.left else []

    def _count(self, letters: Letters) -> list[str]:
        if letters.scope == "topic" or self.search.filters:
            return self._amount("count" if letters.scope == "topic" else "list", letters)
        teller, counts = _teller(self.asked), self.generation.catalogue.counts
        held = teller.say("count_all", letters=teller.amount("letter", counts.documents), answers=teller.amount("answer", counts.answers))
        return [f"{held} {self._range()}"]

    def _amount(self, form: str, letters: Letters) -> list[str]:
        """Return how many letters there are, and within which filters; `form` is 'list' or 'count'."""
        teller, filters = _teller(self.asked), described(self.search.filters)
        name = {0: "none", 1: "one"}.get(letters.count, "more")
        if letters.scope == "topic":
            name = "least" if letters.at_least and letters.count > 1 else name
            # Nothing found is told in the same words, listed or counted.
            text = teller.say(f"{'list' if name == 'none' else form}_topic_{name}", topic=letters.topic, count=letters.count)
            return [text, teller.say("among_filters", filters=filters)] if self.search.filters else [text]
        if self.search.filters:
            return [teller.say(f"list_filters_{name}", filters=filters, count=letters.count)]
        return [teller.say(f"list_all_{name}", count=letters.count)]

    def _range(self) -> str:
        catalogue, teller = self.generation.catalogue, _teller(self.asked)
        if catalogue.first and catalogue.last:
            told = teller.say("range_known", first=teller.day(catalogue.first), last=teller.day(catalogue.last))
        else:
            told = teller.say("range_unknown")
        return f"{told} {teller.say('range_made', day=teller.day(self.generation.manifest.made_at.date()))}"

    def _sources(self, shown: Iterable[Meant]) -> tuple[Source, ...]:
        """Return the answers of the letters told of: one of each, but all that are meant where that is asked."""
        found, about = list[Source](), {*self.asked.about}
        if About.COUNT in about and not (self.asked.topic or self.search.filters):
            return ()
        whole, quoted = bool({About.QUESTIONS, About.WORDING} & about), bool({About.WHERE, About.HOW_KNOWN} & about)
        for meant in shown:
            held = {meant.document.source_of(answer): answer for answer in meant.document.answers}
            ids = list(held) if whole else [id for id in meant.sources if id in held][: None if quoted else 1] or list(held)[:1]
            found += [source_of(meant.document, held[id]) for id in ids]
        return tuple(found[:MOST_SOURCES])


def _status(letters: Letters) -> Status:
    return Status.NO_SOURCE if letters.scope == "topic" and not letters.count else Status.ANSWERED


def _teller(asked: LetterQuestion) -> Teller:
    return Teller(file=ENGLISH if asked.english else DUTCH)


def _held(generation: Generation, teller: Teller) -> str:
    """Return what can be searched now."""
    catalogue = generation.catalogue
    letters = teller.amount("letter", catalogue.counts.documents)
    if catalogue.first is None or catalogue.last is None:
        return teller.say("self_store_undated", letters=letters)
    return teller.say("self_store", letters=letters, first=teller.day(catalogue.first), last=teller.day(catalogue.last))
