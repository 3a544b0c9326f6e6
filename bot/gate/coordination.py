"""A scene in, the coordinated parts of its sentence that may be left out: clauses, predicates with one subject, items of a list.

'A en B' says A. 'A of B' says A only where a choice is given ('kan', 'bijvoorbeeld') or denied ('geen garantie dat').
"""

from collections.abc import Iterator

from bot.gate import words as w
from bot.gate.shape import Scene, adjective, first_finite, guarded, kind_of, noun_phrase_ends, participle

Stretch = tuple[int, int]
_POINTING = frozenset("dit dat deze die dan daar daarom dus er hij zij ze het".split())
_SCOPING = ("condition", "attribution", "time_limit", "restriction", "hedge")
_LONGEST_ITEM = 14


def parts(scene: Scene) -> set[Stretch]:
    """Return the stretches (first word, word behind the last) of coordinated parts that may be left out."""
    found: set[Stretch] = set()
    for rule in (_clauses, _predicates, _phrases, _subclauses, _lists):
        found.update(rule(scene))
    return {(start, end) for start, end in found if 0 <= start < end <= scene.size}


def list_commas(scene: Scene) -> dict[int, str]:
    """Return the words behind a comma of a list, with the 'en' or 'of' that may stand there when later items are left out."""
    return {at: scene.keys[joiner] for joiner in _joiners(scene) for at in _commas_before(scene, joiner)}


def _joiners(scene: Scene) -> list[int]:
    return [at for at in range(1, scene.size - 1) if scene.keys[at] in ("en", "of")]


def _clauses(scene: Scene) -> Iterator[Stretch]:
    """Main clauses beside each other, each with its own subject and verb."""
    for at in range(2, scene.size - 2):
        joiner = scene.keys[at]
        if joiner not in ("en", "maar", "want", "dus") or (joiner != "en" and not scene.comma(at)):
            continue
        if (first := first_finite(scene, 0, at)) is None or scene.keys[at + 1] in _POINTING:
            continue
        second = next((end for end in sorted(noun_phrase_ends(scene, at + 1)) if _verb(scene, end)), None)
        second = second if second is not None else _verb_near(scene, at + 1)
        if second is None:
            continue
        if not w.EXCEPTIONS.isdisjoint(scene.keys[at:]) or (joiner == "maar" and guarded(_matrix(scene, at, second))):
            continue
        yield at, scene.size
        if not _reaches_on(scene, first, at):
            yield 0, at + 1


def _verb(scene: Scene, at: int) -> bool:
    return at < scene.size and scene.keys[at] in w.AUXILIARIES | w.SINGULAR and not scene.words[at].before


def _verb_near(scene: Scene, start: int) -> int | None:
    """'het dringende advies vanuit de overheid blijft': a subject with a phrase behind it."""
    if scene.keys[start] not in w.ARTICLES:
        return None
    end = min(scene.size, start + 9)
    stop = next((i for i in range(start + 1, end) if scene.words[i].before or scene.keys[i] in w.SUBORDINATORS - w.DETERMINERS), end)
    return next((at for at in range(start + 2, stop) if _verb(scene, at)), None)


def _matrix(scene: Scene, start: int, verb: int) -> list[str]:
    """The main part of a clause: up to ':', 'om' or 'dat'; the attribution it makes is its own."""
    end = next((at for at in range(verb + 1, scene.size) if ":" in scene.words[at].before or scene.keys[at] in ("om", "dat")), scene.size)
    return [key for key in scene.keys[start:end] if kind_of(key) != "attribution"]


def _reaches_on(scene: Scene, verb: int, end: int) -> bool:
    """Whether the first clause governs what follows it: a condition, a time or a speaker before it, or an open 'dat'."""
    before = scene.keys[:end]
    if any(key in w.SUBORDINATORS - w.ARTICLES - {"wat", "wie", "welke"} for key in before[1:]):
        return True
    return any(kind_of(key) in ("condition", "attribution", "time_limit", "restriction") for key in before[: verb + 3])


