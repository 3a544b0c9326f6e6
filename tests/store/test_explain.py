import dataclasses

import pytest

from store.analyse import folded
from store.explain import Explained, explain
from store.generation import Generation
from store.records import Hit
from store.search import search


def why(generation: Generation, question: str, source: str) -> tuple[Hit, Explained]:
    """The hit of one answer, and why it was found."""
    hits = search(generation, question)
    return next(pair for pair in zip(hits, explain(generation, question, hits), strict=True) if pair[0].passage.source == source)


@pytest.mark.parametrize(
    ("question", "asked", "found", "how"),
    [
        ("Wie is de wegbeheerder?", "wegbeheerder", "wegbeheerder", "same"),
        ("WEGBEHEERDER?", "WEGBEHEERDER", "wegbeheerder", "same"),
        ("De wégbeheerder", "wégbeheerder", "wegbeheerder", "same"),
        ("Wat kosten verlichtingen?", "verlichtingen", "verlichting", "stem"),
        ("Wat is een beheerder?", "beheerder", "wegbeheerder", "part"),
        ("De provinciebelasting", "provinciebelasting", "provincie", "part"),
    ],
)
def test_a_word_meets_itself_its_other_forms_and_words_it_is_part_of(
    generation: Generation, question: str, asked: str, found: str, how: str
) -> None:
    _, explained = why(generation, question, "2024Z00001/2")
    met = [(each.asked, each.found, each.how) for each in explained.matched if each.where == "answer"]
    assert met == [(asked, found, how)]


def test_the_members_words_and_the_governments_are_told_apart(generation: Generation) -> None:
    _, explained = why(generation, "Wie betaalt lantaarnpalen?", "2024Z00001/2")
    assert [(each.asked, each.where) for each in explained.matched] == [
        ("betaalt", "question"), ("betaalt", "answer"), ("lantaarnpalen", "question")
    ]  # fmt: skip


def test_every_place_of_a_word_is_the_word_itself(generation: Generation) -> None:
    hit, explained = why(generation, "Stroom en vergoedingen van een netbeheerder", "2024Z00002/2")
    texts = {"question": hit.passage.question, "answer": hit.passage.answer}
    places = [(texts[each.where][start:end], each.found) for each in explained.matched for start, end in each.at]
    assert len(places) >= 4
    assert all(folded(word) == folded(found) for word, found in places)


def test_small_words_explain_nothing(generation: Generation) -> None:
    hits = search(generation, "Is dat van de of het?")
    assert hits
    assert [each.matched for each in explain(generation, "Is dat van de of het?", hits)] == [()] * len(hits)


def test_the_sentence_shown_is_the_nearest_one_of_the_whole_answer(generation: Generation) -> None:
    question = "Waterschap of provincie?"
    _, explained = why(generation, question, "2024Z00001/2")
    assert explained.sentence == "Buiten de bebouwde kom is dat meestal het waterschap of de provincie."
    vectors = generation.catalogue.sentence_vectors("2024Z00001/2")
    assert explained.nearness == pytest.approx(float((vectors @ generation.embedder.query(question)).max()), abs=1e-3)


def test_a_hit_reached_through_a_pointer_comes_with_the_words_that_point(generation: Generation) -> None:
    question = "Bent u bereid om zelf lantaarnpalen te plaatsen?"
    first, target = search(generation, question, 1)
    direct, pointed = explain(generation, question, [first, target])
    assert (first.via, direct.pointer) == (None, None)
    assert (target.via, pointed.pointer) == ("2024Z00001/3", "zie het antwoord op vraag 2")


def test_a_pointer_that_leads_elsewhere_is_not_told(generation: Generation) -> None:
    first, target = search(generation, "Bent u bereid om zelf lantaarnpalen te plaatsen?", 1)
    (explained,) = explain(generation, "lantaarnpalen", [dataclasses.replace(target, via="2024Z00002/1")])
    assert explained.pointer is None
    assert first.passage.source == "2024Z00001/3"


def test_no_hits_need_no_reasons(generation: Generation) -> None:
    assert explain(generation, "lantaarnpalen", []) == []
