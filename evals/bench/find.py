"""How often search finds the right answer: `uv run python -m evals.bench.find QUESTIONS --store DIR [--json]`.

QUESTIONS is a file of JSON lines `{"question", "sources": ["file.pdf/2", …]}`, such as `evals/cases/find.jsonl`, whose letters are not in
this project; a source is named by its letter's id or file. Each number stands with its 95 % interval.
"""

import argparse
import json
import math
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.matching import names
from evals.replies import Source
from evals.statistics import Metric, percentile, share
from store.errors import KamerantwoordError
from store.generation import Generation
from store.library import Library
from store.records import Hit
from store.search import search
from store.settings import StoreSettings

_LIMIT = 50
_DEPTHS = (1, 5, 10, 20)


def measure(generation: Generation, cases: Sequence[dict[str, object]]) -> dict[str, Metric]:
    """Return recall at each depth, letter@5, MRR, nDCG@10 (binary, one right answer is enough) and milliseconds a question."""
    ranks, letters, times = [], [], []
    for case in cases:
        started = time.perf_counter()
        hits = [hit for hit in search(generation, str(case["question"]), _LIMIT) if hit.via is None]
        times.append((time.perf_counter() - started) * 1000)
        found = [_source(generation, hit) for hit in hits]
        wanted = [str(source) for source in case["sources"]]  # type: ignore[attr-defined]
        right = (rank for rank, source in enumerate(found, 1) if any(names(reference, source) for reference in wanted))
        ranks.append(next(right, 0))
        first = list({source.document: source for source in found}.values())[:5]
        letters.append(any(names(reference.partition("/")[0], source) for reference in wanted for source in first))
    metrics = {f"recall@{depth}": share([0 < rank <= depth for rank in ranks]) for depth in _DEPTHS}
    metrics["letter@5"] = share(letters)
    metrics["MRR"] = _mean([1 / rank if rank else 0.0 for rank in ranks])
    metrics["nDCG@10"] = _mean([1 / math.log2(rank + 1) if 0 < rank <= 10 else 0.0 for rank in ranks])
    return metrics | {"ms, p50": percentile(times, 0.5), "ms, p95": percentile(times, 0.95)}


def _source(generation: Generation, hit: Hit) -> Source:
    """Return a hit as a reader would be shown it."""
    passage = hit.passage
    origin = generation.catalogue.document(passage.document).origin
    return Source(
        id=passage.source,
        document=passage.document,
        numbers=passage.numbers,
        origin=origin,
        question=passage.question,
        answer=passage.answer,
    )


def _mean(values: Sequence[float]) -> Metric:
    """Return a mean with its normal interval."""
    n = len(values)
    mean = sum(values) / n
    half = 1.96 * math.sqrt(sum((value - mean) ** 2 for value in values) / max(n - 1, 1) / n)
    return Metric(value=mean, low=mean - half, high=mean + half, n=n, of=n)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--embedder")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    try:
        cases = [json.loads(line) for line in asked.questions.read_text(encoding="utf-8").splitlines() if line.strip()]
        generation = Library(StoreSettings.load(store=asked.store, embedder=asked.embedder)).current()
        metrics = measure(generation, cases)
    except (KamerantwoordError, OSError, ValueError, KeyError, ZeroDivisionError) as error:
        parser.exit(3, f"{error}\n")
    if asked.json:
        print(json.dumps({name: {"value": m.value, "low": m.low, "high": m.high, "n": m.n} for name, m in metrics.items()}))
        return
    table = Table("measure", "value", "95 %", box=None)
    for name, metric in metrics.items():
        bounds = "" if metric.low is None or metric.high is None else f"{metric.low:.3f} … {metric.high:.3f}"
        table.add_row(name, f"{metric.value:.3f}", bounds)
    Console().print(table)


if __name__ == "__main__":
    main()
