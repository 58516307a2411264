"""Where the characters of a cleaned text stand in its source: edits in, exact spans out."""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar, cast

from aiextract.events import Span, Value

__all__ = ["Edit", "Layer", "Offsets", "edited", "moved"]

V = TypeVar("V")
# Characters from start to end are read as other ones (often none).
Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Layer:
    """One pass of edits. Piece ``i`` begins at ``at[i]`` of the clean text and comes from ``start[i]:end[i]`` of the source.

    A ``plain`` piece was copied character by character; every character of any other stands for the whole piece.
    """

    at: tuple[int, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    plain: tuple[bool, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of a span of the clean text."""
        if not self.at:
            return 0, 0
        first = max(0, bisect_right(self.at, start) - 1)
        left = self.start[first] + (start - self.at[first]) if self.plain[first] else self.start[first]
        if end <= start:
            return left, left
        last = max(0, bisect_right(self.at, end - 1) - 1)
        right = self.start[last] + (end - self.at[last]) if self.plain[last] else self.end[last]
        return left, right


@dataclass(frozen=True, slots=True)
class Offsets:
    """The way back from a clean text to its source, through all passes of edits (none where nothing was changed).

    >>> clean, layer = edited("investis\\u00adsement", [(8, 9, "")])
    >>> clean, Offsets((layer,)).span(0, 14)
    ('investissement', (0, 15))
    """

    layers: tuple[Layer, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of a span of the clean text; never out of order, never outside the source."""
        for layer in reversed(self.layers):
            start, end = layer.span(start, end)
        return start, end


def edited(text: str, edits: Iterable[Edit]) -> tuple[str, Layer]:
    """The text with its edits made (sorted, without overlaps) and the way back."""
    pieces: list[str] = []
    rows: list[tuple[int, int, int, bool]] = []
    source = clean = 0
    for start, end, words in edits:
        if start > source:
            rows.append((clean, source, start, True))
            pieces.append(text[source:start])
            clean += start - source
        if words:
            rows.append((clean, start, end, False))
            pieces.append(words)
            clean += len(words)
        source = end
    if source < len(text):
        rows.append((clean, source, len(text), True))
        pieces.append(text[source:])
    at, start_, end_, plain = zip(*rows, strict=True) if rows else ((), (), (), ())
    return "".join(pieces), Layer(at, start_, end_, plain)


def moved(value: V, source: str, offsets: Offsets, shift: int = 0) -> V:
    """A value with all its spans pointing into ``source``; ``shift`` is where the text that it was read in begins.

    >>> moved((Span("b", 1, 2),), "aab", Offsets(), 1)
    (Span(text='b', start=2, end=3),)
    """
    if isinstance(value, Span):
        return cast(V, Span.of(source, *offsets.span(value.start + shift, value.end + shift)))
    if isinstance(value, tuple):
        return cast(V, tuple(moved(item, source, offsets, shift) for item in value))
    if isinstance(value, Value):
        names = [f.name for f in dataclasses.fields(value)]  # type: ignore[arg-type]
        changed = {n: moved(v, source, offsets, shift) for n in names if isinstance(v := getattr(value, n), tuple | Value)}
        return cast(V, dataclasses.replace(value, **changed))  # type: ignore[type-var]
    return value


def is_sound(layer: Layer) -> bool:
    """Do the pieces of a layer follow one another in both texts?"""
    return all(a < b for a, b in pairwise(layer.at)) and all(a <= b for a, b in pairwise(layer.start))
