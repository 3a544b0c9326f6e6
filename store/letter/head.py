"""What stands before the first question in, who asked, who answered, when and under which numbers out, and where each was read.

None for what a letter does not say. Where it says a thing twice, the more certain place wins: the head of the questions ('Vragen van het
lid …, ingezonden …'), the head of the answer ('Antwoord van …, ontvangen …'), then title, subject line, cover note and signature.
"""

import re
from collections.abc import Sequence
from datetime import date

from store.letter.askers import askers
from store.letter.bewindspersonen import answerers, on_behalf, signatories
from store.letter.dates import DATE, read_date
from store.letter.names import Read
from store.letter.numbers import own_aanhangselnummer, own_zaaknummers, printed_year
from store.letter.places import OF_QUESTIONS, SUBJECT_LINE, TITLE, by_certainty, head_blocks
from store.letter.publications import aanhangsels
from store.records import Asker, Bewindspersoon, Head

_ASKED = re.compile(rf"(?:ingezonden|ingediend)\s*:?\s*(?:op\s+|d\.?d\.?\s*|bij\s+brief\s+van\s+)?{DATE}", re.IGNORECASE)
_ASKED_AT_ALL = re.compile(r"\(?ingezonden\s+(?:op\s+)?\d", re.IGNORECASE)
_ASKED_IN_LETTER = re.compile(
    rf"\buw\s+(?:brief|verzoek|schrijven|bericht)(?:\s*,?\s*ingezonden)?\s*:?\s*(?:van\s+|d\.?d\.?\s*)?{DATE}|\bgesteld\s+op\s+{DATE}"
    rf"|\bbij\s+brief\s+van\s+{DATE}(?=\s+(?:heeft|hebt|verzocht|vroeg)\s+u\b)",
    re.IGNORECASE,
)
_ANSWERED = re.compile(rf"ontvangen\s*:?\s*(?:\(ontvangen\s+)?(?:op\s+|d\.?d\.?\s*)?{DATE}", re.IGNORECASE)
_ANSWERED_AT_ALL = re.compile(r"\(ontvangen\s+(?:op\s+)?\d", re.IGNORECASE)
_DATED = re.compile(
    rf"^[^\S\n]*(?:Datum\s*:?\s*(?:\n\s*)?|(?:Den\s+Haag|[’'‘]s-\s?Gravenhage)\s*,?\s*){DATE}[^\S\n]*$", re.IGNORECASE | re.MULTILINE
)
_ABOUT = re.compile(
    r"\b(?:over|inzake|betreffende|aangaande|omtrent|met\s+betrekking\s+tot|naar\s+aanleiding\s+van)\s+(?P<subject>\S.*)", re.IGNORECASE
)
_SUBJECT_END = re.compile(
    r"\s*[(,;]*\s*(?:\(?\s*(?:(?:19|20)\d\dZ\s?\d{5}|ingezonden\b|ontvangen\b|kenmerk\b|nr\.?\s*\d{6})|(?:worden|zijn|zal|zullen|kunnen|heb\s+ik)\s+(?:hierbij\s+)?"
    r"(?:beantwoord|tot\s+mijn|niet|ik)|beantwoord\b|die\s+(?:mij|u|zijn|werden)\b|welke\s+(?:mij|zijn)\b|Antwoord\s+van\b|toekomen\b|aan\.?\s*$|met\s+kenmerk)",
    re.IGNORECASE,
)

_ONLY_QUESTIONS = re.compile(
    r"(?:(?:Be)?antwoord(?:en|ing)?\s+(?:(?:op|van)\s+)?(?:de\s+)?)?(?:schriftelijke\s+)?(?:Kamer)?vragen(?:\s+(?:(?:van|door)\s+)?(?:het\s+)?(?:lid|leden)\b.*)?$",
    re.IGNORECASE,
)
"""A subject line that says no more than that it is about questions."""


def read_head(lines: list[str], everything: str) -> Head:
    """Read the metadata from the lines before the first question; the published number may stand in a page foot of `everything`."""
    blocks = list(head_blocks(lines))
    flowing = " ".join(" ".join(lines).split())
    answered_on = _received(flowing, lines)
    cases = own_zaaknummers(lines, blocks, everything)
    found: dict[str, Read[object] | None] = {
        "zaaknummer": Read(found=cases.found[0], words=cases.words) if cases else None,
        "zaaknummers": cases,
        "aanhangselnummer": own_aanhangselnummer(lines, everything, answered_on.found if answered_on else None),
        "vergaderjaar": printed_year(lines, everything),
        "subject": _subject(blocks),
        "askers": _askers(blocks),
        "asked_on": _asked(flowing),
        "answered_by": _answered_by(blocks, lines),
        "answered_on": answered_on,
        "see_also": _see_also(flowing),
    }
    known = {name: read for name, read in found.items() if read is not None and read.found}
    return Head(**{name: read.found for name, read in known.items()}, read_from={name: read.words for name, read in known.items()})  # type: ignore[arg-type]


