"""Is a text French, and is it whole? Two short judgements on characters and function words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import islice

from aiextract.lexicon.load import table
from aiextract.text.fold import fold

__all__ = ["is_truncated", "other_language"]

_SAMPLE = 6000
_PARAGRAPH, _PARAGRAPHS = 600, 200
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in table("language")["words"].items()}


def _sample(text: str) -> str:
    """The beginning and the middle of a long text."""
    middle = len(text) // 2
    return text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + " " + text[middle : middle + _SAMPLE]


def other_language(text: str) -> str | None:
    """What a text is written in if that is not French: a language code, ``"other"``, or None for French and what is too short to tell.

    A page in several languages counts as French where one of its paragraphs is.

    >>> other_language("The group said that it will invest more than two billion euros in the new plant. " * 4)
    'en'
    >>> other_language("Le groupe a annoncé qu’il investirait plus de deux milliards d’euros dans l’usine. " * 4)
    """
    limits = table("language")["share"]
    if len(text) < limits["length"]:
        return None
    language = _language(_sample(text))
    if language is None or language == "fr":
        return None
    paragraphs = (line[:_PARAGRAPH] for line in text.split("\n") if len(line) >= limits["paragraph"])
    return None if any(_language(paragraph) == "fr" for paragraph in islice(paragraphs, _PARAGRAPHS)) else language


def _language(text: str) -> str | None:
    """The language of a text by its script and its function words; None where they do not tell."""
    limits = table("language")["share"]
    words = _WORD.findall(fold(text))
    letters = sum(map(len, words))
    if _latin(words) < limits["latin"] * letters and letters >= limits["length"] / 2:
        return "other"
    if len(words) < 10:
        return None
    counts = Counter(words)
    shares = {code: sum(counts[w] for w in common) / len(words) for code, common in _words().items()}
    french = shares.pop("fr")
    best = max(shares, key=lambda code: (shares[code], code))
    if shares[best] >= limits["other"] and shares[best] >= limits["lead"] * french:
        return best
    if french < limits["least"] and len(words) >= limits["words"]:
        return "other"
    return "fr" if french >= limits["french"] and french >= shares[best] else None


def _latin(words: list[str]) -> int:
    """Letters in words of the Latin script."""
    return sum(len(w) for w in words if w[0] < "\u0250" or "\u1e00" <= w[0] < "\u1f00")


@cache
def _ends() -> tuple[tuple[str, ...], tuple[str, ...]]:
    rows = table("language")["truncated"]
    return tuple(fold(p) for p in rows["phrases"]), tuple(rows["marks"])


_LONG_LINE = 90


def is_truncated(text: str) -> bool:
    """Does an article end in the middle: an ellipsis, a note that the rest is behind a wall, a long line without a stop?

    >>> is_truncated("Le groupe investira. " * 10 + "Selon le ministre, les 300 millions d’euros promis par l’État iront…")
    True
    """
    if len(text) < table("language")["share"]["length"]:
        return False
    tail = text[-400:].rstrip()
    phrases, marks = _ends()
    if tail.endswith(marks) or any(phrase in fold(tail[-160:]) for phrase in phrases):
        return True
    last = tail[tail.rfind("\n") + 1 :]
    menu = "|" in last or "·" in last or "," not in last  # what stands below an article often has no stop
    return len(last) >= _LONG_LINE and not menu and (tail[-1].isalnum() or tail[-1] in ",;:-")
