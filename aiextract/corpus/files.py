"""Files as bytes: compression by ending, output that appears whole or not at all, and clear words where an extra is missing."""

from __future__ import annotations

import gzip
import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, cast

from aiextract.errors import AiextractError, RunError

__all__ = ["PARTIAL", "atomic", "kind_of", "open_reader", "open_writer", "optional"]

PARTIAL = ".partial"
_COMPRESSIONS = (".gz", ".zst")


def kind_of(path: Path) -> tuple[str, str]:
    """The kind of a file and its compression, by its name.

    >>> kind_of(Path("news.JSONL.gz")), kind_of(Path("a.txt"))
    (('.jsonl', '.gz'), ('.txt', ''))
    """
    suffixes = [s.lower() for s in path.suffixes[-2:]]
    packed = suffixes.pop() if suffixes and suffixes[-1] in _COMPRESSIONS else ""
    return (suffixes[-1] if suffixes else ""), packed


def optional(module: str, install: str, purpose: str) -> Any:
    """An optional module, or a :class:`~aiextract.errors.RunError` that names the install line."""
    try:
        return importlib.import_module(module)
    except ImportError:
        raise RunError(f"{purpose} needs {module.partition('.')[0]}; install it with: python -m pip install '{install}'") from None


def _zstd() -> Any:
    try:
        return importlib.import_module("compression.zstd")  # Python 3.14
    except ImportError:
        return optional("zstandard", "zstandard", "a .zst file")


def open_reader(path: Path) -> IO[bytes]:
    """The file's bytes, unpacked."""
    packed = kind_of(path)[1]
    if packed == ".gz":
        return cast(IO[bytes], gzip.open(path, "rb"))
    if packed == ".zst":
        stream: IO[bytes] = _zstd().open(path, "rb")
        return stream
    return path.open("rb")


@contextmanager
def open_writer(path: Path, packed: str = "") -> Iterator[IO[bytes]]:
    """A stream into ``path``, packed as told; the same content gives the same bytes at any time and place."""
    with path.open("wb") as raw:
        if packed == ".gz":
            with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as stream:
                yield cast(IO[bytes], stream)
        elif packed == ".zst":
            with _zstd().open(raw, "wb") as stream:
                yield stream
        else:
            yield raw


@contextmanager
def atomic(path: Path) -> Iterator[Path]:
    """A name to write to; it becomes ``path`` at the end, and goes away where something fails.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, atomic(Path(folder, "out.txt")) as partial:
    ...     _ = partial.write_text("whole")
    ...     partial.name
    'out.txt.partial'
    """
    partial = path.with_name(path.name + PARTIAL)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        os.replace(partial, path)
    except AiextractError:
        raise
    except OSError as error:
        raise RunError(f"{path} can't be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            partial.unlink()
