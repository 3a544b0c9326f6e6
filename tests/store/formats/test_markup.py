import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import DocumentUnreadable
from store.formats import markup
from store.raw import RawText

XML = """<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <metadata>
  <meta name="DC.identifier" scheme="XSD.anyURI" content="ah-tk-20242025-12"/>
  <meta name="OVERHEIDop.vergaderjaar" content="2024-2025"/>
  <meta name="DC.creator" content="Ministerie van Wegen"/>
 </metadata>
 <kamervragen>
  <kamervraagkop><tekstregel inhoud="vergaderjaar">Vergaderjaar 2024-2025</tekstregel></kamervraagkop>
  <kamervraagnummer>12</kamervraagnummer>
  <kamervraagomschrijving type="vraag">Vragen van het lid <naam><voorvoegsels>van</voorvoegsels><achternaam>Fiets</achternaam></naam>
   (<organisatie afkorting="FP">FP</organisatie>) over <kamervraagonderwerp>licht</kamervraagonderwerp>
   <datum isodatum="2024-05-03">(ingezonden 3 mei 2024)</datum>.</kamervraagomschrijving>
  <vraag><nr>1</nr><al>Kent u dit<noot id="n1" type="voet">
    <noot.nr>1</noot.nr><noot.al>NOS, <nadruk type="cur">1 mei</nadruk></noot.al></noot>?</al></vraag>
  <antwoord><nr>Antwoord 1</nr><al>Ja, zie <extref doc="x" soort="URL">de site</extref>.</al>
   <lijst type="expliciet"><li><li.nr>a.</li.nr><al>eerst</al><al>meer</al></li><li><li.nr>b.</li.nr><al>dan</al></li></lijst>
   <table><title>Tabel 1</title><tgroup cols="2"><colspec/>
    <thead><row><entry><al>Jaar</al></entry><entry><al>Aantal</al></entry></row></thead>
    <tbody><row><entry>2023</entry><entry>5</entry></row></tbody></tgroup></table></antwoord>
  <kamervraagopmerking><tussenkop>Toelichting:</tussenkop><al>Een aanvulling.</al></kamervraagopmerking>
  <ondertekening><functie>De Minister van Wegen,</functie><naam><voornaam>A.</voornaam><achternaam>Weg</achternaam></naam></ondertekening>
 </kamervragen>
</officiele-publicatie>"""

PUBLISHED = """<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Officiële bekendmakingen</title>
<meta name="DCTERMS.identifier" content="ah-1251487"><meta name="viewport" content="width">
<script>var vraag = 1;</script></head>
<body><header><a href="/">Overheid.nl</a></header><nav><ul><li>Menu</li></ul></nav>
<div id="broodtekst" class="stuk"><h1 class="kamervraagomschrijving_kop no-toc">Vragen van het lid Fiets (FP)</h1>
<div class="vraag"><h2 class="stuktitel">Vraag 1</h2>
 <p>Kent u dit<sup><a class="nootnum supernote-click-ID-1" href="#ID-1">1</a></sup>?<br>En dat?</p></div>
<div class="antwoord"><h2 class="stuktitel">Antwoord 1</h2><p>Ja.</p><ol start="3"><li><p>eerst</p><p>meer</p></li><li>dan</li></ol></div>
<div class="kamervraagopmerking"><h2>Toelichting</h2><p>Een aanvulling.</p></div>
<div id="noten"><hr><div class="voet noot snp" id="supernote-note-ID-1">
<h5 class="note-close"><a class="note-close" href="#c">X</a> Noot </h5>
<sup><span class="nootnum" id="ID-1">1</span></sup><p>NOS, <a href="https://nos.example">hier</a></p></div></div></div>
<footer>Over deze site</footer></body></html>"""

WORD = """<html xmlns:o="x"><body lang=NL><div class=WordSection1><p class=MsoNormal>Vraag 1<o:p></o:p></p>
<p>Tekst<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>
en meer<a href="#_ftn2" name="_ftnref2">[2]</a></p></div>
<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1>
<p><a href="#_ftnref1" name="_ftn1">[1]</a> Noot een.</p>
<p>Tweede deel.</p></div><div id=ftn2><p><a href="#_ftnref2" name="_ftn2">[2]</a> Noot twee.</p></div></div></body></html>"""

