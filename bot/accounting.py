"""The account of a letter in, JSON or a table on a terminal out: where every character of its text went; knows nothing about parsing."""

from rich.console import Console
from rich.table import Table

from store.account import Account
from store.proof import losses
from store.records import Document

Json = dict[str, object]


def account_json(document: Document, account: Account) -> Json:
    """Return where every character that is not white space went, and what contradicts that nothing is lost (nothing, when all is well)."""
    counts = account.characters()
    return {
        "document": document.id,
        "origin": document.origin,
        "characters": sum(counts.values()),
        "places": [{"place": place, "characters": count} for place, count in _in_order(account)],
        "stretches": [{"start": stretch.start, "end": stretch.end, "place": stretch.place} for stretch in account.stretches()],
        "losses": list(losses(document, account)),
    }


def show_account(document: Document, account: Account, console: Console) -> None:
    """Print the places with their numbers of characters, and whether all of the letter is there."""
    table = Table("place", "characters", box=None, pad_edge=False, header_style="bold")
    table.columns[1].justify = "right"
    for place, count in _in_order(account):
        table.add_row(place, str(count))
    console.print(table)
    console.print()
    total = sum(account.characters().values())
    lost = list(losses(document, account))
    if not lost:
        console.print(
            f"All {total} characters of {document.origin} (white space aside) are in exactly one place.", soft_wrap=True, markup=False
        )
    for loss in lost:
        console.print(f"LOST: {loss}", soft_wrap=True, markup=False)


def _in_order(account: Account) -> list[tuple[str, int]]:
    """Return the places in the order in which the letter comes to them."""
    counts = account.characters()
    return [(place, counts[place]) for place in dict.fromkeys(stretch.place for stretch in account.stretches())]
