"""A scene in, the coordinated parts of its sentence that may be left out: clauses, predicates with one subject, items of a list.

'A en B' says A. 'A of B' says A only where a choice is given ('kan', 'bijvoorbeeld') or denied ('geen garantie dat').
"""

from collections.abc import Iterator

from bot.gate import words as w
from bot.gate.shape import Scene, adjective, closes, complete, first_finite, guarded, kind_of, noun_phrase_ends, participle, verb_final

Stretch = tuple[int, int]
_POINTING = frozenset("dit dat deze die dan daar daarom dus er hij zij ze".split())
_OF_AN_ITEM = frozenset({"hedge", "quantifier"})
_LONGEST_ITEM = 14
_LONGEST_REST = 25


def parts(scene: Scene) -> set[Stretch]:
    """Return the stretches (first word, word behind the last) of coordinated parts that may be left out."""
    found: set[Stretch] = set()
    for rule in (_clauses, _predicates, _phrases, _subclauses, _lists):
        found.update((start, end) for start, end in rule(scene) if not scene.conditional(start))
    return {(start, end) for start, end in found if 0 <= start < end <= scene.size}


def list_commas(scene: Scene) -> dict[int, str]:
    """Return the words behind a comma of a list, with the 'en' or 'of' that may stand there when later items are left out."""
    return {at: scene.keys[joiner] for joiner in _joiners(scene) for at in _commas_before(scene, joiner)}


def _joiners(scene: Scene) -> list[int]:
    return [at for at in range(1, scene.size - 1) if scene.keys[at] in ("en", "of")]


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
        if not _reaches_on(scene, first, at) and not _points_back(scene, opens):
            yield 0, opens


def _points_back(scene: Scene, start: int) -> bool:
    """Whether a part means nothing without what stands before it: 'en ik verwacht het binnenkort'."""
    loose = any(
        scene.keys[at] == "het"
        and not noun_phrase_ends(scene, at)
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
    return next((end for end in ends if _verb(scene, end)), _verb_near(scene, start))


def _verb(scene: Scene, at: int) -> bool:
    return at < scene.size and scene.keys[at] in w.AUXILIARIES | w.SINGULAR and not scene.words[at].before


def _verb_near(scene: Scene, start: int) -> int | None:
    """'het dringende advies vanuit de overheid blijft': a subject with a phrase behind it."""
    if scene.keys[start] not in w.ARTICLES or scene.keys[start + 1] in w.FINITE:
        return None
    for end in noun_phrase_ends(scene, start):
        if end < scene.size and scene.keys[end] in w.PREPOSITIONS - {"te", "om"}:
            return next((at for at in noun_phrase_ends(scene, end + 1) if _verb(scene, at)), None)
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
        if w.EXCEPTIONS.isdisjoint(scene.keys[at:]) and not _late_condition(scene, at) and scene.keys[at - 1] not in w.AUXILIARIES:
            yield at, scene.size
        subject, dropped = scene.keys[:first], scene.keys[first:at]
        opens = subject[0] in (w.PREPOSITIONS - {"onder"}) | w.FRONT_ADVERBS | (w.SUBORDINATORS - w.DETERMINERS)
        if opens or any(kind_of(key) in ("condition", "time_limit", "restriction") for key in subject):
            continue
        if {"dat", "of"}.isdisjoint(dropped) and not _points_back(scene, at) and first_finite(scene, 0, first) is None:
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
        kind_of(scene.keys[at]) == "condition" and scene.keys[at] != "bij" and (scene.comma(at) or not own)
        for at in range(start + 1, scene.size)
    )


def _allowed(scene: Scene, joiner: int) -> bool:
    left, right = scene.keys[joiner - 1], scene.keys[joiner + 1]
    if (
        left.endswith("-")
        or left in w.SUBORDINATORS - w.DETERMINERS
        or right in w.AUXILIARIES | w.SINGULAR
        or right in ("andere", "overige", "dat", "die")
    ):
        return False
    if not {"volgens", "namens"}.isdisjoint(scene.keys[max(0, joiner - 5) : joiner]):
        return False
    if scene.keys[joiner] == "of":
        # 'bezien of het …' opens a clause.
        asks = left.endswith(("vraag", "vraagstuk", "onderzoek", "afweging")) or verb_final(scene, joiner - 1)
        opens = asks and right in w.DETERMINERS | w.PRONOUNS
        return scene.permits and not opens
    return not scene.narrowed and w.SPREADING.isdisjoint(scene.keys[:joiner])


def _phrases(scene: Scene) -> Iterator[Stretch]:
    """'de aanval en de daders', 'het inzicht en advies', 'te evalueren en zo nodig aan te passen'."""
    for at in _joiners(scene):
        if not _allowed(scene, at):
            continue
        yield from _right_parts(scene, at)
        yield from _left_parts(scene, at)


