"""A Chroma server's address, token and certificate in; connections to it, and in plain words why it does not give what was asked, out.

Connections go straight to the server, through no proxy of the environment: the token is for the server alone, and so are a reader's
questions. The token is on requests as they leave and nowhere else. Knows HTTP and TLS, nothing about collections.
"""

import ssl
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from pydantic import SecretStr

from store.settings import StoreSettings

_CONNECT = 10.0
"""Seconds that a server may take to accept a connection, and to say that it is Chroma."""
_MAJOR = "1"
"""Of the version of Chroma: others speak differently."""
_UNSIGNED = {18, 19, 20, 21}
"""OpenSSL's numbers for a certificate whose signer is not known."""
_MISNAMED = {62, 64}
"""… and for one that is of another name or address."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """A Chroma server, and what it takes to be let in."""

    url: str
    """Without a slash at its end; it may have a path, where a server in front of Chroma gives it one."""
    token: SecretStr | None = None
    header: str = "Authorization"
    """That the token travels in; as 'Bearer …' when it is this one."""
    ca: Path | None = None
    """PEM file of the authority that signed its certificate; None for those the system trusts."""
    tenant: str = "default_tenant"
    database: str = "default_database"
    patience: float = 60.0
    """Seconds that it may take for one request."""


class Refused(Exception):
    """What a server did not do, as the rest of a sentence that starts with the server."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said
        """Kept apart, because Chroma's client adds words to the texts of errors that pass through it."""


def server_of(settings: StoreSettings) -> Server | None:
    """Return the server that settings name, None when vectors are embedded."""
    if settings.chroma_url is None:
        return None
    return Server(
        url=settings.chroma_url.rstrip("/"),
        token=settings.chroma_token,
        header=settings.chroma_token_header,
        ca=settings.chroma_ca,
        tenant=settings.chroma_tenant,
        database=settings.chroma_database,
    )


def connect(server: Server) -> httpx.Client:
    """Return connections to a server, on which an error that is not Chroma's own is Refused; raise OSError for a wrong `ca`."""

    def look(response: httpx.Response) -> None:
        if not response.is_success and not _told_by_chroma(response):
            raise Refused(_no(server, response))

    return httpx.Client(
        base_url=f"{server.url}/api/v2",
        auth=_Token(server) if server.token else None,
        headers={"Content-Type": "application/json", "User-Agent": "kamerantwoord"},
        transport=httpx.HTTPTransport(verify=ssl.create_default_context(cafile=server.ca), trust_env=False, retries=1),
        timeout=httpx.Timeout(server.patience, connect=min(_CONNECT, server.patience)),
        trust_env=False,
        event_hooks={"response": [look]},
    )


def version(server: Server, connections: httpx.Client) -> str:
    """Ask a server who it is and return its version; raise Refused when it is not a Chroma of ours, httpx.HTTPError when it is away."""
    patience = min(_CONNECT, server.patience)
    beat = _json(connections.get("/heartbeat", timeout=patience))
    if not isinstance(beat, dict) or "nanosecond heartbeat" not in beat:
        raise Refused("answers, but not as Chroma does: correct KAMERANTWOORD_CHROMA_URL.")
    found = str(_json(connections.get("/version", timeout=patience)))
    if found.partition(".")[0] != _MAJOR:
        raise Refused(f"runs Chroma {found[:20]}, which is not version {_MAJOR}: install there the `chromadb` that is installed here.")
    place = f"/tenants/{quote(server.tenant, safe='')}/databases/{quote(server.database, safe='')}"
    if not connections.get(place, timeout=patience).is_success:
        raise Refused(
            f"has no database {server.database!r} of a tenant {server.tenant!r}: make it there, or correct "
            "KAMERANTWOORD_CHROMA_DATABASE and KAMERANTWOORD_CHROMA_TENANT."
        )
    return found


