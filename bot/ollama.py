"""A question with its evidence in; what a model of Ollama points at, as it streams, out. The only bot file that knows LlamaIndex.

Every way in which Ollama, its model or the connection fails becomes a WriterFailed with a code, within bounded time. Only the
configured address is called: no proxy, no redirect, no model that Ollama would run on another machine. Nothing is logged.
"""

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import httpx
from ollama import Client, ResponseError

from bot.errors import WriterFailed
from bot.ollama_models import available
from bot.pointing import Pointed, Task, task
from bot.records import Draft, Evidence, Proposal, Status, WriterName
from bot.settings import BotSettings
from store.bounded import Bounded, Endless

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatResponse
    from llama_index.llms.ollama import Ollama

NUM_PREDICT = 768
"""Tokens a model may write: eight items, a few of them with a wording."""
CONTEXT = 6_144
"""Tokens of prompt and reply: MOST_PROMPT by the worst tokenizer, NUM_PREDICT, and room for the model's own template."""
SILENCE = 120.0
"""Seconds without a sign of life: a cold 4B model on a CPU loads and reads for a minute before its first token."""
DEADLINE = 300.0
"""Seconds for a whole reply."""
CONNECT = 5.0
"""Seconds to get a connection."""
KEEP_ALIVE = "30m"
"""How long Ollama keeps the model in memory for the next question."""


class OllamaWriter:
    """A Writer that lets a model of Ollama point at sentences."""

    def __init__(self, settings: BotSettings, *, silence: float = SILENCE, deadline: float = DEADLINE) -> None:
        self._settings = settings
        self._silence, self._deadline = silence, deadline
        self.name = WriterName(name="ollama", model=settings.chat_model)

    def write(self, question: str, evidence: Evidence) -> Generator[Proposal | Draft, None, None]:
        """Yield a Proposal and Drafts, each once it is complete; raise WriterFailed when the model fails.

        What was yielded before a failure is well-formed, but not a whole reply. Closing the generator stops the model.
        """
        asked = task(question, evidence)
        if not asked.tokens:
            yield Proposal(status=Status.NO_SOURCE)
            return
        available(self._settings).require()
        pointed = Pointed(asked.tokens)
        last: Any = {}
        with closing(self._responses(asked)) as responses:
            for response in responses:
                last = response.raw
                yield from pointed.feed(response.delta or "")
        self._check_end(last)
        yield from pointed.end()

    def _responses(self, asked: Task) -> "Generator[ChatResponse, None, None]":
        from llama_index.core.base.llms.types import ChatMessage, MessageRole

        messages = [ChatMessage(role=MessageRole.SYSTEM, content=asked.system), ChatMessage(role=MessageRole.USER, content=asked.user)]
        # A client for each reply: closing it closes the connection, and that is what stops the model.
        client = Client(
            host=self._settings.ollama_url,
            timeout=httpx.Timeout(self._silence, connect=CONNECT),
            transport=Bounded(deadline=self._deadline),
            follow_redirects=False,
        )
        with closing(client), self._failures_named():
            yield from self._llm(client).stream_chat(messages, format=asked.schema)

    def _llm(self, client: Client) -> "Ollama":
        from llama_index.llms.ollama import Ollama

        return Ollama(
            model=self._settings.chat_model,
            base_url=self._settings.ollama_url,
            client=client,
            temperature=0.0,
            context_window=CONTEXT,
            keep_alive=KEEP_ALIVE,
            thinking=False,
            additional_kwargs={"num_predict": NUM_PREDICT, "seed": 0},
        )

    @contextmanager
    def _failures_named(self) -> Iterator[None]:
        # `from None` where the message of the cause may hold what the model wrote, and so what was asked.
        url, model = self._settings.ollama_url, self._settings.chat_model
        try:
            yield
        except ResponseError as error:
            raise self._refused(error) from None
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.InvalidURL, ConnectionError) as error:
            raise WriterFailed("ollama_unreachable", f"Ollama does not answer at {url}. Start it: ollama serve.") from error
        except Endless as error:
            raise WriterFailed("endless", f"'{model}' does not stop writing; try another chat model.") from error
        except httpx.TimeoutException as error:
            raise WriterFailed("timeout", f"'{model}' was not done in time; a smaller chat model is faster.") from error
        except httpx.HTTPError as error:
            raise WriterFailed("broken_stream", f"The connection with Ollama at {url} broke off; see Ollama's own log.") from error
        except (ValueError, TypeError, KeyError, AttributeError):
            raise WriterFailed("broken_stream", f"What answers at {url} does not speak as Ollama does; check OLLAMA_HOST.") from None

    def _refused(self, error: ResponseError) -> WriterFailed:
        model = self._settings.chat_model
        if error.status_code == 404:
            return WriterFailed("model_missing", f"Ollama does not have '{model}'. Get it: ollama pull {model}.")
        if error.status_code == 400 and "context length" in error.error:
            return WriterFailed("truncated", f"The sentences do not fit '{model}'; choose a chat model with a longer context.")
        if error.status_code == -1:
            return WriterFailed("broken_stream", f"Ollama lost '{model}' while it wrote; see Ollama's own log.")
        return WriterFailed("ollama_error", f"Ollama answered with status {error.status_code}; see Ollama's own log.")

    def _check_end(self, last: dict[str, Any]) -> None:
        model = self._settings.chat_model
        if not last.get("done"):
            raise WriterFailed("broken_stream", f"'{model}' stopped in the middle of its reply; see Ollama's own log.")
        # Ollama cuts a prompt that is too long without a word, and the instructions may be what is cut.
        if (last.get("prompt_eval_count") or 0) >= CONTEXT or last.get("done_reason") == "length":
            raise WriterFailed("truncated", f"The sentences or the reply did not fit '{model}'; try another chat model.")
