"""The words of the letters with their vectors, their short forms, and a sample of what members asked: what questions are read by.

'Hackers' and 'cybercriminelen' share no stem; their vectors lie near each other. A sentence that lies near every question says
little about any: how near it lies to questions in general is taken off. Written once, aside; readers map it into memory.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from store.analyse import words
from store.embed import Vector
from store.errors import StoreDamaged
from store.records import Document
from store.wording.accents import Accents
from store.wording.short_forms import Meanings, ShortForms, dumped, loaded

MOST_ASKED = 256
"""Questions in the sample; more change the mean by less than its noise."""
_PART = 500
"""Words embedded at a time: few enough to tell how far it is."""
_ALPHABET = 26
"""Bits that say which letters a word has."""
_BACKGROUND = Path(__file__).with_name("background.txt")
"""Sentences on all that government does, the same for every store: what a question's best answer must stand out from."""


class Lexicon:
    """The words of one generation, opened for reading; it may be shared between threads."""

    def __init__(self, folder: Path) -> None:
        """Open a finished lexicon; raise StoreDamaged when it is not one."""
        try:
            listed = (folder / "words.txt").read_text(encoding="utf-8").split("\n")
            self._vectors = np.load(folder / "words.npy", mmap_mode="r")
            self._passages = np.load(folder / "passages.npy")
            self.asked: Vector = np.load(folder / "asked.npy").astype(np.float32)
            self.background: Vector = np.load(folder / "background.npy").astype(np.float32)
            self._letters = np.load(folder / "letters.npy", mmap_mode="r")
            self._accented: dict[str, str] = json.loads((folder / "accented.json").read_text(encoding="utf-8"))
            self._short_forms = (folder / "short_forms.json").read_text(encoding="utf-8")
        except (OSError, ValueError, EOFError) as error:
            raise StoreDamaged(f"The lexicon {folder} cannot be read ({error}): run `uv run kamerantwoord build`.") from error
        self._folder = folder
        self.words: tuple[str, ...] = tuple(word for word in listed if word)
        self._rows = {word: row for row, word in enumerate(self.words)}
        if not len(self._rows) == len(self._vectors) == len(self._passages) == len(self._letters) or not self._short_forms.endswith("]"):
            raise StoreDamaged(f"The lexicon {folder} is not whole: run `uv run kamerantwoord build`.")

    def __len__(self) -> int:
        return len(self._rows)

    @cached_property
    def short_forms(self) -> Meanings:
        """What the letters' short forms stand for; read when it is first asked for, since it takes a tenth of a second for all letters."""
        try:
            return loaded(self._short_forms)
        except ValueError as error:
            raise StoreDamaged(f"The lexicon {self._folder} cannot be read ({error}): run `uv run kamerantwoord build`.") from error

    @cached_property
    def _lengths(self) -> NDArray[np.int8]:
        return (np.asarray(self._letters) >> _ALPHABET).astype(np.int8)

    def vectors(self, wanted: Sequence[str]) -> tuple[list[str], Vector]:
        """Return those of the words that the letters use, and their vectors (n, d), one a row."""
        known = [word for word in wanted if word in self._rows]
        return known, np.asarray(self._vectors[[self._rows[word] for word in known]], dtype=np.float32)

    def passages_with(self, word: str) -> int:
        """Return in how many answers, with their questions, a word stands; 0 for a word the letters do not use."""
        row = self._rows.get(word)
        return 0 if row is None else int(self._passages[row])

    def written(self, word: str) -> str:
        """Return a word of the letters as most of them write it: with its accents."""
        return self._accented.get(word, word)

    def resembling(self, word: str, errors: int, least: int) -> list[str]:
        """Return all words that may be a word with at most so many letters added, left out, changed or swapped; many of them are not.

        Only those that stand in at least so many answers with their questions.
        """
        asked, alphabet = np.uint32(_letters(word)), np.uint32((1 << _ALPHABET) - 1)
        near = np.abs(self._lengths - np.int8(asked >> _ALPHABET)) <= errors
        rows = np.flatnonzero(near & (self._passages >= least))
        letters = np.asarray(self._letters)[rows]
        # Each error takes away one letter of the alphabet at most, and brings one.
        gone, come = np.bitwise_count(asked & ~letters & alphabet), np.bitwise_count(letters & ~asked & alphabet)
        return [self.words[row] for row in rows[(gone <= errors) & (come <= errors)].tolist()]


def write(
    folder: Path,
    documents: Iterable[Document],
    embed: Callable[[Sequence[str]], Vector],
    tell: Callable[[int, int], None] = lambda *_: None,
) -> list[str]:
    """Make the lexicon of Documents in a new folder and return a sample of what members asked in them, at most MOST_ASKED.

    `embed` gives the vectors (n, d) of texts, `tell` hears how many words have one.
    """
    counts: dict[str, int] = {}
    asked: dict[bytes, str] = {}
    short_forms, accents = ShortForms(), Accents()
    for document in documents:
        short_forms.add(_texts(document))
        _sample(asked, (question.text for question in document.questions if question.text))
        for answer in document.answers:
            text = f"{document.question_text(answer)}\n{answer.text}"
            accents.add(text)
            for word in set(words(text)):
                counts[word] = counts.get(word, 0) + 1
    listed = sorted(counts)
    folder.mkdir(parents=True)
    (folder / "words.txt").write_text("\n".join(listed), encoding="utf-8")
    # Part by part: the words of a hundred thousand letters and their vectors do not fit in memory at once.
    parts = []
    for start in range(0, len(listed), _PART):
        tell(start, len(listed))
        parts.append(embed(listed[start : start + _PART]).astype(np.float16))
    tell(len(listed), len(listed))
    np.save(folder / "words.npy", np.concatenate(parts) if parts else embed([]).astype(np.float16))
    (folder / "accented.json").write_text(json.dumps(accents.usual(counts), ensure_ascii=False), encoding="utf-8")
    (folder / "short_forms.json").write_text(dumped(short_forms.collected()), encoding="utf-8")
    np.save(folder / "letters.npy", np.array([_letters(word) for word in listed], dtype=np.uint32))
    np.save(folder / "passages.npy", np.array([counts[word] for word in listed], dtype=np.int32))
    questions = [asked[digest] for digest in sorted(asked)]
    np.save(folder / "asked.npy", embed(questions).astype(np.float16))
    np.save(folder / "background.npy", embed(_BACKGROUND.read_text(encoding="utf-8").splitlines()).astype(np.float16))
    return questions


def _letters(word: str) -> int:
    """Which letters of the alphabet a word has, a bit each, and above them its length, at most 63."""
    return min(len(word), 63) << _ALPHABET | sum(1 << ord(letter) - ord("a") for letter in set(word) if "a" <= letter <= "z")


def _texts(document: Document) -> list[str]:
    """What a letter says itself, and what it was asked."""
    return [*(answer.text for answer in document.answers), *(question.text for question in document.questions), document.subject or ""]


def _sample(asked: dict[bytes, str], questions: Iterable[str]) -> None:
    """Keep at most MOST_ASKED questions, chosen by their digests, so that the same letters give the same sample."""
    asked |= {hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest(): text for text in questions}
    for digest in sorted(asked)[MOST_ASKED:]:
        del asked[digest]
