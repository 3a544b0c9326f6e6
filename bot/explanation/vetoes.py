"""A quote and an explanation of it in other words in; what the explanation changed, added or lost out. Deterministic; knows no model.

An explanation may choose other words. It may not touch a number, amount, date, name, negation, quantifier or hedge, modality,
condition, time limit, restriction, cause or who said it: each of these in the one must be in the other, in a word that says the same,
in the same order where the order tells who did what, and a denial must deny the same words. No veto is no proof: what has none
still goes to a second check by the model (`bot/explanation/explaining.py`).
"""

import re
from collections.abc import Collection, Iterator, Mapping

from bot.explanation.marks import Mark, Marked, bare, marked
from bot.explanation.senses import Sense
from bot.gate.abbreviations import introduced, long_forms
from bot.gate.folded import hides_something
from bot.records import Finding
from store.sentences import sentences
from store.wording.dictionary import is_word
from store.wording.language import is_english

MOST_SENTENCES = 4
_LONGER, _WORDS = 2.0, 12
"""An explanation has at most _LONGER times the words of its quote, and _WORDS more."""
_SHARED, _OWN = 0.2, 0.15
"""Share of the quote's stems that an explanation has at least, and of its own that the quote has: below it, it speaks of something else."""
_FORM = re.compile(r"[*_#`<>{}\[\]|\\]|https?:|www\.|@|\n")
_FRAME = 6
"""Words within which 'dat' follows what opens it."""
_PREFIX = 5
"""Letters that make 'Nederlandse' the same name as 'Nederland'."""
_NOT = ("negation", "not")
_SPEAKER = ("speaker", "i")
_ASIDE = frozenset("maar want aangezien omdat doordat terwijl hoewel".split())
_PART_ENDS = re.compile(r"[;:.!?]")
_PARTS = re.compile(r"[,;:] (?:maar|en|want|terwijl) |; ")


