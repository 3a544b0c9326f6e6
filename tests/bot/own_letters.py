"""Small letters of our own in a store of our own: each says of itself what another leaves out."""

from pathlib import Path

from bot.settings import BotSettings
from store.build import build

_PAIRS = (
    "Vraag 1\nKent u {thing}?\n\nAntwoord op vraag 1\nJa, {thing} is mij bekend.\n\n"
    "Vraag 2\nWat kost {thing}?\n\nAntwoord op vraag 2\nDat is niet bekend.\n"
)

BRIDGE = "2024Z01001"
TRAM, FERRY, DELAYED, ASKED = "2024Z01002", "2023Z01003", "2024Z01004", "2024Z01005"
SILENT = "stil.txt"

LETTERS = {
    "brug.txt": (
        "Antwoord van Minister Bakker (Infrastructuur en Waterstaat), mede namens de Minister van Defensie (ontvangen 21 mei 2024)\n\n"
        "Vragen van de leden Jansen (VVD) en De Wit (SP) aan de minister van Infrastructuur en Waterstaat over de brug bij Zaltdijk\n"
        "(2024Z01001, ingezonden 3 mei 2024)\n\n" + _PAIRS.format(thing="de brug")
    ),
    "tram.txt": (
        "Antwoord van Staatssecretaris Smit (Infrastructuur en Waterstaat) (ontvangen 12 november 2024)\n\n"
        "Vragen van het lid De Wit (SP) aan de staatssecretaris van Infrastructuur en Waterstaat over de tram naar Oosterwold\n"
        "(2024Z01002, ingezonden 1 november 2024)\n\n" + _PAIRS.format(thing="de tram")
    ),
    "veer.txt": (
        "Antwoord van Minister Kuipers (Defensie) (ontvangen 9 februari 2023)\n\n"
        "Vragen van het lid Vos (VVD) aan de minister van Defensie over het veer van Rijnoord\n"
        "(2023Z01003, ingezonden 2 februari 2023)\n\n" + _PAIRS.format(thing="het veer")
    ),
    "uitstel.txt": (
        "Mededeling van Minister Bakker (Infrastructuur en Waterstaat) (ontvangen 30 september 2024)\n\n"
        "Vragen van het lid Vos (VVD) aan de minister van Infrastructuur en Waterstaat over de sluis van Kamperzijl\n"
        "(2024Z01004, ingezonden 10 september 2024)\n\n"
        "De vragen kunnen niet binnen de gebruikelijke termijn worden beantwoord, omdat afstemming tijd kost.\n"
    ),
    "vragen.txt": (
        "Vragen van het lid Vos (VVD) aan de minister van Defensie over de kazerne van Holterveen\n"
        "(2024Z01005, ingezonden 6 december 2024)\n\nVraag 1\nBlijft de kazerne open?\n\nVraag 2\nHoe lang?\n"
    ),
    SILENT: _PAIRS.format(thing="de molen"),
}


def own_store(folder: Path, *names: str) -> BotSettings:
    """Build a store of these letters, all when none is named, without weights; return settings that name it."""
    (folder / "letters").mkdir(parents=True)
    for name in names or LETTERS:
        (folder / "letters" / name).write_text(LETTERS[name], encoding="utf-8")
    settings = BotSettings.load(store=folder / "store", embedder="hash", writer="quote")
    build([folder / "letters"], settings)
    return settings
