"""A question to the bundled letters, all the way: the replies that the project promises, and what holds for every reply to every case."""

import json
from pathlib import Path

import pytest

from bot.events import Checked, Found, Noticed, Replied
from bot.pipeline import Bot
from bot.records import Reply, Status, Turn
from bot.settings import BotSettings
from bot.wire import reply_json
from evals.cases import Case, load
from evals.matching import squeezed
from store.generation import Generation
from store.library import Library
from tests.bot.fake_writers import Recording
from tests.bot.faults import faults

CASES = load(Path(__file__).resolve().parents[2] / "evals" / "cases" / "bundled.jsonl")
FIRST = "2026Z03908"
SECOND = "2026-04-08-cyberaanval-odido.txt"
RANSOM = "Moet een gehackt bedrijf de afpersers geld geven?"


def cited(reply: Reply) -> set[tuple[str, int]]:
    """The letters and answers that carry the sentences; a letter without a number by the name of its file."""
    sources = {source.id: source for source in reply.sources}
    used = [sources[citation.source] for sentence in reply.sentences for citation in sentence.citations]
    return {(source.document if source.document == FIRST else source.origin, source.numbers[0]) for source in used}


def texts(reply: Reply) -> list[str]:
    return [sentence.text for sentence in reply.sentences]


def asked(bot: Bot, case: Case) -> Reply:
    turns: list[Turn] = []
    for question in case.history:
        earlier = bot.reply(question, turns)
        turns.append(Turn(question=earlier.asked, understood=earlier.understood, sources=tuple(source.id for source in earlier.sources)))
    return bot.reply(case.question, turns)


@pytest.fixture(scope="module")
def replies(quoting: Bot) -> dict[str, Reply]:
    """The reply to every case, each asked once."""
    return {case.id: asked(quoting, case) for case in CASES}


def test_whether_to_pay_is_answered_from_the_first_letter(quoting: Bot) -> None:
    reply = quoting.reply(RANSOM)
    assert reply.status is Status.ANSWERED
    assert {letter for letter, _ in cited(reply)} == {FIRST}
    assert any("geen losgeld" in text for text in texts(reply))
    assert (reply.asked, reply.understood) == (RANSOM, RANSOM)


def test_an_opinion_is_declined_in_the_governments_own_words(quoting: Bot) -> None:
    reply = quoting.reply("Vindt de regering dat Odido de AVG heeft overtreden?")
    assert reply.status is Status.DECLINED
    assert (SECOND, 6) in cited(reply)
    assert texts(reply)[0] == "Het is niet aan het kabinet om dit te beoordelen."


def test_an_amount_that_stands_nowhere_is_not_answered(quoting: Bot) -> None:
    reply = quoting.reply("Hoeveel losgeld is er overgemaakt?")
    assert reply.status is Status.RELATED
    assert any("losgeld" in text for text in texts(reply))
    assert not any("miljoen" in text for text in texts(reply))


def test_another_subject_has_no_source_and_the_reader_learns_what_the_store_holds(quoting: Bot, generation: Generation) -> None:
    reply = quoting.reply("Wordt het morgen mooi weer?")
    assert reply.status is Status.NO_SOURCE
    assert (reply.sentences, reply.sources) == ((), ())
    assert (reply.store.documents, reply.store.generation) == (2, generation.id)
    assert reply.store.last is not None
    assert reply.store.last.isoformat() == "2026-04-08"
    assert reply.store.first is not None
    assert reply.store.first <= reply.store.last


def test_a_number_of_a_person_is_refused_and_kept_nowhere(quoting: Bot) -> None:
    reply = quoting.reply("Staat mijn BSN 111222333 op straat?")
    assert reply.status is Status.REFUSED_PERSONAL_DATA
    assert [notice.code for notice in reply.notices] == ["personal_data"]
    assert (reply.asked, reply.understood, reply.sources) == ("", "", ())
    assert "111222333" not in squeezed(json.dumps(reply_json(reply)))


def test_how_to_know_is_answered_with_the_check_of_the_police(quoting: Bot) -> None:
    reply = quoting.reply("Hoe weet ik of criminelen mijn gegevens hebben?")
    assert reply.status is Status.ANSWERED
    assert cited(reply) & {(FIRST, 3), (SECOND, 10)}
    assert any("op de site van de politie controleren" in text for text in texts(reply))


def test_a_question_in_english_is_answered_in_the_ministers_dutch(quoting: Bot) -> None:
    reply = quoting.reply("Were the stolen records put online?")
    assert reply.status is Status.ANSWERED
    assert "De bij Odido gestolen persoonsgegevens zijn inmiddels gepubliceerd." in texts(reply)


@pytest.mark.parametrize("question", ["", "   \n ", "x" * 2_001])
def test_a_question_that_is_none_is_refused_with_a_reason(quoting: Bot, question: str) -> None:
    reply = quoting.reply(question)
    assert reply.status is Status.REFUSED_INPUT
    assert len(reply.notices) == 1
    assert reply.sources == ()


@pytest.mark.parametrize("question", ["Waarom?", "Hallo", "Wat vindt u ervan?"])
def test_a_question_without_a_subject_is_asked_for_one_unless_an_earlier_one_has_it(question: str, quoting: Bot) -> None:
    reply = quoting.reply(question)
    assert (reply.status, [notice.code for notice in reply.notices]) == (Status.REFUSED_INPUT, ["no_subject"])
    assert reply.sentences == ()
    after = quoting.reply(question, [quoting.reply(RANSOM).turn()])
    assert "no_subject" not in [notice.code for notice in after.notices]


