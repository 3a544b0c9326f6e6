"""The bench that measures search: its numbers on rankings that can be counted by hand, and a whole run on a few letters of our own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evals.bench.findable import Pair, as_letters, read_pairs
from evals.bench.ranks import Asked, Outcome, mean, measured, outcomes
from store.records import Answer, Document, Question

ROOT = Path(__file__).resolve().parents[2]
LETTER = """Vraag 1
Wie betaalt de lantaarnpalen langs een fietspad?

Antwoord op vraag 1
De wegbeheerder betaalt de verlichting, meestal het waterschap of de provincie.

Vraag 2
Komt er een vergoeding voor huishoudens zonder stroom?

Antwoord op vraag 2
Ja, de netbeheerder betaalt die binnen een half jaar.
"""
PAIRS = (
    ("Mogen honden los in het bos?", "Dat bepaalt de boswachter, die er borden voor plaatst langs het pad."),
    ("Wordt de brug bij Zwolle gesloopt?", "Nee. De brug wordt geschilderd en krijgt daarna weer twee rijbanen."),
    ("Kent u het bericht?", "Ja."),
    ("Kent u het andere bericht?", "Ja."),
    (
        "Wie betaalt de lantaarnpalen\nlangs een fietspad?",
        "De wegbeheerder betaalt de verlichting, meestal het waterschap\nof de provincie.",
    ),
)


def outcome(rank: int, letter: bool = False) -> Outcome:
    return Outcome(rank=rank, letter=letter, milliseconds=10.0)


def test_the_numbers_are_those_one_counts_by_hand() -> None:
    metrics = measured([outcome(1, True), outcome(2, True), outcome(15), outcome(0)])
    values = {name: metric.value for name, metric in metrics.items()}
    assert [values[f"recall@{depth}"] for depth in (1, 5, 10, 20)] == [0.25, 0.5, 0.5, 0.75]
    assert values["MRR"] == pytest.approx((1 + 1 / 2 + 1 / 15) / 4)
    assert values["nDCG@10"] == pytest.approx((1 + 1 / 1.5849625) / 4)
    assert (values["letter@5"], values["ms p50"]) == (0.5, 10.0)


def test_a_mean_lies_in_its_interval_which_is_the_same_each_time_and_narrower_with_more() -> None:
    few, many = mean([0.0, 1.0] * 10), mean([0.0, 1.0] * 100)
    assert few == mean([0.0, 1.0] * 10)
    assert few.low is not None
    assert few.high is not None
    assert many.low is not None
    assert many.high is not None
    assert few.low < many.low < 0.5 < many.high < few.high
    assert mean([]).value is None


def test_a_place_that_stands_for_several_letters_counts_as_one() -> None:
    ranking = [("a/1", "b/1"), ("c/1",), ("c/2",), ("d/1",), ("e/1",), ("f/7",), ("g/1",)]
    asked = [Asked(question="?", right=frozenset({source})) for source in ("b/1", "f/9", "g/1", "x/1")]
    found = outcomes({"way": lambda _: ranking}, asked, iter(range(99)).__next__)["way"]
    assert [(each.rank, each.letter) for each in found] == [(1, True), (0, True), (7, False), (0, False)]
    assert [each.milliseconds for each in found] == [1000.0] * 4


def test_pairs_that_stand_in_a_letter_do_not_come_beside_it() -> None:
    answer = "De wegbeheerder betaalt de verlichting langs het hele fietspad, ook buiten de bebouwde kom en in het donker."
    letter = Document(
        id="d", kind="answer", origin="d.txt", questions=(Question(number=1, text="Wie betaalt?"), Question(number=2, text="Kent u dit?")),
        answers=(Answer(numbers=(1,), text=answer), Answer(numbers=(2,), text="Ja.")),
    )  # fmt: skip
    pairs = [
        Pair(question="Wie be- taalt dit?", answer=answer.upper()),
        Pair(question="Kent u dit?", answer="Ja."),
        Pair(question="Kent u dat?", answer="Ja."),
        Pair(question="Kent u dat?", answer="Ja."),
    ]
    assert [document.questions[0].text for document in as_letters(pairs, [letter])] == ["Kent u dat?"]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A letter, pairs and questions."""
    (tmp_path / "brief.txt").write_text(LETTER, encoding="utf-8")
    pairs = "\n".join(json.dumps({"question": question, "answer": answer, "other": ""}) for question, answer in PAIRS)
    (tmp_path / "pairs.jsonl").write_text(pairs, encoding="utf-8")
    case = {"id": "one", "kind": "find", "question": "Wie moet de lantaarns betalen?", "sources": ["brief.txt/1"]}
    (tmp_path / "questions.jsonl").write_text(json.dumps(case), encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "evals.bench.find",
        "--embedder",
        "hash",
        "--cache",
        "cache",
        "--questions",
        "questions.jsonl",
        *arguments,
    ]
    settings = {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    return subprocess.run(command, cwd=folder, env=os.environ | settings, capture_output=True, text=True, check=False, timeout=250)


def test_one_run_measures_every_way_on_every_set(files: Path) -> None:
    ran = run(files, "--letters", "brief.txt", "--among", "pairs.jsonl", "--pairs", "pairs.jsonl", "--json")
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert found["machine"]["embedder"].startswith("hash-")
    lay, among, answers = found["sets"]
    assert [(each["facts"]["questions"], each["facts"]["answers"]) for each in (lay, among, answers)] == [(1, 2), (1, 6), (5, 4)]
    ways = ["search", "vectors", "terms", "context", "sentences", "BM25 plain", "embedder alone", "VectorStoreIndex"]
    assert all(list(each["metrics"]) == ways for each in found["sets"])
    assert among["metrics"]["search"]["recall@20"] == {"value": 1.0, "low": pytest.approx(0.2065, abs=1e-3), "high": 1.0, "n": 1, "of": 1}
    assert answers["metrics"]["BM25 plain"]["recall@1"]["n"] >= 2


def test_a_right_answer_that_the_letters_do_not_have_stops_the_run(files: Path) -> None:
    (files / "questions.jsonl").write_text(json.dumps({"id": "one", "question": "?", "sources": ["weg.pdf/3"]}))
    ran = run(files, "--letters", "brief.txt")
    assert ran.returncode == 3
    assert "weg.pdf/3" in ran.stderr


def test_line_breaks_of_a_page_are_no_part_of_a_pair(files: Path) -> None:
    assert read_pairs(files / "pairs.jsonl")[-1].question == "Wie betaalt de lantaarnpalen langs een fietspad?"
