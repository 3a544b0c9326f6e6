"""A question in; whether the one who asks is in need now, and whether something is asked besides, out. Knows no telephone numbers.

Need is told by the asker, of himself or of someone close, as a fact of this moment: 'ik word bedreigd', 'mijn vader krijgt geen
lucht'. A question about people who are threatened is a question, and so is one with 'als', 'stel dat' or 'vroeger'. Quoted words are
not the asker's.
"""

import re
from dataclasses import dataclass
from typing import Literal

from bot.following.topic import topic

Need = Literal["life", "medical", "fire", "sexual", "home_violence", "violence", "eviction", "money", "legal"]

_FAMILY = (
    r"(?:mijn|m['’]n|mn|onze?)\s+(?:\w+\s+)?(?:man|vrouw|partner|vriend|vriendin|ex(?:-?\w+)?|vader|moeder|stief\w+|schoon\w+|broer|zus"
    r"|zusje|broertje"
    r"|zoon|zoontje|dochter|dochtertje|kind|kindje|baby|oom|tante|opa|oma|kleinzoon|kleindochter|pa|ma|papa|mama|huisgenoot)"
)
_NEAR = (
    r"(?:mijn|m['’]n|mn|onze?)\s+(?:\w+\s+)?(?:buurman|buurvrouw|buren|collega|baas|huisbaas|verhuurder|klant|klasgenoot|leraar|stalker)"
)
_MID = r"(?:(?!niet\b|nooit\b|geen\b|of\b)[\w’'-]+\s+){0,5}?"
_FEW = r"(?:(?!niet\b|nooit\b|geen\b)[\w’'-]+\s+){0,3}?"
_END = r"(?=\s*(?:$|[.,!?;:]|en\b|want\b|omdat\b|maar\b|wat\b|wie\b|hoe\b|help\b))"
_MY_FAMILY_EN = (
    r"my\s+(?:husband|wife|partner|boyfriend|girlfriend|ex(?:-\w+)?|father|mother|dad|mum|mom|brother|sister|son|daughter"
    r"|child|baby|grand\w+)"
)
_HIT = (
    r"(?:bedreigd|mishandeld|geslagen|achtervolgd|gestalkt|aangevallen|overvallen|beschoten|gechanteerd|afgeperst|vastgehouden"
    r"|gegijzeld|ontvoerd)"
)
_NOT_A_PERSONS = (
    r"(?!\s+(?:met\s+(?:een\s+)?(?:boete|dwangsom|ontslag|uitzetting|korting|sluiting|faillissement|rechtszaak|incasso)|in\s+mijn\s))"
)

