import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from store.catalogue import Catalogue
from store.catalogue_writer import Entry, Writer, citable, sentence_texts
from store.counts import Counts
from store.embed import HashEmbedder
from store.errors import SourceUnknown, StoreDamaged
from store.passages import passages, text_to_find
from store.records import Answer, Asker, Bewindspersoon, Document, Flag, Footnote, Question, Verwijzing
from store.sentences import sentences

LONG = "\n\n".join(f"Alinea {n}: de wegbeheerder betaalt. Dat is ‘vaak’ het waterschap; niet altijd." for n in range(60))

LETTER = Document(
    id="2024Z00001",
    kind="answer",
    origin="fiets pad.txt",
    zaaknummer="2024Z00001",
    subject="verlichting “langs” fietspaden",
    askers=(Asker(name="Jansen", party="Fietspartij"), Asker(name="Smit")),
    asked_on=date(2024, 5, 3),
    answered_by=(Bewindspersoon(name=None, role="minister van Wegen"),),
    answered_on=date(2024, 6, 1),
    questions=(
        Question(number=1, text="Kent u dit?", footnotes=(Footnote(label="1", text="nu.nl", at=10),)),
        Question(number=2, text="Wie?"),
    ),
    answers=(
        Answer(numbers=(1, 4), text="Ja.", footnotes=(Footnote(label="i", text=""),)),
        Answer(
            numbers=(2,),
            text="Zie het antwoord op vraag 1. " + LONG,
            verwijzingen=(Verwijzing(text="het antwoord op vraag 1", document="2024Z00001", numbers=(1,), start=4, end=27),),
        ),
        Answer(numbers=(3,), text=""),
    ),
    see_also=("ah-tk-20232024-7",),
    flags=(Flag(code="answer_empty", message="Antwoord 3 is leeg.", numbers=(3,), line=40),),
    url="https://example.org/a?b=c&d",
)
DEFERRAL = Document(id="doc-0123456789", kind="deferral", origin="uitstel.txt", asked_on=date(2023, 1, 2))


def write(path: Path, entries: list[Entry]) -> None:
    with Writer(path) as writer:
        for entry in entries:
            writer.add(entry)


def written(path: Path, *documents: Document) -> Catalogue:
    embedder = HashEmbedder()
    entries = []
    for document in documents:
        parts = passages(replace(document, answers=citable(document)))
        texts = [text_to_find(part) for part in parts]
        vectors = embedder.passages(sentence_texts(document))
        entries.append(Entry(document=document, passages=parts, passage_vectors=embedder.passages(texts), sentence_vectors=vectors))
    write(path, entries)
    return Catalogue(path)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return written(tmp_path / "catalogue #1?.sqlite", LETTER, DEFERRAL)


def test_documents_and_passages_come_back_exactly_as_they_went_in(catalogue: Catalogue) -> None:
    assert list(catalogue.documents()) == [LETTER, DEFERRAL]
    assert catalogue.document("2024Z00001") == LETTER
    assert list(catalogue.passages()) == list(passages(LETTER))
    assert len(list(catalogue.passages())) > 2


def test_every_passage_is_found_by_its_id_and_by_its_source(catalogue: Catalogue) -> None:
    for passage in passages(LETTER):
        assert catalogue.passage(passage.id) == passage
        assert passage in catalogue.passages_of(passage.source)
    assert catalogue.passages_of("2024Z00001/99") == []


def test_the_parts_of_a_long_answer_are_its_text_from_where_they_start(catalogue: Catalogue) -> None:
    _, answer = catalogue.source("2024Z00001/2")
    for passage in catalogue.passages_of("2024Z00001/2"):
        assert answer.text[passage.start : passage.start + len(passage.answer)] == passage.answer


def test_a_joint_answer_is_the_source_of_each_of_its_numbers(catalogue: Catalogue) -> None:
    assert catalogue.source("2024Z00001/1") == catalogue.source("2024Z00001/4") == (LETTER, LETTER.answers[0])
    assert catalogue.sentences("2024Z00001/4") != []


def test_each_sentence_has_its_span_and_its_own_vector(catalogue: Catalogue) -> None:
    _, answer = catalogue.source("2024Z00001/2")
    found = catalogue.sentences("2024Z00001/2")
    assert [span for span, _ in found] == sentences(answer.text)
    expected = HashEmbedder().passages([answer.text[span.start : span.end] for span, _ in found])
    np.testing.assert_allclose([vector for _, vector in found], expected, atol=1e-3)
    assert found[0][1].dtype == np.float32


def test_an_empty_answer_is_a_source_without_sentences(catalogue: Catalogue) -> None:
    assert catalogue.source("2024Z00001/3")[1].text == ""
    assert catalogue.sentences("2024Z00001/3") == []


def test_the_range_runs_from_the_earliest_letter_to_the_latest(catalogue: Catalogue) -> None:
    assert (catalogue.first, catalogue.last) == (date(2023, 1, 2), date(2024, 6, 1))


