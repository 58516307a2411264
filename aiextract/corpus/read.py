"""Read articles: text, JSON lines, web pages, CSV, Parquet, folders and standard input, packed or not, one at a time.

Whatever can't be read becomes a :class:`Failure` in its place, so that no input is ever lost without a word.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Any

from aiextract.corpus.files import kind_of, open_reader, optional
from aiextract.corpus.html import article_of_page
from aiextract.errors import AiextractError, InputError, RecordError

__all__ = ["STDIN", "Failure", "Keys", "Record", "files_of", "read", "results_of"]

STDIN = Path("-")
_IN_FOLDERS = {".txt", ".jsonl", ".ndjson", ".html", ".htm"}


@dataclass(frozen=True, slots=True)
class Keys:
    """Under which names an input holds its text, id and date (``published``, else ``date``, where none is given)."""

    text: str = "text"
    id: str = "id"
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """An article as read, for :meth:`aiextract.extractor.Extractor.stream`, and the place it came from."""

    place: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read or extracted: which one, where it stands, what went wrong."""

    place: str
    id: str | None
    error: str
    reason: str

    @classmethod
    def of(cls, record: Record, error: BaseException) -> Failure:
        """The failure of a record by an error.

        >>> print(Failure.of(Record("news.jsonl:3", {"id": "a"}), RecordError("no text")))
        news.jsonl:3 (a): no text
        """
        return cls(record.place, record.data.get("id"), type(error).__name__, " ".join(str(error).split()) or type(error).__name__)

    def to_dict(self) -> dict[str, Any]:
        """The failure as a line of an errors file."""
        return {"place": self.place, "id": self.id, "error": self.error, "reason": self.reason}

    def __str__(self) -> str:
        return f"{self.place}{f' ({self.id})' if self.id and self.id != self.place else ''}: {self.reason}"


Raw = tuple[int | None, dict[str, Any] | AiextractError]  # line (None: the whole file) and what stands there


def read(
    paths: Iterable[str | Path],
    *,
    keys: Keys | None = None,
    published: str | None = None,
    exclude: Collection[Path] = (),
    stdin: IO[bytes] | None = None,
) -> Iterator[Record | Failure]:
    """The articles of files, folders and ``-`` (standard input), in order, each as a record or a failure.

    ``published`` is the date of articles without their own; ``exclude`` names files in folders to leave out (the output).
    Raises :class:`~aiextract.errors.InputError` for a path that does not exist or is of no known kind.
    """
    chosen = keys or Keys()
    for path, name in files_of(paths, exclude):
        for number, raw in _guarded(path, stdin):
            place = name if number is None else f"{name}:{number}"
            if isinstance(raw, AiextractError):
                yield Failure.of(Record(place, {}), raw)
            else:
                yield _shaped(raw, place, chosen, published)


def results_of(path: Path) -> Iterator[Record | Failure]:
    """The lines of an output of ours, in which the text may be missing."""
    with open_reader(path) as stream:
        for number, raw in _lines(stream):
            record = Record(f"{path.name}:{number}", {} if isinstance(raw, AiextractError) else raw)
            yield Failure.of(record, raw) if isinstance(raw, AiextractError) else record


def files_of(paths: Iterable[str | Path], exclude: Collection[Path] = ()) -> list[tuple[Path, str]]:
    """The files behind paths, with the names by which records and messages know them; folders are walked in sorted order."""
    found: list[tuple[Path, str]] = []
    left_out = {os.path.abspath(p) for p in exclude}
    for path in map(Path, paths):
        if path == STDIN:
            found.append((STDIN, "stdin"))
        elif path.is_dir():
            inside = sorted(p for p in path.rglob("*") if kind_of(p)[0] in _IN_FOLDERS and p.is_file() and not _hidden(p.relative_to(path)))
            found += [(p, p.relative_to(path).as_posix()) for p in inside if os.path.abspath(p) not in left_out]
        elif not path.exists():
            raise InputError(f"{path}: no such file or folder")
        elif kind_of(path)[0] not in _READERS:
            raise InputError(f"{path}: not a known kind of file; give {', '.join(sorted(_READERS))} (also .gz or .zst), a folder, or -")
        else:
            found.append((path, path.name))
    return found


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _guarded(path: Path, stdin: IO[bytes] | None) -> Iterator[Raw]:
    """The raw articles of one file; a file that breaks off ends in an error of its own."""
    number: int | None = None
    try:
        if path == STDIN:
            yield from _stdin(stdin or sys.stdin.buffer)
            return
        kind, packed = kind_of(path)
        if kind == ".parquet":
            yield from _parquet(path, packed)
            return
        with open_reader(path) as stream:
            for number, raw in _READERS[kind](stream):
                yield number, raw
    except (OSError, EOFError, zlib.error, csv.Error) as error:
        if isinstance(error, AiextractError):
            raise
        where = "can't be read" if number is None else f"breaks off after line {number}"
        yield None, RecordError(f"{where}: {getattr(error, 'strerror', None) or error}")


