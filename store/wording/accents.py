"""Texts in, the words that are mostly written with accents out: 'financiën' for 'financien'. An embedder reads them as other words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

from store.analyse import folded

_WORD = re.compile(r"[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*")


class Accents:
    """Words with accents, being counted."""

    def __init__(self) -> None:
        """Start with none."""
        self._counts: Counter[str] = Counter()

    def add(self, text: str) -> None:
        """Count the words of a text that have an accent, each once."""
        self._counts.update(set(_WORD.findall(unicodedata.normalize("NFC", text).lower())))

    def usual(self, counts: Mapping[str, int]) -> dict[str, str]:
        """Return the words that most texts write with accents, folded form to written form; `counts` has the texts of each folded form."""
        usual: dict[str, str] = {}
        for written, count in sorted(self._counts.items()):
            plain = folded(written)
            if plain != written and 2 * count > counts.get(plain, 2 * count):
                usual[plain] = written
        return usual
