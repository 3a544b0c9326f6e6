"""The HTTP API: JSON questions in; replies out, whole or as events while they are being checked. The only file that knows routes.

The core is synchronous and runs in worker threads here. A question travels in a body, never in an address, and no request is
logged. Follows the Dutch API Design Rules: problem+json, /openapi.json, API-Version. Knows nothing of the page beside it.
"""

import json
from collections.abc import AsyncIterator, Generator, Sequence
from datetime import date
from importlib.metadata import version
from typing import Any, Protocol

from anyio import CancelScope
from anyio.to_thread import run_sync
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.events import Checked, Event, Found, Noticed, Replied, Working
from bot.explanation.explainer import ExplainEvent, Explaining, Explanations
from bot.filtering import READ_FILTERS, Filtering
from bot.intake import AskIn, ExplainIn, SearchIn
from bot.records import Source, StoreRange, Turn
from bot.serving.guard import API_VERSION
from bot.serving.problems import answer_with_problems, problem_json, status_of
from bot.wire import explanations_json, found_json, notice_json, range_json, reply_json, sentence_json, source_json
from bot.wire_letters import Json, answer_json, document_json
from store.errors import KamerantwoordError
from store.library import Library

EVENT_STREAM = "text/event-stream"


class Answering(Protocol):
    """What answers questions: the Bot."""

    def stream(self, question: str, history: Sequence[Turn] = (), filtering: Filtering = READ_FILTERS) -> Generator[Event, None, None]:
        """Yield events, the last of them Replied; closing the generator cancels."""

    @property
    def explainer(self) -> Explaining:
        """What explains its quotes."""


class AsJson(Response):
    """JSON as people write it: Dutch letters as themselves."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Return the value as UTF-8."""
        return json.dumps(content, ensure_ascii=False, allow_nan=False).encode()


def create(bot: Answering, library: Library) -> FastAPI:
    """Return the API over a bot and a store."""
    app = FastAPI(
        title="Kamerantwoord",
        version=API_VERSION,
        description="What the Dutch government itself told parliament, every sentence carried by the minister's literal words.",
        # Their scripts come from elsewhere; /openapi.json does not.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        default_response_class=AsJson,
    )
    answer_with_problems(app)
    app.include_router(_replies(bot))
    app.include_router(_store(library))
    return app


def _replies(bot: Answering) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["replies"])

    @router.post("/replies", response_model=None, responses={200: {"content": {EVENT_STREAM: {}}}})
    async def reply(ask: AskIn, request: Request) -> Response:
        """Answer a question. With `Accept: text/event-stream`: events found, sentence, notice, and last reply."""
        stream = bot.stream(ask.question, ask.turns(), ask.filtering())
        # The first step runs before anything is sent, so that a missing store is a problem and not a broken stream.
        first = await run_sync(next, stream, None)
        assert first is not None
        if EVENT_STREAM in request.headers.get("accept", ""):
            return EventSourceResponse(_events(stream, first))
        return AsJson(await run_sync(_last, stream, first))

    @router.post("/explanations", response_model=None, responses={200: {"content": {EVENT_STREAM: {}}}})
    async def explanations(asked: ExplainIn, request: Request) -> Response:
        """Explain quotes of the store in plain Dutch. With `Accept: text/event-stream`: events working, and last explanations."""
        stream = bot.explainer.explain(asked.places())
        first = await run_sync(next, stream, None)
        assert first is not None
        if EVENT_STREAM in request.headers.get("accept", ""):
            return EventSourceResponse(_explaining(stream, first))
        return AsJson(await run_sync(_explained, stream, first))

    return router


def _store(library: Library) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["store"])

    @router.post("/searches", response_model=None)
    def search(asked: SearchIn) -> Response:
        """Return the passages found for a question, best first."""
        from bot.finding import hits_for
        from store.explain import explain

        generation = library.current()
        hits, search = hits_for(generation, asked.question, asked.limit, asked.filtering(), date.today())
        return AsJson(found_json(hits, explain(generation, search.sought, hits), search.filters, search.notice))

    @router.get("/documents/{document}", response_model=None)
    def show_document(document: str) -> Response:
        """Return one Document."""
        return AsJson(document_json(library.current().catalogue.document(document)))

    @router.get("/documents/{document}/answers/{number}", response_model=None)
    def show_answer(document: str, number: int) -> Response:
        """Return the answer to one question of a Document."""
        _, answer = library.current().catalogue.source(f"{document}/{number}")
        return AsJson(answer_json(answer))

    @router.get("/health", response_model=None)
    def health() -> Response:
        """Say whether questions can be answered, and over what; 503 when there is no usable store."""
        return AsJson({"status": "ok", "version": version("kamerantwoord"), "store": range_json(store_range(library))})

    return router


def store_range(library: Library) -> StoreRange:
    generation = library.current()
    catalogue = generation.catalogue
    return StoreRange(generation=generation.id, documents=catalogue.counts.documents, first=catalogue.first, last=catalogue.last)


def _last(stream: Generator[Event, None, None], first: Event) -> Json:
    *_, last = first, *stream
    assert isinstance(last, Replied)
    return reply_json(last.reply)


async def _events(stream: Generator[Event, None, None], first: Event) -> AsyncIterator[ServerSentEvent]:
    try:
        event: Event | None = first
        sources: tuple[Source, ...] = ()
        while event is not None:
            sources = event.sources if isinstance(event, Found) else sources
            yield _sent(event, sources)
            event = await run_sync(next, stream, None)
    except KamerantwoordError as error:
        yield _named("problem", problem_json(status_of(error), str(error)))
    finally:
        # The reader went away, or all is said: either way the model stops writing.
        with CancelScope(shield=True):
            await run_sync(stream.close)


def _sent(event: Event, sources: Sequence[Source]) -> ServerSentEvent:
    match event:
        case Found():
            return _named("found", {"sources": [source_json(source) for source in event.sources]})
        case Checked():
            return _named("sentence", sentence_json(event.sentence, sources))
        case Working():
            return _named("working", {"number": event.number, "count": event.count})
        case Noticed():
            return _named("notice", notice_json(event.notice))
        case Replied():
            return _named("reply", reply_json(event.reply))


def _explained(stream: Generator[ExplainEvent, None, None], first: ExplainEvent) -> Json:
    *_, last = first, *stream
    assert isinstance(last, Explanations)
    return explanations_json(last)


async def _explaining(stream: Generator[ExplainEvent, None, None], first: ExplainEvent) -> AsyncIterator[ServerSentEvent]:
    try:
        event: ExplainEvent | None = first
        while event is not None:
            if isinstance(event, Working):
                yield _sent(event, ())
            elif isinstance(event, Explanations):
                yield _named("explanations", explanations_json(event))
            event = await run_sync(next, stream, None)
    except KamerantwoordError as error:
        yield _named("problem", problem_json(status_of(error), str(error)))
    finally:
        with CancelScope(shield=True):
            await run_sync(stream.close)


def _named(name: str, value: Json) -> ServerSentEvent:
    return ServerSentEvent(event=name, data=json.dumps(value, ensure_ascii=False))
