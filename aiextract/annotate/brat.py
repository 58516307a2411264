"""brat: a folder with a .txt and an .ann file for each article, events as brat's events, and the configuration for them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from aiextract.annotate.graph import LABELS, ROLES, Graph, Link, Node, about, extraction_of, graph_of, note_of, value_from
from aiextract.corpus.write import line_of
from aiextract.errors import RecordError
from aiextract.events import STATUSES, TYPES, Extraction, Span

__all__ = ["brat_config", "read_brat", "write_brat"]

_MANY = frozenset({"investor", "recipient", "place", "source"})
_ABOUT = "articles.jsonl"
_NAME = re.compile(r"[^\w.-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x85\u2028\u2029]")
_NUMBERED = re.compile(r"(.*?)\d*$")


def brat_config() -> str:
    """The ``annotation.conf`` that fits the files."""
    fillers = [label for label in LABELS if label not in TYPES]
    arguments = ", ".join(f"{role}{'*' if role in _MANY else '?'}:{label}" for role, (_, label) in ROLES.items())
    events = [f"{kind}\t{arguments}" for kind in TYPES]
    attributes = [f"status\tArg:<EVENT>, Value:{'|'.join(STATUSES)}", "total\tArg:<EVENT>"]
    return "\n".join(["[entities]", *fillers, "[relations]", "[events]", *events, "[attributes]", *attributes, ""])


def write_brat(extractions: Iterable[Extraction], folder: str | Path) -> int:
    """Write ``NAME.txt`` and ``NAME.ann`` for each article, ``annotation.conf`` and the list of articles; returns how many."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    (target / "annotation.conf").write_text(brat_config(), encoding="utf-8")
    names: set[str] = set()
    with (target / _ABOUT).open("w", encoding="utf-8") as articles:
        for number, extraction in enumerate(extractions, 1):
            name = _NAME.sub("_", extraction.id or str(number)).lstrip(".") or str(number)
            name = f"{name}-{number}" if name in names else name
            names.add(name)
            (target / f"{name}.txt").write_bytes(extraction.text.encode("utf-8", "surrogatepass"))
            (target / f"{name}.ann").write_bytes("".join(f"{line}\n" for line in _lines(extraction)).encode("utf-8", "surrogatepass"))
            articles.write(line_of({"file": name, **about(extraction)}))
    return len(names)


def _lines(extraction: Extraction) -> Iterator[str]:
    graph = graph_of(extraction)
    events = [node for node in graph.nodes if node.label in TYPES]
    fillers = [node for node in graph.nodes if node.label not in TYPES]
    for node in fillers:
        yield f"{node.id}\t{node.label} {_place(node.span)}\t{_one_line(node.span.text)}"
        yield f"#{node.id[1:]}\tAnnotatorNotes {node.id}\t{note_of(node)}"
    for number, node in enumerate(events, 1):
        trigger = f"T{len(fillers) + number}"
        yield f"{trigger}\t{node.label} {_place(node.span)}\t{_one_line(node.span.text)}"
        arguments = " ".join(_arguments(graph, node.id))
        yield f"{node.id}\t{node.label}:{trigger}{' ' if arguments else ''}{arguments}"
        value = node.value or {}
        yield f"A{2 * number - 1}\tstatus {node.id} {value['status']}"
        if value["total"]:
            yield f"A{2 * number}\ttotal {node.id}"
        yield f"#{len(fillers) + number}\tAnnotatorNotes {node.id}\t{note_of(node)}"


def _arguments(graph: Graph, event: str) -> Iterator[str]:
    """The arguments of an event; brat numbers those of one role from the second on."""
    seen: dict[str, int] = {}
    for link in graph.links:
        if link.event == event:
            seen[link.role] = number = seen.get(link.role, 0) + 1
            yield f"{link.role}{number if number > 1 else ''}:{link.filler}"


def _place(span: Span) -> str:
    """brat tells a span over lines as one piece a line."""
    at, pieces = span.start, []
    for piece in span.text.split("\n"):
        if piece:
            pieces.append(f"{at} {at + len(piece)}")
        at += len(piece) + 1
    return ";".join(pieces)


def _one_line(words: str) -> str:
    return _CONTROL.sub(" ", " ".join(piece for piece in words.split("\n") if piece))


def read_brat(folder: str | Path) -> Iterator[Extraction]:
    """The events of a folder of .txt and .ann files, in the order of the list of articles, then by name."""
    source = Path(folder)
    known: dict[str, dict[str, Any]] = {}
    if (source / _ABOUT).exists():
        for line in filter(str.strip, (source / _ABOUT).read_text(encoding="utf-8").split("\n")):
            article = json.loads(line)
            known[article.pop("file")] = article
    names = [*known, *sorted(path.stem for path in source.glob("*.ann") if path.stem not in known)]
    for name in names:
        text = (source / f"{name}.txt").read_bytes().decode("utf-8", "surrogatepass")
        lines = (source / f"{name}.ann").read_bytes().decode("utf-8", "surrogatepass").split("\n")
        yield extraction_of(text, _graph(lines, text, f"{name}.ann"), known.get(name, {"id": name}))


def _graph(lines: Iterable[str], text: str, file: str) -> Graph:
    spans: dict[str, tuple[str, Span]] = {}
    events: dict[str, tuple[str, list[str]]] = {}
    notes: dict[str, list[str]] = {}
    told: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            id, rest = line.rstrip("\r").split("\t", 1)
            if id.startswith("T"):
                label, places = rest.split("\t", 1)[0].split(" ", 1)
                first, *_, last = places.replace(";", " ").split()
                spans[id] = label, Span.of(text, int(first), int(last))
            elif id.startswith("E"):
                trigger, *arguments = rest.split()
                events[id] = trigger.split(":", 1)[1], arguments
            elif id.startswith("#"):
                target, note = rest.split("\t", 1)
                notes.setdefault(target.split(" ", 1)[1], []).append(note)
            elif id.startswith("A"):
                name, target, *value = rest.split(" ")
                told.setdefault(target, {})[name] = value[0] if value else True
        except (ValueError, IndexError) as error:
            raise RecordError(f"{file}:{number}: not a line of brat's standoff format: {line!r}") from error
    return _built(spans, events, notes, told, file)


def _built(
    spans: dict[str, tuple[str, Span]],
    events: dict[str, tuple[str, list[str]]],
    notes: dict[str, list[str]],
    told: dict[str, dict[str, Any]],
    file: str,
) -> Graph:
    nodes, links = [], []
    for id, (trigger, arguments) in events.items():
        if trigger not in spans:
            raise RecordError(f"{file}: the event {id} has no trigger {trigger}")
        label, span = spans[trigger]
        value = value_from(notes.get(id, ()), label, span.text) or {}
        status = {"status": told[id]["status"]} if "status" in told.get(id, {}) else {}
        nodes.append(Node(id, label, span, {**value, **status, "total": "total" in told.get(id, {})}))
        pairs = (argument.split(":", 1) for argument in arguments)
        links += [Link(id, filler, str(_NUMBERED.sub(r"\1", role))) for role, filler in pairs]
    triggers = {trigger for trigger, _ in events.values()}
    for id, (label, span) in spans.items():
        if id not in triggers:
            nodes.append(Node(id, label, span, value_from(notes.get(id, ()), label, span.text)))
    return Graph(tuple(nodes), tuple(links))
