"""Raw text in, a Document out; knows how the letters are written, nothing about files or search.

What does not hold is kept and flagged: a number without an answer, a number twice, an empty note. Nothing is guessed away.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from store.head import Head, read_head
from store.headings import Heading, heading
from store.notes import Clean, clean, is_typed_definition, typed_definitions, typed_mark, without_export_marks
from store.read import RawText
from store.records import Answer, Document, Flag, Kind, Question

_FURNITURE = re.compile(
    r"\s*(?:ISSN\b.*|’s-Gravenhage \d{4}.*|Tweede Kamer, vergaderjaar .*, (?:Aanhangsel|Vragen)(?: \d+)?|ah-(?:tk-\d{8}-)?\d+|kv-tk-\S+)\s*"
)
_DEFERRAL = re.compile(r"\bMededeling\b.{0,200}\(\s*ontvangen|niet binnen de gebruikelijke termijn", re.IGNORECASE | re.DOTALL)


@dataclass(kw_only=True)
class _Block:
    """A heading with the lines under it, while a letter is read."""

    heading: Heading
    line: int
    lines: list[str] = field(default_factory=list)


def parse(raw: RawText) -> Document:
    """Read one letter; a letter with nothing that looks like a question or answer is a Document of kind 'other'."""
    lines = [without_export_marks(line) for line in raw.text.split("\n")]
    head_lines, blocks = _blocks(lines)
    notes = _notes_at_the_end(blocks)
    cleaned = [clean("\n".join(block.lines), notes) for block in blocks]
    questions, answers = _questions(blocks, cleaned), _answers(blocks, cleaned)
    head = read_head(head_lines, raw.text)
    return Document(
        id=head.zaaknummer or head.aanhangselnummer or _digest(lines),
        kind=_kind(head_lines, questions, answers),
        origin=raw.origin,
        questions=questions,
        answers=answers,
        flags=tuple(_flags(blocks, cleaned, questions, answers, notes)),
        **_metadata(head),
    )


def _metadata(head: Head) -> dict[str, Any]:
    return {name: getattr(head, name) for name in Head.__dataclass_fields__}


def _digest(lines: list[str]) -> str:
    """Name a letter without a number after its words, so that another export of it has the same id."""
    words = " ".join(" ".join(lines).split()).lower()
    return f"doc-{hashlib.sha256(words.encode()).hexdigest()[:10]}"


def _blocks(lines: list[str]) -> tuple[list[str], list[_Block]]:
    """Cut a letter at its headings; 'N. text' is a question only in a letter without 'Vraag N', and only when N is the next number."""
    numbered = not any(h and h.of == "question" for h in map(heading, lines)) and any(h and h.of == "answer" for h in map(heading, lines))
    head: list[str] = []
    blocks: list[_Block] = []
    for number, line in enumerate(lines, 1):
        found = heading(line)
        if found and found.of == "numbered":
            is_next = found.numbers == (_last_number(blocks) + 1,)
            found = Heading(of="question", numbers=found.numbers, rest=found.rest) if numbered and is_next else None
        if found and (blocks or found.of == "question"):
            blocks.append(_Block(heading=found, line=number, lines=[found.rest]))
        elif not _FURNITURE.fullmatch(line):
            (blocks[-1].lines if blocks else head).append(line)
    return head, blocks


def _last_number(blocks: list[_Block]) -> int:
    return max((n for block in blocks if block.heading.of == "question" for n in block.heading.numbers), default=0)


def _notes_at_the_end(blocks: list[_Block]) -> dict[str, str]:
    """Take the typed footnotes off the end of the last block, when a mark for one of them stands in the letter."""
    if not blocks:
        return {}
    notes = typed_definitions(blocks[-1].lines)
    body = "\n".join(line for block in blocks for line in block.lines if not is_typed_definition(line))
    if not any(typed_mark(label).search(body) for label in notes):
        return {}
    remaining = len(notes)
    while remaining:
        remaining -= bool(blocks[-1].lines.pop().strip())
    return notes


def _questions(blocks: list[_Block], cleaned: list[Clean]) -> tuple[Question, ...]:
    """Return the questions; the text of a joint heading belongs to its first number, so that no text is in two places."""
    return tuple(
        Question(number=number, text=text.text if first else "", footnotes=text.footnotes if first else ())
        for block, text in zip(blocks, cleaned, strict=True)
        if block.heading.of == "question"
        for number, first in ((n, n == block.heading.numbers[0]) for n in block.heading.numbers)
    )


def _answers(blocks: list[_Block], cleaned: list[Clean]) -> tuple[Answer, ...]:
    """Return the answers; a bare 'Antwoord' answers the question it stands under."""
    answers = []
    current: tuple[int, ...] = ()
    for block, text in zip(blocks, cleaned, strict=True):
        if block.heading.of == "question":
            current = block.heading.numbers
        elif numbers := block.heading.numbers or current:
            answers.append(Answer(numbers=numbers, text=text.text, footnotes=text.footnotes))
    return tuple(answers)


def _kind(head: list[str], questions: tuple[Question, ...], answers: tuple[Answer, ...]) -> Kind:
    if answers:
        return "answer"
    if questions:
        tail = questions[-1].text
        return "deferral" if _DEFERRAL.search("\n".join([*head, tail])) else "questions"
    return "other"


def _flags(
    blocks: list[_Block], cleaned: list[Clean], questions: tuple[Question, ...], answers: tuple[Answer, ...], notes: dict[str, str]
) -> Iterator[Flag]:
    yield from _number_flags(blocks, questions, answers)
    for block, text in zip(blocks, cleaned, strict=True):
        for note in text.footnotes:
            if not note.text:
                message = f"Footnote {note.label} has a mark in the text but no text of its own."
                yield Flag(code="footnote_empty", numbers=block.heading.numbers, message=message, line=block.line)
    placed = {note.label for text in cleaned for note in text.footnotes}
    for label, text_of_note in notes.items():
        if label not in placed:
            yield Flag(code="footnote_unplaced", message=f"Footnote {label} has no mark in the text: {text_of_note}")


def _number_flags(blocks: list[_Block], questions: tuple[Question, ...], answers: tuple[Answer, ...]) -> Iterator[Flag]:
    line_of = {(b.heading.of, n): b.line for b in reversed(blocks) for n in b.heading.numbers}
    asked, answered = Counter(q.number for q in questions), Counter(n for a in answers for n in a.numbers)
    for number in sorted(asked | answered):
        line = line_of.get(("question", number)) or line_of.get(("answer", number))
        if number not in answered:
            yield Flag(code="answer_missing", numbers=(number,), message=f"Question {number} has no answer.", line=line)
        if number not in asked:
            yield Flag(code="question_missing", numbers=(number,), message=f"Answer {number} has no question.", line=line)
        if asked[number] > 1 or answered[number] > 1:
            yield Flag(code="number_repeated", numbers=(number,), message=f"Number {number} stands at more than one heading.", line=line)
        if number > 1 and number - 1 not in asked and number in asked:
            yield Flag(
                code="number_skipped", numbers=(number - 1,), message=f"Question {number} follows no question {number - 1}.", line=line
            )
    for answer in answers:
        if not answer.text:
            line = line_of.get(("answer", answer.numbers[0]))
            yield Flag(code="answer_empty", numbers=answer.numbers, message="The answer has a heading but no text.", line=line)
