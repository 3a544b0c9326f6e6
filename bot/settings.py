"""Who writes and where the page is served; adds to the store's settings, from the same environment."""

from typing import Literal

from pydantic import Field

from store.settings import StoreSettings


class BotSettings(StoreSettings):
    """Settings of the bot and its page."""

    writer: Literal["auto", "ollama", "quote"] = Field(default="auto", description="auto, ollama or quote")
    chat_model: str = Field(default="gemma3:4b", min_length=1, description="name of a chat model that Ollama has")
    chat_silence: float = Field(
        default=20, gt=0, le=3600, description="seconds that the chat model may be silent before quotes take its place"
    )
    chat_deadline: float = Field(default=120, gt=0, le=3600, description="seconds that the chat model may take for a whole reply")
    host: str = Field(default="127.0.0.1", min_length=1, description="address to serve on")
    port: int = Field(default=7860, ge=0, le=65535, description="port to serve on; 0 picks a free one")
