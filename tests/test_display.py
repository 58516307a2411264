"""The HTML of an article is escaped and whole; the terminal shows the event and its words."""

from __future__ import annotations

import io
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from rich.console import Console

from aiextract.display import extraction_html, render
from aiextract.events import Extraction, Money, Span
from aiextract.terminal import money_text, print_extraction


class Words(HTMLParser):
    """What a reader sees, and which tags there are."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_text_is_whole_and_marked(made: Extraction) -> None:
    page = extraction_html(made)
    assert made.text in Words(page).words
    assert '<mark class="investor" title="investor">Airbus</mark>' in page
    assert '<mark class="trigger" title="trigger">investirait</mark>' in page


def test_everything_is_escaped(made: Extraction) -> None:
    bad = '<img src=x onerror="alert(1)">'
    party = replace(made.events[0].investors[0], name=bad)
    event = replace(made.events[0], investors=(party,))
    page = extraction_html(replace(made, text=bad + made.text, events=(event,), title=bad, id=bad, warnings=(bad,)))
    assert not {"img", "script", "b>"} & set(Words(page).tags)
    assert page.count("&lt;img") >= 4


def test_long_texts_and_many_events_are_cut(made: Extraction) -> None:
    page = extraction_html(replace(made, text=made.text + "x" * 1_000_000, events=made.events * 80))
    assert len(page) < 120_000
    assert "more characters" in page
    assert "30 more events" in page


def test_overlapping_marks_do_not_repeat_words(made: Extraction) -> None:
    event = replace(made.events[0], trigger=Span.of(made.text, 0, 60))
    assert made.text in Words(extraction_html(replace(made, events=(event,)))).words


def test_page_stands_alone(made: Extraction) -> None:
    page = render([made, replace(made, text="\ud800 seul", events=())])
    page.encode("utf-8")
    tags = set(Words(page).tags)
    assert "script" not in tags
    assert "link" not in tags
    assert "prefers-color-scheme:dark" in page


def test_repr_html(made: Extraction) -> None:
    assert made._repr_html_() == extraction_html(made)


def test_terminal_shows_event_and_context(made: Extraction) -> None:
    stream = io.StringIO()
    console = Console(file=stream, width=120)
    print_extraction(made, console)
    print_extraction(Extraction("Rien.", (), id="b", warnings=("not French",)), console)
    told = stream.getvalue()
    for words in ("Airbus, Eurazeo → Projet T", "2.9 G EUR", "announced  93%", "qu’il investirait", "no events", "warning: not French"):
        assert words in told


@pytest.mark.parametrize(
    ("low", "high", "bound", "per", "expected"),
    [
        ("1500", None, "more_than", None, "> 1.5 k EUR"),
        (None, "7", "at_most", "year", "≤ 7 EUR per year"),
        ("15e9", "25e9", "between", None, "15-25 G EUR"),
    ],
)
def test_money_text(low: str | None, high: str | None, bound: str, per: str | None, expected: str) -> None:
    from decimal import Decimal

    ends = [None if v is None else Decimal(v) for v in (low, high)]
    assert money_text(Money(ends[0], ends[1], "EUR", bound, per, span=Span("", 0, 0))) == expected  # type: ignore[arg-type]
