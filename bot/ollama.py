"""A question with its evidence in; what a model of Ollama points at, as it streams, out. Fails as `bot/model.py` does."""

from collections.abc import Generator
from contextlib import closing

from bot.model import Model
from bot.pointing import Pointed, task
from bot.records import Draft, Evidence, Proposal, Status, WriterName
from bot.settings import BotSettings


class OllamaWriter:
    """A Writer that lets a model of Ollama point at sentences."""

    def __init__(self, settings: BotSettings, *, silence: float | None = None, deadline: float | None = None) -> None:
        """`silence` and `deadline` take the place of `chat_silence` and `chat_deadline` of the settings, in seconds."""
        self._model = Model(settings, silence=silence, deadline=deadline)
        self.name = WriterName(name="ollama", model=settings.chat_model)

    def write(self, question: str, evidence: Evidence) -> Generator[Proposal | Draft, None, None]:
        """Yield a Proposal and Drafts, each once it is complete; raise WriterFailed when the model fails.

        What was yielded before a failure is well-formed, but not a whole reply. Closing the generator stops the model.
        """
        asked = task(question, evidence)
        if not asked.tokens:
            yield Proposal(status=Status.NO_SOURCE)
            return
        pointed = Pointed(asked.tokens)
        with closing(self._model.stream(asked.system, asked.user, asked.schema)) as pieces:
            for piece in pieces:
                yield from pointed.feed(piece)
        yield from pointed.end()
