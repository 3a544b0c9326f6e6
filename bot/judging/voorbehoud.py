"""A sentence of an answer in, whether the government declines in it, or points elsewhere, out. A pattern proposes; evidence decides.

A voorbehoud says that the government will not or cannot answer. 'Het is aan de gemeente' is often a real answer, about who decides:
it counts only where a judgement is left to another.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from store.records import Answer
from store.sentences import Span

_GOVERNMENT = (
    r"(?:mij|ons|het\s+kabinet|de\s+regering|de\s+(?:minister|staatssecretaris|bewindspersoon|overheid|rijksoverheid|staat)|nederland"
    r"|ons\s+als\s+kabinet)"
)
_JUDGE = r"(?:(?:be)?oordel|beoordeeld|bepalen|toets|weeg|vaststel|vast te stellen)"
_SAID = r"(?:mededeling|mededelingen|uitspraak|uitspraken|informatie|oordeel|commentaar|standpunt|uitlatingen)"
_LEFT_TO_ANOTHER = re.compile(
    rf"\bniet\s+aan\s+{_GOVERNMENT}\b"
    rf"|\b(?:vraag|beoordeling|oordeel|weging|afweging)\b.{{0,200}}\b(?:is|zijn|ligt)\s+(?:\w+\s+){{0,3}}(?:aan|bij)\s+(?:de|het|een)\b(?!.*\bmaar\b)"
    rf"|\b(?:is|zijn)\s+(?:\w+\s+){{0,2}}aan\s+(?:de|het)\s+.{{0,120}}\b{_JUDGE}"
    r"|\bniet\s+in\s+(?:\w+\s+){0,2}(?:beoordeling|oordeel)\b.{0,60}\btreden\b|\btreedt?\s+(?:\w+\s+){0,3}niet\s+in\s+\w+\s+(?:be)?oorde+l"
    r"|\bgeen\s+(?:\w+\s+)?(?:oordeel|mening|standpunt)\s+(?:over|vel|in)\b"
    r"|\bpast\s+(?:mij|het\s+kabinet|ons)\s+niet\b|\bonthoud\s+(?:ik\s+)?mij\b|\bstaat\s+\w+\s+vrij\s+om\b",
    re.IGNORECASE,
)
_SILENT = re.compile(
    rf"(?<!mogen )(?<!mag )\bgeen\s+(?:\w+\s+){{0,2}}{_SAID}\b.{{0,60}}\b(?:doe|doen|doet|kan|kunnen|verstrekken|geven|innemen|over)\b"
    rf"|\b(?:doe|doen|doet)\s+(?:\w+\s+){{0,6}}geen\s+(?:\w+\s+){{0,2}}{_SAID}\b"
    r"|\b(?:niet|geen)\s+(?:op\s+)?.{0,60}\bvooruit(?:lopen|te\s+lopen|gelopen)\b|\bvooruitlopen\s+op\b.{0,40}\bniet\b"
    r"|\bloop(?:t|en)?\s+(?:\w+\s+){0,3}niet\s+(?:\w+\s+){0,4}vooruit\b"
    r"|\bonder\s+de\s+rechter\b|\bniet\s+in\s+(?:te\s+)?gaan\s+op\b|\bniet\s+ingaan\s+op\b"
    r"|\bgaa?[nt]?\s+(?:\w+\s+){0,4}niet\s+(?:\w+\s+){0,3}(?:op\s+in\b|in\s+op\b(?!\s+\d))"
    r"|\breage(?:ert|ren|er)\s+niet\b|\b(?:kan|kunnen|wil|willen)\b.{0,40}\bniets\b.{0,30}\bzeggen\b|\bzonder\s+iets\s+te\s+willen\b"
    rf"|\bniet\s+in\s+het\s+belang\b.{{0,80}}\b{_SAID}\b|\bin\s+het\s+openbaar\s+(?:geen|niet)\b"
    r"|\bgeheimhouding(?:splicht)?\b.{0,80}\b(?:geen|niet)\b"
    r"|\b(?:kan|kunnen|wil|willen)\s+(?:ik|wij|we)?\s*(?:hier(?:over)?|daar(?:over)?|daarop|hierop)?\s*(?:geen|niet)\s+.{0,40}\b(?:uitspraak|uitspraken|zeggen|antwoord(?:en)?|ingaan|oordelen)\b",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"(?<!mogen )(?<!mag )\b(?:geen|onvoldoende)\s+(?:\w+\s+)?(?:zicht|inzicht|cijfers|gegevens|informatie|beeld)\b"
    r".{0,40}\b(?:op|in|over|van|bekend|beschikbaar)\b"
    r"|\b(?:mij|ons|het\s+kabinet)\s+niet\s+bekend\b|\bis\s+niet\s+bekend\b|\bniet\s+(?:bijgehouden|geregistreerd)\b"
    r"|\bnog\s+geen\s+.{0,40}\b(?:uitspraken|conclusies?|beeld|resultaten|effecten)\b"
    r"|\b(?:is|zijn|valt|kan|kunnen)\s+(?:\w+\s+){0,4}niet\s+(?:\w+\s+){0,2}(?:te\s+zeggen|gezegd\s+worden|worden\s+gezegd|aan\s+te\s+geven|vast\s+te\s+stellen|duidelijk|te\s+voorspellen)\b"
    r"|\b(?:kan|kunnen)\s+(?:\w+\s+){0,6}niet\s+(?:\w+\s+){0,6}(?:beoordelen|bevestigen|verifi[eë]ren|inschatten|vaststellen|overzien)\b"
    r"|\bniet\s+(?:\w+\s+){0,2}te\s+(?:kwantificeren|beoordelen|verifi[eë]ren|overzien)\b"
    r"|\bgeen\s+(?:\w+\s+){0,2}(?:geverifieerde|bevestigde)\b"
    r"|\bzal\s+(?:nog\s+)?(?:moeten\s+)?blijken\b|\bzullen\s+nog\s+moeten\s+blijken\b"
    r"|(?<!mogen )(?<!mag )\bgeen\s+informatie\s+over\b",
    re.IGNORECASE,
)
_COMMA = re.compile(r"[,;:]\s")
_FEW_WORDS = 6
_POINTS_BACK = re.compile(r"\b(?:hier|daar|er)(?:over|op|van|in)?\b|\b(?:dit|dat|deze|die)\b", re.IGNORECASE)
_KNOWS = re.compile(
    r"\b(?:bekend\s+(?:met|zijn)|kent\s+u|kennis\s*genomen|op\s+de\s+hoogte\s+van\s+(?:het|de|dit|bovenstaand))\b", re.IGNORECASE
)
_PROCEDURE = re.compile(r"\b(?:deze|bovenstaande)\s+vragen\b.{0,120}\b(?:beantwoorden|beantwoord)\b", re.IGNORECASE | re.DOTALL)
_BY_ANOTHER = re.compile(
    r"(?:[Dd]e|[Hh]et)\s+[A-Z][\w-]+(?:\s+[A-Z][\w-]+)*\s+(?:heeft\s+laten\s+weten|laat\s+weten|geeft\s+aan|meldt|doet|reageert)\b"
)
_YES_OR_NO = re.compile(r"\W*(?:ja|nee|neen)\W*", re.IGNORECASE)


class Reserves(StrEnum):
    """Why the government does not say it."""

    LEFT_TO_ANOTHER = "left_to_another"
    """The judgement is another's: only a question for a judgement is declined by it."""
    SILENT = "silent"
    """It will not speak of it."""
    UNKNOWN = "unknown"
    """It does not know."""


