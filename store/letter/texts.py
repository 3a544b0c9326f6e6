"""The blocks of a letter in, its questions, answers and remarks out, each with its footnotes; every character they hold is claimed.

Text under a lost heading is taken out of where it stands: a member's question must not be read as the government's answer, nor the other
way round. It becomes an `Orphan`, for a flag to show.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.account import Account
from store.letter.blocks import Block
from store.letter.flags import Orphan
from store.letter.footnotes import Footnotes
from store.letter.traced import Traced
from store.records import Answer, Question

_ASKS = re.compile(r"\?[\"'’”»)\]]*$")


@dataclass(frozen=True, kw_only=True)
class Texts:
    """What a letter says."""

    questions: tuple[Question, ...]
    answers: tuple[Answer, ...]
    remarks: tuple[str, ...]
    orphans: tuple[Orphan, ...]


@dataclass(kw_only=True)
class _Text:
    """The text under one heading, while headings are compared."""

    of: str
    numbers: tuple[int, ...]
    part: bool
    traced: Traced
    orphans: list[tuple[int, Traced]]

    @property
    def place(self) -> str:
        # A joint question's text is that of its first number, see `_questions`.
        numbers = self.numbers[:1] if self.of == "question" else self.numbers
        return f"{self.of} {', '.join(map(str, numbers))}" if numbers else self.of


def texts(blocks: Sequence[Block], notes: Footnotes, account: Account, *, expected: bool, page: bool) -> Texts:
    """Read questions, answers and remarks; `expected` says whether each question should have an answer, `page` as in `compose`."""
    read = [
        _Text(
            of=block.of,
            numbers=block.numbers,
            part=block.part,
            traced=notes.compose(block.body, block.end, heading=block.start, page=page),
            orphans=[],
        )
        for block in blocks
        if block.of != "head"
    ]
    if expected:
        _part_from_orphans(read)
    kept = list(_told_once(_split_joint(read), account))
    for text in kept:
        account.claim_each(_offsets(text.traced), text.place)
        for _, orphan in text.orphans:
            account.claim_each(_offsets(orphan), "flag")
    return Texts(
        questions=tuple(_questions(kept, notes)),
        answers=tuple(_answers(kept, notes)),
        remarks=tuple(text.traced.text for text in kept if text.of == "remark" and text.traced.text),
        orphans=tuple(
            Orphan(number=number, text=orphan.text, footnotes=notes.of(orphan)) for text in kept for number, orphan in text.orphans
        ),
    )


def _offsets(traced: Traced) -> Iterator[int]:
    return (offset for offset in traced.offsets if offset >= 0)


def _part_from_orphans(read: Sequence[_Text]) -> None:
    """Take what follows the last question mark from a question nobody answers, and an unheaded question from the end of an answer."""
    asked = {number for text in read if text.of == "question" for number in text.numbers}
    answered = {number for text in read if text.of == "answer" for number in text.numbers}
    for index, text in enumerate(read):
        following = read[index + 1] if index + 1 < len(read) else None
        spans = list(text.traced.paragraphs())
        asking = [bool(_ASKS.search(text.traced.text[start:end])) for start, end in spans]
        if text.of == "question" and answered.isdisjoint(text.numbers) and any(asking) and not asking[-1]:
            last = max(at for at, asks in enumerate(asking) if asks)
            _part(text, text.numbers[-1], spans[last][1])
        elif text.of == "answer" and following and following.of == "answer" and not asked.issuperset(following.numbers):
            first = len(asking) - next((at for at, asks in enumerate(reversed(asking)) if not asks), len(asking))
            if 0 < first < len(asking):
                _part(text, min(set(following.numbers) - asked), spans[first][0])


def _part(text: _Text, number: int, at: int) -> None:
    text.orphans.append((number, text.traced.part(at, len(text.traced.text))))
    text.traced = text.traced.part(0, at)


def _split_joint(read: Sequence[_Text]) -> Iterator[_Text]:
    """Give each question under a joint heading its own paragraph, when there is one for each; else all stays with the first number."""
    for text in read:
        spans = list(text.traced.paragraphs())
        if text.of != "question" or len(text.numbers) < 2:
            yield text
        elif len(spans) == len(text.numbers) and all(_ASKS.search(text.traced.text[slice(*span)]) for span in spans):
            for number, span in zip(text.numbers, spans, strict=True):
                yield _Text(of="question", numbers=(number,), part=False, traced=text.traced.part(*span), orphans=[])
        else:
            yield text


def _told_once(read: Iterator[_Text], account: Account) -> Iterator[_Text]:
    """Put the parts of one number together, and leave out a question that the letter repeats word for word above its answer."""
    kept: list[_Text] = []
    latest: dict[tuple[str, tuple[int, ...]], _Text] = {}
    for text in read:
        same = latest.get((text.of, text.numbers)) if text.numbers else None
        if same and text.of == "question" and _letters(same.traced.text) == _letters(text.traced.text):
            account.claim_each(_offsets(text.traced), "repeated question")
        elif same and same.part and text.part:
            same.traced = same.traced.followed_by(text.traced)
            same.orphans += text.orphans
        else:
            kept.append(text)
            latest[text.of, text.numbers] = text
    return iter(kept)


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text).lower()


def _questions(kept: Sequence[_Text], notes: Footnotes) -> Iterator[Question]:
    for text in kept:
        for number in text.numbers if text.of == "question" else ():
            # The text of a joint heading belongs to its first number, so that no text is in two places.
            own = number == text.numbers[0]
            yield Question(number=number, text=text.traced.text if own else "", footnotes=notes.of(text.traced) if own else ())


def _answers(kept: Sequence[_Text], notes: Footnotes) -> Iterator[Answer]:
    for text in kept:
        if text.of == "answer":
            yield Answer(numbers=text.numbers, text=text.traced.text, footnotes=notes.of(text.traced))
