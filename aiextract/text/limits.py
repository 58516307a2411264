"""Long texts in parts: each is read like an article of its own, so that time and memory grow with the length and no faster."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["PART", "WHOLE", "parts_of"]

WHOLE = 30_000
"""Characters up to which a text is read in one piece."""
PART = 15_000
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
        end = _end(text, start, start + part)
        yield start, end
        start = end
    yield start, len(text)


def _end(text: str, start: int, stop: int) -> int:
    """The last good end in the second half of a window."""
    for pattern in _ENDS:
        last = None
        for last in pattern.finditer(text, start + (stop - start) // 2, stop):  # noqa: B007 - the last one counts
            pass
        if last is not None:
            return last.end()
    return stop
