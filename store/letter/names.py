"""How persons and offices are written in the head of a letter: patterns, and a name without what surrounds it; knows no letter."""

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

Found = TypeVar("Found", covariant=True)

UPPER = "A-ZÀ-ÖØ-ÞĀ-Ɏ"
"""Inside of a character class: capitals, of names from all over Europe."""

_NO_NAME = (
    r"(?!(?:Minister|Staatssecretaris|Kamer|Tweede|Eerste|Aanhangsel|Antwoord|Vra(?:ag|gen)|Nader|Mededeling|Zie|Datum|Onderwerp)\w*)"
)
CAPITAL = rf"{_NO_NAME}[{UPPER}][\w´`’'.-]*"
"""Pattern of a word of a name; case matters."""

PARTICLE = r"(?:van|de|der|den|ter|ten|te|het|in\s+[’']t|[’']t|von|el|al|la|le|du|da|dos|bin|ben)"
"""Pattern of a tussenvoegsel inside a name."""

NAME = rf"(?:[’'‘]t\s+|[’'‘]s-)?{CAPITAL}(?:\s*[–-]\s*{CAPITAL}|\s+(?:{PARTICLE}\s*){{0,3}}{CAPITAL})*"
"""Pattern of a name as a head writes it: 'Van der Plas', 'Faber – Van de Klashorst', 'Inge van Dijk'; case matters."""

INITIALS = rf"(?:(?:drs|dr|mr|ir|ing|prof|mw|ds)\.?\s*)*(?:[{UPPER}][a-z]{{0,2}}\.\s?)+"
"""Pattern of titles and initials: 'drs. K.H.'"""

WRITTEN_NAME = rf"(?:{INITIALS}(?:\([{UPPER}]\w+\)\s*)?(?:{PARTICLE}\s+)*{CAPITAL}(?:[\s–-]+(?:{PARTICLE}\s+)*{CAPITAL})*)"
"""Pattern of a name as it is signed: 'D.M. van Weel'; case matters."""

SIR = r"(?:(?:de\s+heer|mevrouw|mevr\.|mw\.|dhr\.|mr\.|drs\.|dr\.|ir\.|ing\.|prof\.)\s+)*"
"""Pattern of what may stand before a name and is no part of it."""

OFFICE = r"\b(?:(?:vice-?)?minister-president|ministers?|staatssecretaris(?:sen)?)\b"
"""Pattern of an office of the government."""


@dataclass(frozen=True, kw_only=True)
class Read(Generic[Found]):
    """What was read, and the literal words it was read from."""

    found: Found
    words: str


def plain(name: str) -> str:
    """Return a name without what stands before and after it."""
    return re.sub(rf"^{SIR}", "", " ".join(name.split()), flags=re.IGNORECASE).rstrip(" .,-")
