"""The lines of a letter that look like headings in, those that are out, for a letter in which answers follow their questions.

Knows that a heading which is not certain must be the one expected, and which questions 'Antwoord' without a number answers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from store.letter.dates import ENDS_DATED
from store.letter.headings import Heading

_MOST_WHO = 6
"""Lines of 'Antwoord van minister X (ontvangen …)'."""
_ASKED = re.compile(r"\?\W{0,3}\d{0,2}\W{0,2}$|\btoe(?:lichting|lichten)\.$")
"""How a question ends, a footnote's mark after it or not."""


def in_turn(found: dict[int, Heading], lines: Sequence[str]) -> Iterator[tuple[int, Heading]]:
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
                index, each = begin, replace(each, rest=lines[begin].strip())
        elif not (
            (each.of == "answers" and asked and not answered and index < after.last)
            or (each.of == "set" and asked and after.begins_anew(at))
            or (each.of == "remark" and asked and index > after.last)
        ):
            continue
        yield index, each


class _After:
    """What follows in a letter after each of its headings."""

    def __init__(self, ordered: Sequence[tuple[int, Heading]], lines: Sequence[str]) -> None:
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
        if any(line.strip() for line in self._lines[index + 1 : begin]):
            return None
        for end in range(begin, min(begin + _MOST_WHO, len(self._lines) - 1)):
            if ENDS_DATED.search(self._lines[end]):
                return end + 1
        return None

    def begins_anew(self, at: int) -> bool:
        """Say whether the next question has number 1 again: the letter answers the questions of another member too."""
        following = [each for _, each in self._ordered[at + 1 : at + 3] if each.of != "answers"][:1]
        return bool(following) and following[0].of == "question" and following[0].numbers[0] == 1

    def only_opens(self, at: int, numbers: Sequence[int]) -> bool:
        """Say whether 'Antwoorden' opens a part with answers: a heading follows at once, and these numbers are answered further on."""
        (index, each), following = self._ordered[at], self._ordered[at + 1 : at + 2]
        if each.rest or not following or any(line.strip() for line in self._lines[index + 1 : following[0][0]]):
            return False
        return all(self._answer_to.get(number, -1) > index for number in numbers)


def _waiting(waiting: Sequence[tuple[int, Heading]], answer: int, lines: Sequence[str]) -> tuple[int, ...]:
    """Return the questions that 'Antwoord' without a number answers: the last one, and those before it that wait for their answer.

    A question that does not end as one may have its answer under it, without a heading: it and what stands above it are left out.
    """
    numbers = waiting[-1][1].numbers
    for (begin, each), (end, _) in reversed(list(pairwise([*waiting, (answer, waiting[-1][1])]))[:-1]):
        filled = [each.rest, *(line.strip() for line in lines[begin + 1 : end])]
        filled = [text for text in filled if text]
        if not filled or not (len(filled) == 1 or _ASKED.search(filled[-1])):
            break
        numbers = (*each.numbers, *numbers)
    return tuple(dict.fromkeys(numbers))
