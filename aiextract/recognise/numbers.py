"""French numbers on characters: digits in every grouping, number words up to 10^18, nouns in -aine and vague plurals.

Everything works on a folded text (:func:`aiextract.text.fold.fold`), which keeps offsets; words stand in ``numbers.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from typing import Literal

from aiextract.lexicon.compile import alternation
from aiextract.lexicon.load import table
from aiextract.text.fold import fold

__all__ = ["EXACT", "START", "Number", "find_numbers", "number_at", "numbers_in"]

Sense = Literal["exact", "about", "vague"]
ONE = Decimal(1)
EXACT = Context(prec=80)  # arithmetic that never rounds, whatever the caller's decimal context
_WORDS = table("numbers")
_PLAIN: dict[str, int] = {**_WORDS["units"], **_WORDS["hundreds"], **_WORDS["thousands"]}
_POWERS: dict[str, int] = {**_WORDS["scales"], **_WORDS["scales_about"]}
_ABOUTS: dict[str, int] = _WORDS["abouts"]
_MOST_DIGITS = 24


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: ``value`` is ``base`` times its ``scale`` (1 where no "millions" stands behind it).

    ``sense`` is ``about`` for "une quinzaine", ``vague`` for "plusieurs milliards" (the value is then the unit named).
    ``digits`` says that it was written in digits, ``plain`` that no separator stands in them (so that it may be a year).
    """

    value: Decimal
    scale: Decimal
    start: int
    end: int
    sense: Sense = "exact"
    digits: bool = False
    plain: bool = False

    @property
    def year_like(self) -> bool:
        """Whether it may be a year: four bare digits from 1900 to 2100."""
        return self.plain and self.end - self.start == 4 and 1900 <= self.value <= 2100


# Digits: 1 500,50 · 1.500 · 1'000'000 · 1,234,567.8 · 2,9 · 2025. A year never starts a group: its four digits are no head of one.
_DIGITS = re.compile(
    r"""(?P<french>[0-9]{1,3} (?: (?P<sep>[ .']) [0-9]{3} (?: (?P=sep) [0-9]{3} ){0,5} ) (?![0-9]) ) (?P<rest>,[0-9]{1,9})? (?![0-9])
      | (?P<english>[0-9]{1,3} (?: ,[0-9]{3} ){2,5} ) (?P<tail>\.[0-9]{1,9})? (?![0-9])
      | (?P<plain>[0-9]{1,24}) (?: [.,] (?P<fraction>[0-9]{1,9}) )? (?![0-9]|[.,][0-9])""",
    re.VERBOSE,
)
_RUN = re.compile(rf"(?:{alternation(_PLAIN)})(?![a-z0-9])(?:[ -]+\n?(?:et[ -]+)?(?:{alternation(_PLAIN)})(?![a-z0-9])){{0,20}}")
_RUN_WORD = re.compile(r"[a-z]+")
_POINT = re.compile(rf"[ -]+(?:{alternation(_WORDS['words']['point'])})[ -]+")
_SCALE = re.compile(
    rf"""[ -]{{0,3}}\n?[ ]{{0,2}}                                             # "2,9 milliards", "demi-milliard", a broken line
         (?:(?:{alternation(_WORDS["words"]["fillers"])})[ ]+)?               # "100 autres millions"
         (?P<scale>{alternation(_POWERS)})(?![a-z0-9])""",
    re.VERBOSE,
)
_OF_SCALE = re.compile(rf"[ ]{{1,2}}\n?[ ]?(?:de[ ]{{1,2}}\n?|d')(?P<scale>{alternation(_POWERS)})(?![a-z0-9])")  # "dizaine de milliards"
_BEFORE = re.compile(rf"(?P<part>{alternation(_WORDS['before'])})[ -]{{1,2}}(?P<scale>{alternation(_POWERS)})(?![a-z0-9])")
_BEHIND = re.compile(rf"[ ]{{1,2}}(?P<part>{alternation(_WORDS['behind'])})(?![a-z0-9])")
_ABOUT = re.compile(rf"(?:(?:{alternation(_WORDS['words']['about_articles'])})[ ]+)?(?P<about>{alternation(_ABOUTS)})(?![a-z0-9])")
_ABOUT_BEHIND = re.compile(rf"[ ]+(?P<about>{alternation(_ABOUTS)})(?![a-z0-9])")  # "deux dizaines de"
_VAGUE = re.compile(
    rf"""(?:{alternation(_WORDS["words"]["plural"])})[ ]+
         (?P<unit>{alternation(w for w in (*_POWERS, *_ABOUTS) if w.endswith("s"))})(?![a-z0-9])""",
    re.VERBOSE,
)
_ONE = re.compile(rf"(?P<scale>{alternation(w for w in _WORDS['scales'] if not w.endswith(('s', 'mille')))})(?![a-z0-9])")
_SINGLE = re.compile(rf"(?<![a-z0-9])(?:{alternation(_WORDS['words']['single'])}) $")
_MORE = re.compile(r"[ -]{1,2}[a-z0-9]")
_NEXT = re.compile(r"[ ]{1,2}(?=[0-9a-z])")
# Where a number may start; the words that open one.
START = re.compile(
    rf"""(?<![a-z0-9])(?<![0-9][.,])(?:[0-9]
      | (?:{alternation((*_PLAIN, *_ABOUTS, *_POWERS, *_WORDS["words"]["plural"], "demi"))})(?![a-z0-9]))""",
    re.VERBOSE,
)


