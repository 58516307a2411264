"""Long texts in parts: each is read like an article of its own, so that time and memory grow with the length and no faster."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["PART", "WHOLE", "good_end", "parts_of"]

WHOLE = 20_000
"""Characters up to which a text is read in one piece."""
PART = 10_000
"""Most characters of a part of a longer text."""

# Where a part may end, the best first: an empty line, a line's end, a full stop before a capital, a space.
_ENDS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"[.!?…»] (?=[^\W\d_a-z])"), re.compile(r"\s"))


def parts_of(text: str, *, whole: int = WHOLE, part: int = PART) -> Iterator[tuple[int, int]]:
    """Offsets of the parts, which together are the text; one where it is short enough.

    >>> list(parts_of("Un. Deux. Trois.", whole=10, part=10))
    [(0, 10), (10, 16)]
    """
    if len(text) <= whole:
        yield 0, len(text)
        return
    start = 0
    while len(text) - start > part:
        end = good_end(text, start + part // 2, start + part)
        yield start, end
        start = end
    yield start, len(text)


def good_end(text: str, first: int, stop: int) -> int:
    """The last good place in a window to end a part; its end where there is none."""
    for pattern in _ENDS:
        last = None
        for last in pattern.finditer(text, first, stop):  # noqa: B007 - the last one counts
            pass
        if last is not None:
            return last.end()
    return stop
