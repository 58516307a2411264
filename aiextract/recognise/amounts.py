"""French amounts of money: characters in, :class:`~aiextract.events.Money` out. No spaCy, linear time, Decimal throughout.

The reading goes in steps: numbers, the unit of money around each, ranges and lists that share a unit, bounds, and last what
the text leaves out (:mod:`aiextract.recognise.ellipsis`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from aiextract.events import Bound, Money
from aiextract.lexicon.compile import alternation
from aiextract.lexicon.load import table
from aiextract.recognise.bounds import bound_of, per_of
from aiextract.recognise.currencies import CODES, Settler
from aiextract.recognise.ellipsis import Draft, fill_in
from aiextract.recognise.money_units import Unit, counted, english, stems, unit_before, unit_behind
from aiextract.recognise.numbers import EXACT, ONE, START, Number, numbers_in
from aiextract.text.fold import fold

__all__ = ["find_amounts"]

_DATA: dict[str, Any] = table("amounts")
MILLION = Decimal(1_000_000)
# Beside the usual places a figure may stick to its code: "USD34.6 million".
_STUCK = "|".join(sorted(code.lower() for code in CODES if code not in _DATA["codes"]["not_before"]))
_START = re.compile(rf"{START.pattern} | [0-9](?<=(?:{_STUCK})[0-9])(?<![a-z0-9][a-z]{{3}}[0-9])", re.VERBOSE)
_RANGES: dict[str, list[str]] = _DATA["ranges"]
_TO = re.compile(rf"[ ]{{0,2}}\n?(?:{alternation(_RANGES['to'])})(?:(?<=-)|[ ]|(?<=[a-z])'|[ ]*\n)[ ]{{0,2}}")
_AND = re.compile(rf"[ ]{{1,2}}\n?(?:{alternation(_RANGES['and'])})[ ]{{1,2}}\n?")
_BETWEEN = re.compile(rf"(?<![a-z])(?:{alternation(_RANGES['between'])})(?:[ ]+(?:les|quelque|environ))?[ ]+\n?$")
_FROM = re.compile(rf"(?<![a-z])(?:{alternation(_RANGES['from'])})[ ]*\n?$")
# A verb of change and its object: "a porté sa mise", "relevé", "passés"; nothing between that opens another thought.
_RAISED = re.compile(
    rf"(?<![a-z])(?!(?:{stems(_RANGES['raised_not'])})(?![a-z]))(?:{stems(_RANGES['raised'])})(?![a-z])"
    rf"(?:[ \n]+(?!(?:{stems(_RANGES['raised_break'])})(?![a-z]))[a-z0-9'-]+){{0,7}}[ \n]*$"
)
_NOTHING = re.compile(rf"(?<![a-z])(?:{alternation(_DATA['nothing']['before'])})[ ]+$")
_ENGLISH_POINT = re.compile(r"[0-9]+\.[0-9]{1,2}[^0-9]")
_ENGLISH_WORD = re.compile(rf"(?:{alternation(_DATA['short_scale'])})$")
_ENGLISH_GROUP = re.compile(r"[0-9]{1,3}\.[0-9]{3}")
_ENGLISH_COMMA = re.compile(r"[0-9]{1,3},[0-9]{3}")
_LIST = re.compile(rf"(?:,|[ ](?:{alternation(_RANGES['list'])}))[ ](?:de[ ]|d'|a[ ])?")
_RESPECTIVELY = re.compile(rf"(?<![a-z])(?:{alternation(_RANGES['respectively'])})(?![a-z])")


class Reading(NamedTuple):
    """A number with the unit of money found around it."""

    number: Number
    unit: Unit | None
    start: int
    end: int

    @property
    def value(self) -> Decimal:
        """The number times the scale of its unit."""
        return EXACT.multiply(self.number.value, self.unit.scale) if self.unit else self.number.value

    @property
    def scale(self) -> Decimal:
        """The whole scale: of the number's own words and of its unit."""
        return EXACT.multiply(self.number.scale, self.unit.scale) if self.unit else self.number.scale