def _subject(blocks: Sequence[str]) -> Read[str] | None:
    for block in by_certainty(blocks):
        asking = askers(block)
        about = _ABOUT.search(block, block.find(asking.words) + len(asking.words)) if asking else None
        if about is None and SUBJECT_LINE.match(block):
            about = re.search(r"vragen\b.*?\b(?:over|inzake|betreffende)\s+(?P<subject>\S.*)", block, re.IGNORECASE)
            about = about or re.match(rf"{SUBJECT_LINE.pattern}(?P<subject>[^\s:].*)", block, re.IGNORECASE)
            if about and _ONLY_QUESTIONS.match(about["subject"]):
                continue
        if about:
            end = _SUBJECT_END.search(about["subject"])
            subject = about["subject"][: end.start() if end else None].strip(" .,;")
            return Read(found=subject, words=subject) if subject else None
    return None


def _askers(blocks: Sequence[str]) -> Read[tuple[Asker, ...]] | None:
    """Return the members of the most certain place; of heads of several sets of questions, those of all.

    Where that place leaves a party out, a place that names the same members with their parties is read.
    """
    heads = [read for block in blocks if OF_QUESTIONS.match(block) and (read := askers(block))]
    if heads:
        chosen = Read(found=tuple(dict.fromkeys(asker for read in heads for asker in read.found)), words=heads[0].words)
    elif found := next((read for block in by_certainty(blocks) if (read := askers(block))), None):
        chosen = found
    else:
        return None
    if all(asker.party for asker in chosen.found):
        return chosen
    names = {asker.name for asker in chosen.found}
    fuller = (read for block in blocks if (read := askers(block)) and {asker.name for asker in read.found} == names)
    return next((read for read in fuller if all(asker.party for asker in read.found)), chosen)


def _answered_by(blocks: Sequence[str], lines: Sequence[str]) -> Read[tuple[Bewindspersoon, ...]] | None:
    """Return those of the head of the answer, else those who signed, else those of the title; whoever they write for comes last."""
    if read := next((read for block in blocks if not TITLE.match(block) and (read := answerers(block))), None):
        return read
    titled = next((read for block in blocks if TITLE.match(block) and (read := answerers(block))), None)
    read = _signed(lines) or titled
    if read is None:
        return None
    others = [person for block in blocks for person in on_behalf(block)]
    roles = {person.role.casefold() for person in read.found}
    added = [person for person in dict.fromkeys(others) if person.role.casefold() not in roles]
    return Read(found=(*read.found, *added), words=read.words)


def _signed(lines: Sequence[str]) -> Read[tuple[Bewindspersoon, ...]] | None:
    """Return who signed, before those on whose behalf."""
    read = signatories(lines)
    return read and Read(found=tuple(sorted(read.found, key=lambda person: person.mede_namens)), words=read.words)


def _asked(flowing: str) -> Read[date] | None:
    """Return when the questions were sent; a head that names a day that does not exist is not overruled by a less certain place."""
    if match := _ASKED.search(flowing) or (None if _ASKED_AT_ALL.search(flowing) else _ASKED_IN_LETTER.search(flowing)):
        return _dated(match[0])
    return None


def _received(flowing: str, lines: Sequence[str]) -> Read[date] | None:
    if match := _ANSWERED.search(flowing) or (None if _ANSWERED_AT_ALL.search(flowing) else _DATED.search("\n".join(lines))):
        return _dated(match[0])
    return None


def _dated(words: str) -> Read[date] | None:
    day = read_date(words)
    return Read(found=day, words=" ".join(words.split())) if day else None


def _see_also(flowing: str) -> Read[tuple[str, ...]] | None:
    """Return the earlier publications that 'Zie ook Aanhangsel Handelingen …' links to."""
    match = re.search(r"\bZie\s+ook\s*:?\s*(?=Aanhangsel)", flowing, re.IGNORECASE)
    linked = list(aanhangsels(flowing[match.start() :])) if match else []
    if match is None or not linked:
        return None
    return Read(found=tuple(sorted({one.name for one in linked})), words=flowing[match.start() : match.start() + linked[-1].end])
