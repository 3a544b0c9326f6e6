"""Stretches of a letter's head in, the ministers and state secretaries who answered out.

They stand in 'Antwoord van minister X (Ministerie), mede namens …', in a signature, or only as 'mede namens de minister van …'.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from store.letter.names import CAPITAL, INITIALS, NAME, OFFICE, PARTICLE, SIR, UPPER, WRITTEN_NAME, Read, plain
from store.records import Bewindspersoon

_ANSWERED = re.compile(
    rf"(?:(?:nader|aanvullend|gewijzigd|herzien|gecorrigeerd|tweede)e?\s+)?(?:antwoord(?:en)?|mededeling|reactie|beantwoording)\s+(?:(?:door|van)\s+)?"
    rf"(?P<who>(?:de\s+|het\s+)?(?:{OFFICE}|(?:heer|mevrouw)\s).+)",
    re.IGNORECASE | re.DOTALL,
)
_ANSWERED_END = re.compile(
    r"\s*[.,]?\s*(?:\(\s*(?:ontvangen|ingezonden|d\.d\.)|\bontvangen\b|\bZie\s+ook\b|,?\s+\bop\s+(?:de\s+|het\s+)?(?:schriftelijke\s+|nadere\s+)?(?:Kamer)?vra|\bmet\s+betrekking|\bd\.d\.)",
    re.IGNORECASE,
)
_MEDE_NAMENS = re.compile(rf"\bmede\s+namens\s+(?=(?:de\s+)?{OFFICE})", re.IGNORECASE)
_END_OF_OFFICES = re.compile(
    r",?\s+(?:op\s+(?:de|uw|het|kamer|vra|schrift)|(?:de|het|mijn|onze|uw)\s+(?:antwoord|beantwoording|reactie|schriftelijke|Kamervra)|hierbij"
    r"|(?:deel|zend|stuur|bied|antwoord)\w*\b|dat\b|aan\b)|\.(?:\s|$)|,\s*$",
    re.IGNORECASE,
)
_LONGEST_BEFORE = 120
"""Characters before an office in which its holder's name or 'mede namens' stands."""
_OFFICE_WORD = re.compile(OFFICE, re.IGNORECASE)
_BEFORE_NEXT = re.compile(r"(?:[\s,;]|\b(?:en|mede|namens|de|het|van|door|antwoord|ook|tevens|alsmede)\b)+\Z", re.IGNORECASE)
_ON_BEHALF = re.compile(r"\bnamens\s+(?:de\s+)?\Z", re.IGNORECASE)
_NAME_AFTER = re.compile(rf"\s*,\s*(?:de\s+heer\s+|mevrouw\s+)?(?P<name>{WRITTEN_NAME}|(?<=heer\s){NAME}|(?<=mevrouw\s){NAME})\s*\Z")
_NAME_BEFORE = re.compile(rf"(?:de\s+heer|mevrouw)\s+(?P<name>{SIR}{NAME})\s*,?\s*(?:de\s+)?\Z")
_WITH_MINISTRY = re.compile(rf"\s*(?P<name>(?-i:{NAME}))\s*(?:\(\s*(?P<ministry>[^()]+?)\s*\))?", re.IGNORECASE)


def answerers(text: str) -> Read[tuple[Bewindspersoon, ...]] | None:
    """Read 'Antwoord van minister X (Ministerie), mede namens de staatssecretaris van Y (ontvangen …'; None for any other text."""
    match = _ANSWERED.match(text)
    if not match:
        return None
    end = _ANSWERED_END.search(text, match.start("who"))
    stretch = text[: end.start() if end else len(text)]
    return Read(found=tuple(_offices(stretch, match.start("who"))), words=stretch.strip())


