"""Filtered questions to the bundled letters, all the way: what is answered, what is not, and what the reader is told of it."""

from datetime import date

import pytest

from bot.events import Noticed
from bot.filtering import Filtering
from bot.pipeline import Bot
from bot.records import Reply, Status, Turn
from bot.settings import BotSettings
from store.filters import Filters
from store.library import Library

FIRST = "2026Z03908"
RANSOM = "Moet een gehackt bedrijf de afpersers geld geven?"
PAID = "Wat staat er in zaak 2026Z03908 over losgeld betalen?"


@pytest.fixture(scope="module")
def bot(library: Library, letters: BotSettings) -> Bot:
    """A bot for whom it is always the same day."""
    return Bot(library, letters, today=lambda: date(2027, 5, 1))


def codes(reply: Reply) -> list[str]:
    return [notice.code for notice in reply.notices]


def test_only_the_letter_that_is_named_is_searched_and_the_filter_is_shown(bot: Bot) -> None:
    reply = bot.reply(PAID)
    assert reply.status is Status.ANSWERED
    assert {source.document for source in reply.sources} == {FIRST}
    assert [(one.kind, one.value, one.words) for one in reply.filters] == [("document", FIRST, "zaak 2026Z03908")]
    assert reply.understood == PAID
    assert codes(reply) == []


def test_last_year_is_counted_from_today(bot: Bot) -> None:
    reply = bot.reply("Wat zei de minister vorig jaar over het betalen van losgeld?")
    assert [one.value for one in reply.filters] == ["2026-01-01", "2026-12-31"]
    assert reply.sources


def test_another_letter_does_not_answer_for_one_that_is_not_there(bot: Bot) -> None:
    reply = bot.reply("Wat staat er in zaak 2025Z00001 over losgeld betalen?")
    assert (reply.status, reply.sources, reply.sentences) == (Status.NO_SOURCE, (), ())
    assert codes(reply) == ["document_unknown"]
    assert [one.value for one in reply.filters] == ["2025Z00001"]


def test_filters_that_leave_no_letter_are_no_silent_no(bot: Bot) -> None:
    reply = bot.reply(RANSOM, (), Filtering(given=Filters(until=date(2020, 1, 1))))
    assert (reply.status, codes(reply)) == (Status.NO_SOURCE, ["filters_empty"])


def test_what_a_filter_hides_is_told_and_not_shown(bot: Bot) -> None:
    """The second letter says nothing of whether to pay; the first does."""
    reply = bot.reply(RANSOM, (), Filtering(given=Filters(since=date(2026, 4, 8))))
    assert FIRST not in {source.document for source in reply.sources}
    assert reply.status in (Status.NO_SOURCE, Status.RELATED)
    assert codes(reply) == ["filters_hide"]


def test_nothing_with_and_nothing_without_a_filter_is_told_too(bot: Bot) -> None:
    reply = bot.reply("Wordt het morgen mooi weer?", (), Filtering(given=Filters(document=FIRST)))
    assert (reply.status, codes(reply)) == (Status.NO_SOURCE, ["filters_nothing"])


def test_a_letter_asked_for_without_a_subject_shows_what_it_is_about(bot: Bot) -> None:
    reply = bot.reply("Wat staat er in zaak 2026Z03908?")
    assert (reply.status, codes(reply)) == (Status.RELATED, ["whole_document"])
    assert {source.document for source in reply.sources} == {FIRST}
    assert reply.sentences


def test_letters_asked_for_without_a_subject_are_counted(bot: Bot) -> None:
    reply = bot.reply("Welke antwoorden gaf de minister in 2026?")
    assert (reply.status, codes(reply)) == (Status.NO_SOURCE, ["filters_no_topic"])
    assert reply.notices[0].text.startswith("2 brieven voldoen aan het filter (brieven uit 2026)")


def test_a_follow_up_stays_in_the_letter_that_was_named(bot: Bot) -> None:
    first = bot.reply(PAID)
    reply = bot.reply("Waarom niet?", [Turn(question=first.asked, understood=first.understood)])
    assert [one.value for one in reply.filters] == [FIRST]
    assert {source.document for source in reply.sources} <= {FIRST}


def test_a_filter_not_wanted_leaves_nothing_out(bot: Bot) -> None:
    reply = bot.reply("Wat staat er in zaak 2025Z00001 over losgeld betalen?", (), Filtering(from_question=False))
    assert reply.filters == ()
    assert reply.sources


def test_a_question_without_filters_is_answered_as_ever(bot: Bot, quoting: Bot) -> None:
    one, other = bot.reply(RANSOM), quoting.reply(RANSOM, (), Filtering(from_question=False))
    assert (one.filters, one.sentences, one.sources) == ((), other.sentences, other.sources)


def test_the_notice_of_a_filter_is_told_as_it_happens(bot: Bot) -> None:
    told = [event.notice.code for event in bot.stream("Wat staat er in zaak 2025Z00001?") if isinstance(event, Noticed)]
    assert told == ["document_unknown"]
