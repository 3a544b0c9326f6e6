"""A run asks every case and leaves behind all that scoring and repeating it need."""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bot.records import Citation, Place, Reply, Sentence, Source, Status, StoreRange, Turn, WriterName
from bot.settings import BotSettings
from evals.report import show, verdict
from evals.run import RunFolderTaken, run
from evals.score import score
from store.errors import VectorsUnavailable

ANSWER = "Nee, dat is niet zo."


class ScriptedBot:
    """Answers every question with one literal sentence and remembers what it was asked; 'kapot' breaks it, 'stop' interrupts the run.

    Good as a stand-in because `run` sees no more of a bot than `reply`, and the replies are real records through the real wire.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []

    def reply(self, question: str, history: Sequence[Turn] = ()) -> Reply:
        """Return an answered Reply about the one answer it knows."""
        self.asked.append((question, tuple(history)))
        if question == "kapot":
            raise VectorsUnavailable("The Chroma server is gone.")
        if question == "stop":
            raise KeyboardInterrupt
        source = Source(
            id="doc-1/1",
            document="doc-1",
            numbers=(1,),
            subject=None,
            answered_by=(),
            answered_on=None,
            origin="brief.txt",
            url=None,
            question="Is dat zo?",
            answer=ANSWER,
        )
        citation = Citation(source="doc-1/1", quote=ANSWER, start=0, end=len(ANSWER))
        return Reply(
            status=Status.ANSWERED,
            asked=question,
            understood=f"{question} (begrepen)",
            sentences=(Sentence(text=ANSWER, verdict="literal", citations=(citation,)),),
            sources=(source,),
            notices=(),
            withheld=(),
            writer=WriterName(name="quote"),
            store=StoreRange(generation="g1", documents=1, first=None, last=None),
            timings={"search": 1.0, "first_sentence": 2.0, "total": 3.0},
        )


def case(id: str, question: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "kind": "answered", "question": question, "expect": {"status": ["answered"]}, "note": "read"} | more


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return written(tmp_path / "cases.jsonl", [case("one", "Is dat zo?"), case("two", "En nu?", history=["Is dat zo?", "Echt?"])])


def written(path: Path, values: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    return path


def quiet() -> Console:
    return Console(file=io.StringIO())


def rows(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "replies.jsonl").read_text(encoding="utf-8").splitlines()]


def test_every_case_is_asked_and_its_reply_saved(cases: Path, tmp_path: Path) -> None:
    folder = run(cases, tmp_path / "out", ScriptedBot(), BotSettings(), quiet())
    assert [(row["id"], row["error"], row["reply"]["sentences"][0]["text"]) for row in rows(folder)] == [
        ("one", None, ANSWER),
        ("two", None, ANSWER),
    ]


def test_earlier_questions_are_asked_first_and_their_replies_are_the_history(cases: Path, tmp_path: Path) -> None:
    bot = ScriptedBot()
    run(cases, tmp_path / "out", bot, BotSettings(), quiet())
    question, history = bot.asked[-1]
    assert question == "En nu?"
    assert history == tuple(
        Turn(
            question=earlier,
            understood=f"{earlier} (begrepen)",
            sources=("doc-1/1",),
            cited=("doc-1/1",),
            sentences=(Place(source="doc-1/1", start=0, end=len(ANSWER)),),
        )
        for earlier in ("Is dat zo?", "Echt?")
    )


def test_a_run_keeps_every_setting_the_versions_and_the_generation_beside_its_replies(cases: Path, tmp_path: Path) -> None:
    settings = BotSettings(writer="quote", chat_model="smollm2:135m", chroma_url="https://chroma.example", chroma_token="geheim")
    facts = json.loads((run(cases, tmp_path / "out", ScriptedBot(), settings, quiet()) / "run.json").read_text(encoding="utf-8"))
    assert set(facts["settings"]) == set(BotSettings.model_fields)
    assert facts["settings"]["chat_model"] == "smollm2:135m"
    assert facts["settings"]["chroma_url"] == "https://chroma.example"
    assert "geheim" not in json.dumps(facts)
    assert facts["generation"] == ["g1"]
    assert facts["cases"]["name"] == "cases.jsonl"
    assert facts["cases"]["count"] == 2
    assert facts["versions"]["chromadb"][0].isdigit()
    assert facts["started"] <= facts["finished"]


def test_a_case_that_breaks_is_recorded_and_the_next_is_asked(tmp_path: Path) -> None:
    path = written(tmp_path / "cases.jsonl", [case("broken", "kapot"), case("fine", "Is dat zo?")])
    folder = run(path, tmp_path / "out", ScriptedBot(), BotSettings(), quiet())
    assert [(row["id"], row["error"], row["reply"] is None) for row in rows(folder)] == [
        ("broken", "VectorsUnavailable: The Chroma server is gone.", True),
        ("fine", None, False),
    ]
    card = score(folder)
    assert (card.errors, card.missing, card.exit_code) == (1, 0, 3)
    assert verdict(card) == "INCOMPLETE: 1 cases broke, 0 were not asked. Run them again."


def test_an_interrupted_run_keeps_its_replies_and_is_scored_as_incomplete(tmp_path: Path) -> None:
    path = written(tmp_path / "cases.jsonl", [case("fine", "Is dat zo?"), case("never", "stop"), case("nor-this", "Is dat zo?")])
    with pytest.raises(KeyboardInterrupt):
        run(path, tmp_path / "out", ScriptedBot(), BotSettings(), quiet())
    assert json.loads((tmp_path / "out/run.json").read_text(encoding="utf-8"))["finished"] is None
    card = score(tmp_path / "out")
    assert (card.metrics["status_right"].n, card.missing, card.exit_code) == (1, 2, 3)


def test_a_second_run_replaces_the_first_and_says_so(cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = run(cases, tmp_path / "out", ScriptedBot(), BotSettings(), quiet())
    run(folder / "cases.jsonl", folder, ScriptedBot(), BotSettings(), quiet())
    assert len(rows(folder)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "is replaced" in said.err


def test_a_folder_with_other_things_is_left_alone(cases: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(RunFolderTaken, match=r"holds no run\. Give another folder"):
        run(cases, tmp_path / "mine", ScriptedBot(), BotSettings(), quiet())
    assert [entry.name for entry in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_the_bar_shows_how_far_it_is_and_no_question(cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(cases, tmp_path / "out", ScriptedBot(), BotSettings())
    said = capsys.readouterr()
    assert said.out == ""
    assert "2/2" in said.err
    assert "Is dat zo?" not in said.err


def test_the_table_shows_every_metric_and_what_was_expected_against_what_came(cases: Path, tmp_path: Path) -> None:
    card = score(run(cases, tmp_path / "out", ScriptedBot(), BotSettings(), quiet()))
    console = Console(file=io.StringIO(), width=140)
    show(card, console)
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert [name for name in card.metrics if name not in text] == []
    assert "Every promise kept." in text
    assert "nan" not in text.casefold()
