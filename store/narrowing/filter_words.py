"""A question in, the words in it that name a ministry, a party, a period or a letter as the one whose answers are asked for, out.

Only where that cannot be mistaken. A year in a question is mostly that of the event asked about, which a later letter may answer: it
counts only where it says when letters were written ('antwoorden uit 2024') or when the government spoke ('wat zei de minister in
2024'). A ministry counts where it is asked, spoke or should act, not where it is talked about ('hoeveel vrouwen werken er bij het
ministerie van Defensie'). A party counts as asker only. Two of a kind are none: which one is meant cannot be told.
Dutch, and the plainest English; the ways of saying it are in `filter_grammar`. Knows the names, no store.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from store.letter.dates import vergaderjaar
from store.letter.publications import ZAAKNUMMER, aanhangsels
from store.narrowing import ministries, parties
from store.narrowing.filter_grammar import another_party, of_ministries, of_parties, of_periods
from store.narrowing.periods import DATED
from store.wording.flat import flat


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a question says, and where."""

    value: str
    """The name, the words of the period, or the number."""
    start: int
    """Offset in the question of the literal words that say it."""
    end: int


_FATE = re.compile(
    r"\b(?:ontslagen|aftreden|afgetreden|opstappen|opgestapt|vertrekken|vertrokken|vervolgd|benoemd|worden\s+vervangen|resign\w*)\b"
)
"""What befell a minister is told by others."""
_ASIDE = re.compile(
    r"(?:\b(?:mijn|onze|ons|hun|zijn|haar|uw|jouw|jullie|my|our|their|his|her|your)|\bop\s+(?:de|een|het)"
    r"|\b(?!(?:de|alle|welke|deze|die|recente|nieuwe|oude|laatste|zulke|officiele|andere|enige|the|are|some|those|these|more)\b)\w+e)\s+$"
)
"""Before 'brief' or 'antwoord': somebody else's letter, the letter that is answered, a kind of letter ('anonieme brieven')."""
_TO_ANOTHER = re.compile(r"\s+(?:aan|van|naar|voor|to|of|for)\s+(?!(?:de\s+)?(?:tweede\s+)?kamer\b|parliament)")
_ASKED_THEN = re.compile(r"\s+(?:(?:zijn|werden|is|heeft|hebben|door\s+[\w\s-]{1,40}?)\s+)*(?:gesteld|stelde|gevraagd|ingediend)\b")
_AND_ANOTHER = re.compile(
    r"\s*(?:,|\b(?:en|of|and|or)\b)\s*(?:(?:de|het|die|dat|the|that)\s+)?(?:minister|staatssecretaris|van|voor|state|of)\b"
)
_ABROAD = re.compile(r"\s+(?:van|in|uit|of)\s+(?:het\s+|de\s+|the\s+)?[A-Z]")
"""Read as written: 'de minister van Justitie van Duitsland'."""
_CASED = {"denk", "volt", "forum", "gl", "cu", "ln"}
"""Words that are a party only with a capital."""


def ministry(question: str, roles: Collection[str]) -> Said | None:
    """Return the ministry that is asked, spoke or should act. `roles` are the offices as the letters of the store write them."""
    plain = flat(question)
    if _FATE.search(plain):
        return None
    found = [
        Said(value=question[match.start("name") : match.end("name")], start=match.start("office"), end=match.end("name"))
        for pattern in of_ministries(frozenset(roles))
        for match in pattern.finditer(plain)
    ]
    if any(_AND_ANOTHER.match(plain, said.end) or _ABROAD.match(question, said.end) for said in found):
        return None
    return _only(found, {ministries.ministries(said.value) for said in found})