def on_behalf(text: str) -> tuple[Bewindspersoon, ...]:
    """Return those on whose behalf a text says it is written: 'mede namens de minister van X, …'."""
    found: list[Bewindspersoon] = []
    for match in _MEDE_NAMENS.finditer(text):
        end = _END_OF_OFFICES.search(text, match.end())
        stretch = text[match.end() : end.start() if end else len(text)]
        found += [replace(person, mede_namens=True) for person in _offices(stretch, 0)]
    return tuple(dict.fromkeys(found))


def _offices(text: str, start: int) -> Iterator[Bewindspersoon]:
    """Yield who holds each office that a list names, from an offset on: 'minister X (A), mede namens de ministers van B en van C'."""
    words = list(_OFFICE_WORD.finditer(text, start))
    behalf = False
    for index, word in enumerate(words):
        end = words[index + 1].start() if index + 1 < len(words) else len(text)
        rest = _BEFORE_NEXT.sub("", text[word.end() : end])
        behalf = behalf or bool(_ON_BEHALF.search(text, max(0, word.start() - _LONGEST_BEFORE), word.start()))
        office = re.sub(r"(?<=minister)s$|sen$", "", word[0].lower())
        if office.endswith("-president") and not rest.strip(" ,") and index + 1 < len(words) and "lgemene" in text[end:]:
            continue
        title = "minister-president, " if index and words[index - 1][0].lower() == "minister-president" and "lgemene" in rest else ""
        before = _NAME_BEFORE.search(text, max(start, word.start() - _LONGEST_BEFORE), word.start())
        for person in _holders(office, rest, before["name"] if before else None):
            yield replace(person, role=title + person.role, mede_namens=behalf)


def _holders(office: str, rest: str, named_before: str | None) -> Iterator[Bewindspersoon]:
    """Yield one person for 'Van Weel (Justitie en Veiligheid)' and two for 'voor Klimaat en van Buitenlandse Zaken'."""
    if re.match(r"\s*(?:van|voor)\s", rest):
        after = _NAME_AFTER.search(rest)
        name = plain(after["name"]) if after else named_before and plain(named_before)
        departments = " ".join(rest[: after.start() if after else len(rest)].split())
        for part in re.split(r"\s*,?\s*\ben\s+(?=(?:van|voor)(?:\s|[A-Z]))|\s*,\s*(?=(?:van|voor)(?:\s|[A-Z]))", departments):
            yield Bewindspersoon(name=name, role=f"{office} {part.strip(' .,;')}")
    elif (match := _WITH_MINISTRY.match(rest)) is not None:
        ministry = match["ministry"]
        yield Bewindspersoon(name=plain(match["name"]), role=f"{office} ({' '.join(ministry.split())})" if ministry else office)
    elif not rest.strip(" .,;"):
        yield Bewindspersoon(name=named_before and plain(named_before), role=office)


_SIGNED_OFFICE = re.compile(
    r"(?P<behalf>(?:mede\s+)?namens\s+)?(?:de\s+|het\s+)?(?P<office>(?:(?:vice-?)?minister-president|minister|staatssecretaris)\b(?:,?\s*(?:minister\s+)?(?:van|voor)\b.*)?,?)",
    re.IGNORECASE,
)
_SIGNED_NAME = re.compile(
    rf"\(?(?:w\.g\.\s*)?{SIR}(?:{WRITTEN_NAME}|{CAPITAL}(?:\s+{PARTICLE})*\s+{CAPITAL}(?:[\s–-]+(?:{PARTICLE}\s+)*{CAPITAL})?)\)?\s*,?"
)
_OF_A_DEPARTMENT = re.compile(rf"(?i:{OFFICE},?)(?:\s+(?:(?i:minister|en|van|voor|de|het|der)|[{UPPER}][\w’'-]*),?)*")
"""An office and nothing else: no 'De minister van Wegen opent vandaag een weg'."""


_MOST_COLUMNS = 4
"""Ministers who sign side by side."""


