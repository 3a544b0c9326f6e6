"""A question in, whether it is about the letters themselves rather than about something in them, and what it wants to know, out.

'Wie stelde deze vragen?' is answered from a letter's own particulars; 'Welke minister gaat over telecom?' is not. The vocabulary is
closed: one word outside it makes a question one about content. Knows no letter, no store and no reply.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.following.topic import topic as topic_words
from bot.letters.dutch import DUTCH
from bot.letters.english import ENGLISH
from bot.letters.vocabulary import AGAIN, AGAIN_ANSWERED, AGAIN_ASKED, FILTER, TOPIC, About, Vocabulary
from bot.records import Turn
from store.wording.flat import flat

LONGEST = 25
"""Words of one question; who says more tells a story."""
_WORD = re.compile(r"\w+")
_NEXT = re.compile(
    r"(?<=[?.!])\s+|,?\s+(?:en|and)\s+(?=(?:wie|welke?|wanneer|waar|hoeveel|hoe|op|door|van|tot|who|which|when|where|how)\b)"
)
_QUESTION_WORD = re.compile(r"(?:(?:op|van|door|uit|in) )?(?:wie|wanneer|waar|hoelang|when|who|where)\b", re.IGNORECASE)
_NOT_THE_LETTERS = frozenset("mij me ik hem haar hen hun ons jou me him her us them".split())
"""After 'over', as its first word, they begin a clause: 'welke brieven zijn er over mij gelekt'."""
_FATE = frozenset(
    "verstuurd gestuurd verzonden gelekt gestolen bezorgd ontvangen gekregen kwijtgeraakt sent leaked stolen received".split()
)
"""What befell papers that are no letters to parliament."""
_TRIMMED = ("asked", "answered", "gave", "aux", "be", "have", "you", "exist", "see")
_THERE = "er"
_POINTING = frozenset(("this", "that"))


@dataclass(frozen=True, kw_only=True)
class LetterQuestion:
    """What a question wants to know of letters."""

    about: tuple[About, ...]
    """In the order asked, each once."""
    topic: str
    """What the letters meant are about, in the reader's words; '' when it says nothing of that."""
    points: bool
    """Whether it points back: 'deze vragen', 'dat'."""
    english: bool


def about_letters(question: str, *, narrowed: bool = False, after: "LetterQuestion | None" = None) -> LetterQuestion | None:
    """Return what a question wants to know of letters; None for one about what stands in them.

    `narrowed`: words that became filters were taken out of it; they say which letters are meant. `after` is the question before it, when
    that was about letters: 'En wanneer?' then is. 'Toon meer' is only where a list came before it, which is for the caller to know.
    """
    beside = {*([FILTER] if narrowed else []), *(_again(after) if after else [])}
    return _read(question, DUTCH, beside) or _read(question, ENGLISH, beside)


def _again(after: LetterQuestion) -> Iterator[str]:
    """Yield what the question before leaves to be said."""
    yield AGAIN
    if {*after.about} & {About.ASKERS, About.PARTIES, About.ASKED_ON}:
        yield AGAIN_ASKED
    elif {*after.about} & {About.ANSWERED_BY, About.ANSWERED_ON, About.DURATION}:
        yield AGAIN_ANSWERED


def on_content(history: Sequence[Turn]) -> tuple[Turn, ...]:
    """Return the turns that a question about content may lean on: not those that only asked after the letter of an earlier one."""
    kept = []
    asked: LetterQuestion | None = None
    for turn in history:
        asked = about_letters(turn.question, after=asked)
        if asked is None or asked.topic:
            kept.append(turn)
    return tuple(kept)


def _read(question: str, vocabulary: Vocabulary, beside: AbstractSet[str]) -> LetterQuestion | None:
    if len(_WORD.findall(question)) > 2 * LONGEST:
        return None
    pieces = list(_pieces(question, vocabulary))
    read = [_piece(piece, vocabulary, beside) for piece in pieces]
    known = [one for one in read if one is not None]
    if not known or len(known) < len(read):
        return None
    return LetterQuestion(
        about=tuple(dict.fromkeys(about for one in known for about in one.about)),
        topic=next((one.topic for one in known if one.topic), ""),
        points=any(one.points for one in known),
        english=vocabulary is ENGLISH,
    )


def _pieces(question: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the questions that one question is made of; a bare 'en wanneer?' asks the same of the one before it."""
    before = ""
    for piece in _NEXT.split(question):
        words = _WORD.findall(flat(piece))
        if not words or all(word in vocabulary.words["fill"] for word in words):
            continue
        if before and len(words) <= 2 and _QUESTION_WORD.match(piece):
            rest = _QUESTION_WORD.sub("", before.strip(" ?.!"), count=1)
            piece = f"{piece.strip(' ?.!')} {rest}"
        before = piece
        yield piece


def _piece(text: str, vocabulary: Vocabulary, beside: AbstractSet[str]) -> LetterQuestion | None:
    plain = flat(text)
    if aside := vocabulary.asides.match(plain):
        text, plain = text[aside.end() :], plain[aside.end() :]
    if len(_WORD.findall(plain)) > LONGEST:
        return None
    tail = vocabulary.tail.search(plain)
    for core, subject in ((plain, ""), _parted(text, plain, tail, vocabulary) if tail else ("", "")):
        words = _WORD.findall(_merge(core, vocabulary))
        about = _what(words, beside | {TOPIC} if subject else beside, vocabulary)
        if about:
            points = any(word in vocabulary.words[kind] for word in words for kind in _POINTING)
            return LetterQuestion(about=(about,), topic=subject, points=points, english=vocabulary is ENGLISH)
    return None


def _parted(text: str, plain: str, tail: re.Match[str], vocabulary: Vocabulary) -> tuple[str, str]:
    """Return a question without its subject, and the subject; both '' when what follows 'over' is none."""
    words = list(_WORD.finditer(plain, tail.end()))
    trimmed = frozenset((_THERE,)).union(*(vocabulary.words.get(kind, frozenset()) for kind in _TRIMMED))
    last = len(words)
    while last and words[last - 1][0] in trimmed:
        last -= 1
    if not last or words[0][0] in _NOT_THE_LETTERS or words[last - 1][0] in _FATE:
        return "", ""
    subject = text[words[0].start() : words[last - 1].end()]
    if not topic_words(subject):
        return "", ""
    return f"{plain[: tail.start()]} {plain[words[last - 1].end() :]}", subject


def _merge(plain: str, vocabulary: Vocabulary) -> str:
    text = " ".join(plain.split())
    for words, word in vocabulary.merged:
        text = words.sub(word, text)
    return text


def _what(words: Sequence[str], beside: Iterable[str], vocabulary: Vocabulary) -> About | None:
    """Return what the first rule that fits says; None when none does, as for a question with a word of no kind.

    `beside` are the kinds of what is known besides the words: a topic, filters, the question before.
    """
    kinds = [frozenset(kind for kind, listed in vocabulary.words.items() if word in listed) for word in words]
    kinds += [frozenset((kind,)) for kind in beside]
    if not words or not all(kinds):
        return None
    if _asks_for_more(kinds):
        return About.MORE
    for rule in vocabulary.rules:
        met = all(any(need & kind for kind in kinds) for need in rule.needs)
        if met and all(kind & rule.may for kind in kinds):
            return rule.about
    return None


_OF_MORE = frozenset("more fill show see letter letters which aux exist me rest all".split())


def _asks_for_more(kinds: Sequence[frozenset[str]]) -> bool:
    return any("more" in kind for kind in kinds) and all(kind & _OF_MORE for kind in kinds)
