"""A scene in, the asides that a comma sets apart out: relative clauses, comparisons, examples, afterthoughts, names in other words.

What a comma sets apart tells more and picks out nothing: the sentence is true without it. Not so when it takes something back ('niet',
'echter', 'mits'), sets a term, or hangs on something denied.
"""

from collections.abc import Iterator

from bot.gate import words as w
from bot.gate.scene import Scene, told_by_another
from bot.gate.shape import first_finite, guarded, kind_of, verb_final

Stretch = tuple[int, int]
_TAKING_BACK = (
    w.EXCEPTIONS | w.NEGATION | frozenset("echter maar wel evenwel nog pas alleen slechts uitsluitend enkel indien als wanneer dan".split())
)
_BINDING = frozenset("waarbij waarvoor waartoe waaronder wat hetgeen waarop waarover".split())
_COMPARING = tuple(
    tuple(head.split())
    for head in (
        "net als",
        "evenals",
        "zoals",
        "zowel",
        "alsook",
        "alsmede",
        "waaronder",
        "o.a",
        "onder andere",
        "onder meer",
        "met name",
        "vooral",
    )
)
_SETTING_TERMS = frozenset(
    "om zonder te binnen tot tegen bij volgens met onder na voor vanaf sinds tijdens gedurende buiten boven conform".split()
)
# ', als onderdeel van …' says what it is; ', als gemeenten meewerken' is a condition.
_BEING = frozenset("onderdeel vervolg aanvulling uitvloeisel lid voorzitter werkgever aandeelhouder gevolg reactie uitwerking".split())
_ANTECEDENT = 6
_LONGEST_PHRASE = 14


def comma_asides(scene: Scene) -> set[Stretch]:
    """Return the stretches (first word, word behind the last) between a comma and a later one, or the end, that may be left out."""
    found: set[Stretch] = set()
    for start in range(2, scene.size):
        if scene.comma(start, ",") and not scene.conditional(start):
            found |= {*_relative(scene, start), *_comparison(scene, start), *_phrase(scene, start), *_name(scene, start)}
            if scene.keys[start] == "noch":
                found.add((start, scene.size))
        found |= {*_after_colon(scene, start), *_despite(scene, start)}
    return found


def _ends(scene: Scene, start: int) -> list[int]:
    """The commas behind a place, and the end of the sentence when its main verb came before."""
    commas = [at for at in range(start + 1, scene.size) if scene.comma(at)]
    return [*commas, scene.size] if _verb_before(scene, start) else commas


def _verb_before(scene: Scene, start: int) -> bool:
    """Whether the main verb came before: more finite verbs than clauses that need one."""
    if first_finite(scene, 0, start) is not None:
        return True
    before = scene.keys[:start]
    return sum(key in w.FINITE for key in before) > sum(key in (w.SUBORDINATORS - w.DETERMINERS) | {"die", "te"} for key in before)


def _relative(scene: Scene, start: int) -> Iterator[Stretch]:
    key, after = scene.keys[start], scene.keys[start + 1 : start + 2]
    opens = key in ("die", "dat", "welke", "wiens") or (key.startswith("waar") and key in w.SUBORDINATORS)
    if not (opens or (key in w.PREPOSITIONS and after in (("wie",), ("welke",)))):
        return
    if not w.NARROWING.isdisjoint(scene.keys[max(0, start - _ANTECEDENT) : start]):
        return
    for end in _ends(scene, start):
        body = scene.keys[start + 1 : end]
        closed = verb_final(scene, end - 1) or (end == scene.size and not any(scene.comma(at) for at in range(start + 1, end)))
        listed = end == scene.size and not {"en", "of"}.isdisjoint(scene.keys[_last_comma(scene, start) : end])
        if not (closed or listed) or not _TAKING_BACK.isdisjoint(_without_roles(body)):
            continue
        if key in _BINDING and (scene.narrowed or guarded(body, but=frozenset({"quantifier", "time_limit", "number"}))):
            continue
        yield start, end


def _without_roles(body: tuple[str, ...]) -> list[str]:
    """'als Smallsteps' takes nothing back; 'als het …' does."""
    loose = w.DETERMINERS | w.PRONOUNS | w.FUNCTION
    return [key for at, key in enumerate(body) if not (key == "als" and body[at + 1 : at + 2] and body[at + 1] not in loose)]


