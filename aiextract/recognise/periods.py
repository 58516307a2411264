"""French time expressions: deadlines, starts, spans, points and durations, on characters.

A core ("2028", "cinq ans", "mardi") is read by :mod:`aiextract.recognise.period_cores`; the words in front of it ("d'ici à la fin
de") and behind it ("prochain", "au soir") say what it is; two of them may make one span ("de 2024 à 2028").
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from aiextract.events import Period, Span
from aiextract.lexicon.load import table
from aiextract.recognise.calendar import iso_prefix, shift
from aiextract.recognise.moments import BACK, Aim, Day, Month, Part, Season, Shift, Stretch, Weekday, Years
from aiextract.recognise.period_cores import find_cores
from aiextract.recognise.period_frames import Expression, frame, length_kind, spelt_back
from aiextract.text.fold import fold

__all__ = ["find_periods"]

Role = Literal["point", "deadline", "start", "span", "duration"]
_T = table("periods")
_RANGES = _T["ranges"]
_LEAD = re.compile(rf"[ ]{{1,2}}(?:{spelt_back(_RANGES['lead'])})(?![a-z0-9])")
_BREAK = re.compile(r"(?<!\n)\n(?!\n)")


def find_periods(text: str, published: str | None = None) -> tuple[Period, ...]:
    """The time expressions of a text, sorted, not overlapping; ``published`` is the ISO date that relative ones start from.

    >>> [(p.span.text, p.start, p.end, p.duration, p.role) for p in find_periods("Annoncé mardi, versé d'ici deux ans.", "2024-04-10")]
    [('mardi', '2024-04-09', '2024-04-09', None, 'point'), ("d'ici deux ans", None, '2026-04', 'P2Y', 'deadline')]
    """
    ref = iso_prefix(published)
    folded = _BREAK.sub(" ", fold(text))
    backwards = folded[::-1]
    exprs = [expr for core in find_cores(text, folded) if (expr := frame(text, folded, backwards, core))]
    periods: list[Period] = []
    spoken: tuple[str, ...] = ()
    at = 0
    while at < len(exprs):
        expr = exprs[at]
        pair = _range(folded, backwards, expr, exprs[at + 1], ref) if at + 1 < len(exprs) else None
        if pair is not None:
            start, end, values = pair
            period: Period | None = _period(text, start, end, *values, None, "span")
            at += 2
        else:
            period = _single(text, expr, ref, spoken)
            at += 1
        if period is None or (periods and period.span.start < periods[-1].span.end):
            continue
        periods.append(period)
        if period.role in ("point", "start") and period.start and not isinstance(expr.core.when, Stretch):
            spoken = (*(date for date in spoken if len(date) > len(period.start)), period.start)
    return tuple(periods)


def _period(text: str, start: int, end: int, first: str | None, last: str | None, duration: str | None, role: Role) -> Period:
    return Period(first, last, duration, role, Span.of(text, start, end))


def _single(text: str, expr: Expression, ref: str | None, spoken: tuple[str, ...]) -> Period | None:
    """The period of one expression."""
    when = expr.core.when
    if isinstance(when, Stretch):
        return _length(text, expr, when, ref, spoken)
    pair = _resolve(expr, ref, spoken)
    if expr.core.needs == "follow" and pair is None:
        return None
    if pair is None and expr.core.needs == "" and isinstance(when, Day) and when.year is not None:
        return None
    role: Role = str(_T["markers"][expr.group]["role"]) or "point" if expr.group else "point"  # type: ignore[assignment]
    if "deadline" in expr.suffixes:
        role = "deadline"
    if "start" in expr.suffixes:
        role = "start"
    if role == "point" or expr.group == "within":
        several = (isinstance(when, Years) and when.first != when.last) or (isinstance(when, Day) and when.until)
        role = "span" if several else "point" if expr.core.needs != "frame" else role
    first, last = pair or (None, None)
    return _period(text, expr.start, expr.end, None if role == "deadline" else first, None if role == "start" else last, None, role)


def _resolve(expr: Expression, ref: str | None, spoken: tuple[str, ...]) -> tuple[str, str] | None:
    when = expr.core.when
    for kind, step in (("this_year", 0), ("next_year", 1), ("last_year", -1)):
        if kind in expr.suffixes and isinstance(when, Month | Part | Season):
            return replace(when, year=int(ref[:4]) + step).at(ref) if ref else None
    if "same_year" in expr.suffixes and isinstance(when, Month | Part | Season):
        return replace(when, year=int(spoken[-1][:4])).at(ref) if spoken else None
    if expr.core.needs == "follow" and isinstance(when, Shift):
        pair = when.at(_last(spoken, when.unit))
        return pair or (when.at(ref) if when.count < 0 else None)
    pair = when.at(ref, expr.aim)
    if pair and isinstance(when, Shift) and when.unit in ("decade", "century") and expr.mod:
        part = _T["modifiers"][expr.mod]
        return (pair[1], pair[1]) if part == "last" else (pair[0], pair[0]) if part == "first" else pair
    return pair


def _last(spoken: tuple[str, ...], unit: str) -> str | None:
    """Of the dates spoken of before, the last that is precise enough to count such units from."""
    needed = 10 if unit in ("day", "week") else 4 if unit in ("year", "decade") else 7
    return next((date for date in reversed(spoken) if len(date) >= needed), None)


def _length(text: str, expr: Expression, when: Stretch, ref: str | None, spoken: tuple[str, ...]) -> Period | None:
    """The period that a length makes with the words around it."""
    if expr.core.needs == "adjective":
        return _period(text, expr.core.start, expr.core.end, None, None, when.duration, "duration")
    kind = length_kind(expr)
    forth = when.at(ref, Aim(forward=True)) or (None, None)
    back = when.at(ref) or (None, None)
    duration: str | None = when.duration
    first: str | None = None
    last: str | None = None
    role: Role = "duration"
    if kind in ("next", "deadline"):
        role, last = "deadline", forth[1]
    elif kind == "ahead":
        role, (first, last) = "point", forth
    elif kind == "ago":
        role, (first, last) = "point", back
    elif kind == "since":
        role, first = "start", back[0]
    elif kind == "last":
        role, first, last = "span", back[0], shift(ref, when.unit, 0) if ref and back[0] else None
    elif kind in ("later", "earlier"):
        moved = when.at(_last(spoken, when.unit) or (ref if kind == "earlier" else None), Aim(forward=kind == "later"))
        role, (first, last) = "point", moved or (None, None)
    if kind in ("ago", "since", "later", "earlier") and when.unit in ("year", "decade"):
        first, last = first and first[:4], last and last[:4]  # "two years ago" is no month
    return _period(text, expr.start, expr.end, first, last, duration, role)


def _range(
    folded: str, backwards: str, left: Expression, right: Expression, ref: str | None
) -> tuple[int, int, tuple[str | None, str | None]] | None:
    """Two expressions that make one span: "de 2024 à 2028", "entre fin 2025 et début 2026", "janvier-mars 2025"."""
    if isinstance(left.core.when, Stretch) or isinstance(right.core.when, Stretch) or right.core.start - left.end > 40:
        return None
    gap = folded[left.end : right.start].strip()
    opened = left.opener in _RANGES["from"]
    alike = type(left.core.when) is type(right.core.when)
    if gap in _RANGES["and"]:
        joined = left.opener in _RANGES["between"]
    elif gap == "-":
        joined = alike and not right.links and (isinstance(left.core.when, Month) or bool(left.mod and right.mod))
    else:
        joined = (
            gap == ""
            and right.opener in _RANGES["to"]
            and (opened or (alike and not left.group and set(left.links) <= set(_RANGES["plural"])))
        )
    if not joined:
        return None
    start = left.outer if opened else left.start
    if lead := _LEAD.match(backwards, len(folded) - start):
        start = len(folded) - lead.end()
    return start, right.end, _ends(left, right, ref)


def _ends(left: Expression, right: Expression, ref: str | None) -> tuple[str | None, str | None]:
    """First and last date of a span; a year named once holds for both ends."""
    dated = getattr(left.core.when, "year", 0) is not None and not isinstance(left.core.when, Weekday | Shift)
    if dated:
        first = left.core.when.at(ref)
        last = right.core.when.at(first[0], Aim(forward=True)) if first else None
    else:
        last = right.core.when.at(ref, right.aim)
        first = left.core.when.at(last[1], BACK) if last else None
    return (first[0] if first else None), (last[1] if last else None)
