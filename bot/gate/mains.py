"""The words of a sentence in, the main clauses and predicates in it that stand on their own out, each as a sentence of its own.

Dutch shows a main clause by its verb in second place. What opens the sentence and governs both clauses goes with both: 'Per 2022 zijn
de regels verduidelijkt en geldt de vrijstelling …' gives 'Per 2022 geldt de vrijstelling …'.
"""

from collections.abc import Iterator, Sequence

from bot.gate import words as w
from bot.gate.causes import CONDITIONAL, SPREADING, behind_front, harmless, reasons, said
from bot.gate.scene import Scene, scene_of
from bot.gate.shape import first_finite, kind_of, noun_phrase_ends, verb_final
from bot.gate.tokens import Word

_MOST_PARTS = 24
_SHORTEST = 6
_NEAR = 4
"""Words of a part in which 'zij' points to what was left out; later it may mean someone the part names itself."""
_LONGEST_SUBJECT = 14
_GOVERNING = frozenset({"condition", "attribution", "time_limit", "restriction", "negation", "hedge"})
_PEOPLE = frozenset("hij zij ze hun haar hem hen".split())
_FINITE_ONLY = frozenset("is was wordt werd heeft had kan kon mag moet moest zal zou wil wilde dient blijft ben heb".split())
_PLURALS = frozenset(
    "zijn waren worden werden hebben hadden kunnen konden mogen mochten moeten moesten zullen zouden willen wilden dienen dienden hoeven "
    "blijven bleven doen deden".split()
)


