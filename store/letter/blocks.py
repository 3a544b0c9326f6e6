"""The lines of a letter in, its blocks out: what stands before the first question, each question, each answer, and remarks.

Knows in which ways letters number: 'Vraag 1' and 'Antwoord 1' in turn; '1. Deelt u …' with 'Antwoord:' under it; and the older
published form, all questions as bare numbers first, then 'Antwoord' and the answers as bare numbers. Knows nothing about footnotes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from store.letter.headings import Heading, heading

_LONGEST_WHO = 60
"""Words that say which ministers answered, and when."""


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
    current: tuple[int, ...] = ()
    for (index, found), end in zip(taken, ends, strict=True):
        line = lines[index]
        numbers = found.numbers or (current if found.of == "answer" else ())
        if found.of == "question":
            current = numbers
        of: Literal["head", "question", "answer", "remark"] = "head" if found.of in ("answers", "numbered") else found.of  # type: ignore[assignment]
        body = line.start if of == "head" else line.start + len(line.text.rstrip()) - len(found.rest)
        blocks.append(Block(of=of, numbers=numbers, part=found.part, line=index + 1, start=line.start, body=body, end=end))
    return blocks


def _headings(lines: Sequence[Line]) -> dict[int, Heading]:
    """Return the lines that are headings in this letter."""
    found = {index: each for index, line in enumerate(lines) if (each := heading(line.text))}
    opener = _opener(lines, found)
    if opener is not None:
        return _in_two_parts(found, opener)
    named = any(each.of == "question" and each.certain for each in found.values())
    if not named and any(each.of == "answer" for each in found.values()):
        found |= dict(_numbered_questions(lines, found))
    return dict(_in_turn(found))


def _in_turn(found: dict[int, Heading]) -> Iterator[tuple[int, Heading]]:
    """Yield the headings of a letter in which an answer follows its question."""
    asked: set[int] = set()
    answered: set[int] = set()
    ordered = sorted(found.items())
    last = max((index for index, each in ordered if each.of in ("question", "answer") and (each.numbers or asked)), default=-1)
    before: Heading | None = None
    for index, each in ordered:
        if each.of == "question" and (each.certain or each.numbers[0] == max(asked, default=0) + 1):
            asked.update(each.numbers)
        elif each.of == "answer" and each.numbers:
            expected = asked.issuperset(each.numbers) and answered.isdisjoint(each.numbers)
            alone = not asked and not any(later.of == "question" for _, later in ordered)
            if not ((each.certain and asked) or expected or (each.certain and alone)):
                continue
            answered.update(each.numbers)
        elif not (
            (each.of == "answer" and not each.numbers and before and before.of == "question")
            or (each.of == "answers" and asked and not answered and index < last)
            or (each.of == "remark" and asked and index > last)
        ):
            continue
        before = each
        yield index, each


def _numbered_questions(lines: Sequence[Line], found: dict[int, Heading]) -> Iterator[tuple[int, Heading]]:
    """Yield the lines '3. Deelt u …' that are questions: those that end, counting on, at the next 'Antwoord'; earlier ones are lists."""
    answers = [index for index, each in sorted(found.items()) if each.of == "answer" and each.certain]
    begin, last = 0, 0
    for answer in answers:
        candidates = [(i, found[i].numbers[0]) for i in range(begin, answer) if i in found and _may_ask(found[i])]
        chain = _chain(candidates, last + 1, max(found[answer].numbers, default=0))
        for index in chain:
            numbered = found[index]
            yield index, Heading(of="question", numbers=numbered.numbers, rest=numbered.rest, part=numbered.part)
        last += len(chain)
        begin = answer + 1
    for index in range(begin, len(lines)):
        # A last question that nobody answered still is one when it asks something.
        if index in found and _may_ask(found[index]) and found[index].numbers == (last + 1,) and found[index].rest.endswith("?"):
            last += 1
            yield index, Heading(of="question", numbers=found[index].numbers, rest=found[index].rest)


def _may_ask(found: Heading) -> bool:
    return found.of == "numbered" and len(found.numbers) == 1


def _chain(candidates: Sequence[tuple[int, int]], first: int, last: int) -> list[int]:
    """Return the latest lines that count from `first` on to `last` (0: as far as they go), in order; none when they do not."""
    for at in reversed(range(len(candidates))):
        wanted = candidates[at][1]
        if wanted < first or (last and wanted != last):
            continue
        chain: list[int] = []
        for index, number in reversed(candidates[: at + 1]):
            if number == wanted:
                chain.append(index)
                wanted -= 1
            if wanted < first:
                return chain[::-1]
    return []


def _opener(lines: Sequence[Line], found: dict[int, Heading]) -> int | None:
    """Return the line that opens the part with answers, when questions before it and answers after it are numbered alike."""
    if any(each.of == "answer" and each.numbers and each.certain for each in found.values()):
        return None
    openers = [index for index, each in sorted(found.items()) if each.of == "answers" or (each.of == "answer" and not each.numbers)]
    for index in openers:
        asked = _counting(found, 0, index)
        first = next((at for at, each in sorted(found.items()) if at > index and each.of == "numbered"), None)
        bare = [at for at in openers if found[at].of == "answer"]
        if asked and first is not None and found[first].numbers[0] == 1 and len(bare) <= 1 and _only_says_who(lines[index:first]):
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
