"""What the page's server gives besides the page itself: only what the page needs, and nothing that points elsewhere."""

import re

import httpx
import pytest

from tests.bot.processes import Serving


@pytest.mark.parametrize(
    "path",
    [
        "/nergens",
        "/gradio_api/deep_link?session_hash=a",
        "/gradio_api/file=/etc/hostname",
        "/gradio_api/proxy=https://a.hf.space/x",
        "/gradio_api/info",
        "/gradio_api/runs",
        "/monitoring",
        "/manifest.json",
    ],
)
def test_gradios_other_routes_are_closed(page_server: Serving, path: str) -> None:
    response = httpx.get(f"{page_server.base}{path}")
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")


def test_the_page_names_nothing_from_elsewhere(page_server: Serving) -> None:
    response = httpx.get(f"{page_server.base}/?deep_link=x&__theme=dark")
    assert response.status_code == 200
    assert re.findall(r"https?://[^\s\"'<]+", re.sub(r"<script.*?</script>", "", response.text, flags=re.DOTALL)) == []
    assert "'unsafe-inline'" not in response.headers["content-security-policy"].split("script-src")[1].split(";")[0]
    assert not [name for name in response.headers if name.startswith("access-control-")]


def test_the_pages_own_style_and_icon_are_served(page_server: Serving) -> None:
    kinds = {path: httpx.get(f"{page_server.base}{path}").headers["content-type"] for path in ("/page.css", "/page.svg")}
    assert kinds == {"/page.css": "text/css; charset=utf-8", "/page.svg": "image/svg+xml"}
