"""A user's own companies beside the packaged ones: from a CSV or TSV file, or from rows; a million of them is fine."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from aiextract.errors import InputError, LexiconError
from aiextract.events import KINDS
from aiextract.lexicon.compile import PhraseIndex
from aiextract.lexicon.gazetteer import Gazetteer, Organisation, Person, organisation_of
from aiextract.lexicon.load import tsv

__all__ = ["COLUMNS", "with_companies"]

COLUMNS = ("name", "kind", "country", "aliases", "sector", "seat", "paraphrases", "people", "flags", "id")
_KINDS = (*KINDS, "media")


def with_companies(known: Gazetteer, companies: str | Path | Iterable[Mapping[str, Any]]) -> Gazetteer:
    """A gazetteer that also knows ``companies``: a CSV or TSV file, or rows as mappings, with the columns of ``COLUMNS``.

    Only ``name`` is needed; several values of a cell stand between ``|`` (in mappings also in lists); other columns are left
    alone. A name of one's own wins over a packaged one. Raises :class:`~aiextract.errors.LexiconError` naming file and line.

    >>> from aiextract.lexicon.gazetteer import gazetteer
    >>> mine = with_companies(gazetteer(), [{"name": "Verkor", "aliases": ["Verkor SAS"], "country": "FR"}])
    >>> mine.own[0].get("verkor sas").name
    'Verkor'
    """
    own = list(_organisations(companies))
    index = PhraseIndex([*((o.name, o) for o, _ in own), *((alias, o) for o, aliases in own for alias in aliases)])
    by_name = known.by_name | {o.name: o for o, _ in own}
    extended = replace(known, own=(index, *known.own), by_name=by_name)
    if any(o.paraphrases for o, _ in own):
        parties = [*(o for o, _ in own), *known.by_name.values()]
        extended = replace(extended, paraphrases=PhraseIndex((p, o) for o in parties for p in o.paraphrases))
    if any(o.people for o, _ in own):
        extended = replace(extended, people=PhraseIndex(_people([o for o, _ in own], known)))
    return extended


def _people(own: list[Organisation], known: Gazetteer) -> Iterator[tuple[str, Person]]:
    for party in own:
        yield from ((name, Person(name, "business", party.name, party.country)) for name in party.people)
    yield from ((row["name"], Person(row["name"], row["role"], row["party"], row["country"])) for row in tsv("people"))
    for party in known.by_name.values():
        yield from ((name, Person(name, "business", party.name, party.country)) for name in party.people)


def _organisations(companies: str | Path | Iterable[Mapping[str, Any]]) -> Iterator[tuple[Organisation, list[str]]]:
    for where, row in _file_rows(Path(companies)) if isinstance(companies, str | Path) else _mapping_rows(companies):
        name, kind, country = row.get("name", ""), row.get("kind", ""), row.get("country", "").upper()
        if not any(c.isalnum() for c in name):
            raise LexiconError(f"{where}: no name; each row needs one in the column 'name'")
        if kind and kind not in _KINDS:
            raise LexiconError(f"{where}: kind is {kind!r}; give one of {', '.join(_KINDS)}, or leave it empty for company")
        if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise LexiconError(f"{where}: country is {country!r}; give an ISO 3166-1 code of two letters such as FR, or leave it empty")
        party = organisation_of({**row, "country": country})
        aliases = [a.strip() for a in row.get("aliases", "").split("|") if a.strip()]
        yield (replace(party, id=row["id"]) if row.get("id") else party), aliases


def _file_rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            header = lines.readline()
            mark = max("\t;,", key=header.count)
            names = [n.strip().lower() for n in next(csv.reader([header], delimiter=mark), [])]
            if "name" not in names:
                raise LexiconError(f"{path}:1: no column 'name'; the first line must name some of {', '.join(COLUMNS)}")
            rows = csv.reader(lines, delimiter=mark)
            for cells in rows:
                where = f"{path}:{rows.line_num + 1}"
                if not any(cell.strip() for cell in cells):
                    continue
                if len(cells) != len(names):
                    hint = "quote a cell that holds the separator"
                    raise LexiconError(f"{where}: {len(cells)} cells where the header names {len(names)} columns; {hint}")
                yield where, {name: cell.strip() for name, cell in zip(names, cells, strict=True)}
    except OSError as error:
        raise LexiconError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: not UTF-8 ({error.reason}); save it as UTF-8") from error
    except csv.Error as error:
        raise LexiconError(f"{path}: {error}") from error


def _mapping_rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        numbered = enumerate(rows, 1)
    except TypeError:
        raise InputError(f"companies must be a path or rows as mappings, not {type(rows).__name__}") from None
    for number, row in numbered:
        if not isinstance(row, Mapping):
            raise LexiconError(f"companies, row {number}: expected a mapping with a name, got {type(row).__name__}")
        yield f"companies, row {number}", {key: _cell(row[key]) for key in COLUMNS if row.get(key) is not None}


def _cell(value: Any) -> str:
    return "|".join(map(str, value)) if isinstance(value, list | tuple | set | frozenset) else str(value)
