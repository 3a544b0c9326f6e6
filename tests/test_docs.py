"""The programs in the documentation run as they stand there, each in a process of its own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from store.build import build
from store.settings import StoreSettings

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = (ROOT / "docs" / "llamaindex.md").read_text(encoding="utf-8")
PROGRAMS = re.findall(r"^## ([^\n]+)\n(?:(?!^## ).)*?^```python\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)
SAYS = {
    "Search": r"2026Z03908/\d",
    "A query engine with your own model": r"(text ?){20}\n\S+/\d",
    "Check what an engine wrote": r"^True 1\.0\nFalse 0\.5\nNot supported: De minister ziet aanleiding .*a denial was lost",
    "Async": r"toezicht.*\['.*/\d'.*\n.*gestolen.*\n\d{3,}",
    "An index of your own": r"(\d\.\d\d  \S+/\d+  .+\n){3}",
    "Saving, loading and other processes": r"^hash hash-.*\n23 \d{3,}\n",
}
"""What each prints, by the heading it stands under."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the bundled letters."""
    folder = tmp_path_factory.mktemp("store")
    build([], StoreSettings(store=folder, embedder="hash", chroma_url=None))
    return folder


def test_every_program_of_the_document_is_run() -> None:
    assert [heading for heading, _ in PROGRAMS] == list(SAYS)
    assert len(PROGRAMS) == DOCUMENT.count("```python")


@pytest.mark.parametrize(("heading", "program"), PROGRAMS, ids=[heading for heading, _ in PROGRAMS])
def test_a_program_runs_and_says_what_it_should(heading: str, program: str, store: Path, tmp_path: Path) -> None:
    settings = {"KAMERANTWOORD_STORE": str(store), "KAMERANTWOORD_EMBEDDER": "hash", "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "program.py"], cwd=tmp_path, env=os.environ | settings, capture_output=True, text=True, timeout=120, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert re.search(SAYS[heading], ran.stdout), ran.stdout
