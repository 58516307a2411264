"""Train the small models of aiextract from the annotated articles: `python models/train.py [--score]`.

Reads `seeds/*.jsonl`, parses them once, writes `aiextract/assemble/weights/*.json.gz`. With `--score` nothing is written: the
articles are split in five, each part is extracted by models trained on the other four, and the predictions go to a file
for the scorer. Needs scikit-learn (extra `train`); the library itself does not.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from lightgbm import LGBMClassifier
from sklearn.feature_extraction import DictVectorizer

sys.path.insert(0, str(Path(__file__).parent))
from labels import match_anchors, options, party_label, same_entity, same_party

from aiextract.assemble.anchors import Anchor
from aiextract.assemble.decide import POSSIBLE, POSSIBLE_BARE, first_look, slot_context
from aiextract.assemble.events import events_of, scene_of
from aiextract.assemble.features import Features, Scene
from aiextract.assemble.forest import Forest
from aiextract.assemble.models import Board, deal_row, second_event_row, second_rows
from aiextract.assemble.slots import PlaceCandidate, period_rows, place_candidates, place_rows, quantity_rows
from aiextract.events import Period
from aiextract.lexicon.gazetteer import gazetteer
from aiextract.options import Options
from aiextract.pipeline.build import load_model, parse_of

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "aiextract" / "assemble" / "weights"
# Forests are averages of this many, each grown on another sample of rows and features.
BAGS = 3
SHAPE: dict[str, dict] = {
    "event": {"n_estimators": 250, "learning_rate": 0.05, "num_leaves": 15, "min_child_samples": 10},
    "event2": {"n_estimators": 200, "learning_rate": 0.05, "num_leaves": 15, "min_child_samples": 10},
    "bare2": {"n_estimators": 120, "learning_rate": 0.06, "num_leaves": 10, "min_child_samples": 8},
    "bare": {"n_estimators": 120, "learning_rate": 0.06, "num_leaves": 10, "min_child_samples": 8},
    "kind": {"n_estimators": 60, "learning_rate": 0.1, "num_leaves": 8, "min_child_samples": 8},
    "type": {"n_estimators": 90, "learning_rate": 0.08, "num_leaves": 8, "min_child_samples": 8},
    "status": {"n_estimators": 90, "learning_rate": 0.08, "num_leaves": 8, "min_child_samples": 8},
    "default": {"n_estimators": 200, "learning_rate": 0.07, "num_leaves": 31, "min_child_samples": 20},
}

# Shared by all forests: strong regularisation, and the same bytes out on every run.
COMMON: dict[str, Any] = {
    "reg_lambda": 5.0,
    "colsample_bytree": 0.3,
    "subsample": 0.7,
    "subsample_freq": 1,
    "n_jobs": 1,
    "deterministic": True,
    "force_row_wise": True,
    "use_missing": False,
    "verbose": -1,
}


@dataclass
class Case:
    """A gold article, read: its scene, the gold events, and which anchor tells which of them."""

    id: str
    file: str
    article: dict
    scene: Scene
    told: dict[int, list[int] | None]
    board: Board
    bares: dict[int, tuple[str | None, dict | None]] = field(default_factory=dict)

    def bare(self, anchor: Anchor) -> tuple[str | None, dict | None]:
        """Label and gold event of a trigger without amount, worked out once."""
        if anchor.index not in self.bares:
            self.bares[anchor.index] = told_without_amount(self, anchor)
        return self.bares[anchor.index]


def load_cases(files: list[Path], cache: Path | None) -> list[Case]:
    """The gold articles, read; parses are taken from the cache where they are in it."""
    parses = pickle.loads(cache.read_bytes()) if cache and cache.exists() else {}
    articles = [(f.stem, json.loads(line)) for f in files for line in f.read_text(encoding="utf-8").splitlines() if line.strip()]
    todo = [a for _, a in articles if a["text"] not in parses]
    if todo:
        nlp = load_model()
        for article, doc in zip(todo, nlp.pipe([a["text"] for a in todo], batch_size=16), strict=True):
            parses[article["text"]] = parse_of(doc)
        if cache:
            cache.write_bytes(pickle.dumps(parses))
    cases = []
    for stem, article in articles:
        known = {"published": article.get("published"), "title": article.get("title"), "known": gazetteer(), "options": Options()}
        scene = scene_of(parses[article["text"]], **known)
        cases.append(Case(article["id"], stem, article, scene, match_anchors(scene, article["events"]), Board.of(scene)))
    return cases


# --- training sets -------------------------------------------------------------------------------------------------


class Sets:
    """Rows and labels for each model."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict]] = defaultdict(list)
        self.labels: dict[str, list[str]] = defaultdict(list)
        self.weights: dict[str, list[float]] = defaultdict(list)

    def add(self, name: str, row: dict, label: str, weight: float = 1.0) -> None:
        """Add one row with its label."""
        self.rows[name].append(row)
        self.labels[name].append(label)
        self.weights[name].append(weight)


