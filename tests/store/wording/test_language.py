"""English or Dutch, by small words."""

import pytest

from store.wording.language import is_english


@pytest.mark.parametrize(
    "question",
    [
        "What does the minister say about dog bites?",
        "Can I use my brother's DigiD?",
        "Is there a register of dog bites?",
        "are those pipes safe",
        "Why didn’t Rotterdam get its hydrogen from the DRC?",
    ],
)
def test_english_questions_are_english(question: str) -> None:
    assert is_english(question)


@pytest.mark.parametrize(
    "question",
    [
        "Wat zegt de minister over hondenbeten?",
        "was er in die week een storing",
        "digid machtigen hoeveel instanties doen mee",
        "Is the Voice of Holland in strijd met de wet?",
        "wapenbeurs parijs israel",
        "",
    ],
)
def test_other_questions_are_not(question: str) -> None:
    assert not is_english(question)