def party(question: str, known: Collection[str]) -> Said | None:
    """Return the party whose members asked. `known` are the parties as the letters of the store write them."""
    plain = flat(question)
    found = [
        (match, Said(value=question[match.start("party") : match.end("party")], start=match.start("words"), end=match.end()))
        for pattern in of_parties(frozenset(known))
        for match in pattern.finditer(plain)
    ]
    found = [(match, said) for match, said in found if match["party"] not in _CASED or said.value[:1].isupper()]
    if any(another_party(frozenset(known)).match(plain, match.end()) for match, _ in found):
        return None
    return _only([said for _, said in found], {parties.parties(said.value) for _, said in found})


def letters_of(question: str, roles: Collection[str], known: Collection[str]) -> Said | None:
    """Return the words of the period in which the letters asked for were written."""
    plain = flat(question)
    if not DATED.search(plain):
        return None
    matches = [match for pattern in of_periods(frozenset(roles), frozenset(known)) for match in pattern.finditer(plain)]
    found = [
        Said(value=question[match.start("period") : match.end("period")], start=match.start("period"), end=match.end("period"))
        for match in matches
        if _is_of_letters(plain, match)
    ]
    return _only(found, {" ".join(flat(said.value).split()) for said in found})


def _is_of_letters(plain: str, match: re.Match[str]) -> bool:
    """Say whether what a period stands beside are letters to parliament, and the period that of the answer."""
    noun = match.groupdict().get("noun")
    if noun is None:
        return True
    if noun.endswith("vragen") and not re.match(r"uit\b|van\b", match["period"]):
        return False
    if _ASKED_THEN.match(plain, match.end("period")):
        return False
    return not (_ASIDE.search(plain[: match.start("noun")]) or _TO_ANOTHER.match(plain, match.end("period")))


_NAMED = re.compile(r"(?:(?:zaak(?:nummer)?|document|kenmerk|(?:kamer)?brief|kamervragen|nummer|case|letter)\s*:?\s*)\Z", re.IGNORECASE)
_SHORT_AANHANGSEL = re.compile(
    r"\baanhangsel\s*(?:nr\.?|nummer)?\s*(?P<number>\d{1,4})\s*,?\s*(?:van|uit|of|from)?\s*(?:het\s+)?(?:vergaderjaar\s+)?\(?"
    r"(?P<first>(?:19|20)\d\d)\s?[-–/]\s?(?P<second>\d{4}|\d\d)(?!\d)\)?",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![\w-])doc-[0-9a-f]{10}(?![\w-])|\bzaak(?:nummer)?\s*:?\s*(?P<old>2\d{9})(?!\d)", re.IGNORECASE)


def document(question: str) -> Said | None:
    """Return the number under which a letter is named: zaaknummer, aanhangselnummer as 'ah-tk-20252026-1305', or id."""
    found = [
        Said(value=said.value, start=named.start() if (named := _NAMED.search(question, 0, said.start)) else said.start, end=said.end)
        for said in _numbers(question)
    ]
    return _only(found, {said.value for said in found})


def _numbers(question: str) -> Iterator[Said]:
    for match in ZAAKNUMMER.finditer(question.replace("z", "Z")):
        yield Said(value=match[1] + match[2], start=match.start(), end=match.end())
    lowered = re.sub(r"\bAH-(?=(?:TK-)?\d)(?:TK-)?", lambda match: match[0].lower(), question, flags=re.IGNORECASE)
    for named in aanhangsels(lowered):
        yield Said(value=named.name, start=named.start, end=named.end)
    for match in _SHORT_AANHANGSEL.finditer(question):
        if year := vergaderjaar(match["first"], match["second"]):
            yield Said(value=f"ah-tk-{year.replace('-', '')}-{match['number']}", start=match.start(), end=match.end())
    for match in _BARE.finditer(question):
        yield Said(value=match["old"] or match[0].lower(), start=match.start(), end=match.end())


def _only(found: list[Said], meant: Collection[object]) -> Said | None:
    """Return what was said when it is one thing, however often: its longest words."""
    return max(found, key=lambda said: (said.end - said.start, -said.start)) if len(meant) == 1 else None
