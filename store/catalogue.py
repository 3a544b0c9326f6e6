"""Documents, passages and sentence vectors ↔ SQLite: the full text, for showing sources and as proof that nothing was lost.

Written once, aside; readers open it read-only and may share it between threads. Knows nothing about search.
"""

import hashlib
import sqlite3
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self, TypeVar
from urllib.parse import quote

import numpy as np
from pydantic import TypeAdapter, ValidationError

from store.embed import Vector
from store.errors import SourceUnknown, StoreDamaged
from store.records import Answer, Document, Passage
from store.sentences import Span, sentences

_SCHEMA = """
CREATE TABLE documents (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, letter_date TEXT, json TEXT NOT NULL);
CREATE TABLE passages (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, json TEXT NOT NULL, vector BLOB NOT NULL
);
CREATE INDEX passages_by_source ON passages (source);
CREATE TABLE sentences (
    source TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (source, start)
) WITHOUT ROWID;
"""
_CONTENTS = (
    "SELECT id, json FROM documents ORDER BY position",
    "SELECT id, json, vector FROM passages ORDER BY position",
    'SELECT source, start, "end", vector FROM sentences ORDER BY source, start',
)
_document: TypeAdapter[Document] = TypeAdapter(Document)
_passage: TypeAdapter[Passage] = TypeAdapter(Passage)
_Record = TypeVar("_Record", Document, Passage)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How much a catalogue holds."""

    documents: int
    answers: int
    passages: int
    sentences: int


class Catalogue:
    """The catalogue of one generation, opened for reading."""

    def __init__(self, path: Path) -> None:
        """Open a finished catalogue; raise StoreDamaged when it is not one."""
        self._path = path
        # Nobody ever writes to it again, so no lock is taken and a read-only disk will do.
        address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
        try:
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise self._damaged(error) from error
        self._finalizer = weakref.finalize(self, self._connection.close)
        self.counts = self._counts()
        first, last = next(self._rows("SELECT min(letter_date), max(letter_date) FROM documents"))
        self.first: date | None = date.fromisoformat(first) if first else None
        """Date of the earliest letter that has one."""
        self.last: date | None = date.fromisoformat(last) if last else None
        """Date of the latest letter that has one."""

    def documents(self) -> Iterator[Document]:
        """Yield every Document, in the order it was built in."""
        for (text,) in self._rows("SELECT json FROM documents ORDER BY position"):
            yield self._read(_document, text)

    def document(self, id: str) -> Document:
        """Return a Document; raise SourceUnknown saying what to do."""
        for (text,) in self._rows("SELECT json FROM documents WHERE id = ?", id):
            return self._read(_document, text)
        raise SourceUnknown(f"The store has no document {id!r}: `uv run kamerantwoord show` lists what it has.")

    def source(self, source: str) -> tuple[Document, Answer]:
        """Return the Document and the Answer that '<document>/<number>' names; raise SourceUnknown saying what to do."""
        id, slash, number = source.rpartition("/")
        if not slash:
            raise SourceUnknown(f"{source!r} names no answer: write <document>/<number>, such as 2026Z03908/3.")
        document = self.document(id)
        answer = document.answer_to(int(number)) if number.isdecimal() and len(number) < 9 else None
        if answer is None:
            known = ", ".join(str(n) for answer in document.answers for n in answer.numbers) or "none"
            raise SourceUnknown(f"Document {id} has no answer {number!r}; it has: {known}. `uv run kamerantwoord show {id}` shows them.")
        return document, answer

    def sentences(self, source: str) -> list[tuple[Span, Vector]]:
        """Return the spans of an Answer's sentences, in order, with their vectors (d,); raise SourceUnknown."""
        document, answer = self.source(source)
        rows = self._rows('SELECT start, "end", vector FROM sentences WHERE source = ? ORDER BY start', document.source_of(answer))
        return [(Span(start, end), _unpacked(vector)) for start, end, vector in rows]

    def passages(self) -> Iterator[Passage]:
        """Yield every Passage, in the order of their Documents."""
        for (text,) in self._rows("SELECT json FROM passages ORDER BY position"):
            yield self._read(_passage, text)

    def passage(self, id: str) -> Passage:
        """Return a Passage; raise SourceUnknown saying what to do."""
        for (text,) in self._rows("SELECT json FROM passages WHERE id = ?", id):
            return self._read(_passage, text)
        raise SourceUnknown(f"The store has no passage {id!r}: `uv run kamerantwoord show` lists what it has.")

    def passages_of(self, source: str) -> list[Passage]:
        """Return the Passages that an Answer was cut into, in order; empty when the source is unknown."""
        return [
            self._read(_passage, text) for (text,) in self._rows("SELECT json FROM passages WHERE source = ? ORDER BY position", source)
        ]

    def passage_vectors(self) -> Iterator[tuple[str, Vector]]:
        """Yield the id of every passage with the vector (d,) it was given, in half precision: what the index must agree with."""
        for id, vector in self._rows("SELECT id, vector FROM passages ORDER BY position"):
            yield id, _unpacked(vector)

    def digest(self) -> str:
        """Return a SHA-256 over all that the catalogue holds; raise StoreDamaged when it cannot be read to the end."""
        found = hashlib.sha256()
        for query in _CONTENTS:
            for row in self._rows(query):
                for value in row:
                    content = value if isinstance(value, bytes) else str(value).encode()
                    found.update(len(content).to_bytes(8, "big") + content)
        return found.hexdigest()

    def close(self) -> None:
        """Let go of the file; a second call does nothing."""
        self._finalizer()

    def _counts(self) -> Counts:
        def number(query: str) -> int:
            return int(next(self._rows(query))[0])

        return Counts(
            documents=number("SELECT count(*) FROM documents"),
            answers=number("SELECT coalesce(sum(json_array_length(json, '$.answers')), 0) FROM documents"),
            passages=number("SELECT count(*) FROM passages"),
            sentences=number("SELECT count(*) FROM sentences"),
        )

    def _rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._connection.execute(query, values)
        except sqlite3.Error as error:
            raise self._damaged(error) from error

    def _read(self, adapter: TypeAdapter[_Record], text: str) -> _Record:
        try:
            return adapter.validate_json(text)
        except ValidationError as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> StoreDamaged:
        return StoreDamaged(f"The catalogue {self._path} cannot be read ({error}): run `uv run kamerantwoord build`.")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A Document as it goes into a catalogue, with its Passages and the vectors (n, d) of all its texts."""

    document: Document
    passages: tuple[Passage, ...]
    passage_vectors: Vector
    sentence_vectors: Vector
    """Of the texts that `sentence_texts` gives, in that order."""


def citable(document: Document) -> tuple[Answer, ...]:
    """Return the answers of a Document that can be cited, in order.

    Two answers under one number (the Document is flagged for it) would be one source: the first is found and cited, the other only shown.
    """
    first: dict[str, Answer] = {}
    for answer in document.answers:
        first.setdefault(document.source_of(answer), answer)
    return tuple(first.values())


def sentence_texts(document: Document) -> list[str]:
    """Return the text of every sentence of every citable answer of a Document, in order."""
    return [answer.text[span.start : span.end] for _, answer, span in _spans(document)]


class Writer:
    """A new catalogue being written; nothing of it counts until the `with` block ends well. Raises sqlite3.Error."""

    def __init__(self, path: Path) -> None:
        """Start a catalogue in a file that is not there yet."""
        self._connection = sqlite3.connect(path)

    def __enter__(self) -> Self:
        self._connection.executescript(_SCHEMA)
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                self._connection.commit()
        finally:
            self._connection.close()

    def add(self, entry: Entry) -> None:
        """Write one Document and what belongs to it."""
        _write_entry(self._connection, entry)


def _write_entry(connection: sqlite3.Connection, entry: Entry) -> None:
    document = entry.document
    letter_date = document.answered_on or document.asked_on
    connection.execute(
        "INSERT INTO documents (id, letter_date, json) VALUES (?, ?, ?)",
        (document.id, letter_date and letter_date.isoformat(), _document.dump_json(document).decode()),
    )
    connection.executemany(
        "INSERT INTO passages (id, source, json, vector) VALUES (?, ?, ?, ?)",
        [
            (passage.id, passage.source, _passage.dump_json(passage).decode(), _packed(vector))
            for passage, vector in zip(entry.passages, entry.passage_vectors, strict=True)
        ],
    )
    connection.executemany(
        "INSERT INTO sentences VALUES (?, ?, ?, ?)",
        [
            (source, span.start, span.end, _packed(vector))
            for (source, _, span), vector in zip(_spans(document), entry.sentence_vectors, strict=True)
        ],
    )


def _spans(document: Document) -> Iterator[tuple[str, Answer, Span]]:
    for answer in citable(document):
        for span in sentences(answer.text):
            yield document.source_of(answer), answer, span


def _packed(vector: Vector) -> bytes:
    return vector.astype("<f2").tobytes()


def _unpacked(blob: bytes) -> Vector:
    return np.frombuffer(blob, dtype="<f2").astype(np.float32)
