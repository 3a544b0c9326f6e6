"""What the tests of the bot share: two stores of the bundled letters, each built once; the edges need no weights, the steps do."""

from collections.abc import Iterator

import pytest

from bot.pipeline import Bot
from bot.settings import BotSettings
from store.build import build
from store.generation import Generation
from store.library import Library
from tests.bot.processes import Serving, serving
from tests.bot.serving import built


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> BotSettings:
    """Settings that name a built store; the embedder needs no weights."""
    return built(tmp_path_factory.mktemp("edges") / "store")


@pytest.fixture(scope="session")
def page_server(settings: BotSettings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """The whole app over the fake bot, in a process of its own."""
    with serving(["-m", "tests.bot.page_process", str(settings.store)], tmp_path_factory.mktemp("page")) as started:
        yield started


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> BotSettings:
    """Settings that name a store of the bundled letters with the built-in embedder: what a reader's question is really put to."""
    settings = BotSettings.load(store=tmp_path_factory.mktemp("letters") / "store", embedder="e5", writer="quote")
    build([], settings)
    return settings


@pytest.fixture(scope="session")
def library(letters: BotSettings) -> Library:
    """The store of the bundled letters, to be opened."""
    return Library(letters)


@pytest.fixture(scope="session")
def generation(library: Library) -> Generation:
    """The store of the bundled letters, opened."""
    return library.current()


@pytest.fixture(scope="session")
def quoting(library: Library, letters: BotSettings) -> Bot:
    """A bot that needs no model."""
    return Bot(library, letters)
