"""What all questions have in common and what all passages have in common ↔ a file: their mean vectors, written once at build.

Taken off before the two are compared, what is left is what a question is about, and no passage lies near every question
(the common mean of embeddings: Mu & Viswanath 2018, 'All-but-the-Top').
"""

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from store.embed import Vector
from store.errors import StoreDamaged

_ENOUGH = 64
"""Questions of the store's own members in the mean; more change it by less than its noise."""
_AT_LARGE = Path(__file__).with_name("questions.txt")
"""What members and citizens ask of government, half each, the same for every store: letters may hold few questions, or on one subject."""
_TAKEN_OFF = 0.8
"""How much of the mean; measured in `evals/LOG.md`."""


@dataclass(frozen=True, kw_only=True)
class Usual:
    """The mean vectors (d,) of one store."""

    question: Vector
    """Of members' questions, embedded as questions."""
    passage: Vector

    def question_apart(self, vector: Vector) -> Vector:
        """Return a question's vector (d,) without what all questions share, of unit length."""
        return at_unit_length(vector - _TAKEN_OFF * self.question)

    def passages_apart(self, vectors: Vector) -> Vector:
        """Return the vectors (n, d) of passages without what all passages share, of unit length."""
        return at_unit_length(vectors - _TAKEN_OFF * self.passage)


def at_unit_length(vectors: Vector) -> Vector:
    """Return vectors (d,) or (n, d) at unit length; one without length stays as it is."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0, length, 1.0), dtype=np.float32)


def write(path: Path, embed: Callable[[Sequence[str]], Vector], asked: Sequence[str], passage: Vector) -> None:
    """Write the means: of questions at large and some that members `asked`, by `embed`ding them as questions, and of passages (d,)."""
    questions = embed([*_AT_LARGE.read_text(encoding="utf-8").splitlines(), *asked[:_ENOUGH]])
    np.savez(path, question=questions.mean(axis=0), passage=passage)


def load(path: Path) -> Usual:
    """Read the means; raise StoreDamaged."""
    try:
        with path.open("rb") as file, np.load(file) as stored:
            return Usual(question=stored["question"].astype(np.float32), passage=stored["passage"].astype(np.float32))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise StoreDamaged(f"The means in {path} cannot be read ({error}): run `uv run kamerantwoord build`.") from error
