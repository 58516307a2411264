"""What counts of a telling when it is compared: plain names, one figure, places, a first and a last day."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from aiextract.deduplicate.tellings import Telling
from aiextract.evaluate.match import plain
from aiextract.events import Money

__all__ = ["Facts", "days_of", "facts_of", "figure_of"]


def figure_of(money: Money) -> Decimal | None:
    """The one figure to compare and add up by: the lower end, else the upper."""
    return money.low if money.low is not None else money.high


def days_of(date: str | None) -> tuple[int, int] | None:
    """The first and the last day (proleptic ordinals) that an ISO date of any precision can mean.

    >>> [last - first for first, last in map(days_of, ("2024-04-09", "2024-02", "2024"))]
    [0, 28, 365]
    """
    if not date:
        return None
    year, month, day = (int(part) if part else None for part in (*date[:10].split("-"), "", "")[:3])
    try:
        first = datetime.date(year or 0, month or 1, day or 1)
        last = datetime.date(first.year, month or 12, day or calendar.monthrange(first.year, month or 12)[1])
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


@dataclass(frozen=True)
class Facts:
    """A telling as it is compared with others."""

    telling: Telling
    investors: frozenset[str]
    recipients: frozenset[str]
    states: frozenset[str]
    places: frozenset[str]
    codes: frozenset[str]
    days: tuple[int, int] | None

    @property
    def type(self) -> str:
        """The event's type."""
        return self.telling.event.type

    @property
    def money(self) -> Money | None:
        """The event's amount, where it names a figure."""
        money = self.telling.event.amount
        return money if money is not None and figure_of(money) is not None else None

    @cached_property
    def digits(self) -> int:
        """How many figures the amount is told by."""
        value = figure_of(self.money) if self.money else None
        return len(value.normalize().as_tuple().digits) if value is not None else 0

    @cached_property
    def richness(self) -> tuple[int, int, int, int]:
        """How much is told: an exact amount first, then both sides, then the rest."""
        event = self.telling.event
        exact = 0 if self.money is None else 3 if self.money.bound == "exact" else 1 if self.money.bound == "vague" else 2
        slots = (event.horizon, event.date, event.jobs, event.stake, event.places, event.sources, event.themes)
        return exact, bool(self.investors) + bool(self.recipients), self.digits + len(self.investors) + len(self.recipients), sum(map(bool, slots))

    @cached_property
    def signature(self) -> tuple[object, ...]:
        """Two tellings of one signature and one day say the same."""
        event = self.telling.event
        money = event.amount and (event.amount.low, event.amount.high, event.amount.currency, event.amount.bound, event.amount.per)
        return event.type, event.total, self.investors, self.recipients, money, self.places, event.stake and event.stake.value, self.days


def facts_of(telling: Telling) -> Facts:
    """The facts of a telling."""
    event = telling.event
    return Facts(
        telling,
        frozenset(plain(p.name) for p in event.investors),
        frozenset(plain(p.name) for p in event.recipients),
        frozenset(plain(p.name) for p in (*event.investors, *event.recipients) if p.kind == "government"),
        frozenset(plain(p.name) for p in event.places),
        frozenset(p.code for p in event.places if p.code),
        days_of(telling.date),
    )
