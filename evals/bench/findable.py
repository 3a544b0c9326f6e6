"""Letters and pairs in, a real store of them out, to measure search on; made by the code that builds every store.

A pair is a question and its answer that lost their letter: each becomes a Document of its own. Vectors are kept in a folder between runs.
"""

import hashlib
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from store.cache import VectorCache
from store.embed import open_embedder
from store.embedding.embedder import Embedder, Fixed, Vector
from store.gather import Gathered, Letter, gather
from store.generation import Generation, open_generation
from store.layout import Layout, new_id
from store.letters import Letters
from store.make import make
from store.record_json import DOCUMENT
from store.records import Answer, Document, Question
from store.settings import StoreSettings

_OF_ITS_OWN = 80
"""Characters of an answer that no two letters give by chance."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A question of a member and the answer it got."""

    question: str
    answer: str

    @property
    def id(self) -> str:
        """Id of the Document made of its answer; the same answer to two questions is one."""
        return _id(self.answer)


class Remembering(Fixed):
    """An embedder that computes the vector of a text once, also over runs, and that of a question once as long as it is the last one."""

    def __init__(self, embedder: Embedder, cache: VectorCache) -> None:
        self.id = embedder.id
        self._embedder = embedder
        self._cache = cache
        self._last = ("", np.zeros(0, dtype=np.float32), 0.0)
        self._saved = 0.0

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._embedder.dimension

    def query(self, text: str) -> Vector:
        """Return the vector of a question."""
        last, vector, took = self._last
        if text == last:
            self._saved += took
            return vector
        started = time.perf_counter()
        vector = self._embedder.query(text)
        self._last = (text, vector, time.perf_counter() - started)
        return vector

    def passages(self, texts: Sequence[str]) -> Vector:
        """Return the vectors of texts."""
        return self._cache.vectors(self._embedder, texts) if texts else np.zeros((0, self.dimension), dtype=np.float32)

    def clock(self) -> float:
        """Return seconds that have gone by, with those added that computing the same vectors again would have taken."""
        return time.perf_counter() + self._saved


def read_pairs(path: Path) -> list[Pair]:
    """Return the pairs in a file of JSON lines `{"question", "answer"}`; line breaks in them are where a page was full, so they go."""
    lines = path.read_text(encoding="utf-8").splitlines()
    read = (json.loads(line) for line in lines if line.strip())
    return [Pair(question=_on_one_line(pair["question"]), answer=_on_one_line(pair["answer"])) for pair in read]


def answers_alone(pairs: Iterable[Pair]) -> list[Document]:
    """Return a Document for each different answer, in which nobody asks anything."""
    return list({pair.id: _document(pair.id, "", pair.answer) for pair in pairs}.values())


def as_letters(pairs: Iterable[Pair], among: Sequence[Document]) -> list[Document]:
    """Return a Document for each different pair, without those that stand in one of the letters they come among."""
    answers = {_squeezed(answer.text) for document in among for answer in document.answers}
    questions = {_squeezed(question.text) for document in among for question in document.questions}

    def stands_there(pair: Pair) -> bool:
        # 'Ja.' stands in many letters; a question may have been extracted otherwise.
        known = _squeezed(pair.answer) in answers
        return known and (len(pair.answer) > _OF_ITS_OWN or _squeezed(pair.question) in questions)

    strange = [pair for pair in pairs if not stands_there(pair)]
    made = [_document(_id(f"{pair.question}\n{pair.answer}"), pair.question, pair.answer) for pair in strange]
    return list({document.id: document for document in made}.values())


def read_letters(files: Sequence[Path], kept: Letters) -> Gathered:
    """Read the letters to measure on; raise DocumentUnreadable when there is none."""
    return gather(files, kept, lambda *_: None)


def with_documents(gathered: Gathered | None, documents: Sequence[Document], kept: Letters) -> Gathered:
    """Return the letters that were read and Documents made here, as one build takes them."""
    read = list(gathered.letters) if gathered else []
    return Gathered(letters=[*read, *(_letter(document, kept) for document in documents)], unreadable=(), duplicates=(), _kept=kept)


def built(gathered: Gathered, folder: Path, embedder: Embedder, cache: VectorCache) -> Generation:
    """Build a store in a folder and return it opened; what it asks the embedder of texts goes through the cache."""
    settings = StoreSettings(store=folder, chroma_url=None)
    paths = Layout(folder).generation(new_id())
    make(paths, gathered, "", settings, embedder, cache, lambda *_: None)
    return open_generation(paths, settings, embedder)


def opened(name: str | None) -> Embedder:
    """Return the embedder of that name, or of the settings."""
    return open_embedder(StoreSettings.load(embedder=name))


def _document(id: str, question: str, answer: str) -> Document:
    questions = (Question(number=1, text=question),) if question else ()
    return Document(id=id, kind="answer", origin=id, questions=questions, answers=(Answer(numbers=(1,), text=answer),))


def _letter(document: Document, kept: Letters) -> Letter:
    content = DOCUMENT.dump_json(document).decode()
    key = hashlib.sha256(content.encode()).digest()
    kept.keep(key, document.id, {"format": "txt", "document": content})
    return Letter(
        key=key,
        path=document.id,
        origin=document.id,
        format="txt",
        id=document.id,
        kind="answer",
        answered_on=None,
        flags=0,
        answers=1,
        digest=key.hex()[:12],
    )


def _id(text: str) -> str:
    return f"pair-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _squeezed(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
