"""Parquet with a declared schema, derived from the dataclasses (nested) or from the flat columns."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from decimal import Context, Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from aiextract.corpus.files import optional
from aiextract.corpus.rows import COLUMNS, event_rows
from aiextract.events import Extraction, Value

__all__ = ["write_parquet"]

_PRECISION, _SCALE = 38, 4
_LIMIT = Decimal(10) ** (_PRECISION - _SCALE)
_ROWS = 1000
_STEP = Decimal(1).scaleb(-_SCALE)
_EXACT = Context(prec=_PRECISION)


def write_parquet(articles: Iterable[Mapping[str, Any]], path: Path, *, flat: bool = False) -> None:
    """Write articles to a Parquet file: a row an article with its events nested, or with ``flat`` a row an event.

    Figures are ``decimal128(38, 4)``; one that does not fit is null (its words are in the span). The keys that travelled along
    are JSON in the column ``meta``.
    """
    arrow = optional("pyarrow", "aiextract[arrow]", "a Parquet file")
    parquet = optional("pyarrow.parquet", "aiextract[arrow]", "a Parquet file")
    kinds = _kinds(arrow)
    if flat:
        schema = arrow.schema([(c.name, kinds[c.kind]) for c in COLUMNS])
        decimals = [c.name for c in COLUMNS if c.kind == "decimal"]
        rows: Iterator[dict[str, Any]] = (row | {n: _fitting(row[n]) for n in decimals} for a in articles for row in event_rows(a))
    else:
        schema = arrow.schema([(f.name, _arrow_type(arrow, _hint(Extraction, f.name))) for f in fields(Extraction)])
        read = _reader(Extraction)
        rows = (read(_with_meta(article)) for article in articles)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(islice(rows, _ROWS)):
            writer.write_table(arrow.Table.from_pylist(batch, schema=schema))


def _kinds(arrow: Any) -> dict[str, Any]:
    decimal = arrow.decimal128(_PRECISION, _SCALE)
    return {
        "string": arrow.string(),
        "category": arrow.string(),
        "boolean": arrow.bool_(),
        "decimal": decimal,
        "integer": arrow.int64(),
        "float": arrow.float64(),
    }


def _hint(cls: type, name: str) -> Any:
    return typing.get_type_hints(cls)[name]


def _shape(hint: Any) -> tuple[str, Any]:
    """What a field's type is: a ``list`` or ``struct`` of something, or one of the flat kinds."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _shape(next(a for a in args if a is not type(None)))
    if origin is tuple:
        return "list", args[0]
    if isinstance(hint, type) and issubclass(hint, Value):
        return "struct", hint
    return {Decimal: "decimal", int: "integer", float: "float", bool: "boolean"}.get(hint, "string"), None


def _arrow_type(arrow: Any, hint: Any) -> Any:
    shape, inner = _shape(hint)
    if shape == "list":
        return arrow.list_(_arrow_type(arrow, inner))
    if shape == "struct":
        return arrow.struct([(f.name, _arrow_type(arrow, _hint(inner, f.name))) for f in fields(inner)])
    return _kinds(arrow)[shape]


def _reader(hint: Any) -> Callable[[Any], Any]:
    """How a value in dictionary form becomes what Arrow holds: figures from strings to decimals, at any depth."""
    shape, inner = ("struct", hint) if hint is Extraction else _shape(hint)
    if shape == "decimal":
        return _fitting
    if shape == "list":
        item = _reader(inner)
        return lambda value: None if value is None else [item(v) for v in value]
    if shape == "struct":
        readers = {f.name: _reader(_hint(inner, f.name)) for f in fields(inner)}
        return lambda value: None if value is None else {name: read(value.get(name)) for name, read in readers.items()}
    if shape == "string":
        return lambda value: None if value is None else str(value).encode(errors="replace").decode()
    return lambda value: value


def _fitting(value: str | None) -> Decimal | None:
    number = None if value is None else Decimal(value)
    return None if number is None or abs(number) >= _LIMIT else number.quantize(_STEP, context=_EXACT)


def _with_meta(article: Mapping[str, Any]) -> dict[str, Any]:
    own = {f.name for f in fields(Extraction)}
    meta = {key: value for key, value in article.items() if key not in own}
    return {**article, "meta": json.dumps(meta, ensure_ascii=False, default=str)}
