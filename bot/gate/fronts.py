"""What opens a sentence in, whether a shortening may leave it out or move it out; knows the openings, not what follows them."""

from collections.abc import Sequence

from bot.gate import words as w
from bot.gate.shape import guarded
from bot.gate.tokens import Word

# 'zijn' may be a possessive: 'in zijn algemeenheid'.
VERBS = w.AUXILIARIES - {"zijn"}
_NOT_YET = frozenset("nieuwe nieuw voorgestelde voorgenomen beoogde toekomstige".split())
CLAUSES = frozenset("indien als wanneer zolang zodra mits omdat doordat hoewel".split())


def keys_of(words: Sequence[Word]) -> tuple[str, ...]:
    """Return what words are compared by."""
    return tuple(word.key for word in words)


def droppable(front: tuple[Word, ...], claim: tuple[Word, ...], *, closed: bool) -> bool:
    """Return whether what opens a sentence may be left out: it joins, points back, or gives a cause, ground or means."""
    keys = keys_of(front)
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
        return (purpose or means) and not guarded(keys[1:], but=frozenset({"quantifier"})) and VERBS.isdisjoint(keys)
    if closed and keys[0] in ("omdat", "aangezien", "doordat"):
        return w.EXCEPTIONS.isdisjoint(keys) and "alleen" not in kept
    if closed and any(keys[: len(head)] == head for head in w.CAUSE_HEADS):
        return w.EXCEPTIONS.isdisjoint(keys)
    if any(keys[: len(head)] == head for head in w.CAUSE_HEADS):
        return not guarded(keys, but=frozenset({"time_limit", "quantifier", "number"})) and VERBS.isdisjoint(keys)
    if not w.NARROWING.isdisjoint(kept):
        return False
    if any(keys[: len(head)] == head for head in w.GROUND_HEADS):
        # What is allowed, is allowed on that ground: 'met behulp van een tolk kan …'.
        allowed = not (w.PERMITTING - {"bijvoorbeeld"}).isdisjoint(kept)
        plain = not guarded(keys, but=frozenset({"time_limit", "quantifier"})) and VERBS.isdisjoint(keys)
        return plain and not allowed and not any(map(_doubtful, keys))
    under = keys[0] == "onder" and len(keys) > 1 and keys[1] in ("de", "die", "deze", "het", "dit", "dat")
    means = keys[:2] == ("door", "het")
    return (under or means) and not guarded(keys) and VERBS.isdisjoint(keys) and not any(map(_doubtful, keys))


def _doubtful(key: str) -> bool:
    """Whether a word takes something off its ground: 'onvolledige gegevens', 'de voorgestelde wet'."""
    return key in _NOT_YET or (
        key.startswith("on") and not key.startswith(("onder", "ont", "onafhankelijk", "ons", "onze")) and len(key) > 5
    )


def movable(front: tuple[Word, ...]) -> bool:
    """Return whether what opens a sentence cannot be its subject or object: a phrase with a preposition, a clause, an adverb."""
    keys = keys_of(front)
    if keys[0] in w.MOVABLE and len(keys) == 1:
        return True
    if keys[0] in ("begin", "medio", "halverwege", "eind") and 1 < len(keys) < 4:
        return True
    if keys[0] in w.PREPOSITIONS and keys[:2] not in (("onder", "andere"), ("onder", "meer")):
        return len(keys) > 1 and keys[-1] not in w.FUNCTION and VERBS.isdisjoint(keys) and not any(word.before for word in front[1:])
    return keys[0] in CLAUSES and len(keys) > 2
