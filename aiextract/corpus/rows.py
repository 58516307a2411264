"""Events as flat rows: one table of columns for CSV, Parquet and pandas alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["COLUMNS", "PARTY_COLUMNS", "Column", "event_rows", "party_rows"]

Kind = Literal["string", "category", "boolean", "decimal", "integer", "float"]
SEPARATOR = " | "
_Article = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and how an event of an article fills it."""

    name: str
    kind: Kind
    of: Callable[[_Article, Mapping[str, Any], int], Any]


def _slot(slot: str, key: str) -> Callable[[_Article, Mapping[str, Any], int], Any]:
    return lambda article, event, number: (event.get(slot) or {}).get(key)


def _joined(slot: str, key: str = "name") -> Callable[[_Article, Mapping[str, Any], int], Any]:
    return lambda article, event, number: SEPARATOR.join(item[key] for item in event.get(slot) or () if item.get(key)) or None


def _plain(key: str) -> Callable[[_Article, Mapping[str, Any], int], Any]:
    return lambda article, event, number: event.get(key)


def _of_article(key: str) -> Callable[[_Article, Mapping[str, Any], int], Any]:
    return lambda article, event, number: article.get(key)


def _amount(article: _Article, event: Mapping[str, Any], number: int) -> Any:
    """One figure to sort and add up by: the lower end, else the upper."""
    money = event.get("amount") or {}
    return money.get("low") if money.get("low") is not None else money.get("high")


def _sentence(key: str) -> Callable[[_Article, Mapping[str, Any], int], Any]:
    return lambda article, event, number: next((span[key] for span in event.get("mentions") or ()), None)


def event_id(article: _Article, event: Mapping[str, Any], number: int) -> str:
    """The id of an article's event: the article's and a number from 1."""
    return f"{article.get('id') or ''}#{number}"


COLUMNS: tuple[Column, ...] = (
    Column("event_id", "string", event_id),
    Column("doc_id", "string", _of_article("id")),
    Column("published", "string", _of_article("published")),
    Column("title", "string", _of_article("title")),
    Column("type", "category", _plain("type")),
    Column("status", "category", _plain("status")),
    Column("total", "boolean", _plain("total")),
    Column("investors", "string", _joined("investors")),
    Column("recipients", "string", _joined("recipients")),
    Column("amount", "decimal", _amount),
    Column("amount_low", "decimal", _slot("amount", "low")),
    Column("amount_high", "decimal", _slot("amount", "high")),
    Column("currency", "category", _slot("amount", "currency")),
    Column("bound", "category", _slot("amount", "bound")),
    Column("per", "category", _slot("amount", "per")),
    Column("amount_text", "string", lambda article, event, number: ((event.get("amount") or {}).get("span") or {}).get("text")),
    Column("places", "string", _joined("places")),
    Column("countries", "string", _joined("places", "code")),
    Column("horizon_start", "string", _slot("horizon", "start")),
    Column("horizon_end", "string", _slot("horizon", "end")),
    Column("horizon_duration", "string", _slot("horizon", "duration")),
    Column("date", "string", _slot("date", "value")),
    Column("jobs", "integer", _slot("jobs", "value")),
    Column("stake", "decimal", _slot("stake", "value")),
    Column("capacity", "decimal", _slot("capacity", "low")),
    Column("capacity_unit", "category", _slot("capacity", "unit")),
    Column("sources", "string", _joined("sources")),
    Column("themes", "string", lambda article, event, number: SEPARATOR.join(event.get("themes") or ()) or None),
    Column("trigger", "string", _slot("trigger", "text")),
    Column("sentence", "string", _sentence("text")),
    Column("start", "integer", _sentence("start")),
    Column("end", "integer", _sentence("end")),
    Column("confidence", "float", _plain("confidence")),
)

PARTY_COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("event_id", "string"),
    ("doc_id", "string"),
    ("role", "category"),
    ("name", "string"),
    ("kind", "category"),
    ("code", "category"),
    ("party_id", "string"),
    ("text", "string"),
    ("start", "integer"),
    ("end", "integer"),
)


def event_rows(article: _Article) -> Iterator[dict[str, Any]]:
    """The events of one article in dictionary form, a flat row each; figures stay the exact strings that they are.

    >>> row, = event_rows({"id": "a", "events": [{"type": "fund", "investors": [{"name": "Eurazeo"}, {"name": "Ardian"}]}]})
    >>> row["event_id"], row["investors"], row["amount"]
    ('a#1', 'Eurazeo | Ardian', None)
    """
    for number, event in enumerate(article["events"], 1):
        yield {column.name: column.of(article, event, number) for column in COLUMNS}


def party_rows(article: _Article) -> Iterator[dict[str, Any]]:
    """A row for each party of each event, in ``PARTY_COLUMNS``."""
    for number, event in enumerate(article["events"], 1):
        for role in ("investors", "recipients"):
            for party in event.get(role) or ():
                span = party.get("span") or {}
                yield {
                    "event_id": event_id(article, event, number),
                    "doc_id": article.get("id"),
                    "role": role.removesuffix("s"),
                    "name": party["name"],
                    "kind": party.get("kind"),
                    "code": party.get("code"),
                    "party_id": party.get("id"),
                    "text": span.get("text"),
                    "start": span.get("start"),
                    "end": span.get("end"),
                }
