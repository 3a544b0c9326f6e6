"""A text in, what in it an explanation may not change, add or lose out: its guarded senses, numbers and names, in order.

Knows the words of `bot/explanation/senses.py` and of the gate, nothing of two texts beside each other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.explanation.senses import LONGEST, PHRASES_FREE, SENSES, WHETHER, Sense, kind_of_guarded
from bot.gate import words as w
from bot.gate.tokens import Word, read
from store.analyse import stems
from store.wording.dictionary import is_word

_MONTHS = frozenset("januari februari maart april mei juni juli augustus september oktober november december".split())
_UNITS = frozenset(
    "jaar jaren maand maanden week weken dag dagen uur uren minuut minuten kwartaal meter kilometer kilo liter graden procentpunt".split()
)
_NOT_DENIED = (
    "onder",
    "ont",
    "onze",
    "ongeveer",
    "onlangs",
    "onmiddellijk",
    "onafhankelijk",
    "ongeval",
    "ongeluk",
    "online",
    "ondanks",
    "ons",
)
_ENDS_CLAUSE = re.compile(r"[,;:.!?()–-]")
_PARTICIPLE = re.compile(r"\w*ge\w+(?:d|t|en)|(?:be|ver|ont|her)\w+(?:d|t|en)")
_HAVING, _WAS, _BEING = (
    frozenset("heeft hebben".split()),
    frozenset("was waren werd werden had hadden".split()),
    frozenset("is zijn".split()),
)
_OPENS_CLAUSE = w.SUBORDINATORS | frozenset("en maar want dus".split())


@dataclass(frozen=True, slots=True)
class Mark:
    """A guarded sense at a place of a text."""

    sense: Sense
    certain: bool
    at: int
    """Number of its first word."""
    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as explanations are compared."""

    words: tuple[Word, ...]
    marks: tuple[Mark, ...]
    numbers: tuple[str, ...]
    """Each number once, with its unit, in order: '#400 meter', '#2000000000€'."""
    names: tuple[str, ...]
    """The keys of words that are written like names, in order."""
    keys: frozenset[str]
    """Every word, in lower case, the parts of compounds too."""
    clauses: tuple[int, ...]
    """For each word the number of its clause."""

    def stems_of(self, numbers: Sequence[int]) -> frozenset[str]:
        """Return the stems of the words at some places that carry meaning."""
        keys = [bare(self.words[at]) for at in numbers if self.words[at].key not in w.FUNCTION | w.AUXILIARIES]
        # 'onwenselijk' is about the same as 'niet wenselijk'.
        return frozenset(stems(" ".join(keys + [denied(key) for key in keys])))

    @property
    def content(self) -> frozenset[str]:
        """The stems of all words that carry meaning."""
        return self.stems_of(range(len(self.words)))


def marked(text: str, long_forms: Mapping[tuple[str, ...], str], *, own: bool) -> Marked:
    """Return the marks of a text; `own` for an explanation, in which some words are certain that are not so in a quote."""
    words = read(text, long_forms).words
    return Marked(
        words=words,
        marks=(*_marks(words, own=own), *_past(words)),
        numbers=tuple(dict.fromkeys(_numbers(words))),
        names=tuple(_names(words, own=own)),
        keys=frozenset(part for word in words for part in (bare(word), *re.split(r"[-/]", bare(word)))),
        clauses=tuple(_clauses(words)),
    )


def bare(word: Word) -> str:
    """Return the key of a word without the sign of an abbreviation."""
    return word.key.removeprefix("@")


def _marks(words: Sequence[Word], *, own: bool) -> list[Mark]:
    keys = [bare(word) for word in words]
    marks: list[Mark] = []
    at = 0
    while at < len(keys):
        size = next((n for n in range(min(LONGEST, len(keys) - at), 0, -1) if _known(tuple(keys[at : at + n]))), 1)
        phrase, text = tuple(keys[at : at + size]), " ".join(word.text for word in words[at : at + size])
        if phrase not in PHRASES_FREE:
            marks += [Mark(sense, certain, at, text) for sense, certain in _senses(phrase, words, at, own=own)]
        at += size
    return marks


def _known(phrase: tuple[str, ...]) -> bool:
    return phrase in SENSES or phrase in PHRASES_FREE


