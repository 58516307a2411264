"""Events to Label Studio, Prodigy and brat and back: equal when nothing was changed, read anew where something was."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from test_deduplicate import corpus

from aiextract.annotate import (
    LABELS,
    ROLES,
    brat_config,
    from_label_studio,
    from_prodigy,
    label_studio_config,
    read_brat,
    to_label_studio,
    to_prodigy,
    write_brat,
)
from aiextract.corpus import article_of
from aiextract.errors import RecordError
from aiextract.evaluate import evaluate
from aiextract.events import Extraction, InvestmentEvent, Money, Party, Place, Quantity, Reason, Span

Trip = Callable[[list[Extraction], Path], list[Extraction]]


def by_label_studio(extractions: list[Extraction], folder: Path) -> list[Extraction]:
    return list(from_label_studio(json.loads(json.dumps(to_label_studio(extractions)))))


def by_prodigy(extractions: list[Extraction], folder: Path) -> list[Extraction]:
    return list(from_prodigy([json.loads(json.dumps(record)) for record in to_prodigy(extractions)]))


def by_brat(extractions: list[Extraction], folder: Path) -> list[Extraction]:
    assert write_brat(extractions, folder / "brat") == len(extractions)
    return list(read_brat(folder / "brat"))


every_tool = pytest.mark.parametrize("trip", [by_label_studio, by_prodigy, by_brat])


@every_tool
def test_round_trip_of_every_slot(trip: Trip, made: Extraction, tmp_path: Path) -> None:
    amount = made.events[0].amount
    assert amount
    power = Quantity("power", Decimal("1.4"), Decimal("1.4"), "gigawatt", "exact", None, Span.of(made.text, 0, 6))
    event = replace(
        made.events[0], capacity=power, reasons=(Reason("type", "rule", "words", ("not",)),), amount=replace(amount, converts=amount.span)
    )
    full = replace(made, events=(event, replace(event, status="planned", total=True, themes=())), quantities=(power,), warnings=("short",))
    assert trip([full], tmp_path) == [full]


@every_tool
def test_round_trip_of_the_retellings(trip: Trip, tmp_path: Path) -> None:
    extractions, _ = corpus()
    assert trip(extractions, tmp_path) == extractions


@every_tool
def test_round_trip_of_parsed_articles(trip: Trip, extractor: Any, sample: list[dict[str, Any]], tmp_path: Path) -> None:
    extractions = list(extractor.stream([{k: a[k] for k in ("id", "published", "title", "text")} for a in sample[:6]]))
    assert any(len(x) > 2 for x in extractions)
    assert trip(extractions, tmp_path) == extractions


def odd(text: str, *words: str) -> Extraction:
    """An article with an event whose spans are these words of it."""
    spans = [Span.of(text, text.index(w), text.index(w) + len(w)) for w in words]
    parties = tuple(Party(s.text, "company", None, s) for s in spans)
    event = InvestmentEvent(
        "equity", "announced", False, parties, (), None, (), None, None, None, None, (), (), spans[0], (Span.of(text, 0, len(text)),), 0.5
    )
    return Extraction(text, (event,), id="é/à b", meta={"url": "x"})


@every_tool
@pytest.mark.parametrize(
    "extraction",
    [
        Extraction("", (), id="vide"),
        odd("😀 Nvidia 😀 entre chez Nokia.", "Nvidia", "Nokia"),
        odd(
            "La Banque\r\neuropéenne\net Verkor\u2028signent.",
            "Banque\r\neuropéenne",
            "Banque\r\neuropéenne\net Verkor",
            "Verkor\u2028signent",
        ),
        odd("2,9Md€de  dollars\tchez  X", "2,9Md€", "de  dollars\tchez", "X"),
        odd("Seul \ud800 Nokia", "\ud800 Nokia"),
    ],
    ids=lambda x: x.id,
)
def test_round_trip_of_odd_texts(trip: Trip, extraction: Extraction, tmp_path: Path) -> None:
    assert trip([extraction], tmp_path) == [extraction]


def test_brat_names_are_distinct_files(tmp_path: Path) -> None:
    articles = [Extraction("a", (), id="x/y"), Extraction("b", (), id="x y"), Extraction("c", ())]
    write_brat(articles, tmp_path)
    assert sorted(path.name for path in tmp_path.glob("*.txt")) == ["3.txt", "x_y-2.txt", "x_y.txt"]
    assert list(read_brat(tmp_path)) == articles


TEXT = "Airbus va investir 15 M€ à Lyon, en Allemagne aussi, d’ici 2028, avec 300 emplois."


def hand_made(tmp_path: Path, *more: str) -> Extraction:
    """What somebody annotates in brat by hand, without notes."""
    words = {"T1": ("PARTY", "Airbus"), "T2": ("investment", "investir"), "T3": ("AMOUNT", "15 M€"), "T4": ("PLACE", "Allemagne")}
    words |= {"T5": ("HORIZON", "d’ici 2028"), "T6": ("JOBS", "300 emplois")}
    lines = [f"{id}\t{label} {TEXT.index(w)} {TEXT.index(w) + len(w)}\t{w}" for id, (label, w) in words.items()]
    lines += ["E1\tinvestment:T2 investor:T1 amount:T3 place:T4 horizon:T5 jobs:T6", "A1\tstatus E1 planned", *more]
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.ann").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (extraction,) = read_brat(tmp_path)
    return extraction


def test_spans_without_a_value_are_read(tmp_path: Path) -> None:
    extraction = hand_made(tmp_path, "#1\tAnnotatorNotes T1\tsûr ?")
    (event,) = extraction
    assert (extraction.id, event.type, event.status, event.confidence) == ("a", "investment", "planned", 1.0)
    assert event.investors[0].name == "Airbus"
    assert event.investors[0].id == "airbus"
    assert event.amount
    assert (event.amount.low, event.amount.currency) == (15_000_000, "EUR")
    assert [(p.name, p.code) for p in event.places] == [("Allemagne", "DE")]
    assert event.horizon
    assert event.horizon.end == "2028"
    assert event.jobs
    assert event.jobs.value == 300
    assert event.mentions[0].text == TEXT


def test_a_span_that_was_moved_is_read_anew(made: Extraction) -> None:
    (task,) = json.loads(json.dumps(to_label_studio([made])))
    results = task.pop("predictions")[0]["result"]
    place = next(r for r in results if r["type"] == "labels" and r["value"]["labels"] == ["AMOUNT"])
    place["value"] |= {"start": made.text.index("milliards"), "end": made.text.index("milliards") + 9, "text": "milliards"}
    task["annotations"] = [{"result": [], "was_cancelled": True}, {"result": results}]
    with pytest.raises(RecordError, match="« milliards » can't be read as AMOUNT"):
        list(from_label_studio([task]))
    start = made.text.index("9 milliards d’euros")
    place["value"] |= {"start": start, "end": start + 19, "text": "9 milliards d’euros"}
    (corrected,) = from_label_studio([task])
    assert isinstance(corrected.events[0].amount, Money)
    assert corrected.events[0].amount.low == 9_000_000_000
    assert replace(corrected.events[0], amount=None) == replace(made.events[0], amount=None)


def test_choices_and_labels_of_label_studio_win(made: Extraction) -> None:
    (task,) = json.loads(json.dumps(to_label_studio([made])))
    for result in task["predictions"][0]["result"]:
        if result["type"] == "choices" and result["from_name"] == "status":
            result["value"]["choices"] = ["cancelled"]
        if result["type"] == "labels" and result["id"] == "E1":
            result["value"]["labels"] = ["grant"]
    task["predictions"][0]["result"] = [r for r in task["predictions"][0]["result"] if r.get("from_name") != "themes"]
    (corrected,) = from_label_studio([task])
    assert corrected.events == (replace(made.events[0], type="grant", status="cancelled", themes=()),)


def test_relations_may_be_drawn_from_either_end(made: Extraction) -> None:
    (task,) = to_label_studio([made])
    for result in task["predictions"][0]["result"]:
        if result["type"] == "relation":
            result["from_id"], result["to_id"] = result["to_id"], result["from_id"]
    assert list(from_label_studio([task])) == [made]
    (record,) = to_prodigy([made])
    for relation in record["relations"]:
        relation["head_span"], relation["child_span"] = relation["child_span"], relation["head_span"]
    assert list(from_prodigy([record])) == [made]


def test_offsets_in_utf16_units_are_understood() -> None:
    extraction = odd("😀😀 Nvidia entre chez Nokia.", "Nvidia", "Nokia")
    (task,) = json.loads(json.dumps(to_label_studio([extraction])))
    for result in task["predictions"][0]["result"]:
        if "value" in result:
            result["value"] |= {"start": result["value"]["start"] + 2, "end": result["value"]["end"] + 2}
    assert list(from_label_studio([task])) == [extraction]


def test_prodigy_tokens_make_up_the_text(made: Extraction) -> None:
    (record,) = to_prodigy([made])
    assert "".join(token["text"] + " " * token["ws"] for token in record["tokens"]) == made.text
    for span in record["spans"]:
        assert record["tokens"][span["token_start"]]["start"] == span["start"]
        assert record["tokens"][span["token_end"]]["end"] == span["end"]


def test_rejected_prodigy_records_are_left_out(made: Extraction) -> None:
    records = [{**record, "answer": answer} for record, answer in zip(to_prodigy([made] * 3), ("accept", "reject", "ignore"), strict=True)]
    assert list(from_prodigy(records)) == [made]


def test_corrected_events_are_gold(made: Extraction) -> None:
    corrected = replace(made, events=(replace(made.events[0], places=(Place("Blagnac", "FR", made.events[0].places[0].span),)),))
    (gold,) = by_prodigy([corrected], Path())
    report = evaluate([article_of(gold, keep_text=True)], [article_of(made)])
    assert report.figures["event"]["f1"] == 1.0
    assert [fault.slots for fault in report.faults] == [("places",)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("T9\tFOO 0 6\tAirbus", "unknown label 'FOO'"),
        ("E2\tinvestment:T2 investor:T3", "a relation 'investor' must lead from a trigger to a PARTY"),
        ("E2\tinvestment:T2 payer:T1", "a relation 'payer'"),
        ("E2\tinvestment:T8", "the event E2 has no trigger T8"),
        ("T9\tPARTY 0", "a.ann:9: not a line of brat"),
        ("T9\tPARTY 3 3\t", "does not stand at 3-3"),
        ("T7\tAMOUNT 0 6\tAirbus\nE2\tinvestment:T2 amount:T7", "« Airbus » can't be read as AMOUNT"),
        ("T7\tAMOUNT 19 24\t15 M€\nE2\tinvestment:T2 amount:T7 amount2:T3", "two amount for one event"),
    ],
)
def test_faults_are_named(line: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=words):
        hand_made(tmp_path, line)


@pytest.mark.parametrize("bad", [{}, {"data": {}}, {"data": {"text": "x"}, "annotations": [{"result": [{"type": "labels"}]}]}])
def test_other_json_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(RecordError, match="not a task"):
        list(from_label_studio([bad]))
    with pytest.raises(RecordError, match="not a Prodigy record"):
        list(from_prodigy([{"spans": []}]))


def test_configurations_name_every_label_and_role() -> None:
    view = ET.fromstring(label_studio_config())
    assert [label.get("value") for label in view.iter("Label")] == list(LABELS)
    assert [relation.get("value") for relation in view.iter("Relation")] == list(ROLES)
    assert all(f"{label}" in brat_config() for label in (*LABELS, *ROLES))
