"""Two sentences in, whether they say the same out: one voice for two letters that repeat each other. Knows words, not meaning."""

_SHARED = 0.6
"""Share of the shorter one's words that the longer one has too, from which they say the same."""


def say_the_same(one: str, other: str) -> bool:
    """Say whether two sentences share most of their words."""
    mine, its = set(one.lower().split()), set(other.lower().split())
    return len(mine & its) >= _SHARED * min(len(mine), len(its))
