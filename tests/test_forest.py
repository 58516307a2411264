"""Forests: probabilities and reasons of trees made by hand, so that every number can be checked by eye."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from aiextract.assemble.forest import Forest, load_forest
from aiextract.assemble.models import MODEL_NAMES

# Two trees. The first asks whether "near" is over 0.5, the second whether "verb" is over 0 and then whether "near" is over 0.2.
#
#   near ≤ 0.5 ?  (0.0)          verb ≤ 0 ?  (0.1)
#   ├─ yes: -1.0                 ├─ yes: -0.4
#   └─ no:  +1.0                 └─ no:  near ≤ 0.2 ?  (0.5)
#                                        ├─ yes: 0.0
#                                        └─ no:  +2.0
TWO_TREES: dict[str, Any] = {
    "features": ["near", "verb"],
    "classes": ["no", "yes"],
    "baseline": [0.5],
    "feature": [0, -1, -1, 1, -1, 0, -1, -1],
    "threshold": [0.5, 0, 0, 0.0, 0, 0.2, 0, 0],
    "left": [1, 1, 2, 4, 4, 6, 6, 7],
    "right": [2, 1, 2, 5, 4, 7, 6, 7],
    "value": [0.0, -1.0, 1.0, 0.1, -0.4, 0.5, 0.0, 2.0],
    "roots": [0, 3],
    "groups": [0, 0],
}


@pytest.fixture
def forest() -> Forest:
    return Forest.from_dict(TWO_TREES)


@pytest.mark.parametrize(
    ("row", "score"),
    [
        ({}, 0.5 - 1.0 - 0.4),
        ({"near": 0.5}, 0.5 - 1.0 - 0.4),  # a threshold itself goes left
        ({"near": 0.6}, 0.5 + 1.0 - 0.4),
        ({"verb": 1.0}, 0.5 - 1.0 + 0.0),
        ({"verb": 1.0, "near": 0.3}, 0.5 - 1.0 + 2.0),
        ({"verb": 1.0, "near": 1.0}, 0.5 + 1.0 + 2.0),
        ({"verb": 1.0, "near": 1.0, "unheard of": 9.0}, 0.5 + 1.0 + 2.0),
    ],
)
def test_scores_add_up_over_trees(forest: Forest, row: dict[str, float], score: float) -> None:
    assert forest.scores([row])[0] == pytest.approx([score])


def test_probabilities_of_two_classes(forest: Forest) -> None:
    found = forest.probabilities([{}, {"verb": 1.0, "near": 1.0}])
    assert found.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert found[:, 1] == pytest.approx([1 / (1 + np.exp(0.9)), 1 / (1 + np.exp(-3.5))])


def test_rows_are_judged_alone_as_together(forest: Forest) -> None:
    rows = [{}, {"near": 0.6}, {"verb": 1.0, "near": 0.3}]
    together = forest.probabilities(rows)
    assert [list(forest.probabilities([row])[0]) for row in rows] == together.tolist()


def test_no_rows_are_no_lines(forest: Forest) -> None:
    assert forest.probabilities([]).shape == (0, 2)


def test_reasons_name_what_moved_the_score(forest: Forest) -> None:
    # near: +1.0 in the first tree and 0.5 → 2.0 in the second; verb: 0.1 → 0.5
    assert forest.reasons({"verb": 1.0, "near": 1.0}) == ("near=1 (+2.50)", "verb=1 (+0.40)")
    assert forest.reasons({}) == ("near=0 (-1.00)", "verb=0 (-0.50)")
    assert forest.reasons({"verb": 1.0, "near": 1.0}, most=1) == ("near=1 (+2.50)",)


def test_several_classes_share_one() -> None:
    forest = Forest.from_dict({**TWO_TREES, "classes": ["a", "b"], "baseline": [0.0, 0.0], "groups": [0, 1]})
    found = forest.probabilities([{"near": 0.6}])[0]  # scores 1.0 and -0.4
    assert found == pytest.approx(np.exp([1.0, -0.4]) / np.exp([1.0, -0.4]).sum())
    assert forest.reasons({"near": 0.6}, group=1) == ("verb=0 (-0.50)",)


def test_a_forest_without_trees_says_its_baseline() -> None:
    empty: dict[str, Any] = {name: [] for name in ("features", "feature", "threshold", "left", "right", "value", "roots", "groups")}
    forest = Forest.from_dict({**empty, "classes": ["no", "yes"], "baseline": [-9.0]})
    assert forest.probabilities([{"near": 1.0}])[0, 1] < 0.001
    assert forest.reasons({"near": 1.0}) == ()


def test_json_form_comes_back(forest: Forest) -> None:
    again = Forest.from_dict(json.loads(json.dumps(forest.to_dict())))
    assert again.to_dict() == forest.to_dict()
    assert again.scores([{"verb": 1.0}]) == pytest.approx(forest.scores([{"verb": 1.0}]))


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_packaged_forests_are_sound(name: str) -> None:
    forest = load_forest(name)
    nodes = np.arange(len(forest.feature))
    leaf = forest.feature < 0
    assert (forest.left[leaf] == nodes[leaf]).all()
    assert (forest.right[leaf] == nodes[leaf]).all()
    # Children stand behind their parents: no path can run in circles.
    assert (forest.left[~leaf] > nodes[~leaf]).all()
    assert (forest.right[~leaf] > nodes[~leaf]).all()
    assert forest.feature.max(initial=-1) < len(forest.features)
    assert len(set(forest.features)) == len(forest.features)
    assert forest.probabilities([{}]).shape == (1, len(forest.classes))
