"""The chat page in a real browser: a citizen types, reads, follows a source; nothing leaves this machine."""

import re
import shutil
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.bot.faking import EVIL
from tests.bot.processes import Serving

CHROMIUM = shutil.which("chromium")
pytestmark = [pytest.mark.chromium, pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium on PATH")]
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync"
).split()
WIDE, PHONE = 1280, 375
QUESTION = "Is het datalek gemeld en wat kan de AP doen?"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def visitor(request: pytest.FixtureRequest, browser: Browser, page_server: Serving) -> Iterator[Page]:
    """A visitor with a window of each width."""
    with browser.new_context(viewport={"width": request.param, "height": 900}, locale="nl-NL") as context:
        yield opened(context.new_page(), page_server)


def opened(page: Page, server: Serving) -> Page:
    """Open the page and wait until it can be typed in."""
    page.goto(server.base)
    page.get_by_label("Uw vraag").wait_for()
    # Gradio answers clicks only once its own stream is open.
    expect(page.locator("#kw-footer footer")).to_contain_text("Doorzocht")
    return page


def ask(page: Page, question: str, number: int = 1) -> None:
    """Type a question, send it, and wait for the whole reply."""
    page.get_by_role("textbox").fill(question)
    page.get_by_role("button", name="Vraag stellen").click()
    page.locator(f"#gesprek-{number} .kw-status:not(.kw-status-underway)").wait_for()


def test_a_question_typed_is_answered_with_its_sources(visitor: Page) -> None:
    ask(visitor, QUESTION)
    reply = visitor.locator("#gesprek-1")
    expect(reply.get_by_role("heading", level=2)).to_contain_text(QUESTION)
    expect(reply.locator(".kw-status")).to_have_text("De regering heeft een deel van uw vraag beantwoord")
    expect(reply.locator(".kw-line")).to_have_count(2)
    expect(reply.locator(".kw-line").first).to_contain_text("De AP heeft laten weten dat Odido het datalek tijdig heeft gemeld bij de AP.")
    card = reply.locator("#bron-1-1")
    expect(card).to_contain_text("staatssecretaris van Economische Zaken en Klimaat")
    expect(card).to_contain_text("8 april 2026 · antwoord op vraag 5")
    expect(card.locator("mark")).to_have_text("De AP heeft laten weten dat Odido het datalek tijdig heeft gemeld bij de AP.")
    expect(card.locator(".kw-member")).to_contain_text("Heeft Odido het datalek tijdig gemeld")
    expect(card.get_by_text("Vraag van Kamerlid of Kamerleden (geen uitspraak van de regering)")).to_be_visible()
    expect(visitor.get_by_role("textbox")).to_have_value("")


def test_the_page_fits_its_window(visitor: Page) -> None:
    for step in (lambda: None, lambda: ask(visitor, QUESTION), lambda: visitor.locator("summary").first.click()):
        step()
        assert visitor.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_sources_stand_beside_the_answer_on_a_wide_window_and_below_it_on_a_phone(visitor: Page) -> None:
    ask(visitor, QUESTION)
    reply, sources = (visitor.locator(f"#gesprek-1 {part}").bounding_box() for part in (".kw-reply", ".kw-sources"))
    assert reply
    assert sources
    beside = sources["x"] >= reply["x"] + reply["width"] and sources["y"] == reply["y"]
    below = sources["y"] >= reply["y"] + reply["height"]
    assert (beside, below) == ((True, False) if visitor.viewport_size == {"width": WIDE, "height": 900} else (False, True))


def test_the_page_is_dutch_and_says_that_it_is_a_program(visitor: Page) -> None:
    assert visitor.evaluate("document.documentElement.lang") == "nl"
    assert visitor.title() == "Kamerantwoord"
    expect(visitor.get_by_text("U praat met een computerprogramma")).to_be_visible()
    expect(visitor.locator("#kw-footer")).to_contain_text("Doorzocht: 2 brieven")
    words = visitor.locator("body").inner_text()
    assert not re.search(r"gradio|use via api|settings|built with|huggingface", words, re.IGNORECASE)


