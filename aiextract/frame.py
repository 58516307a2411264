"""Events as pandas frames with declared types, also when there are none: events, parties, and edges for maps and networks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from aiextract.corpus.rows import COLUMNS, PARTY_COLUMNS, event_rows, party_rows
from aiextract.corpus.write import article_of
from aiextract.events import Extraction

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["edges_frame", "parties_frame", "to_frame"]

Results = Extraction | Iterable[Extraction | Mapping[str, Any]]

_DTYPES = {"string": "string", "category": "category", "boolean": "boolean", "integer": "Int64", "float": "Float64", "decimal": "Float64"}
_EDGES = (
    ("event_id", "string"),
    ("source", "string"),
    ("target", "string"),
    ("type", "category"),
    ("status", "category"),
    ("amount", "decimal"),
    ("currency", "category"),
    ("year", "integer"),
    ("confidence", "float"),
)


def to_frame(results: Results, *, decimals: bool = False) -> DataFrame:
    """One row an event: of one extraction, of many, or of articles in dictionary form (the lines of ``aiextract extract``).

    Figures are ``Float64``, exact to the cent below 90 thousand billion; with ``decimals`` they stay :class:`~decimal.Decimal`.
    Whoever adds up amounts leaves out the rows where ``total`` is true.

    >>> to_frame([]).dtypes["amount"]
    Float64Dtype()
    """
    rows = [row for article in _articles(results) for row in event_rows(article)]
    return _frame(rows, [(c.name, c.kind) for c in COLUMNS], decimals)


def parties_frame(results: Results) -> DataFrame:
    """One row for each party of each event, with its role and the words that name it."""
    return _frame([row for article in _articles(results) for row in party_rows(article)], PARTY_COLUMNS, False)


def edges_frame(results: Results, *, target: str = "recipients", decimals: bool = False) -> DataFrame:
    """One row from each investor to each recipient (or, with ``target="places"``, each place) of each event.

    An event's amount is split evenly over its edges, and totals are left out, so that sums over edges count no money twice.
    """
    rows = [row for article in _articles(results) for row in _edges(article, target)]
    return _frame(rows, _EDGES, decimals)


def _edges(article: Mapping[str, Any], target: str) -> Iterable[dict[str, Any]]:
    for row, event in zip(event_rows(article), article["events"], strict=True):
        targets = list(dict.fromkeys(item["name"] for item in event[target]))
        pairs = [(party["name"], name) for party in event["investors"] for name in targets]
        if event["total"] or not pairs:
            continue
        date = row["date"] or row["published"]
        share = None if row["amount"] is None else Decimal(row["amount"]) / len(pairs)
        same = {key: row[key] for key in ("event_id", "type", "status", "currency", "confidence")}
        for source, name in pairs:
            yield {**same, "source": source, "target": name, "amount": share, "year": int(date[:4]) if date else None}


def _articles(results: Results) -> Iterable[Mapping[str, Any]]:
    many = [results] if isinstance(results, Extraction) else results
    return (article_of(r) if isinstance(r, Extraction) else r for r in many)


def _frame(rows: Sequence[Mapping[str, Any]], columns: Iterable[tuple[str, str]], decimals: bool) -> DataFrame:
    import pandas as pd

    series = {}
    for name, kind in columns:
        values = [row[name] for row in rows]
        if kind == "decimal":
            numbers = [None if v is None else Decimal(v) for v in values]
            series[name] = (
                pd.Series(numbers, dtype=object)
                if decimals
                else pd.Series(pd.array([None if n is None else float(n) for n in numbers], dtype="Float64"))
            )
        elif kind == "category":
            series[name] = pd.Series(pd.array(values, dtype="string")).astype("category")
        else:
            series[name] = pd.Series(pd.array(values, dtype=_DTYPES[kind]))
    return pd.DataFrame(series)
