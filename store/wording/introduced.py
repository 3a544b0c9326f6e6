"""A text in, the short forms it introduces out: 'Autoriteit Persoonsgegevens (AP)'; knows nothing about what they mean.

The gate reads them from one letter, the lexicon from all: both must find the same.
"""

import re

_SHORT = re.compile(r"\((?:hierna:?\s+)?(?:ook\s+)?(?:de\s+|het\s+)?[\"']?([A-Za-z][\w&.-]{1,11})[\"']?\)")
_WORD = re.compile(r"[\w'&-]+")
_SMALL = frozenset("van voor der den de het en op in tot aan bij met and of the for".split())
_MOST_WORDS = 9


def introduced(plain: str) -> dict[str, str]:
    """Return the abbreviations a text introduces, short form to long form; one that is introduced in two ways is left out.

    `plain` has one space between words and straight quotes.
    """
    found: dict[str, str] = {}
    twice: set[str] = set()
    for match in _SHORT.finditer(plain):
        short = match[1]
        if sum(c.isupper() for c in short) < 2 and not re.fullmatch(r"[A-Z][a-z]{1,2}[a-z]?", short):
            continue
        long = _long_form(short, plain[max(0, match.start() - 160) : match.start()])
        if long and found.setdefault(short, long).lower() != long.lower():
            twice.add(short)
    return {short: long for short, long in found.items() if short not in twice}


def is_spelled(short: str, long: str) -> bool:
    """Return whether the words of a long form give the letters of the short form, in order; 'EDPB' takes its own from another language."""
    return _initials(list(_WORD.finditer(long)), re.sub(r"\W", "", short).lower())


def _long_form(short: str, before: str) -> str | None:
    """The words just before the bracket whose letters make the abbreviation; else the name that ends there."""
    if before.rstrip().endswith((".", ";", ":", ",")):
        return None
    stretch = re.split(r"[.;:!?()\"]\s*", before)[-1]
    words = list(_WORD.finditer(stretch))[-_MOST_WORDS:]
    letters = re.sub(r"\W", "", short).lower()
    for size in range(1, len(words) + 1):
        candidate = words[-size:]
        if _initials(candidate, letters):
            return stretch[candidate[0].start() :].strip()
    stretch = stretch.rsplit(",", 1)[-1]
    return _name_before(stretch, list(_WORD.finditer(stretch))[-_MOST_WORDS:], short)


def _initials(words: list[re.Match[str]], letters: str) -> bool:
    large = [w[0].lower() for w in words if w[0].lower() not in _SMALL]
    if not large or words[0][0].lower() in _SMALL:
        return False
    return len(large) <= len(letters) and sum(map(len, large)) > len(letters) and _spell(letters, large)


def _spell(letters: str, words: list[str]) -> bool:
    """Whether each word gives its first letter, and perhaps later ones, to an abbreviation: 'Nederlandse Zorgautoriteit', nza."""
    if not words or not letters:
        return not words and not letters
    first = words[0]
    if first[0] != letters[0]:
        return False
    at = 1
    for given in range(1, len(letters) + 1):
        if _spell(letters[given:], words[1:]):
            return True
        if given == len(letters) or (at := first.find(letters[given], at) + 1) == 0:
            return False
    return False


def _name_before(stretch: str, words: list[re.Match[str]], short: str) -> str | None:
    """'Europees Comité voor gegevensbescherming (EDPB)': letters of another language, so the name from its first capital."""
    if not short.isupper() or not words:
        return None
    start = len(words)
    for at in range(len(words) - 1, -1, -1):
        if words[at][0][0].isupper():
            start = at
        elif words[at][0].lower() not in _SMALL and at != len(words) - 1:
            break
    # The first word of a sentence has a capital too: a name of one word must share its first letter.
    name = words[start:]
    if not name or (len(name) == 1 and name[0][0][0].lower() != short[0].lower()) or name[0][0].lower() in _SMALL:
        return None
    return stretch[name[0].start() :].strip()
