"""A claim and a sentence in, the orders of words in which they may be compared out; knows the Dutch order of a main clause.

The finite verb stands second. What stands before it may give its place to what stands behind it: 'Daarnaast doet de politie
onderzoek', 'De politie doet daarnaast onderzoek'. One such move is allowed, and it never exchanges subject and object.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.gate import words as w
from bot.gate.shape import guarded, participle
from bot.gate.tokens import Word

_LONGEST_FRONT = 30
_LONGEST_SUBJECT = 14
_PAST = ("te", "ten", "de", "den")
# 'zijn' may be a possessive: 'in zijn algemeenheid'.
_VERBS = w.AUXILIARIES - {"zijn"}


@dataclass(frozen=True, slots=True)
class Order:
    """A claim and a sentence, each in an order in which they are to be compared."""

    claim: tuple[Word, ...]
    sentence: tuple[Word, ...]
    moved: tuple[int, int] = (0, 0)
    """The words of the sentence that were moved: what opened it governs all of it, and may not be left out."""
    inverted: bool = False
    """Whether the subject stood behind the verb."""


def orders(claim: Sequence[Word], sentence: Sequence[Word]) -> Iterator[Order]:
    """Yield the orders to compare: as they are, then with one move."""
    claim, sentence = tuple(claim), tuple(sentence)
    yield Order(claim, sentence)
    for verb in range(1, min(len(sentence) - 1, _LONGEST_FRONT)):
        yield from _front_moved(claim, sentence, verb)
    yield from _front_inside(claim, sentence)
    yield from _front_taken(claim, sentence)


def _front_moved(claim: tuple[Word, ...], sentence: tuple[Word, ...], verb: int) -> Iterator[Order]:
    """The sentence opens with something that the claim leaves out or says later."""
    front, second, rest = sentence[:verb], sentence[verb], sentence[verb + 1 :]
    if second.key in w.FUNCTION - {"zijn"} or second.is_name:
        return
    dropped = _droppable(front, claim, closed="," in second.before)
    moved = (second.key in w.FINITE or second.key.endswith(_PAST)) and _movable(front)
    if not (dropped or moved):
        return
    if dropped and claim[0].key == "er" and claim[1].key == second.key and (second.key in w.FINITE or second.key.endswith("t")):
        yield Order(claim, (claim[0], second, *rest[rest[0].key == "er" :]))
    for skipped, length in _subjects(claim, second, rest):
        subject, tail = rest[skipped : skipped + length], (*rest[:skipped], *rest[skipped + length :])
        if dropped:
            yield Order(claim, (*subject, second, *tail), inverted=True)
            if skipped and _droppable(rest[:skipped], claim, closed=False):
                yield Order(claim, (*subject, second, *tail[skipped:]), inverted=True)
        if moved:
            begin = len(subject) + 1
            yield Order(claim, (*subject, second, *front, *tail), (begin, begin + len(front)), inverted=True)
            if not _in_subclause(_keys(tail), len(tail)):
                yield Order(claim, (*subject, second, *tail, *front), (begin + len(tail), begin + len(tail) + len(front)), inverted=True)


def _front_inside(claim: tuple[Word, ...], sentence: tuple[Word, ...]) -> Iterator[Order]:
    """'Op de gevolgen kom ik na de zomer terug', 'Ik kom na de zomer op de gevolgen terug': both are compared without what moved."""
    for verb in range(2, min(len(sentence) - 1, _LONGEST_FRONT)):
        front = sentence[:verb]
        place = _run(_keys(claim), _keys(front)) if sentence[verb].key in w.FINITE and _movable(front) else None
        if place is None or _in_subclause(_keys(claim), place) or not {"dat", "die", "om", "te"}.isdisjoint(_keys(front)):
            continue
        rest = sentence[verb + 1 :]
        for length in range(1, min(len(rest), _LONGEST_SUBJECT) + 1):
            if not _splits(rest, length):
                yield Order((*claim[:place], *claim[place + verb :]), (*rest[:length], sentence[verb], *rest[length:]))


def _subjects(claim: tuple[Word, ...], verb: Word, rest: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    """What the claim puts before the verb: how many words to skip, and how many to take; first words as in the claim.

    An adverb or a phrase with a preposition may stand between verb and subject.
    """
    before = {claim[at - 1].key for at in range(1, len(claim)) if claim[at].key == verb.key}
    opening = _keys(claim)
    for skipped in range(min(len(rest), _LONGEST_FRONT)):
        if rest[skipped].key != opening[0] or (skipped and not _between(rest[:skipped])):
            continue
        for length in range(1, min(len(rest) - skipped, _LONGEST_SUBJECT) + 1):
            last = skipped + length
            wanted = "zoals" in _keys(rest[skipped:last]) or rest[last - 1].key in before or _keys(rest[skipped:last]) == opening[:length]
            if wanted and not _splits(rest[skipped:], length):
                yield skipped, length


def _between(words: tuple[Word, ...]) -> bool:
    keys = _keys(words)
    return keys in w.CONNECTIVE_PHRASES or (keys[0] in w.PREPOSITIONS and keys[-1] not in w.FUNCTION and _VERBS.isdisjoint(keys))


def _keys(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.key for word in words)


def _splits(rest: Sequence[Word], length: int) -> bool:
    """Whether a cut falls inside a phrase: behind an article, before its 'van …', between two parts of a name."""
    last = rest[length - 1]
    if length == 1 and (participle(last.key) or last.key in w.FUNCTION - w.PRONOUNS):
        return True
    if (last.key in (w.FUNCTION - w.PRONOUNS - {"er"}) and length > 1) or last.key in w.ARTICLES | w.PREPOSITIONS:
        return True
    if length >= len(rest):
        return False
    following = rest[length]
    if following.before:
        return False
    if following.key in ("van", "en", "of", "die", "dat") or (following.key == "zoals" and not following.before):
        return True
    return last.text[:1].isupper() and following.text[:1].isupper()


def _droppable(front: tuple[Word, ...], claim: tuple[Word, ...], *, closed: bool) -> bool:
    """Whether what opens a sentence may be left out: it joins, points back, or gives a cause, ground or means."""
    keys = _keys(front)
    kept = {word.key for word in claim}
    if keys in w.CONNECTIVE_PHRASES:
        return True
    if keys[0] == "zoals":
        said = not w.SAID_BEFORE.isdisjoint(keys) or "bekend" in keys
        if not (w.AUXILIARIES | {"dat", "die"}).isdisjoint(keys[4:] if keys[1:2] in (("ik",), ("wij",), ("we",)) else keys[2:]):
            return False
        return len(keys) > 1 and keys[1] in w.SAYING_IT and said and (keys[1] in ("ik", "wij", "we") or not w.OWN_PLACES.isdisjoint(keys))
    if keys[0] in ("om", "met") and w.MODAL.isdisjoint(kept - {"wil", "willen", "zal", "zullen"}) and w.NARROWING.isdisjoint(kept):
        purpose = keys[0] == "om" and "te" in keys
        means = (
            keys[0] == "met"
            and claim[0].key in ("ik", "wij", "we")
            and keys[1:2] in (("het",), ("de",), ("dit",), ("deze",))
            and w.CONSENT.isdisjoint(keys)
        )
        return (purpose or means) and not guarded(keys[1:], but=frozenset({"quantifier"})) and _VERBS.isdisjoint(keys)
    if closed and keys[0] in ("omdat", "aangezien", "doordat"):
        return w.EXCEPTIONS.isdisjoint(keys) and "alleen" not in kept
    if closed and any(keys[: len(head)] == head for head in w.CAUSE_HEADS):
        return w.EXCEPTIONS.isdisjoint(keys)
    if any(keys[: len(head)] == head for head in w.CAUSE_HEADS):
        return not guarded(keys, but=frozenset({"time_limit", "quantifier", "number"})) and _VERBS.isdisjoint(keys)
    if not w.NARROWING.isdisjoint(kept):
        return False
    if any(keys[: len(head)] == head for head in w.GROUND_HEADS):
        legal = keys[:2] in (("op", "grond"), ("op", "basis")) and not w.PERMITTING.isdisjoint(kept)
        return not legal and not guarded(keys, but=frozenset({"time_limit", "quantifier"})) and _VERBS.isdisjoint(keys)
    under = keys[0] == "onder" and len(keys) > 1 and keys[1] in ("de", "die", "deze", "het", "dit", "dat")
    means = keys[:2] == ("door", "het")
    return (under or means) and not guarded(keys) and _VERBS.isdisjoint(keys)


def _movable(front: tuple[Word, ...]) -> bool:
    """Whether what opens a sentence cannot be its subject or object: a phrase with a preposition, a clause, an adverb."""
    keys = _keys(front)
    if keys[0] in w.MOVABLE and len(keys) == 1:
        return True
    if keys[0] in ("begin", "medio", "halverwege", "eind") and 1 < len(keys) < 4:
        return True
    if keys[0] in w.PREPOSITIONS and keys[:2] not in (("onder", "andere"), ("onder", "meer")):
        return len(keys) > 1 and keys[-1] not in w.FUNCTION and _VERBS.isdisjoint(keys) and not any(word.before for word in front[1:])
    return keys[0] in ("indien", "als", "wanneer", "zolang", "zodra", "mits", "omdat", "doordat", "hoewel") and len(keys) > 2


def _front_taken(claim: tuple[Word, ...], sentence: tuple[Word, ...]) -> Iterator[Order]:
    """The claim opens with something that the sentence says later; both are compared without it."""
    keys = _keys(sentence)
    for verb in range(1, min(len(claim) - 1, _LONGEST_FRONT)):
        front = claim[:verb]
        if claim[verb].key not in w.FINITE or not _movable(front):
            continue
        place = _run(keys, _keys(front))
        if place is None or _in_subclause(keys, place) or keys[place - 1] in ("en", "maar", "of"):
            continue
        remaining = (*sentence[:place], *sentence[place + verb :])
        rest = claim[verb + 1 :]
        for length in range(1, min(len(rest), _LONGEST_SUBJECT) + 1):
            if not _splits(rest, length):
                yield Order((*rest[:length], claim[verb], *rest[length:]), remaining)


def _run(keys: tuple[str, ...], wanted: tuple[str, ...]) -> int | None:
    return next((at for at in range(1, len(keys) - len(wanted) + 1) if keys[at : at + len(wanted)] == wanted), None)


def _in_subclause(keys: tuple[str, ...], place: int) -> bool:
    """Whether a place lies behind a 'dat' or 'om': what stands there belongs to that clause alone."""
    return any(
        (key in w.SUBORDINATORS or key == "om") and not (key == "als" and keys[at + 1] in w.ROLES) for at, key in enumerate(keys[:place])
    )
