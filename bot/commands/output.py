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
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

_NAME = 28
"""Characters of a file's name beside a bar: all of it fits in 80 columns."""
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


class Building:
    """What a build tells while it goes on, as bars on standard error."""

    def __init__(self, bar: Progress) -> None:
        """Show the steps in a bar that is already running."""
        self._bar = bar
        self._tasks: dict[str, TaskID] = {}
        self._reading = ""

    def __call__(self, step: str, done: int, of: int) -> None:
        """Show how much of a step is done, and of how much."""
        if step not in self._tasks:
            self._tasks[step] = self._bar.add_task(step, total=of, what="")
        # The last file of many is not what takes the time of the steps after it.
        what = self._reading if step == "read" and done < of else ""
        self._bar.update(self._tasks[step], completed=done, total=of, what=what)

    def reading(self, path: str) -> None:
        """Show which file is being read."""
        self._reading = shortened(path.rpartition("/")[2], _NAME)


class _Rate(ProgressColumn):
    """How many are done each second."""

    def render(self, task: Task) -> Text:
        """Return the rate, or nothing while it is not known."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.0f}/s" if speed and speed >= 1 and (task.total or 0) > 1 else "")


def shortened(name: str, width: int) -> str:
    """Return a name of at most `width` characters: its middle is left out, since its end tells files apart."""
    if len(name) <= width:
        return name
    end = (width - 1) * 2 // 3
    return f"{name[: width - 1 - end]}…{name[-end:]}"


@contextmanager
def building() -> Iterator[Building]:
    """Yield what a build tells its progress; a bar for each of its steps, on standard error."""
    columns = (
        TextColumn("{task.description:5}"),
        BarColumn(bar_width=16),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(elapsed_when_finished=True),
        TextColumn("{task.fields[what]}"),
    )
    with Progress(*columns, console=err(), transient=True) as bar:
        yield Building(bar)
