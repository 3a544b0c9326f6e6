"""An explanation in, falsified twins of it out: nearly the same words, and another meaning.

They are the control of the model's second check (`bot/explanation/explaining.py`): a model that also calls a twin the same as the quote
says yes to everything, and its yes counts for nothing. Knows no model.
"""

import re

from bot.gate import words as w
from bot.prompt import label

_WORD = re.compile(r"[\w’'-]+")
_NUMBER = re.compile(r"\d+")
_SWAPS = {
    "moet": "mag", "moeten": "mogen", "mag": "moet", "mogen": "moeten", "alle": "sommige", "alleen": "ook", "altijd": "soms",
    "meeste": "minste", "minstens": "hoogstens", "maximaal": "minstens", "voordat": "nadat", "meer": "minder", "minder": "meer",
}  # fmt: skip
_UNDENIED = {"geen": "een", "niets": "alles", "niemand": "iedereen", "nooit": "altijd", "zonder": "met"}
_VERBS = w.AUXILIARIES | w.SINGULAR | (w.PLURAL - w.NOUNS_TOO)
_STEP = 3
"""What is added to a number: enough to be another day, year or amount."""


def twins(explanation: str) -> tuple[str, ...]:
    """Return falsified twins: one that says the opposite or another number, and one that says more; none when it cannot be falsified."""
    changed = _denial_gone(explanation) or _number_changed(explanation) or _swapped(explanation) or _denied(explanation)
    return (changed, f"{explanation} {label('explain_words', 'twin_addition')}") if changed else ()


def _number_changed(text: str) -> str | None:
    found = _NUMBER.search(text)
    return f"{text[: found.start()]}{int(found[0]) + _STEP}{text[found.end() :]}" if found and len(found[0]) < 10 else None


def _denial_gone(text: str) -> str | None:
    for word in _WORD.finditer(text):
        key = word[0].lower()
        if key == "niet":
            return " ".join(f"{text[: word.start()]}{text[word.end() :]}".split())
        if key in _UNDENIED:
            return _put(text, word, _UNDENIED[key])
    return None


def _swapped(text: str) -> str | None:
    return next((_put(text, word, _SWAPS[word[0].lower()]) for word in _WORD.finditer(text) if word[0].lower() in _SWAPS), None)


def _denied(text: str) -> str | None:
    """'Odido heeft niet het lek gemeld': a denial behind the first verb, and behind the pronoun that may follow it."""
    found = list(_WORD.finditer(text))
    for number, word in enumerate(found[:-1]):
        # What opens a text may be a verb only when it can be nothing else.
        if word[0].lower() in (_VERBS if number else w.AUXILIARIES):
            pronoun = found[number + 1][0].lower() in ("ik", "hij", "zij", "het", "er", "wij", "men")
            end = found[number + 1].end() if pronoun else word.end()
            return f"{text[:end]} niet{text[end:]}"
    return None


def _put(text: str, word: re.Match[str], other: str) -> str:
    return f"{text[: word.start()]}{other.capitalize() if word[0][0].isupper() else other}{text[word.end() :]}"
