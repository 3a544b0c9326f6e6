"""The replies of a run as they stand on disk, in the shape that others build on (`bot/wire.py`); fields we do not score are let be."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.records import Status
from store.errors import InputError

REPLIES, CASES, RUN = "replies.jsonl", "cases.jsonl", "run.json"


class RunUnreadable(InputError):
    """A folder does not hold a run that can be scored."""


class _Saved(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Citation(_Saved):
    """A source and the span of its answer that carries a sentence: `answer[start:end] == quote`, when all is well."""

    source: str
    quote: str
    start: int
    end: int


class Sentence(_Saved):
    """A sentence the reader was shown."""

    text: str
    verdict: Literal["literal", "shortened", "reworded"]
    citations: tuple[Citation, ...]


class Source(_Saved):
    """An answer as it was shown."""

    id: str
    document: str
    numbers: tuple[int, ...]
    origin: str
    question: str
    """The member's words."""
    answer: str
    """The government's words."""


class Notice(_Saved):
    """Something the reader was told about the reply."""

    text: str
    code: str = ""


class Withheld(_Saved):
    """A draft the gate refused."""

    text: str


class Timings(_Saved):
    """Milliseconds since the question was asked; None for what did not happen."""

    first_sentence: float | None = None
    total: float | None = None


class Reply(_Saved):
    """What the bot said."""

    status: Status
    understood: str = ""
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    notices: tuple[Notice, ...]
    withheld: tuple[Withheld, ...]
    timings: Timings
    about: str = "content"
    """What was asked about: 'content', 'letters' or 'kamerantwoord'; the last two are told in notices."""


class Row(_Saved):
    """What came of one case: a reply, or the error that took its place."""

    id: str
    reply: Reply | None
    error: str | None
    plain: Reply | None = None
    """The reply to the same question without the attack, where the case has one."""
    raw: str = ""
    """The whole line, to search for what may stand nowhere."""


def load(folder: Path) -> dict[str, Row]:
    """Read the replies of a run, by the id of their case; raise RunUnreadable naming the file and the line."""
    path = folder / REPLIES
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise RunUnreadable(f"{folder} holds no run: {REPLIES} cannot be read. Make one with `kamerantwoord eval run`.") from error
    # A run that was killed may end in half a line: that case then counts as one without a reply.
    whole = [(number, line) for number, line in enumerate(lines[:-1], 1) if line.strip()]
    rows = [_row(path, number, line) for number, line in whole]
    return {row.id: row for row in rows}


def _row(path: Path, number: int, line: str) -> Row:
    try:
        return Row.model_validate_json(line).model_copy(update={"raw": line})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        message = f"{path}, line {number}: {where}: {first['msg']}. Make the run again with `kamerantwoord eval run`."
        raise RunUnreadable(message) from error
