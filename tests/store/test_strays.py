from pathlib import Path

import numpy as np
import pytest

from store.errors import StoreDamaged
from store.strays import Strays, write_strays


def test_only_the_strays_that_are_near_enough_are_given(tmp_path: Path) -> None:
    write_strays(tmp_path / "strays.npz", ["a", "b", "c"], np.array([[1, 0], [0.6, 0.8], [0, 1]], dtype=np.float32))
    strays = Strays(tmp_path / "strays.npz")
    asked = np.array([1, 0], dtype=np.float32)
    assert strays.near(asked, 0.5) == {"a": pytest.approx(1.0), "b": pytest.approx(0.6)}
    assert strays.near(asked, 1.5) == {}
    assert set(strays.near(asked, -1.0)) == {"a", "b", "c"}


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert Strays(tmp_path / "strays.npz").near(np.zeros(2, dtype=np.float32), -1.0) == {}
    assert Strays(None).near(np.zeros(2, dtype=np.float32), -1.0) == {}


@pytest.mark.parametrize("content", [b"", b"nonsense" * 100])
def test_a_file_that_is_none_is_damage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "strays.npz").write_bytes(content)
    with pytest.raises(StoreDamaged, match="kamerantwoord build"):
        Strays(tmp_path / "strays.npz")
