"""Documents in, the same Documents with their verwijzingen out: 'Zie het antwoord op vraag 2' becomes numbers in a Document.

A pointer into another letter or to a Kamerstuk keeps the name it is given; its `document` is known when a `Register` knows that letter.
For many letters: add each to a Register, then refer them one by one.
Chains that run in a circle are found inside a letter, not across letters: that would take every text of both at once.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from store.letter.pointers import Pointer, names_what_is_answered, pointers
from store.letter.publications import Named, publications
from store.records import Answer, Document, Flag, Verwijzing
from store.register import Register

__all__ = ["Register", "refer", "referred"]

_LOOK_AHEAD = 200
"""Characters after a pointer in which the other publication it means may be named."""
_SENTENCE_END = re.compile(r"(?<!\bnr)(?<!\bnrs)(?<!\bjl)(?<!\bd\.d)(?<!\bvgl)[.?!](?=\s+[A-Z«‘“]|\s*\n|\s*\Z)|\n\n")
_ELSEWHERE = re.compile(
    r"[\s,;)(:]*(?:zoals\s+)?(?:(?:gesteld|gegeven|verzonden|ingezonden|gedaan)\s+)?(?:van\s+(?:het\s+)?lid\b|(?:van|door)\s+(?:het\s+lid|de\s+leden"
    r"|de\s+fracties?|de\s+vaste|de\s+commissie|uw\s+Kamer|(?:de|uw)\s+(?:eerdere\s+)?(?:schriftelijke\s+|Kamer)?vragen|(?:eerdere\s+|schriftelijke\s+)"
    r"|uw\s+(?:brief|collega))|uit\s+(?:de|het|mijn|onze|een)\b|in\s+(?:(?:mijn|onze|de|het)\s+)?(?:eerdere\s+)?(?:Kamerbrief|brief|beantwoording|verslag"
    r"|nota|set|schriftelijk|antwoord(?:en)?\s+(?:van|op)\s+)|naar\s+aanleiding\s+van\b|d\.?d\.?\s|van\s+\d{1,2}\s+[a-z]+\s+\d{4}"
    r"|(?:zaaknummer|kenmerk|Aanhangsel|Kamerstuk)|(?:19|20)\d\dZ\s?\d{5})",
    re.IGNORECASE,
)
_STANDS_BEFORE = re.compile(r"[\s,;:)(]*(?:(?:in|bij|onder|mijn|het|de|ons|uw)\s+)*\Z", re.IGNORECASE)
_LITTLE = 25
"""Characters beside its pointers that an answer may have and still be nothing but pointers: 'Ja, ik verwijs u naar …'."""


def refer(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Return the Documents with the verwijzingen of every answer, resolved among each other."""
    register = Register()
    for document in documents:
        register.add(document)
    return tuple(referred(document, register) for document in documents)


def referred(document: Document, register: Register) -> Document:
    """Return a Document with the verwijzingen of every answer; a target that does not exist and a circle of pointers are flagged.

    `register` knows the other Documents; what it does not know stays a name.
    """
    answers = tuple(replace(answer, verwijzingen=tuple(_verwijzingen(document, answer, register))) for answer in document.answers)
    flags = (*_unknown(document, answers, register), *_cycles(document, answers))
    return replace(document, answers=answers, flags=document.flags + flags)


def _verwijzingen(document: Document, answer: Answer, register: Register) -> Iterator[Verwijzing]:
    """Yield what an answer points to, in order; words that name a publication for a pointer belong to that pointer."""
    named = [one for one in publications(answer.text, document.answered_on) if register.id_of(one.name) != document.id]
    named = [one for one in named if one.name not in {document.id, *document.zaaknummers, document.aanhangselnummer}]
    at = 0
    points = pointers(answer.text)
    found: list[Pointer | Named] = [*points, *named]
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        if one.start < at:
            continue
        if isinstance(one, Pointer) and names_what_is_answered(answer.text, one) and _points_further(answer.text, one, found):
            continue
        made = _of_name(answer, one, register) if isinstance(one, Named) else _of_pointer(document, answer, one, named, register)
        if made is not None:
            at = made.end
            yield made


def _of_name(answer: Answer, named: Named, register: Register) -> Verwijzing:
    text = answer.text[named.start : named.end]
    return Verwijzing(text=text, document=register.id_of(named.name), numbers=(), start=named.start, end=named.end, name=named.name)


def _of_pointer(document: Document, answer: Answer, pointer: Pointer, named: Sequence[Named], register: Register) -> Verwijzing | None:
    """Return the verwijzing of a pointer; None when it points at its own answer."""
    sentence_end = _end_of_sentence(answer.text, pointer.end)
    if name := _name_before(answer.text, pointer, named):
        return _made(answer, pointer, pointer.end, pointer.numbers, name, register.id_of(name))
    if _ELSEWHERE.match(answer.text, pointer.end):
        inside = next((one for one in named if pointer.end <= one.start < sentence_end), None)
        name = inside.name if inside else _name_in_note(answer, pointer, sentence_end)
        if name is None and pointer.direction == "letter":
            return None
        end = inside.end if inside else pointer.end
        return _made(answer, pointer, end, pointer.numbers, name, register.id_of(name) if name else None)
    if pointer.direction == "letter":
        return None
    numbers = tuple(n for n in pointer.numbers or _relative(document, answer, pointer) if n not in answer.numbers)
    return _made(answer, pointer, pointer.end, numbers, None, document.id) if numbers else None


