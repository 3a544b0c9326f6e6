"""What the tests of the edges share: a store of the bundled letters, built once."""

from collections.abc import Iterator

import pytest

from bot.settings import BotSettings
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
