"""What is told of letters: from what they say of themselves, with their own words, and never a guess."""

import re
from collections.abc import Sequence
from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from bot.events import Noticed
from bot.filtering import Filtering
from bot.letters.vocabulary import About
from bot.pipeline import Bot
from bot.prompt import labels
from bot.records import Reply, Status, Turn
from bot.showing.markup import exchange
from bot.showing.view import viewed
from bot.terminal import show_reply
from bot.wire import reply_json
from store.filters import Filters
from store.library import Library
from tests.bot.own_letters import ASKED, BRIDGE, DELAYED, FERRY, LETTERS, SILENT, TRAM, own_store

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """A bot over the own letters, for whom it is always the same day."""
    settings = own_store(tmp_path_factory.mktemp("own"))
    return Bot(Library(settings), settings, today=lambda: TODAY)


def told(reply: Reply) -> str:
    return "\n".join(notice.text for notice in reply.notices)


def shown(*sources: str, cited: Sequence[str] = ()) -> list[Turn]:
    """A turn about content that found these answers, and quoted some."""
    return [Turn(question="Wat kost dat?", understood="Wat kost dat?", sources=sources, cited=tuple(cited))]


def of(letter: str, number: int = 1) -> str:
    return f"{letter}/{number}"


def conversation(bot: Bot, *questions: str, turns: Sequence[Turn] = ()) -> Reply:
    """Ask one after the other; return the last reply."""
    history = list(turns)
    for question in questions:
        reply = bot.reply(question, history)
        history.append(reply.turn())
    return reply


def test_who_asked_is_told_of_the_letter_that_was_quoted_with_its_own_words(bot: Bot) -> None:
    reply = bot.reply("Wie stelde deze vragen?", shown(of(FERRY), of(BRIDGE, 2), cited=[of(BRIDGE, 2)]))
    assert (reply.status, reply.about, reply.sentences) == (Status.ANSWERED, "letters", ())
    assert "Jansen (VVD) en De Wit (SP)" in told(reply)
    assert "‘Vragen van de leden Jansen (VVD) en De Wit (SP)’" in told(reply)
    assert [source.id for source in reply.sources] == [of(BRIDGE, 2)]
    assert reply.understood == f"Wie stelde deze vragen? (brief {BRIDGE})"


def test_asked_as_it_was_understood_a_question_says_the_same(bot: Bot) -> None:
    first = bot.reply("Wie stelde deze vragen?", shown(of(TRAM)))
    again = bot.reply(first.understood)
    assert told(again) == told(first)
    assert [one.value for one in again.filters] == [TRAM]


def test_without_word_of_what_was_quoted_the_first_source_is_meant(bot: Bot) -> None:
    assert "Vos (VVD)" in told(bot.reply("Wie stelde deze vragen?", shown(of(FERRY), of(BRIDGE))))


def test_each_letter_that_was_quoted_is_told_of(bot: Bot) -> None:
    reply = bot.reply("Wanneer is dit beantwoord?", shown(of(BRIDGE), of(TRAM), cited=[of(BRIDGE), of(TRAM)]))
    assert [("21 mei 2024" in notice.text, "12 november 2024" in notice.text) for notice in reply.notices] == [(True, False), (False, True)]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Wie heeft geantwoord?", ["Bakker, minister (Infrastructuur en Waterstaat), mede namens de minister van Defensie"]),
        ("Welke partijen vroegen dit?", ["VVD (Jansen) en SP (De Wit)"]),
        ("Wanneer zijn de vragen gesteld?", ["3 mei 2024", "‘ingezonden 3 mei 2024’"]),
        ("Wanneer is dit beantwoord?", ["21 mei 2024", "‘ontvangen 21 mei 2024’"]),
        ("Hoe lang duurde het antwoord?", ["18 dagen", "‘ingezonden 3 mei 2024’ en ‘ontvangen 21 mei 2024’"]),
        ("Hoeveel vragen zijn er gesteld?", ["2 vragen en 2 antwoorden"]),
        (
            "Welke vragen zijn er gesteld?",
            ["woorden van de Kamerleden, niet van de regering", "1. ‘Kent u de brug?’", "2. ‘Wat kost de brug?’"],
        ),
        ("Waar gaat deze brief over?", ["de brug bij Zaltdijk"]),
        ("Wat is het zaaknummer?", [BRIDGE]),
        ("Waar staat dat?", [f"brief {BRIDGE}, in het antwoord op vraag 2", "bestand brug.txt"]),
        ("Hoe weet u dat?", ["in hun eigen woorden", f"brief {BRIDGE}, in het antwoord op vraag 2", "Bakker"]),
        ("Who asked these questions?", ["Jansen (VVD) and De Wit (SP)", "The letter says"]),
        ("When was this answered?", ["21 May 2024"]),
    ],
)
def test_what_a_letter_says_of_itself_is_told(bot: Bot, question: str, words: list[str]) -> None:
    reply = bot.reply(question, shown(of(BRIDGE, 2), cited=[of(BRIDGE, 2)]))
    assert reply.status is Status.ANSWERED
    assert [one for one in words if one not in told(reply)] == []


