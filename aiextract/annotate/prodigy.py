"""Prodigy: JSON lines with tokens, spans and relations, as ``rel.manual`` shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from aiextract.annotate.graph import Graph, Link, Node, about, extraction_of, graph_of
from aiextract.errors import RecordError
from aiextract.events import TYPES, Extraction, Span

__all__ = ["from_prodigy", "to_prodigy"]

_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


def to_prodigy(extractions: Iterable[Extraction]) -> Iterator[dict[str, Any]]:
    """A record for each article, to be written as a line of JSON each: text, tokens, spans, relations, meta."""
    for extraction in extractions:
        graph = graph_of(extraction)
        tokens = _tokens(extraction.text, graph)
        starts = {token["start"]: token["id"] for token in tokens}
        ends = {token["end"]: token["id"] for token in tokens}
        spans = {node.id: _span(node, starts, ends) for node in graph.nodes}
        yield {
            "text": extraction.text,
            "meta": {"id": extraction.id, "published": extraction.published},
            "about": about(extraction),
            "tokens": tokens,
            "spans": list(spans.values()),
            "relations": [_relation(link, spans) for link in graph.links],
        }


def _tokens(text: str, graph: Graph) -> list[dict[str, Any]]:
    """Words and marks, cut at the ends of spans too: « 2,9Md€ » may be a span inside a longer word. Spaces are told by ``ws``."""
    cuts = {edge for node in graph.nodes for edge in (node.span.start, node.span.end)}
    edges = sorted({0, len(text), *cuts, *(edge for match in _TOKEN.finditer(text) for edge in match.span())})
    # A single blank behind a word is no token, unless a span begins or ends there.
    pieces = list(pairwise(edges))
    blanks = {start for start, end in pieces if text[start:end] == " " and start > 0 and not cuts & {start, end}}
    kept = [(start, end) for start, end in pieces if start not in blanks]
    return [{"text": text[start:end], "start": start, "end": end, "id": n, "ws": end in blanks} for n, (start, end) in enumerate(kept)]


def _span(node: Node, starts: Mapping[int, int], ends: Mapping[int, int]) -> dict[str, Any]:
    place = {"start": node.span.start, "end": node.span.end, "token_start": starts[node.span.start], "token_end": ends[node.span.end]}
    return {**place, "label": node.label, "id": node.id, "words": node.span.text, "value": node.value}


def _relation(link: Link, spans: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    head, child = spans[link.event], spans[link.filler]
    short = ("start", "end", "token_start", "token_end", "label", "id")
    return {
        "head": head["token_end"],
        "child": child["token_end"],
        "head_span": {key: head[key] for key in short},
        "child_span": {key: child[key] for key in short},
        "label": link.role,
    }


def from_prodigy(records: Iterable[Mapping[str, Any]]) -> Iterator[Extraction]:
    """The events of accepted records; rejected and ignored ones are left out."""
    for record in records:
        if record.get("answer", "accept") != "accept":
            continue
        try:
            text = record["text"]
            nodes = tuple(_node(span, number, text) for number, span in enumerate(record.get("spans") or ()))
            links = tuple(_link(relation, nodes) for relation in record.get("relations") or ())
            known = record.get("about") or {k: v for k, v in (record.get("meta") or {}).items() if k in {"id", "published"}}
        except (KeyError, TypeError, AttributeError) as error:
            raise RecordError(f"not a Prodigy record with spans and relations: {error!r}") from error
        yield extraction_of(text, Graph(nodes, links), known)


def _node(span: Mapping[str, Any], number: int, text: str) -> Node:
    found = Span.of(text, span["start"], span["end"])
    same = span.get("words") == found.text or span["label"] in TYPES
    return Node(span.get("id") or f"N{number}", span["label"], found, span.get("value") if same else None)


def _link(relation: Mapping[str, Any], nodes: Iterable[Node]) -> Link:
    """A relation from the trigger, whichever way it was drawn."""
    ends = [_end(relation[side], nodes) for side in ("head_span", "child_span")]
    if ends[1].label in TYPES:
        ends.reverse()
    return Link(ends[0].id, ends[1].id, relation["label"])


def _end(span: Mapping[str, Any], nodes: Iterable[Node]) -> Node:
    place = span["start"], span["end"], span["label"]
    same = [node for node in nodes if (node.span.start, node.span.end, node.label) == place]
    if not same:
        raise RecordError(f"a relation ends at {place}, where no span is")
    return next((node for node in same if node.id == span.get("id")), same[0])
