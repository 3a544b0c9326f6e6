"""Text in, lines on a console out: wrapped to its width, plain when piped; knows nothing of what the text is."""

import re
import textwrap
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from bot.prompt import label
from bot.showing.view import FILE

_NARROWEST = 40
# What a letter says must not move the cursor or change a colour.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_PIPED_MARK = "*"
"""Stands on both sides of a marked word where there are no styles."""
_OPEN, _CLOSE = "\x02", "\x03"
"""Around a marked word while it is wrapped; no text has them any more."""
_SIGN = re.compile(f"[{_OPEN}{_CLOSE}]")


def show(text: str, console: Console, style: str = "", indent: int = 0, hang: int = 0) -> None:
    """Print a text; `hang` indents all lines but the first."""
    for line in _lines(clean(text), console, indent, hang):
        console.print(Text(line, style), soft_wrap=True)


def show_marked(text: str, marks: Iterable[tuple[int, int]], console: Console, indent: int = 0) -> None:
    """Print a text of which words (offsets, end exclusive, none overlapping) are marked: by style, or by stars when piped."""
    parts, done = [], 0
    for start, end in sorted(marks):
        parts += [clean(text[done:start]), _OPEN, clean(text[start:end]), _CLOSE]
        done = end
    parts.append(clean(text[done:]))
    star = "" if console.is_terminal else _PIPED_MARK
    for line in _lines("".join(parts), console, indent, 0):
        shown = Text()
        # What stands between two signs is marked: every second part.
        for number, part in enumerate(_SIGN.split(line)):
            shown.append(f"{star}{part}{star}" if number % 2 else part, "bold" if number % 2 else "")
        console.print(shown, soft_wrap=True)


def show_tagged(name: str, text: str, console: Console, indent: int, marks: Iterable[tuple[int, int]] = ()) -> None:
    """Print whose words follow (a label of the page), and the words; nothing when there are none."""
    if text:
        show(f"{label(FILE, name)}:", console, "dim", indent)
        show_marked(text, marks, console, indent + 2)


def show_block(text: str, console: Console, style: str) -> None:
    """Print a text after an empty line."""
    console.print()
    show(text, console, style)


def clean(text: str) -> str:
    """Return a text without what would move the cursor or change a colour."""
    return _CONTROL.sub("", text)


def _lines(text: str, console: Console, indent: int, hang: int) -> Iterator[str]:
    # Wrapped here and not by rich, which fills lines with spaces to their end.
    first, rest = " " * indent, " " * (indent + hang)
    wrapper = textwrap.TextWrapper(
        max(console.width, _NARROWEST), initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
    for paragraph in text.split("\n"):
        yield from wrapper.wrap(paragraph) or [""]