def _senses(phrase: tuple[str, ...], words: Sequence[Word], at: int, *, own: bool) -> list[tuple[Sense, bool]]:
    if phrase == ("als",) and _opens_condition(words, at):
        return [(("condition", "if"), True)]
    if phrase == ("of",) and at and words[at - 1].key in WHETHER:
        return [(("choice", "or"), False)]
    if phrase in SENSES:
        meant = [(sense, strength) for strength, sense in SENSES[phrase] if not (own and strength == "<")]
        return [(sense, strength == "+" or (own and strength == "!")) for sense, strength in meant]
    key = phrase[0]
    if not own and (implied := _implied(words, at)):
        return [(implied, False)]
    if key.endswith(("verbod", "verboden")) or key in ("verbiedt", "verbieden"):
        return [(("negation", "not"), True), (("modality", "may"), True)]
    if key in ("weigert", "weigeren", "geweigerd"):
        return [(("negation", "not"), True), (("modality", "want"), True)]
    if rest := denied(key):
        return [(("negation", "not"), True), *_senses((rest,), words, at, own=own)]
    kind = "date" if key in _MONTHS else kind_of_guarded(key)
    # A guarded word without a sense of its own must come back as it is, in some form.
    return [((kind, (stems(key) or [key])[0]), True)] if kind and not words[at].key.startswith("#") else []


def _implied(words: Sequence[Word], at: int) -> Sense | None:
    """What a turn of phrase may mean without saying it: 'het betalen van', when one pays; 'is te bereiken', can be reached."""
    keys = [word.key for word in words]
    if keys[at] == "van" and at > 1 and keys[at - 2] == "het" and keys[at - 1].endswith("en"):
        return "condition", "if"
    clause = keys[max(0, at - 8) : at]
    if keys[at] == "te" and not {"is", "zijn", "valt", "vallen"}.isdisjoint(clause) and "om" not in clause:
        return "modality", "can"
    return None


def denied(key: str) -> str:
    """Return the word that 'on…' denies: 'wenselijk' for 'onwenselijk'; '' when it denies nothing."""
    rest = key.removeprefix("on")
    if rest == key or len(rest) < 5 or key.startswith(_NOT_DENIED):
        return ""
    return rest if is_word(rest, "nl") else ""


def _opens_condition(words: Sequence[Word], at: int) -> bool:
    """Whether an 'als' that opens a clause is a condition: 'als gevolg van' and 'als toezichthouder' are none."""
    if at + 1 >= len(words) or words[at + 1].key in w.NO_CONDITIONS:
        return False
    opens = at == 0 or bool(words[at].before) or words[at - 1].key in ("alleen", "en", "of", "maar", "ook", "behalve")
    return opens or words[at + 1].key in w.DETERMINERS | w.PRONOUNS


def _past(words: Sequence[Word]) -> Iterator[Mark]:
    """That something was done: 'heeft … gemeld', 'werd'; 'is gemeld' may be."""
    clauses = _clauses(words)
    for at, word in enumerate(words):
        if word.key in _HAVING | _WAS | _BEING:
            clause = [other.key for other, number in zip(words, clauses, strict=True) if number == clauses[at] and other is not word]
            done = any(_PARTICIPLE.fullmatch(key) and len(key) > 5 and key not in w.NO_PARTICIPLES for key in clause)
            yield Mark(("time_limit", "past"), word.key in _WAS or (done and word.key in _HAVING), at, word.text)


def _numbers(words: Sequence[Word]) -> list[str]:
    found = []
    for at, word in enumerate(words):
        if any(c.isdigit() for c in word.key):
            unit = next((following.key for following in words[at + 1 : at + 2] if following.key in _UNITS), "")
            found.append(f"{word.key} {(stems(unit) or [''])[0]}".strip())
    return found


def _names(words: Sequence[Word], *, own: bool) -> list[str]:
    return [bare(word) for at, word in enumerate(words) if _is_name(word, opens=at == 0 or bool(set(".!?") & set(word.before)), own=own)]


def _is_name(word: Word, *, opens: bool, own: bool) -> bool:
    if word.key.startswith("@"):
        return True
    if not word.text[:1].isupper() or word.key in w.FUNCTION or (bare(word),) in SENSES:
        return False
    if not opens or word.text.isupper():
        return True
    # What a quote opens with may be a compound that no list has; what an explanation opens with must be known.
    return not is_word(word.key, "nl") and (own or not any(is_word(word.key[at:], "nl") for at in range(3, len(word.key) - 5)))


def _clauses(words: Sequence[Word]) -> list[int]:
    """The number of the clause of each word: punctuation and conjunctions part them."""
    number, numbers = 0, []
    for word in words:
        if _ENDS_CLAUSE.search(word.before) or word.key in _OPENS_CLAUSE:
            number += 1
        numbers.append(number)
    return numbers
