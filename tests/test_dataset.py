"""The data sheet of the sample corpus says what is in it, and the corpus is what the sheet says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, SEEDS

FILES = sorted(SEEDS.glob("*.jsonl"))


def test_figures_are_those_of_the_files() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / "dataset_stats.py", "--check"], check=False)
    assert done.returncode == 0, "python tools/dataset_stats.py --write"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_words_of_every_filler_stand_in_the_text(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        assert article["origin"] == "written for this project"
        for event in article["events"]:
            many = [item for slot in ("investors", "recipients", "places", "sources") for item in event[slot]]
            one = [event[slot] for slot in ("amount", "horizon", "date", "jobs", "stake") if event[slot]]
            assert all(item["text"] in article["text"] for item in many + one), article["id"]
