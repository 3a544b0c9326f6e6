"""A scene in, the items of the lists in its sentence that may be left out: 'A, B, C en D'."""

from collections.abc import Iterator

from bot.gate import words as w
from bot.gate.joined import allowed, both_names, joiners, may_close, shared_tail, shares_verb, tied
from bot.gate.scene import Scene
from bot.gate.shape import closes, guarded, kind_of, noun_phrase_ends, participle

Stretch = tuple[int, int]
_OF_AN_ITEM = frozenset({"hedge", "quantifier"})
_LONGEST_ITEM = 14


def lists(scene: Scene) -> set[Stretch]:
    """Return the stretches (first word, word behind the last) of items that may be left out."""
    return set(_lists(scene))


def list_commas(scene: Scene) -> dict[int, str]:
    """Return the words behind a comma of a list, with the 'en' or 'of' that may stand there when later items are left out."""
    return {at: scene.keys[joiner] for joiner in joiners(scene) for at in _commas_before(scene, joiner)}


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
    for joiner in joiners(scene):
        commas = _commas_before(scene, joiner)
        if not commas or not allowed(scene, joiner) or (both_names(scene, joiner) and scene.words[commas[0]].is_name):
            continue
        edges = [*commas, joiner]
        opens = joiner + 1 + _reservation(scene, joiner + 1)
        ends = noun_phrase_ends(scene, opens)
        closing = {
            end
            for end in ends
            if (closes(scene, end) or shared_tail(scene, joiner, end) or scene.keys[end] in w.BESIDE_VERB) and not tied(scene, joiner, end)
        }
        if not tied(scene, joiner, scene.size) and not shares_verb(scene, joiner):
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
        # 'De kinderen van de bakker, de slager en …': of whom are they all?
        and ("van" not in scene.keys[at:comma] or (_doing(scene, at) and _doing(scene, comma)))
        and (scene.keys[at] in w.DETERMINERS) == (scene.keys[comma] in w.DETERMINERS)
        and (at == 0 or scene.keys[at - 1] in w.FINITE or (scene.keys[at - 1] in w.PREPOSITIONS and scene.keys[at - 1] != "van"))
    ]
    return starts[0] if len(starts) == 1 else _behind_subject(scene, comma)


def _doing(scene: Scene, at: int) -> bool:
    """'het geven van waarschuwingen'."""
    return scene.keys[at] == "het" and scene.keys[at + 1 : at + 2] != () and scene.keys[at + 1].endswith("en")


def _behind_subject(scene: Scene, end: int) -> int | None:
    """'dat criminelen systemen herstellen of …': where the first of some verb phrases starts in a 'dat' clause."""
    if "dat" not in scene.keys[:end] or not may_close(scene.keys[end - 1]):
        return None
    start = end - scene.keys[:end][::-1].index("dat")
    subject = min(noun_phrase_ends(scene, start), default=end)
    return subject if subject < end and scene.keys[start] not in w.DETERMINERS else None