def trouble(server: Server, error: httpx.HTTPError | OSError) -> str:
    """Return what went wrong on the way to a server and what to do, as the rest of a sentence that starts with the server."""
    if isinstance(error, OSError):
        return f"cannot be trusted, because {server.ca} holds no certificates ({error}): correct KAMERANTWOORD_CHROMA_CA."
    if tls := _tls(error):
        return _tls_trouble(server, tls)
    if isinstance(error, httpx.ConnectTimeout | httpx.ConnectError):
        return f"cannot be reached ({error}): start it, or correct KAMERANTWOORD_CHROMA_URL."
    if isinstance(error, httpx.TimeoutException):
        return "does not answer in time: see that it runs and has no more to do than it can, and try again."
    other = "" if server.url.startswith("https:") else ", and whether KAMERANTWOORD_CHROMA_URL must start with https://"
    return f"broke off the connection ({error}): see whether it runs{other}."


class _Token(httpx.Auth):
    """Puts the token on each request as it leaves, so that it stands in nothing that is kept or shown."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        token = self._server.token.get_secret_value() if self._server.token else ""
        request.headers[self._server.header] = f"Bearer {token}" if self._server.header == "Authorization" else token
        yield request


def _no(server: Server, response: httpx.Response) -> str:
    """Say what an error means that is not Chroma's own; the text of its page is not repeated: nobody knows what stands in it."""
    code = response.status_code
    if code in (401, 403):
        return _not_let_in(server, code)
    if response.has_redirect_location:
        to = httpx.URL(response.headers["location"]).copy_with(query=None, fragment=None, userinfo=b"")
        return f"sends on to {to}: set KAMERANTWOORD_CHROMA_URL to where Chroma itself is."
    if code == 413:
        return "takes no request of this size: raise the limit of what stands in front of Chroma (nginx: client_max_body_size 16m)."
    if code == 429:
        return "is asked more than it allows (HTTP 429): try again later, or raise its limit."
    if code in (502, 503, 504):
        return f"is not there behind what stands in front of it (HTTP {code}): start Chroma."
    return (
        f"answers HTTP {code}, as no Chroma of version {_MAJOR} does: correct KAMERANTWOORD_CHROMA_URL (http:// or https://, port, path), "
        "or install a newer Chroma there."
    )


def _not_let_in(server: Server, code: int) -> str:
    if server.token is None:
        return f"wants a token (HTTP {code}): set KAMERANTWOORD_CHROMA_TOKEN."
    return (
        f"does not accept the token (HTTP {code}): correct KAMERANTWOORD_CHROMA_TOKEN, or the header it is sent in, "
        f"KAMERANTWOORD_CHROMA_TOKEN_HEADER, which is {server.header}."
    )


def _tls(error: BaseException | None) -> ssl.SSLError | None:
    """Return what TLS said when that is what is behind an error."""
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error


def _tls_trouble(server: Server, error: ssl.SSLError) -> str:
    if not isinstance(error, ssl.SSLCertVerificationError):
        return f"speaks no TLS there ({error.reason}): start KAMERANTWOORD_CHROMA_URL with http://, or name the port that does."
    said = f"shows a certificate that is not accepted ({error.verify_message})"
    if error.verify_code in _UNSIGNED:
        signer = f"not signed by what is in {server.ca}" if server.ca else "signed by an authority that is not known here"
        return f"{said}; it is {signer}: name the authority's file with KAMERANTWOORD_CHROMA_CA."
    if error.verify_code in _MISNAMED:
        return f"{said}: write in KAMERANTWOORD_CHROMA_URL the name that the certificate is of."
    return f"{said}: renew it there, and see that the clocks of both machines are right."


def _told_by_chroma(response: httpx.Response) -> bool:
    """Say whether an error is one that Chroma itself tells, and its client understands."""
    if response.status_code in (401, 403, 413, 429):
        return False
    said = _json(response)
    return isinstance(said, dict) and {"error", "message"} <= said.keys()


def _json(response: httpx.Response) -> Any:
    """Return what a server said, None when it is not JSON."""
    response.read()
    try:
        return response.json()
    except ValueError:
        return None
