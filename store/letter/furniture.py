"""Lines of a letter in, which of them are no part of question, answer, footnote or metadata out, and what they are instead.

Running heads and feet of published pages are furniture anywhere; letterhead and cover note only before the first question. After it
a line counts only when it cannot be part of an answer: a wrong removal is worse than a missed one.
Lines that metadata is read from (the head of the questions, date, subject, own numbers) are left alone, but for cover note and signature.
"""

import re
from collections.abc import Iterator, Sequence

from store.letter.bewindspersonen import signature_lines
from store.letter.dates import ENDS_DATED

_YEAR = r"\d{4}\s?[-–—/]\s?\d{2,4}"
_FOOT = re.compile(
    r"\s*(?:(?:ISSN\s*\d{4}\s*-\s*\d{3}[\dX]|(?:Sdu\s*Uitgevers\s*)?[’'‘`]\s?s-\s?Gravenhage\s*\d{4}|KVR\d{3,}\w*|KST\d{3,}\w*|\d{4}tkkvr\d+"
    r"|(?:ah|kv|kst)-[\w-]+\d(?![\w-]))\s*"
    rf"|(?:Tweede|Eerste)\s+Kamer\s*,\s*vergaderjaar\s+{_YEAR}\s*,\s*(?:Aanhangsel|Vragen|\d{{2}}\s?\d{{3}}[^.]{{0,20}},\s*nr\.?\s*\d+)(?:\s*\d{{1,4}})?\s*)+",
    re.IGNORECASE,
)
_CASE_IN_FOOT = re.compile(r"\s*2\d{9}\s*")
_HEAD = re.compile(
    rf"\s*(?:Tweede\s+Kamer\s+der\s+Staten-Generaal\s*2?|Vergaderjaar\s+{_YEAR}\s+(?:Aanhangsel\s+van\s+de\s+Handelingen|Vragen\s.*))\s*"
)
_CHAMBER = re.compile(r"\s*Tweede\s+Kamer\s+der\s+Staten-Generaal\s*2?\s*", re.IGNORECASE)
_TITLE = re.compile(
    r"\s*(?:Vragen\s+gesteld\s+door\s+de\s+leden\s+der\s+Kamer(?:,\s*met\s+de\s+daarop\s+door\s+de(?:\s+regering\s+gegeven\s+antwoorden)?)?"
    r"|regering\s+gegeven\s+antwoorden)\s*",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"\s*(?:(?:Pagina|Blad(?:zijde)?|Page)\s*\|?\s*\d{1,3}(?:\s*(?:van|/)\s*\d{1,3})?|[-–]\s*\d{1,3}\s*[-–])\s*", re.IGNORECASE
)

_LABEL = re.compile(
    r"\s*(?:Contactpersoon|Contact|Ons\s+kenmerk|Onze\s+referentie|Kenmerk\s+ministerie|Bijlagen?(?:\(n\))?|Bijlage\(n\)|Projectnaam|Auteur|Registratienummer"
    r"|Behandeld\s+door|Doorkiesnummer|Kopie\s+aan|Afschrift\s+aan|Telefoon|Rubricering|Versie)\s*(?:[:\t ]\s*(?P<value>\S.*))?",
    re.IGNORECASE,
)
_CALLED = r"(?:[ \t]+(?:en|van|voor|de|der|het|[A-Z][\w’'-]*),?)+"
"""What an office or directorate is called: capitals, so that 'Ministerie van Wegen over lampen' in a broken line is not one."""
_LETTERHEAD = re.compile(
    r"\s*(?:(?:>\s*)?Retouradres\b.*|Postbus\s+\d+.*|Postadres.*|Bezoekadres.*|\d{4}\s?[A-Z]{2}\s+[A-Z’'].{0,40}|(?:www\.|https?://)\S+|\S+@\S+\.\w+"
    r"|Bij\s+beantwoording\s+(?:de\s+)?.*|Wilt\s+u\s+slechts\s+één\s+zaak.*|[TFEM]\s*[:.]?\s*\(?\+?\d[\d\s()-]{6,}"
    r"|(?:Telefoon|Fax|Tel\.|Internet)\s*:?\s*\(?\+?[\d(].*|Correspondentie\s+uitsluitend\s.*|vermelding\s+van\s+de\s+datum\s.*"
    rf"|(?:Ministerie|Directoraat-[Gg]eneraal|Directie|Programmadirectie|Afdeling|Nationaal\s+Coördinator){_CALLED}"
    r"|(?:Aan\s+)?(?:[Dd]e\s+)?[Vv]oorzitter\s+van\s+de\s+(?:Tweede|Eerste)\s+Kamer(?:\s+der)?(?:\s+Staten-Generaal)?|Aan\s+de\s+[Vv]oorzitter.{0,60}"
    r"|Tweede\s+Kamer\s+der|der\s+Staten-Generaal|Den\s+Haag|DEN\s+HAAG|[’']s-[Gg][Rr][Aa][Vv][Ee][Nn][Hh][Aa][Gg][Ee]"
    r"|[A-Z][\w.’' -]{2,40}(?:straat|weg|plein|laan|markt|kade|hof|singel|gracht|dreef|burg|voorhout|vijverberg)\s+\d{1,4}\s?[A-Za-z]?)\s*"
)
_COVER = re.compile(
    r"\s*(?:In\s+antwoord\s+op\s+uw\s+brief|Hierbij\b|Hiermee\b|Bijgaand\b|Bijgevoegd\b|Met\s+deze\s+brief|Onder\s+verwijzing\s+naar"
    r"|Naar\s+aanleiding\s+van\s+uw\s+brief|In\s+reactie\s+op\s+uw|Geachte\b|In\s+uw\s+brief\s+van|U\s+treft\b"
    r"|Op\s+\d{1,2}\s+\w+\s+\d{4}\s+(?:heeft|hebben|ontving))",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"\s*(?:Hoogachtend|Met\s+vriendelijke\s+groet(?:en)?)\s*,?\s*", re.IGNORECASE)
