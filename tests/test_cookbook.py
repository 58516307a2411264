"""The Python blocks of the pages on corpora and annotation run, where the packages that they name are there."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SEEDS

BLOCK = re.compile(r"^```python(?: needs=(?P<needs>\S+)(?P<engines> engines)?)?\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str, engines: bool) -> Iterator[tuple[str, list[str]]]:
    for match in BLOCK.finditer((ROOT / "docs" / page).read_text(encoding="utf-8")):
        if bool(match["engines"]) == engines:
            yield match["code"], (match["needs"] or "").split(",") if match["needs"] else []


@pytest.fixture
def kitchen(sample: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with some articles, one of them told twice, and the sample corpus."""
    monkeypatch.chdir(tmp_path)
    kept = [{key: article[key] for key in ("id", "published", "title", "text")} for article in sample[:5]]
    lines = [json.dumps(article, ensure_ascii=False) for article in [*kept, {**kept[0], "id": "again"}]]
    (tmp_path / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "seeds").symlink_to(SEEDS)
    return tmp_path


def installed(needs: list[str]) -> bool:
    return all(importlib.util.find_spec(name) for name in needs)


def run(page: str, names: dict[str, Any]) -> None:
    ran = 0
    for code, needs in blocks(page, engines=False):
        if installed(needs):
            exec(compile(code, page, "exec"), names)
            ran += 1
    assert ran


@pytest.mark.usefixtures("kitchen", "extractor")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("page", ["annotation.md", "dataset.md"])
def test_blocks_of_a_page_run(page: str) -> None:
    run(page, {})


@pytest.mark.usefixtures("kitchen", "extractor")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_cookbook_runs_and_holds_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {"__name__": "cookbook"}
    run("cookbook.md", names)
    assert len(names["events"]) > 5
    assert names["by_currency"].index.names == ["type", "currency"]
    assert len(names["with_texts"]) == len(names["events"])
    assert "same time" in capsys.readouterr().out
    again = [deal for deal in names["deals"] if "again" in deal.articles]
    assert len(again) == len(names["extractions"][0])
    assert all(names["extractions"][0].id in deal.articles for deal in again)
    if "biggest" in names:
        assert names["biggest"]["amount"].is_monotonic_decreasing
    if "app" in names:
        (route,) = (route for route in names["app"].routes if route.path == "/events")
        answer = route.endpoint(names["Article"](text="Airbus investira 2 milliards d’euros à Toulouse."))
        assert answer["events"][0]["amount"]["low"] == "2000000000"
        with pytest.raises(names["HTTPException"], match="give an ISO date"):
            route.endpoint(names["Article"](text="x", published="hier"))


@pytest.mark.engines
@pytest.mark.parametrize("number", [0, 1], ids=["ray", "spark"])
def test_cookbook_runs_on_engines(number: int, kitchen: Path) -> None:
    code, needs = list(blocks("cookbook.md", engines=True))[number]
    if not installed(needs) or ("pyspark" in needs and not shutil.which("java")):
        pytest.skip(f"{needs} is not installed")
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run([sys.executable, "-c", code], cwd=kitchen, capture_output=True, text=True, timeout=300, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "investment" in done.stdout + done.stderr
