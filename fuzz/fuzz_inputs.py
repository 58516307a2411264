"""Fuzz target: readers of files, dictionaries and tables of companies. `python fuzz/fuzz_inputs.py -max_total_time=1200`."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["aiextract"]):
    from aiextract.corpus import read
    from aiextract.errors import AiextractError
    from aiextract.events import Extraction, InvestmentEvent
    from aiextract.lexicon.own import _organisations

_FOLDER = Path(tempfile.mkdtemp(prefix="aiextract-fuzz-"))
_SUFFIXES = (".txt", ".jsonl", ".html", ".csv", ".tsv", ".jsonl.gz")


def one_input(data: bytes) -> None:
    """Every input is read, or refused by an error of ours."""
    if not data:
        return
    path = _FOLDER / f"in{_SUFFIXES[data[0] % len(_SUFFIXES)]}"
    path.write_bytes(data[1:])
    for work in (lambda: list(read([path])), lambda: list(_organisations(path)), lambda: _values(data[1:])):
        try:
            work()
        except AiextractError as error:
            if not str(error):
                raise AssertionError("an error without a word") from error


def _values(data: bytes) -> None:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return
    for kind in (Extraction, InvestmentEvent):
        kind.from_dict(value)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
