"""The same store and question give the same ranking, to the last bit of each score, whatever process asks."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from store.build import build
from store.settings import StoreSettings

QUESTIONS = (
    "Wie betaalt de lantaarnpalen langs het fietspad?",
    "Krijg ik geld terug als de stroom uitvalt?",
    "Hoeveel huishoudens hadden geen elektrisiteit?",
    "Who pays for the street lights?",
    "Ja.",
    "xyzzy",
)
PROGRAM = """
import json, sys
from pathlib import Path
from store.library import Library
from store.search import search
from store.settings import StoreSettings

generation = Library(StoreSettings(store=Path(sys.argv[1]), embedder=sys.argv[2], chroma_url=None)).current()
hits = [search(generation, question) for question in json.load(sys.stdin)]
print(json.dumps([[(h.passage.id, h.score, h.similarity, sorted(h.ranks.items()), h.via, h.also) for h in each] for each in hits]))
"""
REPEATED = "\n\nVraag {n}\nWie betaalt de verlichting?\n\nAntwoord op vraag {n}\nDe wegbeheerder betaalt de verlichting."
"""Answers that tie: their order must not hang on chance."""


def ranked(store: Path, embedder: str, seed: str, threads: str) -> object:
    """The rankings of all questions as another process gives them."""
    threading = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), threads)
    environment = os.environ | threading | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    command = [sys.executable, "-c", PROGRAM, str(store), embedder]
    ran = subprocess.run(command, input=json.dumps(QUESTIONS), env=environment, capture_output=True, text=True, check=True, timeout=200)
    return json.loads(ran.stdout)


@pytest.mark.parametrize("embedder", ["hash", "e5"])
def test_search_gives_the_same_in_every_process(embedder: str, letters: Path, tmp_path: Path) -> None:
    with (letters / "fiets.txt").open("a", encoding="utf-8") as letter:
        letter.writelines(REPEATED.format(n=n) for n in range(4, 9))
    build([letters], StoreSettings(store=tmp_path / "store", embedder=embedder, chroma_url=None))
    first = ranked(tmp_path / "store", embedder, "0", "1")
    assert isinstance(first, list)
    assert [bool(hits) for hits in first] == [True] * len(QUESTIONS)
    assert ranked(tmp_path / "store", embedder, "1", "2") == first
    assert ranked(tmp_path / "store", embedder, "4242", "7") == first
