"""The names of ministries and parties in, the ways in which a question says that it is their letters it asks for out, as patterns.

All are for a text made flat. What they find still has to be judged: `filter_words` does that.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from store.narrowing import ministries, parties
from store.narrowing.periods import PERIOD
from store.wording.flat import flat

Patterns = tuple[re.Pattern[str], ...]
"""Each finds one way of saying it, in groups with a name."""


_THE = r"(?:(?:de|het|onze|deze|een|the|our)\s+)(?:(?:huidige|nieuwe|vorige|toenmalige|verantwoordelijke|demissionaire?)\s+)?"
_ACTS = (
    r"(?:gaat|gaan|ging|kan|kon|wil|wilde|zal|zou|moet|moest|mag|heeft|had|doet|deed|neemt|nam|komt|kwam|laat|liet|ziet|zag|vindt|vond|deelt|erkent"
    r"|weet|wist|kent|steunt|onderschrijft|acht|overweegt|onderzoekt|blijft|geeft|gaf|houdt|hield|maakt|maakte|stelt|stelde|denkt|dacht|meent"
    r"|verwacht|beloofde|belooft|stuurde|did|does|do|has|will|would|can|could|should)"
)
_SAYS = (
    r"(?:zei|zeiden|zegt|zeggen|schreef|schreven|schrijft|antwoordde|antwoordden|antwoordt|meldde|meldden|meldt|vond|vonden|verklaarde|reageerde"
    r"|says?|said|wrote|answered|replied)"
)
_SAID = r"(?:gezegd|geantwoord|geschreven|gemeld|laten\s+weten|verklaard|meegedeeld|gereageerd|say|said|write|written|answer|answered)"
_READY = r"(?:bereid|voornemens|van\s+plan|van\s+mening|bekend|op\s+de\s+hoogte|eens|het\s+met|tevreden|bezorgd|willing|aware|prepared)"
_LITTLE = r"(?:(?:nu|dan|nou|eigenlijk|ook|al|er|daar|hier|toen|nog|hierover|daarover|ons)\s+){0,2}"
_WORDS_OF = (
    r"(?:antwoord(?:en)?|beantwoording|(?:kamer)?brie(?:f|ven)|reacties?|mening|standpunt|oordeel|visie|opvatting|uitspraken?|uitleg|verklaring"
    r"|answers?|letters?|repl(?:y|ies)|opinion)"
)
_LETTERS = r"(?:(?:kamer)?brie(?:f|ven)|antwoord(?:en)?|beantwoording(?:en)?|(?:kamer)?vragen|letters?|answers?|replies)"
_PERSON = r"(?:minister|staatssecretaris)\s+(?!van\s+[a-z]+\s+(?:en|over)\b|voor\b)(?:(?:van|de|der|den|ten|ter|in|'t)\s+){0,2}[a-z'-]+"
"""'Minister Van Weel'."""
_GROUP = r"(?:(?:de|het|the)\s+)?(?:(?:fractie|kamerleden|kamerlid|leden|lid|members?)\s+(?:van|of)\s+(?:(?:de|het|the)\s+)?)?"


@lru_cache(maxsize=8)
def of_ministries(roles: frozenset[str]) -> Patterns:
    """Return the ways in which a minister is asked, spoke or should act: groups 'office' ('minister') and 'name' ('Justitie').

    `roles` are offices that a store knows, besides those that everybody knows.
    """
    return _compiled(form for minister in _ministers(_ministry_names(roles)) for form in _asked_ministries(minister))


@lru_cache(maxsize=8)
def of_parties(known: frozenset[str]) -> Patterns:
    """Return the ways in which a party is said to have asked: groups 'words', with which it begins ('vragen'), and 'party'."""
    return _compiled(_asking_parties(_asker(known)))


@lru_cache(maxsize=8)
def another_party(known: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of what follows a party when another is named with it."""
    return re.compile(rf"\s*(?:,|/|\+|\b(?:en|of|and|or)\b)\s*(?:(?:de|het|the)\s+)?(?:{_party_names(known)})(?!\w)")


@lru_cache(maxsize=8)
def of_periods(roles: frozenset[str], known: frozenset[str]) -> Patterns:
    """Return the ways in which a period is said to be that of letters: group 'period', and 'noun' beside a letter ('brieven')."""
    asker = re.sub(r"\(\?P<\w+>", "(?:", _asker(known))
    return _compiled(_periods_of_letters(_ruling(_ministry_names(roles)), asker))


def _asker(known: frozenset[str]) -> str:
    return rf"{_GROUP}(?P<party>{_party_names(known)})(?:-?(?:kamer)?(?:lid|leden|fractie))?(?![\w-])"


def _ministers(name: str) -> Iterator[str]:
    """Yield the patterns of a minister of a ministry that is named, and of the one who has no need of it."""
    office = r"(?P<office>minister|staatssecretaris|bewindspersoon|state\s+secretary)"
    yield rf"{office}\s+(?:van|voor|of|for)\s+(?:de\s+|the\s+)?(?P<name>{name})(?![\w-])"
    yield r"(?P<office>)(?P<name>minister-president|prime\s+minister)\b"


def _ruling(name: str) -> str:
    """Return the pattern of anyone who speaks for the government."""
    office = r"minister-president|premier|prime\s+minister|ministers?|staatssecretaris(?:sen)?|bewindspersoon|bewindspersonen|bewindslieden"
    office += r"|kabinet|regering|government|cabinet|state\s+secretary"
    return rf"(?:{_THE}(?:{office})(?:\s+(?:van|voor|of|for)\s+(?:de\s+|the\s+)?{name})?|{_PERSON})"


