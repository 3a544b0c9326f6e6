"""A sentence and a kind of thing in, where the sentence names such things out: amounts, numbers, days, names, places.

What the question names itself is no answer to it. Knows Dutch, nothing of letters or vectors.
"""

import re
from collections.abc import Mapping

from bot.judging.intent import REFERENCE, Asks
from store.analyse import folded
from store.sentences import Span

_NUMBER = (
    r"\d+(?:[.,]\d+)*|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig"
    r"|negentig|honderd(?:en)?|(?:tien)?duizend(?:en)?|miljoen(?:en)?|miljard(?:en)?"
    r"|(?:één|een) op de|helft|derde|kwart|meerderheid|geen enkele?|kwartier"
)
_MONTH = r"januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_DAY = re.compile(
    rf"\b\d{{1,2}}(?:,\s*\d{{1,2}})*(?:\s+en\s+\d{{1,2}})?\s+(?:{_MONTH})\b(?:\s+\d{{4}})?|\b(?:19|20)\d\d\b(?:\s*[–-]\s*(?:19|20)?\d\d)?",
    re.IGNORECASE,
)
"""A day or a year: a number that counts nothing."""
_NAME = (
    r"(?<=[\w,;:)»”’] )[A-Z][\w’'-]+(?: (?:van |de |der |den )*[A-Z][\w’'-]+)*"
    r"|\b[A-Z]{2,}\b|\b[A-Z]\.(?:[A-Z]\.)* ?[A-Z]\w+"
)
"""A capital inside a sentence, an abbreviation, or initials."""
_ACTORS = (
    r"politie|kabinet|regering|overheid|ministers?|staatssecretaris|toezichthouders?|toezichthoudende|gemeenten?|organisaties?|werkgevers?"
    r"|bedrijf|bedrijven|rechter|inspectie|ministeries?|provincies?|autoriteiten?|aanbieders?|scholen|instellingen|recherche|functionaris|kamer"
    r"|burgemeester|landen|(?:zorg)?verzekeraars|medewerkers|initiatiefnemers|omgevingsdiensten|ondernemers?|verhuurders?|huurders?|studenten"
    r"|docenten|houders?"
)
_FORMS: Mapping[Asks, re.Pattern[str]] = {
    Asks.AMOUNT: re.compile(
        r"€\s*\d[\d.,]*|\d[\d.,]*\s*(?:euro|miljoen|miljard|mln|mld|cent|procent|%)|\beuro\b|\bgratis\b|\bgeen winst\b", re.IGNORECASE
    ),
    Asks.PERCENTAGE: re.compile(r"\d+(?:[.,]\d+)?\s*(?:%|procent)|\b(?:helft|meerderheid|kwart)\b", re.IGNORECASE),
    Asks.COUNT: re.compile(rf"\b(?:{_NUMBER})\b", re.IGNORECASE),
    Asks.NUMBER: re.compile(r"\b0\d{2,3}[- ]?\d{4,8}\b|\b1\d\d\b(?!\s*(?:euro|mensen|procent))"),
    Asks.WHEN: re.compile(
        rf"\b(?:\d{{1,2}}(?:,\s*\d{{1,2}})*(?:\s+en\s+\d{{1,2}})?\s+)?(?:{_MONTH})\b(?:\s+\d{{4}})?|\b(?:19|20)\d\d\b"
        r"|\b(?:zomer(?:reces)?|voorjaar|najaar|kwartaal|binnenkort|volgend(?:e)? (?:jaar|week|maand)|op korte termijn)\b",
        re.IGNORECASE,
    ),
    Asks.WHERE: re.compile(
        r"\b(?:site|website|loket|pagina|adres|gebouw|meldpunt|portaal)\b|\w\.nl\b|\b(?:in|op|te|bij|naar|via)\s+(?:de\s+|het\s+)?[A-Z]\w+"
    ),
    Asks.WHO: re.compile(rf"{_NAME}|\b(?:{_ACTORS})\b"),
    Asks.NAME: re.compile(_NAME),
    Asks.WHICH: re.compile(_NAME),
}


_NORM = re.compile(
    r"\b(?:moet|moeten|moest|moesten|dient|dienen|mag|mogen|hoeft|hoeven|\w*plicht|\w*plichten|\w*verplicht\w*|verbod|verboden|verbied\w*"
    r"|toegestaan|toestemming|(?:ge)?advi\w*|\w*eis|\w*eisen|eist|vereist\w*|norm|normen|regels?|wet|gebonden aan|recht op|noodzakelijk"
    r"|onwenselijk|strafbaar|bevoegd\w*|verantwoordelijk\w*|voorwaarden?|gehouden)\b",
    re.IGNORECASE,
)


def states_a_norm(sentence: str) -> bool:
    """Say whether a sentence speaks of what must, may or should be done."""
    return bool(_NORM.search(sentence))


def shows_in_a_form(asks: Asks) -> bool:
    """Say whether things of a kind have a form of their own: an amount has, a reason has none."""
    return asks in _FORMS


def values(asks: Asks, sentence: str, question: str) -> list[Span]:
    """Return where a sentence names a thing of the kind asked for; empty for kinds without a form."""
    pattern, named = _FORMS.get(asks), folded(question)
    text = REFERENCE.sub(_blank, sentence)
    if asks is Asks.COUNT:
        text = _DAY.sub(_blank, text)
    found = pattern.finditer(text) if pattern else ()
    return [Span(match.start(), match.end()) for match in found if folded(match[0]) not in named]


def has_what_is_asked(asks: Asks, sentence: str, question: str = "") -> bool:
    """Say whether a sentence has a thing of the kind that is asked for; for kinds that show in no form, it has."""
    return not shows_in_a_form(asks) or bool(values(asks, sentence, question))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
