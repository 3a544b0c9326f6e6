"""Errors in, `application/problem+json` (RFC 9457) out; knows HTTP, never repeats what was asked.

A problem's `title` and `detail` are ours or the store's own message; the value that was refused stays out of it.
"""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from store.errors import InputError, KamerantwoordError, SourceUnknown

MEDIA_TYPE = "application/problem+json"


def problem(status: int, detail: str | None = None, **members: Any) -> JSONResponse:
    """Return a problem as a response; `members` are added to it as they are."""
    return JSONResponse(problem_json(status, detail, **members), status_code=status, media_type=MEDIA_TYPE)


def problem_json(status: int, detail: str | None = None, **members: Any) -> dict[str, Any]:
    """Return the body of a problem."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, **({"detail": detail} if detail else {})}
    return {**body, **members}


def status_of(error: KamerantwoordError) -> int:
    """Return the HTTP status of one of our errors: 404 unknown source, 400 wrong input, 503 something is missing or broken."""
    if isinstance(error, SourceUnknown):
        return HTTPStatus.NOT_FOUND
    return HTTPStatus.BAD_REQUEST if isinstance(error, InputError) else HTTPStatus.SERVICE_UNAVAILABLE


def answer_with_problems(app: FastAPI) -> None:
    """Make an app answer every error with a problem."""
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(KamerantwoordError, _ours)
    app.add_exception_handler(Exception, _unexpected)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    errors = [{"location": list(map(str, e["loc"])), "message": e["msg"].removeprefix("Value error, ")} for e in error.errors()]
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "The request does not have the expected shape; see 'errors'.", errors=errors)


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    detail = error.detail if error.detail != HTTPStatus(error.status_code).phrase else None
    response = problem(error.status_code, detail)
    response.headers.update(error.headers or {})
    return response


async def _ours(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, KamerantwoordError)
    return problem(status_of(error), str(error))


async def _unexpected(_: Request, __: Exception) -> JSONResponse:
    # Nothing of the error: its text may hold what was asked. The guard logs its kind.
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here. Try again, or run: kamerantwoord doctor")
