"""Raw text in, a Document out; knows how the letters are written, nothing about files or search.

What does not hold is kept and flagged: a number without an answer, a number twice, an empty note. Nothing is guessed away, and the
account says of every character where it went.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence

from store.account import NOWHERE, Account
from store.letter.blocks import Block, Line, cut, lines_of
from store.letter.flags import flags, unplaced
from store.letter.footnotes import Footnotes
from store.letter.furniture import furniture
from store.letter.head import read_head
from store.letter.places import kind_hint
from store.letter.texts import Texts, texts
from store.letter.traced import wrapped
from store.lines import HYPHENS
from store.raw import RawText
from store.records import Document, Flag, Kind

_DEFERRAL = re.compile(
    r"\bMededeling\b.{0,300}?\(\s*ontvangen|\buitstel\s+(?:van\s+(?:de\s+)?)?beantwoording\b"
    r"|\bniet\s+(?:binnen|in)\s+de\s+(?:\w+\s+){0,2}termijn\b.{0,80}?\bbeantwoord|\bbeantwoord\w*\b.{0,80}?\bniet\s+binnen\s+de\s+(?:\w+\s+){0,2}termijn\b",
    re.IGNORECASE | re.DOTALL,
)
_PAGE_ENDS = frozenset({"running foot", "page number"})


def parse(raw: RawText) -> Document:
    """Read one letter; a letter with nothing that looks like a question or answer is a Document of kind 'other'."""
    return parse_accounted(raw)[0]


def parse_accounted(raw: RawText) -> tuple[Document, Account]:
    """Read one letter, and say of every character of its text where it went."""
    account = Account(raw.text)
    notes = Footnotes(raw, account)
    lines = lines_of(account.masked())
    page, signed = _take_furniture(lines, account, notes)
    blocks = cut(lines_of(account.masked()))
    _take_typed(blocks, account, notes)
    head_lines = _lines_in(lines, [block for block in blocks if block.of == "head"])
    kind = _kind(head_lines, [raw.text[block.start : block.end] for block in blocks[1:]], blocks)
    if kind == "deferral":
        # Its own words say which questions wait for an answer.
        head_lines += ["", *_lines_in(lines, [block for block in blocks if block.of == "remark"])]
    read = texts(blocks, notes, account, expected=kind == "answer", page=page)
    remarks = read.remarks + _claim_the_rest(blocks, notes, account)
    head = read_head([*head_lines, "", *signed], raw.text)
    found = flags(blocks=blocks, questions=read.questions, answers=read.answers, orphans=read.orphans, expected=kind == "answer")
    document = Document(
        id=head.zaaknummer or head.aanhangselnummer or _digest(raw.text, read),
        kind=kind,
        origin=raw.origin,
        questions=read.questions,
        answers=read.answers,
        remarks=remarks,
        flags=(*found, *unplaced(notes.lost()), *_left(raw.text, account)),
        **vars(head),
    )
    return document, account


def _digest(text: str, read: Texts) -> str:
    """Name a letter without a number after the letters of its words, so that another export or another format of it has the same id."""
    said = "".join([*(question.text for question in read.questions), *(answer.text for answer in read.answers)]) or text
    return f"doc-{hashlib.sha256(re.sub(r'[^a-zà-ÿ]+', '', said.lower()).encode()).hexdigest()[:10]}"


def _lines_in(lines: Sequence[Line], blocks: Sequence[Block]) -> list[str]:
    starts = [block.start for block in blocks]
    return [line.text for line in lines if (at := bisect_right(starts, line.start)) and line.start < blocks[at - 1].end]


def _take_furniture(lines: Sequence[Line], account: Account, notes: Footnotes) -> tuple[bool, list[str]]:
    """Claim the furniture of pages and letterheads, and the notes at the foot of pages.

    Return whether lines end where a printed page's do, and the lines that sign the letter after its answers.
    """
    headed = cut(lines)[1:]
    first = headed[0].line - 1 if headed else len(lines)
    found = furniture([line.text for line in lines], first)
    for index, label in found.items():
        account.claim(lines[index].start, lines[index].end, label)
    feet = [index for index in sorted(found) if found[index] in _PAGE_ENDS and found.get(index - 1) not in _PAGE_ENDS]
    page = wrapped([line.text for index, line in enumerate(lines) if index not in found])
    if page and feet and not notes.found:
        notes.take_from_pages(lines_of(account.masked()), feet)
    return page, [lines[index].text for index, label in found.items() if label == "signature" and index > first]


def _take_typed(blocks: Sequence[Block], account: Account, notes: Footnotes) -> None:
    """Take the typed footnotes: first those under the question or answer that has their marks, then those of the letter."""
    said = [block for block in blocks if block.of in ("question", "answer")]
    masked = account.masked()
    ends = _ends(said, blocks)
    for block in said:
        if block not in ends:
            notes.take_typed(block, masked, own=True)
    for block in ends:
        notes.take_typed(block, account.masked(), own=False)


def _ends(said: Sequence[Block], blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks at whose end the letter's typed footnotes may stand: the last, and the last question of a part with questions."""
    first = next((at for at, block in enumerate(said) if block.of == "answer"), 0)
    last = blocks[-1:] if blocks[-1].of == "remark" else said[-1:]
    return [*([said[first - 1]] if first > 1 else []), *last]


def _kind(head: Sequence[str], said: Sequence[str], blocks: Sequence[Block]) -> Kind:
    """Say what a letter is: answers make it an answer; without them, words of delay make it a deferral."""
    if any(block.of == "answer" for block in blocks):
        return "answer"
    hint = kind_hint(head)
    if hint == "deferral" or _DEFERRAL.search("\n".join([*head, *said[-2:]])):
        return "deferral"
    if any(block.of == "question" for block in blocks):
        return "answer" if hint == "answer" else "questions"
    return "other"


def _claim_the_rest(blocks: Sequence[Block], notes: Footnotes, account: Account) -> tuple[str, ...]:
    """Claim headings, the head, and the hyphens that broke words over lines; return the footnotes that belong to no question or answer."""
    remarks: list[str] = []
    for block in blocks:
        if block.of == "head":
            account.claim(block.start, block.end, "metadata")
        if block.of in ("head", "remark"):
            remarks += [note.text for note in notes.of(notes.compose(block.start, block.end)) if note.text]
        if block.of != "head":
            account.claim(block.start, block.body, "heading")
            for start, end in list(account.free(block.body, block.end)):
                if set(account.text[start:end].split()) <= set(HYPHENS):
                    account.claim(start, end, "hyphen at a line's end")
    return tuple(remarks)


def _left(text: str, account: Account) -> tuple[Flag, ...]:
    """Return a flag for each text that found no place, and give it that place."""
    left = [stretch for stretch in account.stretches() if stretch.place == NOWHERE]
    for stretch in left:
        account.claim(stretch.start, stretch.end, "flag")
    return tuple(
        Flag(
            code="text_unplaced",
            message=f"This text belongs to no question and no answer: {' '.join(text[stretch.start : stretch.end].split())}",
            line=text.count("\n", 0, stretch.start) + 1,
        )
        for stretch in left
    )