def event_of(case: Case, anchor: Anchor) -> dict | None:
    """The gold event that an anchor tells, if it is clear."""
    if anchor.money is None:
        return case.bare(anchor)[1]
    told = case.told.get(anchor.index)
    return case.article["events"][told[0]] if told else None


FIRST = ("event", "bare", "kind", "investor", "recipient")


def add_first(sets: Sets, case: Case) -> None:
    """What the first look is trained on."""
    add_events(sets, case)
    add_bare(sets, case)
    add_kinds(sets, case)
    add_parties(sets, case)


def add_events(sets: Sets, case: Case) -> None:
    """Which amounts tell an event; unclear and optional ones are left out."""
    for anchor in case.scene.anchors:
        if anchor.money is not None:
            told = case.told[anchor.index]
            if told is None or (told and all(case.article["events"][i].get("optional") for i in told)):
                continue
            sets.add("event", case.board.anchor_rows[anchor.index], "yes" if told else "no")


def add_bare(sets: Sets, case: Case) -> None:
    """Which triggers without amount tell an event."""
    for anchor in case.scene.anchors:
        if anchor.money is None:
            label = bare_label(case, anchor)
            if label is not None:
                sets.add("bare", case.board.anchor_rows[anchor.index], label)


def bare_label(case: Case, anchor: Anchor) -> str | None:
    """Does a trigger tell an event without amount? None where it may."""
    return case.bare(anchor)[0]


def told_without_amount(case: Case, anchor: Anchor) -> tuple[str | None, dict | None]:
    """The gold event without amount that a trigger tells: its frame fits the type, its recipient (or investor) stands in the sentence."""
    frames = {m.name for m in case.scene.article.triggers[anchor.token]}
    unclear = False
    for event in case.article["events"]:
        sides = [[p for p in event[slot] if not p.get("optional")] for slot in ("recipients", "investors")]
        owed = sides[0] or sides[1]
        if not any(stands_in(case.scene, p, anchor.sentence) for p in owed):
            continue
        fits = any(FRAMES_OF_TYPE.get(t, set()) & frames for t in options(event["type"]))
        if event["amount"] is None and fits and not event.get("optional"):
            return "yes", event
        unclear = unclear or fits or event.get("optional", False)
    return (None if unclear else "no"), None


def stands_in(scene: Scene, party: dict, sentence: int) -> bool:
    """Is a gold party named or meant in this sentence?"""
    places = (scene.places[e.index] for e in scene.entities.all if same_entity(party, e))
    return any(place.sentence == sentence for found in places for place, _ in found)


FRAMES_OF_TYPE = {
    "acquisition": {"acquire", "sell"},
    "equity": {"stake", "acquire", "sell", "invest"},
    "funding_round": {"raise", "lead"},
    "public_programme": {"programme", "invest", "fund_object"},
    "investment": {"build", "invest", "programme"},
    "fund": {"launch_fund"},
    "debt": {"lend"},
    "grant": {"fund_object", "programme"},
}


def add_parties(sets: Sets, case: Case) -> None:
    """The candidate entities of each event as investor and recipient."""
    for anchor in case.scene.anchors:
        event = event_of(case, anchor)
        if event is None:
            continue
        for row, index in zip(case.board.parties_of(anchor), case.board.candidates[anchor.index], strict=True):
            entity = case.scene.entities.all[index]
            label = party_label(entity, event)
            if label is not None:
                sets.add("investor", row, "yes" if label == "investor" else "no")
                sets.add("recipient", row, "yes" if label == "recipient" else "no")


def add_kinds(sets: Sets, case: Case) -> None:
    """The types of the events for the first look."""
    for anchor in chosen_of(case):
        types = options(event_of(case, anchor)["type"])
        for label in types:
            sets.add("kind", case.board.anchor_rows[anchor.index], label, 1 / len(types))


