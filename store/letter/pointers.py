"""The text of an answer in, where it points out: 'Zie het antwoord op vraag 2', 'bij de vorige vraag', 'Idem'; knows no Document.

A form counts only with the words around it that make it a pointer: 'de in vraag 2 genoemde brief' is the member's question, not an answer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from store.letter.headings import numbers_in

Direction = Literal["before", "previous", "next", "after", "letter"]


@dataclass(frozen=True, kw_only=True)
class Pointer:
    """Words of an answer that point to other answers."""

    start: int
    """Offset in the answer's text."""
    end: int
    numbers: tuple[int, ...] = ()
    """Question numbers it names; empty when it points relatively."""
    direction: Direction | None = None
    """'before' and 'after' mean all answers on that side, or as many as `count` says; 'letter' means the answers of another letter."""
    count: int | None = None


_WORDS = {"één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10, "elf": 11}
_WORDS |= {"twaalf": 12, "een": 1}
_ORDINALS = {word: n for n, word in enumerate("eerste tweede derde vierde vijfde zesde zevende achtste negende tiende".split(), 1)}
_ORDINALS |= {"elfde": 11, "twaalfde": 12, "dertiende": 13, "veertiende": 14, "vijftiende": 15}

_UNIT = (
    r"(?!\s*(?:%|procent|miljoen|miljard|duizend|euro|jaar|maanden|weken|dagen|uur|keer|x\b|km|kilo|meter"
    r"|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|gemeenten|mensen|personen))"
)
_DIGITS = r"(?<![\d.,])\d{1,3}(?:[a-h]\b|\s?\([a-h]\)|\.[a-h]\b|\s[a-h](?=\s*(?:[.,;)]|en\b|$)))?(?!\d|[.,]\d)" + _UNIT
_NUMBER = rf"(?:{_DIGITS}|(?:één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|een(?=\s*(?:[.,;)]|en\s+(?:twee|drie)|$)))\b)"
_QUESTIONS = r"(?:sub|deel|onderdeel\s+van\s+|Kamer)?vra(?:ag|gen)"
_JOIN = (
    r"(?:\s*,\s*(?:en\s+|of\s+)?|\s+(?:en|of|alsmede|alsook|evenals|als|respectievelijk|resp\.)\s+|\s*[&+/]\s*|\s+en(?=\d)"
    r"|\s*(?:-|–|—|t/m|tm|tot\s+en\s+met)\s*|\s+(?=\d{1,3}\s*(?:,|en\b|&)))"
)
_LIST = rf"(?P<numbers>{_NUMBER}(?:{_JOIN}(?:(?:op|bij|de)\s+)*(?:{_QUESTIONS}\s*)?{_NUMBER})*)"
_SEE = r"(?:\bzie\s+(?:(?:ook|verder|tevens|hiervoor|daarvoor|hierover|eveneens|verder\s+ook|hiervoor\s+ook)\s+)?)?"
_OUR = r"(?:\b(?:het|de|mijn|ons|onze|dit)\s*)?(?:(?:eerdere|gezamenlijke|bovenstaande|gegeven|gecombineerde)\s+)?"
_ANSWER = r"(?:\bantwoord(?:en)?|(?<=het)antwoord|\bbeantwoording(?:en)?|\breactie|\btoelichting)"
_HERE = r"(?:\s*(?:hierboven|hiervoor|hieronder|zoals|gegeven|verstrekt|dat|die|ik|wij|reeds|al|eerder|heb|hebben|gaf|gegeven|is|zijn))*"
_TO = r"\s*(?:op|bij|van|onder|aan|in|uit|over)?\s*(?:(?:de|mijn|uw|het|beide)\s+)?"
_SAID = (
    r"(?:aangegeven|toegelicht|beantwoord|gemeld|uiteengezet|uitgelegd|opgemerkt|geantwoord|ingegaan|vermeld|gezegd|uitgewerkt|besproken)"
)
_ASKED = r"(?!\s*(?:al\s+|ook\s+|reeds\s+)?(?:genoemd|bedoeld|gesteld|gevraagd|beschreven|aangehaald|opgenomen|verwezen|gerefereerd))"
_FILLER = r"(?:(?:reeds|al|is|zijn|heb|ik|hierboven|eerder|ook|wordt|werd|hebben|wij|we|uitgebreid|uitvoerig|nader)\s+){0,4}"
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)}|\d{{1,2}}(?:e|de|ste))"
_BACK = r"(?:voorgaande|bovenstaande|voorafgaande|vorige|bovengenoemde|voornoemde)"
_COUNT = r"(?:(?P<count>twee|drie|vier|vijf|zes|zeven|acht|negen|tien|\d{1,2})\s+)?"
_COUNT_AFTER = _COUNT.replace("count", "count2")
_EARLIER = rf"(?:{_BACK}|(?<=de\s)eerdere)"
_NEXT = r"(?:volgende|navolgende|onderstaande|hiernavolgende|hierna\s+volgende|hieropvolgende|hierop\s+volgende|eerstvolgende)"

