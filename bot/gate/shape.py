"""Where a noun phrase may end, which word may be a finite verb, what is guarded; Dutch by closed lists, endings and capitals.

There is no tagger here. Where the shape of a phrase is unclear, each possible end is given; the rules that use it decide which are safe.
"""

import re
from collections.abc import Iterable

from bot.gate import words as w
from bot.gate.scene import Scene

_PARTICIPLE = re.compile(
    r"(?:(?:aan|af|op|uit|in|toe|voor|mis|mee|over|plaats|deel|kennis|bekend|vast|samen|terug|door|na|vrij|goed|weer|bij|teweeg)?ge|be|ver|ont|her)\w*(?:en|d|t)"
)
# 'een individueel slachtoffer': before a neuter noun an adjective has no -e.
_BARE_ENDS = ("eel", "lijk", "isch", "ig", "aal", "ief", "eus", "air", "baar", "loos", "zaam")
_PHRASE_WORDS = 12
_LONGEST_PARTICIPLE = 13
_OPENING_CLAUSE = w.SUBORDINATORS - frozenset("wat wie welke als of".split())


def guarded(keys: Iterable[str], *, but: frozenset[str] = frozenset()) -> bool:
    """Whether a stretch holds a word that changes what is claimed: guarded, or a number; kinds in `but` are let through."""
    before = ""
    for key in keys:
        if kind_of(key) not in ("", *but) and not (key == "tot" and before in w.LEADING_TO):
            return True
        before = key
    return False


def kind_of(key: str) -> str:
    """Return the kind of a guarded word or number, '' for any other."""
    if key[:1] == "#" or key[:1].isdigit():
        return "number"
    return w.GUARDED.get(key, "")


def adjective(scene: Scene, at: int) -> bool:
    """Whether a word may be an adjective before a noun: 'passende', 'gestolen'; the noun must follow."""
    key = scene.keys[at]
    if scene.words[at].is_name or key in w.FUNCTION or at + 1 >= scene.size or scene.keys[at + 1] in w.FUNCTION:
        return False
    bare = at > 0 and scene.keys[at - 1] in ("een", "geen") and key.endswith(_BARE_ENDS)
    return bare or (key.endswith("e") and not key.endswith("ie")) or participle(key) or key == "eigen"


def participle(key: str) -> bool:
    """Whether a word may be a participle or infinitive with a prefix: 'geïnformeerd', 'gestolen'."""
    return len(key) > 5 and key not in w.NO_PARTICIPLES and not key.endswith(("ingen", "heden")) and bool(_PARTICIPLE.fullmatch(key))


def verb_final(scene: Scene, at: int) -> bool:
    """Whether a clause may have ended with this word: a participle, an infinitive in the wake of 'te', or a short verb."""
    key = scene.keys[at]
    return participle(key) or key in w.PLURAL or key in w.AUXILIARIES or (at > 0 and scene.keys[at - 1] == "te")


def noun_phrase_ends(scene: Scene, start: int) -> set[int]:
    """Return where a noun phrase that starts at a word may end (exclusive), with the 'van …' that belongs to it."""
    ends: set[int] = set()
    frontier = _core_ends(scene, start)
    while frontier:
        ends |= frontier
        longer: set[int] = set()
        for end in frontier:
            if end < scene.size and scene.keys[end] == "van" and not scene.words[end].before and end - start < _PHRASE_WORDS:
                longer |= _core_ends(scene, end + 1)
        frontier = longer - ends
    # 'artikel 5': the number belongs to it.
    return {end for end in ends if end >= scene.size or scene.words[end].before or kind_of(scene.keys[end]) != "number"}


