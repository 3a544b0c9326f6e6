"""A conversation on the page: what is shown when, kept for whom, and what is never shown."""

import logging

import pytest

from bot.talk import Frame, Talk, answered, answered_instead, answered_without, stopped
from tests.bot.faking import EVIL, FakeBot


def last(bot: FakeBot, question: str, talk: Talk | None = None) -> Frame:
    *_, frame = answered(bot, question, talk or Talk())
    return frame


def test_sentences_are_shown_one_by_one_as_they_pass() -> None:
    frames = list(answered(FakeBot(), "Is het gemeld?", Talk()))
    assert [frame.talk.html().count('class="kw-line ') for frame in frames] == [0, 0, 1, 2, 2, 2]
    assert [frame.busy for frame in frames] == [True] * 5 + [False]
    assert [frame.begins for frame in frames] == [True] + [False] * 5


def test_the_status_and_the_missing_part_are_on_top_and_read_aloud() -> None:
    frame = last(FakeBot(), "Is het gemeld?")
    assert "De regering heeft een deel van uw vraag beantwoord" in frame.announced
    assert "Niet beantwoord: hoeveel losgeld" in frame.announced
    html = frame.talk.html()
    assert html.index("een deel van uw vraag") < html.index('class="kw-line ')


def test_a_follow_up_carries_the_turns_before_it() -> None:
    bot = FakeBot()
    talk = last(bot, "Bent u bekend?", last(bot, "Is het gemeld?").talk).talk
    assert [(turn.question, len(turn.sources)) for turn in talk.turns] == [("Is het gemeld?", 3), ("Bent u bekend?", 1)]
    assert [len(history) for _, history in bot.asked] == [0, 1]
    assert talk.html().count("<section") == 2


def test_how_a_follow_up_was_understood_is_shown_from_the_first_source_on() -> None:
    bot = FakeBot()
    talk = last(bot, "Is het datalek gemeld?").talk
    frames = list(answered(bot, "Was dat bekend?", talk))
    shown = ["Ik heb uw vraag begrepen als: <q>Was dat bekend? Over: datalek gemeld</q>" in frame.talk.html() for frame in frames]
    assert shown == [False] + [True] * (len(frames) - 1)
    assert ["<form" in frame.talk.html() for frame in frames] == [False] * (len(frames) - 1) + [True]
    assert "begrepen als" not in talk.html()


def test_what_a_reader_says_was_meant_is_asked_as_it_is() -> None:
    bot = FakeBot()
    talk = last(bot, "Was dat bekend?", last(bot, "Is het datalek gemeld?").talk).talk
    *_, frame = answered_instead(bot, "Was dat niet bekend?", talk)
    assert bot.asked[-1] == ("Was dat niet bekend?", ())
    assert frame.talk.html().count("begrepen als") == 1
    assert [turn.understood for turn in frame.talk.turns][-1] == "Was dat niet bekend?"


def test_what_was_understood_stays_text() -> None:
    bot = FakeBot()
    html = last(bot, "Is dat bekend?", last(bot, "Is <img src=x> bekend?").talk).talk.html()
    assert "Over: img src" in html
    assert "<img" not in html


def test_two_visitors_do_not_share_a_conversation() -> None:
    bot = FakeBot()
    one, other = last(bot, "Is het gemeld?").talk, last(bot, "Bent u bekend?").talk
    assert "Is het gemeld?" not in other.html()
    assert "Bent u bekend?" not in one.html()


def test_personal_data_is_in_no_frame() -> None:
    frames = list(answered(FakeBot(), "Staat mijn BSN 111222333 op straat?", Talk()))
    assert "Er staat een BSN in uw vraag." in frames[-1].talk.html()
    assert not any("111222333" in repr(frame) for frame in frames)
    assert frames[-1].talk.turns == ()


def test_what_a_letter_or_a_question_says_stays_text() -> None:
    html = last(FakeBot(), EVIL).talk.html()
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_a_missing_store_is_told_kindly() -> None:
    frame = last(FakeBot(), "geen winkel")
    assert "Er is nog geen verzameling antwoorden" in frame.talk.html()
    assert not frame.busy


def test_a_mistake_of_ours_is_told_kindly_and_logged_without_the_question(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        frame = last(FakeBot(), "kapot GEHEIM")
    assert "Er ging iets mis" in frame.talk.html()
    assert "RuntimeError" in caplog.text
    assert "GEHEIM" not in caplog.text


def test_a_stopped_reply_keeps_what_passed_and_says_it_is_not_all() -> None:
    frames = answered(FakeBot(), "Is het gemeld?", Talk())
    talk = next(frame for frame in frames if 'class="kw-line ' in frame.talk.html()).talk
    frame = stopped(talk)
    assert frame.talk.html().count('class="kw-line ') == 1
    assert "U hebt dit antwoord gestopt" in frame.talk.html()
    assert (frame.talk.open, frame.busy) == (None, False)


def test_dropping_the_frames_stops_the_bot() -> None:
    bot = FakeBot()
    frames = answered(bot, "Is het gemeld?", Talk())
    next(frames), next(frames)
    assert not bot.closed.is_set()
    frames.close()
    assert bot.closed.is_set()


def test_old_exchanges_fall_off_and_the_ids_go_on() -> None:
    bot, talk = FakeBot(), Talk()
    for _ in range(23):
        talk = last(bot, "Bent u bekend?", talk).talk
    assert len(talk.turns) == len(talk.done) == 20
    assert 'id="gesprek-23"' in talk.html()
    assert 'id="gesprek-3"' not in talk.html()


NARROW = "Welke brieven uit 2024 gaan hierover?"


def without(bot: FakeBot, talk: Talk, number: object, kind: object) -> Talk:
    *_, frame = answered_without(bot, talk, number, kind)
    return frame.talk


def test_filters_are_shown_and_read_aloud() -> None:
    frame = last(FakeBot(), NARROW)
    assert "Alleen gezocht in: brieven uit 2024 en vragen van PvdA." in frame.announced
    assert frame.talk.html().count("<button") == 2
    assert "<button" not in last(FakeBot(), "Is het gemeld?").talk.html()


def test_a_filter_taken_away_asks_the_same_again_with_the_others_and_reads_nothing_anew() -> None:
    bot = FakeBot()
    talk = last(bot, NARROW, last(bot, "Is het gemeld?").talk).talk
    again = without(bot, talk, 2, "until")
    assert [question for question, _ in bot.asked] == ["Is het gemeld?", NARROW, NARROW]
    assert bot.asked[2] == bot.asked[1]
    assert (bot.filterings[2].given.named(), bot.filterings[2].from_question) == ({"party": "PvdA"}, False)
    assert "U vroeg, zonder het filter ‘brieven uit 2024’" in again.html()
    assert again.html().count("<section") == 3
    assert without(bot, again, 3, "party").narrow[-1].number == 3
    assert bot.filterings[3].given.named() == {}


def test_an_exchange_that_fell_off_has_no_filters_any_more() -> None:
    bot = FakeBot()
    talk = last(bot, NARROW).talk
    for number, kind in ((1, "ministry"), (2, "party"), ("1", "party"), (None, None)):
        assert list(answered_without(bot, talk, number, kind)) == []
    for _ in range(21):
        talk = last(bot, NARROW, talk).talk
    assert list(answered_without(bot, talk, 1, "party")) == []
    assert len(talk.narrow) == 20


def test_what_a_filter_is_called_stays_text() -> None:
    html = last(FakeBot(), f"uit 2024 {EVIL}").talk.html()
    assert "kw-filters" in html
    assert "<img" not in html
