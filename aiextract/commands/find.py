"""``aiextract amounts`` and ``aiextract periods``: the grammars alone, without a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from aiextract.commands.common import FAILED, emit, tell
from aiextract.corpus import Failure, Record
from aiextract.events import Value

__all__ = ["find"]


def find(records: Iterator[Record | Failure], finder: Callable[[str, str | None], Sequence[Value]]) -> int:
    """Print what ``finder`` reads in each text, a JSON line each with the article's id; returns the exit code."""
    failures: list[Failure] = []

    def values() -> Iterator[dict[str, Any]]:
        for record in records:
            if isinstance(record, Failure):
                failures.append(record)
                tell(record)
                continue
            for value in finder(record.data["text"], record.data["published"]):
                yield {"id": record.data["id"], **value.to_dict()}

    emit(values())
    return FAILED if failures else 0
