"""A scene in, the stretches of its sentence that may be left out: what stands beside the claim, inside one clause.

Each rule names a stretch whose absence leaves a weaker, still true sentence. What is not named here must stay.
"""

from collections.abc import Iterator

from bot.gate import words as w
from bot.gate.shape import Scene, closes, first_finite, guarded, kind_of, noun_phrase_ends, participle, verb_final
from bot.gate.words import ADDITIONS, CAUSE_HEADS, CONNECTIVE_PHRASES, GROUND_HEADS

Stretch = tuple[int, int]
_BRACKET_ALLOWS = frozenset({"quantifier", "number", "modality"})
_LONGEST_PIECE = 16


def omissions(scene: Scene) -> set[Stretch]:
    """Return the stretches (first word, word behind the last) that may be left out of a sentence."""
    found: set[Stretch] = set()
    for rule in (_connectives, _brackets, _dashes, _additions, _reasons):
        found.update(rule(scene))
    for rule in (_examples, _colours, _adjuncts, _relatives, _purposes, _repeated, _roles):
        found.update((start, end) for start, end in rule(scene) if not scene.conditional(start))
    return {(start, end) for start, end in found if start < end <= scene.size}


def _connectives(scene: Scene) -> Iterator[Stretch]:
    for at in range(scene.size):
        for phrase in CONNECTIVE_PHRASES:
            if scene.keys[at : at + len(phrase)] == phrase:
                yield at, at + len(phrase)
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
        if not guarded(scene.keys[start:end], but=_BRACKET_ALLOWS | ({"time_limit"} if named else set())):
            yield start, end


def _dashes(scene: Scene) -> Iterator[Stretch]:
    marks = [at for at in range(scene.size) if scene.words[at].before.strip() == "-"]
    for start, end in zip(marks, marks[1:], strict=False):
        compares = scene.keys[start : start + 2] == ("net", "als") or scene.keys[start] in ("zoals", "evenals")
        skipped = 2 if compares else 0
        if not (w.EXCEPTIONS | {"zo"}).isdisjoint(scene.keys[start:end]):
            continue
        if not guarded(scene.keys[start + skipped : end], but=frozenset({"quantifier"}) if compares else frozenset()):
            yield start, end


def _additions(scene: Scene) -> Iterator[Stretch]:
    """', waaronder A, B en C,': from its comma to a later comma, or the end."""
    for start in range(1, scene.size):
        head = next((h for h in ADDITIONS + CAUSE_HEADS if scene.keys[start : start + len(h)] == h), None)
        if head is None or _refers(scene, start + len(head)):
            continue
        if not scene.comma(start):
            if head == ("waaronder",) and scene.size in _list_ends(scene, start + 1) and not guarded(scene.keys[start:]):
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


def _examples(scene: Scene) -> Iterator[Stretch]:
    """'fraude zoals phishing en social engineering', without a comma."""
    for start in range(1, scene.size):
        if scene.keys[start] != "zoals" or scene.words[start].before or scene.narrowed_at(start, start + 1) or _refers(scene, start + 1):
            continue
        verbless = w.FINITE.isdisjoint(scene.keys[start:]) and w.SUBORDINATORS.isdisjoint(scene.keys[start:])
        whole = verbless and not participle(scene.keys[-1])
        for end in _list_ends(scene, start + 1) | ({scene.size} if whole else set()):
            if scene.comma(end, ",") and scene.keys[end] not in w.FINITE | w.SUBORDINATORS:
                continue
            if (closes(scene, end) or scene.keys[end] in w.DETERMINERS - {"die", "dat"} | {"niet", "geen"}) and not guarded(
                scene.keys[start:end]
            ):
                yield start, end


