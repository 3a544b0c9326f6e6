"""A claim, a sentence and its omissions in; whether the claim is the sentence without some of them out; knows no Dutch rules of its own.

Every word of the claim is a word of the sentence, in its order; every word of the sentence is in the claim or in an omission.
"""

from collections.abc import Mapping, Sequence

from bot.gate.tokens import Word
from bot.gate.words import AGREE, ARTICLES, FUNCTION, PLURAL, PREPOSITIONS, SINGULAR


def aligns(claim: Sequence[Word], sentence: Sequence[Word], omissions: set[tuple[int, int]], commas: Mapping[int, str]) -> bool:
    """Return whether a claim is a sentence without some omissions.

    `commas`: the words behind a comma of a list, with the 'en' or 'of' that may come in its place.
    """
    ends: dict[int, list[int]] = {}
    for start, end in omissions:
        ends.setdefault(start, []).append(end)
    instructs = any(":" in word.before for word in sentence)
    reached: list[set[int]] = [set() for _ in range(len(sentence) + 1)]
    reached[0].add(0)
    for at in range(len(sentence) + 1):
        for done in sorted(_with_added(reached[at], claim, commas.get(at), instructs)):
            reached[at].add(done)
            for end in ends.get(at, ()):
                reached[end].add(done)
            if (
                at < len(sentence)
                and done < len(claim)
                and (
                    same(claim[done].key, sentence[at].key) or _article(claim, done, sentence, at) or _one_of(claim[done].key, sentence, at)
                )
            ):
                reached[at + 1].add(done + 1)
    return len(claim) in reached[-1]


def _article(claim: Sequence[Word], done: int, sentence: Sequence[Word], at: int) -> bool:
    """'van het Europees Comité …', 'van de EDPB': a name may change its article with its form."""
    if not {claim[done].key, sentence[at].key} <= {"de", "het"} or done + 1 >= len(claim) or at + 1 >= len(sentence):
        return False
    return claim[done + 1].key == sentence[at + 1].key and claim[done + 1].key.startswith("@")


def _one_of(key: str, sentence: Sequence[Word], at: int) -> bool:
    """'de bevoegde toezichthouders/autoriteiten': two names of the same, behind an article."""
    near = {word.key for word in sentence[max(0, at - 2) : at]}
    return key in named_in(sentence[at].key) and "de" in near


def named_in(key: str) -> tuple[str, ...]:
    """Return the two names that a word with a stroke gives for one thing, none for any other word."""
    parts = tuple(key.split("/"))
    return parts if len(parts) == 2 and all(part.isalpha() and len(part) > 5 for part in parts) else ()


def _with_added(reached: set[int], claim: Sequence[Word], joiner: str | None, instructs: bool) -> set[int]:
    """The places in the claim, with those behind function words it adds."""
    found = set(reached)
    for done in reached:
        place = done
        while place < len(claim) and _may_be_added(claim, place, joiner, instructs):
            place += 1
            found.add(place)
    return found


def _may_be_added(claim: Sequence[Word], at: int, joiner: str | None, instructs: bool) -> bool:
    key = claim[at].key
    if key == "om":
        return at + 1 < len(claim) and "te" in {word.key for word in claim[at + 1 :]}
    if key == "te":
        # 'het advies blijft: geen losgeld betalen'; nowhere else, for 'te' makes 'hoog' too high.
        return instructs and at + 2 == len(claim) and claim[at + 1].key.endswith("n")
    if key == joiner:
        return at + 1 < len(claim)
    named = at + 1 < len(claim) and claim[at + 1].is_name
    return key in ARTICLES - {"een"} and named and at > 0 and claim[at - 1].key in PREPOSITIONS | {"en", "of"}


def same(one: str, other: str) -> bool:
    """Return whether two words are one, but for the ending that Dutch grammar gives it: 'wordt' and 'worden', 'nieuw' and 'nieuwe'."""
    if one == other or frozenset((one, other)) in AGREE:
        return True
    short, long = sorted((one, other), key=len)
    if short in SINGULAR and long in PLURAL:
        return short[:-1] + "en" == long
    return long == short + "e" and len(short) > 3 and short not in FUNCTION
