"""The printed lines of one page in, its columns in reading order out, each as rows of cells; knows no words but list marks.

Columns are told from tables by how a page was drawn: a column is drawn from top to bottom before the next, a table row by row.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from store.formats.pdf_cells import cells_of, tied, without_wide_spaces
from store.formats.pdf_lines import Line

LIST_MARK = re.compile(r"(?:[•·▪‣◦■□➢✓✔–—*\uf000-\uf0ff-]|o|\(?\d{1,3}[.):]?|\(?[a-z][.)]|\(?[ivx]{1,4}[.)])(?= |$)")
"""What opens an item of a list: 'a.', '1)', '•'; private characters are bullets of symbol fonts."""
_SIDE = 0.5
"""A right-hand column narrower than this part of its neighbour is a letterhead beside the letter, and is read first."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """Rows that are read one below the other."""

    rows: tuple[tuple[Line, ...], ...]
    """Each row has a line for each of its cells, one when it is no row of a table."""
    left: float
    right: float


def columns_of(lines: Sequence[Line], known: AbstractSet[str]) -> list[Column]:
    """Put the upright lines of a page in reading order; `known` holds the document's own words."""
    return [_column(part, known) for part in _parts(list(lines)) if part]


def _parts(lines: list[Line]) -> Iterator[list[Line]]:
    """Split a page at its gutters, and above and below whatever stands across them."""
    for edge in _edges(lines):
        for top, bottom in _bands(lines, edge):
            inside = [line for line in lines if bottom < line.base < top]
            left = [line for line in inside if line.right <= edge]
            right = [line for line in inside if line.left >= edge - 1]
            if _are_columns(left, right):
                yield from _parts([line for line in lines if line.base >= top])
                beside = _width(right) < _SIDE * _width(left)
                for part in (right, left) if beside else (left, right):
                    yield from _parts(part)
                yield from _parts([line for line in lines if line.base <= bottom])
                return
    yield lines


def _edges(lines: list[Line]) -> list[float]:
    """Return where several lines start, but for the leftmost: where a further column may begin."""
    starts = Counter(round(line.left) for line in lines)
    edges = [edge for edge, count in starts.most_common(12) if count >= 3 and edge > min(starts) + 20]
    return [float(edge) for edge in edges]


def _bands(lines: list[Line], edge: float) -> list[tuple[float, float]]:
    """Return the tops and bottoms of the strips of a page in which no line stands across an edge."""
    across = sorted((line.base for line in lines if line.left < edge - 1 and line.right > edge), reverse=True)
    heights = [float("inf"), *across, float("-inf")]
    return [(top, bottom) for top, bottom in pairwise(heights) if top > bottom]


def _are_columns(left: list[Line], right: list[Line]) -> bool:
    if min(len(left), len(right)) < 3:
        return False
    shared = min(_top(left), _top(right)) - max(_bottom(left), _bottom(right))
    if shared < 1.5 * left[0].size:
        return False
    rights = set(right)
    sides = [line in rights for line in sorted([*left, *right], key=lambda line: line.order)]
    changes = sum(a != b for a, b in pairwise(sides))
    return changes <= 2 or (changes > 0.6 * min(len(left), len(right)) and _is_prose(left) and _is_prose(right))


def _is_prose(lines: list[Line]) -> bool:
    """Tell whether lines fill a column from edge to edge, as running text does and the cells of a table do not."""
    width = _width(lines)
    return len(lines) >= 8 and width > 12 * lines[0].size and median(line.right - line.left for line in lines) > 0.75 * width


def _column(lines: list[Line], known: AbstractSet[str]) -> Column:
    rows: list[list[Line]] = []
    height = 0.0
    for top, line in sorted(cells_of(without_wide_spaces(lines), known), key=lambda cell: (-cell[0], cell[1].left)):
        if rows and _is_level(rows[-1][0], height, line, top) and _is_beside(line, rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
            height = top
    for row in rows:
        row.sort(key=lambda line: line.left)
    made = tuple(tuple(_cells(row, rows)) for row in rows)
    return Column(rows=made, left=min(line.left for line in lines), right=max(line.right for line in lines))


def _is_level(first: Line, height: float, line: Line, top: float) -> bool:
    """Tell whether two lines stand on one base line, or one is a raised mark that stands apart from the other."""
    raised = first.size < 0.8 * line.size and len(first.text) < 4
    return height - top < (0.65 * line.size if raised else 0.35 * min(first.size, line.size))


def _is_beside(line: Line, row: list[Line]) -> bool:
    return all(line.left > other.right - 1 or line.right < other.left + 1 for other in row)


def _cells(row: list[Line], rows: list[list[Line]]) -> Iterator[Line]:
    """Tie the pieces of a row that are one printed line: a list mark and its item, or words set far apart."""
    cell = row[0]
    for piece in row[1:]:
        gap = (piece.left - cell.right) / piece.size
        item = cell is row[0] and len(row) == 2 and LIST_MARK.fullmatch(cell.text)
        if item or (gap < 2.5 and not _is_edge(piece.left, rows)):
            cell = tied(cell, piece)
        else:
            yield cell
            cell = piece
    yield cell


def _is_edge(left: float, rows: list[list[Line]]) -> bool:
    """Tell whether further cells of other rows start at the same place."""
    return sum(abs(piece.left - left) < 2 for row in rows for piece in row[1:]) > 1


def _top(lines: Sequence[Line]) -> float:
    return max(line.base for line in lines)


def _bottom(lines: Sequence[Line]) -> float:
    return min(line.base for line in lines)


def _width(lines: Sequence[Line]) -> float:
    return max(line.right for line in lines) - min(line.left for line in lines)
