"""A question in, the passages that may answer it out, scored by each way: vectors, terms, context and sentences, and by all together.

Each way's scores become standard deviations above the mean candidate and are added, each with its weight; measured in `evals/LOG.md`.
Knows nothing about pointers between answers, nor about what is shown.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from store.analyse import terms
from store.embed import Vector
from store.generation import Generation
from store.lexicon import Lexicon
from store.passages import source_of
from store.records import Hit, Passage
from store.terms import Terms, highest
from store.usual import at_unit_length
from store.wording.abbreviations import expanded
from store.wording.burgertaal import in_the_letters_words
from store.wording.language import is_english
from store.wording.spelling import corrected

WEIGHTS: Mapping[str, float] = {"vectors": 2.0, "terms": 1.0, "context": 1.0, "sentences": 1.0}
"""How much a way counts, per standard deviation above the mean of the candidates."""
_ENGLISH: Mapping[str, float] = {**WEIGHTS, "terms": 0.5}
"""For a question in English, whose words are seldom those of the letters."""
_OTHER_WORDS = 0.5
"""How much a word counts that the letters use for what the question calls otherwise, beside one of the question."""
_MANY_LETTERS = 10
"""Letters, besides the first, from which it tells something which of them the question fits: of two, one always fits better."""

_FEEDBACK, _FEEDBACK_SHARE, _FEEDBACK_WEIGHT = 15, 0.1, 0.3
"""The question moves this far towards the mean of so many best candidates, of at most this share of all: pseudo-relevance feedback
(Rocchio 1971). What the best say in the minister's words finds the rest."""

_CANDIDATES = 200
"""By vectors and by terms each: what neither ranks that high is not looked at."""

_FEW = 10_000
"""Passages among which the nearest are found one by one; Chroma would return mostly others."""
_MANY = 2000
"""Nearest passages that are asked for when only some of them count."""

_NEIGHBOURS = 5
"""Best answers of a letter that say how well the letter fits."""
_FLOOR = 0.1
"""Quantile of the candidates' scores that stands for an answer of a letter that is no candidate."""

_READ = 30
"""Best candidates of which the sentences are read: one sentence may answer in the middle of a long answer about something else."""

Scores = NDArray[np.float64]
"""One score a candidate, higher is better, in the order of the candidates."""
Rows = NDArray[np.int64]
"""Places of passages in `Terms.ids`."""


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """Passages that may answer, with their score by each way."""

    question: Vector
    ids: list[str]
    ways: dict[str, Scores]
    similarities: Scores
    """Cosine of question and passage."""
    fused: Scores

    @cached_property
    def order(self) -> list[int]:
        """The rows, best first; ties by id."""
        fused = self.fused.tolist()
        return sorted(range(len(self.ids)), key=lambda row: (-fused[row], self.ids[row]))

    def hit(self, row: int, passage: Passage) -> Hit:
        """Return a candidate as a Hit; a way that has nothing to say (no word in common) is absent from its ranks."""
        ranks = {way: _rank(scores, row) for way, scores in self.ways.items() if way in ("vectors", "context") or scores[row] > 0}
        return Hit(passage=passage, score=float(self.fused[row]), similarity=float(self.similarities[row]), ranks=ranks)


def candidates(generation: Generation, question: str, among: Collection[str] | None = None) -> Candidates:
    """Return what may answer a question, in the letters `among` when they are given; none when the store is empty."""
    read = as_read(question, generation.lexicon)
    vector = generation.embedder.query(read)
    by_terms = _by_terms(generation, read)
    allowed = None if among is None else _allowed(generation, among)
    by_terms_allowed = by_terms if allowed is None else by_terms * allowed
    rows = np.union1d(_nearest(generation, vector, allowed), highest(by_terms_allowed, _CANDIDATES))
    ids = generation.terms.ids.of(rows.tolist())
    near = generation.passage_vectors[rows].astype(np.float32)
    weights = _weights(question, len(generation.terms.letters))
    ways = _ways(generation, rows, ids, vector, near, by_terms[rows].astype(np.float64), weights)
    fused = _fused(ways, weights)
    ways["sentences"] = _read_sentences(generation, vector, ids, fused)
    similarities = (near @ vector).astype(np.float64)
    # Rounded, so that the order does not hang on the last bit of a sum.
    return Candidates(question=vector, ids=ids, ways=ways, similarities=similarities, fused=np.round(fused, 9))


def _by_terms(generation: Generation, read: str) -> NDArray[np.float32]:
    """Return the scores of all passages by the words of a question, and, for less, by those that the letters use for the same."""
    scores = generation.terms.scores(terms(read))
    others = in_the_letters_words(read, generation.lexicon)
    return scores + _OTHER_WORDS * generation.terms.scores(terms(others)) if others else scores


def _weights(question: str, letters: int) -> dict[str, float]:
    weights = _ENGLISH if is_english(question) else WEIGHTS
    return {**weights, "context": weights["context"] * min(1.0, (letters - 1) / _MANY_LETTERS)}


def _ways(
    generation: Generation, rows: Rows, ids: list[str], question: Vector, near: Vector, by_terms: Scores, weights: Mapping[str, float]
) -> dict[str, Scores]:
    """Return the scores by vectors, terms and context; by vectors twice, the second time with what was found first."""
    setting = _setting(generation.terms, rows, ids)
    asked, found = generation.usual.question_apart(question), generation.usual.passages_apart(near)

    def scored(asked: Vector) -> dict[str, Scores]:
        nearness = np.asarray(found @ asked, dtype=np.float64)
        return {"vectors": nearness, "terms": by_terms, "context": _context(nearness, setting)}

    first = scored(asked)
    best = np.argsort(-np.round(_fused(first, weights), 9), kind="stable")[: min(_FEEDBACK, int(_FEEDBACK_SHARE * len(rows)))]
    return scored(at_unit_length(asked + _FEEDBACK_WEIGHT * found[best].mean(axis=0))) if len(best) else first


