"""How a model points at sentences: evidence in, prompt and schema out; the model's JSON in, Drafts and a Proposal out.

Knows no network and no framework. The model sees a token for each sentence (s1, s2, …) and answers with tokens out of an enum of
exactly those, so that it cannot invent or misquote a source. What it wants to leave out of a sentence is for the gate to judge.
Only sentences that may be shown are offered: reading is what costs time on a CPU. Its status comes last: the reader waits for the
first sentence, and nothing waits for the status.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json

from bot.chat_model.model import reckoned
from bot.checking import may_show
from bot.drafts import Candidate, Draft, Evidence, Proposal
from bot.errors import WriterFailed
from bot.prompt import fill, label
from bot.records import Status

MOST_SENTENCES = 16
"""Candidates that travel."""
MOST_ITEMS = 8
"""Sentences a model may point at."""
MOST_TEXT = 320
"""Characters of a wording; a shortening is shorter than the sentence it shortens."""
MOST_READ = 2_600
"""Size of the whole prompt by `reckoned`: some 3,700 characters, at most about 1,500 tokens to a small English vocabulary (smollm2,
measured), about 1,000 to a large one."""
MOST_QUESTION, MOST_SENTENCE = 800, 400
"""Of the question and of one sentence; a sentence cut for the prompt is still pointed at as a whole."""
SHORT_ANSWER = 60
"""Characters below which an answer is shown with the question it answers."""
STATUSES = (Status.ANSWERED, Status.ANSWERED_PARTLY, Status.DECLINED, Status.RELATED, Status.NO_SOURCE)
"""What a model may propose; a refusal or a failure is not its to declare."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """What a model is asked: the texts it reads and the schema it must fill."""

    system: str
    user: str
    tokens: tuple[str, ...]
    """The candidates that fitted, best first."""

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON schema of the reply; Ollama writes required properties first, in this order, and adds no others."""
        text, token = {"type": "string", "maxLength": MOST_TEXT}, {"type": "string", "enum": list(self.tokens)}
        item = {"type": "object", "properties": {"s": token, "text": text}, "required": ["s"], "additionalProperties": False}
        properties = {
            "items": {"type": "array", "items": item, "maxItems": MOST_ITEMS},
            "status": {"type": "string", "enum": [str(status) for status in STATUSES]},
        }
        return {"type": "object", "properties": properties, "required": ["items", "status"], "additionalProperties": False}


def instructions() -> str:
    """Return what a model reads first, the same for every question: Ollama's prefix cache keeps it."""
    return fill("write", most=MOST_ITEMS)


def task(question: str, evidence: Evidence) -> Task:
    """Return the task for a model, with as many of the best candidates as fit; without tokens when there is nothing to point at.

    What is fixed comes first and the question last, so that Ollama's prefix cache serves what it has read before.
    """
    system, question = instructions(), _cut(question, MOST_QUESTION)
    room = MOST_READ - reckoned(system) - reckoned(fill("write_question", sentences="", question=question))
    lines, tokens = [], []
    offered = [candidate for candidate in evidence.candidates if may_show(candidate, evidence)]
    for candidate in offered[:MOST_SENTENCES]:
        line = _line(candidate, evidence)
        room -= reckoned(line) + 1
        if room < 0:
            break
        lines.append(line)
        tokens.append(candidate.token)
    return Task(system=system, user=fill("write_question", sentences="\n".join(lines), question=question), tokens=tuple(tokens))


class Pointed:
    """The model's JSON as it streams in: gives each part once, as soon as it cannot change any more.

    Holds the text so far and what was given; one for each reply.
    """

    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens = frozenset(tokens)
        self._text = ""
        self._taken = 0
        self._given: set[str] = set()

    def feed(self, delta: str) -> Iterator[Proposal | Draft]:
        """Take the next piece and yield the items it completes; raise WriterFailed 'bad_json' or 'bad_schema'."""
        before = len(self._text)
        self._text += delta
        if not self._text.strip():
            return
        # Half a value tells whether it is worth to go on; that an item is complete is told by its own closing brace.
        _items(_parsed(self._text, partial=True))
        for end in range(len(self._text), before, -1):
            if self._text[end - 1] == "}" and (found := _closed(self._text[:end])) is not None:
                yield from self._drafts(_items(found))
                return

    def end(self) -> Iterator[Proposal | Draft]:
        """Yield what was left, and the status, when the model is done; raise WriterFailed when that is not a whole reply."""
        found = _parsed(self._text, partial=False)
        yield from self._drafts(_items(found))
        if "status" not in found or "items" not in found:
            raise _bad_schema("it has no status or no items")
        yield Proposal(status=_status(found["status"]))

    def _drafts(self, items: list[Any]) -> Iterator[Draft]:
        for item in items[self._taken :]:
            self._taken += 1
            draft = self._draft(item)
            if draft.token not in self._given:
                self._given.add(draft.token)
                yield draft

    def _draft(self, item: Any) -> Draft:
        token, text = (item.get("s"), item.get("text")) if isinstance(item, dict) else (None, None)
        if not isinstance(token, str) or token not in self._tokens:
            raise _bad_schema("it points at a sentence that was not offered")
        if not (text is None or isinstance(text, str)):
            raise _bad_schema("a text in it is no text")
        return Draft(token=token, text=" ".join(text.split()) or None if text else None)


def _line(candidate: Candidate, evidence: Evidence) -> str:
    """One line for one sentence: what would break it off, such as a line break in a letter, becomes a space."""
    text = _cut(candidate.text, MOST_SENTENCE)
    source = next((source for source in evidence.sources if source.id == candidate.source), None)
    if source and source.question and candidate.start == 0 and len(candidate.text) < SHORT_ANSWER:
        asked = _cut(source.question, MOST_SENTENCE // 2)
        return label("write_lines", "short_answer", token=candidate.token, text=text, question=asked)
    return label("write_lines", "sentence", token=candidate.token, text=text)


def _cut(text: str, most: int) -> str:
    """The text on one line, cut after the last word that fits."""
    words = text.split()
    kept: list[str] = []
    for word in words:
        most -= reckoned(word) + 1
        if most < 0:
            break
        kept.append(word)
    return " ".join(kept) + ("" if len(kept) == len(words) else "…")


def _parsed(text: str, *, partial: bool) -> Any:
    try:
        return from_json(text, allow_partial=partial)
    except ValueError:
        # The parser's message holds the text, which may hold the question.
        raise WriterFailed("bad_json", "The model wrote something that is no JSON; try another chat model.") from None


def _closed(text: str) -> Any:
    """Return the value when all that `text` still lacks is the end of its list and of itself; None when a brace did not end an item."""
    try:
        return from_json(text + "]}")
    except ValueError:
        return None


def _items(found: Any) -> list[Any]:
    if not isinstance(found, dict):
        raise _bad_schema("it is no object")
    items = found.get("items", [])
    if not isinstance(items, list):
        raise _bad_schema("its items are no list")
    return items


def _status(value: Any) -> Status:
    try:
        status = Status(value)
    except ValueError:
        raise _bad_schema("its status is unknown") from None
    if status not in STATUSES:
        raise _bad_schema("its status is not the model's to give")
    return status


def _bad_schema(why: str) -> WriterFailed:
    return WriterFailed("bad_schema", f"The model's reply is not what was asked for: {why}; try another chat model.")
