"""What the settings of a Chroma server take, and that what is secret is shown nowhere."""

import pickle
import re
import traceback
from pathlib import Path

import pytest
import trustme

from store.chroma_server import server_of
from store.errors import SettingInvalid
from store.settings import StoreSettings

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "chroma-server.md"
TOKEN = "zeer-geheim-7Fq2"


def told(monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    """Return what people and logs see of settings that are refused: the message, and all that led to it."""
    for name, value in variables.items():
        monkeypatch.setenv(f"KAMERANTWOORD_{name}", value)
    with pytest.raises(SettingInvalid) as raised:
        StoreSettings.load()
    assert str(raised.value) in "".join(traceback.format_exception(raised.value))
    return "".join(traceback.format_exception(raised.value))


def test_a_server_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    trustme.CA().cert_pem.write_to_path(tmp_path / "ca.pem")
    values = {"URL": "https://chroma.example/vectors/", "TOKEN": TOKEN, "TOKEN_HEADER": "X-Chroma-Token", "CA": str(tmp_path / "ca.pem")}
    for name, value in (values | {"TENANT": "overheid", "DATABASE": "antwoorden"}).items():
        monkeypatch.setenv(f"KAMERANTWOORD_CHROMA_{name}", value)
    server = server_of(StoreSettings.load())
    assert server is not None
    assert server.token is not None
    assert (server.url, server.token.get_secret_value(), server.header) == ("https://chroma.example/vectors", TOKEN, "X-Chroma-Token")
    assert (server.ca, server.tenant, server.database) == (tmp_path / "ca.pem", "overheid", "antwoorden")


def test_without_a_url_there_is_no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMERANTWOORD_CHROMA_URL", "")
    monkeypatch.setenv("KAMERANTWOORD_CHROMA_TOKEN", TOKEN)
    assert server_of(StoreSettings.load()) is None


def test_the_token_is_in_nothing_that_settings_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMERANTWOORD_CHROMA_URL", "https://chroma.example")
    monkeypatch.setenv("KAMERANTWOORD_CHROMA_TOKEN", TOKEN)
    settings = StoreSettings.load()
    shown = (repr(settings), str(settings), settings.model_dump_json(), repr(server_of(settings)), str(settings.model_dump(mode="json")))
    assert all(TOKEN not in text for text in shown)
    assert pickle.loads(pickle.dumps(settings)).chroma_token.get_secret_value() == TOKEN


@pytest.mark.parametrize("token", [f"{TOKEN} x", f"{TOKEN}\n", f"{TOKEN}é"], ids=["space", "line-end", "accent"])
def test_a_token_that_no_header_can_carry_is_refused_without_showing_it(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    said = told(monkeypatch, CHROMA_URL="https://chroma.example", CHROMA_TOKEN=token)
    assert "KAMERANTWOORD_CHROMA_TOKEN is wrong: it takes letters, digits and punctuation" in said
    assert TOKEN not in said


@pytest.mark.parametrize(
    "url", ["http://chroma.example:8000", "HTTP://10.0.0.7:8000", "http://localhost.example", "http://[2001:db8::1]:80"]
)
def test_a_token_does_not_travel_unencrypted_to_another_machine(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    said = told(monkeypatch, CHROMA_URL=url, CHROMA_TOKEN=TOKEN)
    assert "KAMERANTWOORD_CHROMA_TOKEN is wrong: it would travel to another machine for all to read" in said
    assert "https://" in said
    assert TOKEN not in said


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://localhost:8000/chroma", "http://[::1]:8000", "https://chroma.example"])
def test_a_token_travels_inside_this_machine_or_encrypted(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("KAMERANTWOORD_CHROMA_TOKEN", TOKEN)
    assert StoreSettings.load(chroma_url=url).chroma_url == url


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("127.0.0.1:8000", "starts with http:// or https://"),
        ("ftp://127.0.0.1", "starts with http:// or https://"),
        ("http://", "starts with http:// or https://"),
        ("http://a b", "starts with http:// or https://"),
        ("http://127.0.0.1:99999", "starts with http:// or https://"),
        ("https://chroma.example/?tenant=x", "without ? and #"),
    ],
)
def test_a_url_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, url: str, said: str) -> None:
    assert said in told(monkeypatch, CHROMA_URL=url)


@pytest.mark.parametrize(
    "url", [f"https://me:{TOKEN}@chroma.example", f"https://{TOKEN}@chroma.example", f"ftp://me:{TOKEN}@chroma.example"]
)
def test_credentials_in_a_url_are_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    said = told(monkeypatch, CHROMA_URL=url)
    assert "KAMERANTWOORD_CHROMA_URL is" in said
    assert TOKEN not in said


def test_credentials_in_a_url_are_told_to_go_into_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "set KAMERANTWOORD_CHROMA_TOKEN instead" in told(monkeypatch, CHROMA_URL="https://me:pw@chroma.example")


def test_a_ca_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "leeg.pem").write_text("geen certificaat")
    for name in ("leeg.pem", "weg.pem"):
        said = told(monkeypatch, CHROMA_CA=str(tmp_path / name))
        assert "KAMERANTWOORD_CHROMA_CA is" in said
        assert name in said


@pytest.mark.parametrize("variable", ["CHROMA_TENANT", "CHROMA_DATABASE", "CHROMA_TOKEN_HEADER"])
def test_a_name_that_fits_no_address_is_refused(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    assert f"KAMERANTWOORD_{variable} is 'a/../b'" in told(monkeypatch, **{variable: "a/../b"})


def test_the_guide_names_the_settings_of_a_server_and_no_others() -> None:
    named = set(re.findall(r"KAMERANTWOORD_(CHROMA_\w+)", GUIDE.read_text(encoding="utf-8")))
    assert named == {name.upper() for name in StoreSettings.model_fields if name.startswith("chroma_")}
