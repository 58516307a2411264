"""Print the figures of docs/dataset.md: articles, events and words of each file of seeds/, and events by type, status and so on.

Run ``python tools/dataset_stats.py``; ``--write`` puts them into the page, ``--check`` says whether they stand there.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "dataset.md"
START, END = "<!-- figures: tools/dataset_stats.py --write -->", "<!-- end of figures -->"
Article = dict[str, Any]


def articles(file: Path) -> list[Article]:
    """The articles of one file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def table(header: list[str], rows: Iterable[list[object]]) -> Iterator[str]:
    """A Markdown table with its figures on the right."""
    yield f"| {' | '.join(header)} |"
    yield f"|{'|'.join('---' if n == 0 else '---:' for n in range(len(header)))}|"
    for row in rows:
        yield f"| {' | '.join(f'{cell:,}' if isinstance(cell, int) else str(cell) for cell in row)} |"


def row_of(name: str, read: list[Article]) -> list[object]:
    """The counts of some articles."""
    events = [event for article in read for event in article["events"]]
    dates = sorted(article["published"][:4] for article in read if article["published"])
    return [
        name,
        len(read),
        sum(not article["events"] for article in read),
        sum(len(article["text"].split()) for article in read),
        len(events),
        sum(bool(event.get("optional")) for event in events),
        f"{dates[0]}–{dates[-1]}" if dates else "",
    ]


def first(value: Any) -> Any:
    """The first answer where several are allowed."""
    return value[0] if isinstance(value, list) else value


def shares(events: list[dict[str, Any]]) -> Iterator[list[object]]:
    """Each label or slot with the number of events that have it."""
    for label in ("type", "status"):
        for value, count in Counter(first(event[label]) for event in events).most_common():
            yield [f"{label} `{value}`", count]
    yield ["`total`", sum(bool(event["total"]) for event in events)]
    for slot in ("investors", "recipients", "amount", "places", "horizon", "date", "jobs", "stake", "sources", "themes"):
        yield [f"with `{slot}`", sum(bool(event[slot]) for event in events)]
    currencies = Counter(first(event["amount"]["currency"]) or "unknown" for event in events if event["amount"])
    for code, count in currencies.most_common(6):
        yield [f"amounts in {code}", count]
    yield ["amounts in other currencies", sum(currencies.values()) - sum(count for _, count in currencies.most_common(6))]


def figures() -> str:
    """All tables, as they stand in the page."""
    read = {file.name: articles(file) for file in sorted((ROOT / "seeds").glob("*.jsonl"))}
    every = [article for some in read.values() for article in some]
    header = ["file", "articles", "of these without events", "words", "events", "of these optional", "published"]
    files = table(header, [*(row_of(f"`{name}`", some) for name, some in read.items()), row_of("**all**", every)])
    events = table(["events", "number"], shares([event for article in every for event in article["events"]]))
    return "\n".join([*files, "", *events])


def main(mode: str) -> int:
    """Print, write or check the figures."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    fresh = f"{before}{START}\n{figures()}\n{END}{rest.partition(END)[2]}"
    if mode == "--write":
        PAGE.write_text(fresh, encoding="utf-8")
    elif mode == "--check":
        return int(fresh != page)
    else:
        print(figures())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
