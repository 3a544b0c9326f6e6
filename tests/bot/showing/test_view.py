"""What a reader is shown of a reply: numbers, marks, whose words are whose."""

from dataclasses import replace
from datetime import date
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.records import Status
from bot.showing.dutch import in_dutch, listed
from bot.showing.view import arranged, persons, searched, status_text, stretches, viewed
from bot.terminal import show_reply
from store.records import Bewindspersoon
from tests.bot.faking import FakeBot, made, quoted, source


def test_sources_are_numbered_in_the_order_the_sentences_refer_to_them() -> None:
    bot = FakeBot()
    first, second, unused = source(bot.first, 4), source(bot.second, 5), source(bot.second, 6)
    sentences = (quoted(second, "De AP heeft laten weten"), quoted(first, "De schade kan enorm oplopen"), quoted(second, "Odido geeft aan"))
    lines, cards, others = arranged(sentences, (first, unused, second))
    assert [line.marks for line in lines] == [(1,), (2,), (1,)]
    assert [(card.number, card.source.id) for card in cards] == [(1, second.id), (2, first.id)]
    assert [(card.number, card.source.id) for card in others] == [(3, unused.id)]


def test_yes_is_shown_with_the_members_question() -> None:
    bot = FakeBot()
    known = source(bot.second, 1)
    (line,) = viewed(made(Status.ANSWERED, "?", (known,), (quoted(known, "Ja."),), ())).lines
    assert line.question == known.question
    assert known.question.startswith("Bent u bekend")


def test_a_first_sentence_that_points_back_is_shown_with_the_question_it_points_to() -> None:
    bot = FakeBot()
    judged = source(bot.second, 6)
    sentences = (
        quoted(judged, "Het is niet aan het kabinet om dit te beoordelen."),
        quoted(judged, "Dit is in eerste instantie aan de AP."),
    )
    first, second = viewed(made(Status.DECLINED, "?", (judged,), sentences, ())).lines
    assert (first.question, second.question) == (judged.question, "")


def test_a_sentence_that_stands_on_its_own_is_shown_without_the_question() -> None:
    (first, second) = viewed(FakeBot().reply("Is het gemeld?")).lines
    assert (first.question, second.question) == ("", "")


@given(st.text(alphabet="ab. \n", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3))
def test_cutting_an_answer_into_stretches_loses_and_adds_nothing(answer: str, spans: list[tuple[int, int]]) -> None:
    paragraphs = stretches(answer, spans)
    assert [line.strip() for line in answer.split("\n") if line.strip()] == ["".join(s.text for s in p) for p in paragraphs]
    shown = [(char, stretch.quoted) for paragraph in paragraphs for stretch in paragraph for char in stretch.text if not char.isspace()]
    meant = [(char, any(a <= i < b for a, b in spans)) for i, char in enumerate(answer) if not char.isspace()]
    assert shown == meant


def test_only_an_address_on_the_web_becomes_a_link() -> None:
    bot = FakeBot()
    for url, shown in (("javascript:alert(1)", None), ("https://zoek.example/a", "https://zoek.example/a"), (None, None)):
        known = replace(source(bot.second, 5), url=url)
        _, (card,), _ = arranged((quoted(known, "Odido geeft aan"),), (known,))
        assert card.url == shown


def test_who_and_when_are_said_in_dutch() -> None:
    assert persons((Bewindspersoon(name="A. Ster", role="minister van X"), Bewindspersoon(name=None, role="staatssecretaris van Y"))) == (
        "A. Ster, minister van X; staatssecretaris van Y"
    )
    assert persons((Bewindspersoon(name=None, role="minister van X"),)) == "Minister van X"
    assert persons(()) == "De regering"
    assert in_dutch(date(2026, 3, 1)) == "1 maart 2026"
    assert in_dutch(None) == "De brief noemt geen datum"
    assert [listed(words) for words in ([], ["1"], ["1", "2"], ["1", "2", "3"])] == ["", "1", "1 en 2", "1, 2 en 3"]


def test_every_status_has_its_own_words() -> None:
    assert len({status_text(status) for status in Status}) == len(Status)


def test_what_was_searched_is_said_with_its_range() -> None:
    store = FakeBot().reply("x").store
    assert searched(store) == "Doorzocht: 2 brieven."
    dated = replace(store, documents=1, first=date(2026, 2, 27), last=date(2026, 4, 8))
    assert searched(dated) == "Doorzocht: 1 brief van 27 februari 2026 tot en met 8 april 2026."


def test_a_store_that_was_searched_in_part_is_not_said_to_be_searched() -> None:
    reply = FakeBot().reply("Welke brieven uit 2024 gaan hierover?")
    assert viewed(reply).about[0] == "De hele verzameling: 2 brieven."
    assert viewed(replace(reply, filters=())).about[0] == "Doorzocht: 2 brieven."


def test_how_a_question_was_understood_is_told_only_when_it_is_not_as_asked() -> None:
    reply = made(Status.NO_SOURCE, "Waarom niet?", (), (), ())
    assert viewed(reply).understood == ""
    assert viewed(replace(reply, understood="Waarom niet? Over: losgeld")).understood == "Waarom niet? Over: losgeld"


def test_the_terminal_opens_with_how_a_question_was_understood() -> None:
    reply = replace(made(Status.NO_SOURCE, "Waarom niet?", (), (), ()), understood="Waarom niet? Over: losgeld")
    console = Console(file=StringIO(), width=100)
    show_reply(reply, console)
    assert console.file.getvalue().startswith("Ik heb uw vraag begrepen als: Waarom niet? Over: losgeld\n")  # type: ignore[attr-defined]
