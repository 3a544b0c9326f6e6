"""What stands before the first question in, who asked, who answered, when and under which number out; None for what it does not say."""

import re
from dataclasses import dataclass
from datetime import date

from store.records import Asker, Bewindspersoon

_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")
_DATE = rf"(\d{{1,2}})\s+({'|'.join(_MONTHS)})\s+(\d{{4}})"
_ZAAK = re.compile(r"\b((?:19|20)\d\d[ZD])\s?(\d{5})\b")
_AANHANGSEL = re.compile(r"\bah-(?:tk-\d{8}-)?\d+\b")
_SEE_ALSO = re.compile(
    r"Zie ook\s+Aanhangsel\s*(?:van de\s+)?Handelingen,?\s+vergaderjaar\s+(\d{4})\s*[-–]\s*(\d{4}),?\s+nr\.?\s*(\d+)", re.IGNORECASE
)
_ASKED = re.compile(rf"ingezonden\s+{_DATE}", re.IGNORECASE)
_ASKED_IN_LETTER = re.compile(rf"uw\s+brief(?:\s*,?\s*ingezonden)?\s+van\s+{_DATE}", re.IGNORECASE)
_ANSWERED = re.compile(rf"ontvangen\s+{_DATE}", re.IGNORECASE)
_DATED = re.compile(rf"^\s*Datum\s*:?\s+{_DATE}", re.IGNORECASE | re.MULTILINE)
_MEMBERS = re.compile(
    r"(?:van|door)\s+(?:het\s+lid|de\s+leden)\s+(?!der\s+Kamer)(.+?\))(?=\s+(?:aan|over|op|inzake|d\.d\.|worden)\b|\s*[.;(]|\s*$)",
    re.IGNORECASE,
)
_PARTY = re.compile(r"([^()]+)\((?:beiden\s+|allen\s+)?([^()]+)\)", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?:van\s+(?:het\s+lid|de\s+leden)\s+(?!der\s+Kamer).+?)\b(over|inzake|betreffende)\s+(.+?)(?=\s*\(?\s*(?:(?:19|20)\d\d[ZD]\s?\d{5}|ingezonden|ontvangen)|\s+worden\s+beantwoord|\s+beantwoord\b|\s*$)",
    re.IGNORECASE,
)
_OFFICE = r"(?:minister(?:-president)?|staatssecretaris)"
_IN_HEAD = re.compile(r"\b(?:Antwoord|Mededeling|Nader antwoord)\s+van\s+(?:de\s+)?(.+?)\s*\(\s*ontvangen", re.IGNORECASE | re.DOTALL)
_NAMED = re.compile(rf"\b({_OFFICE})\s+(?!(?-i:van|voor)\b)([^()]+?)\s*\(([^()]+)\)", re.IGNORECASE)
_UNNAMED = re.compile(
    rf"\b({_OFFICE}s?)\s+((?-i:van|voor)\s+.+?)(?=\s*(?:,?\s*mede namens|\ben\s+(?:de\s+|van\s+)?{_OFFICE}|$))", re.IGNORECASE
)
_SIGNED_OFFICE = re.compile(rf"(?:de\s+)?({_OFFICE}(?:\s+(?:van|voor)\s+.+)?)", re.IGNORECASE)
_SIGNED_NAME = re.compile(r"(?:(?:drs|dr|mr|ir|ing|prof)\.\s*)*(?:[A-Z][a-z]?\.\s?){1,5}\s*\S.{1,60}")


@dataclass(frozen=True, kw_only=True)
class Head:
    """The metadata of a letter."""

    zaaknummer: str | None
    aanhangselnummer: str | None
    subject: str | None
    askers: tuple[Asker, ...]
    asked_on: date | None
    answered_by: tuple[Bewindspersoon, ...]
    answered_on: date | None
    see_also: tuple[str, ...]


