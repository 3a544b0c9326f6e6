"""Where the store lives and which embedder reads it, from the environment (prefix KAMERANTWOORD_) or from flags."""

import ipaddress
import re
import ssl
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import SplitResult, urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from store.errors import SettingInvalid

OLLAMA_PORT = 11434
_NAME = r"^[^/?#\s]{3,}$"
"""Of a tenant and a database of Chroma: part of its addresses."""


class StoreSettings(BaseSettings):
    """Settings of the store; a wrong value raises SettingInvalid through `load`."""

    model_config = SettingsConfigDict(
        env_prefix="KAMERANTWOORD_",
        env_ignore_empty=True,
        frozen=True,
        extra="ignore",
        populate_by_name=True,
        # What a wrong value was is told by `load`, which knows what is secret.
        hide_input_in_errors=True,
    )

    store: Path = Field(default_factory=lambda: user_data_path("kamerantwoord"), description="folder of the store")
    embedder: str = Field(default="e5", description="e5 (built in), ollama:<model>, or hash")
    chroma_url: str | None = Field(
        default=None, description="URL of a Chroma server, such as http://127.0.0.1:8000; leave empty for the embedded one"
    )
    chroma_token: SecretStr | None = Field(default=None, description="token that the Chroma server asks for")
    chroma_token_header: Literal["Authorization", "X-Chroma-Token"] = Field(
        default="Authorization", description="Authorization (as 'Bearer …') or X-Chroma-Token"
    )
    chroma_ca: Path | None = Field(
        default=None,
        description="PEM file of the authority that signed the Chroma server's certificate; leave empty for those the system trusts",
    )
    chroma_tenant: str = Field(default="default_tenant", pattern=_NAME, description="tenant on the Chroma server")
    chroma_database: str = Field(default="default_database", pattern=_NAME, description="database on the Chroma server")
    ollama_host: str = Field(default="", validation_alias="OLLAMA_HOST", description="address of Ollama, as Ollama itself reads it")

    @field_validator("embedder")
    @classmethod
    def _known_embedder(cls, value: str) -> str:
        if value in ("e5", "hash") or re.fullmatch(r"ollama:\S+", value):
            return value
        raise ValueError("it takes e5, hash, or ollama:<model>")

    @field_validator("chroma_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value is None:
            return value
        address = _split(value)
        if address is None or address.scheme not in ("http", "https") or not address.hostname or re.search(r"\s", value):
            raise ValueError("it takes a URL that starts with http:// or https://")
        if "@" in address.netloc:
            raise ValueError("it takes no name and password: set KAMERANTWOORD_CHROMA_TOKEN instead")
        if address.query or address.fragment:
            raise ValueError("it takes a URL without ? and #")
        return address.geturl()

    @field_validator("chroma_token")
    @classmethod
    def _token_that_stays_secret(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        url = info.data.get("chroma_url")
        if value is None or "chroma_url" not in info.data:
            return value
        if not re.fullmatch(r"[!-~]+", value.get_secret_value()):
            raise ValueError("it takes letters, digits and punctuation of ASCII, without spaces and line ends")
        if url and url.lower().startswith("http:") and not _is_this_machine(urlsplit(url).hostname or ""):
            raise ValueError(
                f"it would travel to another machine for all to read: let KAMERANTWOORD_CHROMA_URL start with https:// ({url})"
            )
        return value

    @field_validator("chroma_ca")
    @classmethod
    def _certificates(cls, value: Path | None) -> Path | None:
        try:
            if value:
                ssl.create_default_context(cafile=value)
        except OSError as error:
            raise ValueError(f"it cannot be read as certificates ({error.strerror or error})") from error
        return value

    @classmethod
    def load(cls, **flags: Any) -> Self:
        """Read the environment, then the flags that are not None; raise SettingInvalid naming the setting and what it takes."""
        try:
            return cls(**{name: value for name, value in flags.items() if value is not None})
        except ValidationError as error:
            first = error.errors()[0]
            name = str(first["loc"][0])
            variable = name if name.isupper() else f"KAMERANTWOORD_{name.upper()}"
            field = cls.model_fields.get(name)
            takes = f" ({field.description})" if field and field.description else ""
            raise SettingInvalid(
                f"{variable} is {_shown(first.get('input'), field)}: {first['msg'].removeprefix('Value error, ')}{takes}."
            ) from error

    @property
    def ollama_url(self) -> str:
        """The address of Ollama as a URL: scheme http and port 11434 unless OLLAMA_HOST says otherwise."""
        return ollama_url(self.ollama_host)


def ollama_url(host: str) -> str:
    """Return OLLAMA_HOST as a URL, the way Ollama reads it: '', ':8080', '0.0.0.0', 'https://ollama.example' are all valid.

    An address to listen on (0.0.0.0) becomes the one to call (127.0.0.1).
    """
    scheme, _, rest = host.strip().strip("\"'").rpartition("://")
    address, slash, path = rest.partition("/")
    name, port = (address, "") if re.fullmatch(r"\[[^\]]*\]", address) else _split_port(address)
    name = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "[::]": "[::1]"}.get(name, name)
    default = {"http": "80", "https": "443"}.get(scheme, str(OLLAMA_PORT))
    return f"{scheme or 'http'}://{name}:{port or default}{slash}{path}".rstrip("/")


def _split_port(address: str) -> tuple[str, str]:
    name, colon, port = address.rpartition(":")
    return (name, port) if colon and port.isdigit() else (address.rstrip(":"), "")


def _shown(value: object, field: FieldInfo | None) -> str:
    """Return a wrong value as it may be shown: nothing of a secret, and no name and password out of a URL."""
    if field and "SecretStr" in str(field.annotation):
        return "wrong"
    return re.sub(r"[^/'\"\s]+@", "…@", repr(value))


def _split(url: str) -> SplitResult | None:
    """Return the parts of a URL, None when it is none."""
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
