"""The sentences and sources of a reply in; whose words each of them is, and to what question, out: 'Later antwoord van de minister, 3 mei'.

Where a reply quotes one letter, its source says who and when. Where it quotes more, every sentence is told apart by a line above it, made
of what the catalogue knows of its letter; the quotation itself is left as it is. Shared by page, terminal and API.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, groupby

from bot.judging.alike import differ_on_it
from bot.judging.leaning import leans_on_question
from bot.prompt import label
from bot.records import Notice, Sentence, Source
from bot.showing.dutch import in_dutch, listed
from store.records import Bewindspersoon
from store.sentences import sentences as spans_of

_VOICES = "voices"
_BARE = re.compile(r"\W*(?:ja|nee|neen|klopt|dat klopt|deels|zie \w+)\b", re.IGNORECASE)
_BARE_WORDS = 6
"""An answer of at most this many words that starts with yes or no says nothing without its question."""


@dataclass(frozen=True, kw_only=True)
class Voice:
    """Sentences that stand together in a reply and come from the same letter or letters."""

    text: str
    """Who says it and when, in words; no part of the quotation."""
    documents: tuple[str, ...]
    """Ids of the letters, that of the first citation first."""
    sentences: tuple[int, ...]
    """Their places in the reply."""


def voices(sentences: Sequence[Sentence], sources: Sequence[Source]) -> tuple[Voice, ...]:
    """Return whose words the sentences are, in their order; none when all are of one letter and nobody has to be told apart."""
    known = {source.id: source for source in sources}
    letters = [tuple(dict.fromkeys(known[c.source].document for c in sentence.citations if c.source in known)) for sentence in sentences]
    if len({letter for several in letters for letter in several}) < 2:
        return ()
    sources_of = {source.document: source for source in reversed(sources)}
    runs = [(documents, [at for at, _ in run]) for documents, run in groupby(enumerate(letters), key=lambda one: one[1]) if documents]
    first = sources_of[runs[0][0][0]]
    return tuple(
        Voice(text=_said([sources_of[id] for id in documents], first), documents=documents, sentences=tuple(places))
        for documents, places in runs
    )


def members_question(sentence: Sentence, known: Mapping[str, Source]) -> str:
    """Return the member's question when a sentence means nothing without it ('Ja.', 'Dit is aan de AP.'), else ''."""
    if sentence.verdict == "reworded":
        return ""
    for citation in sentence.citations:
        source = known.get(citation.source)
        if source is not None and _rests_on_question(sentence.text, source.answer, citation.start):
            return source.question
    return ""


def difference(sentences: Sequence[Sentence], sources: Sequence[Source]) -> Notice | None:
    """Return what a reader must know when two letters say different things about the same, None when they do not."""
    known = {source.id: source for source in sources}
    said = [(known[s.citations[0].source], s.text) for s in sentences if s.citations and s.citations[0].source in known]
    for (one, text), (other, another) in combinations(said, 2):
        if one.document != other.document and differ_on_it(text, another):
            return _differing(one.answered_on, other.answered_on)
    return None


def _differing(one: date | None, other: date | None) -> Notice | None:
    if one is None or other is None:
        return Notice(code="letters_differ", text=label(_VOICES, "letters_differ_undated"))
    if one == other:
        return None
    return Notice(code="letters_differ", text=label(_VOICES, "letters_differ", when=in_dutch(max(one, other))))


def _said(sources: Sequence[Source], first: Source) -> str:
    if len(sources) > 1:
        return label(_VOICES, "shared", count=len(sources), said=listed(_dated(sources)))
    when = in_dutch(sources[0].answered_on)
    return label(_VOICES, _relation(sources[0], first), who=_who(sources[0].answered_by), when=when)


def _dated(sources: Sequence[Source]) -> list[str]:
    """Return who said it, each with the days, the earliest first: 'de minister van Defensie op 3 mei 2025'."""
    in_order = sorted(sources, key=lambda source: source.answered_on or date.max)
    days: dict[str, list[str]] = {}
    for source in in_order:
        days.setdefault(_who(source.answered_by), []).extend([in_dutch(source.answered_on)] if source.answered_on else [])
    return [label(_VOICES, "on_days", who=who, when=listed(dict.fromkeys(some))) if some else who for who, some in days.items()]


def _relation(source: Source, first: Source) -> str:
    """Return how a letter stands to the one that is quoted first."""
    day, before = source.answered_on, first.answered_on
    if day is None:
        return "undated"
    if source.document == first.document or before is None:
        return "first"
    return "same_day" if day == before else "later" if day > before else "earlier"


def _who(persons: Iterable[Bewindspersoon]) -> str:
    """Return who answered by office: 'de minister van Defensie, mede namens de minister van Financiën'."""
    several = tuple(persons)
    own, others = (listed(_office(person) for person in several if person.mede_namens is behalf) for behalf in (False, True))
    if own and others:
        return label(_VOICES, "on_behalf", persons=own, others=others)
    return own or others or label(_VOICES, "who_unknown")


def _office(person: Bewindspersoon) -> str:
    role = person.role[:1].lower() + person.role[1:]
    return label(_VOICES, "who", article=label(_VOICES, "article"), role=role)


def _rests_on_question(text: str, answer: str, start: int) -> bool:
    """Whether a sentence that stands at `start` in an answer points at what was asked."""
    if len(text.split()) <= _BARE_WORDS and _BARE.match(text):
        return True
    before = [answer[span.start : span.end] for span in spans_of(answer) if span.end <= start]
    return leans_on_question([*before, text], len(before))
