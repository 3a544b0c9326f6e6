"""A scene in, the parts of coordinated phrases of its sentence that may be left out: 'de aanval en de daders', 'te delen en te wissen'."""

from collections.abc import Iterator

from bot.gate import words as w
from bot.gate.adjuncts import list_ends
from bot.gate.joined import allowed, both_names, joiners, may_close, shared_tail, shares_verb, tied, verb_follows
from bot.gate.scene import Scene
from bot.gate.shape import adjective, closes, first_finite, guarded, kind_of, noun_phrase_ends, participle, verb_final

Stretch = tuple[int, int]


def phrases(scene: Scene) -> set[Stretch]:
    """Return the stretches (first word, word behind the last) of coordinated phrases that may be left out."""
    return {*_phrases(scene), *_subclauses(scene)}


def _phrases(scene: Scene) -> Iterator[Stretch]:
    """'de aanval en de daders', 'het inzicht en advies', 'te evalueren en zo nodig aan te passen'."""
    for at in joiners(scene):
        if not allowed(scene, at):
            continue
        yield from _right_parts(scene, at)
        yield from _left_parts(scene, at)


def _right_parts(scene: Scene, at: int) -> Iterator[Stretch]:
    if scene.keys[at + 1] in w.PREPOSITIONS and scene.keys[at + 1] in scene.keys[max(0, at - 6) : at]:
        # 'in het azc en in Cranendonck'.
        yield from (
            (at, end)
            for end in noun_phrase_ends(scene, at + 2)
            if (closes(scene, end) or (end == scene.size - 1 and may_close(scene.keys[end]))) and not guarded(scene.keys[at + 2 : end])
        )
    adjectives = adjective(scene, at + 1) and scene.keys[at - 1].endswith("e") and not scene.keys[at - 1].endswith("ie")
    if adjectives or (both_names(scene, at) and not _placed(scene, at)):
        return
    shared = _placing_both(scene, at)
    for end in noun_phrase_ends(scene, at + 1) | list_ends(scene, at + 1):
        if shared and end > at + 2:
            continue
        first = first_finite(scene, 0, at)
        modal = first is not None and scene.keys[first] in w.MODAL and end == scene.size - 1
        clause = verb_follows(scene, end) and first is not None and not scene.keys[first].endswith(("en", "zijn")) and not modal
        if not guarded(scene.keys[at:end]) and not clause and (closes(scene, end) or shared_tail(scene, at, end)):
            yield at, end
    yield from _before_verb(scene, at)
    rest = scene.keys[at + 1 :]
    if scene.keys[at - 2] == "te" and "te" in rest and w.EXCEPTIONS.isdisjoint(rest):
        yield at, scene.size
    elif "te" in scene.keys[max(0, at - 9) : at] and "te" in rest and first_finite(scene, 0, at) is not None:
        own = {"dat", "die", "om", "of"} & set(rest[: rest.index("te")])
        if not own and (w.EXCEPTIONS | w.CONDITIONALS).isdisjoint(rest) and w.FINITE.isdisjoint(rest[: rest.index("te")]):
            yield at, scene.size
    end = next((later for later in range(at + 2, scene.size) if scene.comma(later, ",")), scene.size)
    if not guarded(scene.keys[at:end]) and not tied(scene, at, end) and not shares_verb(scene, at) and not shared:
        yield at, end
    denied = scene.keys[at] == "of" and not w.NEGATION.isdisjoint(scene.keys[:at]) and not kind_of(scene.keys[at - 1])
    if denied and not guarded(rest, but=frozenset({"negation", "quantifier", "hedge"})):
        yield at, scene.size


def _plain_end(scene: Scene, at: int) -> bool:
    """Whether the noun behind an 'en' has nothing of its own behind it: 'levering door Elbit en acceptatie door politie'."""
    own = at + 2 < scene.size and not scene.words[at + 2].before and scene.keys[at + 2] in w.PREPOSITIONS - {"te", "om"}
    return scene.keys[at] == "en" and not own and kind_of(scene.keys[at + 1]) != "number"


def _denied_pair(scene: Scene, at: int) -> bool:
    """'heeft geen rol of bevoegdheid': neither; 'heeft geen inzicht of … is geleverd' opens a clause."""
    pair = scene.keys[at - 2] == "geen" and scene.keys[at] == "of"
    return pair and scene.keys[at + 1] not in w.FRONT_ADVERBS and not verb_final(scene, scene.size - 1)


def _placing_both(scene: Scene, at: int) -> bool:
    """'voor scholen en zorginstellingen in Groningen': the place or time behind two bare nouns may be of both."""
    nouns = {scene.keys[at - 1], scene.keys[at + 1]}.isdisjoint(w.FUNCTION) and not may_close(scene.keys[at - 1])
    if nouns and at + 2 < scene.size and scene.keys[at + 2] == "van":
        return True
    bare = scene.keys[at - 1] not in w.FUNCTION and scene.keys[at - 2] in w.PREPOSITIONS and scene.keys[at + 1] not in w.FUNCTION
    placing = ("in", "binnen", "met", "zonder", "onder", "boven", "tijdens", "na", "sinds", "vanaf", "voor")
    return bare and at + 2 < scene.size and scene.keys[at + 2] in placing