def _made(answer: Answer, pointer: Pointer, end: int, numbers: tuple[int, ...], name: str | None, target: str | None) -> Verwijzing:
    text = answer.text[pointer.start : end]
    return Verwijzing(text=text, document=target, numbers=numbers, start=pointer.start, end=end, name=name)


def _end_of_sentence(text: str, start: int) -> int:
    match = _SENTENCE_END.search(text, start, start + _LOOK_AHEAD)
    return match.start() if match else min(len(text), start + _LOOK_AHEAD)


def _points_further(text: str, pointer: Pointer, found: Sequence[Pointer | Named]) -> bool:
    """Say whether the sentence of 'Voor het antwoord op vraag 3 …' has another pointer, which is the one that matters."""
    end = _end_of_sentence(text, pointer.end)
    return any(
        pointer.end <= other.start < end or (other.end <= pointer.start and not _SENTENCE_END.search(text, other.end, pointer.start))
        for other in found
    )


def _name_before(text: str, pointer: Pointer, named: Sequence[Named]) -> str | None:
    """Return the letter named just before a pointer: '(Aanhangsel …, nr. 12), antwoord op vraag 3'."""
    before = [one for one in named if one.end <= pointer.start and not one.name.startswith("k")]
    if not before or re.match(r"zie\b", text[pointer.start : pointer.end], re.IGNORECASE):
        return None
    return before[-1].name if _STANDS_BEFORE.fullmatch(text, before[-1].end, pointer.start) else None


def _name_in_note(answer: Answer, pointer: Pointer, end: int) -> str | None:
    """Return the publication that a footnote names whose mark stands in the rest of the pointer's sentence."""
    notes = [note.text for note in answer.footnotes if note.at is not None and pointer.start <= note.at <= end + 1]
    return next((one.name for text in notes for one in publications(text)), None)


def _relative(document: Document, answer: Answer, pointer: Pointer) -> tuple[int, ...]:
    """Return the numbers that 'voorgaande', 'vorige' and 'volgende' mean from where this answer stands."""
    known = sorted({number for other in document.answers for number in other.numbers} - set(answer.numbers))
    before = [number for number in known if number < answer.numbers[0]]
    after = [number for number in known if number > answer.numbers[-1]]
    if pointer.direction == "before":
        return tuple(before[-pointer.count :] if pointer.count else before)
    if pointer.direction == "after":
        return tuple(after[: pointer.count])
    return tuple(before[-1:] if pointer.direction == "previous" else after[:1])


def _unknown(document: Document, answers: Sequence[Answer], register: Register) -> Iterator[Flag]:
    known = {number for answer in answers for number in answer.numbers}
    for answer in answers:
        for verwijzing in answer.verwijzingen:
            own = verwijzing.document == document.id
            if verwijzing.document and (
                not known.issuperset(verwijzing.numbers) if own else register.lacks(verwijzing.document, verwijzing.numbers)
            ):
                where = "this letter does" if own else f"{verwijzing.document} does"
                message = f"The answer points to {verwijzing.text!r}, which {where} not have."
                yield Flag(code="verwijzing_unknown", numbers=answer.numbers, message=message)


def _cycles(document: Document, answers: Sequence[Answer]) -> Iterator[Flag]:
    """Yield a flag for each ring of answers that are nothing but pointers to each other."""
    position = {number: index for index, answer in reversed(list(enumerate(answers))) for number in answer.numbers}
    points = {
        index: {position[n] for v in answer.verwijzingen if v.document == document.id for n in v.numbers if n in position}
        for index, answer in enumerate(answers)
        if _only_points(answer)
    }
    seen: set[int] = set()
    for start in points:
        ring = {other for other in _reached(points, start) if start in _reached(points, other)}
        if ring and start not in seen:
            seen |= ring
            numbers = tuple(sorted(number for index in ring for number in answers[index].numbers))
            message = f"The answers {', '.join(map(str, numbers))} are nothing but pointers to each other."
            yield Flag(code="verwijzing_cycle", numbers=numbers, message=message)


def _only_points(answer: Answer) -> bool:
    rest = len(" ".join(answer.text.split())) - sum(len(verwijzing.text) for verwijzing in answer.verwijzingen)
    return bool(answer.verwijzingen) and rest <= _LITTLE


def _reached(points: dict[int, set[int]], start: int) -> set[int]:
    found: set[int] = set()
    waiting = [start]
    while waiting:
        new = points.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found
