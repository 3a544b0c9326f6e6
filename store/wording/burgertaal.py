"""A word's stem in, the stems that citizens and ministers use for the same thing out; the groups stand in `burgertaal.txt`."""

from functools import cache
from pathlib import Path

from store.analyse import stems

_FILE = Path(__file__).with_name("burgertaal.txt")


def same_meaning(stem: str) -> frozenset[str]:
    """Return the stems that stand in a group with this one, itself included; empty when it stands in none."""
    return _groups().get(stem, frozenset())


@cache
def _groups() -> dict[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            group = frozenset(stems(line))
            for stem in group:
                groups[stem] = groups.get(stem, frozenset()) | group
    return groups