def vetoes(
    explanation: str, quote: str, *, abbreviations: Mapping[str, str] | None = None, speakers: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Return why an explanation may not stand under a quote; empty when no rule has anything against it.

    `abbreviations` are those of the letter, short to long; None reads them from the quote. `speakers` are the offices, in lower
    case, that may stand for the letter's 'ik': 'minister'. Never raises, whatever the texts.
    """
    if form := _form(explanation, quote):
        return (Finding(kind="form", claim=explanation, evidence=form),)
    forms = long_forms(introduced(quote) if abbreviations is None else abbreviations)
    said, told = marked(quote, forms, own=False), marked(explanation, forms, own=True)
    if [word.key for word in said.words] == [word.key for word in told.words]:
        return (Finding(kind="form", claim=explanation, evidence="copied"),)
    found = [*_numbers(said, told), *_names(said, told), *_senses(said, told, speakers)]
    found += [*_order(said, told), *_denials(said, told), *_covered(quote, said, told), *_unknown(said, told)]
    found += _unsaid(explanation, said, forms)
    return tuple(dict.fromkeys(found))


def _form(explanation: str, quote: str) -> str:
    """What is wrong with the text itself, whatever it says; '' for nothing."""
    words, room = len(explanation.split()), _LONGER * len(quote.split()) + _WORDS
    wrong = {
        "empty": not any(c.isalpha() for c in explanation),
        "hidden": hides_something(explanation),
        "markup": bool(_FORM.search(explanation)),
        "long": words > room or len(sentences(explanation)) > MOST_SENTENCES,
        "language": is_english(explanation) or any(ord(c) > 0x24F and c.isalpha() for c in explanation),
        "question": explanation.rstrip().endswith("?"),
    }
    return next((name for name, is_so in wrong.items() if is_so), "")


def _numbers(said: Marked, told: Marked) -> Iterator[Finding]:
    if said.numbers != told.numbers:
        kind = "amount" if any("€" in number for number in {*said.numbers} ^ {*told.numbers}) else "number"
        yield Finding(kind=kind, claim=" ".join(told.numbers), evidence=" ".join(said.numbers))


def _names(said: Marked, told: Marked) -> Iterator[Finding]:
    for name in dict.fromkeys(said.names):
        if not _has_name(told, name):
            yield Finding(kind="name", claim="", evidence=name)
    for name in dict.fromkeys(told.names):
        if not _has_name(said, name):
            yield Finding(kind="name", claim=name, evidence="")


def _has_name(text: Marked, name: str) -> bool:
    return name in text.keys or any(len(name) > _PREFIX and key[:_PREFIX] == name[:_PREFIX] for key in text.keys)


def _senses(said: Marked, told: Marked, speakers: Collection[str]) -> Iterator[Finding]:
    """What the one says for certain and the other does not say, nor may say; and denials, counted."""
    ours, theirs = _meant(said, speakers), _meant(told, speakers)
    for mark in told.marks:
        if mark.certain and mark.sense not in ours and not _is_speaker(mark, speakers, ours):
            yield Finding(kind=_kind(mark), claim=mark.text, evidence="")
    for mark in said.marks:
        if mark.certain and mark.sense not in theirs:
            yield Finding(kind=_kind(mark), claim="", evidence=mark.text)
    if (n := _count(said)) != (m := _count(told)) and n and m:
        yield Finding(kind="negation", claim=f"{m}×", evidence=f"{n}×")


def _meant(text: Marked, speakers: Collection[str]) -> set[Sense]:
    """The senses a text has or may have; an office that may stand for 'ik' has that sense too."""
    named = {_SPEAKER} if any(word.key in speakers for word in text.words) else set()
    return {mark.sense for mark in text.marks} | named


def _is_speaker(mark: Mark, speakers: Collection[str], senses: Collection[Sense]) -> bool:
    return mark.text.lower() in speakers and _SPEAKER in senses


def _kind(mark: Mark) -> str:
    kind = mark.sense[0]
    return {"quantifier": "hedge", "choice": "condition", "cause": "word_added", "added": "word_added"}.get(kind, kind)


def _count(text: Marked) -> int:
    return sum(mark.sense == _NOT for mark in text.marks)


def _order(said: Marked, told: Marked) -> Iterator[Finding]:
    """Who comes first: 'de AP … Odido' said of 'Odido … de AP' may have swapped who did what to whom."""
    ours, theirs = _who(said), _who(told)
    if [who for who in ours if who in theirs] != [who for who in theirs if who in ours]:
        yield Finding(kind="order", claim=" ".join(theirs), evidence=" ".join(ours))


def _who(text: Marked) -> list[str]:
    places = {mark.at: mark.sense[1] for mark in text.marks if mark.sense[0] == "name"}
    names = frozenset(text.names)
    keys = ((at, word.key.removeprefix("@")) for at, word in enumerate(text.words))
    return list(dict.fromkeys(places.get(at, key[:_PREFIX]) for at, key in keys if at in places or key in names))


def _denials(said: Marked, told: Marked) -> Iterator[Finding]:
    """A denial must deny the same: of the words that both texts have, those it reaches may not all be words that the quote affirms."""
    shared, denied = said.content & told.content, _denied(said)
    for reach in _reaches(told):
        if (ours := reach & shared) and denied and not ours & denied:
            yield Finding(kind="negation", claim=" ".join(sorted(ours)), evidence=" ".join(sorted(denied)))


def _denied(text: Marked) -> frozenset[str]:
    """The stems that stand in a part of a text with a denial; a part ends where another thing is said beside it."""
    parts: list[list[int]] = [[]]
    for at, word in enumerate(text.words):
        if word.key in _ASIDE or _PART_ENDS.search(word.before):
            parts.append([])
        parts[-1].append(at)
    places = {mark.at for mark in text.marks if mark.sense == _NOT}
    return frozenset().union(*(text.stems_of(part) for part in parts if places & set(part)))


def _reaches(text: Marked) -> Iterator[frozenset[str]]:
    """What each denial reaches: the words behind it in its clause, or when none of them carries meaning those before it."""
    for mark in text.marks:
        if mark.sense == _NOT:
            clause = [at for at, number in enumerate(text.clauses) if number == text.clauses[mark.at]]
            # The word itself too: 'onwenselijk'.
            behind = text.stems_of([at for at in clause if at > mark.at])
            yield behind or text.stems_of([at for at in clause if at < mark.at])


def _covered(quote: str, said: Marked, told: Marked) -> Iterator[Finding]:
    """Nothing of a part of the quote came back: an explanation of half a sentence says something else than the whole."""
    shared = len(said.content & told.content)
    if shared < _SHARED * len(said.content) or shared < _OWN * len(told.content):
        yield Finding(kind="not_found", claim="", evidence=quote)
    for part in _PARTS.split(quote):
        if part != quote and len(stems_of := marked(part, {}, own=False).content) > 1 and not stems_of & told.content:
            yield Finding(kind="subject_lost", claim="", evidence=part)


def _unknown(said: Marked, told: Marked) -> Iterator[Finding]:
    """Words that neither people use nor the quote: no plain Dutch, or no Dutch at all."""
    for word in told.words:
        for part in () if bare(word) in said.keys else re.split(r"[-/'’]", bare(word)):
            if len(part) > 2 and part.isalpha() and part not in said.keys and not word.is_name and not _is_known(part):
                yield Finding(kind="word_added", claim=word.text, evidence="")


def _is_known(key: str) -> bool:
    """Whether a word is one people write, or a compound of two of those: 'sanctieregels'."""
    if is_word(key, "nl"):
        return True
    cuts = ((key[:at], key[at:]) for at in range(3, len(key) - 3))
    return any(is_word(tail, "nl") and (is_word(head, "nl") or is_word(head.removesuffix("s"), "nl")) for head, tail in cuts)


def _unsaid(explanation: str, said: Marked, forms: Mapping[tuple[str, ...], str]) -> Iterator[Finding]:
    """What a quote lets someone say or think ('vertrouwt erop dat …') must be so in each sentence of its explanation."""
    # Not of 'mensen die vermoeden dat': that picks out people.
    meant = (mark for mark in said.marks if mark.sense[0] == "attribution" and mark.certain)
    frames = [mark for mark in meant if not {"die", "wie"} & {word.key for word in said.words[max(0, mark.at - 1) : mark.at]}]
    opens = any("dat" in {word.key for word in said.words[frame.at : frame.at + _FRAME]} for frame in frames)
    if not opens:
        return
    for span in sentences(explanation)[1:]:
        sentence = explanation[span.start : span.end]
        if not any(mark.sense[0] == "attribution" for mark in marked(sentence, forms, own=True).marks):
            yield Finding(kind="attribution", claim=sentence, evidence=frames[0].text)
