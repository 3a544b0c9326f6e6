"""A sentence in, with which verb something in it goes out: what stands where, and whether it may be put elsewhere."""

from collections.abc import Sequence

from bot.gate import words as w
from bot.gate.adjuncts import list_ends
from bot.gate.fronts import CLAUSES, keys_of
from bot.gate.scene import Scene, scene_of
from bot.gate.shape import closes, first_finite, kind_of, noun_phrase_ends, participle, verb_final
from bot.gate.tokens import Word

LONGEST_FRONT = 30
# Never an object.
_NOMINATIVE = frozenset("ik wij we hij".split())
_TO_BE = frozenset("is zijn was waren dient dienen hoeft hoeven valt vallen".split())
# A phrase of time, place or company may belong to the noun before it.
_PLACING = frozenset("in na tijdens sinds vanaf binnen met zonder onder boven tot".split())


def subject_first(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return 'Wij achten een verbod onwenselijk' for 'Een verbod achten wij onwenselijk'; nothing where another may be the subject."""
    for verb in range(1, min(len(words) - 1, LONGEST_FRONT)):
        if words[verb + 1].key in _NOMINATIVE and words[verb].key in w.FINITE and words[verb + 1].before == "":
            moved = (*words[:verb], *words[verb + 2 :])
            alone = _NOMINATIVE.isdisjoint(keys_of(words[:verb])) and words[0].key not in CLAUSES and not splits(moved, verb)
            return (words[verb + 1], words[verb], *moved) if alone else ()
    return ()


def splits(rest: Sequence[Word], length: int) -> bool:
    """Return whether a cut falls inside a phrase: behind an article, before its 'van …', between two parts of a name."""
    last = rest[length - 1]
    if length == 1 and (participle(last.key) or last.key in w.FUNCTION - w.PRONOUNS):
        return True
    if (last.key in (w.FUNCTION - w.PRONOUNS - {"er"}) and length > 1) or last.key in w.ARTICLES | w.PREPOSITIONS:
        return True
    if length >= len(rest):
        return False
    following = rest[length]
    if following.before:
        return False
    if following.key in ("van", "en", "of", "die", "dat") or (following.key == "zoals" and not following.before):
        return True
    return last.text[:1].isupper() and following.text[:1].isupper()


def whole(sentence: tuple[Word, ...], start: int, end: int) -> bool:
    """Return whether a stretch that opens with a preposition is a whole phrase, so that it can move; any other stretch is."""
    if sentence[start].key not in w.PREPOSITIONS or end - start == 1:
        return True
    scene = scene_of(sentence, ())
    if end - start == 2 and (scene.keys[start + 1] == "totaal" or kind_of(scene.keys[start + 1]) == "number"):
        # 'in 2020', 'in totaal'; the number behind it is another, but for '1 mei'.
        return closes(scene, end) or kind_of(scene.keys[end]) == "number" or scene.keys[start + 1] == "totaal"
    return not splits(sentence[start:], end - start) and (closes(scene, end) or end in list_ends(scene, start + 1))


def opens_subject(second: Word, rest: tuple[Word, ...]) -> bool:
    """Return whether a verb of no list stands before its subject: 'Op dit moment onderneemt het ministerie …'."""
    return bool(rest) and second.key.endswith("t") and (rest[0].key in w.DETERMINERS | w.PRONOUNS or rest[0].is_name)


def ends_with_verb(tail: tuple[Word, ...], front: tuple[Word, ...]) -> bool:
    """Return whether what is put behind a tail goes with the verb: 'steunt plannen voor woningbouw na 2030' tells when of the houses."""
    keys = keys_of(tail)
    if not tail or len(front) == 1 or front[0].key in CLAUSES:
        return "te" not in keys
    whole = keys[0] in w.DETERMINERS and w.PREPOSITIONS.isdisjoint(keys)
    return "te" not in keys and (whole or verb_final(scene_of(tail, ()), len(tail) - 1))


def with_verb(sentence: tuple[Word, ...], place: int, verb: Word, adverb: bool) -> bool:
    """Return whether what stands at a place goes with the main verb.

    It stands right behind that verb, its subject or an adverb, or behind a closing participle.
    """
    keys = keys_of(sentence)
    main = next((at for at in range(place - 1, 0, -1) if keys[at] == verb.key), None)
    # 'Mensen die …, kunnen': the comma closes the clause before the verb.
    opens = main if main is not None and "," in sentence[main].before else 0
    decided = "te" in keys[main:place] if main is not None and verb.key not in _TO_BE else False
    if main is None or in_subclause(keys[opens:], place - opens) or decided:
        return False
    scene = scene_of(sentence, ())
    if not opens and first_finite(scene) not in (main, None):
        return False
    if adverb or place == main + 1 or sentence[place].before or keys[place] in CLAUSES:
        return True
    before = keys[place - 1]
    loose = before in w.PRONOUNS | w.FRONT_ADVERBS or kind_of(before) in ("hedge", "time_limit")
    beside = keys[main + 1] in w.PREPOSITIONS and place in noun_phrase_ends(scene, main + 2) and keys[place] not in _PLACING
    return loose or beside or place in noun_phrase_ends(scene, main + 1) or _closed(scene, place)


def _closed(scene: Scene, place: int) -> bool:
    """Whether a participle closes the clause before a place, and no 'te …' opens another behind it: 'toegezegd in 2026 te komen'."""
    noun = place > 1 and scene.keys[place - 2] in w.PREPOSITIONS | w.DETERMINERS
    return verb_final(scene, place - 1) and not noun and "te" not in scene.keys[place:]


def run(keys: tuple[str, ...], wanted: tuple[str, ...]) -> int | None:
    return next((at for at in range(1, len(keys) - len(wanted) + 1) if keys[at : at + len(wanted)] == wanted), None)


def in_subclause(keys: tuple[str, ...], place: int) -> bool:
    """Return whether a place lies behind a 'dat' or 'om': what stands there belongs to that clause alone."""
    return any(
        (key in w.SUBORDINATORS or key == "om") and not (key == "als" and keys[at + 1] in w.ROLES) for at, key in enumerate(keys[:place])
    )
