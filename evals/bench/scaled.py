"""One measurement of `evals.bench.scale`, in a process of its own; prints one JSON value. Knows nothing about the others."""

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np

from store.embedding.embedder import Embedder, Vector
from store.layout import Layout, new_id
from store.settings import StoreSettings

_A_LETTER = 10.1
"""Passages of a letter: nine answers, of which some are long."""
_WARMING = 20
_E5_QUESTIONS = 40


class _Unkept:
    """Stands in for the vector cache: keeps nothing, and looks nothing up."""

    reused = 0
    embedded = 0

    def vectors(self, embedder: Embedder, texts: Sequence[str]) -> Vector:
        self.embedded += len(texts)
        return embedder.passages(texts)

    def questions(self, embedder: Embedder, texts: Sequence[str]) -> Vector:
        return np.array([embedder.query(text) for text in texts], dtype=np.float32)


def build(folder: Path, passages: int) -> dict[str, Any]:
    """Build a store and return what it took."""
    from evals.bench.multiplied import Multiplied
    from store.embed import HashEmbedder
    from store.make import make

    letters = Multiplied(n=max(1, round(passages / _A_LETTER)))
    layout, settings, stages = Layout(folder), _settings(folder), _Stages()
    new = layout.generation(new_id())
    made = make(new, letters, "", settings, HashEmbedder(), _Unkept(), stages.tell)
    layout.switch(new.id)
    seconds, cpu = stages.taken()
    return {
        "seconds": seconds - letters.seconds,
        "cpu": cpu - letters.seconds,
        "writing_letters": letters.seconds,
        "stages": stages.seconds,
        "peak": _peak(),
        "counts": made.counts.__dict__,
        "disk": {path.name: _size(path) for path in sorted(new.folder.iterdir())},
    }


def ask(folder: Path, passages: int, questions: int) -> dict[str, Any]:
    """Open a store, ask it questions, and return how long each way took, in milliseconds."""
    started = time.perf_counter()
    import store.search as searching
    from store.embed import HashEmbedder
    from store.library import Library

    imports = time.perf_counter() - started
    # The first to open a store imports Chroma.
    opened_first, _ = _timed(lambda: Library(_settings(folder)).current().close())
    library = Library(_settings(folder))
    opened, _ = _timed(library.current)
    generation = library.current()
    asked = _asked(passages, questions + _WARMING)
    first = _timed(searching.search, generation, asked[0])[0]
    from store.analyse import terms
    from store.terms import highest
    from store.vectors import WIDE

    collection = generation.vectors._collection
    times: dict[str, list[tuple[float, float]]] = {way: [] for way in ("embed", "chroma", "chroma10", "bm25", "search")}
    for question in asked:
        vector = HashEmbedder().query(question)

        def chroma(neighbours: int, vector: Vector = vector) -> object:
            return collection.query(query_embeddings=cast(Any, [vector]), n_results=neighbours, include=["distances"])

        times["embed"].append(_timed(HashEmbedder().query, question))
        times["chroma"].append(_timed(chroma, WIDE))
        times["chroma10"].append(_timed(chroma, 10))
        times["bm25"].append(_timed(lambda asked: highest(generation.terms.scores(terms(asked)), 20), question))
        times["search"].append(_timed(searching.search, generation, question))
    wall, cpu = ({way: _percentiles([one[of] for one in each[_WARMING:]]) for way, each in times.items()} for of in (0, 1))
    return {
        "imports": imports + opened_first - opened,
        "open": opened,
        "first": first,
        "milliseconds": wall,
        "cpu_milliseconds": cpu,
        "ratios": {"wall": _ratios(wall), "cpu": _ratios(cpu)},
        "peak": _peak(),
    }


def _ratios(times: dict[str, dict[str, float]]) -> dict[str, float]:
    """How a search's p95 compares: to twice Chroma's and one question's embedding, to Chroma's, to BM25's."""
    search, chroma, bm25, embed = (times[way]["p95"] for way in ("search", "chroma", "bm25", "embed"))
    return {"target": search / (2 * chroma + embed), "chroma": search / chroma, "bm25": search / bm25}


def e5() -> dict[str, Any]:
    """Return what one question costs the built-in embedder."""
    from store.embed import E5Embedder

    embedder = E5Embedder()
    load = _timed(embedder.query, "Wie betaalt de lantaarnpalen?")[0]
    asked = [f"Wie betaalt de lantaarnpalen langs fietspad {number} buiten de bebouwde kom?" for number in range(_E5_QUESTIONS)]
    times = [_timed(embedder.query, question) for question in asked]
    return {
        "load": load,
        "milliseconds": _percentiles([wall for wall, _ in times]),
        "cpu_milliseconds": _percentiles([cpu for _, cpu in times]),
    }


class _Stages:
    """Remembers when each stage of a build began."""

    def __init__(self) -> None:
        self._started, self._cpu = time.monotonic(), time.process_time()
        self._stage, self._since = "words", self._started
        self.seconds: dict[str, float] = {}

    def tell(self, stage: str, done: int, of: int) -> None:
        """Note what a build says of itself, and print it."""
        if stage != self._stage or done == of:
            now = time.monotonic()
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._since
            self._stage, self._since = stage, now
            sys.stderr.write(f"{now - self._started:9.1f} s {time.process_time() - self._cpu:9.1f} s CPU  {stage} {done} of {of}\n")
            sys.stderr.flush()

    def taken(self) -> tuple[float, float]:
        return time.monotonic() - self._started, time.process_time() - self._cpu


def _asked(passages: int, n: int) -> list[str]:
    from evals.bench.multiplied import Multiplied

    return Multiplied(n=max(1, round(passages / _A_LETTER))).asked(n)


def _settings(folder: Path) -> StoreSettings:
    return StoreSettings(store=folder, embedder="hash", chroma_url=None)


def _timed(work: Callable[..., object], *given: object) -> tuple[float, float]:
    """Return how many seconds something takes, by the clock and of this process's CPU."""
    cpu, started = time.process_time(), time.perf_counter()
    work(*given)
    return time.perf_counter() - started, time.process_time() - cpu


def _percentiles(times: Sequence[float]) -> dict[str, float]:
    """Return percentiles of seconds, in milliseconds."""
    ranked = sorted(times)
    return {f"p{percent}": 1000 * ranked[min(len(ranked) - 1, len(ranked) * percent // 100)] for percent in (50, 95)}


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _size(path: Path) -> int:
    return sum(each.stat().st_size for each in ([path] if path.is_file() else path.rglob("*")) if each.is_file())


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    measured = {
        "build": lambda: build(Path(rest[0]), int(rest[1])),
        "ask": lambda: ask(Path(rest[0]), int(rest[1]), int(rest[2])),
        "e5": e5,
    }[what]()
    sys.stdout.write(json.dumps(measured) + "\n")
