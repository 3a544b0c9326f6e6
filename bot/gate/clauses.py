"""A scene in, the clauses and predicates of its sentence that may be left out; each is a claim of its own.

Main clauses beside each other, and predicates of one subject. What governs both, such as a condition or who said it, stays with both.
"""

from collections.abc import Iterator

from bot.gate import words as w
from bot.gate.joined import verb_follows
from bot.gate.scene import Scene
from bot.gate.shape import complete, first_finite, guarded, kind_of, noun_phrase_ends

Stretch = tuple[int, int]
_POINTING = frozenset("dit dat deze die dan daar daarom dus er hij zij ze".split())


def clauses(scene: Scene) -> set[Stretch]:
    """Return the stretches (first word, word behind the last) of clauses and predicates that may be left out."""
    return {*_clauses(scene), *_predicates(scene)}


def _clauses(scene: Scene) -> Iterator[Stretch]:
    """Main clauses beside each other, each with its own subject and verb."""
    for at in range(2, scene.size - 2):
        joiner = scene.keys[at] if scene.keys[at] in ("en", "maar", "want", "dus") else ""
        if joiner != "en" and not scene.comma(at, ",;" if joiner else ";"):
            continue
        opens = at + 1 if joiner else at
        first, second = first_finite(scene, 0, at), _clause_verb(scene, opens)
        if first is None or second is None or not complete(scene, at) or _one_verb(scene, first, second):
            continue
        if not {"als", "indien", "wanneer", "zolang"}.isdisjoint(scene.keys[:at]):
            continue
        if joiner == "en" and not {"maar", "echter"}.isdisjoint(scene.keys[opens:]):
            continue
        if scene.keys[opens] in _POINTING:
            if joiner == "en" and not guarded(_matrix(scene, at, second)):
                yield at, scene.size
            continue
        if not w.EXCEPTIONS.isdisjoint(scene.keys[at:]) or (joiner == "maar" and guarded(_matrix(scene, at, second))):
            continue
        yield at, scene.size
        if not _reaches_on(scene, first, at) and not points_back(scene, opens):
            yield 0, opens


def points_back(scene: Scene, start: int) -> bool:
    """Whether a part means nothing without what stands before it: 'en ik verwacht het binnenkort'."""
    loose = any(
        (scene.keys[at] == "het" and not noun_phrase_ends(scene, at))
        or scene.keys[at : at + 2] in (("het", "binnenkort"), ("het", "spoedig"))
        for at in range(start, scene.size)
    )
    return loose or not w.POINTING.isdisjoint(scene.keys[start:])


def _clause_verb(scene: Scene, start: int) -> int | None:
    """Where the finite verb of a clause stands that opens with its subject; None when it does not look like one."""
    if scene.keys[start] in ("zij", "ze", "wij", "we") and scene.keys[start + 1] in w.FINITE:
        return start + 1
    if scene.keys[start] not in w.DETERMINERS | w.PRONOUNS and not scene.words[start].is_name:
        return None
    ends = sorted(noun_phrase_ends(scene, start) | ({start + 1} if scene.keys[start] in w.PRONOUNS else set()))
    return next((end for end in ends if verb_follows(scene, end)), _verb_near(scene, start))


def _verb_near(scene: Scene, start: int) -> int | None:
    """'het dringende advies vanuit de overheid blijft': a subject with a phrase behind it."""
    if scene.keys[start] not in w.ARTICLES or scene.keys[start + 1] in w.FINITE:
        return None
    for end in noun_phrase_ends(scene, start):
        if end < scene.size and scene.keys[end] in w.PREPOSITIONS - {"te", "om"}:
            return next((at for at in noun_phrase_ends(scene, end + 1) if verb_follows(scene, at)), None)
    return None


def _one_verb(scene: Scene, first: int, second: int) -> bool:
    """'zouden A en B zijn gevallen': the second is the infinitive of the first."""
    shaped = scene.keys[second] == "zijn" or scene.keys[second].endswith("en")
    return shaped and scene.keys[first] in w.AUXILIARIES


def _matrix(scene: Scene, start: int, verb: int) -> list[str]:
    """The main part of a clause: up to ':', 'om' or 'dat'; the attribution it makes is its own."""
    end = next((at for at in range(verb + 1, scene.size) if ":" in scene.words[at].before or scene.keys[at] in ("om", "dat")), scene.size)
    return [key for key in scene.keys[start:end] if kind_of(key) != "attribution"]


def _reaches_on(scene: Scene, verb: int, end: int) -> bool:
    """Whether the first clause governs what follows it: a condition, a time or a speaker before it, or an open 'dat'."""
    before = scene.keys[:end]
    if any(key in w.SUBORDINATORS - w.ARTICLES - {"wat", "wie", "welke"} for key in before[1:]):
        return True
    return any(kind_of(key) in ("condition", "attribution", "time_limit", "restriction") for key in before[: verb + 1])


def _predicates(scene: Scene) -> Iterator[Stretch]:
    """One subject, two predicates: 'De AP ziet toe op … en kan handhavend optreden …'."""
    for at in range(2, scene.size - 1):
        if scene.keys[at] != "en" or (first := first_finite(scene, 0, at)) is None or not _second_verb(scene, first, at + 1):
            continue
        if not complete(scene, at) or at - first < 2 or not {"maar", "echter"}.isdisjoint(scene.keys[at:]):
            continue
        if (
            (w.EXCEPTIONS | w.FOCUS).isdisjoint(scene.keys[at:])
            and not _late_condition(scene, at)
            and scene.keys[at - 1] not in w.AUXILIARIES
        ):
            yield at, scene.size
        subject, dropped = scene.keys[:first], scene.keys[first:at]
        opens = subject[0] in {"zoals"} | (w.PREPOSITIONS - {"onder"}) | w.FRONT_ADVERBS | (w.SUBORDINATORS - w.DETERMINERS)
        if opens or any(kind_of(key) in ("condition", "time_limit", "restriction") for key in subject):
            continue
        if {"dat", "of"}.isdisjoint(dropped) and not points_back(scene, at) and first_finite(scene, 0, first) is None:
            yield first, at + 1


def _second_verb(scene: Scene, first: int, second: int) -> bool:
    key = scene.keys[second]
    if key in w.AUXILIARIES | w.SINGULAR:
        return key != "zijn" or scene.keys[first] in w.PLURAL | {"worden", "hebben", "kunnen"}
    return key in w.PLURAL - w.NOUNS_TOO and scene.keys[first] in w.PLURAL


def _late_condition(scene: Scene, start: int) -> bool:
    """Whether a condition at the end may hold for both predicates; one behind 'en kan …', without a comma, is that one's own."""
    own = scene.keys[start + 1] in w.MODAL
    return any(
        kind_of(scene.keys[at]) == "condition"
        and scene.keys[at] != "bij"
        # 'tegen te gaan'.
        and scene.keys[at : at + 2] != ("tegen", "te")
        and (scene.comma(at) or not own)
        for at in range(start + 1, scene.size)
    )
