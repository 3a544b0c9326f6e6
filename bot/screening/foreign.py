"""A question in, the language it is in out, when that is surely neither Dutch nor English. Knows nothing of what is asked.

Short questions, names, typing errors and dialects are Dutch until proven otherwise: a question that cannot be answered says so by itself,
but one that is refused for its language is lost. Limburgish, Frisian and Afrikaans are near enough to be searched as Dutch.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_OURS = frozenset("nl af fy lb li en pcm zxx".split())
"""Dutch, English and what reads like them; py3langid takes dialects for Luxembourgish, and calls 'zxx' what is no language."""
TIMES_LIKELIER, LEAST_THEIRS = 15, 0.3
"""How much likelier one other language is than all of ours, and its lowest chance. On 1,176 own questions, 933 sentences of letters and
6,181 fragments of them of three to five words these refused none of the first two and two of the last; 56 of 60 foreign questions were
told from ours."""
FEWEST_WORDS, SURE_WITH_FEWER = 4, 0.8
FEWEST_SMALL = 2
"""Words without a capital: with fewer it may be all names."""
_QUOTED = re.compile(r"«[^»]{2,80}»|“[^”]{2,80}”|„[^”“]{2,80}[”“]|\"[^\"]{2,80}\"|(?<!\w)[‘'][^’']{2,80}[’'](?!\w)|\bhttps?://\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LATIN_END = "\u0250"
"""The first code point after Latin letters."""


def foreign_language(question: str) -> str | None:
    """Return the ISO 639 code of the language of a question; None when it is Dutch or English, or may be."""
    words = _WORD.findall(_QUOTED.sub(" ", question))
    letters = "".join(words)
    if not letters:
        return None
    chances = _chances(" ".join(words).lower() if letters.isupper() else " ".join(words))
    ours = sum(chance for language, chance in chances.items() if language in _OURS)
    theirs, language = max((chance, language) for language, chance in chances.items() if language not in _OURS)
    if sum(letter < _LATIN_END for letter in letters) * 2 < len(letters):
        return language
    small = sum(word[0].islower() for word in words)
    enough = len(words) >= FEWEST_WORDS or (len(words) == FEWEST_WORDS - 1 and theirs >= SURE_WITH_FEWER)
    return language if enough and small >= FEWEST_SMALL and theirs >= max(LEAST_THEIRS, TIMES_LIKELIER * ours) else None


def _chances(text: str) -> dict[str, float]:
    """Language → chance, adding up to 1; a language that is written in two scripts counts once."""
    chances: dict[str, float] = {}
    for language, chance in _identifier().rank(text):
        chances[language] = chances.get(language, 0.0) + float(chance)
    return chances


@cache
def _identifier() -> "LanguageIdentifier":
    """The model, read when the first question comes."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
