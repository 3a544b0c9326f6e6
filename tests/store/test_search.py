from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from store.build import build
from store.embed import HashEmbedder
from store.generation import Generation
from store.library import Library
from store.search import search
from store.settings import StoreSettings
from tests.store.chroma_process import EVERYWHERE

pytestmark = EVERYWHERE

LONG = " ".join(f"In gemeente nummer {n} staan de windmolens op afstand." for n in range(120))


def letter(number: str, *pairs: tuple[str, str]) -> str:
    head = f"Vragen van het lid Jansen (Fietspartij) aan de minister over molens\n({number}, ingezonden 3 mei 2024)\n\n"
    return head + "\n\n".join(f"Vraag {n}\n{asked}\n\nAntwoord op vraag {n}\n{said}" for n, (asked, said) in enumerate(pairs, 1))


def built(folder: Path, settings: StoreSettings, *texts: str) -> Generation:
    folder.mkdir()
    for n, text in enumerate(texts):
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    build([folder], settings)
    return Library(settings).current()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """The bundled letters with the embedder that needs no weights; for questions that change nothing."""
    settings = StoreSettings(store=tmp_path_factory.mktemp("shared"), embedder="hash", chroma_url=None)
    build([], settings)
    return Library(settings).current()


def test_the_answer_that_says_it_comes_first(generation: Generation) -> None:
    first, *_ = search(generation, "Wie betaalt de lantaarnpalen langs een fietspad?")
    assert first.passage.source == "2024Z00001/2"
    assert {way: rank for way, rank in first.ranks.items() if way != "sentences"} == {"vectors": 1, "terms": 1, "context": 1}
    assert first.via is None


def test_the_similarity_is_the_cosine_of_question_and_passage(generation: Generation) -> None:
    question = "Hoeveel huishoudens zaten zonder stroom?"
    vectors = generation.vectors.of([hit.passage.id for hit in search(generation, question)])
    for hit in search(generation, question):
        assert hit.similarity == pytest.approx(float(vectors[hit.passage.id] @ HashEmbedder().query(question)), abs=1e-3)


def test_hits_found_directly_come_best_first_and_each_answer_once(shared: Generation) -> None:
    hits = search(shared, "Moet een gehackt bedrijf de afpersers geld geven?", 50)
    direct = [hit.score for hit in hits if hit.via is None]
    assert direct == sorted(direct, reverse=True)
    sources = [hit.passage.source for hit in hits]
    assert len(sources) == len(set(sources))


def test_no_more_answers_are_found_than_asked_for(shared: Generation) -> None:
    for limit in (1, 3, 7):
        assert sum(hit.via is None for hit in search(shared, "losgeld betalen", limit)) == limit
    assert search(shared, "losgeld betalen", 0) == []


def test_the_answer_pointed_to_follows_its_pointer(tmp_path: Path, settings: StoreSettings) -> None:
    pairs = (("Wie betaalt het bier?", "De gemeente."), ("Mogen zebra's fluiten op zondag?", "Zie het antwoord op vraag 1."))
    generation = built(tmp_path / "in", settings, letter("2024Z00001", *pairs))
    pointer, target = search(generation, "Mogen zebra's fluiten?", 1)
    assert (pointer.passage.source, pointer.via) == ("2024Z00001/2", None)
    assert (target.passage.source, target.via) == ("2024Z00001/1", "2024Z00001/2")


def test_an_answer_found_on_its_own_keeps_its_own_place(generation: Generation) -> None:
    hits = search(generation, "Wie betaalt de lantaarnpalen langs een fietspad?")
    assert next(hit for hit in hits if hit.passage.source == "2024Z00001/2").via is None
    assert hits[0].passage.source == "2024Z00001/2"


def test_answers_that_point_to_each_other_are_each_followed_once(tmp_path: Path, settings: StoreSettings) -> None:
    pairs = (
        ("Mogen zebra's fluiten?", "Zie het antwoord op vraag 2."),
        ("Wie betaalt het bier?", "Zie het antwoord op vraag 3."),
        ("Waar is de lamp?", "Zie het antwoord op vraag 1."),
    )
    generation = built(tmp_path / "in", settings, letter("2024Z00001", *pairs))
    hits = search(generation, "Mogen zebra's fluiten?", 1)
    assert [(hit.passage.source, hit.via) for hit in hits] == [
        ("2024Z00001/1", None),
        ("2024Z00001/2", "2024Z00001/1"),
        ("2024Z00001/3", "2024Z00001/2"),
    ]


