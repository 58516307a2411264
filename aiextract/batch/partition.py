"""The one way from records to results; local processes and every distributed engine run this and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from aiextract.corpus import Failure, Record, article_of, line_of
from aiextract.events import Extraction

if TYPE_CHECKING:
    from aiextract.extractor import Extractor

__all__ = ["BATCH", "Line", "extract_each", "run_partition"]

BATCH = 16


@dataclass(frozen=True, slots=True)
class Line:
    """The result of one article: its line of JSON and how many events are in it."""

    text: str
    events: int


def extract_each(records: Iterable[Record | Failure], extractor: Extractor) -> Iterator[Extraction | Failure]:
    """An extraction or a failure for each record, in order. No record can end the stream: what raises becomes a failure."""
    source = iter(records)
    while batch := list(islice(source, BATCH)):
        yield from _batch(batch, extractor)


def run_partition(records: Iterable[Record | Failure], extractor: Extractor, *, keep_text: bool = False) -> Iterator[Line | Failure]:
    """A line of JSON or a failure for each record, in order."""
    for result in extract_each(records, extractor):
        if isinstance(result, Failure):
            yield result
        else:
            yield Line(line_of(article_of(result, keep_text=keep_text)), len(result))


def _batch(batch: list[Record | Failure], extractor: Extractor) -> Iterator[Extraction | Failure]:
    try:
        results = iter(list(extractor.stream([r.data for r in batch if isinstance(r, Record)], batch_size=BATCH)))
    except Exception:  # one of them is at fault: find out which
        yield from (_alone(record, extractor) for record in batch)
        return
    for record in batch:
        yield record if isinstance(record, Failure) else next(results)


def _alone(record: Record | Failure, extractor: Extractor) -> Extraction | Failure:
    if isinstance(record, Failure):
        return record
    try:
        return next(extractor.stream([record.data]))
    except Exception as error:
        return Failure.of(record, error)
