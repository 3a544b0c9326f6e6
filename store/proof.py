"""A Document and the account of its raw text in, what contradicts 'no loss' out: independent of how the letter was parsed.

Spaces and line ends do not count; the hyphens that broke words over lines have a place of their own.
"""

import re
from collections import Counter
from collections.abc import Iterator

from store.account import NOWHERE, Account
from store.records import Document

_CONTENT = re.compile(r"question|answer|footnote (?!mark)|flag|remark")


def losses(document: Document, account: Account) -> Iterator[str]:
    """Yield what is wrong, in words: a character that is nowhere, a text that is not what its place holds, a text in two places."""
    held: dict[str, str] = {}
    for stretch in account.stretches():
        text = _spaceless(account.text[stretch.start : stretch.end])
        held[stretch.place] = held.get(stretch.place, "") + text
        if stretch.place == NOWHERE:
            yield f"characters {stretch.start} to {stretch.end} are in no place: {text[:60]!r}"
    said = _said(document)
    for place, text in said.items():
        if held.get(place, "") != text:
            yield f"{place} is not what the letter says there"
    yield from (
        f"{place} is in no question, answer, remark or flag"
        for place, text in held.items()
        if place not in said and _CONTENT.match(place) and not Counter(text) <= Counter(_kept(document))
    )


def _said(document: Document) -> dict[str, str]:
    """Return what the Document's questions and answers say, by the place they should have."""
    said: dict[str, str] = {}
    for question in document.questions:
        place = f"question {question.number}"
        said[place] = said.get(place, "") + _spaceless(question.text)
    for answer in document.answers:
        place = f"answer {', '.join(map(str, answer.numbers))}"
        said[place] = said.get(place, "") + _spaceless(answer.text)
    return said


def _kept(document: Document) -> str:
    """Return all that is kept outside questions and answers: footnotes, remarks and flags."""
    owners = [*(question.footnotes for question in document.questions), *(answer.footnotes for answer in document.answers)]
    notes = [note.text for footnotes in owners for note in footnotes]
    return _spaceless("".join([*notes, *document.remarks, *(flag.message for flag in document.flags)]))


def _spaceless(text: str) -> str:
    return "".join(text.split())
