"""The name of an office or a ministry in, the ministries it is of out: former names, abbreviations and ministers without a department.

'Minister van Veiligheid en Justitie' and 'minister voor Rechtsbescherming' are both of Justitie en Veiligheid. What a ministry is about
counts, not in which building it sat: 'Economische Zaken en Klimaat' is of Economische Zaken and of Klimaat en Groene Groei. A name that
is not in the table is a ministry of its own, so that tomorrow's cabinet can be searched too. Knows no letter and no store.

Names as Rijksoverheid's list of ministries has them in 2026, former ones as parlement.com and the Staatsalmanak list them since 1994.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from store.analyse import folded


@dataclass(frozen=True, kw_only=True)
class Ministry:
    """A ministry, under its name of today."""

    name: str
    short: str
    """Abbreviations, of former names too, as a reader types them, folded."""
    marks: str
    """Folded phrases of which each says, in the name of an office, that it is of this ministry."""
    english: str = ""
    """Folded English phrases that mean it."""


TABLE = (
    Ministry(name="Algemene Zaken", short="az", marks="algemene zaken|minister-president", english="general affairs|prime minister"),
    Ministry(name="Asiel en Migratie", short="aenm|a&m", marks="asiel|migratie|immigratie|vreemdelingenzaken", english="asylum|migration"),
    Ministry(
        name="Binnenlandse Zaken en Koninkrijksrelaties",
        short="bzk",
        # Minister voor Wonen en Rijksdienst, voor Bestuurlijke Vernieuwing en Koninkrijksrelaties, voor Grote Steden- en Integratiebeleid.
        marks="binnenlandse zaken|koninkrijksrelaties|rijksdienst|digitalisering|bestuurlijke vernieuwing|grote steden",
        english="the interior|interior|home affairs|kingdom relations|internal affairs",
    ),
    Ministry(
        name="Buitenlandse Zaken",
        short="buza|bz",
        marks="buitenlandse zaken|buitenlandse handel|ontwikkelingssamenwerking|ontwikkelingshulp|europese zaken",
        english="foreign affairs|foreign trade|development cooperation",
    ),
    Ministry(name="Defensie", short="def", marks="defensie", english="defence|defense"),
    # 2010–2012 Economische Zaken, Landbouw en Innovatie; 2017–2024 Economische Zaken en Klimaat.
    Ministry(name="Economische Zaken", short="ez|ezk|el&i|eli", marks="economische zaken", english="economic affairs"),
    Ministry(
        name="Financiën", short="fin", marks="financien|fiscaliteit|belastingdienst|toeslagen|douane", english="finance|treasury|taxation"
    ),
    Ministry(
        name="Infrastructuur en Waterstaat",
        short="ienw|i&w|ienm|i&m|venw|v&w",
        # Verkeer en Waterstaat until 2010, Infrastructuur en Milieu until 2017; milieu was VROM's until 2010.
        marks="infrastructuur|waterstaat|verkeer|openbaar vervoer|milieu|milieubeheer",
        english="infrastructure|water management|transport|the environment|environment",
    ),
    # Justitie until 2010, Veiligheid en Justitie until 2017.
    Ministry(
        name="Justitie en Veiligheid",
        short="jenv|j&v|venj|v&j",
        marks="justitie|veiligheid|rechtsbescherming",
        english="justice|security|legal protection",
    ),
    Ministry(
        name="Klimaat en Groene Groei", short="kgg|ezk", marks="klimaat|groene groei|energie|mijnbouw", english="climate|green growth"
    ),
    Ministry(
        name="Landbouw, Visserij, Voedselzekerheid en Natuur",
        short="lvvn|lnv|el&i|eli",
        # Landbouw, Natuurbeheer en Visserij until 2003, Landbouw, Natuur en Voedselkwaliteit 2003–2010 and 2017–2024.
        marks="landbouw|visserij|voedselzekerheid|voedselkwaliteit|natuur|natuurbeheer|stikstof",
        english="agriculture|fisheries|nature|food quality|food security",
    ),
    Ministry(
        name="Onderwijs, Cultuur en Wetenschap",
        short="ocw|oc&w|ocenw",
        marks="onderwijs|cultuur|wetenschap|wetenschappen|media|emancipatie",
        english="education|culture|science|emancipation",
    ),
    Ministry(
        name="Sociale Zaken en Werkgelegenheid",
        short="szw",
        marks="sociale zaken|werkgelegenheid|armoedebeleid|participatie|pensioenen",
        english="social affairs|employment|pensions",
    ),
    Ministry(
        name="Volksgezondheid, Welzijn en Sport",
        short="vws",
        marks="volksgezondheid|welzijn|sport|medische zorg|langdurige zorg|langdurige en maatschappelijke zorg|maatschappelijke zorg|jeugd",
        english="health|public health|welfare|long-term care|medical care|youth",
    ),
    # Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer until 2010; in between ministers without a department of its own.
    Ministry(
        name="Volkshuisvesting en Ruimtelijke Ordening",
        short="vro|vrom",
        marks="volkshuisvesting|ruimtelijke ordening|wonen",
        english="housing|spatial planning",
    ),
)

FILLING = "innovatie|integratie|gezin|preventie|wijken|soevereiniteit|digitale economie|toerisme|herstel groningen"
"""Phrases that stand in the names of offices and say of themselves no ministry."""

_OFFICE = re.compile(
    r"(?:(?:de|het|the|onze)\s+)?(?:(?:vice-?)?minister-president,?\s*)?(?:ministerie|departement|ministry|ministers?|staatssecretaris(?:sen)?)?"
    r"(?:\s*(?:van|voor|of)(?=\s|$))?",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(?<=[a-zë])(?=[A-Z][a-z])")
_SPACE = re.compile(r"(?:[\s()–—]|(?<!\w)-|-(?!\w))+")


@lru_cache(maxsize=4096)
def ministries(name: str) -> frozenset[str]:
    """Return the ministries that an office, a ministry or an abbreviation is of, by their names of today; empty when it names none.

    A name that is not in the table comes back as itself, folded: 'minister van Wegen' is of 'wegen'.
    """
    own = _department(name)
    if not own:
        return frozenset(one.name for one in TABLE if "minister-president" in folded(name) and one.short == "az")
    known = frozenset(one.name for one in TABLE if own in one.short.split("|") or _says(one.marks, own) or own in one.english.split("|"))
    return known or frozenset((own,))


def called(name: str) -> str:
    """Return what to call the ministry of a name to a reader: its name of today when it is one, else the name as given."""
    found = ministries(name)
    known = [one.name for one in TABLE if one.name in found]
    return known[0] if len(known) == len(found) == 1 else _OFFICE.sub("", " ".join(name.split()), count=1).strip(" ()")


def _department(name: str) -> str:
    """Return the name of a ministry without the office before it, folded: 'minister vanBuitenlandse Zaken (…)' loses its first words."""
    spaced = _GLUED.sub(" ", name)
    bare = _OFFICE.sub("", folded(spaced).strip(), count=1)
    return _SPACE.sub(" ", bare).strip(" ,.")


def _says(marks: str, department: str) -> bool:
    return any(re.search(rf"\b{re.escape(mark)}\b", department) for mark in marks.split("|"))
