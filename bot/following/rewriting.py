"""A follow-up and the turns before it in; one question that says the same on its own, in a model's wording, out, when it can be trusted.

A model only words what is known already: its question keeps every word of the one asked that means something, and takes others only
from the turn it leans on and the subject of that turn's letters. Anything else, and any failure, leaves what stands without a model.
It gets PATIENCE seconds at most, and one that was too slow is left alone for a while. Knows no grammar and no store.
"""

import re
import time
from collections.abc import Collection, Sequence
from typing import Any, Protocol

from bot.errors import WriterFailed
from bot.follow_up import parted
from bot.following.openings import opening
from bot.following.topic import is_compound, is_english, words_of
from bot.judging.intent import intent
from bot.prompt import fill
from bot.records import Turn
from bot.screen import Screened, screen
from bot.settings import BotSettings
from store.analyse import folded, stems, tokens

PATIENCE = 4.0
"""Seconds that a reply may wait for the wording of its question."""
_REST, _LONGEST_REST = 30.0, 3_600.0
"""Seconds that a model is left alone after it was too slow: twice as long each time."""
_MOST_TOKENS = 96
_LONGEST = 240
"""Characters of a question that is still short."""
_TURNS = 2
"""Earlier turns that the model reads."""
_CUT = 300
_ALIKE = 4
"""Letters of a root that may stand for several forms of a word, at least."""
_DOUBLE = re.compile(r"([a-z])\1")
_ENDING = re.compile(r"(?:en|te|de|ten|den|es|e|t|d|s)$")
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"question": {"type": "string"}},
    "required": ["question"],
    "additionalProperties": False,
}
_ASKING = frozenset("wie wat hoe hoeveel waar waarom wanneer welk welke who what how where why when which".split())
_DENYING = frozenset("niet geen nooit niemand niets nergens zonder not no never none nothing without".split())
_NORMS = frozenset(
    "mag mogen moet moeten kan kunnen zou zouden zal zullen wil willen hoeft alleen may must should can will would only".split()
)


class Filling(Protocol):
    """What fills a schema: the chat model."""

    def filled(self, system: str, user: str, schema: dict[str, Any], *, most_tokens: int) -> Any:
        """Return a value that keeps to the schema; raise WriterFailed."""


class Rewriter:
    """Words follow-ups with one model; it remembers how slow the model was, and nothing of what was asked."""

    def __init__(self, settings: BotSettings, model: Filling | None = None) -> None:
        """`model` takes the place of the one that the settings name; it must keep to PATIENCE itself."""
        self._settings, self._model = settings, model
        self._rest = _REST
        self._rests_until = 0.0

    def rewritten(self, question: str, understood: str, turns: Sequence[Turn], subjects: Sequence[str] = ()) -> str:
        """Return the question in the model's words, or as it is `understood` without a model when those cannot be trusted.

        A question that stands on its own, or was made whole without a model, is not put to it. `subjects` are those of the letters
        that the last turn was answered from.
        """
        leans = understood != question and parted(understood)[1] and turns
        if not leans or time.monotonic() < self._rests_until or not (model := self._filling()):
            return understood
        try:
            value = model.filled(fill("rewrite"), _asked(question, turns, subjects), _SCHEMA, most_tokens=_MOST_TOKENS)
        except WriterFailed as failure:
            if failure.code in ("timeout", "endless"):
                self._rests_until, self._rest = time.monotonic() + self._rest, min(2 * self._rest, _LONGEST_REST)
            return understood
        self._rest = _REST
        said = " ".join(str(value["question"]).split())
        return said if is_faithful(said, question, [understood, turns[-1].question, turns[-1].understood, *subjects]) else understood

    def _filling(self) -> Filling | None:
        """Return the model, None when there is none to ask."""
        if self._model is None and self._settings.writer != "quote":
            from bot.chat_model.available import available

            if available(self._settings).ok:
                from bot.chat_model.model import Model

                return Model(self._settings, silence=PATIENCE, deadline=PATIENCE)
        return self._model


def is_faithful(said: str, question: str, known: Sequence[str]) -> bool:
    """Return whether one question says what another asked: all its words, and of others only those of texts that are known."""
    asked, screened = opening(question).rest, screen(said)
    if not isinstance(screened, Screened) or screened.question != said or not _is_one_short_question(said):
        return False
    if is_english(said) != is_english(asked):
        return False
    kept, new = _content(asked), _content(said)
    borrowed = set().union(*map(_content, known)) if known else set()
    added = {word for word in new if not _among(word, kept)}
    return (
        all(_among(word, new) for word in kept)
        and all(_among(word, borrowed) for word in added)
        and bool(added)
        and _numbers(said) <= _numbers(" ".join([asked, *known]))
        and _says_as_much(said, asked, known)
    )


def _asked(question: str, turns: Sequence[Turn], subjects: Sequence[str]) -> str:
    earlier = "\n".join(f"- {(turn.understood or turn.question)[:_CUT]}" for turn in turns[-_TURNS:])
    return fill("rewrite_question", earlier=earlier, subject="; ".join(subjects)[:_CUT] or "-", question=question[:_CUT])


def _is_one_short_question(said: str) -> bool:
    return said.endswith("?") and said.count("?") == 1 and len(said) <= _LONGEST and not any(mark in said for mark in '.!;:<>{}[]"')


def _says_as_much(said: str, asked: str, known: Sequence[str]) -> bool:
    """Whether the small words that turn a meaning are the same: what is asked for, whether it is denied, what may or must be."""
    there, before = _plain(said), _plain(asked)
    if not before & _ASKING <= there or bool(before & _DENYING) > bool(there & _DENYING):
        return False
    added = (there - before) & (_DENYING | _NORMS)
    # 'Waarom niet?' may become 'Waarom komt er geen verbod?'
    return added <= set().union(*map(_plain, known)) | (_DENYING if before & _DENYING else set())


def _content(text: str) -> set[str]:
    """Return the words of a text that mean something, folded."""
    return {word for word in intent(text).words if not is_compound(word)}


def _among(word: str, others: Collection[str]) -> bool:
    """Whether one of the others is the same word, inflected or not."""
    return any(other == word or stems(other) == stems(word) or _root(other) == _root(word) for other in others)


def _root(word: str) -> str:
    """Return what forms of one Dutch word share: 'betalen', 'betaalt' and 'betaald' are 'betal'; a short word is its own root."""
    root = _ENDING.sub("", _DOUBLE.sub(r"\1", word))
    return root if len(root) >= _ALIKE else word


def _numbers(text: str) -> set[str]:
    return {token for token in tokens(text) if any(char.isdigit() for char in token)}


def _plain(text: str) -> set[str]:
    return {folded(word) for word in words_of(text)}
