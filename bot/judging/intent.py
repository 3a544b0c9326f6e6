"""A question in, what kind of thing it asks for and in which words out.

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
    WHICH = "which"
    """Which body or place: its answer has a name too."""
    AMOUNT = "amount"
    PERCENTAGE = "percentage"
    COUNT = "count"
    NUMBER = "number"
    """A number to call."""
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
    aside: frozenset[str]
    """Those of them that only stand in the run-up to the question: 'Ik werk in een asiel. Hoe ver is men met de proef?'"""
    judgement: bool
    """It asks what the government itself thinks or finds."""
    verdict: bool
    """It asks for a verdict on someone, without saying whose: 'Heeft Odido genoeg gedaan?'"""
    name: str | None
    """The name that a yes-or-no question is about: 'Krijgt Odido een boete?' is about Odido, so its answer must be too."""
    norm: bool
    """It asks what must or may be done."""
    acquaintance: bool
    """It asks whether the minister knows of something."""
    numbers: frozenset[str]
    """The numbers it names, without points: what confirms a question must name them too."""


_BE = r"(?:is|zijn|was|waren|are|were)(?: nou| nu| eigenlijk)?"
_MONEY = r"euro|geld|losgeld|boete|schade|subsidie|belasting|winst|verlies|huur|miljoen|miljard"
_PAYS = r"kost|betaal|verdien|bespaar"
_PLACES = r"gemeentes?|gemeenten|stad|plaats|dorp|provincie|land|landen|straat|adres|hal|gebouw|wijk|regio|gevangenis"
_BODIES = (
    r"bedrijf|bedrijven|organisaties?|partij|partijen|clubs?|ziekenhuis|ziekenhuizen|school|scholen|ministers|ministeries?|diensten|instelling"
    r"|stichting|bureaus?|kamerlid|kamerleden|bank|fabrikant|leverancier|groep|bende|kantoor|(?:kennis)?instituut|staatshoofden|wet|wetten"
)
_BEFORE = r"(?:in |op |bij |uit |van |naar |door |aan |met |via |voor |vanaf |vanuit )?"
_ASKS: tuple[tuple[Asks, str], ...] = (
    (Asks.NUMBER, r"\bwat is (?:het|t|'t) (?:telefoon)?nummer\b|\b(?:welk|wat voor) (?:\w+ )?(?:telefoon)?nummer\b|\bphone number\b"),
    (Asks.PERCENTAGE, r"\bhoeveel procent\b|\bwelk percentage\b|\bwhat percentage\b"),
    (
        Asks.AMOUNT,
        rf"\bhoeveel (?:\w+ )?(?:{_MONEY}|kost)|\bhoeveel (?:{_PAYS})|\bhoeveel zou .*\bkosten\b|\bhoe hoog\b|\bhoe duur\b|\bhow much\b",
    ),
    (Asks.AMOUNT, r"\bwat (?:kost|kosten|verdient|verdienen)\b|\bwelk bedrag\b|\bwat is het bedrag\b"),
    (Asks.WHEN, r"\bhoe lang (?:duurt|duurde|geleden)\b|\bhoe laat\b|^(?:en |maar )?(?:tot |sinds |vanaf |per )?(?:wanneer|when)\b"),
    (
        Asks.WHEN,
        r", (?:en )?wanneer\b|\b(?:op|in|sinds|vanaf|per|tot|tot en met|uit) welke? (?:datum|dag|jaar|moment|maand)\b|\bwelke datum\b",
    ),
    (Asks.COUNT, r"\bhoeveel\b|\bhoe (?:vaak|oud|lang|ver|groot|diep)\b|\bhow many\b|\bhow often\b"),
    (Asks.NAME, rf"^(?:en )?(?:wie|who) {_BE} (?:de|het|een|die|dat|the|these|those)\b(?!.*\b(?:die|dat|who)\b)"),
    (Asks.NAME, r"\bhoe (?:heet|heten)\b|\bwhat is the name|\bwat is de naam"),
    (Asks.WHO, r"\bwelke (?:instantie|organisatie|toezichthouder|minister|dienst|partij)\b"),
    (Asks.WHICH, rf"(?:^|[:,] )(?:en )?{_BEFORE}(?:welke?|which) (?:\w+ ){{0,2}}?(?:{_PLACES}|{_BODIES})\b"),
    (
        Asks.WHAT,
        r"^(?:en |maar )?waar\b.*\b(?:aan uit|bedoeld|mee|voor|tegen|over|uit betalen)\W*$|^waar moet .*\b(?:letten|uitkijken)\b",
    ),
    (Asks.WHERE, r"^(?:en )?(?:waar|where)\b|\bop welke (?:site|website|plek|plaats)\b"),
    (Asks.WHY, r"\bwaarom\b|\bhoezo\b|\bwaardoor\b|\bhoe komt het\b|\bhoe kan het\b|^why\b"),
    (Asks.WHO, r"^(?:en )?(?:door |van |bij |voor |aan |met |vanaf )?(?:wie|wiens|who|whom|whose)\b"),
    (Asks.WHAT, r"^(?:en |maar )?(?:op |in |met |voor |aan |van |onder |volgens )?(?:wat|welke?|hoe|what|which|how)\b"),
    (Asks.WHAT, r"^(?:en |maar )?waar(?:mee|op|in|voor|aan|tegen|over|uit|bij|van|naar)\b"),
)
"""The first that fits; a question that fits none, or that opens with its verb, asks whether."""
_GREETING = re.compile(r"^(?:hoi|hallo|hey|beste|geachte|goede?(?:morgen|middag|avond|dag)|goeden?dag)\b[^.!?,]*[,.!]\s*", re.IGNORECASE)
_INDIRECT = re.compile(
    r"^(?:(?:kunt|kun|kan) (?:u|je|jij|iemand)(?: mij| me)?(?: misschien)? (?:zeggen|vertellen|uitleggen)|weet (?:u|je|jij|iemand)"
    r"|ik (?:vraag me af|wil(?: graag)? weten|zou(?: graag)? willen weten)|can you tell me|do you know),? ",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\w)")
_FEW_WORDS = 4
"""An asking sentence of fewer ('Klopt dat?') is read with the one before it."""
_GOVERNMENT = r"(?:de |het |onze |deze |the )?(?:regering|kabinet|minister|staatssecretaris|overheid|bewindspersoon|government|cabinet)"
_JUDGEMENT = re.compile(
    rf"\b(?:vindt|vond|vinden|meent|denkt|acht|oordeelt|beoordeelt) {_GOVERNMENT}|\b(?:zei|zegt) {_GOVERNMENT}\b(?! over\b)"
    rf"|\bvolgens {_GOVERNMENT}"
    rf"|\b(?:oordeel|mening|standpunt|opvatting) van {_GOVERNMENT}|\b(?:eigen oordeel|wat vindt)\b"
    rf"|\bdoes {_GOVERNMENT} (?:think|believe|find)\b|\baccording to {_GOVERNMENT}\b"
)
_VERDICT = re.compile(
    r"\b(?:genoeg|voldoende|onvoldoende|nalatig|slordig|onzorgvuldig|laks|schuld|schuldig|verwijtbaar|fout|overtreden|geschonden|gelapt"
    r"|tekortgeschoten|te weinig|in gebreke|met de pet|steken laten vallen|negligent|broke|violated|enough|sufficient)\b"
    r"|\baan (?:de|het|alle|zijn|haar|hun) (?:\w+ )?\w*(?:wet|wetgeving|regels|afspraken|plicht|plichten)\b"
    r".*\b(?:gehouden|voldaan|houdt|houden)\b"
    r"|\b(?:goed|juist|netjes|correct|fout|verkeerd) gehandeld\b"
)
_NORM = re.compile(
    r"^(?:en |maar )?(?:mag|mogen|moet|moeten|hoef|hoeft|hoeven|dien|dient|dienen|must|may|should|do i have to|does .{1,40} have to)\b"
    r"|\b(?:verplicht|verboden|toegestaan|strafbaar|illegaal|allowed|required|forbidden|illegal)\b"
)
_KNOWERS = rf"(?:{_GOVERNMENT}|(?:ze|zij|men|we) in den haag|den haag|de bewindslieden)"
_ACQUAINTANCE = re.compile(
    rf"\b(?:kent|kende|kennen|weet|wist|weten|wisten) {_KNOWERS}\b(?!(?:\W+\w+){{0,3}}?\W+(?:wie|wat|waar\w*|hoe\w*|welke?|of|wanneer)\b)"
    r"(?!\W+dat(?:\W+\w+)?\W*$)"
    rf"|\b(?:heeft|hebben|had) {_KNOWERS} .*\b(?:meegekregen|gehoord|gelezen|gezien|vernomen|kennisgenomen)\b"
    rf"|\b(?:is|was|zijn|waren) {_KNOWERS} (?:\w+ ){{0,2}}op de hoogte\b"
    r"|\b(?:bekend met|kennisgenomen|gehoord van|aware of|heard (?:of|about))\b"
)

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
FUNCTION_WORDS = _DUTCH | _ENGLISH
"""Words that say nothing of what a question is about; some share their stem with one that does ('over', 'overheid')."""

_VERB_FIRST = re.compile(
    r"(?:is|zijn|was|waren|heeft|hebben|mag|moet|moeten|kan|kunnen|krijg|krijgen|komt|komen|wordt|worden|gaat|gaan|do|does|did|are|can|will)\b",
    re.IGNORECASE,
)
_ABOUT_NAME = re.compile(
    r"(?:Is|Was|Heeft|Had|Krijgt|Kreeg|Moet|Mag|Kan|Wordt|Werd|Gaat|Betaalt|Did|Has|Does|Will) (?!Nederland\b|Den\b)([A-Z][\w-]+)\b"
)
_PART = re.compile(r"(?<=\?)\s+(?=\w)|,?\s+en\s+(?=(?:hoeveel|hoe|wie|wat|waar|wanneer|waarom|welke?|op welke)\b)", re.IGNORECASE)
REFERENCE = re.compile(
    r"\b(?:kamerstuk(?:ken)?\s+\d{2}\s?|\d{2}\s)\d{3}\b(?!\s*(?:euro|mensen))(?:\s+[IVXLC]+\b)?"
    r"|\b(?:vraag|vragen|antwoord|artikel|art\.|lid|bijlage|pagina|blz\.|nr\.?|nummer|kamerstuk|vergaderjaar)"
    r"\s+\d[\d–-]*(?:(?:,|\s+en)\s+\d+)*",
    re.IGNORECASE,
)
"""'vraag 2', 'artikel 5', '36 800 VII': names, not numbers of anything."""


def intent(question: str) -> Intent:
    """Read what a question asks for; a question of no known form asks whether."""
    asking, run_up = _asking(question)
    plain = " ".join(folded(asking).split())
    asks = _asks(_INDIRECT.sub("", plain))
    about = dict.fromkeys(word for word in words(question) if word not in FUNCTION_WORDS)
    return Intent(
        asks=asks,
        words=tuple(about),
        aside=frozenset(words(run_up)) - frozenset(words(asking)),
        judgement=bool(_JUDGEMENT.search(plain)),
        verdict=asks is Asks.WHETHER and bool(_VERDICT.search(plain)),
        name=named[1] if asks is Asks.WHETHER and (named := _ABOUT_NAME.match(asking)) else None,
        norm=asks is Asks.WHETHER and bool(_NORM.search(plain)),
        acquaintance=bool(_ACQUAINTANCE.search(plain)),
        numbers=numbers_in(plain),
    )


def _asks(plain: str) -> Asks:
    if _VERB_FIRST.match(plain):
        return Asks.WHETHER
    return next((kind for kind, pattern in _ASKS if re.search(pattern, plain)), Asks.WHETHER)


def _asking(question: str) -> tuple[str, str]:
    """Return the sentence that asks, the last one that ends so, and the run-up to it; without such a sentence, all and nothing."""
    sentences = [sentence for sentence in _SENTENCE.split(_GREETING.sub("", question.strip())) if sentence.strip()]
    ending = [place for place, sentence in enumerate(sentences) if sentence.rstrip().endswith("?")]
    if len(sentences) < 2 or not ending:
        return " ".join(sentences), ""
    last = ending[-1]
    first = last - 1 if last and len(words(sentences[last])) < _FEW_WORDS else last
    return " ".join(sentences[first : last + 1]), " ".join(sentences[:first] + sentences[last + 1 :])


def parts(question: str) -> list[str]:
    """Return the questions that one question is made of: 'Heeft Odido het gemeld, en hoeveel boete volgt er?' asks two things.

    A part without words of its own, or a sentence that leads up to the question, is not a part.
    """
    pieces = [piece.strip(" ,") for piece in _PART.split(question) if piece and piece.strip(" ,?")]
    asking = [piece for piece in pieces if piece.endswith("?") or intent(piece).asks is not Asks.WHETHER or _VERB_FIRST.match(piece)]
    enough = len(asking) == len(pieces) == 2 and all(intent(piece).words for piece in asking)
    return asking if enough else [question]


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers of a text, without the points between thousands; case numbers and paper numbers are names, not numbers."""
    return frozenset(number.replace(".", "") for number in re.findall(r"(?<![\w-])\d+(?:[.,]\d+)*(?![\w-])", REFERENCE.sub(" ", text)))