def _last_comma(scene: Scene, start: int) -> int:
    return max((at for at in range(start + 1, scene.size) if scene.comma(at)), default=start)


def _comparison(scene: Scene, start: int) -> Iterator[Stretch]:
    head = next((h for h in _COMPARING if scene.keys[start : start + len(h)] == h), None)
    said = head == ("zoals",) and scene.keys[start + 1] in ("eerder", "ook", "reeds", "bekend", "gemeld", "aangegeven", "aangekondigd")
    if head is None or told_by_another(scene, start) or (scene.narrowed and head[0] in ("zowel", "zoals") and not said):
        return
    for end in _ends(scene, start):
        body = scene.keys[start + len(head) : end]
        inner = any(scene.comma(at) for at in range(start + 1, end))
        if inner and (end < scene.size or {"en", "of"}.isdisjoint(scene.keys[_last_comma(scene, start) : end])):
            continue
        if head != ("zoals",) and any(kind_of(key) == "attribution" for key in body):
            continue
        if head == ("waaronder",) and not w.FINITE.isdisjoint(body):
            continue
        if (_TAKING_BACK - {"als"}).isdisjoint(body) and not (
            head == ("zoals",) and body[:1] in (("bedoeld",), ("vereist",), ("omschreven",))
        ):
            yield start, end


def _phrase(scene: Scene, start: int) -> Iterator[Stretch]:
    """', als onderdeel van …', ', voorafgaand aan de stop,': an afterthought without a verb."""
    key, after = scene.keys[start], scene.keys[start + 1 : start + 2]
    led = key in w.PREPOSITIONS - _SETTING_TERMS or (after and after[0] in w.PREPOSITIONS and key.endswith(("d", "t")))
    if not (led or (key == "als" and after and (after[0] in _BEING or scene.words[start + 1].is_name))):
        return
    if scene.narrowed or not w.MODAL.isdisjoint(scene.kept):
        return
    end = _ends(scene, start)[:1]
    if not end or end[0] - start > _LONGEST_PHRASE or scene.keys[end[0] : end[0] + 1] in (("en",), ("of",)):
        return
    body = scene.keys[start + 1 : end[0]]
    finite = any(key in w.FINITE and body[max(0, at - 1)] != "te" for at, key in enumerate(body))
    if not finite and (w.SUBORDINATORS | w.CONSENT).isdisjoint(body) and not guarded(body):
        yield start, end[0]


def _after_colon(scene: Scene, start: int) -> Iterator[Stretch]:
    """'twee programma's: onderzoek en voorlichting': what was counted or named, spelled out."""
    if ":" not in scene.words[start].before:
        return
    last = scene.keys[start - 1]
    named = last not in w.FUNCTION | w.FINITE and last not in ("volgende", "volgt", "luidt", "namelijk", "antwoord", "vraag", "voorwaarde")
    taken_back = scene.keys[start] in w.PREPOSITIONS or not _TAKING_BACK.isdisjoint(scene.keys[start:])
    if named and not taken_back and first_finite(scene, 0, start) is not None and not scene.narrowed:
        yield start, scene.size


def _despite(scene: Scene, start: int) -> Iterator[Stretch]:
    """'ondanks de oorlog': what did not stop it; it is so without it."""
    if scene.keys[start] != "ondanks" or scene.narrowed:
        return
    end = next((at for at in range(start + 1, scene.size) if scene.comma(at)), scene.size)
    if scene.keys[start + 1 : end] and w.FINITE.isdisjoint(scene.keys[start:end]) and w.SUBORDINATORS.isdisjoint(scene.keys[start:end]):
        yield start, end


def _name(scene: Scene, start: int) -> Iterator[Stretch]:
    """'De organisator van deze beurs, NIDV, geeft': who was named already, by name."""
    end = next((at for at in range(start + 1, min(scene.size, start + 5)) if scene.comma(at, ",")), None)
    if end is None or not all(word.is_name for word in scene.words[start:end]) or scene.words[start - 1].is_name:
        return
    if scene.keys[end] in w.FINITE and not any(scene.comma(at) for at in range(1, start)):
        yield start, end