def test_no_request_leaves_this_machine(browser: Browser, page_server: Serving) -> None:
    asked: list[str] = []
    with browser.new_context(viewport={"width": WIDE, "height": 900}) as context:
        context.on("request", lambda request: asked.append(request.url))
        page = opened(context.new_page(), page_server)
        ask(page, QUESTION)
        page.locator("#gesprek-1 .kw-mark").first.click()
    assert len(asked) > 20
    assert [url for url in asked if not url.startswith((page_server.base, "data:"))] == []
    assert [url for url in asked if "datalek" in url] == []
    assert page_server.strangers() == []


def test_two_visitors_do_not_see_each_other(browser: Browser, page_server: Serving) -> None:
    with browser.new_context() as one, browser.new_context() as other:
        first, second = opened(one.new_page(), page_server), opened(other.new_page(), page_server)
        ask(first, QUESTION)
        expect(second.locator(".kw-exchange")).to_have_count(0)
        ask(second, "Bent u bekend met het bericht?")
        expect(first.locator(".kw-exchange")).to_have_count(1)
        assert QUESTION not in second.content()
        first.reload()
        first.get_by_label("Uw vraag").wait_for()
        expect(first.locator(".kw-exchange")).to_have_count(0)


def test_a_letter_full_of_html_stays_text(visitor: Page) -> None:
    ask(visitor, EVIL)
    expect(visitor.locator("#bron-1-1 .kw-minister")).to_contain_text("<script>window.hacked=1</script>")
    assert visitor.evaluate("window.hacked") is None
    assert visitor.locator(".kw-exchange script, .kw-exchange img").count() == 0


def test_a_sentence_shows_before_the_reply_is_whole_and_the_rest_can_be_stopped(browser: Browser, page_server: Serving) -> None:
    with browser.new_context() as context:
        page = opened(context.new_page(), page_server)
        page.get_by_role("textbox").fill("Antwoord langzaam")
        page.get_by_role("button", name="Vraag stellen").click()
        expect(page.locator("#gesprek-1 .kw-status-underway")).to_contain_text("Ik heb 3 antwoorden gevonden")
        expect(page.locator("#gesprek-1 .kw-line")).to_have_count(1)
        page.get_by_role("button", name="Stoppen").click()
        expect(page.locator("#gesprek-1 .kw-status")).to_contain_text("U hebt dit antwoord gestopt")
        ask(page, "Bent u bekend met het bericht?", 2)
        expect(page.locator("#gesprek-1 .kw-line")).to_have_count(1)


def test_a_visitor_who_leaves_stops_the_bot(browser: Browser, page_server: Serving) -> None:
    stopped_before = page_server.said.read_text(encoding="utf-8").count("told to stop")
    with browser.new_context() as context:
        page = opened(context.new_page(), page_server)
        page.get_by_role("textbox").fill("Antwoord langzaam")
        page.keyboard.press("Enter")
        expect(page.locator("#gesprek-1 .kw-line")).to_have_count(1)
    end = time.monotonic() + 20
    while page_server.said.read_text(encoding="utf-8").count("told to stop") == stopped_before:
        assert time.monotonic() < end, "the bot went on for nobody"
        time.sleep(0.1)


def test_enter_while_a_reply_is_written_asks_nothing_twice(browser: Browser, page_server: Serving) -> None:
    with browser.new_context() as context:
        page = opened(context.new_page(), page_server)
        page.get_by_role("textbox").fill("Antwoord langzaam")
        page.keyboard.press("Enter")
        expect(page.locator("#gesprek-1 .kw-line")).to_have_count(1)
        page.get_by_role("textbox").fill("Bent u bekend met het bericht?")
        page.keyboard.press("Enter")
        page.locator("#gesprek-1 .kw-status:not(.kw-status-underway)").wait_for()
        expect(page.locator(".kw-exchange")).to_have_count(1)
        expect(page.get_by_role("textbox")).to_have_value("Bent u bekend met het bericht?")