def _asked_ministries(minister: str) -> Iterator[str]:
    yield rf"\b{_ACTS}\s+{_LITTLE}{_THE}{minister}"
    yield rf"\b(?:volgens|according\s+to)\s+{_THE}{minister}"
    yield rf"\b{_WORDS_OF}\s+(?:van|of|by|from)\s+{_THE}{minister}"
    yield rf"\b(?:vragen|questions)\s+[^.?!]{{0,60}}?\b(?:aan|to)\s+{_THE}{minister}"
    yield rf"\b{_THE}{minister}\s+{_SAYS}\b"
    yield rf"\b{_SAYS}\s+{_LITTLE}{_THE}{minister}"
    yield rf"\b(?:beantwoord|geantwoord|answered)\s+(?:door|by)\s+{_THE}{minister}"
    yield rf"\b(?:is|was)\s+{_LITTLE}{_THE}{minister}\s+(?:\w+\s+){{0,3}}?{_READY}\b"


def _asking_parties(asker: str) -> Iterator[str]:
    yield rf"(?P<words>\b(?:kamer)?(?:vragen|questions))\s+(?:(?:zijn|werden|die|gesteld|asked)\s+)*(?:van|door|by|from|of)\s+{asker}"
    member = r"(?:het|de)\s+(?:kamer)?(?:lid|leden)\s+[\w\s.,'-]{2,60}?\(\s*(?:beiden\s+)?"
    yield rf"(?P<words>\b(?:kamer)?vragen)\s+(?:van|door)\s+{member}{asker}\)"
    yield rf"(?P<words>\b(?:vroeg|vroegen|vraagt))\s+{asker}"
    yield rf"\bvragen\b[^.?!]{{0,60}}?(?P<words>\b(?:stelde|stelden|heeft|hebben))\s+{asker}(?=[^.?!]*\b(?:gesteld|over|aan)\b|[^\w]*$)"
    yield rf"(?P<words>\bgevraagd\s+door|\basked\s+by)\s+{asker}"
    yield rf"\bvragen\b[^.?!]{{0,60}}?(?P<words>\bgesteld\s+door)\s+{asker}"
    yield rf"(?P<words>\b(?:heeft|hebben|stelde|stelden))\s+{asker}(?=[^.?!]*\b(?:gevraagd|(?:kamer)?vragen)\b)"
    yield rf"\bvragen\s+(?P<words>die)\s+{asker}(?=[^.?!]*\b(?:stelde|stelden|gesteld)\b)"


def _periods_of_letters(ruling: str, asker: str) -> Iterator[str]:
    when = rf"(?P<period>{PERIOD})"
    addressed = r"\s+(?:aan|naar|to)\s+(?:(?:de\s+)?(?:tweede\s+)?kamer|parliament)"
    by = rf"(?:\s+(?:van|door|from|by|of)\s+(?:{ruling}|{asker})|{addressed}|\s+op\s+(?:kamer)?vragen)"
    before = (
        rf"(?P<noun>{_LETTERS}){by}*",
        rf"{_SAYS}\s+{_LITTLE}{ruling}(?:\s+(?:nu|toen|nog|ook|al))?",
        rf"(?:did|has|have)\s+{ruling}\s+{_SAID}",
        rf"{_LETTERS}\s+(?:gaf|gaven|geeft|schreef|schreven|stuurde|stuurden|zond|did)\s+{ruling}(?:\s+(?:give|write|send))?",
        rf"(?:kamer)?vragen\b[^.?!]{{0,80}}?\bbeantwoord(?:de|den)?(?:\s+door\s+{ruling})?",
    )
    yield rf"\b(?:{'|'.join(before)})\s+{when}"
    yield rf"\b(?:heeft|hebben|had|hadden|did|has|have)\s+{ruling}\s+{_LITTLE}{when}(?=[^.?!]*\b{_SAID}\b)"
    yield rf"^\W*{when}\s+{_SAYS}\s+{ruling}"
    yield rf"\b(?:kamer)?vragen\s+die\s+{when}\s+(?:(?:zijn|werden|door\s+{ruling})\s+)*beantwoord\b"
    yield rf"\b(?:wat|hoe)\s+(?:is|werd)\s+er\s+{_LITTLE}{when}(?=[^.?!]*\bgeantwoord\b)"


def _ministry_names(roles: frozenset[str]) -> str:
    """Return the pattern of the name of a ministry, one word of it or more: 'Justitie', 'Onderwijs, Cultuur en Wetenschap', 'JenV'."""
    listed = [part for one in ministries.TABLE for part in f"{one.marks}|{one.short}|{one.english}".split("|") if part]
    listed += ministries.FILLING.split("|")
    table = {one.name for one in ministries.TABLE}
    listed += [own for role in roles for own in ministries.ministries(role) - table if re.fullmatch(r"[a-z][a-z ,&'-]{2,60}", own)]
    word = _either(listed)
    return rf"(?:{word})(?:(?:\s*,\s*(?:en\s+)?|\s+en\s+|\s+and\s+|\s*&\s*)(?:{word}))*"


def _party_names(known: frozenset[str]) -> str:
    own = [
        name for written in known for name in parties.parties(written) - parties.TABLE.keys() if re.fullmatch(r"[\w][\w .'/-]{1,40}", name)
    ]
    word = _either([*parties.names(), *own])
    return rf"(?:{word})(?:\s?[-/]\s?(?:{word}))?"


def _either(words: Iterable[str]) -> str:
    listed = sorted({flat(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in listed)


def _compiled(forms: Iterable[str]) -> Patterns:
    return tuple(map(re.compile, forms))
