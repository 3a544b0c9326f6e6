"""The words in which readers ask about the letters themselves, and which of them together ask what. Dutch, and the plainest English.

A vocabulary is closed: a question with a single word outside it ('de AP', 'gemeld', 'telecom') is about something in the letters, not
about the letters. So a new way of asking is added here, word by word. Knows no question and no store.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class About(StrEnum):
    """What a question wants to know of letters, of the collection, or of Kamerantwoord."""

    ASKERS = "askers"
    PARTIES = "parties"
    ANSWERED_BY = "answered_by"
    ASKED_ON = "asked_on"
    ANSWERED_ON = "answered_on"
    DURATION = "duration"
    """How long the answer took."""
    QUESTIONS = "questions"
    """How many questions a letter has."""
    WORDING = "wording"
    """What the members asked, in their words."""
    SUBJECT = "subject"
    NUMBER = "number"
    """The number by which parliament knows the letter."""
    WHERE = "where"
    """In which answer of which letter it stands."""
    HOW_KNOWN = "how_known"
    LIST = "list"
    MORE = "more"
    """The next letters of a list."""
    COUNT = "count"
    RANGE = "range"
    """From when till when the letters are."""
    SELF = "self"
    OWNER = "owner"
    """Who made it, or runs it."""
    PRIVACY = "privacy"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a question wants when it has a word of each kind needed, and no word that is of no kind named here."""

    about: About
    needs: tuple[frozenset[str], ...]
    """Kinds of words, one of each set: 'who|members' is a set of two."""
    may: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """One language's words and rules."""

    merged: tuple[tuple[re.Pattern[str], str], ...]
    """Several words that ask one thing, and the word that stands for them."""
    asides: re.Pattern[str]
    """What may stand before a question: 'kunt u mij vertellen'."""
    tail: re.Pattern[str]
    """Before the subject: 'over'."""
    words: Mapping[str, frozenset[str]]
    """Kind → words, folded."""
    rules: tuple[Rule, ...]
    """The first that fits counts."""


TOPIC = "topic"
"""The kind of what follows 'over'; a rule that does not name it leaves it out."""
FILTER = "filter"
"""The kind of words that became filters; any rule lets it be."""
AGAIN, AGAIN_ASKED, AGAIN_ANSWERED = "again", "again_asked", "again_answered"
"""The kinds of what the question before asked of letters, of their questions, of their answers; any rule lets them be."""
_ANY = f"fill {FILTER} {AGAIN} {AGAIN_ASKED} {AGAIN_ANSWERED}"
_MAY_HAVE_TOPIC = frozenset("askers parties answered_by asked_on answered_on duration questions number list count".split())


def kinds_of(words: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {kind: frozenset(listed.split()) for kind, listed in words.items()}


def rules_of(lines: str) -> tuple[Rule, ...]:
    """Read lines such as 'askers: who asked questions|this / aux office'; words that say nothing may stand in any question."""
    return tuple(map(_rule, lines.strip().splitlines()))


def _rule(line: str) -> Rule:
    about, _, rest = line.partition(":")
    needs, _, may = rest.partition("/")
    needed = tuple(frozenset(need.split("|")) for need in needs.split())
    always = f"{_ANY} {TOPIC}" if about.strip() in _MAY_HAVE_TOPIC else _ANY
    return Rule(about=About(about.strip()), needs=needed, may=frozenset(f"{may} {always}".split()).union(*needed))


def merged_as(*pairs: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b(?:{words})\b"), word) for words, word in pairs)