def _predicates(scene: Scene) -> Iterator[Stretch]:
    """One subject, two predicates: 'De AP ziet toe op … en kan handhavend optreden …'."""
    for at in range(2, scene.size - 1):
        if scene.keys[at] != "en" or (first := first_finite(scene, 0, at)) is None or not _second_verb(scene, first, at + 1):
            continue
        if w.EXCEPTIONS.isdisjoint(scene.keys[at:]) and not _late_condition(scene, at):
            yield at, scene.size
        subject, dropped = scene.keys[:first], scene.keys[first:at]
        opens = subject[0] in w.PREPOSITIONS - {"onder"} or subject[0] in w.SUBORDINATORS - w.DETERMINERS
        if opens or any(kind_of(key) in ("condition", "time_limit", "restriction") for key in subject):
            continue
        if {"dat", "of"}.isdisjoint(dropped) and first_finite(scene, 0, first) is None:
            yield first, at + 1


def _second_verb(scene: Scene, first: int, second: int) -> bool:
    key = scene.keys[second]
    if key in w.AUXILIARIES | w.SINGULAR:
        return key != "zijn" or scene.keys[first] in w.PLURAL | {"worden", "hebben", "kunnen"}
    return key in w.PLURAL and scene.keys[first] in w.PLURAL


def _late_condition(scene: Scene, start: int) -> bool:
    """Whether a condition behind a comma closes the sentence: it may hold for both predicates."""
    return any(scene.comma(at) and kind_of(scene.keys[at]) == "condition" for at in range(start + 1, scene.size))


def _allowed(scene: Scene, joiner: int) -> bool:
    if scene.keys[joiner] == "of":
        return scene.permits
    return not scene.narrowed and w.SPREADING.isdisjoint(scene.keys[:joiner])


def _phrases(scene: Scene) -> Iterator[Stretch]:
    """'de aanval en de daders', 'het inzicht en advies', 'te evalueren en zo nodig aan te passen'."""
    for at in _joiners(scene):
        if not _allowed(scene, at):
            continue
        yield from _right_parts(scene, at)
        yield from _left_parts(scene, at)


def _right_parts(scene: Scene, at: int) -> Iterator[Stretch]:
    if not _names(scene, at) and not (adjective(scene, at + 1) and scene.keys[at - 1].endswith("e")):
        for end in noun_phrase_ends(scene, at + 1):
            if not guarded(scene.keys[at:end]) and (end == scene.size or not _verb_stays(scene, end)):
                yield at, end
    rest = scene.keys[at + 1 :]
    if scene.keys[at - 2] == "te" and "te" in rest and w.EXCEPTIONS.isdisjoint(rest):
        yield at, scene.size
    ends = [at2 for at2 in range(at + 2, scene.size) if scene.comma(at2, ",")] + [scene.size]
    for end in ends:
        if not guarded(scene.keys[at:end]) and not _tied(scene, at, end) and not _names(scene, at):
            yield at, end


def _verb_stays(scene: Scene, end: int) -> bool:
    """'A en B en C': what follows must not hang on what is left out."""
    return scene.keys[end] in ("die", "dat", "of", "en") and not scene.words[end].before


def _tied(scene: Scene, start: int, end: int) -> bool:
    """Whether a stretch to the end holds a clause or verb that what stays may need."""
    keys = scene.keys[start:end]
    return not {"die", "dat", "waar", "wier"}.isdisjoint(keys) or any(k in w.AUXILIARIES | w.SINGULAR for k in keys) or len(keys) > 25


def _names(scene: Scene, at: int) -> bool:
    """Whether two names stand beside each other: who is meant is never shortened."""
    left, right = scene.words[at - 1], scene.words[at + 1]
    if right.key in w.ARTICLES and at + 2 < scene.size:
        right = scene.words[at + 2]
    return left.is_name and right.is_name