def _fused(ways: Mapping[str, Scores], weights: Mapping[str, float]) -> Scores:
    weighted = [weights[way] * _standardised(scores) for way, scores in ways.items()]
    return np.asarray(np.sum(weighted, axis=0), dtype=np.float64)


def as_read(question: str, lexicon: Lexicon) -> str:
    """Return a question as terms and embedder read it: errors mended, short forms and long forms beside each other."""
    return expanded(corrected(question, lexicon), lexicon)


def _allowed(generation: Generation, letters: Collection[str]) -> NDArray[np.bool_]:
    """Return for each row whether its letter is one of those given; letters that the store does not have count for nothing."""
    found = np.zeros(len(generation.terms.letters), dtype=bool)
    found[generation.terms.letters.known_rows(letters)] = True
    return found[generation.terms.letter_of]


def _nearest(generation: Generation, question: Vector, allowed: NDArray[np.bool_] | None) -> Rows:
    """Return the rows of the passages nearest to a question; exactly, when few are allowed."""
    if allowed is None:
        return generation.terms.ids.rows(id for id, _ in generation.vectors.nearest(question, _CANDIDATES))
    rows = np.flatnonzero(allowed)
    if len(rows) > _FEW:
        nearest = generation.terms.ids.rows(id for id, _ in generation.vectors.nearest(question, _MANY))
        return nearest[allowed[nearest]][:_CANDIDATES]
    return rows[np.argsort(-(generation.passage_vectors[rows].astype(np.float32) @ question), kind="stable")[:_CANDIDATES]]


@dataclass(frozen=True, kw_only=True)
class _Setting:
    """Which answers of which letters the candidates are."""

    answers: Rows
    """Of each candidate, the number of its answer; parts of a long answer share one."""
    letters: Rows
    """Of each answer, its letter."""
    sizes: Rows
    """Of each answer, how many passages its letter has; 0 when the letter has no other answer."""


def _setting(terms: Terms, rows: Rows, ids: list[str]) -> _Setting:
    numbers: dict[str, int] = {}
    answers = np.array([numbers.setdefault(source_of(id), len(numbers)) for id in ids], dtype=np.int64)
    first = np.unique(answers, return_index=True)[1]
    letters = terms.letter_of[rows[first]].astype(np.int64)
    begin = terms.letter_starts[letters]
    end = begin + terms.letter_sizes[letters]
    lasts = terms.ids.of((end - 1).tolist())
    # Only a later part of an answer, 'letter/3#2', may be of the answer that the letter begins with.
    alone = np.array(
        [
            at == to - 1 or ("#" in last and source_of(last) == terms.ids[at])
            for at, to, last in zip(begin.tolist(), end.tolist(), lasts, strict=True)
        ],
        dtype=bool,
    )
    return _Setting(answers=answers, letters=letters, sizes=np.where(alone, 0, end - begin))


def _context(nearness: Scores, setting: _Setting) -> Scores:
    """Return for each candidate how near the best answers of its letter lie to the question: the others tell what the letter is about.

    A letter of one answer says nothing about that answer, and gets the mean of the others.
    """
    telling = setting.sizes > 0
    if not telling.any():
        return np.zeros(len(nearness))
    answers = np.full(len(setting.letters), -np.inf)
    np.maximum.at(answers, setting.answers, nearness)
    _, letter_of = np.unique(setting.letters, return_inverse=True)
    order = np.lexsort((-answers, letter_of))
    place = np.arange(len(order)) - np.searchsorted(letter_of[order], letter_of[order])
    best = order[place < _NEIGHBOURS]
    found, sums = np.bincount(letter_of[best]), np.bincount(letter_of[best], weights=answers[best])
    wanted = np.maximum(np.minimum(setting.sizes, _NEIGHBOURS), found[letter_of])
    fits = (sums[letter_of] + (wanted - found[letter_of]) * np.quantile(nearness, _FLOOR)) / wanted
    return np.where(telling, fits, fits[telling].mean())[setting.answers]


def _read_sentences(generation: Generation, question: Vector, ids: list[str], fused: Scores) -> Scores:
    """Return the nearness of the best sentence of each of the best candidates, 0 for the others; a near one lifts its candidate in `fused`.

    None is lowered by it: 'Ja.' and 'Zie vraag 2' lie near no question and may be the answer.
    """
    best = np.argsort(-np.round(fused, 9), kind="stable")[:_READ]
    nearness = np.zeros(len(ids))
    sources, vectors = generation.catalogue.sentences_of([source_of(ids[row]) for row in best])
    nearest: dict[str, float] = {}
    for source, near in zip(sources, (vectors @ question).tolist() if sources else [], strict=True):
        nearest[source] = max(near, nearest.get(source, near))
    nearness[best] = [nearest.get(source_of(ids[row]), 0.0) for row in best]
    fused[best] += WEIGHTS["sentences"] * np.maximum(_standardised(nearness[best]), 0.0)
    return nearness


def _standardised(scores: Scores) -> Scores:
    spread = float(scores.std()) if len(scores) else 0.0
    return np.zeros(len(scores)) if spread < 1e-9 else (scores - scores.mean()) / spread


def _rank(scores: Scores, row: int) -> int:
    return int((scores > scores[row]).sum()) + 1
