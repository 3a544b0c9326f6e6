"""Paths in, the letters to build out, each once and under an id of its own; what was left out with the reason.

The letters themselves stay on disk (`letters.py`): what is held in memory of each is a few hundred bytes. Knows nothing about search.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from store.errors import DocumentUnreadable
from store.letters import Letters, key_of, parser_version
from store.read import LetterFile, find
from store.recognise import FORMATS, Format
from store.records import Document, Flag, Kind, Unreadable
from store.refer import Register, referred
from store.same import Text, same_letter
from store.workers import Workers

Tell = Callable[[int, int, str], None]
"""Told how many files are read, of how many, and which one now."""
_FIRST: tuple[Kind, ...] = ("answer", "deferral", "questions", "other")
"""Of Documents that share an id, the first of these keeps it: a reader who follows a zaaknummer wants the answer."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What is remembered of a letter while others are read."""

    key: bytes
    """Its place in `Letters`."""
    path: str
    origin: str
    format: Format
    id: str
    kind: Kind
    answered_on: date | None
    flags: int
    answers: int
    digest: str
    """Of its text; 12 hexadecimal digits."""
    shares_id: str | None = None
    """Origin of another letter of the same kind that has the same id by its own text."""


@dataclass(frozen=True, kw_only=True)
class Duplicate:
    """A file that holds a letter that another file holds as well, and better."""

    path: str
    same_as: str
    """Path of the file that was taken."""


@dataclass(kw_only=True)
class Gathered:
    """The letters of a build, in the order of their files, and what is not among them."""

    letters: Sequence[Letter]
    unreadable: tuple[Unreadable, ...]
    duplicates: tuple[Duplicate, ...]
    flagged: int = field(default=0)
    """Documents with at least one flag; counted while they are read."""
    _kept: Letters

    def __len__(self) -> int:
        return len(self.letters)

    def fingerprint(self) -> str:
        """Return a digest of all that the Documents are made of: the same letters give the same Documents."""
        found = hashlib.sha256(parser_version().encode())
        for letter in self.letters:
            found.update(letter.key + f"{letter.origin}\n{letter.id}\n{letter.shares_id}\n".encode())
        return found.hexdigest()

    def unreferred(self) -> Iterator[Document]:
        """Yield the Documents without their verwijzingen, one at a time."""
        return map(self._document, self.letters)

    def documents(self) -> Iterator[Document]:
        """Yield the Documents with their verwijzingen, one at a time."""
        register = Register()
        for document in self.unreferred():
            register.add(document)
        self.flagged = 0
        for letter in self.letters:
            document = referred(self._document(letter), register)
            self.flagged += bool(document.flags)
            yield document

    def _document(self, letter: Letter) -> Document:
        outcome = self._kept.read(letter.key, letter.origin)
        assert not isinstance(outcome, str)
        document = replace(outcome[1], id=letter.id)
        if letter.shares_id is None:
            return document
        message = f"Another letter, {letter.shares_id}, has the same number and another text; this one is kept as {letter.id}."
        return replace(document, flags=(*document.flags, Flag(code="id_shared", message=message)))


def gather(paths: Sequence[Path], kept: Letters, tell: Tell) -> Gathered:
    """Read what there is under paths, and say which letters it holds; raise DocumentUnreadable when it holds none."""
    collection = _Collection(kept)
    of = sum(1 for _ in find(paths))
    with Workers() as workers:
        files = _files(find(paths), kept, collection)
        for done, (file, outcome) in enumerate(workers.outcomes(files), 1):
            if file.key and outcome is not None:
                kept.keep(file.key, file.origin, outcome)
            if file.key:
                collection.add(file.key, file.path, file.origin)
            tell(min(done, of), of, file.path)
    if not collection.groups:
        reasons = " ".join(f"{left_out.path}: {left_out.reason}" for left_out in collection.unreadable[:3])
        raise DocumentUnreadable(f"No letter could be read, so nothing was built. {reasons or 'There was no file to read.'}")
    letters, duplicates = collection.chosen()
    left_out = sorted(collection.unreadable, key=lambda each: each.path)
    return Gathered(letters=letters, unreadable=tuple(left_out), duplicates=duplicates, _kept=kept)


@dataclass(frozen=True, kw_only=True)
class _File:
    path: str
    origin: str
    key: bytes | None
    """None for a file whose bytes could not be had."""


