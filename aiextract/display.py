"""Articles with their events marked, as HTML: escaped, self-contained, without scripts, for light and dark rooms."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from html import escape
from itertools import pairwise

from aiextract.events import Extraction, InvestmentEvent, Span

__all__ = ["extraction_html", "render"]

_LONGEST_TEXT = 20_000
_MOST_EVENTS = 50

_STYLE = """
.aix{--ink:#1c2330;--soft:#5c6675;--line:#d5dae2;--card:#f7f8fa;--trigger:#ffd7a8;--amount:#ffef9f;--investor:#c5ecc9;
--recipient:#bfe3f5;--place:#e3d2f7;--time:#f6cfe2;--other:#dfe3e8;color:var(--ink);font:15px/1.55 system-ui,sans-serif;max-width:60rem}
.aix mark{color:inherit;border-radius:.2em;padding:.05em .1em}
.aix .trigger{background:var(--trigger)}.aix .amount{background:var(--amount)}.aix .investor{background:var(--investor)}
.aix .recipient{background:var(--recipient)}.aix .place{background:var(--place)}.aix .time{background:var(--time)}
.aix .other{background:var(--other)}
.aix .text{white-space:pre-wrap;overflow-wrap:anywhere;border-left:3px solid var(--line);padding-left:.8em;margin:.6em 0}
.aix .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:.6em}
.aix .card{background:var(--card);border:1px solid var(--line);border-radius:.4em;padding:.6em .8em;overflow-wrap:anywhere}
.aix .card dl{display:grid;grid-template-columns:auto 1fr;gap:0 .7em;margin:.3em 0 0}
.aix dt,.aix .soft{color:var(--soft)}.aix dd{margin:0}.aix h3{margin:.2em 0;font-size:1.05em}
"""
_DARK = """--ink:#e5e9f0;--soft:#9aa5b5;--line:#3b4453;--card:#232a35;--trigger:#7a4b12;--amount:#6b5c00;--investor:#22552a;
--recipient:#174f69;--place:#4d3272;--time:#6b2a4c;--other:#454d59"""
_STYLES = (
    f"<style>{_STYLE}@media (prefers-color-scheme:dark){{.aix{{{_DARK}}}}}"
    f"[data-jp-theme-light=false] .aix,.theme-dark .aix,.vscode-dark .aix{{{_DARK}}}</style>"
)


def extraction_html(extraction: Extraction) -> str:
    """The article with marked words and a card an event, to put into a page or notebook.

    >>> "<script>" in extraction_html(Extraction("<script>", ()))
    False
    """
    return f'{_STYLES}<div class="aix">{_body(extraction)}</div>'


def render(extractions: Extraction | Iterable[Extraction], *, title: str = "aiextract") -> str:
    """A whole HTML page of one article or several.

    >>> render(Extraction("Rien.", ()))[:15]
    '<!doctype html>'
    """
    many = [extractions] if isinstance(extractions, Extraction) else extractions
    bodies = "<hr>".join(_body(extraction) for extraction in many)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    page = "<style>body{margin:1.5rem;background:#fff}@media (prefers-color-scheme:dark){body{background:#161b22}}</style>"
    return _clean(f'<!doctype html><html lang="fr"><head>{head}{_STYLES}{page}</head><body><div class="aix">{bodies}</div></body></html>')


def _clean(page: str) -> str:
    """Lone surrogates have no place in a page."""
    return page.encode(errors="replace").decode()


def _body(extraction: Extraction) -> str:
    parts = [p for p in (extraction.title, extraction.id, extraction.published) if p]
    head = f"<h3>{escape(' · '.join(parts))}</h3>" if parts else ""
    count = f'<div class="soft">{len(extraction)} event{"s" * (len(extraction) != 1)}</div>'
    notes = "".join(f'<div class="soft">warning: {escape(w)}</div>' for w in extraction.warnings)
    cards = "".join(_card(number, event) for number, event in enumerate(extraction.events[:_MOST_EVENTS], 1))
    more = f'<div class="soft">… and {len(extraction) - _MOST_EVENTS} more events</div>' if len(extraction) > _MOST_EVENTS else ""
    return f'{head}{count}{notes}<div class="text">{_marked(extraction)}</div><div class="cards">{cards}</div>{more}'


def _marks(event: InvestmentEvent) -> Iterable[tuple[Span, str]]:
    yield event.trigger, "trigger"
    yield from ((party.span, "investor") for party in event.investors)
    yield from ((party.span, "recipient") for party in event.recipients)
    yield from ((place.span, "place") for place in event.places)
    yield from ((value.span, "time") for value in (event.horizon, event.date) if value)
    yield from ((value.span, "amount") for value in (event.amount, event.stake, event.jobs, event.capacity) if value)
    yield from ((source.span, "other") for source in event.sources)


def _marked(extraction: Extraction) -> str:
    """The text with its marks; where marks overlap, the shortest one shows."""
    text = extraction.text
    shown = min(len(text), _LONGEST_TEXT)
    marks = {mark for event in extraction.events[:_MOST_EVENTS] for mark in _marks(event)}
    ranked = sorted(marks, key=lambda mark: (mark[0].end - mark[0].start, mark[0].start, mark[1]))
    edges = sorted({0, shown, *(e for span, _ in marks for e in (span.start, span.end) if 0 < e < shown)})
    label_at: dict[int, str] = {}
    for span, label in ranked:
        for edge in edges[bisect_left(edges, span.start) : bisect_left(edges, span.end)]:
            label_at.setdefault(edge, label)
    pieces = []
    for start, end in pairwise(edges):
        words = escape(text[start:end])
        shows = label_at.get(start)
        pieces.append(f'<mark class="{shows}" title="{shows}">{words}</mark>' if shows else words)
    more = f'<span class="soft"> … {len(text) - shown:,} more characters</span>' if shown < len(text) else ""
    return "".join(pieces) + more


def _card(number: int, event: InvestmentEvent) -> str:
    horizon = event.horizon
    time = " – ".join(p for p in (horizon.start, horizon.end) if p) or horizon.duration if horizon else None
    slots = {
        "investors": ", ".join(p.name for p in event.investors),
        "recipients": ", ".join(p.name for p in event.recipients),
        "amount": event.amount.span.text if event.amount else "",
        "bound": event.amount.bound if event.amount and event.amount.bound != "exact" else "",
        "places": ", ".join(p.name for p in event.places),
        "horizon": time or "",
        "date": event.date.value if event.date else "",
        "jobs": str(event.jobs.value) if event.jobs else "",
        "stake": f"{event.stake.value} %" if event.stake else "",
        "capacity": event.capacity.span.text if event.capacity else "",
        "sources": ", ".join(s.name for s in event.sources),
        "themes": ", ".join(event.themes),
    }
    rows = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in slots.items() if value)
    label = f"{event.type} · {event.status}{' · total' if event.total else ''}"
    return f'<div class="card"><b>{number}. {label}</b> <span class="soft">{event.confidence:.0%}</span><dl>{rows}</dl></div>'
