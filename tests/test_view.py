"""The HTML view links words and cards both ways, can be read without colours, and has enough contrast in light and dark."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from aiextract import display
from aiextract.display import extraction_html, render
from aiextract.events import Extraction, Reason


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(left: str, right: str) -> float:
    low, high = sorted((luminance(left), luminance(right)))
    return (high + 0.05) / (low + 0.05)


def test_every_link_leads_to_one_place(made: Extraction) -> None:
    page = render([made, replace(made, id="b"), replace(made, id="c", text="Rien.", events=())])
    ids = re.findall(r' id="([^"]+)"', page)
    links = re.findall(r' href="#([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert links
    assert set(links) <= set(ids)


def test_links_in_a_cut_text_lead_somewhere_too(made: Extraction, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "_LONGEST_TEXT", 40)
    page = extraction_html(made)
    assert set(re.findall(r' href="#([^"]+)"', page)) <= set(re.findall(r' id="([^"]+)"', page))


def test_card_tells_figure_and_reasons(made: Extraction) -> None:
    event = replace(made.events[0], reasons=(Reason("investors", "gazetteer <b>", "Airbus", ("Eurazeo",)),))
    page = extraction_html(replace(made, events=(event,)))
    assert "2,900,000,000 EUR" in page
    assert "<summary>why</summary>" in page
    assert "gazetteer &lt;b&gt;; not Eurazeo" in page


def test_numbers_of_events_are_no_part_of_the_text(made: Extraction) -> None:
    body = re.search(r'<div class="text"[^>]*>(.*?)</div>', extraction_html(made), re.DOTALL)
    assert body is not None
    assert re.sub(r"<[^>]+>", "", body[1]) == made.text


@pytest.mark.parametrize(("style", "page"), [(display._STYLE, "#ffffff"), (display._DARK, "#161b22")], ids=["light", "dark"])
def test_contrast(style: str, page: str) -> None:
    colours = dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6})", style))
    for role in display._LINES:
        assert contrast(colours["ink"], colours[role]) >= 7, role
        assert contrast(colours[f"{role}-line"], colours[role]) >= 3, role
    for ink in ("ink", "soft", "link"):
        assert contrast(colours[ink], colours["card"]) >= 4.5, ink
        assert contrast(colours[ink], page) >= 4.5, ink


def test_roles_differ_without_colour() -> None:
    assert len(set(display._LINES.values())) == len(display._LINES)
