"""A scene in, what its sentence says on the side out: what joins it to others, brackets, dashes, additions, reasons, relative clauses.

Each rule names a stretch whose absence leaves a weaker, still true sentence. What no rule names must stay.
"""

from collections.abc import Iterator
from itertools import pairwise

from bot.gate import words as w
from bot.gate.adjuncts import list_ends
from bot.gate.scene import Scene, told_by_another
from bot.gate.shape import first_finite, guarded, kind_of
from bot.gate.words import ADDITIONS, CAUSE_HEADS, CONNECTIVE_PHRASES

Stretch = tuple[int, int]
_BRACKET_ALLOWS = frozenset({"number"})
_LONGEST_PIECE = 16
_CONNECTIVES = {head: [phrase for phrase in CONNECTIVE_PHRASES if phrase[0] == head] for head in {p[0] for p in CONNECTIVE_PHRASES}}


def asides(scene: Scene) -> set[Stretch]:
    """Return the stretches (first word, word behind the last) of asides that may be left out."""
    beside = {*_connectives(scene), *_brackets(scene), *_dashes(scene), *_additions(scene), *_reasons(scene)}
    return beside | {(start, end) for start, end in _relatives(scene) if not scene.conditional(start)}


def _connectives(scene: Scene) -> Iterator[Stretch]:
    for at in range(scene.size):
        for phrase in _CONNECTIVES.get(scene.keys[at], ()):
            # 'zo snel mogelijk': only an opening 'zo' joins.
            if scene.keys[at : at + len(phrase)] == phrase and (phrase != ("zo",) or at == 0):
                yield at, at + len(phrase)
    for at in range(1, scene.size - 1):
        if scene.keys[at] == "wel" and scene.keys[at + 1] not in ("of", "degelijk") and scene.keys[at - 1] not in ("dan", "of", "er"):
            yield at, at + 1
    if scene.keys[:3] == ("de", "vraag", "of"):
        yield 0, 2
    if scene.size and scene.keys[0] in ("en", "maar", "want", "dus", "ja"):
        yield 0, 1


def _brackets(scene: Scene) -> Iterator[Stretch]:
    for start in range(scene.size):
        if "(" not in scene.words[start].before:
            continue
        end = next((at for at in range(start + 1, scene.size) if ")" in scene.words[at].before), scene.size)
        named = any(word.is_name for word in scene.words[start:end]) and any("," in word.before for word in scene.words[start + 1 : end])
        if scene.keys[end - 1] in w.PREPOSITIONS or not w.EXCEPTIONS.isdisjoint(scene.keys[start:end]):
            continue
        if end == start + 1 and scene.keys[start - 1] in ("elk", "elke", "ieder", "iedere", "alle", "geen"):
            continue
        # '(6 van de 10)' and '(het merendeel)' take back; '(Kamerstuk 26 643, nr. 12)' does not.
        counted = any(kind_of(key) == "number" for key in scene.keys[start:end]) and "van" in scene.keys[start:end]
        # 'een grootverbruikersaansluiting (een aansluiting met meer dan …)' says what the word means.
        defines = scene.keys[start] == "een" and end > start + 2 and scene.keys[start - 1].endswith(scene.keys[start + 1])
        let = frozenset({"time_limit", "hedge", "quantifier"}) if defines else frozenset({"time_limit"}) if named else frozenset()
        if (defines or not counted) and not guarded(scene.keys[start:end], but=_BRACKET_ALLOWS | let):
            yield start, end


def _dashes(scene: Scene) -> Iterator[Stretch]:
    marks = [at for at in range(scene.size) if scene.words[at].before.strip() == "-"]
    for start, end in pairwise(marks):
        compares = scene.keys[start : start + 2] == ("net", "als") or scene.keys[start] in ("zoals", "evenals")
        skipped = 2 if compares else 0
        if not (w.EXCEPTIONS | {"zo"}).isdisjoint(scene.keys[start:end]):
            continue
        if not guarded(scene.keys[start + skipped : end], but=frozenset({"quantifier", "time_limit"}) if compares else frozenset()):
            yield start, end


