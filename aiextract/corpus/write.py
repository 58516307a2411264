"""Write results: JSON lines (an object an article), CSV and Parquet (a row an event, or nested)."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from aiextract.corpus.files import atomic, kind_of, open_writer
from aiextract.corpus.rows import COLUMNS, event_rows
from aiextract.errors import OptionError
from aiextract.events import Extraction

__all__ = ["FORMATS", "Style", "article_of", "format_of", "line_of", "write", "write_stream"]

FORMATS = ("jsonl", "csv", "parquet")
_OURS = ("id", "published", "title", "text", "events", "quantities", "warnings")
_LONE = re.compile("[\ud800-\udfff]")
_FORMULA = tuple("=+-@\t\r")


@dataclass(frozen=True, slots=True)
class Style:
    """How flat files are written: ``excel`` for a French Excel (semicolons, decimal commas, a byte-order mark), ``safe``
    against cells that a spreadsheet would run as formulas, ``flat`` for Parquet with a row an event.
    """

    excel: bool = False
    safe: bool = False
    flat: bool = False


def article_of(extraction: Extraction, *, keep_text: bool = False) -> dict[str, Any]:
    """The dictionary form of an article's result: its own keys first, then what was found.

    >>> article_of(Extraction("Rien.", (), id="a", meta={"origin": "AFP"}))
    {'id': 'a', 'published': None, 'origin': 'AFP', 'events': [], 'quantities': [], 'warnings': []}
    """
    whole = extraction.to_dict()
    article: dict[str, Any] = {"id": whole["id"], "published": whole["published"]}
    if whole["title"] is not None:
        article["title"] = whole["title"]
    article |= {key: value for key, value in whole["meta"].items() if key not in _OURS}
    if keep_text:
        article["text"] = whole["text"]
    return article | {key: whole[key] for key in ("events", "quantities", "warnings")}


def line_of(value: Mapping[str, Any]) -> str:
    """A value as one line of JSON, UTF-8 as it is; what JSON can't hold (dates, NaN, lone surrogates) in the nearest form.

    >>> line_of({"name": "Société", "rate": float("nan")})
    '{"name": "Société", "rate": null}\\n'
    """
    try:
        line = json.dumps(value, ensure_ascii=False, allow_nan=False, default=_text)
    except ValueError:
        line = json.dumps(_finite(value), ensure_ascii=False, default=_text)
    if _LONE.search(line):
        line = json.dumps(json.loads(line))
    return line + "\n"


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {key: _finite(item) for key, item in value.items()}
    return [_finite(item) for item in value] if isinstance(value, list | tuple) else value


def format_of(path: Path, chosen: str | None = None) -> tuple[str, str]:
    """The format and compression of an output: as chosen, else by its name.

    >>> format_of(Path("events.csv.gz")), format_of(Path("events"), "jsonl")
    (('csv', '.gz'), ('jsonl', ''))
    """
    kind, packed = kind_of(path)
    name = chosen or {".ndjson": "jsonl"}.get(kind, kind.removeprefix("."))
    if name not in FORMATS:
        raise OptionError(f"{path}: no known format; end the name in {', '.join('.' + f for f in FORMATS)}, or give --format")
    if name == "parquet" and packed:
        raise OptionError(f"{path}: Parquet is packed inside; name it without {packed}")
    return name, packed


def write(articles: Iterable[Mapping[str, Any]], path: Path, *, format: str | None = None, style: Style | None = None) -> None:
    """Write the dictionary forms of articles to ``path``, whole or not at all."""
    name, packed = format_of(path, format)
    with atomic(path) as partial:
        if name == "parquet":
            from aiextract.corpus.arrow import write_parquet

            write_parquet(articles, partial, flat=(style or Style()).flat)
            return
        with open_writer(partial, packed) as stream:
            for piece in _PIECES[name](articles, style or Style()):
                stream.write(piece)


def write_stream(articles: Iterable[Mapping[str, Any]], stream: IO[bytes], *, format: str, style: Style | None = None) -> None:
    """Write the dictionary forms of articles to an open stream, each as soon as it is known."""
    if format not in _PIECES:
        raise OptionError(f"{format} can't go to standard output; give a file with -o")
    for piece in _PIECES[format](articles, style or Style()):
        stream.write(piece)
        stream.flush()


def _json_pieces(articles: Iterable[Mapping[str, Any]], style: Style) -> Iterator[bytes]:
    for article in articles:
        yield line_of(article).encode()


def _csv_pieces(articles: Iterable[Mapping[str, Any]], style: Style) -> Iterator[bytes]:
    """The header, then the rows of one article after the other."""
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer, delimiter=";" if style.excel else ",")
    table.writerow(column.name for column in COLUMNS)
    mark = b"\xef\xbb\xbf" if style.excel else b""
    for article in articles:
        for row in event_rows(article):
            table.writerow(_cell(row[column.name], column.kind, style) for column in COLUMNS)
        if buffer.tell():
            yield mark + buffer.getvalue().encode(errors="replace")
            mark = b""
            buffer.seek(0)
            buffer.truncate()
    if buffer.tell():
        yield mark + buffer.getvalue().encode(errors="replace")


def _cell(value: Any, kind: str, style: Style) -> str:
    if value is None:
        return ""
    if kind == "boolean":
        return "true" if value else "false"
    if kind in {"decimal", "float"}:
        return str(value).replace(".", ",") if style.excel else str(value)
    cell = str(value)
    return f"'{cell}" if style.safe and kind != "integer" and cell.startswith(_FORMULA) else cell


_PIECES: dict[str, Callable[[Iterable[Mapping[str, Any]], Style], Iterator[bytes]]] = {"jsonl": _json_pieces, "csv": _csv_pieces}
