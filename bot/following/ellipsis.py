"""An earlier question and what a reader puts in the place of a part of it in; the whole new question out: 'En het kabinet?'

'Wat vindt de AP van het datalek?' followed by 'En het kabinet?' asks 'Wat vindt het kabinet van het datalek?'. Only where one part of
the earlier question is of the same kind and number is anything replaced; else there is no new question, and nothing is guessed.
Knows no turns and no letters.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.following.topic import is_body, is_topic

_TOKEN = re.compile(r"[\w’'-]*\w(?:\.\w+)*|[^\w\s]")
_PREPOSITIONS = frozenset("aan bij binnen buiten door in met na namens naar onder op over tegen uit van vanaf via volgens voor".split())
_PREPOSITIONS |= frozenset("by for from in of on with".split())
_ARTICLES = frozenset("de het een dit deze die mijn onze the a an".split())
_WHICH_TIME = frozenset("dit vorig volgend afgelopen komend".split())
_TIMES = frozenset("jaar kwartaal weekend voorjaar najaar".split())
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 3
"""Words of a part that is no name."""


class _Kind(StrEnum):
    TIME = "time"
    BODY = "body"
    BODIES = "bodies"
    NAME = "name"
    NUMBER = "number"
    THING = "thing"


@dataclass(frozen=True, kw_only=True)
class _Part:
    """A part of a question that another may take the place of; offsets count characters of the question."""

    kind: _Kind
    preposition: str
    """Lower case; '' for none."""
    start: int
    """Of the article or the first word, behind the preposition."""
    end: int
    article: bool


def put_in_place(earlier: str, instead: str) -> str | None:
    """Return the earlier question with `instead` ('het kabinet', 'in Amsterdam') in the place of its like; None when that is not plain."""
    whole = instead.strip().rstrip("?.! ")
    part = next(_parts(whole), None)
    # All of what is put in place must be one part: a verb behind it asks something else.
    if part is None or part.end != len(whole) or whole[: part.start].casefold().strip() != part.preposition:
        return None
    alike = [
        other for other in _parts(earlier) if other.kind is part.kind and (not part.preposition or other.preposition == part.preposition)
    ]
    if len(alike) != 1 or not _is_plain(earlier, part, alike[0]):
        return None
    replaced = f"{earlier[: alike[0].start]}{whole[part.start :]}{earlier[alike[0].end :]}"
    return replaced if replaced.casefold() != earlier.casefold() else None


def _is_plain(earlier: str, part: _Part, other: _Part) -> bool:
    """Whether the one may stand where the other stands."""
    if part.kind is _Kind.THING:
        return bool(part.preposition)
    if part.kind is _Kind.BODY and part.article != other.article:
        # 'een gehackt bedrijf': what stands between article and noun would be left behind.
        return False
    if part.kind is _Kind.NAME and not part.preposition:
        # 'Wat vindt het kabinet van Gaza?' – 'En Frankrijk?' is about the cabinet's place.
        return not any(found.kind in (_Kind.BODY, _Kind.BODIES) for found in _parts(earlier))
    return True


def _parts(question: str) -> Iterator[_Part]:
    tokens = list(_TOKEN.finditer(question))
    at = 0
    while at < len(tokens):
        preposition = tokens[at][0].casefold() if tokens[at][0].casefold() in _PREPOSITIONS else ""
        first = at + bool(preposition)
        words = [token[0] for token in tokens[first:]]
        found = _measured(words, opens=first == 0, bare=not preposition)
        if found is None:
            at += 1
            continue
        kind, length = found
        last = first + length - 1
        article = words[0].casefold() in _ARTICLES
        yield _Part(kind=kind, preposition=preposition, start=tokens[first].start(), end=tokens[last].end(), article=article)
        at = last + 1


def _measured(words: list[str], *, opens: bool, bare: bool) -> tuple[_Kind, int] | None:
    """Return what kind of part these words begin with and how many it takes; `opens` when they open the sentence."""
    if not words:
        return None
    if _YEAR.fullmatch(words[0]):
        return _Kind.TIME, 1
    if words[0].casefold() in _WHICH_TIME and len(words) > 1 and words[1].casefold() in _TIMES:
        return _Kind.TIME, 2
    article = words[0].casefold() in _ARTICLES
    rest = words[article:]
    if not rest:
        return None
    if is_body(rest[0], many=True):
        return _Kind.BODIES, article + 1
    if is_body(rest[0], many=False) and (article or not rest[0].isupper()):
        return _Kind.BODY, article + 1
    if names := _run(rest, lambda word: word[:1].isupper()):
        # The first word of a question has a capital whatever it is.
        return (_Kind.NAME, article + names) if not opens or len(words) == article + names else None
    if any(char.isdigit() for char in rest[0]):
        return _Kind.NUMBER, article + 1
    things = _run(rest, is_topic)
    return (_Kind.THING, article + things) if things and things <= _LONGEST and not bare else None


def _run(words: list[str], holds: Callable[[str], bool]) -> int:
    return next((place for place, word in enumerate(words) if not holds(word)), len(words))
