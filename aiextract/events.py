"""The frozen values that aiextract returns: the investment event, slot by slot.

Every value that was read carries a :class:`Span`; offsets are Python string offsets into the text as the caller gave it,
so ``text[span.start:span.end] == span.text`` holds for each of them. Money and other figures are :class:`~decimal.Decimal`,
never floats; in dictionaries and JSON they are strings.

>>> from decimal import Decimal
>>> span = Span("2,9 milliards de dollars", 0, 24)
>>> Money(Decimal("2.9e9"), Decimal("2.9e9"), "USD", span=span).to_dict()["low"]
'2900000000'
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal, Self, overload

from aiextract.errors import RecordError

__all__ = [
    "BOUNDS",
    "KINDS",
    "STATUSES",
    "THEMES",
    "TYPES",
    "EventDate",
    "Extraction",
    "Horizon",
    "InvestmentEvent",
    "Jobs",
    "Money",
    "Party",
    "Period",
    "Place",
    "Quantity",
    "Reason",
    "Source",
    "Span",
    "Stake",
]

EventType = Literal["investment", "equity", "funding_round", "acquisition", "public_programme", "grant", "debt", "fund"]
Status = Literal["completed", "announced", "planned", "in_talks", "rumoured", "cancelled", "denied"]
Bound = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than", "between", "vague"]
Kind = Literal["company", "government", "institution", "fund", "person", "project", "other"]

TYPES: tuple[str, ...] = typing.get_args(EventType)
STATUSES: tuple[str, ...] = typing.get_args(Status)
BOUNDS: tuple[str, ...] = typing.get_args(Bound)
KINDS: tuple[str, ...] = typing.get_args(Kind)
THEMES: tuple[str, ...] = tuple(
    """artificial_intelligence cloud data_centers semiconductors quantum robotics cybersecurity software telecoms space defence
    energy nuclear renewables hydrogen batteries automotive transport aerospace health biotech agriculture food retail luxury
    finance fintech real_estate tourism media education research mining chemicals steel construction environment logistics sport
    gaming startups""".split()
)


def plain_number(value: Decimal) -> str:
    """The shortest plain notation of a figure, without exponent.

    >>> plain_number(Decimal("2.90E+9")), plain_number(Decimal("49.0"))
    ('2900000000', '49')
    """
    return format(value.normalize() if value else Decimal(0), "f")


class Value:
    """What all values share: a dictionary form and the way back."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The value as plain dictionaries, lists, strings, integers and booleans (ready for JSON)."""
        return {f.name: _plain(getattr(self, f.name)) for f in dataclasses.fields(self)}  # type: ignore[arg-type]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The value back from its dictionary form; unknown keys are ignored, a missing one takes its default.

        Raises :class:`~aiextract.errors.RecordError` where a needed key is missing or a value can't be read.
        """
        if not isinstance(data, Mapping):
            raise RecordError(f"{cls.__name__}: expected an object, got {type(data).__name__}")
        hints = _hints(cls)  # type: ignore[arg-type]
        values = {}
        for f in dataclasses.fields(cls):  # type: ignore[arg-type]
            if f.name in data:
                values[f.name] = _read(hints[f.name], data[f.name], f"{cls.__name__}.{f.name}")
            elif f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING:
                raise RecordError(f"{cls.__name__}: no key {f.name!r}; the schema is printed by `aiextract schema`")
        return cls(**values)


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _plain(value: Any) -> Any:
    if isinstance(value, Value):
        return value.to_dict()
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _read(hint: Any, value: Any, where: str) -> Any:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        if value is None and type(None) in args:
            return None
        return _read(next(a for a in args if a is not type(None)), value, where)
    if origin is Literal:
        if value not in args:
            raise RecordError(f"{where}: {value!r} is none of {', '.join(map(str, args))}")
        return value
    if origin is tuple:
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise RecordError(f"{where}: expected a list, got {value!r}")
        return tuple(_read(args[0], item, where) for item in value)
    if hint is Decimal:
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise RecordError(f"{where}: {value!r} is no number")
        return number
    if isinstance(hint, type) and issubclass(hint, Value):
        return hint.from_dict(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(hint, type) and (not isinstance(value, hint) or (hint is int and isinstance(value, bool))):
        raise RecordError(f"{where}: expected {hint.__name__}, got {value!r}")
    return value


@dataclass(frozen=True, slots=True)
class Span(Value):
    """Words of the source text: ``source[start:end] == text``."""

    text: str
    start: int
    end: int

    @classmethod
    def of(cls, source: str, start: int, end: int) -> Span:
        """The span of ``source`` between two offsets.

        >>> Span.of("Microsoft investira", 0, 9)
        Span(text='Microsoft', start=0, end=9)
        """
        return cls(source[start:end], start, end)


@dataclass(frozen=True, slots=True)
class Money(Value):
    """An amount of money in whole currency units; ``low`` and ``high`` as SCHEMA "Amounts" says for each ``bound``.

    ``currency`` is an ISO 4217 code or None, ``per`` is ``"year"``, ``"month"`` … or None. ``converts`` is the span of the
    amount that this one, in brackets behind it, tells again in another currency.
    """

    low: Decimal | None
    high: Decimal | None
    currency: str | None
    bound: Bound = "exact"
    per: str | None = None
    span: Span = field(kw_only=True)
    converts: Span | None = None

    def to_quantulum(self) -> Any:
        """The amount as a ``quantulum3.classes.Quantity``; see :mod:`aiextract.recognise.quantities`."""
        from aiextract.recognise.exchange import money_to_quantulum

        return money_to_quantulum(self)


@dataclass(frozen=True, slots=True)
class Period(Value):
    """A time expression: ISO dates at the precision given, end inclusive, and an ISO 8601 duration.

    ``role`` says how it stands to the event: ``point`` (when), ``deadline`` (by when), ``start`` (from when), ``span``
    (between two dates), ``duration`` (how long).
    """

    start: str | None
    end: str | None
    duration: str | None
    role: Literal["point", "deadline", "start", "span", "duration"]
    span: Span


@dataclass(frozen=True, slots=True)
class Quantity(Value):
    """A figure that is no money: ``kind`` is ``jobs``, ``stake`` or a physical entity (``power``, ``area``, ``mass`` …).

    ``unit`` is the English unit name of quantulum3's tables (``gigawatt``), ``"percent"`` for stakes, ``"job"`` for jobs.
    """

    kind: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    bound: Bound
    per: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Party(Value):
    """Who puts the money in or gets it. ``name`` is canonical, ``code`` a country for states, ``id`` stable for known parties."""

    name: str
    kind: Kind
    code: str | None
    span: Span
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Place(Value):
    """Where the money goes; ``code`` is ISO 3166-1 alpha-2 (``EU`` for the Union) or None."""

    name: str
    code: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Horizon(Value):
    """When the money is spent: ISO dates at the precision given and an ISO 8601 duration."""

    start: str | None
    end: str | None
    duration: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class EventDate(Value):
    """When the event was announced or happened: an ISO date at the precision given."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Jobs(Value):
    """Jobs that the money creates or protects."""

    value: int
    span: Span


