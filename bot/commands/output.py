"""What every command shares: its options, JSON on standard output, and everything else on standard error.

Imports nothing heavy: a command loads what it needs when it runs.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

EXAMPLE = "Example: kamerantwoord {}"
"""How the help of every command ends."""
Store = Annotated[Path | None, typer.Option("--store", help="Folder of the store (KAMERANTWOORD_STORE).", show_default=False)]
Embedder = Annotated[
    str | None, typer.Option("--embedder", help="e5, ollama:<model> or hash (KAMERANTWOORD_EMBEDDER).", show_default=False)
]
Writer = Annotated[str | None, typer.Option("--writer", help="auto, ollama or quote (KAMERANTWOORD_WRITER).", show_default=False)]
ChatModel = Annotated[
    str | None, typer.Option("--chat-model", help="Name of a model that Ollama has (KAMERANTWOORD_CHAT_MODEL).", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON value, and nothing else, on standard output.")]


def emit(value: Any) -> None:
    """Print one JSON value."""
    print(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False), flush=True)


def emit_line(value: Any) -> None:
    """Print one JSON value on a line of its own, at once."""
    print(json.dumps(value, ensure_ascii=False, allow_nan=False), flush=True)


def out() -> Console:
    """Return the console for results: plain text when piped, wrapped to the terminal otherwise."""
    return Console(highlight=False, markup=False, emoji=False)


def err() -> Console:
    """Return the console for progress and messages."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def tell(message: str) -> None:
    """Print a message for the person at the terminal."""
    print(message, file=sys.stderr, flush=True)


@contextmanager
def building() -> Iterator[Any]:
    """Yield what a build tells its progress; a bar for each of its steps, on standard error."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err(), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def tell_step(step: str, done: int, of: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=of)
            bar.update(tasks[step], completed=done, total=of)

        yield tell_step
