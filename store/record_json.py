"""Records ↔ JSON: the one way in which Documents and Passages are written down, by processes, caches and catalogues."""

from pydantic import TypeAdapter

from store.records import Document, Passage

DOCUMENT: TypeAdapter[Document] = TypeAdapter(Document)
PASSAGE: TypeAdapter[Passage] = TypeAdapter(Passage)
