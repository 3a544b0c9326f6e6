"""Text in, the same text in one plain spelling out, with the way back to its offsets; knows typography, not language.

White space, hyphens at line ends, typographic quotes and dashes, and footnote marks differ between a letter, its PDF and a copy of
it, and mean nothing. Everything else must be the same, character for character.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´ʼ′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬀ": "ff",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ĳ": "ij",
        "Ĳ": "IJ",
    }
)
# Marks of notes and Word exports: '[footnoteRef:3]', '[3]', '[16 ]', '[3: its text]', '[bookmark: _Hlk1]', a raised ² behind a full stop.
_MARK = re.compile(
    r"\[(?:footnoteRef|endnoteRef|bookmark|image):[^\[\]]*\]"
    r"|\[\s*\d{1,3}\s*(?::[^\[\]]*)?\]|(?<=[.,;:!?)'\"’”])[¹²³⁴-⁹⁰]+"
)
_LINE_HYPHEN = re.compile(r"(?<=\w)[-‐‑\u00ad][^\S\n]*\n\s*(?=[a-zà-ÿ])(?!(?:en|of|als|noch)\b)")
_WORD = re.compile(r"\S+")
# What takes more than one character for another: marks, hyphens that may end a line, ligatures, '…', accents apart from their letter.
_UNUSUAL = re.compile(r"[\[\u00ad¹²³⁴-⁹⁰…ﬀ-ﬆĳĲ\u0300-\u036f\u0483-\u1dff\u20d0-\u20ff\ua66f-\uffff]|[-‐‑]\s*\n|[^\u0000-\uffff]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in plain spelling."""

    text: str
    at: tuple[int, ...]
    """For each character of `text`, the offset of the character it came from."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the original of a non-empty stretch of the plain text."""
        return self.at[start], self.at[end - 1] + 1


@lru_cache(maxsize=32)
def fold(text: str) -> Folded:
    """Return a text in plain spelling; one space between words, none at the ends."""
    return _fold_plainly(text) if _UNUSUAL.search(text) is None else _fold_fully(text)


def _fold_plainly(text: str) -> Folded:
    """The same, for a text without marks, accents apart or signs that become several: word by word."""
    out: list[str] = []
    at: list[int] = []
    end = 0
    for match in _WORD.finditer(text):
        if out:
            out.append(" ")
            at.append(end)
        start, end = match.span()
        out.append(match.group())
        at.extend(range(start, end))
    return Folded("".join(out).translate(_PLAIN), tuple(at))


def _fold_fully(text: str) -> Folded:
    out: list[str] = []
    at: list[int] = []
    for piece, offset in _pieces(text):
        if piece.isspace():
            if out and out[-1] != " ":
                out.append(" ")
                at.append(offset)
            continue
        for character in piece.translate(_PLAIN):
            out.append(character)
            at.append(offset)
    if out and out[-1] == " ":
        del out[-1], at[-1]
    return Folded("".join(out), tuple(at))


def _pieces(text: str) -> list[tuple[str, int]]:
    """The characters of a text with their offsets; without marks and soft hyphens, words at line ends whole, accents composed."""
    gone = bytearray(len(text))
    for pattern in (_MARK, _LINE_HYPHEN):
        for match in pattern.finditer(text):
            gone[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    pieces: list[tuple[str, int]] = []
    for offset, character in enumerate(text):
        if gone[offset] or character == "\u00ad":
            continue
        if unicodedata.combining(character) and pieces and len(joined := unicodedata.normalize("NFC", pieces[-1][0] + character)) == 1:
            pieces[-1] = (joined, pieces[-1][1])
        else:
            pieces.append((character, offset))
    return pieces


def hides_something(text: str) -> bool:
    """Return whether a text holds characters a reader cannot see or tell apart.

    Zero-width, soft hyphen, bidi, control, private use, unassigned; and the signs that a change of case makes a plain letter (Kelvin).
    """
    return any(c in "\u212a\u212b\u2126" for c in text) or any(
        unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Cn") and c not in "\n\r\t\f\v" for c in text
    )