def test_a_pointer_to_very_many_brings_the_nearest_few(tmp_path: Path, settings: StoreSettings) -> None:
    pairs = [(f"Wat kost molen {n}?", f"Molen {n} kost {n} euro.") for n in range(30)]
    pairs[16:18] = [("Wat kosten zebra's?", "Een zebra kost veel."), ("Wat eten zebra's?", "Een zebra eet gras.")]
    pairs.append(("Mogen zebra's fluiten?", "Zie de antwoorden op de voorgaande vragen."))
    generation = built(tmp_path / "in", settings, letter("2024Z00001", *pairs))
    hits = search(generation, "Mogen zebra's fluiten?", 3)
    followed = [hit.passage.source for hit in hits if hit.via == "2024Z00001/31"]
    assert len(followed) == 5
    assert {"2024Z00001/17", "2024Z00001/18", "2024Z00001/31"} <= {hit.passage.source for hit in hits}


def test_the_parts_of_a_long_answer_fold_into_its_best(tmp_path: Path, settings: StoreSettings) -> None:
    text = LONG + " De kapotte wieken worden in de winter hersteld. " + LONG
    generation = built(tmp_path / "in", settings, letter("2024Z00001", ("Hoe gaat het met de molens?", text)))
    (hit,) = search(generation, "Wanneer worden de kapotte wieken hersteld?")
    assert "kapotte wieken" in hit.passage.answer
    assert hit.passage.start > 0
    assert hit.passage.id.startswith("2024Z00001/1#")


def test_the_letters_subject_helps_an_answer_that_does_not_repeat_it(tmp_path: Path, settings: StoreSettings) -> None:
    asked = ("Wat kost het?", "Dat kost tien euro.")
    dikes = letter("2024Z00001", ("Hoe hoog is de waterkering bij Zwolle?", "De waterkering bij Zwolle is zes meter hoog."), asked)
    bread = letter("2024Z00002", ("Hoe zwaar is een brood?", "Een brood weegt acht ons."), asked)
    generation = built(tmp_path / "in", settings, dikes, bread)
    order = [hit.passage.source for hit in search(generation, "Wat kost de waterkering bij Zwolle?")]
    assert order.index("2024Z00001/2") < order.index("2024Z00002/2")


ODD = ["", " ", "?!", "€", "\0", "\ud800", "\u200b", "🙂🙂", "a" * 5000, "de het een " * 500, "'; DROP TABLE"]


@pytest.mark.parametrize("question", ODD)
def test_an_odd_question_is_answered_without_trouble(shared: Generation, question: str) -> None:
    assert all(-1.001 <= hit.similarity <= 1.001 for hit in search(shared, question))


def test_a_question_without_a_word_in_common_has_no_rank_by_terms(shared: Generation) -> None:
    assert all("vectors" in hit.ranks and "terms" not in hit.ranks for hit in search(shared, "!?"))


def test_a_store_without_answers_finds_nothing(tmp_path: Path, settings: StoreSettings) -> None:
    text = "Vragen van het lid Jansen (Fietspartij) over molens\n(2024Z00001, ingezonden 3 mei 2024)\n\nVraag 1\nDraait de molen?\n"
    generation = built(tmp_path / "in", settings, text)
    assert generation.catalogue.counts.documents == 1
    assert search(generation, "Draait de molen?") == []


def test_a_question_is_answered_the_same_in_every_thread(shared: Generation) -> None:
    questions = ["losgeld betalen", "Heeft Odido de AVG overtreden?", "politie", "schadevergoeding voor klanten"] * 10
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda question: search(shared, question), questions)) == [search(shared, question) for question in questions]


@given(question=st.text(max_size=80))
@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_gives_the_same_hits_twice_and_no_answer_twice(shared: Generation, question: str) -> None:
    hits = search(shared, question, 5)
    assert hits == search(shared, question, 5)
    sources = [hit.passage.source for hit in hits]
    assert len(sources) == len(set(sources))
    assert all(hit.via is None or hit.via in sources for hit in hits)


def test_one_sentence_that_answers_lifts_a_long_answer_about_something_else(tmp_path: Path, settings: StoreSettings) -> None:
    aside = " ".join(f"Over onderwerp nummer {n} is het kabinet in overleg met alle betrokken partijen in het land." for n in range(12))
    hidden = ("Hoe staat het ermee?", f"{aside} Een zebra mag op zondag fluiten in het park. {aside}")
    others = [(f"Wat vindt u van molen {n}?", f"Molen {n} is een molen die in het park staat.") for n in range(8)]
    generation = built(tmp_path / "in", settings, letter("2024Z00001", hidden, *others))
    hits = {hit.passage.source: hit for hit in search(generation, "Mag een zebra op zondag fluiten in het park?")}
    assert hits["2024Z00001/1"].ranks["sentences"] == 1
    assert hits["2024Z00001/1"].score > max(hit.score for source, hit in hits.items() if source != "2024Z00001/1")


