"""The front door: the `kamerantwoord` command. Arguments in; an exit code, and one clean line for whatever went wrong, out.

Exit codes: 0 done · 1 a check or gate failed · 2 wrong usage or bad input · 3 something needed is missing or broken · 130 Ctrl-C.
The only file of bot/ that may reach evals/; every command loads what it needs when it runs, so that `--help` answers at once.
"""

import sys
import traceback
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from bot.commands import asking, keeping
from bot.commands.output import AsJson, ChatModel, Embedder, Store, Writer, emit, out
from store.errors import KamerantwoordError

_BROKEN = 3
_INTERRUPTED = 130

app = typer.Typer(name="kamerantwoord", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
evals = typer.Typer(name="eval", no_args_is_help=True, help="Measure the bot: ask a file of cases, then score the replies.")


def main() -> None:
    """Run the command and exit."""
    try:
        app(prog_name="kamerantwoord")
    except KamerantwoordError as error:
        _fail(" ".join(str(error).split()), error.exit_code)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except Exception as error:
        # Ours to mend. Where it happened, not its text: that may hold what was asked.
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        _fail(f"Unexpected {type(error).__name__} at {where}: this is a mistake in kamerantwoord, please report it.", _BROKEN)


def _fail(message: str, code: int) -> None:
    print(f"error: {message}", file=sys.stderr)
    sys.exit(code)


def _version(asked: bool) -> None:
    if asked:
        print(f"kamerantwoord {version('kamerantwoord')}")
        raise typer.Exit


@app.callback()
def options(
    _: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)] = False,
) -> None:
    """What the Dutch government itself answered: every sentence carried by the minister's literal words."""


@evals.command(epilog="Example: kamerantwoord eval run evals/cases/bundled.jsonl --out runs/today")
def run(
    cases: Annotated[Path, typer.Argument(help="JSON lines of cases.")],
    folder: Annotated[Path, typer.Option("--out", help="Folder for the replies; an earlier run in it is replaced.")],
    writer: Writer = None,
    chat_model: ChatModel = None,
    store: Store = None,
    embedder: Embedder = None,
) -> None:
    """Ask every case and keep the replies with all settings."""
    from bot.pipeline import Bot
    from bot.settings import BotSettings
    from evals.run import run
    from store.library import Library

    settings = BotSettings.load(store=store, embedder=embedder, writer=writer, chat_model=chat_model)
    print(run(cases, folder, Bot(Library(settings), settings), settings))


@evals.command(epilog="Example: kamerantwoord eval score runs/today --json")
def score(folder: Annotated[Path, typer.Argument(help="Folder of a run.")], as_json: AsJson = False) -> None:
    """Score the replies of a run; exit code 1 when a promise was broken, 3 when the run is not complete."""
    from evals.report import show
    from evals.score import score

    scorecard = score(folder)
    if as_json:
        emit(scorecard.as_json())
    else:
        show(scorecard, out())
    raise typer.Exit(scorecard.exit_code)


asking.add(app)
keeping.add(app)
app.add_typer(evals)

if __name__ == "__main__":
    main()
