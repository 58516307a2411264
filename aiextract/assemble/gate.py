"""Which parts of a text are worth the parser? Asked of its characters, before the parser is run.

Every event hangs on an amount or on a trigger that stands alone (:mod:`aiextract.assemble.anchors`). A text without either
has no anchor, whatever its parse, so the events are the same with and without this gate. And every amount is weighed against
all that stands around it, so that a part may only hold so many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from aiextract.assemble.anchors import _BARE
from aiextract.lexicon.compile import words_of
from aiextract.lexicon.frames import frames_index
from aiextract.recognise.amounts import find_amounts
from aiextract.text.fold import fold
from aiextract.text.limits import good_end, parts_of

__all__ = ["Part", "can_hold_events", "parts_to_read"]

MOST_AMOUNTS = 150
"""Amounts up to which a part is read in one piece."""
DENSE = 15
"""Characters an amount below which a part with more than ``MOST_AMOUNTS`` is a table of figures, in which no event is told."""

# Runs of letters: what a token can be made of, however the tokenizer cuts at digits and signs.
_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def _openers() -> frozenset[str]:
    """The first words, folded, of all one-word triggers that make an event without an amount."""
    index = frames_index()
    forms = [form for form, groups in index.verbs.items() if any(g[0] in _BARE for g in groups)]
    forms += [form for form, groups in index.nouns.items() if any(g[0] in _BARE for g in groups)]
    return frozenset(words[0] for form in forms if (words := _LETTERS.findall(fold(form))))


def can_hold_events(text: str, folded: str | None = None) -> bool:
    """Does the text name money, or a deal that needs none?

    >>> can_hold_events("Il a plu sur Brest."), can_hold_events("Brest achète un bac."), can_hold_events("Un bac à 2 M€.")
    (False, True, True)
    """
    folded = fold(text) if folded is None else folded
    openers = _openers()
    if any(word in openers for word in _LETTERS.findall(folded)):
        return True
    phrases = frames_index().phrases.find(words_of(folded), folded, overlapping=True)
    return any(_BARE.intersection(names) for _, _, names in phrases) or bool(find_amounts(text))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text by its offsets; ``figures`` where it holds hardly anything but amounts, and is not read."""

    start: int
    end: int
    figures: bool = False


def parts_to_read(text: str) -> Iterator[Part]:
    """The parts of a text, short enough and with few enough amounts each; one for any article.

    >>> list(parts_to_read("Airbus investira 2 M€."))
    [Part(start=0, end=22, figures=False)]
    """
    for start, end in parts_of(text):
        # Fewer characters than an amount needs cannot hold too many.
        places = [m.span.start for m in find_amounts(text[start:end])] if end - start > 3 * MOST_AMOUNTS else []
        if len(places) <= MOST_AMOUNTS:
            yield Part(start, end)
        elif (end - start) < DENSE * len(places):
            yield Part(start, end, figures=True)
        else:
            yield from _with_few_amounts(text, start, end, [start + place for place in places])


def _with_few_amounts(text: str, start: int, end: int, places: list[int]) -> Iterator[Part]:
    for first in range(MOST_AMOUNTS, len(places), MOST_AMOUNTS):
        middle, stop = places[first - MOST_AMOUNTS // 2], places[first]
        cut = good_end(text, middle, stop)
        yield Part(start, cut)
        start = cut
    yield Part(start, end)
