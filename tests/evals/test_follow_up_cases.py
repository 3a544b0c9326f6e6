"""The conversations of the cases, understood turn by turn without a model and without letters."""

from pathlib import Path

import pytest

from bot.follow_up import stand_alone
from bot.records import Turn
from bot.screen import Screened, screen
from evals.cases import Case, load
from evals.matching import names, says
from tests.evals.test_cases import answers

CASES = Path(__file__).resolve().parents[2] / "evals" / "cases"
BY_THE_LETTERS = {"fb-15"}
"""Whether 'En hoe zit het met de kippen?' has left the subject, only the letters can say: tests/bot/following/test_recalled.py."""
CONVERSATIONS = [case for name in ("follow_up.jsonl", "follow_up_dev.jsonl") for case in load(CASES / name)]


def test_there_are_conversations_of_several_turns_and_in_two_languages() -> None:
    turns = [len(case.history) for case in CONVERSATIONS]
    assert len(CONVERSATIONS) >= 60
    assert sum(count > 1 for count in turns) >= 6
    assert sum("About" in understood(case) for case in CONVERSATIONS) >= 3


@pytest.mark.parametrize("case", [case for case in CONVERSATIONS if case.id not in BY_THE_LETTERS], ids=lambda case: case.id)
def test_a_conversation_is_understood_to_be_about_what_it_is_about(case: Case) -> None:
    said = understood(case)
    assert [group for group in case.expect.about if not any(says(said, words) for words in group)] == []
    assert [words for words in case.expect.not_about if says(said, words)] == []


def test_what_a_bundled_conversation_expects_stands_in_the_letters() -> None:
    held = list(answers())
    wrong = []
    for case in load(CASES / "follow_up.jsonl"):
        wrong += [(case.id, one) for one in case.expect.sources_any if not any(names(one, source) for source in held)]
        texts = [source.answer for source in held if any(names(one, source) for one in case.expect.sources_any)]
        wordings = [wording for group in case.expect.facts for wording in group]
        wrong += [(case.id, wording) for wording in wordings if not any(says(text, wording) for text in texts)]
    assert wrong == []


def understood(case: Case) -> str:
    """What the last question of a conversation is understood as; a turn that the screen refuses is no turn."""
    turns: list[Turn] = []
    for question in case.history:
        if isinstance(screen(question), Screened):
            turns.append(Turn(question=question, understood=stand_alone(question, turns)))
    return stand_alone(case.question, turns)
