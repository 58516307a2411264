"""Lengths of time in a folded text: "cinq ans", "trois à cinq ans", "les deux prochaines années", "neuf premiers mois de 2025"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from aiextract.lexicon.compile import alternation
from aiextract.lexicon.load import table
from aiextract.recognise.moments import Part, Stretch, When
from aiextract.recognise.numbers import numbers_in

__all__ = ["YEAR", "Core", "lengths", "opens_word"]

_T = table("periods")
_LENGTHS = _T["lengths"]
_GAP = r"[ ]{1,3}"
YEAR = r"(?:19[0-9]{2}|20[0-9]{2}|2100)(?![0-9])"


class Core(NamedTuple):
    """A core with what it ``needs`` in front to be a date: ``lead`` any marker, link or modifier, ``det`` a determiner,
    ``frame`` a modifier or marker, ``length`` a marker of lengths, ``the`` an article, ``follow`` a determiner and a reference."""

    start: int
    end: int
    when: When
    needs: str = ""


_UNIT = re.compile(
    rf"""(?:[ ]+(?:{alternation(_LENGTHS["links"])})[ ]*|(?<=[a-z0-9])[ ]{{0,3}}(?:{alternation(_LENGTHS["links"])})?|[ ]+)
         (?:[ ]*(?P<sense>{alternation([*_LENGTHS["next"], *_LENGTHS["last"], *_LENGTHS["first"], *_LENGTHS["plain"]])})[ ]+)?
         [ ]*\n?(?P<unit>{alternation(_T["units"])})(?![a-z])
         (?P<half>[ ]+(?:{alternation(_LENGTHS["half"])})(?![a-z]))?
         (?:[ ]+(?P<behind>{alternation([*_LENGTHS["next_behind"], *_LENGTHS["last_behind"]])})(?![a-z]))?""",
    re.VERBOSE,
)
_OF_YEAR = re.compile(
    rf"{_GAP}(?:{alternation(_T['year_words']['of'])})[ ]{{0,2}}(?:(?:{alternation(_T['year_words']['lead'])}){_GAP})?(?P<year>{YEAR})"
)
_OF_THIS_YEAR = re.compile(rf"{_GAP}(?:{alternation([*_T['suffixes']['this_year'], *_T['suffixes']['last_year']])})(?![a-z])")
_LAST_OR_NEXT = alternation([*_LENGTHS["next"], *_LENGTHS["last"]])
_LAST_OR_NEXT_BEHIND = alternation([*_LENGTHS["next_behind"], *_LENGTHS["last_behind"], *_LENGTHS["next"], *_LENGTHS["last"]])
_UNIT_ALONE = alternation(_LENGTHS["alone"])
_ALONE = re.compile(
    rf"""(?P<before>{_LAST_OR_NEXT})[ ]+(?P<unit>{_UNIT_ALONE})(?![a-z])
       | (?P<unit2>{_UNIT_ALONE})[ ]+(?P<behind>{_LAST_OR_NEXT_BEHIND})(?![a-z])""",
    re.VERBOSE,
)
_BETWEEN = re.compile(rf"[ ]+(?:{alternation(_LENGTHS['between'])})[ ]+$")


def opens_word(folded: str, at: int) -> bool:
    """Whether a word or number may start here: not inside another one."""
    if at == 0:
        return True
    before = folded[at - 1]
    if before.isalnum() or before in "_@#":
        return False
    digit = folded[at].isdigit()
    if digit and before in ".,/-'+" and at > 1 and (folded[at - 2].isdigit() or before == "+"):
        return False
    return not (digit and before == " " and at > 1 and folded[at - 2].isdigit())


def lengths(folded: str) -> Iterator[Core]:
    """Lengths of time: "cinq ans", "trois à cinq ans", "les deux prochaines années", "un an et demi", "la prochaine décennie"."""
    previous = None
    for number in numbers_in(folded):
        unit = _UNIT.match(folded, number.end)
        if unit and number.scale == 1 and 0 < number.value < 1000:
            start = number.start
            if previous and _BETWEEN.fullmatch(folded, previous.end, number.start) and previous.value < number.value:
                start = previous.start
            count = float(number.value) + (0.5 if unit["half"] else 0)
            if (opening := _opening_months(folded, number.start, unit, count)) is not None:
                yield opening
            yield Core(start, unit.end(), Stretch(_T["units"][unit["unit"]], count, _sense(unit["sense"] or unit["behind"])), "length")
        previous = number
    for match in _ALONE.finditer(folded):
        if opens_word(folded, match.start()):
            words = match["before"] or match["behind"]
            yield Core(match.start(), match.end(), Stretch(_T["units"][match["unit"] or match["unit2"]], 1, _sense(words)), "length")


def _opening_months(folded: str, start: int, unit: re.Match[str], count: float) -> Core | None:
    """ "Neuf premiers mois de 2025": the part of that year; None for any other length."""
    if unit["sense"] not in _LENGTHS["first"] or _T["units"][unit["unit"]] != "month" or not 0 < count <= 12:
        return None
    if dated := _OF_YEAR.match(folded, unit.end()):
        return Core(start, dated.end(), Part(int(count), 1, int(dated["year"])))
    return Core(start, unit.end(), Part(int(count), 1), "opening") if _OF_THIS_YEAR.match(folded, unit.end()) else None


def _sense(word: str | None) -> str:
    if not word:
        return ""
    words = " ".join(word.split())
    kinds = (("next", "next"), ("next_behind", "next"), ("last", "last"), ("last_behind", "last"), ("first", "first"))
    return next((sense for kind, sense in kinds if words in _LENGTHS[kind]), "")
