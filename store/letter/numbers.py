"""The head of a letter in, its own numbers out: zaaknummers, aanhangselnummer, vergaderjaar; knows what only refers to another letter.

A number is a letter's own where it stands alone on a line, beside 'ingezonden', 'kenmerk' or 'nr.', or in the foot of a published page.
"""

import re
from collections.abc import Sequence
from datetime import date

from store.letter.dates import vergaderjaar
from store.letter.names import Read
from store.letter.publications import ZAAKNUMMER, aanhangsels

_OLD_YEARS = "|".join(f"{year % 100:02}{(year + 1) % 100:02}" for year in range(1994, 2010))
_OLD_CASE = rf"(?<![\dZ])2(?:{_OLD_YEARS})\d{{5}}(?!\d)"
"""Until 2010 a number was 2, the parliamentary year and five digits: '2040515230' is of 2004-2005."""
_CASE = rf"(?:(?<![A-Za-z0-9])(?:19|20)\d\dZ\s?\d{{5}}(?!\d)|{_OLD_CASE})"
_CASES = rf"{_CASE}(?:(?:\s*[,;/&]\s*(?:en\s+)?|\s+en\s+|\s+)(?:met\s+kenmerk\s+|kenmerk\s+|nr\.?\s*)?{_CASE}){{0,19}}"
_OWN = (
    re.compile(rf"(?P<cases>{_CASES})\s*[,;]?\s*\(?\s*ingezonden", re.IGNORECASE),
    re.compile(rf"ingezonden[^()\n]{{1,60}}?\)?[;.\s]*(?P<cases>{_CASES})", re.IGNORECASE),
    re.compile(rf"\buw\s+(?:kenmerk|referentie)(?:en)?\s*:?\s*(?P<cases>{_CASES})", re.IGNORECASE),
    re.compile(rf"^[^\S\n]*\(?(?P<cases>{_CASES})\)?[^\S\n]*$", re.MULTILINE),
    re.compile(rf"\buw\s+(?:brief|verzoek)\b[^.]{{1,80}}?(?:kenmerk(?:en)?|nrs?\.?|nummers?)\s*:?\s*(?P<cases>{_CASES})", re.IGNORECASE),
    re.compile(
        rf"(?<!ons\s)(?:\bkenmerk(?:en)?|\bnrs?\.?|\bnummers?|\bvraagnummers?|\bzaaknummers?)\s*:?\s*\(?(?P<cases>{_CASES})", re.IGNORECASE
    ),
)
_ANY = re.compile(r"(?<![A-Za-z0-9])(?:19|20)\d\dZ\s?\d{5}(?!\d)")
_TABLE = re.compile(
    r"^[^\S\n]*Tweede\s+Kamer\s+der\s+Staten-Generaal[^\S\n|]*\|?[^\S\n]*(?P<first>\d{4})-(?P<second>\d{4})[^\S\n|]*\|?[^\S\n]*"
    r"(?:(?P<case>(?:19|20)\d\dZ\d{5})|(?P<number>\d{1,4}))(?!\d)",
    re.MULTILINE,
)
"""What the site of publications prints above one, often glued: 'Tweede Kamer der Staten-Generaal2016-2017994'."""
_OF_FOOT = re.compile(rf"^[^\S\n]*({_OLD_CASE})[^\S\n]*$", re.MULTILINE)
_QUESTIONS_CODE = re.compile(r"(?:^|\s)kv-tk-((?:19|20)\d\dZ\d{5})(?=\s|ISSN|$)")
_CODE = re.compile(r"(?:^|\n)[^\S\n]*(?P<code>ah-(?:tk-\d{8}-)?\d{1,8})[^\S\n]*(?=\n|ISSN|[’'‘]s-|$)")
_BARE_NUMBER = re.compile(r"\s*(?:nr\.?\s*)?(\d{1,4})\s*")
_AT_THE_TOP = re.compile(r"\s*(?P<words>AH[\s-]*(?P<number>\d{1,4}))\s*")
_YEAR = r"(?P<first>\d{4})\s*[-–—/]\s*(?P<second>\d{4}|\d{2})(?!\d)"
_YEAR_OF_HEAD = re.compile(rf"^\s*(?:Tweede\s+Kamer.{{0,40}})?Vergaderjaar\s+{_YEAR}", re.IGNORECASE)
_YEAR_OF_FOOT = re.compile(
    rf"Tweede\s+Kamer\s*,\s*vergaderjaar\s+{_YEAR}\s*,\s*(?:Aanhangsel|Vragen)\s*\d{{0,4}}\s*$", re.IGNORECASE | re.MULTILINE
)
_YEAR_OF_CODE = re.compile(r"ah-tk-(\d{4})(\d{4})-\d+")
_NEAR = 5
"""Lines above and below a bare number in which the title or the head of the questions stands."""
_SUMMER = range(8, 10)
"""Months in which a parliamentary year may end or begin: a date in them does not say which one it is of."""


