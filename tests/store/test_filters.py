"""What a question narrows itself to, and what it only speaks of; and the letters that are left."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.catalogue import Catalogue
from store.catalogue_writer import Entry, Writer
from store.embed import HashEmbedder
from store.filters import Filters, documents, from_question, without
from store.records import Asker, Bewindspersoon, Document

TODAY = date(2026, 11, 22)


def letter(id: str, day: date | None, roles: tuple[str, ...], party: str | None, **numbers: str) -> Document:
    """A letter that says who answered and asked, and nothing else."""
    return Document(
        id=id, kind="answer", origin=f"{id}.txt", answered_on=day, askers=(Asker(name="Jansen", party=party),),
        answered_by=tuple(Bewindspersoon(name=None, role=role) for role in roles), **numbers,  # type: ignore[arg-type]
    )  # fmt: skip


ROADS = letter("2024Z00001", date(2024, 6, 1), ("minister van Wegen",), "Fietspartij")
SAFETY = letter("2013Z00002", date(2013, 1, 31), ("minister van Veiligheid en Justitie",), "PvdA", aanhangselnummer="ah-tk-20122013-7")
RIGHTS = letter("2024Z00003", date(2024, 12, 31), ("minister voor Rechtsbescherming", "minister van Financiën"), "GroenLinks-PvdA")
UNDATED = letter("doc-0123456789", None, (), None)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Four letters: of a ministry nobody knows, of one under its former name, of two ministers, and one that says nothing of itself."""
    path = tmp_path_factory.mktemp("filters") / "catalogue.sqlite"
    none = HashEmbedder().passages([])
    with Writer(path) as writer:
        for document in (ROADS, SAFETY, RIGHTS, UNDATED):
            writer.add(Entry(document=document, passages=(), passage_vectors=none, sentence_vectors=none))
    return Catalogue(path)


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(since=date(2024, 6, 1)), {ROADS.id, RIGHTS.id}),
        (Filters(since=date(2024, 6, 2), until=date(2024, 12, 31)), {RIGHTS.id}),
        (Filters(ministry="JenV"), {SAFETY.id, RIGHTS.id}),
        (Filters(ministry="ministerie van Financiën"), {RIGHTS.id}),
        (Filters(ministry="wegen"), {ROADS.id}),
        (Filters(ministry="Tovenarij"), set()),
        (Filters(party="PvdA"), {SAFETY.id, RIGHTS.id}),
        (Filters(party="GL-PvdA", since=date(2024, 1, 1)), {RIGHTS.id}),
        (Filters(party="fietspartij"), {ROADS.id}),
        (Filters(document="ah-tk-20122013-7"), {SAFETY.id}),
        (Filters(document="doc-0123456789"), {UNDATED.id}),
        (Filters(document="2024Z00001", ministry="JenV"), set()),
    ],
    ids=lambda value: "-".join(value.named()) if isinstance(value, Filters) else "",
)
def test_letters_are_left_that_meet_all_filters(catalogue: Catalogue, filters: Filters, left: set[str]) -> None:
    assert documents(catalogue, filters) == left


def test_without_filters_no_letter_is_left_out(catalogue: Catalogue) -> None:
    assert documents(catalogue, Filters()) is None
    assert not Filters()
    assert Filters(party="SP")


JUSTICE, FINANCE = "Justitie en Veiligheid", "Financiën"
IN_2024 = {"since": "2024-01-01", "until": "2024-12-31"}


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        # A period of letters, or of what the government said.
        ("Welke antwoorden gaf de minister in 2024?", IN_2024),
        ("Brieven uit 2024 over stikstof", IN_2024),
        ("Zijn er antwoorden van na maart 2025 over wolven?", {"since": "2025-04-01"}),
        ("Wat heeft de minister sinds maart 2025 gezegd over wolven?", {"since": "2025-03-01"}),
        ("Wat antwoordde het kabinet vorig jaar op vragen over 5G?", {"since": "2025-01-01", "until": "2025-12-31"}),
        ("Wat schreef de regering tussen 2019 en 2021 over lerarentekorten?", {"since": "2019-01-01", "until": "2021-12-31"}),
        ("Wat stond er in de brief van 8 april 2026?", {"since": "2026-04-08", "until": "2026-04-08"}),
        ("In 2024 zei de minister dat de wolf mag worden geschoten. Klopt dat?", IN_2024),
        ("Welke vragen zijn beantwoord in 2024?", IN_2024),
        ("Wat zei minister Van Weel in 2024 over drugs?", IN_2024),
        ("Letters since March 2025 about wolves", {"since": "2025-03-01"}),
        # A ministry that is asked, spoke or should act.
        ("Wat zei de minister van Justitie in 2024?", {**IN_2024, "ministry": JUSTICE}),
        ("Gaat de minister van Justitie iets doen aan losgeld?", {"ministry": JUSTICE}),
        ("Wat moet er volgens de minister van Justitie gebeuren?", {"ministry": JUSTICE}),
        ("Is de staatssecretaris van Financiën bereid om het bedrag te verhogen?", {"ministry": FINANCE}),
        ("Wat is het standpunt van de minister van JenV over drugs?", {"ministry": JUSTICE}),
        ("Wat vindt de minister van wegen van fietspaden?", {"ministry": "wegen"}),
        ("What did the minister of Justice say in 2024 about ransom?", {**IN_2024, "ministry": JUSTICE}),
        # Who asked.
        ("Wat is het antwoord op de vragen van de PvdA over huur?", {"party": "PvdA"}),
        ("Welke vragen stelde GroenLinks-PvdA over Odido?", {"party": "GroenLinks-PvdA"}),
        ("Vragen van het lid Jansen (Fietspartij) over fietspaden", {"party": "Fietspartij"}),
        ("Antwoorden op vragen van de PVV uit 2024 over wolven", {**IN_2024, "party": "PVV"}),
        ("Vragen van de PVV aan de minister van Financiën", {"party": "PVV", "ministry": FINANCE}),
        # A letter by its number.
        ("Wat staat er in zaak 2026Z03908 over losgeld?", {"document": "2026Z03908"}),
        ("wat staat er in 2026z03908", {"document": "2026Z03908"}),
        ("Aanhangsel 1305 van 2025-2026", {"document": "ah-tk-20252026-1305"}),
        ("Aanhangsel van de Handelingen, vergaderjaar 2025–2026, nr. 1305", {"document": "ah-tk-20252026-1305"}),
        ("Wat zegt AH-TK-20252026-1305?", {"document": "ah-tk-20252026-1305"}),
        ("Waarover gaat doc-0123456789?", {"document": "doc-0123456789"}),
    ],
)  # fmt: skip
def test_a_question_that_says_which_letters_it_means_is_narrowed_to_them(
    catalogue: Catalogue, question: str, meant: dict[str, str]
) -> None:
    filters, words = from_question(question, catalogue, TODAY)
    assert filters.named() == meant
    assert words.keys() == meant.keys()
    assert all(said in question for said in words.values())


