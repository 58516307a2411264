"""Frames have their declared types, filled or empty, and count no money twice."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from aiextract.corpus import article_of
from aiextract.events import Extraction
from aiextract.frame import edges_frame, parties_frame, to_frame


def test_one_row_an_event(made: Extraction) -> None:
    frame = to_frame(made)
    row = frame.iloc[0]
    assert (row["event_id"], row["investors"], row["amount"], row["jobs"], row["stake"]) == ("a#1", "Airbus | Eurazeo", 2.9e9, 300, 49.0)
    assert frame["sentence"][0] == made.text[frame["start"][0] : frame["end"][0]]


def test_from_dictionaries_as_from_objects(made: Extraction) -> None:
    assert to_frame([made, made]).equals(to_frame([article_of(made), article_of(made)]))


@pytest.mark.parametrize("frame_of", [to_frame, parties_frame, edges_frame])
def test_types_are_declared_also_when_empty(made: Extraction, frame_of: object) -> None:
    empty, filled = frame_of([]), frame_of([made])  # type: ignore[operator]
    assert len(empty) == 0
    assert [str(t) for t in empty.dtypes] == [str(t) for t in filled.dtypes]


def test_decimals_stay_exact(made: Extraction) -> None:
    assert to_frame(made, decimals=True)["amount"][0] == Decimal("2900000000")


def test_parties(made: Extraction) -> None:
    frame = parties_frame([made])
    assert list(frame["role"]) == ["investor", "investor", "recipient"]
    assert list(frame["text"]) == ["Airbus", "Eurazeo", "Toulouse"]


def test_edges_share_the_amount_and_leave_totals_out(made: Extraction) -> None:
    frame = edges_frame(made)
    assert list(zip(frame["source"], frame["target"], strict=True)) == [("Airbus", "Projet T"), ("Eurazeo", "Projet T")]
    assert frame["amount"].sum() == 2.9e9
    assert frame["year"][0] == 2024
    total = replace(made, events=(replace(made.events[0], total=True),))
    assert len(edges_frame(total)) == 0
    assert list(edges_frame(made, target="places")["target"]) == ["Toulouse", "Toulouse"]
