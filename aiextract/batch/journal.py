"""What a run has done so far, kept so that any kill can be resumed and the output appears whole or not at all.

Beside ``OUT`` stand, until the run is finished: ``OUT.partial`` (lines), ``OUT.partial.errors`` (failures),
``OUT.partial.state`` (how much of both counts) and ``OUT.lock``. What was written behind the state's marks is cut off.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from aiextract.batch.worker import Results
from aiextract.corpus import Failure, line_of
from aiextract.corpus.files import PARTIAL
from aiextract.errors import RunError

__all__ = ["Journal", "State", "locked", "replace_json"]

_SECONDS_BETWEEN_MARKS = 0.5


@dataclass
class State:
    """How far a run is: records done, events and failures among them, and the bytes that count."""

    settings: str
    done: int = 0
    events: int = 0
    failed: int = 0
    line_bytes: int = 0
    error_bytes: int = 0
    finished: bool = False


class Journal:
    """The files of a run in progress."""

    def __init__(self, output: Path, settings: str, *, resume: bool) -> None:
        self.lines = output.with_name(output.name + PARTIAL)
        self.errors = self.lines.with_name(self.lines.name + ".errors")
        self._marks = self.lines.with_name(self.lines.name + ".state")
        self.state = self._read(settings) if resume else State(settings)
        if not resume and self._marks.exists():
            raise RunError(f"{self._marks} is of a run that was interrupted: finish it with --resume, or delete it to start anew")
        if self.state.settings != settings:
            raise RunError(f"{self._marks} is of a run with other inputs, options or versions: use the same, or delete it to start anew")
        self._marked_at = time.monotonic()
        self._streams: tuple[IO[bytes], IO[bytes]] | None = None

    @staticmethod
    def pending(output: Path) -> bool:
        """Is there a run to resume?"""
        return output.with_name(f"{output.name}{PARTIAL}.state").exists()

    def _read(self, settings: str) -> State:
        try:
            return State(**json.loads(self._marks.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return State(settings)
        except (ValueError, TypeError):
            raise RunError(f"{self._marks} can't be read: delete it to start anew") from None

    def open(self) -> None:
        """Cut off what does not count and stand ready to write."""
        lines, errors = self.lines.open("ab"), self.errors.open("ab")
        lines.truncate(self.state.line_bytes)
        errors.truncate(self.state.error_bytes)
        self._streams = (lines, errors)
        self.mark()

    def add(self, results: Results) -> None:
        """Write results; from time to time they are marked as done."""
        assert self._streams is not None
        lines, errors = self._streams
        for result in results:
            if isinstance(result, Failure):
                self.state.error_bytes += errors.write(line_of(result.to_dict()).encode())
                self.state.failed += 1
            else:
                self.state.line_bytes += lines.write(result.text.encode())
                self.state.events += result.events
        self.state.done += len(results)
        if time.monotonic() - self._marked_at > _SECONDS_BETWEEN_MARKS:
            self.mark()

    def mark(self) -> None:
        """What was added so far counts, even if the power fails now."""
        for stream in self._streams or ():
            stream.flush()
            os.fsync(stream.fileno())
        replace_json(self._marks, asdict(self.state))
        self._marked_at = time.monotonic()

    def finish(self) -> None:
        """All is read and written: what remains is to put the files where they belong."""
        self.state.finished = True
        self.mark()
        self.close()

    def close(self) -> None:
        """Mark what was added and close the files."""
        if self._streams is not None:
            self.mark()
            for stream in self._streams:
                stream.close()
            self._streams = None

    def remove(self) -> None:
        """The output stands: nothing is left to resume."""
        for path in (self.lines, self.errors, self._marks):
            path.unlink(missing_ok=True)


def replace_json(path: Path, value: dict[str, Any]) -> None:
    """Write a JSON file in one step."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("w", encoding="utf-8") as stream:
        json.dump(value, stream, ensure_ascii=False, indent=1)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(fresh, path)


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """One run an output: a second one is told so. The lock goes with its process, however that ends."""
    path = output.with_name(output.name + ".lock")
    with path.open("a+b") as stream:
        if not _lock(stream) or not path.exists() or not os.path.samestat(os.fstat(stream.fileno()), path.stat()):
            raise RunError(f"another run is writing {output} (it holds {path.name}); wait for it or choose another output")
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: IO[bytes]) -> bool:
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(stream: IO[bytes]) -> bool:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
