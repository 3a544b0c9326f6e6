"""A question about letters in, the same question with its filters where they can be read out: 'Welke brieven zijn er uit 2024?'.

What narrows a search is read where it stands beside what it narrows ('brieven uit 2024', 'vragen van de VVD'). In a question for letters
it mostly stands at the end, or is the one who asked. Only a question for letters is turned, so that no other is read otherwise by it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.letters.about import LONGEST, LetterQuestion, about_letters
from bot.letters.vocabulary import About
from store.catalogue import Catalogue
from store.filters import Kind, from_question, without

MOST_TURNS = 2
"""Filters that are put in place."""
_NOUN = re.compile(r"\b(?:(?:kamer)?brieven|(?:kamer)?vragen|letters|questions)\b", re.IGNORECASE)
_TAIL = re.compile(
    r"\s+(?P<tail>(?:(?:gesteld|ingediend|geschreven|gestuurd|asked|written)\s+)?"
    r"(?P<link>uit|van|in|sinds|vanaf|na|tot|voor|door|from|since|by|of)\s+(?P<rest>[^?.!]+))(?P<end>[?.!]*)$",
    re.IGNORECASE,
)
_ASKED_BY = re.compile(
    r"^(?P<before>.*?)\s+(?P<said>(?:stelden?|heeft|hebben)\s+(?P<who>(?:de |het )?[^\s?.!]+(?: (?:voor|van) de [^\s?.!]+)?))"
    r"(?:\s+gesteld)?"
    r"(?P<after>\s+(?:over|rond|inzake|uit|in|sinds|vanaf)\s.*|\s*[?.!]*)$",
    re.IGNORECASE,
)
_OF_OFFICE = re.compile(r"^(?:(?:het|de)\s+)?(?:ministerie|departement)\s+(?:van|voor)\s+", re.IGNORECASE)
_YEAR = re.compile(r"(?:het jaar\s+)?(?:19|20)\d\d\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class ForLetters:
    """A question about letters, with what it says to narrow them by."""

    asked: LetterQuestion
    text: str
    """The question, its filters where they can be read."""
    moved: tuple[str, ...] = ()
    """The literal words of the question that were put elsewhere."""
    page: int = 0
    """How many pages of the list it asks for were shown already."""


def wanted_of(question: str, earlier: Sequence[str], catalogue: Catalogue, today: date) -> ForLetters | None:
    """Return what a question wants of letters after the questions before it; 'Toon meer' wants the next page of the list before it."""
    before = list[ForLetters | None]()
    for one in earlier:
        before.append(for_letters(one, catalogue, today, _asked(before)))
    wanted = for_letters(question, catalogue, today, _asked(before))
    if wanted is None or wanted.asked.about != (About.MORE,):
        return wanted
    page = _pages(before)
    found = before[-page] if page else None
    return replace(found, page=page) if found else None


def _asked(before: Sequence[ForLetters | None]) -> LetterQuestion | None:
    last = before[-1] if before else None
    return last.asked if last else None


def _pages(before: Sequence[ForLetters | None]) -> int:
    """Return how many pages of a list the last questions asked for, with nothing between them; 0 when there is no list."""
    for shown, one in enumerate(reversed(before), start=1):
        about = one.asked.about if one else ()
        if About.LIST in about:
            return shown
        if about != (About.MORE,):
            return 0
    return 0


def for_letters(question: str, catalogue: Catalogue, today: date, after: LetterQuestion | None = None) -> ForLetters | None:
    """Return what a question wants of letters; None when it is about something in them. `today` is what 'vorig jaar' counts from.

    `after` is the question before it, when that was about letters.
    """
    if after is not None and (asked := about_letters(question, after=after)):
        return ForLetters(asked=asked, text=question)
    return _tried(question, (), catalogue, today)


def _tried(text: str, moved: tuple[str, ...], catalogue: Catalogue, today: date) -> ForLetters | None:
    known, words = from_question(text, catalogue, today)
    asked = about_letters(_bare(text, words), narrowed=bool(words))
    if asked is not None:
        return ForLetters(asked=asked, text=text, moved=moved)
    if len(moved) == MOST_TURNS:
        return None
    for turned in _turned(text, words.values()):
        # Only what is then read as one more filter is worth turning.
        if len(from_question(turned.text, catalogue, today)[0].named()) > len(known.named()):
            found = _tried(turned.text, (*moved, turned.words), catalogue, today)
            if found is not None:
                return found
    return None


def _bare(text: str, words: Mapping[Kind, str]) -> str:
    """Return a question without what became filters; of an office, its name only."""
    rest = without(text, words)
    party = words.get("party")
    return rest.replace(party, " ") if party and party in rest else rest


@dataclass(frozen=True, kw_only=True)
class _Turned:
    text: str
    words: str


def _turned(text: str, filters: Iterable[str]) -> Iterator[_Turned]:
    """Yield the question with what may be a filter put behind the letters it is about, or behind the `filters` there, longest first."""
    noun = _NOUN.search(text)
    if noun is None or len(text.split()) > LONGEST:
        return
    place = max([noun.end(), *(text.find(words) + len(words) for words in filters if words in text)])
    for at in (match.start() for match in re.finditer(r"\s+", text[place:])):
        if match := _TAIL.match(text, place + at):
            for words in _readings(match["link"].lower(), match["rest"]):
                yield _Turned(text=f"{text[:place]} {words}{text[place : match.start()]}{match['end']}", words=match["tail"])
    if (asked := _ASKED_BY.match(text)) and noun.end() <= asked.end("before"):
        yield _Turned(text=f"{asked['before']} van {asked['who']} zijn er gesteld{asked['after']}", words=asked["said"])


def _readings(link: str, rest: str) -> Iterator[str]:
    """Yield the ways to say a filter beside a noun: 'uit 2024', 'van de VVD', 'van het ministerie van Defensie'."""
    if link == "in" and _YEAR.match(rest):
        yield f"uit {rest}"
    elif link in ("van", "door"):
        yield f"van {rest}"
        yield f"van de minister van {_OF_OFFICE.sub('', rest)}"
    else:
        yield f"{'from' if link in ('by', 'of') else link} {rest}"
