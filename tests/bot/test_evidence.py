"""What is found for a question in the bundled letters, and what that allows a reply to be."""

from dataclasses import replace

import pytest

from bot.drafts import Candidate, Evidence
from bot.evidence import MOST_CANDIDATES, combined, gather
from bot.judging.choosing import MOST_SHOWN
from bot.judging.voorbehoud import only_yes_or_no
from bot.records import Status
from evals.matching import names
from store.generation import Generation
from store.search import search

QUESTIONS = {
    "Moet een gehackt bedrijf de afpersers geld geven?": Status.ANSWERED,
    "Hoe gaan andere Europese landen om met betalen aan hackers?": Status.ANSWERED,
    "Wat is Veiliginternetten.nl voor site?": Status.ANSWERED,
    "Vindt de regering dat Odido de AVG heeft overtreden?": Status.DECLINED,
    "Hoeveel losgeld is er overgemaakt?": Status.RELATED,
    "Hoe heet de groep die Odido heeft gehackt?": Status.RELATED,
    "Hoe maak ik een lekkere appeltaart?": Status.NO_SOURCE,
    "Will it rain tomorrow?": Status.NO_SOURCE,
}


def found(generation: Generation, question: str) -> Evidence:
    return gather(generation, question, search(generation, question, 12))


def by_token(evidence: Evidence) -> dict[str, Candidate]:
    return {candidate.token: candidate for candidate in evidence.candidates}


def holds(evidence: Evidence) -> None:
    """What every Evidence promises to a writer and to the gate."""
    tokens, sources = by_token(evidence), {source.id: source for source in evidence.sources}
    assert len(tokens) == len(evidence.candidates)
    assert set(evidence.chosen) <= set(tokens)
    assert len(set(evidence.chosen)) == len(evidence.chosen)
    assert {candidate.source for candidate in evidence.candidates} == set(sources)
    for candidate in evidence.candidates:
        assert sources[candidate.source].answer[candidate.start : candidate.end] == candidate.text
        assert 0 <= candidate.relevance <= 1
        if candidate.leans_on is not None:
            support = tokens[candidate.leans_on]
            assert (support.source, support.end <= candidate.start) == (candidate.source, True)


@pytest.mark.parametrize(("question", "status"), QUESTIONS.items())
def test_what_is_found_allows_this_status_and_keeps_its_promises(generation: Generation, question: str, status: Status) -> None:
    evidence = found(generation, question)
    holds(evidence)
    assert evidence.status is status
    assert bool(evidence.chosen) is (status is not Status.NO_SOURCE)
    assert evidence.missing is None


@pytest.mark.parametrize("question", QUESTIONS)
def test_few_sentences_are_chosen_and_not_too_many_offered(generation: Generation, question: str) -> None:
    evidence = found(generation, question)
    supports = {candidate.leans_on for candidate in evidence.candidates}
    leading = [token for token in evidence.chosen if token not in supports]
    assert len(leading) <= MOST_SHOWN.get(evidence.status, 0)
    assert len([candidate for candidate in evidence.candidates if candidate.token not in supports]) <= MOST_CANDIDATES
    assert not any(only_yes_or_no(candidate.text) for candidate in evidence.candidates if candidate.token not in supports)


def test_nothing_found_is_no_source_without_a_single_sentence(generation: Generation) -> None:
    nothing = Evidence(status=Status.NO_SOURCE, candidates=(), chosen=(), sources=())
    assert gather(generation, "Moet een gehackt bedrijf betalen?", []) == nothing
    assert found(generation, "Hoe maak ik een lekkere appeltaart?") == nothing


def test_a_chosen_sentence_that_points_back_comes_after_the_one_it_points_to(generation: Generation) -> None:
    evidence = found(generation, "Wat is Veiliginternetten.nl voor site?")
    tokens = by_token(evidence)
    (leaning,) = [token for token in evidence.chosen if tokens[token].text.startswith("Dit is een publiek-private website")]
    support = tokens[leaning].leans_on
    assert support is not None
    assert evidence.chosen.index(support) == evidence.chosen.index(leaning) - 1


