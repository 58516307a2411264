"""From the work sheet to drafts of events: which anchors are events, who plays which part, and every other slot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from aiextract.assemble.anchors import Anchor
from aiextract.assemble.entities import Entity
from aiextract.assemble.features import Features, Scene
from aiextract.assemble.models import Board, Models, context_of, deal_row, second_event_row, second_rows
from aiextract.assemble.slots import PlaceCandidate, period_rows, place_candidates, place_rows, quantity_rows
from aiextract.events import Period, Quantity

__all__ = ["Draft", "drafts_of"]

POSSIBLE = 0.1
EVENT_THRESHOLD = 0.6
# An article's only amount has no neighbours to speak for it, which the second look takes for neighbours that speak against it.
LONE_THRESHOLD = 0.4
BARE_THRESHOLD = 0.4
POSSIBLE_BARE = 0.06
INVESTOR_THRESHOLD = 0.42
# Recipients are named late and far from the amount: a deal that must have one takes them more readily than own spending.
RECIPIENT_THRESHOLD = 0.27
SPENDING_RECIPIENT_THRESHOLD = 0.5
# How much a likely recipient speaks for a type that has one, and against own spending.
TILT = 0.5
# A deal of these types always has such a party: the likeliest is taken above this, lower, threshold.
OWED_THRESHOLD = 0.15
OWED = {
    "investor": {"investment", "public_programme", "equity", "acquisition", "grant", "debt", "fund", "funding_round"},
    "recipient": {"equity", "acquisition", "funding_round", "debt", "grant"},
}
PLACE_THRESHOLD = 0.5
TOTAL_THRESHOLD = 0.38
QUANTITY_THRESHOLD = 0.35


@dataclass
class Draft:
    """An event in the making: its anchor, the chosen candidates with their probabilities, and the row the deal was judged on."""

    anchor: Anchor
    probability: float
    row: Features
    investors: dict[int, float] = field(default_factory=dict)
    recipients: dict[int, float] = field(default_factory=dict)
    type: str = "investment"
    status: str = "announced"
    total: bool = False
    places: dict[int, float] = field(default_factory=dict)
    horizon: Period | None = None
    date: Period | None = None
    jobs: Quantity | None = None
    stake: Quantity | None = None
    scores: dict[str, float] = field(default_factory=dict)
    rejected: dict[str, tuple[str, ...]] = field(default_factory=dict)
    anchors: list[Anchor] = field(default_factory=list)


def drafts_of(scene: Scene, models: Models) -> tuple[list[Draft], tuple[PlaceCandidate, ...]]:
    """The drafts of an article's events, in the order of the text, before merging."""
    board = Board.of(scene)
    amounts = [a for a in scene.anchors if a.money is not None]
    bare = [a for a in scene.anchors if a.money is None]
    board.event = np.zeros(len(scene.anchors))
    for name, group in (("event", amounts), ("bare", bare)):
        if group:
            values = models[name].probabilities([board.anchor_rows[a.index] for a in group])[:, 1]
            for anchor, value in zip(group, values, strict=True):
                board.event[anchor.index] = value
    possible = [a for a in scene.anchors if board.event[a.index] >= (POSSIBLE if a.money is not None else POSSIBLE_BARE)]
    if not possible:
        return [], ()
    first_look(board, possible, models)
    second_event(board, possible, models)
    enough = EVENT_THRESHOLD if len(amounts) > 1 else LONE_THRESHOLD
    chosen = sorted(
        (a for a in possible if board.event[a.index] >= (enough if a.money is not None else BARE_THRESHOLD)), key=lambda a: a.start
    )
    candidates = place_candidates(scene)
    order = [a.index for a in chosen]
    return [_draft(board, anchor, order, candidates, models) for anchor in chosen], candidates