def _list_ends(scene: Scene, start: int) -> set[int]:
    """Where 'A', 'A en B' or 'A, B en C' may end."""
    closed = noun_phrase_ends(scene, start)
    seen, frontier = set(closed), set(closed)
    while frontier:
        longer: set[int] = set()
        for end in frontier:
            if end < scene.size and scene.keys[end] in ("en", "of"):
                longer |= (joined := noun_phrase_ends(scene, end + 1))
                closed |= joined
            elif scene.comma(end, ","):
                longer |= noun_phrase_ends(scene, end)
        frontier = longer - seen
        seen |= frontier
    return {end for end in closed if end == scene.size or scene.keys[end] not in ("en", "of", "van")}


def _colours(scene: Scene) -> Iterator[Stretch]:
    if not scene.narrowed:
        yield from ((at, at + 1) for at in range(scene.size) if scene.keys[at] in w.COLOURING)
        for at in range(scene.size - 2):
            if scene.keys[at : at + 3] == ("technische", "en", "organisatorische"):
                yield at, at + 3


def _adjuncts(scene: Scene) -> Iterator[Stretch]:
    """'vanwege …', 'op grond van …', 'via …': cause, ground and means, inside or at the end of the sentence."""
    choice = not w.PERMITTING.isdisjoint(scene.kept)
    for start in range(1, scene.size):
        for head in _heads(scene, start):
            if scene.keys[start : start + len(head)] != head or scene.narrowed_at(start, start + len(head)):
                continue
            if choice and head in _LEGAL_GROUNDS:
                continue
            ends = _list_ends(scene, start + len(head)) if head[-1] in w.PREPOSITIONS | {"gezien"} else {start + len(head)}
            if verb_final(scene, start - 1) and head[-1] in w.PREPOSITIONS:
                ends = ends | {scene.size}
            for end in ends:
                if not _beside_verb(scene, start, end) or scene.keys[end : end + 1] == ("van",):
                    continue
                if not guarded(scene.keys[start + len(head) : end], but=frozenset({"time_limit", "quantifier"})):
                    yield start, end


def _beside_verb(scene: Scene, start: int, end: int) -> bool:
    """Whether an adjunct goes with the verb, not with a noun before it: 'het standpunt rond …' is about that alone."""
    before, head = scene.keys[start - 1], scene.keys[start]
    if before in w.JOINERS | {"ook", "er", "daar"}:
        return False
    if head in ("rond", "rondom", "vanuit"):
        law = head == "vanuit" and scene.keys[start + 1] in w.ARTICLES and start + 2 < scene.size and scene.words[start + 2].is_name
        return before in w.FINITE or (law and before not in w.SPOKEN)
    verbs = [at for at in range(start) if scene.keys[at] in w.FINITE or scene.keys[at] in w.SUBORDINATORS - w.DETERMINERS]
    if (first := first_finite(scene, 0, start)) is not None:
        verbs.append(first)
    if not verbs:
        return False
    behind = any(at + 1 == start or start in noun_phrase_ends(scene, at + 1) for at in verbs)
    closed = end == scene.size or bool(scene.words[end].before)
    return behind or closed or before in w.PRONOUNS or verb_final(scene, start - 1) or _adverb(before)


def _adverb(key: str) -> bool:
    return key in w.FRONT_ADVERBS or kind_of(key) in ("time_limit", "hedge")


def _heads(scene: Scene, start: int) -> tuple[tuple[str, ...], ...]:
    """The openings of adjuncts, and 'ter versterking van'."""
    if scene.keys[start] == "ter" and scene.keys[start + 2 : start + 3] == ("van",):
        return (scene.keys[start : start + 3],)
    return CAUSE_HEADS + GROUND_HEADS


_LEGAL_GROUNDS = frozenset(
    tuple(h.split()) for h in ("op grond van", "op basis van", "krachtens", "conform", "ingevolge", "overeenkomstig")
)


