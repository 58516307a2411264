"""Group tellings into deals: the fullest first, each later one to the deal it fits best, found by keys and not by trying all."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from aiextract.deduplicate.facts import Facts, facts_of, figure_of
from aiextract.deduplicate.likeness import Convert, Evidence, conflict, evidence
from aiextract.deduplicate.tellings import Deal, Results, Telling, tellings
from aiextract.errors import OptionError
from aiextract.events import Status

__all__ = ["deduplicate"]

_AT_ONE_KEY = 64  # candidates looked at behind one key, the newest ones
_FACTS_OF_A_GROUP = 16  # tellings of a deal that a new one is held against
_STEP = math.log(1.15)  # two amounts of one deal lie in neighbouring steps
_FIRM = ("rumoured", "in_talks", "planned", "announced", "completed")
_NEGATIVE = ("denied", "cancelled")


@dataclass
class _Group:
    """A deal in the making."""

    members: list[tuple[Facts, str]]
    compared: list[Facts] = field(default_factory=list)
    signatures: set[tuple[object, ...]] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)

    def add(self, facts: Facts, reason: str) -> bool:
        """Take a telling in; returns whether it says something new."""
        self.members.append((facts, reason))
        self.articles.add(facts.telling.article)
        if facts.signature in self.signatures:
            return False
        self.signatures.add(facts.signature)
        self.compared.append(facts)
        return True


def deduplicate(results: Results, *, days: int = 90, convert: Convert | None = None) -> list[Deal]:
    """Make one deal of the tellings of one deal in several articles; those of one article stay apart.

    Takes extractions, articles in dictionary form (lines of ``aiextract run``) or events. Tellings are one deal where their types
    are akin, a party is shared on the same side and none contradicts, the amounts are the same (or one rounds the other, or is
    missing) and the dates lie within ``days`` of each other (longer where all else agrees). A total is one with an event of the
    same amount only, never with a part. ``convert``, for example :func:`aiextract.fx.figure`, lets amounts in two currencies
    agree. An article that is given twice (same id, same events) counts once. The order of the input does not matter; the deals
    come by date.

    >>> deduplicate([])
    []
    """
    if days < 1:
        raise OptionError(f"days is {days!r}; give a number of days above 0")
    facts = sorted((facts_of(t) for t in _once(results)), key=_rank)
    groups: list[_Group] = []
    index: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for new in facts:
        found = _best(new, groups, index, days, convert)
        number, reason = (found[0], found[1].reason) if found else (len(groups), "the fullest telling")
        if found is None:
            groups.append(_Group([]))
        if groups[number].add(new, reason):
            for key in _keys(new, days):
                if number not in index[key][-_AT_ONE_KEY:]:
                    index[key].append(number)
    return sorted(
        (_deal(group) for group in groups), key=lambda deal: (deal.date or "9999", deal.members[0].article, deal.members[0].number)
    )


def _once(results: Results) -> Iterator[Telling]:
    seen = set()
    for telling in tellings(results):
        key = telling.article, telling.number, telling.event.type, telling.event.amount, telling.event.trigger
        if key not in seen:
            seen.add(key)
            yield telling


def _rank(facts: Facts) -> tuple[object, ...]:
    """The fullest tellings first, so that scant ones find the whole choice; then by date and article."""
    return tuple(-r for r in facts.richness), facts.telling.date or "9999", facts.telling.article, facts.telling.number


def _best(
    new: Facts, groups: list[_Group], index: dict[tuple[object, ...], list[int]], days: int, convert: Convert | None
) -> tuple[int, Evidence] | None:
    candidates = {number for key in _looked_up(new, days) for number in index.get(key, ())[-_AT_ONE_KEY:]}
    best: tuple[float, int, Evidence] | None = None
    for number in sorted(candidates):
        group = groups[number]
        compared = group.compared[:_FACTS_OF_A_GROUP]
        if new.telling.article in group.articles or any(conflict(new, old, days, convert) for old in compared):
            continue
        found = max((e for old in compared if (e := evidence(new, old, days, convert))), key=lambda e: e.points, default=None)
        if found and (best is None or found.points > best[0]):
            best = found.points, number, found
    return best and best[1:]


def _keys(facts: Facts, days: int) -> Iterator[tuple[object, ...]]:
    """Under what a telling is found: who and whom; a party, how much and when; a taker and when; a payer, where and when.

    Payers of known takers stand apart: two of them are one deal by their takers only. A name's longest word finds its short form.
    """
    payer = "payer of a firm" if facts.firms else "payer"
    sides = [(payer, name) for name in sorted(facts.investors)] + [("taker", _longest_word(name)) for name in sorted(facts.recipients)]
    sides = sides or [("place", name) for name in sorted(facts.places)]
    yield from (("pair", payer, taker) for payer in sorted(facts.investors) for taker in sorted(facts.recipients))
    times = [*_times(facts, days * 4), "any"]
    yield from (("amount", *side, when, step) for side in sides for step in _steps(facts) for when in times)
    for when in _times(facts, days):
        yield from (("taker", name, when) for name in sorted(facts.recipients))
        yield from (("spot", *side, place, when) for side in sides if side[0] != "taker" for place in sorted(facts.places))


def _longest_word(name: str) -> str:
    return max(name.split(), key=len, default=name)


def _looked_up(facts: Facts, days: int) -> Iterator[tuple[object, ...]]:
    """The keys that the tellings of the same deal may stand under; an undated telling may be of any time."""
    for key in _keys(facts, days):
        kind, *rest, last = key
        if kind == "pair":
            yield key
        elif kind == "amount":
            side, name, when = rest
            if facts.days and when == "any":
                continue
            yield from (("amount", s, name, time, step) for s in _facing(side) for time in _near(when, 1) for step in _near(last, 2))
        elif kind == "taker":
            yield from ((kind, *rest, time) for time in _near(last, 1))
        else:
            side, *spot = rest
            yield from ((kind, s, *spot, time) for s in _facing(side) for time in _near(last, 1))


def _facing(side: object) -> list[object]:
    return [side, "payer of a firm"] if side == "payer" else ["payer"] if side == "payer of a firm" else [side]


def _near(number: object, reach: int) -> list[object]:
    """A number and those next to it; with times, also what has no time."""
    if not isinstance(number, int):
        return [number]
    around: list[object] = [number + shift for shift in range(-reach, reach + 1)]
    return [*around, "undated"] if reach == 1 else around


def _steps(facts: Facts) -> list[int]:
    money = facts.money
    values = {figure_of(money), money.low, money.high} if money else set()
    return sorted({math.floor(math.log(value) / _STEP) for value in values if value})


def _times(facts: Facts, days: int) -> list[int | str]:
    if facts.days is None:
        return ["undated"]
    first, last = (day // days for day in facts.days)
    return list(range(first, last + 1))


def _deal(group: _Group) -> Deal:
    members = sorted(group.members, key=lambda m: (m[0].telling.date or "9999", m[0].telling.article, m[0].telling.number))
    told = tuple(facts.telling for facts, _ in members)
    best = max((facts for facts, _ in members), key=lambda f: (f.richness, f.telling.event.confidence)).telling
    event = replace(best.event, status=_status(told), total=any(t.event.total for t in told))
    reasons = tuple(f"{facts.telling.article}#{facts.telling.number}: {reason}" for facts, reason in members)
    return Deal(event, best.article, told, reasons)


def _status(told: tuple[Telling, ...]) -> Status:
    """The firmest status told; given up or denied where nothing firm was published later."""
    firmest = max((t.event.status for t in told), key=lambda status: _FIRM.index(status) if status in _FIRM else -1)
    against = [t for t in told if t.event.status in _NEGATIVE]
    if not against:
        return firmest
    last = max(against, key=_heard)
    revived = any(t.event.status in _FIRM[3:] and _heard(t) > _heard(last) for t in told)
    return firmest if revived else last.event.status


def _heard(telling: Telling) -> str:
    return telling.published or telling.date or ""