def add_second_events(sets: Sets, case: Case, models: dict[str, Forest]) -> None:
    """Amounts judged again, with what the first look said."""
    amounts = [a for a in case.scene.anchors if a.money is not None]
    if not amounts:
        return
    case.board.event = np.zeros(len(case.scene.anchors))
    for anchor, value in zip(amounts, models["event"].probabilities([case.board.anchor_rows[a.index] for a in amounts])[:, 1], strict=True):
        case.board.event[anchor.index] = value
    possible = [a for a in amounts if case.board.event[a.index] >= POSSIBLE]
    if not possible:
        return
    first_look(case.board, possible, models)
    for anchor in possible:
        told = case.told[anchor.index]
        if told is None or (told and all(case.article["events"][i].get("optional") for i in told)):
            continue
        sets.add("event2", second_event_row(case.board, anchor), "yes" if told else "no")


def add_second_bares(sets: Sets, case: Case, models: dict[str, Forest]) -> None:
    """Triggers without amount judged again, with what the first look said."""
    bares = [a for a in case.scene.anchors if a.money is None]
    if not bares:
        return
    case.board.event = np.zeros(len(case.scene.anchors))
    for anchor, value in zip(bares, models["bare"].probabilities([case.board.anchor_rows[a.index] for a in bares])[:, 1], strict=True):
        case.board.event[anchor.index] = value
    possible = [a for a in bares if case.board.event[a.index] >= POSSIBLE_BARE]
    if possible:
        first_look(case.board, possible, models)
        for anchor in possible:
            label = bare_label(case, anchor)
            if label is not None:
                sets.add("bare2", second_event_row(case.board, anchor), label)


def chosen_of(case: Case) -> list[Anchor]:
    """The anchors that tell a gold event."""
    return [a for a in case.scene.anchors if event_of(case, a) is not None]


def add_second(sets: Sets, case: Case, models: dict[str, Forest]) -> None:
    """Parties judged again, with what the first look said of rivals and neighbours."""
    chosen = sorted(chosen_of(case), key=lambda a: a.start)
    if not chosen:
        return
    first_look(case.board, chosen, models)
    order = [a.index for a in chosen]
    for anchor in chosen:
        event = event_of(case, anchor)
        for row, index in zip(second_rows(case.board, anchor, order), case.board.candidates[anchor.index], strict=True):
            entity = case.scene.entities.all[index]
            label = party_label(entity, event)
            if label is not None:
                sets.add("investor2", row, "yes" if label == "investor" else "no")
                sets.add("recipient2", row, "yes" if label == "recipient" else "no")


def add_slots(sets: Sets, case: Case, models: dict[str, Forest]) -> None:
    """Type, status, total and every other slot of the gold events."""
    chosen = sorted(chosen_of(case), key=lambda a: a.start)
    if not chosen:
        return
    first_look(case.board, chosen, models)
    order = [a.index for a in chosen]
    candidates = place_candidates(case.scene)
    for anchor in chosen:
        event = event_of(case, anchor)
        rows = second_rows(case.board, anchor, order)
        second = np.zeros((len(rows), 2))
        for slot, name in enumerate(("investor2", "recipient2")):
            if rows:
                second[:, slot] = models[name].probabilities(rows)[:, 1]
        row = deal_row(case.board, anchor, second)
        types, statuses = options(event["type"]), options(event["status"])
        for label in types:
            sets.add("type", row, label, 1 / len(types))
        for label in statuses:
            sets.add("status", row, label, 1 / len(statuses))
        sets.add("total", row, "total" if event["total"] else "part")
        context = slot_context(row, types[0])
        add_places(sets, case, anchor, event, candidates, context)
        add_periods(sets, case, anchor, event, context)
        for kind in ("jobs", "stake"):
            add_quantities(sets, case, anchor, event, kind, context)


def add_places(sets: Sets, case: Case, anchor: Anchor, event: dict, candidates: tuple[PlaceCandidate, ...], context: Features) -> None:
    """Each place of the article: right, wrong, or left out where it is optional or only in the right country."""
    if not candidates or options(event["type"])[0] not in {"investment", "public_programme", "grant"}:
        return
    for candidate, row in zip(candidates, place_rows(case.scene, anchor, candidates, context), strict=True):
        hits = [p for p in event["places"] if place_right(case, p, candidate)]
        if any(not p.get("optional") for p in hits):
            sets.add("place", row, "yes")
        elif hits or (candidate.code and any(p.get("code") == candidate.code and not p.get("optional") for p in event["places"])):
            continue
        else:
            sets.add("place", row, "no")


