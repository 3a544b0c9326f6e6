"""The turns of a conversation in; what the letters they were answered from say of a next question, out. Knows no grammar.

'En hoe zit het met de kippen?' opens as a continuation, but has left a letter on ransom: none of its words stands in the letters that
were shown last, nor does their meaning come near. Where the last turn was answered from nothing, or from letters that are gone, nothing
is known, and a continuation is taken at its word.
"""

from collections.abc import Sequence

import numpy as np

from bot.following.topic import topic
from bot.records import Turn
from store.analyse import folded, stems, words
from store.errors import SourceUnknown
from store.generation import Generation
from store.records import Document

_LETTERS = 3
"""Sources of a turn, best first, whose letters count as what it was about."""
_NEAREST = 3
_FAR = 2.4
"""Standard deviations nearer than sentences on anything else, for the three nearest of a letter's, below which a question is about
something else; of 28 own questions beside three letters, those that stayed with the letter lay above it but for 'En een boete?' and
'En wie betaalt de schade?', whose words stand in the letters."""
_INSIDE = 5
"""Letters of a stem from which it counts inside a compound."""


class Recalled:
    """What a conversation was about, by the letters it was answered from."""

    def __init__(self, generation: Generation, turns: Sequence[Turn]) -> None:
        self._generation = generation
        self._turns = turns

    def strays(self, question: str) -> bool:
        """Return whether a question is about something else than the letters that the last turn was answered from."""
        letters = self._letters()
        return bool(letters) and not self._says(letters, question) and self._nearness(letters, question) < _FAR

    @property
    def subjects(self) -> tuple[str, ...]:
        """What the letters of the last turn are about, by their own heads."""
        return tuple(letter.subject for letter in self._letters() if letter.subject)

    def _letters(self) -> list[Document]:
        last = self._turns[-1] if self._turns else None
        sources = (last.cited or last.sources) if last else ()
        found = {}
        for id in dict.fromkeys(source.rpartition("/")[0] for source in sources[:_LETTERS]):
            try:
                found[id] = self._generation.catalogue.document(id)
            except SourceUnknown:
                # A history may come from elsewhere, or from before a letter was withdrawn.
                continue
        return list(found.values())

    @staticmethod
    def _says(letters: Sequence[Document], question: str) -> bool:
        parts = [part.text for letter in letters for part in letter.questions]
        text = " ".join([*parts, *(answer.text for letter in letters for answer in letter.answers)])
        known, plain = set(stems(text)), " ".join(words(text))
        asked = [stem for word in topic(question) for stem in stems(folded(word))]
        return any(stem in known or (len(stem) >= _INSIDE and stem in plain) for stem in asked)

    def _nearness(self, letters: Sequence[Document], question: str) -> float:
        """Return how much nearer a question lies to the letters' nearest sentences than to sentences on anything else."""
        asked = self._generation.embedder.query(question)
        background = self._generation.lexicon.background @ asked
        sources = [letter.source_of(answer) for letter in letters for answer in letter.answers]
        _, vectors = self._generation.catalogue.sentences_of(sources)
        if not len(vectors):
            return _FAR
        nearest = np.sort(vectors @ asked)[-_NEAREST:]
        return float((nearest.mean() - background.mean()) / (background.std() or 1.0))
