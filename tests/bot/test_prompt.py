"""Every word for the model and the reader is a file that can be filled."""

import pytest

from bot.prompt import FOLDER, PromptError, fill, holes, label, labels

PROMPTS = sorted(path.stem for path in FOLDER.glob("*.md"))
LABELS = sorted(name for name in PROMPTS if (FOLDER / f"{name}.md").read_text(encoding="utf-8").startswith("#"))
HOLED = [name for name in PROMPTS if name not in LABELS and holes(name)]


@pytest.mark.parametrize("name", PROMPTS)
def test_every_prompt_can_be_filled(name: str) -> None:
    filled = fill(name, **dict.fromkeys(holes(name), "waarde"))
    assert filled.strip()
    for hole in holes(name):
        assert f"{{{hole}}}" not in filled


@pytest.mark.parametrize("name", HOLED)
def test_a_hole_that_is_not_filled_is_named_with_its_file(name: str) -> None:
    for hole in holes(name):
        with pytest.raises(PromptError, match=rf"prompts/{name}.*\{{{hole}\}}"):
            fill(name, **dict.fromkeys(holes(name) - {hole}, "waarde"))


@pytest.mark.parametrize("file", LABELS)
def test_every_label_has_a_text_and_can_be_filled(file: str) -> None:
    assert labels(file)
    for name, text in labels(file).items():
        assert text, f"{file}: {name} is empty"
        assert "waarde" in label(file, name, **dict.fromkeys(holes(file), "waarde")) or text == label(file, name)


def test_there_are_prompts_with_holes_and_files_of_labels() -> None:
    assert "write" in HOLED
    assert "writer_failed" in LABELS


def test_a_value_cannot_open_a_hole() -> None:
    filled = fill("write_question", sentences="s1: {question}", question="Wat?")
    assert "s1: {question}" in filled


def test_a_prompt_or_label_that_is_not_there_is_named() -> None:
    with pytest.raises(PromptError, match=r"prompts/bestaat_niet\.md"):
        fill("bestaat_niet")
    with pytest.raises(PromptError, match=r"prompts/writer_failed\.md has no line 'bestaat_niet"):
        label("writer_failed", "bestaat_niet")