def first_look(board: Board, chosen: Sequence[Anchor], models: Models) -> None:
    """First probabilities of the type, and of every entity as investor and recipient, of the chosen anchors."""
    scene = board.scene
    board.first = np.zeros((len(scene.anchors), len(scene.entities.all), 2))
    kinds = models["kind"].probabilities([board.anchor_rows[a.index] for a in chosen])
    for anchor, values in zip(chosen, kinds, strict=True):
        board.kinds[anchor.index] = {f"1:type:{name}": float(v) for name, v in zip(models["kind"].classes, values, strict=True)}
    rows = [row for anchor in chosen for row in board.parties_of(anchor)]
    if not rows:
        return
    for slot, name in enumerate(("investor", "recipient")):
        values = models[name].probabilities(rows)[:, 1]
        place = 0
        for anchor in chosen:
            candidates = list(board.candidates[anchor.index])
            board.first[anchor.index, candidates, slot] = values[place : place + len(candidates)]
            place += len(candidates)


def second_event(board: Board, possible: Sequence[Anchor], models: Models) -> None:
    """Judge the anchors again, now that parties and neighbours have been looked at."""
    judged = board.event.copy()
    for name, group in (("event2", [a for a in possible if a.money is not None]), ("bare2", [a for a in possible if a.money is None])):
        if group:
            values = models[name].probabilities([second_event_row(board, a) for a in group])[:, 1]
            for anchor, value in zip(group, values, strict=True):
                judged[anchor.index] = value
    board.event = judged


def _draft(board: Board, anchor: Anchor, order: Sequence[int], candidates: tuple[PlaceCandidate, ...], models: Models) -> Draft:
    scene = board.scene
    rows = second_rows(board, anchor, order)
    second = np.zeros((len(rows), 2))
    for slot, name in enumerate(("investor2", "recipient2")):
        if rows:
            second[:, slot] = models[name].probabilities(rows)[:, 1]
    row = deal_row(board, anchor, second)
    draft = Draft(anchor, float(board.event[anchor.index]), row, anchors=[anchor])
    draft.type = _best_type(models, row, draft, float(second[:, 1].max()) if len(second) else 0.0)
    _choose_parties(scene, draft, board.candidates[anchor.index], second)
    draft.status = _best(models, "status", row, draft, status_tilts(row))
    _best(models, "total", row, draft)
    draft.total = float(models["total"].probabilities([row])[0, 1]) >= TOTAL_THRESHOLD
    context = slot_context(row, draft.type)
    _choose_places(scene, draft, candidates, context, models)
    _choose_periods(scene, draft, context, models)
    _choose_quantities(scene, draft, context, models)
    return draft


def slot_context(row: Features, type_: str) -> Features:
    """What the models of places, periods and quantities know of the deal."""
    return context_of(
        {k: v for k, v in row.items() if k.startswith(("headline", "bullet", "brackets", "bare", "order in", "amounts in", "told"))}
    ) | {f"type:{type_}": 1.0}


# Rare statuses that the forests see too seldom: signs by which they are likelier, and how much.
STATUS_SIGNS: tuple[tuple[str, tuple[tuple[str, ...], ...], float], ...] = (
    ("rumoured", (("v:Mood=Cnd", "tn:left:conditional"), ("c:sent:report", "c:sent:rumour")), 6.0),
    ("rumoured", (("c:sent:rumour",),), 3.0),
    ("in_talks", (("gc:talks", "v:talks", "vv:talks"),), 6.0),
    ("denied", (("gc:deny", "v:deny", "vv:deny"),), 8.0),
    ("cancelled", (("gc:cancel", "v:cancel", "vv:cancel"),), 3.0),
)


def status_tilts(row: Features) -> dict[str, float]:
    """Factors for statuses whose signs all stand in the row (one feature of each group)."""
    tilts: dict[str, float] = {}
    for status, groups, factor in STATUS_SIGNS:
        if all(any(row.get(name) for name in group) for group in groups):
            tilts[status] = max(tilts.get(status, 1.0), factor)
    return tilts


def _best(models: Models, name: str, row: Features, draft: Draft, tilts: Mapping[str, float] | None = None) -> str:
    forest = models[name]
    values = forest.probabilities([row])[0]
    if tilts:
        values = values * np.array([tilts.get(c, 1.0) for c in forest.classes])
        values /= values.sum()
    order = np.argsort(-values)
    draft.scores[name] = float(values[order[0]])
    draft.rejected[name] = tuple(f"{forest.classes[i]} {values[i]:.2f}" for i in order[1:3] if values[i] >= 0.05)
    return forest.classes[int(order[0])]


