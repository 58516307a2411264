"""The trained parts by name, and the rows of figures that they read; training and extraction share every line of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from aiextract.assemble.anchors import Anchor
from aiextract.assemble.features import Features, Scene, anchor_features, party_rows
from aiextract.assemble.forest import Forest, load_forest

__all__ = ["MODEL_NAMES", "Board", "Models", "load_models"]

MODEL_NAMES = (
    "event", "bare", "investor", "recipient", "investor2", "recipient2", "type", "status", "total", "place", "period", "jobs", "stake",
)  # fmt: skip

Models = Mapping[str, Forest]


def load_models() -> Models:
    """All packaged forests."""
    return {name: load_forest(name) for name in MODEL_NAMES}


_CONTEXT = ("g:", "t:before:", "t:behind:", "w:", "behind:", "v:passive", "headline", "bullet", "bare", "order in sentence", "amounts in sentence", "told before", "brackets")


def context_of(row: Features) -> Features:
    """The part of an anchor's features that party, place and period models see too."""
    return {f"a:{key}": value for key, value in row.items() if key.startswith(_CONTEXT)}


@dataclass
class Board:
    """The work sheet of one article: features and probabilities of each anchor and candidate, filled stage by stage."""

    scene: Scene
    anchor_rows: list[Features] = field(default_factory=list)
    party_rows: list[list[Features]] = field(default_factory=list)
    event: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    first: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0, 2)))

    @classmethod
    def of(cls, scene: Scene) -> Board:
        """The sheet with the features of all anchors; those of parties are added for the anchors that need them."""
        board = cls(scene)
        board.anchor_rows = [anchor_features(scene, anchor) for anchor in scene.anchors]
        board.party_rows = [[] for _ in scene.anchors]
        return board

    def parties_of(self, anchor: Anchor) -> list[Features]:
        """Features of all entities for one anchor."""
        if not self.party_rows[anchor.index] and self.scene.entities.all:
            self.party_rows[anchor.index] = party_rows(self.scene, anchor, context_of(self.anchor_rows[anchor.index]))
        return self.party_rows[anchor.index]


def second_rows(board: Board, anchor: Anchor, chosen: Sequence[int]) -> list[Features]:
    """Party features with what the first look said of rivals and of the anchors before and after (``chosen``, in order)."""
    rows = [dict(row) for row in board.parties_of(anchor)]
    if not rows:
        return rows
    first = board.first
    position = chosen.index(anchor.index)
    neighbours = {"previous": chosen[position - 1] if position else None, "next": chosen[position + 1] if position + 1 < len(chosen) else None}
    for slot, name in enumerate(("investor", "recipient")):
        mine = first[anchor.index, :, slot]
        order = np.argsort(-mine)
        for rank, index in enumerate(order):
            best_rival = mine[order[0]] if rank else (mine[order[1]] if len(order) > 1 else 0.0)
            rows[index][f"1:{name}"] = float(mine[index])
            rows[index][f"1:{name}:rank"] = max(0.0, 5.0 - rank)
            rows[index][f"1:{name}:rival"] = float(best_rival)
            rows[index][f"1:{name}:lead"] = float(mine[index] - best_rival)
        for side, other in neighbours.items():
            if other is not None:
                theirs = first[other, :, slot]
                near = abs(board.scene.anchors[other].sentence - anchor.sentence)
                for index, row in enumerate(rows):
                    row[f"1:{side}:{name}"] = float(theirs[index])
                    row[f"1:{side}:distance"] = min(near, 5)
        article = first[list(chosen), :, slot].mean(axis=0)
        for index, row in enumerate(rows):
            row[f"1:{name}:article"] = float(article[index])
    return rows


def deal_row(board: Board, anchor: Anchor, second: NDArray[np.float64]) -> Features:
    """Anchor features with a summary of the parties found: what type, status and total are decided on."""
    row = dict(board.anchor_rows[anchor.index])
    entities = board.scene.entities.all
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