def test_a_new_question_comes_to_the_top_of_the_window(visitor: Page) -> None:
    ask(visitor, QUESTION)
    ask(visitor, QUESTION, 2)
    expect(visitor.locator("#gesprek-2 .kw-card")).not_to_have_count(0)
    visitor.wait_for_function("Math.abs(document.querySelector('#gesprek-2').getBoundingClientRect().top) < 20")


def test_a_conversation_goes_on_and_starts_anew(visitor: Page) -> None:
    ask(visitor, QUESTION)
    expect(visitor.get_by_label("Uw vervolgvraag")).to_be_visible()
    ask(visitor, "Bent u bekend met het bericht?", 2)
    expect(visitor.locator("#gesprek-2 .kw-reply")).to_contain_text("Bent u bekend met het bericht van de NOS")
    expect(visitor.locator("#gesprek-2 .kw-line")).to_contain_text("Ja.")
    visitor.get_by_role("button", name="Nieuw gesprek").click()
    expect(visitor.locator(".kw-exchange")).to_have_count(0)
    expect(visitor.get_by_role("button", name="Heeft Odido het lek op tijd gemeld?")).to_be_visible()


def test_an_example_question_is_asked_with_one_click(visitor: Page) -> None:
    visitor.get_by_role("button", name="Heeft Odido het lek op tijd gemeld?").click()
    expect(visitor.locator("#gesprek-1 h2")).to_contain_text("Heeft Odido het lek op tijd gemeld?")
    expect(visitor.locator("#kw-examples")).to_be_hidden()


def test_it_works_with_a_keyboard_alone_and_shows_where_the_focus_is(visitor: Page) -> None:
    visitor.get_by_label("Uw vraag").focus()
    visitor.keyboard.type(QUESTION)
    visitor.keyboard.press("Enter")
    visitor.locator("#gesprek-1 .kw-status:not(.kw-status-underway)").wait_for()
    expect(visitor.locator("#gesprek-1 h2")).to_be_focused()
    visitor.keyboard.press("Tab")
    expect(visitor.locator("#gesprek-1 .kw-mark").first).to_be_focused()
    assert visitor.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    visitor.keyboard.press("Enter")
    expect(visitor.locator("#bron-1-1")).to_be_in_viewport()


def test_what_happens_is_read_aloud(visitor: Page) -> None:
    ask(visitor, QUESTION)
    said = visitor.locator("#kw-announced [role=status]")
    expect(said).to_have_attribute("aria-live", "polite")
    expect(said).to_contain_text("Het antwoord is klaar. De regering heeft een deel van uw vraag beantwoord.")
    expect(visitor.locator("#gesprek-1 .kw-lines")).to_have_attribute("aria-live", "polite")


NARROW = "Welke brieven uit 2024 gaan hierover?"
REMOVE_YEAR = "Zoek opnieuw zonder het filter: brieven uit 2024"


def test_filters_are_shown_with_the_words_they_were_read_from(visitor: Page) -> None:
    ask(visitor, NARROW)
    shown = visitor.locator("#gesprek-1 .kw-filters")
    expect(shown.get_by_role("list", name="Alleen gezocht in").get_by_role("listitem")).to_have_count(2)
    expect(shown.get_by_role("listitem").first).to_contain_text("brieven uit 2024")
    expect(shown.get_by_role("listitem").first).to_contain_text("gelezen in uw vraag: ‘uit 2024’")
    expect(shown.get_by_role("listitem").last).to_contain_text("vragen van PvdA")
    expect(visitor.locator("#kw-announced [role=status]")).to_contain_text("Alleen gezocht in: brieven uit 2024 en vragen van PvdA.")
    assert visitor.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    ask(visitor, QUESTION, 2)
    expect(visitor.locator("#gesprek-2 .kw-filters")).to_have_count(0)