def test_a_follow_up_stands_on_the_question_before_it(quoting: Bot) -> None:
    before = quoting.reply(RANSOM)
    reply = quoting.reply("En waarom niet?", [Turn(question=before.asked, understood=before.understood)])
    assert reply.asked == "En waarom niet?"
    assert "afpersers" in reply.understood
    assert reply.status is Status.ANSWERED
    assert {letter for letter, _ in cited(reply)} == {FIRST}


def test_a_new_subject_does_not_stand_on_the_question_before_it(quoting: Bot) -> None:
    reply = quoting.reply("Wordt het morgen mooi weer?", [Turn(question=RANSOM, understood=RANSOM)])
    assert (reply.status, reply.understood) == (Status.NO_SOURCE, "Wordt het morgen mooi weer?")


def test_a_secret_in_an_earlier_turn_is_not_carried_on(quoting: Bot) -> None:
    earlier = Turn(question="Is BSN 111222333 gelekt?", understood="Is BSN 111222333 gelekt?")
    reply = quoting.reply("En wie controleert dat?", [earlier])
    assert "111222333" not in squeezed(json.dumps(reply_json(reply)))


def test_a_question_half_answered_says_which_half_is_missing(quoting: Bot) -> None:
    reply = quoting.reply("Heeft Odido het lek op tijd gemeld, en hoeveel boete krijgt Odido?")
    assert reply.status is Status.ANSWERED_PARTLY
    (notice,) = reply.notices
    assert notice.code == "missing"
    assert "hoeveel boete krijgt Odido?" in notice.text
    assert "op tijd" not in notice.text
    assert any("tijdig" in text for text in texts(reply))
    assert not any("boete" in text for text in texts(reply))


def test_a_question_answered_in_both_halves_lacks_nothing(quoting: Bot) -> None:
    reply = quoting.reply("Heeft Odido het lek op tijd gemeld, en wie onderzoekt de daders?")
    assert reply.status is Status.ANSWERED
    assert reply.notices == ()
    assert {(SECOND, 2), (SECOND, 5)} <= cited(reply)


def test_events_come_in_order_and_the_reply_says_what_was_streamed(quoting: Bot) -> None:
    events = list(quoting.stream("Heeft Odido het lek op tijd gemeld, en hoeveel boete krijgt Odido?"))
    assert [type(event) for event in events[:2]] == [Found, Noticed]
    assert {type(event) for event in events[2:-1]} == {Checked}
    last = events[-1]
    assert isinstance(last, Replied)
    assert tuple(event.sentence for event in events if isinstance(event, Checked)) == last.reply.sentences
    assert [event.sources for event in events if isinstance(event, Found)] == [last.reply.sources]
    assert tuple(event.notice for event in events if isinstance(event, Noticed)) == last.reply.notices


def test_a_refusal_streams_its_reason_and_nothing_that_was_found(quoting: Bot) -> None:
    assert [type(event) for event in quoting.stream("Is 111222333 mijn BSN?")] == [Noticed, Replied]


def test_times_are_told_and_none_for_what_did_not_happen(quoting: Bot) -> None:
    answered, nothing = quoting.reply(RANSOM).timings, quoting.reply("Wordt het morgen mooi weer?").timings
    search, first, total = answered["search"], answered["first_sentence"], answered["total"]
    assert search is not None
    assert first is not None
    assert total is not None
    assert 0 < search <= first <= total
    assert nothing["first_sentence"] is None


def test_a_sentence_is_shown_before_the_writer_goes_on(library: Library, letters: BotSettings) -> None:
    writer = Recording()
    events = Bot(library, letters, writer).stream(RANSOM)
    assert isinstance(next(events), Found)
    assert isinstance(next(events), Checked)
    assert len(writer.given) == 1
    events.close()
    assert writer.closed
    assert len(writer.given) == 1


def test_the_same_question_gets_the_same_reply(quoting: Bot) -> None:
    one, other = quoting.reply(RANSOM), quoting.reply(RANSOM)
    assert (one.sentences, one.sources) == (other.sentences, other.sources)


def test_every_sentence_of_every_reply_is_the_governments(replies: dict[str, Reply], generation: Generation) -> None:
    assert {id: found for id, reply in replies.items() if (found := faults(reply, generation))} == {}


def test_every_reply_that_says_something_shows_it(replies: dict[str, Reply]) -> None:
    saying = {Status.ANSWERED, Status.ANSWERED_PARTLY, Status.DECLINED, Status.RELATED}
    assert all(bool(reply.sentences) is (reply.status in saying) for reply in replies.values())
    assert {reply.status for reply in replies.values()} >= saying | {Status.NO_SOURCE, Status.REFUSED_PERSONAL_DATA}
    assert not any(reply.withheld for reply in replies.values())


def test_what_was_partly_answered_says_so_and_nothing_else_does(replies: dict[str, Reply]) -> None:
    for reply in replies.values():
        assert ("missing" in [notice.code for notice in reply.notices]) is (reply.status is Status.ANSWERED_PARTLY)


@pytest.mark.parametrize("case", [case for case in CASES if case.expect.secrets], ids=lambda case: case.id)
def test_no_secret_is_anywhere_in_a_reply(case: Case, replies: dict[str, Reply]) -> None:
    reply = replies[case.id]
    said = squeezed(json.dumps(reply_json(reply), ensure_ascii=False))
    assert reply.status is Status.REFUSED_PERSONAL_DATA
    assert not any(squeezed(secret) in said for secret in case.expect.secrets)