def _best_type(models: Models, row: Features, draft: Draft, recipient: float) -> str:
    """The likeliest type, given how likely there is a recipient."""
    forest = models["type"]
    likely = min(0.9, max(0.1, recipient))
    values = forest.probabilities([row])[0]
    tilted = values * np.array([(likely if name in OWED["recipient"] else 1.0 - likely) ** TILT for name in forest.classes])
    tilted /= tilted.sum()
    order = np.argsort(-tilted)
    draft.scores["type"] = float(tilted[order[0]])
    draft.rejected["type"] = tuple(f"{forest.classes[i]} {tilted[i]:.2f}" for i in order[1:3] if tilted[i] >= 0.05)
    return forest.classes[int(order[0])]


def _choose_parties(scene: Scene, draft: Draft, candidates: Sequence[int], second: NDArray[np.float64]) -> None:
    """Every entity above the threshold; the likelier slot where it is above in both."""
    enough = RECIPIENT_THRESHOLD if draft.type in OWED["recipient"] else SPENDING_RECIPIENT_THRESHOLD
    for number, index in enumerate(candidates):
        investor, recipient = float(second[number, 0]), float(second[number, 1])
        if investor >= INVESTOR_THRESHOLD and investor >= recipient:
            draft.investors[index] = investor
        elif recipient >= enough:
            draft.recipients[index] = recipient
    for slot, side in enumerate(("investor", "recipient")):
        ranked = sorted(range(len(second)), key=lambda i: -second[i, slot])
        taken, other = (draft.investors, draft.recipients) if side == "investor" else (draft.recipients, draft.investors)
        free = [i for i in ranked if candidates[i] not in other]
        if not taken and free and draft.type in OWED[side] and second[free[0], slot] >= OWED_THRESHOLD:
            taken[candidates[free[0]]] = float(second[free[0], slot])
        draft.scores[side] = min(taken.values()) if taken else 1.0 - (float(second[ranked[0], slot]) if ranked else 0.0)
        others = [i for i in ranked if candidates[i] not in taken and second[i, slot] >= 0.1][:2]
        draft.rejected[side] = tuple(f"{scene.entities.all[candidates[i]].name} {second[i, slot]:.2f}" for i in others)


def _choose_places(scene: Scene, draft: Draft, candidates: tuple[PlaceCandidate, ...], context: Features, models: Models) -> None:
    if not candidates or draft.type not in {"investment", "public_programme", "grant"}:
        return
    values = models["place"].probabilities(place_rows(scene, draft.anchor, candidates, context))[:, 1]
    draft.places = {i: float(v) for i, v in enumerate(values) if v >= PLACE_THRESHOLD}
    draft.scores["place"] = float(np.abs(values - 0.5).min() + 0.5)


def _choose_periods(scene: Scene, draft: Draft, context: Features, models: Models) -> None:
    periods = scene.article.periods
    if not periods:
        return
    forest = models["period"]
    values = forest.probabilities(period_rows(scene, draft.anchor, context))
    for name in ("horizon", "date"):
        column = forest.classes.index(name)
        best = int(values[:, column].argmax())
        if values[best, column] < 0.45 or (name == "date" and periods[best] is draft.horizon):
            continue
        if name == "horizon":
            draft.horizon = periods[best]
        else:
            draft.date = periods[best]
        draft.scores[name] = float(values[best, column])


def _choose_quantities(scene: Scene, draft: Draft, context: Features, models: Models) -> None:
    for kind in ("jobs", "stake"):
        found = tuple(q for q in scene.article.quantities if q.kind == kind and (q.low or q.high) is not None)
        if not found:
            continue
        values = models[kind].probabilities(quantity_rows(scene, draft.anchor, found, context))[:, 1]
        best = int(values.argmax())
        if values[best] >= QUANTITY_THRESHOLD:
            setattr(draft, kind, found[best])
            draft.scores[kind] = float(values[best])


def entity_of(scene: Scene, index: int) -> Entity:
    """The entity of an index."""
    return scene.entities.all[index]
