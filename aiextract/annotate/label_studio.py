"""Label Studio: tasks with our events as predictions; the annotations that come back are read as events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from aiextract.annotate.graph import LABELS, ROLES, Graph, Link, Node, about, extraction_of, graph_of, note_of, value_from
from aiextract.errors import RecordError
from aiextract.events import STATUSES, THEMES, TYPES, Extraction, Span

__all__ = ["from_label_studio", "label_studio_config", "to_label_studio"]

_NAMES = {"from_name": "label", "to_name": "text"}
_OF_EVENTS = f'perRegion="true" whenTagName="label" whenLabelValue="{",".join(TYPES)}"'


def label_studio_config() -> str:
    """The labelling interface (XML) that fits the tasks: labels, relations, and choices for each event.

    >>> label_studio_config().splitlines()[0]
    '<View>'
    """
    colour = {True: "#d9822b", False: "#3b82c4"}
    labels = [f'    <Label value="{label}" background="{colour[label in TYPES]}"/>' for label in LABELS]
    relations = [f'    <Relation value="{role}"/>' for role in ROLES]
    choices = [
        line
        for name, kind, values in (("status", "single-radio", STATUSES), ("total", "multiple", ("total",)), ("themes", "multiple", THEMES))
        for line in (
            f'  <Choices name="{name}" toName="text" choice="{kind}" {_OF_EVENTS}>',
            *(f'    <Choice value="{value}"/>' for value in values),
            "  </Choices>",
        )
    ]
    head = ["<View>", "  <Relations>", *relations, "  </Relations>", '  <Labels name="label" toName="text">', *labels, "  </Labels>"]
    return "\n".join([*head, '  <Text name="text" value="$text" granularity="symbol"/>', *choices, "</View>"]) + "\n"


def to_label_studio(extractions: Iterable[Extraction], *, model_version: str = "aiextract") -> list[dict[str, Any]]:
    """Tasks for import (a JSON list), each article with its events as a prediction to correct."""
    return [
        {
            "data": {"text": x.text, "about": about(x)},
            "predictions": [{"model_version": model_version, "result": list(_results(graph_of(x)))}],
        }
        for x in extractions
    ]


def _results(graph: Graph) -> Iterator[dict[str, Any]]:
    for node in graph.nodes:
        place = {"start": node.span.start, "end": node.span.end, "text": node.span.text}
        value = {**place, "labels": [node.label]}
        yield {"id": node.id, **_NAMES, "type": "labels", "value": value, "meta": {"text": [note_of(node)]}}
        if node.label in TYPES and node.value:
            told = {"status": [node.value["status"]], "total": ["total"] * node.value["total"], "themes": node.value["themes"]}
            for name, choices in told.items():
                if choices:
                    region = {"id": node.id, "from_name": name, "to_name": "text", "type": "choices"}
                    yield {**region, "value": {**place, "choices": list(choices)}}
    for link in graph.links:
        yield {"type": "relation", "from_id": link.event, "to_id": link.filler, "direction": "right", "labels": [link.role]}


def from_label_studio(tasks: Iterable[Mapping[str, Any]]) -> Iterator[Extraction]:
    """The events of exported tasks (format JSON): of the last annotation that was not cancelled, else of the prediction."""
    for task in tasks:
        try:
            data = task["data"]
            text, known = data["text"], data.get("about") or {}
            done = [a for a in task.get("annotations") or () if not a.get("was_cancelled")] or task.get("predictions") or [{"result": []}]
            graph = _graph(done[-1]["result"], text)
        except (KeyError, TypeError, IndexError, AttributeError) as error:
            raise RecordError(f"not a task of Label Studio's JSON export: {error!r}") from error
        yield extraction_of(text, graph, known)


def _graph(results: Iterable[Mapping[str, Any]], text: str) -> Graph:
    regions: dict[str, Mapping[str, Any]] = {}
    choices: dict[str, dict[str, list[str]]] = {}
    links = []
    for result in results:
        if result["type"] == "labels":
            regions[result["id"]] = result
        elif result["type"] == "choices":
            choices.setdefault(result["id"], {})[result["from_name"]] = result["value"]["choices"]
        elif result["type"] == "relation":
            links.append(_link(result, regions))
    return Graph(tuple(_node(region, choices.get(id, {}), text) for id, region in regions.items()), tuple(links))


def _link(result: Mapping[str, Any], regions: Mapping[str, Mapping[str, Any]]) -> Link:
    """A relation from the trigger, whichever way it was drawn."""
    ends = result["from_id"], result["to_id"]
    if not result.get("labels"):
        raise RecordError(f"the relation from {ends[0]} to {ends[1]} has no name; give it one of {', '.join(ROLES)}")
    if ends[1] in regions and regions[ends[1]]["value"]["labels"][0] in TYPES:
        ends = ends[1], ends[0]
    return Link(*ends, result["labels"][0])


def _node(region: Mapping[str, Any], choices: Mapping[str, list[str]], text: str) -> Node:
    place, label = region["value"], region["value"]["labels"][0]
    span = _span(text, place["start"], place["end"], place.get("text"))
    notes = (region.get("meta") or {}).get("text") or []
    value = value_from([notes] if isinstance(notes, str) else notes, label, span.text)
    if label in TYPES:
        # Choices that were cleared are not exported: no status keeps the note's, no theme is no theme.
        status = {"status": choices["status"][0]} if choices.get("status") else {}
        value = {**(value or {}), **status, "total": bool(choices.get("total")), "themes": list(choices.get("themes", ()))}
    return Node(region["id"], label, span, value)


def _span(text: str, start: int, end: int, words: str | None) -> Span:
    """The span in Python's offsets; a browser may have counted in UTF-16 units, of which an emoji has two."""
    if words is None or text[start:end] == words:
        return Span.of(text, start, end)
    units = text.encode("utf-16-le", "surrogatepass")
    first = len(units[: 2 * start].decode("utf-16-le", "replace"))
    return Span(words, first, first + len(words))