PANDOC = """<p>Ja<a href="#fn1" class="footnote-ref" id="fnref1"><sup>1</sup></a>.</p><section class="footnotes"><ol>
<li id="fn1"><p>De noot.<a href="#fnref1" class="footnote-back">↩</a></p></li></ol></section>"""

LIBRE = """<p>Ja<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>.</p>
<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>De noot.</p></div>"""


def xml(inner: str) -> str:
    return f'<?xml version="1.0"?><officiele-publicatie><kamervragen>{inner}</kamervragen></officiele-publicatie>'


def read(page: str | bytes, name: str = "ah-12.html") -> RawText:
    return markup.read(name, page if isinstance(page, bytes) else page.encode())


def lines(page: str | bytes) -> list[str]:
    return [line.rstrip() for line in read(page).text.split("\n") if line.strip()]


def marked(raw: RawText, kind: str) -> list[tuple[str, str]]:
    return [(mark.label, raw.text[mark.start : mark.end]) for mark in raw.marks if mark.kind == kind]


def test_a_publication_in_xml_is_read_line_by_line() -> None:
    assert lines(XML) == [
        "ah-tk-20242025-12",
        "DC.creator: Ministerie van Wegen",
        "Vergaderjaar 2024-2025",
        "12",
        "Vragen van het lid van Fiets (FP) over licht (ingezonden 3 mei 2024).",
        "Vraag 1",
        "Kent u dit1?",
        "NOS, 1 mei",
        "Antwoord 1",
        "Ja, zie de site.",
        "a. eerst",
        "meer",
        "b. dan",
        "Tabel 1",
        "Jaar\tAantal",
        "2023\t5",
        "Toelichting:",
        "Een aanvulling.",
        "De Minister van Wegen,",
        "A. Weg",
    ]


def test_notes_of_a_publication_in_xml_are_marks_and_its_number_is_furniture() -> None:
    raw = read(XML)
    assert marked(raw, "reference") == [("1", "1")]
    assert marked(raw, "note") == [("1", "NOS, 1 mei")]
    assert [label for label, _ in marked(raw, "furniture")] == ["identifier", "metadata", "number", "signature", "signature"]


def test_metadata_that_the_text_shows_is_not_repeated() -> None:
    text = read(XML).text
    assert text.count("2024-2025") == 1
    shown = XML.replace("Een aanvulling.", "Zie ah-tk-20242025-12 van het Ministerie van Wegen.")
    assert marked(read(shown), "furniture")[0] == ("number", "12")


@pytest.mark.parametrize(
    ("nr", "heading"),
    [("1", "Vraag 1"), ("1.", "Vraag 1."), ("2, 3 en 4", "Vraag 2, 3 en 4"), ("Vraag 1", "Vraag 1"), ("Vragen 1 en 2", "Vragen 1 en 2")],
)
def test_a_number_alone_gets_the_word_that_a_reader_sees_before_it(nr: str, heading: str) -> None:
    assert lines(xml(f"<vraag><nr>{nr}</nr><al>Hoe?</al></vraag>")) == [heading, "Hoe?"]
    assert lines(xml(f"<vraag><nummer>{nr}</nummer><al>Hoe?</al></vraag>")) == [heading, "Hoe?"]


def test_publications_of_before_are_read_too() -> None:
    old = (
        "<vragen><omschr>Vragen van het lid <naam>Fiets</naam> (FP). (Ingezonden 3 mei 1999)</omschr><vraag><nummer>1</nummer>"
        '<al>Kent u dit?<nootref refid="n1"/></al></vraag></vragen><noot id="n1"><noot.nr>1</noot.nr><noot.al>Trouw, 1 mei</noot.al></noot>'
    )
    raw = read(f'<?xml version="1.0" encoding="ISO-8859-1"?><vraagdoc>{old}</vraagdoc>')
    assert raw.text.rstrip().split("\n\n")[1:] == ["Vraag 1", "Kent u dit?", "1 Trouw, 1 mei"]
    assert marked(raw, "reference") == [("1", "")]
    assert marked(raw, "note") == [("1", "Trouw, 1 mei")]


def test_a_note_without_text_stays_and_a_note_in_a_table_stands_under_it() -> None:
    raw = read(
        xml(
            "<al>a<noot><noot.nr>1</noot.nr></noot></al><table><tr><td>x<noot><noot.nr>2</noot.nr><noot.al>y</noot.al></noot></td><td>z</td></tr></table>"
        )
    )
    assert raw.text.rstrip() == "a1\n\n\nx2\tz\ny"
    assert marked(raw, "note") == [("1", ""), ("2", "y")]


