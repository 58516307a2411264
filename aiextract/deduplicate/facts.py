"""What counts of a telling when it is compared: plain names, one figure, places, a first and a last day."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from aiextract.deduplicate.tellings import Telling
from aiextract.evaluate.match import plain
from aiextract.events import Money, Party
from aiextract.text.fold import fold_marks

__all__ = ["Facts", "days_of", "facts_of", "figure_of", "names_of"]

_SMALL_WORD = 3  # « de », « et », « les » give no letter
_ACRONYM, _LONGEST_ACRONYM = 3, 5
_SOFT = {"project", "other"}


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
    try:
        year, month, day = (int(part) if part else None for part in (*date[:10].split("-"), "", "")[:3])
        first = datetime.date(year or 0, month or 1, day or 1)
        last = datetime.date(first.year, month or 12, day or calendar.monthrange(first.year, month or 12)[1])
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


@dataclass(frozen=True)
class Facts:
    """A telling as it is compared with others; ``firms`` are the recipients that are no projects."""

    telling: Telling
    investors: frozenset[str]
    recipients: frozenset[str]
    firms: frozenset[str]
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
        exact = 0 if self.money is None else {"exact": 3, "vague": 1}.get(self.money.bound, 2)
        sides = bool(self.investors) + bool(self.recipients)
        slots = (event.horizon, event.date, event.jobs, event.stake, event.places, event.sources, event.themes)
        return exact, sides, self.digits + len(self.investors) + len(self.recipients), sum(map(bool, slots))

    @cached_property
    def signature(self) -> tuple[object, ...]:
        """Two tellings of one signature and one day say the same."""
        event = self.telling.event
        money = event.amount and (event.amount.low, event.amount.high, event.amount.currency, event.amount.bound, event.amount.per)
        return event.type, event.total, self.investors, self.recipients, money, self.places, event.stake and event.stake.value, self.days


def names_of(party: Party) -> set[str]:
    """The plain name of a party, and the acronym of a long one: « BEI » is the Banque européenne d'investissement.

    >>> from aiextract.events import Span
    >>> sorted(names_of(Party("Banque européenne d'investissement", "institution", None, Span("", 0, 0))))
    ['banque europeenne d investissement', 'bei']
    """
    name = plain(fold_marks(party.name))
    initials = "".join(word[0] for word in name.split() if len(word) > _SMALL_WORD)
    short = name.replace("&", "").replace(" ", "")
    if len(short) <= _LONGEST_ACRONYM:
        return {name, short}
    return {name, initials} if len(initials) >= _ACRONYM and party.kind != "person" else {name}


def _names(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(name for party in parties for name in names_of(party))


def facts_of(telling: Telling) -> Facts:
    """The facts of a telling."""
    event = telling.event
    return Facts(
        telling,
        _names(event.investors),
        _names(event.recipients),
        _names(p for p in event.recipients if p.kind not in _SOFT),
        _names(p for p in (*event.investors, *event.recipients) if p.kind == "government"),
        frozenset(plain(fold_marks(p.name)) for p in event.places),
        frozenset(p.code for p in event.places if p.code),
        days_of(telling.date),
    )