def test_it_counts_what_it_holds(catalogue: Catalogue) -> None:
    texts = [text for answer in LETTER.answers for text in sentences(answer.text)]
    assert catalogue.counts == Counts(documents=2, answers=3, passages=len(passages(LETTER)), sentences=len(texts))


def test_letters_are_found_by_their_day_both_ends_included(catalogue: Catalogue) -> None:
    assert catalogue.dated(date(2024, 6, 1), date(2024, 6, 1)) == {"2024Z00001"}
    assert catalogue.dated(None, date(2024, 5, 31)) == {"doc-0123456789"}
    assert catalogue.dated(date(2023, 1, 3), None) == {"2024Z00001"}
    assert catalogue.dated(date(2024, 6, 2), None) == frozenset()


def test_a_letter_without_a_date_is_of_no_period(tmp_path: Path) -> None:
    undated = written(tmp_path / "undated.sqlite", replace(LETTER, asked_on=None, answered_on=None))
    assert undated.dated(None, None) == frozenset()


def test_the_latest_letters_come_first_and_those_without_a_date_last(tmp_path: Path) -> None:
    undated = replace(DEFERRAL, id="doc-9876543210", asked_on=None)
    catalogue = written(tmp_path / "catalogue.sqlite", undated, DEFERRAL, LETTER)
    assert catalogue.latest(5) == [LETTER.id, DEFERRAL.id, undated.id]
    assert catalogue.latest(1, skip=1) == [DEFERRAL.id]
    assert catalogue.latest(5, among={undated.id, LETTER.id, "2020Z00001"}) == [LETTER.id, undated.id]
    assert catalogue.latest(5, among=()) == []


def test_letters_are_found_by_who_answered_who_asked_and_their_numbers(tmp_path: Path) -> None:
    both = replace(LETTER, zaaknummers=("2024Z00001", "2024Z00002"), aanhangselnummer="ah-tk-20232024-9")
    catalogue = written(tmp_path / "named.sqlite", both, DEFERRAL)
    assert (catalogue.roles, catalogue.parties) == ({"minister van Wegen"}, {"Fietspartij"})
    assert catalogue.answered_by({"minister van Wegen", "minister van Lucht"}) == {"2024Z00001"}
    assert catalogue.asked_by({"Fietspartij"}) == {"2024Z00001"}
    assert catalogue.asked_by({"fietspartij"}) == catalogue.answered_by(()) == frozenset()
    for number in ("2024Z00001", "2024Z00002", "ah-tk-20232024-9"):
        assert catalogue.numbered(number) == {"2024Z00001"}
    assert catalogue.numbered("doc-0123456789") == {"doc-0123456789"}
    assert catalogue.numbered("2024Z00003") == frozenset()


def test_an_empty_catalogue_has_no_range(tmp_path: Path) -> None:
    empty = written(tmp_path / "empty.sqlite")
    assert (empty.first, empty.last, list(empty.documents()), empty.counts.answers) == (None, None, [], 0)


@pytest.mark.parametrize(
    "source", ["2024Z00001/99", "2024Z00001/x", "2024Z00001/²", "2024Z00001/" + "9" * 5000, "nergens/1", "2024Z00001", ""]
)
def test_a_source_that_is_not_there_is_refused_with_what_to_do(catalogue: Catalogue, source: str) -> None:
    with pytest.raises(SourceUnknown, match=r"kamerantwoord show|<document>/<number>"):
        catalogue.source(source)


def test_a_document_or_passage_that_is_not_there_is_refused_with_what_to_do(catalogue: Catalogue) -> None:
    with pytest.raises(SourceUnknown, match="kamerantwoord show"):
        catalogue.document("'; DROP TABLE documents; --")
    with pytest.raises(SourceUnknown, match="kamerantwoord show"):
        catalogue.passage("2024Z00001/2#99")


def test_two_answers_under_one_number_are_kept_and_the_first_is_cited(tmp_path: Path) -> None:
    answers = (Answer(numbers=(1,), text="Ja."), Answer(numbers=(1,), text=LONG), Answer(numbers=(2,), text="Nee."))
    catalogue = written(tmp_path / "twice.sqlite", replace(LETTER, answers=answers))
    assert catalogue.document("2024Z00001").answers == answers
    assert catalogue.source("2024Z00001/1")[1].text == "Ja."
    assert [passage.answer for passage in catalogue.passages()] == ["Ja.", "Nee."]
    assert len(catalogue.sentences("2024Z00001/1")) == 1


def test_an_answer_whose_number_a_joint_answer_claims_too_is_cited_by_its_own_words(tmp_path: Path) -> None:
    answers = (Answer(numbers=(1, 2), text="Samen."), Answer(numbers=(2,), text="Alleen."))
    catalogue = written(tmp_path / "claimed.sqlite", replace(LETTER, answers=answers))
    for passage in catalogue.passages():
        assert catalogue.source(passage.source)[1].text == passage.answer
        assert len(catalogue.sentences(passage.source)) == 1


