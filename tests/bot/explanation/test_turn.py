"""'Leg uit in gewone taal' in a conversation: when it is that, what it explains, and what is told when nothing can be."""

import pytest

from bot.events import Checked, Replied, Working
from bot.explanation.asked import asks_for_explanation
from bot.explanation.explainer import Explainer
from bot.pipeline import Bot
from bot.records import Place, Reply, Status, Turn, places_of
from bot.settings import BotSettings
from bot.showing.view import viewed
from store.library import Library
from tests.bot.fake_prose import Explaining

RANSOM = "Moet een gehackt bedrijf de afpersers geld geven?"
ASKED = "Leg uit in gewone taal"


@pytest.mark.parametrize(
    "question",
    [
        ASKED, "Kunt u dat makkelijker zeggen?", "Kun je dit uitleggen?", "In gewone taal graag", "En in gewone taal?",
        "Ik begrijp het niet",
        "Ik snap er niets van, kan het simpeler?", "Wat betekent dat?", "Leg dat eens uit", "Zeg het eens in andere woorden.",
        "Kan het eenvoudiger?", "Wilt u het antwoord in eenvoudige taal schrijven?",
        "Jip-en-janneketaal alstublieft", "KUNT U DAT UITLEGGEN",
        "Can you explain this in simple words?", "Uitleg graag, in B1",
    ],
)  # fmt: skip
def test_a_request_without_a_topic_asks_for_plainer_words(question: str) -> None:
    assert asks_for_explanation(question)


@pytest.mark.parametrize(
    "question",
    [
        RANSOM, "Leg uit waarom Odido geen losgeld betaalde", "Wat betekent AVG?", "Kunt u uitleggen hoe de AP toezicht houdt?",
        "Waarom begrijpt de regering het niet?", "Is het antwoord duidelijk?", "Hoe moet een gemeente uitleg geven?", "", "Dat", "En nu?",
        "Schrijven gemeenten brieven in gewone taal?", "Wie legt dat uit?",
    ],
)  # fmt: skip
def test_a_question_with_a_topic_of_its_own_is_a_question(question: str) -> None:
    assert not asks_for_explanation(question)


def explaining(quotes: list[str]) -> Explaining:
    known = {quote: f"In gewone taal: {quote}" for quote in quotes}
    return Explaining(known, frozenset(known.values()))


def asked_again(library: Library, letters: BotSettings, turns: list[Turn], prose: Explaining | None) -> tuple[list[object], Reply]:
    *events, last = Bot(library, letters, prose=prose).stream(ASKED, turns)
    assert isinstance(last, Replied)
    return events, last.reply


def test_the_sentences_of_the_last_reply_come_again_each_with_its_explanation(library: Library, letters: BotSettings, quoting: Bot) -> None:
    first = quoting.reply(RANSOM)
    turn = first.turn()
    assert turn.sentences == places_of(first.sentences)
    quotes = [sentence.citations[0].quote for sentence in first.sentences]
    events, reply = asked_again(library, letters, [turn], explaining(quotes))
    assert [one for one in reply.sentences if one.verdict != "reworded"] == list(first.sentences)
    explained = [one for one in reply.sentences if one.verdict == "reworded"]
    assert explained
    for before, after in zip(reply.sentences, reply.sentences[1:], strict=False):
        if after.verdict == "reworded":
            assert after.citations[0] == before.citations[0]
    assert [event.sentence for event in events if isinstance(event, Checked)] == list(reply.sentences)
    assert any(isinstance(event, Working) for event in events)
    assert (reply.status, reply.asked, reply.understood) == (first.status, ASKED, first.understood)
    assert reply.turn().sentences == turn.sentences
    assert reply.notices[-1].code in ("explained", "explained_partly")


def test_a_turn_that_does_not_say_what_it_showed_is_answered_again_for_it(library: Library, letters: BotSettings, quoting: Bot) -> None:
    first = quoting.reply(RANSOM)
    quotes = [sentence.citations[0].quote for sentence in first.sentences]
    _, reply = asked_again(library, letters, [Turn(question=RANSOM, understood=RANSOM)], explaining(quotes))
    assert [one for one in reply.sentences if one.verdict != "reworded"] == list(first.sentences)


def test_the_sentence_a_turn_names_is_the_one_explained(library: Library, letters: BotSettings) -> None:
    answer = library.current().catalogue.source("2026Z03908/3")[1].text
    quote = "Het uitbetalen van losgeld houdt bovendien het verdienmodel van criminelen in stand."
    place = Place(source="2026Z03908/3", start=answer.index(quote), end=answer.index(quote) + len(quote))
    plain = "Als losgeld wordt betaald, blijven criminelen er geld mee verdienen."
    turn = Turn(question=RANSOM, understood=RANSOM, sentences=(place,))
    _, reply = asked_again(library, letters, [turn], Explaining({quote: plain}, frozenset({plain})))
    assert [(one.verdict, one.text) for one in reply.sentences] == [("literal", quote), ("reworded", plain)]


def test_a_place_that_the_store_has_no_more_is_no_trouble(library: Library, letters: BotSettings, quoting: Bot) -> None:
    turn = Turn(question=RANSOM, understood=RANSOM, sentences=(Place(source="weg/1", start=0, end=9),))
    _, reply = asked_again(library, letters, [turn], explaining([]))
    assert [one.text for one in reply.sentences] == [one.text for one in quoting.reply(RANSOM).sentences]
    assert all(one.verdict != "reworded" for one in reply.sentences)
    assert reply.unexplained


def test_where_nothing_reliable_was_made_each_sentence_says_so(library: Library, letters: BotSettings) -> None:
    _, reply = asked_again(library, letters, [Turn(question=RANSOM, understood=RANSOM)], explaining([]))
    assert reply.notices[-1].code == "not_explained"
    lines = viewed(reply).lines
    assert [line.unexplained for line in lines] == [len(line.sentence.citations[0].quote.split()) >= 6 for line in lines]


def test_without_a_model_the_words_of_the_government_stay_and_the_reader_is_told(
    library: Library, letters: BotSettings, quoting: Bot
) -> None:
    _, reply = asked_again(library, letters, [quoting.reply(RANSOM).turn()], None)
    assert [one.text for one in reply.sentences] == [one.text for one in quoting.reply(RANSOM).sentences]
    assert (reply.notices[-1].code, reply.unexplained) == ("explain_no_model", ())


@pytest.mark.parametrize("turns", [[], [Turn(question="Wordt het morgen mooi weer?", understood="Wordt het morgen mooi weer?")]])
def test_with_nothing_to_explain_a_question_is_asked_for(turns: list[Turn], library: Library, letters: BotSettings) -> None:
    _, reply = asked_again(library, letters, turns, explaining([]))
    assert (reply.status, reply.sentences) == (Status.REFUSED_INPUT, ())
    assert [notice.code for notice in reply.notices] == ["nothing_to_explain"]


def test_closing_a_stream_stops_the_model(library: Library, letters: BotSettings, quoting: Bot) -> None:
    class Slow(Explaining):
        """Writes so slowly that each piece is a sign of life."""

    turn = quoting.reply(RANSOM).turn()
    prose = Slow({})
    events = Bot(library, letters, prose=prose).stream(ASKED, [turn])
    assert any(isinstance(event, Working) for event in events)
    events.close()
    assert len(prose.asked) <= 1


def test_an_explainer_that_is_not_asked_costs_nothing(library: Library, letters: BotSettings) -> None:
    assert isinstance(Bot(library, letters).explainer, Explainer)
    assert Bot(library, letters).reply(RANSOM).unexplained == ()
