"""A store in, rankings of its answers by plain alternatives out: what somebody gets who builds no search of his own."""

import os
import re
import shutil
import tempfile
import weakref
from pathlib import Path

import bm25s
import numpy as np

from evals.bench.rankings import PARTS, Ranking, Way, answers
from store.catalogue_writer import citable
from store.embedding.embedder import Embedder
from store.generation import Generation
from store.passages import text_to_find

_WORD = re.compile(r"\w+")


def by_plain_words(generation: Generation) -> Way:
    """Rank by BM25 as bm25s has it by default, over the words of question and answer in lower case, without stems."""
    passages = list(generation.catalogue.passages())
    index = bm25s.BM25()
    index.index([_words(text_to_find(passage)) for passage in passages], show_progress=False)

    def ranking(question: str) -> Ranking:
        known = [word for word in _words(question) if word in index.vocab_dict]
        scores = index.get_scores(known) if known else np.zeros(len(passages))
        rows = np.argsort(-scores, kind="stable")[:PARTS]
        return answers(passages[row].id for row in rows if scores[row] > 0)

    return ranking


def by_passage_vectors(generation: Generation, question: str) -> Ranking:
    """Rank by the cosine of question and passage, and nothing else."""
    return answers(id for id, _ in generation.vectors.nearest(generation.embedder.query(question), PARTS))


def by_llamaindex(generation: Generation, embedder: Embedder) -> Way:
    """Rank as a LlamaIndex program does that changes nothing: its own chunks of question and answer, its own store in memory."""
    from llama_index.core import Document, VectorStoreIndex

    _let_nltk_read()
    from store.llamaindex import KamerantwoordEmbedding

    documents = [
        Document(id_=letter.source_of(answer), text=f"{letter.question_text(answer)}\n{answer.text}".strip())
        for letter in generation.catalogue.documents()
        for answer in citable(letter)
        if answer.text
    ]
    index = VectorStoreIndex.from_documents(documents, embed_model=KamerantwoordEmbedding(embedder))
    retriever = index.as_retriever(similarity_top_k=PARTS)
    return lambda question: answers(found.node.ref_doc_id or "" for found in retriever.retrieve(question))


def _let_nltk_read() -> None:
    """Give LlamaIndex's chunker word lists of its own: NLTK refuses files with more than one hard link, which is how uv installs them."""
    import llama_index.core

    if "NLTK_DATA" not in os.environ:
        copied = tempfile.mkdtemp()
        weakref.finalize(_let_nltk_read, shutil.rmtree, copied)
        shutil.copytree(Path(llama_index.core.__file__).parent / "_static" / "nltk_cache", copied, dirs_exist_ok=True)
        os.environ["NLTK_DATA"] = copied


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
