"""Every prompt and label is filled; what the code asks of `prompts/` is there, and what is there is asked for."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.prompt import FOLDER, PromptError, fill, holes, label, labels

ROOT = Path(__file__).resolve().parents[1]
NAMES = sorted(path.stem for path in FOLDER.glob("*.md"))
LABELLED = [name for name in NAMES if (FOLDER / f"{name}.md").read_text(encoding="utf-8").startswith("#")]
"""Files of labels open with a line that says what they are for."""
WHOLE = [name for name in NAMES if name not in LABELLED]
HOLE_LIKE = re.compile(r"\{\s*[^\W\d]\w*\s*\}")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A call of `fill` or `label` in the code."""

    where: str
    pattern: str
    """Regular expression for the prompt's name, or for the label's."""
    file: str | None
    """The file of labels where the code says it; None for a whole prompt or where a variable says it."""
    whole: bool
    given: frozenset[str] | None
    """The holes it fills; None where a mapping fills them."""


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / "bot").rglob("*.py")):
        if path.name != "prompt.py":
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def asked() -> Iterator[Asked]:
    constants = {
        target.id: node.value.value
        for _, tree in sources()
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(target := node.targets[0], ast.Name)
    }
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("fill", "label"):
                whole = node.func.id == "fill"
                file = None if whole else text_of(node.args[0], constants)
                pattern = text_of(node.args[0 if whole else 1], constants)
                keywords = [keyword.arg for keyword in node.keywords]
                given = None if None in keywords else frozenset(str(keyword) for keyword in keywords)
                if pattern:
                    yield Asked(where=f"{path.name}:{node.lineno}", pattern=pattern, file=file, whole=whole, given=given)


def text_of(node: ast.expr, constants: dict[str, object]) -> str | None:
    """A regular expression for the text of an expression; None when nothing of it is known."""
    if isinstance(node, ast.Constant):
        return re.escape(str(node.value))
    if isinstance(node, ast.Name):
        return re.escape(str(constants[node.id])) if node.id in constants else None
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part, constants) or r"\w+" for part in node.values)
    return None


def texts() -> set[str]:
    """Every string in the code, and each f-string as a regular expression."""
    found = set()
    for _, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr):
                found.add(text_of(node, {}) or "")
    # An f-string that is all holes would match anything.
    return {pattern for pattern in found if re.search(r"[a-z]{3}", pattern.replace(r"\w+", ""))}


@pytest.mark.parametrize("name", WHOLE)
def test_a_prompt_filled_has_every_value_and_no_hole_left(name: str) -> None:
    values = {hole: f"‹{hole}›" for hole in holes(name)}
    text = fill(name, **values)
    assert text.strip()
    assert [value for value in values.values() if value not in text] == []
    assert HOLE_LIKE.findall(text) == []


@pytest.mark.parametrize("file", LABELLED)
def test_a_label_filled_has_every_value_and_no_hole_left(file: str) -> None:
    values = {hole: f"‹{hole}›" for hole in holes(file)}
    for name in labels(file):
        text = label(file, name, **values)
        assert text, name
        assert HOLE_LIKE.findall(text) == [], name


@pytest.mark.parametrize("file", LABELLED)
def test_no_label_stands_twice(file: str) -> None:
    lines = (FOLDER / f"{file}.md").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[0].strip() for line in lines if line.strip() and not line.startswith("#")]
    assert names == list(labels(file))


def test_what_the_code_asks_for_is_there_with_its_holes_filled() -> None:
    calls = list(asked())
    assert len(calls) > 20
    wrong = []
    for call in calls:
        places = (
            [(None, name) for name in WHOLE]
            if call.whole
            else [(file, name) for file in LABELLED if call.file is None or re.fullmatch(call.file, file) for name in labels(file)]
        )
        meant = [(file, name) for file, name in places if re.fullmatch(call.pattern, name)]
        if not meant:
            wrong.append((call.where, call.pattern, "is not in prompts/"))
        for file, name in meant:
            text = fill(name, **dict.fromkeys(holes(name), "{x}")) if file is None else labels(file)[name]
            needed = holes(name) if file is None else frozenset(re.findall(r"\{([a-z_]+)\}", text))
            if call.given is not None and not needed <= call.given:
                wrong.append((call.where, name, f"lacks {sorted(needed - call.given)}"))
    assert wrong == []


def test_every_prompt_and_label_is_used() -> None:
    known = [re.compile(pattern) for pattern in texts()]
    names = [(None, name) for name in NAMES] + [(file, name) for file in LABELLED for name in labels(file)]
    assert [place for place in names if not any(pattern.fullmatch(place[1]) for pattern in known)] == []


def test_a_hole_without_a_value_is_named_with_its_file() -> None:
    with pytest.raises(PromptError, match=r"prompts/refused_personal_data: the hole \{what\} was not filled"):
        fill("refused_personal_data")
