"""What the money is for: words of the event's own sentences, by theme."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from aiextract.events import THEMES
from aiextract.lexicon.compile import PhraseIndex, words_of
from aiextract.lexicon.frames import plural
from aiextract.lexicon.load import table

__all__ = ["themes_in"]


@cache
def _index() -> PhraseIndex[tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for theme, words in table("themes")["words"].items():
        for word in words:
            for form in {word, plural(word)}:
                found[form] = (*found.get(form, ()), theme)
    return PhraseIndex(found)


def themes_in(folded: str, spans: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Themes that the words between these offsets support, in the order of the schema.

    >>> themes_in("une usine de batteries et un parc eolien", [(0, 40)])
    ('energy', 'renewables', 'batteries')
    """
    found: set[str] = set()
    for start, end in spans:
        words = folded[start:end]
        for _, _, themes in _index().find(words_of(words), words, overlapping=True):
            found.update(themes)
    implied: dict[str, list[str]] = table("themes")["implied"]
    for theme in tuple(found):
        found.update(implied.get(theme, ()))
    return tuple(theme for theme in THEMES if theme in found)
