"""The sentences of a reply in, each as it is shown out: its sources' numbers, whose words it is, and the terms it needs explained.

Knows nothing of HTML or of terminals, nor of how a source is shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.records import Sentence, Source, Term
from bot.showing.defined import stands_in
from bot.showing.voices import members_question, voices


@dataclass(frozen=True, kw_only=True)
class Note:
    """A term of a sentence, what it means, and the number of the source that says so."""

    term: Term
    mark: int
    start: int
    """Where it stands in the sentence."""
    end: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """A sentence as shown, with the numbers of its sources."""

    sentence: Sentence
    marks: tuple[int, ...]
    question: str
    """The member's question when the sentence means nothing without it ('Ja.', 'Dit is aan de AP.'), else ''."""
    voice: str = ""
    """Who says this and what follows, and when, where the reply quotes more than one letter; '' when the line before it says so."""
    notes: tuple[Note, ...] = ()
    """Terms of the sentence that a letter explains."""
    unexplained: bool = False
    """Whether an explanation of it was asked for and no reliable one was made."""


def lines_of(
    sentences: Sequence[Sentence], sources: Sequence[Source], terms: Sequence[Term], numbers: Mapping[str, int]
) -> tuple[Line, ...]:
    """Return the lines of a reply; `numbers` are those of its sources, by id."""
    known = {source.id: source for source in sources}
    return _noted(_voiced(tuple(_line(sentence, numbers, known) for sentence in sentences), sources), terms, numbers)


def _line(sentence: Sentence, numbers: Mapping[str, int], known: Mapping[str, Source]) -> Line:
    marks = dict.fromkeys(numbers[citation.source] for citation in sentence.citations if citation.source in known)
    return Line(sentence=sentence, marks=tuple(marks), question=members_question(sentence, known))


def _voiced(lines: Sequence[Line], sources: Sequence[Source]) -> tuple[Line, ...]:
    """Return the lines, the first of each letter with who says it."""
    said = {voice.sentences[0]: voice.text for voice in voices([line.sentence for line in lines], sources)}
    return tuple(replace(line, voice=said.get(at, "")) for at, line in enumerate(lines))


def _noted(lines: Sequence[Line], terms: Sequence[Term], numbers: Mapping[str, int]) -> tuple[Line, ...]:
    """Return the lines, each with the terms that stand in it first."""
    noted: dict[int, list[Note]] = {}
    for term in terms:
        for at, line in enumerate(lines):
            if span := stands_in(term.term, line.sentence.text):
                noted.setdefault(at, []).append(Note(term=term, mark=numbers[term.source], start=span[0], end=span[1]))
                break
    return tuple(replace(line, notes=tuple(noted.get(at, ()))) for at, line in enumerate(lines))
