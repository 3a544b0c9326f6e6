"""The bundled letters in, as many Documents of realistic sizes out: each text a stretch of theirs with other words put in.

Nine questions a letter, thirty words a question, ninety an answer: the medians of real ones. Function words stay; the others are the
bundled letters' own, the Dutch that people write, or compounds, a few often and most hardly ever, and each letter has some on its subject.
So a passage has about as many terms, and a question's terms stand in about as many passages, as in real letters.
"""

import gzip
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from store.build import BUNDLED
from store.parse import parse
from store.read import read
from store.records import Answer, Asker, Bewindspersoon, Document, Question, Verwijzing

QUESTIONS = 9
_QUESTION_WORDS = 30
_ANSWER_WORDS = (1, 40, 60, 90, 90, 120, 160, 245)
_SHORT = (("Ja.", ()), ("Nee.", ()), ("Zie het antwoord op vraag 1.", (1,)), ("Ja, zie het antwoord op vraag 2.", (2,)))
_COMPOUNDS = 400_000
_LONG = 8
_DRAWN = 1 << 22
_REPLACED = 0.6
_OF_THE_SUBJECT = 0.15


@dataclass(kw_only=True)
class Multiplied:
    """A stand-in for gathered letters: the same number always gives the same letter, and none is kept in memory."""

    n: int
    flagged: int = 0
    seconds: float = 0.0
    """Spent on writing Documents, which no build does."""
    _prose: "_Prose" = field(default_factory=lambda: _Prose(seed=1))

    def __len__(self) -> int:
        return self.n

    def unreferred(self) -> Iterator[Document]:
        """Yield the Documents, one at a time."""
        return self.documents()

    def documents(self) -> Iterator[Document]:
        """Yield the Documents with their verwijzingen, one at a time."""
        for number in range(self.n):
            started = time.perf_counter()
            document = self._document(number)
            self.seconds += time.perf_counter() - started
            yield document

    def asked(self, n: int) -> list[str]:
        """Return n questions of a reader: ten words or so of the members' questions, every fourth word another one."""
        chance = np.random.default_rng([2, n])
        documents = [self._document(int(number)) for number in chance.integers(self.n, size=n)]
        return [self._prose.asked(chance.choice([question.text for question in each.questions]).split(), chance) for each in documents]

    def _document(self, number: int) -> Document:
        letter = _Letter(self._prose, number)
        id = f"{1995 + number // 30_000}Z{number % 30_000:05}"
        asked_on = date(1995 + number // 30_000, 1, 1) + timedelta(days=number % 365)
        answers = [letter.answer(at) for at in range(1, QUESTIONS + 1)]
        return Document(
            id=id,
            zaaknummer=id,
            kind="answer",
            origin=f"brief-{number}.txt",
            subject=letter.text(7),
            askers=(Asker(name=f"Jansen{number % 700}", party="Fietspartij"),),
            asked_on=asked_on,
            answered_on=asked_on + timedelta(days=21),
            answered_by=(Bewindspersoon(name="De Vries", role="minister van Wegen"),),
            questions=tuple(Question(number=at, text=letter.text(_QUESTION_WORDS)) for at in range(1, QUESTIONS + 1)),
            answers=tuple(
                replace(answer, verwijzingen=tuple(replace(one, document=id) for one in answer.verwijzingen)) for answer in answers
            ),
        )


class _Prose:
    """The bundled letters' text as numbers of words, and the words that may stand in their places."""

    def __init__(self, seed: int) -> None:
        chance = np.random.default_rng(seed)
        running = _running()
        own = [word for word in running if _is_replaced(word)]
        dutch, often = _dutch()
        short = [word for word in dutch if len(word) < _LONG]
        compounds = ["".join(pair) for pair in chance.choice(np.array(short, dtype=object), size=(_COMPOUNDS, 2)).tolist()]
        self.words = np.array(list(dict.fromkeys([*running, *dutch, *compounds])), dtype=object)
        place = {word: row for row, word in enumerate(self.words.tolist())}
        self.running = np.array([place[word] for word in running])
        self.replaced = np.array([_is_replaced(word) for word in running])
        seldom = 1 / (np.arange(_COMPOUNDS) + 10.0)
        drawn = ((own, None, 0.35), (dutch, often**0.8, 0.55), (compounds, seldom, 0.1))
        self.drawn = np.concatenate([_drawn(chance, [place[word] for word in words], weights, share) for words, weights, share in drawn])
        chance.shuffle(self.drawn)
        self.chances = chance.random(len(self.drawn))

    def asked(self, words: list[str], chance: np.random.Generator) -> str:
        """Return part of a member's question, with other words in some places."""
        start, length = int(chance.integers(max(len(words) - 10, 1))), int(chance.integers(5, 14))
        others = self.words[chance.choice(self.drawn, length)].tolist()
        return " ".join(other if chance.random() < 0.25 else word for word, other in zip(words[start:], others, strict=False))


class _Letter:
    """Texts on one subject."""

    def __init__(self, prose: _Prose, number: int) -> None:
        self._prose = prose
        self.chance = random.Random(number)
        self._subject = np.array(self.chance.choices(range(len(prose.words)), k=12))

    def text(self, n: int) -> str:
        """Return n words."""
        prose = self._prose
        start, other = self.chance.randrange(len(prose.running) - n), self.chance.randrange(len(prose.drawn) - n)
        chosen = prose.chances[other : other + n]
        rows = np.where(chosen < _REPLACED, prose.drawn[other : other + n], np.resize(self._subject, n))
        kept = (chosen > _REPLACED + _OF_THE_SUBJECT) | ~prose.replaced[start : start + n]
        return " ".join(prose.words[np.where(kept, prose.running[start : start + n], rows)].tolist())

    def answer(self, number: int) -> Answer:
        """Return the answer to a question: of a few words, or long."""
        n = self.chance.choice(_ANSWER_WORDS)
        if n > 1:
            return Answer(numbers=(number,), text=self.text(n))
        text, pointed_at = _SHORT[number % len(_SHORT)]
        return Answer(numbers=(number,), text=text, verwijzingen=tuple(_pointer(text, at) for at in pointed_at))


def _pointer(text: str, number: int) -> Verwijzing:
    return Verwijzing(text=text, document=None, numbers=(number,), start=0, end=len(text))


def _drawn(chance: np.random.Generator, rows: list[int], weights: NDArray[np.float64] | None, share: float) -> NDArray[np.int64]:
    return chance.choice(np.array(rows), int(share * _DRAWN), p=None if weights is None else weights / weights.sum())


def _running() -> list[str]:
    """The words of the bundled letters' questions and answers; in real ones, four sentences make an answer with its question."""
    found: list[str] = []
    for path in sorted(BUNDLED.iterdir()):
        document = parse(read(path))
        for question, answer in zip(document.questions, document.answers, strict=False):
            found += f"{question.text} {answer.text}".split()
    return [word.removesuffix(".") if at % 4 == 0 else word for at, word in enumerate(found)]


def _dutch() -> tuple[list[str], NDArray[np.float64]]:
    """Dutch words of some length, and how often people write them."""
    packed = resources.files("spellchecker").joinpath("resources/nl.json.gz").read_bytes()
    counts = {word: count for word, count in json.loads(gzip.decompress(packed)).items() if _is_replaced(word)}
    return list(counts), np.array(list(counts.values()), dtype=np.float64)


def _is_replaced(word: str) -> bool:
    """Function words, names, numbers and the ends of sentences stay where they are."""
    return len(word) > 3 and word.isalpha() and word.islower()