_TOLD: dict[Need, tuple[str, ...]] = {
    "life": (
        r"\bik\s+wil\s+(?:\w+\s+){0,3}?(?:niet\s+(?:meer|langer)\s+(?:leven(?!\s+(?:in|onder|van|als|op|bij)\b)|verder\s+leven)"
        r"|er\s+niet\s+meer\s+zijn)",
        rf"\bik\s+wil\s+(?:echt\s+|gewoon\s+|liever\s+|het\s+liefst\s+)*dood(?:\s+(?:zijn|gaan))?{_END}",
        r"\bik\s+(?:wil|ga)\s+(?:nu\s+|vanavond\s+|vannacht\s+|morgen\s+)?(?:zelfmoord|zelfdoding)\s+plegen\b",
        r"\bik\s+denk\s+(?:\w+\s+){0,2}?aan\s+(?:zelfmoord|zelfdoding)\b|\bik\s+ben\s+su[iï]cidaal\b",
        r"\bik\s+(?:wil|ga)\s+(?:mezelf|mijzelf|me)\s+(?:\w+\s+)?(?:van\s+kant\s+maken|ombrengen|doden|verhangen|ophangen"
        r"|iets\s+aandoen)\b",
        rf"\bik\s+maak\s+er\s+(?:\w+\s+)?een\s+einde?\s+aan{_END}|\bik\s+(?:wil"
        rf"|ga)\s+(?:\w+\s+)?een\s+einde?\s+(?:maken\s+)?aan\s+mijn\s+leven\b",
        r"\bi\s+(?:really\s+|just\s+)?want\s+to\s+(?:die\b(?!\s+(?:at|in|with)\b)|kill\s+myself|end\s+my\s+life)|\bi(?:\s+am"
        r"|['’]m)\s+suicidal\b",
        r"\bi\s+(?:do\s+not|don['’]t)\s+want\s+to\s+(?:live|be\s+alive)\s+any\s?more\b|\bi(?:\s+am|['’]m)\s+going\s+to\s+kill\s+myself\b",
        r"\b(?:een\s+einde?|eind)\s+(?:te\s+)?(?:maken\s+)?aan\s+mijn\s+leven\b|\b(?:mezelf|mijzelf)\s+(?:van\s+kant|om\s+het\s+leven)\b",
    ),
    "medical": (
        rf"\b(?:ik|hij|zij|ze|{_FAMILY})\s+(?:krijgt?|heeft|heb)\s+(?:\w+\s+){{0,2}}?geen\s+(?:lucht|adem)\b(?!\s+van\b)",
        rf"\b(?:hij|zij|ze|{_FAMILY})\s+ademt\s+(?:\w+\s+){{0,2}}?niet\b|\b{_FAMILY}\s+reageert\s+niet\s+meer\b",
        rf"\b(?:hij|zij|ze|{_FAMILY})\s+(?:is|ligt|raakt)\s+(?:\w+\s+){{0,2}}?(?:bewusteloos|buiten\s+bewustzijn)\b(?!\s+(?:geweest"
        rf"|geraakt))",
        rf"\b(?:ik|hij|zij|ze|{_FAMILY})\s+(?:heeft|heb)\s+{_FEW}een\s+(?:hartaanval|hartinfarct|beroerte"
        rf"|herseninfarct)\b(?!\s+(?:\w+\s+)?gehad)",
        rf"\b(?:hij|zij|ze|{_FAMILY})\s+(?:nu\s+)?een\s+(?:hartaanval|hartinfarct|beroerte|herseninfarct)\s+(?:heeft|krijgt)\b(?!\s+gehad)",
        r"\bik\s+heb\s+(?:nu\s+)?(?:hevige\s+|erge\s+|veel\s+)?pijn\s+op\s+(?:de|mijn)\s+borst\b",
        rf"\b(?:ik|hij|zij|ze|{_FAMILY})\s+(?:heeft|heb)\s+(?:\w+\s+){{0,2}}?(?:te\s+veel\s+pillen|een\s+overdosis|gif|chloor"
        rf"|bleekmiddel)\b(?!\s+in\s)",
        rf"\b(?:{_MY_FAMILY_EN}|i|he|she)\s+(?:can\s?not|can['’]t)\s+breathe\b|\b(?:{_MY_FAMILY_EN}|he|she)\s+is\s+(?:not\s+breathing"
        rf"|unconscious)\b",
        rf"\b(?:{_MY_FAMILY_EN}|he|she)\s+is\s+having\s+a\s+(?:heart\s+attack|stroke|seizure)\b|\bi(?:\s+am"
        rf"|['’]m)\s+having\s+a\s+(?:heart\s+attack|stroke)\b",
    ),
    "fire": (
        r"\b(?:mijn|ons)\s+(?:huis|woning|flat|appartement|keuken|schuur|auto)\s+staat\s+(?:nu\s+)?in\s+brand\b"
        r"|\ber\s+is\s+brand\s+(?:bij\s+(?:mij|ons)|in\s+(?:mijn|ons)\s)",
        r"\bmy\s+(?:house|home|flat|apartment)\s+is\s+on\s+fire\b",
    ),
    "sexual": (
        r"\bik\s+(?:ben|word)\s+(?:(?!niet\b|nooit\b)[\w’'-]+\s+){0,4}?(?:verkracht|aangerand)\b",
        r"\bi\s+(?:was|have\s+been|am\s+being)\s+(?:\w+\s+)?(?:raped|sexually\s+assaulted)\b",
    ),
    "home_violence": (
        rf"\b(?:{_FAMILY}|hij|zij|ze)\s+{_FEW}(?:slaat|mishandelt|schopt|wurgt|verkracht)\s+(?:\w+\s+){{0,2}}?(?:mij|me|ons"
        rf"|mijn\s+(?:kind(?:eren)?|moeder|zusje|broertje))\b",
        rf"\b{_FAMILY}\s+{_FEW}(?:bedreigt|misbruikt|stalkt)\s+(?:\w+\s+){{0,2}}?(?:mij|me|ons|mijn\s+kind(?:eren)?)\b",
        rf"\bik\s+word\s+(?:\w+\s+){{0,3}}?(?:thuis|door\s+{_FAMILY})\s+{_MID}{_HIT}\b{_NOT_A_PERSONS}",
        rf"\bik\s+word\s+(?:\w+\s+){{0,3}}?{_HIT}\s+(?:door\s+{_FAMILY}|thuis)\b",
        rf"\b{_FAMILY}\s+{_FEW}heeft\s+(?:mij|me|ons)\s+{_FEW}(?:geslagen|mishandeld|geschopt|gewurgd|verkracht|bedreigd|opgesloten)\b",
        rf"\b(?:{_FAMILY})\s+{_FEW}dreigt\s+(?:mij|me|ons|zichzelf|mijn\s+kind(?:eren)?)\s+{_FEW}te\s+(?:vermoorden|doden|slaan|steken|wurgen)\b",
        rf"\bik\s+(?:zit|ben)\s+{_FEW}opgesloten\s+(?:\w+\s+){{0,3}}?door\s+{_FAMILY}\b",
        r"\bmijn\s+kind(?:eren)?\s+word(?:t|en)\s+(?:\w+\s+){0,3}?(?:mishandeld|misbruikt|geslagen)\b",
        rf"\b{_MY_FAMILY_EN}\s+(?:keeps\s+)?(?:hits|beats|beating|hitting|threatens|abuses|rapes|is\s+(?:hitting|beating|threatening"
        rf"|abusing))\s+(?:me|us|my\s+child(?:ren)?)\b",
    ),
    "violence": (
        rf"\bik\s+word\s+{_MID}{_HIT}\b{_NOT_A_PERSONS}",
        rf"\b(?:wij|we)\s+worden\s+{_MID}(?:bedreigd|mishandeld|afgeperst|gechanteerd|gestalkt)\b{_NOT_A_PERSONS}",
        r"\bik\s+ben\s+(?:net|zojuist|vandaag|vannacht|vanavond)\s+(?:\w+\s+){0,2}?(?:overvallen|beroofd|mishandeld|aangevallen|bedreigd)\b",
        rf"\b{_FAMILY}\s+wordt\s+{_MID}(?:bedreigd|mishandeld|gestalkt|ontvoerd|gegijzeld)\b{_NOT_A_PERSONS}",
        rf"\b(?:{_NEAR}|iemand|ze|hij)\s+(?:bedreigt|bedreigen|stalkt|stalken|achtervolgt)\s+(?:mij|me|ons)\b{_NOT_A_PERSONS}",
        rf"\b(?:{_NEAR}|iemand|ze|hij)\s+{_FEW}(?:dreigt|dreigen)\s+(?:mij|me|ons)\s+{_FEW}te\s+(?:vermoorden|doden|slaan|steken)\b",
        r"\b(?:someone|somebody|a\s+man)\s+is\s+(?:trying\s+to\s+break|breaking)\s+into\s+my\s|\b(?:threatens|threatening)\s+to\s+kill\s+(?:me|us)\b",
        r"\ber\s+wordt\s+(?:nu\s+|op\s+dit\s+moment\s+)?(?:bij\s+(?:mij|ons)|in\s+(?:mijn|ons)\s+huis)\s+(?:\w+\s+)?ingebroken\b"
        r"|\ber\s+is\s+een\s+inbreker\s+in\s+(?:mijn|ons)\s",
        r"\b(?:iemand|hij|ze|er)\s+staat\s+(?:iemand\s+)?(?:nu\s+)?(?:voor|aan|bij)\s+(?:mijn|de)\s+deur\s+met\s+een\s+(?:mes|wapen"
        r"|pistool|bijl)\b",
        r"\b(?:i|we)(?:\s+am|\s+are|['’]m|['’]re)\s+being\s+(?:\w+\s+)?(?:threatened|attacked|stalked|followed|blackmailed|extorted"
        r"|beaten)\b(?!\s+with\s+(?:a\s+fine|eviction))",
    ),
    "eviction": (
        rf"\b(?:ik\s+word|(?:wij|we)\s+worden)\s+{_MID}(?:uit\s+(?:mijn\s+|m['’]n\s+|ons\s+|de\s+)?(?:huis|woning|huurhuis"
        rf"|kamer)\s+gezet|op\s+straat\s+gezet)",
        rf"\b(?:ik\s+word|(?:wij|we)\s+worden|(?:mijn|ons)\s+(?:huis|woning)\s+wordt)\s+{_MID}ontruimd\b",
        rf"\bik\s+moet\s+{_FEW}(?:mijn|m['’]n)\s+(?:huis|woning|kamer)\s+uit{_END}|\bik\s+sta\s+(?:\w+\s+){{0,2}}?op\s+straat{_END}",
        r"\bi(?:\s+am|['’]m)\s+(?:being|getting)\s+evicted\b|\bwe(?:\s+are|['’]re)\s+being\s+evicted\b",
    ),
    "money": (
        r"\b(?:mijn|onze)\s+(?:bank|spaar)?rekening(?:en)?\s+(?:is|zijn|wordt)\s+(?:\w+\s+){0,4}?(?:leeggehaald|geplunderd|leeggeroofd"
        r"|leeggetrokken)\b",
        rf"\b(?:hebben|heeft)\s+{_FEW}(?:mijn|onze)\s+(?:bank|spaar)?rekening\s+{_FEW}(?:leeggehaald|geplunderd|leeggeroofd|leeggetrokken)\b",
        r"\ber\s+is\s+(?:[\w.]+\s+){0,3}?(?:geld|euro)\s+van\s+mijn\s+(?:bank|spaar)?rekening\s+(?:gehaald|verdwenen|gestolen"
        r"|weggehaald)\b",
        r"\bik\s+ben\s+(?:(?!niet\b|nooit\b)[\w’'-]+\s+){0,5}?opgelicht\b|\bik\s+word\s+(?:\w+\s+){0,3}?opgelicht\b",
        r"\bmy\s+(?:bank\s+|savings\s+)?account\s+(?:was|is|has\s+been)\s+(?:\w+\s+)?(?:emptied|drained|plundered)\b|\bi(?:\s+was"
        r"|\s+have\s+been|['’]ve\s+been)\s+scammed\b",
    ),
    "legal": (r"\bik\s+(?:ben|word)\s+(?:(?!niet\b)[\w’'-]+\s+){0,3}?op\s+staande\s+voet\s+ontslagen\b",),
}
_NEEDS = {need: re.compile("|".join(patterns), re.IGNORECASE) for need, patterns in _TOLD.items()}
# What makes of it a case, a report or a question: 'als ik word bedreigd', 'dat ik word bedreigd', 'hoe ik word bedreigd'.
_SUPPOSED = re.compile(
    r"\b(?:als|wanneer|indien|mocht|stel|of|dat|zodra|zolang|tenzij|zogenaamd|if|when|whether|that|suppose|hoe|waarom|why|how)[\s:,]*$",
    re.IGNORECASE,
)
_SURELY = re.compile(r"\b(?:ik\s+denk|volgens\s+mij|ik\s+ben\s+bang|help),?\s+(?:dat\s+)?$", re.IGNORECASE)
_LONG_AGO = re.compile(
    r"\b(?:jaren|jaar|years?)\s+(?:geleden|ago)\b|\bvroeger\b|\bvorig\s+jaar\b|\booit\b|\bdestijds\b|\blast\s+year\b|\bin\s+(?:19"
    r"|20)\d\d\b|\bgespeeld\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^”“]*[”“]|\"[^\"]*\"|(?<!\w)[‘'][^’']*[’'](?!\w)")
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_CLAUSE_END = re.compile(
    r"[.,!?;\n]|\s(?=(?:en\s+(?:ik|we|wij|nu|i|we)|maar|want|dus|wat|wie|hoe|waar|waarom|welke?|kan|kunt|kunnen|moet|mag|what|who|how"
    r"|where|can)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?|(?:^|[.,!;]\s*|\b(?:en|maar|dus|and|but)\s+)(?:wat|wie|hoe\w*|waar\w*|wanneer|welke?|kan|kunt|kunnen|moet|mag|is|heeft|krijg"
    r"|what|who|how|where|when|why|which|can|does|is)\b",
    re.IGNORECASE,
)
# Words of a cry for help: with nothing else, nothing about letters is asked.
_HELP = frozenset(
    "help helpt hulp helpen bellen bel politie ambulance dokter spoed snel alsjeblieft alstublieft asjeblieft please call police nu "
    "meteen terecht heen "
    "nummer melden aangifte bang me iemand overheid jullie now doen nodig doe do".split()
)