def find_amounts(text: str, *, countries: Sequence[str] = (), currency: str | None = None) -> tuple[Money, ...]:
    """The amounts of money of a text, left to right, not overlapping.

    ``countries`` are ISO codes that settle "dirhams", "dinars" …; where there are none, the text's own countries do.
    ``currency`` is what a bare "$" stands for (USD, unless the text counts in other dollars).

    >>> [(str(m.low), m.currency, m.bound, m.span.text) for m in find_amounts("près de 2,9 Md€, puis entre 15 et 25 millions de dollars")]
    [('2.9E+9', 'EUR', 'about', '2,9 Md€'), ('1.5E+7', 'USD', 'between', '15 et 25 millions de dollars')]
    """
    folded = fold(text)
    readings = tuple(_readings(text, folded))
    if not any(reading.unit or reading.number.scale >= MILLION for reading in readings):
        return ()
    settler = Settler(folded, countries, currency)
    settler.note(r.unit.currency for r in readings if r.unit and r.unit.currency in CODES)
    drafts = list(_drafts(text, folded, readings, settler))
    if not any(draft.currency for draft in drafts):  # "12 centimes" and nothing else
        drafts = [draft._replace(currency=_DATA["subunit_default"]["code"]) if draft.scale < 1 else draft for draft in drafts]
    return fill_in(text, folded, drafts, tuple(r.number for r in readings if r.unit is None and r.number.scale == 1))


def _readings(text: str, folded: str) -> Iterator[Reading]:
    """Every number with the unit around it, if it has one."""
    floor, front = 0, None
    for number in numbers_in(folded, _START):
        if number.start < floor:
            continue
        before, behind = unit_before(text, folded, number, floor), unit_behind(text, folded, number)
        if before and not (behind and behind.currency):
            before = _short_scale(folded, before, number)
            scale = EXACT.multiply(before.scale, behind.scale) if behind and before.scale == 1 else before.scale
            reading = Reading(number, before._replace(scale=scale), before.start, max(before.end, behind.end if behind else 0))
        elif behind:
            reading = Reading(number, _short_scale(folded, behind, number), number.start, behind.end)
        elif front and number.start - floor < 5 and _TO.fullmatch(folded, floor, number.start):  # "$2-3bn"
            unit = _short_scale(folded, english(folded, front._replace(start=number.start - 1, end=number.end), number), number)
            reading = Reading(number, unit, number.start, max(number.end, unit.end))
        else:
            reading = Reading(number, None, number.start, number.end)
        floor, front = reading.end, before if before and reading.scale == 1 else None
        yield reading


def _short_scale(folded: str, unit: Unit, number: Number) -> Unit:
    """English figures: "$1.16 billion" is 10^9, "$1.127bn" little more than one, "$1,500" fifteen hundred."""
    words = folded[number.start : number.end]
    front = unit.start < number.start
    if (front or _ENGLISH_POINT.match(words)) and (scale := _ENGLISH_WORD.search(words)):
        return unit._replace(scale=Decimal(_DATA["short_scale"][scale[0]]))
    if front and unit.scale > 1 and _ENGLISH_GROUP.fullmatch(words):
        return unit._replace(scale=unit.scale.scaleb(-3, EXACT))
    if front and unit.scale == 1 and number.scale == 1 and _ENGLISH_COMMA.fullmatch(words):
        return unit._replace(scale=Decimal(1000))
    return unit


def _drafts(text: str, folded: str, readings: Sequence[Reading], settler: Settler) -> Iterator[Draft]:
    """The readings that are money, ranges put together, bounds read."""
    floor = index = 0
    while index < len(readings):
        first = readings[index]
        second = readings[index + 1] if index + 1 < len(readings) else None
        link = second and _link(folded, first, second)
        if second and link and _is_money(text, folded, second, settler):
            draft = _range(folded, first, second, settler) if link in ("range", "cents") else None
            apart = draft is None and link == "range" and _is_money(text, folded, first, settler)  # "12 M€ - 5 M€ de dette"
            index += 1 if apart else 2
            draft = draft or (_single(folded, first, settler, floor) if apart else _single(folded, second, settler, first.end))
        elif (at := _listed(folded, readings, index)) and _is_money(text, folded, readings[at], settler):
            head = readings[at]
            for one in readings[index:at]:
                value = EXACT.multiply(one.value, head.scale)
                yield Draft(one.start, one.end, value, value, _code(head, settler), "exact", None, head.scale)
            index, floor = at, readings[at - 1].end
            continue
        elif _is_money(text, folded, first, settler):
            index += 1
            draft = _single(folded, first, settler, floor)
        else:
            index += 1
            continue
        floor = draft.end
        yield draft


def _is_money(text: str, folded: str, reading: Reading, settler: Settler) -> bool:
    """Whether a reading is an amount of money."""
    unit = reading.unit
    if reading.value <= 1 and not reading.number.digits and _NOTHING.search(folded, max(0, reading.start - 10), reading.start):
        return False
    if unit and unit.part:
        return True
    if unit is None or unit.currency is None:
        return reading.scale >= MILLION and not counted(text, folded, reading.end)
    if reading.number.sense != "exact" and reading.scale < MILLION and unit.sign:
        return False
    if not unit.weak:
        return True
    if unit.weak == "never":
        return False
    return reading.scale >= MILLION or (reading.value >= 100 and reading.number.digits and settler.named(unit.currency))


