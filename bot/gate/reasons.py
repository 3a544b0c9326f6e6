"""A refused claim and the sentence nearest to it in, typed findings and a graded score out; never decides anything."""

from collections.abc import Sequence
from dataclasses import dataclass
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
_FACTS = frozenset(("number", "amount", "date"))
_WHOLE = frozenset(("condition", "attribution", "time_limit", "restriction"))
"""Kinds that are told with the words around them: 'Volgens de AP', not only 'Volgens'."""
_SAID_NEAR = 4


@dataclass(frozen=True, slots=True)
class _Mark:
    """A word that makes a finding by itself, where it stands in its text, and the kind."""

    word: Word
    kind: str
    at: int


def content(words: Sequence[Word]) -> list[str]:
    """Return the keys of the words that carry meaning."""
    return [word.key for word in words if word.key not in w.FUNCTION]


def coverage(claim: Sequence[str], sentence: frozenset[str]) -> float:
    """Return the share of a claim's content words that a sentence has, in [0, 1]; 0 for a claim without any."""
    return sum(key in sentence for key in claim) / len(claim) if claim else 0.0


def score(covered: float, findings: Sequence[Finding]) -> float:
    """Return the graded support of a refused claim, in [0, 0.9]: its coverage, halved when a fact or a denial differs."""
    veto = any(f.kind in (*_FACTS, "name", "speaker", "negation") and (f.claim or f.kind == "negation") for f in findings)
    return round(min(_CEILING, covered) * (_VETO if veto else 1.0), 4)


def findings(claim: Words, sentence: Words) -> tuple[Finding, ...]:
    """Return why a claim is not carried by its nearest sentence, every difference in the order of the claim; at least one finding."""
    ours, theirs = claim.words[:_MOST_WORDS], sentence.words[:_MOST_WORDS]
    found: list[Finding] = []
    matcher = SequenceMatcher(None, [x.key for x in ours], [x.key for x in theirs], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            found += _difference(ours, theirs, (i, j), (k, m))
    if not found:
        found.append(Finding(kind="order", claim=_text(ours), evidence=_text(theirs)))
    return tuple(dict.fromkeys(found))


def _difference(claim: Sequence[Word], sentence: Sequence[Word], ours: tuple[int, int], theirs: tuple[int, int]) -> list[Finding]:
    """What one stretch of difference means: guarded words in pairs, what was added, what was lost."""
    known, kept = frozenset(x.key for x in sentence), frozenset(x.key for x in claim)
    added = [claim[at] for at in range(*ours) if not any(same(claim[at].key, key) for key in known)]
    mine = [mark for at in range(*ours) if (mark := _mark(claim, at)) and mark.word.key not in known]
    lost = [mark for at in range(*theirs) if (mark := _mark(sentence, at)) and mark.word.key not in kept]
    found: list[Finding] = []
    for mark in mine:
        other = next((one for one in lost if one.kind == mark.kind or {one.kind, mark.kind} <= _FACTS), None)
        if other is not None:
            lost.remove(other)
        found.append(Finding(kind=mark.kind, claim=mark.word.text, evidence=other.word.text if other else ""))
    marked = {mark.word for mark in mine}
    plain = [word for word in added if word not in marked and word.key not in w.FUNCTION]
    found += _losses(sentence, lost, theirs, _text(plain))
    if found and not plain:
        return found
    if plain:
        return found if any(f.claim == _text(plain) for f in found) else [*found, _added(plain, sentence, theirs)]
    left_out = [at for at in range(*theirs) if sentence[at].key not in w.FUNCTION and sentence[at].key not in kept]
    if not left_out:
        return []
    words = sentence[slice(*theirs)]
    return [Finding(kind=_lost(words, theirs[0]), claim="", evidence=_text(words))]


def _losses(sentence: Sequence[Word], lost: Sequence[_Mark], stretch: tuple[int, int], instead: str) -> list[Finding]:
    """One finding for each guarded word that was left out; a condition or speaker is told whole, with what stands in it."""
    found: list[Finding] = []
    told = 0
    for mark in lost:
        if mark.at < told or mark.kind in ("name", "speaker"):
            continue
        begin, end = _piece(sentence, mark, stretch) if mark.kind in _WHOLE else (mark.at, mark.at + 1)
        told = end
        found.append(Finding(kind=mark.kind, claim=instead, evidence=_text(sentence[begin:end])))
    return found


def _piece(sentence: Sequence[Word], mark: _Mark, stretch: tuple[int, int]) -> tuple[int, int]:
    """The words around a guarded word that were left out with it, between punctuation; a main verb is no part of them."""
    begin, end = mark.at, mark.at + 1
    while begin > stretch[0] and not sentence[begin].before and not kind_of(key := sentence[begin - 1].key):
        if key in w.FINITE and mark.kind != "attribution":
            break
        begin -= 1
    while end < stretch[1] and not sentence[end].before and (mark.kind == "condition" or sentence[end].key not in w.FINITE):
        end += 1
    return begin, end


def _added(plain: Sequence[Word], sentence: Sequence[Word], theirs: tuple[int, int]) -> Finding:
    """Words of the claim alone, with the words of the evidence they stand in the place of."""
    words = sentence[slice(*theirs)]
    another = theirs[0] == 0 and bool(words) and plain[-1].is_name and not kind_of(words[0].key)
    return Finding(kind="speaker" if another else "word_added", claim=_text(plain), evidence=_text(words))


def _lost(theirs: Sequence[Word], at: int) -> str:
    """What it is to leave out some words: at the start who did it, or, up to 'dat', who said it."""
    if at:
        return "restriction"
    return "attribution" if theirs[-1].key in ("dat", "of") else "subject_lost"


def _mark(words: Sequence[Word], at: int) -> _Mark | None:
    """The word at a place with the kind of finding it makes by itself, None for an ordinary word."""
    word = words[at]
    kind = kind_of(word.key)
    if word.key in _MONTHS:
        kind = "date"
    elif kind == "number":
        kind = "amount" if "€" in word.key else "date" if _dated(words, at) else "number"
    elif not kind and word.key not in w.FUNCTION and (word.key.startswith("@") or (word.is_name and (at or word.text[1:2].isupper()))):
        kind = "speaker" if _speaks(words, at) else "name"
    return _Mark(word, _KINDS.get(kind, kind), at) if kind else None


def _dated(words: Sequence[Word], at: int) -> bool:
    """Whether a number is a year, or the day before a month."""
    key = words[at].key
    year = key[1:3] in ("19", "20") and len(key) == _YEAR and key[1:].isdigit() and " " not in words[at].text
    return year or any(word.key in _MONTHS for word in words[at + 1 : at + 2])


def _speaks(words: Sequence[Word], at: int) -> bool:
    """Whether a name is of one who says something: behind 'volgens', or with a verb of saying close behind it."""
    before = {word.key for word in words[max(0, at - 2) : at]}
    after = [word.key for word in words[at + 1 : at + _SAID_NEAR]]
    return not {"volgens", "aldus", "namens"}.isdisjoint(before) or any(kind_of(key) == "attribution" for key in after)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