def read_head(lines: list[str], everything: str) -> Head:
    """Read the metadata from the lines before the first question; the published number may stand in a footer of `everything`."""
    flowing = " ".join(" ".join(lines).split())
    zaak = _ZAAK.search(flowing)
    links = {f"ah-tk-{m[1]}{m[2]}-{m[3]}" for m in _SEE_ALSO.finditer(flowing)}
    own = next((m[0] for m in _AANHANGSEL.finditer(everything) if m[0] not in links), None)
    return Head(
        zaaknummer=zaak[1] + zaak[2] if zaak else None,
        aanhangselnummer=own,
        subject=_subject(lines, flowing),
        askers=_askers(lines, flowing),
        asked_on=_date(_ASKED, flowing) or _date(_ASKED_IN_LETTER, flowing),
        answered_by=_in_head(flowing) or _signed(lines),
        answered_on=_date(_ANSWERED, flowing) or _date(_DATED, "\n".join(lines)),
        see_also=tuple(sorted(links)),
    )


def _date(pattern: re.Pattern[str], text: str) -> date | None:
    match = pattern.search(text)
    if not match:
        return None
    try:
        return date(int(match[3]), _MONTHS.index(match[2].lower()) + 1, int(match[1]))
    except ValueError:
        return None


def _paragraphs(lines: list[str], flowing: str) -> list[str]:
    """Return the places where a letter says what it is about, the fullest form first: the head of the questions, then the rest."""
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", "\n".join(lines))]
    asking = [b for b in blocks if re.match(r"(?:Nadere\s+)?Vragen\s+van\b", b, re.IGNORECASE)]
    subject_lines = [" ".join(line.split()) for line in lines if line.startswith("Onderwerp")]
    return [*asking, *subject_lines, *blocks, flowing]


def _subject(lines: list[str], flowing: str) -> str | None:
    for block in _paragraphs(lines, flowing):
        if match := _SUBJECT.search(block):
            return match[2].strip(" .,")
    return None


def _askers(lines: list[str], flowing: str) -> tuple[Asker, ...]:
    for block in _paragraphs(lines, flowing):
        if match := _MEMBERS.search(block):
            return tuple(
                Asker(name=name, party=group[2].strip())
                for group in _PARTY.finditer(match[1])
                for name in re.split(r"\s*,\s*(?:en\s+)?|\s*\ben\s+", group[1].strip(" ,"))
                if name
            )
    return ()


def _in_head(flowing: str) -> tuple[Bewindspersoon, ...]:
    """Read 'Antwoord van minister X (Ministerie) en de staatssecretaris van Y (ontvangen …'."""
    match = _IN_HEAD.search(flowing)
    if not match:
        return ()
    named = [(m.start(), Bewindspersoon(name=m[2].strip(), role=f"{m[1].lower()} ({m[3].strip()})")) for m in _NAMED.finditer(match[1])]
    without_named = _NAMED.sub(lambda m: " " * len(m[0]), match[1])
    unnamed = [(m.start(), Bewindspersoon(name=None, role=f"{m[1].lower()} {m[2].strip(' ,')}")) for m in _UNNAMED.finditer(without_named)]
    return tuple(person for _, person in sorted(named + unnamed, key=lambda found: found[0]))


def _signed(lines: list[str]) -> tuple[Bewindspersoon, ...]:
    """Read the signatures of the cover note: the office on one or two lines, the name on a line of its own below it."""
    found: list[Bewindspersoon] = []
    office = ""
    for line in (line.strip() for line in lines if line.strip()):
        if match := _SIGNED_OFFICE.fullmatch(line):
            office = match[1][0].lower() + match[1][1:]
        elif office and _SIGNED_NAME.fullmatch(line):
            found.append(Bewindspersoon(name=line, role=office.rstrip(" ,")))
            office = ""
        elif office.endswith(","):
            office = f"{office} {line}"
        else:
            office = ""
    return tuple(found)