def _additions(scene: Scene) -> Iterator[Stretch]:
    """', waaronder A, B en C,': from its comma to a later comma, or the end."""
    for start in range(1, scene.size):
        head = next((h for h in ADDITIONS + CAUSE_HEADS if scene.keys[start : start + len(h)] == h), None)
        if head is None or _refers(scene, start + len(head)) or told_by_another(scene, start):
            continue
        if not scene.comma(start):
            if head == ("waaronder",) and scene.size in list_ends(scene, start + 1) and not guarded(scene.keys[start:]):
                yield start, scene.size
            continue
        for end in _comma_ends(scene, start + len(head), listing=head[0] in w.LISTING):
            body = scene.keys[start + len(head) : end]
            if not guarded(body, but=frozenset({"quantifier", "modality", "time_limit"} if head[0] == "naast" else {"time_limit"})):
                yield start, end


def _refers(scene: Scene, at: int) -> bool:
    """'zoals bedoeld in artikel 5' says which ones are meant."""
    return at < scene.size and scene.keys[at] in w.MEANT


def _comma_ends(scene: Scene, start: int, *, listing: bool) -> Iterator[int]:
    """The end of a stretch between commas: the next one, or the one behind the 'en' of its list, or the end of the sentence."""
    commas = [at for at in range(start + 1, scene.size) if scene.comma(at)] + [scene.size]
    begin = start
    for number, end in enumerate(commas):
        piece = scene.keys[begin:end]
        if number and (len(piece) > _LONGEST_PIECE or any(key in w.AUXILIARIES | w.SINGULAR for key in piece)):
            break
        if number and "te" in piece and "om" not in piece:
            break
        if not {"en", "of", "and"}.isdisjoint(piece):
            yield end
            return
        begin = end
    if not listing or commas[0] == scene.size or scene.keys[commas[0]] in w.FINITE | w.PREPOSITIONS:
        yield commas[0]


def _reasons(scene: Scene) -> Iterator[Stretch]:
    """', omdat …' to the end: why something is so; that it is so does not depend on it.

    Without a comma 'niet … omdat' may deny the reason alone; 'geen' denies the thing.
    """
    for start in range(1, scene.size):
        if scene.keys[start] not in ("omdat", "doordat", "aangezien", "zodat", "terwijl") or first_finite(scene, 0, start) is None:
            continue
        before, rest = scene.keys[:start], scene.keys[start:]
        loose = scene.keys[start] in ("omdat", "aangezien") and "maar" not in rest and rest.count("omdat") < 2
        plain = (w.NEGATION - {"geen"}).isdisjoint(before) and before[-1] not in ("ook", "juist", "vooral", "deels", "mede")
        if w.EXCEPTIONS.isdisjoint(rest) and w.FOCUS.isdisjoint(scene.kept) and (scene.comma(start) or (loose and plain)):
            yield start, scene.size
        elif before[-1] == "mede" and scene.comma(start - 1) and w.EXCEPTIONS.isdisjoint(rest) and w.FOCUS.isdisjoint(scene.kept):
            yield start - 1, scene.size
        return


def _relatives(scene: Scene) -> Iterator[Stretch]:
    """', waarmee …': a clause behind a comma, that tells more about what was named; 'die' and 'dat' only at the end."""
    if scene.narrowed:
        return
    forbidden = frozenset({"modality", "quantifier", "hedge"})
    for start in range(2, scene.size):
        key = scene.keys[start]
        after_name = key in ("waarmee", "waardoor") and scene.words[start - 1].is_name
        if not (scene.comma(start, ",") or after_name) or not (
            key in ("die", "dat", "wat", "hetgeen") or (key.startswith("waar") and key in w.SUBORDINATORS)
        ):
            continue
        named = scene.words[start - 1].is_name
        ends = (
            [scene.size]
            if key in ("die", "dat") and not named
            else [at for at in range(start + 2, scene.size) if scene.comma(at, ",")] + [scene.size]
        )
        for end in ends:
            body = scene.keys[start:end]
            if key == "waarbij" and guarded(body):
                continue
            if not guarded((k for k in body if k not in ("aan", "geven", "geeft")), but=forbidden) and key not in ("waar", "waaronder"):
                yield start, end
