"""The scorer: its figures are those of the shared tool, and gold scored against itself is perfect."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
from typing import Any

import pytest
from conftest import ROOT, SEEDS

from aiextract.evaluate import evaluate, render

TOOL = ROOT.parent / "shared" / "tools" / "score.py"


def first(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value


def perfect(article: dict[str, Any]) -> dict[str, Any]:
    """A prediction that says what gold says, the first answer where it allows several."""
    events = copy.deepcopy(article["events"])
    for event in events:
        event.update(type=first(event["type"]), status=first(event["status"]))
        for slot, key in (
            ("date", "value"),
            ("horizon", "end"),
            ("horizon", "start"),
            ("amount", "currency"),
            ("stake", "value"),
            ("jobs", "value"),
        ):
            if event.get(slot):
                event[slot][key] = first(event[slot].get(key))
    return {"id": article["id"], "events": events}


def spoilt(article: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A prediction with every kind of mistake."""
    answer = perfect(article)
    kept = []
    for event in answer["events"]:
        event["confidence"] = chance.random()
        event["trigger"] = {"text": "x", "start": 0, "end": chance.randrange(3)}
        for change in (
            lambda e: e.update(investors=e["investors"][1:]),
            lambda e: e.update(amount=None),
            lambda e: e.update(horizon=None),
            lambda e: e["places"].append({"name": "France", "code": "FR"}),
            lambda e: e.update(total=not e["total"]),
            lambda e: e.update(status="denied"),
            lambda e: e["themes"].append("sport"),
        ):
            if chance.random() < 0.15:
                change(event)
        kept += [copy.deepcopy(event)] * chance.choice([0, 1, 1, 1, 1, 1, 2])
    chance.shuffle(kept)
    return {"id": answer["id"], "events": kept}


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    files = sorted(SEEDS.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def test_gold_against_itself_is_perfect(gold: list[dict[str, Any]]) -> None:
    figures = evaluate(gold, map(perfect, gold), draws=10).figures
    assert figures["event"]["f1"] == figures["roles"]["f1"] == figures["exact_events"] == 1.0
    assert figures["intervals"]["event_f1"] == [1.0, 1.0]
    assert figures["faults"] == {}


@pytest.mark.skipif(not TOOL.exists(), reason="the shared scorer is not here")
@pytest.mark.parametrize("seed", range(3))
def test_figures_are_those_of_the_shared_tool(gold: list[dict[str, Any]], seed: int) -> None:
    spec = importlib.util.spec_from_file_location("shared_score", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    chance = random.Random(seed)
    answers = [spoilt(article, chance) for article in gold if chance.random() < 0.95]
    expected = tool.score(gold, {a["id"]: a for a in answers})
    figures = evaluate(gold, answers, draws=10).figures
    assert {key: figures[key] for key in expected} == expected
    assert 0.2 < expected["exact_events"] < 0.9


def test_intervals_are_the_same_every_time_and_hold_the_figure(gold: list[dict[str, Any]]) -> None:
    answers = [spoilt(article, random.Random(1)) for article in gold]
    one, two = (evaluate(gold, answers, draws=100).figures for _ in range(2))
    assert one == two
    low, high = one["intervals"]["event_f1"]
    assert low < one["event"]["f1"] < high


def test_splits_and_faults(gold: list[dict[str, Any]]) -> None:
    report = evaluate(gold, [], draws=10)
    figures = report.figures
    owed = figures["gold_events"]
    assert figures["faults"] == {"missed": owed}
    assert figures["unanswered"] == len(gold)
    shares = [figures[f"{name}_event_articles"]["event"]["missing"] for name in ("single", "multi")]
    assert sum(shares) == owed


def test_report_for_people(gold: list[dict[str, Any]]) -> None:
    report = evaluate(gold, [spoilt(article, random.Random(2)) for article in gold], draws=10)
    whole, brief, shown = render(report), render(report, brief=True), render(report, show=True)
    assert len(brief.splitlines()) < len(whole.splitlines()) < len(shown.splitlines())
    assert brief.splitlines()[1].startswith("event")
    json.dumps(report.figures)
