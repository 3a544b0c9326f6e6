"""A claim and one sentence of an answer in, whether the claim is proven to shorten it out; the steps of the proof in their order."""

from collections.abc import Sequence

from bot.gate import words as w
from bot.gate.adjuncts import adjuncts
from bot.gate.align import aligns, named_in, same
from bot.gate.asides import asides
from bot.gate.clauses import clauses
from bot.gate.commas import comma_asides
from bot.gate.complements import complements
from bot.gate.lists import list_commas, lists
from bot.gate.mains import mains
from bot.gate.moves import Order, orders
from bot.gate.phrases import phrases
from bot.gate.scene import Scene, scene_of
from bot.gate.shape import first_finite
from bot.gate.tokens import Word, Words

_LONGEST = 160
"""Words; a longer sentence is never shortened, so that the proof stays within milliseconds."""
_SHORTEST = 3
_MOST_TRIED = 40
"""Orders of words; the panels need ten."""
_OPEN = w.SUBORDINATORS | w.ARTICLES | frozenset("en van om te zoals maar in bij met voor".split()) - {"waar"}
"""Words that no sentence ends with: what they open was left out."""
_ADDED = frozenset("om te en of de het er".split())


def shortens(claim: Words, sentence: Words) -> bool:
    """Return whether a claim says no more and nothing else than a sentence, in the sentence's own words."""
    if not _SHORTEST <= len(claim.words) <= len(sentence.words) + 4 or len(sentence.words) > _LONGEST:
        return False
    if claim.words[0].key != sentence.words[0].key and _asks(claim.words):
        return False
    if claim.words[-1].key in _OPEN and claim.words[-1].key != sentence.words[-1].key:
        return False
    if not _has_verb(claim.words) and _has_verb(sentence.words):
        return False
    if not _plain(claim) or ("?" in claim.tail) != ("?" in sentence.tail):
        return False
    tried: set[tuple[tuple[str, ...], tuple[str, ...], tuple[int, int]]] = set()
    if not _has_all(sentence.words, claim.words):
        return False
    for part in (sentence.words, *mains(sentence.words)):
        if not _has_all(part, claim.words):
            continue
        for order in orders(claim.words, part):
            key = (_keys(order.claim), _keys(order.sentence), order.moved)
            if key not in tried and _proves(order):
                return True
            tried.add(key)
            if len(tried) > _MOST_TRIED:
                return False
    return False


def _asks(words: Sequence[Word]) -> bool:
    """Whether a verb opens the claim: 'Stelt de rechtbank dat …' asks, or supposes."""
    first, second = words[0].key, words[1].key
    plural = first in w.PLURAL - w.NOUNS_TOO and second in w.PRONOUNS | w.DETERMINERS
    return first in w.AUXILIARIES | w.SINGULAR or plural or (second in ("ik", "wij", "we") and first not in w.FUNCTION)


def _has_verb(words: Sequence[Word]) -> bool:
    """Whether there is a finite verb: what is left of a sentence without one claims nothing."""
    listed = any(word.key in w.FINITE and (not at or words[at - 1].key != "te") for at, word in enumerate(words))
    return listed or first_finite(scene_of(words, ())) is not None


def _has_all(sentence: Sequence[Word], claim: Sequence[Word]) -> bool:
    """Whether every word of a claim is in a sentence, but for those that may be added: most false claims stop here."""
    known = frozenset(key for word in sentence for key in (word.key, *named_in(word.key)))
    return all(word.key in known or word.key in _ADDED or any(same(word.key, key) for key in known) for word in claim)


def _proves(order: Order) -> bool:
    scene = scene_of(order.sentence, _keys(order.claim))
    # 'blijft om geen losgeld te betalen' and 'blijft geen losgeld te betalen': the 'om' is free.
    loose = {(at, at + 1) for at, key in enumerate(scene.keys) if key == "om"}
    allowed = {
        stretch for stretch in _omissions(scene) if _spares(stretch, order.moved) and not (order.inverted and _own_subject(scene, stretch))
    }
    return aligns(order.claim, order.sentence, allowed | loose, list_commas(scene))


def _omissions(scene: Scene) -> set[tuple[int, int]]:
    """What may be left out; a part of a condition never, for that makes the condition weaker and the claim stronger."""
    parts = {
        (start, end)
        for start, end in clauses(scene) | phrases(scene) | lists(scene)
        if not scene.conditional(start) and not _taken_over(scene, end)
    }
    details = {(start, end) for start, end in adjuncts(scene) | complements(scene) if not scene.picking(start)}
    depth = _depths(scene)
    return {
        (start, end)
        for start, end in asides(scene) | comma_asides(scene) | details | parts
        if 0 <= start < end <= scene.size and depth[start] == depth[end]
    }


def _taken_over(scene: Scene, end: int) -> bool:
    """Whether what follows a part tells of it alone: 'de RDI, die …', 'luchtvaart (10%)'; the part before must not get it."""
    if end >= scene.size:
        return False
    key = scene.keys[end]
    tells = key in ("die", "dat", "zoals", "waaronder", "respectievelijk") or (key.startswith("waar") and key in w.SUBORDINATORS)
    return tells or "(" in scene.words[end].before


def _depths(scene: Scene) -> list[int]:
    """How deep in brackets each place between two words lies, the end of the sentence included."""
    depth, found = 0, []
    for word in scene.words:
        found.append(depth := max(0, depth - word.before.count(")")))
        depth += word.before.count("(")
    return [*found, 0]


def _own_subject(scene: Scene, stretch: tuple[int, int]) -> bool:
    """'Daarom heeft A … en krijgt B meer geld': behind 'en', the second verb of an inverted sentence may have a subject of its own."""
    start, end = stretch
    if scene.keys[end - 1] != "en" or scene.keys[start] not in w.FINITE or end + 1 >= scene.size:
        return False
    after = next((at for at in range(end + 1, scene.size) if scene.keys[at] not in w.FRONT_ADVERBS), end + 1)
    subject = scene.keys[after] in w.DETERMINERS | w.PRONOUNS | {"dezelfde", "hetzelfde"} or scene.words[after].is_name
    return subject or (scene.keys[end] not in w.MODAL and scene.keys[after] not in w.PREPOSITIONS | {"toe"})


def _spares(stretch: tuple[int, int], moved: tuple[int, int]) -> bool:
    """Whether a stretch lies beside what was moved, or is only a part of it."""
    (start, end), (begin, stop) = stretch, moved
    return end <= begin or stop <= start or (begin < start and end <= stop)


def _keys(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.key for word in words)


def _plain(claim: Words) -> bool:
    """Whether a claim has only the punctuation of plain prose: nothing crossed out, no signs or brackets of its own."""
    return all(set(mark) <= set(".,;:'\"()-/") for mark in (*(word.before for word in claim.words), claim.tail.replace("?", "")))
