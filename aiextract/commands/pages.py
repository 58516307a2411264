"""``aiextract explain`` and ``aiextract view``: results to read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aiextract.batch.partition import extract_each
from aiextract.commands.common import FAILED, quiet_pipe, tell
from aiextract.corpus import Failure, Record, atomic
from aiextract.display import render
from aiextract.events import Extraction
from aiextract.extractor import Extractor

__all__ = ["explain_all", "view_all"]


def explain_all(records: Iterator[Record | Failure], extractor: Extractor) -> int:
    """Print the reasons behind each event; returns the exit code."""
    failures: list[Failure] = []
    with quiet_pipe():
        for found in _extractions(records, extractor, failures):
            print(f"{found.id}: {len(found)} event{'s' * (len(found) != 1)}")
            for event in found:
                print(event.explain(), *(f"  « {' '.join(m.text.split())} »" for m in event.mentions[:1]), sep="\n")
    return FAILED if failures else 0


def view_all(records: Iterator[Record | Failure], extractor: Extractor, output: Path) -> int:
    """Write one page of all articles; returns the exit code."""
    failures: list[Failure] = []
    with atomic(output) as partial:
        partial.write_text(render(_extractions(records, extractor, failures), title=output.stem), encoding="utf-8")
    return FAILED if failures else 0


def _extractions(records: Iterator[Record | Failure], extractor: Extractor, failures: list[Failure]) -> Iterator[Extraction]:
    for result in extract_each(records, extractor):
        if isinstance(result, Failure):
            failures.append(result)
            tell(result)
        else:
            yield result
