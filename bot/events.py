"""What happens while a reply is made, as it happens: frozen records, of which a stream is a row. Knows no step and no page."""

from dataclasses import dataclass

from bot.records import Notice, Reply, Sentence, Source


@dataclass(frozen=True, kw_only=True)
class Found:
    """Event: the sources, before anything is written."""

    sources: tuple[Source, ...]
    understood: str = ""
    """The question they were looked up for, as it stands on its own."""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """Event: one sentence passed the gate and may be shown."""

    sentence: Sentence


@dataclass(frozen=True, kw_only=True)
class Working:
    """Event: a quote is being explained; comes again and again, so that whoever reads can stop it."""

    number: int
    """Of the quote, from 1."""
    count: int
    """Quotes in all."""


@dataclass(frozen=True, kw_only=True)
class Noticed:
    """Event: a notice to show."""

    notice: Notice


@dataclass(frozen=True, kw_only=True)
class Replied:
    """Event: the whole reply; always the last one. It may correct what streamed: the page shows this one in the end."""

    reply: Reply


Event = Found | Checked | Working | Noticed | Replied
