"""The counts of one article: what is right, wrong and missing in each slot, and each event that is not exactly right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiextract.evaluate.match import SCALARS, SETS, Item, align, allowed, is_exact, is_found, owed, pair_up, same_scalar

__all__ = ["Fault", "Tally", "tally_article"]

_EMPTY: Item = {slot: [] for slot in SETS} | dict.fromkeys(SCALARS) | {"themes": []}
Side = tuple[int, int, int]  # right, wrong, missing


@dataclass(frozen=True, slots=True)
class Fault:
    """An event that is not exactly right: ``missed``, ``extra``, ``unlike`` (aligned, not found) or ``inexact``, and by which slots."""

    article: str
    sort: str
    slots: tuple[str, ...]
    gold: str | None
    predicted: str | None


@dataclass(slots=True)
class Tally:
    """Counts of an article, and the sum of many."""

    slots: dict[str, list[int]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    buckets: dict[int, list[float]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def add(self, slot: str, right: int = 0, wrong: int = 0, missing: int = 0) -> None:
        """Count fillers of a slot."""
        have = self.slots.setdefault(slot, [0, 0, 0])
        for index, value in enumerate((right, wrong, missing)):
            have[index] += value

    def include(self, other: Tally) -> None:
        """Add the counts of another article."""
        for slot, (right, wrong, missing) in other.slots.items():
            self.add(slot, right, wrong, missing)
        self.counts.update(other.counts)
        for number, values in other.buckets.items():
            mine = self.buckets.setdefault(number, [0.0, 0.0, 0.0])
            self.buckets[number] = [a + b for a, b in zip(mine, values, strict=True)]
        self.faults += other.faults

    def totals(self, *slots: str) -> Side:
        """Right, wrong and missing fillers over slots."""
        right, wrong, missing = (sum(self.slots.get(s, (0, 0, 0))[k] for s in slots) for k in range(3))
        return right, wrong, missing


def tally_article(gold: Mapping[str, Any], answer: Mapping[str, Any] | None) -> Tally:
    """Score one article; ``answer`` is None where there is no prediction for it."""
    tally = Tally()
    golds = [{**_EMPTY, **event} for event in gold["events"]]
    events = [{**_EMPTY, **event} for event in (answer or {"events": []})["events"]]
    spans = list(_spans(events))
    off = sum(gold["text"][span["start"] : span["end"]] != span["text"] for span in spans)
    tally.counts.update(articles=1, unanswered=answer is None, spans=len(spans), spans_not_in_text=off)
    if not golds:
        tally.counts.update(negatives=1, negatives_clean=not events)
    pairs = align(golds, events)
    for i, event in enumerate(golds):
        if not event.get("optional"):
            _tally_gold(tally, gold["id"], event, events[pairs[i]] if i in pairs else None)
    partner = {j: golds[i] for i, j in pairs.items()}
    for j, event in enumerate(events):
        if j not in partner or not partner[j].get("optional"):
            _tally_predicted(tally, gold["id"], event, partner.get(j))
    found = tally.counts["found"]
    tally.add("event", found, tally.counts["predicted"] - found, tally.counts["owed"] - found)
    return tally


def _tally_gold(tally: Tally, article: str, gold: Item, predicted: Item | None) -> None:
    tally.counts["owed"] += 1
    if predicted is None:
        _tally_lonely(tally, gold, missing=True)
        tally.faults.append(Fault(article, "missed", (), brief(gold), None))
        return
    found, exact = is_found(gold, predicted), is_exact(gold, predicted)
    tally.counts.update(found=found, exact=exact)
    own = _tally_pair(gold, predicted)
    tally.include(own)
    if not exact:
        slots = tuple(slot for slot, (_, *off) in own.slots.items() if any(off) and slot not in {"themes", "sources", "date"})
        tally.faults.append(Fault(article, "inexact" if found else "unlike", slots, brief(gold), brief(predicted)))


def _tally_predicted(tally: Tally, article: str, event: Item, gold: Item | None) -> None:
    tally.counts["predicted"] += 1
    confidence = event.get("confidence")
    if confidence is not None:
        bucket = tally.buckets.setdefault(min(int(confidence * 10), 9), [0.0, 0.0, 0.0])
        for index, value in enumerate((1, confidence, gold is not None and is_found(gold, event))):
            bucket[index] += value
    if gold is None:
        _tally_lonely(tally, event, missing=False)
        tally.faults.append(Fault(article, "extra", (), None, brief(event)))


def _tally_pair(gold: Item, predicted: Item) -> Tally:
    tally = Tally()
    for slot in SETS:
        tally.add(slot, *pair_up(gold.get(slot) or [], predicted.get(slot) or []))
    for slot in SCALARS:
        want, have = gold.get(slot), predicted.get(slot)
        if want and have:
            same = same_scalar(slot, want, have)
            tally.add(slot, same, not same and not want.get("optional"), not same and owed(slot, want))
        else:
            tally.add(slot, 0, bool(have), owed(slot, want))
    verdicts = {label: predicted[label] in allowed(gold[label]) for label in ("type", "status")}
    verdicts["total"] = bool(gold.get("total")) == bool(predicted.get("total"))
    if gold.get("amount") and predicted.get("amount"):
        verdicts["bound"] = gold["amount"]["bound"] == predicted["amount"].get("bound")
    for label, same in verdicts.items():
        tally.add(label, same, not same, not same)
    wanted, got = set(gold.get("themes") or []), set(predicted.get("themes") or [])
    tally.add("themes", len(wanted & got), len(got - wanted), len(wanted - got))
    return tally


def _tally_lonely(tally: Tally, event: Item, *, missing: bool) -> None:
    """An event without partner counts all its fillers, as missing or as wrong."""
    fillers = {slot: sum(not item.get("optional") for item in event.get(slot) or []) for slot in SETS}
    fillers |= {slot: int(bool(event.get(slot)) and (not missing or owed(slot, event[slot]))) for slot in SCALARS}
    fillers |= {"type": 1, "status": 1, "total": 1, "themes": len(event.get("themes") or [])}
    for slot, count in fillers.items():
        tally.add(slot, 0, 0 if missing else count, count if missing else 0)


def _spans(value: Any) -> Iterator[Item]:
    if isinstance(value, dict):
        if {"text", "start", "end"} <= set(value) and isinstance(value["start"], int):
            yield value
        for item in value.values():
            yield from _spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from _spans(item)


def brief(event: Item) -> str:
    """An event in one line."""
    amount, horizon = event.get("amount") or {}, event.get("horizon") or {}
    investors, recipients, places = (",".join(i["name"] for i in event.get(slot) or []) or "-" for slot in SETS[:3])
    value = f"{amount.get('bound')} {amount.get('low')}..{amount.get('high')} {amount.get('currency')}" if amount else "no amount"
    label = f"{event['type']}/{event['status']}{'/total' if event.get('total') else ''}"
    time = horizon.get("duration") or horizon.get("end") or "-"
    return f"{label} {investors} -> {recipients} | {value} | {places} | {time} | {(event.get('date') or {}).get('value', '-')}"
