"""A Reply in, what a reader is shown out: plain Dutch, numbered sources, marked stretches of text.

Shared by the page and the terminal, so that both say the same. Knows nothing of HTML or of terminals.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.explanation.asked import asks_for_explanation
from bot.prompt import label
from bot.records import Filter, Notice, Reply, Sentence, Source, Status, StoreRange, Term, WriterName
from bot.showing.dutch import in_dutch, listed
from bot.showing.lines import Line, lines_of
from store.records import Bewindspersoon

FILE = "page"
_URGENT = "emergency"


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A piece of an answer: quoted by a sentence of the reply, or the text around it."""

    text: str
    quoted: bool


@dataclass(frozen=True, kw_only=True)
class Card:
    """A source as shown: who answered what, when, in which words."""

    number: int
    """What a sentence refers to it with: [1]."""
    source: Source
    who: str
    """Who answered."""
    place: str
    """When, to which question, in which document."""
    url: str | None
    """Address of the origin when it is one a browser may open, else None."""
    paragraphs: tuple[tuple[Stretch, ...], ...]
    """The whole answer, literally."""
    explains: bool = False
    """Whether it is shown only for a word that it explains."""
    folded: bool = False
    """Whether its answer stands behind a click: it is shown for what its letter says of itself."""


@dataclass(frozen=True, kw_only=True)
class View:
    """A reply, or as much of it as there is while it is being written."""

    heading: str
    """The status in plain Dutch; what is going on while it is being written."""
    status: Status | None
    """None while it is being written."""
    lines: tuple[Line, ...]
    cards: tuple[Card, ...]
    """The sources the lines refer to, in the order they do."""
    others: tuple[Card, ...]
    """Sources that were found and not used."""
    notices: tuple[Notice, ...]
    about: tuple[str, ...]
    """What was searched and who chose the sentences."""
    filters: tuple[Filter, ...] = ()
    """What narrowed the search."""

    @property
    def urgent(self) -> tuple[Notice, ...]:
        """What stands above all else: where somebody in need can turn."""
        return tuple(notice for notice in self.notices if notice.code == _URGENT)

    @property
    def told(self) -> tuple[Notice, ...]:
        """The other notices, which stand below what is said."""
        return tuple(notice for notice in self.notices if notice.code != _URGENT)

    understood: str = ""
    """The question as it was understood, when it is not as it was asked."""
    explainable: bool = False
    """Whether a model can explain its quotes."""
    explains: str = ""
    """The question whose reply is explained here, when that is what was asked."""


def viewed(reply: Reply) -> View:
    """Return a finished reply as a reader is shown it."""
    lines, cards, others = arranged(reply.sentences, reply.sources, reply.terms)
    heading, explaining = status_text(reply.status), bool(reply.sentences) and asks_for_explanation(reply.asked)
    if reply.about != "content":
        # It has no sentences; what its notices tell is of all its sources.
        heading, cards, others = label("letters", f"heading_{reply.about}"), tuple(replace(card, folded=True) for card in others), ()
    return View(
        heading=heading,
        status=reply.status,
        lines=tuple(replace(line, unexplained=_is_unexplained(line, reply)) for line in lines),
        cards=cards,
        others=others,
        notices=reply.notices,
        about=_about(reply) if reply.about != "kamerantwoord" else (),
        filters=reply.filters,
        understood=reply.understood if reply.understood != reply.asked and not explaining else "",
        explains=reply.understood if explaining else "",
    )


def underway(
    heading: str, sentences: Sequence[Sentence], sources: Sequence[Source], notices: Sequence[Notice], understood: str = ""
) -> View:
    """Return what has passed the gate so far."""
    lines, cards, _ = arranged(sentences, sources)
    return View(heading=heading, status=None, lines=lines, cards=cards, others=(), notices=tuple(notices), about=(), understood=understood)


