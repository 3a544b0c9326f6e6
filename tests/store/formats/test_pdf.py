"""PDFs are read as they are printed: paragraphs whole, notes and furniture marked, columns in order, and no letter lost or made up."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence

import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import DocumentUnreadable
from store.formats.pdf import MAX_PAGES, read
from store.raw import RawText

LEFT, RIGHT, LEADING = 200.0, 540.0, 11.0
LONG = (
    "De wegbeheerder betaalt de lantaarnpalen langs het fietspad en overlegt daarover met de aanwonenden, die vaak liever donker hebben. "
    "Daarbij telt ook dat licht dieren stoort en dat de kosten hoog zijn voor gemeenten met veel polder en weinig inwoners, zoals bekend. "
    "Ik zie daarom geen reden om de regels te wijzigen."
)


class Press:
    """Prints what a test tells it where a test tells it, and remembers every word: what is read can be compared with what was printed."""

    def __init__(self) -> None:
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.set_auto_page_break(False)
        self.printed: list[str] = []
        self.y = 0.0
        self.page()

    def page(self) -> None:
        self.pdf.add_page()
        self.y = 80.0

    def put(self, x: float, y: float, text: str, size: float = 9, style: str = "") -> float:
        """Print text with its left edge at x, y points below the top; return its right edge."""
        self.pdf.set_font("Helvetica", style, size)
        self.pdf.text(x, y, text)
        self.printed.append(text)
        return float(x + self.pdf.get_string_width(text))

    def line(self, text: str, **how: float | str) -> None:
        """Print one line of the letter; '^1^' in it is raised."""
        x = float(how.pop("x", LEFT))
        size = float(how.pop("size", 9))
        for index, part in enumerate(text.split("^")):
            raised = index % 2
            x = self.put(x, self.y - raised * size * 0.35, part, size * 0.62 if raised else size, str(how.get("style", "")))
        self.y += LEADING if size > 8 else 8.5

    def paragraph(self, text: str, x: float = LEFT, right: float = RIGHT, size: float = 9, until: float = 760) -> None:
        """Set text in lines that are as full as they can be, on the next page when this one is full."""
        for line in self.broken(text, right - x, size):
            if self.y > until:
                self.page()
            self.line(line, x=x, size=size)

    def broken(self, text: str, width: float, size: float) -> list[str]:
        self.pdf.set_font("Helvetica", "", size)
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if self.pdf.get_string_width(longer.replace("^", "")) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def gap(self) -> None:
        self.y += LEADING

    def feet(self, text: str = "Tweede Kamer, vergaderjaar 2023-2024, Aanhangsel") -> None:
        """Print the same foot with its number on every page."""
        for number in range(1, self.pdf.pages_count + 1):
            self.pdf.page = number
            self.put(LEFT, 800, text)
            self.put(RIGHT - 5, 800, str(number))

    def bytes(self) -> bytes:
        return bytes(self.pdf.output())

    def read(self) -> RawText:
        raw = read("brief.pdf", self.bytes())
        assert _letters(raw.text) == _letters("".join(self.printed))
        assert all(a.end <= b.start for a, b in zip(raw.marks, raw.marks[1:], strict=False))
        return raw


def _letters(text: str) -> Counter[str]:
    return Counter(re.sub(r"[\s^-]", "", text))


def _marked(raw: RawText, kind: str) -> list[tuple[str, str]]:
    return [(mark.label, raw.text[mark.start : mark.end]) for mark in raw.marks if mark.kind == kind]


def _own(raw: RawText) -> list[str]:
    """Return the lines that hold anything but notes and furniture."""
    text = list(raw.text)
    for mark in raw.marks:
        if mark.kind != "reference":
            text[mark.start : mark.end] = " " * (mark.end - mark.start)
    return [line for line in "".join(text).split("\n") if line.strip()]


def test_wrapped_lines_are_joined_and_headings_stand_alone() -> None:
    press = Press()
    press.line("Vraag 1")
    press.paragraph(
        "Kent u het bericht dat fietsers in de polder geen hand voor ogen zien en daarover klagen bij de gemeente en bij het Rijk?"
    )
    press.gap()
    press.line("Antwoord op vraag 1")
    press.line("Ja.")
    press.paragraph(LONG)
    assert press.read().text.split("\n") == [
        "Vraag 1",
        "Kent u het bericht dat fietsers in de polder geen hand voor ogen zien en daarover klagen bij de gemeente en bij het Rijk?",
        "Antwoord op vraag 1",
        "Ja.",
        LONG,
    ]


def test_a_word_broken_over_lines_is_whole_again() -> None:
    press = Press()
    for line in (
        "Ik verwijs u naar de eerdere brieven over de wet- en regelgeving en de transforma-",
        "tiemiddelen voor de zorg, die ik samen met de verzekeraars heb opgesteld voor EU-",
        "lidstaten.",
    ):
        press.line(line)
    assert press.read().text.endswith(
        "de transformatiemiddelen voor de zorg, die ik samen met de verzekeraars heb opgesteld voor EU-lidstaten."
    )


def test_a_wrapped_line_that_looks_like_a_heading_or_an_item_is_none() -> None:
    press = Press()
    for line in (
        "Voor de gevolgen van de vertraging verwijs ik u naar het antwoord dat ik gaf op",
        "vraag 2. De brief daarover is op verzoek van de Kamer aan u verzonden omstreeks",
        "11 april 2024, met bijlagen.",
    ):
        press.line(line)
    assert len(press.read().text.split("\n")) == 1


def test_a_paragraph_runs_on_over_a_page_with_its_notes_and_foot_after_it() -> None:
    press = Press()
    press.y = 720
    press.paragraph(LONG.replace("betaalt", "betaalt^1^"), until=740)
    rest = press.y
    press.pdf.page, press.y = 1, 770
    press.line("^1^ Zie Kamerstuk 29 398, nr. 1000.", size=7)
    press.pdf.page, press.y = 2, rest + LEADING
    press.paragraph("Dit is de volgende alinea.")
    press.feet()
    raw = press.read()
    assert _own(raw) == [LONG.replace("betaalt", "betaalt1"), "Dit is de volgende alinea."]
    assert _marked(raw, "note") == [("1", "Zie Kamerstuk 29 398, nr. 1000.")]
    assert raw.text.index("wijzigen.") < raw.text.index("Zie Kamerstuk") < raw.text.index("Dit is")


def test_heads_and_feet_that_come_back_are_furniture_and_questions_at_the_top_are_not() -> None:
    press = Press()
    for number in (1, 2, 3):
        press.put(LEFT, 40, "Kamerbrief over fietspaden")
        press.line(f"Vraag {number}")
        press.paragraph(LONG)
        press.paragraph("Dat is nummer " + "een twee drie".split()[number - 1] + ".")
        if number < 3:
            press.page()
    press.feet()
    raw = press.read()
    assert [line for line in _own(raw) if line.startswith("Vraag")] == ["Vraag 1", "Vraag 2", "Vraag 3"]
    assert Counter(label for label, _ in _marked(raw, "furniture")) == {"running head": 3, "running foot": 3, "page number": 3}


def test_raised_marks_refer_to_notes_and_powers_and_ordinals_do_not() -> None:
    press = Press()
    press.paragraph(f"Ja.^1^ Het gaat om 200 m^2^ uit de 19^e^ eeuw, zoals bekend.^2^ {LONG}")
    press.y = 700
    press.line("^1^ NOS, 24 februari 2024.", size=7)
    press.line("^2^ Zie ook bijlage, in een noot die op de volgende regel nog verder gaat met veel meer woorden dan", size=7)
    press.line("op een regel passen.", size=7, x=LEFT + 6)
    raw = press.read()
    assert _marked(raw, "reference") == [("1", "1"), ("2", "2")]
    assert _marked(raw, "note") == [
        ("1", "NOS, 24 februari 2024."),
        ("2", "Zie ook bijlage, in een noot die op de volgende regel nog verder gaat met veel meer woorden dan op een regel passen."),
    ]
    assert raw.text.startswith("Ja.1 Het gaat om 200 m2 uit de 19e eeuw, zoals bekend.2 De weg")


@pytest.mark.parametrize("label", ["*", "a", "12", "iv"])
def test_a_note_may_have_any_label(label: str) -> None:
    press = Press()
    press.paragraph(f"Ja, dat bericht is bekend.^{label}^ {LONG}")
    press.y = 720
    press.line(f"^{label}^ NOS, 24 februari 2024.", size=7)
    raw = press.read()
    assert _marked(raw, "reference") == [(label, label)]
    assert _marked(raw, "note") == [(label, "NOS, 24 februari 2024.")]


def test_a_typed_label_opens_a_note_and_a_date_in_small_type_does_not() -> None:
    press = Press()
    press.paragraph(LONG)
    press.y = 720
    press.line("1) Nu.nl, 24 februari 2026.", size=7)
    press.line("2 Idem.", size=7)
    assert _marked(press.read(), "note") == [("1", "Nu.nl, 24 februari 2026."), ("2", "Idem.")]
    press = Press()
    press.paragraph(LONG)
    press.y = 720
    press.line("8 april 2026", size=7)
    assert _marked(press.read(), "note") == []


def test_a_note_in_the_middle_of_a_column_stays_there() -> None:
    press = Press()
    press.paragraph(f"Kent u dit bericht?^1^ {LONG}")
    press.line("^1^ NRC Handelsblad, 3 april 1999.", size=7)
    press.paragraph("Antwoord van de minister van Wegen.")
    text = press.read().text
    assert text.index("wijzigen.") < text.index("NRC") < text.index("Antwoord van")


def test_a_note_that_runs_on_over_a_page_is_one_note() -> None:
    press = Press()
    press.paragraph(f"Ja.^1^ {LONG}")
    press.y = 740
    press.line("^1^ NOS, 24 februari 2024, een bericht over de verlichting langs fietspaden dat doorgaat op de", size=7)
    press.page()
    press.paragraph(f"Nee.^2^ {LONG}")
    press.y = 740
    press.line("volgende bladzijde.", size=7, x=LEFT + 6)
    press.line("^2^ Idem.", size=7)
    notes = _marked(press.read(), "note")
    assert [label for label, _ in notes] == ["1", "2"]
    assert notes[0][1].endswith("dat doorgaat op de volgende bladzijde.")


@pytest.mark.parametrize("interleaved", [False, True], ids=["drawn by column", "drawn by line"])
def test_columns_are_read_one_after_the_other(interleaved: bool) -> None:
    press = Press()
    press.line("Aanhangsel van de Handelingen", x=40, size=14)
    columns = [press.broken(f"{LONG} {LONG}", 240, 9), press.broken(f"{LONG.upper()} {LONG.upper()}", 240, 9)]
    rows = [(x, y, text) for x, lines in zip((40, 300), columns, strict=True) for y, text in enumerate(lines)]
    for x, y, text in sorted(rows, key=lambda row: row[1]) if interleaved else rows:
        press.put(x, 120 + y * LEADING, text)
    assert press.read().text.split("\n") == ["Aanhangsel van de Handelingen", f"{LONG} {LONG}", f"{LONG.upper()} {LONG.upper()}"]


def test_a_table_is_a_line_for_each_row_with_tabs_between_its_cells() -> None:
    press = Press()
    press.paragraph(LONG)
    press.gap()
    for row in (("Jaar", "Gemeenten", "Provincies"), ("2022", "10 mln", "4 mln"), ("2023", "12 mln", "5 mln")):
        for x, cell in zip((200, 300, 400), row, strict=True):
            press.put(x, press.y, cell)
        press.y += LEADING
    assert press.read().text.split("\n")[-3:] == ["Jaar\tGemeenten\tProvincies", "2022\t10 mln\t4 mln", "2023\t12 mln\t5 mln"]


def test_the_lines_of_a_cell_are_joined() -> None:
    press = Press()
    for top, question, answer in ((100, LONG[:131], LONG[131:264]), (160, "Waarom?", LONG[:131])):
        for x, text in ((60, question), (320, answer)):
            press.y = top
            press.paragraph(text, x=x, right=x + 220)
    assert press.read().text.split("\n") == [f"{LONG[:131].strip()}\t{LONG[131:264].strip()}", f"Waarom?\t{LONG[:131].strip()}"]


def test_wide_spaces_in_justified_lines_make_no_cells() -> None:
    press = Press()
    press.paragraph("Ik heb daarover in de Kamer gezegd dat dit niet nodig is, en ik blijf daarbij.")
    words = "Gemeenten kiezen zelf of fietspaden verlichting krijgen,".split()
    width = sum(press.pdf.get_string_width(word) for word in words)
    for text in (words, ["zoals", "de", "wegbeheerder", "ook", "doet."]):
        x = LEFT
        for word in text:
            right = press.put(x, press.y, word)
            x = right + (RIGHT - LEFT - width) / (len(words) - 1) if text is words else right + 3
        press.y += LEADING
    assert "Gemeenten kiezen zelf of fietspaden verlichting krijgen, zoals de wegbeheerder ook doet." in press.read().text


def test_items_of_a_list_are_lines_of_their_own() -> None:
    press = Press()
    press.line("Het gaat om drie dingen:")
    for mark in ("1.", "2.", "-"):
        first, *more = press.broken(LONG[:150], 320, 9)
        press.put(LEFT, press.y, mark)
        press.line(first, x=LEFT + 20)
        for line in more:
            press.line(line, x=LEFT + 20)
    press.paragraph("Daarnaast geldt het volgende.")
    lines = press.read().text.split("\n")
    assert [line[:5] for line in lines] == ["Het g", "1. De", "2. De", "- De ", "Daarn"]


def _ministry() -> Press:
    press = Press()
    side = "Ministerie van Wegen|Directie Fietsen|Datum|8 april 2024|Ons kenmerk|4567890".split("|")
    first = ["Ministerie van Wegen", "Turfmarkt 147", *side[1:], "Uw kenmerk", "2024Z00001"]
    for lines in (first, side):
        press.y = 120
        press.paragraph(f"{LONG} {LONG}", x=60, right=400)
        for number, text in enumerate(lines):
            press.put(430, 100 + number * 9, text, 6.5)
        press.put(430, 800, f"Pagina {press.pdf.page_no()} van 2", 6.5)
        if lines is first:
            press.page()
    return press


def test_a_letterhead_beside_the_letter_is_read_first_and_its_repetition_is_furniture() -> None:
    raw = _ministry().read()
    own = _own(raw)
    assert own.index("2024Z00001") < own.index(f"{LONG} {LONG}")
    assert own.count("4567890") == 1
    assert ("letterhead", "4567890") in _marked(raw, "furniture")
    assert ("page number", "Pagina 2 van 2") in _marked(raw, "furniture")


def test_text_at_an_angle_is_furniture() -> None:
    press = Press()
    press.paragraph(LONG)
    with press.pdf.rotation(90, 30, 500):
        press.put(30, 500, "ah-tk-20232024-1314", 6)
    raw = press.read()
    assert _marked(raw, "furniture") == [("rotated text", "ah-tk-20232024-1314")]


def test_an_accent_drawn_over_a_letter_is_on_that_letter() -> None:
    press = Press()
    press.printed.append("ć")
    right = press.put(LEFT, 100, "Kostic")
    press.put(right - 3.8, 100, "\u00b4")
    assert read("brief.pdf", press.bytes()).text == "Kostić"


def test_reading_a_pdf_loads_its_library_and_importing_the_reader_does_not() -> None:
    code = "import sys, store.formats.pdf; sys.exit('pypdfium2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.text("abcdeVraag .,:;?-123", max_size=12), max_size=6), min_size=1, max_size=12), st.sampled_from([40, 200, 330])
)
def test_no_letter_is_lost_or_made_up(rows: Sequence[Sequence[str]], step: int) -> None:
    press = Press()
    press.line("x")
    for row in rows:
        right = 0.0
        for number, text in enumerate(row):
            # Beside what is there: a letter printed twice on one place is one bold letter, and is read as one.
            right = press.put(max(40 + number * step, right + 2), press.y, text, 6 + len(text) % 5)
        press.y += LEADING
    press.read()


def _message(data: bytes) -> str:
    with pytest.raises(DocumentUnreadable) as refused:
        read("brief.pdf", data)
    return str(refused.value)


def test_what_cannot_be_read_is_refused_with_what_to_do() -> None:
    assert "scan" in _message(Press().bytes())
    assert "is not a PDF" in _message(b"PK\x03\x04 something else")
    press = Press()
    press.paragraph(LONG)
    assert "damaged" in _message(press.bytes()[:300])
    locked = Press()
    locked.paragraph(LONG)
    locked.pdf.set_encryption("owner", "user")
    assert "password" in _message(locked.bytes())


def test_a_pdf_of_thousands_of_pages_is_refused_early() -> None:
    press = Press()
    for _ in range(MAX_PAGES):
        press.pdf.add_page()
    assert f"{MAX_PAGES + 1} pages" in _message(press.bytes())