@pytest.mark.parametrize(
    "question",
    ["Wie stelde deze vragen?", "Welke partij vroeg dit?", "Wie antwoordde?", "Wanneer is dit beantwoord?",
     "Wanneer zijn de vragen gesteld?",
     "Hoe lang duurde het antwoord?", "Waar gaat deze brief over?", "Wat is het zaaknummer?"],
)  # fmt: skip
def test_what_a_letter_does_not_say_stays_unknown(bot: Bot, question: str) -> None:
    silent_answer = next(source.id for source in conversation(bot, "Toon alle brieven", "Toon meer").sources if source.origin == SILENT)
    reply = bot.reply(question, shown(silent_answer))
    assert reply.status is Status.RELATED
    assert SILENT in told(reply)
    assert not any(known in told(reply) for known in ("Jansen", "Vos", "De Wit", "Bakker", "Smit", "2023", "2024"))


def test_one_thing_known_and_one_unknown_is_a_part_of_an_answer(bot: Bot) -> None:
    reply = bot.reply("Wie stelde deze vragen, en wanneer zijn ze beantwoord?", shown(of(ASKED)))
    assert reply.sources == ()
    reply = bot.reply(f"Wie stelde de vragen van {ASKED}, en wanneer zijn ze beantwoord?")
    assert reply.status is Status.ANSWERED_PARTLY
    assert "Vos (VVD)" in told(reply)
    assert "alleen vragen" in told(reply)


def test_a_notice_of_delay_is_no_answer(bot: Bot) -> None:
    reply = bot.reply(f"Wie heeft {DELAYED} beantwoord, en wanneer?")
    assert reply.status is Status.RELATED
    assert "uitstelbericht" in told(reply)
    assert "Bakker" not in told(reply)
    assert "30 september" not in told(reply)


def test_where_nothing_says_which_letter_is_meant_none_is_guessed(bot: Bot) -> None:
    reply = bot.reply("Wie stelde deze vragen?")
    assert (reply.status, reply.sources) == (Status.NO_SOURCE, ())
    assert [notice.code for notice in reply.notices] == ["which_letter"]


def test_a_letter_that_is_gone_is_told_to_be_gone(bot: Bot) -> None:
    reply = bot.reply("Wie stelde deze vragen?", shown("2020Z99999/1"))
    assert reply.status is Status.NO_SOURCE
    assert "zit niet meer in deze verzameling" in told(reply)


def test_a_letter_named_that_is_not_there_is_not_replaced_by_another(bot: Bot) -> None:
    reply = bot.reply("Wie stelde de vragen in zaak 2020Z99999?", shown(of(BRIDGE)))
    assert (reply.status, [notice.code for notice in reply.notices]) == (Status.NO_SOURCE, ["document_unknown"])


def test_a_filter_that_leaves_the_letter_out_is_kept(bot: Bot) -> None:
    reply = bot.reply("Wie stelde deze vragen?", shown(of(BRIDGE)), Filtering(given=Filters(party="SP", until=date(2023, 1, 1))))
    assert reply.status is Status.NO_SOURCE
    reply = bot.reply("Wie stelde deze vragen?", shown(of(FERRY)), Filtering(given=Filters(party="SP")))
    assert reply.status is Status.NO_SOURCE
    assert "voldoet niet aan: vragen van SP" in told(reply)
    assert "Vos" not in told(reply)


