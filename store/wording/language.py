"""A question in, whether it is English rather than Dutch out, by its small words; words that both languages have say nothing."""

import re

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_ENGLISH = frozenset(
    "the and to for from with by at on about into between than that this these those it its they them their he she his her you your my "
    "our i am are be been being were do does did don't doesn't isn't can't has have having how what which who whose when where why "
    "there here not no any some all also if or but can could should would may might must shall".split()
)
_DUTCH = frozenset(
    "de het een en van te dat die dit deze voor met aan bij uit naar om door tot tegen tussen hij zij wij zijn haar hun hem mijn onze "
    "ons jullie ik je jij u uw er niet geen wel ook maar als dan wat welke wie wanneer waar waarom hoe hoeveel worden wordt werd "
    "heeft hebben hebt kan kunnen moet moeten mag mogen zal zullen zou zouden gaat gaan komt doet doen nog al op nu toch eigenlijk".split()
)


def is_english(question: str) -> bool:
    """Return whether a question has more small words that are English only than Dutch only."""
    words = _WORD.findall(question.lower().replace("’", "'"))
    return sum(word in _ENGLISH for word in words) > sum(word in _DUTCH for word in words)
