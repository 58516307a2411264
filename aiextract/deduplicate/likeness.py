"""Do two tellings speak of one deal? First what speaks against it, then whether enough speaks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from aiextract.deduplicate.facts import Facts, figure_of
from aiextract.events import Money

__all__ = ["Convert", "Evidence", "conflict", "evidence"]

Agreement = Literal["same", "rounded", "open", "missing", "other"]
Convert = Callable[[Money, str, str], Decimal | None]  # an amount, a currency and an ISO date → the figure in that currency

_FAMILIES = (
    frozenset({"funding_round", "equity", "acquisition"}),
    frozenset({"investment", "public_programme", "grant"}),
    frozenset({"investment", "equity"}),
    frozenset({"debt", "funding_round"}),
    frozenset({"debt", "grant"}),
    frozenset({"fund", "funding_round"}),
    frozenset({"fund", "public_programme"}),
)
_CAPITAL, _SPENDING = _FAMILIES[:2]
_ONCE = frozenset({"acquisition", "fund"})  # what a party buys or launches once
# « 3 milliards » rounds 2,9; « plus de 10 » tells 11; a price « jusqu'à 562 » covers a fixed part of 362.
_ROUNDING, _ABOUT, _ABOVE, _BELOW, _CONVERSION = (Decimal(x) for x in ("0.07", "0.07", "1.25", "0.5", "0.03"))
_STAKE = Decimal(1)
_POINTS: dict[Agreement, float] = {"same": 3, "rounded": 2, "open": 1.5, "missing": 0}
_SHORT_FORM, _PRECISE = 4, 2  # letters of a name, digits of an amount
_LONG, _VERY_LONG, _SHORT = 4, 12, 6  # the window of strong evidence, of what happens once, and (divided) of weak evidence


@dataclass(frozen=True, slots=True)
class Evidence:
    """How strongly two tellings are one, and the words for it."""

    points: float
    reason: str


def agreement(a: Facts, b: Facts, convert: Convert | None = None) -> Agreement:
    """How two amounts stand to each other."""
    x, y = a.money, b.money
    if x is None or y is None:
        return "missing"
    v, w = figure_of(x), figure_of(y)
    if v is None or w is None:
        return "missing"
    if x.per != y.per:
        return "other"
    if x.currency and y.currency and x.currency != y.currency:
        date = a.telling.date or b.telling.date
        told = convert(x, y.currency, date) if convert and date else None
        return "rounded" if told and abs(told - w) <= _CONVERSION * w else "other"
    vague = "vague" in (x.bound, y.bound)
    if v == w and not vague:
        return "same"
    if not vague and (_rounds(v, a.digits, w, b.digits) or ("about" in (x.bound, y.bound) and abs(v - w) <= _ABOUT * max(v, w))):
        return "rounded"
    return "open" if _covers(x, w) or _covers(y, v) else "other"


def _rounds(v: Decimal, digits: int, w: Decimal, others: int) -> bool:
    """Is the figure with fewer digits the other one, rounded?"""
    if digits == others:
        return False
    coarse, fine, kept = (v, w, digits) if digits < others else (w, v, others)
    near = fine.normalize()
    step = Decimal(1).scaleb(near.adjusted() - kept + 1)
    return abs(fine - coarse) <= _ROUNDING * fine and abs(fine - coarse) <= step


def _covers(money: Money, value: Decimal) -> bool:
    """Does an open or wide amount cover a figure?"""
    low, high = money.low, money.high
    if money.bound == "between":
        return low is not None and high is not None and low <= value <= high
    if money.bound == "vague":
        return low is not None and low <= value < low * 1000
    if money.bound in {"at_least", "more_than"}:
        return low is not None and low <= value <= low * _ABOVE
    return money.bound in {"at_most", "less_than"} and high is not None and high * _BELOW <= value <= high


def gap_of(a: Facts, b: Facts) -> int | None:
    """Days between two tellings; None where one of them has no date."""
    if a.days is None or b.days is None:
        return None
    return max(0, a.days[0] - b.days[1], b.days[0] - a.days[1])


def conflict(a: Facts, b: Facts, days: int, convert: Convert | None = None) -> bool:
    """Can two tellings not be of one deal, whatever else is told?"""
    left, right = a.telling, b.telling
    if left.article == right.article or not _related(a, b) or (gap_of(a, b) or 0) > days * _VERY_LONG:
        return True
    if _apart(a.recipients, b.recipients) and (a.firms or b.firms or not a.places & b.places):
        return True  # before the amounts are looked at: most candidates end here
    amounts = agreement(a, b, convert)
    if amounts == "other" or (left.event.total != right.event.total and amounts != "same"):
        return True
    stakes = left.event.stake, right.event.stake
    if amounts != "same" and stakes[0] and stakes[1] and abs(stakes[0].value - stakes[1].value) > _STAKE:
        return True
    if a.codes and b.codes and not a.codes & b.codes and not {a.type, b.type} & _CAPITAL:
        return True
    if _apart(a.recipients, b.recipients) and not _same_project(a, b, amounts):
        return True
    return _apart(a.investors, b.investors) and not _same_round(a, b, amounts)


def _related(a: Facts, b: Facts) -> bool:
    return a.type == b.type or any(a.type in family and b.type in family for family in _FAMILIES)


def _apart(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(mine and theirs) and not shared(mine, theirs)


def shared(mine: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    """The names in both, and the short forms of names in the other: « Aligned » of « Aligned Data Centers »."""
    return mine & theirs or frozenset(short for x in mine for y in theirs if (short := _short_form(x, y)))


def _short_form(x: str, y: str) -> str:
    short, long = (x, y) if len(x) < len(y) else (y, x)
    return short if len(short) >= _SHORT_FORM and _words(short) < _words(long) else ""


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(name.split())


def _same_project(a: Facts, b: Facts, amounts: Agreement) -> bool:
    """A project goes by several names: its payer, its price and its place tell it better."""
    return not (a.firms or b.firms) and amounts == "same" and bool(shared(a.investors, b.investors) and a.places & b.places)


def _same_round(a: Facts, b: Facts, amounts: Agreement) -> bool:
    """One article names this investor of a round, the other that one."""
    return a.type == b.type == "funding_round" and bool(shared(a.recipients, b.recipients)) and amounts in {"same", "rounded"}


def evidence(a: Facts, b: Facts, days: int, convert: Convert | None = None) -> Evidence | None:
    """What speaks for one deal, where it is enough; the tellings must not be in conflict."""
    payers, takers, places = shared(a.investors, b.investors), shared(a.recipients, b.recipients), a.places & b.places
    amounts, gap = agreement(a, b, convert), gap_of(a, b)
    window = _window(a, b, amounts, days)
    if window is None or (gap is not None and gap > window):
        return None
    telling = takers or places or min(a.digits, b.digits) >= _PRECISE
    if gap is None and not (window >= days * _LONG or (amounts in {"same", "rounded"} and telling)):
        return None
    closeness = 0 if gap is None else 1 - gap / (window + 1)
    points = 2 * bool(payers) + 2 * bool(takers) + _POINTS[amounts] + bool(places) + 0.5 * (a.type == b.type) + closeness
    told = [
        f"investor {', '.join(sorted(payers))}" if payers else "",
        f"recipient {', '.join(sorted(takers))}" if takers else "",
        _told_amounts(a, b, amounts),
        f"in {', '.join(sorted(places))}" if places else "",
        "undated" if gap is None else "same time" if gap == 0 else f"{gap} day{'s' * (gap != 1)} apart",
    ]
    return Evidence(points, "; ".join(filter(None, told)))


def _window(a: Facts, b: Facts, amounts: Agreement, days: int) -> int | None:
    """How many days may lie between two tellings that share what these do; None where that is not enough at all."""
    payers, takers, places = bool(shared(a.investors, b.investors)), shared(a.recipients, b.recipients), bool(a.places & b.places)
    equal, alike = amounts in {"same", "rounded"}, a.type == b.type
    # A short form may be another party: it counts where the amounts agree.
    if not equal and not (a.investors & b.investors or a.recipients & b.recipients):
        return None
    if payers and takers:
        return days * (_VERY_LONG if alike and a.type in _ONCE else _LONG if equal else 1)
    if takers:
        state, capital = takers <= a.states | b.states, {a.type, b.type} <= _CAPITAL
        if equal:
            return days * _LONG if (alike or capital) and not state else days
        return days if not state and ((alike and a.type in _CAPITAL | _ONCE) or (capital and "equity" in (a.type, b.type))) else None
    if payers and (places or {a.type, b.type} <= _SPENDING or alike):
        if equal or amounts == "open":
            return days * _LONG if places and amounts == "same" and alike else days if places or amounts == "same" else days // _SHORT
        return days if places and alike else None
    nobody = not (a.investors or b.investors or a.recipients or b.recipients)
    return days // _SHORT if nobody and amounts == "same" and alike and places else None


def _told_amounts(a: Facts, b: Facts, amounts: Agreement) -> str:
    words = [facts.telling.event.amount.span.text for facts in (a, b) if facts.telling.event.amount]
    if amounts == "missing":
        return "amount told once" if words else "no amount"
    how = {"same": "is", "rounded": "is about", "open": "fits"}[amounts]
    return f"« {words[0]} » {how} « {words[1]} »"
