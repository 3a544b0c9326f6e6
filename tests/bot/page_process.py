"""The page's server as a process of its own, over the fake bot: `python -m tests.bot.page_process STORE`. Prints its address.

Every connection and every look-up of a name that this process makes is printed on standard error as `connects to …`,
and every reply that is broken off as `told to stop`.
"""

import sys


def _tell(event: str, details: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        print(f"connects to {details[1] if event == 'socket.connect' else details[0]}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    # Before anything else is imported: an import may connect too.
    sys.addaudithook(_tell)

    from collections.abc import Generator, Sequence
    from pathlib import Path

    from bot.events import Event
    from bot.filtering import READ_FILTERS, Filtering
    from bot.records import Turn
    from bot.serving import app, server
    from bot.serving.port import address, listen
    from bot.settings import BotSettings
    from store.library import Library
    from tests.bot.faking import FakeBot, FakeExplainer

    class TellingBot(FakeBot):
        """Says so when it is told to stop before it was done."""

        def stream(self, question: str, history: Sequence[Turn] = (), filtering: Filtering = READ_FILTERS) -> Generator[Event, None, None]:
            try:
                yield from super().stream(question, history, filtering)
            except GeneratorExit:
                print("told to stop", file=sys.stderr, flush=True)
                raise

    listener = listen("127.0.0.1", 0)
    library = Library(BotSettings.load(store=Path(sys.argv[1]), embedder="hash"))
    bot = TellingBot(explainer=FakeExplainer(model=True))
    server.serve(app.create(bot, library), listener, lambda: print(address(listener), flush=True))
