"""When a predicted slot or event is the gold one. Gold may allow several answers: a list, aliases, ``"optional": true``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from aiextract.lexicon.compile import alternation
from aiextract.lexicon.load import table

__all__ = ["LABELS", "ROLES", "SCALARS", "SETS", "align", "allowed", "is_exact", "is_found", "owed", "pair_up", "same_scalar"]

Item = Mapping[str, Any]

SETS = ("investors", "recipients", "places", "sources")
SCALARS = ("amount", "horizon", "date", "jobs", "stake")
ROLES = SETS + SCALARS
LABELS = ("type", "status", "total", "bound")

_T = table("scoring")
_NOISE = re.compile(rf"\b(?:{alternation(_T['noise'])})\b")
_COUNTRIES = {name: code for code, names in _T["countries"].items() for name in names}


@cache
def plain(name: str) -> str:
    """A name without accents, marks, legal forms and articles.

    >>> plain("Le groupe L'Oréal SA")
    'oreal'
    """
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9&+]+", " ", ascii_only)
    return " ".join(_NOISE.sub(" ", words).split()) or " ".join(words.split())


def allowed(value: Any) -> list[Any]:
    """The answers that gold allows."""
    return value if isinstance(value, list) else [value]


def same_name(gold: Item, predicted: Item) -> bool:
    """Is it the same party or place, by name, alias or country?"""
    wanted = {plain(name) for name in [gold["name"], *gold.get("aliases", [])]}
    got = plain(predicted["name"])
    if got in wanted:
        return True
    country = _COUNTRIES.get(got)
    if country and any(_COUNTRIES.get(name) == country for name in wanted):
        return True
    return bool(gold.get("kind") == "government" and gold.get("code") and gold["code"] == predicted.get("code"))


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def same_amount(gold: Item | None, predicted: Item | None) -> bool:
    """Are both ends and the currency the same, or is there none on both sides?"""
    if not gold or not predicted:
        return not gold and not predicted
    ends = all(_number(gold.get(end)) == _number(predicted.get(end)) for end in ("low", "high"))
    return ends and predicted.get("currency") in allowed(gold.get("currency"))


def _same_date(wanted: Any, got: Any) -> bool:
    return any((date or None) == (got or None) for date in allowed(wanted))


def same_scalar(slot: str, gold: Item, predicted: Item) -> bool:
    """Is a filler that both have the right one? A horizon is right by its end or by its duration."""
    if slot == "amount":
        return same_amount(gold, predicted)
    if slot == "date":
        return _same_date(gold.get("value"), predicted.get("value"))
    if slot == "horizon":
        ends = _same_date(gold.get("end"), predicted.get("end"))
        durations = gold.get("duration") == predicted.get("duration")
        return (ends and durations) or (bool(gold.get("end")) and ends) or (bool(gold.get("duration")) and durations)
    return any(_number(value) == _number(predicted.get("value")) for value in allowed(gold.get("value")))


def owed(slot: str, gold: Item | None) -> bool:
    """Does a missing filler of this slot count against the prediction?"""
    if not gold or gold.get("optional"):
        return False
    return not (slot == "date" and None in allowed(gold.get("value")))


def pair_up(gold: Sequence[Item], predicted: Sequence[Item]) -> tuple[int, int, int]:
    """Fillers of a slot that holds several: how many are right, wrong, missing."""
    left = list(predicted)
    right = missing = 0
    right_countries = set()
    for item in sorted(gold, key=lambda i: bool(i.get("optional"))):
        hit = any(same_name(item, p) for p in left)
        if hit:
            left = [p for p in left if not same_name(item, p)]
            if "kind" not in item and item.get("code"):  # the country or region around a right place is no mistake
                right_countries.add(item["code"])
        if not item.get("optional"):
            right += hit
            missing += not hit
    return right, sum(p.get("code") not in right_countries for p in left), missing


def _shared(gold: Sequence[Item], predicted: Sequence[Item]) -> bool:
    return any(same_name(g, p) for g in gold for p in predicted)


def _party_agrees(gold: Item, predicted: Item) -> bool:
    for slot in ("investors", "recipients"):
        if any(not item.get("optional") for item in gold[slot]):
            return _shared(gold[slot], predicted[slot])
    return True


def is_found(gold: Item, predicted: Item) -> bool:
    """The same amount, and a party in common: an investor, or a recipient where gold has no investor."""
    return same_amount(gold.get("amount"), predicted.get("amount")) and _party_agrees(gold, predicted)


def is_exact(gold: Item, predicted: Item) -> bool:
    """Is every slot right but themes, sources and date?"""
    if not is_found(gold, predicted) or any(pair_up(gold[s], predicted[s])[1:] != (0, 0) for s in ("investors", "recipients", "places")):
        return False
    if gold.get("amount") and gold["amount"]["bound"] != predicted["amount"].get("bound"):
        return False
    for slot in ("horizon", "jobs", "stake"):
        have, want = predicted.get(slot), gold.get(slot)
        if (have and not want) or (owed(slot, want) and not have) or (have and want and not same_scalar(slot, want, have)):
            return False
    labels = all(predicted[label] in allowed(gold[label]) for label in ("type", "status"))
    return labels and bool(gold.get("total")) == bool(predicted.get("total"))


def _likeness(gold: Item, predicted: Item) -> float:
    score = 0.0
    if gold.get("amount") and predicted.get("amount"):
        score += 4 * same_amount(gold["amount"], predicted["amount"])
    elif not gold.get("amount") and not predicted.get("amount"):
        score += 0.5
    score += 2 * _shared(gold["investors"], predicted["investors"]) + 2 * _shared(gold["recipients"], predicted["recipients"])
    score += _shared(gold["places"], predicted["places"])
    score += 0.5 * (predicted["type"] in allowed(gold["type"])) + 0.25 * (predicted["status"] in allowed(gold["status"]))
    return score + 0.25 * (bool(gold.get("total")) == bool(predicted.get("total")))


def align(gold: Sequence[Item], predicted: Sequence[Item]) -> dict[int, int]:
    """Gold events to predicted ones, one to one, the best pair first."""
    ranked = sorted(
        ((is_found(g, p), _likeness(g, p), not g.get("optional"), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(predicted)),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for found, likeness, _, i, j in ranked:
        if (found or likeness >= 2) and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs
