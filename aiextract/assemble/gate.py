"""Can a text hold an event at all? Asked of its characters before the parser is run; a no is always right.

Every event hangs on an amount or on a trigger that stands alone (:mod:`aiextract.assemble.anchors`). A text without either
has no anchor, whatever its parse, so the events are the same with and without the gate.
"""

from __future__ import annotations

import re
from functools import cache

from aiextract.assemble.anchors import _BARE
from aiextract.lexicon.compile import words_of
from aiextract.lexicon.frames import frames_index
from aiextract.recognise.amounts import find_amounts
from aiextract.text.fold import fold

__all__ = ["can_hold_events"]

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
