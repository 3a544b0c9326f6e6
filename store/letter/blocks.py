"""The lines of a letter in, its blocks out: what stands before the first question, each question, each answer, and remarks.

Knows in which ways letters number: 'Vraag 1' and 'Antwoord 1' in turn; '1. Deelt u …' with 'Antwoord:' under it; and the older
published form, all questions as bare numbers first, then 'Antwoord' and the answers as bare numbers. Knows nothing about footnotes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from store.letter.headings import Heading, heading

_MOST_OPENERS = 20
"""Lines that may open the part with answers."""
_LONGEST_WHO = 60
"""Words that say which ministers answered, and when."""
_MOST_WHO = 6
"""Lines of 'Antwoord van minister X (ontvangen …)'."""
_DATED = re.compile(r"\d{4}\s*\)\s*\.?\s*$")
_ASKED = re.compile(r"\?\W{0,3}\d{0,2}\W{0,2}$|\btoe(?:lichting|lichten)\.$")
"""How a question ends, a footnote's mark after it or not."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a letter's text, with claimed characters as spaces."""

    text: str
    start: int
    """Offset of the line in the letter's text."""

    @property
    def end(self) -> int:
        """Offset of the line's end."""
        return self.start + len(self.text)


@dataclass(frozen=True, kw_only=True)
class Block:
    """A heading with the text under it."""

    of: Literal["head", "question", "answer", "remark"]
    numbers: tuple[int, ...] = ()
    part: bool = False
    """Whether the heading is of a sub-question, '3a'."""
    line: int = 0
    """1-based line of the heading."""
    start: int
    """Offset of the heading, of the text under it, and of its end."""
    body: int
    end: int


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text."""
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Line(text=line, start=at))
        at += len(line) + 1
    return lines


def cut(lines: Sequence[Line]) -> list[Block]:
    """Cut a letter at its headings; the first block is its head, which may be empty. Every character is in one block."""
    taken = sorted(_headings(lines).items())
    blocks = [Block(of="head", start=0, body=0, end=lines[taken[0][0]].start if taken else lines[-1].end)]
    ends = [*(lines[index].start for index, _ in taken), lines[-1].end][1:]
    for (index, found), end in zip(taken, ends, strict=True):
        line = lines[index]
        of: Literal["head", "question", "answer", "remark"] = found.of if found.of in ("question", "answer", "remark") else "head"
        body = line.start if of == "head" else line.start + len(line.text.rstrip()) - len(found.rest)
        blocks.append(Block(of=of, numbers=found.numbers, part=found.part, line=index + 1, start=line.start, body=body, end=end))
    return blocks


def _headings(lines: Sequence[Line]) -> dict[int, Heading]:
    """Return the lines that are headings in this letter."""
    found = {index: each for index, line in enumerate(lines) if (each := heading(line.text))}
    found = _numbered_by_order(found)
    opener = _opener(lines, found)
    if opener is not None:
        return _in_two_parts(found, opener)
    named = any(each.of == "question" and each.certain for each in found.values())
    if not named and any(each.of == "answer" for each in found.values()):
        found |= dict(_numbered_questions(lines, found))
    elif not named and not any(each.of == "answers" for each in found.values()):
        found |= _asked_only(lines, found)
    return dict(_in_turn(found, lines))


def _numbered_by_order(found: dict[int, Heading]) -> dict[int, Heading]:
    """Give each 'Vraag' of a letter that numbers nothing the number it has by its place; elsewhere 'Vraag' alone is no heading."""
    bare = [index for index, each in sorted(found.items()) if each.of == "question" and not each.numbers]
    others = {index: each for index, each in found.items() if each.of != "question" or each.numbers}
    numbered = any(each.of in ("question", "answer") and each.numbers for each in others.values())
    if numbered or not any(each.of == "answer" for each in others.values()):
        return others
    return others | {index: Heading(of="question", numbers=(at,), rest=found[index].rest) for at, index in enumerate(bare, 1)}


def _in_turn(found: dict[int, Heading], lines: Sequence[Line]) -> Iterator[tuple[int, Heading]]:
    """Yield the headings of a letter in which an answer follows its question or questions."""
    asked: set[int] = set()
    answered: set[int] = set()
    waiting: list[tuple[int, Heading]] = []
    ordered = sorted(found.items())
    after = _After(ordered, lines)
    for at, (index, each) in enumerate(ordered):
        if not each.certain and after.is_certain_later(index, each):
            continue
        if each.of == "question" and (each.certain or each.numbers[0] == max(asked, default=0) + 1):
            asked.update(each.numbers)
            waiting.append((index, each))
        elif each.of == "answer" and each.numbers:
            expected = asked.issuperset(each.numbers) and answered.isdisjoint(each.numbers)
            if not (expected or (each.certain and (asked or index > after.last_question))):
                continue
            answered.update(each.numbers)
            waiting = []
        elif each.of == "answer" and waiting and after.only_opens(at, waiting[-1][1].numbers):
            each = Heading(of="answers")
        elif each.of == "answer" and waiting:
            each = replace(each, numbers=_waiting(waiting, index, lines))
            answered.update(each.numbers)
            waiting = []
            if (begin := after.who_answered(at)) is not None:
                yield index, Heading(of="answers")
                index, each = begin, replace(each, rest=lines[begin].text.strip())
        elif not (
            (each.of == "answers" and asked and not answered and index < after.last)
            or (each.of == "set" and asked and after.begins_anew(at))
            or (each.of == "remark" and asked and index > after.last)
        ):
            continue
        yield index, each


class _After:
    """What follows in a letter after each of its headings."""

    def __init__(self, ordered: Sequence[tuple[int, Heading]], lines: Sequence[Line]) -> None:
        self._ordered, self._lines = ordered, lines
        self._certain = {(each.of, number): index for index, each in ordered if each.certain for number in each.numbers}
        self._answer_to = {number: index for index, each in ordered if each.of == "answer" for number in each.numbers}
        self.last_question = max((index for index, each in ordered if each.of == "question"), default=-1)
        self.last = max([self.last_question, *(i for i, e in ordered if e.of == "answer" and (e.numbers or self.last_question >= 0))])

    def is_certain_later(self, index: int, each: Heading) -> bool:
        """Say whether a heading that is not certain names a number that has a certain heading further on."""
        return any(self._certain.get((each.of, number), -1) > index for number in each.numbers)

    def who_answered(self, at: int) -> int | None:
        """Return the line after 'Antwoord van minister X (ontvangen 3 mei 2001)' where that follows 'Antwoord' at once, else None."""
        (index, each), following = self._ordered[at], self._ordered[at + 1 : at + 2]
        if each.rest or not following or following[0][1].of != "answers":
            return None
        begin = following[0][0]
        if any(line.text.strip() for line in self._lines[index + 1 : begin]):
            return None
        for end in range(begin, min(begin + _MOST_WHO, len(self._lines) - 1)):
            if _DATED.search(self._lines[end].text):
                return end + 1
        return None

    def begins_anew(self, at: int) -> bool:
        """Say whether the next question has number 1 again: the letter answers the questions of another member too."""
        following = [each for _, each in self._ordered[at + 1 : at + 3] if each.of != "answers"][:1]
        return bool(following) and following[0].of == "question" and following[0].numbers[0] == 1

    def only_opens(self, at: int, numbers: Sequence[int]) -> bool:
        """Say whether 'Antwoorden' opens a part with answers: a heading follows at once, and these numbers are answered further on."""
        (index, each), following = self._ordered[at], self._ordered[at + 1 : at + 2]
        if each.rest or not following or any(line.text.strip() for line in self._lines[index + 1 : following[0][0]]):
            return False
        return all(self._answer_to.get(number, -1) > index for number in numbers)


def _waiting(waiting: Sequence[tuple[int, Heading]], answer: int, lines: Sequence[Line]) -> tuple[int, ...]:
    """Return the questions that 'Antwoord' without a number answers: the last one, and those before it that wait for their answer.

    A question that does not end as one may have its answer under it, without a heading: it and what stands above it are left out.
    """
    numbers = waiting[-1][1].numbers
    for (begin, each), (end, _) in reversed(list(pairwise([*waiting, (answer, waiting[-1][1])]))[:-1]):
        filled = [each.rest, *(line.text.strip() for line in lines[begin + 1 : end])]
        filled = [text for text in filled if text]
        if not filled or not (len(filled) == 1 or _ASKED.search(filled[-1])):
            break
        numbers = (*each.numbers, *numbers)
    return tuple(dict.fromkeys(numbers))


def _asked_only(lines: Sequence[Line], found: dict[int, Heading]) -> dict[int, Heading]:
    """Return the questions of a publication of questions that numbers them '1', '2' under the head 'Vragen van het lid …'."""
    head = next((index for index, each in sorted(found.items()) if each.of == "set"), None)
    return {} if head is None else _counting(found, head, len(lines))


def _numbered_questions(lines: Sequence[Line], found: dict[int, Heading]) -> Iterator[tuple[int, Heading]]:
    """Yield the lines '3. Deelt u …' that are questions: those that end, counting on, at the next 'Antwoord'; earlier ones are lists."""
    answers = [index for index, each in sorted(found.items()) if each.of == "answer" and each.certain]
    begin, last = 0, 0
    for answer in answers:
        candidates = [(i, found[i].numbers) for i in range(begin, answer) if i in found and _may_ask(found[i])]
        chain = _chain(candidates, last + 1, max(found[answer].numbers, default=0))
        for index in chain:
            numbered = found[index]
            yield index, Heading(of="question", numbers=numbered.numbers, rest=numbered.rest, part=numbered.part)
            last = numbered.numbers[-1]
        begin = answer + 1
    for index in range(begin, len(lines)):
        # A last question that nobody answered still is one when it asks something.
        if index in found and _may_ask(found[index]) and found[index].numbers == (last + 1,) and found[index].rest.endswith("?"):
            last += 1
            yield index, Heading(of="question", numbers=found[index].numbers, rest=found[index].rest)


def _may_ask(found: Heading) -> bool:
    """Say whether a line may be the heading of a question: '3', '3. Deelt u …' or '3 en 4'."""
    numbers = found.numbers
    joint = not found.rest and numbers == tuple(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    return found.of == "numbered" and (len(numbers) == 1 or joint)


def _chain(candidates: Sequence[tuple[int, tuple[int, ...]]], first: int, last: int) -> list[int]:
    """Return the latest lines that count from `first` on to `last` (0: as far as they go), in order; none when they do not."""
    for at in reversed(range(len(candidates))):
        wanted = candidates[at][1][-1]
        if wanted < first or (last and wanted != last):
            continue
        chain: list[int] = []
        for index, numbers in reversed(candidates[: at + 1]):
            if numbers[-1] == wanted and numbers[0] >= first:
                chain.append(index)
                wanted = numbers[0] - 1
            if wanted < first:
                return chain[::-1]
    return []


def _opener(lines: Sequence[Line], found: dict[int, Heading]) -> int | None:
    """Return the line that opens the part with answers, when questions before it and answers after it are numbered alike."""
    if any(each.of == "answer" and each.numbers and each.certain for each in found.values()):
        return None
    openers = [index for index, each in sorted(found.items()) if each.of == "answers" or (each.of == "answer" and not each.numbers)]
    bare = [index for index in openers if found[index].of == "answer"]
    if len(bare) > 1:
        return None
    for index in openers[:_MOST_OPENERS]:
        asked = _counting(found, 0, index)
        first = next((at for at, each in sorted(found.items()) if at > index and each.of == "numbered"), None)
        if asked and first is not None and found[first].numbers[0] == 1 and _only_says_who(lines[index:first]):
            return None if _counts_past(found, index, asked) else index
    return None


def _counts_past(found: dict[int, Heading], opener: int, asked: dict[int, Heading]) -> bool:
    """Say whether what is numbered after 'Antwoord' counts on past the last question: then it is a list inside an answer."""
    past = max(number for each in asked.values() for number in each.numbers) + 1
    return any(index > opener and each.of == "numbered" and each.numbers[0] == past for index, each in found.items())


def _only_says_who(lines: Sequence[Line]) -> bool:
    """Say whether lines hold no more than 'Antwoord' and who answered when: else a number after them may be a list's."""
    words = " ".join(line.text for line in lines).lower().split()
    return len(words) <= 1 or (len(words) <= _LONGEST_WHO and (words[1] == "van" or "ontvangen" in " ".join(words)))


