"""The HTTP API over real sockets: replies whole and as events, problems for everything that is wrong, nothing that leaks a question."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.settings import BotSettings
from tests.bot.faking import FakeBot
from tests.bot.serving import served

EVENTS = {"Accept": "text/event-stream"}


@pytest.fixture(scope="module")
def http(settings: BotSettings) -> Iterator[httpx.Client]:
    """A client of a server over the fake bot and a real store."""
    with served(FakeBot(), settings) as base, httpx.Client(base_url=base, timeout=30) as client:
        yield client


def events(response: httpx.Response) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the events of a stream as they come."""
    name = ""
    for line in response.iter_lines():
        if line.startswith("event:"):
            name = line.removeprefix("event:").strip()
        elif line.startswith("data:"):
            yield name, json.loads(line.removeprefix("data:"))


def test_a_question_gets_a_reply(http: httpx.Client) -> None:
    response = http.post("/v1/replies", json={"question": "Is het gemeld?", "history": [{"question": "Wat is er gebeurd?"}]})
    assert response.status_code == 200
    assert response.json()["status"] == "answered_partly"
    assert len(response.json()["sentences"]) == 2


def test_sentences_stream_before_the_reply_that_holds_them(http: httpx.Client) -> None:
    with http.stream("POST", "/v1/replies", json={"question": "Is het gemeld?"}, headers=EVENTS) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        told = list(events(response))
    assert [name for name, _ in told] == ["found", "sentence", "sentence", "notice", "reply"]
    assert told[-1][1]["sentences"] == [value for name, value in told if name == "sentence"]
    assert told[-1][1]["sources"] == told[0][1]["sources"]


