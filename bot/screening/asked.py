"""A question as typed in; what is asked of the government out, without what is said to the machine. Knows no model.

No instruction has an effect here: a model can only point at sentences, and the gate proves each of them. But its words would be searched
for like all others, and so blur what is found. Taken out are markup, code and the signs by which chat models tell turns apart; and, where
a question is left, sentences that tell the machine what to do or that play a part of the conversation. A sentence that asks stays.
"""

import re
import unicodedata
from html import unescape

from bot.following.topic import topic

_ROLE = re.compile(r"(?:<\|im_start\|>|<\|start_header_id\|>|<start_of_turn>)\s*(\w+)|<(system|assistant|user)>", re.IGNORECASE)
_PLAYED = re.compile(r"<<SYS>>.*?<</SYS>>|<(script|style)\b[^>]*>.*?</\1>", re.IGNORECASE | re.DOTALL)
_END_OF_ROLE = re.compile(r"</(?:system|assistant|user)>|<\|im_end\|>|<\|eot_id\|>|<end_of_turn>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z!|/][^<>]{0,300}>|\[/?INST\]", re.IGNORECASE)
_LINK = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)|\[([^\[\]]*)\]\((?:[^()\s]|\([^()]*\))*\)")
_JSON = re.compile(r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|\"?\}\]\}")
_CODE = re.compile(r"```(?:json|python|html|xml|text)?|([\"'`*#=~_-])\1{2,}|\b(?=\w*\d)(?=\w*[a-z])(?=\w*[A-Z])[A-Za-z0-9+/]{28,}={0,2}")
_TURN = re.compile(
    r"(?:^|(?<=[.!?])\s)\W*(?P<name>system(?:\s+(?:override|prompt|message))?|systeem|user|gebruiker|assistant|assistent|model|developer|instruction"
    r"|instructie|response|vraag(?:\s+van\s+de\s+burger)?|antwoord\s+(?:van\s+de\s+(?:minister|regering)|op\s+vraag\s+\d+)"
    r"|zinnen\s+uit\s+antwoorden\s+van\s+de\s+regering|s\d{1,2})\s*:",
    re.IGNORECASE,
)
_ASKS = re.compile(r"vraag|user|gebruiker", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_MACHINE = (
    r"(?:negeer|vergeet|ignore|disregard|forget|override|bypass)\b",
    r"(?:je|jij)\s+bent\s+(?:nu|vanaf\s+nu|voortaan|een)\b|u\s+bent\s+(?:nu|vanaf\s+nu|voortaan)\b|you\s+are\s+(?:now|a|an)\b",
    r"(?:doe|gedraag\s+je)\s+als(?:of)?\b|act\s+(?:as|like)\b|pretend\b|speel\s+(?:een|de)\s",
    r"(?:antwoord|reageer|respond|reply|answer)\s+(?:alleen|altijd|voortaan|met|enkel|only|always|with|in|from)\b",
    r"(?:begin|start)\s+(?:je|your)\s+(?:antwoord|answer|reply)\b|voeg\s+(?:aan\s+je\s+antwoord|toe)\b|set\s+(?:the\s+)?status\b",
    r"(?:herhaal|repeat|print|output|toon|show|reveal|vertaal|translate|vertel)\s+(?:\w+\s+){0,2}?(?:je|jouw|your|alle|all|everything"
    r"|(?:de|the|het)\s+(?:text|words|prompt|instructions?|rules|lines?|tekst|instructies?|regels|opdracht))\b",
    r"(?:zeg|say|schrijf|write|noem)\s+(?:dat|gewoon|altijd|alleen|ja|nee|that|only|yes|no)\b|just\s+say\b",
    r"(?:kies|wijs|gebruik|pick|choose|use)\s+(?:altijd\s+)?(?:zin|zinnen|sentence|s\d+|token|your\s+own|je\s+eigen)\b",
    r"(?:onthoud|remember|bevestig|confirm)\b|(?:from\s+now\s+on|vanaf\s+nu|voortaan)\b|(?:developer|debug|god)\s+mode\b|(?:rot13|base64)\b",
    r"(?:nieuwe\s+opdracht|new\s+(?:task|instruction)|einde?\s+(?:van\s+de\s+)?(?:vraag|prompt)|begin\s+(?:een\s+)?nieuw)\b",
)
_ORDER = re.compile(rf"\W*(?:(?:en|dus|nu|and|also|now|please|alsjeblieft)\s+)?(?:{'|'.join(_MACHINE)})", re.IGNORECASE)
_LOOK_ALIKE = str.maketrans("аеорсухіѕԁаΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "aeopcyxisdaABEZHIKMNOPTYXo")
"""Cyrillic and Greek letters that look like Latin ones."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def asked_of_the_government(question: str) -> str:
    """Return the question without markup, code and what tells the machine what to do; unchanged when nothing else would be left."""
    plain = _without_markup(question)
    if not _WORD.search(plain):
        return question
    kept = [text for name, text in _parts(plain) if not _is_told(name, text)]
    rest = " ".join(_behind_an_order(text) for text in kept)
    return " ".join((rest if "?" in rest and topic(rest) else plain).split())


def _without_markup(question: str) -> str:
    text = _ROLE.sub(lambda role: f". {role[1] or role[2]}: ", unescape(question))
    text = _TAG.sub(" ", _PLAYED.sub(" ", _END_OF_ROLE.sub(". user: ", text)))
    text = _LINK.sub(lambda link: f" {link[1] or ''} ", text)
    return _CODE.sub(" ", _JSON.sub(" ", text)).removeprefix(". ")


def _parts(text: str) -> list[tuple[str, str]]:
    """The sentences of a text, each with the part of a conversation it plays ('system'), '' for none."""
    turns = [(0, 0, ""), *((turn.start(), turn.end(), turn["name"]) for turn in _TURN.finditer(text))]
    ends = [*(start for start, _, _ in turns[1:]), len(text)]
    return [
        (name, sentence)
        for (_, begin, name), end in zip(turns, ends, strict=True)
        for sentence in _SENTENCE.split(text[begin:end].strip())
        if re.search(r"\w", sentence)
    ]


def _is_told(name: str, text: str) -> bool:
    """Whether a sentence is said to the machine, or plays another's part; one that asks never is."""
    if "?" in text and len(_WORD.findall(text)) > 1:
        return False
    return bool(name and not _ASKS.match(name)) or bool(_ORDER.match(_legible(text)))


def _behind_an_order(text: str) -> str:
    """What is asked behind a colon, when an order stands before it."""
    before, colon, asked = text.rpartition(": ")
    return asked if colon and "?" in asked and _ORDER.match(_legible(before)) else text


def _legible(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_LOOK_ALIKE)
