"""A real Chroma server, with a real front door of TLS and a token, and servers that are none: what passes, and what people are told."""

import datetime
import logging
import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import numpy as np
import pytest
import trustme
from pydantic import SecretStr

from store.build import build
from store.check import check
from store.chroma import server_version
from store.chroma_server import Server
from store.embed import Vector
from store.errors import StoreDamaged, StoreUnwritable, VectorsUnavailable
from store.library import Library
from store.search import search
from store.settings import StoreSettings
from store.vectors import Place, Vectors, remove
from tests.store.chroma_process import ChromaProcess
from tests.store.front_door import Answer, Door, always, chroma_behind

TOKEN = "zeer-geheim-7Fq2"
THREE: Vector = np.eye(3, 16, dtype=np.float32)
BEAT = b'{"nanosecond heartbeat": 1}'


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """An authority that signs certificates, and that no system trusts."""
    return trustme.CA()


@pytest.fixture
def ca(authority: trustme.CA, tmp_path: Path) -> Path:
    """The authority's file."""
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    return tmp_path / "ca.pem"


@pytest.fixture
def doors() -> Iterator[ExitStack]:
    """Closes the doors that a test opens."""
    with ExitStack() as stack:
        yield stack


def place(server: Server, tmp_path: Path, name: str = "kamerantwoord-door") -> Place:
    return Place(folder=tmp_path / "generation" / "chroma", server=server, collection=name)


def written(to: Place, vectors: Vector = THREE) -> Vector:
    to.folder.parent.mkdir(exist_ok=True)
    opened = Vectors(to, create=True)
    opened.add([f"doc/{number}" for number in range(len(vectors))], vectors)
    opened.close()
    return vectors


@pytest.mark.parametrize("header", ["Authorization", "X-Chroma-Token"])
def test_vectors_come_through_tls_with_a_token_and_a_path(
    chroma_server: str, authority: trustme.CA, ca: Path, tmp_path: Path, header: str
) -> None:
    with Door(chroma_behind(chroma_server, token=TOKEN, header=header), authority.issue_cert("127.0.0.1")) as door:
        to = place(Server(url=f"{door.url}/chroma", token=SecretStr(TOKEN), header=header, ca=ca), tmp_path, f"kamerantwoord-{header}")
        vectors = written(to)
        opened = Vectors(to)
        assert opened.nearest(vectors[1], 1) == [("doc/1", 1.0)]
        assert sorted(opened.ids()) == ["doc/0", "doc/1", "doc/2"]
        opened.close()
        remove(to)
        with pytest.raises(StoreDamaged, match="kamerantwoord build"):
            Vectors(to)
        sent = {headers.get(header) for _, headers, _ in door.seen}
    assert sent == {f"Bearer {TOKEN}" if header == "Authorization" else TOKEN}


