"""Currencies: which code a symbol, an ISO code or a noun with its qualifier stands for, and which of several the text means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from aiextract.lexicon.compile import alternation
from aiextract.lexicon.load import table, tsv
from aiextract.text.fold import fold

__all__ = ["CODES", "NOUNS", "PHRASES", "Settler", "candidates"]

_DATA: dict[str, Any] = table("amounts")
CODES = frozenset(row["code"] for row in tsv("currencies"))
_LOCAL: dict[str, Any] = _DATA["local_dollars"]
_NEAR = 160  # characters around an amount in which a country counts more


def _flat(phrase: str) -> str:
    """A phrase as it is looked up: folded, hyphens as spaces."""
    return " ".join(fold(phrase).replace("-", " ").replace("(", " ").replace(")", " ").split())


def _head(name: str) -> tuple[str, str]:
    """Noun and qualifier of a currency name.

    >>> _head("nouveaux dollars taïwanais")
    ('dollars', 'taiwanais')
    """
    words = _flat(name).removeprefix("nouveau ").removeprefix("nouveaux ").split(" ", 1)
    return words[0], words[1] if len(words) > 1 else ""


def _nouns() -> dict[str, str]:
    """Each form of a currency noun to its singular: {"dollars": "dollar", "reais": "real"}."""
    nouns: dict[str, str] = {}
    for row in tsv("currencies"):
        one = _head(row["one"])[0]
        for form in (one, _head(row["many"])[0], one + "s"):
            nouns[form] = one
    nouns.update(_DATA["nouns"])
    return {form: noun for form, noun in nouns.items() if form not in _DATA["no_nouns"]["words"]}


NOUNS: dict[str, str] = _nouns()


@cache
def candidates(noun: str) -> Mapping[str, tuple[str, ...]]:
    """The currencies that a noun may mean, each with its countries.

    >>> sorted(candidates("dirham"))
    ['AED', 'MAD']
    """
    several = _DATA["several"].get(noun, [])
    return {
        row["code"]: tuple(filter(None, row["countries"].split("|")))
        for row in tsv("currencies")
        if row["code"] in several or (not several and NOUNS.get(_head(row["one"])[0]) == noun)
    }


def _phrases() -> dict[str, str]:
    """Noun with qualifier to code: from CLDR, from the demonyms of the countries, from the table of press forms."""
    phrases: dict[str, str] = {}
    for row in tsv("countries"):
        tails = [_flat(word) for word in row["demonyms"].split("|") if word]
        for noun, codes in _codes_by_noun().items():
            if row["currency"] in codes:
                for form in _forms(noun):
                    phrases.update((f"{form} {tail}", row["currency"]) for tail in tails)
    for row in tsv("currencies"):
        phrases.update((" ".join(_head(row[key])), row["code"]) for key in ("one", "many") if _head(row[key])[1])
    for phrase, code in _DATA["phrases"].items():
        head, _, tail = phrase.partition(" ")
        phrases.update((f"{form} {tail}", code) for form in {head, *_forms(NOUNS.get(head, head))})
    return phrases


@cache
def _codes_by_noun() -> Mapping[str, frozenset[str]]:
    return {noun: frozenset(candidates(noun)) for noun in sorted(set(NOUNS.values()))}


@cache
def _forms(noun: str) -> tuple[str, ...]:
    return tuple(sorted(form for form, base in NOUNS.items() if base == noun))


PHRASES: dict[str, str] = _phrases()


@cache
def _place_terms(country: str) -> tuple[str, ...]:
    """Folded names, capitals, demonyms and towns that tell a country."""
    terms = set(_DATA["regions"].get(country, ()))
    for row in tsv("countries"):
        if row["code"] == country:
            cells = (row["name"], *row["aliases"].split("|"), *row["capital"].split("|"), *row["demonyms"].split("|"))
            terms.update(fold(term) for term in cells if len(term) > 3)
    return tuple(sorted(terms))


@cache
def _place_pattern(noun: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """A matcher of all places that matter for a noun, and the currency that each tells."""
    local = _LOCAL["countries"] if noun == _LOCAL["noun"] else None
    tells: dict[str, str] = {}
    for code, countries in candidates(noun).items():
        for country in countries:
            if local is None or (country in local and code in (*_LOCAL["codes"], _LOCAL["usual"])):
                tells.update((term, code) for term in _place_terms(country))
    return re.compile(rf"(?<![a-z0-9])(?:{alternation(tells)})(?![a-z0-9])" if tells else r"(?!)"), tells


class Settler:
    """Settles which currency an ambiguous noun means in one text: the countries given, else those named in the text."""

    def __init__(self, folded: str, countries: Sequence[str], dollar: str | None) -> None:
        self._folded, self._countries, self._dollar = folded, tuple(countries), dollar
        self._places: dict[str, tuple[list[int], list[str], Counter[str]]] = {}
        self._codes: Counter[str] = Counter()

    def note(self, codes: Iterable[str]) -> None:
        """Codes that the text names outright; they tip the scales too."""
        self._codes.update(codes)

    def settle(self, noun: str, at: int, *, sign: bool = False) -> str | None:
        """The ISO code of a noun at an offset, or None where nothing tells."""
        known = candidates(noun)
        if self._dollar and (sign or self._dollar in known) and noun == _LOCAL["noun"]:
            return self._dollar
        if len(known) == 1:
            return next(iter(known))
        if self._countries:
            for country in self._countries:
                for code, homes in known.items():
                    if country in homes:
                        return code
        elif told := self._told(noun, at):
            return told
        default: str | None = _DATA["defaults"].get(noun)
        return default

    def named(self, noun: str) -> bool:
        """Whether a country of that money is named at all."""
        if self._countries:
            return any(country in homes for homes in candidates(noun).values() for country in self._countries)
        return bool(self._found(noun)[0])

    def _found(self, noun: str) -> tuple[list[int], list[str], Counter[str]]:
        if noun not in self._places:
            pattern, tells = _place_pattern(noun)
            hits = [(m.start(), tells[" ".join(m[0].split())]) for m in pattern.finditer(self._folded)]
            self._places[noun] = [at for at, _ in hits], [code for _, code in hits], Counter(code for _, code in hits)
        return self._places[noun]

    def _told(self, noun: str, at: int) -> str | None:
        places, codes, counts = self._found(noun)
        if not places:
            return None
        if noun == _LOCAL["noun"]:
            return self._local_dollar(counts)
        score = Counter(counts)
        for index in range(bisect_left(places, at - _NEAR), min(bisect_left(places, at + _NEAR), len(places))):
            score[codes[index]] += 2
        for code in score:
            score[code] += 3 * min(self._codes[code], 2)
        return max(sorted(score), key=lambda code: score[code])

    def _local_dollar(self, counts: Counter[str]) -> str | None:
        """Canadian, Australian … dollars only where the article is about that country rather than America."""
        american = counts[_LOCAL["usual"]]
        best: str = max(_LOCAL["codes"], key=lambda code: counts[code])
        abroad = (
            self._codes[best] and self._codes[_LOCAL["usual"]] <= self._codes[best]
        )  # "dollars canadiens" once: the bare ones are others
        return best if counts[best] >= 2 and counts[best] > american and not abroad else None
