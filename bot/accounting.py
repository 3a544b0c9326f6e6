"""The account of a letter in, JSON or a table on a terminal out: where every character of its text went; knows nothing about parsing."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from store.account import Account
from store.records import Document

Json = dict[str, object]


def account_json(document: Document, account: Account, lost: Sequence[str]) -> Json:
    """Return where every character that is not white space went, and the `losses` that were found (none, when all is well)."""
    places = _in_order(account)
    return {
        "document": document.id,
        "origin": document.origin,
        "characters": sum(count for _, count in places),
        "places": [{"place": place, "characters": count} for place, count in places],
        "stretches": [{"start": stretch.start, "end": stretch.end, "place": stretch.place} for stretch in account.stretches()],
        "losses": list(lost),
    }


def show_account(document: Document, account: Account, lost: Sequence[str], console: Console) -> None:
    """Print the places with their numbers of characters, and whether all of the letter is there."""
    table = Table("place", "characters", box=None, pad_edge=False, header_style="bold")
    table.columns[1].justify = "right"
    places = _in_order(account)
    for place, count in places:
        table.add_row(place, str(count))
    console.print(table)
    console.print()
    total = sum(count for _, count in places)
    if not lost:
        console.print(
            f"All {total} characters of {document.origin} (white space aside) are in exactly one place.", soft_wrap=True, markup=False
        )
    for loss in lost:
        console.print(f"LOST: {loss}", soft_wrap=True, markup=False)


def _in_order(account: Account) -> list[tuple[str, int]]:
    """Return the places in the order in which the letter comes to them, each with its number of characters."""
    # A Counter keeps the order in which its keys came.
    return list(account.characters().items())
