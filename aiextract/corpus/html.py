"""A web page as an article: its words by paragraph, its title and its date."""

from __future__ import annotations

import re
from html.parser import HTMLParser

__all__ = ["article_of_page"]

_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "nav", "footer", "form", "button", "select", "head"})
# Everything else runs on inside its line.
_INLINE = frozenset(
    {"a", "abbr", "b", "cite", "code", "em", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"}
)
_DATES = frozenset({"article:published_time", "date", "dc.date", "dcterms.date", "datepublished", "pubdate"})
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[str]] = [[]]
        self.title: list[str] = []
        self.published: str | None = None
        self._silent: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "meta":
            name = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
            if name in _DATES and self.published is None:
                self.published = (values.get("content") or "")[:10] or None
        elif tag == "title":
            self._in_title = not self.title
        elif tag in _SILENT:
            self._silent.append(tag)
        elif tag not in _INLINE:
            if tag == "body":
                self._silent.clear()  # a head that was never closed
            self.blocks.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        elif tag not in _INLINE:
            self.blocks.append([])

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        elif not self._silent:
            self.blocks[-1].append(data)


def _line(parts: list[str]) -> str:
    return _SPACES.sub(" ", "".join(parts)).strip()


def article_of_page(source: str) -> dict[str, str]:
    """The article of an HTML page: ``text`` (a line a block), and ``title`` and ``published`` where the page names them.

    >>> article_of_page("<title>T</title><p>Airbus investira<br>2&nbsp;Md&euro;.</p><script>x</script>")["text"]
    'Airbus investira\\n2\\xa0Md€.'
    """
    page = _Page()
    page.feed(source)
    page.close()
    article = {"text": "\n".join(line for line in map(_line, page.blocks) if line)}
    if title := _line(page.title):
        article["title"] = title
    if page.published and re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", page.published):
        article["published"] = page.published
    return article