def place_right(case: Case, place: dict, candidate: PlaceCandidate) -> bool:
    """Is the candidate the gold place by name, or its country by code?"""
    if same_party({**place, "kind": ""}, candidate.name, None):
        return True
    same_code = place.get("code") == candidate.code
    return same_code and is_country(place, case) and candidate.kind in {"country", "government", "demonym"}


def is_country(place: dict, case: Case) -> bool:
    """Is a gold place a whole country?"""
    return case.scene.article.gazetteer.countries.get(place["name"]) is not None


def add_periods(sets: Sets, case: Case, anchor: Anchor, event: dict, context: Features) -> None:
    """Each period of the article as horizon, date or neither of an event."""
    text = case.article["text"]
    spots = {}
    for slot in ("horizon", "date"):
        filler = event[slot]
        if filler:
            spots[slot] = [(i, i + len(filler["text"])) for i in occurrences(text, filler["text"])]
    rows = period_rows(case.scene, anchor, context)
    labels = []
    for period in case.scene.article.periods:
        label = "none"
        for slot, places in spots.items():
            if any(s < period.span.end and period.span.start < e for s, e in places) and period_right(slot, event[slot], period):
                label = slot
        labels.append(label)
    for slot in ("horizon", "date"):
        if event[slot] and (event[slot].get("optional")):
            labels = [None if label == slot else label for label in labels]
        # the same words may stand several times: the nearest is the one
        same = [i for i, label in enumerate(labels) if label == slot]
        if len(same) > 1:
            best = min(same, key=lambda i: abs(case.scene.article.periods[i].span.start - anchor.start))
            labels = [None if i in same and i != best else label for i, label in enumerate(labels)]
    for row, label in zip(rows, labels, strict=True):
        if label is not None:
            weight = 0.5 if label == "date" and None in options(event["date"]["value"]) else 1.0
            sets.add("period", row, label, weight)


def period_right(slot: str, filler: dict, period: Period) -> bool:
    """Does a period have a value that gold takes for the slot?"""
    if slot == "horizon":
        ends = period.end is not None and period.end in options(filler.get("end"))
        lasts = bool(filler.get("duration")) and filler["duration"] == period.duration
        starts = period.start is not None and period.start in options(filler.get("start"))
        return ends or lasts or starts
    return (period.start or period.end) in options(filler.get("value"))


def occurrences(text: str, words: str) -> list[int]:
    """Offsets at which some words stand in a text."""
    found, place = [], text.find(words)
    while place >= 0:
        found.append(place)
        place = text.find(words, place + 1)
    return found


def add_quantities(sets: Sets, case: Case, anchor: Anchor, event: dict, kind: str, context: Features) -> None:
    """Each quantity of a kind as the one of an event."""
    found = tuple(q for q in case.scene.article.quantities if q.kind == kind and (q.low or q.high) is not None)
    if not found:
        return
    wanted = [float(v) for v in options(event[kind]["value"]) if v is not None] if event[kind] else []
    for quantity, row in zip(found, quantity_rows(case.scene, anchor, found, context), strict=True):
        right = any(float(quantity.low or quantity.high) == v for v in wanted)
        if right and event[kind].get("optional"):
            continue
        sets.add(kind, row, "yes" if right else "no")


# --- fitting -------------------------------------------------------------------------------------------------------


def fit(name: str, rows: list[dict], labels: list[str], weights: list[float]) -> Forest:
    """A forest trained on some rows; features that hardly occur are left out."""
    binary = {"total": ["part", "total"]}.get(name, ["no", "yes"] if name not in {"kind", "type", "status", "period"} else None)
    classes = binary or sorted(set(labels))
    if len(set(labels)) < 2:
        return constant(classes)
    vectorizer = DictVectorizer(dtype=np.float32)
    matrix = vectorizer.fit_transform(rows).tocsc()
    keep = np.diff(matrix.indptr) >= (6 if len(rows) < 5000 else 15)
    matrix = matrix[:, keep].tocsr()
    names = [n for n, k in zip(vectorizer.get_feature_names_out(), keep, strict=True) if k]
    target = np.array([classes.index(label) for label in labels])
    dumps = []
    for seed in range(BAGS):
        model = LGBMClassifier(**SHAPE.get(name, SHAPE["default"]), **COMMON, random_state=seed)
        model.fit(matrix, target, sample_weight=np.array(weights))
        dumps.append(model.booster_.dump_model())
    return Forest.from_dict(exported(dumps, names, classes))


