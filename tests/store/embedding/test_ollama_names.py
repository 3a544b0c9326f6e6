import pytest

from store.embedding.ollama_names import Prefixes, prefixes, runs_elsewhere, same_model

GEMMA = ("task: search result | query: ", "title: none | text: ")
NOMIC = ("search_query: ", "search_document: ")
E5 = ("query: ", "passage: ")
TASK = "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:"
REPRESENT = ("Represent this sentence for searching relevant passages: ", "")
BARE = ("", "")


@pytest.mark.parametrize(
    ("model", "read"),
    [
        ("embeddinggemma", GEMMA),
        ("embeddinggemma:300m-qat-q8_0", GEMMA),
        ("embeddinggemma-2:270m", GEMMA),
        ("hf.co/unsloth/embeddinggemma-300m-GGUF:Q8_0", GEMMA),
        ("EmbeddingGemma", GEMMA),
        ("bge-m3", BARE),
        ("bge-m3:567m-fp16", BARE),
        ("qllama/bge-m3:q4_k_m", BARE),
        ("bge-large", REPRESENT),
        ("qllama/bge-small-en-v1.5", REPRESENT),
        ("someone/bge-large-zh-v1.5", BARE),
        ("nomic-embed-text", NOMIC),
        ("nomic-embed-text:v1.5", NOMIC),
        ("nomic-embed-text-v2-moe", NOMIC),
        ("toshk0/nomic-embed-text-v2-moe:Q6_K", NOMIC),
        ("jeffh/intfloat-multilingual-e5-large", E5),
        ("jeffh/intfloat-multilingual-e5-large:f16", E5),
        ("yxchia/multilingual-e5-base", E5),
        ("qllama/multilingual-e5-small:q8_0", E5),
        ("zylonai/multilingual_e5_large", E5),
        ("someone/me5-base", E5),
        ("someone/e5-large-v2", E5),
        ("jeffh/intfloat-multilingual-e5-large-instruct:q8_0", (f"{TASK} ", "")),
        ("hf.co/someone/multilingual-e5-large-instruct-GGUF", (f"{TASK} ", "")),
        ("qwen3-embedding", (TASK, "")),
        ("qwen3-embedding:0.6b", (TASK, "")),
        ("dengcao/Qwen3-Embedding-4B:Q5_K_M", (TASK, "")),
        ("mxbai-embed-large:335m", REPRESENT),
        ("snowflake-arctic-embed2", ("query: ", "")),
        ("snowflake-arctic-embed2:568m-l-fp16", ("query: ", "")),
        ("Definity/snowflake-arctic-embed-l-v2.0-q8_0", ("query: ", "")),
        ("snowflake-arctic-embed:137m", REPRESENT),
        ("bge-m3-lovers/nomic-embed-text", NOMIC),
        ("registry.ollama.ai/library/embeddinggemma:latest", GEMMA),
        ("all-minilm", BARE),
        ("smollm2:135m", BARE),
        ("some5-base", BARE),
    ],
)
def test_a_family_reads_what_it_was_trained_to_read(model: str, read: tuple[str, str]) -> None:
    found = prefixes(model)
    assert (found.query, found.text) == read


def test_other_prefixes_have_another_mark() -> None:
    every = [Prefixes(), Prefixes(query="a"), Prefixes(text="a"), Prefixes(query="a", text="a"), Prefixes(query="b")]
    assert len({one.mark for one in every}) == len(every)
    assert Prefixes().mark == "bare"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("bge-m3", "bge-m3:latest", True),
        ("bge-m3", "library/BGE-M3", True),
        ("registry.ollama.ai/library/bge-m3:latest", "bge-m3", True),
        ("someone/bge-m3", "bge-m3", False),
        ("bge-m3:567m", "bge-m3", False),
        ("Gemma3:4B", "gemma3:4b", True),
        ("me/gemma3", "me/gemma3:latest", True),
        ("gemma", "gemma3", False),
        ("hf.co/me/gemma3:Q4", "hf.co/me/gemma3:q4", True),
    ],
)
def test_two_names_of_one_model_are_one(one: str, other: str, same: bool) -> None:
    assert same_model(one, other) is same


def test_a_cloud_model_runs_elsewhere() -> None:
    assert runs_elsewhere("qwen3-embedding:8b-cloud")
    assert runs_elsewhere("qwen3-embedding:cloud")
    assert not runs_elsewhere("cloud/bge-m3:q8-cloudy")
    assert not runs_elsewhere("my-cloud")
