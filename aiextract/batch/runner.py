"""Run a corpus: streamed, ordered, resumable, by any number of local processes, with the same bytes whatever their number."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib import metadata, resources
from itertools import islice
from pathlib import Path
from typing import Any

from aiextract import __version__
from aiextract.batch.journal import Journal, State, locked, replace_json
from aiextract.batch.partition import BATCH
from aiextract.batch.pool import Inside, Pool
from aiextract.batch.worker import Chunk, Job, one_thread_each
from aiextract.corpus import Failure, Keys, Record, Style, read, write
from aiextract.corpus.read import files_of, results_of
from aiextract.corpus.write import format_of
from aiextract.errors import OptionError, RecordError, RunError
from aiextract.options import Options

__all__ = ["Summary", "Terminated", "run"]

_CHUNK_CHARACTERS = 200_000


class Terminated(KeyboardInterrupt):
    """SIGTERM came."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did."""

    output: Path
    articles: int
    events: int
    failed: int
    errors: Path | None

    def __str__(self) -> str:
        failed = f", {self.failed} failed (see {self.errors})" if self.failed else ""
        return f"{self.articles} articles, {self.events} events{failed} → {self.output}"


def run(
    inputs: str | Path | Iterable[str | Path],
    output: str | Path,
    *,
    workers: int = 1,
    resume: bool = False,
    errors: str | Path | None = None,
    on_error: str = "stop",
    published: str | None = None,
    keys: Keys | None = None,
    keep_text: bool = False,
    format: str | None = None,
    style: Style | None = None,
    companies: str | Path | None = None,
    progress: bool | None = None,
    **options: Any,
) -> Summary:
    """Extract from files and folders into ``output`` (``.jsonl``, ``.csv``, ``.parquet``; ``.gz``, ``.zst``).

    ``workers`` are processes with a model each (0: none, all happens here). ``on_error``: ``"stop"`` at the first article that
    fails, or ``"skip"`` it; failures go to ``errors`` (by default ``OUT.errors.jsonl``). ``resume`` goes on with a run that was
    interrupted in any way. ``OUT.meta.json`` tells versions, model, settings and counts. In a script, call it under
    ``if __name__ == "__main__":``.
    """
    if on_error not in {"stop", "skip"}:
        raise OptionError(f"on_error is {on_error!r}; give 'stop' or 'skip'")
    if workers < 0:
        raise OptionError(f"workers is {workers}; give 0 or more")
    Options.of(options)
    out = Path(output)
    kind = format_of(out, format)
    paths = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    names = [name for _, name in files_of(paths)]
    quarantine = Path(errors) if errors else out.with_name(out.name + ".errors.jsonl")
    job = Job(Path(companies) if companies else None, keep_text, options)
    settings = {"inputs": names, "published": published, "keys": asdict(keys or Keys()), "keep_text": keep_text, "options": options}
    settings |= {"aiextract": __version__, "lexicon": _data_hash(), "companies": _file_hash(job.companies)}
    print_of_settings = hashlib.sha256(json.dumps(settings, sort_keys=True, default=str).encode()).hexdigest()

    out.parent.mkdir(parents=True, exist_ok=True)
    with locked(out), _terminable():
        sidecar = out.with_name(out.name + ".meta.json")
        if resume and (before := _finished(out, sidecar, print_of_settings)):
            return Summary(out, *before, quarantine)
        journal = Journal(out, print_of_settings, resume=resume)
        if not journal.state.finished:
            records = read(paths, keys=keys, published=published, exclude=[out, quarantine, journal.lines])
            bar = _bar(progress, paths, journal.state)
            model = _work(journal, islice(records, journal.state.done, None), job, workers, on_error, bar)
            versions = {name: metadata.version(name) for name in ("spacy", "numpy")}
            state = journal.state
            counts = {"articles": state.done, "events": state.events, "failed": state.failed}
            about = {"aiextract": __version__, "python": platform.python_version(), **versions, "model": model}
            replace_json(sidecar, {**about, **settings, "settings": print_of_settings, "counts": counts})
            journal.finish()
        _put(journal, out, quarantine, kind, style, always=errors is not None)
        return Summary(out, journal.state.done, journal.state.events, journal.state.failed, quarantine)


