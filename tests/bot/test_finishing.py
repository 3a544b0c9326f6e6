"""Planted letters asked all the way: one voice for two, both when they differ, terms explained; on a terminal, in JSON and as a page."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from bot.events import Noticed, Replied
from bot.finishing import finished
from bot.pipeline import Bot
from bot.records import Reply, Status
from bot.settings import BotSettings
from bot.showing.markup import exchange
from bot.showing.view import viewed
from bot.terminal import show_reply
from bot.wire import reply_json
from store.build import build
from store.library import Library
from tests.bot.planted import REPEATED, written

AMOUNT = "Hoeveel subsidie krijgt de veerpont bij Rozendam?"
PAPERS = "Welke papieren moet een schipper van een veerpont hebben?"
TESTED = "Hoe vaak wordt een veerpont gekeurd?"
WINTER = "Mag een veerpont in de winter stoppen met varen?"
SUPERVISION = "Wie houdt toezicht op veerponten?"
QUESTIONS = (AMOUNT, PAPERS, TESTED, WINTER, SUPERVISION)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> BotSettings:
    """Those of a store of the planted letters."""
    folder = tmp_path_factory.mktemp("planted")
    settings = BotSettings.load(store=folder / "store", embedder="e5", writer="quote")
    build(written(folder / "letters"), settings)
    return settings


@pytest.fixture(scope="module")
def bot(settings: BotSettings) -> Bot:
    """A bot over the planted letters."""
    return Bot(Library(settings), settings)


def printed(reply: Reply) -> str:
    console = Console(file=io.StringIO(), width=200)
    show_reply(reply, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_citation_and_term_stands_where_it_is_said_to(bot: Bot, question: str) -> None:
    reply = bot.reply(question)
    answers = {source.id: source.answer for source in reply.sources}
    assert reply.status is Status.ANSWERED
    for sentence in reply.sentences:
        assert sentence.citations
        for citation in sentence.citations:
            assert answers[citation.source][citation.start : citation.end] == citation.quote
    for term in reply.terms:
        stretch = " ".join(answers[term.source][term.start : term.end].split())
        assert term.term in stretch
        assert term.meaning in stretch


def test_a_later_letter_that_says_otherwise_comes_after_the_earlier_and_is_told_to_be_the_newest(bot: Bot) -> None:
    reply = bot.reply(AMOUNT)
    assert [sentence.text for sentence in reply.sentences] == [
        "De veerpont bij Rozendam krijgt per jaar 40.000 euro subsidie van het Rijk.",
        "De veerpont bij Rozendam krijgt per jaar 55.000 euro subsidie van het Rijk.",
    ]
    assert [notice.code for notice in reply.notices] == ["letters_differ"]
    lines = printed(reply).splitlines()
    places = [
        next(at for at, line in enumerate(lines) if start in line) for start in ("Antwoord van", "40.000", "Later antwoord van", "55.000")
    ]
    assert places == sorted(places)
    assert "8 april 2025" in lines[places[2]]
    voices = reply_json(reply)["voices"]
    assert [(voice["documents"], voice["sentences"]) for voice in voices] == [(["2025Z00011"], [0]), (["2025Z00022"], [1])]
    page = exchange(1, AMOUNT, viewed(reply))
    assert page.index("40.000") < page.index("Later antwoord van") < page.index("<q>De veerpont bij Rozendam krijgt per jaar 55.000")


def test_that_letters_differ_is_told_while_the_reply_streams(bot: Bot) -> None:
    *events, last = bot.stream(AMOUNT)
    assert isinstance(last, Replied)
    assert tuple(event.notice for event in events if isinstance(event, Noticed)) == last.reply.notices


def test_what_two_letters_say_is_shown_once_with_both(bot: Bot) -> None:
    reply = bot.reply(PAPERS)
    (sentence,) = [sentence for sentence in reply.sentences if sentence.text == REPEATED]
    assert {citation.source for citation in sentence.citations} == {"2025Z00033/1", "2025Z00044/1"}
    assert "letters_differ" not in [notice.code for notice in reply.notices]
    shown = printed(reply)
    assert shown.count(f"“{REPEATED}”") == 1
    assert "op 20 mei 2025" in shown
    assert "op 12 juni 2025" in shown
    assert exchange(1, PAPERS, viewed(reply)).count("<q>Schippers") == 1


@pytest.mark.parametrize(
    "other",
    [
        f"{REPEATED.removesuffix('.')} (zie ook bijlage 2).",
        f"De bond schrijft: “Het is veel. {REPEATED} Dat is te veel.” Dat vind ik niet.",
    ],
)
def test_a_literal_sentence_cites_no_letter_that_says_more_or_that_only_quotes_it(bot: Bot, settings: BotSettings, other: str) -> None:
    reply = bot.reply(PAPERS)
    (sentence,) = [sentence for sentence in reply.sentences if sentence.text == REPEATED]
    alone = replace(sentence, citations=sentence.citations[:1])
    cited = alone.citations[0].source
    sources = tuple(source if source.id == cited else replace(source, answer=other) for source in reply.sources)
    whole = finished(replace(reply, sentences=(alone,), sources=sources, terms=()), Library(settings).current())
    assert whole.sentences == (alone,)


def test_a_term_is_explained_out_of_another_letter_that_is_then_a_source(bot: Bot) -> None:
    reply = bot.reply(TESTED)
    (term,) = reply.terms
    assert (term.term, term.meaning, term.source) == ("DVB", "Dienst Veren en Bruggen", "2025Z00011/2")
    assert term.source in {source.id for source in reply.sources}
    assert reply_json(reply)["terms"] == [
        {"term": "DVB", "meaning": term.meaning, "source": term.source, "start": term.start, "end": term.end}
    ]
    assert "DVB: Dienst Veren en Bruggen" in printed(reply)
    page = exchange(1, TESTED, viewed(reply))
    assert '<span class="kw-term">DVB</span>' in page
    assert "<dt>DVB</dt><dd>Dienst Veren en Bruggen" in page


def test_a_sentence_that_introduces_a_term_needs_no_explanation_beside_it(bot: Bot) -> None:
    assert bot.reply(SUPERVISION).terms == ()


def test_yes_is_shown_with_the_members_question_and_with_what_takes_it_back(bot: Bot) -> None:
    reply = bot.reply(WINTER)
    assert [sentence.text for sentence in reply.sentences] == [
        "Ja.",
        "Dit mag van november tot en met februari.",
        "Maar de pont bij Rozendam moet altijd blijven varen.",
    ]
    asked = "Mogen veerponten in de winter stoppen met varen?"
    assert [sentence["question"] for sentence in reply_json(reply)["sentences"]] == [asked, None, None]
    shown = printed(reply)
    assert shown.index("Vraag van Kamerlid of Kamerleden (geen uitspraak van de regering):") < shown.index(asked) < shown.index("“Ja.”")
    page = exchange(1, WINTER, viewed(reply))
    member = f'<p class="kw-member">{asked}</p><p class="kw-tag kw-tag-minister">Antwoord van de regering</p>'
    assert f'{member}<p class="kw-line kw-literal"><q>Ja.' in page
    assert all(asked not in sentence.text for sentence in reply.sentences)
