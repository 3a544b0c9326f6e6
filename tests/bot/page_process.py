"""The page's server as a process of its own, over the fake bot: `python -m tests.bot.page_process STORE`. Prints its address.

Every connection and every look-up of a name that this process makes is printed on standard error as `connects to …`.
"""

import sys


def _tell(event: str, details: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        print(f"connects to {details[1] if event == 'socket.connect' else details[0]}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    # Before anything else is imported: an import may connect too.
    sys.addaudithook(_tell)

    from pathlib import Path

    from bot import app, server
    from bot.port import address, listen
    from bot.settings import BotSettings
    from store.library import Library
    from tests.bot.faking import FakeBot

    listener = listen("127.0.0.1", 0)
    library = Library(BotSettings.load(store=Path(sys.argv[1]), embedder="hash"))
    server.serve(app.create(FakeBot(), library), listener, lambda: print(address(listener), flush=True))
