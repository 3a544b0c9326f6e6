"""The words of letters with their vectors: what is written is read back, damage is told, the background is everyone's."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from store.embed import HashEmbedder, Vector
from store.errors import StoreDamaged
from store.lexicon import MOST_ASKED, Lexicon, write
from store.records import Answer, Document, Question

EMBED = HashEmbedder().passages


def letter(id: str, *pairs: tuple[str, str]) -> Document:
    questions = tuple(Question(number=at, text=question) for at, (question, _) in enumerate(pairs, 1))
    answers = tuple(Answer(numbers=(at,), text=answer) for at, (_, answer) in enumerate(pairs, 1))
    return Document(id=id, kind="answer", origin=f"{id}.txt", questions=questions, answers=answers)


LETTERS = [
    letter("a", ("Wie betaalt de brug?", "De provincie betaalt de brug, de hele brug."), ("Vaart de pont?", "Ja.")),
    letter("b", ("Wie betaalt de dijk?", "Het waterschap betaalt.")),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "lexicon", LETTERS, EMBED)
    return tmp_path / "lexicon"


def test_a_word_counts_once_for_each_answer_with_its_question(folder: Path) -> None:
    lexicon = Lexicon(folder)
    assert [lexicon.passages_with(word) for word in ("brug", "betaalt", "pont", "ja", "vliegtuig")] == [1, 2, 1, 1, 0]


def test_the_words_are_those_of_questions_and_answers(folder: Path) -> None:
    lexicon = Lexicon(folder)
    words = {"wie", "betaalt", "de", "brug", "provincie", "hele", "vaart", "pont", "ja", "dijk", "het", "waterschap"}
    assert len(lexicon) == len(words)
    assert set(lexicon.vectors(sorted(words))[0]) == words


def test_vectors_come_in_the_order_asked_and_unknown_words_are_left_out(folder: Path) -> None:
    known, vectors = Lexicon(folder).vectors(["pont", "vliegtuig", "brug"])
    assert known == ["pont", "brug"]
    assert np.allclose(vectors, EMBED(["pont", "brug"]), atol=1e-3)


def test_no_known_word_gives_no_vector(folder: Path) -> None:
    known, vectors = Lexicon(folder).vectors(["vliegtuig"])
    assert (known, len(vectors)) == ([], 0)


def test_what_members_asked_is_sampled_each_question_once(tmp_path: Path) -> None:
    many = letter("c", *((f"Vraag naar dorp {number}?", "Ja.") for number in range(MOST_ASKED + 40)))
    write(tmp_path / "many", [many, many], EMBED)
    write(tmp_path / "turned", [many], EMBED)
    asked = Lexicon(tmp_path / "many").asked
    assert len(asked) == MOST_ASKED
    assert np.array_equal(asked, Lexicon(tmp_path / "turned").asked)


def test_the_background_does_not_depend_on_the_letters(folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "other", LETTERS[1:], EMBED)
    background = Lexicon(folder).background
    assert len(background) >= 50
    assert np.array_equal(background, Lexicon(tmp_path / "other").background)


@pytest.mark.parametrize(
    ("word", "errors", "found"),
    [
        ("brug", 0, {"brug"}),
        ("brg", 1, {"brug"}),
        ("pnot", 1, {"pont"}),
        ("waterschop", 1, {"waterschap"}),
        ("proviincie", 2, {"provincie"}),
        ("", 1, set()),
    ],
)
def test_words_that_resemble_a_word_are_among_those_given(folder: Path, word: str, errors: int, found: set[str]) -> None:
    assert found <= set(Lexicon(folder).resembling(word, errors, 1))


def test_words_of_other_letters_or_another_length_or_too_rare_resemble_none(folder: Path) -> None:
    lexicon = Lexicon(folder)
    assert not {"dijk", "waterschap"} & set(lexicon.resembling("brug", 1, 1))
    assert lexicon.resembling("brug", 0, 2) == []
    assert lexicon.resembling("betaalt", 0, 2) == ["betaalt"]


def test_the_short_forms_of_questions_and_answers_are_kept(tmp_path: Path) -> None:
    write(tmp_path / "lexicon", [letter("a", ("Wat doet de Raad voor Fietsen (RF)?", "De Wet Open Wegen (WOW) geldt."))], EMBED)
    short_forms = Lexicon(tmp_path / "lexicon").short_forms
    assert [form.long for short in ("RF", "WOW") for form in short_forms.of(short)] == ["Raad voor Fietsen", "Wet Open Wegen"]


def test_damaged_short_forms_that_were_not_cut_off_are_told_when_they_are_read(folder: Path) -> None:
    (folder / "short_forms.json").write_text('[{"short": "AP"}]', encoding="utf-8")
    lexicon = Lexicon(folder)
    with pytest.raises(StoreDamaged, match="kamerantwoord build"):
        assert lexicon.short_forms


def test_a_word_is_written_with_the_accents_that_most_answers_give_it(tmp_path: Path) -> None:
    answers = (
        "De financiën en een reële zorg.",
        "De Financie\u0308n en één zorg.",
        "De financien en een reele, reele zorg.",
        "Ja, een zorg.",
    )
    write(tmp_path / "lexicon", [letter("a", *(("Kent u dit?", answer) for answer in answers))], EMBED)
    lexicon = Lexicon(tmp_path / "lexicon")
    assert [lexicon.written(word) for word in ("financien", "reele", "een", "zorg", "vliegtuig")] == [
        "financiën",
        "reele",
        "een",
        "zorg",
        "vliegtuig",
    ]


def test_a_store_without_letters_has_a_lexicon_too(tmp_path: Path) -> None:
    def embed(texts: Sequence[str]) -> Vector:
        return EMBED(texts) if texts else np.zeros((0, 8), dtype=np.float32)

    write(tmp_path / "empty", [], embed)
    lexicon = Lexicon(tmp_path / "empty")
    assert (len(lexicon), len(lexicon.asked), lexicon.passages_with("brug")) == (0, 0, 0)


@pytest.mark.parametrize(
    "name", ["words.txt", "words.npy", "passages.npy", "letters.npy", "short_forms.json", "accented.json", "asked.npy", "background.npy"]
)
@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_a_damaged_part_is_told_with_what_to_do(folder: Path, name: str, damage: str) -> None:
    part = folder / name
    if damage == "gone":
        part.unlink()
    else:
        part.write_bytes(part.read_bytes()[: part.stat().st_size // 3])
    with pytest.raises(StoreDamaged, match="kamerantwoord build"):
        Lexicon(folder)


def test_words_and_vectors_of_different_number_are_told(folder: Path) -> None:
    with (folder / "words.txt").open("a", encoding="utf-8") as listed:
        listed.write("\nvliegtuig")
    with pytest.raises(StoreDamaged, match="not whole"):
        Lexicon(folder)


def test_a_finished_lexicon_is_not_written_over(folder: Path) -> None:
    with pytest.raises(FileExistsError):
        write(folder, LETTERS, EMBED)


def test_the_order_of_letters_does_not_change_what_is_written(tmp_path: Path) -> None:
    named = {"a": "Fietsen", "b": "Fietsen", "c": "Feest"}
    letters = [letter(id, ("Kent u dit?", f"De Raad voor {name} (RF) telt de financiën.")) for id, name in named.items()]
    write(tmp_path / "one", letters, EMBED)
    write(tmp_path / "two", letters[::-1], EMBED)
    assert {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()} == {
        path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()
    }
