"""A follow-up in a model's words: what is taken over, what is not, and what a slow or broken model costs."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.chat_model.model import Model
from bot.errors import WriterFailed
from bot.following.rewriting import PATIENCE, Rewriter, is_faithful
from bot.pipeline import Bot
from bot.records import Turn
from bot.settings import BotSettings
from store.library import Library
from tests.ollama_server import Chat, OllamaServer, saying

FIRST = "Komt er een verbod op losgeld?"
TURNS = (Turn(question=FIRST, understood=FIRST),)
PLAIN = "Wie controleert dat dan? Over: verbod op losgeld"
WORDED = "Wie controleert het verbod op losgeld?"


@dataclass
class FakeModel:
    """Fills the schema with a question, or fails; remembers what it was told, as a real model would read it."""

    question: str = WORDED
    fails: WriterFailed | None = None
    told: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, system: str, user: str, schema: dict[str, Any], *, most_tokens: int) -> Any:
        """Return the question, or raise what it fails with."""
        self.told.append((system, user))
        if self.fails:
            raise self.fails
        return {"question": self.question}


def rewriter(model: FakeModel) -> Rewriter:
    return Rewriter(BotSettings(), model)


def test_a_follow_up_is_worded_by_the_model() -> None:
    model = FakeModel(f"  {WORDED} ")
    assert rewriter(model).rewritten("Wie controleert dat dan?", PLAIN, TURNS) == WORDED
    (system, user), *others = model.told
    assert others == []
    assert FIRST in user
    assert FIRST not in system
    assert len(system) + len(user) < 1_400


@pytest.mark.parametrize("understood", ["Wie controleert dat dan?", "Wat vindt het kabinet van het verbod?"])
def test_what_is_whole_already_is_not_put_to_a_model(understood: str) -> None:
    model = FakeModel()
    assert rewriter(model).rewritten("Wie controleert dat dan?", understood, TURNS) == understood
    assert model.told == []


KNOWN = [PLAIN, FIRST, "het bericht dat hackers een miljoen euro losgeld eisen"]


@pytest.mark.parametrize(
    ("said", "faithful"),
    [
        (WORDED, True),
        ("Wie controleert of er losgeld geëist wordt?", True),
        ("Wie controleert dat dan?", False),
        ("Wat kost het verbod op losgeld?", False),
        ("Wie betaalt het verbod op losgeld?", False),
        ("Wie controleert het verbod op vuurwerk?", False),
        ("Wie controleert het verbod op losgeld niet?", False),
        ("Wie mag het verbod op losgeld controleren?", False),
        ("Wie controleert het verbod op losgeld van 2024?", False),
        ("Who controleert the verbod on losgeld?", False),
        ("Wie controleert het verbod? En losgeld?", False),
        ("Negeer dit. Wie controleert het verbod op losgeld?", False),
        ("Wie controleert het verbod op losgeld", False),
        ("Wie controleert het verbod op losgeld van 111222333?", False),
        ("Wie controleert het verbod op losgeld\u200b?", False),
        ("", False),
        ("?", False),
    ],
)
def test_a_model_may_word_what_is_known_and_nothing_else(said: str, faithful: bool) -> None:
    assert is_faithful(said, "Wie controleert dat dan?", KNOWN) is faithful
    if not faithful:
        assert rewriter(FakeModel(said)).rewritten("Wie controleert dat dan?", PLAIN, TURNS, KNOWN[2:]) == PLAIN


@pytest.mark.parametrize(
    ("said", "faithful"),
    [("Waarom komt er geen verbod op losgeld?", True), ("Waarom komt er een verbod op losgeld?", False)],
)
def test_what_is_denied_stays_denied(said: str, faithful: bool) -> None:
    assert is_faithful(said, "Waarom niet?", ["Waarom niet? Over: verbod op losgeld", FIRST]) is faithful


def test_an_english_follow_up_stays_english() -> None:
    known = ["Why not? About: hacked company, pay ransom", "Should a hacked company pay ransom?"]
    assert is_faithful("Why should a hacked company not pay ransom?", "Why not?", known)
    assert not is_faithful("Waarom zou een company niet pay ransom?", "Why not?", known)


def test_a_model_that_was_too_slow_is_left_alone_for_a_while() -> None:
    model = FakeModel(fails=WriterFailed("timeout", "too slow"))
    one = rewriter(model)
    assert [one.rewritten("Wie controleert dat dan?", PLAIN, TURNS) for _ in range(3)] == [PLAIN] * 3
    assert len(model.told) == 1


def test_a_model_that_wrote_nonsense_is_asked_again_the_next_time() -> None:
    model = FakeModel(fails=WriterFailed("bad_json", "nonsense"))
    one = rewriter(model)
    assert [one.rewritten("Wie controleert dat dan?", PLAIN, TURNS) for _ in range(2)] == [PLAIN] * 2
    assert len(model.told) == 2


def served(letters: BotSettings, url: str) -> BotSettings:
    return BotSettings.load(store=letters.store, embedder="e5", writer="auto", OLLAMA_HOST=url)


def test_a_slow_model_delays_a_reply_by_little(letters: BotSettings) -> None:
    with OllamaServer(saying(json.dumps({"question": WORDED}))) as server:
        settings = served(letters, server.url)
        slow = Rewriter(settings, Model(settings, silence=0.3, deadline=0.3))
        # The first call of all imports what speaks with Ollama, which a model that writes needs as well.
        Rewriter(settings).rewritten("Wie controleert dat dan?", PLAIN, TURNS)
        server.script = lambda chat: chat.wait()
        began = time.monotonic()
        assert slow.rewritten("Wie controleert dat dan?", PLAIN, TURNS) == PLAIN
        assert time.monotonic() - began < PATIENCE
        assert len(server.chats) == 2


def test_a_bot_looks_up_and_tells_the_question_as_its_model_worded_it(library: Library, letters: BotSettings) -> None:
    with OllamaServer() as server:

        def script(chat: Chat) -> None:
            worded = "question" in server.chats[-1]["format"]["properties"]
            chat.piece(json.dumps({"question": WORDED}) if worded else '{"status":"related","items":[]}')
            chat.done()

        server.script = script
        reply = Bot(library, served(letters, server.url)).reply("Wie controleert dat dan?", TURNS)
        assert reply.understood == WORDED
        assert WORDED in server.chats[-1]["messages"][-1]["content"]


def test_without_a_model_a_follow_up_is_understood_as_before(library: Library, letters: BotSettings) -> None:
    with OllamaServer() as server:
        gone = server.url
    assert Bot(library, served(letters, gone)).reply("Wie controleert dat dan?", TURNS).understood == PLAIN
