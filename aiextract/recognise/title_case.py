"""Lines in which every word has a capital: there a capital says nothing."""

from __future__ import annotations

import re

from aiextract.recognise.wordlists import common_words, name_words
from aiextract.text.fold import fold

__all__ = ["title_case_lines"]


def title_case_lines(text: str) -> list[tuple[int, int]]:
    """Lines whose words nearly all begin with a capital: there a capital says nothing."""
    lines = []
    offset = 0
    for line in text.split("\n"):
        words = [w for w in re.findall(r"[^\W\d_]{2,}", line) if len(w) > 2]
        capitals = sum(w[0].isupper() for w in words)
        # in rows of tables and lists of names capitals do say something
        small = any(w in name_words("small") for w in map(fold, re.findall(r"(?<=\w )[A-ZÀÉ]\w*", line)))
        common = sum(w[0].isupper() and fold(w) in common_words() for w in words)
        if (
            len(words) >= 4
            and capitals >= 0.75 * len(words)
            and (small or 2 * common >= capitals)
            and not {"|", "›", "→"} & {*line}
            and line.count(",") < 2
        ):
            lines.append((offset, offset + len(line)))
        offset += len(line) + 1
    return lines
