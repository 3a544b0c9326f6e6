"""The lines of a head in, its places out: the head of the questions, the head of the answer, title, subject line, and the rest.

Knows where a place begins, nothing of what stands in it.
"""

import re
from collections.abc import Iterator, Sequence

from store.letter.dates import ENDS_DATED
from store.letter.furniture import is_letterhead
from store.letter.names import OFFICE
from store.records import Kind

_AT_START = r"(?-i:(?=[A-Z(0-9]))"
"""What starts something new starts with a capital: a line that a page broke off may begin with 'vragen van' or 'de minister' too."""
OF_QUESTIONS = re.compile(
    rf"{_AT_START}(?:(?:nadere|aanvullende|schriftelijke|herhaalde)\s+)*(?:Kamer)?vragen\s+(?:gesteld\s+)?(?:van|door)\s+(?!de\s+leden\s+der\s+Kamer)",
    re.IGNORECASE,
)
OF_ANSWER = re.compile(
    rf"{_AT_START}(?:(?:nader|aanvullend|gewijzigd|herzien|tweede)e?\s+)?(?:antwoord|mededeling|reactie)\s+(?:(?:van|door)\b|{OFFICE})",
    re.IGNORECASE,
)
SUBJECT_LINE = re.compile(rf"{_AT_START}(?:Onderwerp|Betreft|Betreffende)\b\s*:?\s*", re.IGNORECASE)
TITLE = re.compile(
    rf"{_AT_START}(?:be)?antwoord(?:en|ing)?\b(?!.*\bontvangen\b)"
    r"(?=.*\bop\s+(?:de\s+|het\s+)?(?:schriftelijke\s+|nadere\s+)*(?:Kamer)?vragen\b|.*\bKamervragen\b)",
    re.IGNORECASE,
)
_STARTS = re.compile(
    rf"{OF_QUESTIONS.pattern}|{OF_ANSWER.pattern}|{SUBJECT_LINE.pattern}|{_AT_START}(?:(?:Datum|Ons\s+kenmerk|Uw\s+(?:kenmerk|brief|referentie)"
    r"|Geachte|Hierbij|In\s+antwoord\s+op|Zie\s+ook|Vergaderjaar|Den\s+Haag|Hoogachtend|Mede\s+namens|De\s+(?:Minister|Staatssecretaris))\b"
    r"|Antwoorden\s+(?:van|op)\b|\(?(?:19|20)\d\dZ)",
    re.IGNORECASE,
)


def kind_hint(lines: Sequence[str]) -> Kind | None:
    """Return what a head says the letter is: 'deferral' for a mededeling or uitstel, 'answer', 'questions'; None when it does not say."""
    blocks = list(head_blocks(lines))
    flowing = " ".join(blocks)
    deferred = re.search(
        r"\buitstel(?:bericht|brief)?\b|niet\s+binnen\s+de\s+gebruikelijke\s+termijn", " ".join(_subject_lines(blocks)), re.IGNORECASE
    )
    if deferred or any(re.match(r"mededeling\s+van\b", block, re.IGNORECASE) for block in blocks):
        return "deferral"
    cover = re.search(r"\bin\s+antwoord\s+op\s+uw\s+brief|\b(?:hierbij|hiermee|bijgaand)\b.{0,200}?\bantwoord", flowing, re.IGNORECASE)
    if cover or any(OF_ANSWER.match(block) or TITLE.match(block) for block in blocks):
        return "answer"
    return "questions" if any(OF_QUESTIONS.match(block) for block in blocks) else None


def head_blocks(lines: Sequence[str]) -> Iterator[str]:
    """Yield the stretches of a head, white space folded: cut at blank lines, letter paper, and words that start something new."""
    block: list[str] = []
    for line in lines:
        paper = is_letterhead(line) and not _goes_on(block)
        if not line.strip() or paper or _STARTS.match(line.strip()):
            if block:
                yield " ".join(" ".join(block).split())
            block = []
        if line.strip() and not paper:
            block.append(line.strip())
    if block:
        yield " ".join(" ".join(block).split())


def _goes_on(block: Sequence[str]) -> bool:
    """Say whether a published head still waits for its date: what looks like letter paper is a broken line of it."""
    return bool(block) and bool(OF_QUESTIONS.match(block[0]) or OF_ANSWER.match(block[0])) and not ENDS_DATED.search(block[-1])


def _subject_lines(blocks: Sequence[str]) -> list[str]:
    return [block for block in blocks if SUBJECT_LINE.match(block)]


def by_certainty(blocks: Sequence[str]) -> list[str]:
    """Return the blocks, the most certain place first."""
    heads = [block for block in blocks if OF_QUESTIONS.match(block)]
    titles = [block for block in blocks if TITLE.match(block)]
    return list(dict.fromkeys([*heads, *titles, *_subject_lines(blocks), *blocks]))