def test_an_unknown_element_is_a_line_of_its_own_unless_text_stands_beside_it() -> None:
    assert lines(xml("<nieuw>een</nieuw><nieuw>twee</nieuw><al>drie <nieuw>vier</nieuw> vijf</al>")) == ["een", "twee", "drie vier vijf"]


def test_a_published_page_is_read_without_the_site_around_it() -> None:
    raw = read(PUBLISHED)
    assert lines(PUBLISHED)[3:-1] == [
        "Vragen van het lid Fiets (FP)", "Vraag 1", "Kent u dit1?", "En dat?", "Antwoord 1", "Ja.", "3. eerst", "meer", "4. dan",
        "Toelichting", "Een aanvulling.", "1 NOS, hier",
    ]  # fmt: skip
    assert marked(raw, "reference") == [("1", "1")]
    assert marked(raw, "note") == [("1", "NOS, hier")]
    assert marked(raw, "furniture") == [
        ("identifier", "ah-1251487"), ("navigation", "Overheid.nl"), ("navigation", "Menu"), ("note number", "1 "),
        ("navigation", "Over deze site"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "references", "notes"),
    [
        (WORD, [("1", "[1]"), ("2", "[2]")], [("1", "Noot een. Tweede deel."), ("2", "Noot twee.")]),
        (PANDOC, [("1", "1")], [("1", "De noot.")]),
        (LIBRE, [("1", "1")], [("1", "De noot.")]),
    ],
    ids=["word", "pandoc", "libreoffice"],
)
def test_notes_are_known_in_pages_of_other_programs(page: str, references: list[tuple[str, str]], notes: list[tuple[str, str]]) -> None:
    raw = read(page)
    assert marked(raw, "reference") == references
    assert marked(raw, "note") == notes


def test_a_link_to_a_chapter_is_no_note() -> None:
    raw = read('<p>Zie <a href="#h">2</a> en m<sup>2</sup></p><h2 id="h">Hoofdstuk 2</h2><p>Tekst</p>')
    assert marked(raw, "note") == []
    assert raw.text.rstrip() == "Zie 2 en m2\n\nHoofdstuk 2\n\nTekst"


def test_tables_lists_and_typed_text_keep_their_lines() -> None:
    page = "<table><tr><th>a</th><th>b</th></tr><tr><td><p>c</p></td><td>d</td></tr></table>"
    page += "<ul><li>e</li></ul><pre>f\n  g</pre><dl><dt>h</dt><dd>i</dd></dl>"
    assert lines(page) == ["a\tb", "c\td", "e", "f", "  g", "h", "i"]


def test_each_paragraph_is_shown_to_be_one_and_rows_stand_together() -> None:
    page = "<p>een</p><p>twee<br>drie</p><table><tr><td>a<p>b</td><td>c</td></tr><tr><td>d</td><td>e</td></tr></table><p>vier</p>"
    assert read(page).text == "een\n\ntwee\ndrie\n\na\nb\nc\nd\te\n\nvier\n"


def test_white_space_is_that_of_a_browser() -> None:
    assert read("<p>een\n   <b>twee</b>\n drie&nbsp;vier</p>").text == "een twee drie\u00a0vier\n"


def test_hidden_text_and_forms_are_furniture_and_scripts_are_gone() -> None:
    raw = read("<p>Ja.</p><p style='display: none'>geheim</p><form>Zoek <input value=x></form><script>weg()</script><style>p{}</style>")
    assert marked(raw, "furniture") == [("hidden text", "geheim"), ("navigation", "Zoek ")]
    assert "weg" not in raw.text