def _left_parts(scene: Scene, at: int) -> Iterator[Stretch]:
    left, right = scene.keys[at - 1], scene.keys[at + 1]
    if _names(scene, at) or scene.narrowed and scene.keys[at] == "en":
        return
    if left not in w.FUNCTION and right not in w.FUNCTION and not kind_of(left) and at >= 2 and scene.keys[at - 2] in w.ARTICLES:
        yield at - 1, at + 1
    starts = [s for s in range(max(1, at - 8), at) if scene.keys[s] in w.DETERMINERS and at in noun_phrase_ends(scene, s)]
    if len(starts) == 1 and right in w.DETERMINERS and not guarded(scene.keys[starts[0] : at]):
        yield starts[0], at + 1
    if "dat" in scene.keys[:at] and at + 1 < scene.size:
        start = len(scene.keys[:at]) - 1 - scene.keys[:at][::-1].index("dat") + 1
        subject = min(noun_phrase_ends(scene, start), default=None)
        if subject and subject < at and participle_or_plural(left) and not guarded(scene.keys[subject:at], but=frozenset({"time_limit"})):
            yield subject, at + 1


def participle_or_plural(key: str) -> bool:
    """Whether a word may close a verb phrase."""
    return participle(key) or key in w.PLURAL or key.endswith("en")


def _subclauses(scene: Scene) -> Iterator[Stretch]:
    """'… over de risico's die zij lopen en wat zij daartegen kunnen doen'."""
    if scene.narrowed:
        return
    for at in _joiners(scene):
        if scene.keys[at] == "en" and scene.keys[at + 1] in ("wat", "hoe", "waarom", "wie", "welke", "dat", "of", "om"):
            rest = scene.keys[at:]
            if w.EXCEPTIONS.isdisjoint(rest) and w.NEGATION.isdisjoint(rest) and {"indien", "wanneer", "als"}.isdisjoint(rest):
                yield at, scene.size


def _commas_before(scene: Scene, joiner: int) -> list[int]:
    """The words behind the commas of the list that a joiner closes, in order."""
    commas: list[int] = []
    edge = joiner
    for at in range(joiner - 1, 0, -1):
        if edge - at > _LONGEST_ITEM or (at < edge - 1 and scene.keys[at] in ("dat", "omdat", "maar")):
            break
        if scene.comma(at, ","):
            if scene.keys[at] in w.SUBORDINATORS | {"en", "maar", "zoals"} - w.DETERMINERS:
                break
            commas.insert(0, at)
            edge = at
        elif edge != joiner and scene.keys[at] in w.AUXILIARIES | w.SINGULAR:
            break
    return commas


def _lists(scene: Scene) -> Iterator[Stretch]:
    """'A, B, C en D': later items, middle ones, and first ones where it is clear where the list starts."""
    for joiner in _joiners(scene):
        commas = _commas_before(scene, joiner)
        if not commas or not _allowed(scene, joiner):
            continue
        edges = [*commas, joiner]
        closing = {end for end in noun_phrase_ends(scene, joiner + 1) | {scene.size} if not _tied(scene, joiner, end)}
        for number, start in enumerate(edges):
            yield from ((start, end) for end in edges[number + 1 :] if not guarded(scene.keys[start:end]))
            yield from ((start, end) for end in closing if not guarded(scene.keys[start:end]))
        if (start := _list_start(scene, commas[0])) is not None:
            yield from ((start, end) for end in commas if not guarded(scene.keys[start:end]))
            if not guarded(scene.keys[start:joiner]):
                yield start, joiner + 1


def _list_start(scene: Scene, comma: int) -> int | None:
    """Where the first item starts: a phrase that reaches the comma, right behind a verb or preposition, or opening the sentence."""
    starts = [
        at
        for at in range(max(0, comma - _LONGEST_ITEM), comma)
        if comma in noun_phrase_ends(scene, at)
        and (at == 0 or scene.keys[at - 1] in w.FINITE or (scene.keys[at - 1] in w.PREPOSITIONS and scene.keys[at - 1] != "van"))
    ]
    return starts[0] if len(starts) == 1 else None