def _counting(found: dict[int, Heading], begin: int, end: int) -> dict[int, Heading]:
    """Return the headings of questions that count up from 1 between two lines."""
    asked: dict[int, Heading] = {}
    last = 0
    for index, each in sorted(found.items()):
        if begin <= index < end and each.of in ("question", "numbered") and each.numbers[0] == last + 1:
            asked[index] = Heading(of="question", numbers=each.numbers, rest=each.rest, part=each.part)
            last = each.numbers[-1]
    return asked


def _in_two_parts(found: dict[int, Heading], opener: int) -> dict[int, Heading]:
    """Return the headings of a letter that has all its questions first."""
    headings = _counting(found, 0, opener)
    only_bare = all(not each.rest for each in headings.values())
    open_numbers = sorted({number for each in headings.values() for number in each.numbers})
    headings[opener] = Heading(of="answers")
    last = opener
    for index, each in sorted(found.items()):
        may_answer = index > opener and each.of == "numbered" and not (only_bare and each.rest)
        if may_answer and open_numbers and each.numbers[0] == open_numbers[0] and set(each.numbers) <= set(open_numbers):
            headings[index] = Heading(of="answer", numbers=each.numbers, rest=each.rest, part=each.part)
            open_numbers = [number for number in open_numbers if number not in each.numbers]
            last = index
    remarks = {index: each for index, each in found.items() if each.of == "remark" and index > last}
    return headings | remarks
