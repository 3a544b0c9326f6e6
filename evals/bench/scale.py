"""What the store takes as it grows: `uv run python -m evals.bench.scale [--passages N …] [--folder DIR] [--json FILE]`.

For each size letters are made (`multiplied.py`) and given to the build's own machinery, embedder `hash`; then another process opens the
store and asks it questions. Each question is also put to Chroma alone and to BM25 alone, in turn: what matters are the ratios. 'ratio' is
the search's p95 to twice Chroma's and one question's embedding; by CPU too, since others may use the machine. Vectors are not kept for a
next build: looking one up costs more than hashing. Reading and parsing letters is measured by `evals.bench.build`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

_SIZES = (1000, 10_000, 100_000, 1_000_000)
_QUESTIONS = 200


def measure(folder: Path, passages: int) -> dict[str, Any]:
    """Build and ask a store of about so many passages in a folder; return all measurements, times in seconds, sizes in bytes."""
    built = _alone("build", str(folder), str(passages))
    return {"passages": built["counts"]["passages"], "build": built, "search": _alone("ask", str(folder), str(passages), str(_QUESTIONS))}


def _alone(*arguments: str) -> dict[str, Any]:
    """Measure in a process of its own, so that its memory and its imports are its own."""
    done = subprocess.run([sys.executable, "-m", "evals.bench.scaled", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _table(measured: list[dict[str, Any]]) -> Table:
    names = (
        "passages|build s|CPU s|disk MB|peak MB|open s|first s|search p50|p95 ms|Chroma p95|BM25 p95|ratio|CPU: search p95|Chroma p95|ratio"
    )
    table = Table(*names.split("|"), box=None, pad_edge=False)
    for each in measured:
        built, asked = each["build"], each["search"]
        wall, cpu = asked["milliseconds"], asked["cpu_milliseconds"]
        sizes = (built["seconds"], built["cpu"], sum(built["disk"].values()) / 1e6, built["peak"] / 1e6)
        times = (wall["search"]["p50"], *(wall[way]["p95"] for way in ("search", "chroma", "bm25")))
        cells = [f"{each['passages']:,}", *(f"{size:,.0f}" for size in sizes), f"{asked['open']:.2f}", f"{asked['first']:.2f}"]
        cells += [*(f"{time:.1f}" for time in times), f"{asked['ratios']['wall']['target']:.2f}"]
        table.add_row(*cells, *(f"{cpu[way]['p95']:.1f}" for way in ("search", "chroma")), f"{asked['ratios']['cpu']['target']:.2f}")
    return table


def main() -> None:
    """Measure each size, write all down after each, and print a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--passages", type=int, nargs="+", default=_SIZES, help="sizes to measure")
    options.add_argument("--folder", type=Path, help="where to build; kept. Otherwise a temporary folder is used and removed")
    options.add_argument("--json", type=Path, help="file to write the measurements to, after each size")
    chosen = options.parse_args()
    measured: list[dict[str, Any]] = []
    for passages in chosen.passages:
        with tempfile.TemporaryDirectory() as temporary:
            folder = (chosen.folder or Path(temporary)) / str(passages)
            measured.append(measure(folder, passages))
        if chosen.json:
            chosen.json.write_text(json.dumps(measured, indent=2), encoding="utf-8")
    Console(width=180).print(_table(measured))
    e5 = _alone("e5")
    times = e5["milliseconds"]
    Console().print(
        f"One question with the built-in e5: p50 {times['p50']:.1f} ms, p95 {times['p95']:.1f} ms, once loaded ({e5['load']:.1f} s)."
    )


if __name__ == "__main__":
    main()
