"""Documents with their passages and vectors in, the catalogue's SQLite file out: written once, aside, and never changed again."""

import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from store.counts import counted
from store.embed import Vector
from store.record_json import DOCUMENT, PASSAGE
from store.records import Answer, Document, Passage
from store.sentences import Span, sentences

_SCHEMA = """
CREATE TABLE documents (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, letter_date TEXT, json TEXT NOT NULL);
CREATE INDEX documents_by_date ON documents (letter_date, id);
CREATE TABLE roles (name TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (name, document)) WITHOUT ROWID;
CREATE TABLE parties (name TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (name, document)) WITHOUT ROWID;
CREATE TABLE numbers (name TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (name, document)) WITHOUT ROWID;
CREATE TABLE passages (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, json TEXT NOT NULL, vector BLOB NOT NULL
);
CREATE INDEX passages_by_source ON passages (source);
CREATE TABLE sentences (
    source TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (source, start)
) WITHOUT ROWID;
CREATE TABLE pointers (
    source TEXT NOT NULL, position INTEGER NOT NULL, document TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (source, position)
) WITHOUT ROWID;
CREATE TABLE counts (documents INTEGER NOT NULL, answers INTEGER NOT NULL, passages INTEGER NOT NULL, sentences INTEGER NOT NULL);
"""


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
                counts = counted(lambda query: int(self._connection.execute(query).fetchone()[0]))
                self._connection.execute("INSERT INTO counts VALUES (:documents, :answers, :passages, :sentences)", asdict(counts))
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
        (document.id, letter_date and letter_date.isoformat(), DOCUMENT.dump_json(document).decode()),
    )
    for table, names in _names(document).items():
        connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", [(name, document.id) for name in names])
    connection.executemany("INSERT INTO pointers VALUES (?, ?, ?, ?)", _pointers(document))
    connection.executemany(
        "INSERT INTO passages (id, source, json, vector) VALUES (?, ?, ?, ?)",
        [
            (passage.id, passage.source, PASSAGE.dump_json(passage).decode(), _packed(vector))
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


def _names(document: Document) -> dict[str, set[str]]:
    """Return what a letter says of itself, by table: as written, so that what a name means may be learned later."""
    numbers = {document.id, document.zaaknummer, *document.zaaknummers, document.aanhangselnummer}
    return {
        "roles": {person.role for person in document.answered_by},
        "parties": {asker.party for asker in document.askers if asker.party},
        "numbers": {number for number in numbers if number},
    }


def _pointers(document: Document) -> Iterator[tuple[str, int, str, int]]:
    """Yield for each number that an answer points to: its source, a place among its pointers, the Document and the number pointed to."""
    for answer in citable(document):
        numbers = ((one.document, number) for one in answer.verwijzingen if one.document is not None for number in one.numbers)
        yield from ((document.source_of(answer), place, target, number) for place, (target, number) in enumerate(numbers))


def _spans(document: Document) -> Iterator[tuple[str, Answer, Span]]:
    for answer in citable(document):
        for span in sentences(answer.text):
            yield document.source_of(answer), answer, span


def _packed(vector: Vector) -> bytes:
    return vector.astype("<f2").tobytes()