def find_numbers(text: str) -> tuple[Number, ...]:
    """All numbers of a text, left to right, not overlapping.

    >>> [(str(n.value), n.sense) for n in find_numbers("Une quinzaine de sites, 1 500,5 tonnes et deux mille trois cents euros")]
    [('15', 'about'), ('1500.5', 'exact'), ('2300', 'exact')]
    """
    return tuple(numbers_in(fold(text)))


def numbers_in(folded: str, start: re.Pattern[str] = START) -> Iterator[Number]:
    """The numbers of an already folded text, left to right; ``start`` says where one may begin."""
    at = 0
    while found := start.search(folded, at):
        number = number_at(folded, found.start())
        if number is None:
            at = found.end()
        else:
            at = number.end
            yield number


def number_at(folded: str, at: int) -> Number | None:
    """The number that starts at this offset of a folded text, the longest reading.

    >>> str(number_at("deux milliards et demi", 0).value)
    '2.5E+9'
    """
    if "0" <= folded[at : at + 1] <= "9":
        return _sum(folded, at, _digits(folded, at))
    if part := _BEFORE.match(folded, at):
        scale = _power(part["scale"])
        return _scaled(folded, Number(EXACT.multiply(Decimal(_WORDS["before"][_plain_spaces(part["part"])]), scale), scale, at, part.end()))
    if vague := _VAGUE.match(folded, at):
        unit = vague["unit"]
        value = Decimal(_ABOUTS[unit]) if unit in _ABOUTS else _power(unit)
        return _scaled(folded, Number(value, ONE if unit in _ABOUTS else value, at, vague.end(), "vague"))
    if about := _ABOUT.match(folded, at):
        several = about["about"].endswith("s")  # "se chiffre en centaines de millions"
        return _scaled(folded, Number(Decimal(_ABOUTS[about["about"]]), ONE, at, about.end(), "vague" if several else "about"))
    if one := _ONE.match(folded, at):
        single = _SINGLE.search(folded, max(0, at - 12), at)
        return _scaled(folded, Number(_power(one[0]), _power(one[0]), at, one.end())) if single else None
    return _sum(folded, at, _words(folded, at))


def _plain_spaces(words: str) -> str:
    return " ".join(words.split())


def _power(word: str) -> Decimal:
    return ONE.scaleb(_POWERS[word])


def _digits(folded: str, at: int) -> Number | None:
    found = _DIGITS.match(folded, at)
    if found is None:
        return None
    if found["french"]:
        digits = found["french"].replace(found["sep"], "") + (found["rest"] or "").replace(",", ".")
    elif found["english"]:
        digits = found["english"].replace(",", "") + (found["tail"] or "")
    else:
        digits = found["plain"] + ("." + found["fraction"] if found["fraction"] else "")
    value = Decimal(digits)
    if found["sep"] == "." and not found["rest"] and found["french"].count(".") == 1 and _singular(folded, found.end()):
        value = value.scaleb(-3, EXACT)  # "1.127 milliard": a singular stands for less than two
    return Number(value, ONE, at, found.end(), digits=True, plain=bool(found["plain"]))


def _singular(folded: str, at: int) -> bool:
    scale = _SCALE.match(folded, at)
    return bool(scale) and not scale["scale"].endswith("s") and scale["scale"] != "mille"  # type: ignore[index]


def _words(folded: str, at: int) -> Number | None:
    run = _RUN.match(folded, at)
    if run is None:
        return None
    value, end = _run_value(folded, run.start(), run.end())
    point = _POINT.match(folded, end)
    behind = _RUN.match(folded, point.end()) if point else None
    if behind:
        decimals, end = _decimals(folded, behind.start(), behind.end())
        return Number(Decimal(f"{value}.{decimals}"), ONE, at, end)
    return Number(Decimal(value), ONE, at, end)


