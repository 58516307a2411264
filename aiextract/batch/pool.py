"""Chunks through worker processes, in order, whatever happens to a worker."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from aiextract.batch.worker import Chunk, Job, Results, Worker, load, start, work
from aiextract.corpus import Failure
from aiextract.errors import RunError

__all__ = ["Inside", "Pool"]

_AHEAD = 2  # chunks in flight for each worker


class Inside:
    """No processes at all: everything happens here."""

    def __init__(self, job: Job) -> None:
        self._worker = Worker(job)

    def about(self) -> dict[str, Any]:
        """The model at work."""
        return self._worker.about()

    def ordered(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, Results]]:
        """Each chunk with its results."""
        for chunk in chunks:
            yield chunk, self._worker.work(chunk)

    def close(self) -> None:
        """Nothing to close."""


class Pool:
    """Spawned workers, each with its own model. A dead one is replaced, and costs the article that killed it at most."""

    def __init__(self, job: Job, workers: int, work: Callable[[Chunk], Results] = work) -> None:
        self._job = job
        self._workers = workers
        self._work = work
        self._executor = self._new()

    def _new(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, mp_context=context, initializer=start, initargs=(self._job,))

    def about(self) -> dict[str, Any]:
        """Load the models; returns which they are."""
        try:
            loads = [self._executor.submit(load) for _ in range(self._workers)]
            abouts = [future.result() for future in loads]
        except BrokenProcessPool:
            raise RunError(
                "the workers die before their first article: too little memory, or a script that calls run() outside of"
                " `if __name__ == '__main__':`; workers=0 works without processes"
            ) from None
        return abouts[0]

    def ordered(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, Results]]:
        """Each chunk with its results, in the order of the chunks; only a few are read ahead."""
        source = iter(chunks)
        flying: deque[tuple[Chunk, Future[Results]]] = deque()
        while True:
            while len(flying) < _AHEAD * self._workers and (chunk := next(source, None)) is not None:
                flying.append((chunk, self._submit(chunk)))
            if not flying:
                return
            chunk, future = flying.popleft()
            try:
                results = future.result()
            except BrokenProcessPool:
                # Nobody knows whose fault it was: this chunk goes article by article with nothing else in flight.
                self._restart()
                results = self._one_by_one(chunk)
                flying = deque((c, f if _has_result(f) else self._submit(c)) for c, f in flying)
            yield chunk, results

    def close(self) -> None:
        """Let the workers end what they are at, and no more."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _submit(self, chunk: Chunk) -> Future[Results]:
        try:
            return self._executor.submit(self._work, chunk)
        except BrokenProcessPool as error:
            failed: Future[Results] = Future()
            failed.set_exception(error)
            return failed

    def _restart(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._new()

    def _one_by_one(self, chunk: Chunk) -> Results:
        results: Results = []
        for record in chunk:
            try:
                results += self._submit([record]).result()
            except BrokenProcessPool as error:
                self._restart()
                assert not isinstance(record, Failure)  # a failure is passed on as it is
                dead = RunError("the worker died over this article, twice: out of memory, or killed")
                dead.__cause__ = error
                results.append(Failure.of(record, dead))
        return results


def _has_result(future: Future[Results]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None