def test_a_client_that_goes_away_stops_the_bot(settings: BotSettings) -> None:
    bot = FakeBot(waits=threading.Event())
    with served(bot, settings) as base, httpx.Client(base_url=base, timeout=30) as client:
        with client.stream("POST", "/v1/replies", json={"question": "Is het gemeld?"}, headers=EVENTS) as response:
            names = (name for name, _ in events(response))
            assert next(names) == "found"
            assert not bot.closed.is_set()
        assert bot.waits is not None
        bot.waits.set()
        assert bot.closed.wait(10)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 422),
        (b"{}", 422),
        (b'{"question": 111222333}', 422),
        (b'{"question": "x", "onbekend111222333": 1}', 422),
        (b'{"question": "x", "history": [{"vraag": "111222333"}]}', 422),
        (b'{"question": "\xff"}', 400),
        (b'{"question": "' + b"a" * 300_000 + b'"}', 413),
    ],
    ids=["cut off", "no question", "number", "unknown field", "wrong history", "no utf-8", "too large"],
)
def test_a_wrong_request_is_a_problem_that_does_not_repeat_it(http: httpx.Client, body: bytes, status: int) -> None:
    response = http.post("/v1/replies", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status
    assert '"111222333"' not in response.text
    assert "aaaa" not in response.text


def test_a_body_in_pieces_is_bounded_too(http: httpx.Client) -> None:
    pieces = (b'{"question": "', *[b"a" * 10_000] * 40, b'"}')
    response = http.post("/v1/replies", content=iter(pieces), headers={"Content-Type": "application/json"})
    assert response.status_code == 413


def test_the_store_can_be_read(http: httpx.Client) -> None:
    document = http.get("/v1/documents/2026Z03908").json()
    assert [answer["numbers"] for answer in document["answers"]] == [[number] for number in range(1, 10)]
    assert http.get("/v1/documents/2026Z03908/answers/4").json() == document["answers"][3]
    health = http.get("/v1/health").json()
    assert (health["status"], health["store"]["documents"], health["store"]["to"]) == ("ok", 2, "2026-04-08")


def test_a_search_finds_passages(http: httpx.Client) -> None:
    hits = http.post("/v1/searches", json={"question": "losgeld betalen", "limit": 3}).json()["hits"]
    assert hits[0]["document"] == "2026Z03908"
    assert "losgeld" in hits[0]["answer"]


def test_filters_of_a_request_reach_the_bot_and_come_back(settings: BotSettings) -> None:
    bot = FakeBot()
    with served(bot, settings) as base, httpx.Client(base_url=base, timeout=30) as client:
        body = {"question": "Is het gemeld?", "filters": {"ministry": "JenV", "until": "2024-12-31"}, "filters_from_question": False}
        reply = client.post("/v1/replies", json=body).json()
    assert [(one["kind"], one["value"]) for one in reply["filters"]] == [("until", "2024-12-31"), ("ministry", "JenV")]
    (filtering,) = bot.filterings
    assert (filtering.given.ministry, filtering.from_question) == ("JenV", False)


def test_a_search_is_narrowed_by_the_request_and_by_the_question(http: httpx.Client) -> None:
    def found(**body: object) -> dict[str, list[dict[str, object]]]:
        result: dict[str, list[dict[str, object]]] = http.post("/v1/searches", json=body).json()
        return result

    asked = "Wat staat er in zaak 2026Z03908 over Odido?"
    narrow = found(question=asked)
    assert {hit["document"] for hit in narrow["hits"]} == {"2026Z03908"}
    assert narrow["filters"] == [{"kind": "document", "value": "2026Z03908", "words": "zaak 2026Z03908"}]
    wide = found(question=asked, filters_from_question=False, limit=20)
    assert (len({hit["document"] for hit in wide["hits"]}), wide["filters"]) == (2, [])
    later = found(question="losgeld betalen", filters={"since": "2026-04-08"})
    assert "2026Z03908" not in {hit["document"] for hit in later["hits"]}
    missing = found(question="losgeld", filters={"document": "2025Z00001"})
    assert (missing["hits"], [notice["code"] for notice in missing["notices"]]) == ([], ["document_unknown"])


@pytest.mark.parametrize(
    "filters", [{"since": "gisteren"}, {"minister": "x"}, {"party": ""}, {"since": "2025-01-01", "until": "2024-01-01"}]
)
def test_a_wrong_filter_is_a_problem(http: httpx.Client, filters: dict[str, str]) -> None:
    for path in ("/v1/searches", "/v1/replies"):
        assert http.post(path, json={"question": "x", "filters": filters}).status_code == 422


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/documents/2099Z99999", 404),
        ("GET", "/v1/documents/2026Z03908/answers/99", 404),
        ("GET", "/v1/documents/2026Z03908/answers/een", 422),
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1/replies", 405),
        ("GET", "/v1/health/", 404),
        ("GET", "/docs", 404),
    ],
    ids=lambda value: str(value),
)
def test_what_is_not_there_is_a_problem(http: httpx.Client, method: str, path: str, status: int) -> None:
    response = http.request(method, path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["title"]


def test_without_a_store_the_problem_says_what_to_run(tmp_path: Path) -> None:
    settings = BotSettings.load(store=tmp_path / "none", embedder="hash")
    with served(FakeBot(), settings) as base, httpx.Client(base_url=base, timeout=30) as client:
        health = client.get("/v1/health")
        assert health.status_code == 503
        assert "kamerantwoord build" in health.json()["detail"]
        missing = client.post("/v1/replies", json={"question": "geen winkel"}, headers=EVENTS)
        assert (missing.status_code, missing.headers["content-type"]) == (503, "application/problem+json")


def test_a_mistake_of_ours_tells_nothing_of_the_question(http: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    response = http.post("/v1/replies", json={"question": "kapot GEHEIM"})
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "RuntimeError" in caplog.text
    assert "GEHEIM" not in response.text + caplog.text


@pytest.mark.parametrize("path", ["/v1/health", "/v1/nothing", "/openapi.json"])
def test_every_response_keeps_the_browser_with_us(http: httpx.Client, path: str) -> None:
    headers = http.get(path, headers={"Origin": "http://localhost:9999"}).headers
    assert headers["api-version"] == "1.0.0"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert not [name for name in headers if name.startswith("access-control-")]
    assert "server" not in headers


def test_the_api_describes_itself_and_loads_nothing_from_elsewhere(http: httpx.Client) -> None:
    described = http.get("/openapi.json").json()
    assert set(described["paths"]) == {
        "/v1/replies",
        "/v1/explanations",
        "/v1/searches",
        "/v1/documents/{document}",
        "/v1/documents/{document}/answers/{number}",
        "/v1/health",
    }
