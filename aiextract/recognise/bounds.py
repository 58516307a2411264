"""Words around an amount that say how firm it is (bound) and how often it falls due (per)."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from aiextract.events import Bound
from aiextract.lexicon.compile import alternation
from aiextract.lexicon.load import table

__all__ = ["Bounded", "bound_of", "elided", "per_of"]

_DATA: dict[str, Any] = table("amounts")
_WINDOW = 52


class Bounded(NamedTuple):
    """A bound, and where the words that say it start and end."""

    bound: Bound
    start: int
    end: int


def elided(phrases: list[str]) -> list[str]:
    """Phrases with the forms of their last preposition.

    >>> elided(["plus de"])
    ['plus de', "plus d'", 'plus des', 'plus du']
    """
    forms = []
    for phrase in phrases:
        forms.append(phrase)
        if phrase.endswith(" de"):
            forms += [phrase[:-2] + tail for tail in ("d'", "des", "du")]
        elif phrase.endswith((" a", "'a")):
            forms += [phrase[:-1] + tail for tail in ("aux", "au")]
    return forms


def _pattern(phrases: list[str]) -> str:
    return alternation(phrases).replace(r"\*", "[a-z]*").replace(r"\ +", r"[ \n]+")


BOUND_NAMES: tuple[Bound, ...] = ("about", "at_least", "more_than", "at_most", "less_than")
_FRONT = {name: elided(words) for name, words in _DATA["bounds"].items()}
_ARTICLES = alternation(elided(_DATA["articles"]["words"])).replace(r"\ +", r"[ \n]+")


def _groups(tables: dict[str, list[str]], *, but: tuple[str, ...] = ()) -> str:
    """A named group for each table of phrases."""
    return "|".join(f"(?P<{name}>{_pattern(words)})" for name, words in tables.items() if name not in but)


_BEFORE = re.compile(rf"(?<![a-z0-9])(?:{_groups(_FRONT)})(?:(?<=')|[ \n]{{0,3}})(?:(?:{_ARTICLES})(?:(?<=')|[ \n]+)){{0,2}}$")
_NO_BOUND = re.compile(rf"(?:{alternation(_DATA['bounds_exact']['phrases'])})$")
# Behind: "au maximum", "(environ)"; not where it opens the next amount ("au moins 5").
_BEHIND = re.compile(rf"(?:[ ]+|(?=,))(?P<open>\()?(?:{_groups(_DATA['bounds_behind'])})(?![a-z0-9'])(?(open)\)|(?![ ]+[0-9]))")
_PER = re.compile(
    rf"""(?:[ ](?:{_pattern(_DATA["per"]["skip"])})(?=[ /]))? [ ]{{0,2}}\n? (?!{_pattern(_DATA["per"]["never"])})
         (?:{_groups(_DATA["per"], but=("never", "skip"))})(?![a-z0-9])""",
    re.VERBOSE,
)
_PER_BEFORE = re.compile(rf"(?<![a-z0-9])(?:{_groups(_DATA['per_before'])})[ ,]+(?:(?:{_ARTICLES})[ ]*)?$")
_LAST = re.compile(r"[a-z0-9~≈±><≥≤'.][ \n]*$")


def bound_of(folded: str, start: int, end: int, floor: int) -> Bounded | None:
    """The bound of an amount that stands from ``start`` to ``end``; words before ``floor`` belong to something else.

    >>> bound_of("pas moins de 3 milliards", 13, 24, 0)
    Bounded(bound='at_least', start=0, end=13)
    """
    found = _bound_before(folded, start, floor)
    if found is not None and found.bound != "about":
        return found
    outer = found and _bound_before(folded, found.start, floor)
    if outer is not None:
        return outer
    if behind := _BEHIND.match(folded, end):
        return Bounded(_name(behind), behind.start(), behind.end())
    return found


def _name(found: re.Match[str]) -> Bound:
    return next(name for name in BOUND_NAMES if found.groupdict().get(name))


def _bound_before(folded: str, start: int, floor: int) -> Bounded | None:
    window = max(floor, start - _WINDOW)
    if not _LAST.search(folded, max(window, start - 4), start):
        return None
    before = _BEFORE.search(folded, window, start)
    if before is None or _NO_BOUND.search(folded, window, start):
        return None
    return Bounded(_name(before), before.start(), start)


def per_of(folded: str, start: int, end: int, floor: int) -> str | None:
    """How often an amount falls due: ``year``, ``month`` … or None.

    >>> per_of("4 millions d'euros par an", 0, 18, 0)
    'year'
    """
    behind = _PER.match(folded, end)
    if behind is None and (bounded := _BEHIND.match(folded, end)):
        behind = _PER.match(folded, bounded.end())
    if behind:
        return behind.lastgroup
    before = _PER_BEFORE.search(folded, max(floor, start - 30), start)
    return before.lastgroup if before else None
