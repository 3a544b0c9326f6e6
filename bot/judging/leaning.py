"""The sentences of an answer in, which of them says too little without which other one out. Knows words, no grammar and no question.

A sentence that points back ('Dit', 'daarom', 'zij', 'In dat geval') leans on the one before it, an item of a list on the line that
introduces it. What the first sentence of an answer points to can only be the member's question.
"""

import re
from collections.abc import Sequence

from bot.judging.voorbehoud import only_yes_or_no

_EARLY = 8
"""Words from the start among which a pointer has nothing before it, in its own sentence, that it could point to."""
_MATRIX = 12
"""Words within which 'om dit te …' and 'dat deze …' still depend on a bare main clause."""
_OPENING = 2
"""Words from the opening within which 'die' and 'dat' behind a preposition are no relative clause."""
_LOCAL = 4
"""Words from the start among which 'hier' points at what was said, and is no place."""
_READ = 40
"""Words of a sentence that are looked at."""

_ASIDE = re.compile(
    r"(?:daarbij|hierbij)\b(?:\W+\w+){0,8}?\W+(?:vermeld\w*|benadruk\w*|opgemerkt|opmerken|merk|aangetekend|aantekenen|teken|hecht)\b",
    re.IGNORECASE,
)
"""'Daarbij wil ik benadrukken dat …' adds; what is said needs nothing before it."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[,;:()]")
_ITEM = re.compile(r"(?:[-–—•*·▪o]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s")
_POINTER = re.compile(r"(?:ja|nee)?[\s,.;]*(?:ik\s+verwijs|zie)\b.{0,120}", re.IGNORECASE | re.DOTALL)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ADDS = _set(
    "ook tevens bovendien daarnaast verder overigens inmiddels vervolgens helaas wel juist zeker vooral alleen pas zelfs mede uiteraard"
    " natuurlijk kortom wellicht mogelijk evenwel daarenboven allereerst nu"
)
"""Openings that add to what was said and mean the same without it."""
_CONTINUES = _set(
    "en maar want dus toch echter niettemin desondanks desalniettemin daarentegen integendeel immers anders namelijk zodat waardoor waarbij"
    " waarmee waarvan waarvoor waarmede temeer aldus zulks"
)
"""Openings of a sentence that goes on with the one before it."""
_DEMONSTRATIVES = _set("dit deze dergelijk dergelijke zulke zulk zo'n zo’n dezelfde diens laatstgenoemde eerstgenoemde voornoemde")
_FAR = _set("die dat hetzelfde bovenstaande voorgaande vorenstaande beide beiden")
_PERSONS = _set("zij ze hij hen hem")
_OPENS = _DEMONSTRATIVES | _FAR | _PERSONS | _set("daar hier zo dan bijvoorbeeld hun haar")
_THIS = {
    "dit": _set("kabinet antwoord jaar moment voorjaar najaar land soort type seizoen"),
    "deze": _set(
        "kabinetsperiode regering vraag vragen kamervragen antwoorden beantwoording brief maand week dag zomer winter eeuw tijd periode set"
        " minister bewindspersoon casus zaak kwestie"
    ),
}
"""'Dit jaar' and 'deze brief' point at nothing that was said."""
_ADVERB = re.compile(
    r"(?:hier|daar|er)(?:aan|achter|door|in|langs|mee|na|naar|om|omheen|onder|op|over|tegen|toe|tussen|uit|van|voor|bij|vanuit|binnen|buiten|omtrent)"
)
_WEAK = _set(
    "daarom daarna daarbij hierbij hierna daarvoor erom erbij erop eraan ervoor erna erna eronder hieronder ertoe eruit erdoor erin"
)
"""Adverbs that, but for the opening of a sentence, join or point at nothing."""
_AHEAD = _set("dat om of hoe welke wat wanneer waar wie")
"""Words behind 'daarvan' or 'erop' that say what it is: it points ahead."""
_HOLDS = _set(", ; : ( ) als indien wanneer zodra terwijl hoewel omdat doordat nadat voordat tenzij zolang waarin waar wie en")
"""Behind these a pointer may mean what stands before it in its own sentence."""
_PREPOSITIONS = _set(
    "in op bij met door voor van na naar aan over uit onder tegen tijdens binnen volgens via namens sinds vanaf vanuit ondanks wegens"
    " gezien gelet conform rond rondom tot om buiten naast tussen dankzij omtrent per ten ter"
)
_NO_DEMONSTRATIVE = _set("de het een er ik wij we u mijn ons onze deze dit zij ze hij men alle veel geen niet sommige")
"""Words behind an opening 'dat' that make it 'the fact that'."""
_SMALLER = _set("meer minder anders eerder later vaker hoger lager groter kleiner langer korter sneller liever beter slechter ander andere")
_CONDITIONS = _set("als indien wanneer zodra mits zolang")
_SENDS = _set("zend stuur bied doe ontvangt deel informeer beantwoord")
_IT_IS = _set("maakt omvat bevat bestaat vormt zorgt leidt biedt helpt draagt gaat betreft")
"""Verbs before which an opening 'het' is something that was named."""
_THEN_IT = _set("is was werd heeft hebben zijn")
_NOT_BEFORE = {
    **_THIS,
    "dat": _NO_DEMONSTRATIVE,
    "zij": _set("die"),
    "hij": _set("die"),
    "zo": _set("snel nodig ja nee mogelijk spoedig veel goed min lang"),
}
"""Words behind an opening that make it point at nothing, or ahead."""


def leans(sentence: str) -> bool:
    """Say whether a sentence points back to what was said before it and says too little without it."""
    words = _WORD.findall(sentence)[:_READ]
    lower = [word.lower() for word in words]
    if not lower or _ASIDE.match(sentence.lstrip()):
        return False
    start = next((at for at, word in enumerate(lower) if word not in _ADDS), 0)
    return _continues(lower) or _opens(words, lower, start) or _points_early(lower, start)


def support(sentences: Sequence[str], index: int) -> int | None:
    """Return the place of the earlier sentence that one must not be shown without; None when it has none.

    `sentences` are all of one answer, in order. What leans and has no support leans on the member's question.
    """
    text = sentences[index]
    if _is_item(text):
        return _introduction(sentences, index)
    if index == 0 or not leans(text):
        return None
    before = index - 1
    if _is_item(sentences[before]) and (introduction := _introduction(sentences, before)) is not None:
        return introduction
    return None if _only_refers(sentences[before]) else before


def leans_on_question(sentences: Sequence[str], index: int) -> bool:
    """Say whether a sentence says too little without the member's question."""
    return only_yes_or_no(sentences[index]) or (leans(sentences[index]) and support(sentences, index) is None)


