"""One letter in five formats is one Document: what differs is the name of its file, and nothing else."""

from dataclasses import replace

import pytest

from store.parse import parse
from store.read import read_data
from store.records import Document
from tests.store import damaging


def read(name: str, data: bytes) -> Document:
    """Parse a file and forget its name and the lines of its flags, which another format has elsewhere."""
    document = parse(read_data(name, data)[1])
    return replace(document, origin="", flags=tuple(replace(flag, line=None) for flag in document.flags))


TEXT = damaging.text().encode()


@pytest.mark.parametrize("name", ["brief.docx", "brief.html", "brief.xml"])
def test_a_letter_is_the_same_document_in_every_format(name: str) -> None:
    assert read(name, damaging.originals()[name]) == read("brief.txt", TEXT)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_a_letter_is_the_same_document_in_every_encoding(encoding: str) -> None:
    assert read("brief.txt", damaging.text().encode(encoding)) == read("brief.txt", TEXT)


def test_a_letter_with_lost_headings_has_the_same_flags_as_word_and_as_text() -> None:
    lost = damaging.text().replace("Antwoord op vraag 2\n", "")
    assert read("brief.docx", damaging.docx(lost)) == read("brief.txt", lost.encode())
    assert [flag.code for flag in read("brief.txt", lost.encode()).flags] == ["answer_missing"]
