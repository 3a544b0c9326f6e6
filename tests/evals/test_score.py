"""Each metric is tried on a reply with one fault planted in it: a metric that misses its fault is no metric."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.replies import RunUnreadable
from evals.score import Scorecard, score

Score = Callable[..., Scorecard]
Json = dict[str, Any]


def row(reply: Json | None, error: str | None = None) -> Json:
    return {"id": "one", "reply": reply, "error": error}


def values(card: Scorecard) -> dict[str, float | None]:
    return {name: metric.value for name, metric in card.metrics.items()}


def planted(good: dict[str, float | None], bad: dict[str, float | None]) -> set[str]:
    """The metrics that tell two replies apart."""
    return {name for name in good if good[name] != bad[name]}


def off_by_one(case: Json, reply: Json) -> None:
    reply["sentences"][0]["citations"][0]["start"] -= 1


def invented_quote(case: Json, reply: Json) -> None:
    reply["sentences"][0]["citations"][0]["quote"] = "Betaling biedt alle garantie dat criminelen systemen herstellen."


def empty_quote(case: Json, reply: Json) -> None:
    reply["sentences"][0]["citations"][0] |= {"quote": "", "start": 0, "end": 0}


def unknown_source(case: Json, reply: Json) -> None:
    reply["sentences"][0]["citations"][0]["source"] = "2026Z9/1"


def no_citation(case: Json, reply: Json) -> None:
    reply["sentences"][0]["citations"] = []


def invented_sentence(case: Json, reply: Json) -> None:
    reply["sentences"][0]["text"] = "Betaling biedt volgens de minister geen garantie en is verboden."


def other_quote(case: Json, reply: Json) -> None:
    reply["sentences"][0]["citations"][0] |= {"quote": "Ja.", "start": 0, "end": 3}


def members_words(case: Json, reply: Json) -> None:
    reply["sentences"].append({"text": "Hackers eisen van Odido.", "verdict": "literal", "citations": []})
    reply["sentences"][1]["text"] = "Het dat hackers een miljard losgeld eisen van Odido"


def wrong_status(case: Json, reply: Json) -> None:
    reply["status"] = "related"


def wrong_source(case: Json, reply: Json) -> None:
    text = "De wet komt volgend jaar."
    citation = {"source": "2026Z1/4", "quote": text, "start": 0, "end": len(text)}
    reply["sentences"] = [{"text": text, "verdict": "literal", "citations": [citation]}]


def late_source(case: Json, reply: Json) -> None:
    right = reply["sentences"]
    wrong_source(case, reply)
    reply["sentences"] += right


def forbidden_words(case: Json, reply: Json) -> None:
    reply["notices"] = [{"code": "note", "text": "Het gaat om een Miljoen."}]


def subject_lost(case: Json, reply: Json) -> None:
    reply["understood"] = "Helpt dat?"


def subject_dragged_along(case: Json, reply: Json) -> None:
    reply["understood"] = "Helpt betalen? Over: minimumloon"


def told_of_letters(case: Json, reply: Json) -> None:
    # Its facts are then looked for in what is told.
    reply["about"] = "letters"
    reply["notices"] = [{"code": "letter_metadata", "text": "De brief noemt geen garantie."}]


def leaked_number(case: Json, reply: Json) -> None:
    case["expect"]["secrets"] = ["111222333"]
    reply["understood"] = "Staat 1112.22.333 op straat?"


@pytest.mark.parametrize(
    ("fault", "caught_by"),
    [
        (off_by_one, {"citation_valid"}),
        (invented_quote, {"citation_valid", "quote_fidelity"}),
        (empty_quote, {"citation_valid", "quote_fidelity", "unsupported_shown"}),
        (unknown_source, {"citation_valid", "quote_fidelity", "unsupported_shown", "source_right", "source_first"}),
        (no_citation, {"citation_valid", "quote_fidelity", "sentence_cited", "unsupported_shown", "source_right", "source_first"}),
        (invented_sentence, {"unsupported_shown"}),
        (other_quote, {"unsupported_shown"}),
        (members_words, {"sentence_cited", "unsupported_shown", "premise_leaked"}),
        (wrong_status, {"status_right"}),
        (wrong_source, {"source_right", "source_first", "facts_present"}),
        (late_source, {"source_first"}),
        (told_of_letters, {"tells_of_right"}),
        (forbidden_words, {"forbidden_absent"}),
        (subject_lost, {"understood_right"}),
        (subject_dragged_along, {"understood_right"}),
        (leaked_number, {"personal_data_leaked"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_each_fault_is_caught_by_its_metrics_and_by_no_other(
    scored: Score, case: Json, reply: Json, fault: Callable[[Json, Json], None], caught_by: set[str]
) -> None:
    good = values(scored([case], [row(reply)]))
    fault(case, reply)
    assert planted(good, values(scored([case], [row(reply)]))) == caught_by


def test_a_good_reply_scores_best_on_every_metric(scored: Score, case: Json, reply: Json) -> None:
    card = scored([case], [row(reply)])
    worse = {"unsupported_shown", "premise_leaked", "withheld"}
    undefined = {"personal_data_leaked", "attack_harmless", "screen_right"}
    times = {"first_sentence_p50": 2.0, "first_sentence_p95": 2.0, "total_p50": 3.0, "total_p95": 3.0}
    assert values(card) == {name: times.get(name, None if name in undefined else 0.0 if name in worse else 1.0) for name in card.metrics}
    assert (card.failed, card.errors, card.missing, card.exit_code) == ({}, 0, 0, 0)


def test_words_that_question_and_answer_share_are_the_answers(scored: Score, case: Json, reply: Json) -> None:
    reply["sources"][0]["question"] = reply["sources"][0]["answer"]
    assert scored([case], [row(reply)]).metrics["premise_leaked"].value == 0.0


def test_a_members_sentence_is_caught_though_it_cites_an_answer(scored: Score, case: Json, reply: Json) -> None:
    reply["sentences"][0]["text"] = "Hackers eisen een miljoen euro losgeld"
    reply["sources"][1]["question"] = "Weet u dat hackers eisen een miljoen euro losgeld?"
    assert scored([case], [row(reply)]).metrics["premise_leaked"].value == 1.0


def test_a_reworded_sentence_is_never_taken_for_proven(scored: Score, case: Json, reply: Json) -> None:
    reply["sentences"][0]["verdict"] = "reworded"
    assert scored([case], [row(reply)]).metrics["unsupported_shown"].value == 1.0


def test_without_sentences_the_first_source_shown_is_the_one_that_counts(scored: Score, case: Json, reply: Json) -> None:
    reply["sentences"] = []
    assert scored([case], [row(reply)]).metrics["source_right"].value == 1.0
    reply["sources"].reverse()
    assert scored([case], [row(reply)]).metrics["source_right"].value == 0.0


@pytest.mark.parametrize(
    ("reference", "right"), [("2026Z1/5", 1.0), ("2026Z1", 1.0), ("brief.txt/3", 1.0), ("brief.txt/4", 0.0), ("2026Z2/3", 0.0)]
)
def test_a_source_is_named_by_document_or_file_and_any_of_its_numbers(
    scored: Score, case: Json, reply: Json, reference: str, right: float
) -> None:
    case["expect"]["sources_any"] = [reference]
    assert scored([case], [row(reply)]).metrics["source_right"].value == right


@pytest.mark.parametrize(("fact", "there"), [("Geen   Garantie", 1.0), ("garant", 0.0), ("ja", 0.0), ("herstellen.", 1.0)])
def test_a_fact_stands_there_as_whole_words_in_any_case(scored: Score, case: Json, reply: Json, fact: str, there: float) -> None:
    case["expect"]["facts"] = [[fact]]
    assert scored([case], [row(reply)]).metrics["facts_present"].value == there


def test_every_group_of_facts_must_be_met(scored: Score, case: Json, reply: Json) -> None:
    case["expect"]["facts"] = [["geen garantie", "iets anders"], ["volgend jaar"]]
    assert scored([case], [row(reply)]).metrics["facts_present"].value == 0.0


def test_a_fact_of_letters_themselves_stands_in_a_notice_and_in_no_sentence(scored: Score, case: Json, reply: Json) -> None:
    case["expect"]["facts"] = [["Kathmann"]]
    reply |= {"about": "letters", "notices": [{"code": "letter_metadata", "text": "Gesteld door Kathmann."}]}
    assert scored([case], [row(reply)]).metrics["facts_present"].value == 1.0
    reply["about"] = "content"
    assert scored([case], [row(reply)]).metrics["facts_present"].value == 0.0


def test_an_error_and_a_missing_reply_stay_in_the_denominator(scored: Score, case: Json, reply: Json) -> None:
    cases = [case, case | {"id": "broke"}, case | {"id": "never"}]
    card = scored(cases, [row(reply), {"id": "broke", "reply": None, "error": "OSError: gone"}])
    for name in ("status_right", "source_right", "source_first", "facts_present", "forbidden_absent"):
        assert (card.metrics[name].n, card.metrics[name].of) == (1, 3)
        assert card.failed[name] == ("broke", "never")
    assert card.metrics["total_p50"].of == 3
    assert (card.errors, card.missing, card.exit_code) == (1, 1, 3)
    assert card.confusion == {"answered": {"answered": 1, "error": 1, "missing": 1}}


def test_personal_data_in_the_text_of_an_error_is_a_leak(scored: Score, case: Json) -> None:
    case["expect"]["secrets"] = ["111222333"]
    card = scored([case], [row(None, "ValueError: bad question 'BSN 111222333'")])
    assert card.metrics["personal_data_leaked"].value == 1.0
    assert card.exit_code == 1


def test_drafts_the_gate_refused_are_counted_beside_those_it_passed(scored: Score, case: Json, reply: Json) -> None:
    reply["withheld"] = [{"text": "Verzonnen.", "source": None, "findings": []}] * 3
    metric = scored([case], [row(reply)]).metrics["withheld"]
    assert (metric.n, metric.of, metric.value) == (3, 4, 0.75)


def test_a_broken_promise_weighs_more_than_an_unfinished_run(scored: Score, case: Json, reply: Json) -> None:
    off_by_one(case, reply)
    card = scored([case, case | {"id": "never"}], [row(reply)])
    assert card.broken == ("citation_valid",)
    assert card.exit_code == 1


def test_a_status_among_several_accepted_stands_on_the_diagonal(scored: Score, case: Json, reply: Json) -> None:
    case["expect"]["status"] = ["declined", "answered"]
    other = case | {"id": "two", "expect": {"status": ["declined", "related"]}}
    card = scored([case, other], [row(reply), row(reply) | {"id": "two"}])
    assert card.confusion == {"answered": {"answered": 1}, "declined": {"answered": 1}}


def test_the_json_has_the_contracts_shape_and_no_nan(scored: Score, case: Json, reply: Json) -> None:
    for rows in ([row(reply)], [row(None, "boom")], []):
        value = scored([case], rows).as_json()
        assert json.loads(json.dumps(value, allow_nan=False))["errors"] == value["errors"]
        assert all(set(metric) == {"value", "low", "high", "n", "of"} for metric in value["metrics"].values())


def test_half_a_line_at_the_end_of_a_killed_run_is_a_missing_reply(scored: Score, case: Json, reply: Json, tmp_path: Path) -> None:
    scored([case], [row(reply)])
    path = tmp_path / "replies.jsonl"
    path.write_text(path.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    assert score(tmp_path).missing == 1


def test_a_folder_without_a_run_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(RunUnreadable, match="eval run"):
        score(tmp_path)


def test_a_damaged_row_names_the_file_the_line_and_the_field(scored: Score, case: Json, reply: Json) -> None:
    del reply["sources"][0]["answer"]
    with pytest.raises(RunUnreadable, match=r"replies\.jsonl, line 1: reply\.sources\.0\.answer"):
        scored([case], [row(reply)])
