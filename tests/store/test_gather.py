"""One letter is one Document: under another name, twice in archives, or in another format; what is not the same is kept apart."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest

from store.build import Built, build
from store.catalogue import Catalogue
from store.check import check
from store.layout import Layout
from store.library import Library
from store.records import Document
from store.search import search
from store.settings import StoreSettings
from tests.store.conftest import FIETS, STROOM

SAYS = (
    "De wegbeheerder betaalt de verlichting langs het pad en legt daarover verantwoording af aan de gemeenteraad van zijn gemeente. "
    "Over de kosten van onderhoud zijn in het bestuursakkoord van vorig jaar afspraken gemaakt die tot het einde van deze periode gelden. "
)
LETTER = """Vragen van het lid Jansen (Fietspartij) aan de minister van Wegen over verlichting
({number}, ingezonden 3 mei 2024)

Vraag 1
Wie betaalt volgens u de verlichting langs de fietspaden in de polder, en sinds wanneer is dat zo geregeld?

Antwoord op vraag 1
{answer}
"""


def folder(tmp_path: Path, **texts: str) -> Path:
    made = tmp_path / "brieven"
    made.mkdir(exist_ok=True)
    for name, text in texts.items():
        (made / f"{name}.txt").write_text(text, encoding="utf-8")
    return made


def word(text: str) -> bytes:
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def stored(settings: StoreSettings) -> list[Document]:
    return list(Library(settings).current().catalogue.documents())


def same(built: Built) -> dict[str, str]:
    return {Path(each.path).name: Path(each.same_as).name for each in built.duplicates}


def letter(number: str = "2024Z00009", answer: str = SAYS) -> str:
    return LETTER.format(number=number, answer=answer)


def test_a_letter_as_docx_and_as_text_is_the_docx(tmp_path: Path, settings: StoreSettings) -> None:
    made = folder(tmp_path, a=letter())
    (made / "b.docx").write_bytes(word(letter()))
    built = build([made], settings)
    assert (built.documents, same(built), built.unreadable) == (1, {"a.txt": "b.docx"}, ())
    assert [(document.id, document.origin) for document in stored(settings)] == [("2024Z00009", "b.docx")]


def test_a_letter_twice_in_folders_and_archives_is_one(tmp_path: Path, settings: StoreSettings) -> None:
    made = folder(tmp_path, a=letter())
    (made / "diep").mkdir()
    (made / "diep" / "kopie.txt").write_text(letter())
    with zipfile.ZipFile(made / "z.zip", "w") as archive:
        archive.writestr("nog een.txt", letter())
        archive.writestr("anders.txt", FIETS)
    built = build([made], settings)
    assert built.documents == 2
    assert same(built) == {"kopie.txt": "a.txt", "nog een.txt": "a.txt"}


def test_an_extraction_that_differs_in_spaces_hyphens_and_notes_is_the_same_letter(tmp_path: Path, settings: StoreSettings) -> None:
    made = folder(tmp_path, a=letter().replace("bestuursakkoord", "bestuurs- akkoord").replace("verantwoording", "verant woording"))
    (made / "b.docx").write_bytes(word(letter()))
    assert same(build([made], settings)) == {"a.txt": "b.docx"}


def test_letters_that_say_the_same_to_different_members_are_two(tmp_path: Path, settings: StoreSettings) -> None:
    made = folder(tmp_path, a=letter("2024Z00009"), b=letter("2024Z00010"))
    built = build([made], settings)
    assert (built.documents, built.duplicates) == (2, ())


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(SAYS.replace("De wegbeheerder", "Niet de wegbeheerder"), id="a word"),
        pytest.param("Het kost 12.000 euro. " + SAYS, id="a sentence"),
        pytest.param("Daarover is niets bekend.", id="all"),
    ],
)
def test_two_texts_under_one_number_are_both_kept_flagged_under_ids_that_stay(tmp_path: Path, settings: StoreSettings, other: str) -> None:
    made = folder(tmp_path, a=letter(), b=letter(answer=other))
    built = build([made], settings)
    assert (built.documents, built.duplicates) == (2, ())
    first = {document.id: document.answers[0].text for document in stored(settings)}
    assert sum(id == "2024Z00009" for id in first) == 1
    assert all(re.fullmatch(r"2024Z00009(-[0-9a-f]{6})?", id) for id in first)
    assert [flag.code for document in stored(settings) for flag in document.flags] == ["id_shared", "id_shared"]
    assert check(settings).problems == ()
    (made / "a.txt").rename(made / "z.txt")
    (made / "fiets.txt").write_text(FIETS)
    build([made], settings)
    assert {document.id: document.answers[0].text for document in stored(settings)}.items() >= first.items()


def test_two_amounts_under_one_number_are_both_kept(tmp_path: Path, settings: StoreSettings) -> None:
    made = folder(tmp_path, a=letter(answer=SAYS + "Het kost 12.000 euro."), b=letter(answer=SAYS + "Het kost 15.000 euro."))
    assert build([made], settings).documents == 2


def test_a_deferral_and_its_answer_are_two_and_the_number_means_the_answer(tmp_path: Path, settings: StoreSettings) -> None:
    notice = letter().partition("Antwoord op vraag 1")[0] + (
        "\nMededeling\n\nHierbij deel ik u mede dat de vragen niet binnen de gebruikelijke termijn kunnen worden beantwoord.\n"
    )
    made = folder(tmp_path, a=notice, b=letter())
    build([made], settings)
    by_id = {document.id: document for document in stored(settings)}
    assert len(by_id) == 2
    assert by_id["2024Z00009"].kind == "answer"
    assert not any(flag.code == "id_shared" for document in by_id.values() for flag in document.flags)
    assert search(Library(settings).current(), "Wie betaalt de verlichting?", 1)[0].passage.source == "2024Z00009/1"


def test_nothing_changed_is_nothing_built(letters: Path, settings: StoreSettings) -> None:
    first = build([letters], settings)
    again = build([letters], settings)
    assert (again.generation, again.unchanged, again.embedded, again.reused) == (first.generation, True, 0, first.embedded)
    assert (again.documents, again.answers, again.passages, again.flagged) == (2, 5, 5, first.flagged)
    assert build([letters], settings, rebuild=True).generation != first.generation


def test_a_letter_that_moved_is_not_read_again(letters: Path, settings: StoreSettings, tmp_path: Path) -> None:
    first = build([letters], settings)
    letters.rename(tmp_path / "elders")
    assert build([tmp_path / "elders"], settings).generation == first.generation


def test_damage_is_mended_by_building_the_same_again(letters: Path, settings: StoreSettings) -> None:
    paths = Layout(settings.store).generation(build([letters], settings).generation)
    paths.catalogue.write_bytes(paths.catalogue.read_bytes().replace(b"waterschap", b"ministerie"))
    assert not check(settings).whole
    assert not build([letters], settings).unchanged
    assert check(settings).whole


@pytest.mark.parametrize("content", [b"", b"geen database" * 500, None], ids=["empty", "other", "one letter changed"])
def test_parsed_letters_that_are_damaged_cost_time_only(letters: Path, settings: StoreSettings, content: bytes | None) -> None:
    build([letters], settings)
    kept = Layout(settings.store).letters
    kept.write_bytes(kept.read_bytes().replace(b"waterschap", b"ministerie") if content is None else content)
    build([letters], settings, rebuild=True)
    assert {document.answers[0].text for document in stored(settings)} >= {"Ja."}
    assert "waterschap" in Library(settings).current().catalogue.source("2024Z00001/2")[1].text


def test_a_letter_withdrawn_is_forgotten_by_the_second_build_also_when_that_finds_nothing_new(
    letters: Path, settings: StoreSettings
) -> None:
    build([letters], settings)
    (letters / "stroom.txt").unlink()
    built = build([letters], settings)
    assert len(Layout(settings.store).generations()) == 2
    assert build([letters], settings).generation == built.generation
    assert [paths.id for paths in Layout(settings.store).generations()] == [built.generation]
    assert STROOM.split()[-1].encode() not in b"".join(path.read_bytes() for path in settings.store.rglob("*") if path.is_file())


def test_the_reader_is_told_which_file_is_read(letters: Path, settings: StoreSettings) -> None:
    told: list[str] = []
    build([letters], settings, reading=told.append)
    assert [Path(path).name for path in told] == ["fiets.txt", "stroom.txt"]


def test_the_catalogue_keeps_the_line_of_a_flag(tmp_path: Path, settings: StoreSettings) -> None:
    made = folder(tmp_path, a=letter() + "\nVraag 2\nWaarom staan er daar geen lantaarnpalen?\n")
    built = build([made], settings)
    with_flags = [letter for letter in check(settings).letters if letter.flags]
    assert [(each.document, each.origin) for each in with_flags] == [("2024Z00009", "a.txt")]
    (flag,) = [flag for flag in with_flags[0].flags if flag.code == "answer_missing"]
    assert (flag.numbers, flag.line) == ((2,), 10)
    catalogue = Catalogue(Layout(settings.store).generation(built.generation).catalogue)
    assert catalogue.document("2024Z00009").flags == with_flags[0].flags
    catalogue.close()
