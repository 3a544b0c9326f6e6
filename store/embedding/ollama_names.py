"""Names of Ollama's models in; which mean the same model, which run elsewhere, and what each family was trained to read, out.

A name is [host/][user/]model[:tag]; people publish one model under many names, so a family is known by the part they all have.
"""

import hashlib
import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Prefixes:
    """What stands before a question and before a text to be found."""

    query: str = ""
    text: str = ""

    @property
    def mark(self) -> str:
        """A short name for just these prefixes: 'bare' when there are none."""
        both = f"{self.query}\0{self.text}"
        return hashlib.sha256(both.encode()).hexdigest()[:8] if self.query or self.text else "bare"


_BARE = Prefixes()
_TASK = "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:"
_REPRESENT = Prefixes(query="Represent this sentence for searching relevant passages: ")

_FAMILIES: tuple[tuple[str, Prefixes], ...] = (
    ("embedding-?gemma", Prefixes(query="task: search result | query: ", text="title: none | text: ")),
    ("qwen3-(?:vl-)?embed", Prefixes(query=_TASK)),
    (r"\be5-.*instruct|\be5-mistral", Prefixes(query=f"{_TASK} ")),
    (r"\bm?e5(?:-v2)?-(?:small|base|large)|multilingual-e5", Prefixes(query="query: ", text="passage: ")),
    ("nomic-embed-text", Prefixes(query="search_query: ", text="search_document: ")),
    (r"arctic-embed(?:2|-[lm]-v2)", Prefixes(query="query: ")),
    ("arctic-embed|mxbai-embed-large", _REPRESENT),
    ("bge-m3", _BARE),
    (r"\bbge-(?:small|base|large)(?!-zh)", _REPRESENT),
)
"""Family → prefixes; the first that fits counts, and a family not named here reads texts bare. By the model cards of
google/embeddinggemma-300m, Qwen/Qwen3-Embedding-0.6B, intfloat/multilingual-e5-large and -large-instruct,
nomic-ai/nomic-embed-text-v1.5 and -v2-moe, Snowflake/snowflake-arctic-embed-l and -l-v2.0, mixedbread-ai/mxbai-embed-large-v1,
BAAI/bge-m3 (its discussion 35: no prefix) and BAAI/bge-large-en-v1.5."""


def prefixes(model: str) -> Prefixes:
    """Return what a model was trained to read before a question and before a text."""
    plain = re.sub(r"[^a-z0-9/]+", "-", model.casefold())
    # The model's own name first: a user may be called after another model.
    for part in (plain.rpartition("/")[2], plain):
        for family, found in _FAMILIES:
            if re.search(family, part):
                return found
    return _BARE


def same_model(one: str, other: str) -> bool:
    """Return whether two names mean the same model to Ollama: 'gemma3' is 'gemma3:latest' and 'library/Gemma3'."""
    return _full_name(one) == _full_name(other)


def runs_elsewhere(model: str) -> bool:
    """Return whether Ollama would send a model's texts to its makers' machines."""
    return re.search(r":(?:.*-)?cloud$", model.casefold()) is not None


def _full_name(name: str) -> str:
    path, slash, last = name.casefold().removeprefix("https://").rpartition("/")
    path = path.removeprefix("registry.ollama.ai").strip("/").removeprefix("library")
    return f"{path}{slash if path else ''}{last if ':' in last else f'{last}:latest'}"
