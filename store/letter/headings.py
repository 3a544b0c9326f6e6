"""A line in, the heading it is out: 'Vraag 4', 'Antwoord op vragen 3 en 4', 'Antwoord:', '5. Deelt u …'; knows no other line.

The forms were counted on 115 real documents of many ministries, and on the older layout of the published Aanhangsel. A heading may be
misspelt ('Antword op vraag 3'), or marked as bold or as a heading ('**Vraag 1**', '## Antwoord'), as tools that read PDF write it.
"""

import re
from dataclasses import dataclass
from typing import Literal

_ONE = r"\d{1,3}(?:\s?[a-h](?![a-zà-ÿ]))?"
_RANGE_SIGN = r"(?:-|–|—|t/m|t\.?e\.?m\.?|tot\s+en\s+met)"
_AGAIN = r"(?:(?:op|bij|van)\s+)?(?:de\s+)?(?:(?:sub)?(?:vraag|vragen)\s+)?"
_JOIN = rf"(?>\s*[,;]\s*(?:en|&)?\s*{_AGAIN}|\s+(?:en|&|\+)\s+{_AGAIN}|\s*(?:/|&|\+|{_RANGE_SIGN})\s*{_AGAIN}|\s+)"
NUMBERS = rf"(?>{_ONE}(?:{_JOIN}{_ONE})*)"
"""Pattern of a list of question numbers: '2', '2 en 3', '1, 2, 3 en 5', '1-3', '4 t/m 6', '1, 2 3 en 4', '3a en 3b', '2 en vraag 3'."""

