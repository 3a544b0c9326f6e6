from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.names import Names, write_names

IDS = ["2024Z00001/1", "2024Z00001/1#2", "ah-tk-20242025-12/3", "", "doc-é", "a\ud800"]


@pytest.fixture
def names(tmp_path: Path) -> Names:
    write_names(tmp_path, "ids", IDS)
    return Names(tmp_path, "ids")


def test_ids_keep_their_order_and_each_is_found_at_its_place(names: Names) -> None:
    assert list(names) == IDS
    assert [names[row] for row in range(len(IDS))] == IDS
    assert names.rows(IDS).tolist() == list(range(len(IDS)))
    assert (names[-1], names[1:3]) == (IDS[-1], IDS[1:3])


def test_what_is_not_there_is_refused_by_name_or_left_out(names: Names) -> None:
    with pytest.raises(KeyError, match="2024Z00009/1"):
        names.rows(["2024Z00001/1", "2024Z00009/1"])
    assert names.known_rows(["2024Z00009/1", "doc-é"]).tolist() == [4]
    with pytest.raises(IndexError):
        names[len(IDS)]


def test_no_ids_at_all_can_be_kept_too(tmp_path: Path) -> None:
    write_names(tmp_path, "ids", [])
    assert list(Names(tmp_path, "ids")) == []
    assert Names(tmp_path, "ids").known_rows(["a"]).tolist() == []


@given(st.sets(st.text(max_size=20), max_size=40))
def test_any_different_texts_may_be_ids(tmp_path_factory: pytest.TempPathFactory, ids: set[str]) -> None:
    folder = tmp_path_factory.mktemp("names")
    write_names(folder, "ids", sorted(ids))
    names = Names(folder, "ids")
    assert [names[row] for row in names.rows(ids)] == list(ids)
