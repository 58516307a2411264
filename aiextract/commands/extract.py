"""``aiextract extract``: articles in, events out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiextract.commands.common import FAILED, quiet_pipe, tell
from aiextract.corpus import Failure, Record, Style, article_of, write
from aiextract.corpus.write import write_stream
from aiextract.events import Extraction
from aiextract.extractor import Extractor

__all__ = ["Counts", "extract", "show"]


@dataclass
class Counts:
    """What became of the articles."""

    articles: int = 0
    events: int = 0
    failed: int = 0

    def __str__(self) -> str:
        failed = f", {self.failed} failed" if self.failed else ""
        return f"{self.articles} article{'s' * (self.articles != 1)}, {self.events} event{'s' * (self.events != 1)}{failed}"


def extract(
    records: Iterator[Record | Failure], extractor: Extractor, output: Path | None, format: str | None, *, style: Style, keep_text: bool
) -> int:
    """Extract and write; returns the exit code."""
    counts = Counts()
    found = _told(records, extractor, counts)
    if output is None and (format == "table" or (format is None and sys.stdout.isatty())):
        show(found)
    else:
        dictionaries: Iterator[dict[str, Any]] = (article_of(x, keep_text=keep_text) for x in found)
        if output is not None:
            write(dictionaries, output, format=format, style=style)
        else:
            with quiet_pipe():
                write_stream(dictionaries, sys.stdout.buffer, format=format or "jsonl", style=style)
    if output is not None or counts.failed:
        tell(f"{counts}{f' → {output}' if output else ''}")
    return FAILED if counts.failed else 0


def show(found: Iterator[Extraction]) -> None:
    """Print extractions for people."""
    from rich.console import Console

    from aiextract.terminal import print_extraction

    console = Console(highlight=False)
    with quiet_pipe():
        for extraction in found:
            print_extraction(extraction, console)


def _told(records: Iterator[Record | Failure], extractor: Extractor, counts: Counts) -> Iterator[Extraction]:
    """The extractions; failures go to standard error, a line each."""
    from aiextract.batch.partition import extract_each

    for result in extract_each(records, extractor):
        counts.articles += 1
        if isinstance(result, Failure):
            counts.failed += 1
            tell(result)
        else:
            counts.events += len(result)
            yield result
