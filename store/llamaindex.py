"""The store for LlamaIndex applications: our embedder as a BaseEmbedding, our search as a BaseRetriever; nothing else here needs it."""

from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from store.catalogue import Catalogue
from store.embed import Embedder
from store.library import Library
from store.records import Hit
from store.search import search


class KamerantwoordEmbedding(BaseEmbedding):
    """Any embedder of the store, in LlamaIndex's terms; vectors are lists of floats of unit length."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder, **settings: Any) -> None:
        """Wrap an embedder; other settings are BaseEmbedding's own."""
        super().__init__(model_name=embedder.id, **settings)
        self._embedder = embedder

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(x) for x in self._embedder.query(query)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in vector] for vector in self._embedder.passages(texts)]


class KamerantwoordRetriever(BaseRetriever):
    """The store's search: nodes hold the government's words, their metadata says whose, when, and in answer to what."""

    def __init__(self, library: Library, *, limit: int = 20, **settings: Any) -> None:
        """Search the generation that serves at the time of each question; other settings are BaseRetriever's own."""
        self._library = library
        self._limit = limit
        super().__init__(**settings)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        generation = self._library.current()
        hits = search(generation, query_bundle.query_str, self._limit)
        return [NodeWithScore(node=_node(hit, generation.catalogue), score=hit.score) for hit in hits]


def _node(hit: Hit, catalogue: Catalogue) -> TextNode:
    passage = hit.passage
    document = catalogue.document(passage.document)
    metadata = {
        "source": passage.source,
        "document": passage.document,
        "numbers": list(passage.numbers),
        "subject": passage.subject,
        "question": passage.question,
        "answered_by": [f"{who.name or ''} ({who.role})".strip() for who in document.answered_by],
        "answered_on": document.answered_on.isoformat() if document.answered_on else None,
        "origin": document.origin,
        "url": document.url,
        "start": passage.start,
        "similarity": hit.similarity,
        "via": hit.via,
    }
    # A model may read whose words these are and to what they answer; the embedder reads neither twice.
    shown = {"subject", "question", "answered_by", "answered_on"}
    hidden = sorted(metadata.keys() - shown)
    return TextNode(
        id_=passage.id,
        text=passage.answer,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=hidden,
    )
