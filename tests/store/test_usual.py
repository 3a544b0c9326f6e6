import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import store.usual
from store.embed import HashEmbedder, Vector
from store.errors import StoreDamaged
from store.usual import Usual, load, write

ASKED = ["Bent u bekend met het bericht over de molens?", "Bent u bereid de bruggen te herstellen?"]
AT_LARGE = (Path(store.usual.__file__).parent / "questions.txt").read_text(encoding="utf-8").splitlines()


def embedded(texts: Sequence[str]) -> Vector:
    return np.array([HashEmbedder().query(text) for text in texts], dtype=np.float32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write(tmp_path / "usual.npz", embedded, ASKED, embedded(["Ja.", "Nee."]).mean(axis=0))
    return tmp_path / "usual.npz"


def test_the_question_that_is_kept_is_the_mean_of_those_asked_here_and_at_large(path: Path) -> None:
    assert load(path).question == pytest.approx(embedded([*AT_LARGE, *ASKED]).mean(axis=0), abs=1e-6)


def test_of_very_many_questions_a_fixed_number_is_embedded(tmp_path: Path) -> None:
    seen: list[str] = []

    def embed(texts: Sequence[str]) -> Vector:
        seen.extend(texts)
        return embedded(texts)

    write(tmp_path / "usual.npz", embed, [f"Vraag {n}?" for n in range(500)], np.zeros(256, dtype=np.float32))
    assert len(seen) == len(AT_LARGE) + 64


def test_half_of_the_questions_at_large_are_put_as_members_put_them() -> None:
    formal = [text for text in AT_LARGE if re.search(r"\b(?:u|uw)\b", text)]
    assert len(AT_LARGE) == len(set(AT_LARGE)) == 64
    assert 20 <= len(formal) <= 40


def test_what_is_left_is_of_unit_length_and_lies_less_near_what_all_share() -> None:
    rng = np.random.default_rng(1)
    shared = np.ones(8, dtype=np.float32)
    vectors = (shared + 0.2 * rng.normal(size=(5, 8))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    apart = Usual(question=vectors.mean(axis=0), passage=vectors.mean(axis=0)).passages_apart(vectors)
    assert np.linalg.norm(apart, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert (apart @ shared < vectors @ shared).all()


def test_a_file_that_is_cut_off_or_gone_is_damage(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(StoreDamaged, match="kamerantwoord build"):
        load(path)
    path.unlink()
    with pytest.raises(StoreDamaged, match="kamerantwoord build"):
        load(path)
