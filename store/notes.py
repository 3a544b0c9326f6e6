"""A stretch of a letter in, its clean text and its footnotes out; knows footnote and export marks, nothing about questions.

Marks: Word's export '[footnoteRef:1]' with '[1:  text]' at the end of the paragraph, and typed ones, ' 1)' or '[1]', whose
texts stand at the end of the letter.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from store.records import Footnote

_EXPORT_MARK = re.compile(r"\[(?:bookmark|image|commentRef|comment):[^\[\]]*\]", re.IGNORECASE)
_REFERENCE = re.compile(r"\[(footnoteRef|endnoteRef):\s*([^\[\]]{1,8})\]", re.IGNORECASE)
_DEFINITION = re.compile(r"\[\s*([0-9]{1,3}|[ivxlc]{1,6}):")
_TYPED_DEFINITION = re.compile(r"(?:(?P<round>\d{1,2})\)|\[(?P<square>\d{1,2})\])\s*(?P<text>\S.*)")
_PLACE = re.compile("\x02(\\d+)\x03")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Soft hyphens and zero-width characters of an export: a reader sees nothing of them, and a quote must be what is seen."""
_GAP = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, kw_only=True)
class Clean:
    """A text without marks, and the footnotes whose marks stood in it."""

    text: str
    footnotes: tuple[Footnote, ...]


def without_export_marks(line: str) -> str:
    """Return a line without the bookmarks, images and comments that a Word export leaves in it."""
    return _EXPORT_MARK.sub("", line)


def typed_definitions(lines: Sequence[str]) -> dict[str, str]:
    """Return the footnotes typed at the end of a letter, label → text, when the last lines are such notes counting up from 1."""
    found: dict[str, str] = {}
    for line in reversed([line.strip() for line in lines if line.strip()]):
        match = _TYPED_DEFINITION.fullmatch(line)
        if not match:
            break
        found[match["round"] or match["square"]] = match["text"]
    notes = dict(reversed(found.items()))
    return notes if list(notes) == [str(n) for n in range(1, len(notes) + 1)] else {}


def is_typed_definition(line: str) -> bool:
    """Say whether a line has the form of a typed footnote: '1) Nu.nl, 24 februari 2026'."""
    return bool(_TYPED_DEFINITION.fullmatch(line.strip()))


def typed_mark(label: str) -> re.Pattern[str]:
    """Return the pattern of a typed mark in running text: 'losgeld? 1)', 'gedrag2)', 'geraakt[1]'; not a list item, not '(zie 1)'."""
    return re.compile(rf"(?<=[^\s(\[\d])[^\S\n]?(?:(?<!\d){label}\)|\[{label}\])(?!\w)")


def clean(raw: str, typed: Mapping[str, str]) -> Clean:
    """Take the marks out of a text and note where they stood.

    `typed` are the footnotes at the end of the letter; those whose mark is not in this text are left out.
    """
    texts, body = _definitions(raw)
    labels: list[str] = []

    def place(label: str) -> str:
        labels.append(label)
        return f"\x02{len(labels) - 1}\x03"

    body = _REFERENCE.sub(lambda match: place(match[2]), body)
    for label in typed:
        body = typed_mark(label).sub(lambda _, label=label: place(f"typed {label}"), body)  # type: ignore[misc]
    text, places = _taken_out(_tidy(body))
    notes = []
    for index, at in places:
        label = labels[index].removeprefix("typed ")
        note = typed[label] if labels[index] != label else texts.get(label, "")
        notes.append(Footnote(label=label, text=note, at=at))
    return Clean(text=text, footnotes=tuple(notes))


def _definitions(raw: str) -> tuple[dict[str, str], str]:
    """Return the exported note texts, label → text, and the text without them; a bracket inside a note is counted."""
    wanted = {match[2] for match in _REFERENCE.finditer(raw)}
    notes: dict[str, str] = {}
    kept, at = [], 0
    while match := _DEFINITION.search(raw, at):
        end = _closing(raw, match.start()) if match[1] in wanted and match[1] not in notes else -1
        if end < 0:
            kept.append(raw[at : match.end()])
            at = match.end()
            continue
        notes[match[1]] = " ".join(raw[match.end() : end].split())
        kept.append(raw[at : match.start()])
        at = end + 1
    return notes, "".join([*kept, raw[at:]])


def _closing(raw: str, opening: int) -> int:
    depth = 0
    for index in range(opening, len(raw)):
        depth += {"[": 1, "]": -1}.get(raw[index], 0)
        if depth == 0:
            return index
    return -1


def _tidy(text: str) -> str:
    """Fold white space inside lines and turn lines into paragraphs; a line that goes on in lower case is joined to the one before."""
    paragraphs: list[str] = []
    broken = True
    for raw in _INVISIBLE.sub("", text).split("\n"):
        line = _GAP.sub(" ", raw).strip()
        visible = _PLACE.sub("", line)
        if not visible.strip():
            if line and paragraphs:
                paragraphs[-1] += line
            broken = broken or not line
            continue
        if paragraphs and not broken and visible[0].islower() and _PLACE.sub("", paragraphs[-1])[-1:].isalnum():
            paragraphs[-1] += " " + line
        else:
            paragraphs.append(line)
        broken = False
    return "\n\n".join(paragraphs)


def _taken_out(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without the places, and (index, offset) for each; of two spaces around one, one goes."""
    out = ""
    places = []
    at = 0
    for match in _PLACE.finditer(text):
        out += text[at : match.start()]
        at = match.end()
        if out.endswith(" ") and (at == len(text) or text[at] in " \n\x02"):
            out = out[:-1]
        places.append((int(match[1]), len(out)))
    return out + text[at:], places
