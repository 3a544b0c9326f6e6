"""The name of a party as a letter or a reader writes it in, the parties it stands for out: 'Partij van de Arbeid', 'PvdA', 'GL-PvdA'.

A joint group stands for each party in it: members of the PvdA sit in GroenLinks-PvdA. A name that is not in the table is a party of its
own: 'Groep Van Haga'. Knows no letter and no store.

Names as the Kiesraad registered them and as the Tweede Kamer abbreviates them, of groups with a seat since 1994.
"""

import re
from functools import lru_cache

from store.analyse import folded

TABLE = {
    "50PLUS": "50plus|50 plus|vijftigplus",
    "AOV": "aov|algemeen ouderen verbond|aov/unie 55+",
    "BBB": "bbb|boerburgerbeweging|boer burger beweging|boer-burgerbeweging",
    "BIJ1": "bij1|artikel 1",
    "BVNL": "bvnl|belang van nederland",
    "CDA": "cda|christen-democratisch appel|christen democratisch appel",
    "ChristenUnie": "christenunie|christen unie|cu|rpf/gpv",
    "D66": "d66|d'66|democraten 66",
    "DENK": "denk",
    "FVD": "fvd|forum voor democratie|forum",
    "GPV": "gpv|gereformeerd politiek verbond",
    "GroenLinks": "groenlinks|groen links|gl",
    "JA21": "ja21|ja 21",
    "LPF": "lpf|lijst pim fortuyn",
    "Leefbaar Nederland": "leefbaar nederland|ln",
    "NSC": "nsc|nieuw sociaal contract",
    "PVV": "pvv|partij voor de vrijheid|groep wilders",
    "PvdA": "pvda|partij van de arbeid",
    "PvdD": "pvdd|partij voor de dieren",
    "RPF": "rpf|reformatorische politieke federatie",
    "SGP": "sgp|staatkundig gereformeerde partij",
    "SP": "sp|socialistische partij",
    "VVD": "vvd|volkspartij voor vrijheid en democratie",
    "Volt": "volt|volt nederland",
}
"""What a party is called to a reader → all its names, folded."""

_NAMES = {name: party for party, names in TABLE.items() for name in names.split("|")}
_BRACKETED = re.compile(r"\s*\([^)]*\)\s*$")
_JOINED = re.compile(r"\s*(?:[-–/&+]|\ben\b)\s*")


@lru_cache(maxsize=4096)
def parties(name: str) -> frozenset[str]:
    """Return the parties that a name stands for; a name that is not in the table comes back as itself, folded; empty for no name."""
    plain = re.sub(r"^(?:de|het|fractie van|lid van)\s+", "", " ".join(folded(_BRACKETED.sub("", name)).replace("’", "'").split()))
    if plain in _NAMES:
        return frozenset((_NAMES[plain],))
    parts = _JOINED.split(plain)
    if len(parts) > 1 and all(part in _NAMES for part in parts):
        return frozenset(_NAMES[part] for part in parts)
    return frozenset((plain,) if plain else ())


def called(name: str) -> str:
    """Return what to call a party to a reader: as the table has it, joint groups with a hyphen, else as given."""
    found = parties(name)
    return "-".join(sorted(found)) if found and found <= TABLE.keys() else " ".join(name.split())


def names() -> tuple[str, ...]:
    """Return every name of the table, folded."""
    return tuple(_NAMES)
