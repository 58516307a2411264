"""Figures that are no money: jobs, headcounts, shares of capital and physical quantities.

Numbers are read as French (:mod:`aiextract.recognise.numbers`); units are named as in quantulum3's tables, which are loaded
only by :func:`to_quantulum`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from aiextract.events import Quantity
from aiextract.lexicon.compile import alternation
from aiextract.lexicon.load import table
from aiextract.recognise.figures import Figure, clause_start, figures_in, quantity
from aiextract.recognise.stakes import percent_end, stake_at, stakes_in_words
from aiextract.text.fold import fold, fold_marks

__all__ = ["find_quantities", "to_quantulum"]

_T = table("quantities")
_NOUNS, _VERBS, _GAP = _T["nouns"], _T["verbs"], _T["gap"]
_UNITS: list[dict[str, Any]] = table("units")["unit"]
_BY_WORD = {word: unit for unit in _UNITS for word in unit.get("words", ())}
_BY_SYMBOL = {symbol: unit for unit in _UNITS for symbol in unit.get("symbols", ())}
_END = r"(?![a-z0-9])"
_OF = rf"(?:[ ]+(?:{alternation(_GAP['of'])})(?:(?=[ ])|(?<=')))?"
_BREAK = re.compile(r"(?<!\n)\n(?!\n)")
_WORD = re.compile(rf"{_OF}[ ]*(?P<unit>{alternation(_BY_WORD)})(?![a-z0-9²³])")
_SYMBOL = re.compile(rf"[ ]{{0,2}}(?P<unit>{alternation(_BY_SYMBOL)})(?![\w²³])")
_NOUN = re.compile(
    rf"""{_OF}(?:[ ]+(?:{alternation(_GAP["fillers"])}))?[ ]*
         (?:(?P<jobs>{alternation(_NOUNS["jobs"])})|(?P<staff>{alternation(_NOUNS["staff"])})|(?P<people>{alternation(_NOUNS["people"])})){_END}""",
    re.VERBOSE,
)
_AMONG = re.compile(rf"[ ]+(?:{alternation(_GAP['among'])})[ ]+$")
_NOT_FOLLOWED = re.compile(rf"[ ]+(?:{alternation(_NOUNS['not_followed'])}){_END}")


def _verbs(kind: str) -> str:
    return alternation(_VERBS[kind]).replace(r"\*", "[a-z]*")


_FRONT = re.compile(rf"(?<![a-z])(?:(?P<hire>{_verbs('hire')})|(?P<staff>{_verbs('staff')})|(?P<cut>{_verbs('cut')}))(?![a-z])")
_OWN = re.compile(rf"(?<![a-z])(?:{alternation(_VERBS['own'])})[ ]+(?:[a-z]+[ ]+)?$")
_TAKING = re.compile(rf"(?<![a-z])(?:{_verbs('taking')})[ ]+$")
_STOP = re.compile(r"[ ]*(?:[.,;:!?)\n]|$)")
_TAIL = re.compile(rf"[^.;:!?\n]{{0,24}}?[ ](?:(?P<less>{_verbs('less')})|(?P<more>{_verbs('more')})){_END}")
_JOB_UNITS = {"jobs": "job", "job_cuts": "job", "headcount": "person"}


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Jobs, headcounts, shares of capital and physical quantities, sorted, not overlapping.

    >>> [(q.kind, str(q.low), q.unit, q.span.text) for q in find_quantities("12 % du capital, 1,4 GW et une centaine d'emplois")]
    [('stake', '12', 'percent', '12 %'), ('power', '1.4', 'gigawatt', '1,4 GW'), ('jobs', '100', 'job', "une centaine d'emplois")]
    """
    folded = _BREAK.sub(" ", fold(text))
    plain = _BREAK.sub(" ", fold_marks(text))
    figures = figures_in(folded)
    found = list(stakes_in_words(text, folded))
    for figure, following in zip(figures, [*figures[1:], None], strict=False):
        read = _read(text, folded, plain, figure) or _among(text, folded, figure, following)
        if read is not None:
            found.append(read)
    return _apart(found)


def _apart(found: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """Sorted, the first and longest where two overlap."""
    kept: list[Quantity] = []
    for one in sorted(found, key=lambda q: (q.span.start, -q.span.end)):
        if not kept or one.span.start >= kept[-1].span.end:
            kept.append(one)
    return tuple(kept)


def _read(text: str, folded: str, plain: str, figure: Figure) -> Quantity | None:
    at = figure.number.end
    if (percent := percent_end(folded, at)) is not None:
        return stake_at(text, folded, figure, percent)
    if noun := _NOUN.match(folded, at):
        kind = _job_kind(folded, figure, noun)
        return quantity(text, folded, figure, noun.end(), kind, _JOB_UNITS[kind]) if kind else None
    match = _SYMBOL.match(plain, at)
    unit = _BY_SYMBOL[match["unit"]] if match else None
    if match is None and (match := _WORD.match(folded, at)):
        unit = _BY_WORD[" ".join(match["unit"].split())]
    if match is None or unit is None:
        taken = _STOP.match(folded, at) and _TAKING.search(folded, max(0, figure.start - 30), figure.start)
        return quantity(text, folded, figure, at, "jobs", "job") if taken and not figure.number.year_like else None
    return quantity(text, folded, figure, match.end(), unit["entity"], unit["name"], Decimal(unit.get("factor", "1")))


def _among(text: str, folded: str, figure: Figure, following: Figure | None) -> Quantity | None:
    """ "226 des 228 emplois": the first figure counts."""
    if following is None or following.number.start - figure.number.end > 16:
        return None
    if not _AMONG.fullmatch(folded, figure.number.end, following.start):
        return None
    noun = _NOUN.match(folded, following.number.end)
    kind = _job_kind(folded, figure, noun) if noun else ""
    return quantity(text, folded, figure, noun.end(), kind, _JOB_UNITS[kind]) if noun and kind else None


def _job_kind(folded: str, figure: Figure, noun: re.Match[str]) -> str:
    """What a count of jobs or people is: ``jobs``, ``job_cuts``, ``headcount`` or "" for nothing."""
    if _NOT_FOLLOWED.match(folded, noun.end()):
        return ""
    front = clause_start(folded, figure.start)
    verb = ""
    for match in _FRONT.finditer(folded, front, figure.start):
        verb = match.lastgroup or ""
    if _OWN.search(folded, front, figure.start):
        verb = verb or "staff"
    tail = _TAIL.match(folded, noun.end())
    if verb == "cut" or (tail and tail["less"]):
        return "job_cuts"
    if verb == "hire" or (tail and tail["more"]):
        return "jobs"
    if noun["jobs"]:
        return "headcount" if verb == "staff" else "jobs"
    return "headcount" if verb == "staff" or noun["staff"] else ""


def to_quantulum(quantity: Quantity) -> Any:
    """A physical quantity as a ``quantulum3.classes.Quantity`` (loads quantulum3, 2 s the first time).

    Raises :class:`~aiextract.errors.OptionError` where quantulum3 has no such unit.
    """
    from quantulum3 import classes, load

    from aiextract.errors import OptionError

    unit = load.units().names.get(quantity.unit)
    value = quantity.low if quantity.low is not None else quantity.high
    if unit is None or value is None:
        raise OptionError(f"quantulum3 has no unit {quantity.unit!r}; it knows physical units such as 'gigawatt' or 'hectare'")
    span = (quantity.span.start, quantity.span.end)
    return classes.Quantity(value=float(value), unit=unit, surface=quantity.span.text, span=span)
