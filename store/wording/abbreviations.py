"""A question in, the question out with the long form after each short form of the letters, and the other way round.

'Wat doet de AP?' and 'Wat doet de Autoriteit Persoonsgegevens?' must find the same letters, whichever of both these use. The result is
read by terms and embedder; no reader sees it.
"""

import re
from collections.abc import Iterator, Sequence

from store.analyse import folded
from store.lexicon import Lexicon
from store.wording.dictionary import is_everyday
from store.wording.language import is_english
from store.wording.short_forms import Meanings, ShortForm

_WORD = re.compile(r"[^\W_]+(?:[&.][^\W_]+)*")
"""A word, or the part of it before a hyphen or an apostrophe: 'AP' of 'AP-boete', 'VOG' of "VOG's"."""
_SHORTEST = 8
"""Letters of a long form of one word: a shorter one is a word like any other."""
_RIVAL = 0.5
"""Of the letters that introduce a short form most often: another meaning with fewer is left out."""
_MOST = 2
"""A short form with more meanings than this that are about as common says nothing."""
_LONGEST = 9
"""Words of a long form."""


def expanded(question: str, lexicon: Lexicon) -> str:
    """Return a question with '(Autoriteit Persoonsgegevens)' after 'AP', and '(AP)' after 'Autoriteit Persoonsgegevens'.

    A short form in small letters counts when neither the letters nor people at large use it as an ordinary word: 'uwv', not 'om'.
    """
    words = list(_WORD.finditer(question))
    added = [*_after_long(words, lexicon.short_forms), *_after_short(question, words, lexicon.short_forms)]
    plain = folded(question)
    for end, forms in sorted(added, reverse=True):
        missing = [form for form in forms if folded(form) not in plain]
        if missing:
            question = f"{question[:end]} ({', '.join(missing)}){question[end:]}"
    return question


def _after_short(question: str, words: Sequence[re.Match[str]], meanings: Meanings) -> Iterator[tuple[int, list[str]]]:
    """Yield where each short form of a question ends, with what is joined to it, and what it stands for."""
    small_counts, shouted = not is_english(question), question.isupper()
    for word in words:
        forms = meanings.of(word[0])
        capitals = 0 if shouted else sum(letter.isupper() for letter in word[0])
        common = [form.long for form in forms if form.letters >= _RIVAL * forms[0].letters]
        if 0 < len(common) <= _MOST and (capitals > 1 or (small_counts and not any(map(_is_ordinary, forms)))):
            yield _end_of_token(question, word.end()), common


def _after_long(words: Sequence[re.Match[str]], meanings: Meanings) -> Iterator[tuple[int, list[str]]]:
    """Yield where each long form of a question ends, and its short form."""
    at = 0
    while at < len(words):
        stretches = ([word[0] for word in words[at : at + size]] for size in range(_LONGEST, 0, -1))
        long = next((long for long in stretches if len("".join(long)) >= _SHORTEST and meanings.short_of(long)), [])
        at += max(len(long), 1)
        if short := meanings.short_of(long):
            yield words[at - 1].end(), [short]


def _is_ordinary(form: ShortForm) -> bool:
    """Whether it may be a word in small letters; what has three letters and no vowel ('ggz') is none."""
    short = form.short.lower()
    return (form.ordinary and bool(len(short) < 3 or re.search("[aeiouy]", short))) or is_everyday(short, "nl")


def _end_of_token(question: str, end: int) -> int:
    """The end of "VOG's" or 'AP-boete', of which the short form is the beginning."""
    return end + len(re.match(r"(?:['’-][^\W_]+)*", question[end:])[0])  # type: ignore[index]
