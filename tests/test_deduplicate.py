"""Deals told by several articles: a corpus of retellings scored by pairs, and each rule by a case of its own."""

from __future__ import annotations

import itertools
import json
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from conftest import ROOT

from aiextract.deduplicate import Deal, Telling, deduplicate, tellings
from aiextract.errors import InputError, OptionError, RecordError
from aiextract.events import EventDate, Extraction, InvestmentEvent, Money, Party, Place, Source, Span, Stake

CASES = ROOT / "tests" / "cases" / "retellings.jsonl"
SOMEWHERE = Span("x", 0, 1)


def articles() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def located(item: dict[str, Any] | None, text: str) -> dict[str, Any] | None:
    """A filler of the corpus, which gives its words, as the library gives it: with offsets."""
    if item is None:
        return None
    start = text.index(item["text"])
    return {**item, "span": {"text": item["text"], "start": start, "end": start + len(item["text"])}}


def event_of(data: dict[str, Any], text: str) -> InvestmentEvent:
    whole = {"text": text, "start": 0, "end": len(text)}
    slots = {slot: located(data[slot], text) for slot in ("amount", "horizon", "date", "jobs", "stake")}
    sides = {slot: [located(item, text) for item in data[slot]] for slot in ("investors", "recipients", "places", "sources")}
    return InvestmentEvent.from_dict({**data, **slots, **sides, "trigger": whole, "mentions": [whole], "confidence": 0.9})


def corpus() -> tuple[list[Extraction], dict[tuple[str, int], str]]:
    """The retellings as extractions, and the deal of each event."""
    made, deals = [], {}
    for article in articles():
        events = tuple(event_of(event, article["text"]) for event in article["events"])
        made.append(Extraction(article["text"], events, id=article["id"], published=article["published"]))
        deals |= {(article["id"], number): event["deal"] for number, event in enumerate(article["events"], 1)}
    return made, deals


def pairs(groups: Iterator[list[tuple[str, int]]]) -> set[frozenset[tuple[str, int]]]:
    return {frozenset(pair) for group in groups for pair in itertools.combinations(group, 2)}


def wanted(deals: dict[tuple[str, int], str]) -> set[frozenset[tuple[str, int]]]:
    by_deal: dict[str, list[tuple[str, int]]] = {}
    for key, deal in deals.items():
        by_deal.setdefault(deal, []).append(key)
    return pairs(iter(by_deal.values()))


def found(deals: list[Deal]) -> set[frozenset[tuple[str, int]]]:
    return pairs([(m.article, m.number) for m in deal.members] for deal in deals)


def f1(right: set[Any], told: set[Any]) -> float:
    return 2 * len(right & told) / (len(right) + len(told))


def test_retellings_pair_f1() -> None:
    extractions, deals = corpus()
    right, told = wanted(deals), found(deduplicate(extractions))
    assert len({key for pair in right for key in pair}) >= 60
    assert f1(right, told) >= 0.9
