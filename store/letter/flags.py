"""What was read from a letter in, what does not hold out: every flag says what is wrong in words a person can act on, and at which line."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.letter.blocks import Block
from store.records import Answer, Flag, Footnote, Question


@dataclass(frozen=True, kw_only=True)
class Orphan:
    """Text whose own heading is lost: it is nobody's question and nobody's answer, so it stands in a flag."""

    number: int
    """The question or answer it must belong to."""
    text: str
    footnotes: tuple[Footnote, ...] = ()


def flags(
    *, blocks: Sequence[Block], questions: Sequence[Question], answers: Sequence[Answer], orphans: Sequence[Orphan], expected: bool
) -> Iterator[Flag]:
    """Yield what does not hold; `expected` says whether questions without an answer are wrong: not in a deferral or a list of questions."""
    yield from _number_flags(blocks, questions, answers, orphans, expected=expected)
    line_of = _line_of(blocks)
    for answer in answers:
        if not answer.text:
            line = line_of.get(("answer", answer.numbers[0]))
            yield Flag(code="answer_empty", numbers=answer.numbers, message="The answer has a heading but no text.", line=line)
    asked = [("question", (question.number,), question.footnotes) for question in questions]
    for of, numbers, footnotes in (*asked, *(("answer", answer.numbers, answer.footnotes) for answer in answers)):
        for note in footnotes:
            if not note.text:
                message = f"Footnote {note.label} has a mark in the {of} but no text of its own."
                yield Flag(code="footnote_empty", numbers=numbers, message=message, line=line_of.get((of, numbers[0])))


def unplaced(notes: Sequence[Footnote]) -> Iterator[Flag]:
    """Yield a flag for each footnote that no mark in the text refers to."""
    for note in notes:
        yield Flag(code="footnote_unplaced", message=f"Footnote {note.label} has no mark in the text: {note.text}")


def _number_flags(
    blocks: Sequence[Block], questions: Sequence[Question], answers: Sequence[Answer], orphans: Sequence[Orphan], *, expected: bool
) -> Iterator[Flag]:
    lines = _line_of(blocks)
    asked, answered = Counter(q.number for q in questions), Counter(n for a in answers for n in a.numbers)
    named = asked.keys() | answered.keys()
    for number in sorted(named):
        line = lines.get(("question", number)) or lines.get(("answer", number))
        if number not in answered and expected:
            message = f"Question {number} has no answer.{_standing(orphans, number, 'under the question, without a heading')}"
            yield Flag(code="answer_missing", numbers=(number,), message=message, line=line)
        if number not in asked:
            message = f"Answer {number} has no question.{_standing(orphans, number, 'above the answer, without a heading')}"
            yield Flag(code="question_missing", numbers=(number,), message=message, line=line)
        if asked[number] > 1 or answered[number] > 1:
            yield Flag(code="number_repeated", numbers=(number,), message=f"Number {number} stands at more than one heading.", line=line)
        if number > 1 and number in asked and number - 1 not in named:
            message = f"Question {number} follows no question {number - 1}."
            yield Flag(code="number_skipped", numbers=(number - 1,), message=message, line=line)


def _standing(orphans: Sequence[Orphan], number: int, where: str) -> str:
    own = [orphan for orphan in orphans if orphan.number == number]
    notes = [f"(footnote {note.label}: {note.text})" for orphan in own for note in orphan.footnotes]
    words = " ".join([*(orphan.text for orphan in own), *notes]).split()
    return f" This stands {where}: {' '.join(words)}" if own else ""


def _line_of(blocks: Sequence[Block]) -> dict[tuple[str, int], int]:
    return {(block.of, number): block.line for block in reversed(blocks) for number in block.numbers}
