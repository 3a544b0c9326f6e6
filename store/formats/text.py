"""A .txt in, its text out, decoded and with line ends of one kind; knows nothing of what an export of Word writes in it."""

import re

from store.errors import DocumentUnreadable
from store.formats.encoding import decoded
from store.raw import RawText

_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
"""Exports of Word and of PDF end a line or a page in each of these."""


def read(name: str, data: bytes) -> RawText:
    """Read a text file; raise DocumentUnreadable when it is binary or has no text."""
    text = decoded(data)
    if text is None:
        raise DocumentUnreadable(f"{name} is not text but binary; export the letter as text and give that file.")
    text = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
    if not text.strip():
        raise DocumentUnreadable(f"{name} is empty; give a file with a letter in it.")
    return RawText(origin=name, text=text)
