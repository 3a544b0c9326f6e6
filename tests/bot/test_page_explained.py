"""Explanations on the page in a real browser: asked for with the keyboard, told apart from the government's words, one visitor's own."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.bot.processes import Serving

CHROMIUM = shutil.which("chromium")
pytestmark = [pytest.mark.chromium, pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium on PATH")]
QUIET = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync".split()
QUESTION = "Is het datalek gemeld en wat kan de AP doen?"
BUTTON = "Leg uit in gewone taal"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(params=[1280, 390], ids=["wide", "phone"])
def visitor(request: pytest.FixtureRequest, browser: Browser, page_server: Serving) -> Iterator[Page]:
    """A visitor with a window of each width, and the reply to a question."""
    with browser.new_context(viewport={"width": request.param, "height": 900}, locale="nl-NL") as context:
        page = context.new_page()
        page.goto(page_server.base)
        expect(page.locator("#kw-footer footer")).to_contain_text("Doorzocht")
        page.get_by_label("Uw vraag").fill(QUESTION)
        page.get_by_role("button", name="Vraag stellen").click()
        done(page, 1)
        yield page


def done(page: Page, number: int) -> None:
    page.locator(f"#gesprek-{number} .kw-status:not(.kw-status-underway)").wait_for()


def test_a_keyboard_asks_for_an_explanation_and_lands_on_it(visitor: Page) -> None:
    visitor.get_by_role("textbox").first.fill("nog niet verstuurd")
    visitor.get_by_role("button", name=BUTTON).focus()
    visitor.keyboard.press("Enter")
    done(visitor, 2)
    expect(visitor.locator("#gesprek-2 h2")).to_be_focused()
    expect(visitor.get_by_role("textbox").first).to_have_value("nog niet verstuurd")
    assert visitor.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_an_explanation_is_labelled_and_stands_between_its_quote_and_the_next(visitor: Page) -> None:
    visitor.get_by_role("button", name=BUTTON).click()
    done(visitor, 2)
    lines = visitor.locator("#gesprek-2 .kw-lines > *")
    expect(lines.nth(0)).to_contain_text("De AP heeft laten weten dat Odido het datalek tijdig heeft gemeld bij de AP.")
    expect(lines.nth(1)).to_contain_text("Uitleg door AI")
    expect(lines.nth(1)).to_contain_text("In gewone taal:")
    expect(lines.nth(1).locator("q")).to_have_count(0)
    expect(lines.last).to_have_text("Voor deze zin is geen betrouwbare uitleg gemaakt.")
    expect(visitor.locator("#kw-announced")).to_contain_text("Onder 1 zin staat nu een uitleg.")


def test_what_is_explained_is_not_offered_again(visitor: Page) -> None:
    expect(visitor.get_by_role("button", name=BUTTON)).to_have_count(1)
    visitor.get_by_role("button", name=BUTTON).click()
    done(visitor, 2)
    expect(visitor.locator("#gesprek-2").get_by_role("button", name=BUTTON)).to_have_count(0)


def test_the_button_says_what_it_does_to_who_cannot_see_it(visitor: Page) -> None:
    button = visitor.get_by_role("button", name=BUTTON)
    described = visitor.locator(f"#{button.get_attribute('aria-describedby')}")
    expect(described).to_contain_text("Een taalmodel kan ze uitleggen in gewone taal.")
    assert button.evaluate("element => element.getBoundingClientRect().height") >= 44