def test_a_filter_is_taken_away_with_one_click_and_the_others_stay(visitor: Page) -> None:
    ask(visitor, NARROW)
    visitor.get_by_role("textbox").fill("half getypt")
    visitor.get_by_role("button", name=REMOVE_YEAR).click()
    again = visitor.locator("#gesprek-2")
    expect(again.get_by_role("heading", level=2)).to_contain_text("zonder het filter ‘brieven uit 2024’")
    expect(again.get_by_role("heading", level=2)).to_contain_text(NARROW)
    expect(again.locator(".kw-filters li")).to_have_count(1)
    expect(again.locator(".kw-filters li")).to_contain_text("vragen van PvdA")
    expect(visitor.get_by_role("textbox")).to_have_value("half getypt")
    again.get_by_role("button", name="Zoek opnieuw zonder het filter: vragen van PvdA").click()
    visitor.locator("#gesprek-3 .kw-status:not(.kw-status-underway)").wait_for()
    expect(visitor.locator("#gesprek-3 .kw-filters")).to_have_count(0)


def test_a_filter_is_taken_away_with_the_keyboard_alone(visitor: Page) -> None:
    ask(visitor, NARROW)
    button = visitor.get_by_role("button", name=REMOVE_YEAR)
    for _ in range(20):
        visitor.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    expect(button).to_be_focused()
    assert visitor.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert button.evaluate("button => Math.min(button.offsetWidth, button.offsetHeight)") >= 24
    visitor.keyboard.press("Enter")
    expect(visitor.locator("#gesprek-2 h2")).to_be_focused()


def test_a_click_beside_a_filter_asks_nothing(visitor: Page) -> None:
    ask(visitor, NARROW)
    visitor.locator("#gesprek-1 .kw-filter").first.click()
    visitor.locator("#gesprek-1 .kw-status").click()
    ask(visitor, QUESTION, 2)
    expect(visitor.locator(".kw-exchange")).to_have_count(2)


def test_how_a_question_was_understood_can_be_put_right(visitor: Page) -> None:
    ask(visitor, "Is het datalek gemeld?")
    ask(visitor, "Was dat bekend?", 2)
    understood = visitor.locator("#gesprek-2 .kw-understood")
    expect(understood).to_contain_text("Ik heb uw vraag begrepen als: Was dat bekend? Over: datalek gemeld")
    understood.get_by_text("Klopt dat niet? Verbeter de vraag").click()
    box = understood.get_by_label("Zo bedoel ik mijn vraag")
    expect(box).to_have_value("Was dat bekend? Over: datalek gemeld")
    visitor.get_by_label("Uw vervolgvraag").fill("half getypt")
    box.fill("Was het lek bekend?")
    assert visitor.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    box.press("Enter")
    again = visitor.locator("#gesprek-3")
    expect(again.get_by_role("heading", level=2)).to_contain_text("Was het lek bekend?")
    expect(again.locator(".kw-line")).to_have_count(1)
    expect(again.locator(".kw-understood")).to_have_count(0)
    expect(visitor.get_by_label("Uw vervolgvraag")).to_have_value("half getypt")
    understood.get_by_text("Klopt dat niet? Verbeter de vraag").click()
    understood.get_by_role("button", name="Deze vraag stellen").click()
    expect(visitor.locator("#gesprek-4 .kw-line")).to_have_count(1)


CONTRAST = """() => {
  const light = c => { const v = c / 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const luminance = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
  const colour = text => text.match(/[\\d.]+/g).map(Number);
  const behind = e => { for (; e; e = e.parentElement) { const c = colour(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  return [...document.querySelectorAll('gradio-app *')].flatMap(e => {
    const text = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!text || !e.checkVisibility({visibilityProperty: true}) || e.closest('style, script')) return [];
    const [a, b] = [luminance(colour(getComputedStyle(e).color)), luminance(behind(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    return ratio < 4.5 ? [`${e.className} ${ratio.toFixed(2)} ${e.textContent.slice(0, 30)}`] : [];
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_contrast(browser: Browser, page_server: Serving, scheme: str) -> None:
    with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = opened(context.new_page(), page_server)
        assert page.evaluate(CONTRAST) == []
        ask(page, QUESTION)
        page.locator("summary").first.click()
        ask(page, "Wordt het morgen mooi weer?", 2)
        ask(page, NARROW, 3)
        page.get_by_text("Klopt dat niet? Verbeter de vraag").click()
        assert page.evaluate(CONTRAST) == []
        assert page.evaluate("document.body.classList.contains('dark')") is (scheme == "dark")
