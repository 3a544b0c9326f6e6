"""The nouns of the store: frozen records, no behaviour beyond what follows from their own fields.

Offsets count Unicode characters of the text they are said to lie in, end exclusive.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["answer", "deferral", "questions", "other"]


@dataclass(frozen=True, kw_only=True)
class Asker:
    """An indiener: a member of parliament who asked."""

    name: str
    party: str | None = None


@dataclass(frozen=True, kw_only=True)
class Bewindspersoon:
    """A minister or state secretary who answered."""

    name: str | None
    """None where the letter gives only the office."""
    role: str
    """The office as the letter writes it: 'minister van Justitie en Veiligheid'."""
    mede_namens: bool = False
    """True for one on whose behalf another signed."""


@dataclass(frozen=True, kw_only=True)
class Footnote:
    """A note that stood in a text; its mark is taken out of the text."""

    label: str
    """As printed: '1', 'i', '*'."""
    text: str
    """Empty when the letter lost the note's text; the Document then carries a flag."""
    at: int | None = None
    """Where the mark stood: offset in the text that owns the note; None when the mark is lost."""


@dataclass(frozen=True, kw_only=True)
class Verwijzing:
    """A pointer in an answer to other answers ('Zie het antwoord op vraag 2')."""

    text: str
    """Literally `answer.text[start:end]`."""
    document: str | None
    """Id of the Document pointed to; None when it is another one, and that one is not known here."""
    numbers: tuple[int, ...]
    """Question numbers pointed to; empty when it points to a publication as a whole."""
    start: int
    end: int
    name: str | None = None
    """The publication as the answer names it: 'kst-26643-1234', 'kamerbrief 2023-06-26', 'ah-tk-20232024-12' or a zaaknummer.

    None for a pointer that names none.
    """


@dataclass(frozen=True, kw_only=True)
class Question:
    """One numbered vraag: the member's words, never the government's."""

    number: int
    text: str
    footnotes: tuple[Footnote, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One antwoord, to one or more questions: the government's words."""

    numbers: tuple[int, ...]
    text: str
    """Literal, without footnote and export marks; paragraphs are separated by a blank line."""
    footnotes: tuple[Footnote, ...] = ()
    verwijzingen: tuple[Verwijzing, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Flag:
    """Something in a letter that does not hold: kept and shown, never guessed away."""

    code: str
    """'answer_missing', 'question_missing', 'number_repeated', 'answer_empty', 'footnote_empty', 'text_unplaced', …"""
    message: str
    """What is wrong, in words a person can act on."""
    numbers: tuple[int, ...] = ()
    """The question numbers concerned."""
    line: int | None = None
    """1-based line of the extracted text, to find it in the source."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """What a letter says of itself; None, or empty, where it does not."""

    zaaknummer: str | None = None
    zaaknummers: tuple[str, ...] = ()
    """All the letter answers, its own first: one letter may answer the questions of several members."""
    aanhangselnummer: str | None = None
    vergaderjaar: str | None = None
    """Parliamentary year as the publication prints it: '2024-2025'."""
    subject: str | None = None
    askers: tuple[Asker, ...] = ()
    asked_on: date | None = None
    answered_by: tuple[Bewindspersoon, ...] = ()
    answered_on: date | None = None
    see_also: tuple[str, ...] = ()
    """Ids of publications the head links to, such as an earlier deferral."""
    read_from: Mapping[str, str] = field(default_factory=dict)
    """For each metadata field that is known, the literal words it was read from: 'asked_on' → 'ingezonden 27 februari 2026'."""


@dataclass(frozen=True, kw_only=True)
class Document(Head):
    """One published letter or Aanhangsel with its questions and answers."""

    id: str
    """Zaaknummer, else aanhangselnummer, else 'doc-' and a digest of the text: stable over builds and formats."""
    kind: Kind
    origin: str
    """Name of the file it was read from."""
    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    remarks: tuple[str, ...] = ()
    """What the publication adds to questions and answers, such as a 'Toelichting': nobody's answer."""
    flags: tuple[Flag, ...] = ()
    url: str | None = None

    def source_of(self, answer: Answer) -> str:
        """Return the id under which an answer of this Document is cited: '2026Z03908/3'."""
        return f"{self.id}/{answer.numbers[0]}"

    def answer_to(self, number: int) -> Answer | None:
        """Return the answer that answers a question number, None when there is none."""
        return next((answer for answer in self.answers if number in answer.numbers), None)

    def question_text(self, answer: Answer) -> str:
        """Return the member's questions that an answer answers, joined by a blank line, '' when none is known."""
        return "\n\n".join(q.text for q in self.questions if q.number in answer.numbers and q.text)


@dataclass(frozen=True, kw_only=True)
class Passage:
    """The unit that is found: one Answer with its Question(s), or a part of one that is long."""

    id: str
    """`source`, or `source#2` for the second part of a long answer."""
    source: str
    """`<document>/<first number>`: the Answer this passage belongs to, and what is cited."""
    document: str
    numbers: tuple[int, ...]
    subject: str
    """What the letter is about: its subject line, else its first question; '' when it has neither."""
    question: str
    answer: str
    """The answer's text from offset `start`."""
    start: int = 0
    """Offset of this part in the text of the Answer."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A passage found for a question."""

    passage: Passage
    score: float
    """Fused; higher is better; only comparable within one search."""
    similarity: float
    """Cosine of question and passage, of the store's embedder, in [-1, 1]."""
    ranks: Mapping[str, int] = field(default_factory=dict)
    """1-based rank by each way: 'vectors', 'terms', 'context', 'sentences'; a way that did not find it is absent."""
    via: str | None = None
    """Source whose verwijzing led here; None when found directly."""
    also: tuple[str, ...] = ()
    """Sources of other letters that say the same in the same words."""


@dataclass(frozen=True, kw_only=True)
class Unreadable:
    """A file that was left out of a build, and why."""

    path: str
    reason: str