def arranged(
    sentences: Sequence[Sentence], sources: Sequence[Source], terms: Sequence[Term] = ()
) -> tuple[tuple[Line, ...], tuple[Card, ...], tuple[Card, ...]]:
    """Return the lines, the sources they refer to numbered in that order, and the sources none refers to."""
    known = {source.id: source for source in sources}
    citations = [citation for sentence in sentences for citation in sentence.citations]
    cited = dict.fromkeys(name for name in (*(c.source for c in citations), *(term.source for term in terms)) if name in known)
    order = [*cited, *(source.id for source in sources if source.id not in cited)]
    numbers = {identity: number for number, identity in enumerate(order, start=1)}
    spans = [(c.source, (c.start, c.end)) for c in citations] + [(term.source, (term.start, term.end)) for term in terms]
    quoted = {citation.source for citation in citations}
    cards = tuple(_card(numbers[id], known[id], [span for source, span in spans if source == id], id in quoted) for id in order)
    return lines_of(sentences, sources, terms, numbers), cards[: len(cited)], cards[len(cited) :]


def status_text(status: Status) -> str:
    """Return a status in plain Dutch, without a full stop."""
    return label(FILE, f"status_{status.value}")


def persons(answered_by: Sequence[Bewindspersoon]) -> str:
    """Return the ministers who answered: 'D.M. van Weel, minister van Justitie en Veiligheid; …'."""
    said = "; ".join(f"{person.name}, {person.role}" if person.name else person.role for person in answered_by)
    return said[:1].upper() + said[1:] if said else label(FILE, "who_unknown")


def searched(store: StoreRange, *, whole: bool = True) -> str:
    """Return what was searched: how many letters, from when till when; what could be, when it was not searched whole."""
    count = label(FILE, "letters_one") if store.documents == 1 else label(FILE, "letters_more", count=store.documents)
    searched = label(FILE, "searched" if whole else "searched_partly")
    if store.first is None or store.last is None:
        return label(FILE, "range_undated", searched=searched, count=count)
    return label(FILE, "range", searched=searched, count=count, first=in_dutch(store.first), last=in_dutch(store.last))


def stretches(answer: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[Stretch, ...], ...]:
    """Return the answer by paragraph, cut where a quote starts or ends; put together again it is the whole answer's text."""
    inside = [False] * len(answer)
    for start, end in spans:
        inside[start:end] = [True] * len(answer[start:end])
    paragraphs = []
    for match in re.finditer(r"\S(?:.*\S)?", answer):
        edges = [match.start(), *(i for i in range(match.start() + 1, match.end()) if inside[i] != inside[i - 1]), match.end()]
        paragraphs.append(tuple(Stretch(text=answer[a:b], quoted=inside[a]) for a, b in pairwise(edges)))
    return tuple(paragraphs)


def _about(reply: Reply) -> tuple[str, ...]:
    store = [searched(reply.store, whole=not reply.filters)] if reply.store.documents else []
    return (*store, *([_writer(reply.writer)] if reply.sentences else []))


def _writer(writer: WriterName) -> str:
    return label(FILE, "writer_quote") if writer.name == "quote" else label(FILE, "writer_ollama", model=writer.model or "?")


def _card(number: int, source: Source, spans: Sequence[tuple[int, int]], is_quoted: bool) -> Card:
    return Card(
        number=number,
        source=source,
        who=persons(source.answered_by),
        place=_place(source),
        url=source.url if source.url and re.match(r"https?://", source.url) else None,
        paragraphs=stretches(source.answer, spans),
        explains=bool(spans) and not is_quoted,
    )


def _place(source: Source) -> str:
    kind = "question_one" if len(source.numbers) == 1 else "question_more"
    questions = label(FILE, kind, numbers=listed(str(number) for number in source.numbers))
    return label(FILE, "answer_to", questions=questions, document=source.document, when=in_dutch(source.answered_on))


def _is_unexplained(line: Line, reply: Reply) -> bool:
    """Whether the first quote of a sentence is one for which no reliable explanation was made."""
    quote = line.sentence.citations[0]
    within = (one for one in reply.unexplained if one.source == quote.source and one.start <= quote.start and quote.end <= one.end)
    return line.sentence.verdict != "reworded" and any(within)
