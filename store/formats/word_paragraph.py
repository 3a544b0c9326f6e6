"""A paragraph of a .docx while it is read, and the lines it becomes; knows nothing of XML."""

import re
from dataclasses import dataclass, field

from store.formats import manuscript
from store.formats.manuscript import Line

LIST_NUMBER = "list number"
"""Label of the mark on a number that Word made: whether it is furniture is for the whole letter to say."""
_PAGE_NUMBER = re.compile(r"(?:pagina|blad|page|van|of|[\d\s/|.–-])*", re.IGNORECASE)


@dataclass(kw_only=True)
class Flow:
    """Where paragraphs come under each other: the part itself, a cell, a text box."""

    lines: list[Line] = field(default_factory=list)
    open: "Paragraph | None" = None
    """A paragraph whose end was deleted: the next one goes on in it."""


@dataclass(kw_only=True)
class Paragraph:
    """What is read of a paragraph so far."""

    line: Line = field(default_factory=Line)
    number: str = ""
    before: list[Line] = field(default_factory=list)
    """Text boxes that hang on the paragraph before its first word; those further on come `after` it."""
    after: list[Line] = field(default_factory=list)
    numbers_pages: bool = False
    ends: bool = True


def finished(paragraph: Paragraph) -> list[Line]:
    """Return the lines of a paragraph: the text boxes that hang on it, and itself behind its number."""
    line = paragraph.line
    if paragraph.number:
        numbered = Line()
        # A number with a word in it ('Vraag 3') is a heading, which stands by itself.
        after = "" if not line.text.strip() else "\n" if sum(map(str.isalpha, paragraph.number)) > 2 and " " in paragraph.number else " "
        numbered.mark("furniture", paragraph.number + after, LIST_NUMBER)
        numbered.append(line)
        line = numbered
    if paragraph.numbers_pages and _PAGE_NUMBER.fullmatch(line.text):
        line = manuscript.furniture(line, "page number")
    return [*paragraph.before, line, *paragraph.after]
