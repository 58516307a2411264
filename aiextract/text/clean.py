"""The text as it is read: pages, wrong decoding and layout undone, with the way back to every character of the source."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from aiextract.text.html import looks_like_html, spacing_edits, tag_edits
from aiextract.text.offsets import Edit, Layer, Offsets, edited
from aiextract.text.repair import hidden_edits, line_edits, mojibake_edits, readable

__all__ = ["Clean", "clean"]

_HTML = "html: tags and entities were left out of the reading; spans point into the page's source"
_MOJIBAKE = "mojibake: UTF-8 that was decoded as Latin-1 was read as meant; spans point at the text as it came"
_DAMAGED = "damaged: characters were lost in an earlier decoding (U+FFFD); decode the source as Windows-1252 or UTF-8"


@dataclass(frozen=True, slots=True)
class Clean:
    """A text for reading, the way back to its source, and short notices of what was found."""

    text: str
    offsets: Offsets
    warnings: tuple[str, ...] = ()


def clean(source: str) -> Clean:
    """The text for reading. Most come back as they are; ``source[slice(*offsets.span(start, end))]`` holds for each span.

    >>> page = clean("<p>Airbus investira 2&nbsp;Md&euro; \\u200bà Toulouse.</p>")
    >>> page.text.strip(), page.offsets.span(18, 23)
    ('Airbus investira 2\\xa0Md€ à Toulouse.', (20, 35))
    """
    text, layers, warnings = source, list[Layer](), list[str]()

    def pass_over(edits: Callable[[str], Iterable[Edit]]) -> bool:
        nonlocal text
        made = list(edits(text))
        if made:
            text, layer = edited(text, made)
            layers.append(layer)
        return bool(made)

    if looks_like_html(text):
        warnings.append(_HTML)
        pass_over(tag_edits)
        pass_over(spacing_edits)
    if pass_over(mojibake_edits):
        warnings.append(_MOJIBAKE)
        pass_over(mojibake_edits)  # some texts took the damage twice
    pass_over(hidden_edits)
    text = readable(text)
    pass_over(line_edits)
    if "\ufffd" in source:
        warnings.append(_DAMAGED)
    return Clean(text, Offsets(tuple(layers)), tuple(warnings))
