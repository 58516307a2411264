"""What stands around a figure and makes it money: "Md€", "millions de dollars canadiens", "US$", "CHF", "MUSD"."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from aiextract.lexicon.compile import alternation
from aiextract.lexicon.load import table, tsv
from aiextract.recognise.currencies import CODES, NOUNS, PHRASES
from aiextract.recognise.numbers import ONE, Number
from aiextract.text.fold import fold

__all__ = ["Unit", "counted", "english", "stems", "unit_before", "unit_behind"]

_DATA: dict[str, Any] = table("amounts")


class Unit(NamedTuple):
    """A unit of money: power of ten beside what the number says, ISO code or noun (lower case), where it starts and ends.

    ``weak`` says that the noun is also a common word ("livres", "couronnes"), ``sign`` that it is a symbol,
    ``part`` that it counts hundredths.
    """

    scale: Decimal
    currency: str | None
    start: int
    end: int
    weak: str = ""
    sign: bool = False
    part: bool = False


def stems(words: list[str]) -> str:
    """An alternation of words in which a final ``*`` stands for any ending.

    >>> stems(["dette*", "cash"])
    'dette[a-z]*|cash'
    """
    return alternation(words).replace(r"\*", "[a-z]*")


_SCALES: dict[str, int] = _DATA["scales"]
_ENGLISH: dict[str, int] = _DATA["scales"] | _DATA["scales_english"]
_ALONE = frozenset(_DATA["scales_alone"]["words"])
_SYMBOLS: dict[str, str] = _DATA["symbols"]
_SIGNS: dict[str, str] = _DATA["dollar_signs"]
_LETTERS: dict[str, str] = _DATA["letters"]
_UPPER: dict[str, str] = _DATA["letters_upper"]
_LOWER = frozenset(_DATA["codes"]["lower"])
_NO_PREFIX = frozenset(_DATA["codes"]["not_before"])
_SUBUNITS: dict[str, str] = _DATA["subunits"]
_BELOW_MILLION = frozenset(_DATA["weak"]["below_a_million"])
_SHORT_FRANCS = frozenset(_DATA["short_francs"]["words"])
_BOOKS_NOUN = frozenset(_DATA["weak"]["books_noun"])
_NEVER = frozenset(_DATA["weak"]["never"])
_QUALIFIED = frozenset(_DATA["weak"]["qualified"])
_SYMBOL_CLASS = "[" + "".join(_SYMBOLS) + "]"

# One step behind a figure: a gap (one broken line at most), "de" or "d'", then a symbol or a word.
_STEP = re.compile(
    rf"""(?P<gap>[ ]{{0,2}}\n?[ ]{{0,2}}) (?P<of>d'[ ]?|de[ ]{{1,2}}\n?)?
         (?:(?:{alternation(_DATA["before_any"]["words"])})[ ](?={alternation(NOUNS)}))?  # "nouveaux shekels"
         (?: (?P<symbol>{_SYMBOL_CLASS}) | (?P<word>[a-z']+) )""",
    re.VERBOSE,
)
_GAP_WORD = re.compile(r"[ ]{0,2}(?P<word>[a-z]+)")
_QUALIFIER = re.compile(r"[ -]{1,2}\n?((?:[dl]')?[a-z]+(?:[ \n-](?:[dl]')?[a-z]+){0,6})")
_SIGN_BEHIND = re.compile(rf"[ ]?(?P<word>{alternation(map(str.lower, _SIGNS))})(?![a-z0-9])")
_BEFORE = re.compile(
    rf"""(?<![a-z0-9]) (?: (?P<sign>{alternation(map(str.lower, _SIGNS))})?[ ]?(?P<symbol>{_SYMBOL_CLASS})(?P<after>us|ca)?
        | (?P<code>[a-z]{{3}}) | (?P<word>fcfa|sfr|fr\.|frs) ) [ ]?\n?$""",
    re.VERBOSE,
)
_ENGLISH_SCALE = re.compile(rf"[ -]?(?P<word>{alternation(_ENGLISH)})s?(?![a-z0-9])")
_COUNTED = re.compile(r"[ ]{0,2}\n?[ ]{0,2}(?P<of>d'[ ]?|de[ ]{1,2}\n?)(?P<word>[a-z0-9'-]+)")
_COUNTED_WORDS = re.compile(rf"[ ]{{0,2}}\n?[ ]?(?:{stems(_DATA['counted']['direct'])})(?![a-z0-9])")
_MONEY_NOUN = re.compile(rf"(?:{stems(_DATA['money_nouns']['words'])}|[0-9]+)$")
_BOOKS = re.compile(rf"[ ]+\n?(?:{stems(_DATA['weak']['books'])})(?![a-z])")
_PEOPLE_ENDINGS: tuple[str, ...] = tuple(_DATA["peoples"]["endings"])
_BEFORE_NOUN: dict[str, dict[str, str]] = _DATA["before_noun"]


@cache
def _glued() -> dict[str, tuple[int, str]]:
    """Scale and code in one word: "musd", "mdseur", "kchf", "mdh"."""
    tails = {code.lower(): code for code in CODES} | _LETTERS | {k.lower(): v for k, v in _UPPER.items() if len(k) > 1}
    found = {scale + tail: (power, code) for scale, power in _SCALES.items() for tail, code in tails.items()}
    found.update({word: (power, code) for word, (power, code) in _DATA["glued"].items()})
    return {word: entry for word, entry in found.items() if word.upper() not in CODES and word not in NOUNS}


@cache
def _peoples() -> frozenset[str]:
    return frozenset(fold(word) for row in tsv("countries") for word in row["demonyms"].split("|") if word)


def unit_behind(text: str, folded: str, number: Number) -> Unit | None:
    """The unit of money behind a number, or None."""
    at, scale = number.end, ONE
    step = _STEP.match(folded, at)
    if step is None:
        return None
    word = step["word"]
    if word and (not step["of"] or number.sense != "exact") and "\n" not in step["gap"]:
        if (power := _SCALES.get(word)) is not None and len(step["gap"]) < 2 and number.scale <= 1000:
            scale, at = ONE.scaleb(power), step.end()
            further = _STEP.match(folded, at)
            unit = _named(text, folded, further, scale, number) if further else None
            return unit or (Unit(scale, None, number.end, at) if word in _ALONE else None)
        if (glued := _glued().get(word)) and number.scale == 1 and text[step.end("word") - 2].isupper():
            return Unit(ONE.scaleb(glued[0]), glued[1], number.end, step.end())
    return _named(text, folded, step, scale, number)


def _named(text: str, folded: str, step: re.Match[str], scale: Decimal, number: Number) -> Unit | None:
    """The currency that a step names."""
    start = number.end
    if step["symbol"]:
        return _signed(text, folded, Unit(scale, _SYMBOLS[step["symbol"]], start, step.end(), sign=True), step["symbol"])
    word, end = step["word"], step.end()
    at = step.start("word")
    if word in NOUNS:
        return _qualified(folded, Unit(scale, NOUNS[word], start, end), word)
    if word in _BEFORE_NOUN and (found := _GAP_WORD.match(folded, end)) and found["word"] in _BEFORE_NOUN[word]:
        return Unit(scale, _BEFORE_NOUN[word][found["word"]] or NOUNS[found["word"]], start, found.end())
    if word in _SHORT_FRANCS and (found := _GAP_WORD.match(folded, end)) and (phrase := PHRASES.get(f"f {found['word']}")):
        return Unit(scale, phrase, start, found.end())
    if word.upper() in CODES and (text[at:end].isupper() or word in _LOWER):
        return Unit(scale, word.upper(), start, end)
    if word in _LETTERS:
        return Unit(scale, _LETTERS[word], start, end)
    if text[at:end] in _SIGNS and len(word) > 1 and number.scale > 1:  # "35 millions US"
        return Unit(scale, _SIGNS[text[at:end]], start, end)
    if text[at:end] in _UPPER:
        return Unit(scale, _UPPER[text[at:end]], start, end)
    if word in _SUBUNITS and not step["of"] and number.scale == 1:
        unit = _qualified(folded, Unit(Decimal("0.01"), _SUBUNITS[word] or None, start, end, part=True), word)
        of = _STEP.match(folded, end)
        if of and of["of"] and of["word"] in NOUNS:
            return Unit(Decimal("0.01"), NOUNS[of["word"]], start, of.end(), part=True)
        return unit
    return None


def _signed(text: str, folded: str, unit: Unit, symbol: str = "") -> Unit:
    """The unit with a country sign behind its dollar: "$ US", "M$ CA"."""
    sign = _SIGN_BEHIND.match(folded, unit.end) if symbol == "$" else None
    if sign is None:
        return unit
    name = text[sign.start("word") : sign.end()]
    if name in _SIGNS and (len(name) > 1 or folded[unit.end] != " "):  # not "5 $ A suivre"
        return unit._replace(currency=_SIGNS[name], end=sign.end(), sign=False)
    return unit


def _qualified(folded: str, unit: Unit, word: str) -> Unit:
    """The unit with the longest known qualifier behind its noun."""
    found = _QUALIFIER.match(folded, unit.end)
    if found:
        flat = found[1].replace("-", " ").replace("\n", " ")
        while flat:
            if code := PHRASES.get(f"{word} {flat}"):
                return unit._replace(currency=code, end=found.start(1) + len(flat))
            flat = flat[: max(0, flat.rfind(" "))]
    weak = "never" if word in _NEVER else "rare" if word in _QUALIFIED else "common" if word in _BELOW_MILLION else ""
    if word in _BOOKS_NOUN and _BOOKS.match(folded, unit.end):
        weak = "never"
    return unit._replace(weak=weak)


def unit_before(text: str, folded: str, number: Number, floor: int) -> Unit | None:
    """The unit of money in front of a number ("US$2.9bn", "CHF 3 millions"), not reaching back over ``floor``."""
    at = number.start
    if at == 0 or not (number.digits or folded[at - 1] in _SYMBOLS):
        return None
    window = max(floor, at - 8)
    before = _BEFORE.search(folded, window, at)
    if before is None:
        return None
    code = before["code"]
    if code:
        name = text[before.start("code") : before.end("code")]
        if not (code.upper() in CODES and name.isupper() and name not in _NO_PREFIX):
            return None
        return english(folded, Unit(ONE, code.upper(), before.start(), number.end), number)
    if before["word"]:
        return english(folded, Unit(ONE, _LETTERS.get(before["word"], "franc"), before.start(), number.end), number)
    sign = text[before.start("sign") : before.end("sign")] if before["sign"] else ""
    after = text[before.start("after") : before.end("after")] if before["after"] else ""
    known = before["symbol"] == "$" and (_SIGNS.get(sign) or _SIGNS.get(after))
    start = before.start() if known or not sign else before.start("symbol")
    return english(folded, Unit(ONE, known or _SYMBOLS[before["symbol"]], start, number.end, sign=not known), number)


def english(folded: str, unit: Unit, number: Number) -> Unit:
    """The unit with an English scale behind the figure: "$2.9bn" is short scale."""
    if number.scale == 1 and (scale := _ENGLISH_SCALE.match(folded, number.end)):
        return unit._replace(scale=ONE.scaleb(_ENGLISH[scale["word"]]), end=scale.end())
    return unit


def counted(text: str, folded: str, at: int) -> bool:
    """Whether "millions" that end at an offset count something else than money: "de tonnes", "d'habitants", "km²".

    >>> counted("2 millions de tonnes", "2 millions de tonnes", 10), counted("2 millions de plus", "2 millions de plus", 10)
    (True, False)
    """
    if _COUNTED_WORDS.match(folded, at):
        return True
    found = _COUNTED.match(folded, at)
    if found is None:
        return False
    start, word = found.start("word"), found["word"]
    if word.startswith("l'") or _MONEY_NOUN.match(word) or (word.partition("'")[1] and _MONEY_NOUN.match(word.partition("'")[2])):
        return False
    proper = text[start].isupper() and text[found.start("of")].islower()
    return not proper or word in _peoples() or word.endswith(_PEOPLE_ENDINGS)