def _shaped(raw: Mapping[str, Any], place: str, keys: Keys, published: str | None) -> Record | Failure:
    """The article under the names that the extractor reads; keys that it does not know travel along."""
    data = dict(raw)
    text = data.pop(keys.text, None)
    data["id"] = str(data.pop(keys.id, None) or place)
    date = data.pop(keys.date, None) if keys.date else data.pop("published", None) or data.pop("date", None)
    data.pop("published", None)
    data["published"] = (date.isoformat() if hasattr(date, "isoformat") else date) or published
    record = Record(place, data)
    if not isinstance(text, str):
        have = ", ".join(map(repr, raw)) or "nothing"
        wrong = f"no text under the key {keys.text!r}" if text is None else f"the key {keys.text!r} holds {type(text).__name__}, no text"
        return Failure.of(record, RecordError(f"{wrong} (there is {have}); name the right one with --text-key"))
    data["text"] = text
    return record


def _decoded(data: bytes) -> str:
    """Text of bytes: UTF-8, UTF-16 by its mark, else Windows-1252, in which older French files are written."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _text(stream: IO[bytes]) -> Iterator[Raw]:
    yield None, {"text": _decoded(stream.read())}


def _page(stream: IO[bytes]) -> Iterator[Raw]:
    yield None, dict(article_of_page(_decoded(stream.read())))


def _lines(stream: Iterable[bytes]) -> Iterator[Raw]:
    for number, line in enumerate(stream, 1):
        if line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield number, _object(line)


def _object(line: bytes) -> dict[str, Any] | AiextractError:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return RecordError(f"not UTF-8 (byte {error.start}); convert the file, for example: iconv -f cp1252 -t utf-8")
    except (ValueError, RecursionError) as error:
        return RecordError(f"not JSON: {error}")
    return value if isinstance(value, dict) else RecordError(f"expected an object with a text, got {type(value).__name__}")


def _stdin(stream: IO[bytes]) -> Iterator[Raw]:
    blank: list[bytes] = []
    for line in stream:
        if line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
            yield from _lines(chain(blank, [line], stream))
            return
        blank.append(line)
        if line.strip():
            break
    yield None, {"text": _decoded(b"".join(blank) + stream.read())}


def _table(stream: IO[bytes]) -> Iterator[Raw]:
    csv.field_size_limit(sys.maxsize)
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        header = lines.readline()
        mark = max("\t;,", key=header.count)
        names = next(csv.reader([header], delimiter=mark), [])
        rows = csv.reader(lines, delimiter=mark)
        for row in filter(None, rows):
            number = rows.line_num + 1
            if len(row) != len(names):
                yield number, RecordError(f"{len(row)} cells where the header names {len(names)} columns")
            else:
                yield number, {name: _mended(cell) for name, cell in zip(names, row, strict=True) if cell}
    finally:
        lines.detach()  # the stream is closed by whoever opened it


def _mended(cell: str) -> str:
    """A cell with bytes that were no UTF-8 is read as Windows-1252."""
    try:
        cell.encode()
    except UnicodeEncodeError:
        return _decoded(cell.encode("utf-8", "surrogateescape"))
    return cell


def _parquet(path: Path, packed: str) -> Iterator[Raw]:
    if packed:
        raise InputError(f"{path}: unpack it first; Parquet is packed inside")
    parquet = optional("pyarrow.parquet", "aiextract[arrow]", "a Parquet file")
    number = 0
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=256):
                for row in batch.to_pylist():
                    number += 1
                    yield number, {key: value for key, value in row.items() if value is not None}
    except ValueError as error:  # pyarrow's own errors
        yield None, RecordError(f"breaks off after row {number}: {error}")


_READERS: dict[str, Callable[[IO[bytes]], Iterator[Raw]]] = {
    ".txt": _text,
    ".jsonl": _lines,
    ".ndjson": _lines,
    ".html": _page,
    ".htm": _page,
    ".csv": _table,
    ".tsv": _table,
    ".parquet": _text,  # read by _parquet, by its path
}