def _run_value(folded: str, start: int, end: int) -> tuple[int, int]:
    """The value of the longest sound prefix of a run of number words, and where it ends."""
    total = current = 0
    used, empty, after_and = start, True, False
    for word in _RUN_WORD.finditer(folded, start, end):
        name = word[0]
        if name in _WORDS["words"]["and"]:
            after_and = True
            continue
        if after_and and not (current % 100 >= 20 and name in ("un", "une", "onze")):
            break
        step = _PLAIN[name]
        if step == 1000:
            if total or (not empty and current == 0):
                break
            total, current = max(current, 1) * 1000, 0
        elif step == 100:
            if current >= 20 or current == 1 or (not empty and current == 0 and not total):
                break
            current = max(current, 1) * 100
        elif current % 100 == 4 and name in ("vingt", "vingts"):
            current += 76
        elif empty or _fits(current % 100, step, total + current):
            current += step
        else:
            break
        used, empty, after_and = word.end(), False, False
    return total + current, used


def _fits(below: int, step: int, before: int) -> bool:
    """Whether a word below one hundred can follow what was read so far."""
    if below == 0:
        return step > 0 and before > 0
    if below in (60, 80):
        return 0 < step < 20
    return (below >= 20 and below % 10 == 0 and 0 < step < 10) or (below == 10 and 7 <= step <= 9) or (below in (70, 90) and 0 < step < 10)


def _decimals(folded: str, start: int, end: int) -> tuple[str, int]:
    """The digits behind "virgule": "zero cinq" is 05, "vingt-cinq" is 25."""
    zeros = ""
    while folded.startswith("zero", start) and start < end:
        zeros += "0"
        start += 4
        while start < end and folded[start] in " -\n":
            start += 1
    if start >= end:
        return zeros, len(folded[:end].rstrip(" -\n"))
    value, used = _run_value(folded, start, end)
    return zeros + str(value), used


def _scaled(folded: str, number: Number) -> Number:
    """The number with the scale words behind it ("milliards", "mille milliards", "de milliards", "et demi")."""
    value, scale, end, sense = number.value, number.scale, number.end, number.sense
    if behind := sense == "exact" and _ABOUT_BEHIND.match(folded, end):
        value, end, sense = EXACT.multiply(value, Decimal(_ABOUTS[behind["about"]])), behind.end(), "about"
    for _ in range(3):
        found = _OF_SCALE.match(folded, end) if sense != "exact" or scale > 1 else None
        if found is None and scale <= 1000:
            found = _SCALE.match(folded, end)
        if found is None:
            break
        word = found["scale"]
        if word in _WORDS["scales_about"] and sense == "exact":
            sense = "about"
        scale = EXACT.multiply(scale, _power(word))
        value, end = EXACT.multiply(value, _power(word)), found.end()
    if scale > 1 and (half := _BEHIND.match(folded, end)):
        value = EXACT.add(value, EXACT.multiply(scale, Decimal(_WORDS["behind"][_plain_spaces(half["part"])])))
        end = half.end()
    return Number(value, scale, number.start, end, sense, number.digits, number.plain and scale == 1)


def _sum(folded: str, at: int, first: Number | None) -> Number | None:
    """A number with lower parts behind it: "2 milliards 500 millions", "3 millions 200 000"."""
    if first is None:
        return None
    number = _scaled(folded, first)
    below = number.scale  # what follows must be smaller
    for _ in range(4):
        gap = _NEXT.match(folded, number.end) if below > 1 and number.sense == "exact" else None
        base = (_digits(folded, gap.end()) if folded[gap.end()].isdigit() else _words(folded, gap.end())) if gap else None
        if base is None:
            break
        part = _scaled(folded, base)
        small = not first.digits and not part.digits and not _MORE.match(folded, part.end)  # "cent millions un", not "… un mois"
        round_part = part.scale > 1 or (part.value >= 1000 and not part.plain) or (small and part.value > 0)
        if part.value >= below or not round_part or part.sense != "exact":
            break
        if small and part.value < 10 and part.scale == 1:  # "un million deux" is 1.2 million
            part = replace(part, value=EXACT.multiply(part.value, below.scaleb(-1)))
        below = part.scale
        number = Number(EXACT.add(number.value, part.value), number.scale, at, part.end, "exact", number.digits)
    return number