def test_the_digest_changes_with_any_content_and_not_with_the_file(tmp_path: Path, catalogue: Catalogue) -> None:
    again = written(tmp_path / "again.sqlite", LETTER, DEFERRAL)
    other = written(tmp_path / "other.sqlite", LETTER, replace(DEFERRAL, subject="iets"))
    assert again.digest() == catalogue.digest() != other.digest()


def test_many_threads_read_one_catalogue(catalogue: Catalogue) -> None:
    def read(_: int) -> bool:
        found = catalogue.sentences("2024Z00001/2")
        return list(catalogue.documents()) == [LETTER, DEFERRAL] and len(found) == len(sentences(LETTER.answers[1].text))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(read, range(200)))


def test_nobody_can_write_through_a_reader(catalogue: Catalogue) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        catalogue._connection.execute("DELETE FROM documents")


@pytest.mark.parametrize("content", [b"", b"nonsense" * 1000], ids=["empty", "garbage"])
def test_a_file_that_is_no_catalogue_is_damage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(content)
    with pytest.raises(StoreDamaged, match="kamerantwoord build"):
        Catalogue(tmp_path / "catalogue.sqlite")


def test_a_missing_file_is_damage_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreDamaged, match="kamerantwoord build"):
        Catalogue(tmp_path / "catalogue.sqlite")
    assert not (tmp_path / "catalogue.sqlite").exists()


def test_text_that_no_longer_makes_a_document_is_damage(tmp_path: Path) -> None:
    written(tmp_path / "c.sqlite", LETTER).close()
    connection = sqlite3.connect(tmp_path / "c.sqlite")
    with connection:
        connection.execute("""UPDATE documents SET json = '{"id": "2024Z00001"}'""")
    connection.close()
    with pytest.raises(StoreDamaged, match="kamerantwoord build"):
        Catalogue(tmp_path / "c.sqlite").document("2024Z00001")


def test_a_catalogue_that_was_not_finished_is_refused(tmp_path: Path) -> None:
    entry = Entry(document=DEFERRAL, passages=(), passage_vectors=np.zeros((0, 4)), sentence_vectors=np.zeros((0, 4)))
    with pytest.raises(sqlite3.IntegrityError, match=r"documents\.id"):
        write(tmp_path / "c.sqlite", [entry, entry])
    with pytest.raises(StoreDamaged, match="never finished"):
        Catalogue(tmp_path / "c.sqlite")


def test_what_the_writer_counted_is_what_there_is(catalogue: Catalogue) -> None:
    assert catalogue.counts == catalogue.counted()


def test_another_process_reads_it_while_this_one_does(tmp_path: Path, catalogue: Catalogue) -> None:
    path = tmp_path / "catalogue #1?.sqlite"
    program = f"from pathlib import Path; from store.catalogue import Catalogue; print(Catalogue(Path({str(path)!r})).digest())"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == catalogue.digest()


def test_what_an_answer_points_to_is_known_without_reading_its_letter(tmp_path: Path) -> None:
    elsewhere = Verwijzing(text="x", document="ah-tk-1", numbers=(3, 1), start=0, end=1)
    nowhere = Verwijzing(text="x", document=None, numbers=(9,), start=0, end=1)
    several = replace(LETTER.answers[1], verwijzingen=(*LETTER.answers[1].verwijzingen, elsewhere, nowhere))
    catalogue = written(tmp_path / "pointing.sqlite", replace(LETTER, answers=(LETTER.answers[0], several)))
    assert catalogue.pointers("2024Z00001/2") == [("2024Z00001", 1), ("ah-tk-1", 3), ("ah-tk-1", 1)]
    assert catalogue.pointers("2024Z00001/1") == catalogue.pointers("2024Z00001/9") == []


def test_passages_fetched_together_come_in_the_order_they_are_named(catalogue: Catalogue) -> None:
    ids = [passage.id for passage in catalogue.passages()][::-1]
    assert [passage.id for passage in catalogue.passages_named(ids)] == ids
    assert list(catalogue.passages_named([])) == []
    with pytest.raises(SourceUnknown, match="2024Z00009/1"):
        list(catalogue.passages_named([ids[0], "2024Z00009/1"]))


def test_sentences_of_several_answers_come_with_the_answer_they_stand_in(catalogue: Catalogue) -> None:
    sources, vectors = catalogue.sentences_of(["2024Z00001/2", "2024Z00001/1", "2024Z00009/1"])
    assert sources == ["2024Z00001/1"] + ["2024Z00001/2"] * (len(sources) - 1)
    assert np.array_equal(vectors[1:], catalogue.sentence_vectors("2024Z00001/2"))
    assert catalogue.sentences_of([]) == ([], pytest.approx(np.zeros((0, 0))))


def test_a_letter_is_the_same_however_many_were_read_since(tmp_path: Path) -> None:
    many = [replace(DEFERRAL, id=f"doc-{number}") for number in range(200)]
    catalogue = written(tmp_path / "many.sqlite", *many)
    assert [catalogue.document(each.id) for each in [*many, *many[::-1]]] == [*many, *many[::-1]]
