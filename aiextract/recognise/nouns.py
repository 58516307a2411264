"""The nouns by which news speaks of a party again, with the kinds and sectors that they fit: compiled from ``descriptions.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from aiextract.lexicon.frames import plural
from aiextract.lexicon.load import table
from aiextract.text.fold import fold

__all__ = ["Noun", "nouns"]


@dataclass(frozen=True, slots=True)
class Noun:
    """A form of a description noun: kinds and sectors that it fits (no sector: any), gender and number."""

    kinds: tuple[str, ...]
    sectors: tuple[str, ...]
    feminine: bool
    plural: bool


@cache
def nouns() -> Mapping[str, Noun]:
    """Every form of every description noun; a noun that stands in several rows takes the kinds and sectors of all.

    >>> nouns()["avionneur"].sectors[0], nouns()["banques"].plural
    ('aerospace', True)
    """
    found: dict[str, Noun] = {}
    for row in table("descriptions")["noun"]:
        for gender in ("m", "f"):
            for noun in row.get(gender, ()):
                for form, many in {plural(noun): True, noun: False}.items():
                    old = found.get(fold(form))
                    kinds = tuple(dict.fromkeys([*(old.kinds if old else ()), *row["kinds"]]))
                    # « la banque » as an institution has no sector, but as a company it has
                    loose = old is not None and "company" in old.kinds and not old.sectors
                    free = loose or ("company" in row["kinds"] and not row.get("sectors"))
                    sectors = () if free else tuple(dict.fromkeys([*(old.sectors if old else ()), *row.get("sectors", ())]))
                    found[fold(form)] = Noun(kinds, sectors, gender == "f", many)
    return found