def signatories(lines: Sequence[str]) -> Read[tuple[Bewindspersoon, ...]] | None:
    """Read the signatures of a letter: an office on one or more lines with a name on the next, or the name first; None without a name.

    Cells of a line that are separated by tabs are columns: two ministers who sign side by side.
    """
    signed = _signed(lines)
    if not any(person.name for person, _ in signed):
        return None
    touched = signature_lines(lines)
    words = " ".join(" ".join(lines[min(touched) : max(touched) + 1]).split())
    return Read(found=tuple(person for person, _ in signed), words=words)


def signature_lines(lines: Sequence[str]) -> set[int]:
    """Return the indexes of the lines on which someone signs: offices and names; empty without a name."""
    signed = _signed(lines)
    return {index for _, at in signed for index in at} if any(person.name for person, _ in signed) else set()


def _signed(lines: Sequence[str]) -> list[tuple[Bewindspersoon, list[int]]]:
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    width = min(max((len(row) for row in rows), default=0), _MOST_COLUMNS)
    return [signed for column in range(width) for signed in _in_column([row[column] if column < len(row) else "" for row in rows])]


def _in_column(cells: Sequence[str]) -> Iterator[tuple[Bewindspersoon, list[int]]]:
    """Yield each person who signs in a column, with the indexes of the lines that say so."""
    filled = [index for index, cell in enumerate(cells) if cell]
    at = 0
    while at < len(filled):
        match = _SIGNED_OFFICE.fullmatch(cells[filled[at]])
        if not match or not _OF_A_DEPARTMENT.fullmatch(match["office"]):
            at += 1
            continue
        used = [filled[at]]
        role = match["office"]
        while at + 1 < len(filled) and _goes_on(role, cells, used[-1], filled[at + 1]):
            at += 1
            role = f"{role} {cells[filled[at]]}"
            used.append(filled[at])
        name, where = _beside(cells, filled, at, len(used))
        behalf = bool(match["behalf"])
        if name or behalf or (match[0][:1].isupper() and role.endswith(",")):
            person = Bewindspersoon(name=None if behalf else name, role=_role(role), mede_namens=behalf)
            yield person, used + ([] if behalf else where)
        at += 1


def _role(written: str) -> str:
    """Return an office with its first words in lower case, also where a letter signs 'DE MINISTER VAN FINANCIËN'."""
    return re.sub(rf"^{OFFICE}(?:\s+(?:van|voor)\b)?", lambda match: match[0].lower(), written.rstrip(" ,."), flags=re.IGNORECASE)


def _goes_on(role: str, cells: Sequence[str], here: int, there: int) -> bool:
    """Say whether the next line is the rest of an office: 'Digitale Economie en Soevereiniteit'."""
    cell = cells[there]
    if re.fullmatch(r"minister-president,?", role, re.IGNORECASE) and re.fullmatch(
        r"minister\s+van\s+algemene\s+zaken,?", cell, re.IGNORECASE
    ):
        return True
    if _SIGNED_OFFICE.fullmatch(cell) or re.match(r"(?:mede\s+)?namens\b", cell, re.IGNORECASE) or len(cell) > 80:
        return False
    open_end = role.endswith(",") or bool(re.search(r"\b(?:van|voor|en)$", role))
    is_rest = bool(re.match(r"en\s", cell)) or (" en " in f" {cell} " and not _has_initials(cell))
    return there == here + 1 and (is_rest or (open_end and not _SIGNED_NAME.fullmatch(cell))) and bool(re.fullmatch(r"[\w\s,.’'-]+", cell))


def _beside(cells: Sequence[str], filled: Sequence[int], at: int, used: int) -> tuple[str | None, list[int]]:
    """Return the name on the line after an office, else on the line before it, and where."""
    for index in (at + 1, at - used):
        if 0 <= index < len(filled) and _SIGNED_NAME.fullmatch(cells[filled[index]]):
            return plain(cells[filled[index]].strip(" ,()")), [filled[index]]
    return None, []


def _has_initials(cell: str) -> bool:
    return bool(re.match(INITIALS, cell))
