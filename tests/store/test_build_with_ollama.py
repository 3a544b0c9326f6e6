"""Builds and searches with an embedding model of Ollama: killed half-way, replaced by another model, and away."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.build import build
from store.check import check
from store.embed import HashEmbedder
from store.errors import EmbedderUnavailable, StoreMismatch
from store.generation import read_manifest
from store.layout import Layout
from store.library import Library
from store.search import search
from store.settings import StoreSettings
from tests.ollama_server import OllamaServer

QUESTION = "Wie betaalt de verlichting langs het fietspad?"
A, B = "a" * 64, "b" * 64
BUILD = """
import sys
from pathlib import Path
from store.build import build
from store.settings import StoreSettings
settings = StoreSettings(store=Path(sys.argv[2]), embedder="ollama:nomic-embed-text", ollama_host=sys.argv[3], chroma_url=None)
build([Path(sys.argv[1])], settings)
"""
"""A build in a process of its own."""


def hashed(request: dict[str, Any]) -> tuple[int, object]:
    """The vectors of the embedder without weights, as if a model made them."""
    return 200, {"embeddings": [HashEmbedder().query(text.partition(": ")[2]).tolist() for text in request["input"]]}


@pytest.fixture
def ollama() -> Iterator[OllamaServer]:
    """An Ollama with one embedding model."""
    with OllamaServer(models=({"name": "nomic-embed-text:latest", "digest": A},), embeds=hashed) as server:
        yield server


@pytest.fixture
def asking(settings: StoreSettings, ollama: OllamaServer) -> StoreSettings:
    """Settings that name that model."""
    return settings.model_copy(update={"embedder": "ollama:nomic-embed-text", "ollama_host": ollama.url, "chroma_url": None})


def texts_of(requests: list[dict[str, Any]]) -> list[str]:
    return [text.removeprefix("search_document: ") for request in requests for text in request["input"] if "search_query" not in text]


def test_a_store_is_built_and_searched(letters: Path, asking: StoreSettings, ollama: OllamaServer) -> None:
    built = build([letters], asking)
    found = search(Library(asking).current(), QUESTION, 1)
    assert found[0].passage.source == "2024Z00001/2"
    assert check(asking).whole
    assert len(texts_of(ollama.embedded)) == len(set(texts_of(ollama.embedded))) == built.embedded
    assert ollama.embedded[-1]["input"] == [f"search_query: {QUESTION}"]


@pytest.mark.parametrize("answered", [0, 1, 5, 12])
def test_a_build_killed_while_it_embeds_goes_on_where_it_was(
    letters: Path, asking: StoreSettings, ollama: OllamaServer, answered: int
) -> None:
    for n in range(12):
        (letters / f"extra-{n}.txt").write_text(
            f"Vragen over dijk {n}\n(2023Z{n:05}, ingezonden 1 mei 2023)\n\nVraag 1\nHoe hoog is dijk {n}?\n\nAntwoord op vraag 1\n"
            f"Dijk {n} is {n} meter hoog.\n"
        )
    command = [sys.executable, "-c", BUILD, str(letters), str(asking.store), ollama.url]
    process: list[subprocess.Popen[str]] = []

    def until_killed(request: dict[str, Any]) -> tuple[int, object]:
        if len(ollama.embedded) > answered:
            os.killpg(process[0].pid, signal.SIGKILL)
        return hashed(request)

    ollama.embeds = until_killed
    process.append(subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True))
    _, errors = process[0].communicate(timeout=120)
    assert process[0].returncode == -signal.SIGKILL, errors
    done = texts_of(ollama.embedded[:answered])
    ollama.embeds = hashed
    ollama.embedded.clear()

    built = build([letters], asking)
    rest = texts_of(ollama.embedded)
    assert not set(done) & set(rest)
    assert built.embedded == len(rest) == len(set(rest))
    assert built.reused == len(done)
    assert built.documents == 14
    assert check(asking).whole


def test_another_model_under_the_same_name_is_refused_until_it_is_built_anew(
    letters: Path, asking: StoreSettings, ollama: OllamaServer
) -> None:
    first = build([letters], asking)
    library = Library(asking)
    library.current()
    ollama.models = ({"name": "nomic-embed-text:latest", "digest": B},)
    with pytest.raises(StoreMismatch, match=r"bbbbbbbbbbbb, it was aaaaaaaaaaaa.*`uv run kamerantwoord build`"):
        Library(asking).current()
    assert check(asking).problems[0].code == "mismatch"
    again = build([letters], asking)
    assert (again.unchanged, again.embedded) == (False, first.embedded)
    # A process that ran all the while opens the new store with the new model.
    assert search(library.current(), QUESTION, 1)[0].passage.source == "2024Z00001/2"


def test_the_same_model_is_not_embedded_with_again(letters: Path, asking: StoreSettings, ollama: OllamaServer) -> None:
    build([letters], asking)
    ollama.embedded.clear()
    assert build([letters], asking).unchanged
    assert build([letters], asking, rebuild=True).embedded == 0
    assert texts_of(ollama.embedded) == []


def test_while_ollama_is_away_letters_are_shown_and_questions_say_what_to_do(letters: Path, asking: StoreSettings) -> None:
    build([letters], asking)
    generation = Library(asking.model_copy(update={"ollama_host": "127.0.0.1:9"})).current()
    assert generation.catalogue.source("2024Z00001/2")[1].text.startswith("De wegbeheerder")
    with pytest.raises(EmbedderUnavailable, match="ollama serve"):
        search(generation, QUESTION)


def test_a_fault_that_does_not_pass_leaves_the_earlier_store(letters: Path, asking: StoreSettings, ollama: OllamaServer) -> None:
    before = build([letters], asking)
    (letters / "fiets.txt").write_text((letters / "fiets.txt").read_text() + "\nVraag 4\nEn nu?\n\nAntwoord op vraag 4\nNu niet.\n")
    ollama.embeds = lambda _: (404, {"error": "model 'nomic-embed-text' not found"})
    with pytest.raises(EmbedderUnavailable, match="ollama pull nomic-embed-text"):
        build([letters], asking)
    ollama.embeds = hashed
    assert Library(asking).current().id == before.generation


def test_the_manifest_names_the_model_its_digest_and_its_prefixes(letters: Path, asking: StoreSettings) -> None:
    built = build([letters], asking)
    made_by = read_manifest(Layout(asking.store).generation(built.generation)).embedder
    assert made_by.startswith("ollama:nomic-embed-text@aaaaaaaaaaaa#")
    with pytest.raises(StoreMismatch, match="or set KAMERANTWOORD_EMBEDDER=ollama:nomic-embed-text\\."):
        Library(asking.model_copy(update={"embedder": "hash"})).current()
