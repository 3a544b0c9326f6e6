"""A question in, whether it is nothing but an insult out: an insult with a question is a question, and a complaint names its subject."""

import re

from bot.following.topic import topic

_STRONG = (
    r"idio(?:ot|ten|ote)|debie(?:l|len)|mongo(?:ol|len)|imbecie(?:l|len)|klootza(?:k|kken)|lul(?:len)?|sukkels?|hufters?|slet(?:ten)?"
    r"|trut(?:ten)?|kutwij(?:f|ven)"
    r"|kut\w*|schoft(?:en)?|tering(?!\w*ziek)\w*|tyfus\w*|kanker(?:lijers?|honde?n?|zooi|regering|overheid|ministers?)|dombo['’]?s?"
    r"|stommelingen?|stommerds?"
    r"|randdebie(?:l|len)|rotzak(?:ken)?|viezeriken?|smeerlap(?:pen)?|nietsnutten?|eikels?|idiots?|morons?|assholes?|bastards?|retards?"
    r"|fuck\w*"
)
_WEAK = (
    r"gek(?:ken)?|leugenaars?|oplichters?|criminelen|crimineel|boeven|ratten|varkens|tuig|hoeren?|zakkenvullers?|dwa(?:as|zen)"
    r"|flikkers?|achterlijk|dom|dieven|stupid"
    r"|losers?|scum|pathetic|liars?|waardeloos"
)
"""Words that are also a subject: they insult only whom they are said of."""
_INSULT = re.compile(rf"\b(?:{_STRONG})\b", re.IGNORECASE)
_ANY = re.compile(rf"(?:{_STRONG}|{_WEAK})", re.IGNORECASE)
_SAID_TO = re.compile(
    rf"\b(?:jullie|jij|je|u|you)\s+(?:zijn|bent|ben|are)\s+(?:[\w’'-]+\s+){{0,4}}?(?:{_STRONG}|{_WEAK})\b"
    rf"|\bstel(?:letje)?\s+(?:\w+\s+)?(?:{_STRONG}|{_WEAK})\b",
    re.IGNORECASE,
)
_GO_AWAY = re.compile(
    r"\b(?:rot\s+(?:toch\s+|lekker\s+)?op|sodemieter\s+op|flikker\s+op|hou\s+je\s+(?:bek|kop|smoel)|val\s+dood"
    r"|krijg\s+(?:toch\s+)?(?:allemaal\s+)?de\s+(?:tering|tyfus|kanker|klere)|loop\s+naar\s+de\s+hel|go\s+to\s+hell|shut\s+up"
    r"|screw\s+you|f\W?ck\s+(?:you|off))\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?|(?:^|[.!,])\W*(?:(?:en|maar|hé|hey|zeg)\s+)?(?:wie|wat(?!\s+(?:een|zijn\s+jullie|ben\s+je|bent\s+u))|waar\w*|wanneer|hoe\w*"
    r"|welke?|why|how|what|who|when|where)\b",
    re.IGNORECASE,
)
# Whom and how one insults: with nothing else, no subject is named.
_ADDRESSED = frozenset(
    """
    stel stelletje zulke zo'n zooi zootje bende hele echt gewoon allemaal totale complete volslagen stomme domme vieze vuile enorme
    godverdomme verdomme jezus regering kabinet minister ministers overheid politici politicus politiek kamerlid kamerleden ambtenaar
    ambtenaren haag nederland nederlandse land bot computer computerprogramma programma chatbot site website robot stom incapabele bunch
    total complete bloody government damn politicians people mensen volk lui figuren
    """.split()
)


def is_insult(question: str) -> bool:
    """Return whether somebody only lets off steam: nothing is asked, or nothing besides the insult is named."""
    subject = any(word.casefold() not in _ADDRESSED and not _ANY.fullmatch(word) for word in topic(_GO_AWAY.sub(" ", question)))
    if _SAID_TO.search(question) or _GO_AWAY.search(question):
        return not (subject and _ASKS.search(question))
    return bool(_INSULT.search(question)) and not subject
