"""Events as labelled spans and relations between them: the one form that every annotation tool can show and change.

A trigger is a span labelled with the event's type; a filler is a span (PARTY, AMOUNT …) that a relation named by its role ties to
the trigger. What no span shows (a status, a canonical name, a figure) is the span's *value* and travels in the tool's note.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiextract.annotate.values import value_of
from aiextract.corpus.write import line_of
from aiextract.errors import RecordError
from aiextract.events import TYPES, Extraction, InvestmentEvent, Quantity, Span

__all__ = ["EVENT_DEFAULTS", "LABELS", "ROLES", "Graph", "Link", "Node", "about", "extraction_of", "graph_of", "note_of", "value_from"]

# role → the event's slot and the label of its spans
ROLES: dict[str, tuple[str, str]] = {
    "investor": ("investors", "PARTY"),
    "recipient": ("recipients", "PARTY"),
    "amount": ("amount", "AMOUNT"),
    "place": ("places", "PLACE"),
    "horizon": ("horizon", "HORIZON"),
    "date": ("date", "DATE"),
    "jobs": ("jobs", "JOBS"),
    "stake": ("stake", "STAKE"),
    "source": ("sources", "SOURCE"),
    "capacity": ("capacity", "CAPACITY"),
}
LABELS: tuple[str, ...] = (*TYPES, *dict.fromkeys(label for _, label in ROLES.values()))
_ABOUT = ("id", "published", "title", "quantities", "warnings", "meta")
_MANY = frozenset({"investors", "recipients", "places", "sources"})
EVENT_DEFAULTS: dict[str, Any] = {"status": "announced", "total": False, "themes": [], "confidence": 1.0, "mentions": [], "reasons": []}


@dataclass(frozen=True, slots=True)
class Node:
    """A labelled span; ``value`` is what its words mean, None where nobody said yet."""

    id: str
    label: str
    span: Span
    value: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A relation from a trigger to a filler."""

    event: str
    filler: str
    role: str


@dataclass(frozen=True, slots=True)
class Graph:
    """The spans and relations of one article."""

    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = field(default=())


def graph_of(extraction: Extraction) -> Graph:
    """The spans and relations of an extraction; a filler shared by events is one span.

    >>> graph_of(Extraction("Rien.", ()))
    Graph(nodes=(), links=())
    """
    triggers: list[Node] = []
    fillers: dict[tuple[str, int, int, str], Node] = {}
    links: list[Link] = []
    for number, event in enumerate(extraction.events, 1):
        data = event.to_dict()
        triggers.append(Node(f"E{number}", event.type, event.trigger, {key: data[key] for key in EVENT_DEFAULTS}))
        for role, value in _fillers(data):
            span, label = Span.from_dict(value.pop("span")), ROLES[role][1]
            key = label, span.start, span.end, json.dumps(value, sort_keys=True)
            node = fillers.setdefault(key, Node(f"T{len(fillers) + 1}", label, span, value))
            links.append(Link(f"E{number}", node.id, role))
    return Graph((*triggers, *fillers.values()), tuple(links))


def _fillers(event: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for role, (slot, _) in ROLES.items():
        value = event[slot]
        yield from ((role, item) for item in (value if slot in _MANY else [value] if value else []))


def about(extraction: Extraction) -> dict[str, Any]:
    """What an article has besides its text and events, in a form that JSON can hold."""
    whole = extraction.to_dict()
    known: dict[str, Any] = json.loads(line_of({key: whole[key] for key in _ABOUT if whole[key]}))
    return known


def extraction_of(text: str, graph: Graph, about: Mapping[str, Any]) -> Extraction:
    """The extraction back from its spans and relations.

    A span whose value still fits its words keeps it; one that was drawn anew or moved is read by the library's own readers.
    Raises :class:`~aiextract.errors.RecordError` for spans that don't fit the text, unknown labels and relations that lead nowhere.
    """
    where = f"article {about.get('id') or '?'}"
    nodes = {node.id: node for node in graph.nodes}
    for node in graph.nodes:
        if node.label not in LABELS:
            raise RecordError(f"{where}: unknown label {node.label!r}; there are {', '.join(LABELS)}")
        if text[node.span.start : node.span.end] != node.span.text or not node.span.text:
            raise RecordError(f"{where}: « {node.span.text} » does not stand at {node.span.start}-{node.span.end}")
    slots: dict[str, dict[str, Any]] = {node.id: _blank(node, text) for node in graph.nodes if node.label in TYPES}
    for link in graph.links:
        event, filler = slots.get(link.event), nodes.get(link.filler)
        slot, label = ROLES.get(link.role, ("", ""))
        if event is None or filler is None or filler.label != label:
            raise RecordError(f"{where}: a relation {link.role!r} must lead from a trigger to a {label or 'filler'}")
        value = _value(filler, about.get("published"), where)
        if slot in _MANY:
            event[slot].append(value)
        elif event[slot] is None:
            event[slot] = value
        else:
            raise RecordError(f"{where}: two {slot} for one event: « {event[slot]['span']['text']} » and « {filler.span.text} »")
    events = tuple(InvestmentEvent.from_dict(data) for data in slots.values())
    quantities = tuple(Quantity.from_dict(q) for q in about.get("quantities") or ())
    return Extraction(
        text,
        events,
        id=about.get("id"),
        published=about.get("published"),
        title=about.get("title"),
        quantities=quantities,
        warnings=tuple(about.get("warnings") or ()),
        meta=dict(about.get("meta") or {}),
    )


def _blank(node: Node, text: str) -> dict[str, Any]:
    """The event of a trigger, its slots still empty."""
    data = {**EVENT_DEFAULTS, **(node.value or {})}
    data["mentions"] = data["mentions"] or [_line_around(text, node.span).to_dict()]
    empty: dict[str, Any] = {slot: [] if slot in _MANY else None for slot, _ in ROLES.values()}
    return {**data, **empty, "type": node.label, "trigger": node.span.to_dict()}


def _line_around(text: str, span: Span) -> Span:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Span.of(text, start, len(text) if end < 0 else end)


def _value(node: Node, published: str | None, where: str) -> dict[str, Any]:
    value = node.value if node.value is not None else value_of(node.label, node.span.text, published)
    if value is None:
        raise RecordError(f"{where}: « {node.span.text} » can't be read as {node.label}; mend the span, or give its value in the note")
    return {**value, "span": node.span.to_dict()}


def note_of(node: Node) -> str:
    """The value of a span as a note of one line, with the words that it was read from."""
    return json.dumps({"words": node.span.text, **(node.value or {})}, ensure_ascii=False)


def value_from(notes: Iterable[str], label: str, words: str) -> dict[str, Any] | None:
    """The value out of the notes of a span: None where there is none, or where a filler's words are no longer the same.

    >>> value_from(['{"words": "Lyon", "name": "Lyon", "code": "FR"}'], "PLACE", "Lyon")
    {'name': 'Lyon', 'code': 'FR'}
    """
    for note in notes:
        try:
            value = json.loads(note)
        except ValueError:
            continue  # a note that somebody wrote for somebody
        if isinstance(value, dict) and "words" in value:
            same = value.pop("words") == words
            return value if same or label in TYPES else None
    return None
