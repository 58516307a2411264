"""Articles with their events marked, as HTML: escaped, self-contained, without scripts, for light and dark rooms.

Each marked word links to the card of its event and each value of a card to its words; a card that is pointed at or followed has its
words framed. No role is told by colour alone: the line under the word differs too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2s
from html import escape
from itertools import pairwise

from aiextract.events import Extraction, InvestmentEvent, Money, Span

__all__ = ["extraction_html", "render"]

_LONGEST_TEXT = 20_000
_MOST_EVENTS = 50
_MOST_FRAMED = 20  # events whose words are framed when their card is pointed at: each costs a rule in the style sheet

# The line under the words of each role, so that nobody depends on telling the colours apart.
_LINES = {
    "trigger": "3px double",
    "amount": "3px solid",
    "investor": "1px solid",
    "recipient": "2px dashed",
    "place": "2px dotted",
    "time": "3px dotted",
    "source": "1px dashed",
}
_FRAMED = ",".join(f".aix article:has(.card.n{n}:is(:hover,:focus-within,:target)) .e{n} mark" for n in range(1, _MOST_FRAMED + 1))
_STYLE = f"""
.aix{{--ink:#1c2330;--soft:#566071;--line:#d5dae2;--card:#f7f8fa;--link:#0b57a4;--trigger:#ffd7a8;--amount:#ffef9f;--investor:#c5ecc9;
--recipient:#bfe3f5;--place:#e3d2f7;--time:#f6cfe2;--source:#dfe3e8;--trigger-line:#a85a00;--amount-line:#8a7400;--investor-line:#2c7a37;
--recipient-line:#1f6f99;--place-line:#7446ab;--time-line:#a83a74;--source-line:#5c6675;
color:var(--ink);font:15px/1.6 system-ui,sans-serif;container-type:inline-size}}
.aix mark{{color:inherit;border-radius:.2em .2em 0 0;padding:.05em .1em}}
.aix .text a{{color:inherit;text-decoration:none}}
.aix .text a[data-n]::after{{content:attr(data-n);font-size:.65em;vertical-align:super;color:var(--soft);padding-left:.1em}}
.aix .text{{align-self:start;white-space:pre-wrap;overflow-wrap:anywhere;
border-left:3px solid var(--line);padding-left:.8em;margin:.6em 0;max-width:46em}}
.aix .cards{{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(17rem,100%),1fr));gap:.6em;align-content:start;margin:.6em 0}}
.aix .card{{background:var(--card);border:1px solid var(--line);border-radius:.4em;padding:.6em .8em;overflow-wrap:anywhere}}
.aix .card:target{{border-color:var(--link);box-shadow:0 0 0 2px var(--link)}}
.aix .card dl{{display:grid;grid-template-columns:auto 1fr;gap:0 .7em;margin:.3em 0 0}}.aix .card a{{color:var(--link)}}
.aix dt,.aix .soft{{color:var(--soft)}}.aix dd{{margin:0}}
.aix dd .soft{{display:inline-block}}.aix h1{{margin:.2em 0;font-size:1.35em}}.aix h2{{margin:.2em 0;font-size:1.05em}}
.aix article{{margin:0 0 1.6em;padding-top:.8em}}.aix article+article{{border-top:1px solid var(--line)}}
.aix .legend mark{{margin-right:.7em;color:var(--ink)}}.aix details{{margin-top:.4em}}.aix summary{{color:var(--soft);cursor:pointer}}
.aix details ul{{margin:.2em 0;padding-left:1.1em;font-size:.87em}}
.aix :focus-visible,.aix :target>mark{{outline:2px solid var(--link);outline-offset:1px}}
{_FRAMED}{{outline:2px solid var(--ink)}}
@container (min-width:64rem){{.aix .both{{display:grid;grid-template-columns:minmax(0,3fr) minmax(18rem,2fr);gap:1.6em}}}}
@media print{{.aix .card{{break-inside:avoid}}}}
""" + "".join(f".aix .{role}{{background:var(--{role});border-bottom:{line} var(--{role}-line)}}" for role, line in _LINES.items())
_DARK = """--ink:#e5e9f0;--soft:#a3aebd;--line:#3b4453;--card:#232a35;--link:#7fb8f5;--trigger:#683e0c;--amount:#544900;--investor:#22552a;
--recipient:#174f69;--place:#4d3272;--time:#6b2a4c;--source:#454d59;--trigger-line:#f0a95a;--amount-line:#e0c83c;--investor-line:#7fd18a;
--recipient-line:#76c4ea;--place-line:#bf9af0;--time-line:#ef92bf;--source-line:#a9b4c4"""
_STYLES = (
    f"<style>{_STYLE}@media (prefers-color-scheme:dark){{.aix{{{_DARK}}}}}"
    f"[data-jp-theme-light=false] .aix,.theme-dark .aix,.vscode-dark .aix{{{_DARK}}}</style>"
)
_HEAD = """<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><style>body{margin:1.5rem auto;padding:0 1.5rem;max-width:84rem;background:#fff}
@media (prefers-color-scheme:dark){body{background:#161b22}}</style>"""
_LEGEND = '<div class="legend" role="note" aria-label="legend">' + "".join(f'<mark class="{r}">{r}</mark>' for r in _LINES) + "</div>"


