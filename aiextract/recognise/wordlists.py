"""Lists of words that recognition asks for: the common words of French news, and the lists of ``descriptions.toml``."""

from __future__ import annotations

from functools import cache

from aiextract.lexicon.load import table, tsv
from aiextract.text.fold import fold

__all__ = ["common_words", "name_words"]


@cache
def common_words() -> frozenset[str]:
    """Folded words that French news writes in lower case: a capital at the head of a sentence does not make them names.

    >>> "course" in common_words(), "eurazeo" in common_words()
    (True, False)
    """
    words = {fold(row["word"]) for row in tsv("common_words")}
    # a number or gender that the list lacks is no name either
    return frozenset(
        words
        | {w + end for w in words if len(w) > 3 for end in ("s", "e", "es")}
        | {w[:-1] for w in words if w.endswith("s") and len(w) > 4}
    )


@cache
def name_words(key: str) -> frozenset[str]:
    """A list of words of the descriptions table, folded."""
    return frozenset(fold(word) for word in table("descriptions")[key])
