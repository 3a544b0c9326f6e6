"""The field characters of one part of a .docx in, which text is a field's code and which its result out; knows no paragraphs."""

from collections.abc import Callable

from lxml import etree

from store.formats.xmltree import Element, attribute, local


class Fields:
    """The fields that are open while a part is walked from its start to its end."""

    def __init__(self, root: Element, skipped: Callable[[Element], bool]) -> None:
        """Find the fields of a part that both begin and end: one that never ends, in a damaged file, would hide all text after it.

        `skipped` says which elements are not walked, with all that is in them.
        """
        self._code = _whole(root, skipped)
        self._open: list[bool] = []
        """For each open field, outermost first, whether its code is being read."""

    @property
    def in_code(self) -> bool:
        """Tell whether text here is the code of a field: in the code of a field around it, even the result of a field is."""
        return any(self._open[:-1])

    def see(self, character: Element) -> str:
        """Take the next w:fldChar; return the code of the field that begins with it, else ''."""
        if character not in self._code:
            return ""
        kind = attribute(character, "fldCharType")
        if kind == "begin":
            self._open.append(True)
            return self._code[character]
        if kind == "separate":
            self._open[-1] = False
        else:
            self._open.pop()
        return ""


def _whole(root: Element, skipped: Callable[[Element], bool]) -> dict[Element, str]:
    """Return the field characters of whole fields, each with the code of its field."""
    whole: dict[Element, str] = {}
    opened: list[tuple[list[Element], list[str]]] = []
    walker = etree.iterwalk(root, events=("start",))
    for _, element in walker:
        name = local(element)
        kind = attribute(element, "fldCharType") if name == "fldChar" else None
        if skipped(element):
            walker.skip_subtree()
        elif kind == "begin":
            opened.append(([element], []))
        elif opened and name == "instrText":
            opened[-1][1].append(element.text or "")
        elif opened and kind in ("separate", "end"):
            opened[-1][0].append(element)
            if kind == "end":
                characters, code = opened.pop()
                whole |= dict.fromkeys(characters, "".join(code))
    return whole
