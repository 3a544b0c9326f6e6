"""Small letters made for tests, about ferries: a pair that says different things, one that repeats another, one that explains a term.

Good because each is as short as a letter can be, and reads as parliament prints them: a test sees what the parser really makes of it.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter of one or more questions with their answers."""

    name: str
    minister: str
    day: str
    pairs: tuple[tuple[str, str], ...]

    def text(self) -> str:
        """Return it as an Aanhangsel prints it."""
        turns = (f"Vraag {n}\n{asked}\n\nAntwoord {n}\n{said}\n" for n, (asked, said) in enumerate(self.pairs, 1))
        head = f"{self.name}\n\nAntwoord van {self.minister} (ontvangen {self.day})\n"
        return "\n".join([head, *turns])


SUBSIDY = "Hoeveel subsidie krijgt de veerpont bij Rozendam per jaar?"
MARCH = Letter(
    name="2025Z00011",
    minister="Minister De Boer (Infrastructuur en Waterstaat)",
    day="3 maart 2025",
    pairs=(
        (SUBSIDY, "De veerpont bij Rozendam krijgt per jaar 40.000 euro subsidie van het Rijk."),
        (
            "Wie houdt toezicht op de veiligheid van veerponten?",
            "De Dienst Veren en Bruggen (DVB) houdt toezicht op de veiligheid van veerponten.",
        ),
        (
            "Mogen veerponten in de winter stoppen met varen?",
            "Ja. Dit mag van november tot en met februari. Maar de pont bij Rozendam moet altijd blijven varen.",
        ),
    ),
)
APRIL = Letter(
    name="2025Z00022",
    minister="Staatssecretaris Visser (Infrastructuur en Waterstaat)",
    day="8 april 2025",
    pairs=(
        ("Klopt het bedrag van de subsidie?", "De veerpont bij Rozendam krijgt per jaar 55.000 euro subsidie van het Rijk."),
        ("Hoe vaak wordt een veerpont gekeurd?", "De DVB keurt elke veerpont eens in de twee jaar."),
    ),
)
REPEATED = "Schippers van een veerpont moeten een geldig vaarbewijs hebben en elke vijf jaar een medische keuring ondergaan."
MAY = Letter(
    name="2025Z00033",
    minister="Minister De Boer (Infrastructuur en Waterstaat)",
    day="20 mei 2025",
    pairs=(("Welke papieren heeft een schipper van een veerpont nodig?", REPEATED),),
)
JUNE = Letter(
    name="2025Z00044",
    minister="Minister De Wit (Volksgezondheid, Welzijn en Sport)",
    day="12 juni 2025",
    pairs=(("Hoe wordt de gezondheid van schippers van een veerpont gekeurd?", f"{REPEATED} De keuring kost 80 euro."),),
)
LETTERS = (MARCH, APRIL, MAY, JUNE)


def written(folder: Path) -> list[Path]:
    """Write the letters as files and return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{letter.name}.txt" for letter in LETTERS]
    for path, letter in zip(paths, LETTERS, strict=True):
        path.write_text(letter.text(), encoding="utf-8")
    return paths
