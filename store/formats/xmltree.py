"""Bytes of XML in, its tree out, without network, DTD or entities, and of bounded depth and size; knows no vocabulary."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from store.errors import DocumentUnreadable

MAX_ATTRIBUTES = 300
"""Of one element; Word writes some twenty."""
MAX_ELEMENTS = 300_000
"""Of one file; a letter of sixty pages has some 50,000."""
Element = Any
"""An lxml element: lxml says nothing of its types."""


def parsed(name: str, data: bytes) -> Element:
    """Parse one XML file and return its root; DocumentUnreadable when it is not well-formed, declares entities, or is too deep."""
    # Without huge_tree libxml2 stops at 256 levels and at 10 MB in one text; entities stay what they are.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise DocumentUnreadable(f"{name} is damaged or is no XML ({error}); get the file again from where it was published.") from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise DocumentUnreadable(f"{name} declares XML entities, which no letter needs and which can hide anything; leave it out.")
    refuse_crowded(name, root)
    return root


def refuse_crowded(name: str, root: Element) -> None:
    """Raise DocumentUnreadable when a tree is larger than any letter's, which would take minutes or gigabytes to walk."""
    if root.xpath(f"boolean(//*[@*[{MAX_ATTRIBUTES}]])"):
        raise DocumentUnreadable(f"{name} has an element with more than {MAX_ATTRIBUTES} attributes, which no letter has; leave it out.")
    if root.xpath("count(//*)") > MAX_ELEMENTS:
        raise DocumentUnreadable(
            f"{name} has more than {MAX_ELEMENTS} elements, far more than a letter; if it is one, save its text as .txt and give that file."
        )


def local(element: Element) -> str:
    """Return the name of an element without its namespace; '' for what is no element, and for None."""
    tag = element.tag if element is not None else None
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """Return the attribute with a name, whatever its namespace; None when it is not there or there is no element."""
    if element is None:
        return None
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def children(element: Element, name: str) -> Iterator[Element]:
    """Yield the children with a name, whatever their namespace."""
    if element is not None:
        yield from (child for child in element if local(child) == name)


def child(element: Element, *path: str) -> Element:
    """Return the first element down a path of names, whatever their namespace; None when there is none."""
    for name in path:
        element = next(children(element, name), None)
    return element
