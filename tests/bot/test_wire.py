"""The JSON that others build on: names, nesting, nulls; and what comes in is checked without being repeated."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake import claim_of, filters_of, read_claims, read_history
from bot.records import Filter, Finding, Notice, Reply, Status, StoreRange, Turn, Verdict, Withheld, WriterName
from bot.wire import found_json, hits_json, reply_json, verdict_json
from bot.wire_letters import answer_json, document_json, listing_json
from store.errors import InputError
from store.explain import Explained, Matched
from store.filters import Filters
from store.records import Document, Hit, Passage
from tests.bot.faking import FakeBot, letters

LETTERS = letters()


def test_a_reply_has_the_published_fields_and_no_others() -> None:
    reply = reply_json(FakeBot().reply("Is het gemeld?"))
    assert list(reply) == [
        "status", "asked", "understood", "sentences", "sources", "notices", "withheld", "writer", "store", "timings", "filters", "about",
        "voices", "terms", "unexplained",
    ]  # fmt: skip
    assert list(reply["sentences"][0]) == ["text", "verdict", "citations", "question"]
    assert list(reply["sentences"][0]["citations"][0]) == ["source", "quote", "start", "end"]
    assert list(reply["sources"][0]) == [
        "id", "document", "numbers", "subject", "answered_by", "answered_on", "origin", "url", "question", "answer"
    ]  # fmt: skip
    assert reply["store"] == {"generation": "g1", "documents": 2, "from": None, "to": None}
    assert reply["writer"] == {"name": "quote", "model": None}
    assert list(reply["timings"]) == ["search", "first_sentence", "total"]


def test_every_citation_is_a_span_of_the_answer_it_names() -> None:
    reply = reply_json(FakeBot().reply("Is het gemeld?"))
    answers = {source["id"]: source["answer"] for source in reply["sources"]}
    citations = [citation for sentence in reply["sentences"] for citation in sentence["citations"]]
    assert len(citations) == 2
    assert all(answers[c["source"]][c["start"] : c["end"]] == c["quote"] for c in citations)


def test_what_did_not_happen_is_null_and_never_absent() -> None:
    reply = Reply(
        status=Status.NO_SOURCE, asked="x", understood="x", sentences=(), sources=(), notices=(), timings={"total": 3.0},
        withheld=(Withheld(text="t", source=None, findings=(Finding(kind="number", claim="2", evidence="3"),)),),
        writer=WriterName(name="ollama", model="m"), store=StoreRange(generation="g", documents=0, first=None, last=None),
    )  # fmt: skip
    written = reply_json(reply)
    assert written["timings"] == {"search": None, "first_sentence": None, "total": 3.0}
    assert written["withheld"] == [{"text": "t", "source": None, "findings": [{"kind": "number", "claim": "2", "evidence": "3"}]}]
    json.dumps(written, allow_nan=False)


@pytest.mark.parametrize("document", LETTERS.values(), ids=lambda document: document.id)
def test_every_text_of_a_letter_is_in_its_json_once(document: Document) -> None:
    written = document_json(document)
    assert list(written) == [
        "id", "kind", "origin", "zaaknummer", "zaaknummers", "aanhangselnummer", "vergaderjaar", "subject", "askers", "asked_on",
        "answered_by", "answered_on", "questions", "answers", "see_also", "read_from", "remarks", "flags",
    ]  # fmt: skip
    assert [question["text"] for question in written["questions"]] == [question.text for question in document.questions]
    assert [answer["text"] for answer in written["answers"]] == [answer.text for answer in document.answers]
    assert written["answers"] == [answer_json(answer) for answer in document.answers]
    assert [note["text"] for answer in written["answers"] for note in answer["footnotes"]] == [
        note.text for answer in document.answers for note in answer.footnotes
    ]


def test_a_verwijzing_keeps_its_span_and_target() -> None:
    answer = LETTERS["2026Z03908"].answer_to(5)
    assert answer is not None
    (verwijzing,) = answer_json(answer)["verwijzingen"]
    assert answer.text[verwijzing["start"] : verwijzing["end"]] == verwijzing["text"]
    assert list(verwijzing) == ["text", "document", "numbers", "start", "end", "name"]


def test_what_metadata_was_read_from_and_what_a_publication_adds_are_in_the_json() -> None:
    document = replace(LETTERS["2026Z03908"], read_from={"asked_on": "ingezonden 27 februari 2026"}, remarks=("Toelichting: geen.",))
    written = document_json(replace(document, zaaknummers=("2026Z03908", "2026Z03909"), vergaderjaar="2025-2026"))
    assert written["read_from"] == {"asked_on": "ingezonden 27 februari 2026"}
    assert written["remarks"] == ["Toelichting: geen."]
    assert (written["zaaknummers"], written["vergaderjaar"]) == (["2026Z03908", "2026Z03909"], "2025-2026")


def test_dates_are_iso_or_null() -> None:
    dates = {row["id"]: row["answered_on"] for row in listing_json(list(LETTERS.values()))["documents"]}
    assert dates.pop("2026Z03908") is None
    assert list(dates.values()) == ["2026-04-08"]


def test_a_hit_says_which_way_found_it() -> None:
    passage = Passage(id="d/1#2", source="d/1", document="d", numbers=(1, 3), subject="s", question="q", answer="a", start=9)
    hit = Hit(passage=passage, score=1.5, similarity=0.9, ranks={"vectors": 2}, via="d/4", also=("e/2",))
    met = Matched(asked="hackers", found="gehackt", where="answer", how="stem", at=((0, 7),))
    why = Explained(matched=(met,), sentence="a", nearness=0.8, pointer="Zie vraag 1")
    assert hits_json([hit], [why]) == {
        "hits": [
            {
                "source": "d/1", "document": "d", "numbers": [1, 3], "score": 1.5, "ranks": {"vectors": 2},
                "question": "q", "answer": "a", "via": "d/4", "also": ["e/2"], "pointer": "Zie vraag 1",
                "matched": [{"asked": "hackers", "found": "gehackt", "where": "answer", "how": "stem"}],
                "sentence": {"text": "a", "similarity": 0.8}, "similarity": 0.9,
            }
        ]
    }  # fmt: skip


def test_a_search_says_what_narrowed_it_and_why_nothing_was_found() -> None:
    filters = (Filter(kind="since", value="2024-01-01", words="in 2024"), Filter(kind="party", value="PvdA", words=None))
    notice = Notice(code="filters_empty", text="Geen brieven.")
    assert found_json([], [], filters, notice) == {
        "hits": [],
        "filters": [
            {"kind": "since", "value": "2024-01-01", "words": "in 2024"},
            {"kind": "party", "value": "PvdA", "words": None},
        ],
        "notices": [{"code": "filters_empty", "text": "Geen brieven."}],
    }
    assert found_json([], [], (), None) == {"hits": [], "filters": [], "notices": []}


def test_a_reply_says_what_narrowed_it() -> None:
    reply = reply_json(FakeBot().reply("Welke brieven uit 2024 gaan hierover?"))
    assert [one["kind"] for one in reply["filters"]] == ["since", "until", "party"]
    assert reply["filters"][0] == {"kind": "since", "value": "2024-01-01", "words": "uit 2024"}
    assert reply_json(FakeBot().reply("Is het gemeld?"))["filters"] == []


def test_filters_that_come_in_are_checked_and_not_repeated() -> None:
    assert filters_of(since="2024-01-01", party="PvdA", document=None) == Filters(since=date(2024, 1, 1), party="PvdA")
    for wrong in ({"since": "111222333"}, {"party": ""}, {"since": "2024-01-02", "until": "2024-01-01"}, {"minister": "111222333"}):
        with pytest.raises(InputError) as raised:
            filters_of(**wrong)
        assert "111222333" not in str(raised.value)


def test_a_verdict_names_both_spans() -> None:
    verdict = Verdict(
        verdict="unsupported", quote="", start=0, end=0, score=0.25, findings=(Finding(kind="name", claim="a", evidence="b"),)
    )
    assert verdict_json(verdict) == {
        "verdict": "unsupported", "quote": "", "start": 0, "end": 0, "score": 0.25,
        "findings": [{"kind": "name", "claim": "a", "evidence": "b"}],
    }  # fmt: skip


def test_history_lines_become_turns_oldest_first() -> None:
    lines = ['{"question": "a", "understood": "A", "sources": ["d/1"]}', "", '{"question": "b"}']
    assert read_history(lines) == (Turn(question="a", understood="A", sources=("d/1",)), Turn(question="b", understood="b"))


@pytest.mark.parametrize("line", ["{", "[]", '{"question": 3}', '{"question": "111222333", "extra": 1}', '{"vraag": "111222333"}'], ids=str)
def test_a_wrong_history_line_is_named_and_not_repeated(line: str) -> None:
    with pytest.raises(InputError, match=r"^line 2: ") as caught:
        read_history(['{"question": "a"}', line])
    assert "111222333" not in str(caught.value)


@given(st.text(min_size=1).filter(lambda line: line.strip() and len(line.splitlines()) == 1))
def test_whatever_else_a_batch_holds_its_line_is_named(line: str) -> None:
    ((number, claim),) = read_claims([line])
    assert number == 1
    assert isinstance(claim, InputError)
    assert str(claim).startswith("line 1: ")


def test_a_claim_has_exactly_one_kind_of_evidence() -> None:
    assert claim_of("c", None, "e").evidence == "e"
    for source, evidence in ((None, None), ("d/1", "e")):
        with pytest.raises(InputError, match="either 'source'"):
            claim_of("c", source, evidence)
