"""A small ensemble of decision trees: trained elsewhere, stored as JSON arrays, evaluated here in numpy, explained by path.

Gradient-boosted trees after Friedman, "Greedy function approximation" (Annals of Statistics 29, 2001); the contribution of
a feature is the change of the node value along the path, summed over trees (Saabas 2014).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Forest", "load_forest"]

Row = Mapping[str, float]


@dataclass(frozen=True)
class Forest:
    """Boosted trees over named features, for one or several classes.

    ``trees`` holds for each class the list of trees; a tree is five parallel arrays: feature, threshold, left, right, value.
    A missing feature is 0. Leaves have feature -1.
    """

    features: tuple[str, ...]
    classes: tuple[str, ...]
    baseline: NDArray[np.float64]
    trees: tuple[tuple[tuple[NDArray[Any], ...], ...], ...]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Forest:
        """The forest of its JSON form."""
        kinds = (np.int32, np.float64, np.int32, np.int32, np.float64)
        trees = tuple(
            tuple(tuple(np.asarray(part, dtype=kind) for part, kind in zip(tree, kinds, strict=True)) for tree in group) for group in data["trees"]
        )
        return cls(tuple(data["features"]), tuple(data["classes"]), np.asarray(data["baseline"], dtype=np.float64), trees)

    def matrix(self, rows: Sequence[Row]) -> NDArray[np.float64]:
        """Feature rows as an array in the order of the forest's features."""
        place = {name: i for i, name in enumerate(self.features)}
        matrix = np.zeros((len(rows), len(self.features)))
        for number, row in enumerate(rows):
            for name, value in row.items():
                column = place.get(name)
                if column is not None:
                    matrix[number, column] = value
        return matrix

    def scores(self, rows: Sequence[Row]) -> NDArray[np.float64]:
        """Raw scores, one row an input and one column a tree group."""
        matrix = self.matrix(rows)
        result = np.repeat(self.baseline[None, :], len(rows), axis=0)
        if len(rows):
            for group, trees in enumerate(self.trees):
                for tree in trees:
                    result[:, group] += _leaf_values(tree, matrix)
        return result

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
        for feature, threshold, left, right, value in self.trees[group]:
            node = 0
            while feature[node] >= 0:
                below = left[node] if values[feature[node]] <= threshold[node] else right[node]
                moved[feature[node]] = moved.get(feature[node], 0.0) + float(value[below] - value[node])
                node = below
        ranked = sorted(moved.items(), key=lambda item: -abs(item[1]))[:most]
        return tuple(f"{self.features[i]}={values[i]:g} ({change:+.2f})" for i, change in ranked)


def _leaf_values(tree: tuple[NDArray[Any], ...], matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    feature, threshold, left, right, value = tree
    node = np.zeros(len(matrix), dtype=np.int32)
    rows = np.arange(len(matrix))
    while True:
        split = feature[node]
        inner = split >= 0
        if not inner.any():
            leaves: NDArray[np.float64] = value[node]
            return leaves
        goes_left = matrix[rows, np.maximum(split, 0)] <= threshold[node]
        node = np.where(inner, np.where(goes_left, left[node], right[node]), node)


@cache
def load_forest(name: str) -> Forest:
    """The packaged forest ``name``, read once."""
    source = resources.files("aiextract.assemble") / "weights" / f"{name}.json"
    return Forest.from_dict(json.loads(source.read_text(encoding="utf-8")))
