"""The tree of one part of a .docx in, its lines out, as a reader sees them once tracked changes are accepted; numbers, notes and
marks included. Knows Word's elements, nothing of files and nothing of letters.

A tree is walked element by element, without recursion: each name has a method for where it starts and where it ends.
"""

from collections.abc import Callable, Mapping
from typing import ClassVar

from lxml import etree

from store.formats import manuscript
from store.formats.manuscript import Line
from store.formats.word_fields import Fields
from store.formats.word_numbering import Numbering
from store.formats.word_paragraph import Flow, Paragraph, finished
from store.formats.word_symbols import symbol
from store.formats.xmltree import Element, attribute, child, local

_OUT = frozenset({"del", "moveFrom", "pPr", "tblPr", "tcPr", "sectPr", "sdtPr", "object"})
_PAGE_FIELDS = (["PAGE"], ["NUMPAGES"], ["SECTIONPAGES"])
_OFF = frozenset({"0", "false", "off"})


class Story:
    """Walks one part; `lines` is what it holds."""

    _symbols: ClassVar[Mapping[str, str]] = {
        "tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "",
    }  # fmt: skip

    def __init__(self, root: Element, numbering: Numbering, notes: Mapping[str, Mapping[str, Line]]) -> None:
        """Walk a part; `notes` holds by kind of reference ('footnoteReference') and id the notes that may be referred to."""
        self._numbering = numbering
        self._notes = {kind: dict(of_kind) for kind, of_kind in notes.items()}
        self._flows = [Flow()]
        self._paragraphs: list[Paragraph] = []
        self._tables: list[list[list[list[Line]]]] = []
        self._fields = Fields(root, _left_out)
        self._hidden = False
        self._walk(root)
        self.lines = self._closed()

    def _walk(self, root: Element) -> None:
        starts, ends = self._methods("start"), self._methods("end")
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            name = local(element)
            if event == "end":
                if name in ends:
                    ends[name](element)
            elif _left_out(element):
                walker.skip_subtree()
            elif name in starts:
                starts[name](element)
            elif name in self._symbols:
                self._write(self._symbols[name])

    def _methods(self, when: str) -> dict[str, Callable[[Element], None]]:
        names = (
            "p",
            "r",
            "t",
            "br",
            "sym",
            "fldChar",
            "fldSimple",
            "footnoteReference",
            "endnoteReference",
            "tbl",
            "tr",
            "tc",
            "txbxContent",
        )
        return {name: getattr(self, f"_{when}_{name}") for name in names if hasattr(self, f"_{when}_{name}")}

    # paragraphs

    def _start_p(self, element: Element) -> None:
        properties = child(element, "pPr")
        flow = self._flows[-1]
        paragraph, flow.open = flow.open or Paragraph(), None
        paragraph.ends = child(properties, "rPr", "del") is None and child(properties, "rPr", "moveFrom") is None
        if paragraph.ends:
            paragraph.number = self._numbering.next(properties)
        self._paragraphs.append(paragraph)

    def _end_p(self, _element: Element) -> None:
        paragraph, flow = self._paragraphs.pop(), self._flows[-1]
        if paragraph.ends:
            flow.lines += finished(paragraph)
        else:
            flow.open = paragraph

    def _start_txbxContent(self, _element: Element) -> None:  # noqa: N802, as Word writes it
        self._flows.append(Flow())

    def _end_txbxContent(self, _element: Element) -> None:  # noqa: N802
        lines = self._closed()
        if not self._paragraphs:
            self._flows[-1].lines += lines
        elif self._paragraphs[-1].line.text.strip():
            self._paragraphs[-1].after += lines
        else:
            self._paragraphs[-1].before += lines

    def _closed(self) -> list[Line]:
        flow = self._flows.pop()
        return flow.lines + (finished(flow.open) if flow.open else [])

    # text

    def _write(self, text: str) -> None:
        if self._fields.in_code or not text:
            return
        if not self._paragraphs:
            self._flows[-1].lines.append(Line(text=text))
        elif self._hidden and text.strip():
            self._paragraphs[-1].line.mark("furniture", text, "hidden text")
        else:
            self._paragraphs[-1].line.write(text)

    def _start_r(self, element: Element) -> None:
        vanish = child(element, "rPr", "vanish")
        self._hidden = vanish is not None and attribute(vanish, "val") not in _OFF

    def _end_r(self, _element: Element) -> None:
        self._hidden = False

    def _start_t(self, element: Element) -> None:
        text = "".join(" " if sign in "\n\r" else sign for sign in element.text or "")
        self._write(text if attribute(element, "space") == "preserve" else text.strip(" \t"))

    def _start_br(self, element: Element) -> None:
        self._write("\n" if attribute(element, "type") in (None, "textWrapping") else " ")

    def _start_sym(self, element: Element) -> None:
        self._write(symbol(attribute(element, "char") or "", attribute(element, "font") or ""))

    # fields

    def _start_fldChar(self, element: Element) -> None:  # noqa: N802
        self._see_code(self._fields.see(element))

    def _start_fldSimple(self, element: Element) -> None:  # noqa: N802
        self._see_code(attribute(element, "instr") or "")

    def _see_code(self, code: str) -> None:
        if self._paragraphs and code.upper().split()[:1] in _PAGE_FIELDS:
            self._paragraphs[-1].numbers_pages = True

    # notes

    def _start_footnoteReference(self, element: Element) -> None:  # noqa: N802
        self._refer("footnoteReference", element)

    def _start_endnoteReference(self, element: Element) -> None:  # noqa: N802
        self._refer("endnoteReference", element)

    def _refer(self, kind: str, element: Element) -> None:
        label = attribute(element, "id") or ""
        if not self._paragraphs or not label:
            return
        line = self._paragraphs[-1].line
        line.mark("reference", "", label)
        # A note that is referred to twice is printed once.
        if note := self._notes.get(kind, {}).pop(label, None):
            line.notes.append(note)

    # tables

    def _start_tbl(self, _element: Element) -> None:
        self._tables.append([])

    def _end_tbl(self, _element: Element) -> None:
        self._flows[-1].lines += manuscript.table(self._tables.pop())

    def _start_tr(self, _element: Element) -> None:
        if self._tables:
            self._tables[-1].append([])

    def _start_tc(self, _element: Element) -> None:
        self._flows.append(Flow())

    def _end_tc(self, _element: Element) -> None:
        lines = self._closed()
        if self._tables and self._tables[-1]:
            self._tables[-1][-1].append(lines)
        else:
            self._flows[-1].lines += lines


def _left_out(element: Element) -> bool:
    """Tell whether an element holds no text that is read: it was deleted, or is the other half of an alternative."""
    name, parent = local(element), element.getparent()
    if name in ("Choice", "Fallback") and local(parent) == "AlternateContent":
        return element is not _chosen(parent)
    return name in _OUT or (name == "tr" and child(element, "trPr", "del") is not None)


def _chosen(alternatives: Element) -> Element:
    """Return the alternative to read: the first, unless only another has text."""
    with_text = (one for one in alternatives if any(local(inner) == "t" for inner in one.iter()))
    return next(with_text, next(iter(alternatives), None))
