"""What the elements of the XML of officielebekendmakingen.nl mean; knows nothing of questions and answers but how they are headed.

Thirty years of it: `kamervragen/vraag/nr` and `al` now, `vragen/omschr` and `noot nr="1"` before. An element nobody told of stands on
lines of its own, unless there is text beside it.
"""

import re

from store.formats.markup_story import Role
from store.formats.xmltree import Element, attribute, child, local

_OUT = frozenset({"meta", "metadata", "sys.gegevens", "colspec", "spanspec", "plaatje", "illustratie"})
_INLINE = frozenset({
    "nadruk", "extref", "intref", "dossierref", "sup", "inf", "sub", "b", "i", "u", "em", "strong", "span", "a", "ondlijn", "vet", "cur",
    "kamervraagonderwerp", "ondw", "politiek", "noot.nr",
})  # fmt: skip
_WORDS = frozenset({"voornaam", "voornamen", "voorvoegsels", "achternaam", "titulatuur"})
_NOTES = frozenset({"noot", "voetnoot"})
_ROLES = {
    "br": Role.BREAK, "li.nr": Role.ITEM_NUMBER, "lidnr": Role.ITEM_NUMBER, "tgroup": Role.TABLE, "row": Role.ROW, "tr": Role.ROW,
    "entry": Role.CELL, "td": Role.CELL, "th": Role.CELL, "nootref": Role.REFERENCE, "voetref": Role.REFERENCE,
    "kamervraagnummer": Role.FURNITURE, "vraagnummer": Role.FURNITURE,
}  # fmt: skip
_HEADED = {"vraag": "Vraag", "antwoord": "Antwoord"}
_ONLY_NUMBERS = re.compile(r"(?:\d|en|t/m|tot|met|[\s,.;:&–-])+", re.IGNORECASE)


class Koop:
    """The vocabulary of one document."""

    def __init__(self, root: Element) -> None:
        """Look through a document for the numbers of its notes."""
        self._numbers = {attribute(note, "id"): _number(note) for note in root.iter() if local(note) in _NOTES}
        self._mixed: dict[Element, bool] = {}

    def role(self, element: Element) -> Role:
        """Return the role of an element."""
        name, parent = local(element), element.getparent()
        if name in _OUT or not name:
            return Role.OUT
        if name in _NOTES:
            return Role.NOTE
        if local(parent) in _NOTES and name in ("noot.nr", "nr"):
            return Role.NOTE_NUMBER
        if name == "ondertekening" and any(local(before) in _HEADED for before in element.itersiblings(preceding=True)):
            return Role.FURNITURE
        if name in _WORDS or local(parent) == "kop":
            return Role.WORD
        if name == "table" and child(element, "tgroup") is None:
            return Role.TABLE
        if name in _ROLES:
            return _ROLES[name]
        return Role.INLINE if name in _INLINE or self._stands_in_text(parent) else Role.BLOCK

    def label(self, element: Element) -> str:
        """Return the number of a note or of the note referred to, or what a piece of furniture is."""
        if local(element) in ("nootref", "voetref"):
            return attribute(element, "nr") or self._numbers.get(attribute(element, "refid")) or "".join(element.itertext()).strip()
        if local(element) in _NOTES:
            return _number(element)
        return "signature" if local(element) == "ondertekening" else "number"

    def before(self, element: Element) -> str:
        """Return 'Vraag ' before the number of a question that is only a number, 'Antwoord ' before that of an answer."""
        parent = element.getparent()
        heading = _HEADED.get(local(parent)) if local(element) in ("nr", "nummer") and parent is not None else None
        return f"{heading} " if heading and _ONLY_NUMBERS.fullmatch("".join(element.itertext()).strip()) else ""

    def _stands_in_text(self, parent: Element) -> bool:
        if parent is None:
            return False
        if parent not in self._mixed:
            self._mixed[parent] = any((text or "").strip() for text in (parent.text, *(inner.tail for inner in parent)))
        return self._mixed[parent]


def _number(note: Element) -> str:
    own = child(note, "noot.nr") if child(note, "noot.nr") is not None else child(note, "nr")
    if own is not None:
        return " ".join("".join(own.itertext()).split()).rstrip(".)")
    return attribute(note, "nr") or (attribute(note, "id") or "").removeprefix("n")
