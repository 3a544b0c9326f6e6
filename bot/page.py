"""The chat page: a question typed in; sentences that passed the gate out, one by one, with their sources beside them.

The only file that imports gradio. What a visitor asked lives in that visitor's `gr.State`, in memory, and nowhere else. No script,
font or picture comes from elsewhere, and of Gradio's own routes only those the page needs are served.
"""

import os
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.responses import FileResponse
from starlette.types import ASGIApp

# Read when gradio is imported: no statistics, no version check, nothing fetched from a model hub.
os.environ.update(GRADIO_ANALYTICS_ENABLED="False", HF_HUB_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1", GRADIO_RUN_HISTORY="False")
import gradio as gr

from bot.explanation.markup import EXPLAIN
from bot.prompt import label
from bot.serving.guard import Fence
from bot.showing import markup
from bot.showing.view import FILE
from bot.talk import Answering, Frame, Talk, answered, answered_instead, answered_without, explained, stopped

LANGUAGE = "nl"
MAX_AT_ONCE = 8
"""Questions answered at the same time; others wait their turn."""
MAX_WAITING = 128
FORGET_AFTER = 2 * 60 * 60
"""Seconds after which an abandoned conversation is forgotten."""
_EXAMPLES = ("example_1", "example_2", "example_3")
_STYLE = Path(__file__).with_name("page.css")
_ICON = Path(__file__).with_name("page.svg")
_ALLOWED = (
    r"/",
    r"/(?:assets|static)/.*",
    r"/(?:gradio_api/)?theme\.css",
    r"/config",
    r"/gradio_api/(?:queue/(?:join|data)|heartbeat/\w+|startup-events|cancel|reset)",
)
# A new exchange gets the focus, and is kept at the top of the window while it grows, until the reader scrolls.
_SHOW_NEWEST = """() => requestAnimationFrame(() => {
  const newest = [...document.querySelectorAll('.kw-exchange')].pop();
  const fresh = newest && window.kwNewest !== newest.id;
  window.kwNewest = newest ? newest.id : null;
  if (fresh) newest.querySelector('h2').focus({preventScroll: true});
  if (fresh || (newest && Math.abs(window.scrollY - window.kwAt) < 2)) {
    newest.scrollIntoView({block: 'start'});
    window.kwAt = window.scrollY;
  }
})"""

# The buttons beside the filters come and go with the conversation; one listener hears them all.
_HEAR_FILTERS = """element.addEventListener('click', event => {
  const button = event.target.closest('button[data-kind]');
  if (button) trigger('click', {exchange: Number(button.dataset.exchange), kind: button.dataset.kind});
})"""

# What a reader says was meant is sent by the button or by Enter; Shift and Enter begin a new line.
_HEAR_CORRECTIONS = """element.addEventListener('submit', event => {
  const form = event.target.closest('form[data-exchange]');
  if (!form) return;
  event.preventDefault();
  trigger('submit', {question: form.elements.question.value});
});
element.addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey && event.target.name === 'question') {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});"""


def create(bot: Answering, standing: Callable[[], str]) -> tuple[ASGIApp, FastAPI]:
    """Return the page, fenced, and the app whose lifespan must run with it. `standing` says what can be searched now."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    gr.mount_gradio_app(app, _blocks(bot, standing), path="/", theme=_theme(), footer_links=[], run_history=False, show_error=False)
    no_script = f"<p>{escape(label(FILE, 'no_script'))}</p>"
    return Fence(app, allowed=_ALLOWED, head=_head(), no_script=no_script, language=LANGUAGE), app


def add_files(app: FastAPI) -> None:
    """Serve the page's own style sheet and icon."""
    for path, file, kind in (("/page.css", _STYLE, "text/css"), ("/page.svg", _ICON, "image/svg+xml")):
        app.add_api_route(path, _file(file, kind), include_in_schema=False)


def _file(file: Path, kind: str) -> Callable[[], FileResponse]:
    def serve() -> FileResponse:
        return FileResponse(file, media_type=kind, headers={"Cache-Control": "no-cache"})

    return serve


def _head() -> str:
    return (
        f"<title>{escape(label(FILE, 'title'))}</title>"
        f'<meta name="description" content="{escape(label(FILE, "description"))}">'
        '<link rel="icon" href="/page.svg" type="image/svg+xml"><link rel="stylesheet" href="/page.css">'
    )


def _theme() -> gr.themes.Base:
    return gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])


def _blocks(bot: Answering, standing: Callable[[], str]) -> gr.Blocks:
    blocks = gr.Blocks(title=label(FILE, "title"), analytics_enabled=False)
    with blocks:
        _Page(bot).lay_out(blocks, standing)
    blocks.queue(max_size=MAX_WAITING)
    return blocks