@dataclass(frozen=True, slots=True)
class Stake(Value):
    """Share of the capital, in percent."""

    value: Decimal
    span: Span


@dataclass(frozen=True, slots=True)
class Source(Value):
    """A medium, agency or institute to which the text attributes the news."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reason(Value):
    """Why a slot holds what it holds: the rule or model, the words it went by, and what it was preferred to."""

    slot: str
    rule: str
    words: str
    rejected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InvestmentEvent(Value):
    """A statement that a party puts, will put, may put or no longer puts money into something."""

    type: EventType
    status: Status
    total: bool
    investors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    amount: Money | None
    places: tuple[Place, ...]
    horizon: Horizon | None
    date: EventDate | None
    jobs: Jobs | None
    stake: Stake | None
    sources: tuple[Source, ...]
    themes: tuple[str, ...]
    trigger: Span
    mentions: tuple[Span, ...]
    confidence: float
    capacity: Quantity | None = None
    reasons: tuple[Reason, ...] = ()

    def __repr__(self) -> str:
        names = [", ".join(p.name for p in side) or "?" for side in (self.investors, self.recipients)]
        amount = self.amount.span.text if self.amount else "no amount"
        return f"<InvestmentEvent {self.type}/{self.status}: {names[0]} → {names[1]}, {amount}>"

    def explain(self) -> str:
        """Why each slot holds what it holds, a line a slot."""
        lines = [repr(self)[1:-1]]
        for reason in self.reasons:
            rejected = f" (not {', '.join(reason.rejected)})" if reason.rejected else ""
            lines.append(f"  {reason.slot:10} {reason.rule}: « {reason.words} »{rejected}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, repr=False)
class Extraction(Sequence[InvestmentEvent], Value):
    """The events of one article: a sequence of :class:`InvestmentEvent` with the text that they point into."""

    text: str
    events: tuple[InvestmentEvent, ...]
    id: str | None = None
    published: str | None = None
    title: str | None = None
    quantities: tuple[Quantity, ...] = ()
    warnings: tuple[str, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)

    @overload
    def __getitem__(self, index: int) -> InvestmentEvent: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[InvestmentEvent, ...]: ...
    def __getitem__(self, index: int | slice) -> InvestmentEvent | tuple[InvestmentEvent, ...]:
        return self.events[index]

    def __len__(self) -> int:
        return len(self.events)

    def __iter__(self) -> Iterator[InvestmentEvent]:
        return iter(self.events)

    def __repr__(self) -> str:
        name = f" {self.id}" if self.id else ""
        return f"<Extraction{name}: {len(self)} event{'s' * (len(self) != 1)}>"

    def _repr_html_(self) -> str:
        from aiextract.display import extraction_html

        return extraction_html(self)