def _before_verb(scene: Scene, at: int) -> Iterator[Stretch]:
    """'zijn de plannen en hun uitwerking met de gemeenten besproken': the second up to the verb at the end."""
    end = scene.size
    while end > at + 2 and (participle(scene.keys[end - 1]) or scene.keys[end - 1] in w.AUXILIARIES):
        end -= 1
    part = scene.keys[at:end]
    plain = (
        w.FINITE.isdisjoint(part) and w.SUBORDINATORS.isdisjoint(part[2:]) and not any(scene.words[i].before for i in range(at + 1, end))
    )
    opens = scene.keys[at] == "en" and scene.keys[at + 1] in w.DETERMINERS and end < scene.size
    if opens and plain and not guarded(part) and first_finite(scene, 0, at) is not None and not may_close(scene.keys[at - 1]):
        yield at, end


def _placed(scene: Scene, at: int) -> bool:
    """Whether the names say where: 'uitgewerkt in het Uitvoeringsbesluit en de Uitvoeringsregeling'."""
    near = scene.keys[max(0, at - 3) : at]
    return not {"in", "op", "bij", "naar"}.isdisjoint(near) and {"van", "tussen", "met"}.isdisjoint(near)


def _left_parts(scene: Scene, at: int) -> Iterator[Stretch]:
    left, right = scene.keys[at - 1], scene.keys[at + 1]
    rest = scene.keys[at + 1 :]
    if not w.POINTING.isdisjoint(rest[:4]) or any(key in w.POINTING and key.startswith(("hier", "daar", "er")) for key in rest):
        return
    if both_names(scene, at) or (scene.narrowed and scene.keys[at] == "en"):
        return
    bare = left not in w.FUNCTION and right not in w.FUNCTION and not kind_of(left) and at >= 2
    # 'aan ouders en leraren'; 'de ouders van kinderen en leraren' may be of two kinds.
    addressed = scene.keys[at - 2] in w.PREPOSITIONS - {"van", "tussen", "zonder", "namens", "volgens", "te", "om", "tot"}
    if bare and (scene.keys[at - 2] in w.ARTICLES or _denied_pair(scene, at) or (addressed and _plain_end(scene, at))):
        yield at - 1, at + 1
    # 'de digitale veiligheid en weerbaarheid'.
    noun = not participle(right) and not scene.words[at + 1].is_name and not scene.words[at].before
    ended = noun and (closes(scene, at + 2) or scene.keys[at + 2] in w.PREPOSITIONS)
    if bare and ended and at > 2 and scene.keys[at - 3] in w.ARTICLES and adjective(scene, at - 2) and not kind_of(scene.keys[at - 2]):
        yield at - 2, at + 1
    yield from _repeated_head(scene, at)
    alone = w.FINITE.isdisjoint(scene.keys[at + 1 : -1])
    if (
        participle(left)
        and participle(scene.keys[-1])
        and alone
        and not w.AUXILIARIES.isdisjoint(scene.keys[: at - 1])
        and not scene.narrowed
    ):
        yield at - 1, at + 1
    starts = [s for s in range(max(1, at - 8), at) if scene.keys[s] in w.DETERMINERS and at in noun_phrase_ends(scene, s)]
    # 'De voorzitter van de raad en de burgemeester': two people, or the chair of two.
    if len(starts) == 1 and scene.keys[starts[0] - 1] != "van" and right in w.DETERMINERS and not guarded(scene.keys[starts[0] : at]):
        yield starts[0], at + 1
    yield from _left_infinitive(scene, at)
    yield from _left_of_clause(scene, at)


def _left_of_clause(scene: Scene, at: int) -> Iterator[Stretch]:
    """'dat de gemeente de plannen toetst en de uitvoering volgt': the first of two that share the subject of a 'dat'."""
    if "dat" not in scene.keys[:at] or at + 1 >= scene.size:
        return
    start = len(scene.keys[:at]) - 1 - scene.keys[:at][::-1].index("dat") + 1
    subject = min(noun_phrase_ends(scene, start), default=None)
    alone = not w.AUXILIARIES.isdisjoint(scene.keys[subject or at : at]) and w.AUXILIARIES.isdisjoint(scene.keys[at:])
    if (
        subject
        and subject < at
        and not alone
        and may_close(scene.keys[at - 1])
        and not guarded(scene.keys[subject:at], but=frozenset({"time_limit"}))
    ):
        yield subject, at + 1


def _repeated_head(scene: Scene, at: int) -> Iterator[Stretch]:
    """'signalen uit openbare bronnen en signalen uit klachten': the same word opens both."""
    right = scene.keys[at + 1]
    start = next((place for place in range(at - 1, max(0, at - 9), -1) if scene.keys[place] == right), None)
    if start is None or right in w.FUNCTION or scene.keys[at] != "en":
        return
    part = scene.keys[start:at]
    if not guarded(part) and w.FINITE.isdisjoint(part) and not any(scene.words[place].before for place in range(start + 1, at + 1)):
        yield start, at + 1


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


def _subclauses(scene: Scene) -> Iterator[Stretch]:
    """'… over de risico's die zij lopen en wat zij daartegen kunnen doen'."""
    if scene.narrowed:
        return
    for at in joiners(scene):
        if scene.keys[at] == "en" and scene.keys[at + 1] in ("wat", "hoe", "waarom", "wie", "welke", "dat", "of", "om"):
            rest = scene.keys[at:]
            if first_finite(scene, 0, at) is None and not any(key in w.FINITE for key in scene.keys[1:at]):
                continue
            if w.EXCEPTIONS.isdisjoint(rest) and w.NEGATION.isdisjoint(rest) and {"indien", "wanneer", "als"}.isdisjoint(rest):
                yield at, scene.size
