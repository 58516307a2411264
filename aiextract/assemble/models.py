"""The trained parts by name, and the rows of figures that they read; training and extraction share every line of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from aiextract.assemble.anchors import Anchor
from aiextract.assemble.features import Features, Scene, anchor_features, party_candidates, party_rows
from aiextract.assemble.forest import Forest, load_forest

__all__ = ["MODEL_NAMES", "Board", "Models", "load_models"]

MODEL_NAMES = (
    *("event", "bare", "kind", "investor", "recipient", "event2", "bare2", "investor2", "recipient2"),
    *("type", "status", "total", "place", "period", "jobs", "stake"),
)

Models = Mapping[str, Forest]


def load_models() -> Models:
    """All packaged forests."""
    return {name: load_forest(name) for name in MODEL_NAMES}


# Beginnings of the names of those anchor features that other models see too.
_CONTEXT = (
    *("g:", "t:before:", "t:behind:", "w:", "behind:", "v:passive", "headline", "bullet", "bare"),
    *("order in sentence", "amounts in sentence", "told before", "brackets"),
)


def context_of(row: Features) -> Features:
    """The part of an anchor's features that party, place and period models see too.

    >>> context_of({"headline": 1.0, "size": 9.3})
    {'a:headline': 1.0}
    """
    return {f"a:{key}": value for key, value in row.items() if key.startswith(_CONTEXT)}


@dataclass
class Board:
    """The work sheet of one article: features and probabilities of each anchor and candidate, filled stage by stage.

    ``first`` holds the first look at parties: (anchor, entity, slot); ``kinds`` the first look at the type: (anchor, type).
    """

    scene: Scene
    anchor_rows: list[Features] = field(default_factory=list)
    candidates: dict[int, tuple[int, ...]] = field(default_factory=dict)
    party_rows: dict[int, list[Features]] = field(default_factory=dict)
    event: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    kinds: dict[int, Features] = field(default_factory=dict)
    first: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0, 2)))

    @classmethod
    def of(cls, scene: Scene) -> Board:
        """The sheet with the features of all anchors; those of parties are added for the anchors that need them."""
        board = cls(scene)
        board.anchor_rows = [anchor_features(scene, anchor) for anchor in scene.anchors]
        return board

    def parties_of(self, anchor: Anchor) -> list[Features]:
        """Features of the candidate entities (``candidates[anchor.index]``) for one anchor."""
        if anchor.index not in self.party_rows:
            self.candidates[anchor.index] = party_candidates(self.scene, anchor)
            context = context_of(self.anchor_rows[anchor.index])
            self.party_rows[anchor.index] = party_rows(self.scene, anchor, self.candidates[anchor.index], context)
        return self.party_rows[anchor.index]


def second_rows(board: Board, anchor: Anchor, chosen: Sequence[int]) -> list[Features]:
    """Party features with what the first look said of the deal's type, of rivals and of the anchors before and after.

    ``chosen`` are the indexes of the anchors taken for events, in the order of the text.
    """
    rows = [{**row, **board.kinds.get(anchor.index, {})} for row in board.parties_of(anchor)]
    if not rows:
        return rows
    first, candidates = board.first, list(board.candidates[anchor.index])
    position = chosen.index(anchor.index)
    neighbours = {
        "previous": chosen[position - 1] if position else None,
        "next": chosen[position + 1] if position + 1 < len(chosen) else None,
    }
    for slot, name in enumerate(("investor", "recipient")):
        mine = first[anchor.index, candidates, slot]
        order = np.argsort(-mine)
        for rank, number in enumerate(order):
            rival = mine[order[0]] if rank else (mine[order[1]] if len(order) > 1 else 0.0)
            row = rows[number]
            row[f"1:{name}"] = float(mine[number])
            row[f"1:{name}:rank"] = max(0.0, 5.0 - rank)
            row[f"1:{name}:rival"] = float(rival)
            row[f"1:{name}:lead"] = float(mine[number] - rival)
        for side, other in neighbours.items():
            if other is not None:
                theirs = first[other, candidates, slot]
                gap = abs(board.scene.anchors[other].sentence - anchor.sentence)
                for number, row in enumerate(rows):
                    row[f"1:{side}:{name}"] = float(theirs[number])
                    row[f"1:{side}:distance"] = min(gap, 5)
        article = first[list(chosen)][:, candidates, slot].mean(axis=0)
        for number, row in enumerate(rows):
            row[f"1:{name}:article"] = float(article[number])
    return rows


def second_event_row(board: Board, anchor: Anchor) -> Features:
    """The anchor's features with what the first look said of its parties, its type, and its neighbours as events."""
    row = {**board.anchor_rows[anchor.index], **board.kinds.get(anchor.index, {})}
    for slot, name in enumerate(("investor", "recipient")):
        values = np.sort(board.first[anchor.index, :, slot])[::-1]
        row[f"1:{name}"] = float(values[0]) if len(values) else 0.0
    row["1:event"] = float(board.event[anchor.index])
    for side, step in (("previous", -1), ("next", 1)):
        other = anchor.index + step
        if 0 <= other < len(board.scene.anchors) and board.scene.anchors[other].money is not None:
            row[f"1:{side}:event"] = float(board.event[other])
            row[f"1:{side}:same sentence"] = float(board.scene.anchors[other].sentence == anchor.sentence)
    money = [a.index for a in board.scene.anchors if a.money is not None]
    row["1:article"] = float(board.event[money].mean()) if money else 0.0
    twins = [a.index for a in board.scene.anchors if a is not anchor and _same_figure(a, anchor)]
    row["1:twins"] = float(board.event[twins].max()) if twins else 0.0
    return row


def _same_figure(left: Anchor, right: Anchor) -> bool:
    a, b = left.money, right.money
    return a is not None and b is not None and (a.low, a.high) == (b.low, b.high)


def deal_row(board: Board, anchor: Anchor, second: NDArray[np.float64]) -> Features:
    """Anchor features with a summary of the parties found: what type, status and total are decided on.

    ``second`` holds a line for each candidate entity of the anchor and a column for each of investor and recipient.
    """
    row = dict(board.anchor_rows[anchor.index])
    entities = [board.scene.entities.all[i] for i in board.candidates.get(anchor.index, ())]
    for slot, name in enumerate(("investor", "recipient")):
        values = second[:, slot] if len(second) else np.zeros(0)
        row[f"p:{name}"] = float(values.max()) if len(values) else 0.0
        row[f"p:{name}s"] = float((values > 0.5).sum())
        if len(values):
            best = entities[int(values.argmax())]
            weight = float(values.max())
            row[f"p:{name}:{best.kind}"] = weight
            row[f"p:{name}:startup"] = weight if "startups" in best.sectors else 0.0
            row[f"p:{name}:finance"] = weight if "finance" in best.sectors else 0.0
            row[f"p:{name}:known"] = weight if best.known else 0.0
    sentence = anchor.sentence
    for quantity in board.scene.article.quantities:
        if quantity.kind in {"stake", "jobs"} and board.scene.article.sentence(quantity.span.start) == sentence:
            row[f"q:{quantity.kind}"] = 1.0
    for period in board.scene.article.periods:
        if board.scene.article.sentence(period.span.start) == sentence:
            row[f"period:{period.role}"] = 1.0
            value = period.start or period.end
            published = board.scene.article.published
            if value and published:
                row["period:past"] = max(row.get("period:past", 0.0), float(value[:7] < published[:7]))
                row["period:future"] = max(row.get("period:future", 0.0), float(value > published))
    return row
