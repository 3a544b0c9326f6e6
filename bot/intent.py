"""A question in, what kind of thing it asks for and in which words out; and whether a sentence has a thing of that kind.

Being about the subject is not being an answer: 'Hoeveel losgeld is er overgemaakt?' wants an amount. Knows Dutch and a little
English; knows nothing of letters or vectors.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from store.analyse import folded, words


class Asks(StrEnum):
    """The kind of thing a question asks for."""

    WHO = "who"
    NAME = "name"
    """Who or what someone is: 'Wie zijn de hackers?', 'Hoe heet …?'"""
    AMOUNT = "amount"
    COUNT = "count"
    WHEN = "when"
    WHERE = "where"
    WHY = "why"
    WHAT = "what"
    """What, which and how."""
    WHETHER = "whether"
    """Yes or no."""


@dataclass(frozen=True, kw_only=True)
class Intent:
    """What a question wants."""

    asks: Asks
    words: tuple[str, ...]
    """The words that say what it is about, folded, in order, each once."""
    judgement: bool
    """It asks what the government itself thinks or finds."""
    verdict: bool
    """It asks for a verdict on someone, without saying whose: 'Heeft Odido genoeg gedaan?'"""
    name: str | None
    """The name that a yes-or-no question is about: 'Krijgt Odido een boete?' is about Odido, so its answer must be too."""
    acquaintance: bool
    """It asks whether the minister knows of something."""
    numbers: frozenset[str]
    """The numbers it names, without points: what confirms a question must name them too."""


_BE = r"(?:is|zijn|was|waren|are|were)(?: nou| nu| eigenlijk)?"
_ASKS: tuple[tuple[Asks, str], ...] = (
    (Asks.NAME, rf"^(?:en )?(?:wie|who) {_BE} (?:de|het|een|die|dat|the|these|those)\b(?!.*\b(?:die|dat|who)\b)"),
    (Asks.NAME, r"\bhoe heet|\bwhat is the name|\bwat is de naam"),
    (Asks.AMOUNT, r"\bhoeveel (?:euro|geld|losgeld|boete|schade|subsidie|belasting|kost)|\bhoe hoog\b|\bhoe duur\b|\bhow much\b"),
    (Asks.AMOUNT, r"\bwat (?:kost|kosten)\b|\bwelk bedrag\b|\bwat is het bedrag\b"),
    (Asks.COUNT, r"\bhoeveel\b|\bhoe vaak\b|\bhow many\b|\bhow often\b|\bwelk percentage\b"),
    (Asks.WHEN, r"\bwanneer\b|\bop welke (?:datum|dag)\b|\bhoe laat\b|\bin welk jaar\b|^when\b|\bhoe lang (?:duurt|duurde|geleden)\b"),
    (Asks.WHERE, r"^(?:en )?(?:waar|where)\b|\bop welke (?:site|website|plek|plaats)\b"),
    (Asks.WHY, r"\bwaarom\b|\bhoezo\b|\bwaardoor\b|\bhoe komt het\b|^why\b"),
    (Asks.WHO, r"^(?:en )?(?:door |van |bij |voor |aan |met )?(?:wie|who|whom|whose)\b"),
    (Asks.WHO, r"\bwelke (?:instantie|organisatie|toezichthouder|minister|dienst|partij)\b"),
    (Asks.WHAT, r"^(?:en |maar )?(?:op |in |met |voor |aan |van |onder )?(?:wat|welke?|hoe|what|which|how)\b"),
    (Asks.WHAT, r"^(?:en |maar )?waar(?:mee|op|in|voor|aan|tegen|over|uit|bij|van|naar)\b"),
)
"""The first that fits; a question that fits none asks whether."""
_GOVERNMENT = r"(?:de |het |onze |deze |the )?(?:regering|kabinet|minister|staatssecretaris|overheid|bewindspersoon|government|cabinet)"
_JUDGEMENT = re.compile(
    rf"\b(?:vindt|vond|vinden|meent|denkt|acht|oordeelt|beoordeelt|zei|zegt) {_GOVERNMENT}|\bvolgens {_GOVERNMENT}"
    rf"|\b(?:oordeel|mening|standpunt|opvatting) van {_GOVERNMENT}|\b(?:eigen oordeel|wat vindt)\b"
    rf"|\bdoes {_GOVERNMENT} (?:think|believe|find)\b|\baccording to {_GOVERNMENT}\b"
)
_VERDICT = re.compile(
    r"\b(?:genoeg|voldoende|onvoldoende|nalatig|slordig|onzorgvuldig|laks|schuld|schuldig|verwijtbaar|fout|overtreden|geschonden|gelapt"
    r"|tekortgeschoten|te weinig|negligent|broke|violated|enough|sufficient)\b"
)
_ACQUAINTANCE = re.compile(rf"\b(?:kent|kende|weet|wist) {_GOVERNMENT}|\b(?:bekend met|op de hoogte|kennisgenomen|gehoord van|aware of)\b")

_DUTCH = frozenset(
    """
    aan af al als alle alles allemaal ander andere anderen altijd ben bent bij binnen buiten daar daarmee daarvan daarvoor dan dat de
    deze die dit doe doen doet door dus echt een eens eigenlijk eigen elk elke en er eraf ergens ermee ervan ervoor erop even ga gaan
    gaat gebeurd gebeurt gedaan geen geweest genoeg goed haar had hadden heb hebben hebt heeft hele hem hen het hier hij hoe hoeveel hun
    iemand iets ik in is ja je jij jou jouw jullie kan komen komt kon konden krijg krijgen krijgt kun kunnen kunt laat laten maakt maar
    maken mag me mee meer men mensen met mij mijn moet moeten moest moesten mogen mocht na naar nee net niemand niet niets nodig nog nou
    nu of om omdat onder ons onze ook op over per s soms steeds t te tegen terug toch toe toen tot tussen u uit uw vaak van vanwege veel
    vind vinden vindt volgens voor vraag waar waaraan waarbij waarom waardoor waarmee waarop wanneer want waren was wat we wel welk
    welke wie wij wil willen word worden wordt werd werden weer weten weet zal ze zei zegt zeggen zelf zich zij zijn zit zitten zo zodat
    zomaar zou zouden zonder zulke zulk zult zullen klopt klopte antwoord moment dingen beter via staan staat
    """.split()
)
_ENGLISH = frozenset(
    """
    about an and any are as at be been but by can could did do does for from had has have her his how i if into it its just many much
    my no not on or our out put should so than that the their them there these they this those to too up us were what when where which
    who whom whose why will with would you your
    """.split()
)
_FUNCTION_WORDS = _DUTCH | _ENGLISH

_NUMBER = (
    r"\d|\b(twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|dertig|veertig|vijftig|honderd|duizend|miljoen|miljard)\b"
)
_MONTH = r"januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_VERB_FIRST = re.compile(
    r"(?:is|zijn|was|waren|heeft|hebben|mag|moet|moeten|kan|kunnen|krijg|krijgen|komt|komen|wordt|worden|gaat|gaan|do|does|did|are|can|will)\b",
    re.IGNORECASE,
)
_ABOUT_NAME = re.compile(
    r"(?:Is|Was|Heeft|Had|Krijgt|Kreeg|Moet|Mag|Kan|Wordt|Werd|Gaat|Betaalt|Did|Has|Does|Will) (?!Nederland\b|Den\b)([A-Z][\w-]+)\b"
)
_PART = re.compile(r"(?<=\?)\s+(?=\w)|,?\s+en\s+(?=(?:hoeveel|hoe|wie|wat|waar|wanneer|waarom|welke?|op welke)\b)", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b(?:kamerstuk(?:ken)?\s+\d{2}\s?|\d{2}\s)\d{3}\b(?!\s*(?:euro|mensen))(?:\s+[IVXLC]+\b)?"
    r"|\b(?:vraag|vragen|antwoord|artikel|art\.|lid|bijlage|pagina|blz\.|nr\.?|nummer|kamerstuk|vergaderjaar)"
    r"\s+\d[\d–-]*(?:(?:,|\s+en)\s+\d+)*",
    re.IGNORECASE,
)
"""'vraag 2', 'artikel 5', '36 800 VII': names, not numbers of anything."""
_ACTORS = (
    r"politie|kabinet|regering|overheid|ministers?|staatssecretaris|toezichthouders?|toezichthoudende|gemeenten?|organisaties?|werkgevers?"
    r"|bedrijf|bedrijven|rechter|inspectie|ministerie|provincies?|autoriteiten?|aanbieders|scholen|recherche|functionaris|kamer|burgemeester"
)
_TIMES = r"(?:19|20)\d\d|week|maand|jaar|zomer|voorjaar|najaar|kwartaal|gisteren|morgen|binnenkort|termijn"
_KIND: dict[Asks, re.Pattern[str]] = {
    Asks.AMOUNT: re.compile(r"€|\beuro\b|\bprocent\b|%|\d+(?:[.,]\d+)*\s*(?:miljoen|miljard|mln|mld)", re.IGNORECASE),
    Asks.COUNT: re.compile(_NUMBER, re.IGNORECASE),
    Asks.WHEN: re.compile(rf"\b(?:{_MONTH}|{_TIMES})\b", re.IGNORECASE),
    Asks.WHERE: re.compile(
        r"\b(?:site|website|loket|pagina|adres|gebouw|meldpunt|portaal)\b|\w\.nl\b|\b(?:in|op|te|bij)\s+(?:de\s+|het\s+)?[A-Z]"
    ),
    Asks.WHO: re.compile(rf"(?<=\s)[A-Z][\w-]+|\b[A-Z]{{2,}}\b|\b(?:{_ACTORS})\b"),
    Asks.NAME: re.compile(r"\b(?:heet|heten|genaamd|de naam|is|zijn) (?:een|de|het|[A-Z])"),
}


def intent(question: str) -> Intent:
    """Read what a question asks for; a question of no known form asks whether."""
    plain = " ".join(folded(question).split())
    asks = next((kind for kind, pattern in _ASKS if re.search(pattern, plain)), Asks.WHETHER)
    about = dict.fromkeys(word for word in words(question) if word not in _FUNCTION_WORDS)
    return Intent(
        asks=asks,
        words=tuple(about),
        judgement=bool(_JUDGEMENT.search(plain)),
        verdict=asks is Asks.WHETHER and bool(_VERDICT.search(plain)),
        name=named[1] if asks is Asks.WHETHER and (named := _ABOUT_NAME.match(question)) else None,
        acquaintance=bool(_ACQUAINTANCE.search(plain)),
        numbers=numbers_in(plain),
    )


def gives_verdict(sentence: str) -> bool:
    """Say whether a sentence has a word that passes a verdict: 'voldoende', 'nalatig'."""
    return bool(_VERDICT.search(folded(sentence)))


def parts(question: str) -> list[str]:
    """Return the questions that one question is made of: 'Heeft Odido het gemeld, en hoeveel boete volgt er?' asks two things.

    A part without words of its own, or a sentence that leads up to the question, is not a part.
    """
    pieces = [piece.strip(" ,") for piece in _PART.split(question) if piece and piece.strip(" ,?")]
    asking = [piece for piece in pieces if piece.endswith("?") or intent(piece).asks is not Asks.WHETHER or _VERB_FIRST.match(piece)]
    enough = len(asking) == len(pieces) == 2 and all(intent(piece).words for piece in asking)
    return asking if enough else [question]


def has_what_is_asked(asks: Asks, sentence: str) -> bool:
    """Say whether a sentence has a thing of the kind that is asked for; for kinds that show in no form, it has."""
    pattern = _KIND.get(asks)
    return pattern is None or bool(pattern.search(_REFERENCE.sub(" ", sentence)))


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers of a text, without the points between thousands; case numbers and paper numbers are names, not numbers."""
    return frozenset(number.replace(".", "") for number in re.findall(r"(?<![\w-])\d+(?:[.,]\d+)*(?![\w-])", _REFERENCE.sub(" ", text)))
