"""The amounts of the gold events: each must be among the amounts read in its article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from aiextract.recognise.amounts import find_amounts

SEEDS = Path(__file__).parent.parent / "seeds"
FILES = sorted(SEEDS.glob("dev_[a-e].jsonl"))


def verdicts() -> Iterator[tuple[str, str, str]]:
    """Article, amount and how far it was read: "", "value", "bound" or "text"."""
    for file in FILES:
        for line in file.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            found = find_amounts(article["text"])
            for event in article["events"]:
                if event.get("amount"):
                    yield article["id"], event["amount"]["text"], verdict(event["amount"], found)


def verdict(gold: dict[str, Any], found: Any) -> str:
    codes = gold["currency"] if isinstance(gold["currency"], list) else [gold["currency"]]
    low, high = (Decimal(gold[key]) if gold[key] is not None else None for key in ("low", "high"))
    named = {low, high} - {None}
    same = [m for m in found if {m.low, m.high} - {None} == named and m.currency in codes]
    bound = [m for m in same if (m.low, m.high, m.bound, m.per) == (low, high, gold["bound"], gold.get("per"))]
    text = [m for m in bound if m.span.text == gold["text"]]
    return "text" if text else "bound" if bound else "value" if same else ""


@pytest.mark.skipif(not FILES, reason="no seeds in this copy")
def test_gold_amounts_are_read() -> None:
    told = list(verdicts())
    assert len(told) > 500
    missed = [f"{article}: {amount!r} read as far as {how or 'nothing'}" for article, amount, how in told if how != "text"]
    print("\n".join(missed))
    reach = {
        how: sum(h in reached for _, _, h in told) / len(told)
        for how, reached in (("value", ("value", "bound", "text")), ("bound", ("bound", "text")), ("text", ("text",)))
    }
    assert reach["value"] >= 0.99, missed
    assert reach["bound"] >= 0.97, missed
    assert reach["text"] >= 0.97, missed
