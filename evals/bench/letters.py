"""A seed in, letters of realistic sizes out, as files; the words are made up, so that no corpus is needed and none is copied.

Nine questions a letter, thirty words a question, ninety an answer: the medians of real ones.
"""

import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

_SYLLABLES = "ba de ko li mu na pe ro si tu va we zo gen ver be ing heid lijk schap ten sen dijk stroom land zorg wet raad".split()
_FUNCTION = "de het een van in dat en is op te zijn met voor niet aan er om ook door over bij naar dan als nog wordt kan tot die".split()
_ANSWER_WORDS = (3, 40, 60, 90, 90, 120, 160, 245)
_VOCABULARY = 30_000


def write(folder: Path, n: int, *, seed: int = 1) -> None:
    """Write letters as text files into a new folder; the same seed gives the same letters."""
    folder.mkdir(parents=True)
    chance = random.Random(seed)
    prose = _Prose(chance)
    for number in range(n):
        (folder / f"brief-{number:05}.txt").write_text("".join(_letter(number, prose, chance)), encoding="utf-8")


def _letter(number: int, prose: "_Prose", chance: random.Random) -> Iterator[str]:
    yield f"Vragen van het lid Jansen (Fietspartij) aan de minister van Wegen over {prose.words(5)}\n"
    yield f"(2023Z{number:05}, ingezonden 3 mei 2023)\n"
    for question in range(1, 10):
        yield f"\nVraag {question}\n{prose.text(30)}?\n\nAntwoord op vraag {question}\n{prose.text(chance.choice(_ANSWER_WORDS))}.\n"


class _Prose:
    """Words with the frequencies of a language: a few very often, most hardly ever."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        made = ("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))) for _ in range(_VOCABULARY))
        self._words = list(dict.fromkeys([*_FUNCTION, *made]))
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(len(self._words))))

    def words(self, n: int) -> str:
        return " ".join(self._chance.choices(self._words, cum_weights=self._weights, k=n))

    def text(self, n: int) -> str:
        """Return n words in sentences."""
        sentences = []
        while n > 0:
            length = min(n, self._chance.randint(8, 22))
            sentences.append(self.words(length).capitalize())
            n -= length
        return ". ".join(sentences)
