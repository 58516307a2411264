"""The figures over a corpus, with bootstrap intervals, single- and multi-event articles apart, and faults by class."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiextract.evaluate.match import LABELS, ROLES
from aiextract.evaluate.tally import Fault, Tally, tally_article

__all__ = ["Report", "evaluate", "render"]

_DRAWS = 1000
_SEED = 20250101


@dataclass(frozen=True, slots=True)
class Report:
    """Figures in dictionary form (ready for JSON) and the faults behind them."""

    figures: dict[str, Any]
    faults: tuple[Fault, ...]


def evaluate(gold: Iterable[Mapping[str, Any]], predicted: Iterable[Mapping[str, Any]], *, draws: int = _DRAWS) -> Report:
    """Score predicted articles against gold ones, both in dictionary form and paired by ``id``.

    An event is *found* where its aligned prediction has the same amount and shares a party with it; it is *exact* where every
    slot but themes, sources and date is right. Intervals are 95 % over resampled articles, with a fixed seed.

    >>> report = evaluate([{"id": "a", "text": "…", "events": []}], [{"id": "a", "events": []}])
    >>> report.figures["negatives_clean"], report.figures["event"]["f1"]
    (1, 1.0)
    """
    answers = {article["id"]: article for article in predicted}
    tallies = [tally_article(article, answers.get(article["id"])) for article in gold]
    whole = _sum(tallies)
    single = [t for t in tallies if t.counts["owed"] == 1]
    several = [t for t in tallies if t.counts["owed"] > 1]
    figures = {
        **_figures(whole),
        "intervals": _intervals(tallies, draws),
        "single_event_articles": _main_figures(_sum(single)),
        "multi_event_articles": _main_figures(_sum(several)),
        "faults": dict(sorted(_classes(whole.faults).items())),
    }
    return Report(figures, tuple(whole.faults))


def _sum(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        whole.include(tally)
    return whole


def _rates(right: int, wrong: int, missing: int) -> dict[str, Any]:
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missing) if right + missing else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    rates = {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
    return {**rates, "right": right, "wrong": wrong, "missing": missing}


def _exact_share(tally: Tally) -> float:
    return round(tally.counts["exact"] / tally.counts["owed"], 4) if tally.counts["owed"] else 1.0


def _main_figures(tally: Tally) -> dict[str, Any]:
    event, roles = _rates(*tally.totals("event")), _rates(*tally.totals(*ROLES))
    return {"articles": tally.counts["articles"], "event": event, "roles": roles, "exact_events": _exact_share(tally)}


def _figures(tally: Tally) -> dict[str, Any]:
    counts = tally.counts
    return {
        "articles": counts["articles"],
        "unanswered": counts["unanswered"],
        "gold_events": counts["owed"],
        "predicted_events": counts["predicted"],
        "event": _rates(*tally.totals("event")),
        "roles": _rates(*tally.totals(*ROLES)),
        "exact_events": _exact_share(tally),
        "slots": {slot: _rates(*tally.totals(slot)) for slot in (*ROLES, *LABELS, "themes")},
        "negatives": counts["negatives"],
        "negatives_clean": counts["negatives_clean"],
        "spans": counts["spans"],
        "spans_not_in_text": counts["spans_not_in_text"],
        "calibration_error": _calibration_error(tally),
    }


def _calibration_error(tally: Tally) -> float | None:
    """How far, on average, a confidence is from the share of events that are right at it."""
    count = sum(bucket[0] for bucket in tally.buckets.values())
    return round(sum(abs(b[1] - b[2]) for b in tally.buckets.values()) / count, 4) if count else None


def _intervals(tallies: Sequence[Tally], draws: int) -> dict[str, list[float]]:
    """95 % intervals of the three main figures over articles drawn with replacement."""
    rows = [(*t.totals("event"), *t.totals(*ROLES), t.counts["exact"], t.counts["owed"]) for t in tallies]
    chance = random.Random(_SEED)
    samples: dict[str, list[float]] = {"event_f1": [], "roles_f1": [], "exact_events": []}
    for _ in range(draws if rows else 0):
        drawn = chance.choices(rows, k=len(rows))
        *counts, exact, owed = (sum(column) for column in zip(*drawn, strict=True))
        samples["event_f1"].append(_rates(*counts[:3])["f1"])
        samples["roles_f1"].append(_rates(*counts[3:])["f1"])
        samples["exact_events"].append(round(exact / owed, 4) if owed else 1.0)
    return {name: _middle(sorted(values)) for name, values in samples.items() if values}


def _middle(values: list[float]) -> list[float]:
    last = len(values) - 1
    return [values[round(0.025 * last)], values[round(0.975 * last)]]


def _classes(faults: Iterable[Fault]) -> Counter[str]:
    """Faults by class: missed, extra, and for aligned events each slot that is not right."""
    classes: Counter[str] = Counter()
    for fault in faults:
        classes.update([fault.sort] if not fault.slots else [f"{fault.sort}: {slot}" for slot in fault.slots])
    return classes


def render(report: Report, *, brief: bool = False, show: bool = False) -> str:
    """The report for people; ``brief`` the main figures, ``show`` each fault too."""
    f = report.figures
    unanswered = f" ({f['unanswered']} unanswered)" if f["unanswered"] else ""
    lines = [f"{f['articles']} articles{unanswered}, {f['gold_events']} gold events, {f['predicted_events']} predicted"]
    for name in ("event", "roles"):
        lines.append(f"{name:7} {_rate_text(f[name])}{_interval_text(f, f'{name}_f1')}")
    lines.append(f"exact   {f['exact_events']:.3f}{_interval_text(f, 'exact_events')}")
    lines.append(f"clean negatives {f['negatives_clean']}/{f['negatives']}")
    lines.append(f"spans not in the text {f['spans_not_in_text']}/{f['spans']}")
    if not brief:
        lines.append(f"calibration error {f['calibration_error']}")
        for name in ("single", "multi"):
            part = f[f"{name}_event_articles"]
            lines.append(
                f"{name}-event articles ({part['articles']}): event F1 {part['event']['f1']:.3f}, exact {part['exact_events']:.3f}"
            )
        lines.append("slots")
        lines += [f"  {slot:10} {_rate_text(rates)}  {_count_text(rates)}" for slot, rates in f["slots"].items()]
        lines.append("faults")
        lines += [f"  {count:4} {name}" for name, count in sorted(f["faults"].items(), key=lambda item: (-item[1], item[0]))]
    if show:
        for fault in report.faults:
            slots = f" ({', '.join(fault.slots)})" if fault.slots else ""
            told = [f"    {side} {event}" for side, event in (("gold", fault.gold), ("got ", fault.predicted)) if event]
            lines += [f"{fault.article}: {fault.sort}{slots}", *told]
    return "\n".join(lines)


def _rate_text(rates: Mapping[str, Any]) -> str:
    return f"P {rates['precision']:.3f}  R {rates['recall']:.3f}  F1 {rates['f1']:.3f}"


def _count_text(rates: Mapping[str, Any]) -> str:
    return f"({rates['right']} right, {rates['wrong']} wrong, {rates['missing']} missing)"


def _interval_text(figures: Mapping[str, Any], name: str) -> str:
    interval = figures["intervals"].get(name)
    return f"  [{interval[0]:.3f}, {interval[1]:.3f}]" if interval else ""