@dataclass(frozen=True, kw_only=True)
class Distress:
    """Somebody in need."""

    needs: tuple[Need, ...]
    """The gravest first; at least one."""
    asks: bool
    """Whether a question is asked besides, which letters may answer."""


def distress(question: str) -> Distress | None:
    """Return what somebody who asks is in need of now, None when nobody is."""
    own = _QUOTED.sub(" ", question)
    spans: dict[Need, tuple[int, int]] = {}
    for need, pattern in _NEEDS.items():
        for match in pattern.finditer(own):
            if _is_now(own, match):
                spans.setdefault(need, match.span())
                break
    if not spans:
        return None
    if "home_violence" in spans:
        spans.pop("violence", None)
    return Distress(needs=tuple(spans), asks=_asks(own, sorted(spans.values())))


def _is_now(text: str, told: re.Match[str]) -> bool:
    """Whether it is told as a fact of now, in the sentence it stands in."""
    sentence = next(part for part in _SENTENCE.finditer(text) if part.start() <= told.start() < part.end())
    before = text[sentence.start() : told.start()]
    if _SUPPOSED.search(before) and not _SURELY.search(before):
        return False
    return not _LONG_AGO.search(sentence.group())


def _asks(text: str, told: list[tuple[int, int]]) -> bool:
    """Whether something is left to ask when what was told is taken out, clause by clause."""
    left, done = [], 0
    for start, end in told:
        left.append(text[done : max(start, done)])
        stop = _CLAUSE_END.search(text, end)
        done = max(done, stop.start() if stop else len(text))
    rest = " ".join([*left, text[done:].lstrip(",;.! ")]).strip()
    return bool(_ASKS.search(rest)) and any(word.casefold() not in _HELP for word in topic(rest))
