"""The same deal told twice is one event: headline, body and recap, with the most precise amount and all its mentions."""

from __future__ import annotations

from decimal import Decimal

from aiextract.assemble.decide import Draft
from aiextract.assemble.features import Scene
from aiextract.events import Money

__all__ = ["merged"]


def merged(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Drafts with those of one deal made one; the order of the text stays."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((other for other in kept if _same_deal(scene, other, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            kept[kept.index(twin)] = _joined(scene, twin, draft)
    return _without_told_bare(kept)


def _value(money: Money) -> Decimal | None:
    return money.low if money.low is not None else money.high


def _same_deal(scene: Scene, left: Draft, right: Draft) -> bool:
    a, b = left.anchor.money, right.anchor.money
    if a is None and b is None:
        return _share(left, right) and left.type == right.type
    if a is None or b is None:
        return False
    # Twice the same figure in one sentence is a list of two deals (« 10 M€ à Lyon et 10 M€ à Brest »).
    listed = left.anchor.sentence == right.anchor.sentence and a.span.text == b.span.text
    if a.currency != b.currency or listed or not _parties_fit(left, right):
        return False
    if (a.bound == "between") != (b.bound == "between"):
        return False
    x, y = _value(a), _value(b)
    if x == y and (a.bound != "between" or a.high == b.high):
        return not _contradict(left, right)
    return x is not None and y is not None and _rounds(scene, left, right, x, y)


def _parties_fit(left: Draft, right: Draft) -> bool:
    """No side names other parties than the other; an empty side fits all."""
    for mine, theirs in ((left.investors, right.investors), (left.recipients, right.recipients)):
        if mine and theirs and not set(mine) & set(theirs):
            return False
    return bool(set(left.investors) & set(right.investors) or set(left.recipients) & set(right.recipients)) or not (
        (left.investors or left.recipients) and (right.investors or right.recipients)
    )


def _share(left: Draft, right: Draft) -> bool:
    investors = set(left.investors) & set(right.investors) or not (left.investors and right.investors)
    recipients = set(left.recipients) & set(right.recipients) or not (left.recipients and right.recipients)
    return bool(investors and recipients)


def _contradict(left: Draft, right: Draft) -> bool:
    """Two deals of one value: other places, other dates."""
    if left.places and right.places and not set(left.places) & set(right.places):
        return True
    past = {"cancelled", "denied"}
    return (left.status in past) != (right.status in past) and left.anchor.sentence == right.anchor.sentence


def _rounds(scene: Scene, left: Draft, right: Draft, x: Decimal, y: Decimal) -> bool:
    """The figure of a headline rounds that of the body (3 for 2,9 milliards)."""
    head, body = (left, right) if scene.article.line(left.anchor.start).headline or left.anchor.sentence == 0 else (None, None)
    if head is None or body is None:
        return False
    return abs(x - y) / max(x, y) <= Decimal("0.07") and len(x.normalize().as_tuple().digits) <= len(y.normalize().as_tuple().digits)


def _precision(draft: Draft) -> tuple[int, int, float]:
    """More digits before fewer, a figure with its bound before the bare one, surer before less sure."""
    money = draft.anchor.money
    if money is None:
        return (0, 0, draft.probability)
    value = _value(money)
    digits = len(value.normalize().as_tuple().digits) if value is not None else 0
    return (digits, 1 if money.bound != "exact" else 0, draft.probability)


def _joined(scene: Scene, left: Draft, right: Draft) -> Draft:
    """The draft with the better amount takes what only the other has."""

    def fullness(draft: Draft) -> tuple[bool, int, float]:
        headline = scene.article.line(draft.anchor.start).headline
        slots = len(draft.investors) + len(draft.recipients) + len(draft.places) + bool(draft.horizon) + bool(draft.date)
        return (not headline, slots, draft.probability)

    main, rest = (left, right) if fullness(left) >= fullness(right) else (right, left)
    amount = max((left, right), key=_precision)
    main.anchors = sorted({*left.anchors, *right.anchors}, key=lambda a: a.start)
    if main.anchor.money is not None:
        main.anchor = amount.anchor
    main.investors = main.investors or rest.investors
    main.recipients = main.recipients or rest.recipients
    main.places = main.places or rest.places
    main.horizon = main.horizon or rest.horizon
    main.date = main.date or rest.date
    main.jobs = main.jobs or rest.jobs
    main.stake = main.stake or rest.stake
    main.probability = max(left.probability, right.probability)
    if rest.status in {"denied", "cancelled"} and rest.scores.get("status", 0) > 0.6:
        main.status = rest.status
    return main


def _without_told_bare(drafts: list[Draft]) -> list[Draft]:
    """A deal without amount that another event tells with its amount is that event."""
    rich = [d for d in drafts if d.anchor.money is not None]
    return [d for d in drafts if d.anchor.money is not None or _stands_alone(d, rich)]


def _stands_alone(bare: Draft, rich: list[Draft]) -> bool:
    return bool(bare.investors or bare.recipients) and not any(_told_by(bare, other) for other in rich)


def _told_by(bare: Draft, rich: Draft) -> bool:
    if bare.recipients and rich.recipients and set(bare.recipients) & set(rich.recipients):
        return not bare.investors or not rich.investors or bool(set(bare.investors) & set(rich.investors))
    return bool(not bare.recipients and set(bare.investors) & set(rich.investors))
