"""Small words around amounts, parties and verbs, by the lists of ``features.toml``: what features are named after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from aiextract.lexicon.load import table

__all__ = [
    "before_amount",
    "before_party",
    "behind_amount",
    "behind_party",
    "feature_word",
    "feature_words",
    "has_magnitude",
    "in_brackets",
]

_WORD = re.compile(r"[\w-]+'?")
_WORD_OR_SIGN = re.compile(r"[\w']+|[^\w\s]")


@cache
def feature_words(key: str) -> frozenset[str]:
    """A list of words of the features table.

    >>> "chez" in feature_words("prepositions"), "chat" in feature_words("prepositions")
    (True, False)
    """
    return frozenset(table("features")[key])


@cache
def feature_word(key: str) -> str:
    """A single word of the features table.

    >>> feature_word("agent")
    'par'
    """
    word: str = table("features")[key]
    return word


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(table("features")[key])


@cache
def _patterns(key: str) -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in table("features")[key].items()}


def _uncontracted(word: str) -> str:
    contracted: Mapping[str, str] = table("features")["contracted"]
    return contracted.get(word, word)


def before_amount(before: str) -> str:
    """The small word or sign that ends a folded text, its bound words left out; "other" for a word that tells nothing.

    >>> before_amount("un plan d'environ"), before_amount("pour plus de"), before_amount("il vaut"), before_amount("")
    ('de', 'pour', 'other', 'start')
    """
    before = before.rstrip()
    words = _WORD_OR_SIGN.findall(_pattern("bound_words").sub("", before + " ").rstrip() or before)
    last = _uncontracted(words[-1].rstrip("'")) if words else ""
    if last in feature_words("prepositions") or (last and not last[0].isalnum()):
        return last
    return "other" if last else "start"


def behind_amount(behind: str) -> Iterable[str]:
    """What a folded text begins with, as far as it tells something of the amount before it.

    >>> sorted(behind_amount(" par an, dit-il"))
    ['an', 'par']
    """
    return [name for name, pattern in _patterns("behind_amount").items() if pattern.search(behind)]


def before_party(before: str) -> list[str]:
    """Those of the last three words of a folded text that tell the part of the party behind them.

    >>> before_party("un tour de table mene par le fonds")
    ['par', 'fonds']
    """
    words = [word.rstrip("'") for word in _WORD.findall(before)][-3:]
    known, contracted = feature_words("before_party"), table("features")["contracted"]
    return [_uncontracted(word) for word in words if word in known or word in contracted]


def behind_party(behind: str) -> Iterable[str]:
    """What a folded text begins with, as far as it tells something of the party before it.

    >>> sorted(behind_party(" a investi")), sorted(behind_party(" (3 %)"))
    (['a verb'], ['bracket', 'figure'])
    """
    return [name for name, pattern in _patterns("behind_party").items() if pattern.search(behind)]


def has_magnitude(folded: str) -> bool:
    """Does a folded amount name its magnitude?

    >>> has_magnitude("2 milliards d'euros"), has_magnitude("300 euros")
    (True, False)
    """
    return bool(_pattern("magnitude").search(folded))


def in_brackets(text: str, place: int) -> bool:
    """Does an offset stand in brackets that were opened a little before?

    >>> in_brackets("un prêt (3 M€)", 9), in_brackets("un prêt (3 M€) signé", 15)
    (True, False)
    """
    window = text[max(0, place - 60) : place]
    return window.rfind("(") > window.rfind(")")
