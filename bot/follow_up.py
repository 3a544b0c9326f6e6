"""A question and the turns before it in; a question that stands on its own out. Needs no model; knows a little Dutch and English.

A question that leans on the turns before it ('Waarom niet?', 'Wie controleert dat dan?') is asked with the topic of the turn it leans
on behind it: 'Waarom niet? Over: verbod op losgeld'. One that names no more than another body, place or time ('En het kabinet?'), or
says what was meant ('Ik bedoel de RDI'), is the earlier question with that in its place. A question with a topic of its own is left
alone, and so is one that says it is about something else: a new subject is not dragged into the old.

It does not know what words mean: whether 'En hoe zit het met de kippen?' has left the letters is for another to say.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.following.dependence import leans, may_stray
from bot.following.ellipsis import put_in_place
from bot.following.openings import Does, Opening, opening
from bot.following.topic import is_english, phrases, stands_on, topic, words_of
from bot.prompt import label
from bot.records import Turn

FOLLOW_UP = "follow_up"
LONGEST_TOPIC = 12
"""Words that are carried over; the newest come first, so that a topic drifts with the conversation and never grows."""
_FEW = 4
"""Words of what 'Nee, de gemeente.' may say to be taken for a correction."""
_GOING_ON = re.compile(r"(?:(?:en|maar|of|and|but|or)(?: ook)?|hoe zit (?:het|dat) met|(?:what|how) about) ", re.IGNORECASE)


def stand_alone(question: str, history: Sequence[Turn], strays: Callable[[str], bool] = lambda question: False) -> str:
    """Return the question as it stands on its own; unchanged when it does already.

    `strays` says of a question that leans by nothing but its opening word whether it has left what the last turns were about.
    """
    earlier = [_Earlier.of(turn) for turn in history]
    # 'Komt er een wet?' is little to lean on, but better than nothing.
    earlier = [one for one in earlier if stands_on(one.understood)] or [one for one in earlier if topic(one.understood)]
    opened = opening(question)
    said = opened.rest
    if not earlier or not said or parted(question)[1]:
        return question
    if opened.does is Does.TURNS and topic(said):
        return said
    if opened.does is Does.MEANS and not opened.is_question:
        return _corrected(said, earlier[-1])
    if whole := _in_place(opened, earlier[-1]):
        return whole
    if opened.does is Does.DENIES and not opened.is_question and len(words_of(said)) <= _FEW:
        return _corrected(said, earlier[-1])
    if opened.does is not Does.MEANS and (not leans(said) or (may_stray(said) and strays(said))):
        return said
    return _about(said, _leaned_on(said, earlier))


def parted(understood: str) -> tuple[str, str]:
    """Return an understood question in two: what was asked, and the topic put behind it, '' for none."""
    for name in ("about", "about_english"):
        before, mark, after = understood.rpartition(f" {label(FOLLOW_UP, name, question='', topic='').strip()} ")
        if mark:
            return before, after
    return understood, ""


@dataclass(frozen=True, kw_only=True)
class _Earlier:
    """A question of an earlier turn as it was understood."""

    understood: str
    asked: str
    """Without the topic it borrowed itself."""
    borrowed: str

    @classmethod
    def of(cls, turn: Turn) -> "_Earlier":
        understood = turn.understood or turn.question
        asked, borrowed = parted(understood)
        return cls(understood=understood, asked=asked, borrowed=borrowed)


def _leaned_on(question: str, earlier: Sequence[_Earlier]) -> _Earlier:
    """Return the last turn with a word of the question's topic in it ('En dat losgeld dan?'); when none has one, the last."""
    own = _plain(question)
    return next((one for one in reversed(earlier) if own & _plain(one.understood)), earlier[-1])


def _in_place(opened: Opening, last: _Earlier) -> str | None:
    """Return the last question with what 'En het kabinet?' or 'Nee, de gemeente.' names in its place; None when it names no such thing."""
    going_on = _GOING_ON.match(opened.rest)
    if going_on is None and opened.does is not Does.DENIES:
        return None
    whole = put_in_place(last.asked, opened.rest[going_on.end() :] if going_on else opened.rest[:1].lower() + opened.rest[1:])
    return _with(whole, last.borrowed) if whole else None


def _corrected(meant: str, last: _Earlier) -> str:
    """Return the last question with what was meant in its place, or behind it."""
    part = meant if meant.split()[0].isupper() else meant[:1].lower() + meant[1:]
    whole = put_in_place(last.asked, part)
    return _with(whole, last.borrowed) if whole else _with(last.asked, ", ".join([part.rstrip("?.! "), *filter(None, [last.borrowed])]))


def _about(question: str, last: _Earlier) -> str:
    """Return the question with the topic of an earlier one behind it."""
    known, found = _plain(question), list[str]()
    for text in (last.asked, last.borrowed):
        found += phrases(text, without=known, most=LONGEST_TOPIC - len(topic(" ".join(found))))
        known |= _plain(text)
    return _with(question, ", ".join(found))


def _with(question: str, borrowed: str) -> str:
    if not borrowed:
        return question
    asked = question if question.endswith(("?", ".", "!", "…")) else f"{question}?"
    if is_english(question):
        return label(FOLLOW_UP, "about_english", question=asked, topic=borrowed)
    return label(FOLLOW_UP, "about", question=asked, topic=borrowed)


def _plain(text: str) -> set[str]:
    return {word.casefold() for word in topic(text)}
