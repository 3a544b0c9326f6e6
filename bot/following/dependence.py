"""A question in, whether it needs the one before it to be understood out: it goes on, points back, or has no topic of its own.

Knows Dutch and a little English grammar; knows no turns.
"""

import re
from collections.abc import Sequence

from bot.following.topic import is_compound, is_topic, stands_on, words_of

MOST_WHEN_CONTINUING, MOST_WHEN_POINTING = 2, 4
"""With more topic words than this a question stands on its own, however it opens or points."""

_OPENERS = frozenset("en maar dus ook oké ok want of and but so".split())
_CONTINUES = re.compile(r"(?:en |maar |and |but )?(?:hoe zit (?:het|dat) (?:dan )?met|(?:what|how) about)\b", re.IGNORECASE)
_PERSONS = frozenset("hij ze zij hem hen hun haar they their".split())
_OBJECTS = frozenset("them those it".split())
_POINTERS = frozenset("daar hier zoiets dezelfde hetzelfde diezelfde zulke zulks eerstgenoemde laatstgenoemde".split())
_ASKING = frozenset("wie wat hoe waar waarom wanneer".split())
_AFTER_POINTER = frozenset(
    "al allemaal dan eens eigenlijk gewoon na nou nog nooit nu niet ook per precies toch vaak van voor wel zeker zelf zo zomaar".split()
)
# 'Heeft de politie dat gemeld bij …': after the conjunction 'dat' comes an article or a name, not a participle.
_PARTICIPLE = re.compile(r"(?:ge|be|ver|ont)\w+[dt]")
_PLACING = frozenset("bij binnen buiten in met onder op over tegen tussen uit".split())
_BEFORE_ASKING = _PLACING | frozenset("aan door naar sinds tot van vanaf voor".split())
_OPENS_PART = _BEFORE_ASKING | frozenset("als indien zonder volgens de het een deze die mijn onze alle andere if without".split())
_TIME = frozenset("jaar maand week moment keer kwartaal kabinet regering ochtend avond zomer winter voorjaar najaar".split())


def leans(question: str) -> bool:
    """Return whether a question needs the one before it to be understood."""
    return stands_on(question) == 0 or goes_on(question) or points_back(question)


def goes_on(question: str) -> bool:
    """Return whether a question opens as a continuation and has little of its own: 'En in Amsterdam?', 'En hoe hoog is de boete?'"""
    words = words_of(question)
    opens = bool(words) and (words[0].casefold() in _OPENERS or _CONTINUES.match(question) is not None)
    return opens and stands_on(question) <= MOST_WHEN_CONTINUING


def may_stray(question: str) -> bool:
    """Return whether a question leans by nothing but its opening word, and asks something whole: 'En hoe hoog is de boete?'

    'En in Amsterdam?' and 'En als het misgaat?' ask nothing without the question before them.
    """
    first = (words_of(question) or [""])[:2][-1]
    part = first.casefold() in _OPENS_PART or not first.islower()
    return stands_on(question) > 0 and goes_on(question) and not points_back(question) and (not part or bool(_CONTINUES.match(question)))


def points_back(question: str) -> bool:
    """Return whether a question points to something outside it, and has little of its own."""
    words = words_of(question)
    return stands_on(question) <= MOST_WHEN_POINTING and any(_points_back(words, at) for at in range(len(words)))


def _points_back(words: Sequence[str], at: int) -> bool:
    word = words[at].casefold()
    following = words[at + 1] if at + 1 < len(words) else ""
    if word in _POINTERS:
        return True
    if is_compound(word):
        # 'ervoor zorgen dat …', 'erop letten om …': it points forward, to the clause that follows.
        return not {"dat", "om"} & {later.casefold() for later in words[at + 1 :]}
    if word in _OBJECTS and at + 1 == len(words):
        return True
    if word in _PERSONS:
        return not any(is_topic(earlier) for earlier in words[:at])
    if word in ("dit", "deze"):
        return following.casefold() not in _TIME
    if word in ("dat", "die", "that"):
        return _is_demonstrative(words, at)
    if word == "dan":
        # 'Wat doet de AP dan?', not 'meer dan …' and not 'als …, dan …'.
        return following.casefold() in ("", "wel", "toch", "nog", "nu") and "als" not in words[:at]
    return word == "het" and following.casefold() in ("ook", "toch", "dan", "wel", "")


def _is_demonstrative(words: Sequence[str], at: int) -> bool:
    """Whether 'dat' or 'die' points, and does not begin a clause ('klopt het dat …', 'mensen die …')."""
    if at > 0 and words[at - 1].casefold() == "het":
        return False
    rest = words[at + 1 :]
    if at <= 1 or not rest or rest[0].casefold() in _AFTER_POINTER:
        return True
    # 'Van wie is die website?' asks as 'Wie is die …' does.
    asking = int(words[0].casefold() in _BEFORE_ASKING)
    early = at == asking + 2 and words[asking].casefold() in _ASKING
    if words[at].casefold() == "die":
        return early
    if _PARTICIPLE.fullmatch(rest[0]) or (early and rest[0] in _PLACING):
        return True
    # 'Hoe kan ik dat zelf controleren?': only verbs and adverbs are left, so no clause begins here.
    return len(rest) <= 2 and not any(is_topic(word) for word in rest[:-1]) and not rest[0][:1].isupper()
