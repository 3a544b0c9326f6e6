"""A .docx in, its text with its notes and furniture out; knows which parts a letter has, nothing of what is said in them."""

import re
from collections.abc import Iterator

from store.errors import DocumentUnreadable
from store.formats import manuscript
from store.formats.manuscript import Line
from store.formats.word_numbering import Numbering
from store.formats.word_package import Package
from store.formats.word_paragraph import LIST_NUMBER
from store.formats.word_story import Story
from store.formats.xmltree import Element, attribute, local
from store.raw import RawText

_NOTES = {"footnoteReference": ("footnotes", "footnote"), "endnoteReference": ("endnotes", "endnote")}
_NUMBERED_QUESTION = re.compile(r"^\s*vra(?:ag|gen)\s+\d", re.IGNORECASE | re.MULTILINE)
_EMBEDDED = frozenset({"altChunk", "subDoc"})


def read(name: str, data: bytes) -> RawText:
    """Read a .docx; raise DocumentUnreadable saying why and what to do.

    Headers stand before the text and footers after it, once each, as furniture: 'letterhead' where they are of the first page only.
    A note stands under the paragraph or table that refers to it, and its label is the number Word's file gives it.
    """
    package = Package(name, data)
    body = _body(name, package)
    numbering, styles = _related(package, "numbering"), _related(package, "styles")
    lines = Story(body, Numbering(numbering, styles), _notes(package, Numbering(numbering, styles))).lines
    before = list(_margins(package, body, "header"))
    after = list(_margins(package, body, "footer"))
    if not any(line.text.strip() for line in lines):
        raise DocumentUnreadable(f"{name} holds no text (only pictures, perhaps); give a file with the letter as text.")
    return manuscript.raw_text(name, [*before, *_with_number_meant(lines), *after])


def _body(name: str, package: Package) -> Element:
    root = package.part(package.main)
    body = next((element for element in root if local(element) == "body"), None)
    if body is None:
        raise DocumentUnreadable(f"{name} has no Word text in it (no body in {package.main}); open it in Word and save it as .docx.")
    if any(local(element) in _EMBEDDED for element in body.iter()):
        raise DocumentUnreadable(f"{name} shows text of another file embedded in it; open it in Word and save it, then it is one text.")
    return body


def _related(package: Package, kind: str) -> Element:
    """Return the root of the one part of a kind; None when the letter has none."""
    return next((package.part(path) for path in package.related(kind).values()), None)


def _notes(package: Package, numbering: Numbering) -> dict[str, dict[str, Line]]:
    found: dict[str, dict[str, Line]] = {}
    for reference, (part, element) in _NOTES.items():
        root = _related(package, part)
        notes = [note for note in root if local(note) == element] if root is not None else []
        # Word keeps the line above the notes as a note with a type.
        own = [(attribute(note, "id") or "", note) for note in notes if attribute(note, "type") in (None, "normal")]
        found[reference] = {label: manuscript.note(Story(note, numbering, {}).lines, label) for label, note in own}
    return found


def _margins(package: Package, body: Element, kind: str) -> Iterator[Line]:
    """Yield the lines of the headers or footers that the sections use, each text once, those of a first page first."""
    parts = package.related(kind)
    uses = [(attribute(e, "type"), parts.get(_relation(e))) for e in body.iter() if local(e) == f"{kind}Reference"]
    seen: set[str] = set()
    for use, path in sorted(uses, key=lambda use: use[0] != "first"):
        root = package.part(path) if path else None
        lines = Story(root, Numbering(None, None), {}).lines if root is not None else []
        text = "".join("".join(line.text.split()) for line in lines)
        if text and text not in seen:
            seen.add(text)
            label = "letterhead" if use == "first" and kind == "header" else kind
            yield from (manuscript.furniture(line, label) for line in lines if line.text.strip())


def _relation(element: Element) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.endswith("}id")), "")


def _with_number_meant(lines: list[Line]) -> list[Line]:
    """Return lines whose automatic numbers are text where they number the questions, and furniture where others do.

    Where the questions have numbers of their own ('Vraag 1'), a number that Word made is the lay-out of a list, which exports to text
    leave out; where they have none, it may be all that says where a question begins.
    """
    numbers = [(mark, line) for line in lines for mark in line.marks if mark.label == LIST_NUMBER]
    typed = any(_NUMBERED_QUESTION.search(line.text) for line in lines)
    for mark, line in numbers:
        words = line.text[mark.start : mark.end]
        if not typed or _NUMBERED_QUESTION.match(words):
            line.marks = [other for other in line.marks if other is not mark]
    return lines
