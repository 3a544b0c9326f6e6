"""What the tests of the edges share: a store of the bundled letters, built once."""

import pytest

from bot.settings import BotSettings
from tests.bot.serving import built


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> BotSettings:
    """Settings that name a built store; the embedder needs no weights."""
    return built(tmp_path_factory.mktemp("edges") / "store")
