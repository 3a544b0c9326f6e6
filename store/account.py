"""Where each character of a letter's text went: claimed once, by a question, an answer, a footnote, metadata or a named piece of furniture.

A text of a Document is made of what it claimed, so nothing can stand in two places; what nobody claims is `NOWHERE`, so nothing can be lost
unseen. Knows nothing about how letters are written.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NOWHERE = "nowhere"
_FREE = re.compile(rb"\0+")
_TAKEN = re.compile(rb"\x01+")
_IN_A_LINE = re.compile(r"[^\n]")


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Characters that lie together and went to one place."""

    start: int
    end: int
    place: str
    """'question 3', 'answer 3', 'footnote 1', 'metadata', 'heading', 'flag', 'running head', …"""


class Account:
    """Who has which characters of a text."""

    def __init__(self, text: str) -> None:
        """Start with a text of which nothing is claimed."""
        self.text = text
        self._taken = bytearray(len(text))
        self._stretches: list[Stretch] = []

    def free(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches between two offsets that nobody has claimed."""
        for match in _FREE.finditer(self._taken, start, end):
            yield match.start(), match.end()

    def claim(self, start: int, end: int, place: str) -> None:
        """Give what is still free between two offsets to a place."""
        for first, last in list(self.free(start, end)):
            self._taken[first:last] = b"\1" * (last - first)
            self._stretches.append(Stretch(start=first, end=last, place=place))

    def claim_each(self, offsets: Iterable[int], place: str) -> None:
        """Give single characters, and the white space between them, to a place."""
        first = last = 0
        for offset in offsets:
            if last and not self.text[last:offset].strip():
                last = offset + 1
                continue
            self.claim(first, last, place)
            first, last = offset, offset + 1
        self.claim(first, last, place)

    def masked(self) -> str:
        """Return the text with a space in place of each claimed character; lines and offsets stay what they are."""
        parts, at = [], 0
        for match in _TAKEN.finditer(self._taken):
            parts += [self.text[at : match.start()], _IN_A_LINE.sub(" ", self.text[match.start() : match.end()])]
            at = match.end()
        return "".join([*parts, self.text[at:]])

    def stretches(self) -> tuple[Stretch, ...]:
        """Return where every character that is not white space went, in the order of the text."""
        left = [Stretch(start=start, end=end, place=NOWHERE) for start, end in self.free(0, len(self.text)) if self.text[start:end].strip()]
        claimed = (stretch for stretch in self._stretches if self.text[stretch.start : stretch.end].strip())
        return tuple(sorted((*claimed, *left), key=lambda stretch: stretch.start))

    def characters(self) -> Counter[str]:
        """Return how many characters that are not white space went to each place."""
        counts: Counter[str] = Counter()
        for stretch in self.stretches():
            counts[stretch.place] += sum(not character.isspace() for character in self.text[stretch.start : stretch.end])
        return counts
