from collections.abc import Callable, Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from store.errors import DocumentUnreadable
from store.formats import text

LETTER = "Vraag 1\nKost dit € 5 miljoen, zoals de minister “geïnformeerd” zei?\n\nAntwoord 1\nJa, vóór 1 mei – één keer. Zie Ž’s brief…\n"
DUTCH = st.text(st.sampled_from("abcdefghij XYZ 0123456789 .,;?\n éëïöüáóíàèç ‘’“”–—…€•·§°½²«»"), min_size=1).filter(str.strip)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_letter_reads_the_same_in_every_encoding_it_is_saved_in(encoding: str) -> None:
    assert text.read("brief.txt", LETTER.encode(encoding)).text == LETTER


@pytest.mark.parametrize("sign", ["é", "ë", "ï", "’", "“", "€"])
def test_a_single_special_sign_of_windows_is_taken_for_nothing_else(sign: str) -> None:
    assert text.read("brief.txt", f"Ja{sign}".encode("cp1252")).text == f"Ja{sign}"
    assert text.read("brief.txt", sign.encode("cp1252")).text == sign


@given(DUTCH)
def test_any_dutch_text_in_windows_1252_is_read_as_written(written: str) -> None:
    data = written.encode("cp1252")
    # Three such signs in a row ('á–§') may be the bytes of one in UTF-8, which no reader can tell apart.
    assume(written.isascii() or data.decode("utf-8", "replace").count("\ufffd"))
    assert text.read("brief.txt", data).text == written


@given(DUTCH)
def test_any_dutch_text_in_utf_8_is_read_as_written(written: str) -> None:
    assert text.read("brief.txt", written.encode("utf-8")).text == written


def test_a_foreign_name_alone_is_no_reason_to_think_of_another_encoding() -> None:
    assert text.read("brief.txt", "Zie de heer Žižek.".encode("cp1252")).text == "Zie de heer Žižek."


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_letters_of_dos_and_the_mac_are_told_from_those_of_windows(encoding: str) -> None:
    letter = "De coördinatie van de financiële regeling is vóór één uur geïnformeerd; de reële coëfficiënt is officiële informatie."
    assert text.read("brief.txt", letter.encode(encoding)).text == letter


def test_stretches_of_windows_in_a_letter_in_utf_8_are_decoded_each_by_itself() -> None:
    mixed = "één ".encode() + "’s avonds €".encode("cp1252") + " – café".encode()
    assert text.read("brief.txt", mixed).text == "één ’s avonds € – café"


def test_a_letter_cut_off_inside_a_character_keeps_all_before_it() -> None:
    assert text.read("brief.txt", "één € ’".encode()[:-1]).text == "één € \ufffd"


def test_a_byte_that_means_nothing_in_windows_1252_is_not_lost() -> None:
    assert text.read("brief.txt", b"Ja \x81 caf\xe9").text == "Ja \x81 café"


def test_every_kind_of_line_end_is_one_line_end() -> None:
    assert text.read("brief.txt", "a\r\nb\rc\vd\fe\u2028f\n".encode()).text == "a\nb\nc\nd\ne\nf\n"


def test_a_text_has_no_marks_and_says_where_it_is_from() -> None:
    raw = text.read("brieven.zip/brief.txt", b"Ja.[footnoteRef:1] [1:  noot]")
    assert raw.origin == "brieven.zip/brief.txt"
    assert raw.marks == ()


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", "\u00a0\n".encode(), b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_file_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentUnreadable, match=r"leeg\.txt is empty"):
        text.read("leeg.txt", data)


@pytest.mark.parametrize("data", [b"%PDF-1.7\0\0\xff", b"PK\x03\x04\0\0", bytes(range(256)), b"\xff\xfe" + bytes([0, 0xD8]) * 40])
def test_a_binary_file_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(DocumentUnreadable, match="is not text but binary; export"):
        text.read("plaatje.txt", data)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_damaged_text_is_read_or_refused(encoding: str, damaged: Callable[[bytes, int], Iterator[bytes]]) -> None:
    outcomes = []
    for data in damaged((LETTER * 5).encode(encoding), 300):
        try:
            outcomes.append(len(text.read("brief.txt", data).text))
        except DocumentUnreadable:
            outcomes.append(0)
    assert len(outcomes) == 300
    assert sum(length > 0 for length in outcomes) > 100
