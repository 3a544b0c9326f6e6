"""The gate as an evaluator of LlamaIndex: what passes, what is scored, what is said, and that it runs where such evaluators run."""

import asyncio
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from llama_index.core.base.response.schema import Response
from llama_index.core.evaluation import BaseEvaluator, BatchEvalRunner
from llama_index.core.schema import NodeWithScore, TextNode

from bot.evaluator import ShorteningEvaluator

ROOT = Path(__file__).parents[2]
ANSWERS = (
    "Op dit moment ziet de minister geen aanleiding voor een verbod. Dat komt omdat de wet voldoet.",
    "De Autoriteit Persoonsgegevens (AP) heeft laten weten dat Odido het lek tijdig heeft gemeld.",
)
GOOD = "De minister ziet op dit moment geen aanleiding voor een verbod."
BAD = "De minister ziet aanleiding voor een verbod."
evaluator = ShorteningEvaluator()


def nodes(*texts: str) -> list[NodeWithScore]:
    """Sources as an engine gives them, with the member's question as metadata."""
    return [NodeWithScore(node=TextNode(text=text, metadata={"question": BAD}), score=1.0) for text in texts]


def test_it_is_an_evaluator_of_llamaindex() -> None:
    assert isinstance(evaluator, BaseEvaluator)
    assert evaluator.get_prompts() == {}
    evaluator.update_prompts({})


def test_it_passes_only_when_every_sentence_is_literal_or_shortened_of_one_context() -> None:
    both = evaluator.evaluate(response=f"{GOOD} De AP heeft laten weten dat Odido het lek tijdig heeft gemeld.", contexts=ANSWERS)
    assert (both.passing, both.score, both.invalid_result) == (True, 1.0, False)
    half = evaluator.evaluate(query="Komt er een verbod?", response=f"{GOOD} {BAD}", contexts=ANSWERS)
    assert (half.passing, half.score, half.query) == (False, 0.5, "Komt er een verbod?")
    merged = evaluator.evaluate(response="De minister ziet dat Odido het lek tijdig heeft gemeld.", contexts=ANSWERS)
    assert (merged.passing, merged.score) == (False, 0.0)


def test_feedback_names_the_sentence_and_both_sides_of_what_differs() -> None:
    said = evaluator.evaluate(response=f"{GOOD} {BAD}", contexts=ANSWERS).feedback
    assert said is not None
    assert BAD in said
    assert GOOD not in said
    assert "a denial was lost or added: response '', context 'geen'" in said
    assert "no sentence of the contexts says this" in str(evaluator.evaluate(response="Morgen regent het.", contexts=ANSWERS).feedback)


@pytest.mark.parametrize("response", [None, "", "  \n", "[1]", "…"])
def test_without_words_there_is_nothing_to_judge(response: str | None) -> None:
    result = evaluator.evaluate(response=response, contexts=ANSWERS)
    assert (result.invalid_result, result.passing, result.score) == (True, None, None)
    assert result.invalid_reason


@pytest.mark.parametrize("contexts", [None, [], ["", " "]])
def test_without_a_context_there_is_nothing_to_judge_by(contexts: list[str] | None) -> None:
    result = evaluator.evaluate(response=GOOD, contexts=contexts)
    assert (result.invalid_result, result.passing, result.score) == (True, None, None)
    assert result.invalid_reason


def test_what_only_the_members_question_says_does_not_pass() -> None:
    response = Response(response=BAD, source_nodes=nodes(*ANSWERS))
    assert evaluator.evaluate_response(response=response).passing is False
    assert asyncio.run(evaluator.aevaluate_response(response=Response(response=GOOD, source_nodes=nodes(*ANSWERS)))).passing is True


def test_marks_and_bullets_of_a_model_are_no_words() -> None:
    listed = f"- {GOOD} [1]\n2. De AP heeft laten weten dat Odido het lek tijdig heeft gemeld [2]."
    assert evaluator.evaluate(response=listed, contexts=ANSWERS).passing is True


def test_one_text_given_as_contexts_is_one_context() -> None:
    assert evaluator.evaluate(response=GOOD, contexts=ANSWERS[0]).passing is True


def test_abbreviations_can_be_given() -> None:
    answer = "De Rijksinspectie Digitale Infrastructuur houdt hier bovendien toezicht op."
    claim = "De RDI houdt hier toezicht op."
    assert evaluator.evaluate(response=claim, contexts=[answer]).passing is False
    known = ShorteningEvaluator(abbreviations={"RDI": "Rijksinspectie Digitale Infrastructuur"})
    assert known.evaluate(response=claim, contexts=[answer]).passing is True


def test_judge_gives_the_quotation_and_its_context() -> None:
    good, bad = evaluator.judge(f"{GOOD} Morgen regent het.", ANSWERS)
    assert (good.supported, good.context) == (True, 0)
    assert ANSWERS[0][good.verdict.start : good.verdict.end] == good.verdict.quote != ""
    assert (bad.supported, bad.context) == (False, None)


@pytest.mark.filterwarnings("ignore:asyncio_module:DeprecationWarning")  # the runner's own
def test_it_runs_in_a_batch_runner_beside_others() -> None:
    runner = BatchEvalRunner({"gate": evaluator}, workers=2)
    found = runner.evaluate_response_strs(queries=["a", "b"], response_strs=[GOOD, BAD], contexts_list=[list(ANSWERS)] * 2)
    assert [result.passing for result in found["gate"]] == [True, False]


def test_it_runs_inside_an_event_loop_and_travels_to_another_process() -> None:
    travelled: ShorteningEvaluator = pickle.loads(pickle.dumps(evaluator))

    async def inside() -> bool | None:
        return travelled.evaluate(response=GOOD, contexts=ANSWERS).passing

    assert asyncio.run(inside()) is True


def test_a_foreign_program_needs_no_store_and_no_settings(tmp_path: Path) -> None:
    program = (
        "import sys; from bot.evaluator import ShorteningEvaluator as E\n"
        "print(E().evaluate(response='Dat is zo.', contexts=['Ja. Dat is zo.']).passing, sorted({'chromadb', 'gradio'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout.strip()) == (0, "True []")
    assert list(tmp_path.iterdir()) == []


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=3))
@settings(max_examples=100, deadline=None)
def test_any_text_gets_a_result_without_surprises(response: str, contexts: list[str]) -> None:
    result = evaluator.evaluate(response=response, contexts=contexts)
    assert result.invalid_result == (result.passing is None) == (result.score is None)
    assert result.score is None or 0.0 <= result.score <= 1.0
    assert result.passing in (None, result.score == 1.0)
