"""Every word that the model or the reader reads comes from `prompts/`; this is the only file that opens it.

A prompt or canned reply is a Markdown file with holes written `{name}`. A file of short labels has a line `name: text` for each.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "prompts"
_HOLE = re.compile(r"\{([a-z_]+)\}")


class PromptError(LookupError):
    """A prompt is missing, or a hole in it was not filled: a mistake of ours, not of a user."""


def fill(name: str, **values: object) -> str:
    """Return the text of `prompts/<name>.md` with its holes filled, in one pass, so that a value cannot open a hole.

    Raise PromptError naming the file, and the hole that has no value.
    """
    return _filled(name, _text(name), values)


def label(file: str, name: str, **values: object) -> str:
    """Return one line of a file of labels, `prompts/<file>.md`, with its holes filled; raise PromptError when it is not there."""
    try:
        text = labels(file)[name]
    except KeyError:
        raise PromptError(f"prompts/{file}.md has no line '{name}: …'") from None
    return _filled(f"{file}:{name}", text, values)


@cache
def labels(file: str) -> Mapping[str, str]:
    """Return all labels of `prompts/<file>.md`, name → text."""
    lines = (line.partition(":") for line in _text(file).splitlines() if line.strip() and not line.startswith("#"))
    return {name.strip(): text.strip() for name, _, text in lines}


def holes(name: str) -> frozenset[str]:
    """Return the names of the holes in a prompt."""
    return frozenset(_HOLE.findall(_text(name)))


def _filled(name: str, text: str, values: Mapping[str, object]) -> str:
    def value(match: re.Match[str]) -> str:
        try:
            return str(values[match[1]])
        except KeyError:
            raise PromptError(f"prompts/{name}: the hole {{{match[1]}}} was not filled") from None

    return _HOLE.sub(value, text)


@cache
def _text(name: str) -> str:
    try:
        return (FOLDER / f"{name}.md").read_text(encoding="utf-8").strip()
    except OSError as error:
        raise PromptError(f"prompts/{name}.md cannot be read: {error}") from error
