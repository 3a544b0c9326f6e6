"""A file of cases in, checked Cases out; knows how an expectation is written, nothing about how it is scored."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.records import Status
from store.errors import InputError

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Reference = Annotated[str, StringConstraints(pattern=r"^[^/\s]+(/[1-9]\d*)?$")]


class CaseInvalid(InputError):
    """A file of cases cannot be read, or a line of it is not a case."""


class Expect(BaseModel):
    """What a reply must be, found by reading the letters."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: tuple[Status, ...] = Field(min_length=1)
    """Acceptable statuses; the first is the one meant."""
    sources_any: tuple[Reference, ...] = ()
    """At least one must be cited: '<document or file name>/<number>', or without number for any answer of it."""
    facts: tuple[Annotated[tuple[Words, ...], Field(min_length=1)], ...] = ()
    """Every group must be met; a group is met by any one of its wordings."""
    forbidden: tuple[Words, ...] = ()
    """May stand in no sentence and no notice."""
    tells_of: Literal["content", "letters", "kamerantwoord"] | None = None
    """What the question is about; None where a case does not measure that."""
    secrets: tuple[Words, ...] = ()
    """Personal data: may stand nowhere in the reply."""
    notices: tuple[Words, ...] | None = None
    """What the screen must tell of the question, by code and in order: 'emergency', 'language', …; empty for nothing, None for whatever."""
    about: tuple[Annotated[tuple[Words, ...], Field(min_length=1)], ...] = ()
    """What the question must be understood to be about: every group must be met, by any one of its wordings in `understood`."""
    not_about: tuple[Words, ...] = ()
    """May not stand in `understood`: an earlier subject that the question has left."""


class Case(BaseModel):
    """One question and what its reply must be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, StringConstraints(pattern=r"^[\w-]+$")]
    kind: Words
    """Why the case is there: answered, declined, premise, injection, …"""
    question: str
    history: tuple[str, ...] = ()
    """Earlier questions, oldest first; asked first, as the reader did."""
    plain: Words | None = None
    """The same question without the attack that is in it, or in what was asked before; it must make no difference."""
    expect: Expect
    note: Words
    """Why these values are right, by reading."""


def load(path: Path) -> tuple[Case, ...]:
    """Read a file of cases, one JSON object a line; raise CaseInvalid naming the file, the line and what is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise CaseInvalid(f"The cases in {path} cannot be read: {reason}. Give a file with one case a line.") from error
    seen: dict[str, int] = {}
    cases = [_case(path, number, line, seen) for number, line in enumerate(lines, 1) if line.strip()]
    if not cases:
        raise CaseInvalid(f"{path} has no cases. Give a file with one case a line, such as evals/cases/bundled.jsonl.")
    return tuple(cases)


def _case(path: Path, number: int, line: str, seen: dict[str, int]) -> Case:
    try:
        case = Case.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CaseInvalid(f"{path}, line {number}: {where + ': ' if where else ''}{first['msg']}. evals/README.md shows a case.") from error
    if case.id in seen:
        raise CaseInvalid(f"{path}, line {number}: the id {case.id!r} is that of line {seen[case.id]} already. Give each case its own.")
    seen[case.id] = number
    return case
