"""A small ensemble of decision trees: trained elsewhere, stored as JSON arrays, evaluated here in numpy, explained by path.

Gradient-boosted trees after Friedman, "Greedy function approximation" (Annals of Statistics 29, 2001); the contribution of
a feature is the change of the node value along the path, summed over trees (Saabas 2014).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Forest", "load_forest"]

Row = Mapping[str, float]


@dataclass(frozen=True)
class Forest:
    """Boosted trees over named features, for one or several classes.

    All nodes of all trees stand in one table: feature, threshold, left, right, value. ``roots`` are the first nodes of the
    trees, ``groups`` the class that each tree adds to. A missing feature is 0. Leaves have feature -1 and point at themselves.
    """

    features: tuple[str, ...]
    classes: tuple[str, ...]
    baseline: NDArray[np.float64]
    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]
    groups: NDArray[np.int32]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Forest:
        """The forest of its JSON form (see :meth:`to_dict`)."""

        def whole(name: str) -> NDArray[np.int32]:
            return np.asarray(data[name], dtype=np.int32)

        def decimal(name: str) -> NDArray[np.float32]:
            return np.asarray(data[name], dtype=np.float32)

        return cls(
            tuple(data["features"]),
            tuple(data["classes"]),
            np.asarray(data["baseline"], dtype=np.float64),
            whole("feature"),
            decimal("threshold"),
            whole("left"),
            whole("right"),
            decimal("value"),
            whole("roots"),
            whole("groups"),
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain lists, ready for JSON."""
        numbers = {name: getattr(self, name).tolist() for name in ("feature", "left", "right", "roots", "groups")}
        decimals = {name: [round(float(v), 5) for v in getattr(self, name)] for name in ("threshold", "value")}
        return {"features": list(self.features), "classes": list(self.classes), "baseline": self.baseline.tolist(), **numbers, **decimals}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {name: i for i, name in enumerate(self.features)}

    def matrix(self, rows: Sequence[Row]) -> NDArray[np.float32]:
        """Feature rows as an array in the order of the forest's features."""
        columns = self._columns
        matrix = np.zeros((len(rows), max(1, len(self.features))), dtype=np.float32)
        for number, row in enumerate(rows):
            for name, value in row.items():
                column = columns.get(name)
                if column is not None:
                    matrix[number, column] = value
        return matrix

    def scores(self, rows: Sequence[Row]) -> NDArray[np.float64]:
        """Raw scores, one row an input and one column a class (one column only for two classes)."""
        result = np.repeat(self.baseline[None, :], len(rows), axis=0)
        if not len(rows) or not len(self.roots):
            return result
        leaves = self._leaves(self.matrix(rows))
        for group in range(len(self.baseline)):
            result[:, group] += self.value[leaves[:, self.groups == group]].sum(axis=1, dtype=np.float64)
        return result

    @cached_property
    def _depth(self) -> int:
        """Steps from the roots to the deepest leaf."""
        node, steps = self.roots, 0
        while len(node):
            node = node[self.feature[node] >= 0]
            node = np.concatenate([self.left[node], self.right[node]])
            steps += bool(len(node))
        return steps

    def _leaves(self, matrix: NDArray[np.float32]) -> NDArray[np.int32]:
        """The leaf that each row reaches in each tree: all trees go one step down together, and leaves stay where they are."""
        values = matrix.ravel()
        offsets = (np.arange(len(matrix), dtype=np.int32) * matrix.shape[1])[:, None]
        asked = np.maximum(self.feature, 0)
        node = np.repeat(self.roots[None, :], len(matrix), axis=0)
        for _ in range(self._depth):
            below = values.take(asked.take(node) + offsets) <= self.threshold.take(node)
            node = np.where(below, self.left.take(node), self.right.take(node))
        return node

    def probabilities(self, rows: Sequence[Row]) -> NDArray[np.float64]:
        """Class probabilities; for two classes one column for the second."""
        scores = self.scores(rows)
        if scores.shape[1] == 1:
            positive = 1.0 / (1.0 + np.exp(-scores))
            return np.hstack([1.0 - positive, positive])
        shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
        normal: NDArray[np.float64] = shifted / shifted.sum(axis=1, keepdims=True)
        return normal

    def reasons(self, row: Row, group: int = 0, most: int = 3) -> tuple[str, ...]:
        """The features that moved the score of a row the most, with their direction."""
        values = self.matrix([row])[0]
        moved: dict[int, float] = {}
        for root in self.roots[self.groups == group]:
            node = int(root)
            while self.feature[node] >= 0:
                feature = int(self.feature[node])
                below = int(self.left[node] if values[feature] <= self.threshold[node] else self.right[node])
                moved[feature] = moved.get(feature, 0.0) + float(self.value[below] - self.value[node])
                node = below
        ranked = sorted(moved.items(), key=lambda item: -abs(item[1]))[:most]
        return tuple(f"{self.features[i]}={values[i]:g} ({change:+.2f})" for i, change in ranked)


@cache
def load_forest(name: str) -> Forest:
    """The packaged forest ``name``, read once."""
    source = resources.files("aiextract.assemble") / "weights" / f"{name}.json.gz"
    return Forest.from_dict(json.loads(gzip.decompress(source.read_bytes())))
