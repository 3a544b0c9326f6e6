"""A text in, the publications it names out: Kamerstuk, Kamerbrief, Aanhangsel, zaaknummer; knows no store.

Names follow officielebekendmakingen.nl where it has them: 'kst-26643-1234', 'ah-tk-20232024-12'.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from store.letter.dates import DATE, LAST, read_date, vergaderjaar

ZAAKNUMMER = re.compile(r"(?<![A-Za-z0-9])((?:19|20)\d\dZ)\s?(\d{5})(?!\d)")
"""Number of a case of the Tweede Kamer, '2024Z17972', sometimes with a space."""

_YEARS = r"(?P<first>\d{4}|\d{2})\s*[-–—/]\s*(?P<second>\d{4}|\d{2})(?!\d)"
_NUMBER = r"(?:nrs?\b|nummers?\b)\s*\.?\s*"
_MORE = r"(?P<more>(?:\s*(?:,|en|&)\s*\d{1,4}(?![\d\s]*\d{3}|\w))*)"
_AANHANGSEL = re.compile(
    rf"\bAanhangsel(?:\s*(?:van\s+de|der|bij\s+de)?\s*Handelingen)?(?:[\s,]*(?:II|Tweede\s+Kamer)\b)?[\s,;(]*(?:vergaderjaar\s*)?"
    rf"{_YEARS}\)?[\s,;]*(?:Aanhangsel[\s,]*)?(?:{_NUMBER})?(?P<number>\d{{1,4}})(?![\d-]){_MORE}"
    rf"|\bHandelingen\s+(?:II|Tweede\s+Kamer)[\s,]+(?P<first2>\d{{4}})\s*[-–—/]\s*(?P<second2>\d{{2,4}})[\s,;]*Aanhangsel[\s,]*(?:{_NUMBER})?"
    r"(?P<number2>\d{1,4})(?!\d)"
    rf"|\bAanhangsel(?:\s*(?:van\s+de|der)?\s*Handelingen)?[\s,]*{_NUMBER}(?P<number3>\d{{1,4}})[\s,(]*(?:van\s+)?(?:het\s+)?vergaderjaar\s*"
    r"(?P<first3>\d{4})\s*[-–—/]\s*(?P<second3>\d{2,4})(?!\d)",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![\w-])ah-(?:tk-(\d{8})-)?\d{1,8}(?![\w-])")
_DOSSIER = (
    r"(?<![\d.])(?P<dossier>\d{2}[\s.]?\d{3})(?!\d)(?:\s?[-(]?\s?(?P<part>[IVX]{1,5}|[A-L]|(?<=-)\d{2})\b\)?)?"
    r"(?:(?:\s*,|\s+en|\s*/)\s*\d{2}\s?\d{3}(?!\d))*"
)
_LETTERS = r"\d{1,4}(?!\d)|[A-Z]{1,3}\b"
_SESSION = r"(?:(?:vergaderjaar\s+)?\d{4}\s*[-–/]\s*\d{2,4}(?!\d)[\s,;:]*)?"
_KAMERSTUK = re.compile(
    rf"\b[Kk]amer\s?stuk(?:ken|nummers?|nrs?\.?)?[\s,:]*(?:(?:I{{1,2}}|TK|EK)\b[\s,:]*)?{_SESSION}(?:(?i:nr\.?|nummer)\s*)?{_DOSSIER}"
    rf"(?:[\s,;:]*(?i:nrs?|nummers?)\b\s*\.?\s*|,\s*(?=\d))(?P<number>{_LETTERS}){_MORE}",
)
_KAMERSTUK_SHORT = re.compile(r"\b[Kk]amerstuk(?:ken)?\s+(?P<dossier>\d{2}\s?\d{3})\s?[-–/]\s?(?P<number>\d{1,4})(?!\d|,?\s*nr)")
_BARE = re.compile(rf"{_DOSSIER}\s*,?\s*(?i:nrs?\b)\s*\.?\s*(?P<number>\d{{1,4}})(?!\d){_MORE}")
_DAY = rf"(?P<day>{DATE}|{LAST})"
_KAMERBRIEF = re.compile(
    rf"\bKamerbrief(?:\s+[^.;()\n]{{1,120}}?)?\s*\(?\s*(?:van|d\.?d\.?|op)\s+{_DAY}"
    rf"|\bbrief\s+aan\s+(?:uw|de)\s+(?:Tweede\s+)?Kamer\s+(?:van|d\.?d\.?|op)\s+{_DAY.replace('day', 'day2')}"
    rf"|\bbrief\s+(?:van|d\.?d\.?)\s+{_DAY.replace('day', 'day3')}\s+aan\s+(?:uw|de)\s+(?:Tweede\s+)?Kamer\b",
    re.IGNORECASE,
)
_BRIEF = re.compile(rf"\b(?:mijn|onze|de|bij|zijn|haar)\s+brief\s+(?:van|d\.?d\.?)\s+{_DAY}(?!\s+aan\b)", re.IGNORECASE)
_KAMER_BEFORE = re.compile(r"\b(?:uw|de|Tweede)\s+Kamer\b[^.?!]{0,80}\Z", re.IGNORECASE)
_KAMER_AFTER = re.compile(r"[^.?!]{0,60}\b(?:uw|de|Tweede)\s+Kamer\b", re.IGNORECASE)
"""'Mijn brief van 3 mei 2023' is a Kamerbrief where its sentence says who was told."""
_COUNTED = re.compile(r"\d{1,4}")


@dataclass(frozen=True, kw_only=True)
class Named:
    """A publication that a text names."""

    name: str
    start: int
    """Offset in the text of the words that name it."""
    end: int


def publications(text: str, written_on: date | None = None) -> list[Named]:
    """Return the publications a text names, in order; none overlap. `written_on` gives 'Kamerbrief van 26 juni jl.' its year."""
    found = [*aanhangsels(text), *_zaken(text), *_kamerstukken(text), *_kamerbrieven(text, written_on)]
    kept: list[Named] = []
    for named in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or named.start >= kept[-1].end:
            kept.append(named)
    return kept


def aanhangsels(text: str) -> Iterator[Named]:
    """Yield every Aanhangsel van de Handelingen a text names, by year and number or by its code."""
    for match in _AANHANGSEL.finditer(text):
        form = next(form for form in ("", "2", "3") if match[f"number{form}"])
        year = vergaderjaar(match[f"first{form}"], match[f"second{form}"])
        if year and form == "3":
            yield Named(name=f"ah-tk-{year.replace('-', '')}-{match['number3']}", start=match.start(), end=match.end())
        elif year:
            yield from _listed(match, f"ah-tk-{year.replace('-', '')}-", f"number{form}")
    for match in _CODE.finditer(text):
        yield Named(name=match[0], start=match.start(), end=match.end())


def _zaken(text: str) -> Iterator[Named]:
    for match in ZAAKNUMMER.finditer(text):
        yield Named(name=match[1] + match[2], start=match.start(), end=match.end())


def _kamerstukken(text: str) -> Iterator[Named]:
    for pattern in (_KAMERSTUK, _KAMERSTUK_SHORT, _BARE):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            dossier = re.sub(r"\D", "", groups["dossier"])
            part = f"{groups['part']}-" if groups.get("part") else ""
            yield from _listed(match, f"kst-{dossier}-{part}", "number")


def _kamerbrieven(text: str, written_on: date | None) -> Iterator[Named]:
    for match in _KAMERBRIEF.finditer(text):
        day = read_date(match["day"] or match["day2"] or match["day3"], written_on)
        if day:
            yield Named(name=f"kamerbrief {day.isoformat()}", start=match.start(), end=match.end())
    for match in _BRIEF.finditer(text):
        told = _KAMER_BEFORE.search(text, max(0, match.start() - 100), match.start()) or _KAMER_AFTER.match(text, match.end())
        if told and (day := read_date(match["day"], written_on)):
            yield Named(name=f"kamerbrief {day.isoformat()}", start=match.start(), end=match.end())


def _listed(match: re.Match[str], prefix: str, group: str) -> Iterator[Named]:
    """Yield the first publication with the words before it, and those of 'nrs. 12, 13 en 14' each with its own number."""
    yield Named(name=prefix + match[group], start=match.start(), end=match.end(group))
    if match.groupdict().get("more"):
        for more in _COUNTED.finditer(match.string, *match.span("more")):
            yield Named(name=prefix + more[0], start=more.start(), end=more.end())
