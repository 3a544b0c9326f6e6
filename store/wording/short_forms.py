"""Texts of many letters in, the short forms they introduce out, each with what it most often stands for; a file's text both ways.

Knows nothing about questions.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

from store.analyse import folded
from store.wording.introduced import introduced, is_spelled

MOST = 20_000
"""Short forms with their meanings that are kept, those of most letters first."""
_HELD = 200_000
"""Short forms with their meanings held while collecting; when there are more, those of a single letter go."""
_LONGEST_WORD = 5
"""Letters of a short form that may be an ordinary word too: 'om', 'sla', 'stap'."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, kw_only=True)
class ShortForm:
    """An abbreviation with one thing it stands for."""

    short: str
    """As letters write it: 'AP', 'Cbw'."""
    long: str
    """As most letters write it: 'Autoriteit Persoonsgegevens'."""
    letters: int
    """How many letters introduce it so; at least 1."""
    ordinary: bool
    """Whether more texts have it in small letters than in capitals, so that it may be an ordinary word: 'om'."""


class ShortForms:
    """The short forms of letters, being collected."""

    def __init__(self) -> None:
        """Start with none."""
        self._introduced: Counter[tuple[str, str]] = Counter()
        self._small: Counter[str] = Counter()
        self._large: Counter[str] = Counter()

    def add(self, texts: Iterable[str]) -> None:
        """Add the texts of one letter."""
        plain = [" ".join(text.split()) for text in texts]
        self._introduced.update((short.rstrip("-&."), long) for short, long in introduced("\n".join(plain)).items())
        for text in plain:
            words = {word for word in _WORD.findall(text) if len(word) <= _LONGEST_WORD}
            self._small.update(word for word in words if word.islower())
            self._large.update(word.lower() for word in words if word.isupper())
        if len(self._introduced) > _HELD:
            self._introduced = Counter({pair: letters for pair, letters in self._introduced.items() if letters > 1})

    def collected(self) -> list[ShortForm]:
        """Return what was found, that of most letters first, at most MOST."""
        ways: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for (short, long), letters in self._introduced.items():
            ways[short, _key(long)][long] += letters
        found = [
            ShortForm(short=short, long=_most_common(longs), letters=longs.total(), ordinary=self._is_ordinary(short.lower()))
            for (short, _), longs in ways.items()
        ]
        # 'EDPB' does not spell 'Europees Comité voor gegevensbescherming': one letter may have it from anywhere before the bracket.
        sure = [form for form in found if form.letters > 1 or is_spelled(form.short, form.long)]
        return sorted(sure, key=lambda form: (-form.letters, form.short, -len(form.long), form.long))[:MOST]

    def _is_ordinary(self, small: str) -> bool:
        return self._small[small] > self._large[small]


class Meanings:
    """The short forms of a generation, found by either side; it may be shared between threads."""

    def __init__(self, forms: Sequence[ShortForm]) -> None:
        """Take short forms in the order of `ShortForms.collected`."""
        self._forms = forms

    def __len__(self) -> int:
        return len(self._forms)

    def of(self, short: str) -> list[ShortForm]:
        """Return what a short form stands for, that of most letters first, whatever its capitals; empty when no letter says it."""
        return self._by_short.get(folded(short), [])

    def short_of(self, words: Sequence[str]) -> str | None:
        """Return the short form for words that are together a long form; None when they are none."""
        return self._by_long.get(" ".join(map(folded, words)))

    @cached_property
    def _by_short(self) -> dict[str, list[ShortForm]]:
        found: dict[str, list[ShortForm]] = {}
        for form in self._forms:
            found.setdefault(folded(form.short), []).append(form)
        return found

    @cached_property
    def _by_long(self) -> dict[str, str]:
        return {_key(form.long): form.short for form in reversed(self._forms)}


def dumped(forms: Iterable[ShortForm]) -> str:
    """Return short forms as a file's text, the same for the same forms."""
    return json.dumps([asdict(form) for form in forms], ensure_ascii=False)


def loaded(text: str) -> Meanings:
    """Return the short forms of a file's text; raise ValueError when it is not one."""
    try:
        return Meanings([ShortForm(**entry) for entry in json.loads(text)])
    except TypeError as error:
        raise ValueError(f"not a list of short forms: {error}") from error


def _key(long: str) -> str:
    return " ".join(_WORD.findall(folded(long)))


def _most_common(ways: Counter[str]) -> str:
    return min(ways, key=lambda way: (-ways[way], way))
