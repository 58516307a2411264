"""What a time expression means before it is resolved: a year, month, day, part of a year, season, weekday, distance or length.

``at(ref, aim)`` gives the first and last ISO date, or None where the reference that is needed is unknown. ``ref`` is the ISO
date of publication (or of the date spoken of before), ``aim`` the direction in which to look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from aiextract.recognise.calendar import first_day, iso_duration, last_day, month_iso, shift, unit_months, valid

__all__ = ["BACK", "Aim", "Day", "Month", "Part", "Season", "Shift", "Stretch", "Weekday", "When", "Years"]


class Aim(NamedTuple):
    """Where to look for a date that is given without its year: forward or back, today's own period counting or not; or nearest."""

    forward: bool = False
    strict: bool = False
    nearest: bool = False


BACK = Aim()
Pair = tuple[str, str]


class When(Protocol):
    """A time that may still need a reference."""

    def at(self, ref: str | None, aim: Aim = BACK) -> Pair | None:
        """First and last ISO date, or None where the reference that is needed is unknown."""


def _choose(candidates: list[tuple[date, date, Pair]], ref: str, aim: Aim) -> Pair | None:
    """Of the same period in several years, the one that the aim asks for."""
    low, high = first_day(ref), last_day(ref)
    if aim.nearest:
        middle = low + (high - low) / 2
        return min(candidates, key=lambda c: abs((c[0] + (c[1] - c[0]) / 2 - middle).days))[2]
    if aim.forward:
        return next((pair for first, last, pair in candidates if (first > high if aim.strict else last >= low)), None)
    fits = [pair for first, last, pair in candidates if (last < low if aim.strict else first <= high)]
    return fits[-1] if fits else None


@dataclass(frozen=True, slots=True)
class Years:
    """Whole years, always known: ``Years(2025, 2030)``."""

    first: int
    last: int

    def at(self, ref: str | None, aim: Aim = BACK) -> Pair | None:
        """See :class:`When`."""
        return f"{self.first:04d}", f"{self.last:04d}"


@dataclass(frozen=True, slots=True)
class Month:
    """A month, with or without its year."""

    month: int
    year: int | None = None

    def at(self, ref: str | None, aim: Aim = BACK) -> Pair | None:
        """See :class:`When`.

        >>> Month(2).at("2024-04-10"), Month(9).at("2024-04"), Month(9).at("2024-04", Aim(forward=True)), Month(9).at("2024")
        (('2024-02', '2024-02'), ('2023-09', '2023-09'), ('2024-09', '2024-09'), None)
        """
        return Part(1, self.month, self.year).at(ref, aim)


@dataclass(frozen=True, slots=True)
class Part:
    """The n-th part of a year, ``size`` months long: a month, quarter or semester."""

    size: int
    index: int
    year: int | None = None

    def _pair(self, year: int) -> Pair:
        last = year * 12 + self.size * self.index - 1
        return month_iso(last - self.size + 1), month_iso(last)

    def at(self, ref: str | None, aim: Aim = BACK) -> Pair | None:
        """See :class:`When`."""
        if self.year is not None:
            return self._pair(self.year)
        if ref is None or len(ref) == 4:
            return None
        pairs = [self._pair(int(ref[:4]) + step) for step in (-1, 0, 1)]
        return _choose([(first_day(a), last_day(b), (a, b)) for a, b in pairs], ref[:7], aim)


