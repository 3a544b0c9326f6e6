"""Hand-written models for explanations: good, lying, saying yes or no to all, saying more, broken in each way. None is a mock.

What makes them good fakes: they see only the texts that a real model sees, and give JSON in small pieces, as a stream does.
"""

import json
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.errors import WriterFailed, WriterFailure

_QUOTE = re.compile(r"ZIN: «(.*?)»", re.DOTALL)
_EXPLANATION = re.compile(r"UITLEG: «(.*?)»", re.DOTALL)


@dataclass
class Explaining:
    """Knows one explanation for each quote, and holds an explanation the same as its quote when it is one of `true`."""

    known: dict[str, str]
    """Quote → what it writes."""
    true: frozenset[str] = frozenset()
    """Explanations that say the same as their quote; anything else is different to it."""
    always: str | None = None
    """'same' or 'different': the verdict it gives to everything."""
    asked: list[tuple[str, str]] = field(default_factory=list)
    """The texts it was given: system and user."""
    closed: int = 0
    """How often it was stopped before it was done."""
    name: str = "fake:1b"

    def stream(self, system: str, user: str, schema: dict[str, Any], *, most_tokens: int = 768) -> Generator[str, None, None]:
        """Yield the JSON in small pieces."""
        self.asked.append((system, user))
        try:
            yield from pieces(json.dumps(self.value(user), ensure_ascii=False))
        except GeneratorExit:
            self.closed += 1
            raise

    def value(self, user: str) -> dict[str, str]:
        """Return what it has to say."""
        explanation = _EXPLANATION.search(user)
        if explanation is None:
            quote = _QUOTE.search(user)
            assert quote
            return {"explanation": self.known.get(quote[1], "")}
        same = self.always == "same" or (self.always is None and explanation[1] in self.true)
        return {"part": "" if same else "iets", "verdict": "same" if same else "different"}


@dataclass
class Breaking:
    """Says a text that is not what was asked, or fails with a code before it says anything."""

    text: str = ""
    code: WriterFailure | None = None
    calls: int = 0
    name: str = "fake:broken"

    def stream(self, system: str, user: str, schema: dict[str, Any], *, most_tokens: int = 768) -> Generator[str, None, None]:
        """Yield the text, or fail."""
        self.calls += 1
        if self.code is not None:
            raise WriterFailed(self.code, "It broke.")
        yield from pieces(self.text)


def pieces(text: str) -> Iterator[str]:
    """Yield a text a few characters at a time."""
    return (text[at : at + 4] for at in range(0, len(text), 4))
