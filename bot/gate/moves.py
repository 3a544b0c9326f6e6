"""A claim and a sentence in, the orders of words in which they may be compared out; knows the Dutch order of a main clause.

The finite verb stands second. What stands before it may give its place to what stands behind it: 'Daarnaast doet de politie
onderzoek', 'De politie doet daarnaast onderzoek'. One such move is allowed, and it never exchanges subject and object.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.gate import words as w
from bot.gate.align import same
from bot.gate.fronts import VERBS, droppable, keys_of, movable
from bot.gate.places import LONGEST_FRONT, ends_with_verb, in_subclause, opens_subject, run, splits, subject_first, whole, with_verb
from bot.gate.tokens import Word

_LONGEST_SUBJECT = 14
_PAST = ("te", "ten", "de", "den")


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
    ours, theirs = subject_first(claim), subject_first(sentence)
    if theirs:
        begin, end = 2, 2 + keys_of(sentence).index(theirs[0].key) - 1
        yield Order(ours or claim, theirs, (begin, end), inverted=True)
    if ours:
        claim = ours
        yield Order(claim, sentence)
    for verb in range(1, min(len(sentence) - 1, LONGEST_FRONT)):
        yield from _front_moved(claim, sentence, verb)
    yield from _front_inside(claim, sentence)
    yield from _front_taken(claim, sentence)
    yield from _front_exchanged(claim, sentence)


def _front_moved(claim: tuple[Word, ...], sentence: tuple[Word, ...], verb: int) -> Iterator[Order]:
    """The sentence opens with something that the claim leaves out or says later."""
    front, second, rest = sentence[:verb], sentence[verb], sentence[verb + 1 :]
    if second.key in w.FUNCTION - {"zijn"} or second.is_name:
        return
    dropped = droppable(front, claim, closed="," in second.before)
    moved = (second.key in w.FINITE or second.key.endswith(_PAST) or opens_subject(second, rest)) and movable(front)
    if not (dropped or moved):
        return
    if dropped and claim[0].key == "er" and claim[1].key == second.key and (second.key in w.FINITE or second.key.endswith("t")):
        yield Order(claim, (claim[0], second, *rest[rest[0].key == "er" :]))
    for skipped, length in _subjects(claim, second, rest):
        subject, tail = rest[skipped : skipped + length], _without(rest, skipped, length)
        if dropped:
            yield Order(claim, (*subject, second, *tail), inverted=True)
            if skipped and droppable(rest[:skipped], claim, closed=False):
                yield Order(claim, (*subject, second, *tail[skipped:]), inverted=True)
        if moved:
            begin = len(subject) + 1
            yield Order(claim, (*subject, second, *front, *tail), (begin, begin + len(front)), inverted=True)
            if not in_subclause(keys_of(tail), len(tail)) and ends_with_verb(tail, front):
                yield Order(claim, (*subject, second, *tail, *front), (begin + len(tail), begin + len(tail) + len(front)), inverted=True)


def _without(rest: tuple[Word, ...], start: int, length: int) -> tuple[Word, ...]:
    """What is left when a subject moves; the comma before it stays: 'zijn onder de wet, waaronder de AVG, organisaties zelf …'."""
    behind = rest[start + length :]
    if start and behind and rest[start].before and not behind[0].before:
        behind = (replace(behind[0], before=rest[start].before), *behind[1:])
    return (*rest[:start], *behind)


def _front_inside(claim: tuple[Word, ...], sentence: tuple[Word, ...]) -> Iterator[Order]:
    """'Op de gevolgen kom ik na de zomer terug', 'Ik kom na de zomer op de gevolgen terug': both are compared without what moved."""
    for verb in range(1, min(len(sentence) - 1, LONGEST_FRONT)):
        front = sentence[:verb]
        place = run(keys_of(claim), keys_of(front)) if sentence[verb].key in w.FINITE and movable(front) else None
        if (
            place is None
            or not with_verb(claim, place, sentence[verb], verb == 1)
            or not {"dat", "die", "om", "te"}.isdisjoint(keys_of(front))
        ):
            continue
        rest = sentence[verb + 1 :]
        for length in range(1, min(len(rest), _LONGEST_SUBJECT) + 1):
            if not splits(rest, length):
                yield Order((*claim[:place], *claim[place + verb :]), (*rest[:length], sentence[verb], *rest[length:]))


def _subjects(claim: tuple[Word, ...], verb: Word, rest: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    """What the claim puts before the verb: how many words to skip, and how many to take; first words as in the claim.

    An adverb or a phrase with a preposition may stand between verb and subject.
    """
    before = {claim[at - 1].key for at in range(1, len(claim)) if claim[at].key == verb.key}
    opening = keys_of(claim)
    for skipped in range(min(len(rest), LONGEST_FRONT)):
        if not same(rest[skipped].key, opening[0]) or (skipped and not _between(rest[:skipped])):
            continue
        for length in range(1, min(len(rest) - skipped, _LONGEST_SUBJECT) + 1):
            last = skipped + length
            wanted = (
                "zoals" in keys_of(rest[skipped:last]) or rest[last - 1].key in before or keys_of(rest[skipped:last]) == opening[:length]
            )
            if wanted and not splits(rest[skipped:], length):
                yield skipped, length


def _between(words: tuple[Word, ...]) -> bool:
    keys = keys_of(words)
    return keys in w.CONNECTIVE_PHRASES or (keys[0] in w.PREPOSITIONS and keys[-1] not in w.FUNCTION and VERBS.isdisjoint(keys))


def _front_taken(claim: tuple[Word, ...], sentence: tuple[Word, ...]) -> Iterator[Order]:
    """The claim opens with something that the sentence says later; both are compared without it."""
    for verb, place in _fronted(claim, sentence):
        remaining = (*sentence[:place], *sentence[place + verb :])
        rest = claim[verb + 1 :]
        for length in range(1, min(len(rest), _LONGEST_SUBJECT) + 1):
            subject = length < len(remaining) and remaining[length].key == claim[verb].key
            if subject or not splits(rest, length):
                yield Order((*rest[:length], claim[verb], *rest[length:]), remaining)


def _front_exchanged(claim: tuple[Word, ...], sentence: tuple[Word, ...]) -> Iterator[Order]:
    """'Daarnaast doet de politie onder leiding van A onderzoek', 'Onder leiding van A doet de politie onderzoek'."""
    for verb, place in _fronted(claim, sentence):
        second = next((at for at in range(1, place) if sentence[at].key == claim[verb].key), 0)
        if not second or not droppable(sentence[:second], claim, closed="," in sentence[second].before):
            continue
        rest, later = claim[verb + 1 :], sentence[second + 1 : place]
        remaining = (*later, *sentence[place + verb :])
        for length in range(1, min(len(rest), len(later)) + 1):
            if rest[length - 1].key != later[length - 1].key:
                break
            if not splits(rest, length):
                yield Order(
                    (*rest[:length], claim[verb], *rest[length:]), (*later[:length], sentence[second], *remaining[length:]), inverted=True
                )


def _fronted(claim: tuple[Word, ...], sentence: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    """Where the verb of the claim stands behind an opening that may move, and where the sentence has that opening."""
    keys = keys_of(sentence)
    for verb in range(1, min(len(claim) - 1, LONGEST_FRONT)):
        front = claim[:verb]
        if claim[verb].key not in w.FINITE or not movable(front):
            continue
        place = run(keys, keys_of(front))
        if place is None or keys[place - 1] in ("en", "maar", "of") or front[0].key == "van" or not whole(sentence, place, place + verb):
            continue
        if with_verb(sentence, place, claim[verb], verb == 1):
            yield verb, place
