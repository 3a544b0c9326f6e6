"""A scene in, what hangs on a noun or a passive verb and may be left out: its purpose, its empty clause, an agent that names nobody.

Each rule names a stretch whose absence leaves a weaker, still true sentence: never in a denial, a restriction or a condition.
"""

from collections.abc import Iterator

from bot.gate import words as w
from bot.gate.adjuncts import list_ends
from bot.gate.scene import Scene
from bot.gate.shape import adjective, closes, first_finite, guarded, noun_phrase_ends, participle

Stretch = tuple[int, int]
# Nouns that are whole with a 'van …' or 'voor …' of their own: 'het belang van een slachtoffer om …'.
_WHOLE = frozenset("belang belangen verplichting verplichtingen maatregelen taken inzet inspanningen activiteiten middelen acties".split())
_EMPTY = frozenset(
    "zij ze we wij zich er daarbij hierbij daarvoor hiervoor daaraan daarmee lopen voordoen voordoet bestaan bestaat zijn gelden geldt "
    "spelen speelt horen hoort".split()
)
# 'de naleving van de vereisten van de wet' is that of the wet.
_KEEPING = frozenset("naleving toepassing handhaving uitvoering".split())
_KEPT = frozenset("vereisten bepalingen voorschriften regels eisen normen".split())
# What is only thought of something is thought by someone: never without who.
_JUDGED = frozenset(
    "beschouwd gezien gevonden geacht gesteld beweerd genoemd gemeld bevestigd aangegeven geschat beoordeeld verwacht geadviseerd "
    "gevraagd ervaren gesteund gedeeld onderschreven ontkend betwist aanbevolen voorgesteld gevreesd bestempeld aangemerkt erkend "
    "toegezegd overwogen goedgekeurd toegestaan verleend besloten bepaald aangenomen afgewezen".split()
)
_ALLOWING = frozenset("mag mogen mocht mochten moet moeten moest moesten dient dienen hoeft hoeven".split())
_PASSIVE = frozenset("wordt worden werd werden".split())


def complements(scene: Scene) -> set[Stretch]:
    """Return the stretches (first word, word behind the last) of complements that may be left out."""
    named = {*_ministries(scene), *_recipients(scene)}
    if scene.narrowed:
        return named
    return named | {*_purposes(scene), *_empty_relatives(scene), *_agents(scene), *_nested(scene), *_results(scene)}


def _purposes(scene: Scene) -> Iterator[Stretch]:
    """'de verplichtingen voor belangrijke entiteiten om …': a noun that says already whose it is."""
    for noun in range(1, scene.size - 3):
        # 'ziet af van de verplichting'.
        if scene.keys[noun] not in _WHOLE or "af" in scene.keys[:noun]:
            continue
        own = list_ends(scene, noun + 2) | noun_phrase_ends(scene, noun + 2) if scene.keys[noun + 1] in ("van", "voor") else set()
        for om in own | ({noun + 1} if adjective(scene, noun - 1) else set()):
            if om < scene.size and scene.keys[om] == "om":
                local = frozenset({"hedge", "quantifier", "negation", "time_limit"})
                yield from ((om, end) for end in _purpose_ends(scene, om) if not guarded(scene.keys[om + 1 : end], but=local))


def _purpose_ends(scene: Scene, om: int) -> Iterator[int]:
    """Where an 'om … te …' may end: before an 'en' that opens the next noun with an 'om' of its own, or with the sentence."""
    rest = scene.keys[om + 1 :]
    if "te" not in rest:
        return
    for at in range(om + 3, scene.size - 1):
        following = scene.keys[at + 1 :]
        opens = scene.keys[at] == "en" and scene.keys[at - 2] == "te" and scene.keys[at + 1] in w.DETERMINERS
        if opens and "om" in following and "te" not in following[: following.index("om")]:
            yield at
            return
    if "om" not in rest and not any(scene.comma(at) for at in range(om, scene.size)):
        yield scene.size


def _empty_relatives(scene: Scene) -> Iterator[Stretch]:
    """'de risico's die zij lopen': a clause that says only that they are there."""
    for start in range(2, scene.size - 1):
        if scene.keys[start] not in ("die", "dat") or scene.words[start].before:
            continue
        end = start + 1
        while end < scene.size and scene.keys[end] in _EMPTY and not scene.words[end].before:
            end += 1
        if end - start > 1 and (end == scene.size or scene.words[end].before or scene.keys[end] == "en"):
            yield start, end


def _agents(scene: Scene) -> Iterator[Stretch]:
    """'wordt gemaakt door een organisatie': someone, nobody in particular."""
    for start in range(2, scene.size - 1):
        if scene.keys[start : start + 2] != ("door", "een"):
            continue
        for end in noun_phrase_ends(scene, start + 1):
            near = scene.keys[max(0, start - 3) : start] + scene.keys[end : end + 3]
            beside = (scene.keys[start - 1], *scene.keys[end : end + 1])
            done = [key for key in near if participle(key)] + [key for key in beside if key.endswith(("d", "t")) and key not in w.FINITE]
            named = any(word.is_name for word in scene.words[start:end])
            if (
                closes(scene, end)
                and not named
                and done
                and _JUDGED.isdisjoint(done)
                and not _PASSIVE.isdisjoint(near)
                and _ALLOWING.isdisjoint(near)
            ):
                yield start, end


def _nested(scene: Scene) -> Iterator[Stretch]:
    """'de naleving van de vereisten van deze zorgplicht'."""
    for at in range(scene.size - 5):
        kept = scene.keys[at + 1 : at + 3] == ("van", "de") and scene.keys[at + 3] in _KEPT and scene.keys[at + 4] == "van"
        if scene.keys[at] in _KEEPING and kept:
            yield at + 1, at + 4


def _recipients(scene: Scene) -> Iterator[Stretch]:
    """'geen garantie dat zij de data niet doorverkopen aan anderen': what is denied twice may be said with less."""
    if "geen" not in scene.keys or "dat" not in scene.keys[scene.keys.index("geen") :]:
        return
    opens = scene.keys.index("dat", scene.keys.index("geen"))
    if scene.keys[opens:].count("niet") != 1 or "niet" in scene.keys[:opens]:
        return
    for start in range(scene.keys.index("niet", opens) + 2, scene.size - 1):
        alone = not guarded(scene.keys[start:], but=frozenset({"quantifier"})) and scene.size in noun_phrase_ends(scene, start + 1)
        if scene.keys[start] == "aan" and alone and scene.keys[start - 1].endswith("en"):
            yield start, scene.size


def _ministries(scene: Scene) -> Iterator[Stretch]:
    """'het ministerie van EZK', 'EZK'."""
    for at in range(scene.size - 3):
        if scene.keys[at : at + 3] == ("het", "ministerie", "van") and scene.words[at + 3].text.isupper():
            yield at, at + 3


def _results(scene: Scene) -> Iterator[Stretch]:
    """'… met kolen waardoor …' to the end, without a comma: what came of it; not where it says which things are meant."""
    for start in range(3, scene.size - 2):
        bare = scene.keys[start - 2] in w.PREPOSITIONS and scene.keys[start - 1] not in w.FUNCTION
        if scene.keys[start] != "waardoor" or not bare or any(scene.comma(at) for at in range(start, scene.size)):
            continue
        if first_finite(scene, 0, start) is not None and w.EXCEPTIONS.isdisjoint(scene.keys[start:]):
            yield start, scene.size
