from pathlib import Path

import numpy as np
import pytest

from store.embed import HashEmbedder
from store.errors import StoreDamaged
from store.usual import Usual, load, write

ASKED = ["Bent u bekend met het bericht over de molens?", "Bent u bereid de bruggen te herstellen?"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write(tmp_path / "usual.npz", HashEmbedder(), ASKED, HashEmbedder().passages(["Ja.", "Nee."]).mean(axis=0))
    return tmp_path / "usual.npz"


def test_the_question_that_is_kept_is_the_mean_of_those_asked(path: Path) -> None:
    expected = np.mean([HashEmbedder().query(text) for text in ASKED], axis=0)
    assert load(path).question == pytest.approx(expected, abs=1e-6)


def test_of_very_many_questions_a_fixed_number_is_embedded(tmp_path: Path) -> None:
    class Counting(HashEmbedder):
        """Counts the questions it embeds."""

        asked = 0

        def query(self, text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
            self.asked += 1
            return super().query(text)

    embedder = Counting()
    write(tmp_path / "usual.npz", embedder, [f"Vraag {n}?" for n in range(500)], np.zeros(256, dtype=np.float32))
    assert embedder.asked == 64


def test_what_is_left_is_of_unit_length_and_lies_less_near_what_all_share() -> None:
    rng = np.random.default_rng(1)
    shared = np.ones(8, dtype=np.float32)
    vectors = (shared + 0.2 * rng.normal(size=(5, 8))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    apart = Usual(question=vectors.mean(axis=0), passage=vectors.mean(axis=0)).passages_apart(vectors)
    assert np.linalg.norm(apart, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert (apart @ shared < vectors @ shared).all()


def test_a_store_where_nothing_was_asked_takes_nothing_off_a_question(tmp_path: Path) -> None:
    write(tmp_path / "usual.npz", HashEmbedder(), [], np.zeros(256, dtype=np.float32))
    question = HashEmbedder().query("Draait de molen?")
    assert load(tmp_path / "usual.npz").question_apart(question) == pytest.approx(question, abs=1e-6)


def test_a_file_that_is_cut_off_or_gone_is_damage(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(StoreDamaged, match="kamerantwoord build"):
        load(path)
    path.unlink()
    with pytest.raises(StoreDamaged, match="kamerantwoord build"):
        load(path)