def test_the_token_is_in_no_message_no_log_and_nothing_that_is_shown(
    chroma_server: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The door repeats the token it was sent on its error page; even so nobody sees it."""
    caplog.set_level(logging.DEBUG)
    with Door(chroma_behind(chroma_server, token="another")) as door:
        server = Server(url=f"{door.url}/chroma", token=SecretStr(TOKEN))
        with pytest.raises(VectorsUnavailable) as raised:
            Vectors(place(server, tmp_path))
        assert TOKEN in door.seen[0][1]["Authorization"]
    shown = "".join(traceback.format_exception(raised.value)) + repr(server) + repr(place(server, tmp_path)) + caplog.text
    assert "KAMERANTWOORD_CHROMA_TOKEN" in shown
    assert TOKEN not in shown


def test_a_server_that_wants_another_token_or_any_is_told_apart(chroma_server: str, doors: ExitStack) -> None:
    url = f"{doors.enter_context(Door(chroma_behind(chroma_server, token=TOKEN))).url}/chroma"
    with pytest.raises(VectorsUnavailable, match=r"wants a token.*set KAMERANTWOORD_CHROMA_TOKEN"):
        server_version(Server(url=url))
    with pytest.raises(VectorsUnavailable, match=r"does not accept the token.*KAMERANTWOORD_CHROMA_TOKEN_HEADER, which is X-Chroma-Token"):
        server_version(Server(url=url, token=SecretStr(TOKEN), header="X-Chroma-Token"))
    assert server_version(Server(url=url, token=SecretStr(TOKEN))).startswith("1.")


def expired(authority: trustme.CA) -> trustme.LeafCert:
    return authority.issue_cert("127.0.0.1", not_after=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))


CERTIFICATES: dict[str, tuple[Callable[[trustme.CA], trustme.LeafCert], str]] = {
    "of another authority": (lambda _: trustme.CA().issue_cert("127.0.0.1"), "not signed by what is in .*ca.pem.*KAMERANTWOORD_CHROMA_CA"),
    "expired": (expired, "expired.*renew it"),
    "of another name": (lambda ca: ca.issue_cert("chroma.example"), "KAMERANTWOORD_CHROMA_URL the name that the certificate is of"),
}


@pytest.mark.parametrize("name", CERTIFICATES)
def test_a_certificate_that_is_not_right_is_not_accepted(authority: trustme.CA, ca: Path, doors: ExitStack, name: str) -> None:
    make, told = CERTIFICATES[name]
    door = doors.enter_context(Door(always(200, BEAT), make(authority)))
    with pytest.raises(VectorsUnavailable, match=told):
        server_version(Server(url=door.url, ca=ca, token=SecretStr(TOKEN)))
    assert door.seen == []


def test_without_a_ca_only_what_the_system_trusts_is_accepted(authority: trustme.CA, doors: ExitStack) -> None:
    door = doors.enter_context(Door(always(200, BEAT), authority.issue_cert("127.0.0.1")))
    with pytest.raises(VectorsUnavailable, match=r"authority that is not known here.*KAMERANTWOORD_CHROMA_CA"):
        server_version(Server(url=door.url))


def test_a_ca_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(VectorsUnavailable, match=r"weg\.pem.*KAMERANTWOORD_CHROMA_CA"):
        server_version(Server(url="https://127.0.0.1:9", ca=tmp_path / "weg.pem"))


def test_tls_and_no_tls_mistaken_for_each_other_are_told(authority: trustme.CA, ca: Path, doors: ExitStack, chroma_server: str) -> None:
    with pytest.raises(VectorsUnavailable, match=r"speaks no TLS there.*http://"):
        server_version(Server(url=chroma_server.replace("http:", "https:"), ca=ca))
    door = doors.enter_context(Door(always(200, BEAT), authority.issue_cert("127.0.0.1")))
    with pytest.raises(VectorsUnavailable, match="https://"):
        server_version(Server(url=door.url.replace("https:", "http:")))


ODD: dict[str, tuple[int, bytes, dict[str, str], str]] = {
    "a page": (200, b"<html>Welkom</html>", {}, "not as Chroma does.*KAMERANTWOORD_CHROMA_URL"),
    "other JSON": (200, b'["ok"]', {}, "not as Chroma does"),
    "an older Chroma": (404, b'{"detail": "Not Found"}', {}, "HTTP 404.*install a newer Chroma"),
    "another path": (404, b"", {}, "HTTP 404.*path"),
    "an error of Chroma's own": (404, b'{"error": "NotFoundError", "message": "no"}', {}, "not as Chroma does"),
    "a redirect": (308, b"", {"Location": "https://chroma.example/x?a=b"}, "sends on to https://chroma.example/x: set"),
    "nothing behind the door": (502, b"<html>Bad Gateway</html>", {}, "HTTP 502.*start Chroma"),
    "http on a port of https": (400, b"Client sent an HTTP request to an HTTPS server.", {}, "HTTP 400.*https://"),
    "too much asked": (429, b'{"error": "RateLimitError", "message": "slow"}', {}, "HTTP 429"),
    "a closed door": (403, b'{"error": "AuthError", "message": "no"}', {}, "wants a token"),
}


@pytest.mark.parametrize("name", ODD)
def test_a_server_that_is_no_chroma_of_ours_is_told_with_what_to_do(doors: ExitStack, tmp_path: Path, name: str) -> None:
    status, body, headers, told = ODD[name]
    door = doors.enter_context(Door(always(status, body, **headers)))
    with pytest.raises(VectorsUnavailable, match=told) as raised:
        Vectors(place(Server(url=door.url), tmp_path))
    assert str(raised.value).startswith(f"The Chroma server at {door.url} ")


@pytest.mark.parametrize("version", ["0.6.3", "2.0.0"])
def test_a_server_of_another_version_is_refused(doors: ExitStack, version: str) -> None:
    door = doors.enter_context(Door(lambda handler, _: (200, {}, BEAT if "heartbeat" in handler.path else f'"{version}"'.encode())))
    with pytest.raises(VectorsUnavailable, match=f"runs Chroma {version}.*not version 1"):
        server_version(Server(url=door.url))


def test_a_database_that_is_not_there_is_named_with_its_settings(chroma_server: str) -> None:
    with pytest.raises(VectorsUnavailable, match=r"'elders'.*KAMERANTWOORD_CHROMA_DATABASE and KAMERANTWOORD_CHROMA_TENANT"):
        server_version(Server(url=chroma_server, database="elders"))


def test_a_server_that_does_not_run_is_named_with_the_setting(tmp_path: Path) -> None:
    for writing in (False, True):
        with pytest.raises(VectorsUnavailable, match=r"127\.0\.0\.1:9 cannot be reached.*KAMERANTWOORD_CHROMA_URL"):
            Vectors(place(Server(url="http://127.0.0.1:9"), tmp_path), create=writing)


def test_a_server_that_never_answers_is_given_up(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = Server(url=f"http://127.0.0.1:{silent.getsockname()[1]}", patience=0.3)
        with pytest.raises(VectorsUnavailable, match="does not answer in time"):
            Vectors(place(server, tmp_path))


def test_a_server_that_hangs_in_the_middle_is_given_up(chroma_server: str, doors: ExitStack, tmp_path: Path) -> None:
    """It answers who it is, and nothing about vectors."""
    passes, tested = chroma_behind(chroma_server), threading.Event()
    doors.callback(tested.set)

    def answer(handler: BaseHTTPRequestHandler, body: bytes) -> Answer:
        if handler.path.endswith("/query"):
            tested.wait(30)
        return passes(handler, body)

    door = doors.enter_context(Door(answer))
    to = place(Server(url=f"{door.url}/chroma", patience=0.5), tmp_path, "kamerantwoord-hangs")
    vectors = written(to)
    opened = Vectors(to)
    with pytest.raises(VectorsUnavailable, match="does not answer in time"):
        opened.nearest(vectors[0], 1)
    tested.set()
    opened.close()


def test_a_server_that_comes_back_is_used_again_without_opening_anew(tmp_path: Path) -> None:
    process = ChromaProcess(tmp_path)
    try:
        to = place(Server(url=process.url), tmp_path)
        vectors = written(to)
        opened = Vectors(to)
        assert opened.nearest(vectors[2], 1) == [("doc/2", 1.0)]
        process.kill()
        with pytest.raises(VectorsUnavailable, match="start it"):
            opened.nearest(vectors[2], 1)
        process.start()
        assert opened.nearest(vectors[2], 1) == [("doc/2", 1.0)]
        opened.close()
    finally:
        process.kill()


def test_what_is_sent_at_once_stays_within_what_servers_take(chroma_server: str, doors: ExitStack, tmp_path: Path) -> None:
    large: Vector = np.random.default_rng(0).normal(size=(300, 8192)).astype(np.float32)
    large /= np.linalg.norm(large, axis=1, keepdims=True)
    door = doors.enter_context(Door(chroma_behind(chroma_server, most=12 << 20)))
    to = place(Server(url=f"{door.url}/chroma"), tmp_path, "kamerantwoord-large")
    written(to, large)
    opened = Vectors(to)
    assert len(opened.of([f"doc/{number}" for number in range(300)])) == 300
    assert [found[0][0] for found in opened.nearest_each(large, 1)] == [f"doc/{number}" for number in range(300)]
    narrow = doors.enter_context(Door(chroma_behind(chroma_server, most=1 << 20)))
    with pytest.raises(VectorsUnavailable, match="client_max_body_size"):
        written(place(Server(url=f"{narrow.url}/chroma"), tmp_path, "kamerantwoord-narrow"), large[:40])


def test_a_store_is_built_checked_and_searched_through_the_front_door(
    chroma_server: str, authority: trustme.CA, ca: Path, tmp_path: Path, letters: Path
) -> None:
    with Door(chroma_behind(chroma_server, token=TOKEN), authority.issue_cert("localhost")) as door:
        settings = StoreSettings(
            store=tmp_path / "store",
            embedder="hash",
            chroma_url=f"https://localhost:{door.port}/chroma",
            chroma_token=SecretStr(TOKEN),
            chroma_ca=ca,
        )
        for _ in range(3):
            build([letters], settings, rebuild=True)
        assert check(settings).problems == ()
        hits = search(Library(settings).current(), "Wie betaalt de verlichting langs het fietspad?", 3)
        assert "2024Z00001/2" in {hit.passage.source for hit in hits if "vectors" in hit.ranks}
        assert {headers["Authorization"] for _, headers, _ in door.seen} == {f"Bearer {TOKEN}"}
    assert not any(TOKEN.encode() in path.read_bytes() for path in settings.store.rglob("*") if path.is_file())


def test_the_environment_puts_nothing_between_us_and_the_server(
    chroma_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proxies, and what Chroma's own client would read from the environment and from a `.env` file."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "CHROMA_OTEL_COLLECTION_ENDPOINT"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("CHROMA_CLIENT_AUTH_PROVIDER", "chromadb.auth.basic_authn.BasicAuthClientProvider")
    monkeypatch.setenv("CHROMA_SERVER_HOST", "elders.example")
    monkeypatch.setenv("ANONYMIZED_TELEMETRY", "True")
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("CHROMA_SERVER_HTTP_PORT=nine\n")
    to = place(Server(url=chroma_server), tmp_path, "kamerantwoord-environment")
    vectors = written(to)
    assert Vectors(to).nearest(vectors[0], 1) == [("doc/0", 1.0)]


def test_a_write_that_the_server_refuses_is_told_as_that(chroma_server: str, tmp_path: Path) -> None:
    to = place(Server(url=chroma_server), tmp_path, "kamerantwoord-dimensions")
    written(to)
    opened = Vectors(to)
    with pytest.raises(StoreUnwritable, match="its disk has room"):
        opened.add(["doc/9"], np.eye(1, 8, dtype=np.float32))
    opened.close()