def _link(folded: str, first: Reading, second: Reading) -> str:
    """How two neighbouring numbers hang together: "range", "raised" (only the second counts) or not ("")."""
    if second.start - first.end > 30 or first.number.sense == "vague":
        return ""
    if first.number.year_like and first.unit is None and second.scale > 1:
        return ""
    gap = folded[first.end : second.start]
    if second.unit and second.unit.part:
        return "cents" if first.unit and first.unit.currency and gap in (" ", " et ") and not first.unit.part else ""
    if first.unit and second.unit and first.unit.currency and first.unit.currency != second.unit.currency:
        return ""
    if _AND.fullmatch(gap) or _bounded_gap(folded, first, second, _AND):
        return "range" if _BETWEEN.search(folded, max(0, first.start - 24), first.start) else ""
    if not (_TO.fullmatch(gap) or _bounded_gap(folded, first, second, _TO)):
        return ""
    if _FROM.search(folded, max(0, first.start - 6), first.start) and _RAISED.search(folded, max(0, first.start - 80), first.start):
        return "raised"
    return "range" if second.start - first.end <= 9 else ""


def _bounded_gap(folded: str, first: Reading, second: Reading, link: re.Pattern[str]) -> bool:
    found = link.match(folded, first.end)
    bounded = bound_of(folded, second.start, second.start, first.end) if found else None
    return bool(found and bounded and bounded.start <= found.end() + 1)


def _range(folded: str, first: Reading, second: Reading, settler: Settler) -> Draft | None:
    """A range; the first figure takes over unit and scale from the second where it has none. None where it runs backwards."""
    high = second.value
    if second.unit and second.unit.part:  # "20 euros et 50 centimes"
        value = EXACT.add(first.value, second.value)
        return Draft(first.start, second.end, value, value, _code(first, settler), "exact", None, ONE)
    own = first.scale > 1 or (first.unit is not None and first.unit.currency is not None and second.scale == 1)
    low = first.value if own else EXACT.multiply(first.value, second.scale)
    if low >= high and not own and 1000 <= first.value < high:
        low = first.value  # "de 500 000 à 3 millions"
    elif low >= high and not own and first.value >= 100 and second.value < 10 * second.scale and _opened(folded, first.start):
        low = low.scaleb(-3, EXACT)  # "entre 800 et 1,2 milliard": the first are millions
    if not 0 < low < high:
        return None
    currency = _code(second, settler) or _code(first, settler)
    per = per_of(folded, first.start, second.end, 0)
    return Draft(first.start, second.end, low, high, currency, "between", per, second.scale)


def _opened(folded: str, start: int) -> bool:
    """Whether "entre" or "de" opens a range here."""
    return bool(_BETWEEN.search(folded, max(0, start - 24), start) or _FROM.search(folded, max(0, start - 6), start))


def _listed(folded: str, readings: Sequence[Reading], index: int) -> int:
    """Index of the amount that gives its unit to the bare figures before it ("3, 4 et 5 milliards d'euros"), or 0."""
    for at in range(index, min(index + 6, len(readings) - 1)):
        one, other = readings[at], readings[at + 1]
        if one.unit or one.number.scale > 1 or one.number.year_like or one.number.sense != "exact" or one.value >= 1000:
            return 0
        if not _LIST.fullmatch(folded, one.end, other.start):
            return 0
        if other.scale >= MILLION:
            respectively = _RESPECTIVELY.search(folded, max(0, one.start - 40), other.end + 70)
            return at + 1 if at > index or respectively else 0
    return 0


def _single(folded: str, reading: Reading, settler: Settler, floor: int) -> Draft:
    start, end, value = reading.start, reading.end, reading.value
    bounded = bound_of(folded, start, end, floor)
    per = per_of(folded, start, end, floor)
    bound: Bound = "vague" if reading.number.sense == "vague" else bounded.bound if bounded else reading.number.sense
    low = None if bound in ("at_most", "less_than") else value
    high = None if bound in ("at_least", "more_than", "vague") else value
    return Draft(start, end, low, high, _code(reading, settler), bound, per, reading.scale)


def _code(reading: Reading, settler: Settler) -> str | None:
    """The ISO code of a reading's unit, settled by the text where its noun has several."""
    unit = reading.unit
    if unit is None or unit.currency is None or unit.currency.isupper():
        return unit.currency if unit else None
    return settler.settle(unit.currency, reading.start, sign=unit.sign)