def _is_item(text: str) -> bool:
    return bool(_ITEM.match(text)) or text[:1].islower()


def _introduction(sentences: Sequence[str], index: int) -> int | None:
    """Return the place of the line that introduces a list, of which one item is given."""
    for at in range(index - 1, -1, -1):
        if sentences[at].rstrip().endswith(":"):
            return at
        if not _is_item(sentences[at]):
            return None
    return None


def _only_refers(text: str) -> bool:
    """Whether a sentence is no more than 'Zie het antwoord op vraag 2.': nothing in it can be pointed at."""
    return bool(_POINTER.fullmatch(text.strip()))


def _continues(lower: Sequence[str]) -> bool:
    return lower[0] in _CONTINUES and lower[1:2] != ["zo"]


def _opens(words: Sequence[str], lower: Sequence[str], start: int) -> bool:
    """Whether it opens with a word that points back."""
    first = lower[start]
    then = lower[start + 1] if start + 1 < len(lower) else ""
    if first == "het":
        return then in _IT_IS
    if first == "toen":
        return then in _THEN_IT
    if first == "dat" and words[start + 1 : start + 2] != [then]:
        # 'Dat Nederland …': the fact that; a pronoun is followed by its verb.
        return False
    if first == "hierbij" and then in _SENDS:
        return False
    return bool(first in _OPENS or _ADVERB.fullmatch(first)) and then not in _NOT_BEFORE.get(first, ())


def _points_early(lower: Sequence[str], start: int) -> bool:
    """Whether a word points back before anything stands in the sentence that it could mean."""
    for at in range(max(1, start), len(lower)):
        word, before, after = lower[at], lower[at - 1], lower[at + 1 : at + 2]
        if word in _HOLDS or at >= _MATRIX:
            return False
        early = at < _EARLY or before in ("om", "dat", "of")
        if early and _points(word, before, after, lower, at, start):
            return True
    return False


def _points(word: str, before: str, after: Sequence[str], lower: Sequence[str], at: int, start: int) -> bool:
    if word in _DEMONSTRATIVES:
        return after[:1] == [] or after[0] not in _THIS.get(word, ())
    if word in _FAR:
        return _points_far(word, before, after, at - start)
    if word in ("hier", "daar"):
        return at <= _LOCAL
    if word in _PERSONS:
        return at <= 2 and (lower[0] in _ADDS | _CONDITIONS or lower[0] in _PREPOSITIONS) and after[:1] != ["die"]
    if word == "dan":
        return _is_condition(lower[:at], after)
    if _ADVERB.fullmatch(word) and word not in _WEAK:
        return (word.startswith("hier") and before != "zoals") or not _AHEAD & set(lower[at + 1 :])
    return False


def _points_far(word: str, before: str, after: Sequence[str], at: int) -> bool:
    """'In dat geval' and 'het voorgaande' point back; the 'dat' of a clause does not."""
    if word in ("die", "dat"):
        return at <= _OPENING and before in _PREPOSITIONS | _CONDITIONS and not (after and after[0] in _NO_DEMONSTRATIVE)
    return word not in ("beide", "beiden", "hetzelfde")


def _is_condition(earlier: Sequence[str], after: Sequence[str]) -> bool:
    """'De werkgever is dan belasting verschuldigd': only under what was said before. 'Meer dan' compares."""
    compares = bool(_SMALLER & set(earlier)) or earlier[-1] in (",", "dan", "al") or bool(re.fullmatch(r"[^\W\d_]{4,}er", earlier[-1]))
    return not compares and after[:1] not in (["ook"], ["de"], ["het"], ["een"], ["in"], ["bij"])


_TAKES_BACK = re.compile(
    r"(?:maar(?!\s+ook)|echter|toch|niettemin|desondanks|desalniettemin|tenzij|behalve|een\s+uitzondering|uitzonderingen"
    r"|(?:hierop|daarop)\s+(?:is|zijn|bestaat|bestaan|geldt|gelden)|daar\s+staat\s+tegenover|(?:dit|dat)\s+geldt\s+(?:\w+\s+)?niet"
    r"|alleen\s+(?:als|indien|wanneer))\b|(?:\w+\s+){1,4}echter\b",
    re.IGNORECASE,
)


def takes_back(sentence: str) -> bool:
    """Say whether a sentence limits the one before it ('Maar …', 'Dat geldt niet …'): that one is not the whole truth without it."""
    return bool(_TAKES_BACK.match(sentence))
