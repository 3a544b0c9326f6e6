"""The store for LlamaIndex applications: our embedder as a BaseEmbedding, our search as a BaseRetriever, our reading as a BaseReader.

Nothing else here needs LlamaIndex.
"""

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import BaseModel, Field, PrivateAttr
from llama_index.core.callbacks import CallbackManager
from llama_index.core.readers.base import BaseReader
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import Document as LlamaDocument
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode

from store.catalogue import Catalogue
from store.embed import open_embedder
from store.embedding.embedder import Embedder
from store.errors import DocumentUnreadable
from store.library import Library
from store.parse import parse
from store.read import find, read_data
from store.records import Answer, Bewindspersoon, Document, Hit, Unreadable
from store.refer import refer
from store.search import search
from store.settings import StoreSettings


class KamerantwoordEmbedding(BaseEmbedding):
    """Any embedder of the store, in LlamaIndex's terms; vectors are lists of floats of unit length.

    Made from a name it can be saved, loaded and sent to other processes, which open the embedder anew.
    """

    embedder: str = Field(default="", description="what KAMERANTWOORD_EMBEDDER takes; '' for an embedder that was given as it is")
    _opened: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder | str | None = None, **settings: Any) -> None:
        """Open an embedder by its name (None: the one that the settings name) or take one; other settings are BaseEmbedding's own.

        Raise SettingInvalid for a name that there is not.
        """
        if isinstance(embedder, str) or embedder is None:
            asked = StoreSettings.load(embedder=embedder)
            name, opened = asked.embedder, open_embedder(asked)
        else:
            name, opened = "", embedder
        super().__init__(**settings | {"embedder": name, "model_name": opened.name})
        self._opened = opened

    @classmethod
    def class_name(cls) -> str:
        """Return the name under which LlamaIndex writes it down."""
        return "KamerantwoordEmbedding"

    def __getstate__(self) -> dict[str, Any]:
        # Not BaseComponent's, which leaves out of this very object whatever it cannot pickle. Handlers belong to their process.
        state = BaseModel.__getstate__(self)
        opened = None if self.embedder else self._opened
        return state | {"__dict__": self.__dict__ | {"callback_manager": CallbackManager()}, "__pydantic_private__": {"_opened": opened}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        BaseModel.__setstate__(self, state)
        if self.embedder:
            self._opened = open_embedder(StoreSettings.load(embedder=self.embedder))

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(x) for x in self._opened.query(query)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_query_embedding, query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    async def _aget_text_embedding(self, text: str) -> list[float]:
        return await asyncio.to_thread(self._get_text_embedding, text)

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in vector] for vector in self._opened.passages(texts)]

    async def _aget_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return await asyncio.to_thread(self._get_text_embeddings, texts)


class KamerantwoordRetriever(BaseRetriever):
    """The store's search: nodes hold the government's words, their metadata says whose, when, and in answer to what.

    It reads the question as it is asked; what a program puts beside it in a QueryBundle (vectors, other texts to embed) is not used.
    """

    def __init__(self, library: Library | None = None, *, limit: int = 20, **settings: Any) -> None:
        """Search the generation that serves at the time of each question, of a library or of the store that the settings name.

        Other settings are BaseRetriever's own.
        """
        self._library = library or Library(StoreSettings.load())
        self._limit = limit
        super().__init__(**settings)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        generation = self._library.current()
        hits = search(generation, query_bundle.query_str, self._limit)
        return [NodeWithScore(node=_node(hit, generation.catalogue), score=hit.score) for hit in hits]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


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
        "ranks": dict(hit.ranks),
        "via": hit.via,
        "also": list(hit.also),
    }
    return TextNode(
        id_=passage.id,
        text=passage.answer,
        start_char_idx=passage.start,
        end_char_idx=passage.start + len(passage.answer),
        metadata=metadata,
        # The embedder reads neither question nor subject twice.
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=_hidden(metadata),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.source)},
    )


class KamerantwoordReader(BaseReader):
    """Letters of any format we read, one LlamaIndex Document per answer: its text is the government's words and nothing else.

    What the member asked is the metadata 'question'. Metadata are strings and numbers, as every vector store takes them.
    """

    def __init__(self) -> None:
        """Make a reader; `unreadable` lists the files that the last reading left out."""
        self.unreadable: list[Unreadable] = []

    def lazy_load_data(self, path: str | Path, extra_info: dict[str, Any] | None = None) -> Iterable[LlamaDocument]:
        """Yield the answers of a file, an archive or a folder, letter by letter; a letter without answers gives none.

        `extra_info` is added to the metadata of each, under what the letter says itself, and read by neither embedder nor model.
        A file that cannot be read is left out and listed in `unreadable`; DocumentUnreadable when no file can be read at all.
        Pointers are resolved inside each letter; those to other letters keep the name the letter gives.
        """
        self.unreadable = []
        read = False
        for document in self._documents(Path(path)):
            read = True
            yield from _answers(document, extra_info or {})
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


def _answers(document: Document, extra: dict[str, Any]) -> Iterator[LlamaDocument]:
    seen: dict[str, int] = {}
    for answer in document.answers:
        source = document.source_of(answer)
        seen[source] = seen.get(source, 0) + 1
        metadata = extra | _metadata(document, answer)
        yield LlamaDocument(
            # A number that a letter answers twice is flagged; both answers stay.
            id_=source if seen[source] == 1 else f"{source}#{seen[source]}",
            text=answer.text,
            metadata=metadata,
            excluded_embed_metadata_keys=sorted(metadata.keys() - {name for name in ("subject", "question") if metadata[name]}),
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
    told = ("subject", "question", "answered_by", "answered_on")
    return sorted(metadata.keys() - {name for name in told if metadata[name]})
