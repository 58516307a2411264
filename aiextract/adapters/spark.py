"""Spark: ``extract`` maps a data frame of articles to a data frame of results, with one model in each Python worker."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from aiextract.adapters.rows import COLUMNS, Rows
from aiextract.batch.worker import Job
from aiextract.corpus import Keys
from aiextract.options import Options

__all__ = ["SCHEMA", "extract"]

SCHEMA = ", ".join(f"{name} {'int' if kind == 'int32' else kind}" for name, kind in COLUMNS)


def extract(frame: Any, *, keys: Keys | None = None, companies: str | Path | None = None, keep_text: bool = False, **options: Any) -> Any:
    """A Spark ``DataFrame`` of articles as one of results: ``id``, ``published``, ``events`` (how many), ``json``, ``error``.

    ``json`` is the line that ``aiextract run`` writes for the article, byte for byte; where an article fails it is null and
    ``error`` says why. ``keys`` names the columns with text, id and date; other columns travel along inside ``json``. It goes by
    ``mapInArrow``, the sister of ``mapInPandas`` that needs no pandas in between; order within a partition is kept.
    ``companies`` is a file that every node can read; ``options`` are those of :class:`aiextract.options.Options`.
    """
    Options.of(options)  # a wrong one is told here and not by a worker
    chosen = keys or Keys()
    settings = (str(companies) if companies else None, keep_text, tuple(sorted(options.items())))

    def each(batches: Iterator[Any]) -> Iterator[Any]:
        return _rows(settings, chosen).each(batches)

    return frame.mapInArrow(each, SCHEMA)


@lru_cache(maxsize=1)
def _rows(settings: tuple[str | None, bool, tuple[tuple[str, Any], ...]], keys: Keys) -> Rows:
    """The worker of this process, kept from one partition to the next: Spark reuses its Python workers."""
    companies, keep_text, options = settings
    return Rows(Job(Path(companies) if companies else None, keep_text, dict(options)), keys)