def mains(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Return the parts of a sentence that are claims of their own, without the sentence itself."""
    found: list[tuple[Word, ...]] = []
    waiting = [tuple(words[1:] if words[0].key == "ja" else words)]
    if not waiting[0]:
        return []
    found += behind_front(scene_of(waiting[0], ()))
    found += reasons(scene_of(waiting[0], ()))
    while waiting and len(found) < _MOST_PARTS:
        for part in _halves(scene_of(waiting.pop(0), ())):
            if part not in found:
                found.append(part)
                waiting.append(part)
    return found[:_MOST_PARTS]


def _halves(scene: Scene) -> Iterator[tuple[Word, ...]]:
    if scene.size < _SHORTEST or not _opens_main(scene):
        return
    for at in range(3, scene.size - 2):
        joined = scene.keys[at] in ("en", "maar")
        if not joined and not scene.comma(at, ",;"):
            continue
        verb = first_finite(scene, 0, at)
        if verb is None or not CONDITIONAL.isdisjoint(_without_roles(scene.keys[:at])):
            continue
        opens = at + joined
        yield from _second(scene, at, opens, verb)
        if _second_stands(scene, at, opens, verb) and harmless(scene, at, joined):
            yield scene.words[:at]


def _without_roles(keys: tuple[str, ...]) -> list[str]:
    """'als onafhankelijk adviseur' is no condition."""
    return [key for at, key in enumerate(keys) if not (key == "als" and keys[at + 1 : at + 2] and keys[at + 1] in w.ROLES)]


def _opens_main(scene: Scene) -> bool:
    """Whether the sentence opens as a main clause: not with a subordinate one, and not with its verb."""
    return scene.keys[0] not in (w.SUBORDINATORS - w.DETERMINERS - {"wat"}) and scene.keys[0] not in w.AUXILIARIES - {"zijn"}


def _second(scene: Scene, at: int, opens: int, verb: int) -> Iterator[tuple[Word, ...]]:
    """The second clause or predicate, with what the first shares with it."""
    if not (w.POINTING - _PEOPLE).isdisjoint(scene.keys[opens:]):
        return
    if SPREADING.isdisjoint(scene.keys[:at]) and _predicate(scene, at, opens, verb):
        yield (*scene.words[:verb], *scene.words[opens:])
    if not w.POINTING.isdisjoint(scene.keys[opens + 1 : opens + _NEAR]):
        return
    yield from _shared_subject(scene, at, opens, verb)
    if _inverted(scene, at, opens, verb):
        yield (*scene.words[:verb], *scene.words[opens:])
    front = scene.keys[:verb]
    if any(kind_of(key) in _GOVERNING for key in front) or front[0] in w.PREPOSITIONS:
        return
    if (_own_verb(scene, at, opens) and not _open(scene, at)) or (_own_front(scene, opens) and not said(scene, opens)):
        yield scene.words[opens:]


def _second_stands(scene: Scene, at: int, opens: int, verb: int) -> bool:
    """Whether what follows is a clause or predicate of its own, so that what comes before is whole without it."""
    if scene.keys[at] == "maar":
        return False
    if scene.comma(at, ";") or _own_front(scene, opens) or _inverted(scene, at, opens, verb):
        return True
    return SPREADING.isdisjoint(scene.keys[verb:at]) and _predicate(scene, at, opens, verb)


def _predicate(scene: Scene, at: int, second: int, verb: int) -> bool:
    """Whether a word opens another predicate of the one subject: both verbs agree."""
    series = second > at or (scene.comma(at, ",") and "en" in scene.keys[at:])
    if not series or not _plain_subject(scene, verb) or second - verb <= 2:
        return False
    return _agree(scene, verb, second) and w.RESTRICTION.isdisjoint(scene.keys[verb:second])


def _inverted(scene: Scene, at: int, opens: int, verb: int) -> bool:
    """'Ook heeft A plaatsgevonden en zijn B benaderd': both clauses share what opens the first."""
    if scene.keys[at] != "en" or scene.keys[opens] not in w.FINITE or _plain_subject(scene, verb):
        return False
    subject = scene.keys[verb + 1] in w.DETERMINERS | w.PRONOUNS
    closed = scene.keys[verb] not in w.AUXILIARIES or verb_final(scene, at - 1)
    return subject and closed and _starts_phrase(scene, opens + 1)


def _shared_subject(scene: Scene, at: int, opens: int, verb: int) -> Iterator[tuple[Word, ...]]:
    """'Op grond van de wet adviseert de FG en ziet toe op …': both predicates share front and subject."""
    if scene.keys[at] != "en" or opens == at or _plain_subject(scene, verb) or not SPREADING.isdisjoint(scene.keys[:at]):
        return
    one, other, follows = scene.keys[verb], scene.keys[opens], scene.keys[opens + 1]
    singular = one in w.SINGULAR | _FINITE_ONLY and other in w.SINGULAR | _FINITE_ONLY
    if not singular or follows not in w.PREPOSITIONS | {"toe"} or scene.keys[verb + 1] not in w.DETERMINERS:
        return
    for end in sorted(noun_phrase_ends(scene, verb + 1))[:2]:
        yield (*scene.words[:verb], scene.words[opens], *scene.words[verb + 1 : end], *scene.words[opens + 1 :])


def _own_front(scene: Scene, opens: int) -> bool:
    """'tegelijkertijd maakt het kabinet …': an adverb, a verb, a subject."""
    key, follows = scene.keys[opens], scene.keys[opens + 1 : opens + 2]
    if key in ("dan", "zo") or not (key in w.FRONT_ADVERBS or key in w.HEDGE) or not follows or follows[0] not in w.FINITE:
        return False
    return _starts_phrase(scene, opens + 2 + (scene.keys[opens + 2 : opens + 3] == ("ook",)))


def _own_verb(scene: Scene, at: int, start: int) -> bool:
    """Whether a clause opens with its subject and has a finite verb that can be nothing else: 'de korting van 10% op … zou'."""
    if start == at and not scene.comma(at, ";"):
        return False
    if scene.keys[start] not in w.ARTICLES | {"deze", "ik", "wij", "we", "ons", "onze", "mijn"} and not scene.words[start].is_name:
        return False
    for place in range(start + 1, min(scene.size - 1, start + _LONGEST_SUBJECT)):
        if scene.words[place].before or scene.keys[place] in w.SUBORDINATORS | {"en", "maar", "te"}:
            return False
        if scene.keys[place] in _FINITE_ONLY:
            return True
    return False


def _open(scene: Scene, at: int) -> bool:
    """Whether a clause with 'dat' or a speaker before a place may reach past it."""
    return any(key in w.SUBORDINATORS - {"die"} for key in scene.keys[1:at]) or said(scene, at)


def _plain_subject(scene: Scene, verb: int) -> bool:
    """Whether all that stands before the verb is its subject."""
    if verb == 1:
        return scene.keys[0] in w.PRONOUNS - {"er"} or scene.keys[0] not in w.FUNCTION | w.FRONT_ADVERBS
    return scene.keys[0] in w.DETERMINERS and verb in noun_phrase_ends(scene, 0)


def _agree(scene: Scene, first: int, second: int) -> bool:
    """Whether two words look like finite verbs in the same person and number."""
    one, other = scene.keys[first], scene.keys[second]
    if other in w.FUNCTION - {"zijn"} or kind_of(other) not in ("", "modality", "attribution", "hedge") or scene.words[second].is_name:
        return False
    if scene.keys[0] == "ik":
        joined = scene.keys[second - 1] == "en" and other not in w.FRONT_ADVERBS
        return other in w.AUXILIARIES | w.SINGULAR or (joined and not other.endswith(("en", "t", "e")))
    plural = one in w.PLURAL or one in _PLURALS
    if other in w.AUXILIARIES:
        return (other in _PLURALS) == plural
    follows = scene.keys[second + 1 : second + 2]
    if other in w.NOUNS_TOO and not (follows and follows[0] in w.PREPOSITIONS - {"van", "voor", "te"}):
        return False
    if other in w.SINGULAR | w.PLURAL:
        return (other in w.PLURAL) == plural
    return bool(follows) and follows[0] in w.DETERMINERS | w.PRONOUNS and not plural and one.endswith("t") and other.endswith("t")


def _starts_phrase(scene: Scene, at: int) -> bool:
    return at < scene.size and (scene.keys[at] in w.DETERMINERS | w.PRONOUNS or scene.words[at].is_name or scene.keys[at] not in w.FUNCTION)
