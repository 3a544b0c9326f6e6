"""A scene in, the adjuncts inside its clauses that may be left out: examples, colour, cause, ground, means, purpose, role.

Each rule names a stretch whose absence leaves a weaker, still true sentence: never in a denial, a restriction or a condition.
"""

from collections.abc import Iterator

from bot.gate import words as w
from bot.gate.scene import Scene
from bot.gate.shape import closes, first_finite, guarded, kind_of, noun_phrase_ends, participle, verb_final
from bot.gate.words import CAUSE_HEADS, GROUND_HEADS

Stretch = tuple[int, int]


def adjuncts(scene: Scene) -> set[Stretch]:
    """Return the stretches (first word, word behind the last) of adjuncts that may be left out."""
    found = {*_examples(scene), *_colours(scene), *_adjuncts(scene), *_purposes(scene), *_repeated(scene), *_roles(scene)}
    return {(start, end) for start, end in found if not scene.conditional(start)}


def _examples(scene: Scene) -> Iterator[Stretch]:
    """'fraude zoals phishing en social engineering', without a comma."""
    for start in range(1, scene.size):
        if (
            scene.keys[start] != "zoals"
            or scene.words[start].before
            or scene.narrowed_at(start, start + 1)
            or (scene.keys[start + 1 : start + 2] and scene.keys[start + 1] in w.MEANT)
        ):
            told = scene.keys[start : start + 2] in (("zoals", "ook"), ("zoals", "eerder"), ("zoals", "reeds"))
            if told and first_finite(scene, 0, start) is not None:
                yield start, scene.size
            continue
        verbless = w.FINITE.isdisjoint(scene.keys[start:]) and w.SUBORDINATORS.isdisjoint(scene.keys[start:])
        whole = verbless and not participle(scene.keys[-1])
        for end in list_ends(scene, start + 1) | ({scene.size} if whole else set()):
            if scene.comma(end, ",") and scene.keys[end] not in w.FINITE | w.SUBORDINATORS:
                continue
            if (closes(scene, end) or scene.keys[end] in w.DETERMINERS - {"die", "dat"} | {"niet", "geen"}) and not guarded(
                scene.keys[start:end]
            ):
                yield start, end


def list_ends(scene: Scene, start: int) -> set[int]:
    """Return where 'A', 'A en B' or 'A, B en C' may end."""
    closed = noun_phrase_ends(scene, start)
    seen, frontier = set(closed), set(closed)
    while frontier:
        longer: set[int] = set()
        for end in frontier:
            if end < scene.size and scene.keys[end] in ("en", "of"):
                longer |= (joined := noun_phrase_ends(scene, end + 1))
                closed |= joined
            elif scene.comma(end, ","):
                longer |= noun_phrase_ends(scene, end)
        frontier = longer - seen
        seen |= frontier
    return {end for end in closed if end == scene.size or scene.keys[end] not in ("en", "of", "van")}


def _colours(scene: Scene) -> Iterator[Stretch]:
    if not scene.narrowed:
        yield from ((at, at + 1) for at in range(scene.size) if scene.keys[at] in w.COLOURING)
        for at in range(scene.size - 2):
            if scene.keys[at : at + 3] == ("technische", "en", "organisatorische"):
                yield at, at + 3


def _adjuncts(scene: Scene) -> Iterator[Stretch]:
    """'vanwege …', 'op grond van …', 'via …': cause, ground and means, inside or at the end of the sentence."""
    choice = not w.PERMITTING.isdisjoint(scene.kept)
    allowed = not {"mag", "mogen"}.isdisjoint(scene.kept)
    for start in range(1, scene.size):
        for head in _heads(scene, start):
            if scene.keys[start : start + len(head)] != head or _reached(scene, start, head):
                continue
            if choice and (head in _LEGAL_GROUNDS or (allowed and head in GROUND_HEADS)):
                continue
            ends = list_ends(scene, start + len(head)) if head[-1] in w.PREPOSITIONS | {"gezien"} else {start + len(head)}
            if verb_final(scene, start - 1) and head[-1] in w.PREPOSITIONS:
                ends = ends | {scene.size}
            for end in ends:
                if not _beside_verb(scene, start, end) or scene.keys[end : end + 1] == ("van",):
                    continue
                if not guarded(scene.keys[start + len(head) : end], but=frozenset({"time_limit", "quantifier"})):
                    yield start, end


def _reached(scene: Scene, start: int, head: tuple[str, ...]) -> bool:
    """Whether a denial or restriction may be about an adjunct; a cause before 'niet' is why not, and the 'niet' stands without it."""
    if head in CAUSE_HEADS and not scene.narrowed_at(start, start):
        return False
    if head in CAUSE_HEADS and w.NEGATION.isdisjoint(scene.keys[:start]):
        return not (w.NARROWING - w.NEGATION).isdisjoint(scene.keys)
    return scene.narrowed_at(start, start + len(head))


