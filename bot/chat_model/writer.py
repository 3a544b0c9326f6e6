"""A question with its evidence in; what a model of Ollama points at, as it streams, out. Fails as `bot/chat_model/model.py` does."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing

from bot.chat_model.model import Model, reckoned
from bot.chat_model.pointing import MOST_READ, Pointed, Task, instructions, task
from bot.chat_model.repair import MOST_AGAIN, asked_again, worded
from bot.chat_model.warming import warm_up
from bot.checking import Refused
from bot.drafts import Draft, Evidence, Proposal
from bot.errors import WriterFailed
from bot.records import Status, WriterName
from bot.settings import BotSettings

MOST_WRITTEN = 512
"""Tokens of a reply: eight sentences pointed at, a few of them with a wording."""
MOST_MENDED = 320
"""Tokens of the wordings that are asked for again."""
AGAIN = 10.0
"""Seconds for asking again, all in all: everything is shown already, and the whole reply waits for it."""


class OllamaWriter:
    """A Writer that lets a model of Ollama point at sentences."""

    def __init__(self, settings: BotSettings, *, silence: float | None = None, deadline: float | None = None) -> None:
        """`silence` and `deadline` take the place of `chat_silence` and `chat_deadline` of the settings, in seconds."""
        self._settings = settings
        self._model = Model(settings, silence=silence, deadline=deadline)
        self._again = Model(settings, silence=min(silence or settings.chat_silence, AGAIN), deadline=AGAIN)
        self.name = WriterName(name="ollama", model=settings.chat_model)

    def write(self, question: str, evidence: Evidence) -> Generator[Proposal | Draft, None, None]:
        """Yield a Proposal and Drafts, each once it is complete; raise WriterFailed when the model fails.

        What was yielded before a failure is well-formed, but not a whole reply. Closing the generator stops the model.
        """
        asked = task(question, evidence)
        if not asked.tokens:
            yield Proposal(status=Status.NO_SOURCE)
            return
        try:
            yield from self._pointed(asked)
        except WriterFailed as failure:
            if failure.code == "timeout":
                # A model that was still being loaded is so no more, now that nobody waits for it: let the next question find it ready.
                warm_up(self._settings)
            raise

    def _pointed(self, asked: Task) -> Iterator[Proposal | Draft]:
        pointed = Pointed(asked.tokens)
        with closing(self._model.stream(asked.system, asked.user, asked.schema, most_tokens=MOST_WRITTEN)) as pieces:
            for piece in pieces:
                yield from pointed.feed(piece)
        yield from pointed.end()

    def again(self, refused: Sequence[Refused]) -> Iterator[Draft]:
        """Yield new wordings for the first few that were refused; nothing, and a line in the log, when the model fails."""
        # The same instructions as before, so that Ollama's prefix cache has them for the next question too.
        system, first = instructions(), refused[:MOST_AGAIN]
        user, schema = asked_again(first)
        while reckoned(system) + reckoned(user) > MOST_READ and len(first) > 1:
            first = first[:-1]
            user, schema = asked_again(first)
        try:
            yield from worded(self._again.filled(system, user, schema, most_tokens=MOST_MENDED))
        except WriterFailed:
            return
