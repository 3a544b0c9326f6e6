"""The words of a sentence in, the main clauses and predicates in it that stand on their own out, each as a sentence of its own.

Dutch shows a main clause by its verb in second place. What opens the sentence and governs both clauses goes with both: 'Per 2022 zijn
de regels verduidelijkt en geldt de vrijstelling …' gives 'Per 2022 geldt de vrijstelling …'.
"""

from collections.abc import Iterator, Sequence

from bot.gate import words as w
from bot.gate.shape import Scene, first_finite, kind_of, noun_phrase_ends, scene_of, verb_final
from bot.gate.tokens import Word

_CONDITIONAL = w.CONDITIONALS | w.EXCEPTIONS | frozenset("mocht mochten".split())
_GOVERNING = frozenset({"condition", "attribution", "time_limit", "restriction", "negation", "hedge"})
_PEOPLE = frozenset("hij zij ze hun haar hem hen".split())
_NEAR = 4
"""Words of a part in which 'zij' points to what was left out; later it may mean someone the part names itself."""


def mains(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """Yield the parts of a sentence that are claims of their own."""
    scene = scene_of(words, ())
    if scene.size < 6 or not _opens_main(scene):
        return
    for at in range(3, scene.size - 2):
        joiner = scene.keys[at] in ("en", "maar")
        if not joiner and not scene.comma(at, ",;"):
            continue
        verb = first_finite(scene, 0, at)
        if verb is None or not _CONDITIONAL.isdisjoint(scene.keys[:at]):
            continue
        yield from _second(scene, at, at + joiner, verb)
        if not joiner and _clause_alone(scene, at) and _harmless(scene, at):
            yield scene.words[:at]


def _opens_main(scene: Scene) -> bool:
    """Whether the sentence opens as a main clause: not with a subordinate one, and not with its verb."""
    return scene.keys[0] not in (w.SUBORDINATORS - w.DETERMINERS - {"wat"}) and scene.keys[0] not in w.AUXILIARIES - {"zijn"}


def _second(scene: Scene, at: int, opens: int, verb: int) -> Iterator[tuple[Word, ...]]:
    """The second clause or predicate, with what the first shares with it."""
    front, key = scene.keys[:verb], scene.keys[opens]
    if not (w.POINTING - _PEOPLE).isdisjoint(scene.keys[opens + 1 :]):
        return
    if {"dat", "of", "volgens", "aldus", "namens"}.isdisjoint(scene.keys[:at]) and _predicate(scene, verb, opens):
        yield (*scene.words[:verb], *scene.words[opens:])
    if not w.POINTING.isdisjoint(scene.keys[opens + 1 : opens + _NEAR]):
        return
    governed = any(kind_of(k) in _GOVERNING for k in front) or front[0] in w.PREPOSITIONS
    if not governed and not _open(scene, at) and (opens > at or scene.comma(at, ";")) and _own_verb(scene, opens):
        yield scene.words[opens:]
    inverted = scene.keys[at] == "en" and key in w.FINITE and scene.keys[verb + 1] in w.DETERMINERS | w.PRONOUNS
    closed = scene.keys[verb] not in w.AUXILIARIES or verb_final(scene, at - 1)
    if inverted and closed and not _plain_subject(scene, verb) and _starts_phrase(scene, opens + 1):
        yield (*scene.words[:verb], *scene.words[opens:])
    if (
        not governed
        and _adverb(key)
        and key not in ("dan", "zo")
        and scene.keys[opens + 1] in w.FINITE
        and _starts_phrase(scene, opens + 2 + (scene.keys[opens + 2] == "ook"))
    ):
        if not any(kind_of(k) == "attribution" for k in scene.keys[:opens]):
            yield scene.words[opens:]


def _predicate(scene: Scene, verb: int, second: int) -> bool:
    """Whether a word opens a second predicate of the one subject: both verbs agree."""
    if second == 0 or scene.keys[second - 1] not in ("en", "maar") or not _plain_subject(scene, verb):
        return False
    return _agree(scene, verb, second) and w.RESTRICTION.isdisjoint(scene.keys[verb:second]) and second - verb > 2


def _plain_subject(scene: Scene, verb: int) -> bool:
    """Whether all that stands before the verb is its subject."""
    if verb == 1:
        return scene.keys[0] in w.PRONOUNS - {"er"} or scene.words[0].before == "" and scene.keys[0] not in w.FUNCTION | w.FRONT_ADVERBS
    return scene.keys[0] in w.DETERMINERS and verb in noun_phrase_ends(scene, 0)


def _agree(scene: Scene, first: int, second: int) -> bool:
    """Whether two words look like finite verbs in the same person and number."""
    one, other = scene.keys[first], scene.keys[second]
    if other in w.FUNCTION - {"zijn"} or kind_of(other) not in ("", "modality", "attribution") or scene.words[second].is_name:
        return False
    if scene.keys[0] == "ik":
        return other in w.AUXILIARIES or not other.endswith(("en", "t", "e"))
    plural = one in w.PLURAL or one in _PLURALS
    if other in w.AUXILIARIES:
        return (other in _PLURALS) == plural
    if other in w.SINGULAR | w.PLURAL - w.NOUNS_TOO:
        return (other in w.PLURAL) == plural
    follows = second + 1 < scene.size and scene.keys[second + 1] in w.DETERMINERS | w.PRONOUNS
    return follows and not plural and one.endswith("t") and other.endswith("t")


_LONGEST_SUBJECT = 14
_FINITE_ONLY = frozenset("is was wordt werd heeft had kan kon mag moet moest zal zou wil wilde dient blijft ben heb".split())
_PLURALS = frozenset(
    "zijn waren worden werden hebben hadden kunnen konden mogen mochten moeten moesten zullen zouden willen wilden dienen dienden hoeven "
    "blijven bleven doen deden".split()
)


def _open(scene: Scene, at: int) -> bool:
    """Whether a clause with 'dat' or a speaker before a place may reach past it."""
    return any(key in w.SUBORDINATORS - {"die"} or kind_of(key) == "attribution" for key in scene.keys[1:at])


def _own_verb(scene: Scene, start: int) -> bool:
    """Whether a clause opens with its subject and has a finite verb that can be nothing else: 'de korting van 10% op … zou'."""
    if scene.keys[start] not in w.ARTICLES | {"deze", "ik", "wij", "we", "ons", "onze", "mijn"} and not scene.words[start].is_name:
        return False
    for at in range(start + 1, min(scene.size - 1, start + _LONGEST_SUBJECT)):
        if scene.words[at].before or scene.keys[at] in w.SUBORDINATORS | {"en", "maar", "te"}:
            return False
        if scene.keys[at] in _FINITE_ONLY:
            return True
    return False


def _adverb(key: str) -> bool:
    return key in w.FRONT_ADVERBS or key in w.HEDGE


def _starts_phrase(scene: Scene, at: int) -> bool:
    return at < scene.size and (scene.keys[at] in w.DETERMINERS | w.PRONOUNS or scene.words[at].is_name or scene.keys[at] not in w.FUNCTION)


def _clause_alone(scene: Scene, at: int) -> bool:
    """Whether a main clause of its own opens behind a comma or semicolon."""
    if _adverb(scene.keys[at]):
        return scene.keys[at] not in ("dan", "zo") and scene.keys[at + 1] in w.FINITE
    return scene.comma(at, ";") and scene.keys[at] in w.DETERMINERS | w.PRONOUNS


def _harmless(scene: Scene, at: int) -> bool:
    """Whether leaving a clause out hides nothing: it takes nothing back, and does not say who said the other."""
    kinds = {kind_of(key) for key in scene.keys[at:]}
    return (
        not kinds & {"attribution", "restriction", "negation"}
        and w.EXCEPTIONS.isdisjoint(scene.keys[at:])
        and not {"maar", "echter", "wel", "indien", "wanneer", "als"} & set(scene.keys[at:])
    )