@dataclass(frozen=True, kw_only=True)
class Voorbehoud:
    """What a sentence declines to say."""

    reserves: Reserves
    about: str
    """The part of the sentence that is reserved: what stands behind the next comma is said all the same."""
    points_back: bool
    """Whether it is about what was asked, without saying it again: 'Daar kan ik geen uitspraken over doen.'"""


_FORMS = {Reserves.LEFT_TO_ANOTHER: _LEFT_TO_ANOTHER, Reserves.SILENT: _SILENT, Reserves.UNKNOWN: _UNKNOWN}


def voorbehoud(sentence: str) -> Voorbehoud | None:
    """Return the voorbehoud that a sentence has the form of; None when it has none."""
    plain = " ".join(sentence.split())
    for reserves, pattern in _FORMS.items():
        if found := pattern.search(plain):
            about = _clause(plain, found.start(), found.end())
            return Voorbehoud(reserves=reserves, about=about, points_back=bool(_POINTS_BACK.search(about)))
    return None


def declines(sentence: str) -> bool:
    """Say whether a sentence has the form of a voorbehoud."""
    return voorbehoud(sentence) is not None


def _clause(sentence: str, start: int, end: int) -> str:
    """Return what stands between the commas around a form; a form of its own ('is niet bekend') is about what stands before it."""
    opens = [comma.end() for comma in _COMMA.finditer(sentence, 0, start)]
    closes = next((comma.start() for comma in _COMMA.finditer(sentence, end)), len(sentence))
    own = sentence[opens[-1] if opens else 0 : closes]
    return own if len(own.split()) >= _FEW_WORDS else sentence[:closes]


def declines_for_another(sentence: str) -> bool:
    """Say whether a voorbehoud is that of a named body ('De AP heeft laten weten geen …'): no word of the government's own opinion."""
    return bool(_BY_ANOTHER.match(sentence))


def only_yes_or_no(text: str) -> bool:
    """Say whether a text is no more than 'Ja.' or 'Nee.'."""
    return bool(_YES_OR_NO.fullmatch(text))


def only_points(answer: Answer, sentence: Span) -> bool:
    """Say whether a sentence of an answer is no more than 'Zie het antwoord op vraag 2.'"""
    inside = [v for v in answer.verwijzingen if sentence.start <= v.start < sentence.end]
    return bool(inside) and sentence.end - sentence.start - sum(len(v.text) for v in inside) < 20


def asks_acquaintance(question: str) -> bool:
    """Say whether a member only asks if the minister knows of something: 'Ja.' then confirms nothing of what it says."""
    return bool(_KNOWS.search(question[:200]))


def asks_procedure(question: str) -> bool:
    """Say whether a member only asks to have the questions answered one by one, or in time."""
    return bool(_PROCEDURE.search(question))
