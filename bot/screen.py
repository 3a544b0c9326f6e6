"""A question as typed in; a clean question, or a refusal with its notice, out. Knows nothing of letters, models or the store.

White space is folded and invisible characters go, so that two questions that look the same are the same. Refused are: nothing
to read, too much, characters that no keyboard gives, personal data, a language that is neither Dutch nor English, and what is only an
insult. Who is in need now is told where to turn, above the reply or, when nothing else is asked, instead of it. Nothing of a refused
question may be kept or repeated.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from bot.prompt import fill, label, labels
from bot.records import Notice, Status, Turn
from bot.screening.accusations import names_a_private_person
from bot.screening.addresses import has_home_address
from bot.screening.asked import asked_of_the_government
from bot.screening.distress import Distress, distress
from bot.screening.foreign import foreign_language
from bot.screening.insults import is_insult
from bot.screening.personal_data import personal_data
from store.wording.language import is_english

LONGEST = 2_000
"""Characters of a question, after cleaning."""
MOST_TURNS = 50
"""Earlier turns that count, the last ones."""

# Letters and marks that show as nothing: Hangul fillers, blank Braille, grapheme joiner, Khmer inherent vowels, Mongolian separators.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f") | frozenset(
    chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
)


@dataclass(frozen=True, kw_only=True)
class Screened:
    """A question that may be answered."""

    question: str
    """NFC, one space between words, nothing invisible, at most LONGEST characters."""
    notices: tuple[Notice, ...] = ()
    """What stands above the reply: where to turn, code 'emergency', when somebody is in need besides asking something."""


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A question that is not answered; it is not in here, so that it cannot be kept or repeated."""

    status: Status
    """REFUSED_PERSONAL_DATA or REFUSED_INPUT."""
    notice: Notice
    """Code 'personal_data', 'empty', 'too_long', 'unreadable', 'language', 'insult', 'no_subject', 'emergency'; it says what to do."""
    above: tuple[Notice, ...] = ()
    """Where to turn, when somebody in need wrote personal data."""

    @property
    def notices(self) -> tuple[Notice, ...]:
        """All that the reader is told, in order."""
        return (*self.above, self.notice)


def screen(question: str, people: Callable[[], Collection[str]] = tuple) -> Screened | Refused:
    """Return the cleaned question, or the refusal when it cannot or may not be answered.

    `people` gives the names of those who asked and answered in the letters; it is called only when a common name is seen.
    """
    clean = _cleaned(question)
    if len(clean) > LONGEST:
        return _refused("too_long", longest=LONGEST, length=len(clean))
    # A BSN cut in two by a control character is still a BSN.
    readable = "".join(char for char in clean if not _is_unreadable(char))
    need = distress(readable)
    above = [_where_to_turn(readable, need)] if need else []
    if kinds := _personal(readable, people):
        return _refused_for(kinds, tuple(above))
    if readable != clean:
        return _refused("unreadable")
    if not any(char.isalpha() for char in clean):
        return _refused("empty")
    if need:
        return Screened(question=clean, notices=tuple(above)) if need.asks else Refused(status=Status.REFUSED_INPUT, notice=above[0])
    if language := foreign_language(clean):
        return _refused_language(language)
    if is_insult(clean):
        return _refused("insult")
    return Screened(question=clean)


def screen_history(history: Iterable[Turn], people: Callable[[], Collection[str]] = tuple) -> tuple[Turn, ...]:
    """Return the earlier turns with their questions cleaned, without those whose question would now be refused."""
    kept = []
    for turn in list(history)[-MOST_TURNS:]:
        question, understood = screen(turn.question, people), screen(turn.understood or turn.question, people)
        if isinstance(question, Screened) and isinstance(understood, Screened):
            kept.append(replace(turn, question=question.question, understood=asked_of_the_government(understood.question)))
    return tuple(kept)


def _cleaned(question: str) -> str:
    visible = "".join(char for char in question if not _is_invisible(char))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def _is_invisible(char: str) -> bool:
    """Zero-width and direction marks, soft hyphens, tags; private-use characters are the bullets that Word pastes."""
    return char in _BLANK or unicodedata.category(char) in ("Cf", "Co")


def _is_unreadable(char: str) -> bool:
    """Control characters that are no white space, half surrogates, code points that mean nothing."""
    return unicodedata.category(char) in ("Cc", "Cs", "Cn")


def no_subject() -> Refused:
    """Return the refusal of a question that names no subject and has no earlier one to lean on: 'Waarom?', 'Hallo'."""
    return _refused("no_subject")


def _refused(code: str, **values: object) -> Refused:
    return Refused(status=Status.REFUSED_INPUT, notice=Notice(code=code, text=fill(f"refused_{code}", **values)))


def _refused_for(kinds: Iterable[str], above: tuple[Notice, ...]) -> Refused:
    what = " en ".join(label("personal_data", kind) for kind in sorted(kinds))
    notice = Notice(code="personal_data", text=fill("refused_personal_data", what=what))
    return Refused(status=Status.REFUSED_PERSONAL_DATA, notice=notice, above=above)


def _refused_language(language: str) -> Refused:
    """Say in Dutch, in English and, where we write it, in the language itself which languages are understood."""
    known = [f"language_{language}"] if f"language_{language}" in labels("refused_language") else []
    text = "\n".join(label("refused_language", name) for name in (*known, "language_nl", "language_en"))
    return Refused(status=Status.REFUSED_INPUT, notice=Notice(code="language", text=text))


def _where_to_turn(question: str, told: Distress) -> Notice:
    language = "en" if is_english(question) else "nl"
    lines = [*(label("emergency", f"need_{need}_{language}") for need in told.needs), label("emergency", f"last_{language}")]
    return Notice(code="emergency", text="\n".join(lines))


def _personal(text: str, people: Callable[[], Collection[str]]) -> set[str]:
    """The kinds of personal data in a text, as `prompts/personal_data.md` names them."""
    found: set[str] = set(personal_data(text))
    if has_home_address(text):
        found.add("address")
    if names_a_private_person(text, people):
        found.add("person")
    return found
