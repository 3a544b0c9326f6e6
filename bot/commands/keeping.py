"""Commands about the store: build, parse, check, show."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.output import EXAMPLE, AsJson, Embedder, Store, building, emit, out, tell


def add(app: typer.Typer) -> None:
    """Add the commands about the store."""
    app.command(epilog=EXAMPLE.format("build letters/"))(build)
    app.command(epilog=EXAMPLE.format("parse letters/2026Z03908.txt --json"))(parse)
    app.command(epilog=EXAMPLE.format("check"))(check)
    app.command(epilog=EXAMPLE.format("show 2026Z03908/3"))(show)


def build(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files or folders; none: the bundled letters.")] = None,
    store: Store = None,
    embedder: Embedder = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", "--force", help="Build anew even when nothing changed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Build the store from letters, verify it, and switch to it; until then the earlier one serves."""
    from bot import terminal
    from bot.wire_letters import built_json
    from store.build import build
    from store.settings import StoreSettings

    settings = StoreSettings.load(store=store, embedder=embedder)
    with building() as progress:
        built = build(paths or [], settings, rebuild=rebuild, progress=progress, reading=progress.reading)
    for left_out in built.unreadable:
        tell(f"left out: {left_out.path}: {left_out.reason}")
    for duplicate in built.duplicates:
        tell(f"the same letter: {duplicate.path} is {duplicate.same_as}, which was taken")
    if as_json:
        emit(built_json(built))
    else:
        terminal.show_built(built, settings.store, out())


def parse(
    file: Annotated[Path, typer.Argument(help="A letter.")],
    account: Annotated[
        bool, typer.Option("--account", help="Show instead where every character of the letter went; exit code 1 when one is lost.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read one letter and show its questions, answers, and what does not hold; no store is needed."""
    from bot import accounting, terminal
    from bot.wire_letters import document_json
    from store.parse import parse_accounted
    from store.proof import losses
    from store.read import read
    from store.refer import refer

    document, accounted = parse_accounted(read(file))
    if account:
        lost = list(losses(document, accounted))
        emit(accounting.account_json(document, accounted, lost)) if as_json else accounting.show_account(document, accounted, lost, out())
        raise typer.Exit(1 if lost else 0)
    (document,) = refer([document])
    emit(document_json(document)) if as_json else terminal.show_document(document, out())


def check(store: Store = None, embedder: Embedder = None, as_json: AsJson = False) -> None:
    """Check that the store is whole: exit code 1 when it is not, with what mends it."""
    from bot import terminal
    from bot.wire_letters import checked_json
    from store.check import check
    from store.settings import StoreSettings

    checked = check(StoreSettings.load(store=store, embedder=embedder))
    if as_json:
        emit(checked_json(checked))
    else:
        terminal.show_checked(checked, out())
    raise typer.Exit(0 if checked.whole else 1)


def show(
    id: Annotated[str | None, typer.Argument(metavar="[ID]", help="A document, or one answer: ID/number. None: the list.")] = None,
    store: Store = None,
    embedder: Embedder = None,
    as_json: AsJson = False,
) -> None:
    """Show what is in the store: the list of documents, one document, or one answer."""
    from bot import terminal
    from bot.wire_letters import answer_json, document_json, listing_json
    from store.library import Library
    from store.settings import StoreSettings

    catalogue = Library(StoreSettings.load(store=store, embedder=embedder)).current().catalogue
    if id is None:
        documents = list(catalogue.documents())
        emit(listing_json(documents)) if as_json else terminal.show_listing(documents, out())
    elif "/" in id:
        document, answer = catalogue.source(id)
        emit(answer_json(answer)) if as_json else terminal.show_answer(document, answer, out())
    else:
        document = catalogue.document(id)
        emit(document_json(document)) if as_json else terminal.show_document(document, out())
