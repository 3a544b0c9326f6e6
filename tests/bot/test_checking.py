"""Writers that go wrong over the real evidence: what a reader gets all the same, and what is withheld."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.checking import Checking
from bot.drafts import Candidate, Draft, Evidence, Proposal
from bot.errors import WriterFailed
from bot.evidence import gather
from bot.pipeline import Bot
from bot.prompt import label
from bot.records import Reply, Status
from bot.settings import BotSettings
from bot.write import Writer
from store.generation import Generation
from store.library import Library
from store.search import search
from tests.bot import fake_writers
from tests.bot.fake_writers import INVENTED, Beside, Declining, Failing, FakeWriter
from tests.bot.faults import faults, quoted

QUESTIONS = (
    "Moet een gehackt bedrijf de afpersers geld geven?",
    "Vindt de regering dat Odido de AVG heeft overtreden?",
    "Hoeveel losgeld is er overgemaakt?",
    "Wat is Veiliginternetten.nl voor site?",
)
RANSOM = QUESTIONS[0]
WRONG = (fake_writers.invented, fake_writers.the_members_question, fake_writers.of_another_sentence, fake_writers.without_its_negation)


@pytest.fixture(scope="module")
def quotes(quoting: Bot) -> dict[str, Reply]:
    """The replies that need no model, to compare with."""
    return {question: quoting.reply(question) for question in QUESTIONS}


@pytest.fixture(scope="module")
def evidence(generation: Generation) -> Evidence:
    """What is found for the question about ransom."""
    return gather(generation, RANSOM, search(generation, RANSOM, 12))


@pytest.fixture
def written(library: Library, letters: BotSettings) -> Callable[[Writer, str], Reply]:
    return lambda writer, question: Bot(library, letters, writer).reply(question)


def checked(evidence: Evidence, generation: Generation, *drafts: Proposal | Draft) -> Checking:
    checking = Checking(evidence, generation)
    list(checking.drafts(drafts))
    return checking


def best(evidence: Evidence) -> Candidate:
    """The first chosen sentence that leans on no other."""
    chosen = [candidate for candidate in evidence.candidates if candidate.token in evidence.chosen]
    return next(candidate for candidate in chosen if candidate.leans_on is None)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("wording", WRONG, ids=lambda wording: wording.__name__)
def test_a_wrong_wording_gives_way_to_the_literal_sentence(
    wording: Callable[[Candidate, Evidence], str],
    question: str,
    written: Callable[[Writer, str], Reply],
    quotes: dict[str, Reply],
    generation: Generation,
) -> None:
    writer = FakeWriter(wording)
    reply = written(writer, question)
    assert faults(reply, generation) == []
    assert reply.status is quotes[question].status
    assert quoted(quotes[question]) <= quoted(reply)
    literal = {citation.quote for sentence in reply.sentences for citation in sentence.citations}
    refused = {withheld.text for withheld in reply.withheld}
    assert {text for text in writer.proposed if text not in literal} <= refused
    assert all(withheld.findings for withheld in reply.withheld)
    assert writer.proposed


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("writer", [Declining(), Beside()], ids=["declining", "beside"])
def test_a_status_or_a_choice_that_the_evidence_contradicts_is_overruled(
    writer: Writer, question: str, written: Callable[[Writer, str], Reply], quotes: dict[str, Reply], generation: Generation
) -> None:
    reply = written(writer, question)
    assert faults(reply, generation) == []
    assert reply.status is quotes[question].status
    assert quoted(quotes[question]) <= quoted(reply)
    assert INVENTED not in {sentence.text for sentence in reply.sentences}


def test_a_wrong_status_is_withheld_and_says_what_the_evidence_allows(written: Callable[[Writer, str], Reply]) -> None:
    (withheld,) = written(Declining(), RANSOM).withheld
    (finding,) = withheld.findings
    assert (finding.kind, finding.claim, finding.evidence) == ("status", "declined", "answered")


def test_what_is_beside_the_question_is_withheld_and_what_was_never_offered_too(written: Callable[[Writer, str], Reply]) -> None:
    withheld = written(Beside(), RANSOM).withheld
    kinds = [finding.kind for refused in withheld for finding in refused.findings]
    assert kinds.count("not_found") == 1
    assert kinds.count("beside_the_question") == len(kinds) - 1 > 3


@pytest.mark.parametrize("after", [0, 1, 2])
def test_after_a_failure_the_quotes_that_are_missing_follow_and_a_notice(
    after: int, written: Callable[[Writer, str], Reply], quotes: dict[str, Reply], generation: Generation
) -> None:
    reply = written(Failing(after), RANSOM)
    assert faults(reply, generation) == []
    assert reply.status is Status.ANSWERED
    assert quoted(reply) == quoted(quotes[RANSOM])
    assert [(notice.code, notice.text) for notice in reply.notices] == [("broken_stream", label("writer_failed", "broken_stream"))]
    assert reply.writer.name == ("ollama" if after else "quote")


def test_a_failure_is_told_as_such_by_the_writer_itself() -> None:
    with pytest.raises(WriterFailed):
        list(Failing(0).write(RANSOM, Evidence(status=Status.RELATED, candidates=(), chosen=(), sources=())))


def test_a_proven_shortening_is_shown_with_its_quote(evidence: Evidence, generation: Generation) -> None:
    long = next(candidate for candidate in evidence.candidates if candidate.text.startswith("Het uitbetalen van losgeld houdt bovendien"))
    short = long.text.replace(" bovendien", "")
    checking = checked(evidence, generation, Draft(token=long.token, text=short))
    (sentence,) = checking.sentences
    (citation,) = sentence.citations
    assert (sentence.text, sentence.verdict) == (short, "shortened")
    assert (citation.source, citation.start, citation.end, citation.quote) == (long.source, long.start, long.end, long.text)
    assert checking.withheld == ()


def test_a_wording_rests_on_the_sentence_that_was_pointed_at(evidence: Evidence, generation: Generation) -> None:
    chosen = best(evidence)
    other = next(c for c in evidence.candidates if c.source == chosen.source and c.text != chosen.text)
    checking = checked(evidence, generation, Draft(token=chosen.token, text=other.text))
    assert [sentence.text for sentence in checking.sentences] == [chosen.text]
    assert [withheld.text for withheld in checking.withheld] == [other.text]


def test_a_sentence_that_points_back_brings_the_one_it_points_to(generation: Generation) -> None:
    question = "Wat is Veiliginternetten.nl voor site?"
    evidence = gather(generation, question, search(generation, question, 12))
    leaning = next(c for c in evidence.candidates if c.text.startswith("Dit is een publiek-private website"))
    checking = checked(evidence, generation, Draft(token=leaning.token))
    assert [sentence.text for sentence in checking.sentences] == ["Ook Veiliginternetten.nl geeft adviezen in deze casus.", leaning.text]


def test_a_sentence_is_shown_once_however_often_it_is_pointed_at(evidence: Evidence, generation: Generation) -> None:
    token = best(evidence).token
    checking = checked(evidence, generation, *[Draft(token=token)] * 3)
    assert len(checking.sentences) == 1
    assert token not in checking.left_out().chosen
    assert set(checking.left_out().chosen) == set(evidence.chosen) - {token}


def test_a_good_sentence_that_was_not_chosen_is_shown_when_it_says_something_new(generation: Generation) -> None:
    question = "Wordt Odido onderzocht?"
    evidence = gather(generation, question, search(generation, question, 12))
    new = next(c for c in evidence.candidates if c.text.startswith("De AP meldt op haar website dat zij aanleiding ziet"))
    others = replace(evidence, chosen=tuple(token for token in evidence.chosen if token != new.token)[:1])
    assert [sentence.text for sentence in checked(others, generation, Draft(token=new.token)).sentences] == [new.text]


def test_a_sentence_that_was_not_chosen_and_only_repeats_is_withheld(evidence: Evidence, generation: Generation) -> None:
    again = next(c for c in evidence.candidates if c.text.startswith("Betaling van losgeld biedt geen garantie"))
    first = next(c for c in evidence.candidates if c.text.startswith("Het betalen van losgeld biedt geen garantie"))
    checking = checked(replace(evidence, chosen=(first.token,)), generation, Draft(token=again.token))
    assert (checking.sentences, [withheld.text for withheld in checking.withheld]) == ((), [again.text])


def test_beside_a_refusal_to_judge_nothing_else_is_shown(generation: Generation) -> None:
    question = "Vindt de regering dat Odido de AVG heeft overtreden?"
    evidence = gather(generation, question, search(generation, question, 12))
    others = [Draft(token=c.token) for c in evidence.candidates if c.token not in evidence.chosen]
    checking = checked(evidence, generation, *others)
    assert checking.sentences == ()
    assert len(checking.withheld) == len(others) > 3
