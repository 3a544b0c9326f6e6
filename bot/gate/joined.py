"""A scene in, what stands on both sides of an 'en' or 'of' out: whether a side may go, and what it shares with the other.

'A en B' says A. 'A of B' says A only where a choice is given ('kan', 'bijvoorbeeld') or denied ('geen garantie dat').
"""

from bot.gate import words as w
from bot.gate.scene import Scene
from bot.gate.shape import first_finite, participle, verb_final

_LONGEST_REST = 25


def joiners(scene: Scene) -> list[int]:
    """Return the places of 'en' and 'of'."""
    return [at for at in range(1, scene.size - 1) if scene.keys[at] in ("en", "of")]


def allowed(scene: Scene, joiner: int) -> bool:
    """Whether one side of an 'en' or 'of' may stand alone."""
    left, right = scene.keys[joiner - 1], scene.keys[joiner + 1]
    if (
        left.endswith("-")
        or left in w.SUBORDINATORS - w.DETERMINERS
        or right in w.AUXILIARIES | w.SINGULAR
        or right in w.COMPARED | {"andere", "overige", "dat"}
        or not {"elkaar", "onderling", "onderlinge"}.isdisjoint(scene.keys[joiner:])
        or (right == "die" and scene.keys[joiner + 2 : joiner + 3] != ("te",))
    ):
        return False
    verb = first_finite(scene)
    if scene.keys[joiner] == "en" and (verb is None or joiner < verb) and not w.TOGETHER.isdisjoint(scene.keys[joiner:]):
        return False
    if not {"volgens", "namens"}.isdisjoint(scene.keys[max(0, joiner - 5) : joiner]):
        return False
    if scene.keys[joiner] == "of":
        # 'bezien of het …' opens a clause.
        asks = left.endswith(("vraag", "vraagstuk", "onderzoek", "afweging")) or verb_final(scene, joiner - 1)
        opens = asks and right in w.DETERMINERS | w.PRONOUNS
        return scene.permits and not opens
    return not scene.narrowed and w.SPREADING.isdisjoint(_behind_between(scene.keys[:joiner]))


def _behind_between(keys: tuple[str, ...]) -> tuple[str, ...]:
    """What governs a later 'en': the 'tussen A en B' that has had its own no longer does."""
    if "tussen" not in keys or "en" not in keys[(at := keys.index("tussen")) :]:
        return keys
    rest = keys[keys.index("en", at) + 1 :]
    return keys if (w.FINITE | {"om"}).isdisjoint(rest) else keys[:at] + rest


def shared_tail(scene: Scene, joiner: int, end: int) -> bool:
    """'de veiligheid en weerbaarheid van Nederland': one bare noun beside another, and a phrase that belongs to both."""
    bare = end == joiner + 2 and scene.keys[joiner - 1] not in w.FUNCTION and scene.keys[joiner + 1] not in w.FUNCTION
    return bare and end < scene.size and scene.keys[joiner - 2] != "te" and scene.keys[end] in w.PREPOSITIONS - {"te", "om"}


def shares_verb(scene: Scene, joiner: int) -> bool:
    """'zijn de kades en dijken versterkt', 'kan mens en dier schaden': the verb at the end belongs to both parts."""
    last = scene.size - 1
    if joiner >= last or may_close(scene.keys[joiner - 1]) or not {"die", "dat", "wier", "wiens"}.isdisjoint(scene.keys[joiner:]):
        return False
    verb = first_finite(scene, 0, joiner)
    modal = verb is not None and scene.keys[verb] in w.MODAL and not any(verb_final(scene, at) for at in range(verb + 1, joiner))
    return verb_final(scene, last) or (modal and scene.keys[last].endswith("en"))


def tied(scene: Scene, start: int, end: int) -> bool:
    """Whether a stretch to the end holds a clause or verb that what stays may need."""
    nested = False
    governed = not w.AUXILIARIES.isdisjoint(scene.keys[:start]) or "te" in scene.keys[:start] or "dat" in scene.keys[:start]
    for at in range(start + 1, end):
        key = scene.keys[at]
        if key in ("die", "dat", "waar", "wier", "wiens"):
            # 'uit klachten die …': told of a noun inside the stretch, so what follows is its own.
            return not nested
        nested = nested or key in w.PREPOSITIONS
        if key in w.AUXILIARIES | w.SINGULAR or (key in w.PLURAL and not governed):
            return True
    return end - start > _LONGEST_REST


def both_names(scene: Scene, at: int) -> bool:
    """Whether two names stand beside each other: who is meant is never shortened."""
    left, right = scene.words[at - 1], scene.words[at + 1]
    if right.key in w.ARTICLES and at + 2 < scene.size:
        right = scene.words[at + 2]
    return left.is_name and right.is_name


def may_close(key: str) -> bool:
    """Whether a word may close a verb phrase."""
    return participle(key) or key in w.PLURAL or key.endswith("en")


def verb_follows(scene: Scene, at: int) -> bool:
    """Whether a finite verb comes next, without a comma."""
    return at < scene.size and scene.keys[at] in w.AUXILIARIES | w.SINGULAR and not scene.words[at].before
