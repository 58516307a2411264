"""Figures to which a noun or unit may belong: a number, or two that make a range, with the bound words around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from aiextract.events import Bound, Quantity, Span, plain_number
from aiextract.lexicon.compile import alternation
from aiextract.lexicon.load import table
from aiextract.recognise.bounds import bound_of, per_of
from aiextract.recognise.numbers import EXACT, Number, numbers_in

__all__ = ["Figure", "clause_start", "figures_in", "quantity"]

_GAP = table("quantities")["gap"]
_BETWEEN = re.compile(rf"[ ]?(?:{alternation(_GAP['between'])})[ ]?")
_OPENS = re.compile(rf"(?<![a-z])(?:{alternation(_GAP['between_opens'])})[ ]+$")
_OF = alternation(_GAP["of"])
_RAISED = re.compile(rf"(?<![a-z])(?:{alternation(_GAP['raised'])})(?![a-z])[^.;:!?\n]{{0,30}}(?:(?<=[ ])|(?<='))(?:{_OF})[ ]*$")
_CLAUSE = re.compile(r"[;:!?()\n]|[.,](?![0-9])")
_OF_WHAT = re.compile(rf"[ ]+(?:{_OF})[ ]*[a-z-]+(?=[ ])")  # "100 000 tonnes [d'ingrédients] par an"
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in front of something, with the end of what stands before it (``floor``); ``first`` opens a range."""

    number: Number
    floor: int
    first: Number | None = None

    @property
    def start(self) -> int:
        """Where the words of the figure start."""
        return self.first.start if self.first else self.number.start


def figures_in(folded: str) -> list[Figure]:
    """The figures of a folded text, left to right.

    >>> [(str(f.first and f.first.value), str(f.number.value)) for f in figures_in("entre 20 et 30 mw, puis 5 km")]
    [('20', '30'), ('None', '5')]
    """
    figures: list[Figure] = []
    previous: Number | None = None
    floor = 0
    for number in numbers_in(folded):
        first = previous if previous and _pair(folded, previous, number) else None
        figures = figures[:-1] if first else figures
        figures.append(Figure(number, floor if first is None else figures[-1].number.end if figures else 0, first))
        floor = number.end
        previous = None if first else number
    return figures


def _pair(folded: str, first: Number, second: Number) -> bool:
    """Whether two numbers make one range: "entre 20 et 30", "20 à 30", "10-12"."""
    gap = _BETWEEN.fullmatch(folded, first.end, second.start)
    if gap is None or first.year_like or (first.value >= second.value and first.scale == second.scale):
        return False
    opened = _OPENS.search(folded, max(0, first.start - 12), first.start) is not None
    return opened or gap[0].strip() not in _GAP["and"]


def clause_start(folded: str, at: int, reach: int = 90) -> int:
    """Where the clause of an offset starts, at most ``reach`` characters in front of it."""
    floor = max(0, at - reach)
    last = floor
    for match in _CLAUSE.finditer(folded, floor, at):
        last = match.end()
    return last


def _plain(value: Decimal, factor: Decimal) -> Decimal:
    return Decimal(plain_number(EXACT.multiply(value, factor)))


def quantity(text: str, folded: str, figure: Figure, end: int, kind: str, unit: str, factor: Decimal = _ONE) -> Quantity:
    """The quantity of a figure whose noun or unit ends at ``end``."""
    number, first = figure.number, figure.first
    low: Decimal | None
    high: Decimal | None
    value = _plain(number.value, factor)
    low = high = value
    bound: Bound = "about" if number.sense == "about" else "exact"
    start = figure.start
    if first is not None and _RAISED.search(folded, max(0, first.start - 60), first.start):
        start = number.start
    elif first is not None:
        scale = number.scale if first.scale == 1 and first.value < number.value / number.scale else _ONE
        low, bound = _plain(EXACT.multiply(first.value, scale), factor), "between"
    elif number.sense == "vague":
        bound, high = "vague", None
    elif found := bound_of(folded, start, end, figure.floor):
        bound = found.bound
        low, high = (None if bound in ("at_most", "less_than") else low), (None if bound in ("at_least", "more_than", "vague") else high)
    per = per_of(folded, start, end, figure.floor)
    if per is None and (what := _OF_WHAT.match(folded, end)):
        per = per_of(folded, start, what.end(), figure.floor)
    return Quantity(kind, low, high, unit, bound, per, Span.of(text, start, end))
