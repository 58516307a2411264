"""Same-length folding: the text is never rewritten, but matched on a copy in which every character stands at its offset.

Characters that would change the length when folded (``ß``, ``ﬁ``, ``½``, ``…``) stay as they are.
"""

from __future__ import annotations

import unicodedata

__all__ = ["fold", "fold_marks"]

_APOSTROPHES = "’‘ʼ′`´＇"
_QUOTES = "“”„«»"
_DASHES = "‐‑‒–—−"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_MARKS = {
    **dict.fromkeys(map(ord, _APOSTROPHES), "'"),
    **dict.fromkeys(map(ord, _QUOTES), '"'),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _SPACES), " "),
}


class _Folding(dict[int, str]):
    """A translation table that learns each character when it is first seen."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = _MARKS.get(code)
        if base is None:
            decomposed = unicodedata.normalize("NFD", char)
            base = decomposed[0] if all(unicodedata.combining(c) for c in decomposed[1:]) else char
            base = base.lower() if len(base.lower()) == 1 else base
        self[code] = base
        return base


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Lower case, no accents, plain quotes, dashes and spaces; same length as ``text``.

    >>> fold("L’Élysée – 1\u202f500 Md€")
    "l'elysee - 1 500 md€"
    """
    return text.translate(_FOLDING)


def fold_marks(text: str) -> str:
    """Only quotes, dashes and spaces made plain; case and accents stay; same length as ``text``.

    >>> fold_marks("L’Élysée\u00a0– « oui »")
    'L\\'Élysée - " oui "'
    """
    return text.translate(_MARKS)
