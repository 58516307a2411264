"""A page's tags and entities as edits: what is shown stays, each block on its own line. Every pass is linear in the page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from aiextract.text.offsets import Edit

__all__ = ["INLINE", "SILENT", "looks_like_html", "spacing_edits", "tag_edits"]

# Elements whose words are not the article's.
SILENT = frozenset({"script", "style", "noscript", "template", "svg", "nav", "footer", "form", "button", "select", "head", "iframe"})
# Elements that run on inside their line; all others stand on lines of their own.
INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike strong
    sub sup time tt u var wbr""".split()
)
_BLOCKS = frozenset(
    """address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 head header hr html li link main meta nav ol p pre script section style summary
    table tbody td tfoot th thead title tr ul""".split()
)
_CELLS = frozenset({"td", "th"})
# A tag that HTML knows, in the form that HTML gives it: « a < b » and « <nom> » are no tags.
_TAG_NAME = "|".join(sorted(_BLOCKS | INLINE | SILENT | {"img", "input", "video", "picture", "source"}))
_KNOWN = re.compile(rf"<(?:!doctype\s+html|/?(?:{_TAG_NAME})(?:\s[^<>]*|/)?)>", re.IGNORECASE)
_ENTITY = r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});"
_KNOWN_ENTITY = re.compile(_ENTITY)
# A comment's opening, a declaration, a tag with its name (attributes may hold « > » in quotes), an entity.
_MARK = re.compile(
    rf"""(?P<comment><!--) | <[!?][^<>]*> | <(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*)(?:[^<>"']|"[^"<]*"|'[^'<]*')*>
      | </?[A-Za-z][^<>]*>
      | (?P<entity>{_ENTITY.replace("#", "[#]")})""",
    re.VERBOSE,
)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_BREAKS = re.compile(r"[ \t]*\n\s*|[ \t]{2,}")
_BAR = " | "


def looks_like_html(text: str) -> bool:
    """Does the text hold a tag or an entity that HTML knows?

    >>> looks_like_html("<p>Airbus</p>"), looks_like_html("R&D ; 3 < 5 > 2"), looks_like_html("2&nbsp;M&euro;")
    (True, False, True)
    """
    if "<" in text and _KNOWN.search(text):
        return True
    return "&" in text and any(html.unescape(m[0]) != m[0] for m in _KNOWN_ENTITY.finditer(text))


def _has_blocks(text: str) -> bool:
    return any(m["name"] and m["name"].lower() in _BLOCKS for m in _MARK.finditer(text) if not m["entity"])


def tag_edits(text: str) -> Iterator[Edit]:
    """Edits that leave a page's words: tags go, blocks and breaks become line ends, entities the characters they stand for."""
    folds = _has_blocks(text)  # in a page, the line ends of the source are only spaces
    ends = _Ends(text)
    done = 0
    while match := _MARK.search(text, done):
        if folds:
            yield from _space_edits(text, done, match.start())
        start, done = match.span()
        if match["comment"]:
            done = ends.after("-->", done)
            yield start, done, ""
        elif match["entity"]:
            shown = html.unescape(match["entity"])
            if shown != match["entity"]:
                yield start, done, shown
        elif match["name"]:
            name = match["name"].lower()
            if name in SILENT and not match["close"]:
                done = ends.after_close(name, done)
            yield start, done, "" if name in INLINE else (_BAR if match["close"] else "") if name in _CELLS else "\n"
        else:
            yield start, done, ""
    if folds:
        yield from _space_edits(text, done, len(text))


def _space_edits(text: str, start: int, end: int) -> Iterator[Edit]:
    for run in _SPACES.finditer(text, start, end):
        if run[0] != " ":
            yield run.start(), run.end(), " "


def spacing_edits(text: str) -> Iterator[Edit]:
    """Edits that leave one line end between blocks and one space between words."""
    for run in _BREAKS.finditer(text):
        words = "\n" if "\n" in run[0] else " "
        if run[0] != words:
            yield run.start(), run.end(), words


class _Ends:
    """Finds closing marks; what is once not found behind a place is not looked for again, so that a page costs one pass."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lower = ""
        self._missing: set[str] = set()

    def after(self, mark: str, place: int) -> int:
        """The place behind the next ``mark``; ``place`` itself where there is none."""
        if mark in self._missing:
            return place
        found = self._text.find(mark, place)
        if found < 0:
            self._missing.add(mark)
            return place
        return found + len(mark)

    def after_close(self, name: str, place: int) -> int:
        """The place behind the closing tag of an element; ``place`` itself where it is never closed."""
        if name in self._missing:
            return place
        if not self._lower:
            # Only letters of ASCII: others could change the length.
            self._lower = re.sub("[A-Z]+", lambda m: m[0].lower(), self._text)
        found = self._lower.find(f"</{name}", place)
        while found >= 0 and self._lower[found + len(name) + 2 : found + len(name) + 3].isalnum():
            found = self._lower.find(f"</{name}", found + 1)
        if found < 0:
            self._missing.add(name)
            return place
        return max(found + len(name) + 2, self.after(">", found))