def _files(found: Iterator[LetterFile | Unreadable], kept: Letters, collection: "_Collection") -> Iterator[tuple[_File, str, bytes | None]]:
    """Yield each file with its bytes, or with None when they need not be read again."""
    pending: set[bytes] = set()
    for file in found:
        if isinstance(file, Unreadable):
            collection.unreadable.append(file)
            yield _File(path=file.path, origin=file.path, key=None), "", None
            continue
        try:
            data = file.load()
        except DocumentUnreadable as error:
            collection.unreadable.append(Unreadable(path=file.path, reason=str(error)))
            yield _File(path=file.path, origin=file.origin, key=None), "", None
            continue
        key = key_of(file.origin, data)
        known = key in pending or kept.known(key)
        pending.add(key)
        yield _File(path=file.path, origin=file.origin, key=key), file.origin, None if known else data


class _Collection:
    """The letters read so far; those that are one letter are together."""

    def __init__(self, kept: Letters) -> None:
        self._kept = kept
        self._by_key: dict[int, list[int]] = defaultdict(list)
        self.groups: list[list[Letter]] = []
        self.unreadable: list[Unreadable] = []

    def add(self, key: bytes, path: str, origin: str) -> None:
        """Add a file that was read to the letter it is of."""
        outcome = self._kept.read(key, origin)
        if isinstance(outcome, str):
            self.unreadable.append(Unreadable(path=path, reason=outcome))
            return
        format, document = outcome
        if document.kind == "other" and not document.answers:
            reason = "a letter without answers: nothing in it is written as 'Vraag 1' and 'Antwoord op vraag 1'."
            self.unreadable.append(Unreadable(path=path, reason=reason))
            return
        text = Text(document)
        letter = Letter(
            key=key,
            path=path,
            origin=origin,
            format=format,
            id=document.id,
            kind=document.kind,
            answered_on=document.answered_on,
            flags=len(document.flags),
            answers=len(document.answers),
            digest=text.digest[:12],
        )
        self._place(letter, text)

    def chosen(self) -> tuple[list[Letter], tuple[Duplicate, ...]]:
        """Return the better source of each letter, under ids of their own, and the others with what they are the same as."""
        best = [min(group, key=_worth) for group in self.groups]
        duplicates = [
            Duplicate(path=letter.path, same_as=chosen.path)
            for group, chosen in zip(self.groups, best, strict=True)
            for letter in group
            if letter is not chosen
        ]
        return _with_own_ids(best), tuple(duplicates)

    def _place(self, letter: Letter, text: Text) -> None:
        keys = list(text.keys())
        for number in dict.fromkeys(number for key in keys for number in self._by_key[key]):
            first = self.groups[number][0]
            outcome = self._kept.read(first.key, first.origin)
            assert not isinstance(outcome, str)
            if letter.key == first.key or same_letter(text, Text(outcome[1]), same_format=letter.format == first.format):
                self.groups[number].append(letter)
                break
        else:
            number = len(self.groups)
            self.groups.append([letter])
        for key in keys:
            if number not in self._by_key[key]:
                self._by_key[key].append(number)


def _worth(letter: Letter) -> tuple[int, int, int, str]:
    """What makes a file the better source of a letter: lowest first."""
    return FORMATS.index(letter.format), letter.flags, -letter.answers, letter.path


def _with_own_ids(letters: list[Letter]) -> list[Letter]:
    """Return the letters, each under an id that no other has; it depends on its own text, so that it is the same in every build."""
    by_id: dict[str, list[Letter]] = defaultdict(list)
    for letter in letters:
        by_id[letter.id].append(letter)
    own: dict[bytes, Letter] = {}
    taken = set(by_id)
    for id, sharing in by_id.items():
        first, *others = sorted(sharing, key=lambda each: (_FIRST.index(each.kind), each.answered_on or date.max, each.digest, each.path))
        own[first.key] = replace(first, shares_id=_rival(first, sharing))
        for other in others:
            new = next(name for end in (other.digest[:6], other.digest, other.key.hex()) if (name := f"{id}-{end}") not in taken)
            taken.add(new)
            own[other.key] = replace(other, id=new, shares_id=_rival(other, sharing))
    return [own[letter.key] for letter in letters]


def _rival(letter: Letter, sharing: Sequence[Letter]) -> str | None:
    """Return another letter of the same kind with the same id; a deferral and its answer share one by right."""
    return next((other.origin for other in sharing if other is not letter and other.kind == letter.kind), None)
