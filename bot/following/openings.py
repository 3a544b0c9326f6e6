"""A question in, what its first words do in the conversation out: thank, turn to something else, or say what was meant.

Knows phrases, no topic and no turns.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_THANKS = r"(?:heel )?(?:erg )?(?:hartelijk )?(?:dank(?: ?je| ?u)?(?: ?wel)?|bedankt|thanks|thank you)(?: hoor| very much| voor \w+ \w+)?"
_COURTESY = re.compile(
    rf"(?:{_THANKS}|oké|okay|ok|duidelijk|helder|begrepen|prima|mooi|fijn|goed|aha|ah|ja|no|yes|sorry|hallo|hoi|pardon|interessant)"
    r"(?:\s*[,.!;:–-]+\s*|\s+(?=(?:en|maar|dus|and|but)\b)|\W*$)",
    re.IGNORECASE,
)
_NO = re.compile(r"(?:nee|neen|no)\b[\s,.!;:–-]*", re.IGNORECASE)
_ELSE = re.compile(
    r"(?:nu |dan |nog |even )*(?:(?:iets|wat) (?:heel |totaal )?anders|(?:een |heel )*(?:andere|nieuwe|volgende) vraag"
    r"|(?:een )?(?:ander|nieuw) onderwerp|los daarvan|something else|(?:an?)? ?(?:other|new|different) (?:question|topic|subject))"
    r"(?:\s*[:,.;!…–-]+\s*|\s*$)",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"(?:(?:ik|daarmee|met \w+) bedoel(?:de)?(?: ik)?|i mean|i meant)(?: (?:eigenlijk|dus|meer|natuurlijk|niet))*[,:]?(?=\s)\s*",
    re.IGNORECASE,
)
_RATHER = re.compile(r"[^?.!]*\bmaar\s+(?=\S)", re.IGNORECASE)
_QUESTION = re.compile(
    r"(?:(?:aan|bij|door|in|met|op|sinds|tot|van|vanaf|voor) )?"
    r"(?:wie|wat|hoe|hoeveel|waar\w*|wanneer|welke?|of|who|what|how|where|why|when|which|whether)\b",
    re.IGNORECASE,
)


class Does(StrEnum):
    """What the first words of a question do."""

    ASKS = "asks"
    """Nothing but ask."""
    TURNS = "turns"
    """Turn to another subject: 'Iets anders: …'."""
    MEANS = "means"
    """Say what was meant before: 'Nee, ik bedoel de RDI'."""
    DENIES = "denies"
    """Open with no, which may say what was meant: 'Nee, de gemeente'."""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A question without its opening words."""

    does: Does
    rest: str
    """What is asked, with a capital; '' when nothing is left: thanks alone."""

    @property
    def is_question(self) -> bool:
        """Whether the rest asks something, and is not just the part that was meant."""
        return self.rest.endswith("?") or bool(_QUESTION.match(self.rest))


def opening(question: str) -> Opening:
    """Return what a question opens with and what is left of it."""
    said, denies = question, False
    while said and (found := _COURTESY.match(said) or _NO.match(said)) and found.end():
        denies |= found.re is _NO
        said = said[found.end() :]
    if meant := _MEANT.match(said):
        rest = said[meant.end() :]
        rather = _RATHER.match(rest) if " niet" in meant[0] or rest.casefold().startswith("niet ") else None
        return Opening(does=Does.MEANS, rest=_capital(rest[rather.end() :] if rather else rest))
    if other := _ELSE.match(said):
        return Opening(does=Does.TURNS, rest=_capital(said[other.end() :]))
    return Opening(does=Does.DENIES if denies else Does.ASKS, rest=_capital(said) if said != question else question)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
