"""Read the packaged tables of words: TOML for structured tables, TSV for long lists. Each is read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from aiextract.errors import LexiconError

__all__ = ["parse_tsv", "table", "tsv", "tsv_names"]

_DATA = resources.files("aiextract.lexicon") / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """The packaged TOML table ``name`` (without ending), read once.

    Raises :class:`~aiextract.errors.LexiconError` naming file and place where it can't be read.
    """
    try:
        return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{name}.toml: {error}") from error


def parse_tsv(content: str, where: str) -> tuple[dict[str, str], ...]:
    """Rows of a tab-separated table with a header line; a row of the wrong width is an error naming its line.

    >>> parse_tsv("name\\tcountry\\nVinci\\tFR\\n", "mine.tsv")
    ({'name': 'Vinci', 'country': 'FR'},)
    """
    lines = content.splitlines()
    if not lines:
        raise LexiconError(f"{where}: empty; the first line must name the columns")
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) > len(header):
            raise LexiconError(f"{where}:{number}: {len(cells)} cells where the header names {len(header)} columns; remove the extra tabs")
        rows.append(dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=True)))
    return tuple(rows)


@cache
def tsv(name: str) -> tuple[dict[str, str], ...]:
    """The packaged TSV table ``name`` (without ending), read once."""
    return parse_tsv((_DATA / f"{name}.tsv").read_text(encoding="utf-8"), f"{name}.tsv")


@cache
def tsv_names(prefix: str) -> tuple[str, ...]:
    """Names of the packaged TSV tables that start with ``prefix``, sorted."""
    names = (Path(entry.name) for entry in _DATA.iterdir())
    return tuple(sorted(n.stem for n in names if n.suffix == ".tsv" and n.stem.startswith(prefix)))
