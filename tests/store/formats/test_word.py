import io
import time
import zipfile
from collections.abc import Callable, Iterator

import docx as python_docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.errors import DocumentUnreadable
from store.formats import word
from store.raw import RawText

Docx = Callable[..., bytes]


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tbl(*rows: list[str]) -> str:
    return f"<w:tbl>{''.join('<w:tr>' + ''.join(f'<w:tc>{cell}</w:tc>' for cell in row) + '</w:tr>' for row in rows)}</w:tbl>"


def numbered(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def numbering(*levels: tuple[str, str], more: str = "") -> str:
    lvls = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="7">{lvls}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{more}'


def ref(label: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{label}"/></w:r>'


def note(label: int, *paragraphs: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{label}">{"".join(paragraphs)}</w:{kind}>'


def read(data: bytes) -> RawText:
    return word.read("brief.docx", data)


def lines(data: bytes) -> list[str]:
    return read(data).text.split("\n")


def marked(raw: RawText, kind: str) -> list[tuple[str, str]]:
    return [(mark.label, raw.text[mark.start : mark.end]) for mark in raw.marks if mark.kind == kind]


def test_a_file_that_a_library_of_word_wrote_is_read_in_order() -> None:
    letter = python_docx.Document()
    letter.add_heading("Vraag 1")
    letter.add_paragraph("Kent u dit?")
    table = letter.add_table(rows=2, cols=2)
    for cell, text in zip([*table.rows[0].cells, *table.rows[1].cells], ["Jaar", "Aantal", "2023", "5"], strict=True):
        cell.text = text
    letter.add_paragraph("Ja.")
    data = io.BytesIO()
    letter.save(data)
    assert [line for line in lines(data.getvalue()) if line] == ["Vraag 1", "Kent u dit?", "Jaar\tAantal", "2023\t5", "Ja."]


def test_each_paragraph_is_a_line_and_an_empty_one_an_empty_line(docx: Docx) -> None:
    assert lines(docx(p(r("Vraag"), r(" 1")) + p() + p(r("Ja.")))) == ["Vraag 1", "", "Ja."]


def test_tabs_breaks_and_odd_hyphens_are_what_a_reader_sees(docx: Docx) -> None:
    run = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>niet</w:t><w:noBreakHyphen/><w:t>nood</w:t><w:softHyphen/><w:t>geval</w:t></w:r>"
    )
    assert lines(docx(p(run))) == ["a\tb", "niet-noodgeval"]


def test_signs_of_symbol_fonts_are_the_signs_a_reader_sees(docx: Docx) -> None:
    run = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:font="Arial" w:char="20AC"/></w:r>'
    assert lines(docx(p(run))) == ["≥→€"]


def test_links_content_controls_and_tags_keep_their_text(docx: Docx) -> None:
    body = (
        f'<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>{p(r("Datum "), "<w:hyperlink>" + r("rijk.nl") + "</w:hyperlink>")}'
        f"</w:sdtContent></w:sdt>{p('<w:smartTag>' + r('Den Haag') + '</w:smartTag>')}"
    )
    assert lines(docx(body)) == ["Datum rijk.nl", "Den Haag"]


def test_tracked_changes_are_accepted_and_comments_left_out(docx: Docx) -> None:
    body = p(
        "<w:del><w:r><w:delText>oud</w:delText></w:r></w:del>",
        f"<w:ins>{r('nieuw')}</w:ins>",
        f"<w:moveFrom>{r('weg')}</w:moveFrom><w:moveTo>{r(' hier')}</w:moveTo>",
        '<w:r><w:commentReference w:id="1"/></w:r>',
    )
    assert lines(docx(body)) == ["nieuw hier"]


def test_paragraphs_whose_border_was_deleted_are_one(docx: Docx) -> None:
    first = p(r("De eerste helft "), properties="<w:rPr><w:del/></w:rPr>")
    assert lines(docx(first + p(r("en de tweede.")) + p(r("Los.")))) == ["De eerste helft en de tweede.", "Los."]
    assert lines(docx(p(r("Los.")) + first)) == ["Los.", "De eerste helft "]


def test_a_deleted_row_is_gone(docx: Docx) -> None:
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(r('weg'))}</w:tc></w:tr>"
    assert lines(docx(tbl([p(r("a")), p(r("b"))]).replace("</w:tbl>", deleted + "</w:tbl>"))) == ["a\tb"]


def field(code: str, result: str) -> str:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"{char.format('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{char.format('separate')}{result}{char.format('end')}"


def test_of_a_field_the_result_is_read_and_not_its_code(docx: Docx) -> None:
    nested = field(" IF ", r("uit")).replace("<w:instrText> IF </w:instrText>", f"</w:r>{field(' DOCPROPERTY x ', r('code'))}<w:r>")
    assert lines(docx(p(r("Datum "), field(" DOCPROPERTY datum ", r("3 mei 2024")), r(" "), nested))) == ["Datum 3 mei 2024 uit"]


def test_a_field_that_never_ends_hides_nothing(docx: Docx) -> None:
    assert lines(docx(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', r("Vraag 1")) + p(field("X", r("Ja."))))) == ["Vraag 1", "Ja."]


def test_a_field_that_begins_where_nobody_reads_hides_nothing(docx: Docx) -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    assert lines(docx(p(f"<w:del>{begin}</w:del>", r("Ja"), end, f"<w:del>{end}</w:del>", begin, r("."), field("X", r(" Nee."))))) == [
        "Ja. Nee."
    ]


BOX = "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback>"
BOX += "<w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"


def test_a_text_box_is_read_once_before_or_after_the_paragraph_it_hangs_on(docx: Docx) -> None:
    box = BOX.format(p(r("Datum 3 mei 2024")))
    assert lines(docx(p(box, r("Geachte voorzitter,")))) == ["Datum 3 mei 2024", "Geachte voorzitter,"]
    assert lines(docx(p(r("Geachte voorzitter,"), box))) == ["Geachte voorzitter,", "Datum 3 mei 2024"]


def test_a_text_box_that_only_the_fallback_has_is_read(docx: Docx) -> None:
    only = BOX.format(p(r("Ons kenmerk"))).replace("<wps:txbx>", "<!--").replace("</wps:txbx>", "-->")
    assert lines(docx(p(only))) == ["Ons kenmerk", ""]


def test_a_page_number_in_the_text_is_furniture(docx: Docx) -> None:
    raw = read(docx(p(BOX.format(p(r("Pagina "), field(" PAGE ", r("1")), r(" van 3")))) + p(r("Ja."))))
    assert marked(raw, "furniture") == [("page number", "Pagina 1 van 3")]


def test_hidden_text_is_furniture(docx: Docx) -> None:
    raw = read(docx(p(r("Ja"), r(" geheim", "<w:vanish/>"), r(" zeker", '<w:vanish w:val="0"/>'))))
    assert raw.text == "Ja geheim zeker"
    assert marked(raw, "furniture") == [("hidden text", " geheim")]


def test_a_row_is_a_line_with_tabs_and_lay_out_is_not(docx: Docx) -> None:
    assert lines(docx(tbl([p(r("a")), p(r("b"))], [p(r("c")), p()]) + tbl([p(r("Vraag 1")) + p(r("Waarom?"))]))) == [
        "a\tb",
        "c",
        "Vraag 1",
        "Waarom?",
    ]


def test_cells_of_several_paragraphs_never_hide_a_heading_in_a_line(docx: Docx) -> None:
    row = [p(r("Vraag 1")) + p(r("Waarom?")), p(r("Antwoord 1")) + p(r("Daarom."))]
    assert lines(docx(tbl(row))) == ["Vraag 1", "Waarom?", "Antwoord 1", "Daarom."]
    assert lines(docx(tbl([p(r("Onderwerp")), p(r("Fietsen")) + p(r("en treinen"))]))) == ["Onderwerp\tFietsen", "en treinen"]


def test_a_table_in_a_cell_is_read_where_it_stands(docx: Docx) -> None:
    inner = tbl([p(r("1")), p(r("2"))])
    assert lines(docx(tbl([p(r("voor")) + inner + p(r("na"))]))) == ["voor", "1\t2", "na"]


def test_a_note_stands_under_its_paragraph_and_its_mark_has_no_text(docx: Docx) -> None:
    notes = note(-1, p(r("---"))).replace("<w:footnote ", '<w:footnote w:type="separator" ') + note(3, p(r("Kamerstuk"), r(" 25 424")))
    raw = read(docx(p(r("Ja."), ref(3), r(" Nee.")) + p(r("Slot")), footnotes=notes))
    assert raw.text == "Ja. Nee.\nKamerstuk 25 424\nSlot"
    assert [(m.kind, m.label, m.start, m.end) for m in raw.marks] == [("reference", "3", 3, 3), ("note", "3", 9, 25)]


def test_a_note_in_a_table_stands_under_the_table(docx: Docx) -> None:
    raw = read(docx(tbl([p(r("a"), ref(1)), p(r("b"))], [p(r("c")), p(r("d"))]) + p(r("Slot")), footnotes=note(1, p(r("noot")))))
    assert raw.text == "a\tb\nc\td\nnoot\nSlot"


def test_foot_and_end_notes_of_one_number_pair_in_order(docx: Docx) -> None:
    raw = read(docx(p(ref(1), r("x"), ref(1, "endnote")), footnotes=note(1, p(r("voet"))), endnotes=note(1, p(r("eind")), kind="endnote")))
    assert raw.text == "x\nvoet\neind"
    assert [(m.kind, m.label) for m in raw.marks] == [("reference", "1"), ("reference", "1"), ("note", "1"), ("note", "1")]


def test_a_note_without_text_is_an_empty_note_and_a_note_that_is_gone_none(docx: Docx) -> None:
    raw = read(docx(p(r("Ja."), ref(6), ref(9)), footnotes=note(6, p())))
    assert [(m.kind, m.label, raw.text[m.start : m.end]) for m in raw.marks] == [
        ("reference", "6", ""),
        ("reference", "9", ""),
        ("note", "6", ""),
    ]


def test_a_note_of_several_paragraphs_is_one_line(docx: Docx) -> None:
    raw = read(docx(p(r("Ja."), ref(1)), footnotes=note(1, p(r("een")), p(), p(r("twee"), "<w:r><w:br/></w:r>", r("drie")))))
    assert raw.text == "Ja.\neen twee drie"


def test_a_note_whose_mark_was_deleted_is_gone(docx: Docx) -> None:
    assert lines(docx(p(f"<w:del>{ref(1)}</w:del>", r("Ja.")), footnotes=note(1, p(r("weg"))))) == ["Ja."]


def test_headings_that_are_only_words_own_numbers_are_read(docx: Docx) -> None:
    forms = numbering(("decimal", "Vraag %1"))
    body = p(properties=numbered(1)) + p(r("Kent u dit?")) + p(r("Wat nu?"), properties=numbered(1))
    raw = read(docx(body, numbering=forms))
    assert raw.text == "Vraag 1\nKent u dit?\nVraag 2\nWat nu?"
    assert raw.marks == ()


def test_a_number_before_a_question_is_text_where_no_question_has_a_typed_one(docx: Docx) -> None:
    body = p(r("Kent u dit?"), properties=numbered(1)) + p(r("Antwoord")) + p(r("Ja.")) + p(r("Waarom?"), properties=numbered(1))
    raw = read(docx(body, numbering=numbering(("decimal", "%1."))))
    assert raw.text == "1. Kent u dit?\nAntwoord\nJa.\n2. Waarom?"
    assert raw.marks == ()


def test_numbers_of_a_list_are_furniture_where_questions_have_typed_numbers(docx: Docx) -> None:
    raw = read(docx(p(r("Vraag 1")) + p(r("eerst"), properties=numbered(1)), numbering=numbering(("decimal", "%1)"))))
    assert raw.text == "Vraag 1\n1) eerst"
    assert marked(raw, "furniture") == [("list number", "1) ")]


@pytest.mark.parametrize(
    ("form", "third"),
    [("decimal", "3"), ("lowerLetter", "c"), ("upperLetter", "C"), ("lowerRoman", "iii"), ("upperRoman", "III"), ("decimalZero", "03")],
)
def test_a_number_is_written_as_word_writes_it(docx: Docx, form: str, third: str) -> None:
    raw = read(docx(p(r("x"), properties=numbered(1)) * 3, numbering=numbering((form, "%1)"))))
    assert raw.text.split("\n")[2] == f"{third}) x"


def test_levels_restart_under_a_new_number_and_show_those_above(docx: Docx) -> None:
    body = "".join(p(r("x"), properties=numbered(1, level)) for level in (0, 1, 1, 0, 1))
    forms = numbering(("decimal", "%1."), ("lowerLetter", "%1%2."))
    assert lines(docx(body, numbering=forms)) == ["1. x", "1a. x", "1b. x", "2. x", "2a. x"]


def test_lists_of_one_kind_count_on_unless_one_starts_anew(docx: Docx) -> None:
    anew = '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    on = '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    body = "".join(p(r("x"), properties=numbered(number)) for number in (1, 3, 2, 2))
    assert lines(docx(body, numbering=numbering(("decimal", "%1."), more=anew + on))) == ["1. x", "2. x", "1. x", "2. x"]


def test_a_number_comes_from_the_style_unless_the_paragraph_takes_it_away(docx: Docx) -> None:
    styles = f'<w:style w:styleId="a"><w:pPr>{numbered(1)}</w:pPr></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    style = '<w:pStyle w:val="b"/>'
    body = (
        p(r("x"), properties=style) + p(r("y"), properties=style + '<w:numPr><w:numId w:val="0"/></w:numPr>') + p(r("z"), properties=style)
    )
    assert lines(docx(body, styles=styles, numbering=numbering(("decimal", "%1.")))) == ["1. x", "y", "2. z"]


def test_a_bullet_of_a_symbol_font_is_a_bullet(docx: Docx) -> None:
    assert lines(docx(p(r("x"), properties=numbered(1)), numbering=numbering(("bullet", "\uf0b7")))) == ["• x"]


def test_headers_and_footers_are_furniture_once_each_and_those_of_the_first_page_first(docx: Docx) -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first" r:id="header2"/>'
    section += '<w:headerReference w:type="even" r:id="header3"/><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    raw = read(
        docx(
            p(r("Ja.")) + section,
            header1=p(r("Datum 3 mei")),
            header2=p(r("Ons kenmerk 12")) + p(),
            header3=p(r("Datum 3 mei")),
            footer1=p(r("Pagina "), field("PAGE", r("1"))),
        )
    )
    assert raw.text == "Ons kenmerk 12\nDatum 3 mei\nJa.\nPagina 1"
    assert marked(raw, "furniture") == [("letterhead", "Ons kenmerk 12"), ("header", "Datum 3 mei"), ("page number", "Pagina 1")]


WORDS = st.text(st.characters(whitelist_categories=["L", "N", "P"]), min_size=1, max_size=8).map(
    lambda s: s.replace("&", "").replace("<", "")
)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    """Draw the XML of a body, the XML of its footnotes, and its texts."""
    texts: list[str] = []
    notes: list[str] = []

    def word_() -> str:
        texts.append(draw(WORDS))
        return r(texts[-1])

    def paragraph() -> str:
        runs = [word_() for _ in range(draw(st.integers(0, 3)))]
        if draw(st.booleans()) and len(notes) < 5:
            runs.append(ref(len(notes) + 1))
            notes.append(note(len(notes) + 1, p(word_())))
        if draw(st.booleans()):
            runs.append(BOX.format(p(word_())))
        return p(*runs)

    def block(depth: int) -> str:
        if depth and draw(st.booleans()):
            return tbl(*[[block(depth - 1) for _ in range(draw(st.integers(1, 3)))] for _ in range(draw(st.integers(1, 2)))])
        return paragraph()

    body = "".join(block(2) for _ in range(draw(st.integers(1, 4))))
    return body + p(word_()), notes, texts


@given(blocks())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_body_gives_each_character_of_it_exactly_once(docx: Docx, drawn: tuple[str, list[str], list[str]]) -> None:
    body, notes, texts = drawn
    raw = read(docx(body, footnotes="".join(notes)))
    assert sorted("".join(raw.text.split())) == sorted("".join("".join(texts).split()))
    assert len(marked(raw, "reference")) == len(marked(raw, "note")) == len(notes)
    assert [mark.start for mark in raw.marks] == sorted(mark.start for mark in raw.marks)
    assert all(before.end <= after.start for before, after in zip(raw.marks, raw.marks[1:], strict=False))


def test_a_damaged_file_is_read_or_refused_within_seconds(docx: Docx, damaged: Callable[[bytes, int], Iterator[bytes]]) -> None:
    body = "".join(p(r(f"Vraag {n}")) + p(r("Kent u dit?"), ref(n)) + tbl([p(r("a")), p(r("b"))]) for n in range(1, 9))
    whole = docx(body, footnotes="".join(note(n, p(r("noot"))) for n in range(1, 9)), numbering=numbering(("decimal", "%1.")))
    began, texts, reasons = time.monotonic(), [], []
    for data in damaged(whole, 400):
        try:
            texts.append(read(data).text)
        except DocumentUnreadable as error:
            reasons.append(str(error))
    assert len(texts) + len(reasons) == 400
    assert all(text.strip() for text in texts)
    assert len(reasons) > 100
    assert all("brief.docx" in reason for reason in reasons)
    assert time.monotonic() - began < 60


def test_a_damaged_part_in_a_whole_zip_is_read_or_refused(docx: Docx, damaged: Callable[[bytes, int], Iterator[bytes]]) -> None:
    body = p(r("Vraag 1"), ref(1)) + tbl([p(r("a")), p(field("PAGE", r("1")))]) + p(r("Ja."), properties=numbered(1))
    with zipfile.ZipFile(io.BytesIO(docx(body, footnotes=note(1, p(r("noot"))), numbering=numbering(("decimal", "%1."))))) as package:
        files = {path: package.read(path) for path in package.namelist()}
    outcomes = []
    for path in ("word/document.xml", "word/numbering.xml", "word/footnotes.xml", "word/_rels/document.xml.rels"):
        for data in damaged(files[path], 80):
            whole = io.BytesIO()
            with zipfile.ZipFile(whole, "w") as package:
                for other, content in files.items():
                    package.writestr(other, data if other == path else content)
            try:
                outcomes.append(read(whole.getvalue()).text)
            except DocumentUnreadable as error:
                outcomes.append(str(error))
    assert len(outcomes) == 320
    assert all(outcomes)


def zipped(files: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        for path, data in files.items():
            package.writestr(path, data)
    return whole.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (OLE + b"WordDocument", r"old Word format \(\.doc\); open it in Word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (b"", "is empty"),
        (b"{\\rtf1 brief}", "Rich Text Format"),
        (b"Vraag 1", "damaged and cannot be opened"),
        (zipped({"brief.txt": b"Vraag 1"}), "without a Word letter in it"),
        (zipped({"word/document.xml": b"<a/>"}), "no Word text in it"),
        (zipped({"word/document.xml": b"<a><body><p/></body></a>"}), "holds no text"),
        (zipped({"word/document.xml": b"<a><body><altChunk/><p><r><t>x</t></r></p></body></a>"}), "another file embedded"),
        (zipped({"word/document.xml": b"<a><body>" + b"<tbl><tr><tc>" * 4_000}), "Excessive depth"),
        (zipped({"word/document.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}), "expands to far more"),
        (zipped({"word/document.xml": b"<a><body/></a>", "x.bin": bytes(500_000_000)[:401_000_000]}), "expands to far more"),
        (
            zipped({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a><body><p><r><t>&b;</t></r></p></body></a>'}),
            "declares XML entities",
        ),
        (
            zipped({"word/document.xml": b"<a><body><p " + b" ".join(b'a%d="1"' % n for n in range(999)) + b"/></body></a>"}),
            "300 attributes",
        ),
        (zipped({"word/document.xml": b"<a><body>" + b"<p/>" * 300_001 + b"</body></a>"}), "300000 elements|expands to far more"),
    ],
)
def test_what_is_no_letter_is_refused_with_the_reason_and_what_to_do(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentUnreadable, match=reason):
        read(data)


def test_a_size_that_a_zip_lies_about_is_not_believed(docx: Docx) -> None:
    bomb = zipped({"word/document.xml": b"<a>" + b"\n" * 900_000 + b"</a>"})
    true, lie = (900_007).to_bytes(4, "little"), (900).to_bytes(4, "little")
    assert bomb.count(true) == 2
    with pytest.raises(DocumentUnreadable, match="damaged"):
        read(bomb.replace(true, lie))


def test_a_letter_with_a_password_on_its_parts_is_refused(docx: Docx) -> None:
    data = bytearray(docx(p(r("Ja."))))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        directory = package.start_dir
    data[directory + 8] |= 1
    with pytest.raises(DocumentUnreadable, match="locked with a password"):
        read(bytes(data))


def test_deep_tables_of_a_real_letter_are_read_without_recursion(docx: Docx) -> None:
    cell = p(r("diep"))
    for _ in range(60):
        cell = tbl([cell])
    assert lines(docx(cell)) == ["diep"]
