"""SQLite in, Documents, passages and sentence vectors out: the full text, for showing sources and as proof that nothing was lost.

Opened read-only, may be shared between threads; `catalogue_writer.py` makes the file. Knows nothing about search.
"""

import hashlib
import json
import sqlite3
import weakref
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import quote

import numpy as np
from pydantic import TypeAdapter, ValidationError

from store.counts import Counts, counted
from store.embed import Vector
from store.errors import SourceUnknown, StoreDamaged
from store.record_json import DOCUMENT, PASSAGE
from store.records import Answer, Document, Passage
from store.sentences import Span

_CONTENTS = (
    "SELECT id, json FROM documents ORDER BY position",
    "SELECT name, document FROM roles ORDER BY name, document",
    "SELECT name, document FROM parties ORDER BY name, document",
    "SELECT name, document FROM numbers ORDER BY name, document",
    "SELECT id, json, vector FROM passages ORDER BY position",
    'SELECT source, start, "end", vector FROM sentences ORDER BY source, start',
)
_PEOPLE = ("askers", "answered_by")
_ASKED = 500
"""Passages asked for in one query."""
_REMEMBERED = 64
"""Documents kept in memory once they were read."""
_MAPPED = 1 << 40
"""Bytes of the file that are mapped into memory instead of read; SQLite takes as many as it was made to, two gigabytes as a rule."""
_Record = TypeVar("_Record", Document, Passage)