_HEADING = re.compile(r"\s*(?:(?:Sub)?vra(?:ag|gen)|antwoord(?:en)?|beantwoording)\b.{0,60}", re.IGNORECASE)
_METADATA = re.compile(
    r"\s*(?:(?:Nadere\s+|Aanvullende\s+|Schriftelijke\s+)*(?:Kamer)?vragen\s+(?:van|door|gesteld|lid)\b|(?:Nader\s+|Aanvullend\s+)?(?:Be)?antwoord(?:en|ing)?\s|Mededeling\b|Datum\b"
    r"|Onderwerp\b|Betreft\b|Uw\s+(?:kenmerk|brief|referentie)\b|Den\s+Haag\b|Vergaderjaar\b|Zie\s+ook\b|AH\s*\d|\(?(?:19|20)\d\dZ)",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(r"\s*(?:Datum|Onderwerp|Betreft|Uw\s+(?:kenmerk|brief|referentie))\b", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"\s*(?:Nadere\s+|Aanvullende\s+)?Vragen\s+van\b|\s*(?:Nader\s+|Aanvullend\s+)?(?:Antwoord|antwoord|Mededeling)\s+van\b"
)
_CLOSING_LINES = 20
"""At most so many lines with text stand after the first line of a signature at the end of a letter."""


def furniture(lines: Sequence[str], first: int) -> dict[int, str]:
    """Return index of a line → 'running head', 'running foot', 'page number', 'letterhead', 'cover note', 'signature' or 'title'.

    `first` is the index of the heading of the first question, `len(lines)` when there is none.
    """
    found = dict(_of_pages(lines, first))
    head = [index for index in range(min(first, len(lines))) if index not in found]
    found |= {index: "signature" for index in signature_lines(lines[:first]) if index in head}
    found |= {index: "letterhead" for index in _letterhead(lines, head) if index not in found}
    found |= {index: kind for index, kind in _cover(lines, head, set(found)) if index not in found}
    return found | {index: "signature" for index in _closing(lines, first) if index not in found}


def is_letterhead(line: str) -> bool:
    """Say whether a line of a head is of the letter paper: an address, a directorate, a label such as 'Ons kenmerk'."""
    return bool(_LETTERHEAD.fullmatch(line) or _LABEL.fullmatch(line))


def _of_pages(lines: Sequence[str], first: int) -> Iterator[tuple[int, str]]:
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        if _FOOT.fullmatch(line):
            yield index, "running foot"
            if index - 1 > first and _CASE_IN_FOOT.fullmatch(lines[index - 1]):
                yield index - 1, "running foot"
        elif _CHAMBER.fullmatch(line) or (index > first and _HEAD.fullmatch(line)):
            yield index, "running head"
            if index + 1 < first and lines[index + 1].strip() == "2":
                yield index + 1, "running head"
        elif _PAGE.fullmatch(line):
            yield index, "page number"
        elif _TITLE.fullmatch(line):
            yield index, "title"


def _letterhead(lines: Sequence[str], head: Sequence[int]) -> Iterator[int]:
    """Yield the lines of the letter paper; a label without a value on its line takes the lines below it, up to a blank one."""
    below = published = False
    for index in head:
        line = lines[index]
        published = bool(_PUBLISHED.match(line)) or (published and bool(line.strip()) and not ENDS_DATED.search(lines[index - 1]))
        if published:
            below = False
        elif label := _LABEL.fullmatch(line):
            below = not label["value"]
            yield index
        elif _LETTERHEAD.fullmatch(line):
            yield index
        elif not line.strip() or _OTHER_LABEL.match(line) or _COVER.match(line):
            below = False
        elif below:
            yield index


def _cover(lines: Sequence[str], head: Sequence[int], taken: set[int]) -> Iterator[tuple[int, str]]:
    """Yield the lines from a cover note's first to its signature, closing words, or the metadata under it."""
    inside = False
    for index in head:
        line = lines[index]
        if _CLOSING.fullmatch(line):
            inside = False
            yield index, "signature"
        elif _COVER.match(line):
            inside = True
        elif index in taken or (line.strip() and _METADATA.match(line) and not lines[index - 1].strip()):
            inside = False
        if inside and line.strip():
            yield index, "cover note"


def _closing(lines: Sequence[str], first: int) -> Iterator[int]:
    """Yield the lines of a signature after the last answer: near the end, an office with a name, nothing like a heading below it."""
    start = max(first + 1, 0)
    filled = [index for index in range(start, len(lines)) if lines[index].strip()][-_CLOSING_LINES:]
    headings = [index for index in filled if _HEADING.fullmatch(lines[index])]
    tail = [index for index in filled if not headings or index > headings[-1]]
    if not tail:
        return
    signed = sorted(tail[0] + index for index in signature_lines(lines[tail[0] :]))
    offices = [index for index in signed if re.match(r"\s*(?:De|Het|DE)\s", lines[index])]
    if offices:
        closing = (index for index in tail if index < offices[0] and _CLOSING.fullmatch(lines[index]))
        yield from closing
        yield from (index for index in signed if index >= offices[0])
