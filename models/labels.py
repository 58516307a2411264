"""Labels for training: which anchor of an article tells which gold event, and what each candidate is in it."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from aiextract.assemble.anchors import Anchor
from aiextract.assemble.entities import Entity
from aiextract.assemble.features import Scene

_NOISE = re.compile(r"\b(le|la|les|l|the|groupe|group|inc|corp|corporation|sa|sas|se|plc|ltd|ag|nv|company|co|holding|holdings|spa)\b")


def plain(name: str) -> str:
    """A name without case, accents, signs and words of legal form."""
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    text = re.sub(r"[^a-z0-9&+]+", " ", text)
    return " ".join(_NOISE.sub(" ", text).split()) or " ".join(text.split())


def options(value: Any) -> list[Any]:
    """The acceptable values of a gold slot, also where it holds only one."""
    return value if isinstance(value, list) else [value]


def same_party(gold: dict, name: str, code: str | None) -> bool:
    """Is a name, or the code of a state, that of a gold party?"""
    wanted = {plain(n) for n in [gold["name"], *gold.get("aliases", [])]}
    return plain(name) in wanted or bool(gold.get("kind") == "government" and gold.get("code") and gold["code"] == code)


def same_entity(gold: dict, entity: Entity) -> bool:
    """Is an entity of the article a gold party?"""
    return same_party(gold, entity.name, entity.code if entity.kind == "government" else None)


def number(value: Any) -> Decimal | None:
    """A gold figure as a decimal."""
    return None if value is None else Decimal(str(value))


def same_amount(gold: dict, anchor: Anchor) -> bool:
    """Does an anchor hold exactly the gold amount?"""
    money = anchor.money
    return (
        money is not None
        and bool(gold)
        and number(gold["low"]) == money.low
        and number(gold["high"]) == money.high
        and money.currency in options(gold["currency"])
    )


def close_amount(gold: dict, anchor: Anchor) -> bool:
    """Same figure but for bound or rounding: neither an event of its own nor a distractor for sure."""
    money = anchor.money
    if money is None or not gold:
        return False
    mine = {money.low, money.high} - {None}
    theirs = {number(gold["low"]), number(gold["high"])} - {None}
    return any(a == b or (b and abs(a - b) / b < Decimal("0.06")) for a in mine for b in theirs)


def match_anchors(scene: Scene, events: list[dict]) -> dict[int, list[int] | None]:
    """For each amount anchor the gold events that it tells ([] for none, None for unclear), in the order of the text."""
    text = scene.article.parse.text
    result: dict[int, list[int] | None] = {}
    for anchor in scene.anchors:
        if anchor.money is None:
            continue
        same = [i for i, e in enumerate(events) if e["amount"] and same_amount(e["amount"], anchor)]
        if not same and any(e["amount"] and close_amount(e["amount"], anchor) for e in events):
            result[anchor.index] = None
            continue
        result[anchor.index] = same
    # several gold events of one value: hand the anchors of that value out in order where there are as many
    groups: dict[tuple[int, ...], list[int]] = {}
    for index, same in result.items():
        if same and len(same) > 1:
            groups.setdefault(tuple(same), []).append(index)
    for same, indexes in groups.items():
        if len(indexes) >= len(same):
            shared = {options(e["amount"]["text"])[0] for e in (events[i] for i in same)}
            if len(shared) == 1 or len(indexes) == len(same):
                for position, index in enumerate(sorted(indexes)):
                    result[index] = [same[min(position, len(same) - 1)]]
            else:
                for index in indexes:
                    words = text[scene.anchors[index].start : scene.anchors[index].end]
                    exact = [i for i in same if events[i]["amount"]["text"] == words]
                    result[index] = exact[:1] or [same[0]]
    return result


def party_label(entity: Entity, event: dict) -> str | None:
    """investor, recipient, none, or None where it may be either (optional)."""
    found = set()
    for slot, label in (("investors", "investor"), ("recipients", "recipient")):
        for party in event[slot]:
            if same_entity(party, entity):
                found.add("optional" if party.get("optional") else label)
    if not found:
        return "none"
    if found == {"optional"}:
        return None
    return "investor" if "investor" in found else "recipient"
