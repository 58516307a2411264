"""``aiextract evaluate``: figures against gold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aiextract.commands.common import articles, extractor_of, quiet_pipe
from aiextract.corpus import Failure, Keys, Record, article_of
from aiextract.errors import RecordError

__all__ = ["score"]


def score(gold: str, predicted: Path | None, *, as_json: bool, brief: bool, show: bool) -> int:
    """Print the figures; returns the exit code."""
    from aiextract.evaluate import evaluate, render

    golds = [_with_events(r) for r in articles([Path(p) for p in gold.split(",")], Keys(), None)]
    answers = _extracted(golds) if predicted is None else _predictions(predicted)
    report = evaluate(golds, answers)
    with quiet_pipe():
        print(json.dumps(report.figures, indent=1) if as_json else render(report, brief=brief, show=show))
    return 0


def _with_events(record: Record | Failure) -> dict[str, Any]:
    if isinstance(record, Failure):
        raise RecordError(str(record))
    if not isinstance(record.data.get("events"), list):
        raise RecordError(f"{record.place}: no list of events; gold has one in every article")
    return record.data


def _predictions(path: Path) -> Iterator[dict[str, Any]]:
    from aiextract.corpus.read import results_of

    for record in results_of(path):
        yield _with_events(record)


def _extracted(golds: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for found in extractor_of(None).stream(golds):
        yield article_of(found)
