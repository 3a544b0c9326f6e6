"""The printed lines of a column in, the same lines with those of one cell of a table made one; told by how the page was drawn.

A table is drawn cell by cell: lines drawn one below the other are a cell when another cell was drawn beside it, level with its top.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import groupby, pairwise

from store.formats.pdf_lines import Line
from store.lines import joined

_BELOW = 1.6
"""A line is right below another when it is no more than this many times its size lower."""
_WIDE = 6
"""The widest space between the words of a line that is set from edge to edge, in sizes of its type."""


def tied(left: Line, right: Line) -> Line:
    """Make one line of two pieces that stand on one base line."""
    at = len(left.text) + 1
    mark = ((0, len(left.text)),) if left.size < 0.8 * right.size and left.base > right.base + 0.1 * right.size else left.raised
    return replace(
        left if left.right - left.left > right.right - right.left else right,
        order=left.order,
        text=f"{left.text} {right.text}",
        left=left.left,
        right=right.right,
        raised=(*mark, *((start + at, end + at) for start, end in right.raised)),
        first_word=left.first_word,
        second_word=right.left if " " not in left.text else left.second_word,
        bold=left.bold and right.bold,
    )


def without_wide_spaces(lines: Sequence[Line]) -> list[Line]:
    """Tie the pieces of lines set from edge to edge: those that begin and end where the whole line drawn before or after them does."""
    rows = [list(row) for _, row in groupby(sorted(lines, key=lambda line: line.order), key=lambda line: round(line.base))]
    for index in (*range(len(rows)), *reversed(range(len(rows)))):
        row, beside = rows[index], [rows[near] for near in (index - 1, index + 1) if 0 <= near < len(rows)]
        close = all(0 < b.left - a.right < _WIDE * b.size for a, b in pairwise(row))
        if len(row) > 1 and close and any(len(other) == 1 and _is_as_wide(row, other[0]) for other in beside):
            whole = row[0]
            for piece in row[1:]:
                whole = tied(whole, piece)
            rows[index] = [whole]
    return [line for row in rows for line in row]


def _is_as_wide(row: Sequence[Line], whole: Line) -> bool:
    edges = abs(row[0].left - whole.left) < 2 and abs(row[-1].right - whole.right) < 2
    return edges and abs(row[0].base - whole.base) < _BELOW * whole.size


def cells_of(lines: Sequence[Line], known: AbstractSet[str]) -> list[tuple[float, Line]]:
    """Return lines, and cells of several lines as one, each with the height of its top; `known` holds the document's own words."""
    tops: dict[int, list[list[Line]]] = {}
    for stack in _cut(_stacks(lines)):
        tops.setdefault(round(stack[0].base), []).append(stack)
    made: list[tuple[float, Line]] = []
    for stacks in tops.values():
        beside = len(stacks) > 1 and all(a[0].right < b[0].left for a, b in pairwise(sorted(stacks, key=lambda stack: stack[0].left)))
        for stack in stacks:
            if beside and len(stack) > 1 and not any(len(other[0].text) < 4 for other in stacks):
                made.append((stack[0].base, _whole(stack, known)))
            else:
                made += [(line.base, line) for line in stack]
    return made


def _stacks(lines: Sequence[Line]) -> list[list[Line]]:
    """Put lines together that were drawn one below the other."""
    stacks: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.order):
        last = stacks[-1][-1] if stacks else None
        if last and abs(last.left - line.left) < 2 and 0 < last.base - line.base < _BELOW * line.size:
            stacks[-1].append(line)
        else:
            stacks.append([line])
    return stacks


def _cut(stacks: list[list[Line]]) -> list[list[Line]]:
    """Cut stacks where the top of another stands level with one of their lines: there a row of the table begins."""
    tops: dict[int, list[Line]] = {}
    for stack in stacks:
        tops.setdefault(round(stack[0].base), []).append(stack[0])
    cut: list[list[Line]] = []
    for stack in stacks:
        cut.append([])
        for line in stack:
            level = [top for top in tops.get(round(line.base), ()) if top is not line]
            if cut[-1] and any(top.left > line.right or top.right < line.left for top in level):
                cut.append([])
            cut[-1].append(line)
    return cut


def _whole(stack: Sequence[Line], known: AbstractSet[str]) -> Line:
    whole = stack[0]
    for line in stack[1:]:
        text = joined(whole.text, line.text, known)
        at = len(text) - len(line.text)
        raised = (*whole.raised, *((start + at, end + at) for start, end in line.raised))
        whole = replace(whole, text=text, raised=raised, right=max(whole.right, line.right), base=line.base)
    return whole
