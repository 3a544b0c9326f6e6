"""Where letters lie: folders, links, archives, and archives that mean harm."""

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from store.archives import MAX_BYTES, MAX_MEMBERS
from store.read import LetterFile, find
from store.records import Unreadable

LETTER = b"Vraag 1\nKent u dit?\n\nAntwoord op vraag 1\nJa.\n"


def found(*paths: Path) -> dict[str, bytes]:
    """What there is to read, by its name."""
    return {file.origin: file.load() for file in find(paths) if isinstance(file, LetterFile)}


def refused(*paths: Path) -> dict[str, str]:
    return {Path(file.path).name: file.reason for file in find(paths) if isinstance(file, Unreadable)}


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_folder_gives_its_letters_at_all_levels_sorted_and_passes_over_what_is_none(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.PDF", "a/d/e.docx", "foto.png", "data.jsonl", ".verborgen.txt", "~$e.docx", ".DS_Store"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(LETTER)
    assert list(found(tmp_path)) == ["b.txt", "c.PDF", "e.docx"]
    assert refused(tmp_path) == {}


def test_a_path_that_is_named_is_given_whatever_it_is(tmp_path: Path) -> None:
    (tmp_path / "los.odt").write_bytes(LETTER)
    assert list(found(tmp_path / "los.odt")) == ["los.odt"]


def test_links_that_lead_back_are_followed_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "brief.txt").write_bytes(LETTER)
    (tmp_path / "a" / "terug").symlink_to(tmp_path)
    (tmp_path / "ook").symlink_to(tmp_path / "a")
    assert list(found(tmp_path)) == ["brief.txt"]


def test_what_never_ends_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.txt")
    (file,) = find([tmp_path])
    assert isinstance(file, LetterFile)
    with pytest.raises(Exception, match="is not a file"):
        file.load()


def test_members_of_archives_are_read_with_the_name_of_their_archive(tmp_path: Path) -> None:
    inner = zipped({"diep.txt": LETTER})
    (tmp_path / "brieven.zip").write_bytes(zipped({"map/een.txt": LETTER, "twee.zip": inner, "foto.png": b"x", "__MACOSX/x.txt": b"x"}))
    assert found(tmp_path) == {"brieven.zip/map/een.txt": LETTER, "brieven.zip/twee.zip/diep.txt": LETTER}


def test_an_archive_in_an_archive_in_an_archive_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    third = zipped({"drie.txt": LETTER})
    (tmp_path / "een.zip").write_bytes(zipped({"twee.zip": zipped({"drie.zip": third, "goed.txt": LETTER}), "ook.txt": LETTER}))
    assert list(found(tmp_path)) == ["een.zip/twee.zip/goed.txt", "een.zip/ook.txt"]
    assert "archive in an archive" in refused(tmp_path)["drie.zip"]


def test_names_that_lead_out_of_an_archive_are_refused(tmp_path: Path) -> None:
    names = ("../../etc/passwd", "/etc/cron.txt", "C:\\boot.txt", "a/../../b.txt")
    (tmp_path / "kwaad.zip").write_bytes(zipped(dict.fromkeys(names, LETTER) | {"goed.txt": LETTER}))
    assert list(found(tmp_path)) == ["kwaad.zip/goed.txt"]
    assert len(refused(tmp_path)) == 4
    assert all("leads out" in reason for reason in refused(tmp_path).values())
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["kwaad.zip"]


def test_a_bomb_is_refused_by_what_it_declares(tmp_path: Path) -> None:
    (tmp_path / "bom.zip").write_bytes(zipped({"bom.txt": b"0" * 20_000_000, "groot.txt": b"a" * (MAX_BYTES + 1), "goed.txt": LETTER}))
    assert list(found(tmp_path)) == ["bom.zip/goed.txt"]
    assert "times smaller" in refused(tmp_path)["bom.txt"]
    assert "too large" in refused(tmp_path)["groot.txt"]


def test_a_member_that_lies_about_its_size_is_not_read_beyond_it(tmp_path: Path) -> None:
    packed = bytearray(zipped({"leugen.txt": b"0" * 3_000_000}))
    at = packed.index(b"PK\1\2")
    packed[at + 24 : at + 28] = struct.pack("<L", 100)
    (tmp_path / "leugen.zip").write_bytes(packed)
    (file,) = find([tmp_path])
    assert isinstance(file, LetterFile)
    with pytest.raises(Exception, match="damaged inside its archive"):
        file.load()


def test_a_locked_or_doubled_member_is_refused_and_the_first_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "dubbel.zip", "w") as archive:
        archive.writestr("brief.txt", LETTER)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("brief.txt", b"iets anders")
        archive.writestr("slot.txt", b"geheim")
    packed = bytearray((tmp_path / "dubbel.zip").read_bytes())
    packed[packed.rindex(b"PK\1\2") + 8] |= 1
    (tmp_path / "dubbel.zip").write_bytes(packed)
    assert found(tmp_path) == {"dubbel.zip/brief.txt": LETTER}
    assert "same name" in refused(tmp_path)["brief.txt"]
    assert "password" in refused(tmp_path)["slot.txt"]


def test_an_archive_with_an_endless_list_is_refused_before_the_list_is_read(tmp_path: Path) -> None:
    packed = bytearray(zipped({"brief.txt": LETTER}))
    end = packed.rindex(b"PK\5\6")
    packed[end + 12 : end + 16] = struct.pack("<L", 2_000_000_000)
    (tmp_path / "lijst.zip").write_bytes(packed)
    assert str(MAX_MEMBERS) in refused(tmp_path)["lijst.zip"]


@pytest.mark.parametrize("cut", [10, 60, 100])
def test_an_archive_that_was_cut_off_is_refused_with_its_name(tmp_path: Path, cut: int) -> None:
    (tmp_path / "half.zip").write_bytes(zipped({"brief.txt": LETTER})[:cut])
    assert "damaged archive" in refused(tmp_path)["half.zip"]


def test_a_folder_that_may_not_be_opened_is_told(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may open every folder")
    (tmp_path / "dicht").mkdir(mode=0)
    assert "may read" in refused(tmp_path)["dicht"]