def _right_parts(scene: Scene, at: int) -> Iterator[Stretch]:
    if _names(scene, at) or (adjective(scene, at + 1) and scene.keys[at - 1].endswith("e")):
        return
    for end in noun_phrase_ends(scene, at + 1):
        first = first_finite(scene, 0, at)
        clause = _verb(scene, end) and first is not None and not scene.keys[first].endswith(("en", "zijn"))
        if not guarded(scene.keys[at:end]) and not clause and (closes(scene, end) or _shared_tail(scene, at, end)):
            yield at, end
    rest = scene.keys[at + 1 :]
    if scene.keys[at - 2] == "te" and "te" in rest and w.EXCEPTIONS.isdisjoint(rest):
        yield at, scene.size
    end = next((later for later in range(at + 2, scene.size) if scene.comma(later, ",")), scene.size)
    if not guarded(scene.keys[at:end]) and not _tied(scene, at, end) and not _shares_verb(scene, at):
        yield at, end
    denied = scene.keys[at] == "of" and not w.NEGATION.isdisjoint(scene.keys[:at]) and not kind_of(scene.keys[at - 1])
    if denied and not guarded(rest, but=frozenset({"negation", "quantifier", "hedge"})):
        yield at, scene.size


def _shared_tail(scene: Scene, joiner: int, end: int) -> bool:
    """'de veiligheid en weerbaarheid van Nederland': one bare noun beside another, and a phrase that belongs to both."""
    bare = end == joiner + 2 and scene.keys[joiner - 1] not in w.FUNCTION and scene.keys[joiner + 1] not in w.FUNCTION
    return bare and end < scene.size and scene.keys[joiner - 2] != "te" and scene.keys[end] in w.PREPOSITIONS - {"te", "om"}


def _shares_verb(scene: Scene, joiner: int) -> bool:
    """'zijn de kades en dijken versterkt': the verb at the end belongs to both parts."""
    last = scene.size - 1
    relative = not {"die", "dat", "wier", "wiens"}.isdisjoint(scene.keys[joiner:])
    return joiner < last and not relative and verb_final(scene, last) and not participle_or_plural(scene.keys[joiner - 1])


def _tied(scene: Scene, start: int, end: int) -> bool:
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


def _names(scene: Scene, at: int) -> bool:
    """Whether two names stand beside each other: who is meant is never shortened."""
    left, right = scene.words[at - 1], scene.words[at + 1]
    if right.key in w.ARTICLES and at + 2 < scene.size:
        right = scene.words[at + 2]
    return left.is_name and right.is_name


def _left_parts(scene: Scene, at: int) -> Iterator[Stretch]:
    left, right = scene.keys[at - 1], scene.keys[at + 1]
    if not w.POINTING.isdisjoint(scene.keys[at + 1 : at + 5]):
        return
    if _names(scene, at) or (scene.narrowed and scene.keys[at] == "en"):
        return
    if left not in w.FUNCTION and right not in w.FUNCTION and not kind_of(left) and at >= 2 and scene.keys[at - 2] in w.ARTICLES:
        yield at - 1, at + 1
    starts = [s for s in range(max(1, at - 8), at) if scene.keys[s] in w.DETERMINERS and at in noun_phrase_ends(scene, s)]
    if len(starts) == 1 and right in w.DETERMINERS and not guarded(scene.keys[starts[0] : at]):
        yield starts[0], at + 1
    yield from _left_infinitive(scene, at)
    if "dat" in scene.keys[:at] and at + 1 < scene.size:
        start = len(scene.keys[:at]) - 1 - scene.keys[:at][::-1].index("dat") + 1
        subject = min(noun_phrase_ends(scene, start), default=None)
        alone = not w.AUXILIARIES.isdisjoint(scene.keys[subject or at : at]) and w.AUXILIARIES.isdisjoint(scene.keys[at:])
        if (
            subject
            and subject < at
            and not alone
            and participle_or_plural(left)
            and not guarded(scene.keys[subject:at], but=frozenset({"time_limit"}))
        ):
            yield subject, at + 1


def _left_infinitive(scene: Scene, at: int) -> Iterator[Stretch]:
    """'dienen hun plannen te evalueren en zo nodig aan te passen': the second infinitive alone, with the object of both or its own."""
    verb = first_finite(scene, 0, at)
    if verb is None or scene.keys[verb] not in w.AUXILIARIES or scene.keys[at - 2] != "te" or "te" not in scene.keys[at + 1 :]:
        return
    if not w.EXCEPTIONS.isdisjoint(scene.keys[verb:at]):
        return
    if scene.keys[at + 2] == "te" and scene.keys[at + 1] not in w.FUNCTION:
        yield verb + 1, at + 1
    else:
        yield from ((start, at + 1) for start in noun_phrase_ends(scene, verb + 1) if start < at)


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
            if first_finite(scene, 0, at) is None and not any(key in w.FINITE for key in scene.keys[1:at]):
                continue
            if w.EXCEPTIONS.isdisjoint(rest) and w.NEGATION.isdisjoint(rest) and {"indien", "wanneer", "als"}.isdisjoint(rest):
                yield at, scene.size