@pytest.mark.parametrize(
    ("declared", "encoding"), [("iso-8859-1", "cp1252"), ("utf-8", "utf-8"), ("utf-8", "cp1252"), ("x-none", "utf-8"), ("utf-16", "utf-16")]
)
def test_a_page_is_decoded_as_it_declares_unless_its_bytes_say_otherwise(declared: str, encoding: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><p>één “café” € 5</p></html>'
    assert read(page.encode(encoding)).text.strip() == "één “café” € 5"
    publication = f'<?xml version="1.0" encoding="{declared}"?><kamervragen><al>één “café” € 5</al></kamervragen>'
    assert read(publication.encode(encoding)).text.strip() == "één “café” € 5"


def test_names_of_characters_are_known_in_xml_without_their_dtd() -> None:
    page = (
        '<?xml version="1.0"?><!DOCTYPE kamervragen SYSTEM "op.dtd"><kamervragen><al>caf&eacute; &amp; &euro; 5 &vreemd;</al></kamervragen>'
    )
    assert read(page).text.strip() == "café & € 5 &vreemd;"


BOMB = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (BOMB + "]><l>&a11;</l>", "entit"),
        (BOMB + ']><l x="&a11;">y</l>', "entit"),
        ('<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>', "declares XML entities"),
        ('<?xml version="1.0"?>' + "<a>" * 1_000_000, "Excessive depth"),
        ("<p>begin" + "<div>" * 1_000_000 + "slot", "Excessive depth"),
        ('<p title="' + "a" * 15_000_000 + '">x</p>', "limit exceeded"),
        ("<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + ">x</p>", "more than 300 attributes"),
        ('<?xml version="1.0"?><p ' + " ".join(f'a{n}="1"' for n in range(99_000)) + ">x</p>", "more than 300 attributes"),
        ("<p>x</p>" * 300_001, "more than 300000 elements"),
        ("x" * 20_000_001, "larger than 20 MB"),
        ('<?xml version="1.0"?><kamervragen><al>afgebr', "damaged or is no XML"),
        ("<html><body><p> &nbsp; </p></body></html>", "holds no text"),
        ("", "is empty"),
        ("<script>x</script>", "holds no text"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_hostile_or_empty_is_refused_with_a_reason_within_seconds(page: str, reason: str) -> None:
    began = time.monotonic()
    with pytest.raises(DocumentUnreadable, match=reason):
        read(page)
    assert time.monotonic() - began < 10


def test_a_binary_file_is_refused() -> None:
    with pytest.raises(DocumentUnreadable, match="not text but binary"):
        read(b"<html>\0\xff\0\0\xfe")


def test_thousands_of_notes_take_no_more_than_seconds() -> None:
    began = time.monotonic()
    links = "".join(f'<a href="#n{n}">{n % 900}</a>' for n in range(20_000))
    raw = read(f"<p>{links}</p>" + "".join(f"<p id=n{n}>noot</p>" for n in range(20_000)))
    assert len(marked(raw, "note")) == 20_000
    assert time.monotonic() - began < 20


WORDS = st.text(st.characters(whitelist_categories=["L", "P"], blacklist_characters="&<>"), min_size=1, max_size=8)


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw a page and its texts."""
    texts: list[str] = []

    def said() -> str:
        texts.append(draw(WORDS))
        return texts[-1]

    def block(depth: int) -> str:
        kind = draw(st.sampled_from(["p", "h2", "div", "ul", "table", "blockquote", "bare"] if depth else ["p", "bare"]))
        if kind in ("p", "h2"):
            return f"<{kind}>{said()} <b>{said()}</b><br>{said()}</{kind}>"
        if kind == "ul":
            return f"<ul><li>{block(depth - 1)}</li><li>{said()}</li></ul>"
        if kind == "table":
            return f"<table><tr><td>{block(depth - 1)}</td><td>{said()}</td></tr><tr><td>{said()}</td></tr></table>"
        return said() if kind == "bare" else f"<{kind}>{block(depth - 1)}{block(depth - 1)}</{kind}>"

    return "<html><body>" + "".join(block(3) for _ in range(draw(st.integers(1, 4)))), texts


@given(pages())
@settings(max_examples=150, deadline=None)
def test_any_page_gives_each_character_of_it_exactly_once(drawn: tuple[str, list[str]]) -> None:
    page, texts = drawn
    raw = read(page)
    assert "".join(raw.text.split()) == "".join("".join(texts).split())
    assert all(before.end <= after.start for before, after in zip(raw.marks, raw.marks[1:], strict=False))


@pytest.mark.parametrize("page", [XML, PUBLISHED, WORD], ids=["xml", "published", "word"])
def test_a_damaged_page_is_read_or_refused(page: str, damaged: Callable[[bytes, int], Iterator[bytes]]) -> None:
    texts, reasons = [], []
    for data in damaged(page.encode(), 300):
        try:
            texts.append(read(data).text)
        except DocumentUnreadable as error:
            reasons.append(str(error))
    assert len(texts) + len(reasons) == 300
    assert all(text.strip() for text in texts)
    assert all(reason.startswith("ah-12.html ") for reason in reasons)