_RANGE = re.compile(rf"(\d{{1,3}})[a-h]?\s*{_RANGE_SIGN}\s*{_AGAIN}(\d{{1,3}})|(\d{{1,3}})", re.IGNORECASE)
_LONGEST_RANGE = 100
Kind = Literal["question", "answer", "answers", "set", "numbered", "remark"]
_WHICH = rf"(?:(?:nr\.?|nummer)\s*)?\(?(?P<numbers>{NUMBERS})\)?"
_WHO = r"(?:\s*\([^()\d]{2,120}\))?"
_REST = r"\s*(?:[:.)]+(?:\s*[-–])?\s*(?P<rest>.*)|[-–](?:\s+(?P<dash>\S.*))?)?"
_LOOSE_REST = r"\s+(?P<rest>[«\"'‘’“„(]?[A-ZÀ-Þ].*)"
_ASKED = r"(?:Sub)?(?:Vraag|Vragen)\s*"
_ANSWERED = (
    r"(?:(?:Nadere?|Aanvullende?|Herziene?)\s+)?(?:Antwoord(?:en)?|Beantwoording)"
    r"(?:\s+van\s+(?:de|het)\s+(?:minister|staatssecretaris|kabinet|regering)[^:?\d]{0,120}?(?=\s+op\b))?"
    r"(?:\s*(?:op|bij|van|aan)(?![a-z]*en\b))?(?:\s*de\b)?(?:\s*(?:sub)?(?:vraag|vragen))?\s*"
)
_QUESTION = re.compile(rf"{_ASKED}{_WHICH}{_WHO}{_REST}", re.IGNORECASE)
_ANSWER = re.compile(rf"{_ANSWERED}{_WHICH}{_WHO}{_REST}", re.IGNORECASE)
_LOOSE_QUESTION = re.compile(rf"(?i:{_ASKED}{_WHICH}){_LOOSE_REST}")
_LOOSE_ANSWER = re.compile(rf"(?i:{_ANSWERED}{_WHICH}){_LOOSE_REST}")
_BARE_ANSWER = re.compile(
    r"(?:(?:Nader|Aanvullend)\s+)?(?:Antwoord(?:en)?)(?:\s+op\s+de\s+vragen)?\s*(?:[:.]\s*(?P<rest>.*))?", re.IGNORECASE
)
_BARE_QUESTION = re.compile(r"Vraag\s*(?::\s*(?P<rest>.*))?", re.IGNORECASE)
_SET_BEGINS = re.compile(r"(?:(?:Nadere|Aanvullende|Schriftelijke)\s+v|V)ragen\s+van\s+(?:het\s+lid|de\s+leden|lid)\s.*", re.DOTALL)
_MISSPELT = re.compile(
    rf"(?P<word>[^\W\d_]{{4,12}})(?:\s+(?:op|bij|van))?(?:\s+de)?(?:\s+(?P<asked>[^\W\d_]{{4,8}}))?\s*{_WHICH}\s*[.:]?", re.IGNORECASE
)
_LEAD = re.compile(r"(?:#{1,6}[ \t]+|>[ \t]+|[•·▪◦][ \t]*)?[*_]{0,3}(?=\w)")
_CLOSE = re.compile(r"(?<=[\w.:)])[*_]{1,3}(?=[\s:.]|$)")
_ANSWERS_BEGIN = re.compile(
    r"(?:(?:Nader|Aanvullend)\s+)?Antwoord\s+(?:van\s+(?:de\s+|het\s+)?(?:minister|staatssecretaris|heer|mevrouw|kabinet)\b"
    r"|(?:minister|staatssecretaris)\s+[A-Z].*\(ontvangen).*",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = re.compile(rf"(?P<numbers>{NUMBERS})(?:\s*[.)]+\s*(?P<rest>\S.*)|\s*[.):]?)", re.IGNORECASE)
_REMARK = re.compile(r"(?P<label>Mededeling|Toelichting|Opmerking|Bijlagen?(?:\s+\d{1,2})?)\s*(?P<colon>:)?\s*(?P<rest>.*)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What a heading line says."""

    of: Kind
    """'numbered' is '3. text', a bare '3' or '2 en 3': a heading only in letters that number so. 'answers' opens the part with answers,
    'set' the questions of another member ('Vragen van het lid …')."""
    numbers: tuple[int, ...] = ()
    """Empty for a bare 'Vraag' or 'Antwoord', and for a remark."""
    rest: str = ""
    """Text that follows on the same line, to the end of the line."""
    certain: bool = True
    """False for 'Vraag 2 Deelt u …', which may also be the beginning of a sentence, and for a misspelt heading."""
    part: bool = False
    """True for a sub-question, '3a', which is a part of question 3."""


def numbers_in(text: str) -> tuple[int, ...]:
    """Return the question numbers a list names, ranges written out, in order, each once; an absurd range names its ends."""
    found: list[int] = []
    for match in _RANGE.finditer(text):
        if match[3]:
            found.append(int(match[3]))
        else:
            first, last = int(match[1]), int(match[2])
            found += range(first, last + 1) if first <= last < first + _LONGEST_RANGE else (first, last)
    return tuple(dict.fromkeys(found))


_FORMS: tuple[tuple[Kind, re.Pattern[str], bool], ...] = (
    ("answer", _ANSWER, True),
    ("question", _QUESTION, True),
    ("answer", _BARE_ANSWER, True),
    ("question", _BARE_QUESTION, True),
    ("answers", _ANSWERS_BEGIN, True),
    ("set", _SET_BEGINS, True),
    ("answer", _LOOSE_ANSWER, False),
    ("question", _LOOSE_QUESTION, False),
    ("numbered", _NUMBERED, True),
)
_LONGEST_MISSPELT = 50
_LONGEST = 200
"""Characters in which a heading must be recognised; what is longer is text, and must not cost time."""


def heading(line: str) -> Heading | None:
    """Return the heading a line is, None for any other line."""
    line = line.strip()
    begin = _unmarked(line[:_LONGEST]).rstrip()
    start = len(begin) - len(begin.lstrip())
    for of, pattern, certain in _FORMS:
        if match := pattern.fullmatch(begin, start):
            groups = match.groupdict()
            at = max(match.start(name) if name in groups else -1 for name in ("rest", "dash"))
            if at >= 0 or len(line) <= _LONGEST or of == "set":
                rest = line[at:] if at >= 0 else ""
                return _heading(of, groups.get("numbers") or "", rest=rest.strip(), certain=certain)
    if (match := _REMARK.fullmatch(line)) and (match["colon"] or not match["rest"]):
        return Heading(of="remark", rest=match["rest"].strip())
    return _misspelt(begin) if len(line) <= _LONGEST_MISSPELT else None


def _heading(of: Kind, numbers: str, *, rest: str = "", certain: bool) -> Heading:
    part = bool(re.search(r"\d\s?[a-h]\b", numbers, re.IGNORECASE))
    return Heading(of=of, numbers=numbers_in(numbers), rest=rest, certain=certain, part=part)


def _unmarked(line: str) -> str:
    """Return a line with spaces in place of the marks that make it bold or a heading."""
    lead = _LEAD.match(line)
    if not lead or not lead[0]:
        return line
    line = " " * lead.end() + line[lead.end() :]
    close = _CLOSE.search(line)
    if not close or not re.search(r"[*_]", lead[0]):
        return line
    return line[: close.start()] + " " * len(close[0]) + line[close.end() :]


def _misspelt(line: str) -> Heading | None:
    """Return the heading a line must have been meant as, when it holds no more than a misspelt one."""
    match = _MISSPELT.fullmatch(line.strip())
    if not match or (match["asked"] and not _near(match["asked"], "vraag", "vragen")):
        return None
    if _near(match["word"], "antwoord", "antwoorden", "beantwoording"):
        return _heading("answer", match["numbers"], certain=False)
    if not match["asked"] and _near(match["word"], "vraag", "vragen"):
        return _heading("question", match["numbers"], certain=False)
    return None


def _near(word: str, *meant: str) -> bool:
    """Say whether a word is one of those meant, but for one letter: missing, doubled, changed, or two in each other's place."""
    return any(_one_apart(word.strip().lower(), other) for other in meant)


def _one_apart(word: str, other: str) -> bool:
    same = 0
    while same < min(len(word), len(other)) and word[same] == other[same]:
        same += 1
    word, other = word[same:], other[same:]
    while word and other and word[-1] == other[-1]:
        word, other = word[:-1], other[:-1]
    return max(len(word), len(other)) <= 1 or (len(word) == 2 and word == other[::-1])
