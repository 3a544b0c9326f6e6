"""A sentence of an answer and what a claim keeps of it: where a denial reaches, what stands in a condition, what may be named alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.gate import words as w
from bot.gate.tokens import Word

_NEW_CLAUSE = frozenset("wanneer indien als die omdat doordat zodat om waarmee waarbij waardoor waarin waarop waarvan".split())


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence of the answer as the rules see it, and what the claim keeps of it."""

    words: tuple[Word, ...]
    keys: tuple[str, ...]
    kept: frozenset[str]
    """The keys of the claim."""

    @property
    def size(self) -> int:
        return len(self.words)

    @property
    def narrowed(self) -> bool:
        """Whether the claim denies or restricts: then leaving out a detail may say more than was said."""
        return any(self._narrows(at) for at in range(self.size))

    def narrowed_at(self, start: int, end: int) -> bool:
        """Whether a denial or restriction may reach a stretch: one before it, or behind it in the same clause."""
        if any(self._narrows(at) for at in range(start)):
            return True
        clause = next((at for at in range(end, self.size) if self.keys[at] in _NEW_CLAUSE | w.DECIDING), self.size)
        return any(self._narrows(at) for at in range(end, clause))

    def conditional(self, at: int) -> bool:
        """Whether a word stands in an 'indien …' or 'wanneer …': a part of a condition is a weaker condition, so a stronger claim."""
        for place in range(at - 1, -1, -1):
            if (
                self.keys[place] in w.CONDITIONALS
                and self.keys[place + 1] not in w.NO_CONDITIONS
                and not self._role(place)
                and self.keys[place - 1 : place] != ("net",)
            ):
                return True
            if self.comma(place + 1, ",;:"):
                return False
        return False

    def picking(self, at: int) -> bool:
        """Whether a word stands in a clause that picks out who is meant: 'mensen die werken via …'; less of it is more people."""
        for place in range(at - 1, 0, -1):
            if self.comma(place + 1, ",;:") or self.keys[place] in ("dat", "om"):
                return False
            if self.keys[place] in ("die", "wie", "wier"):
                return (
                    not self.words[place].before
                    and self.keys[place - 1] not in w.FUNCTION
                    and sum(key in w.FINITE for key in self.keys[place:at]) < 2
                )
        return False

    def _role(self, place: int) -> bool:
        """'benadrukten steun als aandachtspunt omdat …': an 'als' without a verb of its own is no condition."""
        if self.keys[place] != "als" or self.keys[place + 1] in w.DETERMINERS | w.PRONOUNS:
            return False
        ends = (at for at in range(place + 1, self.size) if self.comma(at, ",;:") or self.keys[at] in w.SUBORDINATORS)
        return w.FINITE.isdisjoint(self.keys[place : next(ends, self.size)])

    def _narrows(self, at: int) -> bool:
        key = self.keys[at]
        if key not in w.NARROWING or key not in self.kept:
            return False
        return not (key in ("ieder", "elk") and self.keys[at + 1 : at + 2] == ("geval",))

    @property
    def permits(self) -> bool:
        """Whether a choice may be named alone: 'kan door A of B' allows A."""
        return not w.PERMITTING.isdisjoint(self.kept) or not w.NEGATION.isdisjoint(self.kept)

    def comma(self, at: int, marks: str = ",;") -> bool:
        """Whether one of some marks stands before a word."""
        return at < self.size and any(mark in self.words[at].before for mark in marks)


def told_by_another(scene: Scene, at: int) -> bool:
    """Whether a 'zoals …' says who else says so: 'zoals de leden stellen'; not 'zoals ik eerder heb aangegeven'."""
    end = next((place for place in range(at + 1, scene.size) if scene.comma(place)), scene.size)
    body = scene.keys[at + 1 : end]
    return (
        scene.keys[at] == "zoals" and not w.FINITE.isdisjoint(body) and {"ik", "wij", "we", "eerder", "ook", "hierboven"}.isdisjoint(body)
    )


def scene_of(words: Sequence[Word], kept: Iterable[str]) -> Scene:
    """Return the scene of a sentence and the keys a claim keeps."""
    return Scene(tuple(words), tuple(word.key for word in words), frozenset(kept))
