"""Two printed lines of a paragraph in, the running text out; knows how Dutch breaks words and web addresses over lines, nothing else.

Only hyphens and white space change, ever. Dutch spelling decides where it can, the letter's own words where they hold the word whole.
"""

import re
from collections.abc import Set

HYPHENS = "-\u2010\u2011"
_SOFT_HYPHEN = "\u00ad"
_BROKEN = re.compile(rf"(?P<word>[\w'’]+(?:[{HYPHENS}][\w'’]+)*)[{HYPHENS}]$")
_REST = re.compile(rf"[\w'’]+(?:[{HYPHENS}][\w'’]+)*")
_WORD = re.compile(r"\w+(?:-\w+)*(?!\w|[-‐‑\u00ad][ \t]*\n)")

_AND = re.compile(r"(?:en/of|en|of)(?![\w-])")
_AND_RARELY = re.compile(r"(?:tot|als|noch|dan wel|respectievelijk|resp\.|c\.q\.)(?![\w-])")
"""After these a hyphen ends the first half of a pair ('land- als tuinbouw'), unless the letter knows the word as one ('Soe-' 'dan')."""

_OWN_HYPHEN = frozenset("niet non vice adjunct mbo hbo vmbo vwo havo azc wmo ggd cao".split())
"""First parts that Dutch spelling ties with a hyphen, whatever follows."""
_ONE_WORD = frozenset("niettemin niettegenstaande nietig nietsontziend nonsens nonchalant nonchalance".split())
_RANK = re.compile(r"(?:eur|aris|aat|ier)$"), re.compile(r"generaal(?!\w)")
_PREMIER = re.compile(r"^minister$"), re.compile(r"presidente?(?!\w)")
_CLASH = frozenset("aa ae ai au ee ei oe oi oo ou ui uu".split())
"""Vowels that a broken word cannot have at its break without a diaeresis: the hyphen is a compound's own ('data-analyse')."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$", re.IGNORECASE)
_ADDRESS_JOINT = re.compile(r"[-/_=?&%#~+:]$")
_ADDRESS_GOES_ON = re.compile(r"(?=[a-z0-9%&?=#/_~-])\S*?(?:\w[/_=?&%#]\S|\w-\w+-\w|\d\d\d|\.(?:html?|pdf|aspx?|php|nl|com|eu|org)\b)")


def joined(before: str, after: str, known: Set[str] = frozenset()) -> str:
    """Join two lines of one paragraph; `known` holds the letter's own words, lower-cased (`words`)."""
    before, after = before.rstrip(), after.lstrip()
    if not before or not after:
        return before + after
    if before.endswith(_SOFT_HYPHEN):
        return before.rstrip(_SOFT_HYPHEN) + after
    if _ADDRESS.search(before):
        return before + ("" if _address_goes_on(before, after) else " ") + after
    if _BROKEN.search(before):
        if not keeps_hyphen(before, after, known):
            return before[:-1] + after
        return before + (" " if _is_suspended(before, after, known) or not after[0].isalnum() else "") + after
    return before + ("" if re.search(r"\w[/–]$|[(«“‘]$", before) else " ") + after


def keeps_hyphen(before: str, after: str, known: Set[str] = frozenset()) -> bool:
    """Tell whether the hyphen that ends `before` is the word's own, and not one put there to break it at the end of the line."""
    match = _BROKEN.search(before.rstrip())
    after = after.lstrip()
    if not match or not after or _is_suspended(before, after, known):
        return True
    rest = _REST.match(after)
    if not rest or not rest[0][0].islower():
        return True
    parts, whole = match["word"].lower(), rest[0].lower()
    with_hyphen, without = f"{parts}-{whole}" in known, parts + whole in known
    if with_hyphen != without:
        return with_hyphen
    return _spelled_with_hyphen(re.split(rf"[{HYPHENS}]", match["word"])[-1], whole)


def words(text: str) -> frozenset[str]:
    """Collect the words of a text, lower-cased, with their inner hyphens; halves of words broken at a line's end are left out."""
    return frozenset(match[0].lower() for match in _WORD.finditer(text))


def _is_suspended(before: str, after: str, known: Set[str]) -> bool:
    """Tell whether the hyphen stands for the end of a compound that follows: 'wet-' before 'en regelgeving'."""
    if _AND.match(after):
        return True
    match = _BROKEN.search(before.rstrip())
    half = _AND_RARELY.match(after)
    return bool(match and half and match["word"].lower() + half[0] not in known)


def _spelled_with_hyphen(stem: str, rest: str) -> bool:
    if stem[-1].isdigit() or sum(letter.isupper() for letter in stem) > 1 or len(stem) == 1:
        return True
    stem = stem.lower()
    if stem in _OWN_HYPHEN:
        return not any((stem + rest).startswith(word) for word in _ONE_WORD)
    no_vowel = not re.search(r"[aeiouyà-ÿ]", stem)
    tied = any(first.search(stem) and second.match(rest) for first, second in (_RANK, _PREMIER))
    clash = stem[-1] + rest[0] in _CLASH and not re.match(r".[äëïöü]", rest)
    return no_vowel or tied or clash


def _address_goes_on(before: str, after: str) -> bool:
    """Tell whether a web address at the end of `before` runs on: either side of the break must look like the inside of one."""
    first = after.split()[0]
    return bool(_ADDRESS_GOES_ON.match(first) or (_ADDRESS_JOINT.search(before) and re.match(r"[a-z0-9%&?=#]", first)))
