"""How fast letters are read and built, and in how much memory: `uv run python -m evals.bench.build [--letters N] [--json]`.

Each measurement is a process of its own, so that its peak of memory is its own. What matters are the ratios to another measurement of
the same run: seconds are those of this machine on this day.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.bench import letters


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One measurement."""

    name: str
    letters: int
    seconds: float
    rate: float
    """Letters a second."""
    peak: int
    """MB of memory, at most."""
    ratio: float | None = None
    """To what is named in `against`."""
    against: str | None = None


def measure(folder: Path, n: int, e5: int, many: int) -> list[Measured]:
    """Return all measurements on n generated letters, e5 of them with the built-in embedder, and `many` for the flatness of parsing."""
    letters.write(folder / "some", n)
    letters.write(folder / "few", e5)
    letters.write(folder / "tenth", many // 10)
    letters.write(folder / "many", many)
    found = [
        _run("parse", folder, "tenth", many // 10),
        _run("parse", folder, "many", many),
        _run("hash", folder, "some", n),
        _run("hash", folder, "some", n),
    ]
    _change(folder / "some" / "brief-00003.txt")
    found.append(_run("hash", folder, "some", n))
    found += [_run("e5", folder, "few", e5), _run("e5", folder, "few", e5)]
    _change(folder / "few" / "brief-00003.txt")
    found.append(_run("e5", folder, "few", e5))
    names = (
        "parse a tenth", "parse all", "build, hash", "nothing changed, hash", "one letter changed, hash",
        "build, e5", "nothing changed, e5", "one letter changed, e5",
    )  # fmt: skip
    named = [_named(measured, name) for measured, name in zip(found, names, strict=True)]
    return [
        named[0],
        _against(named[1], named[0], lambda one: one.peak),
        named[2],
        *(_against(each, named[2], lambda one: one.seconds) for each in named[3:5]),
        named[5],
        *(_against(each, named[5], lambda one: one.seconds) for each in named[6:8]),
    ]


def alone(what: str, folder: Path, of: str) -> float:
    """Do one piece of work in this process and return how long it took, in seconds."""
    from store.build import build
    from store.gather import gather
    from store.letters import Letters
    from store.settings import StoreSettings

    started = time.monotonic()
    if what == "parse":
        with Letters(folder / f"{of}.sqlite") as kept:
            gather([folder / of], kept, lambda _done, _of, _path: None)
    else:
        build([folder / of], StoreSettings(store=folder / f"store-{what}", embedder=what, chroma_url=None))
    return time.monotonic() - started


def _run(what: str, folder: Path, of: str, n: int) -> Measured:
    program = (
        "import json, resource, sys; from pathlib import Path; from evals.bench.build import alone; "
        "seconds = alone(sys.argv[1], Path(sys.argv[2]), sys.argv[3]); "
        "peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)); "
        "print(json.dumps([seconds, peak]))"
    )
    done = subprocess.run([sys.executable, "-c", program, what, str(folder), of], capture_output=True, text=True, check=True)
    seconds, peak = json.loads(done.stdout.splitlines()[-1])
    return Measured(name=what, letters=n, seconds=round(seconds, 2), rate=round(n / seconds, 1), peak=peak // 1000)


def _change(path: Path) -> None:
    """Change one sentence of a letter."""
    path.write_text(path.read_text(encoding="utf-8").rstrip() + " Daar komt nu deze zin bij.\n", encoding="utf-8")


def _named(measured: Measured, name: str) -> Measured:
    return Measured(**asdict(measured) | {"name": name})


def _against(measured: Measured, base: Measured, of: Callable[[Measured], float]) -> Measured:
    return Measured(**asdict(measured) | {"ratio": round(of(measured) / of(base), 3), "against": base.name})


def _table(measured: list[Measured]) -> Table:
    table = Table("what", "letters", "seconds", "letters/s", "peak MB", "ratio", "to", box=None, pad_edge=False)
    for each in measured:
        ratio = "" if each.ratio is None else f"{each.ratio:.3f}"
        table.add_row(each.name, str(each.letters), f"{each.seconds:.1f}", f"{each.rate:.1f}", str(each.peak), ratio, each.against or "")
    return table


def main() -> None:
    """Measure and print a table, or JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--letters", type=int, default=1000, help="letters built with the hash embedder")
    options.add_argument("--e5", type=int, default=20, help="letters built with the built-in embedder")
    options.add_argument("--many", type=int, default=10_000, help="letters parsed, against a tenth of them")
    options.add_argument("--json", action="store_true", help="print one JSON value")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(Path(folder), chosen.letters, chosen.e5, chosen.many)
    if chosen.json:
        print(json.dumps([asdict(each) for each in measured], indent=2))
    else:
        Console().print(_table(measured))


if __name__ == "__main__":
    main()