def _beside_verb(scene: Scene, start: int, end: int) -> bool:
    """Whether an adjunct goes with the verb, not with a noun before it: 'het standpunt rond …' is about that alone."""
    before, head = scene.keys[start - 1], scene.keys[start]
    if before in w.JOINERS | {"ook", "er", "daar"}:
        return False
    if scene.keys[start : start + 3] == ("uit", "hoofde", "van"):
        return True
    if head in ("rond", "rondom", "vanuit"):
        law = head == "vanuit" and scene.keys[start + 1] in w.ARTICLES and start + 2 < scene.size and scene.words[start + 2].is_name
        return before in w.FINITE or (law and before not in w.SPOKEN)
    verbs = [at for at in range(start) if scene.keys[at] in w.FINITE or scene.keys[at] in w.SUBORDINATORS - w.DETERMINERS]
    if (first := first_finite(scene, 0, start)) is not None:
        verbs.append(first)
    if not verbs:
        return False
    behind = any(at + 1 == start or start in noun_phrase_ends(scene, at + 1) for at in verbs)
    closed = end == scene.size or bool(scene.words[end].before)
    return behind or closed or before in w.PRONOUNS or verb_final(scene, start - 1) or _adverb(before)


def _adverb(key: str) -> bool:
    return key in w.FRONT_ADVERBS or kind_of(key) in ("time_limit", "hedge")


def _heads(scene: Scene, start: int) -> tuple[tuple[str, ...], ...]:
    """The openings of adjuncts, and 'ter versterking van'."""
    if scene.keys[start] == "ter" and scene.keys[start + 2 : start + 3] == ("van",):
        return (scene.keys[start : start + 3],)
    return _HEADS.get(scene.keys[start], ())


_HEADS = {head[0]: tuple(h for h in CAUSE_HEADS + GROUND_HEADS if h[0] == head[0]) for head in CAUSE_HEADS + GROUND_HEADS}
_LEGAL_GROUNDS = frozenset(
    tuple(h.split()) for h in ("op grond van", "op basis van", "krachtens", "conform", "ingevolge", "overeenkomstig")
)


def _purposes(scene: Scene) -> Iterator[Stretch]:
    """'… om misbruik te voorkomen': what something is for, unless the sentence needs it."""
    if scene.narrowed or scene.keys[:2] in (("het", "is"), ("dit", "is")) or "is het" in " ".join(scene.keys[:8]):
        return
    local = frozenset({"hedge", "quantifier", "negation", "time_limit", "attribution"})
    previous = 0
    for start in range(1, scene.size):
        if scene.keys[start] != "om":
            continue
        needed = not w.NEEDS_PURPOSE.isdisjoint(scene.keys[previous:start])
        needed = needed or any(key.endswith(w.NEEDING_ENDS) for key in scene.keys[max(previous, start - 3) : start])
        previous = start + 1
        ended = verb_final(scene, start - 1) or scene.words[start - 1].is_name or scene.keys[start - 1] in w.COLOURING
        if needed or not ended or _particle(scene, start):
            continue
        for end in _purpose_ends(scene, start):
            if not guarded(scene.keys[start + 1 : end], but=local) and "te" in scene.keys[start:end]:
                yield start, end


def _particle(scene: Scene, at: int) -> bool:
    """'om de richtlijn om te zetten': the second 'om' belongs to its verb."""
    if scene.keys[at + 1 : at + 2] != ("te",) or "om" not in scene.keys[:at]:
        return False
    opened = at - 1 - scene.keys[:at][::-1].index("om")
    return "te" not in scene.keys[opened:at]


def _purpose_ends(scene: Scene, start: int) -> Iterator[int]:
    for at in range(start + 2, scene.size):
        if scene.keys[at] in w.SUBORDINATORS - w.DETERMINERS - {"of"}:
            break
        if scene.comma(at) or (scene.keys[at] in w.AUXILIARIES and scene.keys[at - 1] != "te"):
            yield at
    yield scene.size


def _repeated(scene: Scene) -> Iterator[Stretch]:
    """'… heeft gemeld bij de AP', at the end, when the claim names the AP elsewhere."""
    for start in range(max(1, scene.size - 4), scene.size - 1):
        if scene.keys[start] in ("bij", "aan") and scene.size in noun_phrase_ends(scene, start + 1) and not scene.narrowed:
            name = scene.words[-1]
            if name.is_name and name.key in scene.kept and name.key in scene.keys[:start]:
                yield start, scene.size


def _roles(scene: Scene) -> Iterator[Stretch]:
    """'als onafhankelijke toezichthouder': the role someone acts in."""
    for start in range(1, scene.size - 2):
        if scene.keys[start] != "als" or scene.comma(start) or not w.NEGATION.isdisjoint(scene.kept):
            continue
        if scene.keys[start + 1] in w.ROLES and not scene.narrowed:
            yield start, start + 3
        if scene.keys[start + 1] in w.RESPONSES and scene.keys[start + 2] not in ("op", "van", "en", "of"):
            yield start, start + 2