_NUMBERED = (
    rf"{_SEE}{_OUR}{_ANSWER}{_HERE}{_TO}{_QUESTIONS}\s*(?:nrs?\.?\s*|nummers?\s*)?{_LIST}",
    rf"{_SEE}{_OUR}(?:\bantwoord(?:en)?|\bbeantwoording)\s+(?:(?:nr\.?|nummer|onder|bij)\s+)?{_LIST}",
    rf"{_SEE}{_OUR}\bantwoord(?:en)?\s+op\s+{_LIST}(?=\s*(?:[.,;:)]|$))",
    rf"\bzie\s+(?:(?:ook|verder|tevens|hiervoor|daarvoor|onder|bij|ad|sub|de|naar|mijn|uw)\s+)*{_QUESTIONS}\s*{_LIST}",
    rf"\bzie\s+(?:(?:ook|verder|tevens)\s+)?(?:onder|bij|ad|sub)\s+{_LIST}(?=\s*(?:[.,;:)]|$))",
    rf"\bverwij\w+\b[^.;?!]{{0,60}}?\bnaar\s+(?P<span>(?:de\s+)?{_QUESTIONS}\s*{_LIST})",
    rf"\b(?:bij|onder)\s+(?:de\s+)?{_QUESTIONS}\s*{_LIST}{_ASKED}",
    rf"\bonder\s+{_LIST}\s+{_FILLER}{_SAID}",
    rf"\b(?:in|op)\s+(?:de\s+)?{_QUESTIONS}\s*{_LIST}\s+{_FILLER}{_SAID}",
    rf"\b{_SAID}\s+(?:in|op|bij|onder)\s+(?:de\s+)?{_QUESTIONS}\s*{_LIST}",
    rf"\b(?:samenhang|tezamen|samen|gelijktijdig|gecombineerd)\s+met\s+(?:de\s+)?(?:beantwoording\s+van\s+)?{_QUESTIONS}\s*{_LIST}",
)
_IN_WORDS = (
    rf"{_SEE}{_OUR}{_ANSWER}\s*(?:op|bij|van|onder)\s+(?:(?:de|uw|mijn)\s+)?(?P<ordinals>{_ORDINAL}(?:(?:\s*,\s*(?:en\s+)?|\s+en\s+){_ORDINAL})*)"
    rf"\s+(?:{_COUNT}){_QUESTIONS}\b(?!\s+(?:is|luidt|kan|kunnen))",
    rf"\bzie\s+(?:(?:ook|onder|bij)\s+)*(?:de|uw|mijn)\s+(?P<ordinals>{_ORDINAL})\s+{_QUESTIONS}\b",
)
_RELATIVE: tuple[tuple[Direction, str], ...] = (
    (
        "before",
        rf"{_SEE}{_OUR}{_ANSWER}{_TO}(?:al\s+)?(?:{_COUNT}{_EARLIER}\s+|{_BACK}\s+{_COUNT_AFTER})vragen\b",
    ),
    ("before", rf"\b(?:bij|onder|zie)\s+(?:de\s+)?{_BACK}\s+{_COUNT}vragen\b{_ASKED}"),
    ("before", rf"{_SEE}(?:\b(?:de|mijn|onze|al\s+mijn)\s+)?\b{_BACK}\s+{_COUNT}antwoorden\b"),
    ("before", rf"{_SEE}(?:\b(?:de|mijn|onze)\s+)?\bantwoorden\s+(?:hierboven|hiervoor)\b"),
    ("previous", rf"{_SEE}{_OUR}{_ANSWER}{_TO}(?:{_BACK}|eerdere)\s+vraag\b"),
    ("previous", rf"\b(?:bij|onder|zie|zie\s+ook)\s+(?:de\s+)?{_BACK}\s+vraag\b{_ASKED}"),
    ("previous", rf"{_SEE}(?:\b(?:het|mijn|ons)\s+)?\b(?:{_BACK}|vorig|voorgaand|bovenstaand|voorafgaand)\s+(?:antwoord|beantwoording)\b"),
    ("previous", rf"{_SEE}(?:\b(?:het|mijn|ons)\s+)?\bantwoord\s+(?:hierboven|hiervoor)\b(?!\s+op)"),
    ("next", rf"{_SEE}{_OUR}{_ANSWER}{_TO}{_NEXT}\s+vraag\b"),
    ("next", rf"\b(?:bij|onder|zie|zie\s+ook)\s+(?:de\s+)?{_NEXT}\s+vraag\b{_ASKED}"),
    (
        "next",
        rf"(?:\bzie\s+(?:ook\s+|verder\s+)?|\bin\s+|\bnaar\s+)(?:(?:het|mijn|ons)\s+)?(?:hierop\s+|hierna\s+)?(?:{_NEXT}|onderstaand)\s+antwoord\b",
    ),
    ("next", rf"{_SEE}(?:\b(?:het|mijn|ons)\s+)?\bantwoord\s+(?:hieronder|hierna)\b(?!\s+op)"),
    ("after", rf"{_SEE}{_OUR}{_ANSWER}{_TO}{_NEXT}\s+{_COUNT}vragen\b"),
    (
        "letter",
        rf"{_SEE}{_OUR}{_ANSWER}\s+(?:op|van)\s+(?:(?:de|uw|eerdere|recente|schriftelijke)\s+)*(?:Kamer)?vragen(?=\s+(?:van|door|gesteld\s+door)\s+(?:het\s+lid|de\s+leden)\b)",
    ),
    ("after", rf"(?:\bzie\s+(?:ook\s+)?|\bin\s+|\bnaar\s+)(?:(?:de|mijn|onze)\s+)?{_NEXT}\s+{_COUNT}antwoorden\b"),
)
_YES = r"(?:(?:ja|nee|neen)\b[,.;:\s]*)?"
_ALONE: tuple[tuple[Direction | None, str], ...] = (
    (None, rf"{_YES}(?P<span>zie\s+(?:ook\s+)?{_LIST})\s*\.?\s*"),
    ("previous", rf"{_YES}(?P<span>idem|zie\s+(?:hier\s?)?boven|zie\s+hiervoor|zie\s+vorige?)\s*\.?\s*"),
    ("previous", r"(?P<span>idem)\s*[.,;].*"),
    ("next", rf"{_YES}(?P<span>zie\s+hieronder|zie\s+onder|zie\s+hierna)\s*\.?\s*"),
)
"""What points only as a whole answer: 'Ja, zie boven.'"""
_OF_NUMBERS = [re.compile(pattern, re.IGNORECASE) for pattern in _NUMBERED]
_OF_ORDINALS = [re.compile(pattern, re.IGNORECASE) for pattern in _IN_WORDS]
_OF_PLACES = [(direction, re.compile(pattern, re.IGNORECASE)) for direction, pattern in _RELATIVE]
_OF_WHOLES = [(direction, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for direction, pattern in _ALONE]
_ANCHOR = re.compile(r"vra(?:ag|gen)|antwoord|\bzie\b|\bonder\s+\d", re.IGNORECASE)
_BEFORE, _AFTER = 120, 240
"""Characters around an anchor in which a pointer lies: the patterns are many, and most text is far from any of these words."""
_FOR_THE_ANSWER = re.compile(r"\bvoor\s+(?:(?:het|de|een|mijn)\s+)?\Z", re.IGNORECASE)


def pointers(text: str) -> list[Pointer]:
    """Return the pointers in a text, in order; where two overlap, the one that starts first, then the longest."""
    kept: list[Pointer] = []
    for pointer in sorted(_found(text), key=lambda one: (one.start, -one.end)):
        if not kept or pointer.start >= kept[-1].end:
            kept.append(pointer)
    return kept


def names_what_is_answered(text: str, pointer: Pointer) -> bool:
    """Say whether a pointer only says which answer it is about: 'Voor het antwoord op vraag 3 verwijs ik naar …'."""
    return bool(
        _FOR_THE_ANSWER.search(text, max(0, pointer.start - 40), pointer.start)
        or re.match(r"voor\b", text[pointer.start : pointer.end], re.IGNORECASE)
    )


def _found(text: str) -> Iterator[Pointer]:
    for direction, pattern in _OF_WHOLES:
        if match := pattern.fullmatch(text):
            yield _pointer(match, direction)
    for start, end in _stretches(text):
        for pattern in _OF_NUMBERS:
            yield from (_pointer(match, None) for match in pattern.finditer(text, start, end))
        for pattern in _OF_ORDINALS:
            for match in pattern.finditer(text, start, end):
                yield Pointer(start=match.start(), end=match.end(), numbers=_counted(match))
        for direction, pattern in _OF_PLACES:
            yield from (_pointer(match, direction) for match in pattern.finditer(text, start, end))


def _stretches(text: str) -> list[tuple[int, int]]:
    """Return the parts of a text in which a pointer can be, (start, end), none touching another."""
    found: list[tuple[int, int]] = []
    for match in _ANCHOR.finditer(text):
        start, end = max(match.start() - _BEFORE, 0), match.end() + _AFTER
        if found and start <= found[-1][1]:
            start = found.pop()[0]
        found.append((start, end))
    return found


def _pointer(match: re.Match[str], direction: Direction | None) -> Pointer:
    groups = match.groupdict()
    start, end = match.span("span" if "span" in groups else 0)
    numbers = _numbers(groups["numbers"]) if groups.get("numbers") else ()
    return Pointer(start=start, end=end, numbers=numbers, direction=direction, count=_cardinal(groups.get("count") or groups.get("count2")))


def _numbers(words: str) -> tuple[int, ...]:
    """Return the numbers of a list, in digits or in words: '2a, 3 en vraag 5', 'twee tot en met vier'."""
    digits = re.sub(r"[^\W\d_]+", lambda match: str(_WORDS.get(match[0].lower(), match[0])), words)
    return numbers_in(re.sub(rf"(?:(?:op|bij|de)\s+)*{_QUESTIONS}\s*", "", digits, flags=re.IGNORECASE))


def _counted(match: re.Match[str]) -> tuple[int, ...]:
    """Return the numbers of 'de tweede en derde vraag', or of 'de eerste drie vragen'."""
    words = re.findall(r"\w+", match["ordinals"].lower())
    numbers = [_ORDINALS.get(word) or int(re.sub(r"\D", "", word) or 0) for word in words if word != "en"]
    count = _cardinal(match.groupdict().get("count"))
    if count and numbers == [1]:
        return tuple(range(1, count + 1))
    return tuple(number for number in numbers if number)


def _cardinal(word: str | None) -> int | None:
    if word is None:
        return None
    return int(word) if word.isdecimal() else _WORDS.get(word.lower())
