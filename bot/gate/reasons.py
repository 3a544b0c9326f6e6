"""A refused claim and the sentence nearest to it in, typed findings and a graded score out; never decides anything."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from bot.gate import words as w
from bot.gate.align import same
from bot.gate.shape import kind_of
from bot.gate.tokens import Word, Words
from bot.records import Finding

_KINDS = {"quantifier": "hedge"}
_MONTHS = frozenset("januari februari maart april mei juni juli augustus september oktober november december".split())
_MOST_WORDS = 400
_YEAR = len("#2024")
_CEILING = 0.9
_VETO = 0.5


def content(words: Sequence[Word]) -> list[str]:
    """Return the keys of the words that carry meaning."""
    return [word.key for word in words if word.key not in w.FUNCTION]


def coverage(claim: Sequence[str], sentence: frozenset[str]) -> float:
    """Return the share of a claim's content words that a sentence has, in [0, 1]; 0 for a claim without any."""
    return sum(key in sentence for key in claim) / len(claim) if claim else 0.0


def score(covered: float, findings: Sequence[Finding]) -> float:
    """Return the graded support of a refused claim, in [0, 0.9]: its coverage, halved when a fact or a denial differs."""
    veto = any(f.kind in ("number", "amount", "date", "name", "negation") and (f.claim or f.kind == "negation") for f in findings)
    return round(min(_CEILING, covered) * (_VETO if veto else 1.0), 4)


def findings(claim: Words, sentence: Words) -> tuple[Finding, ...]:
    """Return why a claim is not carried by its nearest sentence, in the order of the claim; at least one finding."""
    ours, theirs = claim.words[:_MOST_WORDS], sentence.words[:_MOST_WORDS]
    found: list[Finding] = []
    matcher = SequenceMatcher(None, [x.key for x in ours], [x.key for x in theirs], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            found += _difference(ours[i:j], theirs[k:m], ours, theirs, k)
    if not found:
        found.append(Finding(kind="order", claim=_text(ours), evidence=_text(theirs)))
    return tuple(dict.fromkeys(found))


def _difference(ours: Sequence[Word], theirs: Sequence[Word], claim: Sequence[Word], sentence: Sequence[Word], at: int) -> list[Finding]:
    """What one stretch of difference means: guarded words first, then words of the claim alone, then what was left out."""
    known = {word.key for word in sentence}
    kept = {word.key for word in claim}
    found = [
        Finding(kind=_kind(word, theirs), claim=word.text, evidence=_text(theirs))
        for word in ours
        if _kind(word, theirs) and word.key not in known
    ]
    found += [
        Finding(kind=_kind(word, ours), claim=_text(ours), evidence=word.text) for word in theirs if _guard(word) and word.key not in kept
    ]
    if found:
        return found
    added = [word for word in ours if not any(same(word.key, key) for key in known)]
    if added:
        another = at == 0 and ours[0] is claim[0] and added[-1].is_name and bool(theirs) and not _guard(theirs[0])
        return [Finding(kind="speaker" if another else "word_added", claim=_text(added), evidence=_text(theirs))]
    left_out = [word for word in theirs if word.key not in w.FUNCTION and word.key not in kept]
    if not left_out:
        return []
    return [Finding(kind=_lost(theirs, at), claim="", evidence=_text(theirs))]


def _lost(theirs: Sequence[Word], at: int) -> str:
    """What it is to leave out some words: at the start who did it, or, up to 'dat', who said it."""
    if at:
        return "restriction"
    return "attribution" if theirs[-1].key in ("dat", "of") else "subject_lost"


def _guard(word: Word) -> bool:
    return bool(kind_of(word.key))


def _kind(word: Word, near: Sequence[Word]) -> str:
    """The kind of finding a word makes by itself, '' for an ordinary word."""
    kind = kind_of(word.key)
    if word.key in _MONTHS:
        return "date"
    if kind == "number":
        if "€" in word.key:
            return "amount"
        year = word.key[1:3] in ("19", "20") and len(word.key) == _YEAR and word.key[1:].isdigit() and " " not in word.text
        return "date" if year or any(other.key in _MONTHS for other in near) else "number"
    if not kind and word.is_name and word.key not in w.FUNCTION and word.before != "":
        return "name"
    if not kind and word.key.startswith("@"):
        return "name"
    return _KINDS.get(kind, kind)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
