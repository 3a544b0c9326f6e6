"""A scene in, the reasons its sentence gives as sentences of their own out, and the sentence without the reason that opens it.

Knows too what spreads over the clauses of a sentence: who said it, a condition, what takes a clause back.
"""

from collections.abc import Iterator
from itertools import pairwise

from bot.gate import words as w
from bot.gate.scene import Scene
from bot.gate.shape import kind_of, noun_phrase_ends
from bot.gate.tokens import Word

_LONGEST_SUBJECT = 14
CONDITIONAL = w.CONDITIONALS | w.EXCEPTIONS | frozenset("mocht mochten".split())
SPREADING = frozenset("dat of volgens aldus namens".split())
_CONTRAST = frozenset("maar echter wel weliswaar indien wanneer als zij".split())


def behind_front(scene: Scene) -> list[tuple[Word, ...]]:
    """'Omdat …, heeft Brandweer Nederland …' as 'Brandweer Nederland heeft …': without the reason, or 'Zoals ik heb aangegeven'."""
    own = scene.keys[:2] in (("zoals", "ik"), ("zoals", "wij"), ("zoals", "aangegeven"), ("zoals", "gezegd"), ("zoals", "gemeld"))
    if not (own or scene.keys[:1] in (("omdat",), ("aangezien",), ("doordat",))) or not w.EXCEPTIONS.isdisjoint(scene.keys):
        return []
    verb = next((at for at in range(2, scene.size - 2) if scene.comma(at, ",") and scene.keys[at] in w.FINITE), None)
    if verb is None or (scene.keys[1] in ("aangegeven", "gezegd", "gemeld") and w.OWN_PLACES.isdisjoint(scene.keys[:verb])):
        return []
    pronoun = {verb + 2} if scene.keys[verb + 1] in w.PRONOUNS else set()
    subjects = sorted(noun_phrase_ends(scene, verb + 1) | pronoun)[:3]
    stops = [at for at in range(verb + 4, scene.size - 2) if scene.keys[at] == "en" and scene.keys[at + 1] in w.FINITE]
    return [
        (*scene.words[verb + 1 : end], scene.words[verb], *scene.words[end:stop])
        for end in subjects
        for stop in (scene.size, *(at for at in stops[:1] if at > end and harmless(scene, at, True)))
    ]


def reasons(scene: Scene) -> Iterator[tuple[Word, ...]]:
    """'omdat er nog geen plannen zijn': a reason given by the speaker is said as well, with its verb in second place."""
    for start in range(scene.size - 3):
        before = scene.keys[:start]
        if scene.keys[start] not in ("omdat", "doordat", "aangezien") or before[-1:] in (("niet",), ("alleen",), ("of",)):
            continue
        if not (SPREADING | CONDITIONAL | {"die", "om"}).isdisjoint(before) or said(scene, start):
            return
        end = next((at for at in range(start + 1, scene.size) if scene.comma(at)), scene.size)
        joiners = [at for at in range(start + 2, end - 2) if scene.keys[at] == "en"]
        for opens, close in pairwise([start, *joiners, end]):
            yield from _verb_second(scene, opens + 1, close)


def _verb_second(scene: Scene, start: int, end: int) -> Iterator[tuple[Word, ...]]:
    """A clause with its verb at the end as a main clause."""
    if scene.keys[start] not in w.DETERMINERS | w.PRONOUNS and scene.keys[start] in w.FUNCTION:
        return
    whole = {at for at in range(start + 1, min(end, start + _LONGEST_SUBJECT)) if scene.keys[at - 1] not in w.FUNCTION}
    subjects = sorted(whole | ({start + 1} if scene.keys[start] in w.PRONOUNS else set()))[:8]
    verbs = [at for at in range(start + 2, end) if scene.keys[at] in w.FINITE][-4:]
    for verb in verbs:
        for subject in (at for at in subjects if at < verb):
            yield (*scene.words[start:subject], scene.words[verb], *scene.words[subject:verb], *scene.words[verb + 1 : end])


def said(scene: Scene, at: int) -> bool:
    return any(kind_of(key) == "attribution" for key in scene.keys[:at])


def harmless(scene: Scene, at: int, joined: bool) -> bool:
    """Whether leaving a clause out hides nothing: it takes nothing back, and does not say who said the other."""
    kinds = {kind_of(key) for key in scene.keys[at:]} - ({"negation"} if joined else set())
    return not kinds & {"attribution", "restriction", "negation"} and (w.EXCEPTIONS | _CONTRAST).isdisjoint(scene.keys[at:])