def own_zaaknummers(lines: Sequence[str], blocks: Sequence[str], everything: str) -> Read[tuple[str, ...]] | None:
    """Return the numbers of the questions a letter answers, in order.

    A number in another place, such as the subject, counts only where none stands as the letter's own.
    """
    places = [*blocks, "\n".join(lines)]
    for pattern in _OWN:
        found = [(match["cases"], place) for place in places for match in pattern.finditer(place)]
        if found:
            numbers = tuple(dict.fromkeys(number for cases, _ in found for number in _cases(cases)))
            return Read(found=numbers, words=" ".join(found[0][0].split()))
    if (table := _TABLE.search("\n".join(lines))) and table["case"]:
        return Read(found=(table["case"],), words=table["case"])
    if match := _ANY.search(" ".join(blocks)):
        return Read(found=_cases(match[0]), words=match[0])
    code = _QUESTIONS_CODE.search(everything) or _OF_FOOT.search(everything)
    return Read(found=(code[1],), words=code[0].strip()) if code else None


def own_aanhangselnummer(lines: Sequence[str], everything: str, answered_on: date | None) -> Read[str] | None:
    """Return the number a letter was published under: by the code at a page's foot, else by the number in its head and its year."""
    if code := _CODE.search(everything):
        return Read(found=code["code"], words=code["code"])
    for line in lines:
        named = list(aanhangsels(line))
        if named and named[0].start <= len(line) - len(line.lstrip()) and not line[named[0].end :].strip(" .)"):
            return Read(found=named[0].name, words=" ".join(line[named[0].start : named[0].end].split()))
    year = printed_year(lines, everything)
    if (table := _TABLE.search("\n".join(lines))) and table["number"] and year:
        return Read(found=_named(year.found, table["number"]), words=" ".join(table[0].split()))
    for index, line in enumerate(lines):
        if (match := _BARE_NUMBER.fullmatch(line)) and year and _is_of_publication(lines, index):
            return Read(found=_named(year.found, match[1]), words=line.strip())
        if (match := _AT_THE_TOP.fullmatch(line)) and (known := year.found if year else _year_of(answered_on)):
            return Read(found=_named(known, match["number"]), words=" ".join(match["words"].split()))
    return None


def printed_year(lines: Sequence[str], everything: str) -> Read[str] | None:
    """Return the parliamentary year a publication prints in its head, its code or its page feet."""
    found = [*(match for line in lines if (match := _YEAR_OF_HEAD.match(line) or _TABLE.match(line)))]
    found += [match for code in _CODE.finditer(everything) if (match := _YEAR_OF_CODE.match(code["code"]))]
    found += list(_YEAR_OF_FOOT.finditer(everything))
    years = ((vergaderjaar(match[1], match[2]), match) for match in found)
    return next((Read(found=year, words=" ".join(match[0].split())) for year, match in years if year), None)


def _cases(text: str) -> tuple[str, ...]:
    modern = [match[1] + match[2] for match in ZAAKNUMMER.finditer(text)]
    return tuple(dict.fromkeys([*modern, *re.findall(_OLD_CASE, text)]))


def _is_of_publication(lines: Sequence[str], index: int) -> bool:
    """Say whether a bare number is that of the publication: right under its title or right above the head of the questions."""
    above = next((line for line in reversed(lines[max(0, index - _NEAR) : index]) if line.strip()), "")
    below = next((line for line in lines[index + 1 : index + 1 + _NEAR] if line.strip()), "")
    return bool(re.search(r"gegeven\s+antwoorden\s*$|Aanhangsel(?:\s+van\s+de\s+Handelingen)?\s*$", above, re.IGNORECASE)) or bool(
        re.match(r"\s*(?:nadere\s+|aanvullende\s+)?vragen\s+(?:van|door)\b", below, re.IGNORECASE)
        and not re.search(r"Staten-Generaal\s*$", above)
    )


def _named(year: str, number: str) -> str:
    return f"ah-tk-{year.replace('-', '')}-{number}"


def _year_of(day: date | None) -> str | None:
    """Return the parliamentary year of a day, which begins on the third Tuesday of September; None for a day near that."""
    if day is None or day.month in _SUMMER:
        return None
    begin = day.year if day.month > max(_SUMMER) else day.year - 1
    return vergaderjaar(str(begin), str(begin + 1))
