"""Whether Ollama is there and has the model: asked before anything is sent to it."""

import time

import pytest

from bot.chat_model.available import available
from bot.errors import WriterFailed
from bot.settings import BotSettings
from tests.bot.writing import GOOD, IN_TIME, QUESTION, evidence, writer
from tests.ollama_server import OllamaServer, saying


def test_an_ollama_that_is_not_there_is_unreachable() -> None:
    with OllamaServer() as server:
        url = server.url
    began = time.monotonic()
    with pytest.raises(WriterFailed) as caught:
        list(writer(url).write(QUESTION, evidence()))
    assert caught.value.code == "ollama_unreachable"
    assert "ollama serve" in str(caught.value)
    assert time.monotonic() - began < IN_TIME


def test_a_model_that_ollama_lacks_is_missing_and_its_models_are_named() -> None:
    with OllamaServer(saying(GOOD), models=({"name": "smollm2:135m"}, {"name": "gemma3:latest"})) as server:
        found = available(BotSettings.load(OLLAMA_HOST=server.url, chat_model="gemma3:4b"))
        assert (found.ok, found.code, found.models) == (False, "model_missing", ("smollm2:135m", "gemma3:latest"))
        assert "ollama pull gemma3:4b" in found.message
        with pytest.raises(WriterFailed, match="ollama pull"):
            list(writer(server.url).write(QUESTION, evidence()))
        assert server.chats == []


def test_a_model_that_runs_elsewhere_is_not_asked() -> None:
    remote = {"name": "gemma3:4b", "remote_host": "https://models.example:443", "remote_model": "gemma3"}
    with OllamaServer(saying(GOOD), models=(remote,)) as server:
        with pytest.raises(WriterFailed, match=r"models\.example") as caught:
            list(writer(server.url).write(QUESTION, evidence()))
        assert caught.value.code == "model_remote"
        assert server.chats == []


def test_availability_is_asked_once_for_several_replies() -> None:
    with OllamaServer(saying(GOOD)) as server:
        for _ in range(3):
            list(writer(server.url).write(QUESTION, evidence()))
        assert server.paths.count("/api/tags") == 1


def test_what_is_not_ollama_is_said_not_to_be() -> None:
    with OllamaServer(models=("no object",)) as server:  # type: ignore[arg-type]
        assert available(BotSettings.load(OLLAMA_HOST=server.url)).code == "ollama_error"


@pytest.mark.ollama
def test_a_real_ollama_says_what_it_has(real_ollama: str) -> None:
    assert available(BotSettings.load(OLLAMA_HOST=real_ollama, chat_model="smollm2:135m")).ok
    missing = available(BotSettings.load(OLLAMA_HOST=real_ollama, chat_model="smollm2"))
    assert (missing.code, missing.models) == ("model_missing", ("smollm2:135m",))
