"""What a model is asked, and how its JSON is read while it streams."""

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat_model.model import reckoned
from bot.chat_model.pointing import MOST_READ, MOST_SENTENCES, STATUSES, Pointed, task
from bot.checking import RELEVANT
from bot.drafts import Candidate, Draft, Evidence, Proposal
from bot.errors import WriterFailed
from bot.records import Source, Status

TOKENS = ("s1", "s2", "s3")
ANSWER = "Ja. De schade kan enorm oplopen."


def evidence(texts: list[str]) -> Evidence:
    candidates = tuple(
        Candidate(token=f"s{at}", source="d/1", text=text, start=9, end=9 + len(text), relevance=1.0) for at, text in enumerate(texts, 1)
    )
    return Evidence(status=Status.ANSWERED, candidates=candidates, chosen=(), sources=())


replies = st.fixed_dictionaries(
    {
        "status": st.sampled_from([str(status) for status in STATUSES]),
        "items": st.lists(
            st.fixed_dictionaries(
                {"s": st.sampled_from(TOKENS)}, optional={"text": st.none() | st.text(max_size=20) | st.text('{}[]",\\', max_size=9)}
            ),
            max_size=8,
        ),
    }
)


@given(
    reply=replies,
    cuts=st.lists(st.integers(1, 400)),
    indent=st.sampled_from([None, 4]),
    ascii_only=st.booleans(),
    status_first=st.booleans(),
)
def test_however_the_json_is_cut_into_pieces_it_says_the_same(
    reply: Any, cuts: list[int], indent: int | None, ascii_only: bool, status_first: bool
) -> None:
    text = json.dumps(
        reply if status_first else {"items": reply["items"], "status": reply["status"]}, indent=indent, ensure_ascii=ascii_only
    )
    edges = [0, *sorted({cut for cut in cuts if cut < len(text)}), len(text)]
    pointed = Pointed(TOKENS)
    parts = [part for start, end in pairwise(edges) for part in pointed.feed(text[start:end])]
    parts += pointed.end()
    first = {item["s"]: item.get("text") for item in reversed(reply["items"])}
    assert parts[-1] == Proposal(status=Status(reply["status"]))
    assert {part.token: part.text for part in parts[:-1] if isinstance(part, Draft)} == {
        token: " ".join(text.split()) or None if text else None for token, text in first.items()
    }
    assert len(parts) == 1 + len(first)


@given(st.text(max_size=60))
def test_whatever_a_model_writes_is_read_or_refused_by_name(text: str) -> None:
    with pytest.raises(WriterFailed) as caught:
        _read_by_character(text)
    assert caught.value.code in ("bad_json", "bad_schema")


def _read_by_character(text: str) -> None:
    pointed = Pointed(TOKENS)
    for char in text:
        assert not list(pointed.feed(char))
    list(pointed.end())


def test_an_item_is_given_at_its_closing_brace_and_not_before() -> None:
    pointed = Pointed(TOKENS)
    assert list(pointed.feed('{"items":[{"s":"s1"')) == []
    assert list(pointed.feed(',"text":"Kort }')) == []
    assert list(pointed.feed('"}, {"s":"s2","text":"}')) == [Draft(token="s1", text="Kort }")]
    assert list(pointed.feed('"}')) == [Draft(token="s2", text="}")]


words = st.text(min_size=1, max_size=900)


@given(question=st.text(min_size=1, max_size=2_000), texts=st.lists(words, min_size=1, max_size=40))
def test_a_prompt_always_fits_and_keeps_the_best_sentences(question: str, texts: list[str]) -> None:
    asked = task(question, evidence(texts))
    assert reckoned(asked.system) + reckoned(asked.user) <= MOST_READ + 2
    assert 1 <= len(asked.tokens) <= MOST_SENTENCES
    assert list(asked.tokens) == [f"s{at}" for at in range(1, len(asked.tokens) + 1)]
    assert asked.schema["properties"]["items"]["items"]["properties"]["s"]["enum"] == list(asked.tokens)


def test_sixteen_ordinary_sentences_all_fit() -> None:
    sentence = (
        "Het betalen van losgeld biedt geen garantie dat criminelen systemen weer toegankelijk maken of gestolen data niet doorverkopen."
    )
    assert len(task("Moet een gehackt bedrijf de afpersers geld geven?", evidence([sentence] * 30)).tokens) == MOST_SENTENCES


def test_only_what_a_reply_may_show_is_offered() -> None:
    given = evidence(["Geen losgeld betalen.", "Dit kan nieuwe aanvallen uitlokken.", "Dat advies luidt: geen losgeld betalen."])
    weak = replace(given.candidates[1], relevance=RELEVANT - 0.1)
    chosen = replace(given, chosen=("s1",))
    # What only repeats the chosen one is not offered either.
    assert task("Wat?", chosen).tokens == ("s1", "s2")
    assert task("Wat?", replace(chosen, candidates=(given.candidates[0], weak))).tokens == ("s1",)
    assert task("Wat?", replace(chosen, status=Status.RELATED)).tokens == ("s1",)
    assert task("Wat?", replace(given, status=Status.RELATED)).tokens == ()


def test_a_long_sentence_is_cut_for_the_model_and_stays_pointable() -> None:
    asked = task("Wat?", evidence(["lang " * 1_000, "kort"]))
    assert asked.tokens == ("s1", "s2")
    assert "lang lang…" in asked.user


def test_an_answer_that_means_nothing_alone_comes_with_its_question() -> None:
    source = Source(
        id="d/1", document="d", numbers=(1,), subject=None, answered_by=(), answered_on=None,
        origin="o", url=None, question="Staat u achter het advies?", answer=ANSWER,
    )  # fmt: skip
    yes = Candidate(token="s1", source="d/1", text="Ja.", start=0, end=3, relevance=1)
    more = Candidate(token="s2", source="d/1", text="De schade kan enorm oplopen.", start=4, end=32, relevance=1)
    asked = task("Wat?", Evidence(status=Status.ANSWERED, candidates=(yes, more), chosen=(), sources=(source,)))
    first, second = asked.user.splitlines()[1:3]
    assert first.startswith("s1: Ja. [")
    assert "Staat u achter het advies?" in first
    assert second == "s2: De schade kan enorm oplopen."


@pytest.mark.ollama
@pytest.mark.parametrize(
    "text",
    [
        "Verwerkingsverantwoordelijken dienen hun beveiligingsmaatregelen doorlopend te evalueren. " * 12,
        "Op 27-02-2026 waren 6.200.000 accounts (36 800 VII, nr. 7) gestolen; 0612 3456 78901234. " * 8,
        "🙈é 黒 ÉÉN €1.000,- ‘één’ – «ja»… ş ğ ı " * 8,
    ],
    ids=["dutch", "digits", "other_scripts"],
)
def test_a_real_tokenizer_makes_no_more_of_a_text_than_we_reckon(real_ollama: str, text: str) -> None:
    template = 40
    body = {"model": "smollm2:135m", "messages": [{"role": "user", "content": text}], "stream": False, "options": {"num_predict": 1}}
    counted = httpx.post(f"{real_ollama}/api/chat", json=body, timeout=180, trust_env=False).raise_for_status().json()["prompt_eval_count"]
    assert 100 < counted <= reckoned(text) + template
