"""What tests of the store share: small letters of our own, and a store built from them with the embedder that needs no weights."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.build import build
from store.generation import Generation
from store.library import Library
from store.settings import StoreSettings
from tests.store.chroma_process import ChromaProcess

FIETS = """Vragen van het lid Jansen (Fietspartij) aan de minister van Wegen over verlichting langs fietspaden
(2024Z00001, ingezonden 3 mei 2024)

Vraag 1
Kent u het bericht dat fietsers in de polder 's avonds geen hand voor ogen zien?

Antwoord op vraag 1
Ja.

Vraag 2
Wie betaalt de lantaarnpalen langs een fietspad buiten de bebouwde kom?

Antwoord op vraag 2
De wegbeheerder betaalt de verlichting. Buiten de bebouwde kom is dat meestal het waterschap of de provincie.

Vraag 3
Bent u bereid om zelf lantaarnpalen te plaatsen?

Antwoord op vraag 3
Nee, zie het antwoord op vraag 2. Het rijk plaatst daar geen lantaarnpalen.
"""

STROOM = """Vragen van de leden Smit en De Boer (beiden Lichtpartij) aan de minister van Energie over stroomuitval in het noorden
(2024Z00002, ingezonden 7 juni 2024)

Vraag 1
Hoeveel huishoudens zaten op 1 juni zonder elektriciteit?

Antwoord op vraag 1
De netbeheerder meldt dat 12.000 huishoudens vier uur lang geen stroom hadden.

Vraag 2 en 3
Krijgen zij een vergoeding? Wanneer wordt die betaald?

Antwoord op vragen 2 en 3
Wie langer dan vier uur geen stroom heeft, krijgt een vergoeding van de netbeheerder. Die wordt binnen een half jaar betaald.
"""


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder with two small letters: 2024Z00001 (3 answers, 3 points to 2) and 2024Z00002 (1 and a joint answer to 2 and 3)."""
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "fiets.txt").write_text(FIETS, encoding="utf-8")
    (folder / "stroom.txt").write_text(STROOM, encoding="utf-8")
    return folder


@pytest.fixture
def settings(tmp_path: Path, request: pytest.FixtureRequest) -> StoreSettings:
    """Settings of a store in a temporary folder, with the embedder that needs no weights; its vectors are where `vectors_at` says."""
    url = request.getfixturevalue("vectors_at") if "vectors_at" in request.fixturenames else None
    return StoreSettings(store=tmp_path / "store", embedder="hash", chroma_url=url)


@pytest.fixture
def generation(letters: Path, settings: StoreSettings) -> Generation:
    """The store built from the two letters, opened."""
    build([letters], settings)
    return Library(settings).current()


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real Chroma server of our own."""
    process = ChromaProcess(tmp_path_factory.mktemp("server"))
    try:
        yield process.url
    finally:
        process.kill()


@pytest.fixture(params=["embedded", "server"])
def vectors_at(request: pytest.FixtureRequest) -> str | None:
    """Where vectors are, for tests that must hold in both places: None in the store's folder, else the URL of a real Chroma server."""
    url: str | None = request.getfixturevalue("chroma_server") if request.param == "server" else None
    return url
