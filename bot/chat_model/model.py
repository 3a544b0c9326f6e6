"""Two texts and a JSON schema in; the JSON that a chat model of Ollama writes, as it streams or whole, out. The only bot file that
knows LlamaIndex; it knows nothing of questions, letters or replies.

Every way in which Ollama, its model or the connection fails becomes a WriterFailed with a code, within bounded time. Only the
configured address is called: no proxy, no redirect, no model that Ollama would run on another machine. What was asked is never
logged, nor part of an error.
"""

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from math import ceil
from typing import TYPE_CHECKING, Any

import httpx
from ollama import Client, ResponseError
from pydantic_core import from_json

from bot.chat_model.as_data import as_data
from bot.chat_model.available import available
from bot.errors import WriterFailed, log_failure
from bot.settings import BotSettings
from store.bounded import Bounded, Endless

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatResponse
    from llama_index.llms.ollama import Ollama

MOST_TOKENS = 768
"""Tokens a model may write unless the caller says otherwise: eight items, a few of them with a wording."""
MOST_PROMPT = 4_000
"""Size of a whole prompt by `reckoned` that always fits: 6,000 characters of Dutch, some 1,600 tokens to a large vocabulary."""
CONTEXT = 6_144
"""Tokens of prompt and reply: MOST_PROMPT by the worst tokenizer, MOST_TOKENS, and room for the model's own template. One number for
all that is asked of a model: Ollama loads it anew for another."""
LONGEST_TOKEN = 40
"""Characters: what writes more than this for each token it may write is no model of Ollama."""
CONNECT = 5.0
"""Seconds to get a connection."""
KEEP_ALIVE = "30m"
"""How long Ollama keeps the model in memory for the next question."""


class Model:
    """The chat model of the settings; it keeps nothing of what it is asked, so one may serve all."""

    def __init__(self, settings: BotSettings, *, silence: float | None = None, deadline: float | None = None) -> None:
        """`silence` and `deadline` take the place of `chat_silence` and `chat_deadline` of the settings, in seconds."""
        self._settings = settings
        self._silence = settings.chat_silence if silence is None else silence
        self._deadline = settings.chat_deadline if deadline is None else deadline
        self.name: str = settings.chat_model

    def stream(self, system: str, user: str, schema: dict[str, Any], *, most_tokens: int = MOST_TOKENS) -> Generator[str, None, None]:
        """Yield the pieces of the model's JSON as they come; raise WriterFailed, also when the end shows that it was cut short.

        The caller bounds the prompt (MOST_PROMPT). Closing the generator closes the connection, and so stops the model.
        """
        available(self._settings).require()
        last: Any = {}
        written = 0
        with closing(self._responses(system, user, schema, most_tokens)) as responses:
            for response in responses:
                last, delta = response.raw, response.delta or ""
                written += len(delta)
                if written > LONGEST_TOKEN * most_tokens:
                    raise WriterFailed("endless", f"'{self.name}' does not stop writing; try another chat model.")
                yield delta
        self._check_end(last)

    def filled(self, system: str, user: str, schema: dict[str, Any], *, most_tokens: int = MOST_TOKENS) -> Any:
        """Return the whole JSON value, which keeps to the schema; raise WriterFailed, and log it, when there is no such value."""
        try:
            with closing(self.stream(system, user, schema, most_tokens=most_tokens)) as pieces:
                value = _parsed("".join(pieces))
            _require(value, schema)
        except WriterFailed as failure:
            log_failure(failure)
            raise
        return value

    def _responses(self, system: str, user: str, schema: dict[str, Any], most_tokens: int) -> "Generator[ChatResponse, None, None]":
        from llama_index.core.base.llms.types import ChatMessage, MessageRole

        messages = [ChatMessage(role=MessageRole.SYSTEM, content=system), ChatMessage(role=MessageRole.USER, content=as_data(user))]
        # A client for each call: closing it closes the connection, and that is what stops the model.
        bounded = Bounded(deadline=self._deadline, silence=self._silence)
        timeout = httpx.Timeout(self._silence, connect=CONNECT)
        client = Client(host=self._settings.ollama_url, timeout=timeout, transport=bounded, follow_redirects=False)
        with closing(client), self._failures_named():
            for response in self._llm(client, most_tokens).stream_chat(messages, format=schema):
                # White space is valid JSON under any schema: a model that writes nothing else is silent.
                if (response.delta or "").strip():
                    bounded.heard()
                yield response

    def _llm(self, client: Client, most_tokens: int) -> "Ollama":
        from llama_index.llms.ollama import Ollama

        return Ollama(
            model=self.name,
            base_url=self._settings.ollama_url,
            client=client,
            temperature=0.0,
            context_window=CONTEXT,
            keep_alive=KEEP_ALIVE,
            thinking=False,
            additional_kwargs={"num_predict": most_tokens, "seed": 0},
        )

    @contextmanager
    def _failures_named(self) -> Iterator[None]:
        # `from None` where the message of the cause may hold what the model wrote, and so what was asked.
        url, model = self._settings.ollama_url, self.name
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
        if error.status_code == 404:
            return WriterFailed("model_missing", f"Ollama does not have '{self.name}'. Get it: ollama pull {self.name}.")
        if error.status_code == 503:
            return WriterFailed("busy", "Ollama has more to do than it takes; see OLLAMA_MAX_QUEUE and OLLAMA_NUM_PARALLEL.")
        if error.status_code == 400 and "context length" in error.error:
            return WriterFailed("truncated", f"The sentences do not fit '{self.name}'; choose a chat model with a longer context.")
        if error.status_code == -1:
            return WriterFailed("broken_stream", f"Ollama lost '{self.name}' while it wrote; see Ollama's own log.")
        return WriterFailed("ollama_error", f"Ollama answered with status {error.status_code}; see Ollama's own log.")

    def _check_end(self, last: dict[str, Any]) -> None:
        if not last.get("done"):
            raise WriterFailed("broken_stream", f"'{self.name}' stopped in the middle of its reply; see Ollama's own log.")
        # Ollama cuts a prompt that is too long without a word, and the instructions may be what is cut.
        if (last.get("prompt_eval_count") or 0) >= CONTEXT:
            raise WriterFailed("truncated", f"The sentences did not fit '{self.name}'; try another chat model.")
        if last.get("done_reason") == "length":
            raise WriterFailed("endless", f"'{self.name}' did not come to an end; try another chat model.")


def reckoned(text: str) -> int:
    """Return how many tokens a text can be to the worst tokenizer we know: 1.5 letters each, one for each byte of all else."""
    return ceil(sum(2 / 3 if char.isascii() and (char.isalpha() or char == " ") else len(char.encode(errors="replace")) for char in text))


def _parsed(text: str) -> Any:
    try:
        return from_json(text)
    except ValueError:
        # The parser's message holds the text, which may hold the question.
        raise WriterFailed("bad_json", "The model wrote something that is no JSON; try another chat model.") from None


def _require(value: Any, schema: dict[str, Any]) -> None:
    """Raise WriterFailed unless a value keeps to a schema: Ollama sees to it while decoding, what stands in its place may not."""
    from jsonschema import ValidationError, validate

    try:
        validate(value, schema)
    except ValidationError:
        # Its message holds the value.
        raise WriterFailed("bad_schema", "The model's reply is not what was asked for; try another chat model.") from None