def constant(classes: list[str]) -> Forest:
    """A forest that always says no."""
    empty: dict[str, list] = {name: [] for name in ("feature", "threshold", "left", "right", "value", "roots", "groups")}
    return Forest.from_dict({"features": [], "classes": classes, "baseline": [-9.0], **empty})


def exported(dumps: list[dict], names: list[str], classes: list[str]) -> dict:
    """All trees of all bags in one table of nodes, values shared out; only the features that a tree asks for are kept."""
    table: dict[str, list] = {name: [] for name in ("feature", "threshold", "left", "right", "value", "roots", "groups")}
    groups = dumps[0]["num_tree_per_iteration"]
    used: dict[int, int] = {}

    def add(node: dict) -> int:
        place = len(table["feature"])
        leaf = "split_feature" not in node
        table["feature"].append(-1 if leaf else used.setdefault(node["split_feature"], len(used)))
        table["threshold"].append(0.0 if leaf else float(node["threshold"]))
        table["value"].append(float(node["leaf_value"] if leaf else node["internal_value"]) / len(dumps))
        table["left"].append(place)
        table["right"].append(place)
        if not leaf:
            table["left"][place] = add(node["left_child"])
            table["right"][place] = add(node["right_child"])
        return place

    for dump in dumps:
        for number, tree in enumerate(dump["tree_info"]):
            table["groups"].append(number % groups)
            table["roots"].append(add(tree["tree_structure"]))
    return {"features": [names[i] for i in used], "classes": classes, "baseline": [0.0] * groups, **table}


def train(cases: list[Case], folds: int = 4) -> dict[str, Forest]:
    """All models; the second look is trained on first looks that models of the other folds gave."""
    sets = Sets()
    for case in cases:
        add_first(sets, case)
    models = {name: fit(name, sets.rows[name], sets.labels[name], sets.weights[name]) for name in FIRST}
    second = Sets()
    parts = [cases[i::folds] for i in range(folds)]
    inner = []
    for index, part in enumerate(parts):
        rest = Sets()
        for other, group in enumerate(parts):
            if other != index:
                for case in group:
                    add_first(rest, case)
        fold_models = {name: fit(name, rest.rows[name], rest.labels[name], rest.weights[name]) for name in FIRST}
        inner.append(fold_models)
        for case in part:
            add_second_events(second, case, fold_models)
            add_second_bares(second, case, fold_models)
            add_second(second, case, fold_models)
    for name in ("event2", "bare2", "investor2", "recipient2"):
        models[name] = fit(name, second.rows[name], second.labels[name], second.weights[name])
    slots = Sets()
    for fold_models, part in zip(inner, parts, strict=True):
        for case in part:
            add_slots(slots, case, {**models, **fold_models})
    for name in ("type", "status", "total", "place", "period", "jobs", "stake"):
        models[name] = fit(name, slots.rows[name], slots.labels[name], slots.weights[name])
    return models


def predictions(cases: list[Case], models: dict[str, Forest]) -> list[dict]:
    """What models find in the articles of some cases, as dictionaries."""
    found = []
    for case in cases:
        result = events_of(
            case.article["text"],
            case.scene.article.parse,
            id=case.id,
            published=case.article.get("published"),
            title=case.article.get("title"),
            known=gazetteer(),
            options=Options(),
            models=models,
        )
        found.append(result.to_dict())
    return found


def write(models: dict[str, Forest]) -> None:
    """Write the weights of all models into the package."""
    WEIGHTS.mkdir(exist_ok=True)
    for name, forest in models.items():
        content = json.dumps(forest.to_dict(), separators=(",", ":"), ensure_ascii=False).encode()
        (WEIGHTS / f"{name}.json.gz").write_bytes(gzip.compress(content, mtime=0))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--score", metavar="OUT", help="cross-validate and write the predictions here instead of training for good")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--cache", type=Path, help="keep parses in this file")
    parser.add_argument("gold", nargs="*", type=Path)
    args = parser.parse_args()
    files = args.gold or sorted((ROOT / "seeds").glob("*.jsonl"))
    cases = load_cases(files, args.cache)
    if args.score:
        found = []
        for fold in range(args.folds):
            test = cases[fold :: args.folds]
            models = train([c for i, c in enumerate(cases) if i % args.folds != fold], folds=3)
            found += predictions(test, models)
        Path(args.score).write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in found), encoding="utf-8")
    else:
        write(train(cases))


if __name__ == "__main__":
    main()
