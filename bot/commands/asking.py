"""Commands that ask: chat, ask, search, verify, doctor."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.narrowing import Ministry, NoFilters, OfDocument, Party, Since, Until, filtering_of
from bot.commands.output import EXAMPLE, AsJson, ChatModel, Embedder, Store, Writer, building, emit, emit_line, err, out, tell
from store.errors import InputError, StoreMissing

if TYPE_CHECKING:
    from bot.filtering import Filtering
    from bot.records import Reply, Turn
    from bot.settings import BotSettings
    from store.library import Library
    from store.settings import StoreSettings


def add(app: typer.Typer) -> None:
    """Add the commands that ask."""
    app.command(epilog=EXAMPLE.format("chat --port 8080"))(chat)
    app.command(epilog=EXAMPLE.format('ask "Moet een gehackt bedrijf de afpersers geld geven?"'))(ask)
    app.command(epilog=EXAMPLE.format('search "losgeld betalen" --limit 5'))(search)
    app.command(epilog=EXAMPLE.format('verify --claim "De schade kan enorm oplopen." --source 2026Z03908/3'))(verify)
    app.command(epilog=EXAMPLE.format("doctor --pull"))(doctor)


def chat(
    host: Annotated[str | None, typer.Option("--host", help="Address to serve on (KAMERANTWOORD_HOST).", show_default=False)] = None,
    port: Annotated[int | None, typer.Option("--port", help="Port to serve on (KAMERANTWOORD_PORT).", show_default=False)] = None,
    store: Store = None,
    embedder: Embedder = None,
    writer: Writer = None,
    chat_model: ChatModel = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Serve the chat page and the HTTP API; builds the store from the bundled letters first when there is none."""
    from bot.serving.port import address, listen
    from bot.settings import BotSettings

    settings = BotSettings.load(host=host, port=port, store=store, embedder=embedder, writer=writer, chat_model=chat_model)
    # The port first: when it is taken, nobody has to wait for the rest to hear so.
    with listen(settings.host, settings.port) as listener:
        from store.library import Library

        library = Library(settings)
        _build_if_missing(library, settings)
        from bot.chat_model.warming import warm_up
        from bot.pipeline import Bot
        from bot.serving import app, server

        def ready() -> None:
            print(f"Kamerantwoord: {address(listener)}", flush=True)
            tell("Stop with Ctrl-C.")
            warm_up(settings)
            if open_browser:
                typer.launch(address(listener))

        server.serve(app.create(Bot(library, settings), library), listener, ready)


def ask(
    question: Annotated[str, typer.Argument(help="The question; - reads it from standard input.")],
    history: Annotated[
        Path | None, typer.Option("--history", help="JSON lines of earlier turns, oldest first.", show_default=False)
    ] = None,
    writer: Writer = None,
    chat_model: ChatModel = None,
    since: Since = None,
    until: Until = None,
    ministry: Ministry = None,
    party: Party = None,
    document: OfDocument = None,
    no_filters: NoFilters = False,
    explain: Annotated[bool, typer.Option("--explain", help="Let the chat model explain each quote in plain Dutch.")] = False,
    store: Store = None,
    embedder: Embedder = None,
    as_json: AsJson = False,
) -> None:
    """Answer one question with the government's own words; exit code 3 when the machine could not."""
    from bot import terminal
    from bot.intake import read_history
    from bot.settings import BotSettings
    from bot.wire import reply_json

    settings = BotSettings.load(store=store, embedder=embedder, writer=writer, chat_model=chat_model)
    filtering = filtering_of(no_filters, since=since, until=until, ministry=ministry, party=party, document=document)
    asked = sys.stdin.read() if question == "-" else question
    with _lines(history) as lines:
        turns = read_history(lines)
    with err().status("…"):
        reply = _reply(settings, asked, turns, filtering, explain)
    if as_json:
        emit(reply_json(reply))
    else:
        terminal.show_reply(reply, out())
    raise typer.Exit(3 if reply.status == "failed" else 0)


def _reply(settings: "BotSettings", asked: str, turns: "Sequence[Turn]", filtering: "Filtering", explain: bool) -> "Reply":
    from bot.explanation.explainer import with_explanations
    from bot.explanation.turn import is_explainable
    from bot.pipeline import Bot
    from bot.records import places_of
    from store.library import Library

    bot = Bot(Library(settings), settings)
    reply = bot.reply(asked, turns, filtering)
    if explain and is_explainable(reply):
        return with_explanations(reply, bot.explainer.explanations(places_of(reply.sentences)))
    return reply