class _Page:
    """The components and what they do; holds nothing of any visitor."""

    def __init__(self, bot: Answering) -> None:
        self.bot = bot

    def lay_out(self, blocks: gr.Blocks, standing: Callable[[], str]) -> None:
        """Put the components on the page, inside `with blocks`."""
        self.talk = gr.State(Talk(), time_to_live=FORGET_AFTER)
        _html(markup.header(), "kw-header")
        self.shown = _html("", "kw-conversation", f"{_HEAR_FILTERS}\n{_HEAR_CORRECTIONS}")
        self.announced = _html(markup.announced(""), "kw-announced")
        with gr.Column(elem_id="kw-form"):
            self.box = gr.Textbox(
                label=label(FILE, "question_label"), placeholder=label(FILE, "question_placeholder"), max_lines=6, elem_id="kw-question"
            )
            with gr.Row(elem_id="kw-buttons"):
                self.ask = gr.Button(label(FILE, "ask"), variant="primary", elem_id="kw-ask")
                self.stop = gr.Button(label(FILE, "stop"), visible=False, elem_id="kw-stop")
                self.new = gr.Button(label(FILE, "new"), visible=False, elem_id="kw-new")
        with gr.Column(elem_id="kw-examples") as self.examples:
            _html(markup.examples_heading(), "kw-examples-heading")
            picks = [gr.Button(label(FILE, name), elem_classes="kw-example") for name in _EXAMPLES]
        footer = _html("", "kw-footer")
        self._connect(picks)
        blocks.load(lambda: markup.footer(standing()), outputs=footer, **_QUIET)

    def _connect(self, picks: list[gr.Button]) -> None:
        limit: Any = {"concurrency_limit": MAX_AT_ONCE, "concurrency_id": "answer", "trigger_mode": "multiple", **_QUIET}
        asking = [
            gr.on([self.box.submit, self.ask.click], self._answer, [self.box, self.talk], self._outputs(), **limit),
            *(pick.click(self._answer, [pick, self.talk], self._outputs(), **limit) for pick in picks),
            self.shown.click(self._answer_without, self.talk, self._outputs(), **limit),
            self.shown.submit(self._answer_instead, self.talk, self._outputs(), **limit),
        ]
        self.stop.click(lambda talk: self._drawn(stopped(talk)), self.talk, self._outputs(), cancels=asking, **_QUIET)
        self.new.click(
            lambda: self._drawn(Frame(talk=Talk(), announced="", begins=True, busy=False)), None, self._outputs(), cancels=asking, **_QUIET
        )
        self.shown.change(None, js=_SHOW_NEWEST)

    def _outputs(self) -> list[Any]:
        return [self.talk, self.shown, self.announced, self.box, self.ask, self.stop, self.new, self.examples]

    def _answer(self, question: str, talk: Talk) -> Iterator[tuple[Any, ...]]:
        # Enter while a reply is being written: what was typed stays in the box. (Gradio's own 'once' also swallows the first
        # question after one that was stopped.)
        if talk.open is not None:
            yield self._unchanged()
            return
        for frame in answered(self.bot, question or "", talk):
            yield self._drawn(frame)

    def _answer_without(self, talk: Talk, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        """Ask a question of the conversation again, without one of its filters, or have its quotes explained."""
        again = explained(self.bot, talk, event.exchange) if event.kind == EXPLAIN else None
        frames = () if talk.open is not None else again or answered_without(self.bot, talk, event.exchange, event.kind)
        yield self._unchanged()
        for frame in frames:
            yield self._drawn(frame)

    def _answer_instead(self, talk: Talk, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        """Ask what the reader says was meant."""
        frames = () if talk.open is not None else answered_instead(self.bot, str(event.question), talk)
        yield self._unchanged()
        for frame in frames:
            yield self._drawn(frame)

    def _unchanged(self) -> tuple[Any, ...]:
        return tuple(gr.skip() for _ in self._outputs())

    def _drawn(self, frame: Frame) -> tuple[Any, ...]:
        begun = frame.talk.number > 0
        kind = "follow_up" if begun else "question"
        prompt: Any = {"label": label(FILE, f"{kind}_label"), "placeholder": label(FILE, f"{kind}_placeholder")}
        return (
            frame.talk,
            frame.talk.html(),
            markup.announced(frame.announced) if frame.announced or not frame.busy else gr.skip(),
            gr.update(value="", **prompt) if frame.begins else gr.skip(),
            gr.update(interactive=not frame.busy),
            gr.update(visible=frame.busy),
            gr.update(visible=begun and not frame.busy),
            gr.update(visible=not begun),
        )


_QUIET: Any = {"show_progress": "hidden", "api_visibility": "private"}


def _html(value: str, id: str, script: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_id=id, apply_default_css=False, js_on_load=script)
