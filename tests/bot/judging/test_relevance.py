"""Answers and sentences of the bundled letters, weighed for questions: which words they carry, and what lies near."""

import pytest

from bot.judging.intent import intent
from bot.judging.relevance import WeighedAnswer, weigh
from store.generation import Generation
from store.search import search

RANSOM = "Moet een gehackt bedrijf de afpersers geld geven?"


def weighed(generation: Generation, question: str) -> list[WeighedAnswer]:
    return weigh(generation, question, intent(question), search(generation, question, 12))


def answer(answers: list[WeighedAnswer], origin: str, number: int) -> WeighedAnswer:
    return next(found for found in answers if origin in found.document.origin and number in found.answer.numbers)


def test_the_best_answer_comes_first_and_all_that_was_found_is_weighed(generation: Generation) -> None:
    hits = search(generation, RANSOM, 12)
    answers = weigh(generation, RANSOM, intent(RANSOM), hits)
    assert sorted(found.source for found in answers) == sorted({hit.passage.source for hit in hits})
    assert [found.score for found in answers] == sorted((found.score for found in answers), reverse=True)
    assert answers[0].source in {"2026Z03908/3", "2026Z03908/4"}


def test_sentences_are_the_literal_text_of_the_answer(generation: Generation) -> None:
    for found in weighed(generation, RANSOM):
        assert found.sentences
        assert all(sentence.text == found.answer.text[sentence.span.start : sentence.span.end] for sentence in found.sentences)


def test_shares_lie_between_nothing_and_all(generation: Generation) -> None:
    for found in weighed(generation, RANSOM):
        shares = [found.carried, found.carried_by_question, found.carried_by_answer, found.uncarried_share]
        assert all(0 <= share <= 1 + 1e-9 for share in [*shares, *(sentence.carried for sentence in found.sentences)])
        assert found.carried >= max(found.carried_by_question, found.carried_by_answer) - 1e-9
        assert set(found.uncarried) <= set(intent(RANSOM).words)


def test_words_of_citizens_are_carried_by_those_of_ministers(generation: Generation) -> None:
    carried = answer(weighed(generation, "Wie zoekt de boeven?"), "odido", 2)
    assert "boeven" not in carried.uncarried
    assert "boeven" not in carried.answer.text


def test_a_word_that_nothing_carries_is_named_and_counts(generation: Generation) -> None:
    with_it, without = weighed(generation, "Zijn er xylofoons gestolen?"), weighed(generation, "Zijn er gegevens gestolen?")
    assert all("xylofoons" in found.uncarried for found in with_it)
    assert min(found.uncarried_share for found in with_it) > min(found.uncarried_share for found in without) == 0


def test_a_part_of_a_word_does_not_carry_the_whole(generation: Generation) -> None:
    compensation = answer(weighed(generation, "Is er schadevergoeding?"), "2026Z03908", 4)
    damage = answer(weighed(generation, "Is er schade?"), "2026Z03908", 4)
    assert "schade" in damage.answer.text
    assert damage.carried_by_answer == pytest.approx(1.0)
    assert compensation.carried_by_answer < 0.6


def test_the_sentence_that_answers_lies_nearest(generation: Generation) -> None:
    found = answer(weighed(generation, "Zijn de gestolen persoonsgegevens gepubliceerd?"), "odido", 4)
    nearest = max(found.sentences, key=lambda sentence: sentence.near)
    assert nearest.text == "De bij Odido gestolen persoonsgegevens zijn inmiddels gepubliceerd."


@pytest.mark.parametrize("question", ["En waarom niet?", "?", "123"])
def test_a_question_without_words_is_weighed_by_nearness_alone(generation: Generation, question: str) -> None:
    answers = weigh(generation, question, intent(question), search(generation, question, 5))
    assert {found.carried for found in answers} == {0.0}
    assert len({found.near for found in answers}) > 1


def test_no_hits_leave_nothing_to_weigh(generation: Generation) -> None:
    assert weigh(generation, RANSOM, intent(RANSOM), []) == []
