"""The store for LlamaIndex applications: our embedder as a BaseEmbedding, our search as a BaseRetriever, our reading as a BaseReader.

Nothing else here needs LlamaIndex.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.readers.base import BaseReader
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import Document as LlamaDocument
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from store.catalogue import Catalogue
from store.embed import Embedder
from store.errors import DocumentUnreadable
from store.library import Library
from store.parse import parse
from store.read import find, read_data
from store.records import Answer, Bewindspersoon, Document, Hit, Unreadable
from store.refer import refer
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
        "answered_by": [_named(who) for who in document.answered_by],
        "answered_on": document.answered_on.isoformat() if document.answered_on else None,
        "origin": document.origin,
        "url": document.url,
        "start": passage.start,
        "similarity": hit.similarity,
        "via": hit.via,
    }
    # The embedder reads neither question nor subject twice.
    return TextNode(
        id_=passage.id,
        text=passage.answer,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=_hidden(metadata),
    )


class KamerantwoordReader(BaseReader):
    """Letters of any format we read, one LlamaIndex Document per answer: its text is the government's words and nothing else.

    What the member asked is the metadata 'question'. Metadata are strings and numbers, as every vector store takes them.
    """

    def __init__(self) -> None:
        """Make a reader; `unreadable` lists the files that the last reading left out."""
        self.unreadable: list[Unreadable] = []

    def lazy_load_data(self, path: str | Path) -> Iterable[LlamaDocument]:
        """Yield the answers of a file, an archive or a folder, letter by letter; a letter without answers gives none.

        A file that cannot be read is left out and listed in `unreadable`; DocumentUnreadable when no file can be read at all.
        Pointers are resolved inside each letter; those to other letters keep the name the letter gives.
        """
        self.unreadable = []
        read = False
        for document in self._documents(Path(path)):
            read = True
            yield from _answers(document)
        if not read:
            reason = self.unreadable[0].reason if self.unreadable else f"{path} holds no letters; give a folder with letters in it."
            raise DocumentUnreadable(reason)

    def _documents(self, path: Path) -> Iterator[Document]:
        for file in find([path]):
            if isinstance(file, Unreadable):
                self.unreadable.append(file)
                continue
            try:
                document = parse(read_data(file.origin, file.load())[1])
            except DocumentUnreadable as error:
                self.unreadable.append(Unreadable(path=file.path, reason=str(error)))
                continue
            yield from refer([document])


def _answers(document: Document) -> Iterator[LlamaDocument]:
    seen: dict[str, int] = {}
    for answer in document.answers:
        source = document.source_of(answer)
        seen[source] = seen.get(source, 0) + 1
        metadata = _metadata(document, answer)
        yield LlamaDocument(
            # A number that a letter answers twice is flagged; both answers stay.
            id_=source if seen[source] == 1 else f"{source}#{seen[source]}",
            text=answer.text,
            metadata=metadata,
            excluded_embed_metadata_keys=sorted(metadata.keys() - {"subject", "question"}),
            excluded_llm_metadata_keys=_hidden(metadata),
        )


def _metadata(document: Document, answer: Answer) -> dict[str, Any]:
    pointers = [f"{pointer.document or pointer.text}/{number}" for pointer in answer.verwijzingen for number in pointer.numbers]
    return {
        "source": document.source_of(answer),
        "document": document.id,
        "numbers": ", ".join(map(str, answer.numbers)),
        "subject": document.subject,
        "question": document.question_text(answer),
        "askers": "; ".join(f"{asker.name} ({asker.party})" if asker.party else asker.name for asker in document.askers),
        "asked_on": document.asked_on.isoformat() if document.asked_on else None,
        "answered_by": "; ".join(map(_named, document.answered_by)),
        "answered_on": document.answered_on.isoformat() if document.answered_on else None,
        "footnotes": "\n".join(f"{note.label}: {note.text}" for note in answer.footnotes),
        "see": ", ".join(pointers),
        "flags": ", ".join(sorted({flag.code for flag in document.flags if set(flag.numbers) & set(answer.numbers)})),
        "origin": document.origin,
        "url": document.url,
    }


def _named(who: Bewindspersoon) -> str:
    return f"{who.name or ''} ({who.role})".strip()


def _hidden(metadata: dict[str, Any]) -> list[str]:
    """Return the metadata a model need not read: it may read whose words these are and to what they answer."""
    return sorted(metadata.keys() - {"subject", "question", "answered_by", "answered_on"})
