"""Explanations by each way in: the API over a real socket, the conversation of the page, the command line. The words are the store's."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.pipeline import Bot
from bot.settings import BotSettings
from bot.talk import Frame, Talk, answered, explained, stopped
from store.library import Library
from tests.bot.fake_prose import Explaining
from tests.bot.faking import FakeBot, FakeExplainer
from tests.bot.processes import ROOT, surroundings
from tests.bot.serving import served
from tests.ollama_server import Chat, OllamaServer

SOURCE = "2026Z03908/3"
QUOTE = "Het uitbetalen van losgeld houdt bovendien het verdienmodel van criminelen in stand."
PLAIN = "Als losgeld wordt betaald, blijven criminelen er geld mee verdienen."
EVENTS = {"Accept": "text/event-stream"}
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def http(letters: BotSettings) -> Iterator[httpx.Client]:
    """A client of a server over the real bot, with a model of our own hand."""
    bot = Bot(Library(letters), letters, prose=Explaining({QUOTE: PLAIN}, frozenset({PLAIN})))
    with served(bot, letters) as base, httpx.Client(base_url=base, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def place(letters: BotSettings) -> dict[str, object]:
    """Where the quote stands, as a client says it."""
    start = Library(letters).current().catalogue.source(SOURCE)[1].text.index(QUOTE)
    return {"source": SOURCE, "start": start, "end": start + len(QUOTE)}


def test_a_quote_named_by_its_place_comes_back_with_its_explanation(http: httpx.Client, place: dict[str, object]) -> None:
    response = http.post("/v1/explanations", json={"sentences": [place]})
    found = response.json()
    assert response.status_code == 200
    assert list(found) == ["sentences", "sources", "notices", "withheld", "unexplained", "writer"]
    assert [(one["verdict"], one["text"]) for one in found["sentences"]] == [("literal", QUOTE), ("reworded", PLAIN)]
    assert found["sentences"][0]["citations"] == found["sentences"][1]["citations"] == [{**place, "quote": QUOTE}]
    assert found["sources"][0]["answer"][place["start"] : place["end"]] == QUOTE
    assert found["writer"] == {"name": "ollama", "model": "fake:1b"}


def test_words_that_a_client_brings_are_never_the_governments(http: httpx.Client, place: dict[str, object]) -> None:
    found = http.post("/v1/explanations", json={"sentences": [{**place, "quote": "Losgeld betalen is verplicht."}]}).json()
    assert found["sentences"][0]["text"] == QUOTE
    assert "verplicht" not in json.dumps(found)


def test_half_a_sentence_named_is_shown_whole(http: httpx.Client, place: dict[str, object]) -> None:
    found = http.post("/v1/explanations", json={"sentences": [{**place, "end": int(str(place["start"])) + 9}]}).json()
    assert found["sentences"][0]["text"] == QUOTE


def test_work_is_told_as_it_goes_on(http: httpx.Client, place: dict[str, object]) -> None:
    with http.stream("POST", "/v1/explanations", json={"sentences": [place]}, headers=EVENTS) as response:
        names = [line.removeprefix("event:").strip() for line in response.iter_lines() if line.startswith("event:")]
    assert names[0] == "working"
    assert names[-1] == "explanations"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"sentences": []}, 422),
        ({"sentences": [{"source": SOURCE, "start": 0}]}, 422),
        ({"sentences": [{"source": SOURCE, "start": 0, "end": 5, "text": "GEHEIM"}]}, 422),
        ({"sentences": [{"source": SOURCE, "start": 0, "end": 5}] * 13}, 422),
        ({"sentences": [{"source": SOURCE, "start": 5, "end": 5}]}, 400),
        ({"sentences": [{"source": SOURCE, "start": 0, "end": 10**9}]}, 400),
        ({"sentences": [{"source": "weg/1", "start": 0, "end": 5}]}, 404),
    ],
    ids=["none", "no end", "own words", "too many", "empty", "too far", "unknown"],
)
def test_a_place_that_is_none_is_a_problem(http: httpx.Client, body: dict[str, object], status: int) -> None:
    for headers in ({}, EVENTS):
        response = http.post("/v1/explanations", json=body, headers=headers)
        assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
        assert "GEHEIM" not in response.text


def test_a_follow_up_explains_the_sentences_that_its_history_names(http: httpx.Client, place: dict[str, object]) -> None:
    turn = {"question": "Moet een gehackt bedrijf de afpersers geld geven?", "sentences": [{**place, "quote": QUOTE}]}
    reply = http.post("/v1/replies", json={"question": "Kunt u dat makkelijker zeggen?", "history": [turn]}).json()
    assert [(one["verdict"], one["text"]) for one in reply["sentences"]] == [("literal", QUOTE), ("reworded", PLAIN)]
    assert reply["unexplained"] == []


def test_a_client_that_goes_away_stops_the_model(letters: BotSettings) -> None:
    fake = FakeBot(explainer=FakeExplainer(model=True, waits=threading.Event()))
    with served(fake, letters) as base, httpx.Client(base_url=base, timeout=30) as client:
        body = {"sentences": [{"source": SOURCE, "start": 0, "end": 20}]}
        with client.stream("POST", "/v1/explanations", json=body, headers=EVENTS) as response:
            assert next(response.iter_lines()).startswith("event: working")
            assert not fake.explainer.closed.is_set()
        assert fake.explainer.waits is not None
        fake.explainer.waits.set()
        assert fake.explainer.closed.wait(10)


# --- the conversation of the page -------------------------------------------------------------------------------------------------


def last(bot: FakeBot, question: str, talk: Talk | None = None) -> Frame:
    *_, frame = answered(bot, question, talk or Talk())
    return frame


def modelled() -> FakeBot:
    return FakeBot(explainer=FakeExplainer(model=True))


def test_the_button_is_there_only_with_a_model_and_something_to_explain() -> None:
    button = 'data-kind="explain"'
    assert last(modelled(), "Is het gemeld?").talk.html().count(button) == 1
    assert button not in last(FakeBot(), "Is het gemeld?").talk.html()
    assert button not in last(modelled(), "Bent u bekend?").talk.html()
    assert button not in last(modelled(), "Wat wordt het weer?").talk.html()


def test_the_button_gives_each_quote_again_with_its_explanation_or_says_that_there_is_none() -> None:
    bot = modelled()
    frames = list(explained(bot, last(bot, "Is het gemeld?").talk, 1))
    html = frames[-1].talk.html()
    again = html[html.index('id="gesprek-2"') :]
    assert "Leg uit in gewone taal" in again
    assert again.count("Uitleg door AI") == 1
    assert (
        again.index("tijdig heeft gemeld")
        < again.index("In gewone taal: ")
        < again.index("Voor deze zin is geen betrouwbare uitleg gemaakt.")
    )
    assert 'data-kind="explain"' not in again
    assert "Onder 1 zin staat nu een uitleg." in frames[-1].announced
    assert [place.source for place in bot.explainer.asked[0]] == list(last(bot, "Is het gemeld?").talk.turns[0].sources[:2])


def test_progress_is_shown_and_read_aloud_once_for_each_sentence() -> None:
    bot = modelled()
    frames = list(explained(bot, last(bot, "Is het gemeld?").talk, 1))
    assert [frame.announced for frame in frames if "bij zin" in frame.announced] == [
        "Ik maak uitleg bij zin 1 van 2 …",
        "Ik maak uitleg bij zin 2 van 2 …",
    ]
    assert all(frame.busy for frame in frames[:-1])
    assert not any(frame.begins for frame in frames), "what stands typed in the box stays there"


def test_an_explanation_that_is_stopped_keeps_the_quotes_and_stops_the_model() -> None:
    bot = modelled()
    frames = explained(bot, last(bot, "Is het gemeld?").talk, 1)
    frame = next(frame for frame in frames if "bij zin 2" in frame.announced)
    assert not bot.explainer.closed.is_set()
    frames.close()  # type: ignore[attr-defined]
    assert bot.explainer.closed.is_set()
    assert "U hebt dit antwoord gestopt" in stopped(frame.talk).talk.html()


def test_an_earlier_exchange_is_explained_with_the_turns_up_to_it_and_no_visitor_sees_anothers() -> None:
    bot = modelled()
    one = last(bot, "Is het gemeld?").talk
    other = last(bot, "Wie houdt toezicht?").talk
    *_, frame = explained(bot, last(bot, "Wie houdt toezicht?", one).talk, 1)
    assert [turn.question for turn in bot.asked[-1][1]] == ["Is het gemeld?"]
    assert "Is het gemeld?" not in other.html()
    assert list(explained(bot, other, 2)) == []
    assert list(explained(bot, other, "1")) == []
    assert frame.talk.number == 3


def test_what_a_model_writes_stays_text(letters: BotSettings) -> None:
    from bot.explanation.markup import explanation

    assert EVIL not in explanation(EVIL)
    assert "&lt;img" in explanation(EVIL)


# --- the command line -------------------------------------------------------------------------------------------------------------


def ask(letters: BotSettings, folder: Path, url: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "Moet een gehackt bedrijf de afpersers geld geven?", "--explain", *arguments],
        cwd=ROOT, env={**surroundings(folder), "KAMERANTWOORD_STORE": str(letters.store), "OLLAMA_HOST": url, "COLUMNS": "200"},
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return done.stdout


def test_ask_explains_each_quote_beneath_it(letters: BotSettings, tmp_path: Path, quoting: Bot) -> None:
    quote = quoting.reply("Moet een gehackt bedrijf de afpersers geld geven?").sentences[0].citations[0].quote
    plain = f"In gewone taal: {quote}"
    fake = Explaining({quote: plain}, frozenset({plain}))

    def script(chat: Chat) -> None:
        body = server.chats[-1]
        pointing = "items" in body["format"]["properties"]
        chat.piece('{"status":"answered","items":[]}' if pointing else json.dumps(fake.value(body["messages"][-1]["content"])))
        chat.done()

    with OllamaServer(script) as server:
        reply = json.loads(ask(letters, tmp_path, server.url, "--json"))
        printed = ask(letters, tmp_path, server.url)
    verdicts = [(one["verdict"], one["text"]) for one in reply["sentences"]]
    assert verdicts[1] == ("reworded", plain)
    assert reply["sentences"][1]["citations"] == reply["sentences"][0]["citations"]
    assert f"Uitleg door AI: {plain}" in " ".join(printed.split())


def test_ask_says_that_there_is_no_model_to_explain_with(letters: BotSettings, tmp_path: Path) -> None:
    reply = json.loads(ask(letters, tmp_path, "http://127.0.0.1:9", "--json", "--writer", "quote"))
    assert all(one["verdict"] != "reworded" for one in reply["sentences"])
    assert reply["notices"][-1]["code"] == "explain_no_model"