def _commas_before(scene: Scene, joiner: int) -> list[int]:
    """The words behind the commas of the list that a joiner closes, in order."""
    commas: list[int] = []
    edge = joiner
    for at in range(joiner - 1, 0, -1):
        if edge - at > _LONGEST_ITEM or (at < edge - 1 and scene.keys[at] in ("dat", "omdat", "maar")):
            break
        if scene.keys[at] in w.AUXILIARIES | w.SINGULAR:
            break
        if scene.comma(at, ","):
            odd = scene.keys[at] in w.PREPOSITIONS and scene.keys[joiner + 1] not in w.PREPOSITIONS
            if odd or scene.keys[at] in w.NOT_AN_ITEM or scene.keys[at - 1] in w.FUNCTION | w.AUXILIARIES:
                return []
            if scene.keys[at] in w.SUBORDINATORS | {"en", "maar", "zoals", "o.a"} - w.DETERMINERS:
                break
            commas.insert(0, at)
            edge = at
    return [] if commas and scene.keys[joiner] in scene.keys[commas[0] : joiner] else commas


def _bars(keys: tuple[str, ...]) -> bool:
    """Whether an item of a list may not be left out; what hedges or narrows one item says nothing of the others."""
    return guarded((key for key in keys if key != "bij"), but=_OF_AN_ITEM)


def _lists(scene: Scene) -> Iterator[Stretch]:
    """'A, B, C en D': later items, middle ones, and first ones where it is clear where the list starts."""
    for joiner in _joiners(scene):
        commas = _commas_before(scene, joiner)
        if not commas or not _allowed(scene, joiner) or (_names(scene, joiner) and scene.words[commas[0]].is_name):
            continue
        edges = [*commas, joiner]
        opens = joiner + 1 + _reservation(scene, joiner + 1)
        ends = noun_phrase_ends(scene, opens)
        closing = {end for end in ends if (closes(scene, end) or _shared_tail(scene, joiner, end)) and not _tied(scene, joiner, end)}
        if not _tied(scene, joiner, scene.size) and not _shares_verb(scene, joiner):
            closing.add(scene.size)
        for number, start in enumerate(edges):
            yield from ((start, end) for end in edges[number + 1 :] if not _bars(scene.keys[start:end]))
            yield from ((start, end) for end in closing if not _bars(scene.keys[start:joiner] + scene.keys[opens:end]))
        first = _list_start(scene, commas[0])
        if first is not None and scene.keys[commas[0]] not in w.PREPOSITIONS:
            yield from ((first, end) for end in commas if not _bars(scene.keys[first:end]))
            if not _bars(scene.keys[first:joiner]):
                yield first, joiner + 1


def _reservation(scene: Scene, at: int) -> int:
    """How many words of reservation open the last item: 'of in het uiterste geval …'."""
    return next((len(phrase) for phrase in w.OWN_RESERVATIONS if scene.keys[at : at + len(phrase)] == phrase), 0)


def _list_start(scene: Scene, comma: int) -> int | None:
    """Where the first item starts: a phrase that reaches the comma, right behind a verb or preposition, or opening the sentence."""
    starts = [
        at
        for at in range(max(0, comma - _LONGEST_ITEM), comma)
        if comma in noun_phrase_ends(scene, at)
        and not participle(scene.keys[at])
        and not kind_of(scene.keys[at])
        and (scene.keys[at] in w.DETERMINERS) == (scene.keys[comma] in w.DETERMINERS)
        and (at == 0 or scene.keys[at - 1] in w.FINITE or (scene.keys[at - 1] in w.PREPOSITIONS and scene.keys[at - 1] != "van"))
    ]
    return starts[0] if len(starts) == 1 else _behind_subject(scene, comma)


def _behind_subject(scene: Scene, end: int) -> int | None:
    """'dat criminelen systemen herstellen of …': where the first of some verb phrases starts in a 'dat' clause."""
    if "dat" not in scene.keys[:end] or not participle_or_plural(scene.keys[end - 1]):
        return None
    start = end - scene.keys[:end][::-1].index("dat")
    subject = min(noun_phrase_ends(scene, start), default=end)
    return subject if subject < end and scene.keys[start] not in w.DETERMINERS else None