@pytest.mark.parametrize(
    "question",
    [
        # The year of an event: a later letter may answer.
        "Wat gebeurde er in 2024 met de uitkeringen?",
        "Hoeveel mensen kregen in 2023 een boete?",
        "Hoe vaak is er vorig jaar ingebroken?",
        "Wat zei de minister over het datalek in 2024?",
        "Wat heeft de minister in 2024 gedaan aan de wachtlijsten?",
        "Waarom zijn de prijzen volgens de regering sinds 2022 gestegen?",
        # When was asked is not when was answered.
        "Kamervragen gesteld in 2024 over Groningen",
        # Letters of others.
        "Wat stond er in de brieven van de Belastingdienst uit 2024?",
        "Wat stond er in de brieven uit 2024 aan gedupeerde ouders?",
        "Klopt het dat anonieme brieven uit 2024 zijn vernietigd?",
        "Heeft de minister gereageerd op de brief van 8 april 2026?",
        # A ministry, a minister or a party that is talked about.
        "Hoeveel vrouwen werken er bij het ministerie van Defensie?",
        "Wie is de minister van Justitie?",
        "Waarom is de minister van Justitie afgetreden?",
        "Kan de minister van Justitie worden ontslagen?",
        "Heeft de minister van Defensie van Duitsland gebeld?",
        "Wat kost het de VVD?",
        "Hoeveel leden heeft de SP?",
        # Two of a kind.
        "Wat is het antwoord op vragen van de PVV en de VVD?",
        "Wat moet volgens de minister van Justitie en de minister van Financiën?",
        "Wat is het verschil tussen zaak 2026Z03908 en zaak 2025Z00001?",
        # Words that are names elsewhere.
        "Ik vroeg denk ik iets over volt",
    ],
)
def test_what_a_question_only_speaks_of_narrows_nothing(catalogue: Catalogue, question: str) -> None:
    filters, words = from_question(question, catalogue, TODAY)
    assert (filters.named(), words) == ({}, {})


@pytest.mark.parametrize(
    ("question", "sought"),
    [
        ("Wat zei de minister van Justitie in 2024 over losgeld?", "Wat zei de minister over losgeld?"),
        ("Antwoorden op vragen van de PVV uit 2024 over wolven", "Antwoorden op vragen over wolven"),
        ("Wat staat er in zaak 2026Z03908 over losgeld?", "Wat staat er over losgeld?"),
        ("Wat vroeg de SP over de NS?", "Wat vroeg de SP over de NS?"),
        ("2026Z03908", "2026Z03908"),
        ("Moet Odido losgeld betalen?", "Moet Odido losgeld betalen?"),
    ],
)
def test_the_words_of_a_filter_are_not_looked_for_in_answers(catalogue: Catalogue, question: str, sought: str) -> None:
    assert without(question, from_question(question, catalogue, TODAY)[1]) == sought


STARTS = st.sampled_from(
    ["wat zei de minister van ", "vragen van de ", "brieven ", "zaak ", "antwoorden op vragen ", "in 2024 ", "PVV en ", "van 8 mei 2020 ",
     "Denk ",     "minister-president ", "tussen 2019 en ", "Aanhangsel 12 van ", "2026Z03908 ", "justitie, ", "é’ﬁ ", "(SP) "]
)  # fmt: skip


@given(st.lists(STARTS | st.text(max_size=8), max_size=8).map("".join))
def test_whatever_is_asked_its_filters_were_read_from_its_own_words(catalogue: Catalogue, question: str) -> None:
    filters, words = from_question(question, catalogue, TODAY)
    assert set(words) == set(filters.named())
    assert all(said and said in question for said in words.values())
    assert without(question, words).strip() or not question.strip()