def test_letters_are_listed_newest_first_and_the_rest_on_asking(bot: Bot) -> None:
    first = bot.reply("Welke brieven zijn er?")
    assert f"Deze verzameling heeft {len(LETTERS)} brieven" in told(first)
    days = [notice.text.split(",")[0] for notice in first.notices[1:-1]]
    assert days == ["6 december 2024", "12 november 2024", "30 september 2024", "21 mei 2024", "9 februari 2023"]
    assert "En nog 1 andere" in first.notices[-1].text
    more = conversation(bot, "Welke brieven zijn er?", "Toon meer")
    assert [notice.code for notice in more.notices] == ["letter_metadata", "letters_left"]
    assert SILENT in told(more)
    assert [source.origin for source in more.sources] == [SILENT]


def test_toon_meer_after_something_else_is_about_content(bot: Bot) -> None:
    assert conversation(bot, "Welke brieven zijn er?", "Wat kost de brug?", "Toon meer").about == "content"


@pytest.mark.parametrize(
    ("question", "letters", "filters"),
    [
        ("Welke brieven zijn er uit 2023?", {FERRY}, ["2023-01-01", "2023-12-31"]),
        ("Welke Kamervragen zijn er gesteld door de SP?", {BRIDGE, TRAM}, ["SP"]),
        ("Welke Kamervragen stelde de SP?", {BRIDGE, TRAM}, ["SP"]),
        ("Welke brieven zijn er van de minister van Defensie?", {BRIDGE, FERRY}, ["Defensie"]),
        ("Toon alle brieven van het ministerie van Defensie", {BRIDGE, FERRY}, ["Defensie"]),
        ("Welke brieven zijn er van de minister van Defensie uit 2023?", {FERRY}, ["2023-01-01", "2023-12-31", "Defensie"]),
    ],
)
def test_filters_are_read_wherever_they_stand_in_a_question_for_letters(
    bot: Bot, question: str, letters: set[str], filters: list[str]
) -> None:
    reply = bot.reply(question)
    assert reply.about == "letters"
    assert {source.document for source in reply.sources} == letters
    assert [one.value for one in reply.filters] == filters
    assert all(one.words and all(word in question for word in one.words.split(" … ")) for one in reply.filters)


def test_a_filter_taken_away_widens_the_list(bot: Bot) -> None:
    reply = bot.reply("Welke brieven zijn er uit 2023?", (), Filtering(from_question=False))
    assert f"heeft {len(LETTERS)} brieven" in told(reply)


def test_the_collection_is_counted_and_dated(bot: Bot) -> None:
    reply = bot.reply("Hoeveel brieven hebben jullie, en tot wanneer loopt de verzameling?")
    assert f"{len(LETTERS)} brieven met samen 8 antwoorden" in told(reply)
    assert "van 9 februari 2023 tot en met 6 december 2024" in told(reply)
    assert "brieven" in told(bot.reply("Hoeveel vragen zijn er?"))


def test_of_the_collection_no_single_letter_is_the_source(bot: Bot) -> None:
    for question in ("Hoeveel brieven hebben jullie?", "Tot wanneer loopt de verzameling?"):
        reply = bot.reply(question, shown(of(BRIDGE)))
        assert (reply.status, reply.sources) == (Status.ANSWERED, ())


def test_a_filter_in_the_question_names_its_own_letters_and_not_the_last_ones(bot: Bot) -> None:
    reply = bot.reply("Wie stelde vragen van de SP?", shown(of(FERRY)))
    assert {source.document for source in reply.sources} == {BRIDGE, TRAM}


