"""The raw text of one file and what the file's own structure says of it: what every format in `formats/` makes, and `parse` reads.

Offsets count Unicode characters of `RawText.text`, end exclusive.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What a file says of a stretch of its text; only formats that know it for certain say it."""

    kind: Literal["reference", "note", "furniture"]
    """'reference': where a footnote is referred to. 'note': a footnote's text. 'furniture': no part of the letter's own text."""
    start: int
    end: int
    """`start == end` for a reference that has no text of its own."""
    label: str
    """Of a reference and its note: as printed, '1'. Of furniture: what it is, 'running head', 'page number', 'comment'."""


@dataclass(frozen=True, kw_only=True)
class RawText:
    """The text of one file, as written."""

    origin: str
    """Name of the file; a file in an archive is 'brieven.zip/brief.docx'."""
    text: str
    """Each line is a paragraph, or a row of a table with tabs between its cells; line ends are '\\n'; never empty."""
    marks: tuple[Mark, ...] = ()
    """In the order of their starts; no two overlap."""
