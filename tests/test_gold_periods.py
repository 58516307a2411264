"""The gold horizons and dates of the seed corpus are found and read as annotated."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aiextract.events import Period
from aiextract.recognise.header import published_of
from aiextract.recognise.periods import find_periods

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("dev_[a-e].jsonl"))
BAR = 0.95


def occurrences(text: str, words: str) -> Iterator[tuple[int, int]]:
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)


def acceptable(found: str | None, gold: Any) -> bool:
    return found in gold if isinstance(gold, list) else found == gold


def value_of(period: Period) -> str | None:
    return period.start if period.role in ("point", "start") else period.end


def agrees(period: Period, slot: str, gold: dict[str, Any]) -> bool:
    if slot == "date":
        return acceptable(value_of(period), gold["value"])
    return all(acceptable(getattr(period, key), gold.get(key)) for key in ("start", "end", "duration"))


def may_be_missing(slot: str, gold: dict[str, Any]) -> bool:
    """Gold says by null that nothing need be found."""
    keys = ("value",) if slot == "date" else ("start", "end", "duration")
    return all(acceptable(None, gold.get(key)) for key in keys)


def misses(path: Path) -> tuple[int, list[str]]:
    total, missed = 0, []
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        text = article["text"]
        published = article["published"] or published_of(text)
        periods = find_periods(text, published)
        for event in article["events"]:
            for slot in ("horizon", "date"):
                gold = event.get(slot)
                if not gold:
                    continue
                total += 1
                spots = list(occurrences(text, gold["text"]))
                near = [p for p in periods if any(p.span.start < end and start < p.span.end for start, end in spots)]
                if not any(agrees(p, slot, gold) for p in near) and not (not near and may_be_missing(slot, gold)):
                    read = [(p.span.text, p.start, p.end, p.duration, p.role) for p in near]
                    missed.append(f"{article['id']} {published} {slot} {gold} read {read}")
    return total, missed


@pytest.mark.skipif(not SEEDS, reason="the seed corpus is not part of the installed package")
def test_gold_periods() -> None:
    results = [misses(path) for path in SEEDS]
    total, missed = sum(n for n, _ in results), [m for _, ms in results for m in ms]
    for miss in missed:
        print(miss)
    assert total > 300
    assert 1 - len(missed) / total >= BAR, f"{len(missed)} of {total} gold periods missed:\n" + "\n".join(missed)