def _core_ends(scene: Scene, start: int) -> set[int]:
    """Determiners, adjectives, one noun or name."""
    at = start
    while at < scene.size and scene.keys[at] in w.DETERMINERS and (at == start or not scene.words[at].before):
        at += 1
    ends: set[int] = set()
    while at < scene.size and (at == start or not scene.words[at].before or scene.words[at].before == ","):
        key = scene.keys[at]
        if key == "te" and at > start and scene.keys[at - 1] in w.DETERMINERS:
            at += 2
            continue
        if key in w.DEGREES and at + 1 < scene.size and scene.keys[at + 1] not in w.FUNCTION:
            at += 1
            continue
        if key in w.FUNCTION or kind_of(key) in ("negation", "modality", "hedge") or (key in w.AUXILIARIES and at > 0):
            break
        if at == start and key in w.SINGULAR - w.NOUNS_TOO:
            break
        if scene.words[at].is_name and at > 0 and not _named_adjective(scene, at):
            ends.add(_name_end(scene, at))
            break
        if not adjective(scene, at) and not _named_adjective(scene, at):
            ends.add(at + 1)
            break
        if participle(key) or key in w.NOUNS_IN_E or _before_closing(scene, at) or scene.keys[at + 1 : at + 2] in (("laten",), ("te",)):
            ends.add(at + 1)
        at += 1
    return ends


def _before_closing(scene: Scene, at: int) -> bool:
    """'een bestuurlijke boete opgelegd krijgen': before the participle and verb that close the sentence, the word is a noun."""
    rest = scene.keys[at + 1 :]
    return len(rest) == 2 and participle(rest[0]) and not scene.words[at + 1].before and (rest[1] in w.FINITE or rest[1].endswith("en"))


def _named_adjective(scene: Scene, at: int) -> bool:
    """'de Nederlandse organisaties'."""
    follows = at + 1 < scene.size and not scene.words[at + 1].is_name and scene.keys[at + 1] not in w.FUNCTION
    return follows and not scene.words[at + 1].before and scene.keys[at].endswith("se")


def _name_end(scene: Scene, at: int) -> int:
    end = at + 1
    while end < scene.size and scene.words[end].is_name and not scene.words[end].before and not scene.keys[end - 1].startswith("@"):
        end += 1
    return end


def closes(scene: Scene, end: int) -> bool:
    """Whether a noun phrase may have ended before a word: punctuation or a verb follows, or nothing."""
    if end >= scene.size or scene.words[end].before:
        return True
    key = scene.keys[end]
    ended = participle(key) and len(key) <= _LONGEST_PARTICIPLE
    return key in w.AUXILIARIES | w.SINGULAR or ended or (key in w.PLURAL and first_finite(scene, 0, end) is None)


def complete(scene: Scene, end: int) -> bool:
    """Whether every 'dat …' and 'die …' opened before a word has had a verb: else the clause reaches past that word."""
    opened = [at for at in range(1, end) if scene.keys[at] in _OPENING_CLAUSE]
    return all(sum(key in w.FINITE for key in scene.keys[at + 1 : end]) >= len(opened) - number for number, at in enumerate(opened))


def first_finite(scene: Scene, start: int = 0, end: int | None = None) -> int | None:
    """Return the first word that may be the finite verb of a main clause: not the first word, not behind 'te' or in a 'dat' clause."""
    if start == 0 and scene.keys[0] in ("ik", "wij", "we") and scene.size > 1 and scene.keys[1] not in w.FUNCTION - {"zijn"}:
        return 1
    for at in range(max(start, 1), scene.size if end is None else end):
        key = scene.keys[at]
        if key in w.SUBORDINATORS and key not in w.DETERMINERS:
            return _unlisted_verb(scene, at) if start == 0 else None
        if key in w.FINITE and scene.keys[at - 1] != "te" and not _determines(scene, at):
            return at
    return _unlisted_verb(scene, scene.size if end is None else end) if start == 0 else None


def _unlisted_verb(scene: Scene, end: int) -> int | None:
    """'De waterbedrijven meten …': a verb of no list, right behind the phrase that opens the sentence."""
    if scene.keys[0] not in w.ARTICLES:
        return None
    places = (at for at in sorted(noun_phrase_ends(scene, 0)) if at < end and not scene.words[at].before and not scene.words[at].is_name)
    return next((at for at in places if scene.keys[at] not in w.FUNCTION and scene.keys[at].endswith(("t", "en", "de", "den"))), None)


def _determines(scene: Scene, at: int) -> bool:
    """'zijn klanten': the word 'zijn' before a noun, right behind a verb or preposition, is no verb."""
    return scene.keys[at] == "zijn" and scene.keys[at - 1] in w.PREPOSITIONS
