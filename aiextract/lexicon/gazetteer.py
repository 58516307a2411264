"""The gazetteer: known organisations, people, states and places, compiled once from the tables of ``data/``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from aiextract.lexicon.compile import PhraseIndex
from aiextract.lexicon.load import tsv, tsv_names
from aiextract.text.fold import fold

__all__ = ["Country", "Gazetteer", "Organisation", "Person", "Spot", "gazetteer", "identifier"]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A known party: canonical name, kind, home country, sectors, seat, people; ``lower`` where a name starts in lower case."""

    name: str
    kind: str
    country: str
    sectors: tuple[str, ...]
    seat: str
    paraphrases: tuple[str, ...]
    people: tuple[str, ...]
    ambiguous: bool
    parent: str
    id: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody known, with the party that the name stands for."""

    name: str
    role: str
    party: str
    country: str


@dataclass(frozen=True, slots=True)
class Country:
    """A state: ISO code, French name, capital and currency."""

    code: str
    name: str
    capital: str
    currency: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: its name, country code and kind (city, region, continent …)."""

    name: str
    country: str
    kind: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All that is known by name, ready to match; ``extended`` gives a new one with a user's own organisations."""

    organisations: PhraseIndex[Organisation]
    paraphrases: PhraseIndex[Organisation]
    people: PhraseIndex[Person]
    governments: PhraseIndex[Country]
    countries: PhraseIndex[Country]
    places: PhraseIndex[Spot]
    demonyms: dict[str, str]
    city_demonyms: dict[str, str]
    by_name: dict[str, Organisation]
    by_code: dict[str, Country]
    around: dict[str, tuple[str, ...]] = field(default_factory=dict)
    own: tuple[PhraseIndex[Organisation], ...] = ()


def identifier(name: str) -> str:
    """A stable id of a known party: its folded name with hyphens.

    >>> identifier("Crédit Agricole")
    'credit-agricole'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def _cells(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split("|") if part.strip())


def organisation_of(row: dict[str, str]) -> Organisation:
    """The organisation of one row of an ``org_*.tsv`` table."""
    flags = _cells(row.get("flags", ""))
    parent = next((f.removeprefix("subsidiary=") for f in flags if f.startswith("subsidiary=")), "")
    return Organisation(
        row["name"],
        row.get("kind") or "company",
        row.get("country", ""),
        _cells(row.get("sector", "")),
        row.get("seat", ""),
        _cells(row.get("paraphrases", "")),
        _cells(row.get("people", "")),
        "ambiguous" in flags,
        parent,
        identifier(row["name"]),
    )


def _named(rows: Iterable[dict[str, str]]) -> Iterable[tuple[str, Organisation]]:
    aliases = []
    for row in rows:
        known = organisation_of(row)
        yield row["name"], known
        aliases += [(alias, known) for alias in _cells(row.get("aliases", ""))]
    yield from aliases  # a canonical name wins over another party's alias


@cache
def gazetteer() -> Gazetteer:
    """The packaged gazetteer, compiled once."""
    rows = [row for name in tsv_names("org_") for row in tsv(name)]
    organisations = list(_named(rows))
    by_name: dict[str, Organisation] = {}
    for _, known in organisations:
        by_name.setdefault(known.name, known)
    countries = {row["code"]: Country(row["code"], row["name"], row["capital"], row["currency"]) for row in tsv("countries")}
    people = [(row["name"], Person(row["name"], row["role"], row["party"], row["country"])) for row in tsv("people")]
    people += [(name, Person(name, "business", o.name, o.country)) for o in by_name.values() for name in o.people]
    return Gazetteer(
        organisations=PhraseIndex(organisations),
        paraphrases=PhraseIndex((p, o) for o in by_name.values() for p in o.paraphrases),
        people=PhraseIndex(people),
        governments=PhraseIndex((p, countries[r["code"]]) for r in tsv("countries") for p in _cells(r["governments"])),
        countries=PhraseIndex((p, countries[r["code"]]) for r in tsv("countries") for p in (r["name"], *_cells(r["aliases"]))),
        places=PhraseIndex(_spots()),
        demonyms={fold(d): r["code"] for r in reversed(tsv("countries")) for d in _cells(r["demonyms"])},
        city_demonyms={fold(d) + end: r["name"] for end in ("s", "") for r in tsv("city_demonyms") for d in _cells(r["demonyms"])},
        by_name=by_name,
        by_code=countries,
        around={r["name"]: (r["name"], *_cells(r.get("around", ""))) for r in tsv("city_demonyms")},
    )


def _spots() -> Iterable[tuple[str, Spot]]:
    for row in tsv("places"):
        spot = Spot(row["name"], row["country"], row["kind"])
        for name in (row["name"], *_cells(row["aliases"])):
            yield name, spot
    for row in tsv("countries"):
        if row["capital"]:
            yield row["capital"], Spot(row["capital"], row["code"], "city")
