"""Events on a terminal: a row an event, coloured, and below it its words in context."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from aiextract.events import Extraction, InvestmentEvent, Money, Span, plain_number

__all__ = ["context", "event_row", "money_text", "print_extraction"]

_STATUS_STYLES = {
    "completed": "green",
    "announced": "cyan",
    "planned": "blue",
    "in_talks": "magenta",
    "rumoured": "yellow",
    "cancelled": "red",
    "denied": "red",
}
_SIGNS = {"exact": "", "about": "≈ ", "at_least": "≥ ", "more_than": "> ", "at_most": "≤ ", "less_than": "< ", "between": "", "vague": "~ "}
_SCALES = ((Decimal(10) ** 12, "T"), (Decimal(10) ** 9, "G"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "k"))
_CONTEXT = 90


def money_text(money: Money | None) -> str:
    """An amount in short: its bound, figure, scale and currency.

    >>> from aiextract.recognise.amounts import find_amounts
    >>> [money_text(m) for m in find_amounts("entre 15 et 25 milliards de dollars, près de 2,9 Md€")]
    ['15-25 G USD', '≈ 2.9 G EUR']
    """
    if money is None:
        return "-"
    top = max(abs(v) for v in (money.low, money.high, Decimal(0)) if v is not None)
    scale, letter = next(((s, x) for s, x in _SCALES if top >= s), (Decimal(1), ""))
    ends = [plain_number(v / scale) for v in (money.low, money.high) if v is not None]
    figure = "-".join(dict.fromkeys(ends)) or "?"
    unit = " ".join(part for part in (letter, money.currency or "") if part)
    return f"{_SIGNS[money.bound]}{figure} {unit}".rstrip() + (f" per {money.per}" if money.per else "")


def print_extraction(extraction: Extraction, console: Console) -> None:
    """Print an article's events, each with its words in context, or one line where there are none."""
    heading = " · ".join(part for part in (extraction.id, extraction.published, extraction.title) if part)
    console.print(Text(heading or "article", style="bold"))
    for event in extraction.events:
        console.print(event_row(event), Padding(context(extraction.text, event), (0, 2, 1, 2)))
    for note in ([] if extraction.events else ["no events"]) + [f"warning: {w}" for w in extraction.warnings]:
        console.print(Text(f"  {note}", style="dim"))


def event_row(event: InvestmentEvent) -> Table:
    """An event in four columns: who to what, how much, what kind and how firm, where and when."""
    row = Table.grid(expand=True, padding=(0, 1))
    for ratio in (5, 3, 3, 3):
        row.add_column(ratio=ratio, overflow="fold")
    row.add_row(_parties(event), _amount(event), _label(event), _where(event))
    return row


def context(text: str, event: InvestmentEvent) -> Text:
    """The event's words in their sentence, marked by slot."""
    marks = [(event.trigger, "bold underline")]
    marks += [(party.span, "bold green") for party in event.investors]
    marks += [(party.span, "bold cyan") for party in event.recipients]
    marks += [(value.span, "bold yellow") for value in (event.amount, event.jobs, event.stake) if value]
    marks += [(value.span, "bold magenta") for value in (*event.places, event.horizon, event.date) if value]
    spot = event.trigger
    start = max(spot.start - _CONTEXT, 0, *(m.start for m in event.mentions if m.start <= spot.start < m.end))
    end = min([spot.end + 2 * _CONTEXT, len(text), *(m.end for m in event.mentions if m.start <= spot.start < m.end)])
    line = Text("… " if start else "", style="none")
    for at, stop in _cuts(start, end, [span for span, _ in marks]):
        style = next((s for span, s in marks if span.start <= at and stop <= span.end), "dim")
        line.append(" ".join(text[at:stop].split("\n")), style=style)
    return line


def _cuts(start: int, end: int, spans: list[Span]) -> list[tuple[int, int]]:
    edges = sorted({start, end, *(e for s in spans for e in (s.start, s.end) if start < e < end)})
    return list(pairwise(edges))


def _parties(event: InvestmentEvent) -> Text:
    investors, recipients = (", ".join(p.name for p in side) for side in (event.investors, event.recipients))
    return Text.assemble((investors or "?", "green"), " → ", (recipients or "-", "cyan"))


def _amount(event: InvestmentEvent) -> Text:
    extras = [f"{event.stake.value} %"] if event.stake else []
    extras += [f"{event.jobs.value} jobs"] if event.jobs else []
    return Text.assemble((money_text(event.amount), "yellow"), *(f"\n{extra}" for extra in extras), "\ntotal" if event.total else "")


def _label(event: InvestmentEvent) -> Text:
    return Text.assemble(event.type, "\n", (event.status, _STATUS_STYLES[event.status]), f"  {event.confidence:.0%}")


def _where(event: InvestmentEvent) -> Text:
    horizon = event.horizon
    time = " – ".join(part for part in (horizon.start, horizon.end) if part) or horizon.duration if horizon else None
    lines = [", ".join(p.name for p in event.places), time or "", event.date.value if event.date else ""]
    return Text("\n".join(line for line in lines if line) or "-", style="magenta")
