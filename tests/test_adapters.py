"""The engines' rows are those of a local run: the shared worker here, real Ray and real Spark with ``pytest -m engines``."""

from __future__ import annotations

import datetime
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aiextract.adapters import ray, spark
from aiextract.adapters.rows import COLUMNS, Rows, record_of
from aiextract.batch.runner import run
from aiextract.batch.worker import Job
from aiextract.corpus import Keys
from aiextract.errors import OptionError, RunError

RAY = """
import ray
from aiextract.adapters.ray import extract
ray.init(num_cpus=4, include_dashboard=False, log_to_driver=False, object_store_memory=200 * 2**20)
rows = extract(ray.data.read_json(articles, lines=True), actors=2, batch_size=8, min_confidence=0.1).take_all()
"""
SPARK = """
from pyspark.sql import SparkSession
from aiextract.adapters.spark import extract
session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
rows = [row.asDict() for row in extract(session.read.json(articles).repartition(2), min_confidence=0.1).collect()]
"""
WRITE = """
import json, sys
rows.sort(key=lambda row: row["id"])
json.dump(rows, open(sys.argv[2], "w", encoding="utf-8"))
"""


def articles(sample: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Some articles, one that can't be read, and one that travels with a column of its own."""
    kept = [{key: article[key] for key in ("id", "published", "text", "title")} for article in sample[:12]]
    return [
        *kept,
        {"id": "db", "published": "hier", "text": "Rien."},
        {"id": "dc", "published": "2025-03-01", "text": "Rien.", "desk": "éco"},
    ]


def local_lines(rows: list[dict[str, Any]], folder: Path) -> dict[str, str]:
    """The lines of a local run, by id."""
    source = folder / "articles.jsonl"
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    run(source, folder / "local.jsonl", workers=0, on_error="skip", min_confidence=0.1)
    return {json.loads(line)["id"]: line for line in (folder / "local.jsonl").read_text(encoding="utf-8").splitlines()}


def assert_same(rows: list[dict[str, Any]], lines: dict[str, str]) -> None:
    assert {row["id"]: row["json"] for row in rows if row["json"]} == lines
    assert all(row["events"] == len(json.loads(row["json"])["events"]) for row in rows if row["json"])
    (bad,) = (row for row in rows if not row["json"])
    assert (bad["id"], bad["events"], bad["published"]) == ("db", None, None)
    assert bad["error"].startswith("published is 'hier'")


def test_rows_are_those_of_a_local_run(sample: list[dict[str, Any]], tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    given = articles(sample)
    lines = local_lines(given, tmp_path)
    worker = Rows(Job(options={"min_confidence": 0.1}), Keys())
    batches = arrow.Table.from_pylist(
        given, schema=arrow.schema([(k, arrow.string()) for k in ("id", "published", "text", "title", "desk")])
    )
    results = arrow.Table.from_batches(worker.each(iter(batches.to_batches(max_chunksize=5))))
    assert results.column_names == [name for name, _ in COLUMNS]
    assert_same(results.to_pylist(), lines)
    assert results.column("id").to_pylist() == [row["id"] for row in given]
    assert json.loads(results.column("json")[13].as_py())["desk"] == "éco"


@pytest.mark.parametrize(
    ("row", "keys", "data"),
    [
        ({"text": "x"}, Keys(), {"id": None, "published": None, "text": "x"}),
        ({"text": "x", "id": 3, "date": datetime.date(2025, 3, 1)}, Keys(), {"id": "3", "published": "2025-03-01", "text": "x"}),
        ({"text": "x", "published": datetime.datetime(2025, 3, 1, 8)}, Keys(), {"id": None, "published": "2025-03-01", "text": "x"}),
        ({"corps": "x", "n": "a", "jour": "2025"}, Keys("corps", "n", "jour"), {"id": "a", "published": "2025", "text": "x"}),
        ({"corps": "x"}, Keys(), {"id": None, "published": None, "text": None, "corps": "x"}),
    ],
)
def test_record_of_a_row(row: dict[str, Any], keys: Keys, data: dict[str, Any]) -> None:
    assert record_of(row, keys).data == data


def test_wrong_options_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OptionError, match="unknown option 'confidence'"):
        spark.extract(None, confidence=1)
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.setitem(sys.modules, "ray.data", None)
    with pytest.raises(RunError, match=r"aiextract\[ray\]"):
        ray.extract(None)


@pytest.mark.engines
@pytest.mark.parametrize(("engine", "script"), [("ray", RAY), ("pyspark", SPARK)])
def test_engine_rows_are_those_of_a_local_run(engine: str, script: str, sample: list[dict[str, Any]], tmp_path: Path) -> None:
    if importlib.util.find_spec(engine) is None or (engine == "pyspark" and not shutil.which("java")):
        pytest.skip(f"{engine} is not installed")
    lines = local_lines(articles(sample), tmp_path)
    command = [
        sys.executable,
        "-c",
        f"import sys\narticles = sys.argv[1]\n{script}{WRITE}",
        tmp_path / "articles.jsonl",
        tmp_path / "rows.json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env={**os.environ, "PYSPARK_PYTHON": sys.executable})
    assert done.returncode == 0, done.stderr[-2000:]
    assert_same(json.loads((tmp_path / "rows.json").read_text(encoding="utf-8")), lines)
