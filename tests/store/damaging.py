"""Whole letters of each format, and the ways in which files and texts get damaged; everything is drawn from a seed."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator

from fpdf import FPDF

from store.build import BUNDLED

HEAD = "Vragen van het lid Jansen (PvdA) aan de minister van Justitie over treinen (2024Z00001, ingezonden 3 mei 2024)\n"
ASKED = ("Kent u het bericht over de treinen?", "Is het waar dat er te weinig zijn? Zo ja, waarom?", "Wat gaat u daaraan doen?")
SAID = ("Ja.", "Nee. Er zijn er € 2,8 miljoen, zie het antwoord op vraag 1.", "Het kabinet onderzoekt dit, binnen de wet- en regelgeving.")


def text() -> str:
    """Return a small letter as text."""
    pairs = enumerate(zip(ASKED, SAID, strict=True), 1)
    return HEAD + "\n".join(f"Vraag {n}\n{asked}\n\nAntwoord op vraag {n}\n{said}\n" for n, (asked, said) in pairs)


def docx(written: str | None = None) -> bytes:
    """Return a letter as .docx, with the three parts that Word needs; without one, the small letter."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraphs = "".join(f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in (written or text()).split("\n"))
    kinds = "http://schemas.openxmlformats.org"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{kinds}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{kinds}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{kinds}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {space}><w:body>{paragraphs}</w:body></w:document>",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def html() -> bytes:
    """Return the letter as a published page."""
    pairs = enumerate(zip(ASKED, SAID, strict=True), 1)
    blocks = "".join(
        f'<div class="vraag"><h2 class="stuktitel">Vraag {n}</h2><p>{asked}</p></div>'
        f'<div class="antwoord"><h2 class="stuktitel">Antwoord {n}</h2><p>{said}</p></div>'
        for n, (asked, said) in pairs
    )
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>x</title></head><body><p>{HEAD}</p>{blocks}</body></html>".encode()


def xml() -> bytes:
    """Return the letter as the XML of a publication."""
    pairs = enumerate(zip(ASKED, SAID, strict=True), 1)
    blocks = "".join(
        f"<vraag><nr>Vraag {n}</nr><al>{asked}</al></vraag><antwoord><nr>Antwoord {n}</nr><al>{said}</al></antwoord>"
        for n, (asked, said) in pairs
    )
    head = f"<kamervraagkop><al>{HEAD}</al></kamervraagkop>"
    return f"<?xml version='1.0'?><officiele-publicatie><kamervragen>{head}{blocks}</kamervragen></officiele-publicatie>".encode()


def pdf() -> bytes:
    """Return the letter as a PDF of two pages."""
    page = FPDF()
    page.set_font("Helvetica", size=11)
    page.add_page()
    for line in (text().replace("€", "EUR") * 2).split("\n"):
        page.multi_cell(0, 6, line or " ", new_x="LMARGIN", new_y="NEXT")
    return bytes(page.output())


def originals() -> dict[str, bytes]:
    """Return whole letters by name: the bundled ones, and one small letter in every format."""
    bundled = {path.name: path.read_bytes() for path in sorted(BUNDLED.glob("*.txt"))}
    return {**bundled, "brief.docx": docx(), "brief.html": html(), "brief.xml": xml(), "brief.pdf": pdf(), "brief.txt": text().encode()}


def truncated(data: bytes, chance: random.Random) -> bytes:
    """Cut off the end."""
    return data[: chance.randrange(len(data))]


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Change some bytes."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut_out(data: bytes, chance: random.Random) -> bytes:
    """Leave out a stretch in the middle."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 400) :]


def mixed(data: bytes, chance: random.Random) -> bytes:
    """Save a part in another encoding than the rest."""
    half = chance.randrange(len(data))
    tail = data[half:].decode("utf-8", "ignore")
    return data[:half] + tail.encode(chance.choice(("windows-1252", "utf-16", "latin-1")), "ignore")


def swapped(data: bytes, chance: random.Random) -> bytes:
    """Change places of two lines that are headings."""
    lines = data.decode("utf-8", "replace").split("\n")
    headings = [at for at, line in enumerate(lines) if line.startswith(("Vraag", "Antwoord"))]
    if len(headings) > 1:
        one, other = chance.sample(headings, 2)
        lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines).encode()


def doubled(data: bytes, chance: random.Random) -> bytes:
    """Give two headings the same number."""
    lines = data.decode("utf-8", "replace").split("\n")
    headings = [at for at, line in enumerate(lines) if line.startswith(("Vraag", "Antwoord"))]
    if headings:
        lines[chance.choice(headings)] = lines[chance.choice(headings)]
    return "\n".join(lines).encode()


def damaged(count: int, seed: int = 20261122) -> Iterator[tuple[str, bytes]]:
    """Yield so many damaged files: (name, bytes). Ways that only make sense for text are used on text."""
    chance = random.Random(seed)
    whole = originals()
    anything: tuple[Callable[[bytes, random.Random], bytes], ...] = (truncated, flipped, cut_out)
    for number in range(count):
        name = chance.choice(sorted(whole))
        ways = (*anything, mixed, swapped, doubled) if name.endswith(".txt") else anything
        way = chance.choice(ways)
        yield f"{number}-{way.__name__}-{name}", way(whole[name], chance)