def search(
    question: Annotated[str, typer.Argument(help="What to search for.")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=200, help="How many hits.")] = 10,
    since: Since = None,
    until: Until = None,
    ministry: Ministry = None,
    party: Party = None,
    document: OfDocument = None,
    no_filters: NoFilters = False,
    store: Store = None,
    embedder: Embedder = None,
    as_json: AsJson = False,
) -> None:
    """Show the answers that fit a question best, without writing a reply."""
    from bot.finding import hits_for
    from bot.showing.terminal_filters import show_filters
    from bot.showing.terminal_hits import show_hits
    from bot.showing.typeset import show
    from bot.wire import found_json
    from store.explain import explain
    from store.library import Library
    from store.settings import StoreSettings

    filtering = filtering_of(no_filters, since=since, until=until, ministry=ministry, party=party, document=document)
    generation = Library(StoreSettings.load(store=store, embedder=embedder)).current()
    hits, narrowed = hits_for(generation, question, limit, filtering, date.today())
    explained = explain(generation, narrowed.sought, hits)
    if as_json:
        emit(found_json(hits, explained, narrowed.filters, narrowed.notice))
        return
    if narrowed.filters:
        show_filters(narrowed.filters, out())
        out().print()
    if narrowed.notice:
        show(narrowed.notice.text, out())
    else:
        show_hits(hits, explained, out())


def verify(
    claim: Annotated[str | None, typer.Option("--claim", help="The claim to judge.", show_default=False)] = None,
    source: Annotated[str | None, typer.Option("--source", help="An answer of the store: ID/number.", show_default=False)] = None,
    evidence: Annotated[str | None, typer.Option("--evidence", help="The literal answer text.", show_default=False)] = None,
    batch: Annotated[Path | None, typer.Option("--batch", help="JSON lines of claims; - reads standard input.", show_default=False)] = None,
    store: Store = None,
    embedder: Embedder = None,
) -> None:
    """Judge whether an answer carries a claim; prints one JSON line for each claim, in order."""
    from bot.claims import Judge
    from bot.intake import claim_of
    from bot.wire import unjudged_json, verdict_json
    from store.settings import StoreSettings

    judge = Judge(StoreSettings.load(store=store, embedder=embedder))
    if (claim is None) == (batch is None):
        raise InputError("Give either --claim (with --source or --evidence) or --batch FILE; --batch - reads standard input.")
    if claim is not None:
        emit_line(verdict_json(judge.verdict(claim_of(claim, source, evidence))))
        return
    wrong: list[str] = []
    with _lines(batch) as lines:
        for one in judge.verdicts(lines):
            if isinstance(one, InputError):
                wrong.append(str(one))
                emit_line(unjudged_json(str(one)))
            else:
                emit_line(verdict_json(one))
    if wrong:
        more = f" (and {len(wrong) - 1} more; each is told in its place)" if wrong[1:] else ""
        raise InputError(f"{wrong[0]}{more}")


def doctor(
    pull: Annotated[bool, typer.Option("--pull", help="Let Ollama fetch the chat model first.")] = False,
    store: Store = None,
    embedder: Embedder = None,
    chat_model: ChatModel = None,
    as_json: AsJson = False,
) -> None:
    """Say what is installed, what is missing, and what to run; exit code 1 when something needed is not right."""
    from bot import doctor as checks
    from bot import terminal
    from bot.settings import BotSettings
    from bot.wire import checks_json

    settings = BotSettings.load(store=store, embedder=embedder, chat_model=chat_model)
    if pull:
        checks.pull(settings, err())
    with err().status("…"):
        found = checks.examine(settings)
    if as_json:
        emit(checks_json(found))
    else:
        terminal.show_checks(found, out())
    raise typer.Exit(0 if all(check.ok or not check.needed for check in found) else 1)


def _build_if_missing(library: "Library", settings: "StoreSettings") -> None:
    try:
        library.current()
    except StoreMissing:
        from store.build import build

        tell(f"No store yet in {settings.store}: building one from the bundled letters.")
        with building() as progress:
            build([], settings, progress=progress)
        library.current()


@contextmanager
def _lines(path: Path | None) -> Iterator[Iterable[str]]:
    """Yield the lines of a file, of standard input for '-', or none; raise InputError when it cannot be read as text."""
    if path is None:
        yield ()
        return
    try:
        if str(path) == "-":
            yield sys.stdin
        else:
            with path.open(encoding="utf-8-sig") as file:
                yield file
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text: save it as UTF-8.") from error
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}.") from error
    except (IsADirectoryError, PermissionError) as error:
        raise InputError(f"{path} cannot be read: {(error.strerror or '').lower()}.") from error
