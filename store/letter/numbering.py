"""The lines of a letter in, those that are its headings out; knows in which ways letters number, nothing about what stands under a heading.

'Vraag 1' and 'Antwoord 1' in turn; '1. Deelt u …' with 'Antwoord:' under it; 'Vraag' and 'Antwoord' without numbers; and the older
published form, all questions as bare numbers first, then 'Antwoord' and the answers as bare numbers.
"""

from collections.abc import Iterator, Sequence

from store.letter.headings import Heading, heading
from store.letter.turns import in_turn

_MOST_OPENERS = 20
"""Lines that may open the part with answers."""
_LONGEST_WHO = 60
"""Words that say which ministers answered, and when."""


def headings_of(lines: Sequence[str]) -> dict[int, Heading]:
    """Return the lines that are headings in this letter."""
    found = {index: each for index, line in enumerate(lines) if (each := heading(line))}
    found = _numbered_by_order(found)
    opener = _opener(lines, found)
    if opener is not None:
        return _in_two_parts(found, opener)
    named = any(each.of == "question" and each.certain for each in found.values())
    if not named and any(each.of == "answer" for each in found.values()):
        found |= dict(_numbered_questions(lines, found))
    elif not named and not any(each.of == "answers" for each in found.values()):
        found |= _asked_only(lines, found)
    return dict(in_turn(found, lines))


def _numbered_by_order(found: dict[int, Heading]) -> dict[int, Heading]:
    """Give each 'Vraag' of a letter that numbers nothing the number it has by its place; elsewhere 'Vraag' alone is no heading."""
    bare = [index for index, each in sorted(found.items()) if each.of == "question" and not each.numbers]
    others = {index: each for index, each in found.items() if each.of != "question" or each.numbers}
    numbered = any(each.of in ("question", "answer") and each.numbers for each in others.values())
    if numbered or not any(each.of == "answer" for each in others.values()):
        return others
    return others | {index: Heading(of="question", numbers=(at,), rest=found[index].rest) for at, index in enumerate(bare, 1)}


def _asked_only(lines: Sequence[str], found: dict[int, Heading]) -> dict[int, Heading]:
    """Return the questions of a publication of questions that numbers them '1', '2' under the head 'Vragen van het lid …'."""
    head = next((index for index, each in sorted(found.items()) if each.of == "set"), None)
    return {} if head is None else _counting(found, head, len(lines))


def _numbered_questions(lines: Sequence[str], found: dict[int, Heading]) -> Iterator[tuple[int, Heading]]:
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


def _opener(lines: Sequence[str], found: dict[int, Heading]) -> int | None:
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


def _only_says_who(lines: Sequence[str]) -> bool:
    """Say whether lines hold no more than 'Antwoord' and who answered when: else a number after them may be a list's."""
    words = " ".join(lines).lower().split()
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
