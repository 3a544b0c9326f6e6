"""Everything that can go wrong in the bot; adds to the tree of `store/errors.py`.

    KamerantwoordError
     └─ WriterFailed        exit code 3   the model did not write a usable reply; quotes take its place

Foreign errors are translated where they are met.
"""

import logging
from typing import Literal

from store.errors import KamerantwoordError

WriterFailure = Literal[
    "ollama_unreachable",  # nothing answers at its address, or not in time to say what it has
    "ollama_error",  # it answers with an error of its own
    "busy",  # it has more to do than its queue takes
    "model_missing",  # it does not have the model
    "model_remote",  # the model runs on another machine, so the question would leave this one
    "timeout",  # silent for too long, or not done in time
    "truncated",  # the prompt or the reply did not fit
    "endless",  # it goes on and on
    "broken_stream",  # the connection or the engine broke off
    "bad_json",  # what it wrote is no JSON
    "bad_schema",  # it is JSON, but not what was asked for
]


class WriterFailed(KamerantwoordError):
    """The model did not write a usable reply; its text says what happened and what to do, and never quotes the question."""

    def __init__(self, code: WriterFailure, message: str) -> None:
        super().__init__(message)
        self.code: WriterFailure = code
        """Names the notice for the reader, a line of prompts/writer_failed.md."""


def log_failure(failure: WriterFailed) -> None:
    """Log what failed: its code and its text, which never holds what was asked."""
    logging.getLogger("kamerantwoord").warning("the chat model failed (%s): %s", failure.code, failure)
