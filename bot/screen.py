"""A question as typed in; a clean question, or a refusal with its notice, out. Knows nothing of letters, models or the store.

White space is folded and invisible characters go, so that two questions that look the same are the same. Refused are: nothing
to read, too much, characters that no keyboard gives, and personal data. Nothing of a refused question may be kept or repeated.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.personal_data import personal_data
from bot.prompt import fill, label
from bot.records import Notice, Status, Turn

LONGEST = 2_000
"""Characters of a question, after cleaning."""

# Letters and marks that show as nothing: Hangul fillers, blank Braille, grapheme joiner, Khmer inherent vowels, Mongolian separators.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f") | frozenset(
    chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
)


@dataclass(frozen=True, kw_only=True)
class Screened:
    """A question that may be answered."""

    question: str
    """NFC, one space between words, nothing invisible, at most LONGEST characters."""


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A question that is not answered; it is not in here, so that it cannot be kept or repeated."""

    status: Status
    """REFUSED_PERSONAL_DATA or REFUSED_INPUT."""
    notice: Notice
    """Code 'personal_data', 'empty', 'too_long' or 'unreadable'; the text says what to do."""


def screen(question: str) -> Screened | Refused:
    """Return the cleaned question, or the refusal when it is empty, too long, unreadable or holds personal data."""
    clean = _cleaned(question)
    if len(clean) > LONGEST:
        return _refused("too_long", longest=LONGEST, length=len(clean))
    # A BSN cut in two by a control character is still a BSN.
    if kinds := personal_data("".join(char for char in clean if not _is_unreadable(char))):
        return _refused_for(kinds)
    if any(_is_unreadable(char) for char in clean):
        return _refused("unreadable")
    if not any(char.isalpha() for char in clean):
        return _refused("empty")
    return Screened(question=clean)


def screen_history(history: Iterable[Turn]) -> tuple[Turn, ...]:
    """Return the earlier turns with their questions cleaned, without those whose question would now be refused."""
    kept = []
    for turn in history:
        question, understood = screen(turn.question), screen(turn.understood or turn.question)
        if isinstance(question, Screened) and isinstance(understood, Screened):
            kept.append(replace(turn, question=question.question, understood=understood.question))
    return tuple(kept)


def _cleaned(question: str) -> str:
    visible = "".join(char for char in question if not _is_invisible(char))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def _is_invisible(char: str) -> bool:
    """Zero-width and direction marks, soft hyphens, tags; private-use characters are the bullets that Word pastes."""
    return char in _BLANK or unicodedata.category(char) in ("Cf", "Co")


def _is_unreadable(char: str) -> bool:
    """Control characters that are no white space, half surrogates, code points that mean nothing."""
    return unicodedata.category(char) in ("Cc", "Cs", "Cn")


def _refused(code: str, **values: object) -> Refused:
    return Refused(status=Status.REFUSED_INPUT, notice=Notice(code=code, text=fill(f"refused_{code}", **values)))


def _refused_for(kinds: Iterable[str]) -> Refused:
    what = " en ".join(label("personal_data", kind) for kind in sorted(kinds))
    return Refused(status=Status.REFUSED_PERSONAL_DATA, notice=Notice(code="personal_data", text=fill("refused_personal_data", what=what)))