def test_what_two_letters_say_alike_is_chosen_once(generation: Generation) -> None:
    evidence = found(generation, "Hoe weet ik of criminelen mijn gegevens hebben?")
    chosen = [by_token(evidence)[token].text for token in evidence.chosen]
    offered = [candidate.text for candidate in evidence.candidates if "site van de politie" in candidate.text]
    assert len([text for text in chosen if "site van de politie" in text]) == 1
    assert len(offered) == 2


def test_chosen_sentences_of_one_answer_keep_the_order_of_the_letter(generation: Generation) -> None:
    for question in QUESTIONS:
        evidence = found(generation, question)
        places = [(by_token(evidence)[token].source, by_token(evidence)[token].start) for token in evidence.chosen]
        ranked = list(dict.fromkeys(source for source, _ in places))
        assert places == sorted(places, key=lambda place: (ranked.index(place[0]), place[1]))


def test_a_source_says_who_answered_when_and_what_was_asked(generation: Generation) -> None:
    evidence = found(generation, "Moet een gehackt bedrijf de afpersers geld geven?")
    source = next(source for source in evidence.sources if names("2026Z03908/4", source))
    assert source.question.startswith("Klopt het dat het voor een getroffen organisatie logisch kan lijken")
    assert source.answer.startswith("Slachtoffer worden van dergelijke afperspraktijken")
    assert [minister.name for minister in source.answered_by] == ["D.M. van Weel", "W.J.M. Aerdts"]
    assert (source.document, source.numbers) == ("2026Z03908", (4,))


REPORTED, FINE = "Heeft Odido het lek op tijd gemeld?", "Hoeveel boete krijgt Odido?"


def test_half_answered_shows_that_half_and_names_the_other(generation: Generation) -> None:
    reported, fine = found(generation, REPORTED), found(generation, FINE)
    both = combined([REPORTED, FINE], [reported, fine])
    holds(both)
    assert (both.status, both.missing) == (Status.ANSWERED_PARTLY, FINE)
    chosen = [by_token(both)[token].text for token in both.chosen]
    assert chosen == [by_token(reported)[token].text for token in reported.chosen]
    assert {source.id for source in both.sources} == {source.id for source in (*reported.sources, *fine.sources)}


def test_two_answers_lack_nothing_and_a_sentence_of_both_is_offered_once(generation: Generation) -> None:
    first, second = found(generation, REPORTED), found(generation, "Wie zoekt de mensen die de hack hebben gepleegd?")
    both = combined([REPORTED, "Wie zoekt de daders?"], [first, second])
    holds(both)
    assert (both.status, both.missing) == (Status.ANSWERED, None)
    places = {(candidate.source, candidate.start) for candidate in (*first.candidates, *second.candidates)}
    assert len(both.candidates) == len(places) < len(first.candidates) + len(second.candidates)
    chosen = {by_token(both)[token].text for token in both.chosen}
    assert chosen == {by_token(each)[token].text for each in (first, second) for token in each.chosen}


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        ((Status.RELATED, Status.NO_SOURCE), Status.RELATED),
        ((Status.DECLINED, Status.RELATED), Status.DECLINED),
        ((Status.NO_SOURCE, Status.NO_SOURCE), Status.NO_SOURCE),
        ((Status.ANSWERED, Status.DECLINED), Status.ANSWERED_PARTLY),
        ((Status.NO_SOURCE, Status.ANSWERED), Status.ANSWERED_PARTLY),
        ((Status.ANSWERED, Status.ANSWERED), Status.ANSWERED),
    ],
)
def test_two_parts_have_the_status_that_says_most(statuses: tuple[Status, Status], status: Status) -> None:
    empty = Evidence(status=Status.NO_SOURCE, candidates=(), chosen=(), sources=())
    both = combined(["Een?", "Twee?"], [replace(empty, status=each) for each in statuses])
    assert both.status is status
    assert (both.missing is not None) is (status is Status.ANSWERED_PARTLY)
