"""A Reply in, what a reader is shown out: plain Dutch, numbered sources, marked stretches of text.

Shared by the page and the terminal, so that both say the same. Knows nothing of HTML or of terminals.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.dutch import in_dutch, listed
from bot.prompt import label
from bot.records import Filter, Notice, Reply, Sentence, Source, Status, StoreRange, WriterName
from store.records import Bewindspersoon

FILE = "page"
_BARE = re.compile(r"\W*(?:ja|nee|neen|klopt|dat klopt|deels|zie \w+)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\b(?:dit|deze|dergelijke?|(?:hier|daar)(?:over|op|van|voor|mee|aan|in|toe|bij)?)\b", re.IGNORECASE)
_BARE_WORDS = 6
"""An answer of at most this many words that starts with yes or no says nothing without its question."""


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


@dataclass(frozen=True, kw_only=True)
class Line:
    """A sentence as shown, with the numbers of its sources."""

    sentence: Sentence
    marks: tuple[int, ...]
    question: str
    """The member's question when the sentence means nothing without it ('Ja.', 'Dit is aan de AP.'), else ''."""


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


def viewed(reply: Reply) -> View:
    """Return a finished reply as a reader is shown it."""
    lines, cards, others = arranged(reply.sentences, reply.sources)
    return View(
        heading=status_text(reply.status),
        status=reply.status,
        lines=lines,
        cards=cards,
        others=others,
        notices=reply.notices,
        about=_about(reply),
        filters=reply.filters,
    )


def underway(heading: str, sentences: Sequence[Sentence], sources: Sequence[Source], notices: Sequence[Notice]) -> View:
    """Return what has passed the gate so far."""
    lines, cards, _ = arranged(sentences, sources)
    return View(heading=heading, status=None, lines=lines, cards=cards, others=(), notices=tuple(notices), about=())


def arranged(sentences: Sequence[Sentence], sources: Sequence[Source]) -> tuple[tuple[Line, ...], tuple[Card, ...], tuple[Card, ...]]:
    """Return the lines, the sources they refer to numbered in that order, and the sources none refers to."""
    known = {source.id: source for source in sources}
    cited = dict.fromkeys(citation.source for sentence in sentences for citation in sentence.citations if citation.source in known)
    order = [*cited, *(source.id for source in sources if source.id not in cited)]
    numbers = {identity: number for number, identity in enumerate(order, start=1)}
    cards = tuple(_card(numbers[identity], known[identity], sentences) for identity in order)
    lines = tuple(_line(sentence, numbers, known) for sentence in sentences)
    return lines, cards[: len(cited)], cards[len(cited) :]


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


def _card(number: int, source: Source, sentences: Sequence[Sentence]) -> Card:
    spans = [(c.start, c.end) for sentence in sentences for c in sentence.citations if c.source == source.id]
    return Card(
        number=number,
        source=source,
        who=persons(source.answered_by),
        place=_place(source),
        url=source.url if source.url and re.match(r"https?://", source.url) else None,
        paragraphs=stretches(source.answer, spans),
    )


def _place(source: Source) -> str:
    kind = "question_one" if len(source.numbers) == 1 else "question_more"
    questions = label(FILE, kind, numbers=listed(str(number) for number in source.numbers))
    return label(FILE, "answer_to", questions=questions, document=source.document, when=in_dutch(source.answered_on))


def _line(sentence: Sentence, numbers: dict[str, int], known: dict[str, Source]) -> Line:
    cited = [citation for citation in sentence.citations if citation.source in known]
    question = next((known[c.source].question for c in cited if _needs_question(sentence.text, known[c.source].answer[: c.start])), "")
    return Line(sentence=sentence, marks=tuple(dict.fromkeys(numbers[c.source] for c in cited)), question=question)


def _needs_question(text: str, before: str) -> bool:
    if len(text.split()) <= _BARE_WORDS and _BARE.match(text):
        return True
    # What the first sentence of an answer points back to can only be the question.
    return not before.strip() and bool(_POINTS_BACK.search(text))
