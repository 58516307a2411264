"""Features of an anchor's amount: its size and twins, and whether it is the sum of others or a part of one."""

from __future__ import annotations

import math
from collections.abc import Sequence

from aiextract.assemble.anchors import Anchor
from aiextract.assemble.scene import Features, Scene
from aiextract.assemble.surroundings import feature_word, has_magnitude
from aiextract.text.fold import fold

__all__ = ["adds_up", "money_features", "sum_features"]


def money_features(scene: Scene, anchor: Anchor) -> Features:
    """The amount alone, its size and bound, and the same or larger amounts in the article."""
    money = anchor.money
    if money is None:
        return {"bare": 1.0}
    value = money.low if money.low is not None else money.high
    size = math.log10(float(value)) if value else 0.0
    twins = sum(_same_value(a, anchor) for a in scene.anchors) - 1
    features = {f"bound:{money.bound}": 1.0, "size": size, "twins": twins, f"per:{money.per}": 1.0 if money.per else 0.0}
    features["no magnitude"] = float(not has_magnitude(fold(money.span.text)))
    earlier = [a for a in scene.anchors if _same_value(a, anchor) and a.start < anchor.start]
    features["told before"] = float(bool(earlier))
    larger = [a for a in scene.anchors if a.money and a.money.low and value and a.sentence == anchor.sentence and a.money.low > value]
    features["larger in sentence"] = len(larger)
    return features


def _same_value(left: Anchor, right: Anchor) -> bool:
    a, b = left.money, right.money
    return a is not None and b is not None and (a.low or a.high) == (b.low or b.high) and a.currency == b.currency


def sum_features(scene: Scene, anchor: Anchor) -> Features:
    """Is the amount the sum of others, or one of the parts of another?"""
    value = _number(anchor)
    if value is None:
        return {}
    same = [a for a in scene.anchors if a is not anchor and _number(a) is not None and _same_currency(a, anchor)]
    close = sorted((a for a in same if abs(a.sentence - anchor.sentence) <= 4), key=lambda a: a.start)
    behind = [v for a in close if a.start > anchor.start and (v := _number(a))]
    before = [v for a in close if a.start < anchor.start and (v := _number(a))]
    in_sentence = [a for a in close if a.sentence == anchor.sentence and a.start > anchor.start]
    part = feature_word("part")
    text = scene.article.parse.folded
    return {
        "sum of next": float(adds_up(value, behind[:6])),
        "sum of previous": float(adds_up(value, before[::-1][:6])),
        "part of previous": float(any(_has_part(larger, value, (*before[-4:], *behind[:5])) for larger in before[-4:])),
        "smaller behind": min(len([v for v in behind if v < value]), 6),
        "smaller in sentence": float(sum((_number(a) or value) < value for a in in_sentence)),
        "larger before": float(any(v > value for v in before[-3:])),
        "largest": float(all(v <= value for v in (_number(a) or 0 for a in same))),
        f"{part} behind": float(f" {part} " in text[anchor.end : anchor.end + 40]),
        f"{part} before": float(f" {part} " in text[max(0, anchor.start - 20) : anchor.start]),
        "amounts near": min(len(close), 10),
    }


def _same_currency(left: Anchor, right: Anchor) -> bool:
    return bool(left.money and right.money and left.money.currency == right.money.currency)


def _number(anchor: Anchor) -> float | None:
    money = anchor.money
    if money is None:
        return None
    value = money.low if money.low is not None else money.high
    return float(value) if value else None


def _has_part(total: float, part: float, around: Sequence[float]) -> bool:
    """Does a total add up from this part and amounts around it?"""
    return total > part and adds_up(total, [part, *[v for v in around if v != total]], needs=part)


def adds_up(total: float, parts: Sequence[float], needs: float | None = None) -> bool:
    """Do two or more neighbouring parts, ``needs`` among them, make the total, to one percent?

    >>> adds_up(6, [1, 2, 4]), adds_up(7, [1, 2, 4]), adds_up(6, [1, 2, 4], needs=1)
    (True, True, False)
    """
    for start in range(len(parts) - 1):
        running = parts[start]
        for stop in range(start + 1, len(parts)):
            running += parts[stop]
            if abs(running - total) <= 0.01 * total and (needs is None or needs in parts[start : stop + 1]):
                return True
            if running > 1.02 * total:
                break
    return False
