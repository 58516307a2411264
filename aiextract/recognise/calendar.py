"""Pure ISO arithmetic: dates at the precision known (``2028``, ``2026-04``, ``2024-04-09``) and durations."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

__all__ = ["first_day", "iso_duration", "iso_prefix", "last_day", "month_iso", "shift", "unit_months", "valid"]

_ISO = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?![\d])")
_UNIT_MONTHS = {"month": 1, "quarter": 3, "semester": 6, "year": 12, "decade": 120, "century": 1200}
_UNIT_DAYS = {"day": 1, "week": 7}
_LETTERS = {"day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y", "hour": "PT{}H"}


def iso_prefix(value: str | None) -> str | None:
    """The ISO date that a string begins with, at its precision; None where there is none.

    >>> iso_prefix("2024-04-10T08:00:00Z"), iso_prefix("2024-04"), iso_prefix("hier"), iso_prefix("2023-02-30")
    ('2024-04-10', '2024-04', None, '2023-02')
    """
    match = _ISO.match(value.strip()) if value else None
    if match is None:
        return None
    year, month, day = match.groups()
    if not 1000 <= int(year) < 9000:
        return None
    if day and not valid(int(year), int(month), int(day)):
        day = None
    return "-".join(part for part in (year, month, day) if part)


def valid(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _parts(iso: str) -> tuple[int, int | None, int | None]:
    numbers = [int(part) for part in iso.split("-")]
    return numbers[0], *(numbers[n] if len(numbers) > n else None for n in (1, 2))  # type: ignore[return-value]


def last_day(iso: str) -> date:
    """The last day of an ISO date of any precision.

    >>> last_day("2024-02").isoformat(), last_day("2028").isoformat()
    ('2024-02-29', '2028-12-31')
    """
    year, month, day = _parts(iso)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def first_day(iso: str) -> date:
    """The first day of an ISO date of any precision."""
    year, month, day = _parts(iso)
    return date(year, month or 1, day or 1)


def month_iso(index: int) -> str:
    """The month with that number, counted from year zero.

    >>> month_iso(2024 * 12)
    '2024-01'
    """
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def shift(iso: str, unit: str, count: float) -> str | None:
    """An ISO date moved by ``count`` units, at the precision that is known then: the month for years and months.

    >>> shift("2024-04-10", "year", 2), shift("2024-04-10", "day", -1), shift("2024", "year", 2), shift("2024-04", "day", 1)
    ('2026-04', '2024-04-09', '2026', None)
    """
    year, month, day = _parts(iso)
    if unit in _UNIT_DAYS:
        if day is None:
            return None
        try:
            return (date(year, month or 1, day) + timedelta(days=round(count * _UNIT_DAYS[unit]))).isoformat()
        except OverflowError:
            return None
    if unit not in _UNIT_MONTHS:
        return None
    months = round(count * _UNIT_MONTHS[unit])
    if month is None:
        return f"{year + months // 12:04d}" if months % 12 == 0 and 0 < year + months // 12 < 10000 else None
    index = year * 12 + month - 1 + months
    return month_iso(index) if 12 <= index < 120000 else None


def unit_months(unit: str) -> int | None:
    """How many months a unit of time has, None for shorter ones."""
    return _UNIT_MONTHS.get(unit)


def iso_duration(unit: str, count: float) -> str:
    """An ISO 8601 duration.

    >>> iso_duration("year", 4), iso_duration("year", 1.5), iso_duration("quarter", 2), iso_duration("week", 3)
    ('P4Y', 'P18M', 'P6M', 'P3W')
    """
    months = _UNIT_MONTHS.get(unit)
    if months and count * months != int(count * months):
        return f"P{round(count * months * 30)}D"
    if months and (unit not in _LETTERS or count != int(count)):
        whole = int(count * months)
        return f"P{whole // 12}Y" if whole % 12 == 0 and unit in ("decade", "century", "year") else f"P{whole}M"
    if unit == "week" and count != int(count):
        return f"P{round(count * 7)}D"
    return _LETTERS[unit].format(int(count) if count == int(count) else count)