def test_letters_without_a_date_have_no_range(tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = own_store(tmp_path_factory.mktemp("silent"), SILENT)
    reply = Bot(Library(settings), settings).reply("Tot wanneer loopt de verzameling?")
    assert "De brieven noemen geen datum." in told(reply)
    assert "Zonder datum" in told(Bot(Library(settings), settings).reply("Toon alle brieven"))


def test_a_short_follow_up_stays_with_the_letter(bot: Bot) -> None:
    reply = conversation(bot, "Wie stelde deze vragen?", "En wanneer?", "En de minister?", turns=shown(of(TRAM), cited=[of(TRAM)]))
    assert "Smit, staatssecretaris" in told(reply)
    assert [source.document for source in reply.sources] == [TRAM]


def test_a_question_on_content_after_one_about_a_letter_leans_on_the_content_before_it(bot: Bot) -> None:
    reply = conversation(
        bot, "Wie stelde deze vragen?", "En waarom?", turns=[Turn(question="Wat kost de tram?", understood="Wat kost de tram?")]
    )
    assert reply.about == "content"
    assert "tram" in reply.understood
    assert "vragen" not in reply.understood


@pytest.mark.parametrize(
    "question", ["Wie bent u?", "Wat kunt u?", "Wordt mijn vraag bewaard?", "Van wie is deze website?", "Are you a robot?"]
)
def test_what_kamerantwoord_is_needs_no_letter(bot: Bot, question: str) -> None:
    reply = bot.reply(question)
    assert (reply.status, reply.about, reply.sources) == (Status.ANSWERED, "kamerantwoord", ())
    assert {notice.code for notice in reply.notices} == {"kamerantwoord"}


def test_it_is_told_in_notices_as_it_happens_and_stands_in_the_json(bot: Bot) -> None:
    events = list(bot.stream("Wie bent u?"))
    assert all(isinstance(event, Noticed) for event in events[:-1])
    value = reply_json(bot.reply("Wie stelde deze vragen?", shown(of(BRIDGE))))
    assert (value["about"], value["sentences"], value["notices"][0]["code"]) == ("letters", [], "letter_metadata")


def test_page_and_terminal_show_it_under_its_own_heading_with_the_answer_behind_a_click(bot: Bot) -> None:
    reply = bot.reply("Wie stelde deze vragen?", shown(of(BRIDGE), cited=[of(BRIDGE)]))
    view = viewed(reply)
    assert (view.heading, view.lines, view.others) == ("Dit weet Kamerantwoord van de brieven zelf", (), ())
    assert [card.folded for card in view.cards] == [True]
    html = exchange(1, reply.asked, view)
    assert html.index("Jansen (VVD)") < html.index("<details", html.index("kw-card")) < html.index("Ja, de brug is mij bekend.")
    console = Console(file=StringIO(), width=100)
    show_reply(reply, console)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "Jansen (VVD)" in text
    assert "Kent u de brug?" not in text


def test_both_languages_tell_the_same_things() -> None:
    dutch, english = labels("letters"), labels("letters_english")
    headings = {"heading_letters", "heading_kamerantwoord"}
    assert {name: holes_of(text) for name, text in dutch.items() if name not in headings} == {
        name: holes_of(text) for name, text in english.items()
    }


@pytest.mark.parametrize("about", About)
def test_whatever_may_be_asked_has_words_to_tell_it(about: About) -> None:
    facts = {f"{about}_known", f"{about}_unknown"}
    always_known = {About.WHERE, About.HOW_KNOWN}
    told_otherwise = {About.LIST, About.MORE, About.COUNT, About.RANGE}
    wanted = {f"{about}_known"} if about in always_known else {str(about)} if about in (About.SELF, About.OWNER, About.PRIVACY) else facts
    assert about in told_otherwise or wanted <= set(labels("letters"))


def holes_of(text: str) -> set[str]:
    return set(re.findall(r"\{([a-z_]+)\}", text))


def test_letters_on_a_subject_are_found_by_what_they_say(quoting: Bot) -> None:
    reply = quoting.reply("Wie stelde Kamervragen over losgeld?")
    assert reply.status is Status.ANSWERED
    assert {source.document for source in reply.sources} == {"2026Z03908"}
    assert "Kathmann (GroenLinks-PvdA)" in told(reply)


def test_a_subject_no_letter_is_about_finds_none(quoting: Bot) -> None:
    reply = quoting.reply("Welke brieven zijn er over stikstof?")
    assert (reply.status, reply.sources) == (Status.NO_SOURCE, ())
    assert "geen brief over ‘stikstof’" in told(reply)
