"""A scorecard in, a table for the terminal out; knows no folder and computes nothing."""

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table

from evals.score import ERROR, MISSING, PROMISES, Scorecard
from evals.statistics import Metric

_SHOWN = 6
"""Ids of failed cases on a line; the JSON has them all."""


def show(scorecard: Scorecard, console: Console) -> None:
    """Print the numbers, the statuses expected and got, and what the run comes to."""
    console.print(_numbers(scorecard))
    for name in scorecard.metrics:
        if ids := _ids(scorecard, name):
            console.print(f"{name}, not right: {ids}", markup=False, highlight=False)
    console.print(_statuses(scorecard))
    console.print(verdict(scorecard), markup=False, highlight=False)


def verdict(scorecard: Scorecard) -> str:
    """Return in one line whether the run kept every promise and is whole."""
    if scorecard.broken:
        return f"FAILED: {', '.join(scorecard.broken)}."
    if scorecard.errors or scorecard.missing:
        return f"INCOMPLETE: {scorecard.errors} cases broke, {scorecard.missing} were not asked. Run them again."
    return "Every promise kept."


def _numbers(scorecard: Scorecard) -> Table:
    table = Table(Column("metric", no_wrap=True), Column("value", no_wrap=True), "95 %", "n / of", title="metrics")
    for name, metric in scorecard.metrics.items():
        mark = "*" if name in PROMISES else ""
        table.add_row(name + mark, _value(name, metric.value), _interval(name, metric), f"{metric.n} / {metric.of}")
    for kind, metric in scorecard.kinds.items():
        table.add_row(f"  status, {kind}", _value("", metric.value), _interval("", metric), f"{metric.n} / {metric.of}")
    table.caption = "* a promise: one breach fails the run. Times in milliseconds."
    return table


def _statuses(scorecard: Scorecard) -> Table:
    seen = [got for counts in scorecard.confusion.values() for got in counts]
    columns = [name for name in [*scorecard.confusion, ERROR, MISSING] if name in seen]
    columns += sorted(set(seen) - set(columns))
    # A name broken at its underscores keeps the table within a terminal.
    table = Table(
        "expected\n\\ got", *(name.replace("_", "_\n") for name in columns), title="statuses", box=SIMPLE_HEAD, padding=(0, 1, 0, 0)
    )
    for expected, counts in scorecard.confusion.items():
        table.add_row(expected.replace("_", "_\n"), *(str(counts.get(got, "·")) for got in columns))
    return table


def _ids(scorecard: Scorecard, name: str) -> str:
    ids = scorecard.failed.get(name, ())
    return ", ".join(ids[:_SHOWN]) + (f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else "")


def _value(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f} ms" if name.endswith(("_p50", "_p95")) else f"{value:.3f}"


def _interval(name: str, metric: Metric) -> str:
    return "" if metric.low is None and metric.high is None else f"{_value(name, metric.low)} … {_value(name, metric.high)}"