def extraction_html(extraction: Extraction) -> str:
    """The article with marked words and a card an event, to put into a page or notebook.

    >>> "<script>" in extraction_html(Extraction("<script>", ()))
    False
    """
    return _clean(f'{_STYLES}<div class="aix">{_LEGEND if extraction.events else ""}{_article(extraction)}</div>')


def render(extractions: Extraction | Iterable[Extraction], *, title: str = "aiextract") -> str:
    """A whole HTML page of one article or several.

    >>> render(Extraction("Rien.", ()))[:15]
    '<!doctype html>'
    """
    many = [extractions] if isinstance(extractions, Extraction) else extractions
    articles = "".join(_article(extraction) for extraction in many)
    head = f"{_HEAD}<title>{escape(title)}</title>{_STYLES}"
    body = f'<main class="aix"><h1>{escape(title)}</h1>{_LEGEND}{articles}</main>'
    return _clean(f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>')


def _clean(page: str) -> str:
    """Lone surrogates have no place in a page."""
    return page.encode(errors="replace").decode()


@dataclass(frozen=True, slots=True)
class _Links:
    """The names of an article's cards and words in the page: they begin with a key of its own, as a page may hold many articles."""

    key: str
    shown: int

    @classmethod
    def of(cls, extraction: Extraction) -> _Links:
        words = f"{extraction.id}\n{extraction.text}".encode(errors="replace")
        return cls(f"a{blake2s(words, digest_size=4).hexdigest()}", min(len(extraction.text), _LONGEST_TEXT))

    def card(self, number: int) -> str:
        return f"{self.key}e{number}"

    def word(self, start: int) -> str:
        return f"{self.key}w{start}"

    def to(self, words: str, span: Span) -> str:
        """``words`` as a link to their place in the text, where that is shown."""
        return f'<a href="#{self.word(span.start)}">{escape(words)}</a>' if span.start < self.shown else escape(words)


def _article(extraction: Extraction) -> str:
    links = _Links.of(extraction)
    parts = [p for p in (extraction.title, extraction.id, extraction.published) if p]
    head = f"<h2>{escape(' · '.join(parts))}</h2>" if parts else ""
    count = f'<div class="soft">{len(extraction)} event{"s" * (len(extraction) != 1)}</div>'
    notes = "".join(f'<div class="soft">warning: {escape(w)}</div>' for w in extraction.warnings)
    cards = "".join(_card(number, event, links) for number, event in enumerate(extraction.events[:_MOST_EVENTS], 1))
    more = f'<div class="soft">… and {len(extraction) - _MOST_EVENTS} more events</div>' if len(extraction) > _MOST_EVENTS else ""
    both = f'<div class="both"><div class="text" lang="fr">{_marked(extraction, links)}</div><div class="cards">{cards}{more}</div></div>'
    return f"<article>{head}{count}{notes}{both}</article>"


def _marks(event: InvestmentEvent) -> Iterator[tuple[Span, str]]:
    yield event.trigger, "trigger"
    yield from ((party.span, "investor") for party in event.investors)
    yield from ((party.span, "recipient") for party in event.recipients)
    yield from ((place.span, "place") for place in event.places)
    yield from ((value.span, "time") for value in (event.horizon, event.date) if value)
    yield from ((value.span, "amount") for value in (event.amount, event.stake, event.jobs, event.capacity) if value)
    yield from ((source.span, "source") for source in event.sources)


def _marked(extraction: Extraction, links: _Links) -> str:
    """The text with its marks; where marks overlap, the shortest one shows."""
    text, shown = extraction.text, links.shown
    events: dict[tuple[Span, str], list[int]] = {}
    for number, event in enumerate(extraction.events[:_MOST_EVENTS], 1):
        for mark in dict.fromkeys(_marks(event)):
            events.setdefault(mark, []).append(number)
    ranked = sorted(events, key=lambda mark: (mark[0].end - mark[0].start, mark[0].start, mark[1]))
    edges = sorted({0, shown, *(e for span, _ in ranked for e in (span.start, span.end) if 0 < e < shown)})
    mark_at: dict[int, tuple[Span, str]] = {}
    for mark in ranked:
        for edge in edges[bisect_left(edges, mark[0].start) : bisect_left(edges, mark[0].end)]:
            mark_at.setdefault(edge, mark)
    starts = {span.start for span, _ in ranked}
    pieces = []
    for start, end in pairwise(edges):
        words, found = escape(text[start:end]), mark_at.get(start)
        name = links.word(start) if start in starts else ""
        pieces.append(_piece(words, found[1], events[found], name, end == found[0].end, links) if found else words)
    more = f'<span class="soft"> … {len(text) - shown:,} more characters</span>' if shown < len(text) else ""
    return "".join(pieces) + more


def _piece(words: str, role: str, numbers: Sequence[int], name: str, last: bool, links: _Links) -> str:
    """Marked words that lead to the card of their first event; the events' numbers are shown, but are no part of the text."""
    told = f' data-n="{" ".join(map(str, numbers[:3]))}{"…" * (len(numbers) > 3)}"' if last else ""
    framed = " ".join(f"e{n}" for n in numbers if n <= _MOST_FRAMED)
    classes = f' class="{framed}"' if framed else ""
    named = f' id="{name}"' if name else ""
    return f'<a{named}{classes} href="#{links.card(numbers[0])}"{told}><mark class="{role}" title="{role}">{words}</mark></a>'


def _card(number: int, event: InvestmentEvent, links: _Links) -> str:
    horizon = event.horizon
    time = (" – ".join(p for p in (horizon.start, horizon.end) if p) or horizon.duration or "") if horizon else ""
    singles: Mapping[str, tuple[str, Span] | None] = {
        "horizon": (time, horizon.span) if horizon else None,
        "date": (event.date.value, event.date.span) if event.date else None,
        "jobs": (f"{event.jobs.value:,}", event.jobs.span) if event.jobs else None,
        "stake": (f"{event.stake.value} %", event.stake.span) if event.stake else None,
        "capacity": (event.capacity.span.text, event.capacity.span) if event.capacity else None,
    }
    slots = {
        "investors": ", ".join(links.to(p.name, p.span) for p in event.investors),
        "recipients": ", ".join(links.to(p.name, p.span) for p in event.recipients),
        "amount": _amount(event.amount, links) if event.amount else "",
        "places": ", ".join(links.to(p.name, p.span) + (f" ({escape(p.code)})" if p.code else "") for p in event.places),
        **{name: links.to(*found) if found else "" for name, found in singles.items()},
        "sources": ", ".join(links.to(s.name, s.span) for s in event.sources),
        "themes": escape(", ".join(event.themes)),
    }
    rows = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in slots.items() if value)
    label = links.to(f"{number}. {event.type} · {event.status}{' · total' if event.total else ''}", event.trigger)
    sure = f'<span class="soft" title="confidence">{event.confidence:.0%}</span>'
    return f'<div class="card n{number}" id="{links.card(number)}"><b>{label}</b> {sure}<dl>{rows}</dl>{_why(event)}</div>'


def _amount(money: Money, links: _Links) -> str:
    ends = dict.fromkeys(f"{Decimal(v):,f}" for v in (money.low, money.high) if v is not None)
    bound = "" if money.bound in ("exact", "between") else f"{money.bound.replace('_', ' ')} "
    figure = f"{bound}{' – '.join(ends)} {money.currency or ''}".strip() + (f" per {money.per}" if money.per else "")
    return f'{links.to(money.span.text, money.span)} <span class="soft">{escape(figure)}</span>'


def _why(event: InvestmentEvent) -> str:
    if not event.reasons:
        return ""
    rows = []
    for reason in event.reasons:
        rejected = f"; not {', '.join(reason.rejected)}" if reason.rejected else ""
        rows.append(f'<li>{escape(f"{reason.slot}: {reason.words}")} <span class="soft">({escape(reason.rule + rejected)})</span></li>')
    return f"<details><summary>why</summary><ul>{''.join(rows)}</ul></details>"
