"""The printed lines of all pages in, those that belong to the paper and not to the letter out, each with what it is.

Found by place and by coming back on other pages; by their words only where a document has a single page to compare.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from store.formats.pdf_lines import Line

_ZONE = 0.17
"""Heads and feet stand in this part of the printed height of the pages, at the top and at the bottom."""
_NEAR = 3.0
"""Points by which a running head may stand higher or lower on another page."""
_MOST = 6
"""More lines than this that come back at the head or foot of a page are text that is printed twice."""
_HEADING = re.compile(r"\s*(?:vra(?:ag|gen)|antwoord)", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"(?:pagina|blad|page)?\s*[-–]?\s*(\d{1,4})\s*[-–]?(?:\s*(?:van|/|of)\s*\d{1,3})?", re.IGNORECASE)
_OF_PAGES = re.compile(r"(?:pagina|blad|page)\s*\d{1,3}(?:\s*(?:van|/|of)\s*\d{1,3})?", re.IGNORECASE)
_IMPRINT = re.compile(
    r"(?:ah|kv)-tk-\S+|ah-\d+|ISSN\b.*|[’']s-Gravenhage \d{4}|Tweede Kamer, vergaderjaar .{4,12}, (?:Aanhangsel|Vragen).*|KV\d+F?"
)


def furniture_of(pages: Sequence[Sequence[Line]], body: float) -> dict[Line, str]:
    """Name the lines that are furniture; `body` is the size of the running text's type."""
    upright = [[line for line in page if not line.turned] for page in pages]
    found = {line: "rotated text" for page in pages for line in page if line.turned}
    bases = [line.base for page in upright for line in page]
    if not bases:
        return found
    edge = _ZONE * (max(bases) - min(bases))
    low, high = min(bases) + edge, max(bases) - edge
    repeated = set(_repeated([line for page in upright for line in page if line.base <= low or line.base >= high]))
    for page in upright:
        for line in _outside(page, repeated, low):
            running = "running foot" if line.base <= low else "running head"
            found[line] = "page number" if _PAGE_NUMBER.fullmatch(line.text) else running
    for page in upright:
        found.update(_imprint([line for line in page if line.base <= low], page, found, body))
        found.update(_numbers(page, found, low, high))
    found.update(_letterheads(upright, found, body))
    return found


def _repeated(outer: Sequence[Line]) -> Iterator[Line]:
    """Yield lines that stand at one place on several pages, the same but for a number that counts the pages."""
    alike: dict[str, list[Line]] = defaultdict(list)
    for line in outer:
        if not _HEADING.match(line.text):
            alike[re.sub(r"\d+", "\0", line.text)].append(line)
    for lines in alike.values():
        for line in lines:
            if any(_is_again(line, other) for other in lines):
                yield line


def _is_again(line: Line, other: Line) -> bool:
    apart = other.page - line.page
    near = abs(line.base - other.base) < _NEAR and abs(line.size - other.size) < 0.5
    steps = {int(b) - int(a) for a, b in zip(re.findall(r"\d+", line.text), re.findall(r"\d+", other.text), strict=True)}
    return bool(apart) and near and steps <= {0, apart}


def _outside(page: Sequence[Line], repeated: AbstractSet[Line], low: float) -> Iterator[Line]:
    """Yield the repeated lines outside the running text: nothing else stands further out, and there is white space on the inside."""
    for sign, lines in ((1, [line for line in page if line.base <= low]), (-1, [line for line in page if line.base > low])):
        outside: set[Line] = set()
        for line in sorted((line for line in lines if line in repeated), key=lambda line: -sign * line.base):
            level = [other for other in page if other is not line and other.left < line.right and other.right > line.left]
            further = [other for other in level if sign * (line.base - other.base) > 0]
            inner = min(
                (other for other in level if sign * (other.base - line.base) > 0),
                key=lambda other: abs(other.base - line.base),
                default=None,
            )
            free = inner is None or inner in outside or abs(inner.base - line.base) > 1.6 * max(line.size, inner.size)
            if free and all(other in repeated for other in further):
                outside.add(line)
        yield from outside if len(outside) <= _MOST else ()


def _numbers(page: Sequence[Line], found: Mapping[Line, str], low: float, high: float) -> Iterator[tuple[Line, str]]:
    """Yield the page number: 'Pagina 2 van 5', or a bare number beside a running head or foot, or the page's own on its outermost line."""
    bases = [line.base for line in page]
    for line in page:
        number = _PAGE_NUMBER.fullmatch(line.text)
        if not number or line in found or low < line.base < high:
            continue
        outermost = min(abs(line.base - min(bases)), abs(line.base - max(bases))) < _NEAR and int(number[1]) == line.page + 1
        beside = any(other in found and abs(other.base - line.base) < 1 for other in page)
        if outermost or beside or _OF_PAGES.fullmatch(line.text):
            yield line, "page number"


def _imprint(foot: Sequence[Line], page: Sequence[Line], found: Mapping[Line, str], body: float) -> Iterator[tuple[Line, str]]:
    """Yield the small lines beside and above a running foot, such as the publication's code; and what only its words give away."""
    feet = [line for line in foot if line in found]
    main = [line for line in page if line.size > 0.95 * body and line not in found]
    left = min((line.left for line in main), default=0.0)
    for line in foot:
        beside = any(other.base - 1 <= line.base < other.base + 4 * body for other in feet)
        if line not in found and ((beside and line.size < 0.8 * body and line.right < left) or _IMPRINT.fullmatch(line.text)):
            yield line, "publication code" if line.size < 0.8 * body else "running foot"


def _letterheads(pages: Sequence[Sequence[Line]], found: Mapping[Line, str], body: float) -> Iterator[tuple[Line, str]]:
    """Yield the column beside the letter on later pages, when half of it or more also stands beside the letter on another page."""
    beside = [[line for line in page if line not in found and _is_beside(line, page, body)] for page in pages]
    for number, column in enumerate(beside[1:], 1):
        elsewhere = {line.text for other, lines in enumerate(beside) if other != number for line in lines}
        if column and 2 * sum(line.text in elsewhere for line in column) >= len(column):
            yield from ((line, "letterhead") for line in column)


def _is_beside(line: Line, page: Sequence[Line], body: float) -> bool:
    """Tell whether a line stands wholly to the right of the running text of its page, or in smaller type to its left."""
    main = [other for other in page if abs(other.size - body) < 0.1 * body and other.right - other.left > 20 * body]
    if not main:
        return False
    smaller = line.size < 0.95 * body
    return line.left > max(other.right for other in main) or (smaller and line.right < min(other.left for other in main))
