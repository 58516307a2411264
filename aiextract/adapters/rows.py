"""What every engine's worker does: a batch of Arrow rows in, a row for each article out, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from aiextract.batch.partition import Line, run_partition
from aiextract.batch.worker import Job
from aiextract.corpus import Failure, Keys, Record
from aiextract.corpus.files import optional
from aiextract.extractor import Extractor, extractor_with

__all__ = ["COLUMNS", "Rows", "record_of"]

# id and date of the article, how many events it holds, its result as the line of JSON that a local run writes, or what went wrong.
COLUMNS = (("id", "string"), ("published", "string"), ("events", "int32"), ("json", "string"), ("error", "string"))


class Rows:
    """A worker: it loads the model when it is made, and then turns batches into results."""

    def __init__(self, job: Job, keys: Keys) -> None:
        self._job = job
        self._keys = keys
        self._extractor: Extractor = extractor_with(job.companies, **job.options)

    def __call__(self, batch: Any) -> Any:
        """The results of a batch (a ``pyarrow`` table or record batch) as one of the same kind."""
        arrow = optional("pyarrow", "aiextract[arrow]", "a batch of rows")
        records = [record_of(row, self._keys) for row in batch.to_pylist()]
        results = run_partition(records, self._extractor, keep_text=self._job.keep_text)
        rows = [_row(record, result) for record, result in zip(records, results, strict=True)]
        return type(batch).from_pylist(rows, schema=arrow.schema([(name, getattr(arrow, kind)()) for name, kind in COLUMNS]))

    def each(self, batches: Iterator[Any]) -> Iterator[Any]:
        """The results of each batch."""
        return map(self, batches)


def record_of(row: Mapping[str, Any], keys: Keys) -> Record:
    """A row under the names that the extractor reads; columns that it does not know travel along, empty ones do not.

    >>> record_of({"body": "Rien.", "id": 7, "day": "2025-03-01", "url": None}, Keys(text="body", date="day"))
    Record(place='7', data={'id': '7', 'published': '2025-03-01', 'text': 'Rien.'})
    """
    data = {key: value for key, value in row.items() if value is not None}
    text, id = data.pop(keys.text, None), data.pop(keys.id, None)
    date = data.pop(keys.date, None) if keys.date else data.pop("published", None) or data.pop("date", None)
    data["id"] = None if id is None else str(id)
    data["published"] = date.isoformat()[:10] if hasattr(date, "isoformat") else date and str(date)[:10]
    return Record(str(id), {**data, "text": text})


def _row(record: Record, result: Line | Failure) -> dict[str, Any]:
    if isinstance(result, Failure):
        return {"id": record.data["id"], "published": None, "events": None, "json": None, "error": result.reason}
    published = record.data["published"]
    return {"id": record.data["id"], "published": published, "events": result.events, "json": result.text.rstrip("\n"), "error": None}