REPEATED = "Het is aan de toezichthouder om te bepalen of er aanleiding is voor een onderzoek naar de wieken, en daar treed ik niet in."


def dated(number: str, day: str, *pairs: tuple[str, str]) -> str:
    text = letter(number, *pairs)
    return text.replace("ingezonden 3 mei 2024)", f"ingezonden 3 mei 2024)\n\nAntwoord van minister Bakker (Molens) (ontvangen {day})")


def test_answers_in_the_same_words_are_one_hit_of_the_latest_letter(tmp_path: Path, settings: StoreSettings) -> None:
    early = dated("2024Z00001", "3 juni 2024", ("Wie onderzoekt de wieken van de molens?", REPEATED))
    late = dated("2024Z00002", "5 juni 2024", ("Komt er een onderzoek naar de wieken?", REPEATED))
    other = dated("2024Z00003", "4 juni 2024", ("Wie onderzoekt de wieken?", REPEATED.replace("niet in", "wel in")))
    generation = built(tmp_path / "in", settings, early, late, other)
    hits = search(generation, "Wie onderzoekt de wieken van de molens?")
    assert {hit.passage.source: hit.also for hit in hits} == {"2024Z00002/1": ("2024Z00001/1",), "2024Z00003/1": ()}


def test_of_answers_that_fit_equally_well_the_latest_comes_first(tmp_path: Path, settings: StoreSettings) -> None:
    days = {"2024Z00001": "3 juni 2024", "2024Z00002": "5 juni 2024", "2024Z00003": "4 juni 2024"}
    letters = [dated(number, day, ("Draaien de molens?", "Ja.")) for number, day in days.items()]
    hits = search(built(tmp_path / "in", settings, *letters), "Draaien de molens?")
    assert [hit.passage.document for hit in hits] == ["2024Z00002", "2024Z00003", "2024Z00001"]


def test_only_the_given_letters_are_searched(shared: Generation) -> None:
    wanted = "2026Z03908"
    hits = [hit for hit in search(shared, "Hoeveel klanten van Odido zijn er?", among={wanted}) if hit.via is None]
    assert hits
    assert {hit.passage.document for hit in hits} == {wanted}
    assert search(shared, "Hoeveel klanten van Odido zijn er?", among=()) == []
    assert search(shared, "Hoeveel klanten van Odido zijn er?", among={"2000Z99999"}) == []


def test_all_letters_given_is_the_same_as_none(shared: Generation) -> None:
    everything = set(shared.terms.letters)
    assert search(shared, "losgeld betalen", among=everything) == search(shared, "losgeld betalen")


SUPERVISOR = "De Autoriteit Persoonsgegevens (AP) houdt toezicht. Bij een overtreding kan deze toezichthouder een boete opleggen."


@pytest.mark.parametrize(
    "question",
    ["Hoe hoog is de watterkering bij Zwole?", "hoe hoog is de waterkering bij zwolle", "HOE HOOG IS DE WATERKERING BIJ ZWOLLE"],
)
def test_errors_and_capitals_do_not_hide_an_answer(tmp_path: Path, settings: StoreSettings, question: str) -> None:
    dikes = [(f"Hoe zwaar is molen {n}?", f"Molen {n} weegt {n} ton.") for n in range(20)]
    dikes[11] = ("Hoe hoog is de waterkering bij Zwolle?", "De waterkering bij Zwolle is zes meter hoog.")
    generation = built(tmp_path / "in", settings, letter("2024Z00001", *dikes))
    assert search(generation, question)[0].passage.source == "2024Z00001/12"


@pytest.mark.parametrize("question", ["Wat doet de AP?", "Wat doet de Autoriteit Persoonsgegevens?"])
def test_a_short_form_finds_what_only_its_long_form_says_and_the_other_way_round(
    tmp_path: Path, settings: StoreSettings, question: str
) -> None:
    others = [(f"Hoe zwaar is molen {n}?", f"Molen {n} weegt {n} ton.") for n in range(20)]
    spelled = letter("2024Z00001", ("Wie houdt toezicht?", SUPERVISOR))
    short = letter("2024Z00002", *others, ("Wie beboet dit?", "De AP."))
    long = letter("2024Z00003", *others, ("Wie beboet dit?", "De Autoriteit Persoonsgegevens."))
    generation = built(tmp_path / "in", settings, spelled, short, long)
    best = [hit.passage.source for hit in search(generation, question)[:3]]
    assert sorted(best) == ["2024Z00001/1", "2024Z00002/21", "2024Z00003/21"]
