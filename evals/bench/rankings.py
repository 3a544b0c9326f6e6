"""What a ranking is: a list of places, best first; a place holds the answers that are shown as one, by the ids they are cited under."""

from collections.abc import Callable, Iterable, Sequence

from store.passages import source_of

DEPTH = 50
"""Places that are looked at."""
PARTS = 4 * DEPTH
"""Passages or chunks asked for, so that as many answers are left when the parts of one are taken together."""

Ranking = Sequence[tuple[str, ...]]
Way = Callable[[str], Ranking]
"""A question in, a ranking out."""


def answers(ids: Iterable[str]) -> Ranking:
    """Return the answers of passages or chunks, each at the place of its best one."""
    return [(source,) for source in dict.fromkeys(source_of(id) for id in ids)][:DEPTH]