@dataclass(frozen=True, slots=True)
class Season:
    """A season (1 spring … 4 winter), told at the precision of the year."""

    index: int
    year: int | None = None

    def at(self, ref: str | None, aim: Aim = BACK) -> Pair | None:
        """See :class:`When`.

        >>> Season(2).at("2024-03-01"), Season(3).at("2026-01-02", Aim(nearest=True))
        (('2023', '2023'), ('2025', '2025'))
        """
        if self.year is not None:
            return f"{self.year:04d}", f"{self.year:04d}"
        if ref is None or len(ref) == 4:
            return None
        candidates = []
        for year in range(int(ref[:4]) - 2, int(ref[:4]) + 3):
            first = date(year, 3 * self.index, 1)
            last = first + timedelta(days=110)
            candidates.append((first, last, (f"{first.year:04d}", f"{last.year:04d}")))
        return _choose(candidates, ref, aim)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month (or several in a row), with or without its year."""

    month: int
    day: int
    year: int | None = None
    until: int | None = None

    def at(self, ref: str | None, aim: Aim = BACK) -> Pair | None:
        """See :class:`When`.

        >>> Day(4, 9).at("2024-04-10"), Day(12, 16).at("2025-01"), Day(4, 9).at(None)
        (('2024-04-09', '2024-04-09'), ('2024-12-16', '2024-12-16'), None)
        """
        last = self.until or self.day
        if self.year is not None:
            days = [(self.year, valid(self.year, self.month, self.day) and valid(self.year, self.month, last))]
        elif ref is None or len(ref) == 4:
            return None
        else:
            years = range(int(ref[:4]) - 4, int(ref[:4]) + 5)
            days = [(y, valid(y, self.month, self.day) and valid(y, self.month, last)) for y in years]
        fits = [(date(y, self.month, self.day), date(y, self.month, last)) for y, right in days if right]
        candidates = [(a, b, (a.isoformat(), b.isoformat())) for a, b in fits]
        if self.year is not None or ref is None:
            return candidates[0][2] if candidates else None
        return _choose(candidates, ref, aim) if candidates else None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week (0 is Monday)."""

    index: int

    def at(self, ref: str | None, aim: Aim = BACK) -> Pair | None:
        """See :class:`When`.

        >>> Weekday(1).at("2024-04-10"), Weekday(1).at("2024-04-10", Aim(forward=True)), Weekday(1).at("2024-04")
        (('2024-04-09', '2024-04-09'), ('2024-04-16', '2024-04-16'), None)
        """
        if ref is None or len(ref) < 10:
            return None
        today = date.fromisoformat(ref)
        near = [today + timedelta(days=step) for step in range(-7, 8)]
        days = [day for day in near if day.weekday() == self.index]
        return _choose([(d, d, (d.isoformat(), d.isoformat())) for d in days], ref, aim)


@dataclass(frozen=True, slots=True)
class Shift:
    """The day, month, year … that many units from the reference: yesterday, last year, this decade."""

    unit: str
    count: int = 0

    def at(self, ref: str | None, aim: Aim = BACK) -> Pair | None:
        """See :class:`When`. A week is told by its month.

        >>> Shift("year", -1).at("2024-04"), Shift("decade").at("2024"), Shift("quarter").at("2024-05-01")
        (('2023', '2023'), ('2020', '2029'), ('2024-04', '2024-06'))
        """
        if ref is None:
            return None
        years = {"year": 1, "decade": 10, "century": 100}.get(self.unit)
        if years:
            first = (int(ref[:4]) // years + self.count) * years
            return Years(first, first + years - 1).at(ref) if 0 < first < 9900 else None
        moved = shift(ref, self.unit, self.count)
        if moved is None or len(moved) == 4:
            return None
        if self.unit == "day":
            return moved, moved
        size = unit_months(self.unit) or 1
        return Part(size, (int(moved[5:7]) - 1) // size + 1, int(moved[:4])).at(ref)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A length of time: ``count`` units; ``sense`` is ``next``, ``last``, ``first``, ``later``, ``earlier`` or nothing."""

    unit: str
    count: float
    sense: str = ""

    @property
    def duration(self) -> str:
        """ISO 8601.

        >>> Stretch("year", 5).duration
        'P5Y'
        """
        return iso_duration(self.unit, self.count)

    def at(self, ref: str | None, aim: Aim = BACK) -> Pair | None:
        """The point that lies so far from the reference, forward or back."""
        moved = shift(ref, self.unit, self.count if aim.forward else -self.count) if ref else None
        return (moved, moved) if moved else None
