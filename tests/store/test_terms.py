import random
import subprocess
import sys
from pathlib import Path

import bm25s
import numpy as np
import pytest

from store.errors import StoreDamaged
from store.terms import Terms, highest
from store.terms_writer import Bags, write

BAGS = {"a": ["fiets", "lamp", "lamp"], "b": ["stroom"], "c": [], "d": ["lamp", "stroom", "huis", "weg", "dijk"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "terms", BAGS)
    return tmp_path / "terms"


def test_a_score_is_given_to_those_that_hold_a_term_and_to_no_other(folder: Path) -> None:
    opened = Terms(folder)
    scores = dict(zip(opened.ids, opened.scores(["lamp"]), strict=True))
    assert scores["a"] > scores["d"] > 0
    assert scores["b"] == scores["c"] == 0


def test_a_rare_term_weighs_more_than_a_common_one(tmp_path: Path) -> None:
    write(tmp_path / "terms", {"a": ["de", "fiets"], "b": ["de", "dijk"], "c": ["de", "weg"]})
    opened = Terms(tmp_path / "terms")
    assert opened.scores(["fiets"])[0] > opened.scores(["de"])[0]


@pytest.mark.parametrize("asked", [[], ["onbekend"], [""]])
def test_terms_that_nobody_has_score_nothing(folder: Path, asked: list[str]) -> None:
    assert not Terms(folder).scores(asked).any()


@pytest.mark.parametrize("bags", [{}, {"a": []}, {"a": [], "b": []}], ids=["nothing", "one-empty", "two-empty"])
def test_an_index_without_terms_opens_and_scores_nothing(tmp_path: Path, bags: dict[str, list[str]]) -> None:
    write(tmp_path / "terms", bags)
    opened = Terms(tmp_path / "terms")
    assert list(opened.ids) == list(bags)
    assert opened.scores(["fiets"]).tolist() == [0.0] * len(bags)
    assert opened.sizes().tolist() == [0] * len(bags)


def test_it_says_how_many_different_terms_each_id_has(folder: Path) -> None:
    assert Terms(folder).sizes().tolist() == [2, 1, 0, 5]


def test_the_same_bags_give_the_same_bytes_in_another_process(folder: Path, tmp_path: Path) -> None:
    program = f"from pathlib import Path; from store.terms_writer import write; write(Path({str(tmp_path / 'again')!r}), {BAGS!r})"
    subprocess.run([sys.executable, "-c", program], check=True)
    again = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert again == {path.name: path.read_bytes() for path in folder.iterdir()}


def test_building_and_asking_say_nothing_on_the_terminal(tmp_path: Path) -> None:
    program = (
        "import logging; logging.basicConfig(level=logging.INFO); "
        f"from pathlib import Path; from store.terms_writer import write; "
        f"from store.terms import Terms; folder = Path({str(tmp_path / 'quiet')!r}); "
        f"write(folder, {BAGS!r}); Terms(folder).scores(['lamp'])"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.parametrize(
    "name", ["ids.text", "ids.order", "letters.ends", "letter_sizes", "terms", "starts", "rows", "weights", "common", "place"]
)
def test_a_file_that_is_missing_or_cut_off_is_damage(folder: Path, name: str) -> None:
    content = (folder / f"{name}.npy").read_bytes()
    (folder / f"{name}.npy").write_bytes(content[: len(content) // 2])
    with pytest.raises(StoreDamaged, match="kamerantwoord build"):
        Terms(folder)
    (folder / f"{name}.npy").unlink()
    with pytest.raises(StoreDamaged, match="kamerantwoord build"):
        Terms(folder)


def test_rows_are_in_the_order_of_the_scores(folder: Path) -> None:
    opened = Terms(folder)
    assert [opened.row(id) for id in opened.ids] == [0, 1, 2, 3]
    assert int(np.argmax(opened.scores(["fiets"]))) == opened.row("a")


def test_the_index_is_the_one_that_bm25s_makes_itself(tmp_path: Path) -> None:
    chance = random.Random(3)
    bags = {f"id-{row}": [f"term{chance.randrange(40)}" for _ in range(chance.randrange(60))] for row in range(50)}
    write(tmp_path / "ours", bags)
    theirs = bm25s.BM25()
    theirs.index(list(bags.values()), create_empty_token=False, show_progress=False)
    ours = Terms(tmp_path / "ours")
    for number in range(40):
        np.testing.assert_allclose(ours.scores([f"term{number}"]), theirs.get_scores([f"term{number}"]), rtol=1e-5)


def test_each_id_is_known_to_be_of_its_letter(tmp_path: Path) -> None:
    bags = Bags()
    for letter, own in {"a": [["fiets"], ["lamp", "fiets"]], "b": [], "c": [["dijk"]]}.items():
        for number, bag in enumerate(own):
            bags.add(f"{letter}/{number}", bag)
        bags.close_letter(letter)
    bags.write(tmp_path / "terms")
    opened = Terms(tmp_path / "terms")
    assert [opened.letter(row) for row in range(3)] == ["a", "a", "c"]
    assert dict(zip(opened.letters, opened.letter_sizes.tolist(), strict=True)) == {"a": 2, "b": 0, "c": 1}


def test_a_term_that_stands_in_most_bags_scores_as_one_that_stands_in_few(tmp_path: Path) -> None:
    bags = {f"id-{row}": ["de"] * (row % 4) + [f"term{row}"] * (row % 3) + ["weg"] * (row == 7) for row in range(40)}
    write(tmp_path / "ours", bags)
    theirs = bm25s.BM25()
    theirs.index(list(bags.values()), create_empty_token=False, show_progress=False)
    for asked in (["de"], ["de", "weg"], ["weg"], ["de", "term5", "term7"]):
        np.testing.assert_allclose(Terms(tmp_path / "ours").scores(asked), theirs.get_scores(asked), rtol=1e-5)


def test_an_id_may_stand_there_only_once(tmp_path: Path) -> None:
    bags = Bags()
    bags.add("a", ["fiets"])
    bags.add("a", ["lamp"])
    bags.close_letter("a")
    with pytest.raises(ValueError, match="twice"):
        bags.write(tmp_path / "terms")


@pytest.mark.parametrize("n", [0, 1, 5, 640, 20_000])
def test_the_highest_scores_are_those_that_sorting_them_all_gives(n: int) -> None:
    chance = np.random.default_rng(n)
    # Rounded, so that many tie; some score nothing.
    scores = np.maximum(np.round(chance.normal(size=n), 2), 0).astype(np.float32)
    wanted = [row for row in np.argsort(-scores, kind="stable").tolist() if scores[row] > 0]
    for limit in (0, 1, 7, 200, n):
        assert highest(scores, limit).tolist() == wanted[:limit]
