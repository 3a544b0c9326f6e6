"""Filters in, what a person at a terminal reads of them out: what was left out of the search, why, and how to search there too."""

from collections.abc import Sequence

from rich.console import Console

from bot.prompt import label
from bot.records import Filter
from bot.showing.dutch import listed
from bot.showing.filter_view import FILTERS, chips
from bot.showing.typeset import show


def show_filters(filters: Sequence[Filter], console: Console) -> None:
    """Print what the search was narrowed to, if to anything."""
    shown = [label(FILTERS, "shown_read", filter=chip.text, words=chip.words) if chip.words else chip.text for chip in chips(filters)]
    if not shown:
        return
    show(label(FILTERS, "shown", filters=listed(shown)), console, "italic")
    given = [f"--{one.kind}" for one in filters if one.words is None]
    if len(given) < len(filters):
        show(label(FILTERS, "how_to_remove"), console, "dim")
    if given:
        show(label(FILTERS, "how_to_leave_out", flags=listed(given)), console, "dim")
