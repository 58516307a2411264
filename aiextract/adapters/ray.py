"""Ray Data: ``extract`` maps a dataset of articles to a dataset of results, on as many actors as asked, each with its model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aiextract.adapters.rows import Rows
from aiextract.batch.worker import Job
from aiextract.corpus import Keys
from aiextract.corpus.files import optional
from aiextract.options import Options

__all__ = ["extract"]


def extract(
    dataset: Any,
    *,
    actors: int = 1,
    keys: Keys | None = None,
    companies: str | Path | None = None,
    keep_text: bool = False,
    batch_size: int = 64,
    **options: Any,
) -> Any:
    """A ``ray.data.Dataset`` of articles as one of results: ``id``, ``published``, ``events`` (how many), ``json``, ``error``.

    ``json`` is the line that ``aiextract run`` writes for the article, byte for byte; where an article fails it is null and
    ``error`` says why. ``keys`` names the columns with text, id and date; other columns travel along inside ``json``. Give Ray a
    CPU or two more than ``actors``: it reads and writes on them. Rows come in Ray's order; join or sort by ``id``.
    ``companies`` is a file that every node can read; ``options`` are those of :class:`aiextract.options.Options`.
    """
    data = optional("ray.data", "aiextract[ray]", "a Ray dataset")
    Options.of(options)  # a wrong one is told here and not by a worker
    job = Job(Path(companies) if companies else None, keep_text, options)
    return dataset.map_batches(
        Rows,
        fn_constructor_args=(job, keys or Keys()),
        batch_format="pyarrow",
        batch_size=batch_size,
        num_cpus=1,
        compute=data.ActorPoolStrategy(size=actors),
    )
