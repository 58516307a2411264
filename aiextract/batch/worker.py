"""What a worker process does: load the model once, turn chunks of records into lines, end with its parent."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import connection, parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiextract.batch.partition import Line, run_partition
from aiextract.corpus import Failure, Record

if TYPE_CHECKING:
    from aiextract.extractor import Extractor

__all__ = ["Chunk", "Job", "Results", "Worker", "load", "one_thread_each", "start", "work"]

Chunk = Sequence[Record | Failure]
Results = list[Line | Failure]
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


@dataclass(frozen=True)
class Job:
    """What every worker needs to know."""

    companies: Path | None = None
    keep_text: bool = False
    options: dict[str, Any] = field(default_factory=dict)


class Worker:
    """An extractor and what to do with it."""

    def __init__(self, job: Job) -> None:
        from aiextract.extractor import extractor_with

        self.job = job
        self.extractor: Extractor = extractor_with(job.companies, **job.options)

    def work(self, chunk: Chunk) -> Results:
        """The results of a chunk, in order."""
        return list(run_partition(chunk, self.extractor, keep_text=self.job.keep_text))

    def about(self) -> dict[str, Any]:
        """The model that works here."""
        meta = self.extractor.nlp.meta
        return {"name": f"{meta['lang']}_{meta['name']}", "version": meta["version"], "licence": meta.get("license")}


_job = Job()
_worker: Worker | None = None


def start(job: Job) -> None:
    """Set a worker process up; the model is loaded by the first call, so that its errors reach the parent."""
    global _job
    _job = job
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def load() -> dict[str, Any]:
    """Load the model where it is not yet; returns what it is."""
    return _the_worker().about()


def work(chunk: Chunk) -> Results:
    """The results of a chunk, in a worker process."""
    return _the_worker().work(chunk)


def _the_worker() -> Worker:
    global _worker
    if _worker is None:
        _worker = Worker(_job)
    return _worker


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Processes started inside use one thread each for linear algebra: they share the cores already."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
