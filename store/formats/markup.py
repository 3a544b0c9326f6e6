"""A web page or the XML of a publication in, its text with its notes and furniture out; knows both formats, not what a letter is.

What a file says of the publication in its meta tags and nowhere in its text stands before the text: its identifier on the first line,
then a line 'name: content' for each other fact, all of it furniture.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from html.entities import html5

from lxml import etree

from store.errors import DocumentUnreadable
from store.formats import manuscript
from store.formats.encoding import decoded
from store.formats.koop import Koop
from store.formats.manuscript import Line
from store.formats.markup_story import Story
from store.formats.webpage import Webpage
from store.formats.xmltree import MAX_ATTRIBUTES, Element, attribute, local, parsed, refuse_crowded
from store.raw import RawText

MAX_BYTES = 20_000_000
"""A page without its pictures is far below 1 MB."""
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_ENCODINGS = {
    "utf-8": "utf-8", "utf8": "utf-8", "iso-8859-15": "iso8859_15", "macintosh": "mac_roman", "ibm850": "cp850", "cp850": "cp850",
    # What calls itself Latin-1 is Windows-1252 wherever the two differ: browsers read it so.
    **dict.fromkeys(("windows-1252", "cp1252", "iso-8859-1", "latin1", "us-ascii", "ascii"), "cp1252"),
}  # fmt: skip
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_OF_XML = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_LONG_TAG = re.compile(r"<[A-Za-z][^>]{5000,}")
_VALUE = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_XML_FIRST = re.compile(r"\s*<(?:\?xml|officiele-publicatie|kamervr)", re.IGNORECASE)
_HTML_FIRST = re.compile(r"<\s*(?:!doctype\s+html|html)\b", re.IGNORECASE)
_FACT = re.compile(r"(?:dc|dcterms|overheid\w*)[.:]\w+", re.IGNORECASE)
_IDENTIFIER = re.compile(r"(?:dc|dcterms)[.:]identifier", re.IGNORECASE)


def read(name: str, data: bytes) -> RawText:
    """Read a page or an XML publication; raise DocumentUnreadable saying why and what to do."""
    if len(data) > MAX_BYTES:
        raise DocumentUnreadable(f"{name} is larger than {MAX_BYTES // 1_000_000} MB, too large for a letter; split it or leave it out.")
    text = _text(name, data)
    if _XML_FIRST.match(text) and not _HTML_FIRST.search(text[:2_000]):
        root = _xml(name, text)
        lines = Story(root, Koop(root)).lines
    else:
        root = _html(name, text)
        lines = Story(root, Webpage(root)).lines
    if not any(line.text.strip() for line in lines):
        raise DocumentUnreadable(f"{name} holds no text; give a file with the letter as text.")
    facts = list(_facts(root, lines))
    return manuscript.raw_text(name, [*facts, *([Line()] if facts else []), *lines])


def _text(name: str, data: bytes) -> str:
    """Decode a file by its byte order mark, else as it declares, else by what its bytes look like."""
    declared = _DECLARED.search(data[:4_000])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) and b"\0" not in data:
        with suppress(UnicodeDecodeError, KeyError):
            return data.decode(_ENCODINGS[declared[1].decode("ascii").lower()])
    text = decoded(data)
    if text is None or not text.strip():
        what = "not text but binary" if text is None else "empty"
        raise DocumentUnreadable(f"{name} is {what}; give a page or an XML file with a letter in it.")
    return text.removeprefix("\ufeff")


def _xml(name: str, text: str) -> Element:
    without_declaration = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    return parsed(name, _ENTITY.sub(_as_number, without_declaration.encode("utf-8", "replace")))


def _as_number(entity: re.Match[bytes]) -> bytes:
    """Return a named character of HTML by its number: old publications use the names without saying what they stand for."""
    character = html5.get(f"{entity[1].decode()};")
    if entity[1] in _OF_XML or character is None:
        return entity[0]
    return "".join(f"&#{ord(part)};" for part in character).encode()


def _html(name: str, text: str) -> Element:
    if any(len(_VALUE.sub("=", tag[0]).split()) > MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise DocumentUnreadable(f"{name} has an element with more than {MAX_ATTRIBUTES} attributes, which no letter has; leave it out.")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise DocumentUnreadable(f"{name} is no readable web page ({error}); save the letter as text and give that file.") from error
    # The parser mends what it can; but past its limits it drops the rest of the page and says so only here.
    stopped = next(
        (entry for entry in parser.error_log if re.search("excessive|huge|too (?:long|deep|big)|limit", entry.message, re.I)), None
    )
    if root is None or stopped is not None:
        why = stopped.message if stopped is not None else "nothing in it"
        raise DocumentUnreadable(f"{name} is no readable web page ({why}); save the letter as text and give that file.")
    refuse_crowded(name, root)
    return root


def _facts(root: Element, lines: list[Line]) -> Iterator[Line]:
    """Yield what the meta tags say and the text does not: the identifier, then every other fact, as furniture."""
    shown = "".join("".join(line.text for line in lines).split()).lower()
    facts = dict.fromkeys(pair for meta in root.iter() if local(meta) == "meta" for pair in _fact(meta))
    missing = [(key, value) for key, value in facts if "".join(value.split()).lower() not in shown]
    identifiers = [value for key, value in missing if _IDENTIFIER.fullmatch(key)]
    if identifiers:
        yield manuscript.furniture(Line(text=identifiers[0]), "identifier")
    for key, value in missing:
        if value not in identifiers[:1]:
            yield manuscript.furniture(Line(text=f"{key}: {value}"), "metadata")


def _fact(meta: Element) -> Iterator[tuple[str, str]]:
    key = attribute(meta, "name") or attribute(meta, "property") or ""
    value = " ".join((attribute(meta, "content") or "".join(meta.itertext())).split())
    if value and _FACT.fullmatch(key):
        yield key, value
