"""The README says what is true: its examples run, its commands and links exist."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from aiextract.cli import app

PAGES = [ROOT / name for name in ("README.md", "README.fr.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")]
PAGES += [ROOT / "docs" / f"{name}.md" for name in ("guide", "how_it_works", "comparison", "own_words", "api")]


def test_readme_examples_run(extractor: object) -> None:
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert tried >= 8
    assert failed == 0


@pytest.mark.parametrize(
    ("page", "least"), [("README.fr.md", 8), ("docs/guide.md", 35), ("docs/own_words.md", 10), ("docs/comparison.md", 3)]
)
def test_examples_of_a_page_run(page: str, least: int, extractor: object) -> None:
    assert "```python\n" not in (ROOT / page).read_text(encoding="utf-8").replace("```python\n>>> ", "")
    failed, tried = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8")
    assert tried >= least
    assert failed == 0


def test_api_reference_is_current() -> None:
    done = subprocess.run([sys.executable, "tools/make_api_docs.py", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "run tools/make_api_docs.py"


def test_every_command_is_told() -> None:
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in app.registered_commands:
        assert command.callback is not None
        assert f"`{command.callback.__name__}`" in told or f"aiextract {command.callback.__name__}" in told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert link.startswith("https://") or (page.parent / link).exists(), link


def test_decisions_are_numbered_pages() -> None:
    for page in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        number = int(page.name[:4])
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {number}. ")
        assert "**Decision.**" in text
