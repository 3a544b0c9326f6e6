"""What the letters of the last turn say of a next question."""

import pytest

from bot.following.recalled import Recalled
from bot.pipeline import Bot
from bot.records import Turn
from store.generation import Generation

RANSOM = "Moet een gehackt bedrijf losgeld betalen?"
ANSWERED = Turn(question=RANSOM, understood=RANSOM, sources=("2026Z03908/3", "2026Z03908/4"), cited=("2026Z03908/3",))


@pytest.mark.parametrize("question", ["En hoe zit het met de kippen?", "En wordt het mooi weer?", "En krijgt de wolf een zender?"])
def test_what_no_letter_of_the_last_turn_says_or_comes_near_has_left_it(generation: Generation, question: str) -> None:
    assert Recalled(generation, [ANSWERED]).strays(question)


@pytest.mark.parametrize("question", ["En wie betaalt de schade?", "En hoe zit het met boetes?", "En krijg ik een schadevergoeding?"])
def test_what_the_letters_say_or_come_near_stays(generation: Generation, question: str) -> None:
    assert not Recalled(generation, [ANSWERED]).strays(question)


@pytest.mark.parametrize("sources", [(), ("2000Z00001/1",), ("no source",), ("2026Z03908",)])
def test_where_no_letter_is_known_nothing_strays(generation: Generation, sources: tuple[str, ...]) -> None:
    turn = Turn(question=RANSOM, understood=RANSOM, sources=sources)
    assert not Recalled(generation, [turn]).strays("En hoe zit het met de kippen?")
    assert not Recalled(generation, []).strays("En hoe zit het met de kippen?")


def test_a_bot_does_not_drag_a_new_subject_along(quoting: Bot) -> None:
    before = quoting.reply(RANSOM)
    assert quoting.reply("En hoe zit het met de kippen?", [before.turn()]).understood == "En hoe zit het met de kippen?"
    assert "losgeld" in quoting.reply("En hoe zit het met boetes?", [before.turn()]).understood
