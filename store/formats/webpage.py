"""What the elements of a web page mean, published or saved by Word, LibreOffice or a mail program; knows nothing of letters.

The letter is what stands in the page's main part where it names one; menus, forms and what stands around it are furniture.
"""

import re
from collections import Counter
from collections.abc import Mapping

from store.formats.markup_story import Role
from store.formats.xmltree import Element, attribute, local

_OUT = frozenset("head script style noscript template svg math iframe object embed audio video canvas input select textarea".split())
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q s samp small span strike strong sub sup "
    "time tt u var wbr".split()
)
_FURNITURE = frozenset("nav form button aside menu dialog".split())
_ROUND = frozenset("header footer".split())
_ROLES = {
    "br": Role.BREAK, "pre": Role.AS_TYPED, "table": Role.TABLE, "tr": Role.ROW, "td": Role.CELL, "th": Role.CELL,
}  # fmt: skip
_MAIN_IDS = ("broodtekst", "main-column")
_NOTE_CLASS = frozenset("noot voetnoot footnote endnote eindnoot".split())
_NO_NOTE = frozenset("body html h1 h2 h3 h4 table tbody tr".split())
_CLOSER = "note-close"
_NOTE_PLACE = re.compile(r"ftn|edn|fn|note|noot|sdfoot|sdend", re.IGNORECASE)
_MARK = re.compile(r"[\[(]?\s*(\d{1,3}|[a-z]{1,4}|\*{1,3}|[†‡])\s*[\])]?\.?", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)


class Webpage:
    """The vocabulary of one page."""

    def __init__(self, root: Element) -> None:
        """Look through a page for its main part and for which links lead to notes."""
        self._main = _main(root)
        self._around = set(self._main.iterancestors()) if self._main is not None else set()
        self._labels: dict[Element, str] = {}
        self._roles: dict[Element, Role] = {}
        self._pair_notes(root)
        self._counts: dict[Element, int] = {}

    def role(self, element: Element) -> Role:
        """Return the role of an element."""
        name = local(element)
        if name in _OUT or not name or _CLOSER in _classes(element):
            return Role.OUT
        if element in self._roles:
            return self._roles[element]
        if self._is_furniture(element, name):
            return Role.FURNITURE
        return _ROLES.get(name) or (Role.INLINE if name in _INLINE else Role.BLOCK)

    def label(self, element: Element) -> str:
        """Return the label of a note or reference, or what a piece of furniture is."""
        if element in self._labels:
            return self._labels[element]
        return "hidden text" if _hidden(element) else "navigation"

    def before(self, element: Element) -> str:
        """Return the number a browser puts before an item of a numbered list."""
        parent = element.getparent()
        if local(element) != "li" or parent is None or local(parent) != "ol" or "none" in (attribute(parent, "style") or ""):
            return ""
        number = _int(attribute(element, "value"), self._counts.get(parent, _int(attribute(parent, "start"), 1) - 1) + 1)
        self._counts[parent] = number
        letters = attribute(parent, "type") in ("a", "A") and 0 < number <= 26
        return f"{chr(ord(attribute(parent, 'type') or 'a') + number - 1) if letters else number}. "

    def _is_furniture(self, element: Element, name: str) -> bool:
        if name in _FURNITURE or _hidden(element):
            return True
        if self._main is None:
            return name in _ROUND and not any(local(around) in ("article", "section") for around in element.iterancestors())
        # All that is beside the main part, or beside what holds it.
        return element.getparent() in self._around and element not in self._around and element is not self._main

    def _pair_notes(self, root: Element) -> None:
        """Give references, notes and the numbers in notes their roles: links inside the page that are short, and what they lead to."""
        targets: dict[str, Element] = {}
        order: dict[Element, int] = {}
        for place, element in enumerate(root.iter()):
            order[element] = place
            for name in (attribute(element, "id"), attribute(element, "name")):
                if name and local(element) not in _OUT and local(element) != "meta":
                    targets.setdefault(name, element)
        links = [(link, targets.get((attribute(link, "href") or "")[1:])) for link in order if _is_note_link(link)]
        leading = [(link, target) for link, target in links if target is not None and order[target] > order[link]]
        held = Counter(around for target in {target for _, target in leading} for around in (target, *target.iterancestors()))
        for link, target in leading:
            label = _mark(link)
            note = _note(target, held, link)
            self._roles[link], self._labels[link] = Role.REFERENCE, label
            if note is not None and self._roles.setdefault(note, Role.NOTE) is Role.NOTE:
                self._labels.setdefault(note, label)
        self._find_notes_without_links(order)
        for element in order:
            if element not in self._roles and self._numbers_its_note(element):
                self._roles[element] = Role.NOTE_NUMBER

    def _find_notes_without_links(self, elements: dict[Element, int]) -> None:
        for element in elements:
            if not _NOTE_CLASS & _classes(element) or local(element) in _INLINE:
                continue
            if not any(self._roles.get(around) is Role.NOTE for around in (element, *element.iterancestors())):
                number = next((_mark(inner) for inner in element.iter() if "nootnum" in _classes(inner)), "")
                self._roles[element], self._labels[element] = Role.NOTE, number

    def _numbers_its_note(self, element: Element) -> bool:
        """Tell whether an element is the number of the note it is in: a link back, or what the publisher calls so."""
        if "nootnum" not in _classes(element) and not (local(element) == "a" and (attribute(element, "href") or "").startswith("#")):
            return False
        note = next((around for around in element.iterancestors() if self._roles.get(around) is Role.NOTE), None)
        text = "".join(element.itertext()).strip()
        return note is not None and (_mark(element) == self._labels[note] or not any(map(str.isalnum, text)))


def _main(root: Element) -> Element:
    """Return the part of a page that holds its subject; None when the page names none, or an empty one."""
    found = dict.fromkeys((*_MAIN_IDS, "main"))
    for element in root.iter():
        key = "main" if local(element) == "main" or attribute(element, "role") == "main" else attribute(element, "id")
        if key in found and found[key] is None and "".join(element.itertext()).strip():
            found[key] = element
    return next((element for element in found.values() if element is not None), None)


def _classes(element: Element) -> set[str]:
    return set((attribute(element, "class") or "").lower().split())


def _hidden(element: Element) -> bool:
    return attribute(element, "hidden") is not None or bool(_HIDDEN.search(attribute(element, "style") or ""))


def _mark(element: Element) -> str:
    """Return the label that a link or a number is written with: '[1]' is '1'; '' when it is no label."""
    match = _MARK.fullmatch(" ".join("".join(element.itertext()).split()))
    return match[1] if match else ""


def _is_note_link(element: Element) -> bool:
    return local(element) == "a" and (attribute(element, "href") or "").startswith("#") and bool(_mark(element))


def _note(target: Element, held: Mapping[Element, int], link: Element) -> Element:
    """Return the block that is the note a link leads to; None when it leads to no block of text.

    `held` says for each element how many notes that links lead to begin in it.
    """
    above = [target, *target.iterancestors()]
    around_link = set(link.iterancestors())
    for element in above[:5]:
        if _NOTE_CLASS & _classes(element) and local(element) not in _INLINE and element not in around_link:
            return element
    note = next((element for element in above if local(element) not in _INLINE), None)
    if note is None or local(note) in _NO_NOTE or note in around_link:
        return None
    parent = note.getparent()
    name = f"{attribute(parent, 'id') or ''} {attribute(parent, 'class') or ''}"
    alone = local(parent) in ("div", "li", "dd") and held[parent] == 1 and parent not in around_link
    return parent if alone and _NOTE_PLACE.search(name) else note


def _int(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else otherwise
