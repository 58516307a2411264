"""The only builders of matchers: every pattern is compiled from its table, longest entry first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from aiextract.text.fold import fold

__all__ = ["PhraseIndex", "Tokens", "alternation", "words_of"]

_WORD = re.compile(r"[^\W_]+|[&+]")
# Between two words of one name: spaces, hyphens, apostrophes, points, slashes; one line break at most (a broken line).
_GAP = re.compile(r"[ \-'./]{0,3}\n?[ \-'./]{0,2}")

T = TypeVar("T")
Tokens = list[tuple[str, int, int]]


def words_of(folded: str) -> Tokens:
    """The words of a folded text with their offsets.

    >>> words_of("l'oreal & cie")
    [('l', 0, 1), ('oreal', 2, 7), ('&', 8, 9), ('cie', 10, 13)]
    """
    return [(m[0], m.start(), m.end()) for m in _WORD.finditer(folded)]


def alternation(words: Iterable[str]) -> str:
    """A regex alternation of literal words, longest first, in which a space matches any run of spaces.

    >>> alternation(["an", "ans", "par an"])
    'par\\\\ +an|ans|an'
    """
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace("\\ ", "\\ +") for w in ordered)


class PhraseIndex(Generic[T]):
    """Finds any of a million phrases in one pass over the words of a text, longest match first.

    Phrases and texts are compared folded (case, accents, quotes, dashes); hyphen, space and apostrophe are alike.

    >>> index = PhraseIndex({"Crédit Agricole": 1, "Crédit Agricole Assurances": 2})
    >>> list(index.find(words_of(fold("le Crédit agricole assurances")), fold("le Crédit agricole assurances")))
    [(3, 29, 2)]
    """

    def __init__(self, phrases: Mapping[str, T] | Iterable[tuple[str, T]]) -> None:
        self._table: dict[str, T] = {}
        self._longest: dict[str, int] = {}
        for phrase, value in phrases.items() if isinstance(phrases, Mapping) else phrases:
            words = [word for word, _, _ in words_of(fold(phrase))]
            if not words:
                continue
            self._table.setdefault(" ".join(words), value)
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def __len__(self) -> int:
        return len(self._table)

    def get(self, phrase: str) -> T | None:
        """The value of exactly this phrase, or None."""
        return self._table.get(" ".join(word for word, _, _ in words_of(fold(phrase))))

    def find(self, tokens: Tokens, folded: str, *, overlapping: bool = False) -> Iterator[tuple[int, int, T]]:
        """Matches as (start, end, value), left to right; with ``overlapping`` a match may start inside another."""
        index, count = 0, len(tokens)
        while index < count:
            longest = self._longest.get(tokens[index][0], 0)
            step = 1
            for size in range(min(longest, count - index), 0, -1):
                run = tokens[index : index + size]
                value = self._table.get(" ".join(word for word, _, _ in run))
                if value is not None and _together(run, folded):
                    yield run[0][1], run[-1][2], value
                    step = 1 if overlapping else size
                    break
            index += step


def _together(run: Tokens, folded: str) -> bool:
    return all(_GAP.fullmatch(folded, left[2], right[1]) for left, right in zip(run, run[1:], strict=False))