class Catalogue:
    """The catalogue of one generation, opened for reading."""

    def __init__(self, path: Path) -> None:
        """Open a finished catalogue; raise StoreDamaged when it is not one."""
        self._path = path
        # Nobody ever writes to it again, so no lock is taken and a read-only disk will do.
        address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
        try:
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._connection.execute(f"PRAGMA mmap_size={_MAPPED}")
        except sqlite3.Error as error:
            raise self._damaged(error) from error
        self._finalizer = weakref.finalize(self, self._connection.close)
        self._remembered: dict[str, Document] = {}
        counts = next(self._rows("SELECT documents, answers, passages, sentences FROM counts"), None)
        if counts is None:
            raise self._damaged(ValueError("it was never finished"))
        self.counts = Counts(**dict(zip(("documents", "answers", "passages", "sentences"), counts, strict=True)))
        first, last = next(self._rows("SELECT min(letter_date), max(letter_date) FROM documents"))
        self.first: date | None = date.fromisoformat(first) if first else None
        """Date of the earliest letter that has one."""
        self.last: date | None = date.fromisoformat(last) if last else None
        """Date of the latest letter that has one."""

    def documents(self) -> Iterator[Document]:
        """Yield every Document, in the order it was built in."""
        for (text,) in self._rows("SELECT json FROM documents ORDER BY position"):
            yield self._read(DOCUMENT, text)

    def document(self, id: str) -> Document:
        """Return a Document; raise SourceUnknown saying what to do."""
        if id in (remembered := self._remembered):
            return remembered[id]
        for (text,) in self._rows("SELECT json FROM documents WHERE id = ?", id):
            document = self._read(DOCUMENT, text)
            # A search comes to the same letters again and again; forgotten together, so that threads need no lock.
            if len(remembered) >= _REMEMBERED:
                self._remembered = remembered = {}
            remembered[id] = document
            return document
        raise SourceUnknown(f"The store has no document {id!r}: `uv run kamerantwoord show` lists what it has.")

    def source(self, source: str) -> tuple[Document, Answer]:
        """Return the Document and the Answer that '<document>/<number>' names; raise SourceUnknown saying what to do."""
        id, slash, number = source.rpartition("/")
        if not slash:
            raise SourceUnknown(f"{source!r} names no answer: write <document>/<number>, such as 2026Z03908/3.")
        document = self.document(id)
        # An answer is cited by its first number, even where a joint answer before it claims that number too.
        answer = next((answer for answer in document.answers if document.source_of(answer) == source), None)
        if answer is None and number.isdecimal() and len(number) < 9:
            answer = document.answer_to(int(number))
        if answer is None:
            known = ", ".join(str(n) for answer in document.answers for n in answer.numbers) or "none"
            raise SourceUnknown(f"Document {id} has no answer {number!r}; it has: {known}. `uv run kamerantwoord show {id}` shows them.")
        return document, answer

    @cached_property
    def roles(self) -> frozenset[str]:
        """Every office under which a letter of the store was answered, as the letters write it."""
        return frozenset(name for (name,) in self._rows("SELECT DISTINCT name FROM roles"))

    @cached_property
    def parties(self) -> frozenset[str]:
        """Every party of which a member asked, as the letters write it."""
        return frozenset(name for (name,) in self._rows("SELECT DISTINCT name FROM parties"))

    @cached_property
    def people(self) -> frozenset[str]:
        """The name of every member who asked and every minister who answered, as the letters write it."""
        named = " UNION ".join(f"SELECT one.value ->> 'name' FROM documents, json_each(documents.json, '$.{role}') one" for role in _PEOPLE)
        return frozenset(name for (name,) in self._rows(named) if name)

    def dated(self, since: date | None, until: date | None) -> frozenset[str]:
        """Return the ids of the letters of a period, both days included; a letter without a date is of no period."""
        first, last = since.isoformat() if since else "", until.isoformat() if until else "9999-12-31"
        return frozenset(id for (id,) in self._rows("SELECT id FROM documents WHERE letter_date BETWEEN ? AND ?", first, last))

    def latest(self, limit: int, *, skip: int = 0, among: Collection[str] | None = None) -> list[str]:
        """Return the ids of letters, newest first, those without a date last; `among`: ids of those that count."""
        counted = "" if among is None else "WHERE id IN (SELECT value FROM json_each(?))"
        values = () if among is None else (json.dumps(sorted(among)),)
        query = f"SELECT id FROM documents {counted} ORDER BY letter_date DESC, id DESC LIMIT ? OFFSET ?"
        return [id for (id,) in self._rows(query, *values, limit, skip)]

    def answered_by(self, roles: Collection[str]) -> frozenset[str]:
        """Return the ids of the letters that were answered under one of these offices, or on behalf of one."""
        return self._named("roles", roles)

    def asked_by(self, parties: Collection[str]) -> frozenset[str]:
        """Return the ids of the letters that a member of one of these parties asked for."""
        return self._named("parties", parties)

    def numbered(self, number: str) -> frozenset[str]:
        """Return the ids of the letters that bear a number: their id, a zaaknummer or an aanhangselnummer."""
        return self._named("numbers", (number,))

    def sentences(self, source: str) -> list[tuple[Span, Vector]]:
        """Return the spans of an Answer's sentences, in order, with their vectors (d,); raise SourceUnknown."""
        document, answer = self.source(source)
        rows = self._rows('SELECT start, "end", vector FROM sentences WHERE source = ? ORDER BY start', document.source_of(answer))
        return [(Span(start, end), _unpacked(vector)) for start, end, vector in rows]

    def sentence_vectors(self, source: str) -> Vector:
        """Return the vectors (n, d) of the sentences of an Answer, by the id under which it is cited; none when it is unknown."""
        rows = [vector for (vector,) in self._rows("SELECT vector FROM sentences WHERE source = ? ORDER BY start", source)]
        return _unpacked(b"".join(rows)).reshape(len(rows), -1) if rows else np.zeros(0, dtype=np.float32)

    def sentences_of(self, sources: Sequence[str]) -> tuple[list[str], Vector]:
        """Return of every sentence of some Answers the source it stands in, and its vector (n, d); none for what is unknown."""
        query = f"SELECT source, vector FROM sentences WHERE source IN ({','.join('?' * len(sources))}) ORDER BY source, start"
        rows = list(self._rows(query, *sources))
        found = _unpacked(b"".join(vector for _, vector in rows))
        return [source for source, _ in rows], found.reshape(len(rows), -1) if rows else np.zeros((0, 0), dtype=np.float32)

    def pointers(self, source: str) -> list[tuple[str, int]]:
        """Return the Documents and question numbers that an Answer points to, in the order it names them; they need not be there."""
        return list(self._rows("SELECT document, number FROM pointers WHERE source = ? ORDER BY position", source))

    def passages(self) -> Iterator[Passage]:
        """Yield every Passage, in the order of their Documents."""
        for (text,) in self._rows("SELECT json FROM passages ORDER BY position"):
            yield self._read(PASSAGE, text)

    def passage(self, id: str) -> Passage:
        """Return a Passage; raise SourceUnknown saying what to do."""
        for (text,) in self._rows("SELECT json FROM passages WHERE id = ?", id):
            return self._read(PASSAGE, text)
        raise SourceUnknown(f"The store has no passage {id!r}: `uv run kamerantwoord show` lists what it has.")

    def passages_named(self, ids: Sequence[str]) -> Iterator[Passage]:
        """Yield Passages in the order of their ids, fetched together and read one by one; raise SourceUnknown."""
        query = f"SELECT id, json FROM passages WHERE id IN ({','.join('?' * len(ids))})"
        texts = dict(self._rows(query, *ids))
        for id in ids:
            yield self._read(PASSAGE, texts[id]) if id in texts else self.passage(id)

    def passages_of(self, source: str) -> list[Passage]:
        """Return the Passages that an Answer was cut into, in order; empty when the source is unknown."""
        return [self._read(PASSAGE, text) for (text,) in self._rows("SELECT json FROM passages WHERE source = ? ORDER BY position", source)]

    def passage_vectors(self) -> Iterator[tuple[str, Vector]]:
        """Yield the id of every passage with the vector (d,) it was given, in half precision: what the index must agree with."""
        for id, vector in self._rows("SELECT id, vector FROM passages ORDER BY position"):
            yield id, _unpacked(vector)

    def vectors_of(self, ids: Sequence[str]) -> Vector:
        """Return the vectors (n, d) of passages, in the order of their ids, in half precision; raise StoreDamaged."""
        found: dict[str, Vector] = {}
        for start in range(0, len(ids), _ASKED):
            asked = ids[start : start + _ASKED]
            query = f"SELECT id, vector FROM passages WHERE id IN ({','.join('?' * len(asked))})"
            found.update((id, _unpacked(vector)) for id, vector in self._rows(query, *asked))
        try:
            return np.array([found[id] for id in ids], dtype=np.float32)
        except KeyError as missing:
            raise StoreDamaged(f"The catalogue {self._path} has no passage {missing}: run `uv run kamerantwoord build`.") from missing

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

    def counted(self) -> Counts:
        """Count what the catalogue holds, which reads all of it; `counts` is what its writer counted."""
        return counted(lambda query: int(next(self._rows(query))[0]))

    def _named(self, table: Literal["roles", "parties", "numbers"], names: Collection[str]) -> frozenset[str]:
        query = f"SELECT document FROM {table} WHERE name IN (SELECT value FROM json_each(?))"
        return frozenset(id for (id,) in self._rows(query, json.dumps(sorted(names))))

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


def _unpacked(blob: bytes) -> Vector:
    return np.frombuffer(blob, dtype="<f2").astype(np.float32)
