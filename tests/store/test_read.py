"""Files as people have them: encodings, and what is no letter at all."""

from pathlib import Path

import pytest

from store.errors import DocumentUnreadable
from store.read import MAX_BYTES, read

TEXT = "Vraag 1\nWat vindt u daarvan?\n\nAntwoord op vraag 1\nDat is één zaak van € 10."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_a_letter_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "brief.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read(path).text == TEXT


def test_line_ends_of_windows_are_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "brief.TXT"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert read(path).text == TEXT


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        pytest.param("brief.txt", b"", "empty", id="empty"),
        pytest.param("brief.txt", b" \n\t\n ", "empty", id="only white space"),
        pytest.param("brief.txt", bytes(range(256)) * 40, "binary", id="binary"),
        pytest.param("brief.odt", b"PK", "format", id="unknown format"),
    ],
)
def test_what_is_no_letter_is_refused_with_the_name_and_what_to_do(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DocumentUnreadable) as refused:
        read(path)
    assert says in str(refused.value)
    assert name in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable, match="does not exist"):
        read(tmp_path / "weg.txt")


def test_a_folder_named_as_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "map.txt").mkdir()
    with pytest.raises(DocumentUnreadable, match="may read"):
        read(tmp_path / "map.txt")


def test_an_enormous_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "groot.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(DocumentUnreadable, match="larger than"):
        read(path)
