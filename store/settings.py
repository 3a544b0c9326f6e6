"""Where the store lives and which embedder reads it, from the environment (prefix KAMERANTWOORD_) or from flags."""

import re
from pathlib import Path
from typing import Any, Self

from platformdirs import user_data_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from store.errors import SettingInvalid

OLLAMA_PORT = 11434


class StoreSettings(BaseSettings):
    """Settings of the store; a wrong value raises SettingInvalid through `load`."""

    model_config = SettingsConfigDict(
        env_prefix="KAMERANTWOORD_", env_ignore_empty=True, frozen=True, extra="ignore", populate_by_name=True
    )

    store: Path = Field(default_factory=lambda: user_data_path("kamerantwoord"), description="folder of the store")
    embedder: str = Field(default="e5", description="e5 (built in), ollama:<model>, or hash")
    chroma_url: str | None = Field(
        default=None, description="URL of a Chroma server, such as http://127.0.0.1:8000; leave empty for the embedded one"
    )
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
        if value is None or re.match(r"https?://[^/\s]+", value):
            return value
        raise ValueError("it takes a URL that starts with http:// or https://")

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
            raise SettingInvalid(f"{variable} is {first.get('input')!r}: {first['msg'].removeprefix('Value error, ')}{takes}.") from error

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