def _work(journal: Journal, records: Iterator[Record | Failure], job: Job, workers: int, on_error: str, bar: Any) -> dict[str, Any]:
    """Everything that is not done yet; returns the model that did it."""
    with one_thread_each():
        pool = Pool(job, workers) if workers else Inside(job)
        try:
            model = pool.about()
            journal.open()
            for _, results in pool.ordered(_chunks(records)):
                bad = next((r for r in results if isinstance(r, Failure)), None)
                if bad and on_error == "stop":
                    raise RecordError(f"{bad}. What was done before is kept: mend the article and --resume, or go on with --on-error skip")
                journal.add(results)
                bar.update(len(results))
        finally:
            journal.close()
            bar.close()
            pool.close()
    return model


def _chunks(records: Iterable[Record | Failure]) -> Iterator[Chunk]:
    """Records by a few, fewer where they are long: the same cut for any number of workers."""
    chunk: list[Record | Failure] = []
    size = 0
    for record in records:
        chunk.append(record)
        size += len(record.data["text"]) if isinstance(record, Record) else 0
        if len(chunk) == BATCH or size >= _CHUNK_CHARACTERS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _put(journal: Journal, out: Path, quarantine: Path, kind: tuple[str, str], style: Style | None, *, always: bool) -> None:
    """The journal's files to their places. Each step can be done again, and the output comes last."""
    if journal.lines.exists():
        if journal.state.failed or always:
            if journal.errors.exists():
                os.replace(journal.errors, quarantine)
        else:
            quarantine.unlink(missing_ok=True)
        if kind == ("jsonl", ""):
            os.replace(journal.lines, out)
        else:
            lines = (r.data for r in results_of(journal.lines) if isinstance(r, Record))
            fresh = out.with_name(f"new.{out.name}")
            write(lines, fresh, format=kind[0], style=style)
            os.replace(fresh, out)
    journal.remove()


def _finished(out: Path, sidecar: Path, settings: str) -> tuple[int, int, int] | None:
    """The counts of a run that was finished with these settings, where there is nothing left to resume."""
    if not out.exists() or not sidecar.exists() or Journal.pending(out):
        return None
    told = json.loads(sidecar.read_text(encoding="utf-8"))
    if told.get("settings") != settings:
        raise RunError(f"{out} stands finished, but with other inputs, options or versions; run without --resume to replace it")
    counts = told["counts"]
    return counts["articles"], counts["events"], counts["failed"]


def _data_hash() -> str:
    """A hash of all tables and weights that the package reads by."""
    digest = hashlib.sha256()
    for folder in ("lexicon/data", "assemble/weights"):
        root = resources.files("aiextract").joinpath(folder)
        for entry in sorted(root.iterdir(), key=lambda e: e.name) if root.is_dir() else ():
            if entry.is_file():
                digest.update(entry.name.encode() + entry.read_bytes())
    return digest.hexdigest()


def _file_hash(path: Path | None) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path and path.is_file() else None


@contextmanager
def _terminable() -> Iterator[None]:
    """SIGTERM ends a run as an interrupt does: what is done stays done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: object) -> None:
        raise Terminated

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _bar(progress: bool | None, paths: Iterable[str | Path], state: State) -> Any:
    """A progress bar on standard error, by default only where somebody looks."""
    from tqdm import tqdm

    shown = sys.stderr.isatty() if progress is None else progress
    total = _count(paths) if shown else None
    return tqdm(total=total, initial=state.done, unit=" articles", disable=not shown, file=sys.stderr, smoothing=0.05)


def _count(paths: Iterable[str | Path]) -> int | None:
    """How many articles there are to read, where that is quick to say."""
    total = 0
    for path, _ in files_of(paths):
        if path.suffix in {".jsonl", ".ndjson"}:
            with path.open("rb") as stream:
                total += sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
        elif path.suffix in {".txt", ".html", ".htm"}:
            total += 1
        else:
            return None
    return total