def _reasons(scene: Scene) -> Iterator[Stretch]:
    """', omdat …' to the end: why something is so; that it is so does not depend on it."""
    for start in range(1, scene.size):
        if (
            scene.comma(start)
            and first_finite(scene, 0, start) is not None
            and scene.keys[start] in ("omdat", "doordat", "aangezien", "zodat")
        ):
            if w.EXCEPTIONS.isdisjoint(scene.keys[start:]) and "alleen" not in scene.kept:
                yield start, scene.size
            return


def _relatives(scene: Scene) -> Iterator[Stretch]:
    """', waarmee …': a clause behind a comma, that tells more about what was named; 'die' and 'dat' only at the end."""
    if scene.narrowed:
        return
    forbidden = frozenset({"modality", "quantifier", "hedge"})
    for start in range(2, scene.size):
        key = scene.keys[start]
        if not scene.comma(start, ",") or not (
            key in ("die", "dat", "wat", "hetgeen") or (key.startswith("waar") and key in w.SUBORDINATORS)
        ):
            continue
        ends = [scene.size] if key in ("die", "dat") else [at for at in range(start + 2, scene.size) if scene.comma(at, ",")] + [scene.size]
        for end in ends:
            body = scene.keys[start:end]
            if not guarded((k for k in body if k not in ("aan", "geven", "geeft")), but=forbidden) and key not in ("waar", "waaronder"):
                yield start, end


def _purposes(scene: Scene) -> Iterator[Stretch]:
    """'… om misbruik te voorkomen': what something is for, unless the sentence needs it."""
    if scene.narrowed or scene.keys[:2] in (("het", "is"), ("dit", "is")) or "is het" in " ".join(scene.keys[:8]):
        return
    local = frozenset({"hedge", "quantifier", "negation", "time_limit", "attribution"})
    previous = 0
    for start in range(1, scene.size):
        if scene.keys[start] != "om":
            continue
        needed = not w.NEEDS_PURPOSE.isdisjoint(scene.keys[previous:start])
        needed = needed or any(key.endswith(w.NEEDING_ENDS) for key in scene.keys[max(previous, start - 3) : start])
        previous = start + 1
        ended = verb_final(scene, start - 1) or scene.words[start - 1].is_name or scene.keys[start - 1] in w.COLOURING
        if needed or not ended or _particle(scene, start):
            continue
        for end in _purpose_ends(scene, start):
            if not guarded(scene.keys[start + 1 : end], but=local) and "te" in scene.keys[start:end]:
                yield start, end


def _particle(scene: Scene, at: int) -> bool:
    """'om de richtlijn om te zetten': the second 'om' belongs to its verb."""
    if scene.keys[at + 1 : at + 2] != ("te",) or "om" not in scene.keys[:at]:
        return False
    opened = at - 1 - scene.keys[:at][::-1].index("om")
    return "te" not in scene.keys[opened:at]


def _purpose_ends(scene: Scene, start: int) -> Iterator[int]:
    for at in range(start + 2, scene.size):
        if scene.keys[at] in w.SUBORDINATORS - w.DETERMINERS - {"of"}:
            break
        if scene.comma(at) or (scene.keys[at] in w.AUXILIARIES and scene.keys[at - 1] != "te"):
            yield at
    yield scene.size


def _repeated(scene: Scene) -> Iterator[Stretch]:
    """'… heeft gemeld bij de AP', at the end, when the claim names the AP elsewhere."""
    for start in range(max(1, scene.size - 4), scene.size - 1):
        if scene.keys[start] in ("bij", "aan") and scene.size in noun_phrase_ends(scene, start + 1) and not scene.narrowed:
            name = scene.words[-1]
            if name.is_name and name.key in scene.kept and name.key in scene.keys[:start]:
                yield start, scene.size


def _roles(scene: Scene) -> Iterator[Stretch]:
    """'als onafhankelijke toezichthouder': the role someone acts in."""
    for start in range(1, scene.size - 2):
        if scene.keys[start] != "als" or scene.narrowed or scene.comma(start):
            continue
        if scene.keys[start + 1] in w.ROLES:
            yield start, start + 3
