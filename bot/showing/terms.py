"""A finished reply and the store in, the terms of its sentences that a letter explains out: in whose words, and where they stand.

Looked for in the answer that is quoted, then in its letter, then in what else was found; an abbreviation last in all the letters, where
only one meaning is known. Nothing when in doubt; each term once a reply, at the first sentence that has it.
"""

import re
from collections.abc import Iterator, Sequence

from bot.records import Sentence, Source, Term
from bot.showing.defined import Defined, defined, stands_in
from store.analyse import terms as analysed
from store.generation import Generation
from store.passages import source_of
from store.records import Document
from store.terms import highest

MOST_OF_A_SENTENCE = 3
_MOST_LOOKED_UP = 4
"""Abbreviations of one reply that are looked for in all the letters."""
_READ = 12
"""Answers, those with most of the words first, that are read for where a letter introduces an abbreviation."""
_SHORT = re.compile(r"(?<![\w-])[A-Z]\w*[A-Z]\w*(?!\w)")


def explained(sentences: Sequence[Sentence], sources: Sequence[Source], generation: Generation) -> tuple[Term, ...]:
    """Return the terms of the sentences that the letters explain, in the order of the sentences."""
    search = _Search(generation, sources)
    found: dict[str, Term] = {}
    told = ""
    for sentence in sentences:
        told += f"\n{sentence.text}"
        own = [term for term in search.of(sentence) if term.term not in found and not _is_told(term, told, sentence.text)]
        placed = sorted(own, key=lambda term: stands_in(term.term, sentence.text) or (0, 0))
        found |= {term.term: term for term in placed[:MOST_OF_A_SENTENCE]}
    return tuple(found.values())


def _is_told(term: Term, told: str, text: str) -> bool:
    """Whether the reader has read what it means: beside it, or where a sentence introduced it."""
    flat = " ".join(told.split()).lower()
    meaning = term.meaning.lower()
    return meaning in " ".join(text.split()).lower() or (meaning in flat and f"({term.term.lower()})" in flat)


class _Search:
    """Finds what terms mean, for one reply; reads each letter once."""

    def __init__(self, generation: Generation, sources: Sequence[Source]) -> None:
        self._generation, self._sources = generation, sources
        self._letters: dict[str, list[Term]] = {}
        self._looked_up = 0

    def of(self, sentence: Sentence) -> Iterator[Term]:
        """Yield the terms that stand in a sentence and are explained, each once."""
        quoted = [citation.source for citation in sentence.citations]
        letters = dict.fromkeys(source.rpartition("/")[0] for source in quoted)
        known: set[str] = set()
        for letter in letters:
            for term in self._ordered(letter, quoted):
                if term.term not in known and stands_in(term.term, sentence.text):
                    known.add(term.term)
                    yield term
        for short in dict.fromkeys(_SHORT.findall(sentence.text)):
            if short not in known and (elsewhere := self._elsewhere(short)):
                yield elsewhere

    def _ordered(self, letter: str, quoted: Sequence[str]) -> list[Term]:
        """Return what a letter explains, what the quoted answer explains itself first."""
        return sorted(self._of_letter(letter), key=lambda term: term.source not in quoted)

    def _of_letter(self, id: str) -> list[Term]:
        if id not in self._letters:
            self._letters[id] = _one_meaning(_explains(self._generation.catalogue.document(id)))
        return self._letters[id]

    def _elsewhere(self, short: str) -> Term | None:
        """Return what an abbreviation means in another letter, when all that introduce it agree."""
        meanings = self._generation.lexicon.short_forms.of(short)
        if len(meanings) != 1 or meanings[0].short != short:
            return None
        near = dict.fromkeys(source.document for source in self._sources)
        here = next((term for letter in near for term in self._of_letter(letter) if term.term == short), None)
        if here is None and self._looked_up < _MOST_LOOKED_UP:
            self._looked_up += 1
            here = self._in_all(short, meanings[0].long)
        return here if here and _plain(here.meaning) == _plain(meanings[0].long) else None

    def _in_all(self, short: str, long: str) -> Term | None:
        terms = self._generation.terms
        rows = highest(terms.scores(analysed(f"{long} {short}")), _READ)
        sources = dict.fromkeys(source_of(terms.ids[row]) for row in rows.tolist())
        for source in sources:
            _, answer = self._generation.catalogue.source(source)
            for one in defined(answer.text):
                if one.short and one.term == short:
                    return _term(one, source)
        return None


def _explains(document: Document) -> list[Term]:
    return [_term(one, document.source_of(answer)) for answer in document.answers for one in defined(answer.text)]


def _one_meaning(terms: Sequence[Term]) -> list[Term]:
    """Return the terms without those that one letter uses for two things."""
    ways: dict[str, set[str]] = {}
    for term in terms:
        ways.setdefault(term.term, set()).add(_plain(term.meaning))
    return [term for term in terms if len(ways[term.term]) == 1]


def _term(one: Defined, source: str) -> Term:
    return Term(term=one.term, meaning=one.meaning, source=source, start=one.start, end=one.end)


def _plain(meaning: str) -> str:
    return " ".join(re.findall(r"\w+", meaning.lower()))
