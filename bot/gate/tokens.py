"""A sentence in, its words out, each with the form in which it is compared; knows numbers and abbreviations, no grammar.

6,2 miljoen is 6.200.000 and 10 procent is 10%; an abbreviation that the letter introduces is its long form.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from bot.gate.folded import fold
from bot.gate.numbers import NUMBERS, ORDINALS, SCALES

# A sign belongs to its number: '-5%', '<5%'; a dash between words does not.
_TOKEN = re.compile(r"[0-9]+(?:e|de|ste)\b|(?:(?<![^\s(])[-+<>±≤≥~≈])?[0-9]+(?:[.,:/-][0-9]+)*%?|€|\w+(?:[-'./&+]\w+)*-?|[^\w\s]")
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?")
# '27.7 miljoen': no thousands can be meant before a scale.
_SAME = ORDINALS | {"we": "wij"}
_SIGNS = "-<>±≤≥~≈"
_POINT = re.compile(r"[0-9]+\.[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence."""

    key: str
    """What it is compared by: lower case; '#…' for a number, '@…' for an abbreviation or its long form."""
    text: str
    before: str
    """The punctuation between the word before and this one."""

    @property
    def is_name(self) -> bool:
        """Whether it is written like a name: an abbreviation, or with a capital inside a sentence."""
        return self.key.startswith("@") or self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sentence, and the punctuation behind the last one."""

    words: tuple[Word, ...]
    tail: str


def read(text: str, long_forms: Mapping[tuple[str, ...], str]) -> Words:
    """Return the words of a text, with the abbreviations of `long_forms` (long form in keys → short form in lower case) joined."""
    words, tail = _words(text)
    return Words(tuple(_join_abbreviations(list(words), long_forms)), tail)


@lru_cache(maxsize=2048)
def _words(text: str) -> tuple[tuple[Word, ...], str]:
    """The words of a text, with their numbers joined, and the punctuation behind the last."""
    words: list[Word] = []
    punctuation = ""
    for token in _TOKEN.findall(fold(text).text):
        if len(token) > 1 or token.isalnum() or token in "_€":
            words.append(Word(_SAME.get(token.lower(), token.lower()), token, punctuation))
            punctuation = ""
        else:
            punctuation += token
    return tuple(_join_numbers(words)), punctuation


def keys_of(text: str) -> tuple[str, ...]:
    """Return the plain keys of a text, before abbreviations and numbers are joined."""
    return tuple(token.lower() for token in _TOKEN.findall(fold(text).text) if token[0].isalnum())


def _join_numbers(words: Sequence[Word]) -> list[Word]:
    joined: list[Word] = []
    at = 0
    while at < len(words):
        euro = words[at].key == "€"
        value = _value_at(words, at + euro)
        if value is None:
            joined.append(words[at])
            at += 1
            continue
        end = at + euro + 1
        end, key = _unit(words, end, value, "€" if euro else "%" if words[at].key.endswith("%") else "")
        text = " ".join(word.text for word in words[at:end])
        sign = words[at + euro].key[:1] if words[at + euro].key[0] in _SIGNS else ""
        joined.append(Word(f"#{sign}{key}", text, words[at].before))
        at = end
    return joined


def _value_at(words: Sequence[Word], at: int) -> Decimal | None:
    if at >= len(words):
        return None
    key = words[at].key.lstrip(_SIGNS + "+")
    if at + 1 < len(words) and words[at + 1].key in SCALES and _POINT.fullmatch(key):
        return Decimal(key)
    return _value(key)


def _value(key: str) -> Decimal | None:
    if key in NUMBERS and key != "acht":  # 'acht' is also a verb
        return Decimal(NUMBERS[key])
    if not _NUMBER.fullmatch(bare := key.removesuffix("%")):
        return None
    try:
        return Decimal(bare.replace(".", "").replace(",", "."))
    except InvalidOperation:
        return None


def _unit(words: Sequence[Word], end: int, value: Decimal, unit: str) -> tuple[int, str]:
    """The number with what follows it: a scale, then euro or procent."""
    if end < len(words) and words[end].key in SCALES and not words[end].before:
        value *= SCALES[words[end].key]
        end += 1
    if not unit and end < len(words) and words[end].key in ("euro", "procent") and not words[end].before:
        unit = "€" if words[end].key == "euro" else "%"
        end += 1
    return end, f"{value.normalize():f}{unit}"


def _join_abbreviations(words: list[Word], long_forms: Mapping[tuple[str, ...], str]) -> list[Word]:
    shorts = set(long_forms.values())
    lengths = sorted({len(form) for form in long_forms}, reverse=True)
    joined: list[Word] = []
    at = 0
    while at < len(words):
        size = next((n for n in lengths if tuple(w.key for w in words[at : at + n]) in long_forms), 0)
        word = words[at]
        if size:
            short = long_forms[tuple(w.key for w in words[at : at + size])]
            text = " ".join(w.text for w in words[at : at + size])
            at += size
            if at < len(words) and words[at].key == short and words[at].before == "(":
                at += 1
                if at < len(words):
                    words[at] = replace(words[at], before=words[at].before.removeprefix(")"))
            joined.append(Word(f"@{short}", text, word.before))
            continue
        joined.append(replace(word, key=f"@{word.key}") if word.key in shorts else word)
        at += 1
    return joined
